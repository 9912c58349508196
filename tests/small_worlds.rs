//! The engine against the naive model in `tests/model` over all small worlds: not drawn, but every combination of a few
//! credits, services, facts, gates, days and months. A property over random profiles may miss a corner; these cannot.
#![allow(
    dead_code,
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::inconsistent_digit_grouping,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test may panic, takes a part of what the properties share, and 12_34 is 12 dollars and 34 cents"
)]

mod model;
mod properties {
    pub mod agree;
    pub mod generate;
    pub mod hand;
    pub mod judge;
    pub mod layout;
    pub mod runner;
    pub mod written;
}
mod worlds {
    mod credits;
    mod facts;
    mod gates;
    mod months;
}

use model::calendar::Date;
use model::profile::{Bedrock, Company, Decision, Offer, Plan, Profile, Traction};
use model::{Form, Service};
use properties::judge::judge;
use properties::written::Written;

/// A company that says nothing and files for nothing.
fn plain(start: Date, horizon: i64) -> Profile {
    Profile {
        company: Company { stage: "seed", product: None, credible_team: None, backers: None, prior_credits: None },
        traction: Traction { mrr: None, users: None, lois: None, partners: None, other_validation: None },
        bedrock: Bedrock { commitment: None, primary_for_months: None, poc: None, engagement: None, basis: None },
        services: Vec::new(),
        plan: Plan {
            start,
            horizon: Some(horizon),
            accelerator: Some(false),
            accelerator_filed: None,
            stack: Some(Vec::new()),
            stack_filed: None,
            anthropic: None,
            founder_hours: None,
        },
        offer: Offer { tranches: None, poc_award: None, anthropic_award: None, on_miss: None },
        milestones: Vec::new(),
        held: Vec::new(),
        decision: Decision::None,
        actual_grants: Vec::new(),
    }
}

fn service(name: &str, provider: &str, form: Form) -> Service {
    Service { name: name.to_owned(), provider: provider.to_owned(), form }
}

/// Every way to choose one of `choices` in each of `places`.
fn choices<T: Copy>(choices: &[T], places: usize) -> Vec<Vec<T>> {
    (0..places).fold(vec![Vec::new()], |so_far, _| {
        so_far.iter().flat_map(|chosen| choices.iter().map(move |one| [chosen.as_slice(), &[*one]].concat())).collect()
    })
}

/// Holds every world against the model; each of them evaluates. Answers how many there were.
fn hold(worlds: impl Iterator<Item = Profile>) -> usize {
    let mut held = 0;
    for profile in worlds {
        let written = Written { profile, hand: 0 };
        match judge(&written.profile, written.text()) {
            Ok(evaluates) => assert!(evaluates, "not evaluated:\n{}", written.text()),
            Err(why) => panic!("{why}\n\n{}", written.text()),
        }
        held += 1;
    }
    held
}
