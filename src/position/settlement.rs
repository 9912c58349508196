//! One provider's bills, settled period by period as AWS settles.

mod payments;

use std::cmp::Reverse;
use std::ops::Range;
use std::sync::Arc;

use super::account::{Account, Period, row};
use super::{Bill, Use};
use crate::band::Case;
use crate::calendar::Day;
use crate::id::{GrantId, ProviderId};
use crate::money::Usd;
use crate::spend::Service;
use crate::timeline::{Grant, Life};

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
    credits: Vec<Credit>,
    /// The places of the services that credits pay for, one credit's behind the other's.
    covers: Vec<usize>,
    /// A row a period, and one for the day after the plan, with each credit's balance at its start.
    balances: Vec<Usd>,
    /// A row a period with what is left to pay of each service.
    cash: Vec<Usd>,
    /// Charges and use before each period, and those of the whole plan.
    before: Vec<(Usd, Usd)>,
}

/// A credit on the ledger, in the order of use.
#[derive(Debug, Clone)]
pub struct Credit {
    /// The grant.
    pub id: GrantId,
    /// Its amount, above nothing.
    pub amount: Usd,
    /// Its days.
    pub life: Life,
    /// Where the places of the services that it pays for stand.
    covers: Range<usize>,
}

impl<'a> Ledger<'a> {
    /// Settles an account against those of the grants that are its provider's.
    pub(super) fn settle(account: Arc<Account<'a>>, case: Case, grants: &[&Grant<'a>]) -> Self {
        let mut covers = Vec::new();
        let own = grants.iter().filter(|grant| grant.provider == account.provider);
        let mut credits: Vec<Credit> = own.filter_map(|grant| credit(grant, case, &account, &mut covers)).collect();
        credits.sort_by(|one, other| one.order().cmp(&other.order()));
        let periods = account.periods.len();
        let mut ledger = Self {
            provider: account.provider,
            balances: Vec::with_capacity(credits.len().saturating_mul(periods.saturating_add(1))),
            cash: Vec::with_capacity(account.services.len().saturating_mul(periods)),
            before: Vec::with_capacity(periods.saturating_add(1)),
            account,
            credits,
            covers,
        };
        ledger.settle_periods();
        ledger
    }

    fn settle_periods(&mut self) {
        let account = Arc::clone(&self.account);
        let mut balances: Vec<Usd> = self.credits.iter().map(|credit| credit.amount).collect();
        let mut open = Vec::with_capacity(account.services.len());
        let mut before = (Usd::ZERO, Usd::ZERO);
        for (index, period) in account.periods.iter().enumerate() {
            self.balances.extend_from_slice(&balances);
            self.before.push(before);
            open.clear();
            open.extend_from_slice(account.charges(index));
            let charged: Usd = open.iter().copied().sum();
            let used = self.waterfall(period.first, period.last, charged, &mut balances, &mut open);
            self.cash.extend_from_slice(&open);
            before = (before.0 + charged, before.1 + used);
        }
        self.balances.extend_from_slice(&balances);
        self.before.push(before);
    }

    /// Lets the credits that can be used by `day` pay the charges of a period that began on `first`, `charged` in all.
    /// Takes what is used from `balances` and from `charges`, and returns its sum.
    pub(super) fn waterfall(
        &self,
        first: Day,
        day: Day,
        charged: Usd,
        balances: &mut [Usd],
        charges: &mut [Usd],
    ) -> Usd {
        let mut open = charged;
        for (credit, balance) in self.credits.iter().zip(balances) {
            if open.is_zero() {
                break;
            }
            if !balance.is_zero() && credit.settles(first, day) {
                open -= pay(self.covered(credit), balance, charges);
            }
        }
        charged - open
    }

    /// The places of the services that a credit pays for.
    fn covered(&self, credit: &Credit) -> &[usize] {
        self.covers.get(credit.covers.clone()).unwrap_or_default()
    }

    /// True where a credit pays for every service of the account.
    pub(super) fn covers_all(&self, credit: &Credit) -> bool {
        self.covered(credit).len() == self.account.services.len()
    }

    /// The periods in order.
    #[must_use]
    pub fn periods(&self) -> &[Period] {
        &self.account.periods
    }

    /// The credits in the order of use.
    #[must_use]
    pub fn credits(&self) -> &[Credit] {
        &self.credits
    }

    /// Each credit's balance at the start of the period at `index`; behind the last period, those left by the plan.
    pub(super) fn balances(&self, index: usize) -> &[Usd] {
        row(&self.balances, self.credits.len(), index)
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
        left.filter(|(place, _)| self.covers.contains(place)).map(|(_, cash)| *cash).sum()
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
        let place = self.credits.iter().position(|credit| credit.id == *grant)?;
        let credit = self.credits.get(place)?;
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
        let left = self.credits.iter().zip(self.balances(self.periods().len()).iter().copied());
        left.filter(move |(credit, left)| credit.life.end() <= horizon && !left.is_zero())
    }
}

impl Credit {
    /// True where it can pay by `day` for a period that began on `first`.
    fn settles(&self, first: Day, day: Day) -> bool {
        self.life.usable <= day && self.life.end() > first
    }

    /// What the order of use goes by.
    fn order(&self) -> (Day, usize, Day, &GrantId) {
        (self.life.last(), self.covers.len(), self.life.issued, &self.id)
    }
}

/// Pays the charges at `places`, the largest first and by name where they are equal, until they or the balance are used
/// up. Returns what was paid.
fn pay(places: &[usize], balance: &mut Usd, charges: &mut [Usd]) -> Usd {
    let open = |charges: &[Usd], place: &usize| charges.get(*place).copied().unwrap_or_default();
    let before = *balance;
    let total: Usd = places.iter().map(|place| open(charges, place)).sum();
    // The order only matters where something stays open.
    let mut order = Vec::new();
    if total > before {
        order.extend_from_slice(places);
        order.sort_by_key(|place| Reverse(open(charges, place)));
    }
    for place in if total > before { &order } else { places } {
        if let Some(charge) = charges.get_mut(*place) {
            let paid = (*charge).min(*balance);
            *charge -= paid;
            *balance -= paid;
        }
    }
    before - *balance
}

/// The grant as a credit of the ledger, where it is one in this case; its places are put behind those in `covers`.
fn credit(grant: &Grant<'_>, case: Case, account: &Account<'_>, covers: &mut Vec<usize>) -> Option<Credit> {
    let (life, amount) = grant.credit(case)?;
    let start = covers.len();
    let places = (0..).zip(&account.services).filter(|(_, service)| grant.covers.contains(&service.id));
    covers.extend(places.map(|(place, _)| place));
    Some(Credit { id: grant.id.clone(), amount, life, covers: start..covers.len() })
}
