//! A row of a table to a tree of places: the header's dotted keys lead to where each cell belongs.

mod columns;
mod row;

use std::borrow::Cow;

use super::Node;

pub use columns::Columns;

/// An empty list, as a cell.
const NONE: &str = "[]";
/// What separates the entries of a list in a cell.
const SEPARATOR: char = ';';

/// What a cell holds, not yet read as text, number, date, truth or list: its key says which it is.
#[derive(Debug, Clone)]
pub struct Cell<'a> {
    /// The text, without spaces around it; not empty.
    pub text: Cow<'a, str>,
    /// The entries, where there are several.
    items: Vec<Node<'a>>,
}

impl<'a> Cell<'a> {
    /// A cell that holds one value.
    const fn one(text: Cow<'a, str>) -> Self {
        Self { text, items: Vec::new() }
    }

    /// True where the cell can only be a list.
    #[must_use]
    pub fn is_list(&self) -> bool {
        !self.items.is_empty() || self.text == NONE
    }

    /// The entries of the cell read as a list; a single one is the cell itself, whose `node` is given.
    pub fn items<'n>(&'n self, node: &'n Node<'n>) -> &'n [Node<'n>] {
        match self.items.as_slice() {
            [] if self.text == NONE => &[],
            [] => std::slice::from_ref(node),
            items => items,
        }
    }

    /// `true` or `false`, in capitals too, as spreadsheets write them.
    #[must_use]
    pub fn truth(&self) -> Option<bool> {
        let words = [("true", true), ("false", false)];
        words.into_iter().find(|(word, _)| self.text.eq_ignore_ascii_case(word)).map(|(_, truth)| truth)
    }
}
