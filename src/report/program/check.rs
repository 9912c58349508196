//! What a check of a program found: that it is sane, what it holds, what differs from the built-in one.

use super::json::write_program;
use super::{counts, markdown::notes as markdown_notes, text::notes as text_notes};
use crate::program::{Difference, DifferenceKind, Entry, Program};
use crate::report::citation::{FOOTNOTE, code, write_entry};
use crate::report::grid::wrapped;
use crate::report::json::{Json, Layout, SCHEMA_VERSION};
use crate::report::markdown::{cell, table};
use crate::report::text::Terminal;
use crate::text::escape_controls;

/// A program that was checked, beside the built-in one.
#[derive(Debug, Clone, Copy)]
pub struct Checked<'p> {
    /// The file, or the name of the built-in program.
    pub name: &'p str,
    /// What it holds.
    pub program: &'p Program,
    /// The built-in program.
    pub builtin: &'p Program,
}

impl Checked<'_> {
    /// What it holds: each kind of entry with its number.
    fn holds(&self) -> Vec<(&'static str, usize)> {
        let Program { services, screening, tiers, gates, stack, direct, conflicts, .. } = self.program;
        let (values, assumed) = counts(self.program);
        vec![
            ("tiers", tiers.len()),
            ("gates", gates.len()),
            ("stack_grants", stack.len()),
            ("direct_grants", direct.len()),
            ("services", services.len()),
            ("screening_rules", screening.len()),
            ("conflicts", conflicts.len()),
            ("values", values),
            ("assumed", assumed),
        ]
    }

    fn title(&self) -> String {
        format!("ok: {} holds program {} {}", self.name, self.program.id, self.program.version)
    }

    /// The numbers in words: `5 tiers, 1 direct grant, …`.
    fn counted(&self) -> String {
        let words = |(what, count): (&str, usize)| {
            let what = what.replace('_', " ");
            format!("{count} {}", if count == 1 { what.trim_end_matches('s') } else { what.as_str() })
        };
        self.holds().into_iter().map(words).collect::<Vec<_>>().join(", ")
    }
}

/// The two sides of a difference, as far as they say something: `10,000* -> 5,000*`.
fn sides(difference: &Difference<'_>) -> String {
    let side = |entry: &Option<Entry<'_>>| entry.as_ref().map(Entry::starred).unwrap_or_default();
    let (before, after) = (side(&difference.before), side(&difference.after));
    match difference.kind() {
        DifferenceKind::Added => after,
        DifferenceKind::Removed => before,
        DifferenceKind::Changed => format!("{before} -> {after}"),
        DifferenceKind::Recited => "the same value, with other lines or another reason".to_owned(),
    }
}

/// The text, with a line break at its end.
#[must_use]
pub fn text(checked: &Checked<'_>, terminal: Terminal) -> String {
    let title = terminal.heading(&escape_controls(&checked.title()));
    let mut sections = vec![title + &wrapped(&checked.counted(), "  ", "  ")];
    sections.extend(text_notes(checked.program, terminal));
    let differences = checked.builtin.differences(checked.program);
    if !differences.is_empty() {
        let line = |difference: &Difference<'_>| {
            let line = format!("{}: {}", difference.path(), sides(difference));
            let line = line.trim_end_matches(": ");
            wrapped(&escape_controls(line), &format!("  {:<8} ", difference.kind().name()), "             ")
        };
        let head = format!("Values that differ from the built-in program {}", checked.builtin.version);
        sections.push(terminal.heading(&head) + &differences.iter().map(line).collect::<String>());
    }
    let text = sections.join("\n");
    if text.contains('*') { format!("{text}\n{FOOTNOTE}\n") } else { text }
}

/// The JSON object, with a line break at its end.
#[must_use]
pub fn json(checked: &Checked<'_>, layout: Layout) -> String {
    let mut json = Json::new(layout);
    json.block(|json| {
        json.key("schema_version").integer(SCHEMA_VERSION);
        json.key("ok").truth(true);
        json.key("path").text(checked.name);
        write_program(json, checked.program);
        json.key("counts").object(|json| {
            for (what, count) in checked.holds() {
                json.key(what).size(count);
            }
        });
        json.key("notes").array(checked.program.notes(), |json, note| json.text(note));
        json.key("builtin").text(&checked.builtin.version);
        json.key("differences").lines(checked.builtin.differences(checked.program), |json, difference| {
            json.object(|json| {
                json.key("path").text(difference.path());
                json.key("kind").text(difference.kind().name());
                json.key("before").optional(difference.before.as_ref(), write_entry);
                json.key("after").optional(difference.after.as_ref(), write_entry);
            });
        });
    });
    json.into_text()
}

/// The Markdown, with a line break at its end.
#[must_use]
pub fn markdown(checked: &Checked<'_>) -> String {
    let mut sections = vec![format!("## {}\n\n{}\n", cell(&checked.title()), checked.counted())];
    sections.extend(markdown_notes(checked.program));
    let differences = checked.builtin.differences(checked.program);
    if !differences.is_empty() {
        let rows: Vec<Vec<String>> = differences
            .iter()
            .map(|difference| {
                let kind = difference.kind().name().to_owned();
                vec![kind, code(difference.path()), cell(&sides(difference))]
            })
            .collect();
        let head = format!("### Values that differ from the built-in program {}", cell(&checked.builtin.version));
        sections.push(format!("{head}\n\n{}", table(&["", "value", "is"], &rows)));
    }
    sections.join("\n")
}
