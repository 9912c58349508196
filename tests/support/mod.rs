//! What the tests of the binary share: running it, files of their own, and comparing with what is expected.
#![allow(
    dead_code,
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "several integration tests include this file, each for a part of it; a test may panic"
)]

pub mod commands;
pub mod json;

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use tempfile::TempDir;

/// The environment that the program looks at.
const LOOKED_AT: [&str; 5] = ["NO_COLOR", "CLICOLOR_FORCE", "COLUMNS", "TERM", "STACKPLAN_TODAY"];

/// The repository.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The binary, to be run in the repository's root, with nothing of the caller's environment that could show.
pub fn stackplan() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_stackplan"));
    command.current_dir(root());
    for name in LOOKED_AT {
        command.env_remove(name);
    }
    command
}

/// Everything that a run let out.
#[derive(Debug, PartialEq, Eq)]
pub struct Run {
    /// The exit status.
    pub status: Option<i32>,
    /// All of stdout, which is UTF-8.
    pub stdout: String,
    /// All of stderr, which is UTF-8.
    pub stderr: String,
}

impl Run {
    /// What a command that is ready to run comes to.
    pub fn of(command: &mut Command) -> Self {
        let output = command.output().expect("the binary runs");
        let text = |bytes| String::from_utf8(bytes).expect("output is UTF-8");
        Self { status: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
    }

    /// Stdout of a run that answered: status 0 and not a word on stderr.
    pub fn answer(self) -> String {
        assert_eq!((self.status, self.stderr.as_str()), (Some(0), ""), "{}", self.stdout);
        self.stdout
    }

    /// Stderr of a run that could not answer: status 2 and not a word on stdout.
    pub fn refusal(self) -> String {
        assert_eq!((self.status, self.stdout.as_str()), (Some(2), ""), "{}", self.stderr);
        assert!(!self.stderr.is_empty(), "a refusal says why");
        self.stderr
    }
}

/// Runs the binary in the repository's root.
pub fn run(args: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Run {
    Run::of(stackplan().args(args))
}

/// Runs the binary on what stdin holds.
pub fn run_on(stdin: impl Into<Vec<u8>>, args: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Run {
    Run::of(stackplan().args(args).write_stdin(stdin))
}

/// Notes that a test cannot run because something is not installed; with `CI=true` that fails.
pub fn skipped(line: &str) {
    let is_ci = std::env::var_os("CI").is_some_and(|value| value == "true");
    assert!(!is_ci, "{line}; tests/judges/run --install installs it");
    say(line);
}

/// A line for whoever runs the tests, past the harness, which keeps what a passing test prints.
pub fn say(line: &str) {
    std::io::Write::write_all(&mut std::io::stderr(), format!("{line}\n").as_bytes()).unwrap();
}

/// The path of every sample profile, as it is given to the binary.
pub fn profiles() -> Vec<String> {
    let names = names_in(&root().join("profiles"));
    let profiles: Vec<String> =
        names.iter().filter(|name| name.ends_with(".toml")).map(|name| format!("profiles/{name}")).collect();
    assert!(profiles.len() > 10, "the samples are there");
    profiles
}

/// The names of a folder's entries, sorted.
pub fn names_in(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().expect("names are UTF-8")).collect();
    names.sort_unstable();
    names
}

/// An amount in cents: `1150000`, `0.5`, `"166.33"` or `$1,150,000.00`.
pub fn cents(amount: &str) -> i128 {
    let plain: String = amount.chars().filter(|c| !matches!(c, '$' | ',' | '_' | '"')).collect();
    let (whole, rest) = plain.split_once('.').unwrap_or((&plain, ""));
    assert!(rest.len() <= 2 && rest.bytes().all(|byte| byte.is_ascii_digit()), "{amount} has more than cents");
    whole.parse::<i128>().unwrap_or_else(|_| panic!("{amount} is no amount")) * 100
        + format!("{rest:0<2}").parse::<i128>().unwrap()
}

/// A folder of a test's own, gone after it.
pub struct Scratch(TempDir);

impl Scratch {
    /// An empty folder.
    pub fn new() -> Self {
        Self(tempfile::tempdir().expect("a temporary folder"))
    }

    /// Its path.
    pub fn folder(&self) -> &Path {
        self.0.path()
    }

    /// The path of one of its files, there or not, as an argument.
    pub fn path(&self, name: &str) -> String {
        self.folder().join(name).into_os_string().into_string().expect("temporary paths are UTF-8")
    }

    /// Writes one of its files, and its path as an argument.
    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        fs::write(self.folder().join(name), bytes).unwrap();
        self.path(name)
    }

    /// The text of one of its files.
    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.folder().join(name)).unwrap()
    }

    /// A text with this folder's path written as `TMP`.
    pub fn hide(&self, text: &str) -> String {
        text.replace(self.folder().to_str().expect("temporary paths are UTF-8"), "TMP")
    }
}

/// Texts compared with files, byte for byte; all of them before any fails the test.
///
/// With `STACKPLAN_BLESS=1` the files are rewritten, and a test that had to rewrite one fails all the same.
#[must_use]
pub struct Expected {
    is_blessing: bool,
    compared: usize,
    wrong: Vec<String>,
}

impl Expected {
    /// Nothing compared yet.
    pub fn new() -> Self {
        let is_blessing = std::env::var_os("STACKPLAN_BLESS").is_some_and(|value| value == "1");
        Self { is_blessing, compared: 0, wrong: Vec::new() }
    }

    /// Compares a text with the file at `path`, below the repository's root.
    pub fn compare(&mut self, path: &str, actual: &str) {
        self.compared += 1;
        let file: PathBuf = root().join(path);
        let expected = fs::read_to_string(&file).ok();
        if expected.as_deref() == Some(actual) {
            return;
        }
        if self.is_blessing {
            fs::write(&file, actual).unwrap();
            self.wrong.push(format!("{path}: rewritten; read the change, then run the test again"));
        } else {
            self.wrong.push(match expected {
                Some(expected) => format!("{path}: {}", difference(&expected, actual)),
                None => format!("{path}: missing; STACKPLAN_BLESS=1 writes it"),
            });
        }
    }

    /// Notes anything else that is wrong.
    pub fn note(&mut self, wrong: String) {
        self.wrong.push(wrong);
    }

    /// Fails for every difference, and where nothing was compared.
    pub fn finish(self) {
        assert!(self.compared > 0, "nothing was compared");
        assert!(self.wrong.is_empty(), "{} wrong:\n{}", self.wrong.len(), self.wrong.join("\n"));
    }
}

/// The first line that differs, as both texts have it.
fn difference(expected: &str, actual: &str) -> String {
    let (mut wanted, mut found) = (expected.split('\n'), actual.split('\n'));
    let mut number = 1;
    loop {
        match (wanted.next(), found.next()) {
            (Some(wanted), Some(found)) if wanted == found => number += 1,
            (wanted, found) => {
                let shown = |line: Option<&str>| line.map_or("the end".to_owned(), |line| format!("{line:?}"));
                return format!("line {number} differs\n  expected {}\n  found    {}", shown(wanted), shown(found));
            }
        }
    }
}
