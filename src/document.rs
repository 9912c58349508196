//! A TOML file, a JSON object or a row of a table as read: keys and values with their places, before anyone asks what
//! they mean.
//!
//! Profiles and programs are all read from this tree, so that bounds, edits and places are the same for all.

mod cells;
mod edit;
mod fields;
mod fingerprint;
mod json;
mod toml;
mod written;

use std::borrow::Cow;
use std::sync::Arc;

use crate::calendar::Date;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Source, Span};

pub use cells::{Cell, Columns};
pub use fields::{Fields, ID_FORM, LARGEST_COUNT, LONGEST_LIST, LONGEST_TEXT, Reading, is_id, nearest};
pub use fingerprint::Fingerprint;
pub use written::{list, quoted, written_key, written_value};

/// The largest file that is read, in bytes.
pub const LARGEST_FILE: usize = 1 << 20;
/// How deep tables and lists may be nested.
pub const DEEPEST: usize = 32;

/// One file's text, and the edits that `--set` and `--unset` make to it before it is checked.
///
/// A copy shares the text.
#[derive(Debug, Clone)]
pub struct Input {
    sources: Arc<Vec<Source>>,
    edits: Vec<edit::Edit>,
    syntax: Syntax,
}

/// How a text is written.
#[derive(Debug, Clone, Default)]
pub enum Syntax {
    /// As a TOML file.
    #[default]
    Toml,
    /// As one JSON object.
    Json,
    /// As one row of a table with these columns, separated by commas.
    Cells(Arc<Columns>),
    /// As the header of such a table: each key is there, with nothing that can be read.
    Header(Arc<Columns>),
}

impl Input {
    /// The text of a file, known by `name` in messages.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { sources: Arc::new(vec![Source::new(name, text)]), edits: Vec::new(), syntax: Syntax::Toml }
    }

    /// One record of a file: its text from line `line` on, written in that syntax.
    ///
    /// # Errors
    /// A diagnostic when the bytes are more than [`LARGEST_FILE`] or not UTF-8.
    pub fn record(name: &str, line: usize, bytes: &[u8], syntax: Syntax) -> Result<Self, Diagnostics> {
        let fail = |code, message: &str, help: &str| {
            let source = Source::new(name, "").at_line(line);
            Err(Diagnostics::new(vec![source], vec![Diagnostic::whole(code, message, help)]))
        };
        if bytes.len() > LARGEST_FILE {
            let help = "a profile is at most 1 MiB; is a line break or a closing quote missing?";
            return fail(Code::TooLarge, "the record is larger than 1 MiB", help);
        }
        match std::str::from_utf8(bytes) {
            Ok(text) => {
                let source = Source::new(name, text).at_line(line);
                Ok(Self { sources: Arc::new(vec![source]), edits: Vec::new(), syntax })
            }
            Err(_) => fail(Code::NotUtf8, "the record is not UTF-8 text", "save the file as UTF-8"),
        }
    }

    /// As [`Input::new`], of a text that is part of the program.
    pub fn embedded(name: impl Into<String>, text: &'static str) -> Self {
        Self { sources: Arc::new(vec![Source::embedded(name, text)]), edits: Vec::new(), syntax: Syntax::Toml }
    }

    /// The bytes of a file.
    ///
    /// # Errors
    /// A diagnostic when they are more than [`LARGEST_FILE`] or not UTF-8.
    pub fn from_bytes(name: &str, bytes: Vec<u8>) -> Result<Self, Diagnostics> {
        let fail = |code, message, help: &str| Err(Diagnostics::of_whole(name, Diagnostic::whole(code, message, help)));
        if bytes.len() > LARGEST_FILE {
            let help = "a profile or program is at most 1 MiB; is this the right file?";
            return fail(Code::TooLarge, format!("`{name}` is larger than 1 MiB"), help);
        }
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Self::new(name, text)),
            Err(error) => {
                let line =
                    error.as_bytes().iter().take(error.utf8_error().valid_up_to()).filter(|b| **b == b'\n').count();
                let message = format!("`{name}` is not UTF-8 text: line {} holds other bytes", line.saturating_add(1));
                fail(Code::NotUtf8, message, "save the file as UTF-8; is this the right file?")
            }
        }
    }

    /// Sets `key` to `value` before the file is checked; mistakes in it are placed at the argument `name`.
    ///
    /// The value is read as TOML where it is TOML, and as plain text elsewhere.
    #[must_use]
    pub fn with_value(mut self, name: &str, key: &str, value: &str) -> Self {
        self.edits.push(edit::Edit::value_of(self.sources.len(), key));
        Arc::make_mut(&mut self.sources).push(Source::new(name, value));
        self
    }

    /// As [`Input::with_value`], from one argument `KEY=VALUE`.
    #[must_use]
    pub fn with_set(mut self, name: &str, argument: &str) -> Self {
        self.edits.push(edit::Edit::Set { source: self.sources.len() });
        Arc::make_mut(&mut self.sources).push(Source::new(name, argument));
        self
    }

    /// Takes the key out before the file is checked.
    #[must_use]
    pub fn with_unset(mut self, name: &str, key: &str) -> Self {
        self.edits.push(edit::Edit::Unset { source: self.sources.len() });
        Arc::make_mut(&mut self.sources).push(Source::new(name, key));
        self
    }

    /// The file's own text, without edits.
    #[must_use]
    pub fn text(&self) -> &str {
        self.sources.first().map_or("", |source| &source.text)
    }

    /// The file's name.
    #[must_use]
    pub fn name(&self) -> &str {
        self.sources.first().map_or("", |source| &source.name)
    }

    /// Line and column of a place in the file's own text, both from 1; `None` for one in an argument.
    #[must_use]
    pub fn line_and_column(&self, place: Span) -> Option<(usize, usize)> {
        let file = self.sources.first().filter(|_| place.source == 0)?;
        Some(file.line_and_column(place.start))
    }

    /// Reads the arguments of the edits alone.
    ///
    /// # Errors
    /// Every mistake in an argument that is one whatever the file holds.
    pub fn check_arguments(&self) -> Result<(), Diagnostics> {
        let mut found = Vec::new();
        for edit in &self.edits {
            edit.read(&self.sources, &mut found);
        }
        if found.is_empty() { Ok(()) } else { Err(self.diagnostics(found)) }
    }

    /// The mistakes, with the sources that they point into.
    #[must_use]
    pub fn diagnostics(&self, list: Vec<Diagnostic>) -> Diagnostics {
        Diagnostics::new(self.sources.as_ref().clone(), list)
    }

    /// The tree of the file after its edits. Where parts cannot be read, the rest is still there.
    pub fn parse(&self, found: &mut Vec<Diagnostic>) -> Node<'_> {
        let mut root = match &self.syntax {
            Syntax::Toml => toml::parse(self.text(), 0, found),
            Syntax::Json => json::parse(self.text(), found),
            Syntax::Cells(columns) => columns.row(self.text(), found),
            Syntax::Header(columns) => columns.probe(self.text()),
        };
        for edit in &self.edits {
            edit.apply(&mut root, self.sources.as_slice(), found);
        }
        root
    }

    /// Puts this input's sources behind those of `base`, so that both trees' places can be told apart.
    pub(crate) fn after(&self, base: &Self) -> Self {
        let mut after = self.clone();
        Arc::make_mut(&mut after.sources).extend(base.sources.iter().cloned());
        after
    }

    /// The tree of the file without edits; its places point to the source at `index`.
    pub(crate) fn parse_as(&self, index: usize, found: &mut Vec<Diagnostic>) -> Node<'_> {
        toml::parse(self.text(), index, found)
    }

    /// The number of sources.
    pub(crate) fn source_count(&self) -> usize {
        self.sources.len()
    }
}

/// A value and its place.
#[derive(Debug, Clone)]
pub struct Node<'a> {
    /// What is written.
    pub value: Value<'a>,
    /// Where.
    pub span: Span,
}

/// What a value was written as.
#[derive(Debug, Clone)]
pub enum Value<'a> {
    /// Text in quotes.
    Text(Cow<'a, str>),
    /// A bare number, digit for digit; underscores may be gone.
    Number(Cow<'a, str>),
    /// `true` or `false`.
    Truth(bool),
    /// A bare date.
    Date(Date),
    /// A bare time, or date with a time.
    Time,
    /// A cell of a table, to be read as whatever its key takes.
    Cell(Cell<'a>),
    /// A list.
    List(Vec<Node<'a>>),
    /// A table.
    Table(Table<'a>),
    /// Taken out by `--unset`.
    Absent,
    /// Not to be read; the mistake is noted.
    Unread,
}

impl<'a> Value<'a> {
    /// The text, where one is written.
    #[must_use]
    pub const fn text(&self) -> Option<&Cow<'a, str>> {
        match self {
            Self::Text(text) | Self::Cell(Cell { text, .. }) => Some(text),
            _ => None,
        }
    }

    /// True for a list, and for a cell that can only be one.
    #[must_use]
    pub fn is_list(&self) -> bool {
        match self {
            Self::List(_) => true,
            Self::Cell(cell) => cell.is_list(),
            _ => false,
        }
    }

    /// The kind of value, as a message names it.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Text(_) => "text",
            Self::Number(_) => "a number",
            Self::Truth(_) => "true or false",
            Self::Date(_) => "a date",
            Self::Cell(_) => "one cell",
            Self::Time => "a time, or a date with a time",
            Self::List(_) => "a list",
            Self::Table(_) => "a table",
            Self::Absent | Self::Unread => "nothing",
        }
    }
}

/// A table's entries in the order of the file.
#[derive(Debug, Clone, Default)]
pub struct Table<'a> {
    /// Each key with its value.
    pub entries: Vec<Entry<'a>>,
}

/// A key, its place and its value.
#[derive(Debug, Clone)]
pub struct Entry<'a> {
    /// The key, unquoted.
    pub key: Cow<'a, str>,
    /// Where the key stands.
    pub span: Span,
    /// Its value.
    pub node: Node<'a>,
}

impl<'a> Table<'a> {
    /// The entry of a key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Entry<'a>> {
        self.entries.iter().find(|entry| entry.key == key)
    }

    /// The entry of a key, to be changed.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Entry<'a>> {
        self.entries.iter_mut().find(|entry| entry.key == key)
    }
}

impl Node<'_> {
    /// True where `--unset` left nothing: taken out itself, or a table with nothing else in it.
    #[must_use]
    pub fn is_absent(&self) -> bool {
        match &self.value {
            Value::Absent => true,
            Value::Table(table) => {
                !table.entries.is_empty() && table.entries.iter().all(|entry| entry.node.is_absent())
            }
            _ => false,
        }
    }
}

/// A digest as it is printed: hexadecimal, small letters.
#[must_use]
pub fn hex(digest: &[u8]) -> String {
    let digit = |half: u8| char::from_digit(u32::from(half), 16).unwrap_or_default();
    digest.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 0xf)]).collect()
}

/// The mistake of nesting deeper than [`DEEPEST`].
fn too_deep(span: Span) -> Diagnostic {
    let message = format!("tables and lists are nested deeper than {DEEPEST}");
    Diagnostic::at(
        span,
        Code::TooDeep,
        message,
        "nested too deep here",
        "no key of the format needs more than four levels",
    )
}
