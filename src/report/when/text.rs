//! The answer for a person, at 80 columns: the likely case.

use super::{QUARTERS, QUESTION, against_first, message, quarter, reason};
use crate::advice::when::{FirstDate, Row, When};
use crate::evaluation::Evaluation;
use crate::money::{Cents, Usd, alone, dollars};
use crate::report::grid::{Grid, Lean, wrapped};
use crate::report::preface::{change, preface};
use crate::report::text::Terminal;
use crate::text::escape_controls;

/// The text, with a line break at its end.
#[must_use]
pub fn text(evaluation: &Evaluation<'_>, when: &When<'_>, terminal: Terminal) -> String {
    let mut sections = vec![preface(evaluation, QUESTION, terminal)];
    if !when.rows.is_empty() {
        let page = Page { evaluation, when, terminal };
        sections.extend([page.first_dates(), page.granted(), page.paid(), page.remarks()]);
    }
    let notes: Vec<String> = when.notes.iter().map(|note| message(note, when.rows.len())).collect();
    if !notes.is_empty() {
        let lines: String = notes.iter().map(|note| wrapped(&escape_controls(note), "  ", "    ")).collect();
        sections.push(terminal.heading("Notes") + &lines);
    }
    if !when.rows.is_empty() {
        sections.push(format!("{QUARTERS}\n"));
    }
    sections.join("\n")
}

struct Page<'p, 'a> {
    evaluation: &'p Evaluation<'a>,
    when: &'p When<'a>,
    terminal: Terminal,
}

impl Page<'_, '_> {
    /// Each tier with the first date of its facts.
    fn first_dates(&self) -> String {
        let mut text = self.terminal.heading("The first date at which each tier's facts hold");
        let ids = self.when.first_dates.iter().map(|first| first.tier.id.as_str().chars().count());
        let (name, award) = (ids.max().unwrap_or(0), "$1,000,000".len());
        for first in &self.when.first_dates {
            let FirstDate { tier, date, .. } = first;
            let when = date.map_or_else(|| "none yet".to_owned(), |date| date.to_string());
            let worth = alone(tier.award.value);
            let lead = format!("  {:<name$}  {worth:>award$}  {when:<10}  ", tier.id.as_str());
            let rest = " ".repeat(lead.chars().count());
            text.push_str(&wrapped(&reason(first), &lead, &rest));
        }
        text.push_str(&wrapped(&format!("looked at up to {}", self.when.until), "  ", "  "));
        text
    }

    fn first_row(&self) -> String {
        self.when.rows.first().map(|row| row.date.to_string()).unwrap_or_default()
    }

    /// The tier of each row and what is granted.
    fn granted(&self) -> String {
        let rows = &self.when.rows;
        let horizon = &self.evaluation.profile.plan.horizon;
        let granted = |row: &Row<'_>| row.worth.accepted.likely.granted;
        let cents = Cents::of(rows.iter().flat_map(|row| [granted(row), row.worth.after_end.likely]));
        let has_late = rows.iter().any(|row| !row.worth.after_end.likely.is_zero());
        let mut columns = vec![
            ("apply on", Lean::Left),
            ("quarter", Lean::Left),
            ("tier", Lean::Left),
            ("granted", Lean::Right),
            ("against first", Lean::Right),
        ];
        if has_late {
            columns.push(("after the end", Lean::Right));
        }
        let mut grid = Grid::new(&columns, self.terminal.width);
        for row in rows {
            let mut cells = vec![
                row.date.to_string(),
                format!("{}*", quarter(row.date)),
                row.worth.tier_id().unwrap_or("none").to_owned(),
                dollars(granted(row), cents),
                change(against_first(self.when, row, |amounts| amounts.granted).likely, cents),
            ];
            if has_late {
                cells.push(late(row.worth.after_end.likely, cents));
            }
            grid.row(cells);
        }
        let end = horizon.date(horizon.last());
        self.terminal.heading(&format!("Tier and credits granted by {end}, if accepted (likely case)"))
            + &grid.into_text()
    }

    /// What is used, lapses and is paid, by row.
    fn paid(&self) -> String {
        let rows = &self.when.rows;
        let amounts = |row: &Row<'_>| row.worth.accepted.likely;
        let cents =
            Cents::of(rows.iter().map(amounts).flat_map(|amounts| [amounts.consumed, amounts.expired, amounts.cash]));
        let columns = [
            ("apply on", Lean::Left),
            ("consumed", Lean::Right),
            ("lapsed", Lean::Right),
            ("cash", Lean::Right),
            ("cash against first", Lean::Right),
        ];
        let mut grid = Grid::new(&columns, self.terminal.width);
        for row in rows {
            let paid = amounts(row);
            let mut cells = vec![row.date.to_string()];
            cells.extend([paid.consumed, paid.expired, paid.cash].map(|amount| dollars(amount, cents)));
            cells.push(change(against_first(self.when, row, |amounts| amounts.cash).likely, cents));
            grid.row(cells);
        }
        let head = format!("What waiting costs, against applying on {}", self.first_row());
        self.terminal.heading(&head) + &grid.into_text()
    }

    /// What stays the same in every row.
    fn remarks(&self) -> String {
        let profile = self.evaluation.profile;
        let funnel = &self.evaluation.program.funnel;
        let Some(first) = self.when.rows.first() else { return String::new() };
        let without = first.worth.not_accepted.likely;
        let stack = format!(
            "Not accepted, whenever applied: {} granted, {} consumed, {} lapsed, {} cash. Most are not: {} of {} \
             applicants are accepted.",
            alone(without.granted),
            alone(without.consumed),
            alone(without.expired),
            alone(without.cash),
            funnel.selected.value,
            funnel.applications.value,
        );
        let moved = format!(
            "Facts move as [growth] says; the spend stays the plan's, the stack is filed on {}. Every row ends on the \
             same day: what would be issued after it is not granted by then.",
            profile.plan.stack_filed,
        );
        wrapped(&stack, "", "  ") + &wrapped(&moved, "", "  ")
    }
}

fn late(amount: Usd, cents: Cents) -> String {
    if amount.is_zero() { "–".to_owned() } else { dollars(amount, cents) }
}
