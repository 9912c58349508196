//! Judges from outside: other people's programs read what stackplan writes and hold it against the JSON of `eval`.
//!
//! `tests/judges/run` installs them. Where one is missing it is skipped, and a line says so; with `CI=true` that fails.
#![allow(clippy::panic, clippy::unwrap_used, reason = "the helpers of a test may panic")]

mod support;

use std::path::{Path, PathBuf};
use std::process::Command;

use support::{root, say, skipped};

/// What a judge exits with where what it needs is not installed.
const SKIPPED: i32 = 77;

/// Where `report.mjs` looks for a browser.
const BROWSERS: [&str; 3] = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/// Where `tests/judges/run` installs Python packages.
fn python() -> PathBuf {
    let own = root().join("target/judges/bin/python");
    if own.exists() { own } else { PathBuf::from("python3") }
}

/// Runs a judge on the binary: it says what is wrong and exits with 1, or it cannot run.
fn judge(interpreter: PathBuf, script: &str) {
    let mut command = Command::new(&interpreter);
    command
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .arg(root().join("tests/judges").join(script))
        .arg(env!("CARGO_BIN_EXE_stackplan"));
    match command.current_dir(root().join("tests/judges")).output() {
        Err(error) => skipped(&format!("skipped: {} does not run: {error}", interpreter.display())),
        Ok(output) => {
            let said =
                format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
            match output.status.code() {
                Some(0) => say(said.trim_end()),
                Some(SKIPPED) => skipped(said.trim_end()),
                _ => panic!("{script}:\n{said}"),
            }
        }
    }
}

#[test]
fn hledger_has_our_balances_at_every_month_end() {
    judge(python(), "hledger.py");
}

#[test]
fn beancount_has_our_balances_at_every_month_end() {
    judge(python(), "beans.py");
}

#[test]
fn a_calendar_parser_has_our_dates_and_alarms_and_stable_uids() {
    judge(python(), "events.py");
}

#[test]
fn a_schema_validator_passes_our_samples_and_answers() {
    judge(python(), "schemas.py");
}

#[test]
fn chromium_shows_our_figures_without_an_error() {
    let has_packages = root().join("tests/judges/node_modules").is_dir();
    if has_packages && BROWSERS.iter().any(|path| Path::new(path).exists()) {
        judge(PathBuf::from("node"), "report.mjs");
    } else {
        skipped("skipped: chromium or the packages that drive it are not installed");
    }
}
