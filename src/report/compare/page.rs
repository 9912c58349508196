//! What text and Markdown have in common: headings, lines and tables of raw text, made harmless on the way out.

use crate::report::grid::{Grid, Lean, wrapped};
use crate::report::markdown::{cell, table};
use crate::report::text::Terminal;
use crate::text::escape_controls;

/// The width that text is written for.
pub const WIDTH: usize = 80;

/// A part of a page. Its text is as it came from the input.
pub enum Block {
    /// A heading.
    Heading(String),
    /// A paragraph.
    Line(String),
    /// One of several remarks.
    Item(String),
    /// Things with what is said of them.
    Named(Vec<(String, String)>),
    /// A table.
    Table(Table),
    /// Lines whose columns matter.
    Fixed(Vec<String>),
}

/// A table: heads that lean right begin with `>`.
#[derive(Default)]
pub struct Table {
    pub heads: Vec<String>,
    pub rows: Vec<Vec<String>>,
    /// The column that text leaves out where the table does not fit.
    pub spare: Option<usize>,
}

impl Table {
    pub fn new(heads: &[&str]) -> Self {
        Self { heads: heads.iter().map(|head| (*head).to_owned()).collect(), ..Self::default() }
    }

    /// The width of the table as text: two in front, two between.
    pub fn width(&self) -> usize {
        let lines = || [&self.heads].into_iter().chain(&self.rows);
        let widest = |index: usize| {
            let cells = lines().filter_map(|cells| cells.get(index));
            cells.map(|cell| cell.trim_start_matches('>').chars().count()).max().unwrap_or(0)
        };
        (0..self.heads.len()).map(|index| widest(index).saturating_add(2)).fold(0, usize::saturating_add)
    }

    /// The columns that text shows.
    fn shown(&self) -> impl Fn(&[String]) -> Vec<String> {
        let left_out = self.spare.filter(|_| self.width() > WIDTH);
        move |cells| {
            let kept = cells.iter().enumerate().filter(|(index, _)| Some(*index) != left_out);
            kept.map(|(_, cell)| cell.clone()).collect()
        }
    }
}

/// The page for a person.
pub fn text(blocks: &[Block], terminal: Terminal) -> String {
    let mut text = String::new();
    for block in blocks {
        match block {
            Block::Heading(heading) => {
                if !text.is_empty() {
                    text.push('\n');
                }
                text.push_str(&terminal.heading(wrapped(&escape_controls(heading), "", "  ").trim_end()));
            }
            Block::Line(line) => text.push_str(&wrapped(&escape_controls(line), "  ", "  ")),
            Block::Item(line) => text.push_str(&wrapped(&escape_controls(line), "  ", "    ")),
            Block::Named(items) => {
                let width = items.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
                let rest = " ".repeat(width.saturating_add(4));
                for (name, what) in items {
                    text.push_str(&wrapped(&escape_controls(what), &format!("  {name:<width$}  "), &rest));
                }
            }
            Block::Table(table) => text.push_str(&grid(table, terminal.width)),
            Block::Fixed(lines) => lines.iter().for_each(|line| text.push_str(&format!("  {line}\n"))),
        }
    }
    text
}

fn grid(table: &Table, width: Option<u16>) -> String {
    let column = |head: &'_ String| {
        let lean = if head.starts_with('>') { Lean::Right } else { Lean::Left };
        (escape_controls(head.trim_start_matches('>')).into_owned(), lean)
    };
    let shown = table.shown();
    let columns: Vec<(String, Lean)> = shown(&table.heads).iter().map(column).collect();
    let columns: Vec<(&str, Lean)> = columns.iter().map(|(head, lean)| (head.as_str(), *lean)).collect();
    let mut grid = Grid::new(&columns, width);
    for row in &table.rows {
        grid.row(shown(row).iter().map(|cell| escape_controls(cell).into_owned()).collect());
    }
    grid.into_text()
}

/// The page for a pull-request comment.
pub fn markdown(blocks: &[Block]) -> String {
    let mut parts: Vec<String> = Vec::new();
    for block in blocks {
        let part = match block {
            Block::Heading(heading) => format!("{} {}\n", if parts.is_empty() { "##" } else { "###" }, cell(heading)),
            Block::Line(line) => format!("{}\n", cell(line)),
            Block::Item(line) => format!("- {}\n", cell(line)),
            Block::Named(items) => {
                items.iter().map(|(name, what)| format!("- **{}** {}\n", cell(name), cell(what))).collect()
            }
            Block::Table(page) => {
                let heads: Vec<String> = page.heads.iter().map(|head| escape_head(head)).collect();
                let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
                let rows: Vec<Vec<String>> =
                    page.rows.iter().map(|row| row.iter().map(|text| cell(text)).collect()).collect();
                table(&heads, &rows)
            }
            Block::Fixed(lines) => format!("```text\n{}\n```\n", lines.join("\n")),
        };
        parts.push(part);
    }
    parts.join("\n")
}

/// A head's text, with its lean in front.
fn escape_head(head: &str) -> String {
    head.strip_prefix('>').map_or_else(|| cell(head), |name| format!(">{}", cell(name)))
}
