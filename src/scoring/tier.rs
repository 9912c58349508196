//! Which award the facts support (L4, L15 to L19, L41, L56 to L62).

use super::{Answer, Finding, Key, Readings};
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
pub fn assign<'a>(profile: &Profile, program: &'a Program, signals: &Readings<'a>, eligible: Answer) -> TierResult<'a> {
    let rules = program.tiers.iter().map(|tier| tier.requires.len()).fold(0, usize::saturating_add);
    let mut result = TierResult {
        assigned: None,
        possible: None,
        followed: None,
        missing: Vec::new(),
        findings: Vec::with_capacity(rules),
    };
    for tier in &program.tiers {
        let found = tier.requires.iter().map(|requirement| Finding::new(requirement, signals));
        let start = result.findings.len();
        result.findings.extend(found.map(|finding| TierFinding { tier, finding }));
        // Whatever is below the assigned tier, or fails screening, settles nothing.
        if eligible != Answer::No && result.assigned.is_none() {
            result.settle(tier, start);
        }
    }
    let letter = match &profile.actuals.decision {
        Some(Decision::Accepted { tier: Some(id), .. }) => program.tier(id.as_str()),
        _ => None,
    };
    TierResult { followed: letter.or(result.assigned), ..result }
}

impl<'a> TierResult<'a> {
    /// What a tier whose findings begin at `start`, the last ones so far, is to the result.
    fn settle(&mut self, tier: &'a Tier, start: usize) {
        let own = self.findings.iter().skip(start).map(|found| &found.finding);
        let answer = Answer::all(own.clone());
        if answer == Answer::No {
            return;
        }
        self.possible.get_or_insert(tier);
        if answer == Answer::Yes {
            self.assigned = Some(tier);
        }
        for key in own.flat_map(|finding| finding.missing.iter()) {
            if !self.missing.contains(key) {
                self.missing.push(key.clone());
            }
        }
    }
}
