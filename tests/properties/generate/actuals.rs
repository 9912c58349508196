//! What has happened: a decision, gates met, grants issued or declined.

use super::amount::{credit, gate_days, maybe};
use super::plan::GATES;
use crate::model::profile::{ActualGrant, Decision, Outcome};
use proptest::prelude::*;
use proptest::sample::select;

/// A decision, on a day counted from the filing day of the accelerator.
#[derive(Debug, Clone)]
pub struct Actuals {
    pub decision: Decision,
    pub grants: Vec<ActualGrant>,
}

impl Actuals {
    /// With days counted from day 0, for an application filed on day `filed`.
    pub fn filed(mut self, filed: i64) -> Self {
        let decided_on = match &mut self.decision {
            Decision::None => None,
            Decision::Rejected { decided } => {
                *decided += filed;
                None
            }
            Decision::Accepted { decided, met, .. } => {
                *decided += filed;
                met.iter_mut().for_each(|(_, day)| *day += *decided);
                Some(*decided)
            }
        };
        self.grants.retain_mut(|grant| match (grant.id.starts_with("accelerator-"), decided_on) {
            (false, _) => true,
            (true, None) => false,
            (true, Some(decided)) => {
                if let Outcome::Issued { day, .. } = &mut grant.outcome {
                    *day += decided;
                }
                true
            }
        });
        self
    }
}

pub fn actuals() -> impl Strategy<Value = Actuals> {
    (decisions(), grants()).prop_map(|(decision, grants)| Actuals { decision, grants })
}

fn decisions() -> impl Strategy<Value = Decision> {
    let days = || prop_oneof![1 => Just(0_i64), 3 => 0..=150_i64];
    let tier =
        select(vec!["floor", "lower-median", "median", "median", "upper-median", "upper-median", "ceiling", "ceiling"]);
    let met = GATES.map(|gate| maybe(40, gate_days(gate)));
    let accepted = (days(), maybe(90, tier), met).prop_map(|(decided, tier, met)| {
        let met = GATES.into_iter().zip(met).filter_map(|(gate, day)| Some((gate, day?))).collect();
        Decision::Accepted { decided, tier, met }
    });
    prop_oneof![
        9 => Just(Decision::None),
        9 => accepted,
        1 => days().prop_map(|decided| Decision::Rejected { decided }),
    ]
}

/// Issue days count from day 0, an accelerator's from the decision.
fn grants() -> impl Strategy<Value = Vec<ActualGrant>> {
    let likelihoods = [
        ("portfolio", 15),
        ("build", 15),
        ("bedrock-poc", 15),
        ("anthropic", 10),
        ("accelerator-1", 45),
        ("accelerator-2", 35),
        ("accelerator-3", 25),
        ("accelerator-4", 4),
    ];
    let day = || prop_oneof![1 => select(vec![0_i64, 30, 60, 120, 240]), 2 => 0..=330_i64];
    let outcome = || {
        let issued = (day(), credit()).prop_map(|(day, amount)| Outcome::Issued { day, amount });
        prop_oneof![3 => issued, 1 => Just(Outcome::Declined)]
    };
    let all: Vec<_> = likelihoods.into_iter().map(|(_, percent)| maybe(percent, outcome())).collect();
    all.prop_map(move |found| {
        let pairs = likelihoods.into_iter().zip(found);
        pairs.filter_map(|((id, _), outcome)| Some(ActualGrant { id, outcome: outcome? })).collect()
    })
}
