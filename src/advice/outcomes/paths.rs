//! The paths of made and missed gates: what the award comes to on each, and with which probability.

use super::exact::Exact;
use super::gates::{GateOutlook, Standing};
use crate::evaluation::Evaluation;
use crate::id::{GateId, GrantId};
use crate::money::Usd;
use crate::program::OnMiss;

/// The most open gates whose paths are enumerated one by one where a miss costs its own tranche only.
pub const MOST_OPEN_GATES: usize = 12;

/// A distinct path of made and missed gates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path<'a> {
    /// The gates that are missed, in order of tranche; under removal the first alone, as no later one counts.
    pub missed: Vec<&'a GateId>,
    /// The tranches that fall.
    pub forfeited: Vec<GrantId>,
    /// What the tranches that are left are worth.
    pub award: Usd,
    /// The probability, if accepted; nothing where a gate that counts has none.
    pub probability: Option<Exact>,
}

/// The paths under a policy that no certainty rules out: the fewest and latest misses first. Their probabilities sum to
/// exactly 1.
pub fn paths<'a>(evaluation: &Evaluation<'a>, gates: &[GateOutlook<'a>], on_miss: OnMiss) -> Vec<Path<'a>> {
    let courses = match on_miss {
        OnMiss::Removed => removed(gates),
        OnMiss::TrancheOnly => tranche_only(gates),
    };
    let is_weighted = counting(gates, on_miss).iter().all(|gate| gate.standing.chance().is_some());
    let path = |course: Course<'a>| {
        let tranches = evaluation.tranches_if(&course.missed, on_miss);
        let (kept, lost): (Vec<_>, Vec<_>) = tranches.iter().partition(|grant| grant.life.likely.is_some());
        Path {
            missed: course.missed,
            forfeited: lost.iter().map(|grant| grant.id.clone()).collect(),
            award: kept.iter().map(|grant| grant.amount.likely).sum(),
            probability: is_weighted.then_some(course.weight),
        }
    };
    courses.into_iter().map(path).collect()
}

/// The open gates that decide anything under a policy: under removal, those ahead of the first certain miss.
pub fn counting<'g, 'a>(gates: &'g [GateOutlook<'a>], on_miss: OnMiss) -> Vec<&'g GateOutlook<'a>> {
    let is_ahead = |gate: &&GateOutlook<'_>| on_miss == OnMiss::TrancheOnly || gate.standing != Standing::Missed;
    let ahead = gates.iter().take_while(is_ahead);
    ahead.filter(|gate| matches!(gate.standing, Standing::Open(_))).collect()
}

/// A path under way: the gates missed so far and its weight, where a gate without a chance counts as even.
#[derive(Clone)]
struct Course<'a> {
    missed: Vec<&'a GateId>,
    weight: Exact,
}

impl<'a> Course<'a> {
    fn start() -> Self {
        Self { missed: Vec::new(), weight: Exact::one() }
    }

    fn made(&self, chance: &Exact) -> Self {
        Self { missed: self.missed.clone(), weight: self.weight.times(chance) }
    }

    fn missed(&self, gate: &'a GateId, chance: &Exact) -> Self {
        let missed = self.missed.iter().copied().chain([gate]).collect();
        Self { missed, weight: self.weight.times(&chance.complement()) }
    }
}

/// The chance of a gate that counts; one without a chance leaves the whole policy unweighted.
fn chance(gate: &GateOutlook<'_>) -> Exact {
    gate.standing.chance().unwrap_or_else(Exact::one)
}

/// Every gate is made, or one is the first to be missed.
fn removed<'a>(gates: &[GateOutlook<'a>]) -> Vec<Course<'a>> {
    let mut ended = Vec::new();
    let mut ahead = Course::start();
    for gate in counting(gates, OnMiss::Removed) {
        ended.push(ahead.missed(gate.id(), &chance(gate)));
        ahead = ahead.made(&chance(gate));
    }
    let certain = gates.iter().find(|gate| gate.standing == Standing::Missed);
    ended.push(certain.map_or_else(|| ahead.clone(), |gate| ahead.missed(gate.id(), &chance(gate))));
    ended.reverse();
    ended
}

/// Each gate that counts is made or missed on its own.
fn tranche_only<'a>(gates: &[GateOutlook<'a>]) -> Vec<Course<'a>> {
    gates.iter().fold(vec![Course::start()], |courses, gate| match gate.standing {
        Standing::Made | Standing::Declined => courses,
        Standing::Missed => courses.iter().map(|course| course.missed(gate.id(), &chance(gate))).collect(),
        Standing::Open(_) => {
            let chance = chance(gate);
            courses.iter().flat_map(|course| [course.made(&chance), course.missed(gate.id(), &chance)]).collect()
        }
    })
}
