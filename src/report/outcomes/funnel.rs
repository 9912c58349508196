//! The funnel in sentences: each rate with what it is a rate of.

use super::{cited, percent};
use crate::advice::outcomes::{FunnelRates, Rate, TierRate};
use crate::money::alone;
use crate::program::{Conflict, Tier};

/// A sentence a stage, a tier and a reading. `followed` is the plan's own tier.
pub fn sentences(rates: &FunnelRates<'_>, followed: Option<&Tier>) -> Vec<String> {
    let funnel = rates.funnel;
    let mut lines = vec![format!(
        "{} to {} applications a cohort{}, {} in the source's chain{}",
        funnel.applications_low.value,
        funnel.applications_high.value,
        cited(&funnel.applications_low.citation.lines),
        funnel.applications.value,
        cited(&funnel.applications.citation.lines),
    )];
    let steps: Vec<String> = rates.steps.iter().map(|rate| format!("{} {}", rate.stage.name, counted(rate))).collect();
    lines.push(format!("{}{}", steps.join("; "), cited(&funnel.interviewed.citation.lines)));
    lines.push(format!(
        "accepted: {} or {}{}",
        counted(&rates.accepted),
        counted(&rates.accepted_of_screened),
        cited(&funnel.acceptance.citation.lines),
    ));
    let is_shown = |rate: &&TierRate<'_>| {
        rate.per_cohort.is_some() || followed.is_some_and(|followed| followed.id == rate.tier.id)
    };
    lines.extend(rates.tiers.iter().filter(is_shown).map(tier));
    let contradicted = &funnel.interviewed.citation.conflicts;
    let readings = rates.readings.iter().filter(|conflict| contradicted.contains(&conflict.id));
    lines.extend(readings.map(|conflict| reading(conflict)));
    lines
}

/// `50 of 75 interviewed (66.67%)`.
fn counted(rate: &Rate) -> String {
    let share = rate.share.as_ref().map(|share| format!(" ({})", percent(share))).unwrap_or_default();
    format!("{} of {} {}{share}", rate.stage.count, rate.of.count, rate.of.name)
}

fn tier(rate: &TierRate<'_>) -> String {
    let mut text = format!(
        "{}, {}: {} of the accepted = {} of applicants",
        rate.tier.id,
        alone(rate.tier.award.value),
        percent(&rate.of_accepted),
        percent(&rate.of_applicants),
    );
    if let Some((low, high)) = rate.per_cohort {
        text.push_str(&format!(", {low} to {high} a cohort"));
    }
    text
}

fn reading(conflict: &Conflict) -> String {
    format!(
        "{}, two readings: {}",
        conflict.title,
        conflict.readings.iter().take(2).cloned().collect::<Vec<_>>().join("; or ")
    )
}
