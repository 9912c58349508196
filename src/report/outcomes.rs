//! What an award can come to, rendered.

pub(super) mod funnel;
mod json;
mod markdown;
mod text;

use rust_decimal::Decimal;

use crate::advice::outcomes::{
    Acceptance, Award, Basis, Exact, GateOutlook, Loss, Outcomes, Path, PolicyOutcomes, Standing,
};
use crate::band::{Band, Case};
use crate::calendar::{Day, Horizon};
use crate::evaluation::Evaluation;
use crate::id::{GateId, GrantId};
use crate::money::{Usd, alone};
use crate::program::{Funnel, OnMiss};

pub use json::json;
pub use markdown::markdown;
pub use text::text;

/// The most paths of one policy that are written out for a person.
const MOST_PATHS: usize = 8;
/// About how many rows of the balance are written out for a person.
const BALANCE_ROWS: usize = 6;
/// The digits of a probability that are written out for a person.
const DIGITS: u32 = 6;

/// An expected award in dollars, to the cent.
pub(super) fn dollars(expected: &Exact) -> String {
    expected.dollars().map_or_else(|| expected.to_string(), alone)
}

/// A share as a percentage.
fn percent(share: &Exact) -> String {
    format!("{}%", share.times(&Decimal::ONE_HUNDRED.into()).rounded(DIGITS))
}

/// A probability as far as a person reads it.
pub(super) fn chance(probability: &Exact) -> String {
    let rounded = probability.rounded(DIGITS);
    let is_end = rounded.is_zero() || rounded == Exact::one();
    if is_end && rounded != *probability { format!("near {rounded}") } else { rounded.to_string() }
}

/// The three values with slashes between, or one where they agree.
fn band<T: PartialEq>(band: &Band<T>, show: impl Fn(&T) -> String) -> String {
    if band.is_same() { show(&band.likely) } else { [&band.cautious, &band.likely, &band.best].map(show).join(" / ") }
}

/// The deadline's date in a case, starred where no line states it.
pub(super) fn deadline(gate: &GateOutlook<'_>, case: Case, horizon: &Horizon) -> String {
    let star = if gate.plan.due.due.citation.assumed { "*" } else { "" };
    format!("{}{star}", horizon.date(*gate.plan.deadline.get(case)))
}

/// Days from the gate's day to the deadline.
pub(super) fn slack(gate: &GateOutlook<'_>) -> String {
    band(&gate.slack, |days| days.map_or_else(|| "unknown".to_owned(), |days| days.to_string()))
}

/// The chance of making the gate, or what has become of it.
pub(super) fn standing(gate: &GateOutlook<'_>) -> String {
    match gate.standing {
        Standing::Open(None) => "unknown".to_owned(),
        Standing::Open(Some(stated)) => Exact::from(stated).to_string(),
        Standing::Made | Standing::Missed | Standing::Declined => gate.standing.name().to_owned(),
    }
}

/// What a miss costs under one policy, and the tranches that fall.
pub(super) fn loss(evaluation: &Evaluation<'_>, loss: &Loss) -> String {
    let number = |id: &GrantId| evaluation.program.accelerator.tranche_number(id.as_str());
    let numbers: Vec<usize> = loss.tranches.iter().filter_map(number).collect();
    let which = match numbers.as_slice() {
        [] => return "nothing more".to_owned(),
        [only] => format!("tranche {only}"),
        [first, .., last] if last.checked_sub(*first) == numbers.len().checked_sub(1) => {
            format!("tranches {first} to {last}")
        }
        _ => format!("tranches {}", numbers.iter().map(usize::to_string).collect::<Vec<_>>().join(", ")),
    };
    format!("{} ({which})", alone(loss.cost))
}

pub(super) fn missed(path: &Path<'_>) -> String {
    if path.missed.is_empty() {
        return "none".to_owned();
    }
    path.missed.iter().map(|gate| gate.as_str()).collect::<Vec<_>>().join(", ")
}

/// The award in a phrase, after the name of the company.
pub(super) fn title(outcomes: &Outcomes<'_>, award: &Award<'_>) -> String {
    let is_decided = outcomes.acceptance.as_ref().is_some_and(|chance| chance.basis == Basis::Decision);
    let when = if is_decided { "accepted" } else { "if accepted" };
    let parts = if award.gates.is_empty() { "at once".to_owned() } else { format!("in {} tranches", award.tranches) };
    format!("{}, {} {parts}, {when}", award.tier.id, alone(award.tier.award.value))
}

/// The gates that count as missed, in a sentence each.
pub(super) fn certain_misses<'w>(award: &'w Award<'_>) -> impl Iterator<Item = String> + 'w {
    let missed = award.gates.iter().filter(|gate| gate.standing == Standing::Missed);
    missed.map(|gate| format!("{} counts as missed: its day is after the deadline in every case", gate.id()))
}

/// The paths to write out, and a remark where that is not all of them: the likeliest where they have probabilities.
pub(super) fn shown_paths<'p, 'a>(policy: &'p PolicyOutcomes<'a>) -> (Vec<&'p Path<'a>>, Option<String>) {
    let count = policy.paths.len();
    let mut shown: Vec<&Path<'a>> = policy.paths.iter().collect();
    if count <= MOST_PATHS {
        return (shown, None);
    }
    shown.sort_by(|one, other| other.probability.cmp(&one.probability));
    shown.truncate(MOST_PATHS);
    let which = if policy.expected.is_some() { "likeliest" } else { "first" };
    (shown, Some(format!("the {which} {MOST_PATHS} of {count} paths; --format json lists them all")))
}

/// What the policy does.
pub(super) const fn meaning(on_miss: OnMiss) -> &'static str {
    match on_miss {
        OnMiss::Removed => "a miss takes every later tranche too",
        OnMiss::TrancheOnly => "a miss takes its own tranche alone",
    }
}

/// The gates without which the paths have no weights.
fn unweighted<'a>(award: &Award<'a>) -> Vec<&'a GateId> {
    let mut gates: Vec<&GateId> = Vec::new();
    for gate in award.policies.iter().flat_map(|policy| &policy.unweighted) {
        if !gates.contains(&gate.id()) {
            gates.push(gate.id());
        }
    }
    gates
}

/// What would give the paths their weights.
pub(super) fn to_weigh(award: &Award<'_>) -> Option<String> {
    let gates: Vec<&str> = unweighted(award).into_iter().map(GateId::as_str).collect();
    let what = "for an expected award, fill in milestones.GATE.probability for";
    (!gates.is_empty()).then(|| format!("{what} {}", gates.join(", ")))
}

/// What there is without the award.
pub(super) fn rejected(evaluation: &Evaluation<'_>, acceptance: &Acceptance) -> String {
    format!(
        "rejected, {}: no award; other credits stay, {}",
        chance(&acceptance.probability.complement()),
        band(&without_award(evaluation), |granted| alone(*granted)),
    )
}

/// Where the chance of acceptance comes from, in words.
pub(super) fn basis(acceptance: &Acceptance, funnel: &Funnel) -> String {
    match acceptance.basis {
        Basis::Decision => "decided".to_owned(),
        Basis::Profile => "the profile's estimate".to_owned(),
        Basis::Funnel => format!("{} of {} applicants", funnel.selected.value, funnel.applications.value),
    }
}

/// The other credits that are issued by the horizon, whatever becomes of the application.
fn without_award(evaluation: &Evaluation<'_>) -> Band<Usd> {
    evaluation.not_accepted.as_ref().map(|position| position.totals().granted)
}

/// Month ends through the plan, thinned out to a few, and its last day.
fn balance_days(horizon: &Horizon) -> Vec<Day> {
    let months = horizon.months();
    let step = months.len().div_ceil(BALANCE_ROWS).max(1);
    let ends = months.iter().skip(step.saturating_sub(1)).step_by(step).map(|month| month.last.min(horizon.last()));
    let mut days: Vec<Day> = ends.collect();
    if days.last() != Some(&horizon.last()) {
        days.push(horizon.last());
    }
    days
}

/// The lines of the source in brackets; a star where no line states it.
fn cited(lines: &[u32]) -> String {
    if lines.is_empty() {
        return "*".to_owned();
    }
    let lines: Vec<String> = lines.iter().map(|line| format!("L{line}")).collect();
    format!(" ({})", lines.join(", "))
}
