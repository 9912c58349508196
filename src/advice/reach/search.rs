//! The minimal sets of changes, found exactly.
//!
//! A *pick* names for each fact the change taken, or none. A pick is minimal for a tier when it assigns that tier or a
//! higher one, and no longer does with any one change left out or weakened.
//!
//! Which signals a fact bears on never depends on the facts of another *group*, so what a minimal pick holds of a group
//! is itself minimal for what some tier and screening ask of that group's signals: if less of it did, less of the whole
//! would assign that tier. So it is enough to try every pick of each group, to combine what is minimal there, tier by
//! tier, and to keep those combinations that are minimal when they are applied as a whole.

use std::collections::BTreeMap;

use super::bench::{Base, Bench, Verdict};
use super::facts::{Fact, Place};
use crate::signal::Signal;

/// Signals that share facts.
const GROUPS: [&[Signal]; 7] = [
    &[Signal::Stage],
    &[Signal::Product],
    &[Signal::Team],
    &[Signal::Backing],
    &[Signal::Commitment, Signal::Projection],
    &[Signal::Poc],
    &[Signal::Traction],
];

/// The change taken of each fact, by the place of its answer; facts without a change are not in it.
pub type Pick = BTreeMap<usize, usize>;

/// The search under way.
pub struct Search<'s> {
    bench: Bench<'s>,
    facts: &'s [Fact],
    groups: Vec<Group>,
    /// The tier that each pick tried so far assigns.
    assigned: BTreeMap<Pick, Option<usize>>,
}

/// Every pick of a group's facts, with what scoring says of it.
struct Group {
    signals: &'static [Signal],
    picks: BTreeMap<Pick, Verdict>,
}

impl<'s> Search<'s> {
    /// Tries every pick of each group.
    pub fn new(base: &Base<'s>, facts: &'s [Fact]) -> Self {
        let bench = base.bench;
        let group = |signals: &'static [Signal]| {
            let mut picks = vec![Pick::new()];
            for (at, fact) in facts.iter().enumerate().filter(|(_, fact)| signals.contains(&fact.signal)) {
                let may_lower = signals.iter().any(|signal| bench.may_lower(*signal));
                let answers = fact.answers.iter().enumerate();
                let usable = answers.filter(|(_, answer)| may_lower || answer.place == Place::Above);
                let changed = usable.flat_map(|(answer, _)| picks.iter().map(move |pick| with(pick, at, Some(answer))));
                let changed: Vec<Pick> = changed.collect();
                picks.extend(changed);
            }
            let tried = |pick: Pick| Some((pick.clone(), bench.verdict(sets(facts, &pick))?));
            Group { signals, picks: picks.into_iter().filter_map(tried).collect() }
        };
        Self { bench, facts, groups: GROUPS.into_iter().map(group).collect(), assigned: BTreeMap::new() }
    }

    /// Every minimal pick for the tier at a place of the program, each with the place of the tier that it assigns.
    pub fn minimal(&mut self, tier: usize) -> Vec<(Pick, usize)> {
        let mut candidates: Vec<Pick> = (0..=tier).flat_map(|tier| self.combined(tier)).collect();
        candidates.sort_unstable();
        candidates.dedup();
        let minimal = candidates.into_iter().filter_map(|pick| {
            let assigned = self.assigned(&pick).filter(|assigned| *assigned <= tier)?;
            let needs_all = less(self.facts, &pick).all(|less| self.assigned(&less).is_none_or(|less| less > tier));
            needs_all.then_some((pick, assigned))
        });
        minimal.collect()
    }

    /// What is minimal of each group for a tier, in every combination.
    fn combined(&self, tier: usize) -> Vec<Pick> {
        self.groups.iter().fold(vec![Pick::new()], |combined, group| {
            let own = group.minimal(self.facts, tier);
            let join = |pick: &Pick| {
                let joined = |own: &Pick| pick.iter().chain(own).map(|(fact, answer)| (*fact, *answer)).collect();
                own.iter().map(joined).collect::<Vec<Pick>>()
            };
            combined.iter().flat_map(join).collect()
        })
    }

    /// The place of the tier that a pick assigns, applied as a whole.
    fn assigned(&mut self, pick: &Pick) -> Option<usize> {
        if let Some(assigned) = self.assigned.get(pick) {
            return *assigned;
        }
        let assigned = self.bench.verdict(sets(self.facts, pick)).and_then(|verdict| verdict.assigned);
        self.assigned.insert(pick.clone(), assigned);
        assigned
    }
}

impl Group {
    /// The picks that do what a tier and screening ask of the group's signals, and with less do not.
    fn minimal(&self, facts: &[Fact], tier: usize) -> Vec<Pick> {
        let meets = |pick: &Pick| self.picks.get(pick).is_some_and(|verdict| verdict.meets(tier, self.signals));
        let is_minimal = |pick: &&Pick| meets(pick) && !less(facts, pick).any(|less| meets(&less));
        self.picks.keys().filter(is_minimal).cloned().collect()
    }
}

/// The arguments of a pick, in the order of the facts.
pub fn sets<'f>(facts: &'f [Fact], pick: &Pick) -> Vec<&'f str> {
    let answers = pick.iter().filter_map(|(fact, answer)| facts.get(*fact)?.answers.get(*answer));
    answers.flat_map(|answer| answer.set.iter().map(String::as_str)).collect()
}

/// The pick with another answer to one fact, or none.
fn with(pick: &Pick, fact: usize, answer: Option<usize>) -> Pick {
    let mut changed = pick.clone();
    match answer {
        Some(answer) => changed.insert(fact, answer),
        None => changed.remove(&fact),
    };
    changed
}

/// The picks that ask for less at one fact: the change left out, or weakened.
fn less<'f>(facts: &'f [Fact], pick: &'f Pick) -> impl Iterator<Item = Pick> + 'f {
    pick.iter().flat_map(move |(at, answer)| {
        let weaker = facts.get(*at).into_iter().flat_map(|fact| fact.weaker(*answer)).map(Some);
        std::iter::once(None).chain(weaker).map(move |weaker| with(pick, *at, weaker))
    })
}
