//! `stackplan compare`: every column, row and cell equals `eval` of the edited profile, because both are run.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may panic, in its helpers too"
)]

mod support;

#[path = "compare/asking.rs"]
mod asking;
#[path = "compare/columns.rs"]
mod columns;
#[path = "compare/portfolio.rs"]
mod portfolio;
#[path = "compare/sweep.rs"]
mod sweep;

use asking::{EXTENDED, LADDER, MEDIAN, refused, said, saved};
use support::{Expected, Scratch, root, run};

#[test]
fn each_form_of_each_answer_is_as_it_was() {
    let cases: [(&str, &[&str]); 4] = [
        ("variants", &[LADDER, "--set", "bedrock.commitment=partial", "--set", "funding.backers=[]"]),
        ("profiles", &["profiles/missed-gate.toml", MEDIAN]),
        ("users", &[LADDER, "--set", "traction.mrr=0", "--vary", USERS]),
        ("portfolio", &["tests/compare/portfolio", "--program", EXTENDED]),
    ];
    let mut expected = Expected::new();
    for (name, args) in cases {
        for (form, extension) in [("text", "txt"), ("markdown", "md")] {
            let text = said(&[args, &["--format", form]].concat());
            expected.compare(&format!("tests/compare/{name}.{extension}"), &text);
            if form == "text" {
                assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
            }
        }
    }
    let args = ["profiles/minimal.toml", "--set", "company.stage=series-b-plus", "--format", "json"];
    expected.compare("tests/compare/minimal.json", &said(&args));
    let args = [LADDER, "--vary", "milestones.poc.expected=60..61:1", "--format", "json"];
    expected.compare("tests/compare/deadline.json", &said(&args));
    expected.compare("tests/compare/portfolio.json", &said(&[cases[3].1, &["--format", "json"]].concat()));
    expected.finish();
}

/// Two cliffs' worth of users.
const USERS: &str = "traction.monthly_active_users=0..20000:2000";

#[test]
fn the_help_opens_with_examples_that_run() {
    let help = said(&["--help"]);
    assert!(help.starts_with("Examples:\n  stackplan compare "), "{help}");
    // A line that ends with a backslash goes on in the next, as in a shell.
    let whole = help.replace(" \\\n      ", " ");
    let examples: Vec<&str> = whole.lines().filter_map(|line| line.strip_prefix("  stackplan ")).take(2).collect();
    for example in examples {
        run(example.split(' ')).answer();
    }
}

#[test]
fn what_does_not_fit_together_is_refused_with_the_way_out() {
    let scratch = Scratch::new();
    let saved = scratch.write("saved.json", saved(&[LADDER]));
    let cases: [(&[&str], &str); 22] = [
        (&[LADDER], "nothing to compare with"),
        (&[&saved], "nothing to compare with"),
        (&[&saved, "--set", "traction.mrr=0"], "is a saved evaluation"),
        (&[&saved, LADDER, "--set", "traction.mrr=0"], "is a saved evaluation"),
        (&[&saved, "--vary", "traction.mrr=0..1:1"], "is a saved evaluation"),
        (&["-", "-"], "which can be read once"),
        (&["-", "--program", "-"], "which can be read once"),
        (&[LADDER, "--vary", "traction.mrr=0..1:1", "--case", "all"], "look at one case"),
        (&["nope.toml", LADDER], "there is no such file"),
        (&[LADDER, "profiles"], "it is a folder"),
        (&["profiles", "--set", "a=b"], "a folder is compared under two programs"),
        (&["profiles"], "a folder is compared under two programs"),
        (&[LADDER, "--set", "traction.mmr=0"], "did you mean `mrr`?"),
        (&[LADDER, "--scale-spend", "50,half"], "`half`, which is not a plain decimal"),
        (&[LADDER, "--vary", "traction.mrr=0..10"], "wanted KEY=FROM..TO:STEP"),
        (&[LADDER, "--vary", "traction.mrr=10..0:1"], "ends before it begins"),
        (&[LADDER, "--vary", "traction.mrr=0..10:0"], "a step above 0"),
        (&[LADDER, "--vary", "traction.mrr=0..1000:1"], "more than 1000 values"),
        (&[LADDER, "--vary", "plan.horizon_days=0..9:1"], "wanted 1 to 3660"),
        (&[LADDER, "--vary", "traction.mrr=0..1:1", "--vary", "traction.mrr=0..1:1"], "the same key"),
        (&[LADDER, "--vary", "traction.mrr=0..60:1", "--vary", "plan.founder_hours=0..60:1"], "at most 2500 pairs"),
        (&[LADDER, "profiles/median.toml", "--vary", "traction.mrr=0..1:1"], "leave out B"),
    ];
    for (args, wanted) in cases {
        let told = refused(args);
        assert!(told.contains(wanted), "{args:?}\n{told}");
    }
}

#[test]
fn a_mistake_under_one_of_two_programs_says_which() {
    let told = refused(&["profiles/in-progress.toml", "--program", EXTENDED]);
    assert!(told.starts_with("under the rules of tests/program/extended.toml:\nerror[unknown-id]"), "{told}");
}

#[test]
fn the_answer_is_written_to_a_file_that_is_not_read() {
    let scratch = Scratch::new();
    let path = scratch.path("answer.md");
    assert_eq!(said(&[LADDER, MEDIAN, "-o", &path]), "");
    assert!(scratch.read("answer.md").starts_with("## 2 plans side by side"));
    let copy = scratch.write("copy.toml", std::fs::read(root().join(LADDER)).unwrap());
    assert!(refused(&[LADDER, &copy, "-o", &copy]).contains("would write over"));
    let folder = scratch.path("");
    assert!(refused(&[&folder, "--program", EXTENDED, "-o", &copy]).contains("would write over"));
    assert!(said(&[&copy, LADDER]).contains("Rung Systems"));
}
