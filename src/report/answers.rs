//! What the first screen of every form answers: verdict, tier, the outcomes side by side, the next dates.

use crate::band::Case;
use crate::calendar::Day;
use crate::evaluation::{Evaluation, Outcome};
use crate::money::{Usd, alone};
use crate::position::{Position, Summary};
use crate::profile::Decision;
use crate::program::Tier;
use crate::scoring::{Action, Answer, Finding, Key, Status};
use crate::text::escape_controls;

/// Writes an amount.
pub type Money<'m> = &'m dyn Fn(Usd) -> String;

/// How many dates are shown.
const DATES: usize = 3;

/// Whether the company gets in and what to do, in words; then why, where that is anything else than to apply.
pub fn verdict_words(evaluation: &Evaluation<'_>) -> (String, Option<String>) {
    let assessment = &evaluation.assessment;
    let eligible = match assessment.screening.eligible {
        Answer::Yes => "eligible",
        Answer::No => "not eligible",
        Answer::Unknown => "eligibility unknown",
    };
    let reasons = || escape_controls(&assessment.reasons().join("; ")).into_owned();
    let action = assessment.recommendation.action;
    (format!("{eligible}: {}", action.sentence()), (action != Action::Pursue).then(reasons))
}

/// Whether the company gets in, and what to do.
pub fn verdict(evaluation: &Evaluation<'_>) -> String {
    let (answer, reasons) = verdict_words(evaluation);
    let answer = format!("{answer} ({})", evaluation.assessment.recommendation.action.name());
    reasons.map_or_else(|| answer.clone(), |reasons| format!("{answer}; {reasons}"))
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
pub struct Above<'r, 'a> {
    /// The tier.
    pub tier: &'a Tier,
    /// Its requirements that do not hold; those that the facts rule out first.
    pub open: Vec<&'r Finding<'a>>,
    /// The highest tier that is possible, where that is above the assigned one, and the facts to fill in for it.
    pub possible: Option<(&'a Tier, &'r [Key])>,
}

/// The tier above, or why there is none to look at.
pub fn above<'r, 'a>(evaluation: &'r Evaluation<'a>) -> Result<Above<'r, 'a>, &'static str> {
    let tier = &evaluation.assessment.tier;
    if evaluation.assessment.screening.eligible == Answer::No {
        return Err("none: a tier takes an application that passes screening");
    }
    if tier.assigned.map(|tier| &tier.id) != tier.followed.map(|tier| &tier.id) {
        return Err("the offer letter has settled it");
    }
    let next = tier_above(evaluation).ok_or("none above")?;
    let findings = tier.findings.iter().filter(|found| found.tier.id == next.id).map(|found| &found.finding);
    let mut open: Vec<&Finding<'a>> = findings.filter(|finding| finding.status != Status::Met).collect();
    open.sort_by_key(|finding| finding.status != Status::Unmet);
    let possible = tier.possible.filter(|possible| Some(&possible.id) != tier.assigned.map(|tier| &tier.id));
    Ok(Above { tier: next, open, possible: possible.map(|possible| (possible, tier.missing.as_slice())) })
}

/// What separates the company from the tier above, in one sentence.
pub fn next_tier(evaluation: &Evaluation<'_>) -> String {
    let Above { tier, open, possible } = match above(evaluation) {
        Ok(above) => above,
        Err(why) => return why.to_owned(),
    };
    let open: Vec<String> = open.into_iter().map(gap).collect();
    let mut text = format!("{}, {}, needs {}", tier.id, alone(tier.award.value), open.join("; "));
    if let Some((possible, missing)) = possible {
        text.push_str(&format!(". Up to {} is possible: fill in {}", possible.id, missing.join(", ")));
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

/// A requirement that does not hold, in words without the keys: `backing needs tier-1, found named`.
pub fn gap_words(finding: &Finding<'_>) -> String {
    let needed = finding.needed();
    let found = match finding.status {
        Status::Unknown => "not known yet".to_owned(),
        Status::Met | Status::Unmet => format!("found {}", finding.found()),
    };
    format!("{} needs {}, {found}", finding.requirement.signal, needed.trim_start_matches("at least "))
}

/// The plans to put side by side, of equal rank until there is a decision: after an acceptance the one with the award
/// leads; one where the plan holds no award.
pub fn columns(evaluation: &Evaluation<'_>) -> &'static [(&'static str, Outcome)] {
    match (&evaluation.timeline.acceptance, &evaluation.profile.actuals.decision) {
        (None, _) => &[("this plan", Outcome::NotAccepted)],
        (Some(_), Some(_)) => &[("with the award", Outcome::Accepted), ("without it", Outcome::NotAccepted)],
        (Some(_), None) => &[("not accepted", Outcome::NotAccepted), ("if accepted", Outcome::Accepted)],
    }
}

/// Which plan a heading speaks of where there are two, behind a comma.
pub fn premise(evaluation: &Evaluation<'_>) -> &'static str {
    match (&evaluation.timeline.acceptance, &evaluation.profile.actuals.decision) {
        (None, _) => "",
        (Some(_), Some(_)) => ", with the award",
        (Some(_), None) => ", if accepted",
    }
}

/// Where the application stands: decided, or how likely acceptance is.
pub fn standing(evaluation: &Evaluation<'_>) -> Option<String> {
    match &evaluation.profile.actuals.decision {
        Some(Decision::Accepted { decided, .. }) => Some(format!("accepted on {decided}")),
        Some(Decision::Rejected { decided }) => {
            Some(format!("rejected on {decided}: one plan is left, without the award"))
        }
        None => odds(evaluation),
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
/// answer has a line for each provider where there are several. `money` writes the amounts.
pub fn answers(evaluation: &Evaluation<'_>, outcome: Outcome, case: Case, money: Money<'_>) -> Vec<(String, String)> {
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
        Some(format!("{}, {}", horizon.date(day), money(amount)))
    };
    let gaps = |summary: &Summary| {
        let (first, count) = (summary.gaps.first()?, summary.gaps.len());
        let more = if count > 1 { format!(" and {} more", count.saturating_sub(1)) } else { String::new() };
        Some(format!("days {} to {}{more}", first.from, first.to))
    };
    let credits_end = |summary: &Summary| summary.credits_end_day.map(|day| format!("{} day {day}", horizon.date(day)));
    let row = |label: &str, answer: String| (label.to_owned(), answer);
    vec![
        row("Awarded", money(awarded)),
        row(&format!("Released by day {}", horizon.last()), money(position.totals().granted)),
        row("First bill", joined(&first_bill)),
        row("Months paid in cash", cash_months(position, money)),
        row("Gaps", joined(&gaps)),
        row("Credits end", joined(&credits_end)),
        row("Lapsing unused", joined(&|summary| (!summary.lapsed.is_zero()).then(|| money(summary.lapsed)))),
        row("Cash at 12 months", cash_at(position, 12, money)),
        row("Cash at 24 months", cash_at(position, 24, money)),
    ]
}

/// How many calendar months leave something to pay to any provider, and how much in all.
fn cash_months(position: &Position<'_>, money: Money<'_>) -> String {
    let months = position.ledgers.iter().flat_map(|ledger| ledger.summary().cash_by_month);
    let mut paid: Vec<(u32, Usd)> = months.map(|month| (month.month.number, month.cash)).collect();
    let total: Usd = paid.iter().map(|(_, cash)| *cash).sum();
    paid.sort_unstable();
    paid.dedup_by_key(|(number, _)| *number);
    if paid.is_empty() { "none".to_owned() } else { format!("{}, {}", paid.len(), money(total)) }
}

/// What has been paid by the end of so many calendar months, that of day 0 being the first.
fn cash_at(position: &Position<'_>, months: u32, money: Money<'_>) -> String {
    let horizon = position.horizon;
    let day = horizon.day(horizon.start().end_of_month_after(months.saturating_sub(1)));
    if day > horizon.last() {
        return format!("beyond day {}", horizon.last());
    }
    money(position.at(day).cash)
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
