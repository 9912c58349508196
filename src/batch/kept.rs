//! What an interrupted run left: the whole records of its output.

use serde::Deserialize;
use serde::de::IgnoredAny;

/// The whole records of an output, read in order.
#[derive(Debug, Default)]
pub struct Kept {
    /// How many there are.
    pub count: u64,
    /// How many of them are of profiles that are not valid.
    pub invalid: u64,
    /// The last.
    pub last: Option<Done>,
    /// How many bytes they take.
    pub length: u64,
}

/// A record that is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// The path of its profile.
    pub path: String,
    /// Its line there.
    pub line: Option<usize>,
    /// The record itself, its line break included.
    pub record: Vec<u8>,
}

/// What every record begins with.
const BEGINNING: &[u8] = b"{\"source\":{\"path\":";

/// What a record says of itself.
#[derive(Deserialize)]
struct Seen {
    source: SeenPlace,
    error: Option<IgnoredAny>,
    program: Option<SeenProgram>,
}

#[derive(Deserialize)]
struct SeenPlace {
    path: String,
    line: Option<usize>,
}

#[derive(Deserialize)]
struct SeenProgram {
    sha256: String,
}

impl Kept {
    /// Adds the next line, its break included, of a run under the program with that digest. False, and nothing added,
    /// where the line has no end: the run was interrupted in it.
    ///
    /// # Errors
    /// What is wrong with a line that is no record of such a run.
    pub fn add(&mut self, line: &[u8], program: &str) -> Result<bool, String> {
        let number = self.count.saturating_add(1);
        let foreign = || format!("line {number} is no record of `batch --format ndjson`");
        let Some(text) = line.strip_suffix(b"\n") else {
            let is_torn = line.iter().zip(BEGINNING).all(|(found, wanted)| found == wanted);
            return if is_torn { Ok(false) } else { Err(foreign()) };
        };
        let seen: Seen = serde_json::from_slice(text).map_err(|_| foreign())?;
        if seen.program.is_some_and(|seen| seen.sha256 != program) {
            return Err(format!("line {number} was made under other rules"));
        }
        self.count = number;
        self.invalid = self.invalid.saturating_add(u64::from(seen.error.is_some()));
        let SeenPlace { path, line: place } = seen.source;
        self.last = Some(Done { path, line: place, record: line.to_vec() });
        self.length = self.length.saturating_add(u64::try_from(line.len()).unwrap_or(u64::MAX));
        Ok(true)
    }
}
