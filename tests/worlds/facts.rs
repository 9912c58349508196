//! What a company says of itself: every level of every signal, and its silence.

use crate::model::profile::{Bedrock, Company, Plan, Profile, Traction};
use crate::model::{Form, Service};
use crate::{hold, plain, service};

const START: (i32, u32, u32) = (2026, 1, 1);

/// Silence, then the levels up to scale.
fn tractions() -> Vec<Traction> {
    let silent = || plain(START, 1).traction;
    let said = || Traction { mrr: Some(vec![0]), users: Some(0), lois: Some(vec![]), partners: Some(0), ..silent() };
    vec![
        silent(),
        said(),
        Traction { users: Some(1), ..said() },
        Traction { partners: Some(1), ..said() },
        Traction { lois: Some(vec!["Acme Bank"]), ..silent() },
    ]
}

/// Bedrock's spend with its basis: silence, nothing, an estimate, a document, a platform.
fn projections() -> Vec<(Option<i128>, Option<&'static str>)> {
    vec![
        (None, None),
        (Some(0), Some("workloads")),
        (Some(50_000_00), None),
        (Some(30_000_00), Some("growth-model")),
        (Some(50_000_00), Some("workloads")),
    ]
}

fn services(bedrock: Option<i128>, claude: Option<i128>) -> Vec<Service> {
    let bedrock = bedrock.map(|amount| service("bedrock", "aws", Form::Constant(amount)));
    let claude = claude.map(|amount| service("claude-api", "anthropic", Form::Constant(amount)));
    bedrock.into_iter().chain(claude).collect()
}

#[test]
fn every_combination_of_facts_leads_to_the_tier_that_the_model_finds() {
    let backers = [None, Some(vec![]), Some(vec!["Ferry Street Capital"]), Some(vec!["a16z"])];
    let (tractions, projections) = (tractions(), projections());
    let mut held = 0;
    for stage in ["pre-seed", "seed", "series-a"] {
        for product in [None, Some("ai-component"), Some("ai-first"), Some("model-native")] {
            for backers in &backers {
                for poc in [None, Some("planned"), Some("demonstrated")] {
                    let worlds = tractions.iter().flat_map(|traction| {
                        let company = Company {
                            stage,
                            product,
                            credible_team: Some(true),
                            backers: backers.clone(),
                            prior_credits: None,
                        };
                        projections.iter().flat_map(move |(spent, basis)| {
                            let company = company.clone();
                            [
                                (None, None),
                                (Some("partial"), None),
                                (Some("primary"), None),
                                (Some("primary"), Some(40_000_00)),
                            ]
                            .map(|(commitment, claude)| Profile {
                                company: company.clone(),
                                traction: traction.clone(),
                                bedrock: Bedrock {
                                    commitment,
                                    poc,
                                    basis: spent.and(*basis),
                                    ..plain(START, 1).bedrock
                                },
                                services: services(*spent, claude),
                                plan: Plan { accelerator: None, ..plain(START, 1).plan },
                                ..plain(START, 1)
                            })
                        })
                    });
                    held += hold(worlds);
                }
            }
        }
    }
    assert_eq!(held, 3 * 4 * 4 * 3 * 5 * 5 * 4);
}

#[test]
fn every_combination_of_what_is_screened_leads_to_the_action_that_the_model_recommends() {
    let mut held = 0;
    for stage in ["pre-seed", "seed", "series-a", "series-b-plus"] {
        for product in [None, Some("ai-augmented"), Some("ai-component"), Some("ai-first"), Some("model-native")] {
            for credible_team in [None, Some(false), Some(true)] {
                for commitment in [None, Some("none"), Some("partial"), Some("primary")] {
                    let worlds = [None, Some(17), Some(18)].into_iter().flat_map(|primary_for_months| {
                        [None, Some(false), Some(true)].map(|accelerator| Profile {
                            company: Company { stage, product, credible_team, backers: None, prior_credits: None },
                            bedrock: Bedrock { commitment, primary_for_months, ..plain(START, 1).bedrock },
                            plan: Plan { accelerator, stack: None, ..plain(START, 1).plan },
                            ..plain(START, 1)
                        })
                    });
                    held += hold(worlds);
                }
            }
        }
    }
    assert_eq!(held, 4 * 5 * 3 * 4 * 3 * 3);
}
