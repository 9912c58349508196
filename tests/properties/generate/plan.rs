//! What is planned, offered, expected and already held.

use super::amount::{credit, gate_days, maybe};
use crate::model::calendar::{Date, month_end_after, month_length};
use crate::model::profile::{Expected, Held, Milestone, Offer, Plan};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

pub const GATES: [&str; 3] = ["poc", "commercial-outcome", "case-study"];

fn starts() -> impl Strategy<Value = Date> {
    let edges = vec![
        (2024, 2, 29),
        (2023, 12, 31),
        (2024, 1, 31),
        (2025, 2, 28),
        (2026, 1, 1),
        (2027, 11, 30),
        (2099, 12, 31),
        (2000, 2, 28),
    ];
    let any = (2022..=2031_i32, 1..=12_u32, 0..31_u32)
        .prop_map(|(year, month, day)| (year, month, 1 + day % month_length(year, month)));
    prop_oneof![1 => select(edges), 2 => any]
}

pub fn plans(longest: i64) -> impl Strategy<Value = Plan> {
    let horizon = prop_oneof![
        2 => 1..=70_i64,
        12 => 71..=longest.min(500),
        8 => longest.min(501)..=longest.min(1_100),
        1 => 1..=longest,
    ];
    let stack = subsequence(vec!["portfolio", "build", "bedrock-poc"], 0..=3);
    let switch = || prop_oneof![1 => Just(false), 6 => Just(true)];
    let later = || prop_oneof![1 => Just(0_i64), 3 => 0..=120_i64];
    let filed = (maybe(40, later()), maybe(40, later()));
    let chosen = (maybe(30, switch()), maybe(35, stack), maybe(60, switch()));
    (starts(), maybe(93, horizon), filed, chosen, maybe(50, 0..=40_i64)).prop_map(
        |(start, horizon, filed, chosen, founder_hours)| {
            let (accelerator_filed, stack_filed) = filed;
            let (accelerator, stack, anthropic) = chosen;
            Plan { start, horizon, accelerator, accelerator_filed, stack, stack_filed, anthropic, founder_hours }
        },
    )
}

pub fn offers() -> impl Strategy<Value = Offer> {
    let poc = prop_oneof![1 => select(vec![25_000_00, 50_000_00]), 2 => 25_000_00..=50_000_00_i128];
    let anthropic = prop_oneof![1 => select(vec![25_000_00, 250_000_00]), 2 => 25_000_00..=250_000_00_i128];
    let on_miss = select(vec!["removed", "tranche-only", "tranche-only"]);
    (maybe(45, 2..=5_i64), maybe(25, poc), maybe(25, anthropic), maybe(60, on_miss)).prop_map(
        |(tranches, poc_award, anthropic_award, on_miss)| Offer { tranches, poc_award, anthropic_award, on_miss },
    )
}

/// Expectations by gate, in days after acceptance or as a date, here counted from the filing day and often near the
/// deadlines of the three acceptance days.
pub fn milestones() -> impl Strategy<Value = Vec<(&'static str, Milestone)>> {
    let milestones = GATES.map(|gate| maybe(45, milestone(gate)));
    milestones.prop_map(|found| GATES.into_iter().zip(found).filter_map(|(gate, found)| Some((gate, found?))).collect())
}

fn milestone(gate: &str) -> impl Strategy<Value = Milestone> + use<> {
    let near = (gate_days(gate), select(vec![60_i64, 75, 90]), 0..=30_i64);
    let date = prop_oneof![2 => near.prop_map(|(days, accepted, late)| days + accepted + late), 1 => 0..=400_i64];
    let expected = prop_oneof![
        3 => gate_days(gate).prop_map(Expected::AfterAcceptance),
        2 => date.prop_map(Expected::On),
    ];
    let probability = select(vec!["0", "0.5", "0.9", "1", "0.123456789"]);
    (maybe(90, expected), maybe(30, probability))
        .prop_map(|(expected, probability)| Milestone { expected, probability })
}

/// Up to five credits in the drawer; several may end or begin together, so that every tie of the order is met.
pub fn held(start: Date) -> impl Strategy<Value = Vec<Held>> {
    const IDS: [&str; 7] = ["h-10", "h-2", "aaa", "z9", "incubator", "portfolio-2", "0"];
    let ids = prop_oneof![
        3 => Just(Vec::new()), 4 => subsequence(IDS.to_vec(), 1..=2), 2 => subsequence(IDS.to_vec(), 3..=5),
    ];
    ids.prop_flat_map(move |ids| {
        let credits: Vec<_> = ids.into_iter().map(|id| held_credit(id, start)).collect();
        credits
    })
}

fn held_credit(id: &'static str, start: Date) -> impl Strategy<Value = Held> {
    let issued = prop_oneof![
        3 => select(vec![-365_i64, -30, -1, 0]), 2 => -500..=-1_i64, 3 => 0..=400_i64, 1 => select(vec![18_i64, 100]),
    ];
    let life = prop_oneof![1 => Just(0_i64), 2 => select(vec![30_i64, 365, 400, 730]), 5 => 0..=800_i64];
    let provider = prop_oneof![
        7 => Just("aws"), 2 => Just("anthropic"), 2 => Just("lambda"), 1 => Just("acme"),
    ];
    let names = vec!["bedrock", "infrastructure", "claude-api", "ec2", "s3", "a-2", "gpu-cloud", "not-spent-on"];
    let covers = prop_oneof![3 => Just(vec!["*"]), 4 => subsequence(names, 1..=8), 1 => Just(Vec::new())];
    (provider, credit(), issued, life, any::<bool>(), covers).prop_map(
        move |(provider, remaining, issued, life, to_month_end, covers)| {
            let expires = if to_month_end { month_end_after(start, issued + life, 0) } else { issued + life };
            Held { id, provider, remaining, issued, expires, covers }
        },
    )
}
