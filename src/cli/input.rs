//! Profiles and programs from files and stdin.

use std::fs::File;
use std::io::{self, Read};

use super::{Failure, ProfileArgs, output};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::{Input, LARGEST_FILE};
use crate::program::Program;
use crate::text::escape_controls;

/// The name of stdin and stdout.
pub const STDIO: &str = "-";

/// Reads a file, or stdin for `-`, as far as the bound on its size allows to tell that it is kept.
pub fn read(path: &str) -> Result<Input, Diagnostics> {
    Input::from_bytes(path, read_bytes(path, LARGEST_FILE)?)
}

/// Reads the bytes of a file, or of stdin for `-`: all of them, or one more than `largest`.
pub fn read_bytes(path: &str, largest: usize) -> Result<Vec<u8>, Diagnostics> {
    let bound = u64::try_from(largest).unwrap_or(u64::MAX).saturating_add(1);
    read_up_to(path, bound).map_err(|error| unreadable(path, &error))
}

fn read_up_to(path: &str, bound: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if path == STDIO {
        io::stdin().lock().take(bound).read_to_end(&mut bytes)?;
    } else {
        File::open(path)?.take(bound).read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

/// The mistake of an input that cannot be read.
pub fn unreadable(path: &str, error: &io::Error) -> Diagnostics {
    let (what, help) = match error.kind() {
        io::ErrorKind::NotFound => ("there is no such file", "check the path; `-` reads from stdin"),
        io::ErrorKind::IsADirectory => ("it is a folder", "name one TOML file in it"),
        io::ErrorKind::PermissionDenied => ("access is denied", "check the file's permissions"),
        _ => ("reading fails", "check the path; `-` reads from stdin"),
    };
    let message = if error.kind() == io::ErrorKind::Other || what == "reading fails" {
        format!("`{path}` cannot be read: {error}")
    } else {
        format!("`{path}` cannot be read: {what}")
    };
    Diagnostics::of_whole(path, Diagnostic::whole(Code::Unreadable, message, help))
}

/// Refuses to write over a file that is read, and to read stdin twice.
pub fn check_paths(profile: &str, program: Option<&str>, target: Option<&str>) -> Result<(), Failure> {
    check_all_paths(std::iter::once(profile), program, target.map(|target| ("-o", target)))
}

/// As [`check_paths`], for many profiles, and the target with the name of the argument that names it.
pub fn check_all_paths<'p>(
    profiles: impl Iterator<Item = &'p str> + Clone,
    program: Option<&'p str>,
    target: Option<(&str, &str)>,
) -> Result<(), Failure> {
    let from_stdin = profiles.clone().filter(|path| *path == STDIO).count();
    if from_stdin > 1 {
        return Err(Failure::Usage("`-` is stdin, which can be read once".to_owned()));
    }
    if from_stdin == 1 && program == Some(STDIO) {
        return Err(Failure::Usage("the profile and the program cannot both be read from stdin".to_owned()));
    }
    target.map_or(Ok(()), |(flag, target)| check_target(flag, target, profiles.chain(program)))
}

/// Refuses to write over a file that is read; `flag` names the argument that names the target.
pub fn check_target<'p>(flag: &str, target: &str, mut read: impl Iterator<Item = &'p str>) -> Result<(), Failure> {
    let Some(existing) = output::existing(target) else { return Ok(()) };
    match read.find(|path| output::existing(path).as_ref() == Some(&existing)) {
        Some(path) => {
            Err(Failure::Usage(format!("{flag} would write over `{}`, which is read", escape_controls(path))))
        }
        None => Ok(()),
    }
}

/// Refuses edits that are mistakes whatever a profile holds, before they are made to many of them.
pub fn check_arguments(args: &ProfileArgs) -> Result<(), Diagnostics> {
    edited(Input::new("", ""), args).check_arguments()
}

/// The rules to use.
pub fn program(args: &ProfileArgs) -> Result<Program, Diagnostics> {
    rules(args.program.as_deref())
}

/// The rules of a file, or the built-in ones.
pub fn rules(path: Option<&str>) -> Result<Program, Diagnostics> {
    match path {
        Some(path) => Program::parse(&read(path)?),
        None => Program::builtin(),
    }
}

/// The profile's text with the edits of the arguments.
pub fn profile(path: &str, args: &ProfileArgs) -> Result<Input, Diagnostics> {
    Ok(edited(read(path)?, args))
}

/// A profile's text with the edits of the arguments.
pub fn edited(mut input: Input, args: &ProfileArgs) -> Input {
    for argument in &args.unset {
        input = input.with_unset("--unset", argument);
    }
    for argument in &args.set {
        input = input.with_set("--set", argument);
    }
    if let Some(start) = &args.start {
        input = input.with_value("--start", "plan.start", start);
    }
    if let Some(days) = &args.horizon {
        input = input.with_value("--horizon", "plan.horizon_days", days);
    }
    input
}
