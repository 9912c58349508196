//! `stackplan program`: every value of a program with its citation, and the check of a program file.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may panic, in its helpers too"
)]

mod support;

use serde_json::Value;
use stackplan::program::{BUILTIN, DifferenceKind};
use stackplan::{Input, Program};
use support::{Expected, Scratch};

const EXTENDED: &str = "tests/program/extended.toml";

fn rules() -> &'static str {
    BUILTIN.split("\n[conflicts.").next().unwrap()
}

/// What a successful run prints.
fn stdout(args: &[&str]) -> String {
    support::run(args).answer()
}

/// What a run that could not answer prints on stderr, and on stdout.
fn refusal(args: &[&str]) -> (String, String) {
    let run = support::run(args);
    assert_eq!(run.status, Some(2), "{args:?}");
    (run.stderr, run.stdout)
}

fn json(args: &[&str]) -> Value {
    let mut args = args.to_vec();
    args.extend(["--format", "json"]);
    serde_json::from_str(&stdout(&args)).unwrap()
}

/// Text without line breaks and indents, so that what is wrapped can be found.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_catalogue_holds_every_why_of_the_file() {
    let program = Program::builtin().unwrap();
    let catalogue = program.catalogue();
    let written = rules().lines().filter(|line| line.contains("why = ")).count();
    assert_eq!(catalogue.len(), written);
    let mut paths: Vec<&str> = catalogue.iter().map(|entry| entry.path.as_str()).collect();
    paths.sort_unstable();
    paths.dedup();
    assert_eq!(paths.len(), written, "a path twice");
}

#[test]
fn each_path_leads_to_its_value_in_the_file() {
    let written: toml::Table = BUILTIN.parse().unwrap();
    let shown = json(&["program", "show"]);
    for entry in shown["values"].as_array().unwrap() {
        let path = entry["path"].as_str().unwrap();
        let mut node = toml::Value::Table(written.clone());
        for part in path.split('.') {
            node = node.get(part).unwrap_or_else(|| panic!("{path}")).clone();
        }
        assert_eq!(node["why"].as_str(), entry["why"].as_str(), "{path}");
        let lines: Vec<i64> = node["lines"].as_array().unwrap().iter().map(|line| line.as_integer().unwrap()).collect();
        assert_eq!(Value::from(lines), entry["lines"], "{path}");
        match &entry["value"] {
            Value::Object(fields) => {
                for (key, value) in fields {
                    assert_same(&node[key], value, path);
                }
            }
            value => assert_same(&node["value"], value, path),
        }
    }
}

/// Holds a value as written against a value as shown; a decimal may be written in quotes.
fn assert_same(written: &toml::Value, shown: &Value, path: &str) {
    match (written, shown) {
        (toml::Value::Array(written), Value::Array(shown)) => {
            assert_eq!(written.len(), shown.len(), "{path}");
            written.iter().zip(shown).for_each(|(written, shown)| assert_same(written, shown, path));
        }
        (toml::Value::String(text), Value::Number(number)) => {
            // Quoted decimals are shown as numbers, without zeros at the end: "0.10" is 0.1.
            assert_eq!(text.trim_end_matches('0'), number.to_string(), "{path}");
        }
        (toml::Value::String(text), Value::String(shown)) => assert_eq!(text, shown, "{path}"),
        (toml::Value::Integer(number), shown) => assert_eq!(Some(*number), shown.as_i64(), "{path}"),
        (toml::Value::Boolean(truth), shown) => assert_eq!(Some(*truth), shown.as_bool(), "{path}"),
        (written, shown) => panic!("{path}: {written:?} is shown as {shown}"),
    }
}

#[test]
fn show_lists_every_value_with_its_reason_and_every_conflict() {
    for args in
        [vec!["program", "show"], vec!["program", "show", EXTENDED], vec!["program", "show", "--program", EXTENDED]]
    {
        let program = match args.last() {
            Some(&"show") => Program::builtin().unwrap(),
            _ => Program::parse(&Input::new(EXTENDED, std::fs::read_to_string(EXTENDED).unwrap())).unwrap(),
        };
        let text = flat(&stdout(&args));
        for entry in program.catalogue() {
            assert!(text.contains(&flat(&entry.path)), "{}", entry.path);
            assert!(text.contains(&flat(&entry.starred())), "{}", entry.path);
            assert!(text.contains(&flat(&entry.citation.why)), "{}", entry.path);
        }
        for conflict in &program.conflicts {
            for part in conflict.readings.iter().chain([&conflict.used, &conflict.why, &conflict.title]) {
                assert!(text.contains(&flat(part)), "{}", conflict.id);
            }
        }
        for note in program.notes() {
            assert!(text.contains(&flat(note)), "{note}");
        }
        let shown = json(&args);
        assert_eq!(shown["values"].as_array().unwrap().len(), program.catalogue().len());
        assert_eq!(shown["conflicts"].as_array().unwrap().len(), program.conflicts.len());
    }
}

#[test]
fn show_opens_as_on_record_and_fits_80_columns() {
    let mut expected = Expected::new();
    // The rest is one value after the other, which other tests hold against the file.
    let start = |format: &str| -> String {
        let text = stdout(&["program", "show", "--format", format]);
        assert!(format != "text" || text.lines().all(|line| line.chars().count() <= 80));
        text.lines().take(60).map(|line| format!("{line}\n")).collect()
    };
    expected.compare("tests/program_command/show.txt", &start("text"));
    expected.compare("tests/program_command/show.md", &start("markdown"));
    expected.compare("tests/program_command/show.json", &start("json"));
    expected.finish();
}

#[test]
fn only_the_case_that_is_assumed_has_the_star() {
    let program = Program::builtin().unwrap();
    let shown = |path: &str| program.catalogue().iter().find(|entry| entry.path == path).unwrap().starred();
    assert_eq!(shown("accelerator.usable_after"), "14 / 7* / 0 days");
    assert_eq!(shown("accelerator.expires_months"), "12 / 24 / 24 months*");
    assert_eq!(shown("tiers.ceiling.tranches.4.gates.poc"), "60 days");
    assert_eq!(shown("stack.bedrock-poc.amount"), "$25,000 / $25,000 / $50,000");
    assert_eq!(shown("signals.commitment.hedge_share"), "0.1*");
}

#[test]
fn toml_is_the_built_in_file_byte_for_byte() {
    assert_eq!(stdout(&["program", "show", "--toml"]), BUILTIN);
    let scratch = Scratch::new();
    let copy = scratch.path("mine.toml");
    stdout(&["program", "show", "--toml", "-o", &copy]);
    assert_eq!(scratch.read("mine.toml"), BUILTIN);
    assert!(stdout(&["program", "check", &copy]).contains("holds program builtin 2026.1"));
    for more in [vec![EXTENDED], vec!["--program", EXTENDED], vec!["--format", "json"]] {
        refusal(&[vec!["program", "show", "--toml"], more].concat());
    }
}

#[test]
fn a_good_file_is_ok_with_its_counts_notes_and_differences() {
    let mut expected = Expected::new();
    expected.compare("tests/program_command/check.txt", &stdout(&["program", "check", EXTENDED]));
    expected.compare("tests/program_command/check.json", &stdout(&["program", "check", EXTENDED, "--format", "json"]));
    expected
        .compare("tests/program_command/check.md", &stdout(&["program", "check", EXTENDED, "--format", "markdown"]));
    let checked = json(&["program", "check"]);
    assert_eq!((&checked["ok"], checked["differences"].as_array().unwrap().len()), (&Value::Bool(true), 0));
    assert!(!checked["notes"].as_array().unwrap().is_empty());
    expected.finish();
}

#[test]
fn a_difference_is_told_by_its_kind() {
    let changes = "[signals.traction.users_at_scale]\nvalue = 9000\n\
                   [screening.stage]\nlines = [9]\n\
                   [stack.build]\nremove = true\n\
                   [recommendation.edp_stage]\nvalue = \"series-b-plus\"\n";
    let program = Program::parse(&Input::new("mine.toml", format!("extends = \"builtin\"\n{changes}"))).unwrap();
    let builtin = Program::builtin().unwrap();
    let differences = builtin.differences(&program);
    let of = |kind| differences.iter().filter(|one| one.kind() == kind).map(|one| one.path()).collect::<Vec<_>>();
    assert_eq!(of(DifferenceKind::Changed), ["signals.traction.users_at_scale"]);
    // What is stated again without lines no longer rests on the document.
    assert_eq!(of(DifferenceKind::Recited), ["screening.stage", "recommendation.edp_stage"]);
    assert_eq!(of(DifferenceKind::Added), [""; 0]);
    assert_eq!(of(DifferenceKind::Removed).len(), 6);
    assert!(of(DifferenceKind::Removed).iter().all(|path| path.starts_with("stack.build")));
    assert!(builtin.differences(&builtin).is_empty());
    let back = program.differences(&builtin);
    assert_eq!(back.len(), differences.len());
    assert_eq!(back.iter().filter(|one| one.kind() == DifferenceKind::Added).count(), 6);
}

#[test]
fn a_bad_file_is_refused_with_every_mistake() {
    let scratch = Scratch::new();
    let bad = "extends = \"builtin\"\n[funnel.volume]\nx = 1\n[tiers.ceiling.award]\nvalue = 500000\n[gates.poc]\nremove = true\n";
    let path = scratch.write("bad.toml", bad);
    let path = path.as_str();
    for command in ["check", "show"] {
        let (stderr, stdout) = refusal(&["program", command, path]);
        assert!(stdout.is_empty());
        for code in ["unknown-key", "program-order", "program-gap"] {
            assert!(stderr.contains(&format!("error[{code}]")), "{code}\n{stderr}");
        }
    }
    let (stderr, stdout) = refusal(&["program", "check", path, "--format", "json"]);
    assert!(stderr.is_empty());
    let failure: Value = serde_json::from_str(&stdout).unwrap();
    assert!(failure["error"]["diagnostics"].as_array().unwrap().len() > 3);
    refusal(&["program", "check", "no-such-file.toml"]);
    refusal(&["program", "check", EXTENDED, "--program", EXTENDED]);
    refusal(&["program"]);
    let (stderr, _) = refusal(&["program", "check", path, "-o", path]);
    assert!(stderr.contains("-o would write over"), "{stderr}");
}

#[test]
fn a_program_comes_from_stdin_and_its_words_are_harmless() {
    let changes = "extends = \"builtin\"\nid = \"mine\"\n[benefits.x]\ntitle = \"a\\u001b[31m<b>\"\nhelps = \"|y|\"\n\
                   lines = [1]\nwhy = \"because\\u202e `x`\"\n";
    for (command, format) in [("show", "text"), ("show", "markdown"), ("check", "text"), ("check", "markdown")] {
        let text = support::run_on(changes, ["program", command, "-", "--format", format]).answer();
        assert!(text.contains("mine"), "{command} {format}");
        assert!(!text.contains(['\u{1b}', '\u{202e}']), "{command} {format}");
        assert!(format != "markdown" || !text.contains("<b>"), "{command} {format}");
    }
}
