//! What the facts support: signals, screening, the recommendation and the tier.

mod recommendation;
mod screening;
mod signals;
mod tier;

use std::borrow::Cow;

use crate::money::Usd;
use crate::profile::Profile;
use crate::program::{Bound, Program, Requirement, Tier};
use crate::signal::{Level, Signal};
use crate::spend::Service;

pub use recommendation::{Action, Recommendation};
pub use screening::{Answer, Screening};
pub use tier::{TierFinding, TierResult};

/// The name of a profile key.
pub type Key = Cow<'static, str>;

/// Everything that follows from the facts alone.
#[derive(Debug, Clone)]
pub struct Assessment<'a> {
    /// Each signal, in the order of [`Signal::ALL`].
    pub signals: Vec<Reading>,
    /// Whether the application passes the first filter.
    pub screening: Screening<'a>,
    /// What to do.
    pub recommendation: Recommendation,
    /// Which award.
    pub tier: TierResult<'a>,
}

/// A signal as far as the facts prove it: a range, of one level when it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The highest level that the facts prove.
    pub proved: Level,
    /// The highest level that the facts do not rule out.
    pub possible: Level,
    /// The absent facts, each with the highest level that it could prove.
    pub missing: Vec<(Key, Level)>,
    /// Why the range is not what the plain fact says.
    pub note: Option<String>,
}

impl Reading {
    /// The signal.
    #[must_use]
    pub const fn signal(&self) -> Signal {
        self.proved.signal()
    }

    /// The absent facts that could raise the signal above what is proved.
    pub fn missing_keys(&self) -> impl Iterator<Item = &Key> {
        self.missing.iter().filter(|(_, top)| *top > self.proved).map(|(key, _)| key)
    }

    const fn known(level: Level) -> Self {
        Self { proved: level, possible: level, missing: Vec::new(), note: None }
    }

    fn unknown(signal: Signal, key: impl Into<Key>) -> Self {
        let missing = vec![(key.into(), signal.highest())];
        Self { proved: signal.lowest(), possible: signal.highest(), missing, note: None }
    }

    fn of(fact: Option<Level>, signal: Signal, key: &'static str) -> Self {
        fact.map_or_else(|| Self::unknown(signal, key), Self::known)
    }
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
    pub missing: Vec<Key>,
    /// What about this profile bears on it.
    pub note: Option<String>,
}

impl<'a> Finding<'a> {
    /// A requirement applied to a profile's signals.
    #[must_use]
    pub fn new(requirement: &'a Requirement, signals: &[Reading]) -> Self {
        let signal = requirement.signal;
        let reading = signals.iter().find(|reading| reading.signal() == signal);
        let (proved, possible) =
            reading.map_or((signal.lowest(), signal.highest()), |reading| (reading.proved, reading.possible));
        let (status, level) = match requirement.bound {
            Bound::AtLeast(level) if proved >= level => (Status::Met, level),
            Bound::AtLeast(level) if possible < level => (Status::Unmet, level),
            Bound::AtMost(level) if possible <= level => (Status::Met, level),
            Bound::AtMost(level) if proved > level => (Status::Unmet, level),
            Bound::AtLeast(level) | Bound::AtMost(level) => (Status::Unknown, level),
        };
        let bears_on = |top: Level| match requirement.bound {
            Bound::AtLeast(_) => top >= level,
            Bound::AtMost(_) => top > level,
        };
        let absent = reading.map_or([].as_slice(), |reading| &reading.missing);
        let open = if status == Status::Unknown { absent } else { &[] };
        let missing = open.iter().filter(|(_, top)| bears_on(*top)).map(|(key, _)| key.clone()).collect();
        let note = reading.and_then(|reading| reading.note.clone());
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
        self.note.as_ref().map_or(Cow::Borrowed(why), |note| Cow::Owned(format!("{why}; {note}")))
    }
}

/// Assesses a profile. `services` are the profile's own.
#[must_use]
pub fn assess<'a>(profile: &'a Profile, program: &'a Program, services: &[Service<'_>]) -> Assessment<'a> {
    let signals = signals::derive(profile, program, services);
    let screening = screening::screen(program, &signals);
    let tier = tier::assign(profile, program, &signals, screening.eligible);
    let recommendation = recommendation::recommend(profile, program, &screening);
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

    /// A signal's range.
    #[must_use]
    pub fn signal(&self, signal: Signal) -> Option<&Reading> {
        self.signals.iter().find(|reading| reading.signal() == signal)
    }
}

/// True where the hedging service takes more than its share in some plan month, whatever else is known.
pub(crate) fn is_hedged(profile: &Profile, program: &Program, services: &[Service<'_>]) -> bool {
    signals::hedged_month(profile, &program.signals, services).is_some()
}

/// True where facts do not rule out what a grant takes.
pub(crate) fn may_hold(requirements: &[Requirement], assessment: &Assessment<'_>) -> bool {
    requirements.iter().all(|requirement| Finding::new(requirement, &assessment.signals).status != Status::Unmet)
}
