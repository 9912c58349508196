//! §3 and §4: the engine's reading of the facts against the naive one.

use super::runner::{Sample, for_each};
use crate::model::scoring::{self, Answer, Range};
use proptest::prelude::*;
use stackplan::scoring::{self as engine, Status};

/// Every signal's range, every screening rule, eligibility, recommendation and both tiers are the model's.
#[test]
fn every_signal_and_tier_is_the_one_that_the_naive_scoring_finds() {
    for_each("scores", Sample { cases: 1_500, longest: 1_100 }, |written, evaluation| {
        let wanted = scoring::score(&written.profile);
        let assessment = &evaluation.assessment;
        let range = |reading: &engine::Reading| Range {
            proved: usize::from(reading.proved.rank()),
            possible: usize::from(reading.possible.rank()),
        };
        let signals: Vec<(&str, Range)> =
            assessment.signals.iter().map(|reading| (reading.signal().name(), range(reading))).collect();
        prop_assert_eq!(signals, wanted.signals);
        let screening: Vec<(&str, Answer)> = assessment
            .screening
            .findings
            .iter()
            .map(|finding| (finding.requirement.signal.name(), of_status(finding.status)))
            .collect();
        prop_assert_eq!(screening, wanted.screening);
        prop_assert_eq!(of_answer(assessment.screening.eligible), wanted.eligible);
        prop_assert_eq!(assessment.recommendation.action.name(), wanted.action);
        let (assigned, possible) = (assessment.tier.assigned, assessment.tier.possible);
        prop_assert_eq!(assigned.map(|tier| tier.id.as_str()), wanted.assigned);
        prop_assert_eq!(possible.map(|tier| tier.id.as_str()), wanted.possible);
        prop_assert_eq!(assessment.tier.missing.is_empty(), wanted.assigned == wanted.possible, "keys that settle it");
        Ok(())
    });
}

fn of_status(status: Status) -> Answer {
    match status {
        Status::Met => Answer::Yes,
        Status::Unmet => Answer::No,
        Status::Unknown => Answer::Unknown,
    }
}

fn of_answer(answer: engine::Answer) -> Answer {
    match answer {
        engine::Answer::Yes => Answer::Yes,
        engine::Answer::No => Answer::No,
        engine::Answer::Unknown => Answer::Unknown,
    }
}
