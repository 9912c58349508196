//! An evaluation for a person: the answers first, then what they rest on. 80 columns, 90 lines at most by default.

mod answers;
mod facts;
mod position;

use super::{Every, Part, View, grid};
use crate::evaluation::Evaluation;
use crate::text::escape_controls;

/// What the terminal is like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terminal {
    /// The width at which tables wrap; none where nothing wraps.
    pub width: Option<u16>,
    /// Whether headings may be bold.
    pub is_colored: bool,
}

impl Terminal {
    /// A heading, bold where that is allowed.
    #[must_use]
    pub fn heading(&self, text: &str) -> String {
        if self.is_colored { format!("\u{1b}[1m{text}\u{1b}[0m\n") } else { format!("{text}\n") }
    }
}

/// The most lines by default.
const MOST_LINES: usize = 90;
/// The footnote that every star points to.
pub(super) const FOOTNOTE: &str = "* no line of the source states it: assumed, see `assumed` in --format json";

/// The text, with a line break at its end.
#[must_use]
pub fn evaluation(evaluation: &Evaluation<'_>, view: &View, terminal: Terminal) -> String {
    let page = Page { evaluation, view, terminal };
    let mut sections = match view.part {
        None => vec![page.header(), page.answers(), page.findings(), page.grants(), String::new()],
        Some(Part::Grants) => vec![page.header(), page.grants()],
        Some(Part::Bills) => vec![page.header(), page.bills()],
        Some(Part::Position) => vec![page.header(), page.position(None)],
    };
    let warnings = page.warnings();
    let count = |text: &str| if text.is_empty() { 0 } else { text.lines().count().saturating_add(1) };
    if view.part.is_none() {
        let taken: usize = sections.iter().map(|text| count(text)).sum();
        let rest = MOST_LINES.saturating_sub(taken).saturating_sub(count(&warnings)).saturating_sub(2);
        let room = view.every.is_none().then_some(rest);
        if view.every != Some(Every::None) {
            sections.push(page.position(room));
        }
        sections.push(warnings);
    }
    sections.retain(|section| !section.is_empty());
    // The header holds the company's own name, whose stars are its own.
    let has_star = sections.iter().skip(1).any(|section| section.contains('*'));
    let mut text = sections.join("\n");
    if has_star {
        text.push('\n');
        text.push_str(FOOTNOTE);
        text.push('\n');
    }
    text
}

/// One rendering under way.
struct Page<'p, 'a> {
    evaluation: &'p Evaluation<'a>,
    view: &'p View,
    terminal: Terminal,
}

impl Page<'_, '_> {
    /// A heading, bold where that is allowed.
    fn heading(&self, text: &str) -> String {
        self.terminal.heading(text)
    }

    fn header(&self) -> String {
        let Self { evaluation, .. } = self;
        let horizon = &evaluation.profile.plan.horizon;
        let company = &evaluation.profile.company;
        let name = escape_controls(&company.name);
        let source = &evaluation.program.source;
        let program = &evaluation.program;
        let (start, last) = (horizon.start(), horizon.last());
        let end = horizon.date(last);
        let title = format!("{name} · {} · day 0 {start}, day {last} {end}", company.stage);
        let rules = format!(
            "Rules {} {} ({}): {}",
            escape_controls(&program.id),
            escape_controls(&program.version),
            escape_controls(&source.publisher),
            escape_controls(&source.standing),
        );
        let cases = "The same spend in all cases; cautious is late and small, best early and large.\n";
        self.heading(grid::wrapped(&title, "", "  ").trim_end()) + &grid::wrapped(&rules, "", "  ") + cases
    }

    fn warnings(&self) -> String {
        let warnings = &self.evaluation.timeline.warnings;
        if warnings.is_empty() {
            return String::new();
        }
        let mut text = self.heading("Warnings");
        for warning in warnings {
            let line = format!("{}: {}", warning.code.name(), escape_controls(&warning.message));
            text.push_str(&grid::wrapped(&line, "  ", "    "));
        }
        text
    }
}
