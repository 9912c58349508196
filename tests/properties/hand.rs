//! How somebody writes: the choices that change the text of a profile and not its meaning.

use crate::model::calendar::Date;

/// A stream of such choices. The hand of seed 0 always takes the plainest.
#[derive(Debug, Clone)]
pub struct Hand {
    state: u64,
}

impl Hand {
    pub fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    /// One of `0..among`.
    pub fn choose(&mut self, among: usize) -> usize {
        if self.state == 0 {
            return 0;
        }
        self.state = self.state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407) | 1;
        (self.state >> 33) as usize % among
    }

    /// In another order, or in the same.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            let other = at - self.choose(at + 1);
            items.swap(at, other);
        }
    }

    /// Text in double or single quotes.
    pub fn text(&mut self, text: &str) -> String {
        if self.choose(3) == 1 { format!("'{text}'") } else { format!("{text:?}") }
    }

    /// A list of texts.
    pub fn texts(&mut self, items: &[&str]) -> String {
        let items: Vec<String> = items.iter().map(|item| self.text(item)).collect();
        let list = items.join(", ");
        if !items.is_empty() && self.choose(4) == 1 { format!("[\n  {list},\n]") } else { format!("[{list}]") }
    }

    /// A date, bare or in quotes.
    pub fn date(&mut self, (year, month, day): Date) -> String {
        let date = format!("{year:04}-{month:02}-{day:02}");
        if self.choose(3) == 1 { format!("\"{date}\"") } else { date }
    }

    /// A whole number, with or without underscores, bare or in quotes.
    pub fn whole(&mut self, number: i128) -> String {
        let digits = self.grouped(number);
        self.quoted(digits)
    }

    /// Cents as dollars: `60000`, `60_000.00`, `"166.5"`.
    pub fn amount(&mut self, cents: i128) -> String {
        let whole = self.grouped(cents / 100);
        let two = format!("{:02}", cents % 100);
        let written = match (cents % 100, self.choose(3)) {
            (0, 0 | 1) => whole,
            (rest, 1) if rest % 10 == 0 => format!("{whole}.{}", &two[..1]),
            _ => format!("{whole}.{two}"),
        };
        self.quoted(written)
    }

    /// Millionths as a decimal.
    pub fn rate(&mut self, millionths: i64) -> String {
        let sign = if millionths < 0 { "-" } else { "" };
        let (whole, rest) = (millionths.abs() / 1_000_000, millionths.abs() % 1_000_000);
        let mut decimals = format!("{rest:06}");
        if self.choose(3) != 1 {
            decimals = decimals.trim_end_matches('0').to_owned();
        }
        let written = if decimals.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{decimals}") };
        self.quoted(written)
    }

    fn quoted(&mut self, number: String) -> String {
        if self.choose(3) == 1 { format!("\"{number}\"") } else { number }
    }

    /// With an underscore before each three digits, now and then.
    fn grouped(&mut self, number: i128) -> String {
        let digits = number.to_string();
        if self.choose(3) != 1 {
            return digits;
        }
        let mut grouped = String::new();
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                grouped.push('_');
            }
            grouped.push(digit);
        }
        grouped
    }
}
