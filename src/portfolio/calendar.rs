//! The portfolio by calendar month.

use std::collections::BTreeMap;

use super::outcomes_and_cases;
use super::tally::{Plans, Tally, merge_band, merge_counts};
use crate::band::{Band, Case};
use crate::calendar::YearMonth;
use crate::evaluation::Outcome;
use crate::money::Usd;

/// What falls into one month.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct MonthRow {
    /// Awards by the day of acceptance, as if every application of a plan were accepted.
    pub awards: Band<Tally>,
    /// What is granted by the horizon, by the day of issue; what was issued before day 0 in the month of day 0.
    pub granted: Plans<Usd>,
    /// Credits that end before the horizon with something left, by their last usable day, and what is left.
    pub lapsing: Plans<Tally>,
    /// Filings of a stack of which something is still planned.
    pub stack_filings: u64,
    /// Applications that are not decided.
    pub accelerator_filings: u64,
    /// Deadlines of gates that are not met.
    pub evidence: Band<u64>,
}

/// The months in which something falls, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Months(BTreeMap<YearMonth, MonthRow>);

impl Months {
    /// Each month with what falls into it.
    pub fn iter(&self) -> impl Iterator<Item = (YearMonth, &MonthRow)> {
        self.0.iter().map(|(month, row)| (*month, row))
    }

    /// The awards of all months.
    #[must_use]
    pub fn awards(&self) -> Band<Tally> {
        let mut total = Band::default();
        self.0.values().for_each(|row| merge_band(&mut total, &row.awards));
        total
    }

    /// What one plan grants in all months.
    #[must_use]
    pub fn granted(&self, outcome: Outcome) -> Band<Usd> {
        Band::from_fn(|case| self.0.values().map(|row| *row.granted.of(outcome).get(case)).sum())
    }

    /// What lapses in one plan in all months.
    #[must_use]
    pub fn lapsing(&self, outcome: Outcome) -> Band<Tally> {
        let mut total = Band::default();
        self.0.values().for_each(|row| merge_band(&mut total, row.lapsing.of(outcome)));
        total
    }

    pub(super) fn at(&mut self, month: YearMonth) -> &mut MonthRow {
        self.0.entry(month).or_default()
    }

    pub(super) fn grant(&mut self, month: YearMonth, outcome: Outcome, case: Case, amount: Usd) {
        *self.at(month).granted.get_mut(outcome, case) += amount;
    }

    pub(super) fn merge(&mut self, other: &Self) {
        for (month, row) in &other.0 {
            self.at(*month).merge(row);
        }
    }
}

impl MonthRow {
    fn merge(&mut self, other: &Self) {
        merge_band(&mut self.awards, &other.awards);
        for (outcome, case) in outcomes_and_cases() {
            *self.granted.get_mut(outcome, case) += *other.granted.of(outcome).get(case);
        }
        for outcome in Outcome::ALL {
            merge_band(self.lapsing.band_mut(outcome), other.lapsing.of(outcome));
        }
        self.stack_filings = self.stack_filings.saturating_add(other.stack_filings);
        self.accelerator_filings = self.accelerator_filings.saturating_add(other.accelerator_filings);
        merge_counts(&mut self.evidence, &other.evidence);
    }
}
