//! What has happened, as the tables `[actuals]` and `[[credits]]` of a profile.

use std::fmt::Write as _;

use super::Tracking;
use super::entries::{Entry, State};
use crate::calendar::{Date, Day};
use crate::document::{list, quoted};
use crate::evaluation::Evaluation;
use crate::money::Usd;
use crate::profile::{Decision, GrantOutcome};
use crate::program::Coverage;
use crate::timeline::GrantKind;

/// The two tables, whole: they take the place of those of the profile.
#[must_use]
pub fn actuals(evaluation: &Evaluation<'_>, tracking: &Tracking<'_>) -> String {
    let mut text = format!(
        "# Written by stackplan track on {}: these tables take the place of [actuals] and [[credits]] of the profile.\n",
        tracking.today
    );
    // Writing to memory does not fail.
    let _ = decision(&mut text, evaluation, tracking);
    let _ = grants(&mut text, evaluation, tracking);
    let _ = held(&mut text, evaluation, tracking);
    text
}

/// The tranches that were found, with the day of the first.
fn first_tranche(tracking: &Tracking<'_>, evaluation: &Evaluation<'_>) -> Option<Date> {
    let horizon = &evaluation.profile.plan.horizon;
    let own = tracking.entries.iter().filter(|entry| entry.grant.is_tranche() && !entry.credits.is_empty());
    own.filter_map(|entry| entry.grant.life.likely).map(|life| horizon.date(life.issued)).min()
}

fn decided(evaluation: &Evaluation<'_>, tracking: &Tracking<'_>) -> Option<Date> {
    let profile = evaluation.profile;
    match &profile.actuals.decision {
        Some(decision) => Some(decision.decided()),
        None => first_tranche(tracking, evaluation).map(|first| first.max(profile.plan.accelerator_filed)),
    }
}

fn decision(text: &mut String, evaluation: &Evaluation<'_>, tracking: &Tracking<'_>) -> std::fmt::Result {
    let actuals = &evaluation.profile.actuals;
    let Some(decided) = decided(evaluation, tracking) else { return Ok(()) };
    writeln!(text, "\n[actuals]")?;
    match &actuals.decision {
        Some(Decision::Rejected { .. }) => writeln!(text, "decision = \"rejected\"\ndecided = {decided}")?,
        Some(Decision::Accepted { tier, .. }) => {
            writeln!(text, "decision = \"accepted\"\ndecided = {decided}")?;
            if let Some(tier) = tier {
                writeln!(text, "tier = {}", quoted(tier.as_str()))?;
            }
        }
        None => {
            writeln!(text, "decision = \"accepted\"")?;
            writeln!(text, "decided = {decided}   # the first tranche's day: write the letter's date")?;
            if let Some(tier) = evaluation.assessment.tier.followed {
                writeln!(text, "tier = {}   # the plan's: write the letter's", quoted(tier.id.as_str()))?;
            }
        }
    }
    if !actuals.milestones.is_empty() {
        writeln!(text, "\n[actuals.milestones]")?;
        for (gate, date) in &actuals.milestones {
            writeln!(text, "{gate} = {date}")?;
        }
    }
    Ok(())
}

fn grants(text: &mut String, evaluation: &Evaluation<'_>, tracking: &Tracking<'_>) -> std::fmt::Result {
    let (profile, horizon) = (evaluation.profile, &evaluation.profile.plan.horizon);
    for grant in &profile.actuals.grants {
        let is_found = tracking.entries.iter().any(|entry| entry.grant.id == grant.id && !entry.credits.is_empty());
        match grant.outcome {
            GrantOutcome::Declined => writeln!(text, "\n[[actuals.grants]]\nid = \"{}\"\ndeclined = true", grant.id)?,
            GrantOutcome::Issued { on, amount } if !is_found => grant_lines(text, grant.id.as_str(), on, amount, "")?,
            GrantOutcome::Issued { .. } => {}
        }
    }
    let own = tracking.entries.iter().filter(|entry| entry.grant.kind != GrantKind::Held && !entry.credits.is_empty());
    for entry in own {
        let earliest = if entry.grant.is_tranche() { decided(evaluation, tracking) } else { None };
        let earliest = earliest.unwrap_or(horizon.start()).max(horizon.start());
        let known = profile.actuals.grant(&entry.grant.id).map(|grant| grant.outcome);
        let Some(life) = entry.grant.life.likely else { continue };
        let starts = horizon.date(life.issued);
        let (on, why) = match known {
            // The profile's own day is the better one: a credit starts with the month that it is issued in.
            Some(GrantOutcome::Issued { on, .. }) if on.first_of_month() == starts.first_of_month() => (on, ""),
            _ if starts < earliest => (earliest, "   # starts earlier, as credits do: with its month"),
            _ => (starts, ""),
        };
        let amount = if entry.state == State::Billed { "   # the plan's: bills do not state it" } else { "" };
        let why = if why.is_empty() { amount } else { why };
        grant_lines(text, entry.grant.id.as_str(), on, entry.issued.likely, why)?;
    }
    Ok(())
}

fn grant_lines(text: &mut String, id: &str, on: Date, amount: Usd, why: &str) -> std::fmt::Result {
    writeln!(text, "\n[[actuals.grants]]\nid = {}\nissued = {on}{why}\namount = {amount}", quoted(id))
}

/// Credits already held: those of the profile, then those that were found. What is left counts on the later of day 0 and
/// the day of issue.
fn held(text: &mut String, evaluation: &Evaluation<'_>, tracking: &Tracking<'_>) -> std::fmt::Result {
    let horizon = &evaluation.profile.plan.horizon;
    for credit in &evaluation.profile.credits {
        let entry = tracking.entries.iter().find(|entry| entry.grant.id == credit.id && !entry.credits.is_empty());
        let covers = match &credit.covers {
            Coverage::Everything => list([quoted(Coverage::EVERYTHING)]),
            Coverage::Services(services) => list(services.iter().map(|service| quoted(service.as_str()))),
        };
        let found = entry.filter(|entry| entry.state == State::Found);
        let remaining = found.map_or(credit.remaining, |entry| at_start(entry));
        let head = [credit.id.as_str(), credit.provider.as_str()];
        held_lines(text, head, remaining, credit.issued, credit.expires, &covers)?;
    }
    for entry in tracking.entries.iter().filter(|entry| entry.planned.is_none() && entry.state == State::Found) {
        let Some(life) = entry.grant.life.likely.filter(|life| life.last() >= Day::ZERO) else { continue };
        let covers = list(entry.grant.covers.iter().map(|service| quoted(service.as_str())));
        let (issued, expires) = (horizon.date(life.issued), horizon.date(life.last()));
        let remaining = if life.issued < Day::ZERO { at_start(entry) } else { entry.issued.likely };
        let head = [entry.grant.id.as_str(), entry.grant.provider.as_str()];
        held_lines(text, head, remaining, issued, expires, &covers)?;
    }
    Ok(())
}

/// What was left on day 0: what is left, what had lapsed since, and what bills of the plan's months took.
fn at_start(entry: &Entry<'_>) -> Usd {
    let used: Usd = entry.credits.iter().map(|(found, _)| found.used()).sum();
    (entry.grant.amount.likely + entry.lapsed.likely + used).min(entry.issued.likely)
}

fn held_lines(
    text: &mut String,
    [id, provider]: [&str; 2],
    remaining: Usd,
    issued: Date,
    expires: Date,
    covers: &str,
) -> std::fmt::Result {
    writeln!(
        text,
        "\n[[credits]]\nid = {}\nprovider = {}\nremaining = {remaining}\nissued = {issued}\nexpires = {expires}\ncovers = {covers}",
        quoted(id),
        quoted(provider)
    )
}
