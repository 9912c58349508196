//! A line a company, for a person at 80 columns.

use std::fmt::Write as _;

use super::{summed_up, tier};
use crate::band::Case;
use crate::diagnostic::Diagnostics;
use crate::evaluation::{Evaluation, Outcome};
use crate::money::alone;
use crate::report::Place;
use crate::text::escape_controls;

/// The heads, and what the amounts are.
pub fn opening(case: Case) -> String {
    let mut text = format!("Amounts at the horizon if the accelerator accepts, {case} case.\n\n");
    push(&mut text, ["company", "action", "tier", "granted", "cash"]);
    text
}

/// One company.
pub fn line(text: &mut String, evaluation: &Evaluation<'_>, case: Case) {
    let totals = evaluation.positions(Outcome::Accepted).get(case).totals();
    let name = escape_controls(&evaluation.profile.company.name);
    let action = evaluation.assessment.recommendation.action.name();
    push(text, [&name, action, tier(evaluation), &alone(totals.granted), &alone(totals.cash)]);
}

/// A profile that is not valid.
pub fn failure(text: &mut String, place: &Place<'_>, diagnostics: &Diagnostics) {
    let _ = writeln!(text, "{place}: not valid: {}", escape_controls(&summed_up(diagnostics)));
}

fn push(text: &mut String, [company, action, tier, granted, cash]: [&str; 5]) {
    // Writing to memory does not fail.
    let _ = writeln!(text, "{company:<22} {action:<16} {tier:<13} {granted:>12} {cash:>13}");
}
