//! What one id means, for a person.

use crate::advice::explain::{Kind, Topic};
use crate::program::Entry;
use crate::report::citation::{FOOTNOTE, conflict, entry};
use crate::report::grid::wrapped;
use crate::report::text::Terminal;
use crate::text::escape_controls;

/// The text, with a line break at its end.
#[must_use]
pub fn topic(topic: &Topic<'_>, terminal: Terminal) -> String {
    let title = format!("{} · {}", escape_controls(&topic.id), topic.kind.name());
    let mut sections = vec![terminal.heading(&title) + &wrapped(&escape_controls(&topic.means), "  ", "  ")];
    if let Some(way_out) = topic.way_out {
        sections.push(terminal.heading("The way out") + &wrapped(way_out, "  ", "  "));
    }
    let list = |head: &str, entries: &[Entry<'_>]| {
        terminal.heading(head) + &entries.iter().map(|one| entry(one, "  ")).collect::<String>()
    };
    if !topic.values.is_empty() {
        sections.push(list("In the program", &topic.values));
    }
    if !topic.conflicts.is_empty() {
        let head = if topic.kind == Kind::Conflict { "Readings" } else { "Conflicts between lines" };
        sections.push(terminal.heading(head) + &topic.conflicts.iter().map(|one| conflict(one)).collect::<String>());
    }
    if !topic.related.is_empty() {
        sections.push(list(related(topic.kind), &topic.related));
    }
    let mut text = sections.join("\n");
    if text.contains('*') {
        text.push_str(&format!("\n{FOOTNOTE}\n"));
    }
    text
}

/// What the related values are to a kind of topic.
pub(super) const fn related(kind: Kind) -> &'static str {
    match kind {
        Kind::Rule => "What the signal is derived from",
        Kind::Warning => "What it rests on",
        Kind::Conflict => "The values that it bears on",
        Kind::Value | Kind::Table | Kind::Diagnostic => "See also",
    }
}
