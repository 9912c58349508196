//! One run a line: what was forecast, so that the next run can say what has moved.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::Tracking;
use crate::calendar::Date;
use crate::evaluation::Evaluation;
use crate::money::Usd;

/// One run's forecast, in the likely case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The day of the run.
    pub today: Date,
    /// The company.
    pub company: String,
    /// The last closed month of any provider, `2026-03`.
    pub closed: Option<String>,
    /// The amounts at the horizon.
    pub amounts: [Usd; 5],
    /// The first bill.
    pub first_bill: Option<(Date, Usd)>,
}

/// The names of the amounts of a run.
pub const AMOUNTS: [&str; 5] = ["granted", "consumed", "lapsed", "charges", "cash"];

/// What moved from one run to the next.
#[derive(Debug, Clone)]
pub struct Drift {
    /// The run before.
    pub before: Run,
    /// This run.
    pub now: Run,
}

/// A log that cannot be gone on with.
#[derive(Debug, thiserror::Error)]
#[error("line {line} of the log is not one that track wrote: {why}")]
pub struct LogError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub why: String,
}

#[derive(Deserialize)]
struct Line<'a> {
    today: String,
    company: String,
    closed: Option<String>,
    #[serde(borrow)]
    granted: &'a RawValue,
    #[serde(borrow)]
    consumed: &'a RawValue,
    #[serde(borrow)]
    lapsed: &'a RawValue,
    #[serde(borrow)]
    charges: &'a RawValue,
    #[serde(borrow)]
    cash: &'a RawValue,
    first_bill: Option<String>,
    #[serde(borrow)]
    first_bill_amount: Option<&'a RawValue>,
}

impl Run {
    /// What a tracking came to.
    #[must_use]
    pub fn of(evaluation: &Evaluation<'_>, tracking: &Tracking<'_>) -> Self {
        let forecast = &tracking.forecast.likely;
        let totals = forecast.totals;
        let closed = tracking.starts.iter().filter_map(|start| start.closed).max_by_key(|month| month.number);
        Self {
            today: tracking.today,
            company: evaluation.profile.company.name.clone(),
            closed: closed.map(|month| month.to_string()),
            amounts: [totals.granted, totals.consumed, totals.expired, totals.charges, totals.cash],
            first_bill: forecast.first_bill,
        }
    }

    /// The last run of the same company in a log.
    ///
    /// # Errors
    /// The line that is not one of this program's.
    pub fn last(log: &str, company: &str) -> Result<Option<Self>, LogError> {
        let mut last = None;
        for (number, line) in (1..).zip(log.lines()) {
            if line.trim().is_empty() {
                continue;
            }
            let run = read(line).map_err(|why| LogError { line: number, why })?;
            if run.company == company {
                last = Some(run);
            }
        }
        Ok(last)
    }
}

fn read(line: &str) -> Result<Run, String> {
    let line: Line<'_> = serde_json::from_str(line).map_err(|error| error.to_string())?;
    let amount = |raw: &RawValue| {
        let number = rust_decimal::Decimal::from_str_exact(raw.get()).ok().and_then(Usd::from_decimal);
        number.ok_or_else(|| format!("`{}` is no amount", raw.get()))
    };
    let date = |text: &str| Date::parse(text).ok_or_else(|| format!("`{text}` is no date"));
    let amounts = [line.granted, line.consumed, line.lapsed, line.charges, line.cash];
    let [granted, consumed, lapsed, charges, cash] = amounts.map(amount);
    let first_bill = match (&line.first_bill, line.first_bill_amount) {
        (Some(on), Some(raw)) => Some((date(on)?, amount(raw)?)),
        _ => None,
    };
    Ok(Run {
        today: date(&line.today)?,
        company: line.company,
        closed: line.closed,
        amounts: [granted?, consumed?, lapsed?, charges?, cash?],
        first_bill,
    })
}
