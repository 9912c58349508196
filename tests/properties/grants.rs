//! §5: the engine's grants against the naive timeline.

use super::runner::{Sample, for_each};
use crate::model::profile::{Decision, Profile};
use crate::model::scoring::score;
use crate::model::timeline::{self, Fate, Life};
use crate::model::{tranches, warnings};
use proptest::prelude::*;
use stackplan::band::Case;
use stackplan::timeline::Grant;

/// Id, amounts, issue, first use, last usable day, status, coverage and order of every grant in every case are the
/// model's.
#[test]
fn every_grant_is_the_one_that_the_naive_timeline_lists() {
    for_each("grants", Sample { cases: 1_500, longest: 1_100 }, |written, evaluation| {
        let found: Vec<timeline::Grant> = evaluation.timeline.grants.iter().map(plain).collect();
        let wanted = timeline::grants(&written.profile).expect("what evaluates is not refused");
        let ids = |grants: &[timeline::Grant]| grants.iter().map(|grant| grant.id.clone()).collect::<Vec<_>>();
        prop_assert_eq!(ids(&found), ids(&wanted));
        for (found, wanted) in found.iter().zip(&wanted) {
            prop_assert_eq!(found, wanted);
        }
        Ok(())
    });
}

fn plain(grant: &Grant<'_>) -> timeline::Grant {
    let fate = |case: Case| Fate {
        amount: grant.amount.get(case).cents(),
        status: grant.status.get(case).name(),
        life: grant.life.get(case).map(|life| Life {
            issued: i64::from(life.issued.0),
            usable: i64::from(life.usable.0),
            last: i64::from(life.last().0),
        }),
    };
    timeline::Grant {
        id: grant.id.to_string(),
        program: match grant.program {
            "aws-activate" => "aws-activate",
            "generative-ai-accelerator" => "generative-ai-accelerator",
            "anthropic-startups" => "anthropic-startups",
            "held" => "held",
            other => panic!("a program of its own: {other}"),
        },
        provider: grant.provider.to_string(),
        gate: grant.gate().and_then(|gate| super::generate::GATES.into_iter().find(|known| *gate == **known)),
        covers: grant.covers.iter().map(ToString::to_string).collect(),
        cases: Case::ALL.map(fate),
    }
}

/// Acceptance, the gates in order, their deadlines and which of them are missed are the model's.
#[test]
fn every_deadline_is_the_cautious_due_day_counted_from_acceptance() {
    for_each("gates", Sample { cases: 400, longest: 300 }, |written, evaluation| {
        let profile = &written.profile;
        let followed = tranches::followed_tier(profile, &score(profile)).expect("what evaluates is not refused");
        let due = followed.map_or_else(Vec::new, |tier| tranches::gates(tier, profile.offer.tranches));
        let accepted = tranches::acceptance(profile);
        let found = evaluation.timeline.acceptance.map(|days| Case::ALL.map(|case| i64::from(days.get(case).0)));
        prop_assert_eq!(found, followed.map(|_| accepted));
        prop_assert_eq!(evaluation.timeline.gates.len(), due.len());
        for ((gate, due), found) in due.into_iter().zip(&evaluation.timeline.gates) {
            prop_assert!(*found.id() == *gate, "{} for {gate}", found.id());
            for (case, accepted) in Case::ALL.into_iter().zip(accepted) {
                prop_assert_eq!(i64::from(found.deadline.get(case).0), accepted + due[0]);
                prop_assert_eq!(found.is_missed(case), tranches::is_missed(profile, gate, due, accepted), "{}", gate);
            }
        }
        Ok(())
    });
}

/// Tranches of which none is issued or declined yet sum to the award of the tier, forfeited ones with their part.
#[test]
fn planned_and_forfeited_tranches_sum_to_the_award() {
    for_each("award", Sample { cases: 400, longest: 300 }, |written, evaluation| {
        let profile = &written.profile;
        if profile.actual_grants.iter().any(|actual| actual.id.starts_with("accelerator-")) {
            return Ok(());
        }
        let award = match tranches::followed_tier(profile, &score(profile)).expect("what evaluates is not refused") {
            Some(tier) => tranches::award(tier),
            None => 0,
        };
        for case in Case::ALL {
            let tranches = evaluation.timeline.grants.iter().filter(|grant| grant.is_tranche());
            prop_assert_eq!(tranches.map(|grant| grant.amount.get(case).cents()).sum::<i128>(), award);
        }
        prop_assert_eq!(evaluation.assessment.award().map(|award| award.cents()), award_of_tier(profile));
        Ok(())
    });
}

/// The seven warnings that the specification names come when the model says so, once for each thing they are about.
#[test]
fn every_warning_of_the_specification_is_given_when_it_is_due() {
    for_each("warnings", Sample { cases: 500, longest: 300 }, |written, evaluation| {
        let known = [
            "check-model-coverage",
            "credit-already-expired",
            "few-founder-hours",
            "no-endorsement",
            "offer-without-grant",
            "scale-at-risk",
            "tranche-count",
        ];
        let all = evaluation.timeline.warnings.iter().map(|warning| warning.code.name());
        let mut found: Vec<&str> = all.filter(|code| known.contains(code)).collect();
        found.sort_unstable();
        let grants = timeline::grants(&written.profile).expect("what evaluates is not refused");
        prop_assert_eq!(found, warnings::warnings(&written.profile, &grants));
        Ok(())
    });
}

/// §4: the award of `actuals.tier`, else of the assigned tier, whether the plan applies or not.
fn award_of_tier(profile: &Profile) -> Option<i128> {
    let letter = match profile.decision {
        Decision::Accepted { tier, .. } => tier,
        Decision::Rejected { .. } | Decision::None => None,
    };
    letter.or(score(profile).assigned).map(tranches::award)
}
