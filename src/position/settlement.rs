//! One provider's bills, settled period by period as AWS settles: the daily view is the month to date.

use std::cmp::Reverse;

use super::{Amounts, Bill, Use};
use crate::band::Case;
use crate::calendar::{Day, Horizon, Month};
use crate::id::{GrantId, ProviderId};
use crate::money::Usd;
use crate::spend::Service;
use crate::timeline::{Grant, GrantKind, Life};

/// One provider's services, credits and settled periods in one case.
///
/// INVARIANT: every credit's opening balance in a period is its amount less what earlier periods took, and no period
/// takes more than that; `Ledger::settle` is the only constructor.
#[derive(Debug, Clone)]
pub struct Ledger<'a> {
    /// The provider.
    pub provider: &'a ProviderId,
    horizon: &'a Horizon,
    services: Vec<Service<'a>>,
    credits: Vec<Credit>,
    periods: Vec<Period>,
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
    /// The places of the services that it pays for.
    covers: Vec<usize>,
}

/// A settlement period: a calendar month, cut at day 0, at the horizon and where a held credit ends.
#[derive(Debug, Clone)]
pub struct Period {
    /// The first day.
    pub first: Day,
    /// The last day, on which the settlement is final.
    pub last: Day,
    /// The calendar month that it lies in.
    pub month: Month,
    /// Charges and use before it.
    before: (Usd, Usd),
    /// Each credit's balance at its start.
    opening: Vec<Usd>,
    /// What each service cost in it.
    charges: Vec<Usd>,
    /// What is left to pay of each service.
    cash: Vec<Usd>,
}

impl<'a> Ledger<'a> {
    /// Settles one provider's services against its credits.
    pub(super) fn settle(
        provider: &'a ProviderId,
        case: Case,
        horizon: &'a Horizon,
        services: &[Service<'a>],
        grants: &[&Grant<'a>],
    ) -> Self {
        let services: Vec<Service<'a>> =
            services.iter().filter(|service| service.provider == provider).cloned().collect();
        let own = || grants.iter().filter(|grant| grant.provider == provider);
        let mut credits: Vec<Credit> = own().filter_map(|grant| credit(grant, case, &services)).collect();
        credits.sort_by_key(|credit| (credit.life.last(), credit.covers.len(), credit.life.issued, credit.id.clone()));
        let held = own().filter(|grant| grant.kind == GrantKind::Held);
        let cuts: Vec<Day> = held.filter_map(|grant| grant.credit(case)).map(|(life, _)| life.last()).collect();
        let mut ledger = Self { provider, horizon, services, credits, periods: Vec::new() };
        let mut opening: Vec<Usd> = ledger.credits.iter().map(|credit| credit.amount).collect();
        let mut before = (Usd::ZERO, Usd::ZERO);
        for (month, first, last) in bounds(horizon, &cuts) {
            let charges = ledger.charges(&month, first, last);
            let mut cash = charges.clone();
            let mut balances = opening.clone();
            let used = ledger.waterfall(first, last, &mut balances, &mut cash);
            let charged: Usd = charges.iter().copied().sum();
            ledger.periods.push(Period { first, last, month, before, opening, charges, cash });
            opening = balances;
            before = (before.0 + charged, before.1 + used);
        }
        ledger
    }

    /// What each service costs from `first` to `through`, both in `month`.
    fn charges(&self, month: &Month, first: Day, through: Day) -> Vec<Usd> {
        self.services.iter().map(|service| service.accrued(month, first, through)).collect()
    }

    /// Lets the credits that can be used by `day` pay the charges of a period that began on `first`. Takes what is used
    /// from `balances` and from `charges`, and returns its sum.
    fn waterfall(&self, first: Day, day: Day, balances: &mut [Usd], charges: &mut [Usd]) -> Usd {
        let charged: Usd = charges.iter().copied().sum();
        let mut open = charged;
        for (credit, balance) in self.credits.iter().zip(balances) {
            if open.is_zero() {
                break;
            }
            if credit.life.usable <= day && credit.life.end() > first && !balance.is_zero() {
                open -= credit.pay(balance, charges);
            }
        }
        charged - open
    }

    /// The periods in order.
    #[must_use]
    pub fn periods(&self) -> &[Period] {
        &self.periods
    }

    /// The credits in the order of use.
    #[must_use]
    pub fn credits(&self) -> &[Credit] {
        &self.credits
    }

    fn period_of(&self, day: Day) -> Option<&Period> {
        let after = self.periods.partition_point(|period| period.last < day);
        self.periods.get(after)
    }

    /// The amounts at the end of a day of the plan: final on a period's last day, an estimate before.
    #[must_use]
    pub fn at(&self, day: Day) -> Amounts {
        let Some(period) = self.period_of(day) else { return Amounts::default() };
        let (charges, consumed) = self.to_date(period, day);
        let issued = |credit: &&Credit| credit.life.issued <= day;
        let granted: Usd = self.credits.iter().filter(issued).map(|credit| credit.amount).sum();
        let ended = self.credits.iter().zip(&period.opening).filter(|(credit, _)| credit.life.end() <= day);
        let expired: Usd = ended.map(|(_, left)| *left).sum();
        let balance = granted - consumed - expired;
        Amounts { granted, consumed, expired, balance, charges, cash: charges - consumed }
    }

    /// Charges and use since day 0 by the end of a day of the period.
    fn to_date(&self, period: &Period, day: Day) -> (Usd, Usd) {
        let mut open = self.charges(&period.month, period.first, day);
        let charged: Usd = open.iter().copied().sum();
        let used = self.waterfall(period.first, day, &mut period.opening.clone(), &mut open);
        (period.before.0 + charged, period.before.1 + used)
    }

    /// What credits issued by `day` hold at the start of the period that `day` lies in, without those that ended.
    fn held_in(&self, period: &Period, day: Day) -> Usd {
        let alive = self.credits.iter().zip(&period.opening);
        let alive = alive.filter(|(credit, _)| credit.life.issued <= day && credit.life.end() > day);
        alive.map(|(_, balance)| *balance).sum()
    }

    /// The days of the period with nothing left, found without settling each day: while the charges to date are below
    /// what is held, something is left.
    pub(super) fn empty_days<'l>(&'l self, period: &'l Period) -> impl Iterator<Item = Day> + 'l {
        let charged: Usd = period.charges.iter().copied().sum();
        let held = self.held_in(period, period.first);
        let is_skipped = held > charged;
        let days = period.first.through(period.last).filter(move |_| !is_skipped);
        days.filter(move |day| {
            let held = self.held_in(period, *day);
            held.is_zero() || {
                let mut open = self.charges(&period.month, period.first, *day);
                let charged: Usd = open.iter().copied().sum();
                charged >= held && self.waterfall(period.first, *day, &mut period.opening.clone(), &mut open) == held
            }
        })
    }

    /// The bills of the services that were charged for.
    pub(super) fn bills(&self) -> impl Iterator<Item = Bill<'a>> {
        self.periods.iter().flat_map(|period| {
            let amounts = self.services.iter().zip(&period.charges).zip(&period.cash);
            amounts.filter(|((_, charges), _)| !charges.is_zero()).map(|((service, charges), cash)| Bill {
                from: period.first,
                through: period.last,
                service: service.id,
                provider: self.provider,
                charges: *charges,
                credits: *charges - *cash,
                cash: *cash,
            })
        })
    }

    /// What became of a grant by the horizon.
    pub(super) fn grant_use(&self, grant: &GrantId) -> Option<Use> {
        let place = self.credits.iter().position(|credit| credit.id == *grant)?;
        let credit = self.credits.get(place)?;
        let period = self.periods.last()?;
        let mut balances = period.opening.clone();
        let mut open = period.charges.clone();
        self.waterfall(period.first, period.last, &mut balances, &mut open);
        let left = balances.get(place).copied()?;
        if credit.life.issued > self.horizon.last() {
            return None;
        }
        let has_ended = credit.life.end() <= self.horizon.last();
        let (expired, left) = if has_ended { (left, Usd::ZERO) } else { (Usd::ZERO, left) };
        Some(Use { consumed: credit.amount - expired - left, expired, left })
    }

    /// Each credit that ends before the horizon with something left, in the order of use, and what that is. The amounts
    /// sum to what has expired at the horizon.
    pub fn lapses(&self) -> impl Iterator<Item = (&Credit, Usd)> {
        let opening = self.periods.last().map(|period| period.opening.as_slice()).unwrap_or_default();
        let ended = |credit: &Credit| credit.life.end() <= self.horizon.last();
        let left = self.credits.iter().zip(opening.iter().copied());
        left.filter(move |(credit, left)| ended(credit) && !left.is_zero())
    }

    /// What is left to pay in a period of the services that some credit of the ledger covers, whenever it is issued.
    pub(super) fn uncovered(&self, period: &Period) -> Usd {
        let is_covered = |place: &usize| self.credits.iter().any(|credit| credit.covers.contains(place));
        (0..).zip(&period.cash).filter(|(place, _)| is_covered(place)).map(|(_, cash)| *cash).sum()
    }
}

impl Period {
    /// What is left to pay in the period.
    #[must_use]
    pub fn cash(&self) -> Usd {
        self.cash.iter().copied().sum()
    }
}

impl Credit {
    /// Pays the covered charges, the largest first and by name where they are equal, until they or the balance are used
    /// up. Returns what was paid.
    fn pay(&self, balance: &mut Usd, charges: &mut [Usd]) -> Usd {
        let open = |charges: &[Usd], place: &usize| charges.get(*place).copied().unwrap_or_default();
        let before = *balance;
        let total: Usd = self.covers.iter().map(|place| open(charges, place)).sum();
        let mut order = self.covers.clone();
        if total > *balance {
            order.sort_by_key(|place| Reverse(open(charges, place)));
        }
        for place in order {
            if let Some(charge) = charges.get_mut(place) {
                let paid = (*charge).min(*balance);
                *charge -= paid;
                *balance -= paid;
            }
        }
        before - *balance
    }
}

/// The grant as a credit of the ledger, where it is one in this case.
fn credit(grant: &Grant<'_>, case: Case, services: &[Service<'_>]) -> Option<Credit> {
    let (life, amount) = grant.credit(case)?;
    let places = (0..).zip(services).filter(|(_, service)| grant.covers.contains(&service.id));
    Some(Credit { id: grant.id.clone(), amount, life, covers: places.map(|(place, _)| place).collect() })
}

/// The settlement periods: each calendar month of the plan, cut after the days in `cuts` that lie inside it.
fn bounds(horizon: &Horizon, cuts: &[Day]) -> Vec<(Month, Day, Day)> {
    let mut bounds = Vec::with_capacity(horizon.months().len());
    for month in horizon.months() {
        let mut first = month.first.max(Day::ZERO);
        let last = month.last.min(horizon.last());
        let mut ends: Vec<Day> = cuts.iter().copied().filter(|cut| *cut >= first && *cut < last).collect();
        ends.push(last);
        ends.sort_unstable();
        ends.dedup();
        for end in ends {
            bounds.push((*month, first, end));
            first = end.next();
        }
    }
    bounds
}
