//! A gate of the award: when it is due, when it is done, whether it is missed.

use super::View;
use crate::band::{Band, Case};
use crate::calendar::Day;
use crate::id::GateId;
use crate::profile::Expected;
use crate::program::GateDue;

/// When a gate is met, in days after acceptance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    /// It was met on this day.
    On(Day),
    /// It is expected on this day.
    Expected(Day),
    /// Nothing is known; the program's own days hold.
    Unknown,
}

impl Done {
    /// The day, where there is one.
    #[must_use]
    pub const fn day(self) -> Option<Day> {
        match self {
            Self::On(day) | Self::Expected(day) => Some(day),
            Self::Unknown => None,
        }
    }
}

/// A gate in the plan.
#[derive(Debug, Clone)]
pub struct GatePlan<'a> {
    /// The gate and its days after acceptance.
    pub due: &'a GateDue,
    /// The tranche that it releases, from 2.
    pub tranche: usize,
    /// When it is met, in each case.
    pub done: Band<Done>,
    /// The deadline, in days after day 0.
    pub deadline: Band<Day>,
}

impl<'a> GatePlan<'a> {
    pub(super) fn new(view: &View<'_, 'a>, due: &'a GateDue, tranche: usize, acceptance: Band<Day>) -> Self {
        let done = Band::from_fn(|case| done(view, &due.gate, *acceptance.get(case)));
        let deadline = acceptance.map(|accepted| accepted + due.due.value.cautious);
        Self { due, tranche, done, deadline }
    }

    /// The gate.
    #[must_use]
    pub const fn id(&self) -> &'a GateId {
        &self.due.gate
    }

    /// The last day in time, in days after acceptance: the cautious one in every case.
    #[must_use]
    pub const fn last_day(&self) -> Day {
        self.due.due.value.cautious
    }

    /// True where the gate is met after its deadline.
    #[must_use]
    pub fn is_missed(&self, case: Case) -> bool {
        self.done.get(case).day().is_some_and(|done| done > self.last_day())
    }

    /// The day of issue that the gate allows, in days after acceptance, where it is not missed: one that is made although
    /// its day is later is made on the last day in time.
    pub(super) fn release(&self, case: Case, review: Day) -> Day {
        let due = &self.due.due.value;
        let in_time = |done: Day| done.min(self.last_day());
        let reviewed = |done: Day| done.max(due.likely.min(done + review));
        match (*self.done.get(case), case) {
            (Done::On(done), _) | (Done::Expected(done), Case::Likely) => reviewed(in_time(done)),
            (Done::Expected(_) | Done::Unknown, Case::Cautious) => due.cautious,
            (Done::Expected(done), Case::Best) => in_time(done),
            (Done::Unknown, case) => *due.get(case),
        }
    }
}

fn done(view: &View<'_, '_>, gate: &GateId, acceptance: Day) -> Done {
    let profile = view.profile;
    if let Some((_, date)) = profile.actuals.milestones.iter().find(|(id, _)| id == gate) {
        return Done::On(view.horizon().day(*date) - acceptance);
    }
    let milestone = profile.milestones.iter().find(|(id, _)| id == gate);
    match milestone.and_then(|(_, milestone)| milestone.expected) {
        Some(Expected::AfterAcceptance(days)) => Done::Expected(Day(days)),
        Some(Expected::On(date)) => Done::Expected((view.horizon().day(date) - acceptance).max(Day::ZERO)),
        None => Done::Unknown,
    }
}
