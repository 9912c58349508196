//! An evaluation as Markdown, fit for a pull-request comment.

use super::rows::is_month_end;
use super::{Every, Part, View, ViewRow, view_rows};
use crate::band::Case;
use crate::calendar::Day;
use crate::evaluation::{Evaluation, Outcome};
use crate::money::{Cents, alone, dollars};
use crate::scoring::Status;
use crate::text::escape_controls;

/// The text, with a line break at its end.
#[must_use]
pub fn evaluation(evaluation: &Evaluation<'_>, view: &View) -> String {
    let mut sections = vec![header(evaluation)];
    if view.part.is_none() {
        sections.push(findings(evaluation));
    }
    if view.shows(Part::Grants) {
        sections.extend(view.cases.iter().map(|case| grants(evaluation, *case)));
    }
    if view.part == Some(Part::Bills) {
        sections.extend(view.cases.iter().map(|case| bills(evaluation, *case, view)));
    }
    if view.shows(Part::Position) && view.every != Some(Every::None) {
        sections.extend(view.cases.iter().map(|case| position(evaluation, *case, view)));
    }
    let warnings = &evaluation.timeline.warnings;
    if !warnings.is_empty() {
        let lines: Vec<String> =
            warnings.iter().map(|warning| format!("- `{}`: {}", warning.code.name(), cell(&warning.message))).collect();
        sections.push(format!("### Warnings\n\n{}\n", lines.join("\n")));
    }
    sections.join("\n")
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

fn header(evaluation: &Evaluation<'_>) -> String {
    let Evaluation { profile, program, assessment, .. } = evaluation;
    let tier = assessment
        .tier
        .followed
        .map_or_else(|| "no tier".to_owned(), |tier| format!("tier **{}**, {}", tier.id, alone(tier.award.value)));
    let reasons: Vec<String> = assessment.recommendation.reasons.iter().map(|reason| cell(reason)).collect();
    let horizon = &profile.plan.horizon;
    let mut rows = Vec::new();
    for case in Case::ALL {
        let of = |outcome| evaluation.positions(outcome).get(case).totals();
        let (without, with) = (of(Outcome::NotAccepted), of(Outcome::Accepted));
        let amounts = [without.granted, without.expired, without.cash, with.granted, with.expired, with.cash];
        let mut cells = vec![case.name().to_owned()];
        cells.extend(amounts.map(alone));
        rows.push(cells);
    }
    let heads =
        ["case", ">granted", ">lapsed", ">cash", ">granted if accepted", ">lapsed if accepted", ">cash if accepted"];
    format!(
        "## {}: {} ({})\n\n{tier}. {}.\n\nDay 0 is {}, day {} is {}; rules {} {}, {}. All cases assume the same spend.\n\n{}",
        cell(&profile.company.name),
        assessment.recommendation.action.sentence(),
        assessment.recommendation.action.name(),
        reasons.join("; "),
        horizon.start(),
        horizon.last(),
        horizon.date(horizon.last()),
        cell(&program.id),
        cell(&program.version),
        cell(&program.source.standing),
        table(&heads, &rows)
    )
}

fn findings(evaluation: &Evaluation<'_>) -> String {
    let assessment = &evaluation.assessment;
    let screening = assessment.screening.findings.iter().map(|finding| ("screening", finding));
    let tiers = assessment.tier.findings.iter().map(|found| (found.tier.id.as_str(), &found.finding));
    let open = tiers.filter(|(_, finding)| finding.status != Status::Met);
    let rows: Vec<Vec<String>> = screening
        .chain(open)
        .map(|(group, finding)| {
            let rule = format!("`{group}.{}`", finding.requirement.signal);
            let missing: Vec<String> = finding.missing.iter().map(|key| format!("`{key}`")).collect();
            vec![
                finding.status.name().to_owned(),
                rule,
                finding.needed(),
                finding.found().into_owned(),
                missing.join(", "),
            ]
        })
        .collect();
    format!("### Findings\n\n{}", table(&["status", "rule", "needed", "found", "missing"], &rows))
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
    format!("### Grants, {case}\n\n{}", table(&heads, &rows))
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
    format!("### Bills, {case}\n\n{}", table(&["from", "to", "service", ">charges", ">credits", ">cash"], &rows))
}

fn position(evaluation: &Evaluation<'_>, case: Case, view: &View) -> String {
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
    format!("### Position, {case}, if accepted\n\n{}", table(&heads, &rows))
}
