//! What becomes of any bytes: an answer or a refusal, well formed, never a panic.
//!
//! The fuzzer runs these on what it makes up, `tests/corpus.rs` on what is kept. A feed panics where a promise is
//! broken. A format that is read gets a line in [`FEEDS`], a function, and three lines in `targets`.

mod answers;
mod records;

use crate::properties::generate::written;
use crate::properties::judge::judge;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use stackplan::advice::compare::{self, Column, Comparison, Facts};
use stackplan::band::Case;
use stackplan::report::compare::{self as report, Form};
use stackplan::report::json::Layout;
use stackplan::{Input, Profile, Program, evaluate, program};
use std::sync::LazyLock;

pub use records::records;

/// A target's name and its function.
pub type Feed = (&'static str, fn(&[u8]));

/// Every target.
pub const FEEDS: [Feed; 6] = [
    ("profile", profile),
    ("program", program),
    ("records", records),
    ("set", set),
    ("saved", saved),
    ("evaluation", evaluation),
];

static BUILTIN: LazyLock<Program> = LazyLock::new(|| Program::builtin().expect("the built-in program is sound"));

/// A profile with every key.
const FULL: &str = include_str!("../../profiles/full.toml");

/// A TOML profile.
pub fn profile(bytes: &[u8]) {
    match Input::from_bytes("fuzzed.toml", bytes.to_vec()) {
        Ok(input) => answers::of_profile(&input, &BUILTIN),
        Err(diagnostics) => answers::refusal(&diagnostics),
    }
}

/// A program: a whole file, or, after `@`, lines of the built-in one put in place of others: each begins with the
/// number of the line whose place it takes.
pub fn program(bytes: &[u8]) {
    let read = match bytes.strip_prefix(b"@") {
        Some(patch) => Ok(Input::new("fuzzed.toml", patched(&String::from_utf8_lossy(patch)))),
        None => Input::from_bytes("fuzzed.toml", bytes.to_vec()),
    };
    match read.and_then(|input| Program::parse(&input)) {
        Ok(program) => answers::of_profile(&Input::new("full.toml", FULL), &program),
        Err(diagnostics) => answers::refusal(&diagnostics),
    }
}

fn patched(patch: &str) -> String {
    let mut lines: Vec<&str> = program::BUILTIN.lines().collect();
    for line in patch.lines() {
        let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let (number, text) = line.split_at(digits);
        if let Ok(number) = number.parse::<usize>() {
            let place = number % lines.len();
            lines[place] = text;
        }
    }
    lines.join("\n")
}

/// An argument of `--set`, or of `--unset` where it has no `=`.
pub fn set(bytes: &[u8]) {
    let Ok(argument) = std::str::from_utf8(bytes) else { return };
    let full = Input::new("full.toml", FULL);
    let edited = match argument.contains('=') {
        true => full.with_set("--set", argument),
        false => full.with_unset("--unset", argument),
    };
    if let Err(diagnostics) = edited.check_arguments() {
        answers::refusal(&diagnostics);
        assert!(Profile::parse(&edited, &BUILTIN).is_err(), "a mistake in the argument is passed over: {argument}");
    }
    answers::of_profile(&edited, &BUILTIN);
}

/// A saved evaluation, compared with one made now, in every form.
pub fn saved(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let facts = match Facts::from_saved("saved.json", text) {
        Ok(facts) => facts,
        Err(diagnostics) => return answers::refusal(&diagnostics),
    };
    let now = compare::facts(&Input::new("full.toml", FULL), &BUILTIN).expect("the sample evaluates");
    let column = |label: &str, facts| Column { label: label.to_owned(), facts };
    let columns = vec![column("saved.json", facts), column("full.toml", now)];
    let comparison = Comparison { columns, cases: Case::ALL.to_vec() };
    answers::is_json(&report::comparison(&comparison, Form::Json(Layout::Lines)));
    answers::is_plain(&report::comparison(&comparison, Form::Text(answers::TERMINAL)));
    answers::is_plain(&report::comparison(&comparison, Form::Markdown));
}

/// A whole evaluation with the naive model as judge. The first 32 bytes are the seed of the generator of
/// `tests/properties`.
pub fn evaluation(bytes: &[u8]) {
    let mut seed = [0; 32];
    seed.iter_mut().zip(bytes).for_each(|(seed, byte)| *seed = *byte);
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &seed);
    let mut runner = TestRunner::new_with_rng(Config { failure_persistence: None, ..Config::default() }, rng);
    let Ok(tree) = written(300).new_tree(&mut runner) else { return };
    let written = tree.current();
    let text = written.text();
    if let Err(why) = judge(&written.profile, text.clone()) {
        panic!("{why}\n\n{text}");
    }
}

/// Reads and evaluates; the mistakes otherwise.
fn answer(input: &Input, program: &Program, then: impl FnOnce(&stackplan::Evaluation<'_>)) {
    match Profile::parse(input, program) {
        Err(diagnostics) => answers::refusal(&diagnostics),
        Ok(profile) => match evaluate(&profile, program) {
            Err(diagnostics) => answers::refusal(&diagnostics),
            Ok(evaluation) => then(&evaluation),
        },
    }
}
