//! One JSON object to a tree of places, its numbers exactly as written.

use std::borrow::Cow;

use hifijson::num::LexWrite as _;
use hifijson::str::{Lex as _, LexAlloc as _};
use hifijson::token::{Expect, Lex as _};
use hifijson::{Error, Read as _, SliceLexer};

use super::{DEEPEST, Entry, Node, Table, Value};
use crate::diagnostic::{BOM, Code, Diagnostic, Span};

/// Up to so many keys are compared one by one.
const FEW_KEYS: usize = 16;

/// The tree of a text that holds one JSON object; a syntax error is added to `found` and leaves an empty table.
pub fn parse<'a>(text: &'a str, found: &mut Vec<Diagnostic>) -> Node<'a> {
    let mut lexer = SliceLexer::new(text.trim_start_matches(BOM).as_bytes());
    let mut walk = Walk { length: text.len(), nodes: Vec::new(), entries: Vec::new(), found };
    let root = Node { value: Value::Table(Table::default()), span: Span::default() };
    match lexer.exactly_one(SliceLexer::ws_peek, |next, lexer| walk.node(next, lexer, 0)) {
        Ok(Node { value: value @ Value::Table(_), .. }) => Node { value, ..root },
        Ok(node) => {
            let message = format!("the record is {}", node.value.kind());
            let help = "write one object a line, with the keys of a profile";
            walk.found.push(Diagnostic::at(node.span, Code::Syntax, message, "wanted an object in { }", help));
            root
        }
        Err(error) => {
            let at = walk.place(&lexer);
            let span = Span { source: 0, start: at, end: text.len().min(at.saturating_add(1)) };
            let message = format!("the record is not JSON: {}", said(&error));
            let help = "write one object a line; see profiles/README.md for the keys";
            walk.found.push(Diagnostic::at(span, Code::Syntax, message, "", help));
            root
        }
    }
}

/// The error, in the words of the other messages.
fn said(error: &Error) -> String {
    match error {
        Error::Token(Expect::Value) => "a value is missing".to_owned(),
        Error::Token(Expect::ValueOrEnd) => "a value or the closing bracket is missing".to_owned(),
        Error::Token(Expect::CommaOrEnd) => "a comma or the closing bracket is missing".to_owned(),
        Error::Token(Expect::String) => "a key in quotes is missing".to_owned(),
        Error::Token(Expect::Colon) => "the colon behind a key is missing".to_owned(),
        Error::Token(Expect::Eof) => "more text follows the object".to_owned(),
        Error::Depth => "it is nested too deep".to_owned(),
        Error::Num(_) => "a number lacks a digit".to_owned(),
        Error::Str(error) => format!("a text cannot be read: {error}"),
    }
}

/// Goes behind a table or list without reading it, however deep it is.
fn skip(lexer: &mut SliceLexer<'_>) -> Result<(), Error> {
    let mut depth = 0_usize;
    while let Some(byte) = lexer.take_next() {
        match byte {
            b'"' => lexer.str_ignore()?,
            b'{' | b'[' => depth = depth.saturating_add(1),
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return Ok(());
        }
    }
    Err(Expect::CommaOrEnd)?
}

struct Walk<'f, 'a> {
    /// The length of the whole text, from which places are counted.
    length: usize,
    /// What was read of the lists that are not whole yet, the inner ones' behind the outer ones'.
    nodes: Vec<Node<'a>>,
    /// The same of tables.
    entries: Vec<Entry<'a>>,
    found: &'f mut Vec<Diagnostic>,
}

impl<'a> Walk<'_, 'a> {
    /// Where the lexer stands.
    fn place(&self, lexer: &SliceLexer<'_>) -> usize {
        self.length.saturating_sub(lexer.as_slice().len())
    }

    fn span_from(&self, start: usize, lexer: &SliceLexer<'_>) -> Span {
        Span { source: 0, start, end: self.place(lexer) }
    }

    fn node(&mut self, next: u8, lexer: &mut SliceLexer<'a>, depth: usize) -> Result<Node<'a>, Error> {
        let start = self.place(lexer);
        if depth > DEEPEST && matches!(next, b'{' | b'[') {
            skip(lexer)?;
            let span = Span { source: 0, start, end: start.saturating_add(1) };
            self.found.push(super::too_deep(span));
            return Ok(Node { value: Value::Absent, span });
        }
        let value = match next {
            b'"' => Value::Text(lexer.discarded().str_string()?),
            b'0'..=b'9' | b'-' => Value::Number(Cow::Borrowed(lexer.num_string().validated()?.0)),
            b'{' => Value::Table(self.table(lexer.discarded(), depth)?),
            b'[' => Value::List(self.list(lexer.discarded(), depth)?),
            b'a'..=b'z' => match lexer.null_or_bool().ok_or(Expect::Value)? {
                Some(truth) => Value::Truth(truth),
                None => Value::Absent,
            },
            _ => Err(Expect::Value)?,
        };
        Ok(Node { value, span: self.span_from(start, lexer) })
    }

    fn list(&mut self, lexer: &mut SliceLexer<'a>, depth: usize) -> Result<Vec<Node<'a>>, Error> {
        let start = self.nodes.len();
        lexer.seq(b']', SliceLexer::ws_peek, |next, lexer| {
            let node = self.node(next, lexer, depth.saturating_add(1))?;
            self.nodes.push(node);
            Ok::<_, Error>(())
        })?;
        Ok(self.nodes.drain(start..).collect())
    }

    fn table(&mut self, lexer: &mut SliceLexer<'a>, depth: usize) -> Result<Table<'a>, Error> {
        let first = self.entries.len();
        lexer.seq(b'}', SliceLexer::ws_peek, |next, lexer| {
            let start = self.place(lexer);
            lexer.expect(|_| Some(next), b'"').ok_or(Expect::String)?;
            let key = lexer.str_string()?;
            let span = self.span_from(start, lexer);
            lexer.expect(SliceLexer::ws_peek, b':').ok_or(Expect::Colon)?;
            let next = lexer.ws_peek().ok_or(Expect::Value)?;
            let node = self.node(next, lexer, depth.saturating_add(1))?;
            self.entries.push(Entry { key, span, node });
            Ok::<_, Error>(())
        })?;
        let entries: Vec<Entry<'a>> = self.entries.drain(first..).collect();
        self.note_duplicates(&entries);
        Ok(Table { entries })
    }

    /// Notes every key that stands twice, at its second place.
    fn note_duplicates(&mut self, entries: &[Entry<'_>]) {
        let mut note = |entry: &Entry<'_>| {
            let message = format!("`{}` is written twice", entry.key);
            let help = "keep one of the two";
            self.found.push(Diagnostic::at(entry.span, Code::DuplicateKey, message, "already given above", help));
        };
        if entries.len() <= FEW_KEYS {
            for (index, entry) in entries.iter().enumerate() {
                if entries.iter().take(index).any(|earlier| earlier.key == entry.key) {
                    note(entry);
                }
            }
        } else {
            let mut seen = std::collections::HashSet::with_capacity(entries.len());
            entries.iter().filter(|entry| !seen.insert(entry.key.as_ref())).for_each(note);
        }
    }
}
