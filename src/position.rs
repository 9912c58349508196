//! The position of one case: what is granted, consumed, expired and left on each day, and what is paid in cash.

mod account;
mod daily;
mod settlement;
mod summary;
mod waterfall;

use std::sync::Arc;

use crate::band::Case;
use crate::calendar::{Day, Horizon};
use crate::id::{GrantId, ProviderId, ServiceId};
use crate::money::Usd;
use crate::spend::Service;
use crate::timeline::Grant;

pub use account::{Accounts, Period};
use daily::Days;
pub use settlement::{Ledger, PaidBill};
pub use summary::{Gap, MonthCash, Summary};
pub use waterfall::Credit;

/// The settled position of one case: a ledger a provider.
#[derive(Debug, Clone)]
pub struct Position<'a> {
    /// The case.
    pub case: Case,
    /// The days of the plan.
    pub horizon: &'a Horizon,
    /// Each provider that bills a service or has a grant listed, by name. Cases that do not differ share one.
    pub ledgers: Vec<Arc<Ledger<'a>>>,
}

/// The amounts of a day, cumulative since day 0.
///
/// Granted = consumed + expired + balance, and cash = charges − consumed, to the cent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Amounts {
    /// Credits issued.
    pub granted: Usd,
    /// Credits used.
    pub consumed: Usd,
    /// Credits left over when they ended.
    pub expired: Usd,
    /// Credits left.
    pub balance: Usd,
    /// What the services cost.
    pub charges: Usd,
    /// What credits did not pay.
    pub cash: Usd,
}

/// Takes one of the amounts.
pub type Ask = fn(&Amounts) -> Usd;

impl Amounts {
    /// The names of [`Amounts::each`] in every output for programs.
    pub const NAMES: [&str; 6] = ["granted", "consumed", "expired", "balance", "charges", "cash"];

    /// The amounts, in the order of their names.
    #[must_use]
    pub const fn each(self) -> [Usd; 6] {
        let Self { granted, consumed, expired, balance, charges, cash } = self;
        [granted, consumed, expired, balance, charges, cash]
    }

    fn plus(self, other: Self) -> Self {
        Self {
            granted: self.granted + other.granted,
            consumed: self.consumed + other.consumed,
            expired: self.expired + other.expired,
            balance: self.balance + other.balance,
            charges: self.charges + other.charges,
            cash: self.cash + other.cash,
        }
    }
}

/// A day of the position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// The day.
    pub day: Day,
    /// The sums over all providers.
    pub amounts: Amounts,
}

/// What a period's bill says of one service that was charged for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bill<'a> {
    /// The period's first day.
    pub from: Day,
    /// The period's last day.
    pub through: Day,
    /// The service.
    pub service: &'a ServiceId,
    /// Who bills it.
    pub provider: &'a ProviderId,
    /// What it cost.
    pub charges: Usd,
    /// What credits paid.
    pub credits: Usd,
    /// What is left to pay.
    pub cash: Usd,
}

/// What became of one grant by the horizon.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Use {
    /// Used.
    pub consumed: Usd,
    /// Left over when it ended.
    pub expired: Usd,
    /// Left.
    pub left: Usd,
}

impl<'a> Position<'a> {
    /// Settles the grants of one case against the services.
    #[must_use]
    pub fn settle(case: Case, horizon: &'a Horizon, services: &[Service<'a>], grants: &[&Grant<'a>]) -> Self {
        Accounts::open(horizon, services, grants).settle(case, grants)
    }

    /// The ledger of a provider.
    #[must_use]
    pub fn ledger(&self, provider: &ProviderId) -> Option<&Ledger<'a>> {
        self.ledgers.iter().find(|ledger| ledger.provider == provider).map(AsRef::as_ref)
    }

    /// The amounts at the end of a day of the plan.
    #[must_use]
    pub fn at(&self, day: Day) -> Amounts {
        self.ledgers.iter().map(|ledger| ledger.at(day)).fold(Amounts::default(), Amounts::plus)
    }

    /// Every day from day 0 to the horizon.
    pub fn rows(&self) -> impl Iterator<Item = Row> {
        let mut ledgers: Vec<Days<'_, 'a>> = self.ledgers.iter().map(|ledger| Days::of(ledger)).collect();
        Day::ZERO.through(self.horizon.last()).map(move |day| {
            let amounts = ledgers.iter_mut().map(|ledger| ledger.at(day)).fold(Amounts::default(), Amounts::plus);
            Row { day, amounts }
        })
    }

    /// The amounts at the horizon.
    #[must_use]
    pub fn totals(&self) -> Amounts {
        self.at(self.horizon.last())
    }

    /// A bill a period and service with charges, by first day, provider and service.
    #[must_use]
    pub fn bills(&self) -> Vec<Bill<'a>> {
        let mut bills: Vec<Bill<'a>> = self.ledgers.iter().flat_map(|ledger| ledger.bills()).collect();
        bills.sort_by_key(|bill| (bill.from, bill.provider, bill.service));
        bills
    }

    /// What became of a grant by the horizon; nothing where it is not issued by then.
    #[must_use]
    pub fn grant_use(&self, grant: &GrantId) -> Use {
        self.ledgers.iter().find_map(|ledger| ledger.grant_use(grant)).unwrap_or_default()
    }
}
