//! §5: the engine's grants against the naive timeline.

use super::agree;
use super::runner::{Sample, for_each};
use crate::model::profile::{Decision, Profile};
use crate::model::scoring::score;
use crate::model::tranches;
use proptest::prelude::*;
use stackplan::band::Case;

/// Id, amounts, issue, first use, last usable day, status, coverage and order of every grant in every case are the
/// model's.
#[test]
fn every_grant_is_the_one_that_the_naive_timeline_lists() {
    for_each("grants", Sample { cases: 1_500, longest: 1_100 }, |written, evaluation| {
        agree::grants(&written.profile, evaluation)
    });
}

/// Acceptance, the gates in order, their deadlines and which of them are missed are the model's.
#[test]
fn every_deadline_is_the_cautious_due_day_counted_from_acceptance() {
    for_each("gates", Sample { cases: 400, longest: 300 }, |written, evaluation| {
        agree::gates(&written.profile, evaluation)
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
        agree::warnings(&written.profile, evaluation)
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
