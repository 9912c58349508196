//! Profiles that a founder might write, the odd ones among them.

mod actuals;
mod amount;
mod facts;
mod plan;
mod spend;

use super::written::Written;
use crate::model::profile::{Expected, Profile};
use proptest::prelude::*;

pub use plan::GATES;
pub use spend::KNOWN;

/// Whole profiles whose plan is at most so many days long, or of the usual 730, and the hand that writes them down.
///
/// Each can be read; an evaluation may still refuse one: spend that grows out of bounds, an acceptance without a tier, a
/// tranche that the award does not have.
pub fn written(longest: i64) -> impl Strategy<Value = Written> {
    (profiles(longest), any::<u64>()).prop_map(|(profile, hand)| Written { profile, hand })
}

fn profiles(longest: i64) -> impl Strategy<Value = Profile> {
    let facts = (facts::companies(), facts::traction(), facts::bedrock(), amount::chance(8));
    let planned = plan::plans(longest).prop_flat_map(|plan| {
        let held = plan::held(plan.start);
        (Just(plan), held)
    });
    let future = (planned, plan::offers(), plan::milestones(), actuals::actuals());
    (facts, spend::services(), future).prop_map(|(facts, services, (planned, offer, mut milestones, actuals))| {
        let (company, traction, bedrock, is_prodigy) = facts;
        let (plan, held) = planned;
        let filed = plan.accelerator_filed.unwrap_or(0);
        for (_, milestone) in &mut milestones {
            if let Some(Expected::On(day)) = &mut milestone.expected {
                *day += filed;
            }
        }
        let actuals = actuals.filed(filed);
        let (decision, actual_grants) = (actuals.decision, actuals.grants);
        let profile =
            Profile { company, traction, bedrock, services, plan, offer, milestones, held, decision, actual_grants };
        if is_prodigy { facts::prodigy(profile) } else { profile }
    })
}
