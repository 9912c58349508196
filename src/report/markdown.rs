//! An evaluation as Markdown, fit for a pull-request comment.

use super::answers::{answers, columns, next_dates, next_tier, odds, premise, tier, verdict};
use super::rows::is_month_end;
use super::text::FOOTNOTE;
use super::{Every, Part, View, ViewRow, view_rows};
use crate::band::Case;
use crate::calendar::Day;
use crate::evaluation::{Evaluation, Outcome};
use crate::money::{Cents, alone, dollars};
use crate::scoring::{Finding, Status};
use crate::text::escape_controls;
use crate::timeline::Warning;

/// The text, with a line break at its end.
#[must_use]
pub fn evaluation(evaluation: &Evaluation<'_>, view: &View) -> String {
    let mut sections = vec![header(evaluation)];
    let is_whole = view.part.is_none();
    if is_whole {
        sections.push(outcomes(evaluation, view));
        sections.push(totals(evaluation));
        sections.extend(dates(evaluation, view));
        sections.extend(warnings(evaluation));
        sections.push(findings(evaluation));
    }
    if view.shows(Part::Grants) {
        sections.extend(view.cases.iter().map(|case| grants(evaluation, *case)));
    }
    if view.part == Some(Part::Bills) {
        sections.extend(view.cases.iter().map(|case| bills(evaluation, *case, view)));
    }
    if view.shows(Part::Position) && view.every != Some(Every::None) {
        let position = |case: &Case| position(evaluation, *case, view, is_whole);
        sections.extend(view.cases.iter().map(position));
    }
    if !is_whole {
        sections.extend(warnings(evaluation));
    }
    // The header holds the company's own name, whose stars are its own.
    if sections.iter().skip(1).any(|section| section.contains("\\*")) {
        sections.push(format!("{}\n", cell(FOOTNOTE)));
    }
    sections.join("\n")
}

/// A table that a reader opens: its head, then what is inside.
fn folded(head: &str, inside: &str) -> String {
    format!("<details>\n<summary>{head}</summary>\n\n{inside}\n</details>\n")
}

/// Text from an input, harmless in a table and in HTML.
pub(crate) fn cell(text: &str) -> String {
    let text = escape_controls(text);
    let mut cell = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => cell.push_str("&lt;"),
            '>' => cell.push_str("&gt;"),
            '&' => cell.push_str("&amp;"),
            '\\' | '|' | '`' | '*' | '_' | '[' | ']' | '#' | '!' | '@' | '~' => cell.extend(['\\', c]),
            c => cell.push(c),
        }
    }
    cell
}

/// A table: which columns lean right is told by their heads' leading `>`.
pub(crate) fn table(heads: &[&str], rows: &[Vec<String>]) -> String {
    let mut text = String::new();
    let names: Vec<&str> = heads.iter().map(|head| head.trim_start_matches('>')).collect();
    let rules: Vec<&str> = heads.iter().map(|head| if head.starts_with('>') { "---:" } else { "---" }).collect();
    for cells in [names, rules] {
        text.push_str(&format!("| {} |\n", cells.join(" | ")));
    }
    for row in rows {
        text.push_str(&format!("| {} |\n", row.join(" | ")));
    }
    text
}

/// The first lines: who, what to do, which tier.
fn header(evaluation: &Evaluation<'_>) -> String {
    let Evaluation { profile, program, .. } = evaluation;
    let horizon = &profile.plan.horizon;
    let last = horizon.last();
    format!(
        "## {}: what its credits come to\n\n- **Verdict:** {}\n- **Tier:** {}\n- **Next tier:** {}\n\n\
         Stage {}; day 0 is {}, day {last} is {}. Rules {} {} ({}): {}.\n",
        cell(&profile.company.name),
        cell(&verdict(evaluation)),
        cell(&tier(evaluation)),
        cell(&next_tier(evaluation)),
        profile.company.stage,
        horizon.start(),
        horizon.date(last),
        cell(&program.id),
        cell(&program.version),
        cell(&program.source.publisher),
        cell(&program.source.standing),
    )
}

/// A word of ours at the beginning of a sentence.
fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// The answers of the first screen, the plans side by side.
fn outcomes(evaluation: &Evaluation<'_>, view: &View) -> String {
    let mut heads = vec![String::new()];
    let mut rows: Vec<Vec<String>> = Vec::new();
    for case in &view.cases {
        for (name, outcome) in columns(evaluation) {
            heads.push(format!("{case} case, {name}"));
            for (at, (label, answer)) in answers(evaluation, *outcome, *case, &alone).into_iter().enumerate() {
                let answer = answer.split('\n').map(cell).collect::<Vec<_>>().join("<br>");
                match rows.get_mut(at) {
                    Some(cells) => cells.push(answer),
                    None => rows.push(vec![cell(&label), answer]),
                }
            }
        }
    }
    let odds = odds(evaluation).map_or_else(String::new, |odds| format!("{}.\n\n", capital(&cell(&odds))));
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    format!("### Outcomes\n\n{odds}{}", table(&heads, &rows))
}

/// The totals of all cases at the horizon.
fn totals(evaluation: &Evaluation<'_>) -> String {
    let mut rows = Vec::new();
    for case in Case::ALL {
        let mut cells = vec![case.name().to_owned()];
        for (_, outcome) in columns(evaluation) {
            let amounts = evaluation.positions(*outcome).get(case).totals();
            cells.extend([amounts.granted, amounts.expired, amounts.cash].map(alone));
        }
        rows.push(cells);
    }
    let mut heads = vec!["case".to_owned()];
    for (name, _) in columns(evaluation) {
        heads.extend(["granted", "lapsed", "cash"].map(|amount| format!(">{amount}, {name}")));
    }
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    let day = evaluation.profile.plan.horizon.last();
    format!("By day {day}; all cases assume the same spend.\n\n{}", table(&heads, &rows))
}

/// The next dates of the first case; none where nothing is to come.
fn dates(evaluation: &Evaluation<'_>, view: &View) -> Option<String> {
    let case = *view.cases.first()?;
    let horizon = &evaluation.profile.plan.horizon;
    let item =
        |(day, what): (Day, Vec<String>)| format!("- {} (day {day}): {}\n", horizon.date(day), cell(&what.join(", ")));
    let items: String = next_dates(evaluation, case).into_iter().map(item).collect();
    (!items.is_empty()).then(|| format!("### Next dates, {case} case\n\n{items}"))
}

/// What deserves a second look.
fn warnings(evaluation: &Evaluation<'_>) -> Option<String> {
    let warnings = &evaluation.timeline.warnings;
    let item = |warning: &Warning| format!("- `{}`: {}\n", warning.code.name(), cell(&warning.message));
    let items: String = warnings.iter().map(item).collect();
    (!items.is_empty()).then(|| format!("### Warnings\n\n{items}"))
}

fn findings(evaluation: &Evaluation<'_>) -> String {
    let assessment = &evaluation.assessment;
    let screening = assessment.screening.findings.iter().map(|finding| ("screening", finding));
    let tiers = assessment.tier.findings.iter().map(|found| (found.tier.id.as_str(), &found.finding));
    let open = tiers.filter(|(_, finding)| finding.status != Status::Met);
    let found: Vec<_> = screening.chain(open).collect();
    let row = |(group, finding): &(&str, &Finding<'_>)| {
        let rule = format!("`{group}.{}`", finding.requirement.signal);
        let missing: Vec<String> = finding.missing.iter().map(|key| format!("`{key}`")).collect();
        let [needed, found] = [finding.needed().as_str(), &finding.found()].map(cell);
        vec![finding.status.name().to_owned(), rule, needed, found, missing.join(", ")]
    };
    let rows: Vec<Vec<String>> = found.iter().map(row).collect();
    let count = |status: Status| found.iter().filter(|(_, finding)| finding.status == status).count();
    let counted = [Status::Met, Status::Unmet, Status::Unknown].map(|status| (count(status), status.name()));
    let counts: Vec<String> =
        counted.iter().filter(|(count, _)| *count > 0).map(|(count, name)| format!("{count} {name}")).collect();
    let head = format!("Findings: {}", counts.join(", "));
    folded(&head, &table(&["status", "rule", "needed", "found", "missing"], &rows))
}

fn grants(evaluation: &Evaluation<'_>, case: Case) -> String {
    let horizon = &evaluation.profile.plan.horizon;
    let date = |day: Day| horizon.date(day).to_string();
    let rows: Vec<Vec<String>> = evaluation
        .timeline
        .grants
        .iter()
        .map(|grant| {
            let life = grant.life.get(case);
            let used = evaluation.positions(Outcome::Accepted).get(case).grant_use(&grant.id);
            vec![
                format!("`{}`", grant.id),
                alone(*grant.amount.get(case)),
                life.map(|life| date(life.issued)).unwrap_or_default(),
                life.map(|life| date(life.last())).unwrap_or_default(),
                grant.status.get(case).name().to_owned(),
                grant.gate().map(|gate| format!("`{gate}`")).unwrap_or_default(),
                life.map(|_| alone(used.left)).unwrap_or_default(),
            ]
        })
        .collect();
    let heads = ["grant", ">amount", "issued", "last day", "status", "gate", ">left"];
    format!("### Grants, {case} case\n\n{}", table(&heads, &rows))
}

fn bills(evaluation: &Evaluation<'_>, case: Case, view: &View) -> String {
    let horizon = &evaluation.profile.plan.horizon;
    let (from, to) = view.days;
    let mut bills = evaluation.positions(Outcome::Accepted).get(case).bills();
    bills.retain(|bill| bill.through >= from && bill.from <= to);
    let cents = Cents::of(bills.iter().flat_map(|bill| [bill.charges, bill.credits]));
    let rows: Vec<Vec<String>> = bills
        .iter()
        .map(|bill| {
            let mut cells = [bill.from, bill.through].map(|day| horizon.date(day).to_string()).to_vec();
            cells.push(format!("`{}`", bill.service));
            cells.extend([bill.charges, bill.credits, bill.cash].map(|amount| dollars(amount, cents)));
            cells
        })
        .collect();
    format!(
        "### Bills, {case} case{}\n\n{}",
        premise(evaluation),
        table(&["from", "to", "service", ">charges", ">credits", ">cash"], &rows)
    )
}

fn position(evaluation: &Evaluation<'_>, case: Case, view: &View, is_folded: bool) -> String {
    let horizon = &evaluation.profile.plan.horizon;
    let rows: Vec<ViewRow> = view_rows(evaluation, case, view.every.unwrap_or(Every::Month), view).collect();
    let cents = Cents::of(rows.iter().flat_map(|shown| [shown.row.amounts.balance, shown.row.amounts.cash]));
    let rows: Vec<Vec<String>> = rows
        .iter()
        .map(|shown| {
            let (day, amounts) = (shown.row.day, shown.row.amounts);
            let is_final = if is_month_end(horizon, day) { "" } else { "~" };
            let (low, on) = shown.lowest.unwrap_or((amounts.balance, day));
            vec![
                horizon.date(day).to_string(),
                day.to_string(),
                dollars(amounts.granted, cents),
                dollars(amounts.balance, cents),
                format!("{}, day {on}", dollars(low, cents)),
                format!("{is_final}{}", dollars(amounts.cash, cents)),
                cell(&shown.events.join(", ")),
            ]
        })
        .collect();
    let heads = ["date", ">day", ">granted", ">balance", ">lowest", ">cash", "events"];
    let (head, table) = (format!("Position, {case} case{}", premise(evaluation)), table(&heads, &rows));
    if is_folded { folded(&head, &table) } else { format!("### {head}\n\n{table}") }
}
