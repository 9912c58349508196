//! A first profile evaluates as it is, holds every key, and stays valid whatever line of it is taken in; the questions
//! that decide the tier lead to the tier, and stop there.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may panic, in its helpers too"
)]

mod support;

#[path = "init/questions.rs"]
mod questions;
#[path = "init/terminal.rs"]
mod terminal;

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;
use stackplan::report::View;
use stackplan::report::json::{self, Layout};
use stackplan::{Input, Profile, Program, evaluate, init};
use support::{Expected, Scratch, profiles, root, run, run_on};

/// The first profile without any facts.
fn draft() -> String {
    run(["init"]).answer()
}

/// True for a key that is commented out: a # and no space.
fn is_commented_key(line: &str) -> bool {
    line.strip_prefix('#').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_lowercase()))
}

/// The text with these lines taken in.
fn taken_in(text: &str, is_taken: impl Fn(usize) -> bool) -> String {
    let line = |(at, line): (usize, &str)| {
        let line = if is_taken(at) && is_commented_key(line) { &line[1..] } else { line };
        format!("{line}\n")
    };
    text.lines().enumerate().map(line).collect()
}

/// The whole answer to a profile, without what names its file.
fn answer(text: &str) -> Result<Value, String> {
    let program = Program::builtin().unwrap();
    let profile = Profile::parse(&Input::new("p.toml", text), &program).map_err(|found| found.to_string())?;
    let evaluation = evaluate(&profile, &program).map_err(|found| found.to_string())?;
    let text = json::evaluation(&evaluation, &View::all(&evaluation), Layout::Compact);
    let mut answer: Value = serde_json::from_str(&text).unwrap();
    answer["profile"]["sha256"].take();
    Ok(answer)
}

#[test]
fn the_first_profile_is_the_one_on_record() {
    let mut expected = Expected::new();
    expected.compare("tests/init/first.toml", &draft());
    expected.finish();
}

#[test]
fn the_first_profile_evaluates_as_it_is() {
    let scratch = Scratch::new();
    let path = scratch.path("first.toml");
    assert_eq!(run(["init", "-o", &path]).answer(), "");
    assert_eq!(scratch.read("first.toml"), draft());
    let shown = run(["eval", &path]).answer();
    assert!(shown.starts_with("My Company · seed · day 0 2026-01-01"), "{shown}");
}

#[test]
fn each_line_may_be_taken_in_alone_and_all_together() {
    let draft = draft();
    let lines: Vec<usize> =
        draft.lines().enumerate().filter(|(_, line)| is_commented_key(line)).map(|(at, _)| at).collect();
    assert!(lines.len() > 40, "{} keys are commented out", lines.len());
    let before = draft.parse::<toml::Table>().unwrap();
    for at in lines {
        let with = taken_in(&draft, |other| other == at);
        let line = draft.lines().nth(at).unwrap();
        answer(&with).unwrap_or_else(|found| panic!("{line}\n{found}"));
        assert_ne!(with.parse::<toml::Table>().unwrap(), before, "{line} says nothing");
    }
    let whole = taken_in(&draft, |_| true);
    answer(&whole).unwrap_or_else(|found| panic!("{found}"));
}

#[test]
fn examples_stay_in_the_years_of_the_format() {
    for start in ["1970-01-01", "2200-01-01"] {
        let draft = run(["init", "--start", start]).answer();
        answer(&taken_in(&draft, |_| true)).unwrap_or_else(|found| panic!("{start}: {found}"));
    }
}

#[test]
fn a_name_cannot_move_a_cursor_or_reorder_a_line() {
    let name = "A \u{202e}b\u{1b}[31m\nx = 1";
    let shown = run(["init", "--name", name]).answer();
    assert!(!shown.contains(['\u{202e}', '\u{1b}']), "{shown}");
    assert_eq!(shown.parse::<toml::Table>().unwrap()["company"]["name"].as_str(), Some(name));
}

#[test]
fn the_first_profile_has_a_line_on_every_key_of_the_format() {
    fn keys(schema: &Value, found: &mut BTreeSet<String>) {
        if let Some(properties) = schema["properties"].as_object() {
            for (key, schema) in properties.iter().filter(|(_, schema)| schema.is_object()) {
                found.insert(key.clone());
                keys(schema, found);
            }
        }
        for inner in ["items", "additionalProperties"] {
            if schema[inner].is_object() {
                keys(&schema[inner], found);
            }
        }
    }
    let schema: Value = serde_json::from_str(&run(["schema", "profile"]).answer()).unwrap();
    let mut wanted = BTreeSet::new();
    keys(&schema, &mut wanted);
    assert!(wanted.len() > 70, "{wanted:?}");
    let draft = draft();
    let words: BTreeSet<&str> = draft.split(|c: char| !(c.is_alphanumeric() || c == '-' || c == '_')).collect();
    let missing: Vec<&String> = wanted.iter().filter(|key| !words.contains(key.as_str())).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn a_profile_written_anew_says_the_same() {
    let program = Program::builtin().unwrap();
    for path in profiles() {
        let text = fs::read_to_string(root().join(&path)).unwrap();
        let anew = init::sheet(&program, &Input::new("p.toml", &*text), &[]);
        assert_eq!(answer(&anew), answer(&text), "{path}");
        assert!(!is_commented_key(anew.lines().find(|line| line.contains("company.name")).unwrap()), "{path}");
    }
}

#[test]
fn its_comments_keep_to_80_columns() {
    for line in draft().lines().filter(|line| line.starts_with("# ") || line.starts_with("#-")) {
        assert!(line.chars().count() <= 80, "{line}");
    }
}

#[test]
fn flags_are_values_and_nothing_of_them_is_an_example() {
    let shown = run([
        "init",
        "--name",
        "A \"b\" #c",
        "--stage",
        "series-a",
        "--start",
        "2027-02-28",
        "--product",
        "ai-first",
        "--ai-ml-credibility",
        "true",
        "--backer",
        "NEA",
        "--backer",
        "Fenland, Ltd",
        "--commitment",
        "primary",
        "--poc",
        "none",
        "--mrr",
        "[1, 2]",
        "--monthly-active-users",
        "7",
        "--set",
        "spend.my-gpus={provider=\"x\",current=1}",
        "--set",
        "growth.backers={\"Index Ventures\"=2027-05-01}",
    ]);
    let shown = match shown.status {
        Some(0) => shown.answer(),
        _ => panic!("{}", shown.stderr),
    };
    let table: toml::Table = shown.parse().unwrap();
    assert_eq!(table["company"]["name"].as_str(), Some("A \"b\" #c"));
    assert_eq!(table["funding"]["backers"].as_array().unwrap().len(), 2);
    assert_eq!(table["spend"]["my-gpus"]["current"].as_integer(), Some(1));
    assert_eq!(table["traction"]["mrr"].as_array().unwrap().len(), 2);
    assert!(!shown.contains("an example: write your own"), "{shown}");
    assert!(shown.contains("#plan.accelerator_filed = 2027-03-07"), "examples follow the start");
    assert!(draft().matches("an example: write your own").count() == 3);
    assert!(answer(&shown).is_ok());
}

#[test]
fn a_mistake_in_a_flag_is_shown_at_the_flag_and_nothing_is_written() {
    let scratch = Scratch::new();
    let path = scratch.path("p.toml");
    let refusal = run(["init", "--stage", "sed", "--start", "soon", "--set", "company.nam=x", "-o", &path]).refusal();
    for place in ["--> --stage:1:", "--> --start:1:", "--> --set:1:", "3 mistakes; nothing was written"] {
        assert!(refusal.contains(place), "{place}: {refusal}");
    }
    assert!(!scratch.folder().join("p.toml").exists());
}

#[test]
fn a_file_that_exists_is_never_written_over() {
    let scratch = Scratch::new();
    let path = scratch.write("p.toml", "mine");
    let refusal = run(["init", "-o", &path]).refusal();
    assert!(refusal.contains("none is written over"), "{refusal}");
    assert_eq!(scratch.read("p.toml"), "mine");
    #[cfg(unix)]
    {
        let link = scratch.path("link.toml");
        std::os::unix::fs::symlink(scratch.path("nowhere.toml"), &link).unwrap();
        run(["init", "-o", &link]).refusal();
        assert!(!scratch.folder().join("nowhere.toml").exists());
    }
    assert_eq!(support::names_in(scratch.folder()).len(), if cfg!(unix) { 2 } else { 1 }, "nothing is left behind");
}

#[test]
fn a_pipe_is_never_asked() {
    let answers = "Acme\nseed\n2026-05-01\ny\ny\n";
    assert_eq!(run_on(answers, ["init"]).answer(), draft());
    assert_eq!(run_on("", ["init", "--no-input"]).answer(), draft());
}

#[test]
fn another_program_gives_its_own_keys() {
    let scratch = Scratch::new();
    let rules = "extends = \"builtin\"\n[gates.launch]\ntitle = \"a\\nb\"\nevidence = []\nlines = []\nwhy = \"ours\"\n\
                 assumed = true\n";
    let path = scratch.write("rules.toml", rules);
    let shown = run(["init", "--program", &path]).answer();
    assert!(shown.contains("#milestones.launch = "), "{shown}");
    for line in shown.lines() {
        assert!(line.is_empty() || line.starts_with('#') || line.contains(" = "), "{line}");
    }
}

#[test]
fn a_whole_table_that_is_given_is_no_example() {
    let shown = run(["init", "--set", "company={name=\"Q\",stage=\"seed\"}"]).answer();
    let examples: Vec<&str> = shown.lines().filter(|line| line.contains("an example: write your own")).collect();
    assert!(matches!(examples[..], [line] if line.starts_with("plan.start = ")), "{examples:?}");
    assert_eq!(shown.lines().filter(|line| line.contains("\"Q\"")).count(), 1, "{shown}");
}
