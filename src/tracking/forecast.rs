//! The plan from here on: actual balances and charges up to the last closed month, the plan's engine behind it.

use std::collections::BTreeMap;

use num_bigint::BigInt;

use super::entries::{Entry, State};
use super::months::{Bills, first_of, planned};
use crate::band::{Band, Case};
use crate::calendar::{Date, Day, Horizon, Month};
use crate::evaluation::Evaluation;
use crate::id::{GrantId, ProviderId, ServiceId};
use crate::import::Exact;
use crate::money::{Usd, round_half_even};
use crate::position::{Amounts, Position};
use crate::spend::Service;
use crate::timeline::{Grant, Life};

/// How many closed months `--regrow` looks at.
pub const BURN_MONTHS: usize = 3;

/// Where one provider's plan begins anew.
#[derive(Debug, Clone, Copy)]
pub struct Start<'a> {
    /// The provider.
    pub provider: &'a ProviderId,
    /// Its last closed month; none where the files say nothing of it, and the plan stands.
    pub closed: Option<Month>,
    /// True where a list of credits is all there is, and no bill.
    pub is_list_alone: bool,
}

impl Start<'_> {
    /// The first day that is planned.
    #[must_use]
    pub fn day(&self) -> Day {
        self.closed.map_or(Day::ZERO, |month| month.last.next())
    }

    fn passed(&self) -> u32 {
        self.closed.map_or(0, |month| month.number)
    }
}

/// What a month comes to: billed, or planned anew.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct MonthSum {
    /// Charges.
    pub charges: Usd,
    /// What credits pay.
    pub credits: Usd,
}

impl MonthSum {
    /// What is left to pay.
    #[must_use]
    pub fn cash(&self) -> Usd {
        self.charges - self.credits
    }
}

/// A credit that ends with something left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lapse {
    /// The credit.
    pub grant: GrantId,
    /// Its last usable day.
    pub on: Date,
    /// What is left then.
    pub amount: Usd,
}

/// The re-forecast in one case, over all providers.
#[derive(Debug, Clone, Default)]
pub struct Forecast {
    /// At the horizon, since day 0: billed up to the last closed month, planned behind it.
    pub totals: Amounts,
    /// By the first of the month.
    pub months: BTreeMap<Date, MonthSum>,
    /// The first bill behind the last closed month that leaves something to pay on a service that a credit covers.
    pub first_bill: Option<(Date, Usd)>,
    /// What lapses from here on.
    pub lapses: Vec<Lapse>,
    /// The first day of the time without any credit that lasts to the horizon, by provider.
    pub credits_end: BTreeMap<ProviderId, Date>,
}

/// How spend behind the last closed month is planned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Burn {
    /// As the profile has it.
    Planned,
    /// As the last three closed months have it: the plan's months, in the same proportion to them.
    Actual,
}

/// Forecasts every provider in every case.
pub fn forecast<'a>(
    evaluation: &Evaluation<'a>,
    bills: &Bills,
    starts: &[Start<'a>],
    entries: &[Entry<'a>],
    burn: Burn,
) -> Band<Forecast> {
    Band::from_fn(|case| {
        let mut forecast = Forecast::default();
        for start in starts {
            let services = services(evaluation, bills, start, burn);
            past(&mut forecast, evaluation, bills, start, entries, case);
            ahead(&mut forecast, evaluation, start, &services, entries, case);
        }
        let Amounts { consumed, expired, balance, charges, .. } = forecast.totals;
        forecast.totals.granted = consumed + expired + balance;
        forecast.totals.cash = charges - consumed;
        forecast.lapses.sort_by_key(|lapse| (lapse.on, lapse.grant.clone()));
        forecast
    })
}

/// What was billed up to the last closed month; the plan's charges where no bill says.
fn past(
    forecast: &mut Forecast,
    evaluation: &Evaluation<'_>,
    bills: &Bills,
    start: &Start<'_>,
    entries: &[Entry<'_>],
    case: Case,
) {
    let horizon = &evaluation.profile.plan.horizon;
    let closed = horizon.months().iter().filter(|month| month.last < start.day());
    let (mut charges, mut credits) = (Exact::ZERO, Exact::ZERO);
    for month in closed {
        let first = first_of(horizon.date(month.last));
        let billed = bills.get(&(start.provider.clone(), first));
        let paid = billed.map(super::months::Billed::paid).unwrap_or_default();
        let charged = match billed.filter(|billed| billed.seen.has_charges) {
            Some(billed) => billed.charged(),
            None => Exact::from(planned(evaluation, Some(start.provider), month).0),
        };
        let sum = forecast.months.entry(first).or_default();
        sum.charges += charged.rounded();
        sum.credits += paid.rounded();
        charges += charged;
        credits += paid;
    }
    if let Some(closed) = start.closed.filter(|_| start.is_list_alone) {
        // Nobody says when the credits were used: it stands in the last of the months.
        let own = entries.iter().filter(|entry| entry.grant.provider == start.provider && entry.state != State::Ended);
        let used = own.map(|entry| entry.used).sum::<Usd>().min(charges.rounded());
        forecast.months.entry(first_of(horizon.date(closed.last))).or_default().credits += used;
        credits += Exact::from(used);
    }
    forecast.totals.charges += charges.rounded();
    forecast.totals.consumed += credits.rounded();
    let lapsed = entries.iter().filter(|entry| entry.grant.provider == start.provider);
    forecast.totals.expired += lapsed.map(|entry| *entry.lapsed.get(case)).sum();
}

/// What the engine makes of the balances and the spend behind it.
fn ahead(
    forecast: &mut Forecast,
    evaluation: &Evaluation<'_>,
    start: &Start<'_>,
    services: &[Service<'_>],
    entries: &[Entry<'_>],
    case: Case,
) {
    let own = &evaluation.profile.plan.horizon;
    let days = own.last() - start.day();
    let Ok(days) = u32::try_from(days.0) else {
        // All of the plan is billed: what there is of credits is left at its end.
        let own_entries = entries.iter().filter(|entry| entry.grant.provider == start.provider);
        let left =
            own_entries.filter_map(|entry| entry.grant.credit(case)).filter(|(life, _)| life.issued <= own.last());
        forecast.totals.balance += left.map(|(_, amount)| amount).sum();
        return;
    };
    let horizon = Horizon::new(own.date(start.day()), days);
    let grants: Vec<Grant<'_>> = entries
        .iter()
        .filter(|entry| entry.grant.provider == start.provider)
        .map(|entry| Grant {
            life: entry.grant.life.map(|life| life.map(|life| moved(life, start.day()))),
            ..entry.grant.clone()
        })
        .collect();
    let grants: Vec<&Grant<'_>> = grants.iter().collect();
    let services: Vec<Service<'_>> = services.to_vec();
    let position = Position::settle(case, &horizon, &services, &grants);
    let Some(ledger) = position.ledger(start.provider) else { return };
    let totals = ledger.at(horizon.last());
    forecast.totals.charges += totals.charges;
    forecast.totals.consumed += totals.consumed;
    forecast.totals.expired += totals.expired;
    forecast.totals.balance += totals.balance;
    for bill in position.bills() {
        let sum = forecast.months.entry(first_of(horizon.date(bill.from))).or_default();
        sum.charges += bill.charges;
        sum.credits += bill.credits;
    }
    let lapses = ledger.lapses().map(|(credit, amount)| Lapse {
        grant: credit.id.clone(),
        on: horizon.date(credit.life.last()),
        amount,
    });
    forecast.lapses.extend(lapses);
    let own_entries = || entries.iter().filter(|entry| entry.grant.provider == start.provider);
    let covered: Vec<&ServiceId> =
        own_entries().filter(|entry| entry.was_credit(case)).flat_map(|entry| entry.grant.covers.clone()).collect();
    let usable = own_entries().filter(|entry| entry.was_credit(case)).filter_map(|entry| entry.usable(case)).min();
    let bill = usable.and_then(|usable| first_bill(&position, &covered, usable - start.day()));
    let bill = bill.map(|(day, amount)| (horizon.date(day), amount));
    forecast.first_bill = earlier(forecast.first_bill, bill);
    let has_ended = ledger.credits().is_empty() && usable.is_some_and(|usable| usable < start.day());
    let end = if has_ended { Some(Day::ZERO) } else { ledger.summary().credits_end_day };
    forecast.credits_end.extend(end.map(|day| (start.provider.clone(), horizon.date(day))));
}

fn earlier(one: Option<(Date, Usd)>, other: Option<(Date, Usd)>) -> Option<(Date, Usd)> {
    match (one, other) {
        (Some(one), Some(other)) if other.0 == one.0 => Some((one.0, one.1 + other.1)),
        (Some(one), Some(other)) => Some(if other.0 < one.0 { other } else { one }),
        (one, other) => one.or(other),
    }
}

/// The closing day of the first period, from the day that credits can be used, that leaves something to pay on a covered
/// service, and that amount.
fn first_bill(position: &Position<'_>, covered: &[&ServiceId], usable: Day) -> Option<(Day, Usd)> {
    let mut sums: BTreeMap<Day, Usd> = BTreeMap::new();
    for bill in position.bills().iter().filter(|bill| bill.through >= usable && covered.contains(&bill.service)) {
        *sums.entry(bill.through).or_default() += bill.cash;
    }
    sums.into_iter().find(|(_, cash)| !cash.is_zero())
}

/// The same life in days after another day.
fn moved(life: Life, start: Day) -> Life {
    Life::through(life.issued - start, life.usable - start, life.last() - start)
}

/// The provider's services from the start on.
fn services<'a>(evaluation: &Evaluation<'a>, bills: &Bills, start: &Start<'a>, burn: Burn) -> Vec<Service<'a>> {
    let own = evaluation.services.iter().filter(|service| service.provider == start.provider);
    let count = u32::try_from(evaluation.profile.plan.horizon.months().len()).unwrap_or(u32::MAX);
    let left = count.saturating_sub(start.passed());
    let rebased = |service: &Service<'a>| match (burn, base(evaluation, bills, start, service)) {
        (Burn::Actual, Some((actual, planned, months))) => {
            service.rebased(start.passed(), left, |amount| in_proportion(amount, actual, planned, months))
        }
        _ => service.rebased(start.passed(), left, |amount| amount),
    };
    own.map(rebased).collect()
}

/// What a service came to in the last closed months with bills, what the plan has for them, and how many they are.
fn base(
    evaluation: &Evaluation<'_>,
    bills: &Bills,
    start: &Start<'_>,
    service: &Service<'_>,
) -> Option<(Usd, Usd, usize)> {
    let horizon = &evaluation.profile.plan.horizon;
    let months = horizon.months().iter().rev().filter(|month| month.last < start.day());
    let billed = months.filter_map(|month| {
        let billed = bills.get(&(start.provider.clone(), first_of(horizon.date(month.last))))?;
        let charged = billed.charges.get(&Some(service.id.clone())).copied().unwrap_or_default();
        let from = month.first.max(Day::ZERO);
        billed.seen.has_charges.then(|| (charged, service.accrued(month, from, month.last)))
    });
    let last: Vec<(Exact, Usd)> = billed.take(BURN_MONTHS).collect();
    let actual = last.iter().map(|(charged, _)| *charged).sum::<Exact>().rounded();
    let planned = last.iter().map(|(_, planned)| *planned).sum();
    (!last.is_empty()).then_some((actual.max(Usd::ZERO), planned, last.len()))
}

/// A planned month in the proportion of actual to planned spend; the actual average where nothing was planned.
fn in_proportion(amount: Usd, actual: Usd, planned: Usd, months: usize) -> Usd {
    let (numerator, denominator) = if planned.is_zero() {
        (BigInt::from(actual.cents()), BigInt::from(months))
    } else {
        (BigInt::from(amount.cents()) * BigInt::from(actual.cents()), BigInt::from(planned.cents()))
    };
    round_half_even(&numerator, &denominator).map_or(Usd::LARGEST, Usd::from_cents)
}
