//! `stackplan when` rendered.

mod json;
mod markdown;
mod text;

pub use json::json;
pub use markdown::markdown;
pub use text::text;

use crate::advice::edited::difference;
use crate::advice::when::{FirstDate, Gap, Note, Row, When};
use crate::band::Band;
use crate::calendar::Date;
use crate::money::Usd;
use crate::position::Ask;
use crate::scoring::Status;

/// The question, as a title has it.
const QUESTION: &str = "when to apply";
/// What the star of a quarter says.
const QUARTERS: &str = "* cohort dates are unpublished: these are calendar quarters, assumed";

/// The calendar quarter of a date: `2026-Q3`.
fn quarter(date: Date) -> String {
    let (year, quarter) = date.quarter();
    format!("{year:04}-Q{quarter}")
}

/// How a row differs from the first one in one amount, if accepted.
fn against_first(when: &When<'_>, row: &Row<'_>, amount: Ask) -> Band<Usd> {
    let of = |row: &Row<'_>| row.worth.accepted.as_ref().map(amount);
    let first = when.rows.first().map_or_else(|| of(row), of);
    difference(&of(row), &first)
}

/// Why a tier has the first date that it has, in words.
fn reason(first: &FirstDate<'_>) -> String {
    if first.date.is_none() {
        let gaps: Vec<String> = first.open.iter().map(gap).collect();
        return format!("needs {}", gaps.join("; "));
    }
    if first.decided_by.is_empty() {
        return "holds from the start".to_owned();
    }
    let signals: Vec<&str> = first.decided_by.iter().map(|signal| signal.name()).collect();
    format!("decided by {}", signals.join(", "))
}

fn gap(gap: &Gap) -> String {
    let found = if gap.status == Status::Unknown { "not known".to_owned() } else { format!("found {}", gap.found) };
    format!("{} {} ({found})", gap.signal, gap.needed.trim_start_matches("at least "))
}

/// The name of a note, stable.
const fn code(note: &Note) -> &'static str {
    match note {
        Note::Decided { .. } => "decided",
        Note::NothingGrows => "nothing-grows",
        Note::NothingToGrow { .. } => "nothing-to-grow",
        Note::NoAward { .. } => "no-award",
        Note::StackChanges { .. } => "stack-changes",
    }
}

/// What a note says.
fn message(note: &Note, rows: usize) -> String {
    match note {
        Note::Decided { is_accepted: true, on } => {
            format!("accepted on {on}: there is no application left to time")
        }
        Note::Decided { is_accepted: false, on } => format!(
            "rejected on {on}: there is no application to time; for a new one, --unset actuals.decision --unset \
             actuals.decided"
        ),
        Note::NothingGrows => {
            "the profile has no [growth]: its facts stay as they are, and only the filing date moves".to_owned()
        }
        Note::NothingToGrow { key } => {
            format!("a rate is given under [growth], but `{key}` is not: there is nothing to grow from")
        }
        Note::NoAward { action, from, count } => format!(
            "no award is planned in {count} of {rows} rows, the first on {from}: {} ({})",
            action.sentence(),
            action.name()
        ),
        Note::StackChanges { from } => format!(
            "the stack differs from {from} on: a row's facts hold for the whole of its plan, credits filed earlier \
             included"
        ),
    }
}
