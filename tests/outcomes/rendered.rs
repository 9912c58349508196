//! The command as a user runs it: golden results, forms, failures.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use assert_cmd::Command;

fn run(arguments: &[&str]) -> Output {
    let mut command = Command::cargo_bin("stackplan").unwrap();
    command.current_dir(env!("CARGO_MANIFEST_DIR")).arg("outcomes").args(arguments).output().unwrap()
}

fn stdout(arguments: &[&str]) -> String {
    let output = run(arguments);
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    assert_eq!((output.status.code(), text(&output.stderr).as_str()), (Some(0), ""), "{arguments:?}");
    text(&output.stdout)
}

fn refused(arguments: &[&str]) -> (String, String) {
    let output = run(arguments);
    assert_eq!(output.status.code(), Some(2), "{arguments:?}");
    (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
}

/// Compares with the file of that name; writes it where `STACKPLAN_BLESS` asks for that.
fn golden(name: &str, arguments: &[&str]) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/outcomes").join(name);
    let found = stdout(arguments);
    if std::env::var_os("STACKPLAN_BLESS").is_some() {
        fs::write(&file, &found).unwrap();
    }
    assert_eq!(found, fs::read_to_string(&file).unwrap_or_default(), "{name}: bless with STACKPLAN_BLESS=1");
}

fn json(arguments: &[&str]) -> serde_json::Value {
    serde_json::from_str(&stdout(arguments)).unwrap()
}

fn samples() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("profiles");
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    files.sort();
    assert!(files.len() > 15);
    files
}

#[test]
fn a_plan_with_chances_reads_as_blessed() {
    golden("missed-gate.txt", &["profiles/missed-gate.toml"]);
    golden("missed-gate.md", &["profiles/missed-gate.toml", "--format", "markdown"]);
}

#[test]
fn a_plan_without_chances_reads_as_blessed() {
    golden("ladder.txt", &["profiles/ladder.toml"]);
}

#[test]
fn an_award_under_way_reads_as_blessed() {
    golden("in-progress.txt", &["profiles/in-progress.toml"]);
    golden("in-progress.json", &["profiles/in-progress.toml", "--horizon", "120", "--format", "json"]);
}

#[test]
fn a_rejected_application_reads_as_blessed() {
    golden("rejected.txt", &["profiles/rejected.toml"]);
    golden("rejected.json", &["profiles/rejected.toml", "--format", "json"]);
}

#[test]
fn a_program_of_its_own_reads_as_blessed() {
    golden("extended.txt", &["tests/program/profile.toml", "--program", "tests/program/extended.toml"]);
}

#[test]
fn json_has_the_keys_of_the_contract() {
    let half = |gate: &str| format!("milestones.{gate}.probability=0.5");
    let sets = ["poc", "commercial-outcome", "case-study"].map(half);
    let mut arguments = vec!["profiles/ladder.toml", "--format", "json"];
    for set in &sets {
        arguments.extend(["--set", set]);
    }
    let found = json(&arguments);
    let policies = &found["policies"];
    assert_eq!(policies["removed"]["expected_award"], "468750");
    assert_eq!(policies["tranche-only"]["expected_award"], "625000");
    assert_eq!(policies["tranche-only"]["break_even"], "0.3334");
    let first = &policies["removed"]["outcomes"][0];
    assert_eq!(
        (&first["missed"], &first["award"], &first["probability"]),
        (&serde_json::json!([]), &1_000_000.into(), &"0.125".into())
    );
    assert_eq!(policies["removed"]["outcomes"][3]["missed"], serde_json::json!(["poc"]));
    assert_eq!(found["balance"]["days"].as_array().unwrap().len(), 731);
    assert_eq!(found["rejected"]["probability"], "0.95");
    let unweighted = json(&["profiles/ladder.toml", "--format", "json"]);
    assert!(unweighted["policies"]["removed"]["expected_award"].is_null());
    assert!(unweighted["policies"]["removed"]["outcomes"][0]["probability"].is_null());
    assert!(unweighted["balance"].is_null());
    assert_eq!(unweighted["missing"][0], "milestones.poc.probability");
}

#[test]
fn every_sample_is_answered_in_every_form_and_fits_80_columns() {
    for path in samples() {
        let path = path.to_str().unwrap();
        let text = stdout(&[path]);
        assert!(text.lines().all(|line| line.chars().count() <= 80), "{path}\n{text}");
        assert!(text.lines().count() <= 70, "{path} takes {} lines", text.lines().count());
        assert!(stdout(&[path, "--format", "markdown"]).starts_with("## "));
        let object = json(&[path, "--format", "json"]);
        assert_eq!(object["no_award"].is_null(), object["award"].is_object(), "{path}");
    }
}

#[test]
fn the_extension_of_the_file_tells_the_form() {
    let folder = tempfile::tempdir().unwrap();
    for (name, start) in [("a.json", "{"), ("a.md", "## "), ("a.txt", "Rung Systems")] {
        let file = folder.path().join(name);
        assert_eq!(stdout(&["profiles/ladder.toml", "-o", file.to_str().unwrap()]), "");
        assert!(fs::read_to_string(file).unwrap().starts_with(start), "{name}");
    }
}

#[test]
fn text_of_a_profile_reaches_no_form_raw() {
    let name = ["profiles/ladder.toml", "--set", "company.name=\"\\u001b[31m<b>|x\\u202e\""];
    let with = |form: &str| stdout(&[name.as_slice(), &["--format", form]].concat());
    assert!(with("text").starts_with("\\u{1b}[31m<b>|x\\u{202e} · ceiling"));
    assert!(with("markdown").contains("&lt;b&gt;\\|x"));
    assert!(!with("json").contains(['\u{1b}', '\u{202e}']));
}

#[test]
fn mistakes_are_said_in_the_form_that_is_asked_for() {
    let (stdout, stderr) = refused(&["profiles/ladder.toml", "--set", "milestones.poc.probability=1.5"]);
    assert!(stdout.is_empty() && stderr.contains("milestones.poc.probability"), "{stderr}");
    let (stdout, stderr) = refused(&["profiles/none.toml", "--format", "json"]);
    let object: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!(object["error"]["diagnostics"][0]["code"], "unreadable");
    assert!(stderr.is_empty());
    refused(&[]);
    refused(&["profiles/ladder.toml", "--format", "csv"]);
    refused(&["profiles/ladder.toml", "-o", "profiles/ladder.toml"]);
}

#[test]
fn more_paths_than_can_be_listed_are_refused_with_the_way_out() {
    let mut text = "extends = \"builtin\"\nid = \"many\"\nversion = \"1\"\n[tiers.ceiling]\ndefault_tranches = { value = 15, lines = [], why = \"x\", assumed = true }\n".to_owned();
    let mut gates = "[tiers.ceiling.tranches.15.gates]\n".to_owned();
    for gate in 2..=15 {
        text.push_str(&format!(
            "[gates.g{gate}]\ntitle = \"g\"\nlines = []\nwhy = \"x\"\nassumed = true\nevidence = [\"x\"]\n"
        ));
        gates.push_str(&format!("g{gate} = {{ cautious = {gate}, likely = {gate}, best = {gate}, lines = [], why = \"x\", assumed = true }}\n"));
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("many.toml");
    fs::write(&file, text + &gates).unwrap();
    let many = ["profiles/ladder.toml", "--program", file.to_str().unwrap()];
    let (_, stderr) = refused(&many);
    assert!(stderr.starts_with("error: the award has 14 gates") && stderr.contains("[offer]"), "{stderr}");
    // The tier still has its four tranches, which an offer may name.
    assert!(stdout(&[many.as_slice(), &["--set", "offer.tranches=4"]].concat()).contains("in 4 tranches"));
}

#[test]
fn help_opens_with_examples_that_run() {
    let help = stdout(&["--help"]);
    assert!(help.starts_with("Examples:"), "{help}");
    let examples: Vec<&str> = help.lines().filter_map(|line| line.trim().strip_prefix("stackplan outcomes ")).collect();
    assert!(examples.len() > 2);
    for example in examples.iter().filter(|example| !example.contains(" -o ")) {
        stdout(&example.split_whitespace().collect::<Vec<_>>());
    }
}
