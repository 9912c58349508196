//! What to do: the first action that applies (L47, L48).

use super::{Answer, Screening, Status};
use crate::calendar::Date;
use crate::profile::{Decision, Profile};
use crate::program::{Citation, Program};
use crate::signal::Level;

/// What to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Accepted: carry out the milestones.
    Execute,
    /// Ask for committed-spend discounts.
    Edp,
    /// File the stack, without the accelerator.
    StandardStack,
    /// Fill in the missing facts first.
    CompleteProfile,
    /// File the stack and apply.
    Pursue,
}

impl Action {
    /// Every action, in the order in which they are tried.
    pub const ALL: [Self; 5] = [Self::Execute, Self::Edp, Self::StandardStack, Self::CompleteProfile, Self::Pursue];

    /// The word in every output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Execute => "execute",
            Self::Edp => "edp",
            Self::StandardStack => "standard-stack",
            Self::CompleteProfile => "complete-profile",
            Self::Pursue => "pursue",
        }
    }

    /// The action as a sentence to a founder.
    #[must_use]
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Execute => "carry out the milestones of the award",
            Self::Edp => "ask AWS about committed-spend discounts",
            Self::StandardStack => "file the standard stack, without the accelerator",
            Self::CompleteProfile => "fill in the missing facts, then decide",
            Self::Pursue => "file the stack and apply to the accelerator",
        }
    }
}

/// What to do, and why.
#[derive(Debug, Clone, Copy)]
pub struct Recommendation<'a> {
    /// What to do.
    pub action: Action,
    reason: Reason<'a>,
}

/// Why to do it.
#[derive(Debug, Clone, Copy)]
enum Reason<'a> {
    /// The accelerator has accepted.
    Accepted(Date),
    /// It has rejected.
    Rejected(Date),
    /// The company is beyond a stage.
    Stage(Level, &'a Citation),
    /// Screening asks for what is unmet or unknown.
    Screening(Status),
    /// The plan leaves the accelerator out.
    NotPlanned,
    /// The team would stay on the committed service for fewer months than are needed.
    Leaves { months: u64, needed: u64 },
    /// Nothing speaks against it.
    AllMet,
}

impl Recommendation<'_> {
    /// Why, one sentence each.
    pub(super) fn reasons(&self, screening: &Screening<'_>) -> Vec<String> {
        let sentence = match self.reason {
            Reason::Screening(status) => return screening.asks(status),
            Reason::Accepted(decided) => format!("accepted on {decided}"),
            Reason::Rejected(decided) => format!("rejected on {decided}; the stack stays available"),
            Reason::Stage(stage, citation) => format!("stage {stage}: {}", citation.why),
            Reason::NotPlanned => "the plan does not apply to the accelerator".to_owned(),
            Reason::Leaves { months, needed } => {
                format!("willing to stay on Bedrock for {months} months; the accelerator asks for {needed}")
            }
            Reason::AllMet => "every screening rule is met".to_owned(),
        };
        vec![sentence]
    }
}

/// The first action that applies.
pub fn recommend<'a>(profile: &Profile, program: &'a Program, eligible: Answer) -> Recommendation<'a> {
    let rules = &program.recommendation;
    let stage = profile.company.stage;
    let needed = rules.primary_months.value;
    let (action, reason) = match (&profile.actuals.decision, eligible) {
        (Some(Decision::Accepted { decided, .. }), _) => (Action::Execute, Reason::Accepted(*decided)),
        _ if stage >= rules.edp_stage.value => (Action::Edp, Reason::Stage(stage, &rules.edp_stage.citation)),
        (_, Answer::No) => (Action::StandardStack, Reason::Screening(Status::Unmet)),
        (Some(Decision::Rejected { decided }), _) => (Action::StandardStack, Reason::Rejected(*decided)),
        _ if !profile.plan.accelerator => (Action::StandardStack, Reason::NotPlanned),
        (None, Answer::Unknown) => (Action::CompleteProfile, Reason::Screening(Status::Unknown)),
        (None, Answer::Yes) => match profile.bedrock.primary_for_months {
            Some(months) if months < needed => (Action::StandardStack, Reason::Leaves { months, needed }),
            _ => (Action::Pursue, Reason::AllMet),
        },
    };
    Recommendation { action, reason }
}
