//! One movable change away, and the one missing fact, as `reach` finds them.

use std::collections::BTreeSet;

use stackplan::advice::reach::{Kind, reach, steps};
use stackplan::evaluation::{Evaluation, evaluate};
use stackplan::signal::Signal;
use stackplan::{Input, Program};

use super::corpus::{WORLDS, World, builtin, portfolio, profile};

/// The tiers that one change assigns, or a higher one: the change's kind, the place of the tier, the signal.
type Singles = BTreeSet<(Kind, usize, Signal)>;

/// As `reach` has them.
fn reached(input: &Input, program: &Program) -> Singles {
    let found = reach(input, program, None).unwrap();
    let mut reached = BTreeSet::new();
    for target in &found.targets {
        let place = program.tiers.iter().position(|tier| tier.id == target.tier.id).unwrap();
        let singles = target.sets.iter().filter_map(|set| match set.changes.as_slice() {
            [only] => Some((only.kind, place, only.signal)),
            _ => None,
        });
        reached.extend(singles);
    }
    reached
}

/// As the findings have them: a tier is reached as well by whatever reaches a higher one.
fn near(evaluation: &Evaluation<'_>) -> Singles {
    let tiers = &evaluation.program.tiers;
    let assigned = evaluation.assessment.tier.assigned;
    let end = assigned.map_or(tiers.len(), |tier| tiers.iter().position(|own| own.id == tier.id).unwrap());
    steps(evaluation).flat_map(|step| (step.place..end).map(move |place| (step.kind, place, step.signal))).collect()
}

#[test]
fn a_movable_step_is_a_set_of_one_movable_change_and_the_other_way_round() {
    for World { program, companies } in &*WORLDS {
        let mut seen = BTreeSet::new();
        for (input, profile) in companies {
            let (found, expected) = (near(&evaluate(profile, program).unwrap()), reached(input, program));
            let of = |kind: Kind, singles: &Singles| -> Singles {
                singles.iter().copied().filter(|(own, ..)| *own == kind).collect()
            };
            let moved = of(Kind::Movable, &found);
            assert_eq!(moved, of(Kind::Movable, &expected), "{}\n{input:?}", profile.path());
            assert_eq!(of(Kind::Fixed, &found), of(Kind::Fixed, &expected), "{}\n{input:?}", profile.path());
            assert!(found.is_subset(&expected), "{}: {found:?} {expected:?}", profile.path());
            seen.extend(moved.into_iter().map(|(_, _, signal)| signal));
        }
        let movable = [Signal::Commitment, Signal::Poc, Signal::Traction, Signal::Projection];
        assert_eq!(seen, BTreeSet::from(movable));
    }
}

const HEDGED: &str = r#"
    company = { name = "A", stage = "series-a", product = "model-native", ai_ml_credibility = true }
    funding = { backers = ["Sequoia"] }
    traction = { monthly_active_users = 20000 }
    spend.bedrock = { basis = "workloads", current = 100000 }
    spend.claude-api = { current = 90000 }
    plan = { start = 2026-01-01 }
"#;

fn top_step(program: &Program, commitment: &str) -> Option<(Signal, Kind)> {
    let text = format!("{HEDGED}\n{commitment}");
    let profile = profile(program, &text);
    let evaluation = evaluate(&profile, program).unwrap();
    steps(&evaluation).find(|step| step.place == 0).map(|step| (step.signal, step.kind))
}

#[test]
fn a_hedge_is_one_change_and_a_hedge_below_the_commitment_two() {
    let program = builtin();
    let commitment = |level: &str| format!("bedrock = {{ commitment = \"{level}\", poc = \"production\" }}");
    assert_eq!(top_step(&program, &commitment("primary")), Some((Signal::Commitment, Kind::Movable)));
    assert_eq!(top_step(&program, &commitment("partial")), None);
    assert_eq!(top_step(&program, "bedrock = { poc = \"production\" }"), None);
}

#[test]
fn a_decision_settles_the_tier() {
    let program = builtin();
    let text = format!("{HEDGED}\nbedrock = {{ commitment = \"primary\" }}");
    let near = |text: &str| {
        let profile = profile(&program, text);
        portfolio(&program, &[&evaluate(&profile, &program).unwrap()]).near.companies
    };
    assert_eq!(near(&text), 1);
    assert_eq!(near(&format!("{text}\nactuals = {{ decision = \"rejected\", decided = 2026-03-01 }}")), 0);
}

#[test]
fn where_nothing_else_is_missing_every_answer_to_the_one_key_settles_the_tier() {
    let [World { program, companies }, _] = &*WORLDS;
    let mut seen = 0;
    for (input, profile) in companies {
        let evaluation = evaluate(profile, program).unwrap();
        let whole = portfolio(program, &[&evaluation]);
        let missing = whole.facts.missing();
        for (key, count) in &missing {
            assert_eq!((count.companies, count.only), (1, u64::from(missing.len() == 1)), "{key}");
        }
        let [(key, _)] = missing.as_slice() else { continue };
        let found = reach(input, program, None).unwrap();
        if let Some(fact) = found.missing_fact {
            seen += 1;
            assert_eq!((fact.key.as_str(), fact.most), (*key, 1), "{}", profile.path());
        }
    }
    assert!(seen > 5, "{seen} companies miss one fact only");
}
