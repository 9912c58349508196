//! The form that Beancount reads.

use std::collections::BTreeMap;

use super::entries::{Account, Entry, Leg, Remark, accounts, entries, plain, widths};
use super::header;
use crate::band::Case;
use crate::calendar::{Date, Day, Horizon};
use crate::evaluation::Evaluation;
use crate::money::Usd;
use crate::text::escape_controls;

/// The file.
pub fn file(evaluation: &Evaluation<'_>, case: Case) -> String {
    let horizon = &evaluation.profile.plan.horizon;
    let start = horizon.start();
    let entries = entries(evaluation, case);
    let mut text: String = header(evaluation, case).iter().map(|line| format!("; {line}\n")).collect();
    let title = format!("Credits of {}, {case} case", evaluation.profile.company.name);
    text.push_str(&format!("\noption \"title\" {}\n", quoted(&title)));
    text.push_str(&format!("option \"operating_currency\" \"USD\"\n\n{start} commodity USD\n\n"));
    for (account, provider) in accounts(&entries) {
        text.push_str(&format!("{start} open {} USD\n", name(account)));
        if let Some(provider) = provider {
            text.push_str(&format!("  provider: \"{provider}\"\n"));
        }
    }
    let widths = widths(&entries, name);
    let mut ends = horizon.months().iter().map(|month| month.last.min(horizon.last())).peekable();
    let mut changed: BTreeMap<Account<'_>, Usd> = BTreeMap::new();
    for entry in &entries {
        while let Some(end) = ends.next_if(|end| *end < entry.day) {
            text.push_str(&balances(&mut changed, end, horizon));
        }
        changed.extend(entry.legs.iter().filter_map(|leg| Some((leg.account, leg.holds?))));
        text.push_str(&transaction(entry, horizon, widths));
    }
    for end in ends {
        text.push_str(&balances(&mut changed, end, horizon));
    }
    text
}

/// What each credit that changed in a month holds at its end, which is the start of the day after.
fn balances(changed: &mut BTreeMap<Account<'_>, Usd>, end: Day, horizon: &Horizon) -> String {
    let date = horizon.date(end.next());
    let line = |(account, holds)| format!("{date} balance {}  {} ~ 0.00 USD\n", name(account), plain(holds));
    let lines: String = std::mem::take(changed).into_iter().map(line).collect();
    if lines.is_empty() { lines } else { format!("\n{lines}") }
}

fn transaction(entry: &Entry<'_>, horizon: &Horizon, widths: (usize, usize)) -> String {
    let date: Date = horizon.date(entry.day);
    let mut text = format!("\n{date} * \"{}\" \"{}\"\n", entry.provider, entry.kind.words());
    for remark in entry.remarks(horizon) {
        match remark {
            Remark::On(key, date) => text.push_str(&format!("  {key}: {date}\n")),
            Remark::Words(key, words) => text.push_str(&format!("  {key}: {}\n", quoted(&words))),
        }
    }
    let lines: String = entry.legs.iter().map(|leg| posting(leg, widths)).collect();
    text + &lines
}

fn posting(leg: &Leg<'_>, (names, amounts): (usize, usize)) -> String {
    format!("  {:<names$}  {:>amounts$} USD\n", name(leg.account), plain(leg.amount))
}

fn name(account: Account<'_>) -> String {
    match account {
        Account::Credits(grant) => format!("Assets:Credits:{}", part(grant.as_str())),
        Account::Cash => "Assets:Cash".to_owned(),
        Account::Granted(grant) => format!("Income:Credits:{}", part(grant.as_str())),
        Account::Service(service) => format!("Expenses:Cloud:{}", part(service.as_str())),
        Account::Lapsed(grant) => format!("Expenses:Lapsed:{}", part(grant.as_str())),
    }
}

/// An id as a part of an account's name, which begins with a capital or a digit; two ids never become one part, as no
/// other than an id with a hyphen in front gets a second capital.
fn part(id: &str) -> String {
    let mut chars = id.chars();
    match chars.next() {
        Some('-') => format!("ID{id}"),
        Some(first) => first.to_ascii_uppercase().to_string() + chars.as_str(),
        None => String::new(),
    }
}

/// A text in quotes, on one line.
fn quoted(text: &str) -> String {
    format!("\"{}\"", escape_controls(text).replace('\\', "\\\\").replace('"', "\\\""))
}
