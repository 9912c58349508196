//! The gates of an award one by one: whether they are open, when they close, what a miss costs.

use rust_decimal::Decimal;

use super::exact::Exact;
use crate::band::Band;
use crate::calendar::Day;
use crate::evaluation::Evaluation;
use crate::id::{GateId, GrantId};
use crate::money::Usd;
use crate::profile::GrantOutcome;
use crate::program::{Gate, OnMiss};
use crate::timeline::{Done, GatePlan, Grant};

/// Whether a gate can still go either way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It was met in time, or its tranche was issued.
    Made,
    /// Its known day is after its deadline in every case.
    Missed,
    /// Its tranche was declined: nothing hangs on it.
    Declined,
    /// It is made with the chance that the profile states, where it states one.
    Open(Option<Decimal>),
}

impl Standing {
    /// The word in every output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Made => "made",
            Self::Missed => "missed",
            Self::Declined => "declined",
            Self::Open(_) => "open",
        }
    }

    /// The chance of making it; `None` where none is stated, and where nothing hangs on it.
    #[must_use]
    pub fn chance(self) -> Option<Exact> {
        match self {
            Self::Made => Some(Exact::one()),
            Self::Missed => Some(Exact::zero()),
            Self::Declined => None,
            Self::Open(stated) => stated.map(Exact::from),
        }
    }
}

/// A gate of the award, and what hangs on it.
#[derive(Debug, Clone)]
pub struct GateOutlook<'a> {
    /// Its days.
    pub plan: GatePlan<'a>,
    /// What the program says of it.
    pub gate: Option<&'a Gate>,
    /// Whether it is open.
    pub standing: Standing,
    /// Days from the day it is met to the deadline, in each case; below 0 where it is late, nothing where no day is known.
    pub slack: Band<Option<Day>>,
    /// The tranche that it releases.
    pub tranche: GrantId,
    /// What a miss costs under each policy, beside making it while every other open gate is made; nothing where it can
    /// no longer be missed.
    pub losses: Vec<Loss>,
}

/// What a missed gate takes away under one policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loss {
    /// The policy's name.
    pub policy: &'static str,
    /// The tranches that fall, in order.
    pub tranches: Vec<GrantId>,
    /// What they are worth together.
    pub cost: Usd,
}

impl<'a> GateOutlook<'a> {
    /// The gate's id.
    #[must_use]
    pub const fn id(&self) -> &'a GateId {
        self.plan.id()
    }
}

/// The gates of the award in order of tranche.
pub fn gates<'a>(evaluation: &Evaluation<'a>) -> Vec<GateOutlook<'a>> {
    let plans = &evaluation.timeline.gates;
    let standings: Vec<Standing> = plans.iter().map(|plan| standing(evaluation, plan)).collect();
    let certain: Vec<&'a GateId> = plans
        .iter()
        .zip(&standings)
        .filter(|(_, standing)| **standing == Standing::Missed)
        .map(|(plan, _)| plan.id())
        .collect();
    let outlook = |(plan, standing): (&GatePlan<'a>, &Standing)| GateOutlook {
        plan: plan.clone(),
        gate: evaluation.program.gate(plan.id().as_str()),
        standing: *standing,
        slack: plan.done.map(|done| done.day().map(|done| plan.last_day() - done)),
        tranche: evaluation.program.accelerator.tranche(plan.tranche),
        losses: match standing {
            Standing::Made | Standing::Declined => Vec::new(),
            Standing::Missed | Standing::Open(_) => losses(evaluation, plan.id(), &certain),
        },
    };
    plans.iter().zip(&standings).map(outlook).collect()
}

fn standing(evaluation: &Evaluation<'_>, plan: &GatePlan<'_>) -> Standing {
    let profile = evaluation.profile;
    let tranche = evaluation.program.accelerator.tranche(plan.tranche);
    let is_late = plan.done.map(|done| done.day().map(|day| day > plan.last_day()));
    match profile.actuals.grant(&tranche).map(|grant| grant.outcome) {
        Some(GrantOutcome::Issued { .. }) => return Standing::Made,
        Some(GrantOutcome::Declined) => return Standing::Declined,
        None => {}
    }
    if is_late.iter().all(|(_, late)| *late == Some(true)) {
        return Standing::Missed;
    }
    if matches!(plan.done.likely, Done::On(_)) {
        return Standing::Made;
    }
    let milestone = profile.milestones.iter().find(|(id, _)| id == plan.id());
    Standing::Open(milestone.and_then(|(_, milestone)| milestone.probability))
}

/// What missing a gate takes away when the gates in `certain`, and no others, are missed besides.
fn losses<'a>(evaluation: &Evaluation<'a>, gate: &'a GateId, certain: &[&'a GateId]) -> Vec<Loss> {
    let made: Vec<&GateId> = certain.iter().copied().filter(|other| *other != gate).collect();
    let missed: Vec<&GateId> = made.iter().copied().chain([gate]).collect();
    let loss = |(policy, on_miss): (&'static str, OnMiss)| {
        let kept = evaluation.tranches_if(&made, on_miss);
        let left = evaluation.tranches_if(&missed, on_miss);
        let fell: Vec<&Grant<'_>> =
            kept.iter().zip(&left).filter(|(kept, left)| falls(kept, left)).map(|(kept, _)| kept).collect();
        Loss {
            policy,
            tranches: fell.iter().map(|grant| grant.id.clone()).collect(),
            cost: fell.iter().map(|grant| grant.amount.likely).sum(),
        }
    };
    OnMiss::CHOICES.map(loss).to_vec()
}

const fn falls(kept: &Grant<'_>, left: &Grant<'_>) -> bool {
    kept.life.likely.is_some() && left.life.likely.is_none()
}
