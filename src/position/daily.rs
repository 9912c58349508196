//! A ledger day by day: final on a period's last day, the month to date before it.

use super::account::Period;
use super::{Amounts, Gap, Ledger};
use crate::calendar::Day;
use crate::money::Usd;

/// A ledger read day by day, each day no earlier than the one before.
#[derive(Debug)]
pub(super) struct Days<'l, 'a> {
    ledger: &'l Ledger<'a>,
    /// The period of the last day read.
    index: usize,
    /// What holds on that day.
    stretch: Option<Stretch>,
    /// Each credit's balance and each service's open charges on that day.
    balances: Vec<Usd>,
    open: Vec<Usd>,
}

/// What holds on a few days of a period that follow each other: on none but the first a credit is issued or begins to be
/// usable.
#[derive(Debug, Clone, Copy)]
struct Stretch {
    last: Day,
    granted: Usd,
    expired: Usd,
    /// The balances that can be used, as they were when the period began.
    usable: Usd,
    /// True where each of those pays for every service.
    is_general: bool,
}

impl<'l, 'a> Days<'l, 'a> {
    pub fn of(ledger: &'l Ledger<'a>) -> Self {
        Self { ledger, index: 0, stretch: None, balances: Vec::new(), open: Vec::new() }
    }

    /// The amounts at the end of a day of the plan.
    pub fn at(&mut self, day: Day) -> Amounts {
        let later = self.ledger.periods().get(self.index..).unwrap_or_default();
        self.index = self.index.saturating_add(later.iter().take_while(|period| period.last < day).count());
        let Some(period) = self.ledger.periods().get(self.index) else { return Amounts::default() };
        let known = self.stretch.filter(|stretch| day <= stretch.last);
        let stretch = *self.stretch.insert(known.unwrap_or_else(|| self.stretch(period, day)));
        let (charges, consumed) = if day == period.last {
            self.ledger.before(self.index.saturating_add(1))
        } else {
            let (charged, used) = if stretch.is_general {
                let charged = self.ledger.account.to_date(period, day).sum();
                (charged, stretch.usable.min(charged))
            } else {
                self.settled_by(self.index, period, day)
            };
            let (charges, consumed) = self.ledger.before(self.index);
            (charges + charged, consumed + used)
        };
        let Stretch { granted, expired, .. } = stretch;
        Amounts { granted, consumed, expired, balance: granted - consumed - expired, charges, cash: charges - consumed }
    }

    /// The stretch of the period that is read, from `day` on.
    fn stretch(&self, period: &Period, day: Day) -> Stretch {
        let nothing = Usd::ZERO;
        let mut stretch =
            Stretch { last: period.last, granted: nothing, expired: nothing, usable: nothing, is_general: true };
        for (credit, balance) in self.ledger.credits().iter().zip(self.ledger.balances(self.index)) {
            let life = credit.life;
            for begins in [life.issued, life.usable].into_iter().filter(|begins| *begins > day) {
                stretch.last = stretch.last.min(begins.previous());
            }
            if life.issued <= day {
                stretch.granted += credit.amount;
            }
            if life.end() <= day {
                stretch.expired += *balance;
            } else if life.usable <= day && !balance.is_zero() {
                stretch.usable += *balance;
                stretch.is_general &= self.ledger.covers_all(credit);
            }
        }
        stretch
    }

    /// Charges and use of a period by the end of one of its days.
    fn settled_by(&mut self, index: usize, period: &Period, day: Day) -> (Usd, Usd) {
        let charged = self.charged(period, day);
        self.balances.clear();
        self.balances.extend_from_slice(self.ledger.balances(index));
        let used = self.ledger.waterfall.pay(period.first, day, charged, &mut self.balances, &mut self.open);
        (charged, used)
    }

    /// Puts the charges of a period by the end of one of its days into `open`, and returns their sum.
    fn charged(&mut self, period: &Period, day: Day) -> Usd {
        self.open.clear();
        self.open.extend(self.ledger.account.to_date(period, day));
        self.open.iter().copied().sum()
    }

    /// Adds the runs of days with nothing left of a stretch of a period in which no credit is issued or begins to be
    /// usable. Days are settled one by one only where a credit that is left pays for some of the services alone.
    fn empty_in(&mut self, index: usize, period: &Period, (from, to): (Day, Day), runs: &mut Vec<Gap>) {
        let (mut held, mut usable, mut is_general) = (Usd::ZERO, Usd::ZERO, true);
        for (credit, balance) in self.ledger.credits().iter().zip(self.ledger.balances(index)) {
            if credit.life.issued <= from && credit.life.end() > from && !balance.is_zero() {
                held += *balance;
                is_general &= self.ledger.covers_all(credit);
                if credit.life.usable <= from {
                    usable += *balance;
                }
            }
        }
        if held.is_zero() {
            add_run(runs, Gap { from, to });
        } else if usable == held && self.ledger.account.charged(index) >= held && self.charged(period, to) >= held {
            let first = self.first_reaching(held, period, (from, to));
            if is_general {
                add_run(runs, Gap { from: first, to });
                return;
            }
            for day in first.through(to).filter(|day| self.settled_by(index, period, *day).1 == held) {
                add_run(runs, Gap { from: day, to: day });
            }
        }
    }

    /// The first day of a stretch by which the charges of a period reach an amount, as they do by its last day. Charges to
    /// date never fall.
    fn first_reaching(&mut self, amount: Usd, period: &Period, (mut low, mut high): (Day, Day)) -> Day {
        while low < high {
            let middle = Day(low.0.midpoint(high.0));
            if self.charged(period, middle) >= amount {
                high = middle;
            } else {
                low = middle.next();
            }
        }
        high
    }
}

fn add_run(runs: &mut Vec<Gap>, next: Gap) {
    match runs.last_mut() {
        Some(run) if run.to.next() == next.from => run.to = next.to,
        _ => runs.push(next),
    }
}

impl Ledger<'_> {
    /// The amounts at the end of a day of the plan: final on a period's last day, an estimate before.
    #[must_use]
    pub fn at(&self, day: Day) -> Amounts {
        Days::of(self).at(day)
    }

    /// The maximal runs of days with nothing left, from the first issue day on.
    pub(super) fn empty_runs(&self) -> Vec<Gap> {
        let Some(first) = self.credits().iter().map(|credit| credit.life.issued.max(Day::ZERO)).min() else {
            return Vec::new();
        };
        let mut begins: Vec<Day> =
            self.credits().iter().flat_map(|credit| [credit.life.issued, credit.life.usable]).collect();
        begins.sort_unstable();
        let mut runs = Vec::new();
        let mut days = Days::of(self);
        for (index, period) in self.periods().iter().enumerate() {
            let mut from = period.first.max(first);
            while from <= period.last {
                let next = begins.get(begins.partition_point(|day| *day <= from));
                let to = next.map_or(period.last, |next| period.last.min(next.previous()));
                days.empty_in(index, period, (from, to), &mut runs);
                from = to.next();
            }
        }
        runs
    }
}
