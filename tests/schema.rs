//! The schemas are what the readers take and the writers write: the same keys, the same verdicts, judged by a validator
//! that shares no code with the program.
//!
//! `STACKPLAN_BLESS=1 cargo test --test schema` rewrites `profiles/*.schema.json`.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may panic, in its helpers too"
)]

mod support;

#[path = "schema/keys.rs"]
mod keys;
#[path = "schema/verdicts.rs"]
mod verdicts;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use jsonschema::Validator;
use serde_json::Value;
use support::{Expected, Scratch, names_in, profiles, root, run};

/// The first line of a sample, by which an editor finds the schema.
const SCHEMA_LINE: &str = "#:schema ./profile.schema.json";
/// What is described.
const FORMS: [&str; 3] = ["profile", "program", "output"];
/// The invalid samples whose mistake no schema of this form can say, and why.
const BEYOND: [(&str, &str); 11] = [
    ("date-order.toml", "two dates are compared"),
    ("duplicate-id.toml", "two entries are compared"),
    ("duplicate-key.toml", "it is not TOML"),
    ("month-too-large.toml", "a month is computed"),
    ("needs-tier.toml", "the tier is computed"),
    ("syntax.toml", "it is not TOML"),
    ("duplicate-id.program.toml", "two tables are compared"),
    ("program-gap.program.toml", "tables are compared"),
    ("program-order.program.toml", "values are compared"),
    ("unknown-id.program.toml", "an entry is looked up in the program that is extended"),
    ("unreachable-tier.program.toml", "tiers are compared"),
];

fn schema(of: &str) -> Value {
    serde_json::from_str(&run(["schema", of]).answer()).unwrap()
}

fn validator(schema: &Value) -> Validator {
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    jsonschema::draft202012::meta::validate(schema).unwrap_or_else(|error| panic!("{error}"));
    jsonschema::draft202012::new(schema).unwrap()
}

/// What is wrong, each with its place; nothing where all is well.
fn mistakes(validator: &Validator, instance: &Value) -> Vec<String> {
    validator.iter_errors(instance).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

/// A TOML file as an editor hands it to a validator: dates are texts.
fn as_json(text: &str) -> Option<Value> {
    fn convert(value: toml::Value) -> Value {
        match value {
            toml::Value::Datetime(date) => Value::String(date.to_string()),
            toml::Value::Array(items) => items.into_iter().map(convert).collect(),
            toml::Value::Table(table) => {
                Value::Object(table.into_iter().map(|(key, value)| (key, convert(value))).collect())
            }
            toml::Value::String(text) => Value::String(text),
            toml::Value::Integer(number) => Value::from(number),
            toml::Value::Float(number) => Value::from(number),
            toml::Value::Boolean(truth) => Value::Bool(truth),
        }
    }
    text.parse().ok().map(|table| convert(toml::Value::Table(table)))
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap()
}

/// A schema that knows every key: what the printed one leaves to later versions is refused.
fn closed(mut schema: Value) -> Value {
    fn close(schema: &mut Value) {
        match schema {
            Value::Object(map) => {
                if map.contains_key("properties") && map.get("type").is_some_and(|kind| kind == "object") {
                    map.entry("additionalProperties").or_insert(Value::Bool(false));
                }
                map.values_mut().for_each(close);
            }
            Value::Array(items) => items.iter_mut().for_each(close),
            _ => {}
        }
    }
    close(&mut schema);
    schema
}

#[test]
fn the_schemas_beside_the_samples_are_the_ones_that_are_printed() {
    let mut expected = Expected::new();
    for form in FORMS {
        expected.compare(&format!("profiles/{form}.schema.json"), &run(["schema", form]).answer());
    }
    expected.finish();
    let names = names_in(&root().join("profiles"));
    assert_eq!(names.iter().filter(|name| name.ends_with(".schema.json")).count(), FORMS.len());
}

#[test]
fn every_sample_names_the_schema_and_keeps_it() {
    let validator = validator(&schema("profile"));
    for path in profiles() {
        let text = read(&path);
        assert_eq!(text.lines().next(), Some(SCHEMA_LINE), "{path}");
        assert_eq!(mistakes(&validator, &as_json(&text).unwrap()), [""; 0], "{path}");
    }
}

#[test]
fn the_built_in_program_keeps_its_schema() {
    let validator = validator(&schema("program"));
    let builtin = as_json(&run(["program", "show", "--toml"]).answer()).unwrap();
    assert_eq!(mistakes(&validator, &builtin), [""; 0]);
    for table in
        builtin.as_object().unwrap().keys().filter(|key| !["services", "tiers", "gates"].contains(&key.as_str()))
    {
        let mut without = builtin.clone();
        without.as_object_mut().unwrap().remove(table);
        let may_be_empty = ["stack", "direct", "benefits", "conflicts"].contains(&table.as_str());
        assert_eq!(validator.is_valid(&without), may_be_empty, "without {table}");
        without["extends"] = Value::from("builtin");
        assert!(validator.is_valid(&without), "an extension without {table}");
    }
}

#[test]
fn every_answer_keeps_the_schema_and_holds_no_key_that_it_does_not_name() {
    let validator = validator(&closed(schema("output")));
    let goldens: Vec<String> = names_in(&root().join("tests/golden"));
    let mut seen = 0;
    for name in goldens.iter().filter(|name| name.ends_with(".json")) {
        let golden: Value = serde_json::from_str(&read(&format!("tests/golden/{name}"))).unwrap();
        assert_eq!(mistakes(&validator, &golden), [""; 0], "{name}");
        seen += 1;
    }
    assert_eq!(seen, profiles().len());
    for options in [&["--view", "grants"][..], &["--every", "none"], &["--every", "week", "--case", "best"]] {
        let arguments = ["eval", "profiles/full.toml", "--format", "json"];
        let shown: Value = serde_json::from_str(&run(arguments.iter().chain(options)).answer()).unwrap();
        assert_eq!(mistakes(&validator, &shown), [""; 0], "{options:?}");
    }
}

#[test]
fn an_answer_without_one_of_its_keys_does_not_keep_the_schema() {
    let validator = validator(&schema("output"));
    let golden: Value = serde_json::from_str(&read("tests/golden/full.json")).unwrap();
    let large = ["bills", "position"];
    for key in golden.as_object().unwrap().keys() {
        let mut without = golden.clone();
        without.as_object_mut().unwrap().remove(key);
        assert_eq!(validator.is_valid(&without), large.contains(&key.as_str()), "without {key}");
    }
    for (place, value) in [("/grants/0/amount/likely", Value::Null), ("/events/0/date/best", "soon".into())] {
        let mut wrong = golden.clone();
        *wrong.pointer_mut(place).unwrap() = value;
        let kept = place.contains("date");
        assert_eq!(validator.is_valid(&wrong), kept, "{place}");
    }
    let mut later = golden;
    later["a_key_of_a_later_version"] = Value::Null;
    assert!(validator.is_valid(&later), "a reader of today reads the answers of later versions");
}

/// The diagnostics samples that are read as profiles or programs, with the form that each is of.
fn invalid_samples() -> Vec<(String, &'static str)> {
    let names = names_in(&root().join("tests/diagnostics"));
    let toml = names.into_iter().filter(|name| name.ends_with(".toml"));
    toml.map(|name| {
        let form = if name.ends_with(".program.toml") { "program" } else { "profile" };
        (name, form)
    })
    .collect()
}

#[test]
fn every_invalid_sample_is_refused_where_a_schema_can_say_its_mistake() {
    let validators = BTreeMap::from(["profile", "program"].map(|form| (form, validator(&schema(form)))));
    let mut accepted = BTreeSet::new();
    let samples = invalid_samples();
    for (name, form) in &samples {
        let instance = as_json(&read(&format!("tests/diagnostics/{name}")));
        if instance.is_none_or(|instance| validators[form].is_valid(&instance)) {
            accepted.insert(name.as_str());
        }
    }
    let beyond: BTreeSet<&str> = BEYOND.iter().map(|(name, _)| *name).collect();
    assert_eq!(accepted, beyond);
    assert!(samples.len() > 2 * beyond.len(), "{} samples", samples.len());
}

#[test]
fn every_refusal_in_json_keeps_the_schema() {
    let validator = validator(&closed(schema("output")));
    for (name, form) in invalid_samples() {
        let path = format!("tests/diagnostics/{name}");
        let arguments = match form {
            "profile" => vec!["eval", &path, "--format", "json"],
            _ => vec!["eval", "profiles/minimal.toml", "--program", &path, "--format", "json"],
        };
        let refused = run(arguments);
        assert_eq!(refused.status, Some(2), "{name}");
        let error: Value = serde_json::from_str(&refused.stdout).unwrap();
        assert_eq!(mistakes(&validator, &error), [""; 0], "{name}");
    }
}

#[test]
fn a_record_of_a_batch_may_say_where_its_profile_was_found() {
    let validator = validator(&closed(schema("output")));
    let mut golden: Value = serde_json::from_str(&read("tests/golden/full.json")).unwrap();
    golden["source"] = serde_json::json!({ "path": "companies.ndjson", "line": 7 });
    assert_eq!(mistakes(&validator, &golden), [""; 0]);
    golden["source"] = serde_json::json!({ "path": "profiles/full.toml", "line": null });
    assert_eq!(mistakes(&validator, &golden), [""; 0]);
}

#[test]
fn another_program_gives_its_own_names() {
    let scratch = Scratch::new();
    let rules = "extends = \"builtin\"\n[gates.launch]\ntitle = \"a launch\"\nevidence = []\nlines = []\nwhy = \"ours\"\n\
                 assumed = true\n[direct.anthropic]\nremove = true\n";
    let path = scratch.write("rules.toml", rules);
    let printed = run(["schema", "profile", "--program", &path]).answer();
    let printed: Value = serde_json::from_str(&printed).unwrap();
    assert!(printed["properties"]["milestones"]["properties"]["launch"].is_object());
    assert!(printed["properties"]["plan"]["properties"]["anthropic"].is_null());
    assert!(schema("profile")["properties"]["milestones"]["properties"]["launch"].is_null());
}

#[test]
fn a_schema_is_written_to_a_file_and_never_over_the_program() {
    let scratch = Scratch::new();
    let path = scratch.path("profile.schema.json");
    assert_eq!(run(["schema", "profile", "-o", &path]).answer(), "");
    assert_eq!(scratch.read("profile.schema.json"), run(["schema", "profile"]).answer());
    let rules = scratch.write("rules.toml", "extends = \"builtin\"\n");
    let refusal = run(["schema", "profile", "--program", &rules, "-o", &rules]).refusal();
    assert!(refusal.contains("which is read"), "{refusal}");
    let refusal = run(["schema", "profil"]).refusal();
    assert!(refusal.contains("profile"), "{refusal}");
}
