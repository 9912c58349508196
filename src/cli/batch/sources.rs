//! What the sources of a batch are.

use std::sync::Arc;

use clap::ValueEnum;

use super::feed::Feed;
use crate::batch::{Job, Mapping};
use crate::cli::input::{STDIO, unreadable};
use crate::cli::{Failure, folder, output};
use crate::text::escape_controls;

/// How a source is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// One profile
    Toml,
    /// One profile object a line
    Ndjson,
    /// A header of dotted keys, one profile a row
    Csv,
}

impl Kind {
    fn of_extension(path: &str) -> Option<Self> {
        match output::extension(path)?.as_str() {
            "toml" => Some(Self::Toml),
            "ndjson" | "jsonl" => Some(Self::Ndjson),
            "csv" => Some(Self::Csv),
            _ => None,
        }
    }
}

/// A source, not read yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// TOML files.
    Files(Vec<String>),
    /// Stdin, one TOML file.
    Document,
    /// Many records: NDJSON or CSV.
    Stream {
        /// The file, or `-`.
        path: String,
        /// True for CSV.
        is_table: bool,
    },
}

impl Source {
    /// True for CSV.
    pub const fn is_table(&self) -> bool {
        matches!(self, Self::Stream { is_table: true, .. })
    }

    /// The files that are read, `-` for stdin.
    pub fn paths(&self) -> impl Iterator<Item = &str> + Clone {
        let (files, one) = match self {
            Self::Files(paths) => (paths.as_slice(), None),
            Self::Document => (&[][..], Some(STDIO)),
            Self::Stream { path, .. } => (&[][..], Some(path.as_str())),
        };
        files.iter().map(String::as_str).chain(one)
    }
}

/// The sources in the order of the arguments, each folder as the profiles in it.
pub fn resolve(paths: &[String], from: Option<Kind>) -> Result<Vec<Source>, Failure> {
    let mut sources: Vec<Source> = Vec::new();
    for path in paths {
        let source = if path == STDIO {
            of_kind(path, from.unwrap_or(Kind::Ndjson))
        } else {
            let found = std::fs::metadata(path).map_err(|error| unreadable(path, &error))?;
            if found.is_dir() {
                Source::Files(folder::profiles(path)?)
            } else {
                let kind = Kind::of_extension(path).or(from).ok_or_else(|| {
                    let path = escape_controls(path);
                    let help = "say --from toml, ndjson or csv";
                    Failure::Usage(format!("the extension of `{path}` does not tell how it is written; {help}"))
                })?;
                of_kind(path, kind)
            }
        };
        match (sources.last_mut(), source) {
            (Some(Source::Files(before)), Source::Files(files)) => before.extend(files),
            (_, source) => sources.push(source),
        }
    }
    Ok(sources)
}

fn of_kind(path: &str, kind: Kind) -> Source {
    match kind {
        Kind::Toml if path == STDIO => Source::Document,
        Kind::Toml => Source::Files(vec![path.to_owned()]),
        Kind::Ndjson | Kind::Csv => Source::Stream { path: path.to_owned(), is_table: kind == Kind::Csv },
    }
}

/// Checks the header of every table that can be read twice, before anything is written.
pub fn check_headers(sources: &[Source], mapping: &Mapping, job: &Arc<Job>) -> Result<(), Failure> {
    for source in sources.iter().filter(|source| source.is_table()) {
        let Source::Stream { path, .. } = source else { continue };
        if std::fs::metadata(path).is_ok_and(|found| found.is_file()) {
            Feed::new(vec![source.clone()], mapping.clone(), Arc::clone(job)).next()?;
        }
    }
    Ok(())
}
