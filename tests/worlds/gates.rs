//! Every tier and number of tranches, every gate early, in time, late or unheard of, every tranche planned, issued or
//! declined, under both policies.

use crate::model::profile::{
    ActualGrant, Bedrock, Company, Decision, Expected, Milestone, Offer, Outcome, Plan, Profile, Traction,
};
use crate::model::{Form, tranches};
use crate::{choices, hold, plain, service};

const START: (i32, u32, u32) = (2026, 1, 31);
const DECIDED: i64 = 40;

/// When a gate is met, seen from its deadline.
#[derive(Debug, Clone, Copy)]
enum Done {
    Unheard,
    Early,
    OnTheDeadline,
    ADayLate,
}

impl Done {
    /// Days after acceptance.
    fn day(self, deadline: i64) -> Option<i64> {
        match self {
            Self::Unheard => None,
            Self::Early => Some(deadline - 50),
            Self::OnTheDeadline => Some(deadline),
            Self::ADayLate => Some(deadline + 1),
        }
    }
}

const DONE: [Done; 4] = [Done::Unheard, Done::Early, Done::OnTheDeadline, Done::ADayLate];
const POLICIES: [&str; 2] = ["removed", "tranche-only"];
/// Tranches behind a gate.
const IDS: [&str; 3] = ["accelerator-2", "accelerator-3", "accelerator-4"];
const OUTCOMES: [Option<Outcome>; 3] =
    [None, Some(Outcome::Issued { day: DECIDED + 90, amount: 12_345_67 }), Some(Outcome::Declined)];

/// The gates of a tier with their days as the letter has them.
fn accepted(tier: &'static str, tranches: Option<i64>) -> Vec<Profile> {
    let gates = tranches::gates(tier, tranches);
    let mut worlds = Vec::new();
    for done in choices(&DONE, gates.len()) {
        let days: Vec<(&'static str, i64)> =
            gates.iter().zip(done).filter_map(|((gate, due), done)| Some((*gate, done.day(due[0])?))).collect();
        for outcomes in choices(&OUTCOMES, gates.len()) {
            let actual = IDS.into_iter().zip(outcomes);
            let actual_grants: Vec<ActualGrant> =
                actual.filter_map(|(id, outcome)| Some(ActualGrant { id, outcome: outcome? })).collect();
            for on_miss in POLICIES {
                for has_happened in [false, true] {
                    let met = days.iter().filter(|_| has_happened).map(|(gate, day)| (*gate, DECIDED + day)).collect();
                    let planned = days.iter().filter(|_| !has_happened).map(|(gate, day)| {
                        (*gate, Milestone { expected: Some(Expected::AfterAcceptance(*day)), probability: None })
                    });
                    worlds.push(Profile {
                        milestones: planned.collect(),
                        decision: Decision::Accepted { decided: DECIDED, tier: Some(tier), met },
                        offer: Offer { tranches, on_miss: Some(on_miss), ..plain(START, 3).offer },
                        actual_grants: actual_grants.clone(),
                        ..plain(START, 3)
                    });
                }
            }
        }
    }
    worlds
}

#[test]
fn every_way_through_the_gates_of_every_tier_is_the_models() {
    let mut held = 0;
    for (tier, tranches) in [
        ("floor", None),
        ("lower-median", None),
        ("median", Some(3)),
        ("upper-median", None),
        ("upper-median", Some(4)),
        ("ceiling", Some(3)),
        ("ceiling", None),
    ] {
        held += hold(accepted(tier, tranches).into_iter());
    }
    // Two policies, planned or happened; 4 days and 3 outcomes a gate.
    assert_eq!(held, 2 * 2 * (12 + 4 * 12 * 12 + 2 * 12 * 12 * 12));
}

/// A company that the facts put at the ceiling, its decision open.
fn at_the_ceiling() -> Profile {
    let silent = plain(START, 3);
    Profile {
        company: Company {
            stage: "series-a",
            product: Some("model-native"),
            credible_team: Some(true),
            backers: Some(vec!["a16z"]),
            prior_credits: None,
        },
        traction: Traction { users: Some(10_000), ..silent.traction },
        bedrock: Bedrock { commitment: Some("primary"), basis: Some("workloads"), ..silent.bedrock },
        services: vec![service("bedrock", "aws", Form::Constant(50_000_00))],
        plan: Plan { accelerator: None, ..silent.plan },
        ..plain(START, 3)
    }
}

#[test]
fn every_expectation_under_an_open_decision_is_judged_as_the_model_does() {
    // A date counts from another day of acceptance in each case: 90, 75 and 60 days after filing.
    let expectations = [
        None,
        Some((false, 0)),
        Some((false, 1)),
        Some((true, 60)),
        Some((true, 61)),
        Some((true, 75)),
        Some((true, 76)),
        Some((true, 91)),
    ];
    let mut worlds = Vec::new();
    for tranches in [3, 4] {
        let gates = tranches::gates("ceiling", Some(tranches));
        for expected in choices(&expectations, gates.len()) {
            let milestones: Vec<(&'static str, Milestone)> = gates
                .iter()
                .zip(expected)
                .filter_map(|((gate, due), expected)| {
                    let (is_date, days) = expected?;
                    let days = due[0] + days;
                    let expected = if is_date { Expected::On(days) } else { Expected::AfterAcceptance(days) };
                    Some((*gate, Milestone { expected: Some(expected), probability: None }))
                })
                .collect();
            worlds.extend(POLICIES.map(|on_miss| Profile {
                milestones: milestones.clone(),
                offer: Offer { tranches: Some(tranches), on_miss: Some(on_miss), ..plain(START, 3).offer },
                ..at_the_ceiling()
            }));
        }
    }
    assert_eq!(hold(worlds.into_iter()), 2 * (8 * 8 + 8 * 8 * 8));
}
