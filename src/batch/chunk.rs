//! What is handed from the reader to a worker.

use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Source};
use crate::document::{Input, Syntax};

/// A few items that follow each other in the input.
#[derive(Debug)]
pub struct Chunk {
    /// The number of the first item, counted over the whole input from 0.
    pub first: u64,
    /// The items.
    pub items: Items,
}

/// The items of a chunk.
#[derive(Debug)]
pub enum Items {
    /// TOML files that are still to be read.
    Files(Vec<String>),
    /// One TOML file that was read from a stream.
    Document {
        /// Its name.
        path: String,
        /// What it holds, or one byte more than the largest file.
        bytes: Vec<u8>,
    },
    /// Records of a stream.
    Records {
        /// The stream.
        stream: Arc<Stream>,
        /// The text that the records' ranges are in.
        bytes: Vec<u8>,
        /// The records.
        records: Vec<Record>,
    },
}

impl Items {
    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        match self {
            Self::Files(paths) => paths.len(),
            Self::Document { .. } => 1,
            Self::Records { records, .. } => records.len(),
        }
    }
}

/// A file or pipe of many records.
#[derive(Debug)]
pub struct Stream {
    /// Its name.
    pub path: String,
    /// How each record is written.
    pub syntax: Syntax,
}

/// One record's place in the bytes of its chunk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Its bytes, without the line break behind it.
    pub range: Range<usize>,
    /// The number of its first line in the stream, from 1.
    pub line: usize,
    /// True where a quote of it is never closed, so that it takes in the rest of the stream.
    pub is_open: bool,
}

impl Record {
    /// The record of the stream `path`, given its text there.
    ///
    /// # Errors
    /// A diagnostic where it is too large, not UTF-8, or a quote of it is never closed.
    pub fn input(&self, path: &str, text: &[u8], syntax: Syntax) -> Result<Input, Diagnostics> {
        let input = Input::record(path, self.line, text, syntax)?;
        if !self.is_open {
            return Ok(input);
        }
        let help = "close it; a quote inside quotes is written twice";
        let message = match memchr::memchr_iter(b'\n', text).count() {
            0 => "a quote in this row is never closed".to_owned(),
            1 => "a quote in this row is never closed, and takes in the line behind it".to_owned(),
            lines => format!("a quote in this row is never closed, and takes in the {lines} lines behind it"),
        };
        let source = Source::new(path, "").at_line(self.line);
        Err(Diagnostics::new(vec![source], vec![Diagnostic::whole(Code::Syntax, message, help)]))
    }
}
