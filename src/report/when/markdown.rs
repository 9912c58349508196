//! The answer in Markdown, fit for a pull-request comment: the likely case.

use super::{QUARTERS, QUESTION, against_first, message, quarter, reason};
use crate::advice::when::{FirstDate, Row, When};
use crate::evaluation::Evaluation;
use crate::money::{Cents, alone, dollars};
use crate::report::markdown::{cell, table};
use crate::report::preface::{change, markdown_preface};

/// The text, with a line break at its end.
#[must_use]
pub fn markdown(evaluation: &Evaluation<'_>, when: &When<'_>) -> String {
    let mut sections = vec![markdown_preface(evaluation, QUESTION)];
    if !when.rows.is_empty() {
        sections.push(first_dates(when));
        sections.push(rows(evaluation, when));
    }
    if !when.notes.is_empty() {
        let notes: Vec<String> =
            when.notes.iter().map(|note| format!("- {}", cell(&message(note, when.rows.len())))).collect();
        sections.push(format!("### Notes\n\n{}\n", notes.join("\n")));
    }
    if !when.rows.is_empty() {
        sections.push(format!("{}\n", cell(QUARTERS)));
    }
    sections.join("\n")
}

fn first_dates(when: &When<'_>) -> String {
    let row = |first: &FirstDate<'_>| {
        let date = first.date.map_or_else(|| "none yet".to_owned(), |date| date.to_string());
        vec![format!("`{}`", first.tier.id), alone(first.tier.award.value), date, cell(&reason(first))]
    };
    let rows: Vec<Vec<String>> = when.first_dates.iter().map(row).collect();
    let heads = ["tier", ">award", "facts hold from", "why"];
    format!("### First dates, up to {}\n\n{}", when.until, table(&heads, &rows))
}

fn rows(evaluation: &Evaluation<'_>, when: &When<'_>) -> String {
    let horizon = &evaluation.profile.plan.horizon;
    let amounts = |row: &Row<'_>| row.worth.accepted.likely;
    let cents = Cents::of(when.rows.iter().flat_map(|row| {
        let amounts = amounts(row);
        [amounts.granted, amounts.consumed, amounts.expired, amounts.cash, row.worth.after_end.likely]
    }));
    let line = |row: &Row<'_>| {
        let end = amounts(row);
        let mut cells = vec![
            row.date.to_string(),
            cell(&format!("{}*", quarter(row.date))),
            row.worth.tier_id().map_or_else(|| "none".to_owned(), |id| format!("`{id}`")),
            row.worth.award.map(alone).unwrap_or_default(),
        ];
        cells.extend(
            [end.granted, row.worth.after_end.likely, end.consumed, end.expired, end.cash]
                .map(|amount| dollars(amount, cents)),
        );
        cells.push(change(against_first(when, row, |amounts| amounts.granted).likely, cents));
        cells.push(change(against_first(when, row, |amounts| amounts.cash).likely, cents));
        cells
    };
    let lines: Vec<Vec<String>> = when.rows.iter().map(line).collect();
    let heads = [
        "apply on",
        "quarter",
        "tier",
        ">award",
        ">granted",
        ">after the end",
        ">consumed",
        ">lapsed",
        ">cash",
        ">granted against first",
        ">cash against first",
    ];
    let end = horizon.date(horizon.last());
    format!("### If accepted, likely case, by {end}\n\n{}", table(&heads, &lines))
}
