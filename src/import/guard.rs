//! A stream that is watched: how much a row may take, how large the whole may be, and whether it ends where it should.

use std::io::BufRead;
use std::io::Error;
use std::io::ErrorKind;
use std::io::Read;

/// The longest row, in bytes.
pub const LONGEST_ROW: usize = 1 << 20;

/// A stream that refuses to give a row without end, and knows whether its quotes are closed.
pub struct Guard<R> {
    stream: R,
    left: usize,
    /// The number of quotes so far.
    quotes: usize,
    last: u8,
}

/// What the stream says of a row that has no end.
#[derive(Debug, thiserror::Error)]
#[error("no row ends within 1 MiB")]
pub struct EndlessRow;

impl<R: BufRead> Guard<R> {
    /// Watches a stream.
    pub const fn new(stream: R) -> Self {
        Self { stream, left: LONGEST_ROW, quotes: 0, last: b'\n' }
    }

    /// Lets another row begin.
    pub const fn begin_row(&mut self) {
        self.left = LONGEST_ROW;
    }

    /// True where a quote was opened and not closed.
    pub const fn is_open(&self) -> bool {
        self.quotes % 2 == 1
    }

    /// True where the stream ended with a line break.
    pub const fn ends_with_break(&self) -> bool {
        self.last == b'\n' || self.last == b'\r'
    }
}

impl<R: BufRead> Read for Guard<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if self.left == 0 {
            return Err(Error::new(ErrorKind::InvalidData, EndlessRow));
        }
        let room = buffer.len().min(self.left);
        let count = self.stream.read(buffer.get_mut(..room).unwrap_or_default())?;
        let read = buffer.get(..count).unwrap_or_default();
        self.left = self.left.saturating_sub(count);
        self.quotes = self.quotes.wrapping_add(read.iter().filter(|byte| **byte == b'"').count());
        self.last = read.last().copied().unwrap_or(self.last);
        Ok(count)
    }
}
