//! A Markdown page as the tests read it: its fenced blocks, its links, its tables.
#![allow(
    dead_code,
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "several integration tests include this file, each for a part of it; a test may panic"
)]

use std::fs;
use std::path::Path;

/// A page of the repository.
pub struct Page {
    /// Its path from the top of the repository.
    pub path: &'static str,
    pub lines: Vec<String>,
}

/// A fenced block: the words of its opening line, and its text.
pub struct Block {
    /// The place of the opening line among the page's lines.
    pub at: usize,
    /// The place of the closing line.
    pub end: usize,
    /// The first word is the language, the others are tags.
    pub words: Vec<String>,
    pub text: String,
}

/// A table: the name of its first column, and its rows of cells.
pub struct Table {
    pub first: String,
    pub rows: Vec<Vec<String>>,
}

/// The top of the repository.
pub fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

impl Page {
    pub fn read(path: &'static str) -> Self {
        let text = fs::read_to_string(repository().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
        Self { path, lines: text.lines().map(str::to_owned).collect() }
    }

    pub fn write(&self) {
        fs::write(repository().join(self.path), self.lines.join("\n") + "\n").unwrap();
    }

    /// The fenced blocks in order.
    pub fn blocks(&self) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut open: Option<(usize, &str)> = None;
        for (at, line) in self.lines.iter().enumerate() {
            match (open, line.strip_prefix("```")) {
                (None, Some(info)) => open = Some((at, info)),
                (Some((from, info)), Some("")) => {
                    let words = info.split([' ', ',']).filter(|word| !word.is_empty()).map(str::to_owned).collect();
                    let text: String = self.lines[from + 1..at].iter().map(|line| format!("{line}\n")).collect();
                    blocks.push(Block { at: from, end: at, words, text });
                    open = None;
                }
                _ => {}
            }
        }
        assert!(open.is_none(), "{}: a block is not closed", self.path);
        blocks
    }

    /// The lines outside blocks.
    pub fn prose(&self) -> Vec<&str> {
        let blocks = self.blocks();
        let is_prose = |at: &usize| !blocks.iter().any(|block| (block.at..=block.end).contains(at));
        (0..self.lines.len()).filter(is_prose).map(|at| self.lines[at].as_str()).collect()
    }

    /// The targets of links, as written.
    pub fn links(&self) -> Vec<String> {
        let text = self.prose().join("\n");
        let targets = text.split("](").skip(1).filter_map(|rest| rest.split_once(')'));
        targets.map(|(target, _)| target.to_owned()).collect()
    }

    /// The anchors of the headings, as the usual renderers make them.
    pub fn anchors(&self) -> Vec<String> {
        let heading = |line: &&str| line.starts_with('#');
        let anchor = |line: &str| {
            let kept = line.trim_start_matches('#').trim().to_lowercase();
            let kept = kept.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
            kept.collect::<String>().replace(' ', "-")
        };
        self.prose().into_iter().filter(heading).map(anchor).collect()
    }

    /// The tables in order.
    pub fn tables(&self) -> Vec<Table> {
        let mut tables: Vec<Table> = Vec::new();
        let mut is_inside = false;
        for line in self.prose() {
            let Some(row) = line.strip_prefix('|').and_then(|row| row.trim_end().strip_suffix('|')) else {
                is_inside = false;
                continue;
            };
            let cells: Vec<String> = row.split('|').map(|cell| cell.trim().to_owned()).collect();
            let is_rule = cells.iter().all(|cell| cell.contains("---"));
            match tables.last_mut().filter(|_| is_inside) {
                Some(table) if !is_rule => table.rows.push(cells),
                Some(_) => {}
                None => tables.push(Table { first: cells[0].clone(), rows: Vec::new() }),
            }
            is_inside = true;
        }
        tables
    }
}

impl Block {
    pub fn language(&self) -> &str {
        self.words.first().map_or("", String::as_str)
    }

    pub fn is_tagged(&self, tag: &str) -> bool {
        self.words.iter().skip(1).any(|word| word == tag)
    }

    /// The file that the text is written to, where a tag names one.
    pub fn file(&self) -> Option<&str> {
        self.words.iter().skip(1).map(String::as_str).find(|word| word.contains('.'))
    }
}

/// The words in backticks of a cell.
pub fn quoted(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}
