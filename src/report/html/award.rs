//! What the award can come to, what its gates ask for, and what would reach the next tier.

use maud::{Markup, html};

use super::Dossier;
use super::answer::sentence;
use super::table::{Table, code, text};
use crate::advice::outcomes::{Award, Basis, Outcomes, PolicyOutcomes};
use crate::advice::reach::{Kind, Target};
use crate::band::Case;
use crate::evaluation::Evaluation;
use crate::money::{Cents, Usd, alone, dollars};
use crate::report::names;
use crate::report::outcomes as words;
use crate::report::reach as ways;
use crate::text::escape_controls;

/// The most ways to a tier that a page shows.
const MOST_WAYS: usize = 4;

/// The outcomes and the evidence.
pub fn outcomes(dossier: &Dossier<'_, '_>) -> Markup {
    let evaluation = dossier.evaluation;
    html! {
        section #outcomes aria-labelledby="outcomes-head" {
            h2 id="outcomes-head" { "What the award can come to" }
            @match dossier.outcomes {
                Err(too_many) => p { (too_many) },
                Ok(Outcomes { award: Err(reason), .. }) => p { "The plan holds no award: " (escape_controls(reason)) "." },
                Ok(outcomes @ Outcomes { award: Ok(award), .. }) => (award_of(evaluation, outcomes, award)),
            }
        }
    }
}

fn award_of(evaluation: &Evaluation<'_>, outcomes: &Outcomes<'_>, award: &Award<'_>) -> Markup {
    html! {
        p.lead { (words::title(outcomes, award)) "." }
        @if let Some(below) = award.tier_below {
            p {
                "For the award to be worth all of " (below.id) ", " (alone(below.award.value))
                ", each gate has to be made with a chance of at least "
                @for (at, policy) in award.policies.iter().enumerate() {
                    @if at > 0 { ", or " }
                    @match &policy.break_even {
                        Some(chance) => { strong { (chance) } " where " (words::meaning(policy.on_miss)) },
                        None => { "never where " (words::meaning(policy.on_miss)) },
                    }
                }
                "."
            }
        }
        ul.notes { @for line in expected(evaluation, outcomes, award) { li { (sentence(&line)) } } }
        @if !award.gates.is_empty() {
            div.pair { @for policy in &award.policies { (paths(evaluation, policy, policy.on_miss == award.on_miss)) } }
            h3 { "Gates and their evidence" }
            (gates(evaluation, award))
            @for line in words::certain_misses(award) { p { (line) "." } }
        }
    }
}

/// The expected award under each policy, or what it takes to weigh one.
fn expected(evaluation: &Evaluation<'_>, outcomes: &Outcomes<'_>, award: &Award<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    for policy in &award.policies {
        let Some(expected) = &policy.expected else { continue };
        let mut line = format!("Expected, {}: {} if accepted", policy.name, words::dollars(expected));
        if let (Some(weighed), Some(acceptance)) = (&policy.expected_at_application, &outcomes.acceptance) {
            let why = words::basis(acceptance, outcomes.funnel.funnel);
            line.push_str(&format!(", times {} ({why}) = {}", acceptance.probability, words::dollars(weighed)));
        }
        lines.push(line);
    }
    lines.extend(words::to_weigh(award));
    let open = outcomes.acceptance.as_ref().filter(|acceptance| acceptance.basis != Basis::Decision);
    lines.extend(open.map(|acceptance| words::rejected(evaluation, acceptance)));
    lines
}

fn paths(evaluation: &Evaluation<'_>, policy: &PolicyOutcomes<'_>, is_own: bool) -> Markup {
    let (paths, remark) = words::shown_paths(policy);
    let own = if is_own { ", this plan" } else { "" };
    let caption = format!("Paths, {}{own}: {}", policy.name, words::meaning(policy.on_miss));
    let mut table = Table::new(caption, &["Missed", ">Award", ">Probability"]);
    let cents = Cents::of(paths.iter().map(|path| path.award));
    for path in paths {
        let probability = path.probability.as_ref().map_or_else(|| "not stated".to_owned(), words::chance);
        let missed: Vec<String> = path.missed.iter().map(|gate| names::gate(evaluation, gate)).collect();
        let missed = if missed.is_empty() { "none".to_owned() } else { missed.join(", ") };
        table.row(vec![text(missed), text(dollars(path.award, cents)), text(probability)]);
    }
    html! { div { (table.markup(&format!("paths-{}", policy.name))) @if let Some(remark) = remark { p.foot { (remark) } } } }
}

fn gates(evaluation: &Evaluation<'_>, award: &Award<'_>) -> Markup {
    let horizon = &evaluation.profile.plan.horizon;
    let heads = ["Gate", "Evidence", "Deadline", "Slack, days", "Chance", "A miss costs"];
    let mut table = Table::new("Each gate of the award", &heads).looking("gates");
    for gate in &award.gates {
        let evidence = gate.gate.map(|gate| gate.evidence.join("; ")).unwrap_or_default();
        let deadlines = Case::ALL.map(|case| words::deadline(gate, case, horizon));
        let losses = gate.losses.iter().map(|loss| html! { (loss.policy) ": " (words::loss(evaluation, loss)) });
        table.row(vec![
            html! { (names::gate(evaluation, gate.id())) div.id { small { code { (gate.id()) } } } },
            text(escape_controls(&evidence)),
            html! { @for (case, date) in Case::ALL.into_iter().zip(deadlines) { div.whole { (date) " " small { (case) } } } },
            text(words::slack(gate)),
            text(words::standing(gate)),
            html! { @for loss in losses { div.whole { (loss) } } },
        ]);
    }
    table.markup("gates")
}

/// What would reach each higher tier.
pub fn reach(dossier: &Dossier<'_, '_>) -> Markup {
    let reach = dossier.reach;
    html! {
        section #reach aria-labelledby="reach-head" {
            h2 id="reach-head" { "What would reach a higher tier" }
            @if reach.targets.is_empty() { p { "No tier is above the one that the facts assign." } } @else {
                p { "It says what would have to be true, never how to present it. " (ways::worth_is(reach)) "." }
                @for remark in ways::remarks(reach) { p { "Note: " (escape_controls(&remark)) "." } }
                @for target in &reach.targets { (of_target(target)) }
            }
        }
    }
}

fn of_target(target: &Target<'_>) -> Markup {
    let name = format!("{}, {}", target.tier.id, alone(target.tier.award.value));
    if let Some(why) = ways::without_sets(target) {
        return html! { p { strong { (name) } ": " (why) "." } };
    }
    let rows = ways::rows(target);
    let heads = ["Way", "What would have to be true", "Assigns", ">Award", ">Granted", ">Used", ">Cash"];
    let worths = rows.iter().take(MOST_WAYS).filter_map(|row| row.set.worth.as_ref().ok());
    let cents = Cents::of(
        worths.flat_map(|worth| [worth.award.unwrap_or_default(), worth.granted, worth.consumed, worth.cash]),
    );
    let mut table = Table::new(format!("Ways to {name}"), &heads);
    for (number, row) in (1_usize..).zip(rows.iter().take(MOST_WAYS)) {
        let changes = [Kind::FillIn, Kind::Movable, Kind::Fixed].into_iter().filter_map(|kind| {
            let phrases = row.phrases(kind);
            (!phrases.is_empty())
                .then(|| html! { li { em { (kind.name()) } " " (escape_controls(&phrases.join("; "))) } })
        });
        let mut cells = vec![
            text(number.to_string()),
            html! { ul.plain {
                @for change in changes { (change) }
                @if let Some(mixed) = row.mixed() { li { (escape_controls(&mixed)) } }
            } },
            code(row.set.assigns.id.as_str()),
        ];
        let worth = row.set.worth.as_ref();
        let amount = |amount: Option<Usd>| text(amount.map(|amount| dollars(amount, cents)).unwrap_or_default());
        match worth {
            Ok(worth) => {
                cells.push(amount(worth.award));
                cells.extend([worth.granted, worth.consumed, worth.cash].map(|one| amount(Some(one))));
            }
            Err(problem) => cells.push(text(escape_controls(problem))),
        }
        table.row(cells);
    }
    let more = rows.len().saturating_sub(MOST_WAYS);
    html! {
        (table.markup(&format!("reach-{}", target.tier.id)))
        @if more > 0 { p.foot { "And " (more) " more: " code { "stackplan reach --tier " (target.tier.id) } "." } }
    }
}
