//! Each grant of the plan: which values of the program, or which keys of the profile, each of its fields rests on. And
//! each grant that the plan does not hold, with the reason.

mod gates;
mod left_out;

use crate::evaluation::Evaluation;
use crate::profile::{GrantOutcome, Profile};
use crate::program::{Citation, Component};
use crate::timeline::{Done, GatePlan, Grant, GrantKind, Status};

pub use left_out::{LeftOut, left_out};

/// The key that states what has happened to a grant.
const ACTUAL: &str = "actuals.grants";

/// A grant with what it rests on.
#[derive(Debug)]
pub struct GrantStep<'e, 'a> {
    /// The grant.
    pub grant: &'e Grant<'a>,
    /// What it is called.
    pub title: &'a str,
    /// Where each of its fields comes from, in the order amount, issued, usable, expires_on, covers, status.
    pub basis: Vec<Basis<'a>>,
    /// When its gate is met and due, and whether a gate is missed; `None` for a grant without one.
    pub gate: Option<String>,
}

/// Where one field of a grant comes from.
#[derive(Debug)]
pub struct Basis<'a> {
    /// The field, as in `eval --format json`.
    pub field: &'static str,
    /// Where it comes from.
    pub origin: Origin<'a>,
}

/// Who states a value.
#[derive(Debug)]
pub enum Origin<'a> {
    /// The program, in the value of this citation.
    Program(&'a Citation),
    /// The profile, under this key.
    Profile(String),
}

impl<'a> GrantStep<'_, 'a> {
    /// The values of the program that the grant rests on.
    pub(super) fn cited(&self) -> impl Iterator<Item = &'a Citation> {
        self.basis.iter().filter_map(|basis| match basis.origin {
            Origin::Program(citation) => Some(citation),
            Origin::Profile(_) => None,
        })
    }
}

/// Every grant of the plan, in its order.
pub fn walk<'e, 'a>(evaluation: &'e Evaluation<'a>) -> Vec<GrantStep<'e, 'a>> {
    let step = |grant: &'e Grant<'a>| {
        let component = evaluation.program.components().find(|component| component.id == grant.id);
        let (title, basis) = match (grant.kind, component) {
            (GrantKind::Tranche(_), _) => tranche(evaluation, grant),
            (GrantKind::Component, Some(component)) => {
                (component.title.as_str(), component_basis(evaluation.profile, grant, component))
            }
            (GrantKind::Component, None) | (GrantKind::Held, _) => ("a credit already held", held()),
        };
        GrantStep { grant, title, basis, gate: gates::of(evaluation, grant) }
    };
    evaluation.timeline.grants.iter().map(step).collect()
}

fn program<'a>(field: &'static str, citation: &'a Citation) -> Basis<'a> {
    Basis { field, origin: Origin::Program(citation) }
}

fn profile(field: &'static str, key: impl Into<String>) -> Basis<'static> {
    Basis { field, origin: Origin::Profile(key.into()) }
}

fn held<'a>() -> Vec<Basis<'a>> {
    let fields = [
        ("amount", "credits.remaining"),
        ("issued", "credits.issued"),
        ("expires_on", "credits.expires"),
        ("covers", "credits.covers"),
    ];
    fields.map(|(field, key)| profile(field, key)).into()
}

fn component_basis<'a>(facts: &Profile, grant: &Grant<'_>, component: &'a Component) -> Vec<Basis<'a>> {
    let mut basis = Vec::new();
    if grant.status.likely == Status::Actual {
        basis.extend([profile("amount", ACTUAL), profile("issued", ACTUAL)]);
    } else {
        let offered = facts.offer.awards.iter().any(|(id, _)| *id == component.id);
        basis.push(match component.offer.as_ref().filter(|_| offered) {
            Some(key) => profile("amount", format!("offer.{key}")),
            None => program("amount", &component.amount.citation),
        });
        if let Some(less) = component.less_prior_credits.as_ref().filter(|less| less.value)
            && !facts.funding.prior_activate_credits.is_zero()
        {
            basis.push(program("amount", &less.citation));
            basis.push(profile("amount", "funding.prior_activate_credits"));
        }
        basis.push(program("issued", &component.issued.citation));
        basis.extend(component.service.as_ref().map(|service| program("status", &service.citation)));
        basis.extend(component.requires.iter().map(|requirement| program("status", &requirement.citation)));
    }
    basis.push(program("expires_on", &component.expires_months.citation));
    basis.push(program("covers", &component.covers.citation));
    let checks = component.checks_models.as_ref().filter(|checks| checks.value);
    basis.extend(checks.map(|checks| program("covers", &checks.citation)));
    basis.push(program("status", &component.citation));
    basis
}

/// The title of a part of the award, and what it rests on.
fn tranche<'a>(evaluation: &Evaluation<'a>, grant: &Grant<'_>) -> (&'a str, Vec<Basis<'a>>) {
    let accelerator = &evaluation.program.accelerator;
    let number = accelerator.tranche_number(grant.id.as_str()).unwrap_or_default();
    let gate = evaluation.timeline.gates.iter().find(|gate| gate.tranche == number);
    let milestone = gate.and_then(|gate| evaluation.program.gate(gate.id().as_str()));
    let mut basis = award_part(evaluation, grant);
    if grant.status.likely == Status::Actual {
        basis.push(profile("issued", ACTUAL));
    } else {
        basis.extend(issue(evaluation, gate));
    }
    basis.push(program("expires_on", &accelerator.expires_months.citation));
    basis.push(program("covers", &accelerator.covers.citation));
    let checks = accelerator.checks_models.as_ref().filter(|checks| checks.value);
    basis.extend(checks.map(|checks| program("covers", &checks.citation)));
    basis.push(program("status", &accelerator.citation));
    basis.extend(milestone.map(|gate| program("status", &gate.citation)));
    let scale = milestone.and_then(|gate| gate.scale.as_ref());
    basis.extend(scale.map(|scale| program("status", &scale.monthly.citation)));
    if evaluation.timeline.gates.iter().any(|gate| gate.tranche <= number) {
        basis.push(match evaluation.profile.offer.on_miss {
            Some(_) => profile("status", "offer.on_miss"),
            None => program("status", &accelerator.on_miss.citation),
        });
    }
    (milestone.map_or("on acceptance", |gate| gate.title.as_str()), basis)
}

/// What the days of a planned tranche rest on: its gate, or the decision for the first.
fn issue<'a>(evaluation: &Evaluation<'a>, gate: Option<&GatePlan<'a>>) -> Vec<Basis<'a>> {
    let accelerator = &evaluation.program.accelerator;
    let Some(gate) = gate else {
        let decision = match evaluation.profile.actuals.decision {
            Some(_) => profile("issued", "actuals.decided"),
            None => program("issued", &accelerator.decision.citation),
        };
        return vec![decision, program("usable", &accelerator.usable_after.citation)];
    };
    let mut basis = vec![program("issued", &gate.due.due.citation)];
    let done = match gate.done.likely {
        Done::On(_) => format!("actuals.milestones.{}", gate.id()),
        Done::Expected(_) => format!("milestones.{}.expected", gate.id()),
        Done::Unknown => return basis,
    };
    basis.push(profile("issued", done));
    basis.push(program("issued", &accelerator.review_days.citation));
    basis
}

/// What a tranche's amount rests on: what was issued, or the tier's award and the number of tranches.
fn award_part<'a>(evaluation: &Evaluation<'a>, grant: &Grant<'_>) -> Vec<Basis<'a>> {
    let actual = evaluation.profile.actuals.grant(&grant.id).map(|actual| actual.outcome);
    if matches!(actual, Some(GrantOutcome::Issued { .. })) {
        return vec![profile("amount", ACTUAL)];
    }
    let Some(tier) = evaluation.assessment.tier.followed else { return Vec::new() };
    let count = evaluation.profile.offer.tranches.filter(|count| tier.choice(*count).is_some());
    let by_letter = evaluation.assessment.tier.assigned.is_none_or(|assigned| assigned.id != tier.id);
    let mut basis = vec![program("amount", &tier.award.citation)];
    basis.extend(by_letter.then(|| profile("amount", "actuals.tier")));
    basis.push(match count {
        Some(_) => profile("amount", "offer.tranches"),
        None => program("amount", &tier.default_tranches.citation),
    });
    basis
}
