//! `extends = "builtin"`: a program that gives only what differs.

use std::borrow::Cow;

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::document::{Entry, Node, Table, Value};

/// The key that takes an entry of the base out.
const REMOVE: &str = "remove";

/// Lays `changes` over `base`: tables merge, everything else replaces, `remove = true` takes an entry out. New entries
/// come after those of the base.
pub fn merge<'a>(base: &mut Node<'a>, changes: Node<'a>, found: &mut Vec<Diagnostic>) {
    match (&mut base.value, changes.value) {
        (Value::Table(base), Value::Table(changes)) => {
            if is_restated(base, &changes) {
                uncite(base);
            }
            for change in changes.entries {
                if is_removal(&change) {
                    let before = base.entries.len();
                    base.entries.retain(|entry| entry.key != change.key);
                    if base.entries.len() == before {
                        note_nothing_to_remove(&change, found);
                    }
                } else if let Some(entry) = base.get_mut(&change.key) {
                    entry.span = change.span;
                    merge(&mut entry.node, change.node, found);
                } else {
                    base.entries.push(change);
                }
            }
        }
        (value, replacement) => {
            *value = replacement;
            base.span = changes.span;
        }
    }
}

/// True where a cited value is changed without lines of its own.
fn is_restated(base: &Table<'_>, changes: &Table<'_>) -> bool {
    let values = ["value", "at_least", "at_most", "cautious", "likely", "best"];
    base.get("lines").is_some() && changes.get("lines").is_none() && values.iter().any(|key| changes.get(key).is_some())
}

/// Takes the citation off a value that the changed program states by itself.
fn uncite(base: &mut Table<'_>) {
    base.entries.retain(|entry| !["lines", "why", "assumed", "conflict"].contains(&entry.key.as_ref()));
    let span = base.entries.first().map_or_else(Span::default, |entry| entry.span);
    let own = [
        ("lines", Value::List(Vec::new())),
        ("why", Value::Text(Cow::Borrowed("set by the changed program"))),
        ("assumed", Value::Truth(true)),
    ];
    let entry = |(key, value)| Entry { key: Cow::Borrowed(key), span, node: Node { value, span } };
    base.entries.extend(own.map(entry));
}

fn is_removal(change: &Entry<'_>) -> bool {
    let Value::Table(table) = &change.node.value else { return false };
    table.get(REMOVE).is_some_and(|entry| matches!(entry.node.value, Value::Truth(true)))
}

fn note_nothing_to_remove(change: &Entry<'_>, found: &mut Vec<Diagnostic>) {
    let message = format!("`{}` cannot be removed: the program that is extended does not have it", change.key);
    let help = "check its name against the built-in program";
    found.push(Diagnostic::at(change.span, Code::UnknownId, message, "wanted the name of an entry", help));
}
