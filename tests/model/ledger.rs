//! §7, points 1 to 5, of one provider.

use super::calendar::{Date, dates, ends_month};
use super::spend::daily_charges;
use super::{Credit, Row, World, index};
use std::cmp::Reverse;

/// Everything that happened to one provider's charges and credits.
pub struct Ledger {
    pub provider: String,
    /// Day 0 to the horizon.
    pub rows: Vec<Row>,
    /// The periods, settled for good.
    pub closed: Vec<Settlement>,
    /// What is left of each of the world's credits at the horizon, lapsed or not.
    pub remaining: Vec<i128>,
}

/// A period's days `first` to `last` settled, by place in the world's services and credits; the
/// others' hold 0.
pub struct Settlement {
    pub first: i64,
    pub last: i64,
    /// By service.
    pub charges: Vec<i128>,
    /// By service: charges that no credit covers.
    pub unpaid: Vec<i128>,
    /// By credit.
    pub used: Vec<i128>,
}

impl Ledger {
    pub fn of(world: &World, provider: &str) -> Ledger {
        let dates = dates(world.start, world.horizon);
        let daily = daily_charges_of(world, provider, &dates);
        let mut rows = Vec::new();
        let mut closed: Vec<Settlement> = Vec::new();
        let mut opening: Vec<i128> = world.credits.iter().map(|c| c.amount).collect();
        for (first, last) in periods(world, provider, &dates) {
            for day in first..=last {
                let today = settle(world, provider, &daily, &opening, first, day);
                rows.push(row(world, provider, &closed, &opening, &today));
                if day == last {
                    opening = left_after(&opening, &today);
                    closed.push(today);
                }
            }
        }
        Ledger { provider: provider.to_owned(), rows, closed, remaining: opening }
    }
}

/// Accrual of each day, by service; zeros for a service of another provider.
fn daily_charges_of(world: &World, provider: &str, dates: &[Date]) -> Vec<Vec<i128>> {
    let mut daily = Vec::new();
    for service in &world.services {
        daily.push(if service.provider == provider { daily_charges(service, dates) } else { vec![0; dates.len()] });
    }
    daily
}

/// Point 1: first and last day of each period.
pub fn periods(world: &World, provider: &str, dates: &[Date]) -> Vec<(i64, i64)> {
    let mut periods = Vec::new();
    let mut first = 0;
    for day in 0..=world.horizon {
        let cut_here = |c: &Credit| c.provider == provider && c.held && c.counts() && c.last == day;
        if ends_month(dates[index(day)]) || day == world.horizon || world.credits.iter().any(cut_here) {
            periods.push((first, day));
            first = day + 1;
        }
    }
    periods
}

/// Points 2 and 3: the days `first` to `day` settled from what each credit held when the period
/// opened.
fn settle(world: &World, provider: &str, daily: &[Vec<i128>], opening: &[i128], first: i64, day: i64) -> Settlement {
    let mut charges = Vec::new();
    for accrued in daily {
        charges.push(accrued[index(first)..=index(day)].iter().sum());
    }
    let mut unpaid: Vec<i128> = charges.clone();
    let mut used = vec![0; world.credits.len()];
    for c in credits_in_order(world, provider, first, day) {
        let credit = &world.credits[c];
        let mut covered: Vec<usize> =
            (0..world.services.len()).filter(|&s| credit.reaches(&world.services[s])).collect();
        covered.sort_by_key(|&s| (Reverse(unpaid[s]), &world.services[s].name));
        for s in covered {
            let part = unpaid[s].min(opening[c] - used[c]);
            unpaid[s] -= part;
            used[c] += part;
        }
    }
    Settlement { first, last: day, charges, unpaid, used }
}

/// The credits that settle on `day`, the first to be used first.
fn credits_in_order(world: &World, provider: &str, first: i64, day: i64) -> Vec<usize> {
    let mut order: Vec<usize> = (0..world.credits.len())
        .filter(|&c| {
            let credit = &world.credits[c];
            credit.counts() && credit.provider == provider && credit.usable <= day && credit.last >= first
        })
        .collect();
    order.sort_by_key(|&c| {
        let credit = &world.credits[c];
        let breadth = world.services.iter().filter(|s| credit.reaches(s)).count();
        (credit.last, breadth, credit.issued, &credit.id)
    });
    order
}

fn left_after(opening: &[i128], settlement: &Settlement) -> Vec<i128> {
    let pairs = opening.iter().zip(&settlement.used);
    pairs.map(|(open, used)| open - used).collect()
}

/// Points 4 and 5: the closed periods and today's estimate, since day 0. The two sides, credits and
/// charges, are added up apart, so that `charges - consumed = cash` is a finding and not a
/// definition.
fn row(world: &World, provider: &str, closed: &[Settlement], opening: &[i128], today: &Settlement) -> Row {
    let mut row = Row::nothing_on(today.last);
    let left = left_after(opening, today);
    for (credit, left) in world.credits.iter().zip(left) {
        if credit.provider == provider && credit.counts() && credit.issued <= row.day {
            row.granted += credit.amount;
            row.consumed += credit.amount - left;
            if row.day > credit.last {
                row.expired += left;
            } else {
                row.balance += left;
            }
        }
    }
    for settlement in closed.iter().chain([today]) {
        row.charges += settlement.charges.iter().sum::<i128>();
        row.cash += settlement.unpaid.iter().sum::<i128>();
    }
    row
}
