//! One provider's bills, settled period by period as AWS settles.

mod payments;

use std::sync::{Arc, OnceLock};

use super::account::{Account, Period, row};
use super::waterfall::{Credit, Waterfall};
use super::{Bill, Summary, Use};
use crate::id::{GrantId, ProviderId};
use crate::money::Usd;
use crate::spend::Service;

pub use payments::PaidBill;

/// One provider's services, credits and settled periods in one case.
///
/// INVARIANT: every credit's opening balance in a period is its amount less what earlier periods took, and no period
/// takes more than that; `Ledger::settle` is the only constructor. No credit ends inside a period: all end with a
/// calendar month, but held ones, where periods are cut.
#[derive(Debug, Clone)]
pub struct Ledger<'a> {
    /// The provider.
    pub provider: &'a ProviderId,
    pub(super) account: Arc<Account<'a>>,
    pub(super) waterfall: Waterfall,
    /// A row a period, and one for the day after the plan, with each credit's balance at its start.
    balances: Vec<Usd>,
    /// A row a period with what is left to pay of each service.
    cash: Vec<Usd>,
    /// Charges and use before each period, and those of the whole plan.
    before: Vec<(Usd, Usd)>,
    /// Worked out when it is first asked for.
    pub(super) summary: OnceLock<Summary>,
}

impl<'a> Ledger<'a> {
    /// Settles an account against the credits of its provider.
    pub(super) fn settle(account: Arc<Account<'a>>, waterfall: Waterfall) -> Self {
        let periods = account.periods.len();
        let mut ledger = Self {
            provider: account.provider,
            balances: Vec::with_capacity(waterfall.credits.len().saturating_mul(periods.saturating_add(1))),
            cash: Vec::with_capacity(account.services.len().saturating_mul(periods)),
            before: Vec::with_capacity(periods.saturating_add(1)),
            account,
            waterfall,
            summary: OnceLock::new(),
        };
        ledger.settle_periods();
        ledger
    }

    fn settle_periods(&mut self) {
        let mut balances: Vec<Usd> = self.waterfall.credits.iter().map(|credit| credit.amount).collect();
        let mut before = (Usd::ZERO, Usd::ZERO);
        for (index, period) in self.account.periods.iter().enumerate() {
            self.balances.extend_from_slice(&balances);
            self.before.push(before);
            let start = self.cash.len();
            self.cash.extend_from_slice(self.account.charges(index));
            let open = self.cash.get_mut(start..).unwrap_or_default();
            let charged = self.account.charged(index);
            let used = self.waterfall.pay(period.first, period.last, charged, &mut balances, open);
            before = (before.0 + charged, before.1 + used);
        }
        self.balances.extend_from_slice(&balances);
        self.before.push(before);
    }

    /// True where a credit pays for every service of the account.
    pub(super) fn covers_all(&self, credit: &Credit) -> bool {
        self.waterfall.covered(credit).len() == self.account.services.len()
    }

    /// The periods in order.
    #[must_use]
    pub fn periods(&self) -> &[Period] {
        &self.account.periods
    }

    /// The credits in the order of use.
    #[must_use]
    pub fn credits(&self) -> &[Credit] {
        &self.waterfall.credits
    }

    /// Each credit's balance at the start of the period at `index`; behind the last period, those left by the plan.
    pub(super) fn balances(&self, index: usize) -> &[Usd] {
        row(&self.balances, self.credits().len(), index)
    }

    /// Charges and use since day 0 at the start of the period at `index`; behind the last period, those of the plan.
    pub(super) fn before(&self, index: usize) -> (Usd, Usd) {
        self.before.get(index).copied().unwrap_or_default()
    }

    fn open_at(&self, index: usize) -> &[Usd] {
        row(&self.cash, self.account.services.len(), index)
    }

    /// Each period with what is left to pay in it.
    pub fn cash(&self) -> impl Iterator<Item = (&Period, Usd)> {
        let cash = |index| self.open_at(index).iter().copied().sum();
        self.periods().iter().enumerate().map(move |(index, period)| (period, cash(index)))
    }

    /// What is left to pay in the period at `index` of the services that some credit covers, whenever it is issued.
    pub(super) fn uncovered(&self, index: usize) -> Usd {
        let left = self.open_at(index).iter().enumerate().filter(|(_, cash)| !cash.is_zero());
        left.filter(|(place, _)| self.waterfall.covers(*place)).map(|(_, cash)| *cash).sum()
    }

    /// The bills of the services that were charged for.
    pub(super) fn bills(&self) -> impl Iterator<Item = Bill<'a>> {
        self.periods().iter().enumerate().flat_map(move |(index, period)| {
            let amounts = self.account.services.iter().zip(self.account.charges(index)).zip(self.open_at(index));
            let charged = amounts.filter(|((_, charges), _)| !charges.is_zero());
            charged.map(|((service, charges), cash)| self.bill(period, service, *charges, *cash))
        })
    }

    fn bill(&self, period: &Period, service: &Service<'a>, charges: Usd, cash: Usd) -> Bill<'a> {
        let (from, through) = (period.first, period.last);
        let (service, provider, credits) = (service.id, self.provider, charges - cash);
        Bill { from, through, service, provider, charges, credits, cash }
    }

    /// What became of a grant by the horizon.
    pub(super) fn grant_use(&self, grant: &GrantId) -> Option<Use> {
        let place = self.credits().iter().position(|credit| credit.id == *grant)?;
        let credit = self.credits().get(place)?;
        let left = self.balances(self.periods().len()).get(place).copied()?;
        let horizon = self.account.horizon.last();
        if credit.life.issued > horizon {
            return None;
        }
        let (expired, left) = if credit.life.end() <= horizon { (left, Usd::ZERO) } else { (Usd::ZERO, left) };
        Some(Use { consumed: credit.amount - expired - left, expired, left })
    }

    /// Each credit that ends before the horizon with something left, in the order of use, and what that is. The amounts
    /// sum to what has expired at the horizon.
    pub fn lapses(&self) -> impl Iterator<Item = (&Credit, Usd)> {
        let horizon = self.account.horizon.last();
        let left = self.credits().iter().zip(self.balances(self.periods().len()).iter().copied());
        left.filter(move |(credit, left)| credit.life.end() <= horizon && !left.is_zero())
    }
}
