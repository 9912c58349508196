//! `stackplan outcomes`: what an award can come to, from outside.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may panic, in its helpers too"
)]

#[path = "outcomes/history.rs"]
mod history;
#[path = "outcomes/naive.rs"]
mod naive;
#[path = "outcomes/programs.rs"]
mod programs;
#[path = "outcomes/rendered.rs"]
mod rendered;

use num_bigint::BigInt;
use stackplan::advice::outcomes::{Award, Exact, Outcomes, PolicyOutcomes, outcomes};
use stackplan::band::Case;
use stackplan::calendar::Day;
use stackplan::evaluation::{Evaluation, evaluate};
use stackplan::money::Usd;
use stackplan::program::OnMiss;
use stackplan::{Input, Profile, Program};

const LADDER: &str = include_str!("../profiles/ladder.toml");
const MISSED_GATE: &str = include_str!("../profiles/missed-gate.toml");
const GATES: [&str; 3] = ["poc", "commercial-outcome", "case-study"];
const POLICIES: [OnMiss; 2] = [OnMiss::Removed, OnMiss::TrancheOnly];

/// Answers a profile under a program, and hands both over.
pub fn answered<T>(text: &str, program: &Program, check: impl FnOnce(&Evaluation<'_>, &Outcomes<'_>) -> T) -> T {
    let profile =
        Profile::parse(&Input::new("profile.toml", text), program).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let evaluation = evaluate(&profile, program).unwrap();
    let found = outcomes(&evaluation).unwrap();
    check(&evaluation, &found)
}

fn with_award<T>(text: &str, check: impl FnOnce(&Evaluation<'_>, &Award<'_>) -> T) -> T {
    answered(text, &Program::builtin().unwrap(), |evaluation, found| check(evaluation, found.award.as_ref().unwrap()))
}

fn with_chances(text: &str, chances: &[(&str, &str)]) -> String {
    let table = |(gate, chance): &(&str, &str)| format!("\n[milestones.{gate}]\nprobability = {chance}\n");
    text.to_owned() + &chances.iter().map(table).collect::<String>()
}

fn policy<'p, 'a>(award: &'p Award<'a>, on_miss: OnMiss) -> &'p PolicyOutcomes<'a> {
    award.policies.iter().find(|policy| policy.on_miss == on_miss).unwrap()
}

fn expected(award: &Award<'_>, on_miss: OnMiss) -> Option<String> {
    policy(award, on_miss).expected.as_ref().map(ToString::to_string)
}

/// Each path as its missed gates, its award in dollars and its probability.
fn paths(award: &Award<'_>, on_miss: OnMiss) -> Vec<(String, String, String)> {
    let row = |path: &stackplan::advice::outcomes::Path<'_>| {
        let missed: Vec<&str> = path.missed.iter().map(|gate| gate.as_str()).collect();
        let probability = path.probability.as_ref().map_or_else(|| "null".to_owned(), ToString::to_string);
        (missed.join(" "), path.award.to_string(), probability)
    };
    policy(award, on_miss).paths.iter().map(row).collect()
}

fn rows(rows: &[(&str, &str, &str)]) -> Vec<(String, String, String)> {
    rows.iter()
        .map(|(missed, award, chance)| ((*missed).to_owned(), (*award).to_owned(), (*chance).to_owned()))
        .collect()
}

#[test]
fn at_one_half_a_gate_the_million_is_worth_468_750_or_625_000() {
    let text = with_chances(LADDER, &GATES.map(|gate| (gate, "0.5")));
    with_award(&text, |_, award| {
        assert_eq!(expected(award, OnMiss::Removed).as_deref(), Some("468750"));
        assert_eq!(expected(award, OnMiss::TrancheOnly).as_deref(), Some("625000"));
        assert_eq!(policy(award, OnMiss::Removed).paths.len(), 4);
        assert_eq!(policy(award, OnMiss::TrancheOnly).paths.len(), 8);
    });
}

#[test]
fn the_million_breaks_even_with_half_of_it_just_above_a_third_a_gate() {
    with_award(LADDER, |_, award| {
        let at = |on_miss| policy(award, on_miss).break_even.as_ref().unwrap().to_string();
        assert_eq!(at(OnMiss::TrancheOnly), "0.3334");
        assert_eq!(at(OnMiss::Removed), "0.5437");
        assert_eq!(award.tier_below.unwrap().id.as_str(), "upper-median");
    });
}

/// The break-even is searched in a formula of its own; the enumerated paths agree with it on either side.
#[test]
fn the_paths_reach_the_tier_below_at_the_break_even_and_not_one_step_before() {
    for (file, tiers) in [(LADDER, "upper-median"), (MISSED_GATE_BARE.as_str(), "median")] {
        for on_miss in POLICIES {
            let step = with_award(file, |_, award| {
                let found = policy(award, on_miss).break_even.clone().unwrap();
                u32::try_from(found.at_scale(4)).unwrap()
            });
            let reached = |step: u32| {
                let chance = format!("\"{}\"", Exact::ten_thousandths(step));
                let text = with_chances(file, &GATES.map(|gate| (gate, chance.as_str())));
                with_award(&text, |_, award| {
                    let below = award.tier_below.unwrap();
                    assert_eq!(below.id.as_str(), tiers);
                    *policy(award, on_miss).expected.as_ref().unwrap() >= below.award.value.into()
                })
            };
            assert!(reached(step) && !reached(step - 1), "{on_miss:?} at {step}");
        }
    }
}

/// `missed-gate.toml` without what it says of its gates.
static MISSED_GATE_BARE: std::sync::LazyLock<String> =
    std::sync::LazyLock::new(|| MISSED_GATE.split_once("[milestones.poc]").unwrap().0.to_owned());

#[test]
fn three_gates_by_hand() {
    // 0.9, 0.5 and 0.7: 0.9 × 0.5 × 0.7 = 0.315, and so on.
    with_award(MISSED_GATE, |_, award| {
        let removed = [
            ("", "500000", "0.315"),
            ("case-study", "375000", "0.135"),
            ("commercial-outcome", "250000", "0.45"),
            ("poc", "125000", "0.1"),
        ];
        assert_eq!(paths(award, OnMiss::Removed), rows(&removed));
        let tranche_only = [
            ("", "500000", "0.315"),
            ("case-study", "375000", "0.135"),
            ("commercial-outcome", "375000", "0.315"),
            ("commercial-outcome case-study", "250000", "0.135"),
            ("poc", "375000", "0.035"),
            ("poc case-study", "250000", "0.015"),
            ("poc commercial-outcome", "250000", "0.035"),
            ("poc commercial-outcome case-study", "125000", "0.015"),
        ];
        assert_eq!(paths(award, OnMiss::TrancheOnly), rows(&tranche_only));
        // 125 000 × (1 + 0.9 + 0.45 + 0.315) and 125 000 × (1 + 0.9 + 0.5 + 0.7).
        assert_eq!(expected(award, OnMiss::Removed).as_deref(), Some("333125"));
        assert_eq!(expected(award, OnMiss::TrancheOnly).as_deref(), Some("387500"));
    });
}

#[test]
fn a_miss_costs_its_tranche_or_all_that_follow() {
    with_award(LADDER, |_, award| {
        let costs: Vec<Vec<String>> = award
            .gates
            .iter()
            .map(|gate| gate.losses.iter().map(|loss| format!("{} {}", loss.cost, loss.tranches.len())).collect())
            .collect();
        assert_eq!(costs, [["750000 3", "250000 1"], ["500000 2", "250000 1"], ["250000 1", "250000 1"]]);
    });
}

#[test]
fn without_a_chance_for_each_open_gate_nothing_is_weighed() {
    let text = with_chances(LADDER, &[("poc", "0.9"), ("case-study", "0.8")]);
    with_award(&text, |_, award| {
        for on_miss in POLICIES {
            let policy = policy(award, on_miss);
            assert!(policy.paths.iter().all(|path| path.probability.is_none()));
            assert_eq!(policy.expected, None);
            let missing: Vec<&str> = policy.unweighted.iter().map(|gate| gate.id().as_str()).collect();
            assert_eq!(missing, ["commercial-outcome"]);
        }
        assert!(award.spread.is_none());
        assert_eq!(policy(award, OnMiss::TrancheOnly).paths.len(), 8);
    });
}

#[test]
fn a_chance_of_nothing_and_of_certainty_are_chances() {
    let text = with_chances(LADDER, &[("poc", "1"), ("commercial-outcome", "0"), ("case-study", "0.5")]);
    with_award(&text, |_, award| {
        assert_eq!(expected(award, OnMiss::Removed).as_deref(), Some("500000"));
        assert_eq!(expected(award, OnMiss::TrancheOnly).as_deref(), Some("625000"));
        let zero = policy(award, OnMiss::Removed).paths.iter().filter(|path| path.probability == Some(Exact::zero()));
        assert_eq!(zero.count(), 3);
    });
}

#[test]
fn a_plan_without_an_award_says_why() {
    let reason =
        |text: &str| answered(text, &Program::builtin().unwrap(), |_, found| found.award.as_ref().unwrap_err().clone());
    assert!(reason(include_str!("../profiles/rejected.toml")).contains("rejected on 2025-10-22"));
    assert!(reason(include_str!("../profiles/series-b.toml")).contains("series-b-plus"));
    assert!(reason(include_str!("../profiles/screened-out.toml")).contains("ai-augmented"));
    assert!(reason(include_str!("../profiles/short-commitment.toml")).contains("12 months"));
}

#[test]
fn each_percentile_is_the_smallest_balance_that_the_paths_up_to_it_reach() {
    // Each path is planned by itself, its missed gates expected far too late: an evaluation of its own, settled as such.
    let gates: Vec<(&str, u32)> = GATES.into_iter().zip([9, 5, 7]).collect();
    let stated: Vec<(&str, String)> = gates.iter().map(|(gate, tenths)| (*gate, format!("0.{tenths}"))).collect();
    let stated: Vec<(&str, &str)> = stated.iter().map(|(gate, chance)| (*gate, chance.as_str())).collect();
    for policy in ["removed", "tranche-only"] {
        let base = format!("{LADDER}\n[offer]\non_miss = \"{policy}\"\n");
        let mut balances: Vec<(u32, Vec<Usd>)> = Vec::new();
        for bits in 0..8_u32 {
            let is_missed = |at: usize| bits >> at & 1 == 1;
            let mut text = base.clone();
            let mut weight = 1;
            for (at, (gate, tenths)) in gates.iter().enumerate() {
                weight *= if is_missed(at) { 10 - tenths } else { *tenths };
                if is_missed(at) {
                    text.push_str(&format!("[milestones.{gate}]\nexpected = 3000\n"));
                }
            }
            let program = Program::builtin().unwrap();
            let profile = Profile::parse(&Input::new("path.toml", text), &program).unwrap();
            let position = &evaluate(&profile, &program).unwrap().accepted.likely;
            balances.push((weight, position.rows().map(|row| row.amounts.balance).collect()));
        }
        with_award(&with_chances(&base, &stated), |_, award| {
            let spread = award.spread.as_ref().unwrap();
            for day in 0..=730_usize {
                let mut on: Vec<(Usd, u32)> = balances.iter().map(|(weight, all)| (all[day], *weight)).collect();
                on.sort_unstable();
                let at = |percentile: u32| {
                    let mut reached = 0;
                    on.iter()
                        .find(|(_, weight)| {
                            reached += weight;
                            reached >= percentile * 10
                        })
                        .unwrap()
                        .0
                };
                assert_eq!(
                    spread.on(Day(i32::try_from(day).unwrap())),
                    [at(10), at(50), at(90)],
                    "{policy}, day {day}"
                );
            }
        });
    }
}

#[test]
fn a_gate_that_a_path_makes_is_made_by_its_deadline() {
    // Expected 5 days late in the likely case: where it is made all the same, it is on the deadline, 195 days in.
    with_award(MISSED_GATE, |evaluation, _| {
        let tranches = evaluation.tranches_if(&[], OnMiss::Removed);
        let issued: Vec<i32> =
            tranches.iter().map(|tranche| tranche.life.get(Case::Likely).unwrap().issued.0).collect();
        assert_eq!(issued, [75, 135, 195, 297]);
    });
}

/// A decimal as it is printed, in units of 10^-`scale`.
pub fn units(text: &str, scale: usize) -> BigInt {
    let (whole, behind) = text.split_once('.').unwrap_or((text, ""));
    assert!(behind.len() <= scale && !behind.ends_with('0'), "{text}");
    format!("{whole}{behind}{}", "0".repeat(scale - behind.len())).parse().unwrap()
}
