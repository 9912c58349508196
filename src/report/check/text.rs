//! A check for a person.

use super::{Problem, problems};
use crate::advice::check::{Checked, Invalid, Status, Verdict};
use crate::diagnostic::Style;
use crate::report::grid::wrapped;
use crate::report::text::Terminal;
use crate::text::escape_controls;

/// The line of a profile.
pub fn line(checked: &Checked) -> String {
    let path = escape_controls(&checked.path);
    let word = match checked.status() {
        Status::Ok => "ok",
        Status::Failed => "FAIL",
        Status::Invalid => "invalid",
    };
    let note = match &checked.result {
        Ok(Verdict { has_expect: false, .. }) if checked.status() == Status::Ok => {
            " (valid; it has no [expect] to compare)"
        }
        Ok(Verdict { has_expect: false, .. }) => " (no [expect])",
        _ => "",
    };
    format!("{word:<7}  {path}{note}\n")
}

/// What is wrong with each profile that does not hold, then the count.
pub fn details(wrong: &[Checked], summary: &str, terminal: Terminal) -> String {
    let mut sections: Vec<String> = wrong.iter().map(|checked| section(checked, terminal)).collect();
    sections.push(wrapped(summary, "", "  "));
    format!("\n{}", sections.join("\n"))
}

fn section(checked: &Checked, terminal: Terminal) -> String {
    let path = escape_controls(&checked.path);
    match &checked.result {
        Ok(verdict) => {
            let heading = terminal.heading(&format!("{path}: {}", escape_controls(&verdict.company)));
            heading + &change(checked) + &differences(verdict)
        }
        Err(Invalid { diagnostics, .. }) => {
            let style = if terminal.is_colored { Style::Colored } else { Style::Plain };
            let mistakes = if diagnostics.count() == 1 { "mistake" } else { "mistakes" };
            let heading = terminal.heading(&format!("{path}: {} {mistakes}", diagnostics.count()));
            format!("{heading}{}{}\n", change(checked), diagnostics.render(style))
        }
    }
}

fn differences(verdict: &Verdict) -> String {
    let mut text = String::new();
    let problems = problems(verdict);
    for (at, Problem { subject, what, why, .. }) in problems.iter().enumerate() {
        text.push_str(&wrapped(&escape_controls(&format!("{subject}: {what}")), "  ", "    "));
        // One reason for several amounts stands behind the last of them.
        let is_said_again = problems.get(at.saturating_add(1)).is_some_and(|next| next.why == *why);
        if !why.is_empty() && !is_said_again {
            text.push_str(&paragraph(why, "    "));
        }
    }
    text
}

fn change(checked: &Checked) -> String {
    checked.change().map_or_else(String::new, |change| paragraph(change, "  "))
}

fn paragraph(text: &str, indent: &str) -> String {
    wrapped(&escape_controls(text), indent, indent)
}
