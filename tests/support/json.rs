//! Profiles written as JSON.

use serde_json::{Map, Value, json};

/// A profile's TOML as a JSON object with the same keys.
pub fn object(toml: &str) -> Value {
    let table: toml::Table = toml.parse().unwrap();
    value(&toml::Value::Table(table))
}

fn value(written: &toml::Value) -> Value {
    match written {
        toml::Value::String(text) => json!(text),
        toml::Value::Integer(number) => json!(number),
        // Where JSON would be written with an exponent, which is not read, a quoted decimal stands for it.
        toml::Value::Float(number) if json!(number).to_string().contains('e') => json!(number.to_string()),
        toml::Value::Float(number) => json!(number),
        toml::Value::Boolean(truth) => json!(truth),
        toml::Value::Datetime(date) => json!(date.to_string()),
        toml::Value::Array(items) => items.iter().map(value).collect(),
        toml::Value::Table(table) => {
            Value::Object(table.iter().map(|(key, item)| (key.clone(), value(item))).collect::<Map<_, _>>())
        }
    }
}
