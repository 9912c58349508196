//! Days, dates and calendar months; the only user of the date library.

use std::fmt;
use std::ops::{Add, Sub};

use chrono::{Datelike, Days, Months, NaiveDate};

/// The first and last year that a file may name.
pub const YEARS: std::ops::RangeInclusive<i32> = 1970..=2200;

/// A whole number of days after day 0, the plan's start; negative before it.
///
/// Files bound every distance to a few centuries, so the operators cannot reach the range of the `i32` inside; they
/// saturate there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i32);

impl Day {
    /// The plan's first day.
    pub const ZERO: Self = Self(0);

    /// The day after.
    #[must_use]
    pub fn next(self) -> Self {
        self + Self(1)
    }

    /// The day before.
    #[must_use]
    pub fn previous(self) -> Self {
        self - Self(1)
    }

    /// Every day from this one to `last`, both included.
    pub fn through(self, last: Self) -> impl Iterator<Item = Self> + Clone {
        (self.0..=last.0).map(Self)
    }
}

impl Add for Day {
    type Output = Self;
    fn add(self, days: Self) -> Self {
        Self(self.0.saturating_add(days.0))
    }
}

impl Sub for Day {
    type Output = Self;
    fn sub(self, days: Self) -> Self {
        Self(self.0.saturating_sub(days.0))
    }
}

impl fmt::Display for Day {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

/// A calendar date without time or zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(NaiveDate);

/// A calendar month, without days: the months since January of the year 0. They are ordered as they follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct YearMonth(i32);

impl YearMonth {
    /// The month of a day of a plan.
    #[must_use]
    pub fn of(horizon: &Horizon, day: Day) -> Self {
        Self::holding(horizon.date(day))
    }

    /// The month that holds a date.
    #[must_use]
    pub fn holding(date: Date) -> Self {
        let (year, month, _) = date.year_month_day();
        let passed = i32::try_from(month).unwrap_or(0).saturating_sub(1);
        Self(year.saturating_mul(12).saturating_add(passed))
    }
}

impl fmt::Display for YearMonth {
    /// `2026-03`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, passed) = (self.0.div_euclid(12), self.0.rem_euclid(12));
        let month = passed.unsigned_abs().saturating_add(1);
        let Some([thousands, hundreds, tens, ones]) = four_digits(year) else {
            return write!(out, "{year:04}-{month:02}");
        };
        let [m, n] = two_digits(month);
        let text = [thousands, hundreds, tens, ones, b'-', m, n];
        out.write_str(std::str::from_utf8(&text).unwrap_or_default())
    }
}

impl Date {
    /// The date of a year, month and day; `None` where the calendar has no such day.
    #[must_use]
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        NaiveDate::from_ymd_opt(year, month, day).map(Self)
    }

    /// Reads `YYYY-MM-DD`, exactly so written.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let is_shape = text.len() == 10
            && text
                .bytes()
                .enumerate()
                .all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() });
        if !is_shape {
            return None;
        }
        let part = |range: std::ops::Range<usize>| text.get(range)?.parse().ok();
        let year = i32::try_from(part(0..4)?).ok()?;
        Self::new(year, part(5..7)?, part(8..10)?)
    }

    /// The year, month (1 to 12) and day of the month.
    #[must_use]
    pub fn year_month_day(self) -> (i32, u32, u32) {
        (self.0.year(), self.0.month(), self.0.day())
    }

    /// The date `days` later, earlier when negative. Stays put at the end of the library's calendar, 260 000 years away.
    #[must_use]
    pub fn plus(self, days: Day) -> Self {
        let count = Days::new(u64::from(days.0.unsigned_abs()));
        let moved = if days.0 < 0 { self.0.checked_sub_days(count) } else { self.0.checked_add_days(count) };
        Self(moved.unwrap_or(self.0))
    }

    /// The whole days from `start` to this date.
    #[must_use]
    pub fn since(self, start: Self) -> Day {
        Day(i32::try_from(self.0.signed_duration_since(start.0).num_days()).unwrap_or(i32::MAX))
    }

    /// The first day of this date's month.
    #[must_use]
    pub fn first_of_month(self) -> Self {
        Self(self.0.with_day(1).unwrap_or(self.0))
    }

    /// The year and the calendar quarter, 1 to 4.
    #[must_use]
    pub fn quarter(self) -> (i32, u32) {
        (self.0.year(), self.0.quarter())
    }

    /// The last day of the calendar month `months` after this date's month, counted from this date and never from an
    /// earlier step.
    #[must_use]
    pub fn end_of_month_after(self, months: u32) -> Self {
        let next = self.first_of_month().0.checked_add_months(Months::new(months.saturating_add(1)));
        Self(next.and_then(|first| first.pred_opt()).unwrap_or(self.0))
    }
}

impl Date {
    /// Writes `YYYY-MM-DD`.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn write_to(self, out: &mut impl fmt::Write) -> fmt::Result {
        let (year, month, day) = self.year_month_day();
        let Some([thousands, hundreds, tens, ones]) = four_digits(year) else {
            return write!(out, "{year:04}-{month:02}-{day:02}");
        };
        let ([m, n], [d, e]) = (two_digits(month), two_digits(day));
        let text = [thousands, hundreds, tens, ones, b'-', m, n, b'-', d, e];
        out.write_str(std::str::from_utf8(&text).unwrap_or_default())
    }
}

impl fmt::Display for Date {
    /// As [`Date::write_to`].
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write_to(out)
    }
}

/// The digits of a year of the first ten thousand.
fn four_digits(year: i32) -> Option<[u8; 4]> {
    let year = u32::try_from(year).ok().filter(|year| *year < 10_000)?;
    let ([a, b], [c, d]) = (two_digits(year / 100), two_digits(year % 100));
    Some([a, b, c, d])
}

/// The digits of a number below 100.
fn two_digits(number: u32) -> [u8; 2] {
    // INVARIANT: each of the two is below 10.
    [number / 10 % 10, number % 10].map(|digit| b'0' | u8::try_from(digit).unwrap_or(0))
}

/// One calendar month of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Month {
    /// 1 for the month that holds day 0.
    pub number: u32,
    /// The day of the month's first; not above 0 for month 1.
    pub first: Day,
    /// The day of the month's last.
    pub last: Day,
    /// The month without its days.
    pub name: YearMonth,
}

impl Month {
    /// The number of days in the month, 28 to 31.
    #[must_use]
    pub fn length(&self) -> u32 {
        self.day_of_month(self.last)
    }

    /// The day of the month, 1 on the first; 0 for the day before it.
    #[must_use]
    pub fn day_of_month(&self, day: Day) -> u32 {
        u32::try_from((day - self.first).next().0).unwrap_or(0)
    }
}

impl fmt::Display for Month {
    /// `2026-03`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.name.fmt(out)
    }
}

/// The days that a plan covers: day 0 to the last, both included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Horizon {
    start: Date,
    last: Day,
    months: Vec<Month>,
}

impl Horizon {
    /// The plan of `days` days after `start`; `days` is at least 1.
    #[must_use]
    pub fn new(start: Date, days: u32) -> Self {
        let last = Day(i32::try_from(days).unwrap_or(i32::MAX));
        let mut months = Vec::new();
        let mut first = start.first_of_month();
        for number in 1.. {
            let end = first.end_of_month_after(0);
            let name = YearMonth::holding(first);
            months.push(Month { number, first: first.since(start), last: end.since(start), name });
            if end.since(start) >= last {
                break;
            }
            first = end.plus(Day(1));
        }
        Self { start, last, months }
    }

    /// The date of day 0.
    #[must_use]
    pub const fn start(&self) -> Date {
        self.start
    }

    /// The last day of the plan.
    #[must_use]
    pub const fn last(&self) -> Day {
        self.last
    }

    /// The calendar months that hold a day of the plan, in order.
    #[must_use]
    pub fn months(&self) -> &[Month] {
        &self.months
    }

    /// The date of a day, inside the plan or not.
    #[must_use]
    pub fn date(&self, day: Day) -> Date {
        self.start.plus(day)
    }

    /// The day of a date, inside the plan or not.
    #[must_use]
    pub fn day(&self, date: Date) -> Day {
        date.since(self.start)
    }

    /// The number of the calendar month that holds `day`, 1 for the month of day 0; 0 or less before it.
    #[must_use]
    pub fn month_number(&self, day: Day) -> i32 {
        let (YearMonth(month), YearMonth(first)) = (YearMonth::of(self, day), YearMonth::holding(self.start));
        month.saturating_sub(first).saturating_add(1)
    }
}

/// The dates of days that follow each other, as text: of a day in the same month as the one before, only two digits are
/// written.
#[derive(Debug)]
pub struct DateTexts<'h> {
    horizon: &'h Horizon,
    /// The month of the last day, if it is one of the plan's.
    month: Option<Month>,
    text: String,
}

impl<'h> DateTexts<'h> {
    /// For days of that plan.
    #[must_use]
    pub const fn new(horizon: &'h Horizon) -> Self {
        Self { horizon, month: None, text: String::new() }
    }

    /// The date of a day as `YYYY-MM-DD`.
    pub fn of(&mut self, day: Day) -> &str {
        let is_in = |month: &Month| (month.first..=month.last).contains(&day);
        match self.month.filter(is_in) {
            Some(month) => {
                self.text.truncate(self.text.len().saturating_sub(2));
                let [tens, ones] = two_digits(month.day_of_month(day));
                self.text.push(char::from(tens));
                self.text.push(char::from(ones));
            }
            None => {
                self.month = self.horizon.months.iter().copied().find(is_in);
                self.text.clear();
                // Writing to memory does not fail.
                let _ = self.horizon.date(day).write_to(&mut self.text);
            }
        }
        &self.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    #[test]
    fn month_steps_are_taken_from_the_anchor() {
        assert_eq!(date("2026-01-31").end_of_month_after(1), date("2026-02-28"));
        assert_eq!(date("2026-01-31").end_of_month_after(12), date("2027-01-31"));
        assert_eq!(date("2028-02-29").end_of_month_after(24), date("2030-02-28"));
    }

    #[test]
    fn a_plan_knows_each_month_that_holds_one_of_its_days() {
        let horizon = Horizon::new(date("2026-01-12"), 20);
        let shown: Vec<_> = horizon.months().iter().map(|m| (m.to_string(), m.first.0, m.last.0, m.length())).collect();
        assert_eq!(shown, [("2026-01".to_owned(), -11, 19, 31), ("2026-02".to_owned(), 20, 47, 28)]);
        assert_eq!([-12, -11, 19, 20].map(|day| horizon.month_number(Day(day))), [0, 1, 1, 2]);
    }

    #[test]
    fn a_date_is_read_only_as_it_is_printed() {
        for text in ["2026-1-02", "2026-02-30", "20260102", "2026-01-02T", "+026-01-02", ""] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
        assert_eq!(date("2200-12-31").to_string(), "2200-12-31");
    }
}
