//! Golden cases: every sample profile in every format, byte for byte, and the three formats against one another.
//!
//! `STACKPLAN_BLESS=1 cargo test --test golden` rewrites `tests/golden`; the test that had to rewrite a file fails, so
//! that nothing is blessed unread.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may panic, in its helpers too"
)]

mod support;

#[path = "golden/agreement.rs"]
mod agreement;

use std::collections::BTreeSet;

use serde_json::Value;
use support::{Expected, cents, names_in, profiles, root, run};

/// The arguments behind each kind of golden, by extension.
const FORMATS: [(&str, &[&str]); 3] = [
    ("txt", &[]),
    ("json", &["--format", "json", "--every", "month", "--case", "all"]),
    ("csv", &["--format", "csv", "--every", "month", "--case", "all"]),
];
/// The one golden in Markdown.
const MARKDOWN: (&str, &str) = ("profiles/ladder.toml", "md");
/// The most lines of a text by default.
const MOST_LINES: usize = 90;
/// The columns that `--help` promises for a text.
const WIDTH: usize = 80;
/// The lines of a first screen.
const SCREEN: usize = 24;

/// The name of a sample: `ladder` for `profiles/ladder.toml`.
fn name_of(profile: &str) -> &str {
    profile.trim_start_matches("profiles/").trim_end_matches(".toml")
}

fn golden_of(profile: &str, extension: &str) -> String {
    format!("tests/golden/{}.{extension}", name_of(profile))
}

fn text_of(profile: &str) -> String {
    run(["eval", profile]).answer()
}

fn json_of(profile: &str) -> Value {
    serde_json::from_str(&run(["eval", profile, "--format", "json"]).answer()).unwrap()
}

#[test]
fn every_sample_prints_what_its_goldens_hold() {
    let mut expected = Expected::new();
    for profile in profiles() {
        for (extension, arguments) in FORMATS {
            let shown = run(["eval", &profile].iter().chain(arguments)).answer();
            expected.compare(&golden_of(&profile, extension), &shown);
        }
    }
    let (profile, extension) = MARKDOWN;
    let shown = run(["eval", profile, "--format", "markdown"]).answer();
    expected.compare(&golden_of(profile, extension), &shown);
    expected.finish();
}

#[test]
fn every_golden_belongs_to_a_sample() {
    let profiles = profiles();
    let mut wanted: BTreeSet<String> = profiles
        .iter()
        .flat_map(|profile| FORMATS.map(|(extension, _)| format!("{}.{extension}", name_of(profile))))
        .collect();
    wanted.insert(format!("{}.{}", name_of(MARKDOWN.0), MARKDOWN.1));
    let found: BTreeSet<String> =
        names_in(&root().join("tests/golden")).into_iter().filter(|name| !name.ends_with(".rs")).collect();
    let without = |one: &BTreeSet<String>, other: &BTreeSet<String>| one.difference(other).cloned().collect::<Vec<_>>();
    assert_eq!(without(&found, &wanted), Vec::<String>::new(), "goldens without a sample");
    assert_eq!(without(&wanted, &found), Vec::<String>::new(), "samples without a golden");
}

#[test]
fn goldens_hold_nothing_of_the_machine_that_made_them() {
    let folder = root().join("tests/golden");
    for name in names_in(&folder).into_iter().filter(|name| !name.ends_with(".rs")) {
        let text = std::fs::read_to_string(folder.join(&name)).unwrap();
        for trace in [env!("CARGO_MANIFEST_DIR"), env!("CARGO_BIN_EXE_stackplan"), "/tmp", "\r", "\u{1b}", "\\u001b"] {
            assert!(!text.contains(trace), "{name} holds {trace:?}");
        }
        assert!(text.ends_with('\n') && !text.ends_with("\n\n"), "{name} ends with one line break");
    }
}

#[test]
fn every_day_of_the_plan_has_its_row() {
    let shown = run(["eval", "profiles/orchestration.toml", "--format", "csv", "--every", "day"]).answer();
    assert_eq!(shown.lines().count(), 1 + 731, "a header, then day 0 to day 730");
    let days: Vec<&str> = shown.lines().skip(1).map(|line| line.split(',').nth(1).unwrap()).collect();
    let counted: Vec<String> = (0..=730).map(|day| day.to_string()).collect();
    assert_eq!(days, counted);
}

#[test]
fn every_sample_keeps_what_it_expects() {
    for profile in profiles() {
        let written = std::fs::read_to_string(root().join(&profile)).unwrap();
        let written: Value = toml::from_str(&written).unwrap();
        let expect = written.get("expect").unwrap_or_else(|| panic!("{profile} has no [expect]"));
        let found = json_of(&profile);
        assert_eq!(expect["program"], found["program"]["version"], "{profile}: program");
        assert_eq!(expect["eligible"], found["screening"]["eligible"], "{profile}: eligible");
        // A sample without a tier expects that none is assigned.
        assert_eq!(expect["tier"], found["tier"]["assigned"], "{profile}: tier");
        for case in ["cautious", "likely", "best"] {
            let wanted = cents(&expect["granted"][case].to_string());
            let granted = cents(&found["totals"]["granted"][case].to_string());
            assert_eq!(wanted, granted, "{profile}: granted, {case}");
        }
    }
}

#[test]
fn the_text_of_every_sample_has_at_most_90_lines() {
    for profile in profiles() {
        let lines = text_of(&profile).lines().count();
        assert!(lines <= MOST_LINES, "{profile} takes {lines} lines");
    }
}

#[test]
fn the_text_of_every_sample_keeps_to_80_columns() {
    let mut wide = Vec::new();
    for profile in profiles() {
        let text = text_of(&profile);
        let widths = text.lines().map(|line| (line.chars().count(), line)).filter(|(width, _)| *width > WIDTH);
        wide.extend(widths.max().map(|(width, line)| format!("{profile}: {width}: {line}")));
    }
    assert!(wide.is_empty(), "the widest line of each:\n{}", wide.join("\n"));
}

#[test]
fn the_first_screen_answers() {
    let text = text_of("profiles/ladder.toml");
    let screen: Vec<&str> = text.lines().take(SCREEN).collect();
    let position = |start: &str| {
        screen.iter().position(|line| line.trim_start().starts_with(start)).unwrap_or_else(|| panic!("no {start}"))
    };
    assert!(screen[position("Verdict")].contains("(pursue)"));
    assert!(screen[position("Tier")].contains("ceiling, $1,000,000"));
    assert!(screen[position("Next tier")].contains("none above"));
    let columns = screen.iter().find(|line| line.contains("not accepted ")).unwrap();
    assert!(columns.contains("if accepted"), "{columns}");
    assert!(screen[position("Released by day 730")].contains("$150,000") && text.contains("$1,150,000"));
    let dates = screen[position("Next dates") + 1..].iter().filter(|line| line.contains("  day "));
    assert_eq!(dates.count(), 3, "three dates:\n{}", screen.join("\n"));
}
