//! Which rules are not met, and which facts are missing.

use std::collections::BTreeMap;

use super::tally::more;
use crate::program::{Program, Requirement, Tier};
use crate::scoring::{Assessment, Finding, Key, Status};

/// The rules and the keys of a portfolio.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    screening: Vec<RuleCount>,
    tiers: Vec<RuleCount>,
    missing: BTreeMap<Key, MissingKey>,
}

/// How often a rule is not met.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RuleCount {
    /// Companies whose facts rule it out.
    pub unmet: u64,
    /// Companies whose facts leave it open.
    pub unknown: u64,
}

/// A rule with how often it is not met.
#[derive(Debug, Clone, Copy)]
pub struct RuleRow<'a> {
    /// The tier that asks for it; `None` for screening.
    pub tier: Option<&'a Tier>,
    /// The rule.
    pub requirement: &'a Requirement,
    /// How often it is not met.
    pub count: RuleCount,
}

/// How often a profile key is missing where screening or a tier waits for it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct MissingKey {
    /// Companies that miss it.
    pub companies: u64,
    /// Those that miss nothing else: whatever it turns out to be, it settles both.
    pub only: u64,
}

impl Facts {
    pub(super) fn new(program: &Program) -> Self {
        let rules = program.tiers.iter().map(|tier| tier.requires.len()).fold(0, usize::saturating_add);
        Self {
            screening: vec![RuleCount::default(); program.screening.len()],
            tiers: vec![RuleCount::default(); rules],
            missing: BTreeMap::new(),
        }
    }

    pub(super) fn add(&mut self, assessment: &Assessment<'_>) {
        let screening = &assessment.screening;
        for (count, finding) in self.screening.iter_mut().zip(&screening.findings) {
            count.add(finding);
        }
        for (count, found) in self.tiers.iter_mut().zip(&assessment.tier.findings) {
            count.add(&found.finding);
        }
        let keys = assessment.missing_keys();
        let is_only = keys.len() == 1;
        for key in keys {
            match self.missing.get_mut(key) {
                Some(count) => count.add(is_only),
                None => self.missing.entry(Key::Owned(key.to_owned())).or_default().add(is_only),
            }
        }
    }

    /// Every rule that some company does not meet: the most often unmet first, then the most often open, then in the
    /// program's order. `program` is the portfolio's.
    #[must_use]
    pub fn rules<'a>(&self, program: &'a Program) -> Vec<RuleRow<'a>> {
        let screening = program.screening.iter().map(|requirement| (None, requirement));
        let of_tier = |tier: &'a Tier| tier.requires.iter().map(move |requirement| (Some(tier), requirement));
        let rules = screening.chain(program.tiers.iter().flat_map(of_tier));
        let counts = self.screening.iter().chain(&self.tiers).copied();
        let rows = rules.zip(counts).map(|((tier, requirement), count)| RuleRow { tier, requirement, count });
        let mut rows: Vec<_> = rows.filter(|row| row.count != RuleCount::default()).collect();
        rows.sort_by_key(|row| std::cmp::Reverse((row.count.unmet, row.count.unknown)));
        rows
    }

    /// Every key that screening or a tier waits for: the most often missing first, then by name.
    #[must_use]
    pub fn missing(&self) -> Vec<(&str, MissingKey)> {
        let mut keys: Vec<(&str, MissingKey)> = self.missing.iter().map(|(key, count)| (&**key, *count)).collect();
        keys.sort_by_key(|(key, count)| (std::cmp::Reverse((count.companies, count.only)), *key));
        keys
    }

    pub(super) fn merge(&mut self, other: Self) {
        for (own, other) in self.screening.iter_mut().zip(other.screening).chain(self.tiers.iter_mut().zip(other.tiers))
        {
            own.unmet = own.unmet.saturating_add(other.unmet);
            own.unknown = own.unknown.saturating_add(other.unknown);
        }
        for (key, other) in other.missing {
            let own = self.missing.entry(key).or_default();
            own.companies = own.companies.saturating_add(other.companies);
            own.only = own.only.saturating_add(other.only);
        }
    }
}

impl RuleCount {
    const fn add(&mut self, finding: &Finding<'_>) {
        match finding.status {
            Status::Met => {}
            Status::Unmet => more(&mut self.unmet),
            Status::Unknown => more(&mut self.unknown),
        }
    }
}

impl MissingKey {
    const fn add(&mut self, is_only: bool) {
        more(&mut self.companies);
        if is_only {
            more(&mut self.only);
        }
    }
}
