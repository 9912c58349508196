//! Signals, screening, recommendation and tiers, as the naive scoring has them.

use super::Verdict;
use crate::model::profile::Profile;
use crate::model::scoring::{self, Answer, Range};
use proptest::prelude::*;
use stackplan::evaluation::Evaluation;
use stackplan::scoring::{self as engine, Status};

/// Everything that the facts support.
pub fn scores(profile: &Profile, evaluation: &Evaluation<'_>) -> Verdict {
    let wanted = scoring::score(profile);
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
