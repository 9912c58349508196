//! The tracking in Markdown, fit for a pull-request comment: the likely case.

use super::{ENDS, Page, QUESTION, bill, doubt_line, file_line, forecast, identity, moved, planned_bill, remarks};
use crate::band::Case;
use crate::money::{Cents, Usd, alone, dollars};
use crate::report::markdown::{cell, table};
use crate::report::preface::{change, markdown_preface};
use crate::tracking::{Standing, expires};

/// The text, with a line break at its end.
#[must_use]
pub fn markdown(page: &Page<'_, '_>) -> String {
    let tracking = page.tracking;
    let mut sections = vec![markdown_preface(page.evaluation, QUESTION)];
    sections.push(format!("{}\n", page.standing().iter().map(|line| cell(line)).collect::<Vec<_>>().join(" ")));
    let alerts =
        tracking.alerts.iter().map(|alert| (alert.code.name(), format!("{}: {}", alert.subject, alert.message)));
    sections.push(listed("Alerts", alerts));
    sections.push(listed("In doubt", tracking.doubts.iter().map(|doubt| ("doubt", doubt_line(doubt)))));
    sections.extend([grants(page), months(page), ends(page), drift(page), files(page)]);
    sections.push(listed("Notes", tracking.notes.iter().map(|note| (note.code.name(), note.message.clone()))));
    sections.retain(|section| !section.is_empty());
    sections.join("\n")
}

fn listed<'l>(head: &str, lines: impl Iterator<Item = (&'l str, String)>) -> String {
    let lines: Vec<String> = lines.map(|(code, text)| format!("- `{code}`: {}", cell(&text))).collect();
    if lines.is_empty() { String::new() } else { format!("### {head}\n\n{}\n", lines.join("\n")) }
}

fn grants(page: &Page<'_, '_>) -> String {
    let horizon = &page.evaluation.profile.plan.horizon;
    let mut rows = Vec::new();
    let none = || "–".to_owned();
    for entry in &page.tracking.entries {
        if let Some(planned) = &entry.planned {
            let used = entry.planned_use;
            rows.push(vec![
                cell(entry.grant.id.as_str()),
                "planned".to_owned(),
                planned.life.likely.map_or_else(none, |life| horizon.date(life.issued).to_string()),
                alone(planned.amount.likely),
                used.map_or_else(none, |used| alone(used.consumed)),
                used.map_or_else(none, |used| alone(used.left)),
                expires(planned, Case::Likely, horizon).map_or_else(none, |date| date.to_string()),
                String::new(),
            ]);
        }
        if !entry.credits.is_empty() {
            let is_known = crate::tracking::is_known(entry);
            let amount = |amount: Usd| if is_known { alone(amount) } else { "unknown".to_owned() };
            rows.push(vec![
                cell(entry.grant.id.as_str()),
                "actual".to_owned(),
                entry.grant.life.likely.map_or_else(none, |life| horizon.date(life.issued).to_string()),
                amount(entry.issued.likely),
                alone(entry.used),
                amount(entry.left(Case::Likely)),
                expires(&entry.grant, Case::Likely, horizon).map_or_else(none, |date| date.to_string()),
                cell(&identity(entry).unwrap_or_default()),
            ]);
        }
    }
    let heads = ["grant", "", "issued on", ">issued", ">used", ">left", "ends", "credit"];
    if rows.is_empty() {
        String::new()
    } else {
        format!("### Grants, planned against actual\n\n{}", table(&heads, &rows))
    }
}

fn months(page: &Page<'_, '_>) -> String {
    let amount = |amount: Option<Usd>| amount.map_or_else(|| "–".to_owned(), alone);
    let row = |row: &crate::tracking::MonthRow| {
        let is_actual = matches!(row.standing, Standing::Closed | Standing::Open);
        let cash = row.charges.zip(row.credits).filter(|_| is_actual).map(|(charges, credits)| charges - credits);
        let mut cells = vec![row.month.to_string(), row.standing.name().to_owned()];
        cells.extend([
            alone(row.planned.charges),
            amount(row.charges),
            alone(row.planned.credits),
            amount(row.credits),
        ]);
        cells.extend([alone(row.planned.cash()), amount(cash), alone(row.forecast.cash())]);
        cells
    };
    let rows: Vec<Vec<String>> = page.tracking.months.iter().map(row).collect();
    let heads = [
        "month",
        "",
        ">charges planned",
        ">charges",
        ">credits planned",
        ">credits",
        ">cash planned",
        ">cash",
        ">cash re-forecast",
    ];
    format!("### Months, planned against actual\n\n{}", table(&heads, &rows))
}

fn ends(page: &Page<'_, '_>) -> String {
    let horizon = &page.evaluation.profile.plan.horizon;
    let (planned, now) = (page.planned(Case::Likely), forecast(page, Case::Likely));
    let cents = Cents::of(ENDS.iter().flat_map(|(_, amount)| [amount(&planned), amount(&now.totals)]));
    let row = |(name, amount): &(&str, crate::position::Ask)| {
        let (before, after) = (amount(&planned), amount(&now.totals));
        vec![(*name).to_owned(), dollars(before, cents), dollars(after, cents), change(after - before, cents)]
    };
    let rows: Vec<Vec<String>> = ENDS.iter().map(row).collect();
    let first = format!(
        "First bill to pay in cash: planned {}; from here on {}.\n",
        bill(planned_bill(page, Case::Likely)),
        bill(now.first_bill)
    );
    let head = format!("### By {}, likely case\n\n", horizon.date(horizon.last()));
    head + &table(&["", ">planned", ">re-forecast", ">change"], &rows) + "\n" + &first
}

fn drift(page: &Page<'_, '_>) -> String {
    let Some(drift) = page.drift else { return String::new() };
    let lines =
        moved(drift).into_iter().map(|(name, before, now)| (name, format!("{} to {}", alone(before), alone(now))));
    let text = listed(&format!("Since the run of {}", drift.before.today), lines);
    if text.is_empty() { format!("Nothing has moved since the run of {}.\n", drift.before.today) } else { text }
}

fn files(page: &Page<'_, '_>) -> String {
    let mut rows = Vec::new();
    for file in &page.import.files {
        rows.push(vec![
            cell(&file.name),
            file.kind.name().to_owned(),
            cell(&file_line(file)),
            cell(&remarks(file).join("; ")),
        ]);
    }
    format!("### Files\n\n{}", table(&["file", "kind", "rows", "look at"], &rows))
}
