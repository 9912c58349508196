//! A CSV writer (RFC 4180) whose cells are harmless in a spreadsheet.

use std::borrow::Cow;

use crate::calendar::{Date, Day};
use crate::money::Usd;
use crate::text::escape_controls;

/// A table being written: cells one by one, rows ended by a line break.
#[derive(Debug)]
pub struct Csv {
    text: String,
    /// True where the next cell is the first of its row.
    is_first: bool,
    /// The cells that each row begins with, where an empty cell ends each too.
    front: Option<String>,
}

impl Csv {
    /// A table with nothing but its header.
    pub fn new(header: &[&'static str]) -> Self {
        let mut csv = Self::after(String::new());
        header.iter().for_each(|name| csv.word(name));
        csv.end_row();
        csv
    }

    /// Rows that follow others in the same buffer.
    pub const fn after(text: String) -> Self {
        Self { text, is_first: true, front: None }
    }

    /// As [`Csv::after`]; each row begins with the cells `front` and ends with an empty one.
    pub const fn framed(text: String, front: String) -> Self {
        Self { text, is_first: true, front: Some(front) }
    }

    /// The table.
    pub fn into_text(self) -> String {
        self.text
    }

    fn begin_cell(&mut self) {
        if !std::mem::take(&mut self.is_first) {
            self.text.push(',');
        } else if let Some(front) = &self.front {
            self.text.push_str(front);
            self.text.push(',');
        }
    }

    /// Ends the row.
    pub fn end_row(&mut self) {
        self.text.push_str(if self.front.is_some() { ",\n" } else { "\n" });
        self.is_first = true;
    }

    /// A word of ours, which needs neither quotes nor defusing.
    pub fn word(&mut self, word: &'static str) {
        self.begin_cell();
        self.text.push_str(word);
    }

    /// A number or date that is text already.
    pub fn ready(&mut self, text: &str) {
        self.begin_cell();
        self.text.push_str(text);
    }

    /// A text, defused and in quotes where it needs them.
    pub fn text(&mut self, text: &str) {
        self.begin_cell();
        if text.is_empty() {
            return;
        }
        let cell = defused(text);
        if cell.contains([',', '"', '\n', '\r']) {
            self.text.push('"');
            self.text.push_str(&cell.replace('"', "\"\""));
            self.text.push('"');
        } else {
            self.text.push_str(&cell);
        }
    }

    /// A cell that holds nothing.
    pub fn nothing(&mut self) {
        self.begin_cell();
    }

    /// A count.
    pub fn size(&mut self, count: usize) {
        self.begin_cell();
        self.text.push_str(itoa::Buffer::new().format(count));
    }

    /// An amount.
    pub fn usd(&mut self, amount: Usd) {
        self.begin_cell();
        // Writing to memory does not fail.
        let _ = amount.write_to(&mut self.text);
    }

    /// A day.
    pub fn day(&mut self, day: Day) {
        self.begin_cell();
        self.text.push_str(itoa::Buffer::new().format(day.0));
    }

    /// A date.
    pub fn date(&mut self, date: Date) {
        self.begin_cell();
        let _ = date.write_to(&mut self.text);
    }

    /// A value, or an empty cell.
    pub fn optional<T>(&mut self, value: Option<T>, write: impl FnOnce(&mut Self, T)) {
        match value {
            Some(value) => write(self, value),
            None => self.begin_cell(),
        }
    }
}

/// The cell with control characters written out, and a quote before what a spreadsheet would run. Numbers stay.
fn defused(cell: &str) -> Cow<'_, str> {
    let cell = escape_controls(cell);
    let is_number =
        cell.strip_prefix('-').is_some_and(|digits| digits.bytes().all(|b| b.is_ascii_digit() || b == b'.'));
    if cell.starts_with(['=', '+', '-', '@']) && !is_number { Cow::Owned(format!("'{cell}")) } else { cell }
}

#[cfg(test)]
mod tests {
    use super::{Csv, defused};

    #[test]
    fn a_formula_is_defused_and_a_number_is_not() {
        for cell in ["=1+1", "+1", "-cmd", "@x", "-"] {
            assert!(cell == "-" || defused(cell).starts_with('\''), "{cell}");
        }
        assert_eq!(["-12", "-0.5", "a=1"].map(defused), ["-12", "-0.5", "a=1"]);
    }

    #[test]
    fn a_cell_is_quoted_where_it_would_end_early() {
        let mut csv = Csv::new(&["a", "b"]);
        ["x, y", "say \"x\""].into_iter().for_each(|cell| csv.text(cell));
        csv.end_row();
        ["", "=a,b"].into_iter().for_each(|cell| csv.text(cell));
        csv.end_row();
        assert_eq!(csv.into_text(), "a,b\n\"x, y\",\"say \"\"x\"\"\"\n,\"'=a,b\"\n");
    }
}
