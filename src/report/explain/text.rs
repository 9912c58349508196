//! The walk for a person: the decision first, then each step of it. As long as it has to be, at 80 columns.

use super::walk;
use crate::advice::explain::{Explanation, Touched};
use crate::program::Entry;
use crate::report::citation::{FOOTNOTE, lines, place, stated_under, why};
use crate::report::grid::wrapped;
use crate::report::text::Terminal;
use crate::text::escape_controls;

/// The text, with a line break at its end.
#[must_use]
pub fn explanation(explanation: &Explanation<'_, '_>, terminal: Terminal) -> String {
    let page = Page { explanation, terminal };
    let mut sections = vec![
        page.header(),
        page.screening(),
        page.signals(),
        page.tiers(),
        page.recommendation(),
        page.grants(),
        page.left_out(),
        page.orders(),
        page.assumptions(),
        page.conflicts(),
        page.benefits(),
        page.edp(),
        page.warnings(),
    ];
    sections.retain(|section| !section.is_empty());
    let more = "More on a rule, value, conflict or warning named here: stackplan explain ID";
    format!("{}\n{FOOTNOTE}\n{more}\n", sections.join("\n"))
}

/// One rendering under way.
pub(super) struct Page<'p, 'e, 'a> {
    pub explanation: &'p Explanation<'e, 'a>,
    pub terminal: Terminal,
}

impl Page<'_, '_, '_> {
    pub(super) fn heading(&self, text: &str) -> String {
        self.terminal.heading(wrapped(text, "", "  ").trim_end())
    }

    fn header(&self) -> String {
        let evaluation = self.explanation.evaluation;
        let (program, company) = (evaluation.program, &evaluation.profile.company);
        let horizon = &evaluation.profile.plan.horizon;
        let (start, last) = (horizon.start(), horizon.last());
        let name = escape_controls(&company.name);
        let title = format!("{name} · {} · day 0 {start}, day {last} {}", company.stage, horizon.date(last));
        let rules = format!("Rules {} {}: {}", program.id, program.version, program.source.standing);
        let line = |label: &str, what: &str| wrapped(&escape_controls(what), &format!("{label:<16}"), &" ".repeat(16));
        self.heading(&title)
            + &wrapped(&escape_controls(&rules), "", "  ")
            + &line("Recommendation", &walk::verdict(evaluation))
            + &line("Tier", &walk::tier(evaluation))
    }

    fn assumptions(&self) -> String {
        let assumptions = &self.explanation.assumptions;
        let mut text = self.heading("Assumptions that this plan used");
        if assumptions.is_empty() {
            return text + "  none\n";
        }
        for group in grouped(assumptions) {
            let Some(first) = group.first() else { continue };
            let paths: Vec<&str> = group.iter().map(|entry| entry.path.as_str()).collect();
            let line = stated_under(&paths.join(", "), first);
            text.push_str(&wrapped(&escape_controls(&line), "  ", "  "));
            text.push_str(&why(first.citation, "      "));
        }
        text
    }

    fn conflicts(&self) -> String {
        let conflicts = &self.explanation.conflicts;
        let mut text = self.heading("Conflicts between lines that touched this result");
        if conflicts.is_empty() {
            return text + "  none\n";
        }
        for Touched { conflict, through } in conflicts {
            let title = format!("{}: {} ({})", conflict.id, conflict.title, lines(&conflict.lines));
            text.push_str(&wrapped(&escape_controls(&title), "  ", "    "));
            text.push_str(&wrapped(&escape_controls(&conflict.used), "    used: ", "          "));
            text.push_str(&wrapped(&escape_controls(&through.join(", ")), "    in:   ", "          "));
        }
        text
    }

    fn benefits(&self) -> String {
        let benefits = &self.explanation.evaluation.program.benefits;
        if benefits.is_empty() {
            return String::new();
        }
        let mut text = self.heading("Benefits that are on no ledger");
        if !self.explanation.has_award() {
            text.push_str("  they come with the accelerator's award, which this plan does not hold\n");
        }
        for benefit in benefits {
            let title = format!("{}: helps {}", benefit.title, benefit.helps);
            text.push_str(&wrapped(&escape_controls(&title), "  ", "    "));
            text.push_str(&why(&benefit.citation, "      "));
        }
        text
    }

    /// What is known of committed-spend discounts, where they fit the stage.
    fn edp(&self) -> String {
        if !self.explanation.is_edp_relevant() {
            return String::new();
        }
        let edp = &self.explanation.evaluation.program.edp;
        let known: String = edp.known.iter().map(|known| wrapped(&escape_controls(known), "  - ", "    ")).collect();
        self.heading("What is known of committed-spend discounts (EDP)") + &known + &why(&edp.citation, "      ")
    }

    fn warnings(&self) -> String {
        let warnings = &self.explanation.evaluation.timeline.warnings;
        if warnings.is_empty() {
            return String::new();
        }
        let line = |warning: &crate::timeline::Warning| {
            wrapped(&format!("{}: {}", warning.code.name(), escape_controls(&warning.message)), "  ", "    ")
        };
        self.heading("Warnings") + &warnings.iter().map(line).collect::<String>()
    }
}

/// Assumptions that state the same for the same reason, together.
pub(in crate::report) fn grouped<'g, 'a>(entries: &'g [Entry<'a>]) -> Vec<Vec<&'g Entry<'a>>> {
    let mut groups: Vec<Vec<&Entry<'a>>> = Vec::new();
    for entry in entries {
        let is_same = |other: &&Entry<'a>| {
            let same_place = place(other.citation) == place(entry.citation);
            other.value == entry.value && other.citation.why == entry.citation.why && same_place
        };
        match groups.iter_mut().find(|group| group.first().is_some_and(is_same)) {
            Some(group) => group.push(entry),
            None => groups.push(vec![entry]),
        }
    }
    groups
}
