//! The grants that the plan does not hold, and why not.

use super::ACTUAL;
use crate::evaluation::Evaluation;
use crate::id::GrantId;
use crate::profile::{ActualGrant, Decision, GrantOutcome};
use crate::program::Component;
use crate::scoring::{Action, Finding, Status};

/// A grant that the plan does not hold.
#[derive(Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// The grant; the accelerator's own name where the whole award is left out.
    pub id: GrantId,
    /// Why, one sentence each, at least one.
    pub reasons: Vec<String>,
}

/// The program's grants that are not in the plan, then the held credits that ended before it.
pub fn left_out(evaluation: &Evaluation<'_>) -> Vec<LeftOut> {
    let Evaluation { profile, program, timeline, .. } = evaluation;
    let is_listed = |id: &GrantId| timeline.grants.iter().any(|grant| grant.id == *id);
    let mut left_out = Vec::new();
    let mut add = |id: &GrantId, reasons: Vec<String>| left_out.push(LeftOut { id: id.clone(), reasons });
    for component in program.stack.iter().filter(|component| !is_listed(&component.id)) {
        let is_chosen = profile.plan.stack.as_ref().is_none_or(|stack| stack.contains(&component.id));
        let not_chosen = (!is_chosen).then(|| "plan.stack does not name it".to_owned());
        add(&component.id, reasons(evaluation, component, not_chosen));
    }
    if timeline.acceptance.is_none() {
        add(&program.accelerator.grant, vec![no_award(evaluation)]);
    }
    for declined in profile.actuals.grants.iter().filter(|actual| is_declined(actual)) {
        if program.accelerator.tranche_number(declined.id.as_str()).is_some() {
            add(&declined.id, vec![format!("declined, says {ACTUAL}")]);
        }
    }
    for component in program.direct.iter().filter(|component| !is_listed(&component.id)) {
        let is_asked_for = profile.plan.direct.contains(&component.id);
        let switch = component.switch.as_deref().unwrap_or_default();
        let not_asked_for = (!is_asked_for).then(|| format!("plan.{switch} is not true"));
        add(&component.id, reasons(evaluation, component, not_asked_for));
    }
    for credit in profile.credits.iter().filter(|credit| !is_listed(&credit.id)) {
        add(&credit.id, vec![format!("it ended on {}, before day 0", credit.expires)]);
    }
    left_out
}

fn is_declined(actual: &ActualGrant) -> bool {
    actual.outcome == GrantOutcome::Declined
}

fn reasons(evaluation: &Evaluation<'_>, component: &Component, not_chosen: Option<String>) -> Vec<String> {
    let Evaluation { profile, assessment, services, .. } = evaluation;
    if profile.actuals.grant(&component.id).is_some_and(is_declined) {
        return vec![format!("declined, says {ACTUAL}")];
    }
    let mut reasons: Vec<String> = not_chosen.into_iter().collect();
    if let Some(needed) = &component.service {
        let months = profile.plan.horizon.months();
        let service = services.iter().find(|service| *service.id == needed.value);
        let is_spent_on =
            service.is_some_and(|service| months.iter().any(|month| !service.month(month.number).is_zero()));
        reasons.extend((!is_spent_on).then(|| format!("nothing is spent on {} in the plan", needed.value)));
    }
    for requirement in &component.requires {
        let finding = Finding::new(requirement, &assessment.signals);
        if finding.status == Status::Unmet {
            reasons.push(format!("it asks for {} {}, found {}", requirement.signal, finding.needed(), finding.found()));
        }
    }
    reasons
}

/// Why the plan holds no award.
fn no_award(evaluation: &Evaluation<'_>) -> String {
    let assessment = &evaluation.assessment;
    let action = assessment.recommendation.action;
    match &evaluation.profile.actuals.decision {
        Some(Decision::Rejected { decided }) => format!("the accelerator rejected on {decided}"),
        _ if matches!(action, Action::Pursue | Action::CompleteProfile) => {
            "the facts assign no tier, so that its size is not known".to_owned()
        }
        _ => format!("the recommendation is {}, which does not apply for it", action.name()),
    }
}
