//! Billing files opened as streams, unpacked where they are gzip.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};

use flate2::bufread::MultiGzDecoder;

use super::input::STDIO;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::text::escape_controls;

/// The bytes that are read at once.
const BUFFER: usize = 1 << 16;
/// How a gzip file begins.
const GZIP: &[u8] = b"\x1f\x8b";
/// What a packed file may hold whatever its size, in bytes.
const UNQUESTIONED: u64 = 1 << 28;
/// How many times its size a packed file may hold beyond that: exports come to 10 to 40.
const LARGEST_RATIO: u64 = 400;

/// Opens a file, or stdin for `-`.
pub fn open(path: &str) -> Result<Box<dyn BufRead>, Diagnostics> {
    let fail = |error: &io::Error| {
        let (what, help) = match error.kind() {
            io::ErrorKind::NotFound => ("there is no such file".to_owned(), "check the path"),
            io::ErrorKind::IsADirectory => ("it is a folder".to_owned(), "name the files in it"),
            _ => (error.to_string(), "check the path and the file's permissions"),
        };
        let message = format!("`{}` cannot be read: {what}", escape_controls(path));
        Diagnostics::of_whole(path, Diagnostic::whole(Code::Unreadable, message, help))
    };
    let mut plain: Box<dyn BufRead> = if path == STDIO {
        Box::new(BufReader::with_capacity(BUFFER, io::stdin()))
    } else {
        Box::new(BufReader::with_capacity(BUFFER, File::open(path).map_err(|error| fail(&error))?))
    };
    let is_packed = plain.fill_buf().map_err(|error| fail(&error))?.starts_with(GZIP);
    if !is_packed {
        return Ok(plain);
    }
    let unpacked = Unpacked { decoder: MultiGzDecoder::new(Counted { stream: plain, count: 0 }), given: 0 };
    Ok(Box::new(BufReader::with_capacity(BUFFER, unpacked)))
}

/// A stream that counts what is taken from it.
struct Counted {
    stream: Box<dyn BufRead>,
    count: u64,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.stream.read(buffer)?;
        self.count = self.count.saturating_add(u64::try_from(count).unwrap_or(u64::MAX));
        Ok(count)
    }
}

impl BufRead for Counted {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.stream.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.count = self.count.saturating_add(u64::try_from(amount).unwrap_or(u64::MAX));
        self.stream.consume(amount);
    }
}

/// An unpacked stream that stops where a file holds far more than exports do.
struct Unpacked {
    decoder: MultiGzDecoder<Counted>,
    given: u64,
}

impl Read for Unpacked {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.decoder.read(buffer)?;
        self.given = self.given.saturating_add(u64::try_from(count).unwrap_or(u64::MAX));
        let taken = self.decoder.get_ref().count;
        if self.given > UNQUESTIONED && self.given > taken.saturating_mul(LARGEST_RATIO) {
            let message = format!("it unpacks to more than {LARGEST_RATIO} times its size");
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, message));
        }
        Ok(count)
    }
}
