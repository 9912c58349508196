//! Each table of a form has exactly the keys that its reader asks for.

use std::collections::BTreeSet;

use serde_json::Value;
use stackplan::{Input, Profile, Program};

use super::{as_json, read, schema};

/// The schema of a value inside another, by the table's key or the list's index; `$ref` followed.
fn inside<'s>(whole: &'s Value, schema: &'s Value, key: &str) -> &'s Value {
    let resolve = |schema: &'s Value| match schema["$ref"].as_str() {
        Some(name) => whole.pointer(name.trim_start_matches('#')).unwrap(),
        None => schema,
    };
    let schema = resolve(schema);
    let found = match schema["properties"].get(key) {
        Some(found) => found,
        None if key.bytes().all(|byte| byte.is_ascii_digit()) && schema["type"] == "array" => &schema["items"],
        None => &schema["additionalProperties"],
    };
    resolve(found)
}

/// The paths of the tables in a value, the root's too.
fn tables(value: &Value, path: &[String], found: &mut Vec<Vec<String>>) {
    let below = |key: String| path.iter().cloned().chain([key]).collect::<Vec<_>>();
    match value {
        Value::Object(map) => {
            found.push(path.to_vec());
            map.iter().for_each(|(key, value)| tables(value, &below(key.clone()), found));
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(at, value)| tables(value, &below(at.to_string()), found));
        }
        _ => {}
    }
}

/// The words in backticks, and how many more there are.
fn words(wanted: &str) -> (BTreeSet<&str>, usize) {
    let more = wanted.rsplit_once(", ").and_then(|(_, last)| last.strip_suffix(" more")?.parse().ok());
    (wanted.split('`').skip(1).step_by(2).collect(), more.unwrap_or(0))
}

/// Holds every table of `text` against its place in the schema: the keys that a reader knows are those of the schema.
/// A table of names has none of its own, so that any key is a name there.
fn check(form: &str, text: &str, besides: &[&str], refuse: impl Fn(&Input) -> stackplan::Diagnostics) {
    const STRANGE: &str = "no-such-key";
    let schema = schema(form);
    let mut paths = Vec::new();
    tables(&as_json(text).unwrap(), &[], &mut paths);
    let mut compared = 0;
    for path in paths {
        let place = path.iter().fold(&schema, |place, key| inside(&schema, place, key));
        if place["additionalProperties"].is_object() {
            continue;
        }
        let known: BTreeSet<&str> = place["properties"].as_object().unwrap().keys().map(String::as_str).collect();
        let known: BTreeSet<&str> = known.into_iter().filter(|key| !besides.contains(key)).collect();
        let dotted = path.iter().map(|key| format!("{key}.")).collect::<String>();
        let input = Input::new("form.toml", text).with_set("--set", &format!("{dotted}{STRANGE}={{}}"));
        let found = refuse(&input);
        let refusal = found.iter().find(|one| one.message.contains(STRANGE));
        let refusal = refusal.unwrap_or_else(|| panic!("{dotted}{STRANGE} is read: {found}"));
        let (mut read, more) = words(&refusal.wanted);
        if dotted.starts_with("spend.") && !known.contains("provider") {
            // It is asked for to be refused: the service has a known one.
            assert!(read.remove("provider"), "{dotted}");
        }
        assert_eq!(read.len() + more, known.len(), "{dotted} reads {}", refusal.wanted);
        assert!(read.is_subset(&known), "{dotted} reads {read:?}, the schema has {known:?}");
        compared += 1;
    }
    assert!(compared > 20, "{compared} tables");
}

#[test]
fn a_profile_has_the_keys_that_are_read() {
    let program = Program::builtin().unwrap();
    let refuse = |input: &Input| Profile::parse(input, &program).unwrap_err();
    check("profile", &read("profiles/full.toml"), &[], refuse);
}

#[test]
fn a_program_has_the_keys_that_are_read() {
    let text = read("src/program/builtin.toml");
    check("program", &text, &["remove", "extends"], |input| Program::parse(input).unwrap_err());
}
