//! Results to stdout or to a file that is written whole or not at all; everything else to stderr.

use std::fs;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::input::STDIO;
use super::{Color, Failure, interrupt};
use crate::report::text::Terminal;
use crate::text::escape_controls;

/// The narrowest width that text is wrapped at.
const NARROWEST: u16 = 40;

/// One of the two standard streams that are written to.
#[derive(Clone, Copy)]
pub enum Stream {
    Stdout,
    Stderr,
}

/// Writes a result to the file, or to stdout for none and for `-`.
pub fn write(text: &str, path: Option<&str>) -> Result<(), Failure> {
    match path {
        Some(path) if path != STDIO => to_file(text, path).map_err(|source| Failure::unwritten(path, source)),
        _ => to_stdout(text).map_err(|source| Failure::unwritten(STDIO, source)),
    }
}

/// Writes to stdout. A reader that has gone is a quiet success.
pub fn to_stdout(text: &str) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result,
    }
}

/// Writes to stderr, whose failure there is nobody left to tell.
pub fn to_stderr(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// Refuses a file that exists, before anything is asked for it.
pub fn check_new(path: Option<&str>) -> Result<(), Failure> {
    match path.filter(|path| *path != STDIO && fs::symlink_metadata(path).is_ok()) {
        Some(path) => Err(Failure::unwritten(path, taken())),
        None => Ok(()),
    }
}

fn taken() -> io::Error {
    io::Error::new(io::ErrorKind::AlreadyExists, "there is a file, and none is written over")
}

/// Writes a result to a file that does not exist yet, or to stdout for none and for `-`.
pub fn write_new(text: &str, path: Option<&str>) -> Result<(), Failure> {
    let Some(path) = path.filter(|path| *path != STDIO) else { return write(text, None) };
    let written = beside(Path::new(path)).and_then(|mut file| file.write_all(text.as_bytes()).map(|()| file));
    let persisted = written.and_then(|file| {
        interrupt::undisturbed(|| file.persist_noclobber(path)).map_err(|error| match error.error.kind() {
            io::ErrorKind::AlreadyExists => taken(),
            _ => error.error,
        })
    });
    match persisted {
        Ok(_) => Ok(()),
        Err(source) => Err(Failure::unwritten(path, source)),
    }
}

/// Writes a file whole or not at all.
fn to_file(text: &str, path: &str) -> io::Result<()> {
    let mut file = WholeFile::begin(path)?;
    file.write(text)?;
    file.finish()
}

/// A file that is written whole or not at all: beside it first, then in its place. A link is followed, a device written to.
pub enum WholeFile {
    /// A file beside the one that it takes the place of.
    Beside {
        /// What is written to.
        file: NamedTempFile,
        /// Where it goes.
        target: PathBuf,
        /// What the file there may be used for.
        permissions: Option<fs::Permissions>,
    },
    /// A device or pipe.
    Device(fs::File),
}

impl WholeFile {
    /// Makes the file beside `path`; nothing is seen of it before [`WholeFile::finish`].
    pub fn begin(path: &str) -> io::Result<Self> {
        let target = fs::canonicalize(path).unwrap_or_else(|_| PathBuf::from(path));
        let existing = fs::metadata(&target).ok();
        if let Some(existing) = &existing
            && !existing.is_file()
        {
            if existing.is_dir() {
                return Err(io::Error::from(io::ErrorKind::IsADirectory));
            }
            return fs::OpenOptions::new().write(true).open(&target).map(Self::Device);
        }
        let file = beside(&target)?;
        Ok(Self::Beside { file, target, permissions: existing.map(|existing| existing.permissions()) })
    }

    /// Writes behind what is written.
    pub fn write(&mut self, text: &str) -> io::Result<()> {
        match self {
            Self::Beside { file, .. } => file.write_all(text.as_bytes()),
            Self::Device(file) => file.write_all(text.as_bytes()),
        }
    }

    /// Puts the file in its place.
    pub fn finish(self) -> io::Result<()> {
        let Self::Beside { file, target, permissions } = self else { return Ok(()) };
        if let Some(permissions) = permissions {
            file.as_file().set_permissions(permissions)?;
        }
        interrupt::undisturbed(|| file.persist(&target)).map_err(|error| error.error)?;
        Ok(())
    }
}

/// An empty file beside the target, to be put in its place.
fn beside(target: &Path) -> io::Result<NamedTempFile> {
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".stackplan-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    interrupt::make(|| builder.tempfile_in(folder), NamedTempFile::path).map_err(|error| {
        let shown = escape_controls(&folder.display().to_string()).into_owned();
        io::Error::new(error.kind(), format!("no file can be made in `{shown}`: {}", error.kind()))
    })
}

/// A file's extension, in small letters.
pub fn extension(path: &str) -> Option<String> {
    Path::new(path).extension()?.to_str().map(str::to_ascii_lowercase)
}

/// True where two paths name the same existing file.
pub fn is_same_file(one: &str, other: &str) -> bool {
    existing(one).is_some_and(|path| existing(other) == Some(path))
}

/// Where an existing file is, links followed.
pub fn existing(path: &str) -> Option<PathBuf> {
    fs::canonicalize(path).ok()
}

/// Whether somebody sits there who can be asked: stdin and stderr are terminals.
pub fn can_ask() -> bool {
    io::stdin().is_terminal() && is_terminal(Stream::Stderr)
}

/// Whether a stream may carry colour.
pub fn is_colored(color: Color, stream: Stream) -> bool {
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => {
            is_terminal(stream) && !is_set("NO_COLOR") && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
        }
    }
}

/// Whether a person reads the stream.
pub fn is_terminal(stream: Stream) -> bool {
    match stream {
        Stream::Stdout => io::stdout().is_terminal(),
        Stream::Stderr => io::stderr().is_terminal(),
    }
}

/// What text for stdout or a file has to fit.
pub fn terminal(color: Color, path: Option<&str>) -> Terminal {
    if path.is_some_and(|path| path != STDIO) {
        return Terminal { width: None, is_colored: color == Color::Always };
    }
    let columns = || std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let measured = || terminal_size::terminal_size().map(|(width, _)| width.0);
    let width = is_terminal(Stream::Stdout).then(|| columns().or_else(measured)).flatten();
    Terminal { width: width.map(|width: u16| width.max(NARROWEST)), is_colored: is_colored(color, Stream::Stdout) }
}
