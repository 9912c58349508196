//! When to apply: the facts as they are expected to move, and what each filing date comes to by the plan's last day.

mod facts;
mod first_dates;

use super::edited::{Worth, with_edits};
use crate::calendar::{Date, YEARS};
use crate::diagnostic::Diagnostics;
use crate::evaluation::Evaluation;
use crate::profile::{Decision, Profile};
use crate::scoring::Action;

pub use first_dates::{FirstDate, Gap};

/// The filing dates of a plan, and the first dates at which tiers are within reach.
#[derive(Debug, Clone)]
pub struct When<'a> {
    /// The last filing date looked at.
    pub until: Date,
    /// The plan's own filing date, then the first of each month; none where the accelerator has decided.
    pub rows: Vec<Row<'a>>,
    /// Each tier, the largest award first; none where the accelerator has decided.
    pub first_dates: Vec<FirstDate<'a>>,
    /// What the reader should know of the rows.
    pub notes: Vec<Note>,
}

/// An application on one date, with the facts of that date.
#[derive(Debug, Clone)]
pub struct Row<'a> {
    /// The filing date.
    pub date: Date,
    /// The edits that make this row of the profile, each `KEY=VALUE`.
    pub set: Vec<String>,
    /// What it comes to by the plan's last day.
    pub worth: Worth<'a>,
}

/// What the reader should know of the rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// The accelerator has decided: there is no application left to time.
    Decided {
        /// True for an acceptance.
        is_accepted: bool,
        /// The day of the decision.
        on: Date,
    },
    /// No fact is said to move.
    NothingGrows,
    /// A rate stands under `[growth]` for a fact that the profile does not give.
    NothingToGrow {
        /// The fact's key.
        key: &'static str,
    },
    /// Rows whose plan holds no award, whatever their tier.
    NoAward {
        /// What they come to instead.
        action: Action,
        /// The first of them.
        from: Date,
        /// How many there are.
        count: usize,
    },
    /// From this row on the facts rule out credits outside the accelerator that an earlier row has, although those were
    /// filed earlier.
    StackChanges {
        /// The row's date.
        from: Date,
    },
}

/// The days that a last filing date may be chosen from: the plan's own filing date to the plan's last day.
#[must_use]
pub fn bounds(profile: &Profile) -> (Date, Date) {
    let plan = &profile.plan;
    let last = plan.horizon.date(plan.horizon.last());
    let latest = Date::new(*YEARS.end(), 12, 31).map_or(last, |latest| latest.min(last));
    (plan.accelerator_filed, latest)
}

/// What follows from applying on each date up to `until`, which lies within [`bounds`].
///
/// # Errors
/// A fact that grows out of its bounds; what the profile would be refused for with a date's facts.
pub fn when<'a>(evaluation: &Evaluation<'a>, until: Date) -> Result<When<'a>, Diagnostics> {
    let profile = evaluation.profile;
    if let Some(decision) = &profile.actuals.decision {
        let is_accepted = matches!(decision, Decision::Accepted { .. });
        let notes = vec![Note::Decided { is_accepted, on: decision.decided() }];
        return Ok(When { until, rows: Vec::new(), first_dates: Vec::new(), notes });
    }
    let rows: Vec<Row<'a>> =
        filing_dates(profile, until).into_iter().map(|date| row(evaluation, date)).collect::<Result<_, _>>()?;
    let first_dates = first_dates::first_dates(evaluation, until)?;
    let notes = notes(profile, &rows);
    Ok(When { until, rows, first_dates, notes })
}

/// The plan's own filing date, then the first of each month after it.
fn filing_dates(profile: &Profile, until: Date) -> Vec<Date> {
    let own = profile.plan.accelerator_filed;
    let mut dates = vec![own];
    dates.extend(firsts(profile).filter(|date| *date > own && *date <= until));
    dates
}

/// The first of each calendar month of the plan, the month of day 0 included.
fn firsts(profile: &Profile) -> impl Iterator<Item = Date> {
    let horizon = &profile.plan.horizon;
    horizon.months().iter().map(|month| horizon.date(month.first))
}

fn row<'a>(evaluation: &Evaluation<'a>, date: Date) -> Result<Row<'a>, Diagnostics> {
    let Evaluation { profile, program, .. } = evaluation;
    let mut set = facts::edits(profile, date)?;
    set.push(format!("plan.accelerator_filed={date}"));
    let name = format!("[growth] on {date}");
    let worth = with_edits(profile, program, &name, &set, |edited| Worth::of(edited, program))?;
    Ok(Row { date, set, worth })
}

fn notes(profile: &Profile, rows: &[Row<'_>]) -> Vec<Note> {
    let mut notes = Vec::new();
    let (growth, facts) = (&profile.growth, &profile.traction);
    if growth.is_empty() {
        notes.push(Note::NothingGrows);
    }
    let rates = [
        (growth.mrr.is_some() && facts.mrr.is_none(), "traction.mrr"),
        (
            growth.monthly_active_users.is_some() && facts.monthly_active_users.is_none(),
            "traction.monthly_active_users",
        ),
    ];
    notes.extend(rates.into_iter().filter(|(is_idle, _)| *is_idle).map(|(_, key)| Note::NothingToGrow { key }));
    for row in rows.iter().filter(|row| !row.worth.has_award) {
        let action = row.worth.action;
        let known = notes.iter_mut().find_map(|note| match note {
            Note::NoAward { action: other, count, .. } if *other == action => Some(count),
            _ => None,
        });
        match known {
            Some(count) => *count = count.saturating_add(1),
            None => notes.push(Note::NoAward { action, from: row.date, count: 1 }),
        }
    }
    let granted = |row: &Row<'_>| row.worth.not_accepted.map(|amounts| amounts.granted);
    let change = rows.windows(2).find_map(|pair| match pair {
        [before, after] => (granted(before) != granted(after)).then_some(after.date),
        _ => None,
    });
    notes.extend(change.map(|from| Note::StackChanges { from }));
    notes
}
