//! What is to be filed and shown soon, by partner.

use std::collections::BTreeMap;

use super::calendar::Months;
use super::is_decided;
use super::tally::{merge_counts, more};
use crate::band::{Band, Case};
use crate::calendar::{Day, YearMonth};
use crate::evaluation::Evaluation;
use crate::id::{GateId, GrantId};
use crate::scoring::Action;
use crate::timeline::{Done, Status};

/// The most partners that have a row of their own. With more of them the first by name do, and the rest have one
/// together; every count is exact either way.
pub const MOST_PARTNERS: usize = 1_000;
/// How far ahead is soon, in days.
pub const DAYS_AHEAD: Day = Day(30);

/// What is due soon.
///
/// A plan is looked at from where it stands: its day 0, that day included, or the last day on which something has
/// happened, that day not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Partners {
    /// By the partner's name.
    rows: BTreeMap<String, Due>,
    /// Of companies without a partner.
    pub none: Due,
    /// Of the partners without a row of their own, together.
    pub others: Due,
}

/// What companies have to file and to show within [`DAYS_AHEAD`] days.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Due {
    /// The companies, whether something is due or not.
    pub companies: u64,
    /// Filings of a stack of which something is still planned.
    pub stack_filings: u64,
    /// Applications to the accelerator that are not decided.
    pub accelerator_filings: u64,
    /// Deadlines of gates that are not met, by gate.
    pub evidence: BTreeMap<GateId, Band<u64>>,
}

/// The days that are looked at: from the first to the last, both included.
struct Window(Day, Day);

impl Partners {
    /// The partners with a row of their own, by name.
    pub fn rows(&self) -> impl Iterator<Item = (&str, &Due)> {
        self.rows.iter().map(|(name, due)| (name.as_str(), due))
    }

    /// What is due of everyone together.
    #[must_use]
    pub fn total(&self) -> Due {
        let mut total = Due::default();
        self.rows.values().chain([&self.none, &self.others]).for_each(|due| total.merge(due));
        total
    }

    pub(super) fn add(&mut self, evaluation: &Evaluation<'_>, months: &mut Months) {
        let profile = evaluation.profile;
        let horizon = &profile.plan.horizon;
        let window = match profile.actuals.last().map(|date| horizon.day(date)) {
            Some(last) => Window(last.next().max(Day::ZERO), last.max(Day::ZERO) + DAYS_AHEAD),
            None => Window(Day::ZERO, DAYS_AHEAD),
        };
        let due = match profile.partner.as_ref().and_then(|partner| partner.name.as_deref()) {
            Some(name) => self.row(name),
            None => &mut self.none,
        };
        more(&mut due.companies);
        if files_stack(evaluation) {
            let filed = profile.plan.stack_filed;
            more(&mut months.at(YearMonth::holding(filed)).stack_filings);
            window.count(horizon.day(filed), &mut due.stack_filings);
        }
        if applies(evaluation) {
            let filed = profile.plan.accelerator_filed;
            more(&mut months.at(YearMonth::holding(filed)).accelerator_filings);
            window.count(horizon.day(filed), &mut due.accelerator_filings);
        }
        for (case, gate, deadline) in open_gates(evaluation) {
            more(months.at(YearMonth::of(horizon, deadline)).evidence.get_mut(case));
            if window.holds(deadline) {
                more(due.gate(gate).get_mut(case));
            }
        }
    }

    /// The row that a partner is counted in. The first by name of all partners ever seen have their own: a row that
    /// makes way is behind so many others, and stays behind them.
    fn row(&mut self, name: &str) -> &mut Due {
        if !self.rows.contains_key(name) {
            let is_behind =
                |rows: &BTreeMap<String, Due>| rows.keys().next_back().is_none_or(|last| name > last.as_str());
            if self.rows.len() >= MOST_PARTNERS && is_behind(&self.rows) {
                return &mut self.others;
            }
            self.rows.insert(name.to_owned(), Due::default());
            self.fold();
        }
        self.rows.entry(name.to_owned()).or_default()
    }

    fn fold(&mut self) {
        while self.rows.len() > MOST_PARTNERS {
            if let Some((_, due)) = self.rows.pop_last() {
                self.others.merge(&due);
            }
        }
    }

    pub(super) fn merge(&mut self, other: Self) {
        for (name, due) in &other.rows {
            self.rows.entry(name.clone()).or_default().merge(due);
        }
        self.none.merge(&other.none);
        self.others.merge(&other.others);
        self.fold();
    }
}

impl Due {
    /// Filings of both kinds.
    #[must_use]
    pub const fn filings(&self) -> u64 {
        self.stack_filings.saturating_add(self.accelerator_filings)
    }

    /// Gates whose evidence is due in a case.
    #[must_use]
    pub fn gates(&self, case: Case) -> u64 {
        self.evidence.values().map(|count| *count.get(case)).fold(0, u64::saturating_add)
    }

    fn gate(&mut self, gate: &GateId) -> &mut Band<u64> {
        self.evidence.entry(gate.clone()).or_default()
    }

    fn merge(&mut self, other: &Self) {
        let counts = [
            (&mut self.companies, other.companies),
            (&mut self.stack_filings, other.stack_filings),
            (&mut self.accelerator_filings, other.accelerator_filings),
        ];
        for (own, other) in counts {
            *own = own.saturating_add(other);
        }
        for (gate, count) in &other.evidence {
            merge_counts(self.gate(gate), count);
        }
    }
}

impl Window {
    fn holds(&self, day: Day) -> bool {
        self.0 <= day && day <= self.1
    }

    fn count(&self, day: Day, count: &mut u64) {
        if self.holds(day) {
            more(count);
        }
    }
}

/// True where something of the stack is still planned.
fn files_stack(evaluation: &Evaluation<'_>) -> bool {
    let is_stack = |id: &GrantId| evaluation.program.stack.iter().any(|component| component.id == *id);
    let is_planned = |status: Band<Status>| status.iter().any(|(_, status)| *status == Status::Planned);
    evaluation.timeline.grants.iter().any(|grant| is_planned(grant.status) && is_stack(&grant.id))
}

/// True where the plan applies to the accelerator and has not been answered.
const fn applies(evaluation: &Evaluation<'_>) -> bool {
    let action = evaluation.assessment.recommendation.action;
    !is_decided(evaluation.profile) && matches!(action, Action::Pursue | Action::CompleteProfile)
}

/// Each case with the gates whose evidence it still has to see, and their deadlines: those that are not met, and whose
/// tranche has been neither issued nor declined.
fn open_gates<'e>(evaluation: &'e Evaluation<'_>) -> impl Iterator<Item = (Case, &'e GateId, Day)> {
    evaluation.timeline.gates.iter().flat_map(|gate| {
        let tranche = evaluation.timeline.grants.iter().find(|grant| grant.gate() == Some(gate.id()));
        let is_open = move |case: &Case| {
            let is_met = matches!(gate.done.get(*case), Done::On(_));
            !is_met && tranche.is_some_and(|tranche| *tranche.status.get(*case) != Status::Actual)
        };
        Case::ALL.into_iter().filter(is_open).map(|case| (case, gate.id(), *gate.deadline.get(case)))
    })
}
