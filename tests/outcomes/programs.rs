//! Tiers, gates, tranches and the funnel are those of the program.

use stackplan::advice::outcomes::{Exact, TooManyPaths, outcomes};
use stackplan::evaluation::evaluate;
use stackplan::money::Usd;
use stackplan::program::OnMiss;
use stackplan::{Input, Profile, Program};

use super::history::accepted;
use super::{LADDER, answered, expected, policy, with_chances};

/// A program whose highest award stands behind so many gates.
fn many_gates(gates: usize) -> Program {
    let mut text = format!(
        "extends = \"builtin\"\nid = \"many\"\nversion = \"1\"\n[tiers.ceiling.default_tranches]\nvalue = {}\n",
        gates + 1
    );
    for gate in 0..gates {
        text.push_str(&format!(
            "[gates.g{gate}]\ntitle = \"g\"\nlines = []\nwhy = \"x\"\nassumed = true\nevidence = [\"x\"]\n"
        ));
    }
    text.push_str(&format!("[tiers.ceiling.tranches.{}.gates]\n", gates + 1));
    for gate in 0..gates {
        let day = 20 * (gate + 1);
        text.push_str(&format!(
            "g{gate} = {{ cautious = {day}, likely = {day}, best = {day}, lines = [], why = \"x\", assumed = true }}\n"
        ));
    }
    Program::parse(&Input::new("many.toml", text)).unwrap()
}

#[test]
fn twelve_open_gates_are_enumerated_and_the_thirteenth_is_refused() {
    let chances: Vec<String> = (0..12).map(|gate| format!("g{gate}")).collect();
    let chances: Vec<(&str, &str)> = chances.iter().map(|gate| (gate.as_str(), "0.123456789")).collect();
    answered(&with_chances(LADDER, &chances), &many_gates(12), |_, found| {
        let award = found.award.as_ref().unwrap();
        let all = &policy(award, OnMiss::TrancheOnly).paths;
        assert_eq!(all.len(), 4096);
        let sum = all.iter().fold(Exact::zero(), |sum, path| sum.plus(path.probability.as_ref().unwrap()));
        assert_eq!(sum, Exact::one());
        // The parts are 76 923.07 and the cents left over are in the last: 1 000 000 less 12 × 76 923.07.
        assert_eq!(policy(award, OnMiss::Removed).paths.len(), 13);
        let first = &policy(award, OnMiss::Removed).paths[12];
        assert_eq!((first.award, first.forfeited.len()), (Usd::from_cents(7_692_307), 12));
    });
    let (program, profile) = (many_gates(13), LADDER);
    let profile = Profile::parse(&Input::new("profile.toml", profile), &program).unwrap();
    assert_eq!(outcomes(&evaluate(&profile, &program).unwrap()).unwrap_err(), TooManyPaths { open: 13 });
    // What has happened is enumerated no more: the same award with one gate behind it is answered.
    let made = accepted("[actuals.milestones]\ng0 = 2026-04-10\n");
    answered(&made, &program, |_, found| {
        assert_eq!(policy(found.award.as_ref().unwrap(), OnMiss::TrancheOnly).paths.len(), 4096);
    });
}

#[test]
fn tiers_gates_and_tranches_are_those_of_the_program() {
    let program = Program::parse(&Input::new("extended.toml", include_str!("../program/extended.toml"))).unwrap();
    let text = with_chances(
        include_str!("../program/profile.toml")
            .trim_end()
            .strip_suffix("[milestones.second-region]\nexpected = 170")
            .unwrap(),
        &[("poc", "0.5"), ("commercial-outcome", "0.5"), ("case-study", "0.5"), ("second-region", "0.5")],
    );
    answered(&text, &program, |_, found| {
        let award = found.award.as_ref().unwrap();
        assert_eq!((award.tier.id.as_str(), award.tier_below.unwrap().id.as_str()), ("summit", "ceiling"));
        // 400 000 × (1 + 1/2 + 1/4 + 1/8 + 1/16) and 400 000 × (1 + 4/2).
        assert_eq!(expected(award, OnMiss::Removed).as_deref(), Some("775000"));
        assert_eq!(expected(award, OnMiss::TrancheOnly).as_deref(), Some("1200000"));
        assert_eq!(policy(award, OnMiss::TrancheOnly).paths.len(), 16);
        // 400 000 × (1 + 4 p) ≥ 1 000 000 from 3/8 on.
        assert_eq!(policy(award, OnMiss::TrancheOnly).break_even.as_ref().unwrap().to_string(), "0.375");
        assert_eq!(award.gates[3].gate.unwrap().evidence, ["traffic from two regions"]);
        let highest = &found.funnel.tiers[0];
        assert_eq!((highest.tier.id.as_str(), highest.of_applicants.to_string().as_str()), ("summit", "0.0005"));
    });
}

#[test]
fn the_funnel_names_what_each_rate_is_a_rate_of() {
    answered(LADDER, &Program::builtin().unwrap(), |_, found| {
        let shown = |rate: &stackplan::advice::outcomes::Rate| {
            format!("{} of {} {}: {}", rate.stage.count, rate.of.count, rate.of.name, rate.share.as_ref().unwrap())
        };
        assert_eq!(shown(&found.funnel.accepted), "50 of 1000 applications: 0.05");
        assert_eq!(shown(&found.funnel.accepted_of_screened), "50 of 500 screened: 0.1");
        let last = found.funnel.steps.last().unwrap();
        assert_eq!(shown(last), "50 of 75 interviewed: 0.6667");
        let highest = &found.funnel.tiers[0];
        assert_eq!([highest.of_accepted.to_string(), highest.of_applicants.to_string()], ["0.05", "0.0025"]);
        assert_eq!(highest.per_cohort, Some((2, 3)));
        let readings: Vec<&str> = found.funnel.readings.iter().map(|conflict| conflict.id.as_str()).collect();
        assert!(
            readings.contains(&"interview-selection-rate") && readings.contains(&"two-five-percents"),
            "{readings:?}"
        );
    });
}
