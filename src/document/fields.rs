//! Typed questions to a tree: each answer is a checked value, or a diagnostic and nothing.

mod scalars;

use std::cell::RefCell;

use super::{Node, Table, Value};
use crate::diagnostic::{Code, Diagnostic, Span};

pub use scalars::{ID_FORM, LARGEST_COUNT, LONGEST_TEXT, is_id};

/// The fewest letters that are taken for the beginning of a word.
const SHORTEST_BEGINNING: usize = 4;
/// The most entries that a list may have.
pub const LONGEST_LIST: usize = 1_000;

/// The mistakes found while a file is read.
#[derive(Debug, Default)]
pub struct Reading {
    found: RefCell<Vec<Diagnostic>>,
    /// Every key that was asked for, where that is wanted.
    asked: Option<RefCell<Vec<String>>>,
}

impl Reading {
    /// A reading that remembers every key that it asked for.
    #[must_use]
    pub fn of_keys() -> Self {
        Self { asked: Some(RefCell::default()), ..Self::default() }
    }

    /// Every key that was asked for, where the reading remembers them.
    #[must_use]
    pub fn into_keys(self) -> Vec<String> {
        self.asked.map(RefCell::into_inner).unwrap_or_default()
    }

    /// Notes a mistake; reading goes on.
    pub fn note(&self, diagnostic: Diagnostic) {
        self.found.borrow_mut().push(diagnostic);
    }

    /// Every mistake noted.
    #[must_use]
    pub fn into_found(self) -> Vec<Diagnostic> {
        self.found.into_inner()
    }

    /// Notes a value of the wrong kind.
    fn wrong_type(&self, node: &Node<'_>, path: &str, wanted: &str, example: &str) {
        let message = format!("`{path}` is {}", node.value.kind());
        let help = format!("write it as {example}");
        self.note(Diagnostic::at(node.span, Code::WrongType, message, format!("wanted {wanted}"), help));
    }

    /// The entries of a list with at least `least` of them.
    pub fn list<'n>(&self, node: &'n Node<'n>, path: &str, least: usize) -> Option<&'n [Node<'n>]> {
        let items = match &node.value {
            Value::List(items) => items.as_slice(),
            Value::Cell(cell) => cell.items(node),
            _ => {
                self.wrong_type(node, path, "a list", "[\"…\", \"…\"]");
                return None;
            }
        };
        if items.len() < least || items.len() > LONGEST_LIST {
            let message = format!("`{path}` has {} entries", items.len());
            let wanted = format!("wanted {least} to {LONGEST_LIST}");
            let help = if items.is_empty() { "leave the key out when it is not known" } else { "shorten the list" };
            self.note(Diagnostic::at(node.span, Code::ListLength, message, wanted, help));
            return None;
        }
        Some(items)
    }

    /// Each entry of a list with at least `least` of them, all read before any is given up.
    pub fn each<T>(
        &self,
        node: &Node<'_>,
        path: &str,
        least: usize,
        read: impl Fn(&Self, &Node<'_>, &str) -> Option<T>,
    ) -> Option<Vec<T>> {
        let items = self.list(node, path, least)?;
        let mut entries = Vec::with_capacity(items.len());
        let mut place = [path, "."].concat();
        let stem = place.len();
        for (index, item) in items.iter().enumerate() {
            place.truncate(stem);
            place.push_str(itoa::Buffer::new().format(index));
            entries.extend(read(self, item, &place));
        }
        (entries.len() == items.len()).then_some(entries)
    }

    /// The value of a word that has to be one of `choices`.
    pub fn choice<T: Clone>(&self, node: &Node<'_>, path: &str, choices: &[(&str, T)]) -> Option<T> {
        let Some(text) = node.value.text() else {
            let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
            self.wrong_type(node, path, "a word in quotes", &format!("one of {}", quoted(&words)));
            return None;
        };
        if let Some((_, value)) = choices.iter().find(|(word, _)| word == text) {
            return Some(value.clone());
        }
        let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
        self.unknown_word(node.span, Code::UnknownValue, &format!("`{path}` has no value `{text}`"), text, &words);
        None
    }

    /// Notes a word that is none of `known`, with the nearest one as the way out.
    pub fn unknown_word(&self, span: Span, code: Code, message: &str, word: &str, known: &[&str]) {
        let help = match nearest(word, known) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "use one of those, or take it out".to_owned(),
        };
        let wanted = if known.is_empty() { String::new() } else { format!("wanted one of {}", quoted(known)) };
        self.note(Diagnostic::at(span, code, message, wanted, help));
    }
}

/// The word of `known` that is meant: one that begins with the word, one that a slip of the pen explains (edits to a third
/// of the letters at most), or one that shares all parts of the word.
#[must_use]
pub fn nearest<'k>(word: &str, known: &[&'k str]) -> Option<&'k str> {
    let word = word.to_lowercase();
    let length = word.chars().count();
    let edits = known.iter().map(|candidate| (strsim::damerau_levenshtein(&word, candidate), *candidate));
    let closest = edits.filter(|(count, _)| *count <= length.div_ceil(3)).min_by_key(|(count, _)| *count);
    let parts: Vec<&str> = word.split(['-', '_']).collect();
    let begun = known.iter().find(|candidate| length >= SHORTEST_BEGINNING && candidate.starts_with(&word));
    let shared = known.iter().find(|candidate| {
        let own: Vec<&str> = candidate.split(['-', '_']).collect();
        parts.len() > 1 && parts.iter().all(|part| own.contains(part))
    });
    begun.copied().or(closest.map(|(_, candidate)| candidate)).or(shared.copied())
}

/// At most sixteen words in backticks, commas between; the rest as a count.
fn quoted(words: &[&str]) -> String {
    const SHOWN: usize = 16;
    let mut shown: Vec<String> = words.iter().take(SHOWN).map(|word| format!("`{word}`")).collect();
    let more = words.len().saturating_sub(SHOWN);
    if more > 0 {
        shown.push(format!("{more} more"));
    }
    shown.join(", ")
}

/// A table being read. It remembers which keys were asked for, so that [`Fields::finish`] can name the others.
#[derive(Debug)]
pub struct Fields<'t> {
    table: &'t Table<'t>,
    /// Where the table's own key stands.
    pub span: Span,
    path: String,
    asked: Vec<&'t str>,
    reading: &'t Reading,
}

impl<'t> Fields<'t> {
    /// The fields of a file's root; `None` when the root is no table.
    pub fn root(node: &'t Node<'t>, reading: &'t Reading) -> Option<Self> {
        let Value::Table(table) = &node.value else { return None };
        Some(Self { table, span: node.span, path: String::new(), asked: Vec::new(), reading })
    }

    /// The fields of a table inside a file; a diagnostic when it is none.
    pub fn of(node: &'t Node<'t>, span: Span, path: String, reading: &'t Reading) -> Option<Self> {
        let Value::Table(table) = &node.value else {
            reading.wrong_type(node, &path, "a table", &format!("keys below [{path}]"));
            return None;
        };
        Some(Self { table, span, path, asked: Vec::with_capacity(table.entries.len()), reading })
    }

    /// The full dotted name of a key of this table.
    #[must_use]
    pub fn path(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { [&self.path, ".", key].concat() }
    }

    /// The collector of mistakes.
    #[must_use]
    pub const fn reading(&self) -> &'t Reading {
        self.reading
    }

    /// The value of a key, if it is there.
    pub fn node(&mut self, key: &'t str) -> Option<&'t Node<'t>> {
        self.asked.push(key);
        self.written(key).filter(|node| !matches!(node.value, Value::Unread))
    }

    /// The value of a key, readable or not.
    fn written(&self, key: &str) -> Option<&'t Node<'t>> {
        self.table.get(key).map(|entry| &entry.node).filter(|node| !node.is_absent())
    }

    /// As [`Fields::node`], and a diagnostic when the key is absent.
    pub fn needed(&mut self, key: &'t str, help: &str) -> Option<&'t Node<'t>> {
        if !self.has(key) {
            self.note_missing(key, help);
        }
        self.node(key)
    }

    /// Notes that a key is required.
    pub fn note_missing(&self, key: &str, help: &str) {
        let message = format!("`{}` is missing", self.path(key));
        if self.path.is_empty() || self.span == Span::default() {
            self.reading.note(Diagnostic::whole(Code::MissingKey, message, help));
        } else {
            self.reading.note(Diagnostic::at(
                self.span,
                Code::MissingKey,
                message,
                format!("`{key}` is required here"),
                help,
            ));
        }
    }

    /// The place of a key, or of the table where the key is absent.
    #[must_use]
    pub fn place(&self, key: &str) -> Span {
        self.table.get(key).map_or(self.span, |entry| entry.node.span)
    }

    /// True where the key is written, whether or not its value can be read.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.written(key).is_some()
    }

    /// A table inside this one, if it is there.
    pub fn table(&mut self, key: &'t str) -> Option<Fields<'t>> {
        self.asked.push(key);
        let entry = self.table.get(key).filter(|entry| {
            // A table that holds nothing but what was taken out is read all the same: its keys are checked.
            !matches!(entry.node.value, Value::Absent | Value::Unread)
        })?;
        Fields::of(&entry.node, entry.span, self.path(key), self.reading)
    }

    /// The tables of a table of tables, each with its key.
    pub fn tables(&mut self, key: &'t str) -> Vec<(&'t str, Fields<'t>)> {
        self.table(key).map(Fields::into_tables).unwrap_or_default()
    }

    /// Each entry of this table as a table, with its key.
    #[must_use]
    pub fn into_tables(self) -> Vec<(&'t str, Fields<'t>)> {
        let present = self.table.entries.iter().filter(|entry| !entry.node.is_absent());
        present
            .filter_map(|entry| {
                let fields = Fields::of(&entry.node, entry.span, self.path(&entry.key), self.reading)?;
                Some((entry.key.as_ref(), fields))
            })
            .collect()
    }

    /// The tables of a list of tables, each with its index in the path.
    pub fn list_of_tables(&mut self, key: &'t str) -> Vec<Fields<'t>> {
        let path = self.path(key);
        let Some(node) = self.node(key) else { return Vec::new() };
        if !matches!(node.value, Value::List(_)) {
            let header = format!("a table under [[{path}]] for each entry");
            self.reading.wrong_type(node, &path, "a list of tables", &header);
            return Vec::new();
        }
        let Some(items) = self.reading.list(node, &path, 0) else { return Vec::new() };
        let fields =
            |(index, item): (usize, &'t Node<'t>)| Fields::of(item, item.span, format!("{path}.{index}"), self.reading);
        items.iter().enumerate().filter_map(fields).collect()
    }

    /// The keys that the table holds, with their places.
    pub fn keys(&self) -> impl Iterator<Item = (&'t str, Span)> {
        self.table.entries.iter().map(|entry| (entry.key.as_ref(), entry.span))
    }

    /// Notes every key that was never asked for.
    pub fn finish(self) {
        if let Some(asked) = &self.reading.asked {
            asked.borrow_mut().extend(self.asked.iter().map(|key| self.path(key)));
        }
        for entry in &self.table.entries {
            if !self.asked.contains(&entry.key.as_ref()) {
                let message = format!("`{}` is not a key of the format", self.path(&entry.key));
                self.reading.unknown_word(entry.span, Code::UnknownKey, &message, &entry.key, &self.asked);
            }
        }
    }
}
