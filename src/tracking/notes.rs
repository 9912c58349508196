//! What deserves a second look in a tracking.

use super::alerts::View;
use super::entries::{Entry, State};
use super::months::{Billed, UNPLANNED, first_of};
use super::{Account, MonthRow, found};
use crate::band::Case;
use crate::calendar::Date;
use crate::id::ProviderId;
use crate::import::{Exact, Remark};
use crate::money::alone;
use crate::text::words;

words! {
    /// What deserves a second look.
    NoteCode {
        NoClosedMonth, "no-closed-month", "no month is closed: the plan stands, with actual balances";
        MissingMonths, "missing-months", "months before the last closed one are on no file: their charges are the plan's, their credits nothing";
        EndsEarly, "month-ends-early", "the charges of a month that is over end before its last day: it is not counted as closed";
        Disagreement, "bill-and-history-differ", "bill and history say different sums of what credits paid: the history counts";
        Unplanned, "unplanned-charges", "charges that no service of the plan stands for, taxes among them";
        BalanceUnknown, "balance-unknown", "a credit that is on bills alone and in no plan: it is not in the re-forecast";
        LeftOver, "ended-with-left-over", "a credit that has ended with something left";
        Sharing, "sharing-not-modelled", "credits are settled as if there were one account";
        ListAlone, "list-alone", "no bill is given: balances are the list's, as of the last month that is over";
        ListNewer, "list-newer-than-bills", "the list of credits is newer than the bills";
        Early, "list-is-partial", "a file says that it is incomplete";
        PlanOver, "plan-is-over", "the plan's last day is past";
    }
}

/// One of them.
#[derive(Debug, Clone)]
pub struct Note {
    /// Its kind.
    pub code: NoteCode,
    /// What it says.
    pub message: String,
}

impl Note {
    const fn new(code: NoteCode, message: String) -> Self {
        Self { code, message }
    }

    fn plain(code: NoteCode) -> Self {
        Self::new(code, code.summary().to_owned())
    }
}

/// The notes: what is closed, what is missing or differs, what is left, what is not modelled.
pub fn notes(view: &View<'_, '_>, months: &[MonthRow], accounts: &[Account]) -> Vec<Note> {
    let horizon = &view.evaluation.profile.plan.horizon;
    let mut notes = Vec::new();
    if view.starts.iter().all(|start| start.closed.is_none()) {
        notes.push(Note::plain(NoteCode::NoClosedMonth));
    }
    let last = horizon.date(horizon.last());
    if last < view.today {
        let message = format!("the plan ended on {last}: there is nothing left to re-forecast");
        notes.push(Note::new(NoteCode::PlanOver, message));
    }
    notes.extend(missing(view, months));
    notes.extend(lists(view));
    notes.extend(view.bills.iter().flat_map(|((provider, month), billed)| of_month(view, provider, *month, billed)));
    notes.extend(unplanned(view));
    notes.extend(unknown(view));
    notes.extend(view.entries.iter().filter_map(|entry| left_over(view, entry)));
    let partial = view.import.files.iter().filter(|file| file.remarks.contains_key(Remark::Partial.name()));
    notes.extend(partial.map(|file| {
        Note::new(NoteCode::Early, format!("`{}` says that it is incomplete: ask for it again", file.name))
    }));
    if accounts.iter().filter(|account| !account.id.is_empty()).count() > 1 {
        notes.push(sharing());
    }
    notes
}

/// Months before the start of which no file has charges.
fn missing(view: &View<'_, '_>, months: &[MonthRow]) -> Vec<Note> {
    let horizon = &view.evaluation.profile.plan.horizon;
    let mut notes = Vec::new();
    for start in view.starts.iter().filter(|start| start.closed.is_some()) {
        let is_missing = |row: &&MonthRow| {
            let key = (start.provider.clone(), first_of(horizon.date(row.month.last)));
            row.month.last < start.day() && view.bills.get(&key).is_none_or(|billed| !billed.seen.has_charges)
        };
        let missing: Vec<String> = months.iter().filter(is_missing).map(|row| row.month.to_string()).collect();
        if !missing.is_empty() {
            let message = format!(
                "no file has charges of {} in {}: the plan's charges stand for them, and only credits that a file states",
                start.provider,
                missing.join(", ")
            );
            notes.push(Note::new(NoteCode::MissingMonths, message));
        }
    }
    notes
}

/// How the balances of a list and the bills fit together.
fn lists(view: &View<'_, '_>) -> Vec<Note> {
    let horizon = &view.evaluation.profile.plan.horizon;
    let mut notes = Vec::new();
    for start in view.starts.iter().filter(|start| found::is_listed(view.import, start.provider)) {
        let last_over = horizon.months().iter().rfind(|month| horizon.date(month.last) < view.today);
        if start.is_list_alone {
            notes.push(Note::plain(NoteCode::ListAlone));
        } else if let Some(over) = last_over.filter(|over| over.last >= start.day()) {
            let message = format!(
                "the list has what was left when {over} ended, and the bills of {} are not whole up to there: use in \
                 between counts twice; add those bills",
                start.provider
            );
            notes.push(Note::new(NoteCode::ListNewer, message));
        }
    }
    notes
}

/// What is odd about one month's bill.
fn of_month(view: &View<'_, '_>, provider: &ProviderId, month: Date, billed: &Billed) -> Vec<Note> {
    let horizon = &view.evaluation.profile.plan.horizon;
    let mut notes = Vec::new();
    let last = month.end_of_month_after(0);
    let is_closed = view.starts.iter().any(|start| start.provider == provider && horizon.date(start.day()) > month);
    if let Some(through) = billed.seen.through.filter(|through| *through < last && last < view.today && !is_closed) {
        let message =
            format!("the charges of {provider} end on {through}, before the month does: it is not counted as closed");
        notes.push(Note::new(NoteCode::EndsEarly, message));
    }
    if let Some(of_bill) = billed.credits_of_bill.filter(|sum| *sum != billed.paid()) {
        let label = month.to_string();
        let message = format!(
            "{provider} {}: the bill has {} of credits, the history {}; the history counts",
            label.get(..7).unwrap_or_default(),
            alone(of_bill.rounded()),
            alone(billed.paid().rounded())
        );
        notes.push(Note::new(NoteCode::Disagreement, message));
    }
    notes
}

fn unplanned(view: &View<'_, '_>) -> Option<Note> {
    let sum: Exact = view.bills.values().filter_map(|billed| billed.charges.get(&UNPLANNED)).copied().sum();
    (!sum.is_zero()).then(|| {
        let amount = alone(sum.rounded());
        let message = format!(
            "{amount} of charges belong to no service of the plan: taxes, Marketplace, or a service it does not have"
        );
        Note::new(NoteCode::Unplanned, message)
    })
}

fn unknown(view: &View<'_, '_>) -> Option<Note> {
    let unknown = view.entries.iter().filter(|entry| entry.state == State::Unknown);
    let unknown: Vec<&str> = unknown.map(|entry| entry.grant.id.as_str()).collect();
    (!unknown.is_empty()).then(|| {
        let message = format!(
            "what is left of {} is on no file, and it is not in the re-forecast: add `aws billing get-credits`, or say \
             with --match which grant it is",
            unknown.join(", ")
        );
        Note::new(NoteCode::BalanceUnknown, message)
    })
}

fn left_over(view: &View<'_, '_>, entry: &Entry<'_>) -> Option<Note> {
    let horizon = &view.evaluation.profile.plan.horizon;
    let last = entry.grant.life.likely.map(|life| horizon.date(life.last()))?;
    let left = entry.left(Case::Likely);
    let is_over = last < view.today && !left.is_zero() && !entry.credits.is_empty();
    is_over
        .then(|| Note::new(NoteCode::LeftOver, format!("{} ended on {last} with {} left", entry.grant.id, alone(left))))
}

fn sharing() -> Note {
    let message = "several accounts: settled as one. Not modelled: with sharing on, AWS lets the owning account use a \
                   credit first, then the account with the highest spend (R3); with sharing off, as on the last day of \
                   the month, only the owner uses it (R9); accounts that join or leave in a month draw on the pool or \
                   take their credits with them (R10)";
    Note::new(NoteCode::Sharing, message.to_owned())
}
