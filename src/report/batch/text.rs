//! A line a company, for a person at 80 columns.

use std::fmt::Write as _;

use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

use super::{summed_up, tier};
use crate::band::Case;
use crate::diagnostic::Diagnostics;
use crate::evaluation::{Evaluation, Outcome};
use crate::money::alone;
use crate::report::Place;
use crate::text::escape_controls;

/// The columns of a terminal that a company's name has.
const NAME: usize = 22;

/// The heads, and what the amounts are.
pub fn opening(case: Case) -> String {
    let mut text = format!("The plan if the accelerator accepts, {case} case: amounts at the horizon.\n\n");
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
    let (company, room) = fitted(company);
    // Writing to memory does not fail.
    let _ = writeln!(text, "{company}{:room$} {action:<16} {tier:<13} {granted:>12} {cash:>13}", "");
}

/// A name cut to its column where it is longer, and the columns that it leaves free.
fn fitted(name: &str) -> (String, usize) {
    let width = name.width();
    if width <= NAME {
        return (name.to_owned(), NAME.saturating_sub(width));
    }
    let (mut cut, mut taken) = (String::new(), 1_usize);
    for c in name.chars() {
        let wider = taken.saturating_add(c.width().unwrap_or(0));
        if wider > NAME {
            break;
        }
        cut.push(c);
        taken = wider;
    }
    cut.push('…');
    (cut, NAME.saturating_sub(taken))
}
