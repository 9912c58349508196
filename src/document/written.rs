//! Values as TOML would have them written, for the arguments of `--set`.

use std::fmt::Write as _;

use super::{Node, Value};
use crate::text::{begins_command, is_hazard};

/// A text in quotes that reads back as itself.
#[must_use]
pub fn quoted(text: &str) -> String {
    let mut written = String::with_capacity(text.len().saturating_add(2));
    written.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => written.extend(['\\', c]),
            // What could move a cursor or reorder a line is written out. Writing to memory does not fail.
            c if is_hazard(c) || begins_command(&written, c) => {
                let _ = match u16::try_from(u32::from(c)) {
                    Ok(short) => write!(written, "\\u{short:04X}"),
                    Err(_) => write!(written, "\\U{:08X}", u32::from(c)),
                };
            }
            c => written.push(c),
        }
    }
    written.push('"');
    written
}

/// A list of values that are already written.
#[must_use]
pub fn list(values: impl IntoIterator<Item = String>) -> String {
    format!("[{}]", values.into_iter().collect::<Vec<_>>().join(","))
}

/// A key, in quotes where it needs them.
#[must_use]
pub fn written_key(key: &str) -> String {
    let is_bare = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if !key.is_empty() && key.chars().all(is_bare) { key.to_owned() } else { quoted(key) }
}

/// A value on one line; `None` where there is nothing to write.
#[must_use]
pub fn written_value(node: &Node<'_>) -> Option<String> {
    match &node.value {
        Value::Text(text) | Value::Cell(super::Cell { text, .. }) => Some(quoted(text)),
        Value::Number(digits) => Some(digits.clone().into_owned()),
        Value::Truth(truth) => Some(truth.to_string()),
        Value::Date(date) => Some(date.to_string()),
        Value::List(items) => {
            let items: Vec<String> = items.iter().filter_map(written_value).collect();
            Some(format!("[{}]", items.join(", ")))
        }
        Value::Table(table) => {
            let entry = |entry: &super::Entry<'_>| {
                Some(format!("{} = {}", written_key(&entry.key), written_value(&entry.node)?))
            };
            let entries: Vec<String> = table.entries.iter().filter_map(entry).collect();
            (!entries.is_empty()).then(|| format!("{{ {} }}", entries.join(", ")))
        }
        Value::Time | Value::Absent | Value::Unread => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{list, quoted};

    #[test]
    fn a_written_text_reads_back_as_itself() {
        for text in [
            "Acme Bank",
            "a \"b\" \\ c",
            "tab\tand\nline",
            "\u{7f}\u{1b}",
            "株式会社 \u{202e}x",
            "=,[]{}#'",
            "\u{e0001}",
            "::a::: ##[b]",
        ] {
            let table: toml::Table = format!("key = {}", list([quoted(text), quoted("")])).parse().unwrap();
            assert_eq!(table["key"].as_array().unwrap()[0].as_str(), Some(text));
            assert!(!quoted(text).contains(crate::text::is_hazard));
            assert!(!quoted(text).contains("::") && !quoted(text).contains("##["));
        }
    }
}
