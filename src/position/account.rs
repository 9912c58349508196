//! What providers bill, period by period: the same whatever credits there are.

use std::sync::Arc;

use super::waterfall::Waterfall;
use super::{Ledger, Position};
use crate::band::Case;
use crate::calendar::{Day, Horizon, Month};
use crate::id::ProviderId;
use crate::money::Usd;
use crate::spend::Service;
use crate::timeline::{Grant, GrantKind};

/// The accounts of a plan: one for each provider that bills a service or has a grant listed, by name.
#[derive(Debug, Clone)]
pub struct Accounts<'a> {
    horizon: &'a Horizon,
    accounts: Vec<Arc<Account<'a>>>,
    /// Every ledger that was settled.
    settled: Vec<Arc<Ledger<'a>>>,
}

/// One provider's services and what they cost in each period. Shared by the ledgers of every case.
#[derive(Debug)]
pub(super) struct Account<'a> {
    pub provider: &'a ProviderId,
    pub horizon: &'a Horizon,
    pub services: Vec<Service<'a>>,
    pub periods: Vec<Period>,
    /// A row a period with the charges of each service.
    charges: Vec<Usd>,
    /// The sum of each row.
    charged: Vec<Usd>,
}

/// A settlement period: a calendar month, cut at day 0, at the horizon and where a held credit ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// The first day.
    pub first: Day,
    /// The last day, on which the settlement is final.
    pub last: Day,
    /// The calendar month that it lies in.
    pub month: Month,
}

impl<'a> Accounts<'a> {
    /// The accounts of the services and of the providers of the grants. The held ones among the grants cut the periods
    /// where they end, in every settlement of these accounts.
    #[must_use]
    pub fn open(horizon: &'a Horizon, services: &[Service<'a>], grants: &[&Grant<'a>]) -> Self {
        let mut providers: Vec<&'a ProviderId> = services.iter().map(|service| service.provider).collect();
        providers.extend(grants.iter().map(|grant| grant.provider));
        providers.sort_unstable();
        providers.dedup();
        let account = |provider| Arc::new(Account::open(provider, horizon, services, grants));
        Self { horizon, accounts: providers.into_iter().map(account).collect(), settled: Vec::new() }
    }

    /// Settles the grants of one case: a ledger for each provider that bills a service or has one of these grants. Where
    /// the same credits were settled before, it is the same ledger.
    #[must_use]
    pub fn settle(&mut self, case: Case, grants: &[&Grant<'a>]) -> Position<'a> {
        let mut ledgers = Vec::with_capacity(self.accounts.len());
        for account in &self.accounts {
            if account.services.is_empty() && !grants.iter().any(|grant| grant.provider == account.provider) {
                continue;
            }
            let waterfall = Waterfall::of(account, case, grants);
            let is_same =
                |ledger: &&Arc<Ledger<'a>>| Arc::ptr_eq(&ledger.account, account) && ledger.waterfall == waterfall;
            let known = self.settled.iter().find(is_same).map(Arc::clone);
            ledgers.push(known.unwrap_or_else(|| {
                let ledger = Arc::new(Ledger::settle(Arc::clone(account), waterfall));
                self.settled.push(Arc::clone(&ledger));
                ledger
            }));
        }
        Position { case, horizon: self.horizon, ledgers }
    }
}

impl<'a> Account<'a> {
    fn open(provider: &'a ProviderId, horizon: &'a Horizon, services: &[Service<'a>], grants: &[&Grant<'a>]) -> Self {
        let services: Vec<Service<'a>> =
            services.iter().filter(|service| service.provider == provider).cloned().collect();
        let held = grants.iter().filter(|grant| grant.provider == provider && grant.kind == GrantKind::Held);
        // INVARIANT: what is held is the same in every case.
        let cuts: Vec<Day> = held.filter_map(|grant| grant.credit(Case::Likely)).map(|(life, _)| life.last()).collect();
        let periods = periods(horizon, &cuts);
        let mut charges = Vec::with_capacity(periods.len().saturating_mul(services.len()));
        let mut charged = Vec::with_capacity(periods.len());
        for Period { first, last, month } in &periods {
            let start = charges.len();
            charges.extend(services.iter().map(|service| service.accrued(month, *first, *last)));
            charged.push(charges.iter().skip(start).copied().sum());
        }
        Self { provider, horizon, services, periods, charges, charged }
    }

    /// What each service costs in the period at `index`.
    pub fn charges(&self, index: usize) -> &[Usd] {
        row(&self.charges, self.services.len(), index)
    }

    /// What all services cost in the period at `index`.
    pub fn charged(&self, index: usize) -> Usd {
        self.charged.get(index).copied().unwrap_or_default()
    }

    /// What each service costs from the first day of a period to one of its days.
    pub fn to_date(&self, period: &Period, day: Day) -> impl Iterator<Item = Usd> {
        self.services.iter().map(move |service| service.accrued(&period.month, period.first, day))
    }
}

/// The row at `index` of a table with `width` columns; empty where there is none.
pub(super) fn row(table: &[Usd], width: usize, index: usize) -> &[Usd] {
    let start = width.saturating_mul(index);
    table.get(start..start.saturating_add(width)).unwrap_or_default()
}

/// The settlement periods: each calendar month of the plan, cut after the days in `cuts` that lie inside it.
fn periods(horizon: &Horizon, cuts: &[Day]) -> Vec<Period> {
    let mut cuts = cuts.to_vec();
    cuts.sort_unstable();
    cuts.dedup();
    let mut periods = Vec::with_capacity(horizon.months().len().saturating_add(cuts.len()));
    for month in horizon.months() {
        let mut first = month.first.max(Day::ZERO);
        let last = month.last.min(horizon.last());
        let inside = cuts.iter().copied().filter(|cut| *cut >= month.first.max(Day::ZERO) && *cut < last);
        for end in inside.chain([last]) {
            periods.push(Period { first, last: end, month: *month });
            first = end.next();
        }
    }
    periods
}
