//! Late dates and small amounts on one side, early dates and large amounts on the other (§1, §5).

use super::runner::{Sample, Verdict, for_each};
use crate::model::profile::{Decision, Expected, Profile};
use proptest::prelude::*;
use stackplan::band::{Band, Case};
use stackplan::position::Position;

/// Granted is cautious ≤ likely ≤ best on every day, unless the decision is open and a gate is expected on a date.
///
/// Every amount of §5 rises from cautious to best, every day falls, what has happened is the same in all cases, and the
/// later of two such days ("never before the tranche ahead") keeps the order. So only a forfeiture can turn it round.
/// A gate is missed when `done` is above the cautious `due` of all cases, so the cases can differ in that only where
/// `done` differs: where it is a date less an acceptance day that differs, which it does while the decision is open.
/// There an early yes can miss what a late one meets (`profiles/missed-gate.toml`). Where all cases forfeit the same
/// tranches the order holds even then: the three days of issue are max(accepted + due, …) ≥ the date = the best case's.
#[test]
fn granted_rises_from_cautious_to_best_unless_a_dated_gate_is_missed_in_some_cases_only() {
    for_each("bands", Sample { cases: 500, longest: 900 }, |written, evaluation| {
        in_order(&evaluation.not_accepted)?;
        let forfeits_the_same =
            evaluation.timeline.grants.iter().all(|grant| grant.life.map(|life| life.is_some()).is_same());
        if !may_differ(&written.profile) {
            prop_assert!(forfeits_the_same, "the cases forfeit different tranches");
        }
        if forfeits_the_same { in_order(&evaluation.accepted) } else { Ok(()) }
    });
}

fn may_differ(profile: &Profile) -> bool {
    let is_dated = |expected: Option<Expected>| matches!(expected, Some(Expected::On(_)));
    matches!(profile.decision, Decision::None) && profile.milestones.iter().any(|(_, one)| is_dated(one.expected))
}

fn in_order(positions: &Band<Position<'_>>) -> Verdict {
    for row in positions.get(Case::Likely).rows() {
        let granted = |case| positions.get(case).at(row.day).granted;
        let [cautious, likely, best] = Case::ALL.map(granted);
        prop_assert!(cautious <= likely && likely <= best, "day {}: {cautious}, {likely}, {best}", row.day);
    }
    Ok(())
}
