//! A program for a person: every value, why, where from.

use super::{counts, sections};
use crate::program::Program;
use crate::report::citation::{FOOTNOTE, conflict, entry};
use crate::report::grid::wrapped;
use crate::report::text::Terminal;
use crate::text::escape_controls;

/// The text, with a line break at its end.
#[must_use]
pub fn program(program: &Program, terminal: Terminal) -> String {
    let mut text = vec![header(program, terminal)];
    for (heading, entries) in sections(program) {
        text.push(terminal.heading(heading) + &entries.iter().map(|one| entry(one, "  ")).collect::<String>());
    }
    if !program.conflicts.is_empty() {
        let conflicts: String = program.conflicts.iter().map(conflict).collect();
        text.push(terminal.heading("Conflicts between lines, and the reading in use") + &conflicts);
    }
    text.extend(notes(program, terminal));
    format!("{}\n{FOOTNOTE}\n", text.join("\n"))
}

fn header(program: &Program, terminal: Terminal) -> String {
    let source = &program.source;
    let (values, assumed) = counts(program);
    let title = format!("Program {} {}", program.id, program.version);
    let rows = [
        ("source", format!("{}, {}", source.title, source.publisher)),
        ("", source.url.clone()),
        ("standing", source.standing.clone()),
        ("sha256", program.sha256.to_string()),
        ("values", format!("{values}, of which {assumed} are assumed*; {} conflicts", program.conflicts.len())),
        ("bands", "cautious / likely / best where the cases differ".to_owned()),
    ];
    let line =
        |(label, what): (&str, String)| wrapped(&escape_controls(&what), &format!("  {label:<10}"), "            ");
    terminal.heading(&escape_controls(&title)) + &rows.map(line).concat()
}

/// The remarks on a sane program, where there are any.
pub(super) fn notes(program: &Program, terminal: Terminal) -> Option<String> {
    let line = |note: &String| wrapped(&escape_controls(note), "  ", "    ");
    let notes: String = program.notes().iter().map(line).collect();
    (!notes.is_empty()).then(|| terminal.heading("Notes") + &notes)
}
