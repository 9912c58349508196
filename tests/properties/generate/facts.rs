//! What a company says of itself.

use super::amount::{credit, maybe, revenue};
use crate::model::Form;
use crate::model::profile::{Bedrock, Company, Profile, Traction};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

const BACKERS: [&str; 10] = [
    "Sequoia Capital",
    "a16z",
    "NEA",
    "Andreessen-Horowitz",
    "index ventures.",
    "Accel Partners",
    "Sequoia Scouts",
    "Ferry Street Capital",
    "Zürich Angels",
    "Indéx",
];

pub fn companies() -> impl Strategy<Value = Company> {
    let stage = prop_oneof![
        2 => Just("pre-seed"), 4 => Just("seed"), 7 => Just("series-a"), 1 => Just("series-b-plus"),
    ];
    let product = prop_oneof![
        1 => Just("ai-augmented"), 2 => Just("ai-component"), 3 => Just("ai-first"), 8 => Just("model-native"),
    ];
    let team = prop_oneof![1 => Just(false), 14 => Just(true)];
    let prior = prop_oneof![
        2 => select(vec![0, 1_000_00, 10_000_00, 99_999_99, 100_000_00, 100_000_01]),
        1 => credit(),
    ];
    let backers = subsequence(BACKERS.to_vec(), 0..=3);
    (stage, maybe(85, product), maybe(85, team), maybe(80, backers), maybe(40, prior)).prop_map(
        |(stage, product, credible_team, backers, prior_credits)| Company {
            stage,
            product,
            credible_team,
            backers,
            prior_credits,
        },
    )
}

pub fn traction() -> impl Strategy<Value = Traction> {
    prop_oneof![1 => quiet(), 6 => busy()]
}

/// Everything is known and there is little of it.
fn quiet() -> impl Strategy<Value = Traction> {
    let words = select(vec![None, Some("")]);
    (select(vec![0_i64, 0, 1, 9_999]), select(vec![0_i64, 0, 1]), words).prop_map(
        |(users, partners, other_validation)| Traction {
            mrr: Some(vec![0]),
            users: Some(users),
            lois: Some(Vec::new()),
            partners: Some(partners),
            other_validation,
        },
    )
}

fn busy() -> impl Strategy<Value = Traction> {
    let mrr = prop_oneof![
        2 => prop::collection::vec(revenue(), 1..=5),
        5 => prop::collection::vec(revenue(), 6..=9),
    ];
    let users = prop_oneof![2 => select(vec![0, 1, 9_999, 10_000, 10_001]), 1 => 0..=40_000_i64];
    let lois = subsequence(vec!["Acme Bank", "Rhein Logistics"], 0..=2);
    let partners = select(vec![0_i64, 0, 1, 2, 7]);
    let words = select(vec!["", "   ", "an open-source project with 9 000 stars"]);
    (maybe(70, mrr), maybe(75, users), maybe(70, lois), maybe(70, partners), maybe(20, words)).prop_map(
        |(mrr, users, lois, partners, other_validation)| Traction { mrr, users, lois, partners, other_validation },
    )
}

pub fn bedrock() -> impl Strategy<Value = Bedrock> {
    let commitment = prop_oneof![1 => Just("none"), 3 => Just("partial"), 12 => Just("primary")];
    let months = prop_oneof![1 => select(vec![0_i64, 12, 17]), 5 => select(vec![18_i64, 19, 24, 36])];
    let poc = select(vec!["none", "planned", "demonstrated", "demonstrated", "production"]);
    let kinds = vec!["product-manager", "private-preview", "co-marketing", "public-reference", "co-marketing"];
    let basis = select(vec!["estimate", "growth-model", "workloads", "workloads"]);
    let engagement = subsequence(kinds, 0..=5);
    (maybe(85, commitment), maybe(50, months), maybe(80, poc), maybe(50, engagement), maybe(85, basis)).prop_map(
        |(commitment, primary_for_months, poc, engagement, basis)| Bedrock {
            commitment,
            primary_for_months,
            poc,
            engagement,
            basis,
        },
    )
}

/// The company that the ceiling is for, which random facts seldom make; its Claude API spend may still be a hedge.
pub fn prodigy(mut profile: Profile) -> Profile {
    let company = &mut profile.company;
    (company.stage, company.product, company.credible_team) = ("series-a", Some("model-native"), Some(true));
    company.backers = Some(vec!["Lightspeed Venture Partners"]);
    profile.traction.users = Some(10_000);
    profile.bedrock.commitment = Some("primary");
    profile.bedrock.basis = Some("workloads");
    if let Some(bedrock) = profile.services.iter_mut().find(|service| service.name == "bedrock") {
        bedrock.form = Form::Lines { current: 0, month_12: 40_000_00, month_24: Some(90_000_00) };
    }
    profile
}
