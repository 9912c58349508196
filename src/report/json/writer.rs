//! A JSON writer whose numbers are exact decimals: serde knows none that are neither integers nor binary floats.

use std::fmt::Write as _;

use crate::band::{Band, Case};
use crate::calendar::{Date, Day};
use crate::money::Usd;

/// How the text is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// Large tables and lists with an entry a line.
    Lines,
    /// Everything on one line.
    Compact,
}

/// A JSON text being written. Values follow keys, and calls nest as the text does.
#[derive(Debug)]
pub struct Json {
    text: String,
    layout: Layout,
    depth: usize,
    /// True where the next entry is the first of its table or list.
    is_first: bool,
    /// True where entries stand on lines of their own.
    is_block: bool,
    /// True between a key and its value.
    is_after_key: bool,
}

impl Json {
    /// An empty text.
    #[must_use]
    pub const fn new(layout: Layout) -> Self {
        Self::after(String::new(), layout)
    }

    /// A text that follows another in the same buffer.
    #[must_use]
    pub const fn after(text: String, layout: Layout) -> Self {
        Self { text, layout, depth: 0, is_first: true, is_block: false, is_after_key: false }
    }

    /// The text, with a line break at its end.
    #[must_use]
    pub fn into_text(mut self) -> String {
        self.text.push('\n');
        self.text
    }

    fn begin_entry(&mut self) {
        if std::mem::take(&mut self.is_after_key) || self.depth == 0 {
            return;
        }
        if !std::mem::take(&mut self.is_first) {
            self.text.push(',');
        }
        if self.is_block {
            self.break_line(self.depth);
        }
    }

    fn break_line(&mut self, depth: usize) {
        self.text.push('\n');
        self.text.extend(std::iter::repeat_n("  ", depth));
    }

    fn nest(&mut self, brackets: [char; 2], is_block: bool, fill: impl FnOnce(&mut Self)) {
        self.begin_entry();
        let outer = (self.is_first, self.is_block);
        (self.is_first, self.is_block) = (true, is_block && self.layout == Layout::Lines);
        self.depth = self.depth.saturating_add(1);
        let [open, close] = brackets;
        self.text.push(open);
        fill(self);
        self.depth = self.depth.saturating_sub(1);
        if self.is_block && !self.is_first {
            self.break_line(self.depth);
        }
        self.text.push(close);
        (self.is_first, self.is_block) = outer;
    }

    /// A table on one line.
    pub fn object(&mut self, fill: impl FnOnce(&mut Self)) {
        self.nest(['{', '}'], false, fill);
    }

    /// A table with an entry a line, where the layout has lines.
    pub fn block(&mut self, fill: impl FnOnce(&mut Self)) {
        self.nest(['{', '}'], true, fill);
    }

    /// A list on one line.
    pub fn array<T>(&mut self, items: impl IntoIterator<Item = T>, mut write: impl FnMut(&mut Self, T)) {
        self.nest(['[', ']'], false, |json| items.into_iter().for_each(|item| write(json, item)));
    }

    /// A list with an entry a line, where the layout has lines.
    pub fn lines<T>(&mut self, items: impl IntoIterator<Item = T>, mut write: impl FnMut(&mut Self, T)) {
        self.nest(['[', ']'], true, |json| items.into_iter().for_each(|item| write(json, item)));
    }

    /// A key of ours, which needs no escapes; its value is written next.
    pub fn key(&mut self, key: &'static str) -> &mut Self {
        self.begin_entry();
        self.text.push('"');
        self.text.push_str(key);
        self.text.push('"');
        self.end_key()
    }

    /// A key from an input, whose value is written next.
    pub fn named(&mut self, name: &str) -> &mut Self {
        self.begin_entry();
        self.quoted(name);
        self.end_key()
    }

    fn end_key(&mut self) -> &mut Self {
        self.text.push_str(if self.is_block { ": " } else { ":" });
        self.is_after_key = true;
        self
    }

    /// A text.
    pub fn text(&mut self, text: &str) {
        self.begin_entry();
        self.quoted(text);
    }

    fn quoted(&mut self, text: &str) {
        self.text.push('"');
        if is_plain(text) {
            self.text.push_str(text);
        } else {
            self.escaped(text);
        }
        self.text.push('"');
    }

    fn escaped(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '"' => self.text.push_str("\\\""),
                '\\' => self.text.push_str("\\\\"),
                '\n' => self.text.push_str("\\n"),
                '\t' => self.text.push_str("\\t"),
                // Control and bidirectional characters are escaped, so that the text is harmless on a terminal too.
                c if crate::text::is_hazard(c) => {
                    for unit in c.encode_utf16(&mut [0; 2]) {
                        let _ = write!(self.text, "\\u{unit:04x}");
                    }
                }
                // By `##[` a line of a CI log becomes a command.
                '[' if crate::text::begins_command(&self.text, c) => self.text.push_str("\\u005b"),
                c => self.text.push(c),
            }
        }
    }

    /// A number that is already in JSON's form.
    pub fn number(&mut self, digits: &str) {
        self.begin_entry();
        self.text.push_str(digits);
    }

    /// A whole number.
    pub fn integer(&mut self, number: i64) {
        self.begin_entry();
        self.text.push_str(itoa::Buffer::new().format(number));
    }

    /// A count.
    pub fn size(&mut self, count: usize) {
        self.begin_entry();
        self.text.push_str(itoa::Buffer::new().format(count));
    }

    /// A day.
    pub fn day(&mut self, day: Day) {
        self.integer(i64::from(day.0));
    }

    /// An amount: a number with at most two decimals.
    pub fn usd(&mut self, amount: Usd) {
        self.begin_entry();
        // Writing to memory does not fail.
        let _ = amount.write_to(&mut self.text);
    }

    /// A date as text.
    pub fn date(&mut self, date: Date) {
        self.begin_entry();
        self.text.push('"');
        let _ = date.write_to(&mut self.text);
        self.text.push('"');
    }

    /// `true` or `false`.
    pub fn truth(&mut self, truth: bool) {
        self.number(if truth { "true" } else { "false" });
    }

    /// A value, or null.
    pub fn optional<T>(&mut self, value: Option<T>, write: impl FnOnce(&mut Self, T)) {
        match value {
            Some(value) => write(self, value),
            None => self.number("null"),
        }
    }

    /// A value in each case.
    pub fn band<T>(&mut self, band: Band<T>, mut write: impl FnMut(&mut Self, T)) {
        let Band { cautious, likely, best } = band;
        self.object(|json| {
            for (case, value) in Case::ALL.into_iter().zip([cautious, likely, best]) {
                json.key(case.name());
                write(json, value);
            }
        });
    }
}

/// True where every byte stands for itself, whatever is around it. Looks at many bytes at once, so that it takes little of
/// the time that copying them takes.
fn is_plain(text: &str) -> bool {
    let is_plain = |byte: u8| matches!(byte, b' '..=b'~') & (byte != b'"') & (byte != b'\\') & (byte != b'#');
    text.as_bytes().chunks(32).all(|bytes| bytes.iter().fold(true, |all, byte| all & is_plain(*byte)))
}

#[cfg(test)]
mod tests {
    use super::{Json, Layout};
    use crate::money::Usd;

    fn sample(layout: Layout) -> String {
        let mut json = Json::new(layout);
        json.block(|json| {
            json.key("a").text("x\"\u{1b}\u{202e}");
            json.key("b").lines([1, 2], |json, number| json.integer(number));
            json.key("c").array([] as [i64; 0], |json, number| json.integer(number));
            json.key("d").object(|json| json.key("e").usd(Usd::from_cents(150)));
        });
        json.into_text()
    }

    #[test]
    fn the_two_layouts_hold_the_same_values() {
        let lines = "{\n  \"a\": \"x\\\"\\u001b\\u202e\",\n  \"b\": [\n    1,\n    2\n  ],\n  \"c\": [],\n  \"d\": {\"e\":1.5}\n}\n";
        assert_eq!(sample(Layout::Lines), lines);
        assert_eq!(sample(Layout::Compact), "{\"a\":\"x\\\"\\u001b\\u202e\",\"b\":[1,2],\"c\":[],\"d\":{\"e\":1.5}}\n");
        let parse = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
        assert_eq!(parse(lines), parse(&sample(Layout::Compact)));
    }
}
