//! Times as billing files write them: only the day of them counts.

use crate::calendar::{Date, Day};

/// The last day of the year 2200, counted from 1970: what seconds may come to.
const LAST_EPOCH_DAY: i32 = 84_370;

/// The day and whether it is its very beginning that is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    /// The day.
    pub date: Date,
    /// True for a written time of 00:00:00.
    pub is_midnight: bool,
}

impl Stamp {
    /// The last usable day of a credit that ends then. Documents disagree on whether the end is included: midnight on the
    /// first of a month is the end of the month before, any other time belongs to its own day.
    #[must_use]
    pub fn last_day(self) -> Date {
        if self.is_midnight && self.date == self.date.first_of_month() { self.date.plus(Day(-1)) } else { self.date }
    }

    /// The last day before an end that is not included.
    #[must_use]
    pub fn day_before_end(self) -> Date {
        if self.is_midnight { self.date.plus(Day(-1)) } else { self.date }
    }
}

/// Reads `2026-03-01`, alone or with a time behind a `T` or a space.
#[must_use]
pub fn read(text: &[u8]) -> Option<Stamp> {
    let text = std::str::from_utf8(text).ok()?;
    let date = Date::parse(text.get(..10)?)?;
    let rest = text.get(10..)?;
    let time = match rest.as_bytes().first() {
        None => return Some(Stamp { date, is_midnight: false }),
        Some(b'T' | b' ') => rest.get(1..)?,
        Some(_) => return None,
    };
    let is_clock = |byte: u8| {
        byte.is_ascii_digit() || matches!(byte, b':' | b'.' | b'+' | b'-' | b'Z' | b' ' | b'U' | b'T' | b'C')
    };
    let is_time =
        time.len() >= 5 && time.bytes().all(is_clock) && time.bytes().next().is_some_and(|byte| byte.is_ascii_digit());
    let clock: &str = time.split(['+', '-', 'Z', ' ', 'U']).next().unwrap_or_default();
    is_time.then(|| Stamp { date, is_midnight: clock.bytes().all(|byte| matches!(byte, b'0' | b':' | b'.')) })
}

/// As [`read`], or seconds since 1970, whole or with a fraction.
#[must_use]
pub fn read_or_epoch(text: &[u8]) -> Option<Stamp> {
    read(text).or_else(|| {
        let seconds = text.split(|byte| *byte == b'.').next()?;
        let is_plain = !seconds.is_empty() && text.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.');
        let seconds: i64 = is_plain.then(|| std::str::from_utf8(seconds).ok()?.parse().ok()).flatten()?;
        let day = i32::try_from(seconds.checked_div(86_400)?).ok().filter(|day| *day <= LAST_EPOCH_DAY)?;
        let date = Date::new(1970, 1, 1)?.plus(Day(day));
        let is_midnight = seconds.checked_rem(86_400) == Some(0);
        Some(Stamp { date, is_midnight })
    })
}

/// Reads `2026-03` as the first of the month.
#[must_use]
pub fn month(text: &str) -> Option<Date> {
    (text.len() == 7).then(|| Date::parse(&format!("{text}-01"))).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn last(text: &str) -> Option<String> {
        read_or_epoch(text.as_bytes()).map(|stamp| stamp.last_day().to_string())
    }

    #[test]
    fn the_forms_of_exports_are_read() {
        for text in ["2026-03-31", "2026-03-31 23:59:59", "2026-03-31T23:59:59Z", "2026-03-31T23:59:59.000+00:00"] {
            assert_eq!(last(text).as_deref(), Some("2026-03-31"), "{text}");
        }
        // 2026-04-01T00:00:00Z in each of its forms is the end of March; midnight elsewhere is that day's.
        for text in ["2026-04-01T00:00:00Z", "2026-04-01 00:00:00", "1775001600", "1775001600.0"] {
            assert_eq!(last(text).as_deref(), Some("2026-03-31"), "{text}");
        }
        assert_eq!(last("2026-03-15T00:00:00Z").as_deref(), Some("2026-03-15"));
        assert_eq!(last("1775001599").as_deref(), Some("2026-03-31"));
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for text in ["", "NULL", "3/31/26", "2026-02-30", "2026-03-31x", "2026-03-31T", "99999999999999", "1775001600s"]
        {
            assert_eq!(last(text), None, "{text}");
        }
        assert_eq!((month("2026-03"), month("2026-13"), month("2026-3")), (Date::new(2026, 3, 1), None, None));
    }
}
