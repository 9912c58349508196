//! What a cliff is a change of: the verdict, the tier and the grants that are released, without any settlement.

use super::thresholds::deadline_name;
use crate::band::Case;
use crate::document::Input;
use crate::evaluation::Evaluation;
use crate::id::{GrantId, TierId};
use crate::money::Usd;
use crate::profile::Profile;
use crate::program::{Program, Tier};
use crate::scoring::{self, Action, Answer, Assessment};
use crate::signal::{Level, Signal};
use crate::spend;
use crate::timeline::{self, Timeline};

/// What the facts and the gates decide.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// Whether screening passes.
    pub eligible: Answer,
    /// What to do.
    pub action: Action,
    /// The highest tier that the facts prove.
    pub assigned: Option<TierId>,
    /// The highest tier that they do not rule out.
    pub possible: Option<TierId>,
    /// The award that the plan follows.
    pub award: Option<Usd>,
    /// The grants that are released, in the order of the plan.
    pub grants: Vec<GrantId>,
    /// Each signal's range; it explains an outcome and is no part of it.
    pub signals: Vec<SignalRange>,
    /// The names of the deadlines that apply, as [`super::Threshold::name`] has them; no part of the outcome either.
    pub(super) deadlines: Vec<String>,
}

/// What the facts prove of a signal, and what they do not rule out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SignalRange {
    /// The signal.
    pub signal: Signal,
    /// The highest level proved.
    pub proved: Level,
    /// The highest level not ruled out.
    pub possible: Level,
}

impl std::fmt::Display for SignalRange {
    /// `scale`, or `none to partial`.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.proved == self.possible {
            true => write!(out, "{}", self.proved),
            false => write!(out, "{} to {}", self.proved, self.possible),
        }
    }
}

impl Outcome {
    /// The outcome of an evaluation in a case.
    #[must_use]
    pub fn of(evaluation: &Evaluation<'_>, case: Case) -> Self {
        Self::from_parts(&evaluation.assessment, &evaluation.timeline, case)
    }

    /// The outcome of a profile's text with its edits; `None` where it is no valid profile.
    pub(super) fn probe(input: &Input, program: &Program, case: Case) -> Option<Self> {
        let profile = Profile::parse(input, program).ok()?;
        let services = spend::services(&profile, program).ok()?;
        let assessment = scoring::assess(&profile, program, &services);
        let timeline = timeline::lay_out(&profile, program, &services, &assessment).ok()?;
        Some(Self::from_parts(&assessment, &timeline, case))
    }

    fn from_parts(assessment: &Assessment<'_>, timeline: &Timeline<'_>, case: Case) -> Self {
        let released = timeline.grants.iter().filter(|grant| grant.life.get(case).is_some());
        let signals = assessment.signals.iter();
        Self {
            eligible: assessment.screening.eligible,
            action: assessment.recommendation.action,
            assigned: assessment.tier.assigned.map(|tier| tier.id.clone()),
            possible: assessment.tier.possible.map(|tier| tier.id.clone()),
            award: assessment.award(),
            grants: released.map(|grant| grant.id.clone()).collect(),
            signals: signals
                .map(|reading| SignalRange {
                    signal: reading.signal(),
                    proved: reading.proved,
                    possible: reading.possible,
                })
                .collect(),
            deadlines: deadlines(assessment, timeline),
        }
    }

    /// True for the same verdict, tier and released grants.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        let verdict = |one: &Self| (one.eligible, one.action);
        verdict(self) == verdict(other)
            && self.assigned == other.assigned
            && self.possible == other.possible
            && self.grants == other.grants
    }

    /// The signals whose range is another in `other`, as they are here and there.
    #[must_use]
    pub fn changed_signals(&self, other: &Self) -> Vec<(SignalRange, SignalRange)> {
        let pairs = self.signals.iter().zip(&other.signals);
        pairs.filter(|(one, other)| one != other).map(|(one, other)| (*one, *other)).collect()
    }
}

fn deadlines(assessment: &Assessment<'_>, timeline: &Timeline<'_>) -> Vec<String> {
    let tranches = timeline.gates.len().saturating_add(1);
    let of = |tier: &Tier| timeline.gates.iter().map(|gate| deadline_name(&tier.id, tranches, gate.id())).collect();
    assessment.tier.followed.map(of).unwrap_or_default()
}
