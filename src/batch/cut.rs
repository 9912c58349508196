//! Bytes as they come, cut where a record ends.

use csv_core::{ReadRecordResult, Reader};

use super::chunk::Record;
use crate::document::LARGEST_FILE;

/// The most of a record that is kept: enough to tell that it is too large.
const MOST_KEPT: usize = LARGEST_FILE + 1;

/// What ends a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A line break.
    Lines,
    /// A line break outside quotes.
    Rows,
}

/// Cuts a stream into records; holds no more than the record that is not whole yet, up to the largest that is read.
#[derive(Debug)]
pub struct Cutter {
    /// Tells the rows of a table; `None` for lines.
    rows: Option<Rows>,
    /// The bytes since the last record's end.
    pending: Vec<u8>,
    /// How many of them were looked through.
    looked: usize,
    /// Where the record that is not whole yet begins.
    start: usize,
    /// The line on which it begins, from 1.
    line: usize,
    /// How many line breaks it holds so far.
    breaks: usize,
}

/// The records of a stream so far, and the bytes that their ranges are in.
pub type Cut = (Vec<u8>, Vec<Record>);

impl Cutter {
    /// At the beginning of a stream.
    #[must_use]
    pub fn new(shape: Shape) -> Self {
        let rows = (shape == Shape::Rows).then(Rows::default);
        Self { rows, pending: Vec::new(), looked: 0, start: 0, line: 1, breaks: 0 }
    }

    /// The records that end in these bytes; blank ones are left out.
    pub fn feed(&mut self, bytes: &[u8]) -> Cut {
        self.pending.extend_from_slice(bytes);
        let mut records = Vec::new();
        while let Some(end) = self.next_end() {
            self.close(end, &mut records);
        }
        self.looked = self.pending.len();
        self.shorten();
        self.take(records)
    }

    /// The record that the stream ends in, where the last line break is missing.
    pub fn finish(&mut self) -> Cut {
        let mut records: Vec<Record> = Vec::new();
        self.close(self.pending.len(), &mut records);
        if let (Some(rows), Some(last)) = (&mut self.rows, records.last_mut()) {
            // A line break ends every row but one with an open quote.
            last.is_open = !rows.advance(b"\n").0;
        }
        self.take(records)
    }

    /// The first byte behind the record that is not whole yet, where it ends in what is pending.
    fn next_end(&mut self) -> Option<usize> {
        let rest = self.pending.get(self.looked..).unwrap_or_default();
        let (length, breaks) = match &mut self.rows {
            None => memchr::memchr(b'\n', rest).map(|at| (at.saturating_add(1), 1)),
            Some(rows) => {
                let (is_whole, length) = rows.advance(rest);
                let breaks = memchr::memchr_iter(b'\n', rest.get(..length).unwrap_or_default()).count();
                if !is_whole {
                    self.breaks = self.breaks.saturating_add(breaks);
                }
                is_whole.then_some((length, breaks))
            }
        }?;
        self.breaks = self.breaks.saturating_add(breaks);
        self.looked = self.looked.saturating_add(length);
        Some(self.looked)
    }

    /// Ends the record at `end`.
    fn close(&mut self, end: usize, records: &mut Vec<Record>) {
        let text = self.pending.get(self.start..end).unwrap_or_default();
        // A row begins behind the line breaks before it.
        let lead = text.len().saturating_sub(text.trim_ascii_start().len());
        let breaks = memchr::memchr_iter(b'\n', text.get(..lead).unwrap_or_default()).count();
        let kept = text.strip_suffix(b"\n").unwrap_or(text);
        let kept = kept.strip_suffix(b"\r").unwrap_or(kept).len();
        let (first, last) = (if breaks > 0 { lead } else { 0 }, kept);
        if lead < text.len() {
            let range = self.start.saturating_add(first)..self.start.saturating_add(last);
            records.push(Record { range, line: self.line.saturating_add(breaks), is_open: false });
        }
        self.line = self.line.saturating_add(std::mem::take(&mut self.breaks));
        self.start = end;
    }

    /// Drops what is too much of a record that does not end.
    fn shorten(&mut self) {
        let most = self.start.saturating_add(MOST_KEPT);
        if self.pending.len() > most {
            self.pending.truncate(most);
            self.looked = self.pending.len();
        }
    }

    /// Hands over the bytes of whole records and keeps the rest.
    fn take(&mut self, records: Vec<Record>) -> Cut {
        let rest = self.pending.split_off(self.start.min(self.pending.len()));
        let bytes = std::mem::replace(&mut self.pending, rest);
        self.looked = self.looked.saturating_sub(self.start);
        self.start = 0;
        (bytes, records)
    }
}

/// Where the rows of a table end.
#[derive(Debug)]
struct Rows {
    reader: Reader,
    /// Cells are not wanted here, but have to be put somewhere.
    cells: Vec<u8>,
}

impl Default for Rows {
    fn default() -> Self {
        Self { reader: Reader::new(), cells: vec![0; 1 << 12] }
    }
}

impl Rows {
    /// Whether a row ends in these bytes, and how many of them belong to it.
    fn advance(&mut self, bytes: &[u8]) -> (bool, usize) {
        let mut length = 0_usize;
        loop {
            let rest = bytes.get(length..).unwrap_or_default();
            if rest.is_empty() {
                // An empty input would tell the reader that the stream ends.
                return (false, length);
            }
            let (result, read, ..) = self.reader.read_record(rest, &mut self.cells, &mut [0; 64]);
            length = length.saturating_add(read);
            match result {
                ReadRecordResult::Record => return (true, length),
                ReadRecordResult::InputEmpty | ReadRecordResult::End => return (false, length),
                ReadRecordResult::OutputFull | ReadRecordResult::OutputEndsFull => {}
            }
        }
    }
}
