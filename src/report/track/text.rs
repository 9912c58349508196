//! The tracking for a person, at 80 columns: the likely case.

use super::{ENDS, Page, QUESTION, bill, doubt_line, file_line, forecast, identity, moved, planned_bill, remarks};
use crate::band::Case;
use crate::calendar::Date;
use crate::money::{Cents, Usd, dollars};
use crate::report::grid::{Grid, Lean, wrapped};
use crate::report::preface::{change, preface};
use crate::report::text::Terminal;
use crate::text::escape_controls;
use crate::timeline::Grant;
use crate::tracking::{MonthRow, Standing, expires};

/// The text, with a line break at its end.
#[must_use]
pub fn text(page: &Page<'_, '_>, terminal: Terminal) -> String {
    let standing: String = page.standing().iter().map(|line| wrapped(line, "", "  ")).collect();
    let alerts: Vec<String> = page
        .tracking
        .alerts
        .iter()
        .map(|alert| format!("{}: {}: {}", alert.code.name(), alert.subject, alert.message))
        .collect();
    let doubts: Vec<String> = page.tracking.doubts.iter().map(doubt_line).collect();
    let notes: Vec<String> =
        page.tracking.notes.iter().map(|note| format!("{}: {}", note.code.name(), note.message)).collect();
    let mut sections = vec![
        preface(page.evaluation, QUESTION, terminal) + &standing,
        listed(terminal, "Alerts", &alerts),
        listed(terminal, "In doubt", &doubts),
        grants(page, terminal),
        months(page, terminal),
        ends(page, terminal),
        ahead(page, terminal),
        drift(page, terminal),
        accounts(page, terminal),
        files(page, terminal),
        listed(terminal, "Notes", &notes),
    ];
    sections.retain(|section| !section.is_empty());
    sections.join("\n")
}

fn listed(terminal: Terminal, head: &str, lines: &[String]) -> String {
    if lines.is_empty() {
        return String::new();
    }
    terminal.heading(head) + &lines.iter().map(|line| wrapped(&escape_controls(line), "  ", "    ")).collect::<String>()
}

fn grants(page: &Page<'_, '_>, terminal: Terminal) -> String {
    let entries = &page.tracking.entries;
    if entries.is_empty() {
        return String::new();
    }
    let cents = Cents::of(entries.iter().flat_map(|entry| {
        let planned = entry.planned.as_ref().map(|grant| grant.amount.likely).unwrap_or_default();
        let used = entry.planned_use.unwrap_or_default();
        [planned, entry.issued.likely, entry.used, entry.left(Case::Likely), used.consumed, used.left]
    }));
    let issued = issued(page, cents);
    let used = used(page, cents);
    let heard: Vec<String> = entries
        .iter()
        .filter_map(|entry| identity(entry).map(|words| format!("{}: {words}", entry.grant.id)))
        .collect();
    let heard: String = heard.iter().map(|line| wrapped(&escape_controls(line), "  ", "    ")).collect();
    terminal.heading("Grants, planned against actual") + &issued + "\n" + &used + "\n" + &heard
}

/// What was issued, when, and when it ends.
fn issued(page: &Page<'_, '_>, cents: Cents) -> String {
    let horizon = &page.evaluation.profile.plan.horizon;
    let columns = [
        ("grant", Lean::Left),
        ("planned on", Lean::Left),
        ("planned", Lean::Right),
        ("issued on", Lean::Left),
        ("issued", Lean::Right),
        ("ends", Lean::Left),
    ];
    let mut grid = Grid::new(&columns, None).narrow();
    for entry in &page.tracking.entries {
        let planned = entry.planned.as_ref();
        let issued_on = |grant: &Grant<'_>| grant.life.likely.map(|life| horizon.date(life.issued));
        let actual = (!entry.credits.is_empty()).then_some(entry);
        let known = actual.filter(|entry| crate::tracking::is_known(entry));
        grid.row(vec![
            shortened(entry.grant.id.as_str()),
            day(planned.and_then(issued_on)),
            planned.map_or_else(none, |grant| dollars(grant.amount.likely, cents)),
            day(actual.and_then(|entry| issued_on(&entry.grant))),
            known.map_or_else(none, |entry| dollars(entry.issued.likely, cents)),
            day(expires(&entry.grant, Case::Likely, horizon)),
        ]);
    }
    grid.into_text()
}

/// What was used by the last closed month, and what is left.
fn used(page: &Page<'_, '_>, cents: Cents) -> String {
    let columns = [
        ("grant", Lean::Left),
        ("used, planned", Lean::Right),
        ("used", Lean::Right),
        ("left, planned", Lean::Right),
        ("left", Lean::Right),
    ];
    let mut grid = Grid::new(&columns, None).narrow();
    for entry in &page.tracking.entries {
        let planned = entry.planned_use;
        let actual = (!entry.credits.is_empty()).then_some(entry);
        let known = actual.filter(|entry| crate::tracking::is_known(entry));
        grid.row(vec![
            shortened(entry.grant.id.as_str()),
            planned.map_or_else(none, |planned| dollars(planned.consumed, cents)),
            actual.map_or_else(none, |entry| dollars(entry.used, cents)),
            planned.map_or_else(none, |planned| dollars(planned.left, cents)),
            known.map_or_else(none, |entry| dollars(entry.left(Case::Likely), cents)),
        ]);
    }
    grid.into_text()
}

fn none() -> String {
    "–".to_owned()
}

fn day(date: Option<Date>) -> String {
    date.map_or_else(none, |date| date.to_string())
}

/// An id that leaves room for the amounts beside it.
fn shortened(id: &str) -> String {
    const MOST: usize = 16;
    match id.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", id.get(..end).unwrap_or_default()),
        None => id.to_owned(),
    }
}

fn months(page: &Page<'_, '_>, terminal: Terminal) -> String {
    let rows: Vec<&MonthRow> = page.tracking.months.iter().filter(|row| row.standing != Standing::Ahead).collect();
    if rows.is_empty() {
        return String::new();
    }
    let cents = Cents::of(rows.iter().flat_map(|row| {
        let actual = [row.charges.unwrap_or_default(), row.credits.unwrap_or_default()];
        [row.planned.charges, row.planned.credits].into_iter().chain(actual)
    }));
    let columns = [
        ("month", Lean::Left),
        ("", Lean::Left),
        ("charges", Lean::Right),
        ("credits", Lean::Right),
        ("cash", Lean::Right),
    ];
    let mut grid = Grid::new(&columns, None);
    for row in rows {
        let planned =
            [row.planned.charges, row.planned.credits, row.planned.cash()].map(|amount| dollars(amount, cents));
        grid.row([vec![row.month.to_string(), "planned".to_owned()], planned.to_vec()].concat());
        if row.standing == Standing::Missing {
            continue;
        }
        let known = |amount: Option<Usd>| amount.map_or_else(|| "–".to_owned(), |amount| dollars(amount, cents));
        let cash = row.charges.zip(row.credits).map(|(charges, credits)| charges - credits);
        let standing = format!("actual, {}", row.standing.name());
        grid.row(vec![String::new(), standing, known(row.charges), known(row.credits), known(cash)]);
    }
    terminal.heading("Months, planned against actual") + &grid.into_text()
}

fn ends(page: &Page<'_, '_>, terminal: Terminal) -> String {
    let horizon = &page.evaluation.profile.plan.horizon;
    let (planned, now) = (page.planned(Case::Likely), forecast(page, Case::Likely));
    let cents = Cents::of(ENDS.iter().flat_map(|(_, amount)| [amount(&planned), amount(&now.totals)]));
    let columns = [("", Lean::Left), ("planned", Lean::Right), ("re-forecast", Lean::Right), ("change", Lean::Right)];
    let mut grid = Grid::new(&columns, None);
    for (name, amount) in ENDS {
        let (before, after) = (amount(&planned), amount(&now.totals));
        grid.row(vec![name.to_owned(), dollars(before, cents), dollars(after, cents), change(after - before, cents)]);
    }
    let head = format!("By {}, likely case", horizon.date(horizon.last()));
    let first = format!(
        "First bill to pay in cash: planned {}; from here on {}.",
        bill(planned_bill(page, Case::Likely)),
        bill(now.first_bill)
    );
    let lapses: Vec<String> = now
        .lapses
        .iter()
        .map(|lapse| format!("{} of {} on {}", crate::money::alone(lapse.amount), lapse.grant, lapse.on))
        .collect();
    let lapses = if lapses.is_empty() { "nothing".to_owned() } else { lapses.join(", ") };
    let end: Vec<String> = now.credits_end.iter().map(|(provider, on)| format!("{provider} from {on}")).collect();
    let end = if end.is_empty() {
        "last to the end of the plan".to_owned()
    } else {
        format!("are used up: {}", end.join(", "))
    };
    let lines = [first, format!("To lapse from here on: {lapses}."), format!("Credits {end}.")];
    terminal.heading(&head)
        + &grid.into_text()
        + &lines.iter().map(|line| wrapped(&escape_controls(line), "  ", "    ")).collect::<String>()
}

fn ahead(page: &Page<'_, '_>, terminal: Terminal) -> String {
    let is_ahead = |row: &&MonthRow| matches!(row.standing, Standing::Ahead | Standing::Open);
    let rows: Vec<&MonthRow> = page.tracking.months.iter().filter(is_ahead).collect();
    if rows.is_empty() {
        return String::new();
    }
    let cents = Cents::of(
        rows.iter()
            .flat_map(|row| [row.forecast.charges, row.forecast.credits, row.planned.charges, row.planned.credits]),
    );
    let columns = [
        ("month", Lean::Left),
        ("charges", Lean::Right),
        ("credits", Lean::Right),
        ("cash", Lean::Right),
        ("cash planned", Lean::Right),
    ];
    let mut grid = Grid::new(&columns, None);
    for row in rows {
        let amounts = [row.forecast.charges, row.forecast.credits, row.forecast.cash(), row.planned.cash()];
        grid.row([vec![row.month.to_string()], amounts.map(|amount| dollars(amount, cents)).to_vec()].concat());
    }
    terminal.heading("From here on, likely case") + &grid.into_text()
}

fn drift(page: &Page<'_, '_>, terminal: Terminal) -> String {
    let Some(drift) = page.drift else { return String::new() };
    let mut lines: Vec<String> = moved(drift)
        .into_iter()
        .map(|(name, before, now)| format!("{name}: {} to {}", crate::money::alone(before), crate::money::alone(now)))
        .collect();
    if drift.before.first_bill != drift.now.first_bill {
        lines.push(format!("first bill: {} to {}", bill(drift.before.first_bill), bill(drift.now.first_bill)));
    }
    if lines.is_empty() {
        lines.push("nothing has moved".to_owned());
    }
    listed(terminal, &format!("Since the run of {}", drift.before.today), &lines)
}

fn accounts(page: &Page<'_, '_>, terminal: Terminal) -> String {
    let accounts = &page.tracking.accounts;
    if accounts.is_empty() {
        return String::new();
    }
    let cents = Cents::of(accounts.iter().flat_map(|account| [account.charges, account.credits]));
    let columns = [("account", Lean::Left), ("charges", Lean::Right), ("credits", Lean::Right), ("cash", Lean::Right)];
    let mut grid = Grid::new(&columns, None);
    for account in accounts {
        let id =
            if account.id.is_empty() { "(none named)".to_owned() } else { escape_controls(&account.id).into_owned() };
        let amounts = [account.charges, account.credits, account.charges - account.credits];
        grid.row([vec![id], amounts.map(|amount| dollars(amount, cents)).to_vec()].concat());
    }
    terminal.heading("Accounts") + &grid.into_text()
}

fn files(page: &Page<'_, '_>, terminal: Terminal) -> String {
    let mut text = terminal.heading("Files");
    for file in &page.import.files {
        let line = format!("{} ({}): {}", file.name, file.kind.name(), file_line(file));
        text.push_str(&wrapped(&escape_controls(&line), "  ", "    "));
        for remark in remarks(file) {
            text.push_str(&wrapped(&escape_controls(&remark), "    ", "      "));
        }
    }
    text
}
