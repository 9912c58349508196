//! What the first screen of every form answers: verdict, tier, the outcomes side by side, the next dates.

use crate::band::Case;
use crate::calendar::Day;
use crate::evaluation::{Evaluation, Outcome};
use crate::money::{Usd, alone};
use crate::position::{Position, Summary};
use crate::program::Tier;
use crate::scoring::{Action, Answer, Finding, Status};
use crate::text::escape_controls;

/// How many dates are shown.
const DATES: usize = 3;

/// Whether the company gets in, and what to do.
pub fn verdict(evaluation: &Evaluation<'_>) -> String {
    let assessment = &evaluation.assessment;
    let recommendation = &assessment.recommendation;
    let eligible = match assessment.screening.eligible {
        Answer::Yes => "eligible",
        Answer::No => "not eligible",
        Answer::Unknown => "eligibility unknown",
    };
    let action = recommendation.action;
    let answer = format!("{eligible}: {} ({})", action.sentence(), action.name());
    match action {
        Action::Pursue => answer,
        _ => format!("{answer}; {}", escape_controls(&recommendation.reasons.join("; "))),
    }
}

/// The tier that the plan follows, and why.
pub fn tier(evaluation: &Evaluation<'_>) -> String {
    let tier = &evaluation.assessment.tier;
    let named = |tier: &Tier| format!("{}, {}", tier.id, alone(tier.award.value));
    match (tier.assigned, tier.followed) {
        (None, Some(letter)) => format!("{} by the offer letter; the facts assign none", named(letter)),
        (Some(assigned), Some(letter)) if assigned.id != letter.id => {
            format!("{} by the offer letter; the facts assign {}", named(letter), assigned.id)
        }
        (Some(assigned), _) => {
            let met = match assigned.requires.as_slice() {
                [only] => format!("its one requirement, on {}, is met", only.signal),
                all => format!("all {} requirements met", all.len()),
            };
            format!("{}: {met}", named(assigned))
        }
        (None, None) if evaluation.assessment.screening.eligible == Answer::No => "none: screening fails".to_owned(),
        (None, None) => "none: no tier's requirements are all met".to_owned(),
    }
}

/// What separates the company from the tier above.
pub fn next_tier(evaluation: &Evaluation<'_>) -> String {
    let tier = &evaluation.assessment.tier;
    if evaluation.assessment.screening.eligible == Answer::No {
        return "none: a tier takes an application that passes screening".to_owned();
    }
    if tier.assigned.map(|tier| &tier.id) != tier.followed.map(|tier| &tier.id) {
        return "the offer letter has settled it".to_owned();
    }
    let Some(next) = tier_above(evaluation) else {
        return "none above".to_owned();
    };
    let findings = tier.findings.iter().filter(|found| found.tier.id == next.id).map(|found| &found.finding);
    let open: Vec<String> = findings.filter(|finding| finding.status != Status::Met).map(gap).collect();
    let mut text = format!("{}, {}, needs {}", next.id, alone(next.award.value), open.join("; "));
    if let Some(possible) = tier.possible.filter(|possible| Some(&possible.id) != tier.assigned.map(|tier| &tier.id)) {
        text.push_str(&format!(". Up to {} is possible: fill in {}", possible.id, tier.missing.join(", ")));
    }
    text
}

/// The lowest tier above the assigned one.
pub fn tier_above<'a>(evaluation: &Evaluation<'a>) -> Option<&'a Tier> {
    let assigned = evaluation.assessment.tier.assigned;
    let tiers = evaluation.program.tiers.iter();
    tiers.take_while(|tier| assigned.is_none_or(|assigned| tier.id != assigned.id)).last()
}

/// A requirement that does not hold, as a gap: `backing tier-1 (found named)`.
fn gap(finding: &Finding<'_>) -> String {
    let signal = finding.requirement.signal;
    let needed = finding.needed();
    let level = needed.trim_start_matches("at least ");
    match finding.status {
        Status::Unknown => format!("{signal} {level} (unknown: {})", finding.missing.join(", ")),
        Status::Met | Status::Unmet => format!("{signal} {level} (found {})", finding.found()),
    }
}

/// The plans to put side by side, of equal rank; one where the plan holds no award.
pub const fn columns(evaluation: &Evaluation<'_>) -> &'static [(&'static str, Outcome)] {
    if evaluation.timeline.acceptance.is_some() {
        &[("not accepted", Outcome::NotAccepted), ("if accepted", Outcome::Accepted)]
    } else {
        &[("this plan", Outcome::NotAccepted)]
    }
}

/// How likely acceptance is, where an award is planned and nothing has been decided.
pub fn odds(evaluation: &Evaluation<'_>) -> Option<String> {
    let is_open = evaluation.profile.actuals.decision.is_none() && evaluation.timeline.acceptance.is_some();
    let funnel = &evaluation.program.funnel;
    let (selected, applications) = (funnel.selected.value, funnel.applications.value);
    let places = funnel.acceptance.citation.places();
    is_open.then(|| format!("most are not accepted: {selected} of {applications} applicants are{places}"))
}

/// What one plan comes to in one case: each answer behind its label, the labels the same for every plan and case. An
/// answer has a line for each provider where there are several.
pub fn answers(evaluation: &Evaluation<'_>, outcome: Outcome, case: Case) -> Vec<(String, String)> {
    let horizon = &evaluation.profile.plan.horizon;
    let position = evaluation.positions(outcome).get(case);
    let each: Vec<(&str, Summary)> = evaluation
        .granting_providers(outcome)
        .into_iter()
        .filter_map(|provider| Some((provider.as_str(), evaluation.summary(outcome, case, provider)?)))
        .collect();
    let joined = |answer: &dyn Fn(&Summary) -> Option<String>| {
        let named = each.iter().filter_map(|(provider, summary)| {
            let answer = answer(summary)?;
            Some(if each.len() > 1 { format!("{provider} {answer}") } else { answer })
        });
        let answers: Vec<String> = named.collect();
        if answers.is_empty() { "none".to_owned() } else { answers.join("\n") }
    };
    let live = evaluation.grants(outcome).filter(|grant| grant.life.get(case).is_some());
    let awarded: Usd = live.map(|grant| *grant.amount.get(case)).sum();
    let first_bill = |summary: &Summary| {
        let (day, amount) = (summary.first_bill_day?, summary.first_bill?);
        Some(format!("{}, {}", horizon.date(day), alone(amount)))
    };
    let gaps = |summary: &Summary| {
        let (first, count) = (summary.gaps.first()?, summary.gaps.len());
        let more = if count > 1 { format!(" and {} more", count.saturating_sub(1)) } else { String::new() };
        Some(format!("days {} to {}{more}", first.from, first.to))
    };
    let credits_end = |summary: &Summary| summary.credits_end_day.map(|day| format!("{} day {day}", horizon.date(day)));
    let row = |label: &str, answer: String| (label.to_owned(), answer);
    vec![
        row("Awarded", alone(awarded)),
        row(&format!("Released by day {}", horizon.last()), alone(position.totals().granted)),
        row("First bill", joined(&first_bill)),
        row("Months paid in cash", cash_months(position)),
        row("Gaps", joined(&gaps)),
        row("Credits end", joined(&credits_end)),
        row("Lapsing unused", joined(&|summary| (!summary.lapsed.is_zero()).then(|| alone(summary.lapsed)))),
        row("Cash at 12 months", cash_at(position, 12)),
        row("Cash at 24 months", cash_at(position, 24)),
    ]
}

/// How many calendar months leave something to pay to any provider, and how much in all.
fn cash_months(position: &Position<'_>) -> String {
    let months = position.ledgers.iter().flat_map(|ledger| ledger.summary().cash_by_month);
    let mut paid: Vec<(u32, Usd)> = months.map(|month| (month.month.number, month.cash)).collect();
    let total: Usd = paid.iter().map(|(_, cash)| *cash).sum();
    paid.sort_unstable();
    paid.dedup_by_key(|(number, _)| *number);
    if paid.is_empty() { "none".to_owned() } else { format!("{}, {}", paid.len(), alone(total)) }
}

/// What has been paid by the end of so many calendar months, that of day 0 being the first.
fn cash_at(position: &Position<'_>, months: u32) -> String {
    let horizon = position.horizon;
    let day = horizon.day(horizon.start().end_of_month_after(months.saturating_sub(1)));
    if day > horizon.last() {
        return format!("beyond day {}", horizon.last());
    }
    alone(position.at(day).cash)
}

/// The next dates with what happens on each: after the last thing that has happened, or from day 0 on.
pub fn next_dates(evaluation: &Evaluation<'_>, case: Case) -> Vec<(Day, Vec<String>)> {
    let since = evaluation.profile.actuals.last().map(|date| evaluation.profile.plan.horizon.day(date));
    let mut days: Vec<(Day, Vec<String>)> = Vec::new();
    for (day, what) in evaluation.timeline.happenings(case) {
        if day < Day::ZERO || since.is_some_and(|since| day <= since) {
            continue;
        }
        match days.last_mut() {
            Some((last, all)) if *last == day => all.push(what),
            _ => days.push((day, vec![what])),
        }
    }
    days.truncate(DATES);
    days
}
