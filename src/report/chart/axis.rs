//! The axes of every chart: round steps of dollars, first days of months.

use crate::calendar::{Date, Day, Horizon, YearMonth};
use crate::money::{Usd, alone};

/// The most steps of an axis of dollars.
const STEPS: i128 = 5;
/// The leading digits of a step, in tenths.
const ROUND: [i128; 4] = [10, 20, 25, 50];
/// The months between two ticks of an axis of days.
const MONTHS: [i32; 7] = [1, 2, 3, 6, 12, 24, 60];

/// The step, and how many of it hold `most`: 1 to 5 round steps from nothing up.
pub fn round_steps(most: Usd) -> (Usd, i128) {
    let most = most.cents().max(1);
    let mut unit: i128 = 10;
    let step = loop {
        let fits = |round: &&i128| unit.saturating_mul(**round).saturating_mul(STEPS) >= most;
        match ROUND.iter().find(fits) {
            Some(round) => break unit.saturating_mul(*round),
            None => unit = unit.saturating_mul(10),
        }
    };
    let whole = most.checked_div_euclid(step).unwrap_or(0);
    let steps = if whole.saturating_mul(step) < most { whole.saturating_add(1) } else { whole };
    (Usd::from_cents(step), steps)
}

/// So many steps of dollars.
pub fn times(step: Usd, count: i128) -> Usd {
    Usd::from_cents(step.cents().saturating_mul(count))
}

/// A round amount in few characters: `$250k`, `$1.25M`; as it is where that would round it.
pub fn short(amount: Usd) -> String {
    const UNITS: [(i128, &str); 4] =
        [(100_000_000_000_000, "T"), (100_000_000_000, "B"), (100_000_000, "M"), (100_000, "k")];
    let cents = amount.cents();
    let Some((unit, name)) = UNITS.iter().find(|(unit, _)| cents >= *unit) else {
        return alone(amount);
    };
    let hundredths = Usd::from_cents(cents.saturating_mul(100).checked_div(*unit).unwrap_or(0));
    format!("${hundredths}{name}")
}

/// The first days of months among `days`, as `2026-03`, in the smallest steps that keep neighbours apart.
pub fn months<P: Copy>(
    horizon: &Horizon,
    days: (Day, Day),
    place: impl Fn(Day) -> P,
    is_apart: impl Fn(P, P) -> bool,
) -> Vec<(P, String)> {
    let (first, last) = days;
    let mut dates: Vec<Date> = Vec::new();
    let mut date = horizon.date(first).first_of_month();
    while horizon.day(date) <= last {
        dates.push(date);
        date = date.end_of_month_after(0).plus(Day(1));
    }
    let with_step = |step: i32| -> Vec<(P, String)> {
        let is_step = |date: &&Date| {
            let (year, month, _) = date.year_month_day();
            let count = year.saturating_mul(12).saturating_add(i32::try_from(month).unwrap_or(1)).saturating_sub(1);
            count.checked_rem(step) == Some(0) && horizon.day(**date) >= first
        };
        dates
            .iter()
            .filter(is_step)
            .map(|date| (place(horizon.day(*date)), YearMonth::holding(*date).to_string()))
            .collect()
    };
    let keeps_apart = |ticks: &Vec<(P, String)>| {
        ticks.iter().zip(ticks.iter().skip(1)).all(|((one, _), (next, _))| is_apart(*one, *next))
    };
    MONTHS.iter().map(|step| with_step(*step)).find(keeps_apart).unwrap_or_default()
}

/// The part of `length` that an amount is of `most`, to the nearest; nothing where `most` is nothing.
pub fn share(amount: Usd, most: Usd, length: usize) -> usize {
    let length = i128::try_from(length).unwrap_or(0);
    let doubled = amount.cents().saturating_mul(length).saturating_mul(2).saturating_add(most.cents());
    let share = doubled.checked_div(most.cents().saturating_mul(2)).unwrap_or(0);
    usize::try_from(share).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_axis_of_dollars_ends_at_the_next_round_amount() {
        let labels = |dollars: i128| -> Vec<String> {
            let (step, steps) = round_steps(Usd::from_cents(dollars * 100));
            (0..=steps).map(|count| short(times(step, count))).collect()
        };
        assert_eq!(labels(1_150_000), ["$0", "$250k", "$500k", "$750k", "$1M", "$1.25M"]);
        assert_eq!(labels(1_000), ["$0", "$200", "$400", "$600", "$800", "$1k"]);
        assert_eq!(labels(1_001), ["$0", "$250", "$500", "$750", "$1k", "$1.25k"]);
        assert_eq!(labels(0), ["$0", "$1"]);
    }

    #[test]
    fn a_share_is_to_the_nearest_and_of_nothing_nothing() {
        let share = |amount, most| share(Usd::from_cents(amount), Usd::from_cents(most), 40);
        assert_eq!([share(0, 80), share(1, 80), share(39, 80), share(80, 80), share(0, 0)], [0, 1, 20, 40, 0]);
    }
}
