//! Counts and sums that add up in any order.

use crate::band::{Band, Case};
use crate::evaluation::Outcome;
use crate::money::Usd;

/// How many, and how much in all.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many there are.
    pub count: u64,
    /// Their sum.
    pub amount: Usd,
}

impl Tally {
    /// One more of an amount.
    pub(super) fn add(&mut self, amount: Usd) {
        more(&mut self.count);
        self.amount += amount;
    }

    /// Both together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self { count: self.count.saturating_add(other.count), amount: self.amount + other.amount }
    }

    pub(super) fn merge(&mut self, other: Self) {
        *self = self.plus(other);
    }
}

/// A value for each of the two plans, each in the three cases.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Plans<T> {
    /// If the accelerator accepts.
    pub accepted: Band<T>,
    /// If it does not.
    pub not_accepted: Band<T>,
}

impl<T> Plans<T> {
    /// The values of one plan.
    pub const fn of(&self, outcome: Outcome) -> &Band<T> {
        match outcome {
            Outcome::Accepted => &self.accepted,
            Outcome::NotAccepted => &self.not_accepted,
        }
    }

    pub(super) const fn band_mut(&mut self, outcome: Outcome) -> &mut Band<T> {
        match outcome {
            Outcome::Accepted => &mut self.accepted,
            Outcome::NotAccepted => &mut self.not_accepted,
        }
    }

    pub(super) const fn get_mut(&mut self, outcome: Outcome, case: Case) -> &mut T {
        self.band_mut(outcome).get_mut(case)
    }
}

/// One more.
pub const fn more(count: &mut u64) {
    *count = count.saturating_add(1);
}

/// Adds counts place by place.
pub fn plus(own: &mut [u64], other: &[u64]) {
    for (own, other) in own.iter_mut().zip(other) {
        *own = own.saturating_add(*other);
    }
}

/// Adds tallies case by case.
pub fn merge_band(own: &mut Band<Tally>, other: &Band<Tally>) {
    for (case, other) in other.iter() {
        own.get_mut(case).merge(*other);
    }
}

/// Adds counts case by case.
pub fn merge_counts(own: &mut Band<u64>, other: &Band<u64>) {
    for (case, other) in other.iter() {
        let count = own.get_mut(case);
        *count = count.saturating_add(*other);
    }
}
