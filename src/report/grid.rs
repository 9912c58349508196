//! Tables and paragraphs of a text.

use comfy_table::{CellAlignment, ContentArrangement, Table, presets};

/// The width that paragraphs are written for.
const WIDTH: usize = 80;

/// Which way a column leans.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Lean {
    Left,
    Right,
}

/// A table without lines, indented by two: a header, then the rows.
pub struct Grid {
    table: Table,
    leans: Vec<Lean>,
    gap: u16,
}

impl Grid {
    /// A table of columns with their headings, wrapped at `width` where one is given.
    pub fn new(columns: &[(&str, Lean)], width: Option<u16>) -> Self {
        let mut table = Table::new();
        table.load_style(presets::NOTHING);
        table.set_header(columns.iter().map(|(name, _)| *name).collect::<Vec<_>>());
        match width {
            Some(width) => {
                table.set_content_arrangement(ContentArrangement::Dynamic).set_width(width.saturating_sub(1));
            }
            None => {
                table.set_content_arrangement(ContentArrangement::Disabled);
            }
        }
        Self { table, leans: columns.iter().map(|(_, lean)| *lean).collect(), gap: 2 }
    }

    /// The same with one space between the columns.
    pub fn narrow(self) -> Self {
        Self { gap: 1, ..self }
    }

    /// Adds a row.
    pub fn row(&mut self, cells: Vec<String>) {
        self.table.add_row(cells);
    }

    /// The table's lines, each with a line break.
    pub fn into_text(mut self) -> String {
        let last = self.leans.len().saturating_sub(1);
        for (index, lean) in self.leans.iter().enumerate() {
            if let Some(column) = self.table.column_mut(index) {
                column.set_padding((if index == 0 { 2 } else { 0 }, if index == last { 0 } else { self.gap }));
                column.set_cell_alignment(if *lean == Lean::Right {
                    CellAlignment::Right
                } else {
                    CellAlignment::Left
                });
            }
        }
        self.table.lines().map(|line| format!("{}\n", line.trim_end())).collect()
    }
}

/// A paragraph broken at 80 columns: its first line begins with `first`, the others with `rest`.
pub fn wrapped(text: &str, first: &str, rest: &str) -> String {
    wrapped_at(text, first, rest, WIDTH)
}

/// As [`wrapped`], at another width.
pub fn wrapped_at(text: &str, first: &str, rest: &str, width: usize) -> String {
    let mut lines = String::new();
    let mut line = first.to_owned();
    let mut is_empty = true;
    for word in text.split_whitespace() {
        let length = line.chars().count().saturating_add(word.chars().count()).saturating_add(1);
        if !is_empty && length > width {
            lines.push_str(line.trim_end());
            lines.push('\n');
            rest.clone_into(&mut line);
            is_empty = true;
        }
        if !is_empty {
            line.push(' ');
        }
        line.push_str(word);
        is_empty = false;
    }
    lines.push_str(line.trim_end());
    lines.push('\n');
    lines
}
