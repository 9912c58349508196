//! From days and dollars to coordinates, and the ticks of an axis.

use super::px::Px;
use crate::calendar::{Date, Day, Horizon};
use crate::money::Usd;

/// The most steps of the axis of dollars.
const STEPS: i128 = 5;
/// The leading digits of a step, in tenths.
const ROUND: [i128; 4] = [10, 20, 25, 50];
/// The months between two ticks of the axis of days.
const MONTHS: [i32; 7] = [1, 2, 3, 6, 12, 24, 60];

/// The axis of days.
#[derive(Debug, Clone, Copy)]
pub struct Days {
    /// The first and the last day.
    pub days: (Day, Day),
    /// Where they are.
    pub ends: (Px, Px),
}

impl Days {
    /// Where a day is.
    pub fn x(&self, day: Day) -> Px {
        let (first, last) = self.days;
        let (left, right) = self.ends;
        left + (right - left).part(i128::from((day - first).0), i128::from((last - first).0.max(1)))
    }

    /// The first days of months, at least `least` apart.
    pub fn ticks(&self, horizon: &Horizon, least: Px) -> Vec<(Px, String)> {
        let (first, last) = self.days;
        let mut dates: Vec<Date> = Vec::new();
        let mut date = horizon.date(first).first_of_month();
        while horizon.day(date) <= last {
            dates.push(date);
            date = date.end_of_month_after(0).plus(Day(1));
        }
        let at = |date: &Date| (self.x(horizon.day(*date)), month(*date));
        let with_step = |step: i32| -> Vec<(Px, String)> {
            let is_step = |date: &&Date| {
                let (year, month, _) = date.year_month_day();
                let count = year.saturating_mul(12).saturating_add(i32::try_from(month).unwrap_or(1)).saturating_sub(1);
                count.checked_rem(step) == Some(0) && horizon.day(**date) >= first
            };
            dates.iter().filter(is_step).map(at).collect()
        };
        let is_apart = |ticks: &Vec<(Px, String)>| {
            ticks.iter().zip(ticks.iter().skip(1)).all(|((one, _), (next, _))| *next - *one >= least)
        };
        MONTHS.iter().map(|step| with_step(*step)).find(is_apart).unwrap_or_default()
    }
}

/// The month of a date: `2026-03`.
fn month(date: Date) -> String {
    let (year, month, _) = date.year_month_day();
    format!("{year:04}-{month:02}")
}

/// The axis of dollars, from nothing up to a round amount.
#[derive(Debug, Clone, Copy)]
pub struct Dollars {
    /// Between two ticks.
    step: Usd,
    /// How many steps there are.
    steps: i128,
    /// Where nothing and the top are.
    ends: (Px, Px),
}

impl Dollars {
    /// An axis that holds `most`.
    pub fn up_to(most: Usd, ends: (Px, Px)) -> Self {
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
        Self { step: Usd::from_cents(step), steps, ends }
    }

    /// The amount at the top.
    fn top(&self) -> Usd {
        Usd::from_cents(self.step.cents().saturating_mul(self.steps))
    }

    /// Where an amount is.
    pub fn y(&self, amount: Usd) -> Px {
        let (bottom, top) = self.ends;
        bottom - (bottom - top).part(amount.cents(), self.top().cents())
    }

    /// The round amounts with their places, from nothing up.
    pub fn ticks(&self) -> Vec<(Px, String)> {
        let amount = |count: i128| Usd::from_cents(self.step.cents().saturating_mul(count));
        (0..=self.steps).map(|count| (self.y(amount(count)), short(amount(count)))).collect()
    }
}

/// A round amount in few characters: `$250k`, `$1.25M`; as it is where that would round it.
fn short(amount: Usd) -> String {
    const UNITS: [(i128, &str); 4] =
        [(100_000_000_000_000, "T"), (100_000_000_000, "B"), (100_000_000, "M"), (100_000, "k")];
    let cents = amount.cents();
    let Some((unit, name)) = UNITS.iter().find(|(unit, _)| cents >= *unit) else {
        return crate::money::alone(amount);
    };
    let hundredths = Usd::from_cents(cents.saturating_mul(100).checked_div(*unit).unwrap_or(0));
    format!("${hundredths}{name}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_axis_of_dollars_ends_at_the_next_round_amount() {
        let labels = |dollars: i128| -> Vec<String> {
            let axis = Dollars::up_to(Usd::from_cents(dollars * 100), (Px(1000), Px(0)));
            axis.ticks().into_iter().map(|(_, label)| label).collect()
        };
        assert_eq!(labels(1_150_000), ["$0", "$250k", "$500k", "$750k", "$1M", "$1.25M"]);
        assert_eq!(labels(1_000), ["$0", "$200", "$400", "$600", "$800", "$1k"]);
        assert_eq!(labels(1_001), ["$0", "$250", "$500", "$750", "$1k", "$1.25k"]);
        assert_eq!(labels(0), ["$0", "$1"]);
    }

    #[test]
    fn an_amount_is_placed_to_the_tenth_of_a_pixel() {
        let axis = Dollars::up_to(Usd::from_cents(100_000), (Px(1000), Px(0)));
        assert_eq!([0, 50_000, 99_999, 100_000].map(|cents| axis.y(Usd::from_cents(cents)).0), [1000, 500, 0, 0]);
    }

    #[test]
    fn the_ticks_of_months_keep_their_distance() {
        let horizon = Horizon::new(Date::parse("2026-01-12").unwrap(), 730);
        let axis = Days { days: (Day::ZERO, horizon.last()), ends: (Px(0), Px(7300)) };
        let labels = |least| axis.ticks(&horizon, Px(least)).into_iter().map(|(_, label)| label).collect::<Vec<_>>();
        // From 1 January to 1 March are 59 days, at a pixel a day.
        assert_eq!(labels(590)[..3], ["2026-03", "2026-05", "2026-07"]);
        assert_eq!(labels(600)[..3], ["2026-04", "2026-07", "2026-10"]);
    }
}
