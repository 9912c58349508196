//! What would have to be true, for a person: the sets first, then each change with its argument. 80 columns.

use super::{Row, cited, distinct, footnotes, remarks, rows, shell, without_sets, worth_is};
use crate::advice::reach::{Change, Kind, MissingFact, Possibility, Reach, Target, Worth};
use crate::money::alone;
use crate::report::grid::wrapped;
use crate::report::text::Terminal;
use crate::scoring::Answer;
use crate::text::escape_controls;

/// The label column of the first lines.
const LABEL: &str = "           ";

/// The text, with a line break at its end.
#[must_use]
pub fn text(reach: &Reach<'_>, terminal: Terminal) -> String {
    let mut sections = vec![header(reach, terminal), standing(reach)];
    sections.extend(reach.targets.iter().map(|target| of_target(target, terminal)));
    let changes = distinct(reach);
    if !changes.is_empty() {
        sections.push(details(&changes, terminal));
    }
    sections.join("\n")
}

fn header(reach: &Reach<'_>, terminal: Terminal) -> String {
    let Reach { profile, program, .. } = reach;
    let title = format!("{} · what would have to be true", escape_controls(&profile.company.name));
    let rules = format!("Rules {} {}: {}", program.id, program.version, program.source.standing);
    terminal.heading(wrapped(&title, "", "  ").trim_end())
        + &wrapped(&escape_controls(&rules), "", "  ")
        + &wrapped(&worth_is(reach), "", "  ")
}

/// Where the company stands, and what to ask for first.
fn standing(reach: &Reach<'_>) -> String {
    let mut text = String::new();
    let mut line = |label: &str, what: &str| text.push_str(&wrapped(what, &format!("{label:<11}"), LABEL));
    let assigned = match (reach.assigned, reach.eligible) {
        (Some(tier), _) => format!("{} is assigned", tier.id),
        (None, Answer::No) => "screening fails, no tier is assigned".to_owned(),
        (None, _) => "no tier is assigned".to_owned(),
    };
    let open = reach.possible.filter(|possible| reach.assigned.is_none_or(|assigned| assigned.id != possible.id));
    let open = open.map_or_else(String::new, |tier| format!(", up to {} is possible", tier.id));
    line("Now", &format!("{assigned}{open}; {}", worth(&reach.now)));
    for remark in remarks(reach) {
        line("Note", &remark);
    }
    if reach.targets.is_empty() {
        line("Above", "no tier: this is the highest");
    }
    if let Some(fact) = &reach.missing_fact {
        text.push_str(&asked(fact));
    }
    text
}

/// The missing fact, answers that leave the same open on one line.
fn asked(fact: &MissingFact<'_>) -> String {
    let count = match fact.most {
        1 => "1 outcome stays".to_owned(),
        most => format!("at most {most} outcomes stay"),
    };
    let mut text = wrapped(&format!("{}: whatever the answer, {count} possible", fact.key), "Ask first  ", LABEL);
    let outcomes = |answer: &Possibility<'_>| {
        let tiers = answer.tiers.iter().map(|tier| tier.id.to_string());
        tiers.chain(answer.or_none.then(|| "no tier".to_owned())).collect::<Vec<_>>().join(", ")
    };
    let mut groups: Vec<(Vec<&str>, String)> = Vec::new();
    for answer in &fact.answers {
        let left = outcomes(answer);
        match groups.iter_mut().find(|(_, outcomes)| *outcomes == left) {
            Some((answers, _)) => answers.push(&answer.answer),
            None => groups.push((vec![&answer.answer], left)),
        }
    }
    for (answers, left) in groups {
        text.push_str(&wrapped(&format!("{}: {left}", answers.join(", ")), "             ", "               "));
    }
    text
}

fn of_target(target: &Target<'_>, terminal: Terminal) -> String {
    let is_choice = target.sets.len() > 1;
    let choice = if is_choice { ": any one of these sets" } else { "" };
    let head = terminal.heading(&format!("{}, {}{choice}", target.tier.id, alone(target.tier.award.value)));
    if let Some(why) = without_sets(target) {
        return head + &wrapped(why, "  ", "  ");
    }
    let rows = rows(target);
    let width = rows.iter().map(|row| row.numbers.len()).max().unwrap_or_default();
    head + &rows.iter().map(|row| of_row(row, width, target)).collect::<String>()
}

fn of_row(row: &Row<'_, '_>, width: usize, target: &Target<'_>) -> String {
    let mut text = String::new();
    let mut lead = format!("  {:>width$}  ", row.numbers);
    let indent = " ".repeat(lead.len());
    let mut line = |label: &str, what: &str| {
        let first = format!("{lead}{label:<9}");
        text.push_str(&wrapped(what, &first, &" ".repeat(first.len())));
        lead.clone_from(&indent);
    };
    for kind in [Kind::FillIn, Kind::Movable, Kind::Fixed] {
        let phrases = row.phrases(kind);
        if !phrases.is_empty() {
            line(kind.name(), &phrases.join("; "));
        }
    }
    if let Some(mixed) = row.mixed() {
        line("and", &mixed);
    }
    let assigns = &row.set.assigns.id;
    let tier = if *assigns == target.tier.id { String::new() } else { format!("assigns {assigns}; ") };
    match &row.set.worth {
        Ok(value) => line("worth", &format!("{tier}{}", worth(value))),
        Err(problem) => line("worth", &format!("{tier}not shown: {}", escape_controls(problem))),
    }
    text
}

fn worth(worth: &Worth) -> String {
    let award = worth.award.map_or_else(String::new, |award| format!("award {}, ", alone(award)));
    let [granted, consumed, cash] = [worth.granted, worth.consumed, worth.cash].map(alone);
    let without = worth.without_award.as_ref().filter(|_| worth.award.is_some());
    let without = without.map_or_else(String::new, |why| format!("; the award is not in this plan: {why}"));
    format!("{award}granted {granted}, used {consumed}, cash {cash}{}", escape_controls(&without))
}

/// Each change once: the key, the way from found to needed, and the argument, which is not broken.
fn details(changes: &[&Change], terminal: Terminal) -> String {
    let mut text = terminal.heading("The changes, each with the argument that makes it");
    for change in changes {
        let lines = cited(&change.lines);
        let from = if lines.is_empty() { String::new() } else { format!(" ({lines})") };
        let phrase = escape_controls(&change.phrase);
        text.push_str(&wrapped(&format!("{phrase} · {} · {}{from}", change.key, change.kind.name()), "  ", "    "));
        let gap = change.gap.as_ref().map_or_else(String::new, |gap| format!("; gap {gap}"));
        let way = format!("needed {}; found {}{gap}", escape_controls(&change.needed), escape_controls(&change.found));
        text.push_str(&wrapped(&way, "    ", "      "));
        for set in &change.set {
            text.push_str(&format!("    --set {}\n", shell(set)));
        }
    }
    text.extend(footnotes(changes).into_iter().map(|note| wrapped(note, "  ", "    ")));
    text
}
