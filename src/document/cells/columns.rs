//! The columns of a table: which cell of a row belongs to which key.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::sync::Arc;

use super::Cell;
use super::row::{Raw, Readers, split};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::document::{Entry, Node, Table, Value};

/// What stands in each cell of a header that is read like a row: nothing that any key takes.
const NOTHING: &str = "?";

/// The columns of a table, by their keys.
#[derive(Debug, Clone)]
pub struct Columns {
    /// What splits a row.
    readers: Arc<Readers>,
    /// In order of their keys, entries of a list by their number.
    columns: Vec<Column>,
    /// How many cells a row has.
    width: usize,
}

/// A column.
#[derive(Debug, Clone)]
struct Column {
    index: usize,
    /// The parts of its key.
    path: Vec<String>,
    /// Where it stands in the header.
    span: Span,
}

impl Columns {
    /// The columns of a header. `key_of` gives the key of a name that is none itself.
    #[must_use]
    pub fn new(header: &str, key_of: impl Fn(&str) -> Option<String>) -> Self {
        let readers = Arc::new(Readers::default());
        let cells = split(header, &readers);
        let width = cells.len();
        let column = |(index, cell): (usize, Raw<'_>)| {
            let key = key_of(&cell.text).unwrap_or_else(|| cell.text.into_owned());
            let parts: Vec<String> = key.split('.').map(str::to_owned).collect();
            let path = if parts.iter().any(String::is_empty) { vec![key] } else { parts };
            Column { index, path, span: cell.span }
        };
        let mut columns: Vec<Column> = cells.into_iter().enumerate().map(column).collect();
        columns.sort_by(|one, other| by_parts(&one.path, &other.path).then(one.index.cmp(&other.index)));
        Self { readers, columns, width }
    }

    /// The names that the cells of a header hold.
    #[must_use]
    pub fn names(&self, header: &str) -> Vec<String> {
        split(header, &self.readers).into_iter().map(|cell| cell.text.into_owned()).collect()
    }

    /// The columns without those that stand at one of `places` in the header.
    #[must_use]
    pub fn without(mut self, places: &[Span]) -> Self {
        self.columns.retain(|column| !places.contains(&column.span));
        self
    }

    /// A mistake for each column whose key another one gives too, or stands above.
    #[must_use]
    pub fn clashes(&self) -> Vec<Diagnostic> {
        let pairs = self.columns.iter().zip(self.columns.iter().skip(1));
        let clash = |(one, other): (&Column, &Column)| {
            let message = format!("`{}` and `{}` cannot both be columns", one.path.join("."), other.path.join("."));
            let help = "keep one of the two; rename the other, and read it past with --ignore-unknown";
            other
                .path
                .starts_with(&one.path)
                .then(|| Diagnostic::at(other.span, Code::DuplicateKey, message, "another column gives this key", help))
        };
        pairs.filter_map(clash).collect()
    }

    /// The tree of a row; an empty cell is an absent key.
    pub fn row<'a>(&'a self, text: &'a str, found: &mut Vec<Diagnostic>) -> Node<'a> {
        let cells = split(text, &self.readers);
        if cells.len() != self.width {
            let message = format!("the row has {} cells", cells.len());
            let wanted = format!("wanted {}, as many as the header has", self.width);
            let help = "a comma inside a cell needs quotes around the cell";
            let span = cells.last().map_or_else(Span::default, |cell| cell.span);
            found.push(Diagnostic::at(span, Code::Syntax, message, wanted, help));
            return root(None);
        }
        let mut nodes: Vec<Option<Node<'a>>> = cells.into_iter().map(Raw::into_node).collect();
        root(tree(&self.columns, 0, &mut nodes))
    }

    /// The tree that a header's keys make, with a value at each that no key takes.
    pub fn probe<'a>(&'a self, header: &'a str) -> Node<'a> {
        let node =
            |cell: Raw<'a>| Some(Node { value: Value::Cell(Cell::one(Cow::Borrowed(NOTHING))), span: cell.span });
        let mut nodes: Vec<Option<Node<'a>>> = split(header, &self.readers).into_iter().map(node).collect();
        root(tree(&self.columns, 0, &mut nodes))
    }
}

/// The order of keys: entries of a list by their number.
fn by_parts(one: &[String], other: &[String]) -> Ordering {
    let number = |part: &String| if is_number(part) { part.len() } else { 0 };
    let by_part = |(one, other): (&String, &String)| number(one).cmp(&number(other)).then_with(|| one.cmp(other));
    let first = one.iter().zip(other).map(by_part).find(|order| order.is_ne());
    first.unwrap_or_else(|| one.len().cmp(&other.len()))
}

fn is_number(part: &str) -> bool {
    part.bytes().all(|byte| byte.is_ascii_digit())
}

fn root(node: Option<Node<'_>>) -> Node<'_> {
    let value = node.map_or_else(|| Value::Table(Table::default()), |node| node.value);
    Node { value, span: Span::default() }
}

/// The tree of columns whose keys agree in their first `depth` parts; `None` where every cell is empty.
fn tree<'a>(columns: &'a [Column], depth: usize, cells: &mut [Option<Node<'a>>]) -> Option<Node<'a>> {
    let first = columns.first()?;
    if first.path.len() == depth {
        return cells.get_mut(first.index)?.take();
    }
    let part = |column: &'a Column| column.path.get(depth).map_or("", String::as_str);
    let mut entries: Vec<Entry<'a>> = Vec::new();
    for group in columns.chunk_by(|one, other| one.path.get(depth) == other.path.get(depth)) {
        if let (Some(first), Some(node)) = (group.first(), tree(group, depth.saturating_add(1), cells)) {
            entries.push(Entry { key: Cow::Borrowed(part(first)), span: node.span, node });
        }
    }
    let span = entries.first()?.span;
    let value = if entries.iter().all(|entry| is_number(&entry.key)) && depth > 0 {
        Value::List(entries.into_iter().map(|entry| entry.node).collect())
    } else {
        Value::Table(Table { entries })
    };
    Some(Node { value, span })
}
