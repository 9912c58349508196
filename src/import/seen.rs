//! Rows that were read already: told by their fingerprints, in memory that has a bound.

use std::collections::HashSet;
use std::hash::{BuildHasherDefault, DefaultHasher, Hasher};

use csv::ByteRecord;

/// The rows of one generation; the last one and the one before it are remembered.
const GENERATION: usize = 900_000;

/// A set of fingerprints that forgets the oldest beyond its bound.
#[derive(Debug, Default)]
pub struct Seen {
    current: Prints,
    before: Prints,
    has_forgotten: bool,
}

type Prints = HashSet<u64, BuildHasherDefault<Passed>>;

/// A fingerprint is as good as its hash.
#[derive(Debug, Default)]
struct Passed(u64);

impl Hasher for Passed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = number;
    }
}

impl Seen {
    /// Takes a fingerprint in, and tells whether it is new.
    pub fn is_new(&mut self, print: u64) -> bool {
        if self.before.contains(&print) || !self.current.insert(print) {
            return false;
        }
        if self.current.len() >= GENERATION {
            self.has_forgotten |= !self.before.is_empty();
            self.before = std::mem::take(&mut self.current);
        }
        true
    }

    /// True for a fingerprint that was taken in and is remembered.
    pub fn holds(&self, print: u64) -> bool {
        self.before.contains(&print) || self.current.contains(&print)
    }

    /// True where something was forgotten: rows further apart than a generation may not be told to be the same.
    pub const fn has_forgotten(&self) -> bool {
        self.has_forgotten
    }
}

/// The fingerprint of a whole row: its text and where its fields end.
pub fn of_row(record: &ByteRecord) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(record.as_slice());
    let ends = (0..record.len()).filter_map(|at| record.range(at)).map(|range| u64::try_from(range.end).unwrap_or(0));
    hasher.write_u64(ends.fold(0, |fold: u64, end| fold.wrapping_mul(1_000_003) ^ end));
    hasher.finish()
}

/// The fingerprint of some fields.
pub fn of_fields<'r>(fields: impl Iterator<Item = &'r [u8]>) -> u64 {
    let mut hasher = DefaultHasher::new();
    for field in fields {
        hasher.write(field);
        hasher.write_u8(0xff);
    }
    hasher.finish()
}
