//! What a caller may ask to be told of by the exit status.

use crate::band::Case;
use crate::evaluation::{Evaluation, Outcome};
use crate::money::{Usd, alone};
use crate::position::Summary;
use crate::scoring::Answer;
use crate::timeline::Status;

/// A condition of `--fail-on`. Those on credits look at the plan if accepted, in the cases shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Condition {
    /// Screening fails.
    Ineligible,
    /// A missing fact leaves eligibility or the tier open.
    Unknown,
    /// No tier is assigned.
    NoTier,
    /// A credit lapses unused by the horizon.
    Lapse,
    /// There are days without credits between credits.
    Gap,
    /// A gate is missed and its tranche forfeited.
    Forfeit,
    /// A bill has to be paid on a service that a credit covers.
    Bill,
    /// There is a warning.
    Warning,
}

impl Condition {
    /// Every condition.
    pub const ALL: [Self; 8] = [
        Self::Ineligible,
        Self::Unknown,
        Self::NoTier,
        Self::Lapse,
        Self::Gap,
        Self::Forfeit,
        Self::Bill,
        Self::Warning,
    ];

    /// One line on what the condition means.
    #[must_use]
    pub const fn summary(self) -> &'static str {
        match self {
            Self::Ineligible => "Screening fails",
            Self::Unknown => "A missing fact leaves eligibility or the tier open",
            Self::NoTier => "No tier is assigned",
            Self::Lapse => "A credit lapses unused by the horizon",
            Self::Gap => "There are days without credits between credits",
            Self::Forfeit => "A gate is missed and its tranche forfeited",
            Self::Bill => "A bill has to be paid on a service that a credit covers",
            Self::Warning => "There is a warning",
        }
    }

    /// The name on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ineligible => "ineligible",
            Self::Unknown => "unknown",
            Self::NoTier => "no-tier",
            Self::Lapse => "lapse",
            Self::Gap => "gap",
            Self::Forfeit => "forfeit",
            Self::Bill => "bill",
            Self::Warning => "warning",
        }
    }

    /// Why the condition holds, where it does.
    #[must_use]
    pub fn holds(self, evaluation: &Evaluation<'_>, cases: &[Case]) -> Option<String> {
        let assessment = &evaluation.assessment;
        match self {
            Self::Ineligible => (assessment.screening.eligible == Answer::No).then(|| "screening fails".to_owned()),
            Self::Unknown => {
                let is_open = assessment.screening.eligible == Answer::Unknown;
                let screening = assessment.screening.findings.iter().filter(|_| is_open);
                let screening = screening.flat_map(|finding| &finding.missing);
                let mut keys: Vec<&str> = screening.chain(&assessment.tier.missing).map(AsRef::as_ref).collect();
                keys.sort_unstable();
                keys.dedup();
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
