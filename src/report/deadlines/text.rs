//! What is due for a person.

use std::collections::{BTreeMap, BTreeSet};

use crate::advice::deadlines::{Agenda, Deadline, Due};
use crate::calendar::Day;
use crate::money::{Cents, dollars};
use crate::report::grid::{Grid, Lean, wrapped};
use crate::report::text::Terminal;
use crate::text::escape_controls;

/// The text, with a line break at its end.
#[must_use]
pub fn page(agenda: &Agenda<'_>, terminal: Terminal) -> String {
    let due = agenda.worst_first();
    let mut sections = vec![head(agenda, &due, terminal)];
    if !due.is_empty() {
        sections.push(table(&due, terminal));
    }
    sections.push(evidence(agenda, &due, terminal));
    sections.push(partners(&due, terminal));
    sections.push(notes(&due));
    sections.retain(|section| !section.is_empty());
    sections.join("\n")
}

fn head(agenda: &Agenda<'_>, due: &[&Due], terminal: Terminal) -> String {
    let overdue = due.iter().filter(|due| due.deadline.is_overdue()).count();
    let ahead = due.len().saturating_sub(overdue);
    let (today, case) = (agenda.today, agenda.case);
    let end = today.plus(agenda.within);
    let title = format!("Deadlines as of {today}, {case} case: {overdue} overdue, {ahead} by {end}");
    let plans = match agenda.companies.len() {
        1 => "1 plan".to_owned(),
        count => format!("{count} plans"),
    };
    let rules = format!("{} {}", agenda.program.id, agenda.program.version);
    let later = match agenda.later {
        0 => "none is later".to_owned(),
        1 => "1 more is later, see --within".to_owned(),
        later => format!("{later} more are later, see --within"),
    };
    let line = format!("{plans} under the rules {}; {later}", escape_controls(&rules));
    terminal.heading(&title) + &wrapped(&line, "", "  ")
}

fn table(due: &[&Due], terminal: Terminal) -> String {
    let columns = [
        ("Date", Lean::Left),
        ("Days", Lean::Right),
        ("At risk", Lean::Right),
        ("What", Lean::Left),
        ("Company", Lean::Left),
    ];
    let cents = Cents::of(due.iter().filter_map(|due| due.deadline.at_risk));
    let mut grid = Grid::new(&columns, terminal.width).narrow();
    for Due { company, deadline } in due {
        grid.row(vec![
            deadline.date.to_string(),
            days(deadline),
            deadline.at_risk.map_or_else(|| "?".to_owned(), |amount| dollars(amount, cents)),
            format!("{}{}", deadline.what, marks(deadline)),
            escape_controls(&company.name).into_owned(),
        ]);
    }
    grid.into_text()
}

/// The days left in words that need no sign.
fn days(deadline: &Deadline) -> String {
    match deadline.days_left {
        Day::ZERO => "today".to_owned(),
        Day(days) if days < 0 => format!("{} ago", days.unsigned_abs()),
        days => days.to_string(),
    }
}

fn marks(deadline: &Deadline) -> String {
    let star = if deadline.is_assumed { "*" } else { "" };
    let plus = if deadline.is_conditional { "+" } else { "" };
    format!("{star}{plus}")
}

/// What the gates that are due ask for, a paragraph each.
fn evidence(agenda: &Agenda<'_>, due: &[&Due], terminal: Terminal) -> String {
    let is_due = |id| due.iter().any(|due| due.deadline.gate.as_ref() == Some(id));
    let gates = agenda.program.gates.iter().filter(|gate| is_due(&gate.id) && !gate.evidence.is_empty());
    let paragraphs: String = gates
        .map(|gate| {
            let line = format!("{}: {}", gate.id, gate.evidence.join("; "));
            wrapped(&escape_controls(&line), "  ", "    ")
        })
        .collect();
    if paragraphs.is_empty() { paragraphs } else { terminal.heading("Evidence") + &paragraphs }
}

/// The companies of each partner, a paragraph each.
fn partners(due: &[&Due], terminal: Terminal) -> String {
    let mut partners: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for Due { company, .. } in due {
        if let Some(partner) = &company.partner {
            partners.entry(partner).or_default().insert(&company.name);
        }
    }
    let paragraphs: String = partners
        .into_iter()
        .map(|(partner, companies)| {
            let line = format!("{partner}: {}", Vec::from_iter(companies).join(", "));
            wrapped(&escape_controls(&line), "  ", "    ")
        })
        .collect();
    if paragraphs.is_empty() { paragraphs } else { terminal.heading("Partners") + &paragraphs }
}

fn notes(due: &[&Due]) -> String {
    let any = |is: fn(&Deadline) -> bool| due.iter().any(|due| is(&due.deadline));
    let notes = [
        (any(Deadline::is_overdue), "ago: overdue; it goes when [actuals] in the profile says what became of it"),
        (any(|deadline| deadline.at_risk.is_none()), "?: not known, see `why` in --format json"),
        (any(|deadline| deadline.is_assumed), "*: no line of the source states the day: assumed"),
        (any(|deadline| deadline.is_conditional), "+: only if the accelerator accepts"),
    ];
    notes.into_iter().filter(|(is_needed, _)| *is_needed).map(|(_, note)| wrapped(note, "", "  ")).collect()
}
