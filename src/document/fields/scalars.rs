//! Single values: text, words, numbers, dates.

use std::borrow::Cow;
use std::ops::RangeInclusive;

use rust_decimal::Decimal;

use super::{Fields, Reading};
use crate::calendar::{Date, YEARS};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Cell, Node, Value};
use crate::money::{LARGEST_DOLLARS, Usd};

/// The longest text, in characters.
pub const LONGEST_TEXT: usize = 200;
/// The form of an id, in words.
pub const ID_FORM: &str = "1 to 64 of a-z, 0-9 and -";
/// The largest count: users, partners, months, hours.
pub const LARGEST_COUNT: i64 = 1_000_000_000_000;

/// True for a text of the form of an id.
#[must_use]
pub fn is_id(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

impl Reading {
    /// A text of at most 200 characters.
    pub fn text(&self, node: &Node<'_>, path: &str) -> Option<String> {
        let Some(text) = node.value.text() else {
            self.wrong_type(node, path, "text in quotes", "\"…\"");
            return None;
        };
        let length = text.chars().count();
        if length > LONGEST_TEXT {
            let message = format!("`{path}` has {length} characters");
            let wanted = format!("wanted at most {LONGEST_TEXT}");
            self.note(Diagnostic::at(node.span, Code::TextLength, message, wanted, "shorten it"));
            return None;
        }
        Some(text.clone().into_owned())
    }

    /// A text of at most 200 characters that is not blank.
    pub fn name(&self, node: &Node<'_>, path: &str) -> Option<String> {
        self.text(node, path).and_then(|text| self.not_blank(node, path, text))
    }

    /// A remark of any length that is not blank.
    pub fn remark(&self, node: &Node<'_>, path: &str) -> Option<String> {
        let Some(text) = node.value.text() else {
            self.wrong_type(node, path, "text in quotes", "\"…\"");
            return None;
        };
        self.not_blank(node, path, text.clone().into_owned())
    }

    fn not_blank(&self, node: &Node<'_>, path: &str, text: String) -> Option<String> {
        if text.trim().is_empty() {
            let message = format!("`{path}` is blank");
            let help = "write it out; an entry that is not known is left out";
            self.note(Diagnostic::at(node.span, Code::Blank, message, "wanted a name", help));
            return None;
        }
        Some(text)
    }

    /// An id: 1 to 64 of a–z, 0–9 and -.
    pub fn id(&self, node: &Node<'_>, path: &str) -> Option<String> {
        let Some(text) = node.value.text() else {
            self.wrong_type(node, path, "an id in quotes", "\"my-id\"");
            return None;
        };
        if !is_id(text) {
            let message = format!("`{path}` is `{text}`, which is not an id");
            let help = "use small letters, digits and hyphens";
            self.note(Diagnostic::at(node.span, Code::IdForm, message, format!("wanted {ID_FORM}"), help));
            return None;
        }
        Some(text.clone().into_owned())
    }

    /// `true` or `false`.
    pub fn truth(&self, node: &Node<'_>, path: &str) -> Option<bool> {
        match &node.value {
            Value::Truth(truth) => return Some(*truth),
            Value::Cell(cell) => {
                if cell.truth().is_none() {
                    let message = format!("`{path}` has no value `{}`", cell.text);
                    let help = "write true or false, or nothing where it is not known";
                    self.note(Diagnostic::at(node.span, Code::UnknownValue, message, "wanted `true` or `false`", help));
                }
                return cell.truth();
            }
            _ => self.wrong_type(node, path, "`true` or `false`", "true or false, without quotes"),
        }
        None
    }

    /// A date of the years 1970 to 2200, bare or in quotes.
    pub fn date(&self, node: &Node<'_>, path: &str) -> Option<Date> {
        let date = match &node.value {
            Value::Date(date) => *date,
            Value::Text(text) | Value::Cell(Cell { text, .. }) => match Date::parse(text) {
                Some(date) => date,
                None => {
                    let message = format!("`{path}` is `{text}`, which is not a day of the calendar");
                    let help = "write it as 2026-01-31";
                    self.note(Diagnostic::at(node.span, Code::DateForm, message, "wanted YYYY-MM-DD", help));
                    return None;
                }
            },
            _ => {
                self.wrong_type(node, path, "a date without a time", "2026-01-31");
                return None;
            }
        };
        let (year, ..) = date.year_month_day();
        if !YEARS.contains(&year) {
            let message = format!("`{path}` is in the year {year}");
            let wanted = format!("wanted {} to {}", YEARS.start(), YEARS.end());
            self.note(Diagnostic::at(node.span, Code::DateRange, message, wanted, "check the year"));
            return None;
        }
        Some(date)
    }

    /// A decimal within `bounds` and with at most `decimals` decimals, exactly as written.
    pub fn decimal(
        &self,
        node: &Node<'_>,
        path: &str,
        bounds: RangeInclusive<Decimal>,
        decimals: u32,
    ) -> Option<Decimal> {
        let (Value::Number(text) | Value::Text(text) | Value::Cell(Cell { text, .. })) = &node.value else {
            self.wrong_type(node, path, "a number", "60_000 or \"166.33\"");
            return None;
        };
        let Some(plain) = plain_decimal(text) else {
            let message = format!("`{path}` is `{text}`, which is not a plain decimal");
            let help = "no exponent, no sign but a minus, `_` and the point only between digits: 60_000 or 166.33";
            self.note(Diagnostic::at(
                node.span,
                Code::NumberForm,
                message,
                "wanted digits such as 60_000 or 166.33",
                help,
            ));
            return None;
        };
        let written_decimals = plain.split_once('.').map_or(0, |(_, rest)| rest.len());
        if written_decimals > usize::try_from(decimals).unwrap_or(usize::MAX) {
            let message = format!("`{path}` is `{text}`, with more decimals than the key takes");
            let wanted =
                if decimals == 0 { "wanted a whole number".to_owned() } else { format!("wanted at most {decimals}") };
            self.note(Diagnostic::at(
                node.span,
                Code::TooManyDecimals,
                message,
                wanted,
                "round it yourself, so that no one else does",
            ));
            return None;
        }
        let value = Decimal::from_str_exact(&plain).ok().filter(|value| bounds.contains(value));
        if value.is_none() {
            let message = format!("`{path}` is {text}");
            let wanted = format!("wanted {} to {}", bounds.start(), bounds.end());
            self.note(Diagnostic::at(node.span, Code::OutOfRange, message, wanted, "check the number and its unit"));
        }
        value
    }

    /// An amount of 0 to 10^12 dollars with at most two decimals.
    pub fn amount(&self, node: &Node<'_>, path: &str) -> Option<Usd> {
        self.decimal(node, path, Decimal::ZERO..=Decimal::from(LARGEST_DOLLARS), 2).and_then(Usd::from_decimal)
    }

    /// A whole number within `bounds`.
    pub fn whole(&self, node: &Node<'_>, path: &str, bounds: RangeInclusive<i64>) -> Option<i64> {
        let bounds = Decimal::from(*bounds.start())..=Decimal::from(*bounds.end());
        self.decimal(node, path, bounds, 0).and_then(|value| i64::try_from(value).ok())
    }

    /// A count of 0 to 10^12.
    pub fn count(&self, node: &Node<'_>, path: &str) -> Option<u64> {
        self.whole(node, path, 0..=LARGEST_COUNT).and_then(|value| u64::try_from(value).ok())
    }
}

/// The digits of a plain decimal without its underscores; `None` for any other form.
fn plain_decimal(text: &str) -> Option<Cow<'_, str>> {
    let (mut is_behind_digit, mut has_point, mut is_grouped) = (false, false, false);
    for byte in text.strip_prefix('-').unwrap_or(text).bytes() {
        match byte {
            b'0'..=b'9' => is_behind_digit = true,
            b'_' if is_behind_digit => (is_behind_digit, is_grouped) = (false, true),
            b'.' if is_behind_digit && !has_point => (is_behind_digit, has_point) = (false, true),
            _ => return None,
        }
    }
    is_behind_digit.then(|| if is_grouped { Cow::Owned(text.replace('_', "")) } else { Cow::Borrowed(text) })
}

macro_rules! asked {
    ($($(#[$doc:meta])* $name:ident -> $kind:ty;)+) => {
        impl<'t> Fields<'t> {
            $($(#[$doc])* pub fn $name(&mut self, key: &'t str) -> Option<$kind> {
                let node = self.node(key)?;
                self.reading().$name(node, &self.path(key))
            })+
        }
    };
}

asked! {
    /// The text of a key, at most 200 characters.
    text -> String;
    /// The text of a key that is not blank.
    name -> String;
    /// The remark of a key, of any length.
    remark -> String;
    /// The id of a key.
    id -> String;
    /// The truth of a key.
    truth -> bool;
    /// The date of a key.
    date -> Date;
    /// The amount of a key, 0 to 10^12 dollars.
    amount -> Usd;
    /// The count of a key, 0 to 10^12.
    count -> u64;
}

impl<'t> Fields<'t> {
    /// The word of a key, one of `choices`.
    pub fn choice<T: Clone>(&mut self, key: &'t str, choices: &[(&str, T)]) -> Option<T> {
        let node = self.node(key)?;
        self.reading().choice(node, &self.path(key), choices)
    }

    /// The whole number of a key.
    pub fn whole(&mut self, key: &'t str, bounds: RangeInclusive<i64>) -> Option<i64> {
        let node = self.node(key)?;
        self.reading().whole(node, &self.path(key), bounds)
    }

    /// The decimal of a key.
    pub fn decimal(&mut self, key: &'t str, bounds: RangeInclusive<Decimal>, decimals: u32) -> Option<Decimal> {
        let node = self.node(key)?;
        self.reading().decimal(node, &self.path(key), bounds, decimals)
    }

    /// The names of a key's list, none blank, each at most 200 characters.
    pub fn names(&mut self, key: &'t str) -> Option<Vec<String>> {
        let node = self.node(key)?;
        self.reading().each(node, &self.path(key), 0, Reading::name)
    }
}

#[cfg(test)]
mod tests {
    use super::plain_decimal;

    #[test]
    fn only_plain_decimals_are_read() {
        for good in ["0", "007", "60_000", "1_0.5_0", "-0.25"] {
            assert!(plain_decimal(good).is_some(), "{good}");
        }
        for bad in
            ["", "-", "+1", "1e3", "inf", "nan", "1.", ".5", "_1", "1_", "1__0", "1._5", "0x10", "1 0", "--1", "1.2.3"]
        {
            assert!(plain_decimal(bad).is_none(), "{bad}");
        }
    }
}
