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

fn day_after((year, month, day): Date) -> Date {
    if !ends_month((year, month, day)) {
        (year, month, day + 1)
    } else if month < 12 {
        (year, month + 1, 1)
    } else {
        (year + 1, 1, 1)
    }
}
