//! Better facts, and facts learned.

use super::runner::{Sample, Verdict, for_each, with_evaluation};
use super::written::Written;
use crate::model::profile::Profile;
use crate::model::scoring::{COMMITMENT, POC, PRODUCT};
use crate::model::{Form, Service};
use proptest::prelude::*;
use stackplan::diagnostic::Code;
use stackplan::document::Input;
use stackplan::evaluation::Evaluation;
use stackplan::scoring::Answer;

type Change = fn(&mut Profile);

/// A better fact of one kind: the next level of what is known, the highest of what is not.
const RAISES: [(&str, Change); 12] = [
    ("product", |p| p.company.product = next(PRODUCT, p.company.product)),
    ("team", |p| p.company.credible_team = Some(true)),
    ("backing", |p| p.company.backers.get_or_insert_default().push("a16z")),
    ("a named backer", |p| p.company.backers = p.company.backers.take().or(Some(vec!["NEA"])).map(with_a_fund)),
    ("commitment", |p| p.bedrock.commitment = next(COMMITMENT, p.bedrock.commitment)),
    ("poc", |p| p.bedrock.poc = next(POC, p.bedrock.poc)),
    ("users", |p| p.traction.users = Some(p.traction.users.map_or(10_000, |users| users * 10 + 1))),
    ("letters of intent", |p| p.traction.lois.get_or_insert_default().push("Third Bank")),
    ("partners", |p| p.traction.partners = Some(p.traction.partners.unwrap_or(0) + 1)),
    ("revenue now", |p| {
        if let Some(now) = p.traction.mrr.as_mut().and_then(|values| values.last_mut()) {
            *now = *now * 2 + 100;
        }
    }),
    ("basis of the projection", |p| {
        p.bedrock.basis =
            Some(if p.bedrock.basis.is_none_or(|basis| basis == "estimate") { "growth-model" } else { "workloads" });
    }),
    ("projected spend", |p| match p.services.iter_mut().find(|service| service.name == "bedrock") {
        Some(bedrock) => double(&mut bedrock.form),
        None => {
            let (name, provider) = ("bedrock".to_owned(), "aws".to_owned());
            p.services.push(Service { name, provider, form: Form::Monthly(vec![8_000_000, 4_000_000]) });
            p.bedrock.basis = Some("workloads");
        }
    }),
];

fn with_a_fund(mut backers: Vec<&'static str>) -> Vec<&'static str> {
    backers.push("Ferry Street Capital");
    backers
}

fn next(scale: &[&'static str], known: Option<&'static str>) -> Option<&'static str> {
    let top = scale.len() - 1;
    let place =
        known.map_or(top, |word| scale.iter().position(|level| *level == word).expect("a word of the scale") + 1);
    Some(scale[place.min(top)])
}

/// Twice the spend in every month: each threshold of a projection is nearer, and month 24 stays beside month 12.
fn double(form: &mut Form) {
    match form {
        Form::Monthly(values) => values.iter_mut().for_each(|value| *value *= 2),
        Form::Constant(current) | Form::Growth { current, .. } => *current *= 2,
        Form::Lines { current, month_12, month_24 } => {
            *current *= 2;
            *month_12 *= 2;
            if let Some(month_24) = month_24 {
                *month_24 *= 2;
            }
        }
    }
}

/// The awards of the assigned and the possible tier, in dollars; 0 for none.
fn tiers(evaluation: &Evaluation<'_>) -> [i128; 2] {
    let tier = &evaluation.assessment.tier;
    [tier.assigned, tier.possible].map(|tier| tier.map_or(0, |tier| tier.award.value.cents()))
}

/// A better fact of any of the seven kinds lowers neither the assigned nor the possible tier: every requirement on them
/// is "at least", so a better one turns none from met, and none to unmet, screening's own among them. (Stage is the one
/// signal with an "at most": it is not raised here.)
#[test]
fn a_better_fact_never_lowers_a_tier() {
    for_each("better facts", Sample { cases: 250, longest: 400 }, |written, evaluation| {
        let before = tiers(evaluation);
        for (what, raise) in RAISES {
            let mut better = written.clone();
            raise(&mut better.profile);
            // Doubled growth may leave the bounds, and a larger award may come in fewer tranches than were issued.
            with_tiers(&better, &[Code::MonthTooLarge, Code::NoSuchTranche], |after, _| {
                prop_assert!(after[0] >= before[0] && after[1] >= before[1], "{what}: {before:?} to {after:?}");
                Ok(())
            })?;
        }
        Ok(())
    });
}

/// The facts that are not known, each learned as each of its levels.
const LEARNED: [(&str, [Change; 2]); 7] = [
    ("product", [|p| learn(&mut p.company.product, "ai-component"), |p| learn(&mut p.company.product, "model-native")]),
    ("team", [|p| learn(&mut p.company.credible_team, false), |p| learn(&mut p.company.credible_team, true)]),
    ("backers", [|p| learn(&mut p.company.backers, vec![]), |p| learn(&mut p.company.backers, vec!["NEA"])]),
    ("commitment", [|p| learn(&mut p.bedrock.commitment, "partial"), |p| learn(&mut p.bedrock.commitment, "primary")]),
    ("poc", [|p| learn(&mut p.bedrock.poc, "none"), |p| learn(&mut p.bedrock.poc, "production")]),
    ("users", [|p| learn(&mut p.traction.users, 0), |p| learn(&mut p.traction.users, 10_000)]),
    ("revenue", [|p| learn(&mut p.traction.mrr, vec![0]), |p| learn(&mut p.traction.mrr, vec![5_000_000; 6])]),
];

fn learn<T>(fact: &mut Option<T>, value: T) {
    fact.get_or_insert(value);
}

/// Learning an absent fact, good or bad, closes in on the tier from both sides: the assigned one never falls unless
/// screening now fails, and the possible one never rises.
#[test]
fn learning_a_fact_narrows_what_the_tier_may_be() {
    for_each("learned facts", Sample { cases: 200, longest: 400 }, |written, evaluation| {
        let before = tiers(evaluation);
        for (what, change) in LEARNED.into_iter().flat_map(|(what, changes)| changes.map(|change| (what, change))) {
            let mut informed = written.clone();
            change(&mut informed.profile);
            // An acceptance may have followed the tier that is now out, or one with more tranches.
            with_tiers(&informed, &[Code::NeedsTier, Code::NoSuchTranche], |after, eligible| {
                prop_assert!(after[1] <= before[1], "{what}: {before:?} to {after:?}");
                prop_assert!(eligible == Answer::No || after[0] >= before[0], "{what}: {before:?} to {after:?}");
                Ok(())
            })?;
        }
        Ok(())
    });
}

/// Checks the tiers of a changed profile, which may be refused for one of a few reasons.
fn with_tiers(written: &Written, refusals: &[Code], check: impl FnOnce([i128; 2], Answer) -> Verdict) -> Verdict {
    with_evaluation(&Input::new("generated", written.text()), |found| match found {
        Ok(evaluation) => check(tiers(evaluation), evaluation.assessment.screening.eligible),
        Err(diagnostics) => {
            prop_assert!(diagnostics.iter().all(|one| refusals.contains(&one.code)), "{diagnostics}");
            Ok(())
        }
    })
}
