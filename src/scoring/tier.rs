//! Which award the facts support (L4, L15 to L19, L41, L56 to L62).

use std::ops::Range;

use super::{Answer, Finding, Key, Reading};
use crate::profile::{Decision, Profile};
use crate::program::{Program, Tier};

/// The tiers that the facts support.
#[derive(Debug, Clone)]
pub struct TierResult<'a> {
    /// The highest tier whose requirements are all met; none when screening fails.
    pub assigned: Option<&'a Tier>,
    /// The highest tier with no requirement unmet; none when screening fails.
    pub possible: Option<&'a Tier>,
    /// The tier that award, tranches and gates follow: the offer letter's, else the assigned one.
    pub followed: Option<&'a Tier>,
    /// The keys that would settle what is between the two.
    pub missing: Vec<Key>,
    /// Every requirement of every tier, the largest award first.
    pub findings: Vec<TierFinding<'a>>,
}

/// A requirement of a tier, applied.
#[derive(Debug, Clone)]
pub struct TierFinding<'a> {
    /// The tier.
    pub tier: &'a Tier,
    /// What was found.
    pub finding: Finding<'a>,
}

/// Assigns a tier.
pub fn assign<'a>(profile: &Profile, program: &'a Program, signals: &[Reading], eligible: Answer) -> TierResult<'a> {
    let rules = program.tiers.iter().map(|tier| tier.requires.len()).fold(0, usize::saturating_add);
    let mut findings: Vec<TierFinding<'a>> = Vec::with_capacity(rules);
    let mut tested: Vec<(&Tier, Answer, Range<usize>)> = Vec::with_capacity(program.tiers.len());
    for tier in &program.tiers {
        let start = findings.len();
        let found = tier.requires.iter().map(|requirement| Finding::new(requirement, signals));
        findings.extend(found.map(|finding| TierFinding { tier, finding }));
        let answer = Answer::all(findings.iter().skip(start).map(|found| &found.finding));
        tested.push((tier, answer, start..findings.len()));
    }
    let first = |wanted: &[Answer]| {
        let found = tested.iter().find(|(_, answer, _)| wanted.contains(answer));
        found.map(|(tier, ..)| *tier).filter(|_| eligible != Answer::No)
    };
    let assigned = first(&[Answer::Yes]);
    let possible = first(&[Answer::Yes, Answer::Unknown]);
    let open = tested
        .iter()
        .take_while(|(tier, ..)| assigned.is_none_or(|assigned| tier.id != assigned.id))
        .filter(|(_, answer, _)| possible.is_some() && *answer == Answer::Unknown);
    let mut missing: Vec<Key> = Vec::new();
    let open = open.flat_map(|(.., rules)| findings.get(rules.clone()).unwrap_or_default());
    for key in open.flat_map(|found| &found.finding.missing) {
        if !missing.contains(key) {
            missing.push(key.clone());
        }
    }
    let letter = match &profile.actuals.decision {
        Some(Decision::Accepted { tier: Some(id), .. }) => program.tier(id.as_str()),
        _ => None,
    };
    TierResult { assigned, possible, followed: letter.or(assigned), missing, findings }
}
