//! A program as Markdown: a table a section.

use super::{counts, sections};
use crate::program::Program;
use crate::report::citation::{conflict_markdown, entry_cells};
use crate::report::markdown::{cell, table};

/// The text, with a line break at its end.
#[must_use]
pub fn program(program: &Program) -> String {
    let source = &program.source;
    let (values, assumed) = counts(program);
    let mut text = vec![format!(
        "## Program {} {}\n\n{}, {} ({}): {}.\n\n{values} values, of which {assumed} are assumed\\*; {} conflicts.\n",
        cell(&program.id),
        cell(&program.version),
        cell(&source.title),
        cell(&source.publisher),
        cell(&source.url),
        cell(&source.standing),
        program.conflicts.len()
    )];
    for (heading, entries) in sections(program) {
        let rows: Vec<Vec<String>> = entries.iter().map(entry_cells).collect();
        text.push(format!("### {heading}\n\n{}", table(&["value", "is", "why", "from"], &rows)));
    }
    if !program.conflicts.is_empty() {
        let conflicts: Vec<String> = program.conflicts.iter().map(conflict_markdown).collect();
        text.push(format!("### Conflicts between lines\n\n{}", conflicts.join("\n")));
    }
    text.extend(notes(program));
    text.push("\\* no line of the source states it: assumed\n".to_owned());
    text.join("\n")
}

/// The remarks on a sane program, where there are any.
pub(super) fn notes(program: &Program) -> Option<String> {
    let notes: String = program.notes().iter().map(|note| format!("- {}\n", cell(note))).collect();
    (!notes.is_empty()).then(|| format!("### Notes\n\n{notes}"))
}
