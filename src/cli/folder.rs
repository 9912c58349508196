//! The profiles of a folder.

use std::path::{Path, PathBuf};

use super::{Failure, input};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::text::escape_controls;

/// A path that is to be read, or why there is none.
pub type Found = (String, Result<(), Diagnostics>);

/// The profiles of paths, in order, those of a folder sorted; a folder that yields none stands for itself. Refuses to read
/// stdin twice and to write over what is read.
pub fn resolve(paths: &[String], program: Option<&str>, target: Option<&str>) -> Result<Vec<Found>, Failure> {
    let of = |path: &String| {
        if !Path::new(path).is_dir() {
            return vec![(path.clone(), Ok(()))];
        }
        match profiles(path) {
            Ok(paths) => paths.into_iter().map(|path| (path, Ok(()))).collect(),
            Err(diagnostics) => vec![(path.clone(), Err(diagnostics))],
        }
    };
    let found: Vec<Found> = paths.iter().flat_map(of).collect();
    let target = target.map(|path| ("-o", path));
    input::check_all_paths(found.iter().map(|(path, _)| path.as_str()), program, target)?;
    Ok(found)
}

/// The paths of every file `*.toml` that lies in the folder itself and is not hidden, sorted; pipes and devices are
/// none.
///
/// # Errors
/// A diagnostic for a folder that cannot be read, and for one without a profile.
pub fn profiles(folder: &str) -> Result<Vec<String>, Diagnostics> {
    let fail = |message: String, help: &str| {
        Err(Diagnostics::of_whole(folder, Diagnostic::whole(Code::Unreadable, message, help)))
    };
    let shown = escape_controls(folder);
    let entries = match std::fs::read_dir(Path::new(folder)) {
        Ok(entries) => entries,
        Err(error) => return fail(format!("`{shown}` cannot be read: {error}"), "check the folder's permissions"),
    };
    let is_profile = |path: &PathBuf| {
        let is_hidden = path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
        let is_toml = path.extension().is_some_and(|extension| extension == "toml");
        // A link that leads nowhere is a mistake to be told of.
        is_toml && !is_hidden && std::fs::metadata(path).map_or(true, |found| found.is_file())
    };
    let mut paths: Vec<PathBuf> = entries.filter_map(Result::ok).map(|entry| entry.path()).filter(is_profile).collect();
    paths.sort();
    if paths.is_empty() {
        return fail(format!("`{shown}` holds no profile"), "profiles are the files *.toml in it that are not hidden");
    }
    Ok(paths.iter().map(|path| path.to_string_lossy().into_owned()).collect())
}
