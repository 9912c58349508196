//! The tiers that one signal keeps a company from, read off the findings alone.
//!
//! Quick enough for a hundred thousand companies, and of one mind with [`reach`](super::reach): where it names a signal
//! as movable, `reach` lists a set of one movable change for that tier.

use super::Kind;
use crate::evaluation::Evaluation;
use crate::program::{Bound, Tier};
use crate::scoring::{self, Finding, Status};
use crate::signal::{Level, Signal};

/// The ways to traction that a profile can count, each with the rank of the highest level that it proves.
const WAYS: [(&str, u8); 4] = [
    ("traction.mrr", 3),
    ("traction.monthly_active_users", 3),
    ("traction.enterprise_lois", 3),
    ("traction.design_partners", 2),
];

/// A tier above the assigned one, and the one signal that stands between.
#[derive(Debug, Clone, Copy)]
pub struct Step<'a> {
    /// The tier.
    pub tier: &'a Tier,
    /// Its place in the program.
    pub place: usize,
    /// The signal.
    pub signal: Signal,
    /// Whether it can be changed.
    pub kind: Kind,
}

/// Every tier above the assigned one of which one signal is not met, the largest award first.
///
/// Screening counts as a requirement of each tier where it is failed. A tier whose one signal takes two changes, a
/// commitment that is both too low and hedged, is left out, as is one that asks for engagement.
pub fn steps<'e, 'a>(evaluation: &'e Evaluation<'a>) -> impl Iterator<Item = Step<'a>> + 'e {
    let assessment = &evaluation.assessment;
    let tiers = &evaluation.program.tiers;
    let assigned = assessment.tier.assigned;
    let above = tiers.iter().take_while(move |tier| assigned.is_none_or(|assigned| tier.id != assigned.id));
    let mut findings = assessment.tier.findings.as_slice();
    above.enumerate().filter_map(move |(place, tier)| {
        let (own, rest) = findings.split_at_checked(tier.requires.len())?;
        findings = rest;
        let failed = assessment.screening.findings.iter().filter(|finding| finding.status == Status::Unmet);
        let own = own.iter().map(|found| &found.finding).filter(|finding| finding.status != Status::Met);
        let mut open = failed.chain(own);
        let first = open.next()?;
        let signal = first.requirement.signal;
        let mut needed = level(first);
        for finding in open {
            if finding.requirement.signal != signal {
                return None;
            }
            needed = needed.max(level(finding));
        }
        Some(Step { tier, place, signal, kind: kind(evaluation, signal, needed)? })
    })
}

/// The level that a requirement asks for; none where it asks for no more than one.
fn level(finding: &Finding<'_>) -> Option<Level> {
    match finding.requirement.bound {
        Bound::AtLeast(level) => Some(level),
        Bound::AtMost(_) => None,
    }
}

/// Whether the signal can come to what is needed by one change; `None` where it takes two, or none is known.
fn kind(evaluation: &Evaluation<'_>, signal: Signal, needed: Option<Level>) -> Option<Kind> {
    let Evaluation { profile, program, services, .. } = evaluation;
    let reading = evaluation.assessment.signals.of(signal);
    let is_missing = |key: &str| reading.missing.iter().any(|(missing, _)| missing == key);
    let is_missing = match signal {
        Signal::Engagement => return None,
        Signal::Traction => {
            let carries = |rank: u8| needed.is_none_or(|needed| signal.level(rank) >= needed);
            WAYS.iter().filter(|(_, rank)| carries(*rank)).all(|(key, _)| is_missing(key))
        }
        Signal::Commitment => {
            let caps = needed > Some(program.signals.commitment.hedged_at_most.value);
            if caps && scoring::is_hedged(profile, program, services) {
                // The hedge is one change, so the commitment has to be there.
                needed.filter(|needed| profile.bedrock.commitment.is_some_and(|stated| stated >= *needed))?;
                false
            } else {
                !reading.missing.is_empty()
            }
        }
        _ => !reading.missing.is_empty(),
    };
    Some(Kind::of(program, signal, is_missing))
}
