//! Holds a batch against single runs: `equal STACKPLAN FOLDER FOLDER.ndjson LINES.ndjson`.
//!
//! FOLDER holds TOML files, FOLDER.ndjson is `batch FOLDER`, LINES.ndjson is `batch` over the same companies as NDJSON.
//! Each file is evaluated by a process of its own. Its object, white space between tokens aside, has to be the folder's
//! record without `source`, byte for byte; and the line's record too, once the profile's path and digest are taken out
//! of both, for those tell the two files apart. Of a profile with mistakes both batches have to hold an error.

use std::error::Error;
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [binary, folder, of_files, of_lines] = arguments.as_slice() else {
        return Err("equal STACKPLAN FOLDER FOLDER.ndjson LINES.ndjson".into());
    };
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    paths.sort();
    let lines = |path: &str| BufReader::new(File::open(path)?).lines().collect::<Result<Vec<String>, _>>();
    let (of_files, of_lines) = (lines(of_files)?, lines(of_lines)?);
    if (of_files.len(), of_lines.len()) != (paths.len(), paths.len()) {
        return Err(format!("{} files, {} and {} records", paths.len(), of_files.len(), of_lines.len()).into());
    }
    let all: Vec<(&PathBuf, &String, &String)> =
        paths.iter().zip(&of_files).zip(&of_lines).map(|((path, file), line)| (path, file, line)).collect();
    let workers = thread::available_parallelism()?.get();
    let wrong: Vec<String> = thread::scope(|scope| {
        let parts: Vec<_> = all
            .chunks(all.len().div_ceil(workers).max(1))
            .map(|part| {
                scope.spawn(move || {
                    part.iter().filter_map(|(path, file, line)| difference(binary, path, file, line)).collect()
                })
            })
            .collect();
        parts.into_iter().flat_map(|part| part.join().unwrap_or_else(|_| vec!["a worker failed".to_owned()])).collect()
    });
    if let Some(first) = wrong.first() {
        return Err(format!("{} of {} differ, the first: {first}", wrong.len(), all.len()).into());
    }
    println!("{}", all.len());
    Ok(())
}

fn difference(binary: &str, path: &Path, of_file: &str, of_line: &str) -> Option<String> {
    let shown = path.display();
    let output =
        match Command::new(binary).arg("eval").arg(path).args(["--format", "json", "--view", "grants"]).output() {
            Ok(output) => output,
            Err(error) => return Some(format!("{shown}: {error}")),
        };
    let single = packed(&String::from_utf8_lossy(&output.stdout));
    let (file, line) = (without_source(of_file), without_source(of_line));
    let is_error = |record: &str| record.starts_with("{\"error\":");
    if file != single {
        Some(format!("{shown}: a file alone and in a batch\n{single}\n{file}"))
    } else if is_error(&single) != is_error(&line) {
        Some(format!("{shown}: a mistake in one of the two forms only"))
    } else if !is_error(&single) && nameless(&line) != nameless(&single) {
        Some(format!("{shown}: as TOML and as NDJSON\n{single}\n{line}"))
    } else {
        None
    }
}

/// A JSON text without white space between tokens.
fn packed(text: &str) -> String {
    let (mut is_inside, mut is_escaped) = (false, false);
    text.chars()
        .filter(|c| {
            let is_kept = is_inside || !c.is_ascii_whitespace();
            match c {
                _ if is_escaped => is_escaped = false,
                '\\' => is_escaped = is_inside,
                '"' => is_inside = !is_inside,
                _ => {}
            }
            is_kept
        })
        .collect()
}

/// A record without its first key.
fn without_source(record: &str) -> String {
    match record.strip_prefix("{\"source\":{").and_then(|rest| rest.split_once("},")) {
        Some((_, rest)) => format!("{{{rest}"),
        None => format!("no source: {record}"),
    }
}

/// A record without the path and digest of its profile.
fn nameless(record: &str) -> String {
    let Some((head, rest)) = record.split_once("\"profile\":{\"path\":\"") else { return record.to_owned() };
    let Some((_, rest)) = rest.split_once("\",\"company\":") else { return record.to_owned() };
    let Some((facts, rest)) = rest.split_once(",\"sha256\":\"") else { return record.to_owned() };
    let tail = rest.split_once('"').map_or("", |(_, tail)| tail);
    format!("{head}{facts}{tail}")
}
