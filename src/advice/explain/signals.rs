//! Each signal: what the profile says, where that stands on the scale, and every threshold that bears on it.

mod commitment;
mod facts;
mod projection;
mod traction;

use crate::evaluation::Evaluation;
use crate::money::Usd;
use crate::program::{Backing, Citation, SignalRule, Value, bare_name};
use crate::scoring::{Key, Reading, Status};
use crate::signal::{Level, Signal};

/// Ranks of backing, which are derived and not written.
const NAMED: u8 = 1;
const TIER_1: u8 = 2;

/// One signal, from the facts to its place on the scale.
#[derive(Debug)]
pub struct SignalStep<'e, 'a> {
    /// The range that the facts leave.
    pub reading: &'e Reading<'a>,
    /// The signal's place in the program.
    pub rule: Option<&'a SignalRule>,
    /// What the profile says.
    pub facts: Vec<Fact<'a>>,
    /// What proves a level, the highest first; none where the profile states the level itself.
    pub ways: Vec<Way<'a>>,
}

/// What the profile says under one key.
#[derive(Debug)]
pub struct Fact<'a> {
    /// The key.
    pub key: Key,
    /// What is stated; `None` where the key is absent.
    pub value: Option<Value<'a>>,
}

/// One way to prove a level: every threshold of it has to hold. Several ways to one level are alternatives.
#[derive(Debug)]
pub struct Way<'a> {
    /// The level that it proves.
    pub level: Level,
    /// What it takes, at least one.
    pub thresholds: Vec<Threshold<'a>>,
}

/// Which side of a threshold is the good one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// What is found has to be at least this.
    AtLeast,
    /// What is found has to be at most this.
    AtMost,
    /// What is found has to be one of these.
    OneOf,
}

/// A threshold of the program, applied to a fact.
#[derive(Debug)]
pub struct Threshold<'a> {
    /// The profile key that states the fact.
    pub key: Key,
    /// What is measured, in words.
    pub what: String,
    /// Which side is the good one.
    pub side: Side,
    /// What is needed.
    pub needed: Value<'a>,
    /// What is found; `None` where the fact is absent.
    pub found: Option<Value<'a>>,
    /// What is found lacks this much; `None` where it lacks nothing that can be counted.
    pub gap: Option<Value<'a>>,
    /// Whether it holds.
    pub status: Status,
    /// What else about this profile bears on it.
    pub detail: Option<String>,
    /// The value of the program that sets it.
    pub citation: &'a Citation,
}

/// Every signal in the order of [`Signal::ALL`].
pub fn walk<'e, 'a>(evaluation: &'e Evaluation<'a>) -> Vec<SignalStep<'e, 'a>> {
    let rules = &evaluation.program.signals;
    let step = |reading: &'e Reading<'a>| {
        let signal = reading.signal();
        let rule = rules.rule(signal);
        let ways = rule.map_or_else(Vec::new, |rule| ways(evaluation, reading, rule));
        SignalStep { reading, rule, facts: facts::of(evaluation, signal), ways }
    };
    evaluation.assessment.signals.iter().map(step).collect()
}

fn ways<'a>(evaluation: &Evaluation<'a>, reading: &Reading<'_>, rule: &'a SignalRule) -> Vec<Way<'a>> {
    let Evaluation { profile, program, .. } = evaluation;
    match reading.signal() {
        Signal::Backing => backing(profile.funding.backers.as_deref(), &program.signals.backing, rule),
        Signal::Commitment => commitment::ways(evaluation, reading, rule),
        Signal::Traction => traction::ways(&profile.traction, &program.signals.traction, rule),
        Signal::Projection => projection::ways(evaluation, rule),
        Signal::Stage | Signal::Product | Signal::Team | Signal::Poc | Signal::Engagement => Vec::new(),
    }
}

fn backing<'a>(backers: Option<&'a [String]>, rules: &'a Backing, rule: &'a SignalRule) -> Vec<Way<'a>> {
    const KEY: Key = Key::Borrowed("funding.backers");
    let listed = backers.map(|backers| {
        let listed = backers.iter().filter(|name| rules.tier_1.value.contains(&bare_name(name)));
        listed.map(String::as_str).collect::<Vec<_>>()
    });
    let detail = listed.as_ref().filter(|listed| !listed.is_empty()).map(|listed| listed.join(", "));
    let length = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
    let tier_1 = Threshold::count(KEY, "investors on the tier-1 list", 1, listed.map(|listed| length(listed.len())));
    let named = Threshold::count(KEY, "institutional investors", 1, backers.map(|backers| length(backers.len())));
    let way = |rank: u8, threshold| Way { level: Signal::Backing.level(rank), thresholds: vec![threshold] };
    vec![
        way(TIER_1, Threshold { detail, ..tier_1.set_by(&rules.tier_1.citation) }),
        way(NAMED, named.set_by(&rule.citation)),
    ]
}

impl<'a> SignalStep<'_, 'a> {
    /// The citations of what took part: the signal's own, and the thresholds whose fact is stated.
    pub(super) fn cited(&self) -> impl Iterator<Item = &'a Citation> {
        let stated = self.ways.iter().flat_map(|way| &way.thresholds).filter(|threshold| threshold.found.is_some());
        self.rule.map(|rule| &rule.citation).into_iter().chain(stated.map(|threshold| threshold.citation))
    }

    /// The ways to prove a level.
    pub fn ways_to(&self, level: Level) -> impl Iterator<Item = &Way<'a>> {
        self.ways.iter().filter(move |way| way.level == level)
    }
}

impl Way<'_> {
    /// Whether every threshold holds.
    #[must_use]
    pub fn status(&self) -> Status {
        let any = |status| self.thresholds.iter().any(|threshold| threshold.status == status);
        if any(Status::Unmet) {
            Status::Unmet
        } else if any(Status::Unknown) {
            Status::Unknown
        } else {
            Status::Met
        }
    }
}

/// A threshold before it is told which value of the program sets it.
struct Measure<'a> {
    key: Key,
    what: String,
    side: Side,
    needed: Value<'a>,
    found: Option<Value<'a>>,
    gap: Option<Value<'a>>,
    status: Status,
}

impl<'a> Measure<'a> {
    fn set_by(self, citation: &'a Citation) -> Threshold<'a> {
        let Self { key, what, side, needed, found, gap, status } = self;
        Threshold { key, what, side, needed, found, gap, status, detail: None, citation }
    }
}

impl<'a> Threshold<'a> {
    /// At least so many.
    fn count(key: Key, what: impl Into<String>, needed: u64, found: Option<u64>) -> Measure<'a> {
        let gap = found.and_then(|found| needed.checked_sub(found)).filter(|gap| *gap > 0);
        Measure {
            key,
            what: what.into(),
            side: Side::AtLeast,
            needed: Value::Count(needed),
            found: found.map(Value::Count),
            gap: gap.map(Value::Count),
            status: holds(found.map(|found| found >= needed)),
        }
    }

    /// At least such an amount.
    fn amount(key: Key, what: impl Into<String>, needed: Usd, found: Option<Usd>) -> Measure<'a> {
        let gap = found.map(|found| needed.less(found)).filter(|gap| !gap.is_zero());
        Measure {
            key,
            what: what.into(),
            side: Side::AtLeast,
            needed: Value::Amount(needed),
            found: found.map(Value::Amount),
            gap: gap.map(Value::Amount),
            status: holds(found.map(|found| found >= needed)),
        }
    }
}

/// The status of a condition that may be open.
fn holds(truth: Option<bool>) -> Status {
    truth.map_or(Status::Unknown, |truth| if truth { Status::Met } else { Status::Unmet })
}
