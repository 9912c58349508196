//! The sample profiles written as NDJSON and CSV, and answers taken apart.

use crate::support::{profiles, root, run};
use serde_json::{Value, json};
use std::fs;

pub use crate::support::json::object;

/// The text of a sample.
pub fn text(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap()
}

/// Every sample as a line.
pub fn ndjson() -> String {
    profiles().iter().map(|path| format!("{}\n", object(&text(path)))).collect()
}

/// So many lines of samples, each with a name of its own.
pub fn many(count: usize) -> String {
    let samples: Vec<Value> = profiles().iter().map(|path| object(&text(path))).collect();
    let line = |index: usize| {
        let mut one = samples[index % samples.len()].clone();
        one["company"]["name"] = json!(format!("Company {index}"));
        format!("{one}\n")
    };
    (0..count).map(line).collect()
}

/// The dotted keys of a profile and their cells; `None` where a cell cannot hold a value.
pub fn cells(object: &Value) -> Option<Vec<(String, String)>> {
    let mut cells = Vec::new();
    flatten("", object, &mut cells)?;
    Some(cells)
}

fn flatten(path: &str, value: &Value, cells: &mut Vec<(String, String)>) -> Option<()> {
    let below = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
    match value {
        Value::Object(entries) if entries.keys().any(|key| key.contains('.')) => return None,
        Value::Object(entries) => entries.iter().try_for_each(|(key, item)| flatten(&below(key), item, cells))?,
        Value::Array(items) if items.iter().any(Value::is_object) => {
            items.iter().enumerate().try_for_each(|(index, item)| flatten(&below(&index.to_string()), item, cells))?;
        }
        Value::Array(items) if items.is_empty() => cells.push((path.to_owned(), "[]".to_owned())),
        Value::Array(items) => {
            let items: Vec<String> =
                items.iter().map(|item| scalar(item).filter(|item| !item.contains(';'))).collect::<Option<_>>()?;
            cells.push((path.to_owned(), items.join(";")));
        }
        one => cells.push((path.to_owned(), scalar(one)?)),
    }
    Some(())
}

fn scalar(value: &Value) -> Option<String> {
    Some(value.as_str().map_or_else(|| value.to_string(), str::to_owned))
}

/// A table of one row.
pub fn table(cells: &[(String, String)]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(cells.iter().map(|(key, _)| key)).unwrap();
    writer.write_record(cells.iter().map(|(_, cell)| cell)).unwrap();
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

/// The records of an NDJSON text.
pub fn records(text: &str) -> Vec<Value> {
    assert!(text.is_empty() || text.ends_with('\n'), "the last record is whole");
    text.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))).collect()
}

/// What `eval` says of a file, without what a batch leaves out.
pub fn evaluated(path: &str) -> Value {
    let mut object: Value = serde_json::from_str(&run(["eval", path, "--format", "json"]).answer()).unwrap();
    let parts = object.as_object_mut().unwrap();
    assert!(parts.remove("position").is_some() && parts.remove("bills").is_some());
    object
}

/// The object without what tells the file that it came from.
pub fn anonymous(mut object: Value) -> Value {
    object.as_object_mut().unwrap().remove("source");
    let profile = object["profile"].as_object_mut().unwrap_or_else(|| panic!("no evaluation"));
    assert!(profile.remove("path").is_some() && profile.remove("sha256").is_some());
    object
}
