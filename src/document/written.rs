//! Values as TOML would have them written, for the arguments of `--set`.

use std::fmt::Write as _;

/// A text in quotes that reads back as itself.
#[must_use]
pub fn quoted(text: &str) -> String {
    let mut written = String::with_capacity(text.len().saturating_add(2));
    written.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => written.extend(['\\', c]),
            c if c.is_control() => {
                // Writing to memory does not fail.
                let _ = write!(written, "\\u{:04X}", u32::from(c));
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

#[cfg(test)]
mod tests {
    use super::{list, quoted};

    #[test]
    fn a_written_text_reads_back_as_itself() {
        for text in ["Acme Bank", "a \"b\" \\ c", "tab\tand\nline", "\u{7f}\u{1b}", "株式会社 \u{202e}x", "=,[]{}#'"]
        {
            let table: toml::Table = format!("key = {}", list([quoted(text), quoted("")])).parse().unwrap();
            assert_eq!(table["key"].as_array().unwrap()[0].as_str(), Some(text));
        }
    }
}
