//! A profile tried under changes: each one applied as `--set` applies it, read and scored anew.

use crate::document::Input;
use crate::profile::{self, Profile};
use crate::program::{Bound, Program, Requirement};
use crate::scoring::{self, Answer, Assessment, Finding, Reading, Status};
use crate::signal::Signal;
use crate::spend::{self, Service};

/// The profile's text and the rules.
#[derive(Clone, Copy)]
pub struct Bench<'a> {
    pub input: &'a Input,
    pub program: &'a Program,
}

impl Bench<'_> {
    /// The text with `--set` arguments behind its own edits.
    pub fn input_with<'s>(&self, sets: impl IntoIterator<Item = &'s str>) -> Input {
        sets.into_iter().fold(self.input.clone(), |input, set| input.with_set("--set", set))
    }

    /// The profile under the arguments; `None` where they are not ones that the format takes.
    pub fn profile<'s>(&self, sets: impl IntoIterator<Item = &'s str>) -> Option<Profile> {
        let profile::Draft { profile, found } = profile::read(&self.input_with(sets), self.program);
        profile.filter(|_| found.is_empty())
    }

    /// What scoring says of the profile under the arguments.
    pub fn verdict<'s>(&self, sets: impl IntoIterator<Item = &'s str>) -> Option<Verdict> {
        let profile = self.profile(sets)?;
        let services = spend::services(&profile, self.program).ok()?;
        Some(Verdict::of(self.program, &scoring::assess(&profile, self.program, &services)))
    }

    /// True where a rule asks for a signal to be no higher than a level: only then can a lower value help.
    pub fn may_lower(&self, signal: Signal) -> bool {
        let requires = self.program.tiers.iter().flat_map(|tier| &tier.requires).chain(&self.program.screening);
        let is_upper = |rule: &Requirement| rule.signal == signal && matches!(rule.bound, Bound::AtMost(_));
        requires.into_iter().any(is_upper)
    }
}

/// What is known of the profile before any change.
#[derive(Clone, Copy)]
pub struct Base<'b> {
    pub bench: Bench<'b>,
    pub profile: &'b Profile,
    pub services: &'b [Service<'b>],
    pub assessment: &'b Assessment<'b>,
}

impl<'b> Base<'b> {
    /// A signal's range.
    pub fn reading(&self, signal: Signal) -> &'b Reading<'b> {
        self.assessment.signals.of(signal)
    }

    /// True where the key is absent and its signal open for want of it.
    pub fn is_missing(&self, signal: Signal, key: &str) -> bool {
        self.reading(signal).missing.iter().any(|(missing, _)| missing == key)
    }
}

/// What scoring says, kept without the profile that it was said of. Tiers are named by their place in the program.
#[derive(Debug, Clone)]
pub struct Verdict {
    /// The assigned tier.
    pub assigned: Option<usize>,
    /// The tiers that may turn out to be the assigned one, the largest award first.
    pub open: Vec<usize>,
    /// Each rule's signal and status; those of screening have no tier.
    rules: Vec<(Option<usize>, Signal, Status)>,
}

impl Verdict {
    pub fn of(program: &Program, assessment: &Assessment<'_>) -> Self {
        let place = |id| program.tiers.iter().position(|tier| tier.id == id);
        let rule = |tier, finding: &Finding<'_>| (tier, finding.requirement.signal, finding.status);
        let screening = assessment.screening.findings.iter().map(|finding| rule(None, finding));
        let tiers = assessment.tier.findings.iter().map(|found| rule(place(found.tier.id.clone()), &found.finding));
        let rules: Vec<_> = screening.chain(tiers).collect();
        let assigned = assessment.tier.assigned.and_then(|tier| place(tier.id.clone()));
        let eligible = assessment.screening.eligible;
        let is_unmet = |tier| rules.iter().any(|(of, _, status)| *of == Some(tier) && *status == Status::Unmet);
        let above = assigned.unwrap_or(program.tiers.len());
        let mut open: Vec<usize> = (0..above).filter(|tier| eligible != Answer::No && !is_unmet(*tier)).collect();
        open.extend(assigned);
        Self { assigned, open, rules }
    }

    /// True where some of the signals meet what `tier` asks of them, and fail nothing that screening asks of them.
    pub fn meets(&self, tier: usize, signals: &[Signal]) -> bool {
        let own = self.rules.iter().filter(|(_, signal, _)| signals.contains(signal));
        own.filter(|(of, ..)| of.is_none_or(|of| of == tier)).all(|(of, _, status)| match of {
            Some(_) => *status == Status::Met,
            None => *status != Status::Unmet,
        })
    }
}
