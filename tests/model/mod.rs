//! A naive reference model of `spec.md`: §3 and §4 in `scoring`, §5 in `timeline`, §6 and §7 here.
//!
//! It shares nothing with the crate and is written from the specification alone, whose numbers stand in it as literals.
//! A [`World`] is one case of one company, settled the slow way: every day is worked out again from the opening
//! balances of its period, so that a mistake would have to be made twice, in two different shapes, to pass.
//!
//! What a caller promises: names, providers and ids are as a valid profile has them (unique, not blank), amounts are
//! not negative, a list has a value, `issued <= usable`, and a planned credit's `last` is the end of a month. Forfeited
//! and declined grants are not passed.
#![allow(
    dead_code,
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "several integration tests include this file, each for a part of it; a test may panic"
)]

pub mod calendar;
mod ledger;
pub mod profile;
pub mod scoring;
pub mod spend;
mod summary;
pub mod timeline;
pub mod tranches;
pub mod warnings;
#[cfg(test)]
mod worked;

use ledger::Ledger;
use std::collections::BTreeSet;

/// One case of one company: what it spends and the credits it has or will have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct World {
    /// Year, month and day of the month of day 0.
    pub start: (i32, u32, u32),
    /// The last day that is settled.
    pub horizon: i64,
    pub services: Vec<Service>,
    pub credits: Vec<Credit>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Service {
    pub name: String,
    pub provider: String,
    pub form: Form,
}

/// How a service's monthly amounts are written (§6), in cents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Form {
    Monthly(Vec<i128>),
    Constant(i128),
    Lines {
        current: i128,
        month_12: i128,
        month_24: Option<i128>,
    },
    /// The monthly rate is `numerator / denominator`.
    Growth {
        current: i128,
        numerator: i64,
        denominator: i64,
    },
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credit {
    pub id: String,
    pub provider: String,
    pub amount: i128,
    pub issued: i64,
    pub usable: i64,
    /// The last usable day.
    pub last: i64,
    /// Names of services; `*` is every service of the provider.
    pub covers: Vec<String>,
    /// Held before the plan: its last usable day cuts a period.
    pub held: bool,
}

/// One day, cumulative since day 0, summed over the providers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub day: i64,
    pub granted: i128,
    pub consumed: i128,
    pub expired: i128,
    pub balance: i128,
    pub charges: i128,
    pub cash: i128,
}

/// One service in one settlement period, with charges above 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bill {
    pub from_day: i64,
    pub to_day: i64,
    pub service: String,
    pub provider: String,
    pub charges: i128,
    pub credits: i128,
    pub cash: i128,
}

/// §7's summary of one provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    pub first_usable_day: Option<i64>,
    pub paid_before_credits: Option<i128>,
    pub first_bill_day: Option<i64>,
    pub first_bill: Option<i128>,
    /// First and last day of each.
    pub gaps: Vec<(i64, i64)>,
    /// Months as `2026-03`.
    pub cash_by_month: Vec<(String, i128)>,
    pub credits_end_day: Option<i64>,
    pub lapsed: i128,
    /// In ten-thousandths, half-even.
    pub coverage: Option<i128>,
}

/// A world settled: each provider's ledger, by name.
pub struct Settled<'w> {
    world: &'w World,
    ledgers: Vec<Ledger>,
}

impl World {
    /// Settles every provider that bills a service or has a credit.
    pub fn settled(&self) -> Settled<'_> {
        let of_services = self.services.iter().map(|s| s.provider.as_str());
        let of_credits = self.credits.iter().map(|c| c.provider.as_str());
        let providers: BTreeSet<&str> = of_services.chain(of_credits).collect();
        Settled { world: self, ledgers: providers.iter().map(|p| Ledger::of(self, p)).collect() }
    }

    /// As [`Settled::rows`].
    pub fn rows(&self) -> Vec<Row> {
        self.settled().rows()
    }

    /// As [`Settled::bills`].
    pub fn bills(&self) -> Vec<Bill> {
        self.settled().bills()
    }

    /// As [`Settled::summary`].
    pub fn summary(&self, provider: &str) -> Summary {
        self.settled().summary(provider)
    }

    /// As [`Settled::per_credit`].
    pub fn per_credit(&self) -> Vec<(String, i128, i128, i128)> {
        self.settled().per_credit()
    }
}

impl Settled<'_> {
    /// Day 0 to the horizon, both included.
    pub fn rows(&self) -> Vec<Row> {
        let mut rows = Vec::new();
        for day in 0..=self.world.horizon {
            let mut total = Row::nothing_on(day);
            for ledger in &self.ledgers {
                total.add(&ledger.rows[index(day)]);
            }
            rows.push(total);
        }
        rows
    }

    /// Ordered by first day, provider, service.
    pub fn bills(&self) -> Vec<Bill> {
        let mut bills = Vec::new();
        for closed in self.ledgers.iter().flat_map(|ledger| &ledger.closed) {
            for (s, service) in self.world.services.iter().enumerate() {
                if closed.charges[s] > 0 {
                    bills.push(Bill {
                        from_day: closed.first,
                        to_day: closed.last,
                        service: service.name.clone(),
                        provider: service.provider.clone(),
                        charges: closed.charges[s],
                        credits: closed.charges[s] - closed.unpaid[s],
                        cash: closed.unpaid[s],
                    });
                }
            }
        }
        bills.sort_by(|a, b| (a.from_day, &a.provider, &a.service).cmp(&(b.from_day, &b.provider, &b.service)));
        bills
    }

    /// Of one provider, over its own rows and periods; all zeros and nothing where it has neither a service nor a credit.
    pub fn summary(&self, provider: &str) -> Summary {
        match self.ledgers.iter().find(|ledger| ledger.provider == provider) {
            Some(own) => summary::summarize(self.world, own),
            None => summary::summarize(self.world, &Ledger::of(self.world, provider)),
        }
    }

    /// Id, consumed, expired and left of each credit at the horizon, in input order; zeros when it is not issued by
    /// then.
    pub fn per_credit(&self) -> Vec<(String, i128, i128, i128)> {
        let mut answer = Vec::new();
        for (c, credit) in self.world.credits.iter().enumerate() {
            let (mut consumed, mut expired, mut left) = (0, 0, 0);
            if credit.counts() && credit.issued <= self.world.horizon {
                let own = self.ledgers.iter().find(|l| l.provider == credit.provider);
                let remaining = own.expect("each provider has a ledger").remaining[c];
                consumed = credit.amount - remaining;
                if credit.last < self.world.horizon {
                    expired = remaining;
                } else {
                    left = remaining;
                }
            }
            answer.push((credit.id.clone(), consumed, expired, left));
        }
        answer
    }
}

impl Credit {
    /// §7.5: an amount of 0 is no credit; §5: nor is one whose last usable day lies before day 0.
    fn counts(&self) -> bool {
        self.amount > 0 && self.last >= 0
    }

    /// §11: only services of its own provider.
    fn reaches(&self, service: &Service) -> bool {
        self.provider == service.provider && self.covers.iter().any(|c| c == "*" || *c == service.name)
    }
}

impl Row {
    fn nothing_on(day: i64) -> Self {
        Row { day, granted: 0, consumed: 0, expired: 0, balance: 0, charges: 0, cash: 0 }
    }

    fn add(&mut self, other: &Row) {
        assert_eq!(self.day, other.day, "rows of two days are never added");
        self.granted += other.granted;
        self.consumed += other.consumed;
        self.expired += other.expired;
        self.balance += other.balance;
        self.charges += other.charges;
        self.cash += other.cash;
    }
}

/// A day from 0 on, as a place in a list that begins with day 0.
fn index(day: i64) -> usize {
    usize::try_from(day).expect("a day of the plan is not negative")
}
