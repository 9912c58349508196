//! The day that it is: said by the caller, else by the environment, else by the system's clock, in UTC.

use std::time::{SystemTime, UNIX_EPOCH};

use super::Failure;
use crate::calendar::{Date, Day, YEARS};
use crate::text::escape_controls;

/// The environment's word for today.
const VARIABLE: &str = "STACKPLAN_TODAY";
/// The seconds of a day.
const DAY: u64 = 86_400;

/// The date that is taken for today: `--today`, else `STACKPLAN_TODAY`, else the system's UTC date.
pub fn today(argument: Option<&str>) -> Result<Date, Failure> {
    if let Some(text) = argument {
        return read("--today", text);
    }
    match std::env::var_os(VARIABLE) {
        Some(text) => read(VARIABLE, &text.to_string_lossy()),
        None => {
            system().ok_or_else(|| Failure::Usage("the system's date is not in 1970 to 2200: give --today".to_owned()))
        }
    }
}

fn read(name: &str, text: &str) -> Result<Date, Failure> {
    let date = Date::parse(text).filter(|date| YEARS.contains(&date.year_month_day().0));
    date.ok_or_else(|| {
        let shown = escape_controls(text);
        Failure::Usage(format!("{name} is `{shown}`; wanted a date such as 2026-05-08, in the years 1970 to 2200"))
    })
}

fn system() -> Option<Date> {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).ok()?.as_secs();
    let days = i32::try_from(seconds.checked_div(DAY)?).ok()?;
    let date = Date::new(1970, 1, 1)?.plus(Day(days));
    YEARS.contains(&date.year_month_day().0).then_some(date)
}
