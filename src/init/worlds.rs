//! Which question tells most: every company that the answers so far leave possible, and what becomes of it.

use crate::program::{Bound, Program, Requirement};
use crate::signal::{Level, Signal};

/// A signal as far as it is narrowed down: the lowest and the highest level that are left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    /// The lowest level left.
    pub least: Level,
    /// The highest level left.
    pub most: Level,
}

impl Range {
    /// The signal.
    pub const fn signal(self) -> Signal {
        self.least.signal()
    }

    /// True where one level is left.
    pub fn is_known(self) -> bool {
        self.least == self.most
    }

    fn levels(self) -> impl Iterator<Item = Level> {
        (self.least.rank()..=self.most.rank()).map(move |rank| self.signal().level(rank))
    }
}

/// A company of one level a signal, and the place of its tier: none where it is not eligible.
struct World {
    levels: Vec<Level>,
    tier: Option<usize>,
}

/// Every company that the ranges leave possible.
pub struct Worlds(Vec<World>);

impl Worlds {
    /// The companies of these ranges under a program.
    pub fn of(program: &Program, ranges: &[Range]) -> Self {
        let mut companies: Vec<Vec<Level>> = vec![Vec::new()];
        for range in ranges {
            let with = |levels: &Vec<Level>, level| levels.iter().copied().chain([level]).collect();
            companies =
                companies.iter().flat_map(|levels| range.levels().map(move |level| with(levels, level))).collect();
        }
        let world = |levels: Vec<Level>| World { tier: tier(program, &levels), levels };
        Self(companies.into_iter().map(world).collect())
    }

    /// How many pairs of companies with different tiers are left together by the question whether a signal is at least
    /// `level`. The fewer, the more it tells.
    pub fn left_together(&self, level: Level) -> usize {
        let is_above = |world: &World| world.levels.iter().any(|own| own.signal() == level.signal() && *own >= level);
        let (above, below): (Vec<&World>, Vec<&World>) = self.0.iter().partition(|world| is_above(world));
        pairs(&above).saturating_add(pairs(&below))
    }

    /// The pairs of companies with different tiers.
    pub fn pairs(&self) -> usize {
        pairs(&self.0.iter().collect::<Vec<_>>())
    }
}

/// Pairs of companies with different tiers, each counted from both ends.
fn pairs(worlds: &[&World]) -> usize {
    let mut tiers: Vec<(Option<usize>, usize)> = Vec::new();
    for world in worlds {
        match tiers.iter_mut().find(|(tier, _)| *tier == world.tier) {
            Some((_, count)) => *count = count.saturating_add(1),
            None => tiers.push((world.tier, 1)),
        }
    }
    let other = |count: usize| worlds.len().saturating_sub(count).saturating_mul(count);
    tiers.iter().map(|(_, count)| other(*count)).fold(0, usize::saturating_add)
}

/// The place of the highest tier that the levels meet, where screening lets them through.
fn tier(program: &Program, levels: &[Level]) -> Option<usize> {
    let holds = |requirement: &Requirement| {
        levels.iter().filter(|level| level.signal() == requirement.signal).all(|level| match requirement.bound {
            Bound::AtLeast(least) => *level >= least,
            Bound::AtMost(most) => *level <= most,
        })
    };
    if !program.screening.iter().all(holds) {
        return None;
    }
    program.tiers.iter().position(|tier| tier.requires.iter().all(holds))
}
