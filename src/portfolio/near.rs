//! The companies one movable change away from a higher tier.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::tally::more;
use crate::advice::reach::Step;
use crate::evaluation::Evaluation;
use crate::money::Usd;
use crate::signal::Signal;

/// The most companies that are kept by name.
pub const MOST_NEAREST: usize = 20;

/// How many companies one movable change would take to which tier, and those that gain most.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Near {
    /// Companies with such a change.
    pub companies: u64,
    /// Companies by the tier's place in the program and the signal to be moved. A company with two such changes is
    /// counted under both.
    pub by_rule: BTreeMap<(usize, Signal), u64>,
    /// The first [`MOST_NEAREST`] of them.
    first: Vec<Nearest>,
}

/// A company one movable change away from a tier: the highest of those that it is so near to.
///
/// Ordered by what the award gains, the most first, then by name, path, tier and signal.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Nearest {
    gain: Reverse<Usd>,
    /// The company's name.
    pub company: String,
    /// The path of its profile.
    pub path: String,
    /// The tier's place in the program.
    pub tier: usize,
    /// The signal to be moved.
    pub signal: Signal,
}

impl Nearest {
    /// The tier's award less that of the assigned tier.
    #[must_use]
    pub const fn gain(&self) -> Usd {
        self.gain.0
    }
}

impl Near {
    /// The companies that gain most, the most first; [`MOST_NEAREST`] at most.
    #[must_use]
    pub fn first(&self) -> &[Nearest] {
        &self.first
    }

    pub(super) fn add<'a>(&mut self, evaluation: &Evaluation<'_>, steps: impl Iterator<Item = Step<'a>>) {
        let mut best = None;
        for step in steps {
            more(self.by_rule.entry((step.place, step.signal)).or_default());
            best = best.or(Some(step));
        }
        let Some(step) = best else { return };
        more(&mut self.companies);
        let assigned = evaluation.assessment.tier.assigned.map_or(Usd::ZERO, |tier| tier.award.value);
        let gain = Reverse(step.tier.award.value - assigned);
        let profile = evaluation.profile;
        let is_kept = self.first.len() < MOST_NEAREST
            || self.first.last().is_some_and(|last| {
                let key = (gain, profile.company.name.as_str(), profile.path(), step.place, step.signal);
                key < (last.gain, &last.company, &last.path, last.tier, last.signal)
            });
        if is_kept {
            let (company, path) = (profile.company.name.clone(), profile.path().to_owned());
            self.keep(Nearest { gain, company, path, tier: step.place, signal: step.signal });
        }
    }

    fn keep(&mut self, nearest: Nearest) {
        let place = self.first.partition_point(|kept| *kept <= nearest);
        self.first.insert(place, nearest);
        self.first.truncate(MOST_NEAREST);
    }

    pub(super) fn merge(&mut self, other: Self) {
        self.companies = self.companies.saturating_add(other.companies);
        for (rule, count) in other.by_rule {
            let own = self.by_rule.entry(rule).or_default();
            *own = own.saturating_add(count);
        }
        other.first.into_iter().for_each(|nearest| self.keep(nearest));
    }
}
