//! `extends = "builtin"`: a program that gives only what differs.

use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Entry, Node, Value};

/// The key that takes an entry of the base out.
const REMOVE: &str = "remove";

/// Lays `changes` over `base`: tables merge, everything else replaces, `remove = true` takes an entry out. New entries
/// come after those of the base.
pub fn merge<'a>(base: &mut Node<'a>, changes: Node<'a>, found: &mut Vec<Diagnostic>) {
    match (&mut base.value, changes.value) {
        (Value::Table(base), Value::Table(changes)) => {
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

fn is_removal(change: &Entry<'_>) -> bool {
    let Value::Table(table) = &change.node.value else { return false };
    table.get(REMOVE).is_some_and(|entry| matches!(entry.node.value, Value::Truth(true)))
}

fn note_nothing_to_remove(change: &Entry<'_>, found: &mut Vec<Diagnostic>) {
    let message = format!("`{}` cannot be removed: the program that is extended does not have it", change.key);
    let help = "check its name against the built-in program";
    found.push(Diagnostic::at(change.span, Code::UnknownId, message, "wanted the name of an entry", help));
}
