//! What all profiles come to together, in place of a record of each.

use super::sample::{many, ndjson, text};
use crate::support::{Scratch, profiles, run, run_on};
use serde_json::Value;

/// A profile that is not valid.
const BAD: &str = "{\"company\":{}}\n";

/// The sum of the samples and a profile that is not valid as `tests/portfolio.rs` holds it, which reads them through the
/// library.
const SAMPLES: [(&str, &str); 3] = [
    ("text", "tests/portfolio/samples.txt"),
    ("json", "tests/portfolio/samples.json"),
    ("markdown", "tests/portfolio/samples.md"),
];

/// What is said of the profile that is not valid.
fn told() -> String {
    format!("1 of {} profiles is not valid\n", profiles().len() + 1)
}

#[test]
fn the_summary_of_a_folder_is_the_sum_of_its_profiles_for_any_number_of_workers() {
    let scratch = Scratch::new();
    let bad = scratch.write("bad.ndjson", BAD);
    for (format, golden) in SAMPLES {
        for jobs in ["1", "2", "5"] {
            let run = run(["batch", &bad, "profiles", "--summary", "--format", format, "--jobs", jobs]);
            assert_eq!((run.status, run.stderr), (Some(1), told()));
            assert!(run.stdout == text(golden), "{format} with {jobs}: {}", run.stdout);
        }
    }
}

#[test]
fn lines_sum_up_as_files_do_and_as_their_shares_together() {
    let run = run_on(format!("{}{BAD}", ndjson()), ["batch", "-", "--summary"]);
    assert_eq!((run.status, run.stderr), (Some(1), told()));
    assert!(run.stdout == text(SAMPLES[0].1), "text is the usual form: {}", run.stdout);
    let lines = many(3_000);
    let companies = |shard: &str| -> u64 {
        let run = run_on(lines.clone(), ["batch", "-", "--summary", "--format", "json", "--shard", shard]);
        let summary: Value = serde_json::from_str(&run.answer()).unwrap();
        summary["companies"]["total"].as_u64().unwrap()
    };
    assert_eq!([companies("1/1"), companies("1/3") + companies("2/3") + companies("3/3")], [3_000, 3_000]);
}

#[test]
fn a_summary_of_nothing_is_one_of_no_companies() {
    let summary: Value =
        serde_json::from_str(&run_on("", ["batch", "-", "--summary", "--format", "json"]).answer()).unwrap();
    assert_eq!(summary["companies"]["total"], 0);
}

#[test]
fn a_summary_tells_of_conditions_and_is_written_whole() {
    let scratch = Scratch::new();
    let target = scratch.path("sum.md");
    let run = run(["batch", "profiles", "--summary", "--fail-on", "ineligible", "-o", &target]);
    assert_eq!((run.status, run.stdout.as_str()), (Some(1), ""));
    assert!(run.stderr.lines().all(|line| line.starts_with("fail-on ineligible: profiles/")), "{}", run.stderr);
    let count = profiles().len();
    assert!(scratch.read("sum.md").starts_with(&format!("## Portfolio of {count} companies\n")), "by the extension");
}

#[test]
fn a_summary_has_no_rows() {
    for options in [&["--view", "bills"][..], &["--every", "day"], &["--resume", "a.ndjson"], &["--format", "csv"]] {
        let refusal = run(["batch", "profiles", "--summary"].iter().chain(options)).refusal();
        assert!(refusal.contains("--summary"), "{refusal}");
    }
}
