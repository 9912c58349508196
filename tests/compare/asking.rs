//! Asking the binary, and holding its answers against each other.

use serde_json::Value;

use crate::support::run;

/// A program with a sixth tier, a fifth tranche and a second provider.
pub const EXTENDED: &str = "tests/program/extended.toml";
/// Series A, every requirement of the ceiling met.
pub const LADDER: &str = "profiles/ladder.toml";
/// Seed, the median.
pub const MEDIAN: &str = "profiles/median.toml";

/// What `compare` with these arguments prints.
pub fn said(args: &[&str]) -> String {
    run([["compare"].as_slice(), args].concat()).answer()
}

/// What `compare` with these arguments says where it refuses.
pub fn refused(args: &[&str]) -> String {
    run([["compare"].as_slice(), args].concat()).refusal()
}

/// The object that `compare` with these arguments prints.
pub fn compare(args: &[&str]) -> Value {
    serde_json::from_str(&said(&[args, &["--format", "json"]].concat())).unwrap()
}

/// The object that `eval` with these arguments prints.
pub fn eval(args: &[&str]) -> Value {
    serde_json::from_str(&saved(args)).unwrap()
}

/// What `eval --format json` with these arguments prints, without the days.
pub fn saved(args: &[&str]) -> String {
    run([["eval"].as_slice(), args, &["--format", "json", "--view", "grants"]].concat()).answer()
}

/// Asserts that every value of a compared plan is `eval`'s own at the same path; how many there were.
pub fn assert_is_part_of(plan: &Value, eval: &Value, added: &[&str]) -> usize {
    let own: Vec<(&String, &Value)> =
        plan.as_object().unwrap().iter().filter(|(key, _)| !added.contains(&key.as_str())).collect();
    assert!(own.len() > 8, "{plan}");
    own.into_iter().map(|(key, value)| assert_same(value, &eval[key], key)).sum()
}

fn assert_same(part: &Value, whole: &Value, path: &str) -> usize {
    match (part, whole) {
        (Value::Object(part), Value::Object(_)) => {
            part.iter().map(|(key, value)| assert_same(value, &whole[key], &format!("{path}.{key}"))).sum()
        }
        (Value::Array(part), Value::Array(all)) => {
            assert_eq!(part.len(), all.len(), "{path}");
            let pairs = part.iter().zip(all).enumerate();
            pairs.map(|(index, (value, whole))| assert_same(value, whole, &format!("{path}.{index}"))).sum()
        }
        _ => {
            assert_eq!(part, whole, "{path}");
            1
        }
    }
}

/// The value at a path of a difference; a grant stands under its id, and what is not there is null.
pub fn at<'v>(eval: &'v Value, path: &str) -> &'v Value {
    path.split('.').fold(eval, |value, key| match value {
        Value::Array(items) => items.iter().find(|item| item["id"] == key).unwrap_or(&Value::Null),
        _ => &value[key],
    })
}
