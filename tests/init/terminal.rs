//! The interview on a terminal, made by `script` of util-linux where there is one.

use std::io::Write as _;
use std::process::{Command, Output, Stdio};

use super::support::{Scratch, skipped};

/// Runs `init` on a terminal with these keys typed; none where no terminal can be made.
fn typed(keys: &str, arguments: &str) -> Option<Output> {
    let command = format!("{} init {arguments}", env!("CARGO_BIN_EXE_stackplan"));
    let mut script = Command::new("script");
    script.args(["-qec", &command, "/dev/null"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let Ok(mut child) = script.spawn() else {
        skipped("skipped: there is no `script` to make a terminal with");
        return None;
    };
    child.stdin.take().unwrap().write_all(keys.as_bytes()).unwrap();
    Some(child.wait_with_output().unwrap())
}

#[test]
fn answers_become_the_values_of_the_file() {
    let scratch = Scratch::new();
    let path = scratch.path("p.toml");
    let Some(output) = typed("Salt AI\nseed\n2026-03-01\nn\n", &format!("-o {path}")) else { return };
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert!(said.contains("By these answers no accelerator award is in reach."), "{said}");
    let table: toml::Table = scratch.read("p.toml").parse().unwrap();
    assert_eq!(table["company"]["name"].as_str(), Some("Salt AI"));
    assert_eq!(table["plan"]["start"].as_datetime().unwrap().to_string(), "2026-03-01");
    assert_eq!(table["company"]["ai_ml_credibility"].as_bool(), Some(false));
}

#[test]
fn a_mistake_is_said_and_the_question_put_again() {
    let scratch = Scratch::new();
    let path = scratch.path("p.toml");
    let Some(output) = typed("Salt AI\nsed\nseed\nsoon\n2026-03-01\nperhaps\nn\n", &format!("-o {path}")) else {
        return;
    };
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert!(said.contains("has no value `sed`") && said.contains("not a day of the calendar"), "{said}");
    assert!(said.contains("wanted y or n"), "{said}");
}

#[test]
fn the_end_of_the_answers_leaves_no_file() {
    let scratch = Scratch::new();
    let path = scratch.path("p.toml");
    // Ctrl-D at the start of a line.
    let Some(output) = typed("Salt AI\nseed\n\u{4}", &format!("-o {path}")) else { return };
    assert_eq!(output.status.code(), Some(2), "{}", String::from_utf8_lossy(&output.stdout));
    assert!(String::from_utf8_lossy(&output.stdout).contains("nothing was written"));
    assert!(!scratch.folder().join("p.toml").exists());
}

#[test]
fn facts_in_the_arguments_and_a_wish_not_to_be_asked_are_kept() {
    for arguments in ["--stage seed", "--no-input"] {
        let Some(output) = typed("", arguments) else { return };
        assert_eq!(output.status.code(), Some(0));
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(said.contains("company.name = ") && !said.contains('?'), "{said}");
    }
}
