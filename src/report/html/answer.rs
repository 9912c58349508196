//! The first page: verdict, tier, the outcomes side by side, the next dates.

use std::cell::RefCell;

use maud::{Markup, html};

use super::{Dossier, by_case};
use crate::band::Case;
use crate::evaluation::{Evaluation, Outcome};
use crate::money::{Cents, Usd, alone, dollars};
use crate::position::Ask;
use crate::report::answers::{Above, above, answers, columns, gap_words, next_dates, standing, tier, verdict_words};
use crate::report::names;
use crate::scoring::{Answer, Key};
use crate::text::escape_controls;

/// The most gaps of a card, and the most keys of one.
const MOST_GAPS: usize = 4;

/// The totals with the names that the JSON has for them.
const TOTALS: [(&str, &str, Ask); 6] = [
    ("granted", "Credits granted", |totals| totals.granted),
    ("consumed", "used", |totals| totals.consumed),
    ("expired", "lapsed", |totals| totals.expired),
    ("balance", "left", |totals| totals.balance),
    ("charges", "Charges", |totals| totals.charges),
    ("cash", "paid in cash", |totals| totals.cash),
];

/// The section.
pub fn section(dossier: &Dossier<'_, '_>) -> Markup {
    let evaluation = dossier.evaluation;
    let eligible = evaluation.assessment.screening.eligible;
    html! {
        section #answer aria-labelledby="answer-head" {
            h2 id="answer-head" { "The answer" }
            dl.cards {
                div.verdict data-eligible=(eligible.name()) {
                    dt { span.sign aria-hidden="true" { (sign(eligible)) } " Verdict" }
                    dd { (verdict(evaluation)) }
                }
                div { dt { "Tier" } dd { (sentence(&tier(evaluation))) } }
                div { dt { "Next tier" } dd { (next_tier(evaluation)) } }
            }
            (by_case(dossier.case, |case| of_case(evaluation, case)))
            @let warnings = &evaluation.timeline.warnings;
            @if !warnings.is_empty() {
                h3 { "Warnings" }
                ul.warnings {
                    @for warning in warnings { li { (escape_controls(&warning.message)) " " small { code { (warning.code.name()) } } } }
                }
            }
        }
    }
}

const fn sign(eligible: Answer) -> &'static str {
    match eligible {
        Answer::Yes => "✓",
        Answer::No => "✕",
        Answer::Unknown => "?",
    }
}

fn verdict(evaluation: &Evaluation<'_>) -> Markup {
    let (answer, reasons) = verdict_words(evaluation);
    html! { (sentence(&answer)) @if let Some(reasons) = reasons { " " (lines(&sentence(&reasons))) } }
}

/// The gaps to the tier above in words, the keys behind them small; what does not fit stands in the ways to it.
fn next_tier(evaluation: &Evaluation<'_>) -> Markup {
    let Above { tier, open, possible } = match above(evaluation) {
        Ok(above) => above,
        Err(why) => return html! { (sentence(why)) },
    };
    html! {
        (sentence(tier.id.as_str()).trim_end_matches('.')) ", " (alone(tier.award.value)) ":"
        ul.gaps {
            @for finding in open.iter().take(MOST_GAPS) {
                li { (gap_words(finding)) @if !finding.missing.is_empty() { " " (keys(&finding.missing, 1)) } }
            }
        }
        (more(open.len()))
        @if let Some((possible, missing)) = possible {
            p.foot { "Up to " (possible.id) " is possible, once these are filled in: " (keys(missing, MOST_GAPS)) }
        }
    }
}

/// The first keys of the profile in small print, at most so many, and how many more there are.
fn keys(keys: &[Key], most: usize) -> Markup {
    let first: Vec<&str> = keys.iter().take(most).map(AsRef::as_ref).collect();
    let rest = keys.len().saturating_sub(first.len());
    html! { small { code { (first.join(", ")) } @if rest > 0 { " and " (rest) " more" } } }
}

/// Where the rest of a list is that stops.
fn more(count: usize) -> Markup {
    let rest = count.saturating_sub(MOST_GAPS);
    html! { @if rest > 0 { p.foot { "and " (rest) " more " a href="#reach" { "below" } } } }
}

fn of_case(evaluation: &Evaluation<'_>, case: Case) -> Markup {
    let names = names::happenings(evaluation);
    html! {
        @if let Some(standing) = standing(evaluation) { p.odds { "The " (case) " case. " (sentence(&standing)) } }
        @else { p.odds { "The " (case) " case." } }
        (outcomes(evaluation, case))
        h3 { "Next dates, " (case) " case" }
        ul.dates {
            @for (day, what) in next_dates(evaluation, case) {
                @let date = evaluation.profile.plan.horizon.date(day);
                li { time datetime=(date) { (date) } span.day { "day " (day) } span { (names::joined(&names, &what)) } small { code { (what.join(", ")) } } }
            }
        }
    }
}

/// The words with a capital letter and a period.
pub fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| format!("{}{}.", first.to_uppercase(), letters.as_str()))
}

/// The plans of equal rank side by side, with their totals below.
fn outcomes(evaluation: &Evaluation<'_>, case: Case) -> Markup {
    let columns = columns(evaluation);
    let last = evaluation.profile.plan.horizon.last();
    let of = |outcome: Outcome| evaluation.positions(outcome).get(case).totals();
    // One precision for the table: its answers are gone through once for their amounts.
    let amounts: RefCell<Vec<Usd>> = RefCell::default();
    amounts.borrow_mut().extend(columns.iter().flat_map(|(_, outcome)| TOTALS.map(|(.., ask)| ask(&of(*outcome)))));
    let noted = |amount: Usd| {
        amounts.borrow_mut().push(amount);
        String::new()
    };
    columns.iter().for_each(|(_, outcome)| drop(answers(evaluation, *outcome, case, &noted)));
    let cents = Cents::of(amounts.take());
    let money = |amount: Usd| dollars(amount, cents);
    let all: Vec<Vec<(String, String)>> =
        columns.iter().map(|(_, outcome)| answers(evaluation, *outcome, case, &money)).collect();
    let labels: Vec<String> = all.first().into_iter().flatten().map(|(label, _)| label.clone()).collect();
    html! {
        div.scroll role="region" tabindex="0" aria-labelledby=(format!("outcomes-{case}")) {
            table.outcomes {
                caption id=(format!("outcomes-{case}")) { "What the plan comes to, " (case) " case" }
                thead { tr { td {} @for (name, _) in columns { th scope="col" { (sentence(name).trim_end_matches('.')) } } } }
                tbody {
                    @for (at, label) in labels.iter().enumerate() {
                        tr {
                            th scope="row" { (label) }
                            @for answers in &all { td { @if let Some((_, answer)) = answers.get(at) { (lines(answer)) } } }
                        }
                    }
                }
                tbody.totals {
                    tr { th.part scope="rowgroup" colspan=(columns.len().saturating_add(1)) { "Totals by day " (last) } }
                    @for (key, label, ask) in TOTALS {
                        tr {
                            th scope="row" { (label) }
                            @for (_, outcome) in columns {
                                td data-figure=(figure(evaluation, *outcome, case, key)) { (dollars(ask(&of(*outcome)), cents)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Where the JSON of the evaluation has the same amount.
fn figure(evaluation: &Evaluation<'_>, outcome: Outcome, case: Case, key: &str) -> String {
    let is_without = outcome == Outcome::NotAccepted && evaluation.timeline.acceptance.is_some();
    format!("{}totals.{key}.{case}", if is_without { "without_accelerator." } else { "" })
}

/// An answer of several lines, whose dates do not break.
fn lines(answer: &str) -> Markup {
    let is_date = |word: &str| word.contains('-') && word.starts_with(|c: char| c.is_ascii_digit());
    html! {
        @for (at, line) in answer.lines().enumerate() {
            @if at > 0 { br; }
            @for (at, word) in line.split(' ').enumerate() {
                @if at > 0 { " " }
                @if is_date(word) { span.whole { (word) } } @else { (word) }
            }
        }
    }
}
