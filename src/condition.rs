//! What a caller may ask to be told of by the exit status.

use crate::band::Case;
use crate::evaluation::{Evaluation, Outcome};
use crate::money::{Usd, alone};
use crate::position::Summary;
use crate::scoring::Answer;
use crate::text::words;
use crate::timeline::Status;

words! {
    /// A condition of `--fail-on`. Those on credits look at the plan if accepted, in the cases shown.
    Condition {
        Ineligible, "ineligible", "Screening fails";
        Unknown, "unknown", "A missing fact leaves eligibility or the tier open";
        NoTier, "no-tier", "No tier is assigned";
        Lapse, "lapse", "A credit lapses unused by the horizon";
        Gap, "gap", "There are days without credits between credits";
        Forfeit, "forfeit", "A gate is missed and its tranche forfeited";
        Bill, "bill", "A bill has to be paid on a service that a credit covers";
        Warning, "warning", "There is a warning";
    }
}

impl Condition {
    /// Why the condition holds, where it does.
    #[must_use]
    pub fn holds(self, evaluation: &Evaluation<'_>, cases: &[Case]) -> Option<String> {
        let assessment = &evaluation.assessment;
        match self {
            Self::Ineligible => (assessment.screening.eligible == Answer::No).then(|| "screening fails".to_owned()),
            Self::Unknown => {
                let keys = assessment.missing_keys();
                (!keys.is_empty()).then(|| format!("fill in {}", keys.join(", ")))
            }
            Self::NoTier => assessment.tier.assigned.is_none().then(|| "no tier is assigned".to_owned()),
            Self::Lapse => in_cases(evaluation, cases, |summary| {
                (summary.lapsed > Usd::ZERO).then(|| format!("{} lapses unused", alone(summary.lapsed)))
            }),
            Self::Gap => in_cases(evaluation, cases, |summary| {
                summary.gaps.first().map(|gap| format!("no credits from day {} to {}", gap.from, gap.to))
            }),
            Self::Forfeit => {
                let is_lost = |status: &Status| *status == Status::Forfeited;
                let mut grants = evaluation.timeline.grants.iter();
                let lost = grants.find(|grant| cases.iter().any(|case| is_lost(grant.status.get(*case))));
                lost.map(|grant| format!("{} is forfeited", grant.id))
            }
            Self::Bill => in_cases(evaluation, cases, |summary| {
                let (day, amount) = (summary.first_bill_day?, summary.first_bill?);
                Some(format!("{} to pay on day {day}", alone(amount)))
            }),
            Self::Warning => evaluation.timeline.warnings.first().map(|warning| warning.message.clone()),
        }
    }
}

/// The first answer of a provider's summary in the cases.
fn in_cases(
    evaluation: &Evaluation<'_>,
    cases: &[Case],
    answer: impl Fn(&Summary) -> Option<String>,
) -> Option<String> {
    cases.iter().find_map(|case| {
        evaluation.granting_providers(Outcome::Accepted).into_iter().find_map(|provider| {
            let summary = evaluation.summary(Outcome::Accepted, *case, provider)?;
            answer(&summary).map(|why| format!("{why} ({provider}, {case})"))
        })
    })
}
