//! A value is refused by the schema where the reader refuses it, and taken where the reader takes it.

use std::collections::BTreeMap;

use serde_json::Value;
use stackplan::diagnostic::Code;
use stackplan::{Input, Profile, Program};

use super::{as_json, mistakes, read, schema, validator};

/// Values of every kind, at and beyond the bounds.
const VALUES: [&str; 58] = [
    "0",
    "1",
    "3",
    "-1",
    "-0.99",
    "-1.5",
    "0.5",
    "0.05",
    "10",
    "11",
    "47",
    "25000",
    "250000",
    "3660",
    "3661",
    "1_000",
    "1000000000000",
    "1000000000001",
    "\"0\"",
    "\"12\"",
    "\"1_000\"",
    "\"1__0\"",
    "\"0.5\"",
    "\"0.555\"",
    "\"-0.5\"",
    "\".5\"",
    "\"1e3\"",
    "\"+1\"",
    "\"x\"",
    "\"\"",
    "\" \"",
    "\"Upper\"",
    "\"my-id\"",
    "\"a b\"",
    "\"é\"",
    "true",
    "false",
    "1969-12-31",
    "1970-01-01",
    "2027-03-01",
    "2200-12-31",
    "2201-01-01",
    "\"2027-03-01\"",
    "\"2027-13-01\"",
    "\"2027-3-1\"",
    "[]",
    "[1]",
    "[\"x\"]",
    "[\"\"]",
    "[\"*\"]",
    "[true]",
    "[[]]",
    "{}",
    "\"seed\"",
    "\"primary\"",
    "\"production\"",
    "\"workloads\"",
    "\"accepted\"",
];
/// The mistakes that a schema says, whatever the value.
const SAID: [Code; 9] = [
    Code::WrongType,
    Code::UnknownValue,
    Code::UnknownKey,
    Code::IdForm,
    Code::Blank,
    Code::TextLength,
    Code::ListLength,
    Code::NumberForm,
    Code::DateRange,
];

/// True where the mistake is one that a schema says of this value.
fn is_said(code: Code, value: &str) -> bool {
    let is_bare = !value.contains('"');
    // To JSON a bare date is a text.
    if code == Code::WrongType && is_bare && value.matches('-').count() == 2 {
        return false;
    }
    // A bound is said of a bare number, the decimals of a quoted one.
    SAID.contains(&code) || (code == Code::OutOfRange && is_bare) || (code == Code::TooManyDecimals && !is_bare)
}

/// The dotted path of every value that is no table.
fn leaves(value: &Value, path: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(map) if !map.is_empty() => {
            map.iter().for_each(|(key, value)| leaves(value, &format!("{path}/{key}"), found));
        }
        Value::Array(items) if items.iter().any(Value::is_object) => {
            items.iter().enumerate().for_each(|(at, value)| leaves(value, &format!("{path}/{at}"), found));
        }
        _ => found.push(path.to_owned()),
    }
}

/// The sample that has every key: its text, its object, and the places of its values that `--set` can name.
fn full() -> (String, Value, Vec<String>) {
    let text = read("profiles/full.toml");
    let whole = as_json(&text).unwrap();
    let mut places = Vec::new();
    leaves(&whole, "", &mut places);
    places.retain(|place| !place.contains(' '));
    (text, whole, places)
}

#[test]
fn each_value_under_each_key_has_the_same_verdict() {
    let program = Program::builtin().unwrap();
    let validator = validator(&schema("profile"));
    let (text, whole, places) = full();
    let (mut verdicts, mut wrong) = (BTreeMap::new(), Vec::new());
    for place in &places {
        let key = place.trim_start_matches('/').replace('/', ".");
        for value in VALUES {
            let input = Input::new("full.toml", &*text).with_set("--set", &format!("{key}={value}"));
            let mut instance = whole.clone();
            *instance.pointer_mut(place).unwrap() = as_json(&format!("v = {value}")).unwrap()["v"].clone();
            let found = mistakes(&validator, &instance);
            let verdict = match Profile::parse(&input, &program) {
                Ok(_) => Some(true),
                Err(refused) if refused.iter().any(|one| is_said(one.code, value)) => Some(false),
                // What is left compares two keys, or knows the calendar.
                Err(_) => None,
            };
            *verdicts.entry(verdict).or_insert(0) += 1;
            if verdict.is_some_and(|is_read| is_read != found.is_empty()) {
                wrong.push(format!("{key} = {value}: read {verdict:?}, the schema says {found:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {verdicts:?}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(verdicts[&Some(true)] > 400 && verdicts[&Some(false)] > 2_000, "{verdicts:?}");
}

#[test]
fn each_key_left_out_has_the_same_verdict() {
    let program = Program::builtin().unwrap();
    let validator = validator(&schema("profile"));
    let (text, whole, places) = full();
    let mut refused = 0;
    for place in &places {
        let key = place.trim_start_matches('/').replace('/', ".");
        let input = Input::new("full.toml", &*text).with_unset("--unset", &key);
        let mut instance = whole.clone();
        // A table with nothing left in it is taken out too.
        let mut place = place.as_str();
        while let Some((table, name)) = place.rsplit_once('/') {
            let rest = instance.pointer_mut(table).unwrap().as_object_mut().unwrap();
            rest.remove(name);
            place = if rest.is_empty() { table } else { "" };
        }
        let is_read = Profile::parse(&input, &program).is_ok();
        refused += usize::from(!is_read);
        assert_eq!(is_read, validator.is_valid(&instance), "without {key}: {:?}", mistakes(&validator, &instance));
    }
    assert!(refused > 10, "{refused}");
}
