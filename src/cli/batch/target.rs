//! Where the records go.

use std::fs::{self, File, OpenOptions};
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
    /// Behind the whole records of a file, as they come.
    Behind {
        /// As given.
        path: String,
        /// How many bytes the whole records take.
        length: u64,
        /// The file, from the first that is written on: before it, nothing is changed.
        file: Option<File>,
    },
}

impl Target {
    /// Stdout for none and for `-`, else a file.
    pub fn begin(path: Option<&str>) -> Result<Self, Failure> {
        match path {
            Some(path) if path != STDIO => {
                let file = WholeFile::begin(path).map_err(|source| Failure::unwritten(path, source))?;
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
            Self::Behind { path, length, file } => {
                let written = behind(path, *length, file).and_then(|file| file.write_all(text.as_bytes()));
                (path.as_str(), written)
            }
        };
        match result {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(false),
            Err(error) => Err(Failure::unwritten(path, error)),
        }
    }

    /// Ends the writing; only now a whole file is seen.
    pub fn finish(self) -> Result<(), Failure> {
        match self {
            Self::Whole { path, file } => file.finish().map_err(|source| Failure::unwritten(&path, source)),
            Self::Behind { path, length, mut file } => {
                behind(&path, length, &mut file).map(|_| ()).map_err(|source| Failure::unwritten(&path, source))
            }
            Self::Stdout => Ok(()),
        }
    }

    /// True where what is written can be seen before the end.
    pub const fn is_seen(&self) -> bool {
        matches!(self, Self::Stdout | Self::Behind { .. })
    }
}

/// The file at the end of its first `length` bytes, what stands behind them taken off; made where it is not there.
fn behind<'f>(path: &str, length: u64, file: &'f mut Option<File>) -> io::Result<&'f mut File> {
    if let Some(file) = file {
        return Ok(file);
    }
    let mut opened = OpenOptions::new().write(true).create(true).truncate(false).open(path)?;
    opened.set_len(length)?;
    opened.seek(SeekFrom::Start(length))?;
    Ok(file.insert(opened))
}

/// Reads the output of an interrupted run under the program with that digest, to go on behind its last record that is
/// whole. Changes nothing yet: a record that is not whole is taken off, and a file that is not there begun, with the
/// first that is written.
pub fn resume(path: &str, program: &str) -> Result<(Target, Kept), Failure> {
    let fail = |source| Failure::unwritten(path, source);
    let shown = escape_controls(path);
    let mut kept = Kept::default();
    match fs::metadata(path) {
        Ok(found) if !found.is_file() => {
            return Err(Failure::Usage(format!("`{shown}` is no file, and --resume goes on in one")));
        }
        Ok(_) => {
            let mut reader = BufReader::with_capacity(1 << 16, File::open(path).map_err(fail)?);
            let mut line = Vec::new();
            while reader.read_until(b'\n', &mut line).map_err(fail)? > 0 {
                let is_kept = kept
                    .add(&line, program)
                    .map_err(|why| Failure::Usage(format!("`{shown}` is not what a run on this input left: {why}")))?;
                if !is_kept {
                    break;
                }
                line.clear();
            }
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(fail(error)),
    }
    Ok((Target::Behind { path: path.to_owned(), length: kept.length, file: None }, kept))
}
