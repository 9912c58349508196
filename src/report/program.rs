//! A program rendered: every rule with its citation, or what a check of it found.

mod check;
mod json;
mod markdown;
mod text;

pub use check::{Checked, json as check_json, markdown as check_markdown, text as check_text};
pub use json::program as json;
pub use markdown::program as markdown;
pub use text::program as text;

use crate::program::{Entry, Program};

/// The tables of a program file in its order, each with what it holds.
const SECTIONS: [(&str, &str); 14] = [
    ("services", "Services whose provider is known"),
    ("signals", "Signals"),
    ("screening", "Screening"),
    ("recommendation", "Recommendation"),
    ("edp", "Committed-spend discounts"),
    ("tiers", "Tiers"),
    ("gates", "Gates"),
    ("accelerator", "The accelerator's award"),
    ("stack", "The partner-filed stack"),
    ("direct", "Credits asked for directly"),
    ("process", "The calendar of an application"),
    ("funnel", "How many get how far"),
    ("benefits", "What is on no ledger"),
    ("", "Other values"),
];

/// The values of a program by table, each under its heading. None is left out.
fn sections(program: &Program) -> Vec<(&'static str, Vec<Entry<'_>>)> {
    let mut rest = program.catalogue();
    let mut sections = Vec::new();
    for (table, heading) in SECTIONS {
        let (own, others): (Vec<_>, Vec<_>) =
            rest.into_iter().partition(|entry| table.is_empty() || entry.section() == table);
        rest = others;
        if !own.is_empty() {
            sections.push((heading, own));
        }
    }
    sections
}

/// How many values there are, and how many of them are assumed.
fn counts(program: &Program) -> (usize, usize) {
    let catalogue = program.catalogue();
    (catalogue.len(), catalogue.iter().filter(|entry| entry.citation.assumed).count())
}
