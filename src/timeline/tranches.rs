//! The accelerator's award: its parts, the gates that release them, and what a missed gate takes away.

use super::{Assumed, GatePlan, Grant, GrantKind, Life, Status, View, assumed_if};
use crate::band::{Band, Case};
use crate::calendar::Day;
use crate::diagnostic::{Code, Diagnostic};
use crate::id::GateId;
use crate::money::Usd;
use crate::profile::{ActualGrant, GrantOutcome};
use crate::program::{OnMiss, Tier, TrancheChoice};
use crate::scoring::Action;

/// The award as laid out.
#[derive(Default)]
pub struct Award<'a> {
    pub acceptance: Option<Band<Day>>,
    pub grants: Vec<Grant<'a>>,
    pub gates: Vec<GatePlan<'a>>,
    /// The offer's number of tranches, where the tier does not allow it.
    pub refused_tranches: Option<usize>,
}

/// How the gates of an award turn out.
#[derive(Clone, Copy)]
pub enum Course<'c> {
    /// As the days of profile and program have it, under the plan's own policy.
    Planned,
    /// Exactly these gates are missed, under this policy.
    Given(&'c [&'c GateId], OnMiss),
}

impl Course<'_> {
    fn is_missed(self, gate: &GatePlan<'_>, case: Case) -> bool {
        match self {
            Self::Planned => gate.is_missed(case),
            Self::Given(missed, _) => missed.contains(&gate.id()),
        }
    }

    fn on_miss(self, view: &View<'_, '_>) -> OnMiss {
        match self {
            Self::Planned => view.on_miss(),
            Self::Given(_, on_miss) => on_miss,
        }
    }
}

/// Lays out the award, where the plan holds one.
pub fn lay_out<'a>(view: &View<'_, 'a>, course: Course<'_>) -> Result<Award<'a>, Vec<Diagnostic>> {
    let is_planned = matches!(view.assessment.recommendation.action, Action::Pursue | Action::CompleteProfile);
    if !view.is_accepted() && !is_planned {
        return Ok(Award::default());
    }
    let Some(tier) = view.assessment.tier.followed else {
        return if view.is_accepted() { Err(vec![needs_tier(view)]) } else { Ok(Award::default()) };
    };
    let (choice, refused_tranches) = choose(tier, view.profile.offer.tranches);
    let Some(choice) = choice else { return Ok(Award::default()) };
    check_tranche_numbers(view, choice.count)?;
    let acceptance = view.decision_day();
    let gates: Vec<GatePlan<'a>> =
        choice.gates.iter().zip(2..).map(|(due, tranche)| GatePlan::new(view, due, tranche, acceptance)).collect();
    let lives = Band::from_fn(|case| walk(view, course, choice.count, &gates, *acceptance.get(case), case));
    let grants = grants(view, tier, choice, &gates, &lives);
    Ok(Award { acceptance: Some(acceptance), grants, gates, refused_tranches })
}

/// The offer's number of tranches where the tier allows it, else the default and the number refused.
fn choose(tier: &Tier, offered: Option<usize>) -> (Option<&TrancheChoice>, Option<usize>) {
    let usual = tier.choice(tier.default_tranches.value);
    match offered {
        Some(count) => tier.choice(count).map_or((usual, Some(count)), |choice| (Some(choice), None)),
        None => (usual, None),
    }
}

fn needs_tier(view: &View<'_, '_>) -> Diagnostic {
    let message = "the company is accepted, but its facts assign no tier";
    let tiers: Vec<String> = view.program.tiers.iter().map(|tier| format!("`{}`", tier.id)).collect();
    let help = format!("add `tier` under [actuals], as the offer letter states it: one of {}", tiers.join(", "));
    Diagnostic::at(view.profile.actuals.decision_place, Code::NeedsTier, message, "accepted at which tier?", help)
}

fn check_tranche_numbers(view: &View<'_, '_>, count: usize) -> Result<(), Vec<Diagnostic>> {
    let number = |grant: &ActualGrant| view.program.accelerator.tranche_number(grant.id.as_str());
    let beyond = view.profile.actuals.grants.iter().filter(|grant| number(grant).is_some_and(|number| number > count));
    let found: Vec<Diagnostic> = beyond
        .map(|grant| {
            let message = format!("`{}` is given, but the award has {count} tranches", grant.id);
            let help = "correct the id, or state the number of tranches under [offer]";
            Diagnostic::at(grant.place, Code::NoSuchTranche, message, "no such tranche", help)
        })
        .collect();
    if found.is_empty() { Ok(()) } else { Err(found) }
}

fn grants<'a>(
    view: &View<'_, 'a>,
    tier: &'a Tier,
    choice: &'a TrancheChoice,
    gates: &[GatePlan<'a>],
    lives: &Band<Vec<Outcome>>,
) -> Vec<Grant<'a>> {
    let accelerator = &view.program.accelerator;
    let parts = tier.award.value.split(choice.count);
    let grant = |(number, part): (usize, Usd)| {
        let place = number.checked_sub(1)?;
        let outcome = lives.as_ref().map(|lives| lives.get(place).copied().flatten());
        let (cautious, likely, best) = (outcome.cautious?, outcome.likely?, outcome.best?);
        let status = Band { cautious: cautious.0, likely: likely.0, best: best.0 };
        let life = Band { cautious: cautious.1, likely: likely.1, best: best.1 };
        let id = accelerator.tranche(number);
        let amount = match actual(view, number) {
            Some(GrantOutcome::Issued { amount, .. }) => amount,
            _ => part,
        };
        let gate = place.checked_sub(1).and_then(|before| gates.get(before));
        Some(Grant {
            id,
            program: &accelerator.program,
            provider: &accelerator.provider,
            kind: GrantKind::Tranche(gate.map(GatePlan::id)),
            amount: Band::same(amount),
            life,
            status,
            covers: view.covered(&accelerator.provider, &accelerator.covers.value),
            assumed: assumed(view, gate, status),
        })
    };
    (1..).zip(parts).filter_map(grant).collect()
}

fn assumed(view: &View<'_, '_>, gate: Option<&GatePlan<'_>>, status: Band<Status>) -> Vec<Assumed> {
    let accelerator = &view.program.accelerator;
    let is_planned = status.iter().any(|(_, status)| *status == Status::Planned);
    let (issued, usable) = match gate {
        Some(gate) => (assumed_if(&gate.due.due, Assumed::Issued), assumed_if(&gate.due.due, Assumed::Usable)),
        None if view.is_accepted() => (None, assumed_if(&accelerator.usable_after, Assumed::Usable)),
        None => {
            (assumed_if(&accelerator.decision, Assumed::Issued), assumed_if(&accelerator.usable_after, Assumed::Usable))
        }
    };
    let days = [issued, usable].into_iter().flatten().filter(|_| is_planned);
    let rest =
        [assumed_if(&accelerator.expires_months, Assumed::ExpiresOn), assumed_if(&accelerator.covers, Assumed::Covers)];
    days.chain(rest.into_iter().flatten()).collect()
}

/// What became of a tranche, where that is known.
fn actual(view: &View<'_, '_>, number: usize) -> Option<GrantOutcome> {
    let is_it = |grant: &&ActualGrant| view.program.accelerator.tranche_number(grant.id.as_str()) == Some(number);
    view.profile.actuals.grants.iter().find(is_it).map(|grant| grant.outcome)
}

/// A tranche in one case: its status, and its life unless it is forfeited; `None` where it was declined.
type Outcome = Option<(Status, Option<Life>)>;

/// Each tranche in order, with what the tranches ahead of it leave.
fn walk(
    view: &View<'_, '_>,
    course: Course<'_>,
    count: usize,
    gates: &[GatePlan<'_>],
    acceptance: Day,
    case: Case,
) -> Vec<Outcome> {
    let accelerator = &view.program.accelerator;
    let on_miss = course.on_miss(view);
    let months = *accelerator.expires_months.value.get(case);
    let review = Day(i32::try_from(accelerator.review_days.value).unwrap_or(i32::MAX));
    let mut is_removed = false;
    let mut ahead = acceptance;
    let mut outcomes = Vec::with_capacity(count);
    for number in 1..=count {
        let gate = gates.iter().find(|gate| gate.tranche == number);
        let outcome = match actual(view, number) {
            Some(GrantOutcome::Declined) => None,
            Some(GrantOutcome::Issued { on, .. }) => {
                ahead = view.horizon().day(on);
                Some((Status::Actual, Some(view.life(ahead, ahead, months))))
            }
            None if is_removed || gate.is_some_and(|gate| course.is_missed(gate, case)) => {
                is_removed |= on_miss == OnMiss::Removed;
                Some((Status::Forfeited, None))
            }
            None => {
                let released = gate.map_or(Day::ZERO, |gate| gate.release(case, review));
                ahead = ahead.max(acceptance + released);
                let wait = if gate.is_none() { *accelerator.usable_after.value.get(case) } else { Day::ZERO };
                Some((Status::Planned, Some(view.life(ahead, ahead + wait, months))))
            }
        };
        outcomes.push(outcome);
    }
    outcomes
}
