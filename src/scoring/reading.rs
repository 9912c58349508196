//! What the facts say of one signal, and what else of the profile bears on it.

use std::fmt;

use super::Key;
use crate::calendar::YearMonth;
use crate::program::Commitment;
use crate::signal::{Level, Signal};

/// A signal as far as the facts prove it: a range, of one level when it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading<'a> {
    /// The highest level that the facts prove.
    pub proved: Level,
    /// The highest level that the facts do not rule out.
    pub possible: Level,
    /// The absent facts, each with the highest level that it could prove.
    pub missing: Box<[(Key, Level)]>,
    /// Why the range is not what the plain fact says.
    pub note: Option<Note<'a>>,
}

impl Reading<'_> {
    /// The signal.
    #[must_use]
    pub const fn signal(&self) -> Signal {
        self.proved.signal()
    }

    /// The absent facts that could raise the signal above what is proved.
    pub fn missing_keys(&self) -> impl Iterator<Item = &Key> {
        self.missing.iter().filter(|(_, top)| *top > self.proved).map(|(key, _)| key)
    }

    pub(super) fn known(level: Level) -> Self {
        Self { proved: level, possible: level, missing: Box::default(), note: None }
    }

    pub(super) fn unknown(signal: Signal, key: impl Into<Key>) -> Self {
        let missing = Box::new([(key.into(), signal.highest())]);
        Self { proved: signal.lowest(), possible: signal.highest(), missing, note: None }
    }

    pub(super) fn of(fact: Option<Level>, signal: Signal, key: &'static str) -> Self {
        fact.map_or_else(|| Self::unknown(signal, key), Self::known)
    }
}

/// Each signal of a profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Readings<'a>([Reading<'a>; Signal::ALL.len()]);

impl<'a> Readings<'a> {
    /// What `read` says of each signal.
    pub(super) fn new(read: impl Fn(Signal) -> Reading<'a>) -> Self {
        Self(Signal::ALL.map(read))
    }

    /// One signal.
    #[must_use]
    pub const fn of(&self, signal: Signal) -> &Reading<'a> {
        let [stage, product, team, backing, commitment, poc, traction, projection, engagement] = &self.0;
        match signal {
            Signal::Stage => stage,
            Signal::Product => product,
            Signal::Team => team,
            Signal::Backing => backing,
            Signal::Commitment => commitment,
            Signal::Poc => poc,
            Signal::Traction => traction,
            Signal::Projection => projection,
            Signal::Engagement => engagement,
        }
    }

    /// Every signal, in the order of [`Signal::ALL`].
    pub fn iter(&self) -> impl Iterator<Item = &Reading<'a>> {
        self.0.iter()
    }
}

/// What of a profile bears on a signal besides the plain fact. Its words are those of every output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Note<'a> {
    /// The hedging service takes more than its share of the spend on both.
    Hedged {
        /// The first plan month in which it does.
        month: YearMonth,
        /// The rules that say so.
        rules: &'a Commitment,
    },
    /// A validation is stated in the profile's own words.
    Declared,
}

impl fmt::Display for Note<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (month, rules) = match self {
            Self::Hedged { month, rules } => (month, rules),
            Self::Declared => return out.write_str("other validation is declared* in the profile's own words"),
        };
        let (hedging, committed) = (&rules.hedging_service.value, &rules.committed_service.value);
        let (share, most) = (rules.hedge_share.value.normalize(), &rules.hedged_at_most);
        write!(
            out,
            "hedged: {hedging} is above {share} of the spend on {committed} and {hedging} in {month}, \
             which counts as {} at most{}",
            most.value,
            most.citation.places()
        )
    }
}
