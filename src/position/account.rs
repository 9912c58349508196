//! What providers bill, period by period: the same whatever credits there are.

use std::sync::Arc;

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
        Self { horizon, accounts: providers.into_iter().map(account).collect() }
    }

    /// Settles the grants of one case: a ledger for each provider that bills a service or has one of these grants.
    #[must_use]
    pub fn settle(&self, case: Case, grants: &[&Grant<'a>]) -> Position<'a> {
        let is_listed = |account: &&Arc<Account<'a>>| {
            !account.services.is_empty() || grants.iter().any(|grant| grant.provider == account.provider)
        };
        let listed = self.accounts.iter().filter(is_listed);
        let ledgers = listed.map(|account| Ledger::settle(Arc::clone(account), case, grants)).collect();
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
        let charges = periods
            .iter()
            .flat_map(|period| services.iter().map(|service| service.accrued(&period.month, period.first, period.last)))
            .collect();
        Self { provider, horizon, services, periods, charges }
    }

    /// What each service costs in the period at `index`.
    pub fn charges(&self, index: usize) -> &[Usd] {
        row(&self.charges, self.services.len(), index)
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
