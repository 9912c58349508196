//! The grants outside the accelerator: the partner-filed stack, what is asked for directly, what is held.

use super::{Assumed, Grant, GrantKind, Life, Status, View, assumed_if};
use crate::band::Band;
use crate::calendar::Day;
use crate::id::GrantId;
use crate::money::Usd;
use crate::profile::{ActualGrant, GrantOutcome};
use crate::program::Component;
use crate::scoring;

/// The name of held credits in `grants[].program`.
const HELD: &str = "held";

/// The partner-filed grants.
pub fn stack<'a>(view: &View<'_, 'a>) -> Vec<Grant<'a>> {
    let filed = view.horizon().day(view.profile.plan.stack_filed);
    let is_chosen = |id: &GrantId| view.profile.plan.stack.as_ref().is_none_or(|stack| stack.contains(id));
    components(view, &view.program.stack, filed, is_chosen)
}

/// The grants asked for directly; their days count from day 0.
pub fn direct<'a>(view: &View<'_, 'a>) -> Vec<Grant<'a>> {
    components(view, &view.program.direct, Day::ZERO, |id| view.profile.plan.direct.contains(id))
}

fn components<'a>(
    view: &View<'_, 'a>,
    components: &'a [Component],
    filed: Day,
    is_chosen: impl Fn(&GrantId) -> bool,
) -> Vec<Grant<'a>> {
    let grant = |component: &'a Component| match view.profile.actuals.grant(&component.id) {
        Some(ActualGrant { outcome: GrantOutcome::Declined, .. }) => None,
        Some(ActualGrant { outcome: GrantOutcome::Issued { on, amount }, .. }) => {
            let issued = view.horizon().day(*on);
            Some(component_grant(view, component, Band::same(issued), Band::same(*amount), Status::Actual))
        }
        None if is_chosen(&component.id) && exists(view, component) => {
            let issued = component.issued.value.map(|days| filed + days);
            Some(component_grant(view, component, issued, amount(view, component), Status::Planned))
        }
        None => None,
    };
    components.iter().filter_map(grant).collect()
}

/// True where no fact rules the grant out, and the service that it needs is spent on in some plan month.
fn exists(view: &View<'_, '_>, component: &Component) -> bool {
    let is_spent_on = |id| {
        let months = view.horizon().months();
        let service = view.services.iter().find(|service| *service.id == id);
        service.is_some_and(|service| months.iter().any(|month| !service.month(month.number).is_zero()))
    };
    let has_service = component.service.as_ref().is_none_or(|service| is_spent_on(service.value.clone()));
    has_service && scoring::may_hold(&component.requires, view.assessment)
}

fn amount(view: &View<'_, '_>, component: &Component) -> Band<Usd> {
    let offered = view.profile.offer.awards.iter().find(|(id, _)| *id == component.id);
    let amount = offered.map_or(component.amount.value, |(_, amount)| Band::same(*amount));
    let is_less = component.less_prior_credits.as_ref().is_some_and(|less| less.value);
    let prior = if is_less { view.profile.funding.prior_activate_credits } else { Usd::ZERO };
    amount.map(|amount| amount.less(prior))
}

/// The amount, where it rests on something that no line states: its range, or that earlier credits are taken off.
fn assumed_amount(view: &View<'_, '_>, component: &Component) -> Option<Assumed> {
    let is_offered = view.profile.offer.awards.iter().any(|(id, _)| *id == component.id);
    let range = assumed_if(&component.amount, Assumed::Amount).filter(|_| !is_offered);
    let has_prior = !view.profile.funding.prior_activate_credits.is_zero();
    let less = component.less_prior_credits.as_ref().filter(|less| less.value && has_prior);
    range.or_else(|| less.and_then(|less| assumed_if(less, Assumed::Amount)))
}

fn component_grant<'a>(
    view: &View<'_, 'a>,
    component: &'a Component,
    issued: Band<Day>,
    amount: Band<Usd>,
    status: Status,
) -> Grant<'a> {
    let months = &component.expires_months.value;
    let life = Band::from_fn(|case| {
        let issued = *issued.get(case);
        Some(view.life(issued, issued, *months.get(case)))
    });
    let planned = |assumed: Option<Assumed>| assumed.filter(|_| status == Status::Planned);
    let assumed = [
        planned(assumed_amount(view, component)),
        planned(assumed_if(&component.issued, Assumed::Issued)),
        planned(assumed_if(&component.issued, Assumed::Usable)),
        assumed_if(&component.expires_months, Assumed::ExpiresOn),
        assumed_if(&component.covers, Assumed::Covers),
    ];
    Grant {
        id: component.id.clone(),
        program: &component.program,
        provider: &component.provider,
        kind: GrantKind::Component,
        amount,
        life,
        status: Band::same(status),
        covers: view.covered(&component.provider, &component.covers.value),
        assumed: assumed.into_iter().flatten().collect(),
    }
}

/// The credits already held, and the ids of those that ended before day 0.
pub fn held<'a>(view: &View<'_, 'a>) -> (Vec<Grant<'a>>, Vec<&'a GrantId>) {
    let mut grants = Vec::new();
    let mut expired = Vec::new();
    for credit in &view.profile.credits {
        let issued = view.horizon().day(credit.issued);
        let life = Life::through(issued, issued, view.horizon().day(credit.expires));
        if life.last() < Day::ZERO {
            expired.push(&credit.id);
            continue;
        }
        grants.push(Grant {
            id: credit.id.clone(),
            program: HELD,
            provider: &credit.provider,
            kind: GrantKind::Held,
            amount: Band::same(credit.remaining),
            life: Band::same(Some(life)),
            status: Band::same(Status::Held),
            covers: view.covered(&credit.provider, &credit.covers),
            assumed: Vec::new(),
        });
    }
    (grants, expired)
}
