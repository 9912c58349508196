//! Which award the facts support (L4, L15 to L19, L41, L56 to L62).

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
    let tested: Vec<(&Tier, Vec<Finding<'a>>)> = program
        .tiers
        .iter()
        .map(|tier| (tier, tier.requires.iter().map(|requirement| Finding::new(requirement, signals)).collect()))
        .collect();
    let first = |wanted: &[Answer]| {
        let found = tested.iter().find(|(_, findings)| wanted.contains(&Answer::all(findings)));
        found.map(|(tier, _)| *tier).filter(|_| eligible != Answer::No)
    };
    let assigned = first(&[Answer::Yes]);
    let possible = first(&[Answer::Yes, Answer::Unknown]);
    let open = tested
        .iter()
        .take_while(|(tier, _)| assigned.is_none_or(|assigned| tier.id != assigned.id))
        .filter(|(_, findings)| possible.is_some() && Answer::all(findings) == Answer::Unknown);
    let mut missing: Vec<Key> = Vec::new();
    for key in open.flat_map(|(_, findings)| findings).flat_map(|finding| &finding.missing) {
        if !missing.contains(key) {
            missing.push(key.clone());
        }
    }
    let letter = match &profile.actuals.decision {
        Some(Decision::Accepted { tier: Some(id), .. }) => program.tier(id.as_str()),
        _ => None,
    };
    let findings = tested
        .into_iter()
        .flat_map(|(tier, findings)| findings.into_iter().map(move |finding| TierFinding { tier, finding }));
    TierResult { assigned, possible, followed: letter.or(assigned), missing, findings: findings.collect() }
}
