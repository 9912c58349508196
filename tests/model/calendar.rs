//! The calendar, walked one day at a time.

/// Year, month, day of the month.
pub type Date = (i32, u32, u32);

pub fn month_length(year: i32, month: u32) -> u32 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The date of every day from 0 to the horizon.
pub fn dates(start: Date, horizon: i64) -> Vec<Date> {
    let mut dates = Vec::new();
    let mut date = start;
    for _ in 0..=horizon {
        dates.push(date);
        date = day_after(date);
    }
    dates
}

pub fn ends_month((year, month, day): Date) -> bool {
    day == month_length(year, month)
}

/// The date so many days after `start`, before it when negative.
pub fn date_at(start: Date, days: i64) -> Date {
    let mut date = start;
    for _ in 0..days {
        date = day_after(date);
    }
    for _ in days..0 {
        date = day_before(date);
    }
    date
}

/// The day, counted from `start`, on which the calendar month ends that comes so many months after the month of `day`.
pub fn month_end_after(start: Date, day: i64, months: i32) -> i64 {
    let (mut date, mut last) = (date_at(start, day), day);
    let month_of = |(year, month, _): Date| year * 12 + month as i32;
    let wanted = month_of(date) + months;
    while month_of(date) < wanted || !ends_month(date) {
        date = day_after(date);
        last += 1;
    }
    last
}

/// How many calendar months hold a day from 0 to the horizon.
pub fn months_in(start: Date, horizon: i64) -> u32 {
    let first_days = dates(start, horizon).iter().skip(1).filter(|(_, _, day)| *day == 1).count();
    1 + first_days as u32
}

fn day_before((year, month, day): Date) -> Date {
    match (month, day) {
        (1, 1) => (year - 1, 12, 31),
        (_, 1) => (year, month - 1, month_length(year, month - 1)),
        _ => (year, month, day - 1),
    }
}

fn day_after((year, month, day): Date) -> Date {
    if !ends_month((year, month, day)) {
        (year, month, day + 1)
    } else if month < 12 {
        (year, month + 1, 1)
    } else {
        (year + 1, 1, 1)
    }
}
