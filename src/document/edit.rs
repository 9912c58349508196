//! The edits of `--set` and `--unset`, made to the tree before it is checked.

use std::borrow::Cow;

use super::toml::parse_value;
use super::{Entry, Node, Table, Value};
use crate::diagnostic::{Code, Diagnostic, Source, Span};

/// One edit, by the index of the source that holds its argument.
#[derive(Debug, Clone)]
pub enum Edit {
    /// The source is `KEY=VALUE`.
    Set { source: usize },
    /// The source is `KEY`.
    Unset { source: usize },
    /// The source is the value of a key that the argument's name stands for.
    Value { source: usize, key: String },
}

/// A part of a dotted key, with its place in the argument.
pub struct Part<'a> {
    text: &'a str,
    span: Span,
}

impl Edit {
    pub fn value_of(source: usize, key: &str) -> Self {
        Self::Value { source, key: key.to_owned() }
    }

    /// Makes the edit; a mistake in the argument is added to `found` and leaves the tree as it was.
    pub fn apply<'a>(&'a self, root: &mut Node<'a>, sources: &'a [Source], found: &mut Vec<Diagnostic>) {
        if let Some((parts, new)) = self.read(sources, found) {
            put(root, &parts, new, found);
        }
    }

    /// Where the edit leads and what it puts there; a mistake in the argument is added to `found`.
    pub fn read<'a>(&'a self, sources: &'a [Source], found: &mut Vec<Diagnostic>) -> Option<(Vec<Part<'a>>, Node<'a>)> {
        let (Self::Set { source } | Self::Unset { source } | Self::Value { source, .. }) = self;
        let argument = sources.get(*source).map(|source| source.text.as_ref())?;
        let whole = Span { source: *source, start: 0, end: argument.len() };
        let (key, new) = match self {
            Self::Unset { .. } => (argument, Node { value: Value::Absent, span: whole }),
            Self::Value { key, .. } => (key.as_str(), value(argument, whole, found)),
            Self::Set { .. } => {
                let Some((key, text)) = argument.split_once('=') else {
                    let help = "write it as --set traction.mrr=50000";
                    let message = format!("`{argument}` is not KEY=VALUE");
                    found.push(Diagnostic::at(
                        whole,
                        Code::BadArgument,
                        message,
                        "wanted a key, `=` and a value",
                        help,
                    ));
                    return None;
                };
                let start = key.len().saturating_add(1);
                (key, value(text, Span { start, ..whole }, found))
            }
        };
        let parts: Vec<Part<'_>> = match self {
            Self::Value { key, .. } => key.split('.').map(|text| Part { text, span: whole }).collect(),
            _ => parts(key, *source),
        };
        if let Some(bad) = parts.iter().find(|part| !is_bare_key(part.text)) {
            let message = format!("`{key}` is not a dotted key");
            let help = "write it as in the file, table and key with a dot between: traction.mrr";
            found.push(Diagnostic::at(
                bad.span,
                Code::BadArgument,
                message,
                "wanted letters, digits, `_` or `-`",
                help,
            ));
            return None;
        }
        Some((parts, new))
    }
}

fn is_bare_key(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-')
}

/// The parts of a dotted key. Spaces around them are the shell's, not the key's.
fn parts(key: &str, source: usize) -> Vec<Part<'_>> {
    let mut start = 0_usize;
    let mut parts = Vec::new();
    for text in key.split('.') {
        let end = start.saturating_add(text.len());
        parts.push(Part { text: text.trim(), span: Span { source, start, end } });
        start = end.saturating_add(1);
    }
    parts
}

/// The text as a TOML value, or as plain text where it is none: `seed` needs no quotes.
fn value<'a>(text: &'a str, span: Span, found: &mut Vec<Diagnostic>) -> Node<'a> {
    let lead = text.len().saturating_sub(text.trim_start().len());
    parse_value(text.trim(), span.source, span.start.saturating_add(lead), found)
        .unwrap_or(Node { value: Value::Text(Cow::Borrowed(text.trim())), span })
}

/// Puts `new` where the key's parts lead, making the tables on the way.
fn put<'a>(node: &mut Node<'a>, parts: &[Part<'a>], new: Node<'a>, found: &mut Vec<Diagnostic>) {
    let Some((part, rest)) = parts.split_first() else {
        *node = new;
        return;
    };
    put_at(node, part, rest, new, found);
}

fn put_at<'a>(node: &mut Node<'a>, part: &Part<'a>, rest: &[Part<'a>], new: Node<'a>, found: &mut Vec<Diagnostic>) {
    match &mut node.value {
        Value::List(items) => put_in_list(items, part, rest, new, found),
        Value::Table(table) => put_in_table(table, part, rest, new, found),
        Value::Absent => {
            node.value = if part.text.bytes().all(|byte| byte.is_ascii_digit()) {
                Value::List(Vec::new())
            } else {
                Value::Table(Table::default())
            };
            node.span = part.span;
            put_at(node, part, rest, new, found);
        }
        other => {
            let message = format!("`{}` stands below a key that holds {}", part.text, other.kind());
            let help = "set the whole key, or name one that exists";
            found.push(Diagnostic::at(part.span, Code::BadArgument, message, "no key can stand here", help));
        }
    }
}

fn put_in_table<'a>(
    table: &mut Table<'a>,
    part: &Part<'a>,
    rest: &[Part<'a>],
    new: Node<'a>,
    found: &mut Vec<Diagnostic>,
) {
    if let Some(entry) = table.get_mut(part.text) {
        entry.span = part.span;
        put(&mut entry.node, rest, new, found);
        return;
    }
    let mut node = Node { value: Value::Absent, span: part.span };
    put(&mut node, rest, new, found);
    table.entries.push(Entry { key: Cow::Borrowed(part.text), span: part.span, node });
}

fn put_in_list<'a>(
    items: &mut Vec<Node<'a>>,
    part: &Part<'a>,
    rest: &[Part<'a>],
    new: Node<'a>,
    found: &mut Vec<Diagnostic>,
) {
    let count = items.len();
    let index = part.text.parse::<usize>().ok().filter(|index| *index <= count);
    let Some(index) = index else {
        let message = format!("`{}` is not a place in the list", part.text);
        let wanted = format!("wanted a number from 0 to {count}");
        found.push(Diagnostic::at(part.span, Code::BadArgument, message, wanted, "entries are counted from 0"));
        return;
    };
    if rest.is_empty() && matches!(new.value, Value::Absent) {
        if index < count {
            items.remove(index);
        }
    } else if let Some(item) = items.get_mut(index) {
        put(item, rest, new, found);
    } else {
        let mut item = Node { value: Value::Absent, span: part.span };
        put(&mut item, rest, new, found);
        items.push(item);
    }
}
