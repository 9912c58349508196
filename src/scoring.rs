//! What the facts support: signals, screening, the recommendation and the tier.

mod reading;
mod recommendation;
mod screening;
mod signals;
mod tier;

use std::borrow::Cow;

use crate::money::Usd;
use crate::profile::Profile;
use crate::program::{Bound, Program, Requirement, Tier};
use crate::signal::Level;
use crate::spend::Service;

pub use reading::{Note, Reading, Readings};
pub use recommendation::{Action, Recommendation};
pub use screening::{Answer, Screening};
pub use tier::{TierFinding, TierResult};

/// The name of a profile key.
pub type Key = Cow<'static, str>;

/// Everything that follows from the facts alone.
#[derive(Debug, Clone)]
pub struct Assessment<'a> {
    /// Each signal.
    pub signals: Readings<'a>,
    /// Whether the application passes the first filter.
    pub screening: Screening<'a>,
    /// What to do.
    pub recommendation: Recommendation<'a>,
    /// Which award.
    pub tier: TierResult<'a>,
}

/// Whether a requirement holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Status {
    /// The facts prove it.
    Met,
    /// The facts rule it out.
    Unmet,
    /// Facts are missing.
    Unknown,
}

impl Status {
    /// The word in every output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Unmet => "unmet",
            Self::Unknown => "unknown",
        }
    }
}

/// One requirement applied to the facts.
#[derive(Debug, Clone)]
pub struct Finding<'a> {
    /// The requirement.
    pub requirement: &'a Requirement,
    /// Whether it holds.
    pub status: Status,
    /// The highest level proved.
    pub proved: Level,
    /// The highest level not ruled out.
    pub possible: Level,
    /// The absent facts that would decide it.
    pub missing: Box<[Key]>,
    /// What about this profile bears on it.
    pub note: Option<Note<'a>>,
}

impl<'a> Finding<'a> {
    /// A requirement applied to a profile's signals.
    // Inlined, a finding is made in its place in the list; copied there, it would wait for its own bytes to be written.
    #[inline]
    #[must_use]
    pub fn new(requirement: &'a Requirement, signals: &Readings<'a>) -> Self {
        let reading = signals.of(requirement.signal);
        let Reading { proved, possible, note, .. } = *reading;
        let status = status(requirement.bound, proved, possible);
        let missing = if status == Status::Unknown { deciding(requirement.bound, reading) } else { Box::default() };
        Self { requirement, status, proved, possible, missing, note }
    }

    /// True where no line states the requirement, or the profile's own words or an assumed share bear on what was found.
    #[must_use]
    pub const fn is_assumed(&self) -> bool {
        self.requirement.citation.assumed || self.note.is_some()
    }

    /// What was needed, in words: `at least scale`.
    #[must_use]
    pub fn needed(&self) -> String {
        match self.requirement.bound {
            Bound::AtLeast(level) => ["at least ", level.name()].concat(),
            Bound::AtMost(level) => ["at most ", level.name()].concat(),
        }
    }

    /// What was found, in words: `scale`, or `none to partial` where facts are missing.
    #[must_use]
    pub fn found(&self) -> Cow<'static, str> {
        if self.proved == self.possible {
            Cow::Borrowed(self.proved.name())
        } else if self.proved.rank() == 0 && self.possible == self.possible.signal().highest() {
            Cow::Borrowed("unknown")
        } else {
            Cow::Owned(format!("{} to {}", self.proved, self.possible))
        }
    }

    /// Why the rule stands, and what about this profile bears on it.
    #[must_use]
    pub fn why(&self) -> Cow<'a, str> {
        let why = self.requirement.citation.why.as_str();
        self.note.map_or(Cow::Borrowed(why), |note| Cow::Owned(format!("{why}; {note}")))
    }
}

/// Whether a signal between two levels keeps a bound.
fn status(bound: Bound, proved: Level, possible: Level) -> Status {
    let (is_met, is_unmet) = match bound {
        Bound::AtLeast(level) => (proved >= level, possible < level),
        Bound::AtMost(level) => (possible <= level, proved > level),
    };
    match (is_met, is_unmet) {
        (true, _) => Status::Met,
        (false, true) => Status::Unmet,
        (false, false) => Status::Unknown,
    }
}

/// The absent facts that could bring a signal to a bound, or beyond one that is an upper one.
fn deciding(bound: Bound, reading: &Reading<'_>) -> Box<[Key]> {
    let bears_on = |top: Level| match bound {
        Bound::AtLeast(level) => top >= level,
        Bound::AtMost(level) => top > level,
    };
    reading.missing.iter().filter(|(_, top)| bears_on(*top)).map(|(key, _)| key.clone()).collect()
}

/// Assesses a profile. `services` are the profile's own.
#[must_use]
pub fn assess<'a>(profile: &Profile, program: &'a Program, services: &[Service<'_>]) -> Assessment<'a> {
    let signals = Readings::new(|signal| signals::derive(signal, profile, &program.signals, services));
    let screening = screening::screen(program, &signals);
    let tier = tier::assign(profile, program, &signals, screening.eligible);
    let recommendation = recommendation::recommend(profile, program, screening.eligible);
    Assessment { signals, screening, recommendation, tier }
}

impl Assessment<'_> {
    /// The award of the tier that the plan follows.
    #[must_use]
    pub fn award(&self) -> Option<Usd> {
        self.tier.followed.map(|tier: &Tier| tier.award.value)
    }

    /// The keys of the profile whose absence leaves eligibility or the tier open, sorted.
    #[must_use]
    pub fn missing_keys(&self) -> Vec<&str> {
        let is_open = self.screening.eligible == Answer::Unknown;
        let screening = self.screening.findings.iter().filter(|_| is_open).flat_map(|finding| &finding.missing);
        let mut keys: Vec<&str> = screening.chain(&self.tier.missing).map(AsRef::as_ref).collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    /// Why to do what is recommended, one sentence each.
    #[must_use]
    pub fn reasons(&self) -> Vec<String> {
        self.recommendation.reasons(&self.screening)
    }
}

/// True where the hedging service takes more than its share in some plan month, whatever else is known.
pub(crate) fn is_hedged(profile: &Profile, program: &Program, services: &[Service<'_>]) -> bool {
    signals::hedged_month(profile, &program.signals.commitment, services).is_some()
}

/// True where facts do not rule out what a grant takes.
pub(crate) fn may_hold(requirements: &[Requirement], assessment: &Assessment<'_>) -> bool {
    requirements.iter().all(|requirement| Finding::new(requirement, &assessment.signals).status != Status::Unmet)
}
