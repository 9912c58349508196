//! `stackplan check`: every expectation is compared with what `eval` prints, and each format says what was found.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "the helpers of a test may panic"
)]

mod support;

#[path = "check/expected.rs"]
mod expected;
#[path = "check/formats.rs"]
mod formats;

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, Command, Stdio};

use serde_json::Value;
use support::{Expected, Run, Scratch, names_in, profiles, root, run, run_on};

const LADDER: &str = "profiles/ladder.toml";
const MINIMAL: &str = "profiles/minimal.toml";
const FOLDER: &str = "tests/check/profiles";
const RULES: &str = "tests/check/rules.program.toml";
const FORMATS: [(&str, &str); 4] = [("text", "txt"), ("json", "json"), ("github", "github"), ("junit", "xml")];

/// The object of a check that came to `status`.
fn json(arguments: &[&str], status: i32) -> Value {
    let run = run([&["check", "--format", "json"], arguments].concat());
    assert_eq!((run.status, run.stderr.as_str()), (Some(status), ""), "{}", run.stdout);
    serde_json::from_str(&run.stdout).unwrap()
}

/// The one profile of a check that came to `status`.
fn one(arguments: &[&str], status: i32) -> Value {
    let mut found = json(arguments, status);
    let profiles = found["profiles"].as_array_mut().unwrap();
    assert_eq!(profiles.len(), 1);
    profiles.remove(0)
}

/// One value of each entry of a list.
fn each<'v>(list: &'v Value, key: &str) -> Vec<&'v str> {
    list.as_array().unwrap().iter().map(|entry| entry[key].as_str().unwrap()).collect()
}

#[test]
fn every_format_prints_what_its_golden_holds() {
    let mut expected = Expected::new();
    for (format, extension) in FORMATS {
        let found = run(["check", FOLDER, "--format", format, "--fail-on", "forfeit,unknown"]);
        assert_eq!((found.status, found.stderr.as_str()), (Some(1), ""), "{format}");
        expected.compare(&format!("tests/check/folder.{extension}"), &found.stdout);
        let found = run(["check", LADDER, MINIMAL, "--program", RULES, "--format", format]);
        assert_eq!((found.status, found.stderr.as_str()), (Some(1), ""), "{format}");
        expected.compare(&format!("tests/check/rules.{extension}"), &found.stdout);
    }
    expected.finish();
}

#[test]
fn every_sample_holds_in_every_format() {
    let count = profiles().len();
    for (format, _) in FORMATS {
        let found = run(["check", "profiles", "--format", format]).answer();
        let said = match format {
            "json" => format!("\n  \"checked\": {count},\n"),
            "junit" => format!(" tests=\"{count}\" failures=\"0\" errors=\"0\""),
            _ => format!("{count} profiles checked under builtin 2026.1: {count} ok, 0 failed, 0 invalid\n"),
        };
        assert!(found.contains(&said), "{format}: {found}");
    }
    let found = json(&["profiles"], 0);
    assert_eq!(each(&found["profiles"], "path"), profiles());
    assert!(each(&found["profiles"], "status").iter().all(|status| *status == "ok"));
    assert_eq!((&found["checked"], &found["passed"]), (&Value::from(count), &Value::from(count)));
}

#[test]
fn a_folder_is_its_files_in_order() {
    let listed: Vec<String> = profiles();
    let listed = run(["check"].into_iter().chain(listed.iter().map(String::as_str))).answer();
    assert_eq!(run(["check", "profiles"]).answer(), listed);
}

#[test]
fn stdin_is_a_profile_and_is_read_once() {
    let text = std::fs::read(root().join(LADDER)).unwrap();
    let found = run_on(text, ["check", "-", MINIMAL]).answer();
    assert!(found.starts_with("ok       -\nok       profiles/minimal.toml\n\n2 profiles checked"), "{found}");
    assert!(run(["check", "-", "-"]).refusal().contains("stdin"));
    assert!(run(["check", "-", "--program", "-"]).refusal().contains("stdin"));
}

#[test]
fn an_invalid_profile_does_not_hide_the_others() {
    let scratch = Scratch::new();
    let broken = scratch.write("broken.toml", "[company]\nname = 1\n");
    let binary = scratch.write("binary.toml", b"\xff\xfe");
    let (missing, empty) = (scratch.path("missing.toml"), scratch.path("empty"));
    std::fs::create_dir(&empty).unwrap();
    let found = json(&[&missing, LADDER, &broken, &empty, &binary, MINIMAL], 1);
    let wanted = ["invalid", "ok", "invalid", "invalid", "invalid", "ok"];
    assert_eq!(each(&found["profiles"], "status"), wanted);
    assert_eq!([&found["checked"], &found["passed"], &found["failed"], &found["invalid"]], [6, 2, 0, 4]);
    let codes: Vec<Vec<&str>> =
        found["profiles"].as_array().unwrap().iter().map(|one| each(&one["diagnostics"], "code")).collect();
    assert_eq!(codes[0], ["unreadable"]);
    assert_eq!(codes[1], [""; 0]);
    assert_eq!(codes[2], ["missing-key", "missing-key", "wrong-type"]);
    assert_eq!((codes[3].as_slice(), codes[4].as_slice()), (&["unreadable"][..], &["not-utf8"][..]));
    assert_eq!(one(&[&broken], 1)["status"], "invalid", "a profile that is read and wrong is an answer");
}

#[test]
fn nothing_to_check_is_no_answer() {
    let scratch = Scratch::new();
    let missing = [scratch.path("a.toml"), scratch.path("b.toml")];
    let empty = scratch.path("");
    assert!(run(["check", &empty]).refusal().contains("holds no profile"));
    assert!(run(["check", &missing[0]]).refusal().contains("there is no such file"));
    let said = run(["check", &missing[0], &missing[1], &empty]).refusal();
    assert!(said.starts_with("none of the 3 paths can be read; this is the first:\nerror[unreadable]: "), "{said}");
    run(["check"]).refusal();
    for format in ["github", "junit"] {
        run(["check", &empty, "--format", format]).refusal();
    }
    let found = run(["check", &empty, "--format", "json"]);
    let object: Value = serde_json::from_str(&found.stdout).unwrap();
    assert_eq!(found.status, Some(2));
    assert_eq!(each(&object["error"]["diagnostics"], "code"), ["unreadable"]);
}

#[test]
fn wrong_rules_and_wrong_arguments_are_no_answer() {
    let scratch = Scratch::new();
    let rules = scratch.write("rules.toml", "extends = \"builtin\"\nversoin = \"x\"\n");
    assert!(run(["check", "profiles", "--program", &rules]).refusal().contains("unknown-key"));
    for argument in ["foo", "a b=1", "=1"] {
        let said = run(["check", "profiles", "--set", argument]).refusal();
        assert_eq!(said.matches("error[").count(), 1, "{said}");
    }
    assert_eq!(json(&[LADDER, MINIMAL, "--set", "tier=1"], 1)["invalid"], 2, "a key that profiles do not have");
}

#[test]
fn conditions_fail_a_profile_in_the_cases_shown() {
    let conditions = |arguments: &[&str], status| {
        let found = one(&[&[LADDER, "--fail-on", "bill,lapse,ineligible,bill"], arguments].concat(), status);
        each(&found["conditions"], "condition").into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(conditions(&[], 1), ["bill"]);
    assert_eq!(conditions(&["--case", "cautious"], 1), ["bill", "lapse"]);
    assert_eq!(conditions(&["--case", "all"], 1), ["bill", "lapse"]);
    for case in ["cautious", "likely", "best", "all"] {
        let list = "ineligible,unknown,no-tier,lapse,gap,forfeit,bill,warning";
        let eval = run(["eval", LADDER, "--case", case, "--fail-on", list]);
        let told: Vec<String> = eval.stderr.lines().map(str::to_owned).collect();
        let found = one(&[LADDER, "--case", case, "--fail-on", list], 1);
        let say =
            |one: &Value| format!("fail-on {}: {}", one["condition"].as_str().unwrap(), one["why"].as_str().unwrap());
        assert_eq!(found["conditions"].as_array().unwrap().iter().map(say).collect::<Vec<_>>(), told, "{case}");
        assert_eq!(found["differences"], Value::Array(vec![]));
    }
}

#[test]
fn edits_hold_for_every_profile() {
    let found = json(&[LADDER, MINIMAL, "--set", "bedrock.commitment=none", "--unset", "expect.tier"], 1);
    for profile in found["profiles"].as_array().unwrap() {
        let keys = each(&profile["differences"], "key");
        assert_eq!(keys, ["eligible", "granted.cautious", "granted.likely", "granted.best"]);
    }
    let shorter = one(&[LADDER, "--horizon", "100"], 1);
    assert_eq!(each(&shorter["differences"], "key"), ["granted.cautious", "granted.likely", "granted.best"]);
}

#[test]
fn a_result_is_written_whole_and_over_nothing_that_is_read() {
    let scratch = Scratch::new();
    for (name, format) in [("a.json", "json"), ("a.xml", "junit"), ("a.txt", "text"), ("a.log", "text")] {
        let target = scratch.path(name);
        let written = run(["check", FOLDER, "-o", &target]);
        assert_eq!((written.status, written.stdout.as_str(), written.stderr.as_str()), (Some(1), "", ""));
        assert_eq!(scratch.read(name), run(["check", FOLDER, "--format", format]).stdout, "{name}");
    }
    let profile = scratch.write("p.toml", std::fs::read(root().join(LADDER)).unwrap());
    let folder = scratch.path("");
    for path in [&profile, &folder] {
        assert!(run(["check", path, "-o", &profile]).refusal().contains("-o would write over"));
        assert!(run(["check", path, "-o", &profile, "--format", "json"]).refusal().contains("-o would write over"));
    }
    assert!(run(["check", &profile, "--print-expect", "-o", &profile]).refusal().contains("-o would write over"));
    assert_eq!(scratch.read("p.toml"), std::fs::read_to_string(root().join(LADDER)).unwrap());
    let unwritable = scratch.path("no/such/folder/a.json");
    assert!(run(["check", LADDER, "-o", &unwritable]).refusal().starts_with("error: cannot write"));
    assert!(names_in(scratch.folder()).iter().all(|name| !name.starts_with(".stackplan")));
}

/// The binary with its pipes held by the test.
fn spawn(arguments: &[&str]) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_stackplan"));
    command.current_dir(root()).arg("check").args(arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

#[test]
fn each_line_comes_as_soon_as_its_profile_is_checked() {
    for (format, line) in [("text", "FAIL     tests/check/profiles/differs.toml\n"), ("github", "::error file=")] {
        let mut child = spawn(&["tests/check/profiles/differs.toml", "-", "--format", format]);
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let mut first = String::new();
        // Stdin is open and empty: the second profile cannot have been read.
        stdout.read_line(&mut first).unwrap();
        assert!(first.starts_with(line), "{first}");
        child.stdin.take().unwrap().write_all(&std::fs::read(root().join(MINIMAL)).unwrap()).unwrap();
        let mut rest = String::new();
        stdout.read_to_string(&mut rest).unwrap();
        assert!(rest.contains("2 profiles checked under builtin 2026.1: 1 ok, 1 failed"), "{rest}");
        assert_eq!(child.wait().unwrap().code(), Some(1));
    }
}

#[test]
fn a_reader_that_has_seen_enough_changes_nothing_but_what_is_shown() {
    for (path, status) in [(LADDER, 0), ("tests/check/profiles/differs.toml", 1)] {
        for (format, _) in FORMATS {
            let paths = vec![path; 300];
            let mut child = spawn(&[&["--format", format], paths.as_slice()].concat());
            let mut start = [0; 1];
            if (format, status) != ("github", 0) {
                child.stdout.as_mut().unwrap().read_exact(&mut start).unwrap();
            }
            drop(child.stdout.take());
            let rest = child.wait_with_output().unwrap();
            let said = String::from_utf8(rest.stderr).unwrap();
            assert_eq!((rest.status.code(), said.as_str()), (Some(status), ""), "{format} {path}");
        }
    }
}

#[test]
fn the_help_opens_with_examples_and_ends_with_the_exit_status() {
    let help = run(["check", "--help"]).answer();
    assert!(help.starts_with("Examples:\n  stackplan check profiles\n"));
    assert!(help.contains("Exit status: 0 all hold; 1 "), "{help}");
    let examples = help.lines().skip(1).take_while(|line| !line.is_empty());
    for example in examples.filter(|line| !line.contains("my-rules") && !line.contains(" -o ")) {
        let arguments: Vec<&str> = example.split_whitespace().skip(1).collect();
        let Run { status, stderr, .. } = run(&arguments);
        assert!(status < Some(2) && stderr.is_empty(), "{example}: {stderr}");
    }
}
