//! A table row a company, for a page.

use std::fmt::Write as _;

use super::{summed_up, tier};
use crate::band::Case;
use crate::diagnostic::Diagnostics;
use crate::evaluation::{Evaluation, Outcome};
use crate::money::alone;
use crate::report::Place;
use crate::report::markdown::{cell, table};

/// The heads, and what the amounts are.
pub fn opening(case: Case) -> String {
    let heads = [
        "company",
        "eligible",
        "action",
        "tier",
        ">granted if accepted",
        ">lapsed if accepted",
        ">cash if accepted",
        "source",
    ];
    format!("The plan if the accelerator accepts, {case} case: amounts at the horizon.\n\n{}", table(&heads, &[]))
}

/// One company.
pub fn row(text: &mut String, place: &Place<'_>, evaluation: &Evaluation<'_>, case: Case) {
    let totals = evaluation.positions(Outcome::Accepted).get(case).totals();
    let assessment = &evaluation.assessment;
    // Writing to memory does not fail.
    let _ = writeln!(
        text,
        "| {} | {} | {} | {} | {} | {} | {} | {} |",
        cell(&evaluation.profile.company.name),
        assessment.screening.eligible.name(),
        assessment.recommendation.action.name(),
        tier(evaluation),
        alone(totals.granted),
        alone(totals.expired),
        alone(totals.cash),
        cell(&place.to_string()),
    );
}

/// A profile that is not valid.
pub fn failure(text: &mut String, place: &Place<'_>, diagnostics: &Diagnostics) {
    let what = cell(&summed_up(diagnostics));
    let _ = writeln!(text, "| not valid: {what} |  |  |  |  |  |  | {} |", cell(&place.to_string()));
}
