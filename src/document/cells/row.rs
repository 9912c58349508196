//! The cells of one row, each with its place in the row's text.

use std::borrow::Cow;
use std::sync::{Mutex, PoisonError};

use csv_core::{ReadFieldResult, Reader, ReaderBuilder};

use super::{Cell, NONE, SEPARATOR};
use crate::diagnostic::Span;
use crate::document::{Node, Value};

/// A cell as it stands in the row, spaces around its text taken off.
pub struct Raw<'a> {
    /// The text, without its quotes.
    pub text: Cow<'a, str>,
    /// Where the cell stands, with its quotes.
    pub span: Span,
}

/// Readers that wait to be used again: making one takes as long as reading a hundred rows.
#[derive(Debug, Default)]
pub struct Readers(Mutex<Vec<Reader>>);

impl Readers {
    fn take(&self) -> Reader {
        let waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner).pop();
        // A default or copied reader lacks its tables: csv-core fills them in on build.
        let mut reader = waiting.unwrap_or_else(|| ReaderBuilder::new().build());
        reader.reset();
        reader
    }

    fn give_back(&self, reader: Reader) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(reader);
    }
}

/// The cells of a text that holds one row.
pub fn split<'a>(text: &'a str, readers: &Readers) -> Vec<Raw<'a>> {
    let mut reader = readers.take();
    let cells = cells(text, &mut reader);
    readers.give_back(reader);
    cells
}

fn cells<'a>(text: &'a str, reader: &mut Reader) -> Vec<Raw<'a>> {
    let mut unquoted = vec![0; text.len().saturating_add(1)];
    let mut cells = Vec::new();
    let (mut start, mut at, mut written) = (0_usize, 0_usize, 0_usize);
    loop {
        let rest = text.as_bytes().get(at..).unwrap_or_default();
        let (result, read, wrote) = reader.read_field(rest, unquoted.get_mut(written..).unwrap_or_default());
        (at, written) = (at.saturating_add(read), written.saturating_add(wrote));
        match result {
            ReadFieldResult::InputEmpty => {}
            ReadFieldResult::Field { record_end } => {
                let raw = text.get(start..at).unwrap_or_default();
                let raw = if record_end { raw } else { raw.strip_suffix(',').unwrap_or(raw) };
                cells.push(cell(raw, start, unquoted.get(..written).unwrap_or_default()));
                (start, written) = (at, 0);
                if record_end {
                    return cells;
                }
            }
            ReadFieldResult::OutputFull | ReadFieldResult::End => return cells,
        }
    }
}

/// A cell of which `raw` is the text as it stands, from `start` on, and `unquoted` the same without quotes.
fn cell<'a>(raw: &'a str, start: usize, unquoted: &[u8]) -> Raw<'a> {
    let (text, span) = if raw.as_bytes() == unquoted {
        let lead = raw.len().saturating_sub(raw.trim_start().len());
        let text = raw.trim();
        let start = start.saturating_add(lead);
        (Cow::Borrowed(text), Span { source: 0, start, end: start.saturating_add(text.len()) })
    } else {
        let text = String::from_utf8_lossy(unquoted).trim().to_owned();
        (Cow::Owned(text), Span { source: 0, start, end: start.saturating_add(raw.len()) })
    };
    Raw { text, span }
}

impl<'a> Raw<'a> {
    /// The cell's value; `None` for an empty cell, which says that it is not known.
    pub fn into_node(self) -> Option<Node<'a>> {
        let Self { text, span } = self;
        if text.is_empty() {
            return None;
        }
        let items = if text == NONE || !text.contains(SEPARATOR) { Vec::new() } else { entries(&text, span) };
        Some(Node { value: Value::Cell(Cell { items, ..Cell::one(text) }), span })
    }
}

/// The entries of a list.
fn entries<'a>(text: &Cow<'a, str>, span: Span) -> Vec<Node<'a>> {
    let entry = |text: Cow<'a, str>| Node { value: Value::Cell(Cell::one(text)), span };
    match text {
        Cow::Borrowed(text) => text.split(SEPARATOR).map(|item| entry(Cow::Borrowed(item.trim()))).collect(),
        Cow::Owned(text) => text.split(SEPARATOR).map(|item| entry(Cow::Owned(item.trim().to_owned()))).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Readers, split};

    #[test]
    fn cells_are_split_with_their_places() {
        let text = "a, b ,\"c,\"\"d\"\"\n\",\"x\",";
        let cells: Vec<(String, &str)> = split(text, &Readers::default())
            .into_iter()
            .map(|cell| (cell.text.to_string(), &text[cell.span.start..cell.span.end]))
            .collect();
        let expected = [("a", "a"), ("b", "b"), ("c,\"d\"", "\"c,\"\"d\"\"\n\""), ("x", "\"x\""), ("", "")];
        assert_eq!(cells, expected.map(|(text, raw)| (text.to_owned(), raw)));
        assert_eq!(split("a", &Readers::default()).len(), 1);
    }
}
