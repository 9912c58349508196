//! `stackplan track` rendered.

mod json;
mod markdown;
mod text;

pub use json::{json, log_line};
pub use markdown::markdown;
pub use text::text;

use crate::band::Case;
use crate::calendar::Date;
use crate::evaluation::{Evaluation, Outcome};
use crate::import::{FileRead, Import};
use crate::money::{Usd, alone};
use crate::position::{Amounts, Ask};
use crate::tracking::{Burn, Doubt, Drift, Entry, Forecast, Run, State, Tracking, way_out};

/// The question, as a title has it.
const QUESTION: &str = "plan against actual";

/// Everything that a tracking has to say.
#[derive(Debug, Clone, Copy)]
pub struct Page<'p, 'a> {
    /// The plan.
    pub evaluation: &'p Evaluation<'a>,
    /// The files.
    pub import: &'p Import<'p>,
    /// The comparison.
    pub tracking: &'p Tracking<'a>,
    /// What has moved since the last run, where a log has one.
    pub drift: Option<&'p Drift>,
}

/// The amounts of a plan's end, with their names.
const ENDS: [(&str, Ask); 6] = [
    ("granted", |amounts| amounts.granted),
    ("consumed", |amounts| amounts.consumed),
    ("lapsed", |amounts| amounts.expired),
    ("left", |amounts| amounts.balance),
    ("charges", |amounts| amounts.charges),
    ("cash", |amounts| amounts.cash),
];

impl Page<'_, '_> {
    fn planned(&self, case: Case) -> Amounts {
        self.evaluation.positions(Outcome::Accepted).get(case).totals()
    }

    /// What day it is, how old the files are and up to when they count.
    fn standing(&self) -> Vec<String> {
        let Tracking { today, starts, data_through, burn, .. } = self.tracking;
        let data = data_through.map_or_else(
            || "the files have no charges".to_owned(),
            |through| format!("charges through {through}, {}", age(*today, through)),
        );
        let closed = starts.iter().map(|start| match start.closed {
            Some(month) => format!("{} through {month}", start.provider),
            None => format!("{} as planned", start.provider),
        });
        let closed: Vec<String> = closed.collect();
        let burn = match burn {
            Burn::Planned => "spend behind it as planned",
            Burn::Actual => "spend behind it in the proportion of the last three closed months",
        };
        vec![format!("Today is {today}; {data}."), format!("Billed: {}; {burn}.", closed.join(", "))]
    }
}

fn age(today: Date, through: Date) -> String {
    match today.since(through).0 {
        days if days < 0 => format!("{} days ahead of today", days.unsigned_abs()),
        0 => "today".to_owned(),
        1 => "1 day old".to_owned(),
        days => format!("{days} days old"),
    }
}

/// How a file was read, in a sentence.
fn file_line(file: &FileRead) -> String {
    let mut line = format!("{} rows read, {} used", file.rows, file.used);
    for (reason, rows) in &file.skipped {
        line.push_str(&format!(
            ", {} skipped: {reason} ({}, {})",
            rows.count,
            alone(rows.amount.rounded()),
            lines(&rows.lines, rows.count)
        ));
    }
    line
}

/// The first lines of some rows.
fn lines(lines: &[u64], count: u64) -> String {
    const MOST: usize = 5;
    let shown: Vec<String> = lines.iter().take(MOST).map(u64::to_string).collect();
    let more = if count > u64::try_from(shown.len()).unwrap_or(0) { ", …" } else { "" };
    let noun = if count == 1 { "line" } else { "lines" };
    format!("{noun} {}{more}", shown.join(", "))
}

/// What deserves a second look in a file.
fn remarks(file: &FileRead) -> Vec<String> {
    let remark = |(name, rows): (&&'static str, &crate::import::Rows)| {
        let known = crate::import::Remark::ALL.iter().find(|remark| remark.name() == *name);
        let summary = known.map_or("", |remark| remark.summary());
        let noun = if rows.count == 1 { "row" } else { "rows" };
        let (sum, at) = (alone(rows.amount.rounded()), lines(&rows.lines, rows.count));
        format!("{name}, {} {noun}, {sum} ({at}): {summary}", rows.count)
    };
    file.remarks.iter().map(remark).collect()
}

/// What an entry is, in words.
fn identity(entry: &Entry<'_>) -> Option<String> {
    match entry.state {
        State::Late => Some("was to be issued by now and is not on the list: expected from today on".to_owned()),
        State::Planned => None,
        _ => {
            let credits = entry.credits.iter().map(|(found, why)| {
                let name = if found.name == found.key { String::new() } else { format!(" ({})", found.name) };
                match entry.planned {
                    Some(_) => format!("credit {}{name}, matched {}", found.key, why.words()),
                    None => format!("credit {}{name}, in no plan", found.key),
                }
            });
            let mut words = credits.collect::<Vec<_>>().join("; ");
            match entry.state {
                State::Paused => words.push_str("; paused: not counted on"),
                State::Billed => words.push_str("; on bills alone: issued as planned, less what they say was used"),
                State::Unknown => words.push_str("; nobody says what is left: not counted on"),
                State::Ended => words.push_str("; ended before the plan began: no part of its totals"),
                State::Found | State::Late | State::Planned => {}
            }
            Some(words)
        }
    }
}

fn doubt_line(doubt: &Doubt) -> String {
    let grants: Vec<&str> = doubt.grants.iter().map(|grant| grant.as_str()).collect();
    let verb = if doubt.credits.len() == 1 { "is" } else { "are" };
    format!(
        "{} {verb} {}, one or the other: settle it with {}",
        doubt.credits.join(", "),
        grants.join(" or "),
        way_out(doubt)
    )
}

/// The day and amount of a bill.
fn bill(bill: Option<(Date, Usd)>) -> String {
    bill.map_or_else(|| "none".to_owned(), |(on, amount)| format!("{on}, {}", alone(amount)))
}

/// The plan's first bill behind the last closed months.
fn planned_bill(page: &Page<'_, '_>, case: Case) -> Option<(Date, Usd)> {
    let horizon = &page.evaluation.profile.plan.horizon;
    let providers = page.evaluation.granting_providers(Outcome::Accepted);
    let bills = providers.into_iter().filter_map(|provider| {
        let summary = page.evaluation.summary(Outcome::Accepted, case, provider)?;
        Some((horizon.date(summary.first_bill_day?), summary.first_bill?))
    });
    let mut bills: Vec<(Date, Usd)> = bills.collect();
    bills.sort_unstable();
    let (first, _) = *bills.first()?;
    Some((first, bills.iter().take_while(|(on, _)| *on == first).map(|(_, amount)| *amount).sum()))
}

/// What moved: each amount of the run before and now.
fn moved(drift: &Drift) -> Vec<(&'static str, Usd, Usd)> {
    let Run { amounts: now, .. } = drift.now;
    let pairs = crate::tracking::AMOUNTS.into_iter().zip(drift.before.amounts).zip(now);
    pairs.map(|((name, before), now)| (name, before, now)).filter(|(_, before, now)| before != now).collect()
}

/// The forecast of a case.
fn forecast<'p>(page: &'p Page<'_, '_>, case: Case) -> &'p Forecast {
    page.tracking.forecast.get(case)
}
