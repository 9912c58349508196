//! What the fuzzer kept, fed to the same functions: inputs that reach far (`fuzz/corpus`), inputs that were answered
//! wrongly once (`fuzz/cases`).
#![allow(
    dead_code,
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::inconsistent_digit_grouping,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test may panic, and takes a part of what the properties share"
)]

mod fuzz {
    pub mod feeds;
}
mod model;
mod properties {
    pub mod agree;
    pub mod generate;
    pub mod hand;
    pub mod judge;
    pub mod layout;
    pub mod runner;
    pub mod written;
}

use fuzz::feeds;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

/// The files of a folder of a target, by name; none where it has no such folder.
fn files(folder: &str, target: &str) -> Vec<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz").join(folder).join(target);
    let Ok(entries) = fs::read_dir(path) else { return Vec::new() };
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry can be read").path()).collect();
    files.sort();
    files
}

fn replay(folder: &str) -> usize {
    let mut fed = 0;
    let mut broken = Vec::new();
    for (target, feed) in feeds::FEEDS {
        for path in files(folder, target) {
            let bytes = fs::read(&path).expect("a kept input can be read");
            if catch_unwind(AssertUnwindSafe(|| feed(&bytes))).is_err() {
                broken.push(path);
            }
            fed += 1;
        }
    }
    assert!(broken.is_empty(), "{broken:?}");
    fed
}

#[test]
fn every_input_that_the_fuzzer_kept_is_answered_or_refused_in_good_form() {
    for (target, _) in feeds::FEEDS {
        assert!(!files("corpus", target).is_empty(), "nothing is kept for `{target}`");
    }
    assert!(replay("corpus") >= feeds::FEEDS.len());
}

#[test]
fn every_input_that_once_was_answered_wrongly_is_answered_rightly() {
    replay("cases");
}

#[test]
fn every_target_of_the_fuzz_package_is_a_feed_that_is_replayed() {
    let manifest = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/Cargo.toml"));
    let manifest: toml::Table = manifest.expect("it is there").parse().expect("it is TOML");
    let bins = manifest["bin"].as_array().expect("it has targets");
    let names: Vec<&str> = bins.iter().map(|bin| bin["name"].as_str().expect("a target has a name")).collect();
    assert_eq!(names, feeds::FEEDS.map(|(name, _)| name));
}

#[test]
fn every_sample_profile_is_answered_or_refused_in_good_form() {
    let samples = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("profiles")).expect("there are samples");
    let mut fed = 0;
    for path in samples.map(|entry| entry.expect("an entry can be read").path()) {
        if path.extension().is_some_and(|extension| extension == "toml") {
            feeds::profile(&fs::read(path).expect("a sample can be read"));
            fed += 1;
        }
    }
    assert!(fed > 10);
}

/// Telling a mistake looked through the file up to it once, and drew the whole of its line: these took minutes.
#[test]
fn many_thousand_mistakes_cost_no_more_than_the_text_that_holds_them() {
    let head = "company.name = 'x'\ncompany.stage = 'seed'\nplan.start = 2026-01-01\n";
    let lines: String = (0..8_000).map(|number| format!("k{number} = 1\n")).collect();
    let keys: Vec<String> = (0..8_000).map(|number| format!("k{number} = 1")).collect();
    feeds::profile(format!("{head}{lines}").as_bytes());
    feeds::profile(format!("{head}traction = {{ {} }}\n", keys.join(", ")).as_bytes());
}
