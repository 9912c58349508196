//! TOML text to a tree of places.

use std::borrow::Cow;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{DEEPEST, Entry, Node, Table, Value, too_deep};
use crate::calendar::Date;
use crate::diagnostic::{Code, Diagnostic, Span};

/// The tree of a TOML text; every syntax error is added to `found`.
pub fn parse<'a>(text: &'a str, source: usize, found: &mut Vec<Diagnostic>) -> Node<'a> {
    let (table, errors) = DeTable::parse_recoverable(text);
    let mistakes: Vec<Diagnostic> = errors.iter().map(|error| syntax(error, source, text)).collect();
    let is_broken = |one: &&Diagnostic| one.code != Code::DuplicateKey;
    let broken = mistakes.iter().filter(is_broken).filter_map(|one| one.span).map(|span| line_around(text, span.start));
    let span = Span { source, start: 0, end: 0 };
    let mut walk = Walk { text, source, offset: 0, broken: broken.collect(), found };
    walk.found.extend(mistakes);
    Node { value: walk.table(table.into_inner(), 0), span }
}

/// The value of a TOML text such as `[1, 2]`; `None` where it is not one.
pub fn parse_value<'a>(text: &'a str, source: usize, offset: usize, found: &mut Vec<Diagnostic>) -> Option<Node<'a>> {
    let value = DeValue::parse(text).ok()?;
    Some(Walk { text, source, offset, broken: Vec::new(), found }.node(value, 0))
}

fn syntax(error: &toml::de::Error, source: usize, text: &str) -> Diagnostic {
    let at = error.span().unwrap_or(0..0);
    let span = Span { source, start: at.start.min(text.len()), end: at.end.min(text.len()) };
    let message = error.message();
    if message.contains("duplicate key") {
        let key = text.get(at).unwrap_or_default().trim();
        let message = format!("`{key}` is written twice");
        return Diagnostic::at(span, Code::DuplicateKey, message, "already given above", "keep one of the two");
    }
    if message.contains("recurs") {
        return too_deep(span);
    }
    let written = text.get(line_around(text, span.start)).and_then(|line| line.split_once('='));
    if let Some((_, value)) = written.filter(|(_, value)| is_date_like(value.trim())) {
        let message = format!("`{}` is not a day of the calendar", value.trim());
        return Diagnostic::at(span, Code::DateForm, message, "wanted YYYY-MM-DD", "write it as 2026-01-31");
    }
    let mut lines = message.lines();
    let first = lines.next().unwrap_or_default();
    let wanted = lines.collect::<Vec<_>>().join("; ");
    let help = "see profiles/README.md for the format; text needs quotes, a table header stands in [brackets]";
    Diagnostic::at(span, Code::Syntax, format!("the text is not TOML: {first}"), wanted, help)
}

/// The bytes of the line that holds a byte.
fn line_around(text: &str, at: usize) -> Range<usize> {
    let start = text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end.saturating_add(1));
    let length = text.get(start..).and_then(|rest| rest.find('\n'));
    start..length.map_or(text.len(), |length| start.saturating_add(length))
}

/// True for digits in the shape of a date.
fn is_date_like(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let is_digits = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    parts.len() == 3 && parts.iter().all(is_digits)
}

struct Walk<'a, 'f> {
    /// What was parsed.
    text: &'a str,
    source: usize,
    /// Where the text stands in its source, in bytes.
    offset: usize,
    /// The lines with syntax errors, whose values are not what was meant.
    broken: Vec<Range<usize>>,
    found: &'f mut Vec<Diagnostic>,
}

impl<'a> Walk<'a, '_> {
    fn span(&self, range: Range<usize>) -> Span {
        Span {
            source: self.source,
            start: range.start.saturating_add(self.offset),
            end: range.end.saturating_add(self.offset),
        }
    }

    fn table(&mut self, table: DeTable<'a>, depth: usize) -> Value<'a> {
        let mut entries: Vec<Entry<'a>> = table
            .into_iter()
            .map(|(key, node)| {
                let span = self.span(key.span());
                let node = if self.is_broken(span.start) { self.unread(node, depth) } else { self.node(node, depth) };
                Entry { key: key.into_inner(), span, node }
            })
            .collect();
        entries.sort_by_key(|entry| entry.span.start);
        Value::Table(Table { entries })
    }

    /// The digits of a number, from the text where it has them in one piece.
    fn digits(&self, number: &str, range: Range<usize>) -> Cow<'a, str> {
        match self.text.get(range).filter(|written| *written == number) {
            Some(written) => Cow::Borrowed(written),
            None => Cow::Owned(number.to_owned()),
        }
    }

    fn is_broken(&self, at: usize) -> bool {
        self.broken.iter().any(|line| line.contains(&at))
    }

    /// A value on a line with a syntax error: not what was meant, unless it is a table whose keys stand elsewhere.
    fn unread(&mut self, node: Spanned<DeValue<'a>>, depth: usize) -> Node<'a> {
        match node.get_ref() {
            DeValue::Table(_) => self.node(node, depth),
            _ => Node { value: Value::Unread, span: self.span(node.span()) },
        }
    }

    fn node(&mut self, node: Spanned<DeValue<'a>>, depth: usize) -> Node<'a> {
        let range = node.span();
        let span = self.span(range.clone());
        let depth = depth.saturating_add(1);
        let value = match node.into_inner() {
            DeValue::Array(_) | DeValue::Table(_) if depth > DEEPEST => {
                self.found.push(too_deep(span));
                Value::Absent
            }
            DeValue::String(text) => Value::Text(text),
            DeValue::Integer(number) if number.radix() == 10 => Value::Number(self.digits(number.as_str(), range)),
            DeValue::Integer(number) => Value::Number(Cow::Owned(number.to_string())),
            DeValue::Float(number) => Value::Number(self.digits(number.as_str(), range)),
            DeValue::Boolean(truth) => Value::Truth(truth),
            DeValue::Datetime(moment) => match (moment.date, moment.time, moment.offset) {
                (Some(date), None, None) => {
                    let date = Date::new(i32::from(date.year), u32::from(date.month), u32::from(date.day));
                    date.map_or(Value::Time, Value::Date)
                }
                _ => Value::Time,
            },
            DeValue::Array(items) => Value::List(items.into_iter().map(|item| self.node(item, depth)).collect()),
            DeValue::Table(table) => self.table(table, depth),
        };
        Node { value, span }
    }
}
