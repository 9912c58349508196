//! §7's summary, read off one provider's rows and closed periods.

use super::calendar::dates;
use super::ledger::{Ledger, Settlement};
use super::spend::half_even;
use super::{Credit, Row, Summary, World, index};
use num_bigint::BigInt;

pub fn summarize(world: &World, ledger: &Ledger) -> Summary {
    let credits: Vec<&Credit> = world.credits.iter().filter(|c| c.provider == ledger.provider && c.counts()).collect();
    let first_usable = credits.iter().map(|c| c.usable).min();
    let first_issued = credits.iter().map(|c| c.issued).min();
    let bill = first_usable.and_then(|day| first_bill(world, ledger, &credits, day));
    let (gaps, credits_end_day) = match first_issued {
        Some(day) => empty_runs(&ledger.rows, day.max(0), world.horizon),
        None => (Vec::new(), None),
    };
    let end = &ledger.rows[index(world.horizon)];
    Summary {
        first_usable_day: first_usable,
        paid_before_credits: first_usable.map(|day| paid_before(ledger, day)),
        first_bill_day: bill.map(|(day, _)| day),
        first_bill: bill.map(|(_, amount)| amount),
        gaps,
        cash_by_month: cash_by_month(world, ledger),
        credits_end_day,
        lapsed: end.expired,
        coverage: coverage(end),
    }
}

/// Cash at the end of the last period that closed before `day`.
fn paid_before(ledger: &Ledger, day: i64) -> i128 {
    let before = ledger.closed.iter().filter(|period| period.last < day);
    before.map(unpaid_in).sum()
}

/// The first period closing on or after `day` that leaves something to pay on a service that some
/// credit covers.
fn first_bill(world: &World, ledger: &Ledger, credits: &[&Credit], day: i64) -> Option<(i64, i128)> {
    for period in &ledger.closed {
        let mut uncovered = 0;
        for (service, unpaid) in world.services.iter().zip(&period.unpaid) {
            if credits.iter().any(|c| c.reaches(service)) {
                uncovered += unpaid;
            }
        }
        if period.last >= day && uncovered > 0 {
            return Some((period.last, uncovered));
        }
    }
    None
}

/// The runs of days without a balance from `from` on: those that end before the horizon, and the
/// first day of the one that does not.
fn empty_runs(rows: &[Row], from: i64, horizon: i64) -> (Vec<(i64, i64)>, Option<i64>) {
    let mut gaps = Vec::new();
    let mut begun = None;
    for day in from..=horizon {
        if rows[index(day)].balance == 0 {
            begun = begun.or(Some(day));
        } else if let Some(first) = begun.take() {
            gaps.push((first, day - 1));
        }
    }
    (gaps, begun)
}

fn cash_by_month(world: &World, ledger: &Ledger) -> Vec<(String, i128)> {
    let dates = dates(world.start, world.horizon);
    let mut months: Vec<(String, i128)> = Vec::new();
    for period in &ledger.closed {
        let (year, month, _) = dates[index(period.last)];
        let name = format!("{year:04}-{month:02}");
        match months.last_mut() {
            Some((last, cash)) if *last == name => *cash += unpaid_in(period),
            _ => months.push((name, unpaid_in(period))),
        }
    }
    months.retain(|(_, cash)| *cash > 0);
    months
}

fn unpaid_in(period: &Settlement) -> i128 {
    period.unpaid.iter().sum()
}

/// Consumed / charges in ten-thousandths.
fn coverage(end: &Row) -> Option<i128> {
    let above = BigInt::from(end.consumed) * 10_000;
    (end.charges > 0).then(|| half_even(&above, &BigInt::from(end.charges)))
}
