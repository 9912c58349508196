//! What would have to be true as Markdown, fit for a comment.

use super::{Row, cited, distinct, footnotes, remarks, rows, without_sets, worth_is};
use crate::advice::reach::{Change, Kind, MissingFact, Reach, Target, Worth};
use crate::money::{Usd, alone};
use crate::program::Tier;
use crate::report::markdown::{cell, table};

/// The text, with a line break at its end.
#[must_use]
pub fn markdown(reach: &Reach<'_>) -> String {
    let mut sections = vec![header(reach)];
    sections.extend(reach.missing_fact.as_ref().map(asked));
    sections.extend(reach.targets.iter().map(of_target));
    let changes = distinct(reach);
    if !changes.is_empty() {
        sections.push(details(&changes));
    }
    sections.join("\n")
}

fn header(reach: &Reach<'_>) -> String {
    let Reach { profile, program, .. } = reach;
    let named = |tier: Option<&Tier>| tier.map_or_else(|| "none".to_owned(), |tier| format!("**{}**", tier.id));
    let mut lines = vec![
        format!("## {}: what would have to be true", cell(&profile.company.name)),
        format!(
            "Assigned: {}; possible: {}; screening: {}. {}. Rules {} {}, {}.",
            named(reach.assigned),
            named(reach.possible),
            reach.eligible.name(),
            worth_is(reach),
            cell(&program.id),
            cell(&program.version),
            cell(&program.source.standing),
        ),
    ];
    lines.extend(remarks(reach).iter().map(|remark| format!("Note: {}.", cell(remark))));
    format!("{}\n", lines.join("\n\n"))
}

/// The missing fact to ask for first.
fn asked(fact: &MissingFact<'_>) -> String {
    let row = |answer: &crate::advice::reach::Possibility<'_>| {
        let tiers = answer.tiers.iter().map(|tier| format!("`{}`", tier.id));
        let outcomes: Vec<String> = tiers.chain(answer.or_none.then(|| "no tier".to_owned())).collect();
        vec![cell(&answer.answer), outcomes.join(", ")]
    };
    let rows: Vec<Vec<String>> = fact.answers.iter().map(row).collect();
    let table = table(&["answer", "still possible"], &rows);
    format!("### Ask first: `{}`\n\nOutcomes left by the worst answer: {}.\n\n{table}", fact.key, fact.most)
}

fn of_target(target: &Target<'_>) -> String {
    let head = format!("### `{}`, {}\n\n", target.tier.id, alone(target.tier.award.value));
    if let Some(why) = without_sets(target) {
        return format!("{head}{}.\n", cell(why));
    }
    let rows: Vec<Vec<String>> = rows(target).iter().map(of_row).collect();
    let heads = [">set", "fill-in", "movable", "fixed", "and", "assigns", ">award", ">granted", ">used", ">cash"];
    let why =
        target.sets.iter().filter_map(|set| set.worth.as_ref().ok()).find_map(|worth| worth.without_award.as_ref());
    let why =
        why.map_or_else(String::new, |why| format!("\nAn award in brackets is not in this plan: {}.\n", cell(why)));
    format!("{head}{}{why}", table(&heads, &rows))
}

fn of_row(row: &Row<'_, '_>) -> Vec<String> {
    let mut cells = vec![row.numbers.clone()];
    let of = |kind| cell(&row.phrases(kind).join("; "));
    cells.extend([Kind::FillIn, Kind::Movable, Kind::Fixed].map(of));
    cells.push(row.mixed().map(|mixed| cell(&mixed)).unwrap_or_default());
    cells.push(format!("`{}`", row.set.assigns.id));
    let amount = |of: fn(&Worth) -> Option<Usd>| match &row.set.worth {
        Ok(worth) => of(worth).map(alone).unwrap_or_default(),
        Err(problem) => cell(problem),
    };
    let is_without = row.set.worth.as_ref().is_ok_and(|worth| worth.without_award.is_some());
    let award = amount(|worth| worth.award);
    cells.push(if is_without { format!("({award})") } else { award });
    cells.push(amount(|worth| Some(worth.granted)));
    cells.push(amount(|worth| Some(worth.consumed)));
    cells.push(amount(|worth| Some(worth.cash)));
    cells
}

fn details(changes: &[&Change]) -> String {
    let row = |change: &&Change| {
        let sets: Vec<String> = change.set.iter().map(|set| cell(set)).collect();
        vec![
            cell(&change.phrase),
            format!("`{}`", change.key),
            change.kind.name().to_owned(),
            cell(&change.found),
            cell(&change.needed),
            change.gap.as_deref().map(cell).unwrap_or_default(),
            sets.join(" "),
            cited(&change.lines),
        ]
    };
    let rows: Vec<Vec<String>> = changes.iter().map(row).collect();
    let heads = ["change", "key", "kind", "found", "needed", "gap", "argument of --set", "lines"];
    let notes: String = footnotes(changes).into_iter().map(|note| format!("\n{note}\n")).collect();
    format!("### The changes\n\n{}{notes}", table(&heads, &rows))
}
