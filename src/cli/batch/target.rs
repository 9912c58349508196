//! Where the records go.

use std::fs::{File, OpenOptions};
use std::io::{self, BufRead, BufReader, Seek, SeekFrom, Write};

use crate::batch::Kept;
use crate::cli::Failure;
use crate::cli::input::STDIO;
use crate::cli::output::WholeFile;
use crate::text::escape_controls;

/// Where the records go.
pub enum Target {
    /// To stdout, as they come.
    Stdout,
    /// To a file that is written whole or not at all.
    Whole {
        /// As given.
        path: String,
        /// The file.
        file: WholeFile,
    },
    /// Behind what a file holds, as they come.
    Behind {
        /// As given.
        path: String,
        /// The file.
        file: File,
    },
}

impl Target {
    /// Stdout for none and for `-`, else a file.
    pub fn begin(path: Option<&str>) -> Result<Self, Failure> {
        match path {
            Some(path) if path != STDIO => {
                let file = WholeFile::begin(path).map_err(|source| unwritten(path, source))?;
                Ok(Self::Whole { path: path.to_owned(), file })
            }
            _ => Ok(Self::Stdout),
        }
    }

    /// Writes a text, and nothing of it stays behind. False where nobody reads any more.
    pub fn write(&mut self, text: &str) -> Result<bool, Failure> {
        let (path, result) = match self {
            Self::Stdout => {
                let mut stdout = io::stdout().lock();
                (STDIO, stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()))
            }
            Self::Whole { path, file } => (path.as_str(), file.write(text)),
            Self::Behind { path, file } => (path.as_str(), file.write_all(text.as_bytes())),
        };
        match result {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(false),
            Err(error) => Err(unwritten(path, error)),
        }
    }

    /// Ends the writing; only now a whole file is seen.
    pub fn finish(self) -> Result<(), Failure> {
        match self {
            Self::Whole { path, file } => file.finish().map_err(|source| unwritten(&path, source)),
            Self::Stdout | Self::Behind { .. } => Ok(()),
        }
    }
}

fn unwritten(path: &str, source: io::Error) -> Failure {
    Failure::Write { path: escape_controls(path).into_owned(), source }
}

/// Opens the output of an interrupted run under the program with that digest, takes off a record that is not whole, and
/// goes on behind the last one that is. A file that is not there is begun.
pub fn resume(path: &str, program: &str) -> Result<(Target, Kept), Failure> {
    let fail = |source| unwritten(path, source);
    let open = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path);
    let mut file = open.map_err(fail)?;
    let mut kept = Kept::default();
    let mut reader = BufReader::with_capacity(1 << 16, &file);
    let mut line = Vec::new();
    loop {
        line.clear();
        reader.read_until(b'\n', &mut line).map_err(fail)?;
        let is_kept = kept.add(&line, program).map_err(|why| {
            let path = escape_controls(path);
            Failure::Usage(format!("`{path}` is not what a run on this input left: {why}"))
        })?;
        if !is_kept {
            break;
        }
    }
    file.set_len(kept.length).map_err(fail)?;
    file.seek(SeekFrom::Start(kept.length)).map_err(fail)?;
    Ok((Target::Behind { path: path.to_owned(), file }, kept))
}
