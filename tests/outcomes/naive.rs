//! Random plans against a naive enumeration: every combination of made and missed gates, in whole numbers, from the words
//! of the specification alone.

use std::collections::BTreeMap;

use num_bigint::BigInt;
use proptest::prelude::*;
use stackplan::Program;
use stackplan::program::OnMiss;

use super::{GATES, LADDER, POLICIES, answered, policy, units};

/// One thousand millionth, the finest chance that a profile can state.
const BILLION: u32 = 1_000_000_000;
/// The digits of a product of three of them.
const DIGITS: usize = 27;

/// What is known of a tranche and its gate.
#[derive(Debug, Clone, Copy)]
enum Fate {
    /// Nothing but a chance, in thousand millionths.
    Open(u32),
    /// The gate was met, this many days after acceptance.
    Met(u32),
    /// The tranche was issued with so many dollars, whatever its gate says.
    Issued(u32, Option<u32>),
    /// The tranche was declined; its gate may have been met late.
    Declined(Option<u32>),
}

/// The last days in time, after acceptance.
const DEADLINES: [u32; 3] = [60, 120, 240];
/// Each part of the award.
const PART: u32 = 250_000;

fn fate() -> impl Strategy<Value = Fate> {
    let day = 0..400_u32;
    prop_oneof![
        6 => prop_oneof![Just(0), Just(BILLION), 0..=BILLION].prop_map(Fate::Open),
        2 => day.clone().prop_map(Fate::Met),
        1 => (1..400_000_u32, proptest::option::of(day.clone())).prop_map(|(amount, day)| Fate::Issued(amount, day)),
        1 => proptest::option::of(day).prop_map(Fate::Declined),
    ]
}

/// The profile: accepted on 2026-04-01, so that anything may have happened.
fn profile(fates: &[Fate; 3]) -> String {
    let mut text = LADDER.to_owned();
    let mut milestones = String::new();
    let mut grants = String::new();
    let date = |days: u32| {
        stackplan::calendar::Date::new(2026, 4, 1).unwrap().plus(stackplan::calendar::Day(i32::try_from(days).unwrap()))
    };
    for (at, (gate, fate)) in GATES.iter().zip(fates).enumerate() {
        let met = match fate {
            Fate::Open(chance) => {
                let chance = format!("{}.{:09}", chance / BILLION, chance % BILLION);
                text.push_str(&format!("[milestones.{gate}]\nprobability = \"{chance}\"\n"));
                None
            }
            Fate::Met(day) => Some(*day),
            Fate::Issued(amount, day) => {
                let id = at + 2;
                grants.push_str(&format!(
                    "[[actuals.grants]]\nid = \"accelerator-{id}\"\nissued = 2026-09-01\namount = {amount}\n"
                ));
                *day
            }
            Fate::Declined(day) => {
                grants.push_str(&format!("[[actuals.grants]]\nid = \"accelerator-{}\"\ndeclined = true\n", at + 2));
                *day
            }
        };
        milestones.extend(met.map(|day| format!("{gate} = {}\n", date(day))));
    }
    format!(
        "{text}[actuals]\ndecision = \"accepted\"\ndecided = 2026-04-01\n[actuals.milestones]\n{milestones}{grants}"
    )
}

/// The award of one combination of misses.
fn award(fates: &[Fate; 3], missed: [bool; 3], on_miss: OnMiss) -> u32 {
    let mut sum = PART;
    let mut is_removed = false;
    for (fate, missed) in fates.iter().zip(missed) {
        match fate {
            Fate::Declined(_) => {}
            Fate::Issued(amount, _) => sum += amount,
            Fate::Open(_) | Fate::Met(_) if missed || is_removed => is_removed |= on_miss == OnMiss::Removed,
            Fate::Open(_) | Fate::Met(_) => sum += PART,
        }
    }
    sum
}

/// The chance, in thousand millionths, that a gate is missed.
fn miss(fate: Fate, deadline: u32) -> u32 {
    match fate {
        Fate::Open(chance) => BILLION - chance,
        Fate::Met(day) if day > deadline => BILLION,
        Fate::Met(_) | Fate::Issued(..) | Fate::Declined(_) => 0,
    }
}

/// Each award with the chance that it comes to that, in units of 10^-27.
fn distribution(fates: &[Fate; 3], on_miss: OnMiss) -> BTreeMap<u32, BigInt> {
    let mut found = BTreeMap::new();
    for bits in 0..8_u32 {
        let missed = [0, 1, 2].map(|at| bits >> at & 1 == 1);
        let weight = (0..3).fold(BigInt::from(1), |weight, at| {
            let miss = miss(fates[at], DEADLINES[at]);
            weight * if missed[at] { miss } else { BILLION - miss }
        });
        *found.entry(award(fates, missed, on_miss)).or_insert(BigInt::ZERO) += weight;
    }
    found.retain(|_, weight| *weight != BigInt::ZERO);
    found
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Probabilities sum to exactly 1, each award has the weight that plain counting gives it, and the expectation is
    /// the sum of awards times probabilities.
    #[test]
    fn the_paths_are_those_of_plain_counting(fates in [fate(), fate(), fate()]) {
        let text = profile(&fates);
        answered(&text, &Program::builtin().unwrap(), |_, found| {
            let award = found.award.as_ref().unwrap();
            let whole = BigInt::from(10).pow(27);
            for on_miss in POLICIES {
                let policy = policy(award, on_miss);
                let mut weights: BTreeMap<u32, BigInt> = BTreeMap::new();
                let mut expected = BigInt::ZERO;
                for path in &policy.paths {
                    let weight = units(&path.probability.as_ref().unwrap().to_string(), DIGITS);
                    let dollars: u32 = path.award.to_string().parse().unwrap();
                    expected += &weight * dollars;
                    *weights.entry(dollars).or_insert(BigInt::ZERO) += weight;
                }
                assert_eq!(weights.values().sum::<BigInt>(), whole, "{text}");
                weights.retain(|_, weight| *weight != BigInt::ZERO);
                assert_eq!(weights, distribution(&fates, on_miss), "{on_miss:?}\n{text}");
                assert_eq!(units(&policy.expected.as_ref().unwrap().to_string(), DIGITS), expected, "{on_miss:?}\n{text}");
                let mut missed: Vec<_> = policy.paths.iter().map(|path| path.missed.clone()).collect();
                missed.sort();
                missed.dedup();
                assert_eq!(missed.len(), policy.paths.len(), "paths are distinct\n{text}");
            }
        });
    }
}
