//! What makes an answer what it is, in the words of its findings and grants.

use super::{Compared, Said};
use crate::band::Case;
use crate::evaluation::{Evaluation, Outcome};
use crate::money::alone;
use crate::program::Tier;
use crate::scoring::{Answer, Finding, Status};
use crate::timeline::Grant;

/// The group of the screening rules' ids.
const SCREENING: &str = "screening";

/// What makes the answer what it is.
pub fn why(key: Compared, expected: &Said, evaluation: &Evaluation<'_>) -> String {
    match key {
        Compared::Program => format!("the rules in use are {} {}", evaluation.program.id, evaluation.program.version),
        Compared::Eligible => eligible(evaluation),
        Compared::Tier => tier(expected, evaluation),
        Compared::Granted(case) => granted(case, evaluation),
    }
}

fn eligible(evaluation: &Evaluation<'_>) -> String {
    let screening = &evaluation.assessment.screening;
    let findings = || screening.findings.iter();
    match screening.eligible {
        Answer::Yes => format!("every screening rule is met: {}", met(SCREENING, findings())),
        Answer::No => lacking(SCREENING, findings().filter(|finding| finding.status == Status::Unmet)),
        Answer::Unknown => lacking(SCREENING, findings().filter(|finding| finding.status == Status::Unknown)),
    }
}

fn tier(expected: &Said, evaluation: &Evaluation<'_>) -> String {
    let (program, assessment) = (evaluation.program, &evaluation.assessment);
    if assessment.screening.eligible == Answer::No {
        return format!("no tier without eligibility: {}", eligible(evaluation));
    }
    let of = |tier: &Tier| {
        let own = assessment.tier.findings.iter().filter(|found| found.tier.id == tier.id);
        own.map(|found| &found.finding).collect::<Vec<_>>()
    };
    let assigned =
        |tier: &Tier| format!("every requirement of {} is met: {}", tier.id, met(tier.id.as_str(), of(tier)));
    let Said::Word(word) = expected else { return String::new() };
    let rank = |id: &str| program.tiers.iter().position(|tier| tier.id == *id);
    let Some((wanted, place)) = program.tier(word).zip(rank(word)) else {
        let tiers: Vec<&str> = program.tiers.iter().map(|tier| tier.id.as_str()).collect();
        let found = assessment.tier.assigned.map_or_else(String::new, |tier| format!("; {}", assigned(tier)));
        return format!("these rules have no tier {word}, but {}{found}", tiers.join(", "));
    };
    match assessment.tier.assigned {
        // The largest award comes first.
        Some(tier) if rank(tier.id.as_str()).is_some_and(|own| own < place) => assigned(tier),
        _ => lacking(word, of(wanted).into_iter().filter(|finding| finding.status != Status::Met)),
    }
}

/// What each rule found: `ceiling.stage series-a`.
fn met<'f>(group: &str, findings: impl IntoIterator<Item = &'f Finding<'f>>) -> String {
    let found = findings.into_iter().map(|one| format!("{group}.{} found {}", one.requirement.signal, one.found()));
    found.collect::<Vec<_>>().join(", ")
}

/// What each rule needed and found, and the keys that would tell where that is unknown.
fn lacking<'f>(group: &str, findings: impl IntoIterator<Item = &'f Finding<'f>>) -> String {
    let needs = findings.into_iter().map(|finding| {
        let signal = finding.requirement.signal;
        let keys = if finding.missing.is_empty() {
            String::new()
        } else {
            format!(": fill in {}", finding.missing.join(" or "))
        };
        format!("{group}.{signal} needs {}, found {}{keys}", finding.needed(), finding.found())
    });
    needs.collect::<Vec<_>>().join("; ")
}

/// The grants that make the total, then those that are no part of it.
fn granted(case: Case, evaluation: &Evaluation<'_>) -> String {
    let last = evaluation.profile.plan.horizon.last();
    let (mut counted, mut left_out) = (Vec::new(), Vec::new());
    for grant in evaluation.grants(Outcome::Accepted) {
        let named = named(grant, case);
        match grant.life.get(case) {
            Some(life) if life.issued <= last => counted.push(named),
            Some(life) => left_out.push(format!("{named} comes on day {}, after the plan's last", life.issued)),
            None => left_out.push(format!("{named} is forfeited")),
        }
    }
    let sum =
        if counted.is_empty() { "no grant is issued by the plan's last day".to_owned() } else { counted.join(" + ") };
    [vec![sum], left_out].concat().join("; ")
}

fn named(grant: &Grant<'_>, case: Case) -> String {
    format!("{} {}", grant.id, alone(*grant.amount.get(case)))
}
