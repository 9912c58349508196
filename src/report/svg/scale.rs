//! From days and dollars to coordinates, and the ticks of an axis.

use super::px::Px;
use crate::calendar::{Day, Horizon};
use crate::money::Usd;
use crate::report::chart::axis::{months, round_steps, short, times};

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
        months(horizon, self.days, |day| self.x(day), |one, next| next - one >= least)
    }
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
        let (step, steps) = round_steps(most);
        Self { step, steps, ends }
    }

    /// The amount at the top.
    fn top(&self) -> Usd {
        times(self.step, self.steps)
    }

    /// Where an amount is.
    pub fn y(&self, amount: Usd) -> Px {
        let (bottom, top) = self.ends;
        bottom - (bottom - top).part(amount.cents(), self.top().cents())
    }

    /// The round amounts with their places, from nothing up.
    pub fn ticks(&self) -> Vec<(Px, String)> {
        let amount = |count| times(self.step, count);
        (0..=self.steps).map(|count| (self.y(amount(count)), short(amount(count)))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Date;

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
