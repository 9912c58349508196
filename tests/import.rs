//! Billing files as the library reads them: every row accounted for, amounts as written, nothing dropped in silence.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "the helpers of a test may panic"
)]

mod support;

#[path = "import/answers.rs"]
mod answers;
#[path = "import/tables.rs"]
mod tables;

use std::collections::BTreeMap;

use stackplan::calendar::Date;
use stackplan::id::ProviderId;
use stackplan::import::{Import, Scope};

fn date(text: &str) -> Date {
    Date::parse(text).unwrap()
}

/// A plan of two years from 12 January 2026 that knows one provider.
fn scope() -> Scope {
    Scope { first: date("2026-01-12"), last: date("2028-01-12"), providers: vec![ProviderId::from("aws")] }
}

/// Reads files one behind the other and asks; each row of each file is used or skipped for a reason.
fn read<T>(files: &[&str], ask: impl FnOnce(&Import<'_>) -> T) -> T {
    let scope = scope();
    let mut import = Import::new(&scope, files.len());
    for (number, text) in files.iter().enumerate() {
        import.read(&format!("file-{number}"), text.as_bytes()).unwrap_or_else(|mistakes| panic!("{mistakes}"));
    }
    for file in &import.files {
        assert_eq!(file.rows, file.used + file.skipped_count(), "{file:?}");
    }
    ask(&import)
}

/// What is said of files of which the last one is refused.
fn refused(files: &[&str]) -> String {
    let scope = scope();
    let mut import = Import::new(&scope, files.len());
    let (last, before) = files.split_last().unwrap();
    for (number, text) in before.iter().enumerate() {
        import.read(&format!("file-{number}"), text.as_bytes()).unwrap_or_else(|mistakes| panic!("{mistakes}"));
    }
    match import.read("last", last.as_bytes()) {
        Ok(()) => panic!("the file is read: {:?}", import.files.last()),
        Err(mistakes) => mistakes.to_string(),
    }
}

/// The reasons of the first file with their counts and lines.
fn skipped(import: &Import<'_>, file: usize) -> BTreeMap<&'static str, Vec<u64>> {
    import.files[file].skipped.iter().map(|(reason, rows)| (*reason, rows.lines.clone())).collect()
}

/// What was charged, or paid by credits, in cents, by a key.
fn cents<'k, T: 'k>(
    sums: impl Iterator<Item = &'k T>,
    key: impl Fn(&T) -> String,
    amount: impl Fn(&T) -> stackplan::import::Exact,
) -> BTreeMap<String, i128> {
    let mut exact: BTreeMap<String, stackplan::import::Exact> = BTreeMap::new();
    for sum in sums {
        *exact.entry(key(sum)).or_default() += amount(sum);
    }
    exact.into_iter().map(|(key, amount)| (key, amount.rounded().cents())).collect()
}
