//! What the tests of `when` and `route` share: an answer's rows beside what `eval` says of the edited profile.

use serde_json::Value;

use crate::support::{Expected, run};

/// The amounts of a row, and what `eval` calls them.
const AMOUNTS: [(&str, &str); 4] =
    [("granted", "granted"), ("consumed", "consumed"), ("lapsed", "expired"), ("cash", "cash")];

/// Stdout of a run that answers.
pub fn answer(arguments: &[&str]) -> String {
    run(arguments).answer()
}

/// The JSON of a run that answers.
pub fn json(arguments: &[&str]) -> Value {
    serde_json::from_str(&answer(&[arguments, &["--format", "json"]].concat())).unwrap()
}

/// Stderr of a run that cannot answer.
pub fn refusal(arguments: &[&str]) -> String {
    run(arguments).refusal()
}

/// The texts of a list.
pub fn texts(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|text| text.as_str().unwrap()).collect()
}

/// What `eval` says of a profile with these edits. `profile` is its path and whatever else goes with it.
pub fn eval(profile: &[&str], edits: &[&str]) -> Value {
    let edits = edits.iter().flat_map(|edit| ["--set", edit]);
    let arguments: Vec<&str> = ["eval"].into_iter().chain(profile.iter().copied()).chain(edits).collect();
    json(&[&arguments[..], &["--every", "none"]].concat())
}

/// A row that says what `eval` says.
pub fn assert_same(row: &Value, evaluated: &Value) {
    assert_eq!(row["tier"], evaluated["tier"]["assigned"], "{row}");
    assert_eq!(row["award"], evaluated["tier"]["award"], "{row}");
    assert_eq!(row["action"], evaluated["recommendation"]["action"], "{row}");
    assert_totals(row, &evaluated["totals"]);
}

/// Amounts that are those of `eval`.
pub fn assert_totals(row: &Value, totals: &Value) {
    for (own, evals) in AMOUNTS {
        assert!(totals[evals].is_object());
        assert_eq!(row[own], totals[evals], "{own}: {row}");
    }
}

/// A text without the digests of files, so that a golden changes only with what it shows.
fn without_digests(text: &str) -> String {
    let mut parts = text.split("\"sha256\":\"");
    let mut kept = parts.next().unwrap().to_owned();
    for part in parts {
        let (digest, rest) = part.split_once('"').unwrap();
        assert_eq!(digest.len(), 64);
        kept.push_str(&format!("\"sha256\":\"…\"{rest}"));
    }
    kept
}

/// Compares the answer of each run, by format, with the file of that path below `tests`.
pub fn assert_goldens(arguments: &[&str], goldens: &[(&str, &str)]) {
    let mut expected = Expected::new();
    for (format, path) in goldens {
        let shown = answer(&[arguments, &["--format", format]].concat());
        expected.compare(&format!("tests/{path}"), &without_digests(&shown));
    }
    expected.finish();
}

/// A text of every sample keeps to 80 columns, and a hostile name reaches no format raw.
pub fn assert_fit_for_a_terminal(command: &str, profile: &str) {
    for sample in crate::support::profiles() {
        let text = answer(&[command, &sample]);
        let wide = text.lines().find(|line| line.chars().count() > 80);
        assert_eq!(wide, None, "{sample}");
    }
    let name = "company.name=\"\\u001b[31m|<b>\"";
    for format in ["text", "markdown", "json"] {
        let text = answer(&[command, profile, "--set", name, "--format", format]);
        assert!(!text.contains('\u{1b}') && (format != "markdown" || !text.contains("<b>")), "{format}");
    }
}
