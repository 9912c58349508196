//! What to do: the first action that applies (L47, L48).

use super::{Answer, Screening, Status};
use crate::profile::{Decision, Profile};
use crate::program::Program;

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
#[derive(Debug, Clone)]
pub struct Recommendation {
    /// What to do.
    pub action: Action,
    /// Why, one sentence each.
    pub reasons: Vec<String>,
}

/// The first action that applies.
pub fn recommend(profile: &Profile, program: &Program, screening: &Screening<'_>) -> Recommendation {
    let rules = &program.recommendation;
    let of = |status: Status| {
        let findings = screening.findings.iter().filter(move |finding| finding.status == status);
        findings.map(|finding| {
            let signal = finding.requirement.signal;
            format!("screening asks for {signal} {}, found {}", finding.needed(), finding.found())
        })
    };
    let (action, reasons) = match &profile.actuals.decision {
        Some(Decision::Accepted { decided, .. }) => (Action::Execute, vec![format!("accepted on {decided}")]),
        _ if profile.company.stage >= rules.edp_stage.value => {
            (Action::Edp, vec![format!("stage {}: {}", profile.company.stage, rules.edp_stage.citation.why)])
        }
        _ if screening.eligible == Answer::No => (Action::StandardStack, of(Status::Unmet).collect()),
        Some(Decision::Rejected { decided }) => {
            (Action::StandardStack, vec![format!("rejected on {decided}; the stack stays available")])
        }
        None if !profile.plan.accelerator => {
            (Action::StandardStack, vec!["the plan does not apply to the accelerator".to_owned()])
        }
        None if screening.eligible == Answer::Unknown => (Action::CompleteProfile, of(Status::Unknown).collect()),
        None => stay_or_pursue(profile, program),
    };
    Recommendation { action, reasons }
}

fn stay_or_pursue(profile: &Profile, program: &Program) -> Advice {
    let needed = program.recommendation.primary_months.value;
    match profile.bedrock.primary_for_months {
        Some(months) if months < needed => {
            let reason = format!("willing to stay on Bedrock for {months} months; the accelerator asks for {needed}");
            (Action::StandardStack, vec![reason])
        }
        _ => (Action::Pursue, vec!["every screening rule is met".to_owned()]),
    }
}

/// An action with its reasons, before they are put together.
type Advice = (Action, Vec<String>);
