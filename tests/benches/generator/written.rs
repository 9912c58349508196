//! What is made up as JSON and as TOML.

use std::fmt::Write as _;

use super::Value;

/// A table as a JSON object.
pub fn json_table(text: &mut String, table: &[(String, Value)]) {
    let mut mark = '{';
    for (key, value) in table {
        text.push(mark);
        mark = ',';
        quoted(text, key);
        text.push(':');
        json_value(text, value);
    }
    text.push('}');
}

fn json_value(text: &mut String, value: &Value) {
    match value {
        Value::Text(words) => quoted(text, words),
        Value::Number(digits) => text.push_str(digits),
        Value::Truth(truth) => text.push_str(if *truth { "true" } else { "false" }),
        Value::Date(day) => {
            text.push('"');
            date(text, *day);
            text.push('"');
        }
        Value::List(items) => {
            text.push('[');
            for (place, item) in items.iter().enumerate() {
                if place > 0 {
                    text.push(',');
                }
                json_value(text, item);
            }
            text.push(']');
        }
        Value::Table(table) => json_table(text, table),
    }
}

/// A table as TOML, its tables under the path.
pub fn toml_table(text: &mut String, path: &str, table: &[(String, Value)]) {
    let is_below = |value: &Value| match value {
        Value::Table(_) => true,
        Value::List(items) => matches!(items.first(), Some(Value::Table(_))),
        _ => false,
    };
    for (key, value) in table.iter().filter(|(_, value)| !is_below(value)) {
        text.push_str(key);
        text.push_str(" = ");
        toml_value(text, value);
        text.push('\n');
    }
    for (key, value) in table.iter().filter(|(_, value)| is_below(value)) {
        let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
        match value {
            Value::Table(inner) => {
                let _ = writeln!(text, "\n[{path}]");
                toml_table(text, &path, inner);
            }
            Value::List(items) => {
                for item in items {
                    let _ = writeln!(text, "\n[[{path}]]");
                    if let Value::Table(inner) = item {
                        toml_table(text, &path, inner);
                    }
                }
            }
            _ => {}
        }
    }
}

fn toml_value(text: &mut String, value: &Value) {
    match value {
        Value::Date(day) => date(text, *day),
        Value::List(items) => {
            text.push('[');
            for (place, item) in items.iter().enumerate() {
                if place > 0 {
                    text.push_str(", ");
                }
                toml_value(text, item);
            }
            text.push(']');
        }
        other => json_value(text, other),
    }
}

/// A text in double quotes, as both formats read it.
fn quoted(text: &mut String, words: &str) {
    text.push('"');
    for c in words.chars() {
        if matches!(c, '"' | '\\') {
            text.push('\\');
        }
        text.push(c);
    }
    text.push('"');
}

/// The number of days of a date since 1 January 1970 (the usual civil calendar arithmetic in eras of 400 years).
pub fn day(year: i64, month: i64, day_of_month: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day_of_month - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// The inverse of `day`, as `2026-01-12`.
fn date(text: &mut String, number: i64) {
    let shifted = number + 719_468;
    let (era, of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let march_month = (5 * of_year + 2) / 153;
    let day_of_month = of_year - (153 * march_month + 2) / 5 + 1;
    let month = if march_month < 10 { march_month + 3 } else { march_month - 9 };
    let year = era * 400 + year_of_era + i64::from(month <= 2);
    let _ = write!(text, "{year:04}-{month:02}-{day_of_month:02}");
}
