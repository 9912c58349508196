//! What an award can come to: every path of made and missed gates, enumerated exactly.
//!
//! A gate that is made or missed already has a probability of 1 or 0 and needs none from the profile; no path goes against
//! it. Without a probability for each of the others the paths stay unweighted.

mod break_even;
mod exact;
mod funnel;
mod gates;
mod paths;
mod spread;

use rust_decimal::Decimal;

use crate::evaluation::Evaluation;
use crate::profile::Decision;
use crate::program::{OnMiss, Tier};
use crate::scoring::Action;

pub use break_even::break_even;
pub use exact::Exact;
pub use funnel::{FunnelRates, Rate, Stage, TierRate};
pub use gates::{GateOutlook, Loss, Standing};
pub use paths::{MOST_OPEN_GATES, Path};
pub use spread::{PERCENTILES, Spread};

/// What the award of a plan can come to.
#[derive(Debug, Clone)]
pub struct Outcomes<'a> {
    /// The award, or why the plan holds none.
    pub award: Result<Award<'a>, String>,
    /// The chance of acceptance; nothing where the plan neither applies nor has been answered.
    pub acceptance: Option<Acceptance>,
    /// How many get how far.
    pub funnel: FunnelRates<'a>,
}

/// An award in tranches behind gates.
#[derive(Debug, Clone)]
pub struct Award<'a> {
    /// The tier that it follows.
    pub tier: &'a Tier,
    /// The next smaller award.
    pub tier_below: Option<&'a Tier>,
    /// The number of tranches.
    pub tranches: usize,
    /// What a missed gate does in this plan.
    pub on_miss: OnMiss,
    /// The gates in order of tranche.
    pub gates: Vec<GateOutlook<'a>>,
    /// The outcomes under each policy, in the order of [`OnMiss::CHOICES`].
    pub policies: Vec<PolicyOutcomes<'a>>,
    /// The balance over the paths of the plan's own policy; nothing where they have no probabilities.
    pub spread: Option<Spread<'a>>,
}

/// The paths under one policy.
#[derive(Debug, Clone)]
pub struct PolicyOutcomes<'a> {
    /// The policy.
    pub on_miss: OnMiss,
    /// Its name.
    pub name: &'static str,
    /// The paths, the fewest and latest misses first.
    pub paths: Vec<Path<'a>>,
    /// The expected award in dollars, if accepted: the sum over the paths, exactly.
    pub expected: Option<Exact>,
    /// The same times the chance of acceptance.
    pub expected_at_application: Option<Exact>,
    /// The smallest common chance of making each gate, in steps of 0.0001, at which the full award in its tranches is
    /// worth the whole award of the tier below; what has happened is left aside. Nothing for the lowest tier.
    pub break_even: Option<Exact>,
    /// The open gates that count and have no probability.
    pub unweighted: Vec<GateOutlook<'a>>,
}

/// The chance of acceptance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acceptance {
    /// The chance, 0 to 1.
    pub probability: Exact,
    /// Where it comes from.
    pub basis: Basis,
}

/// Where the chance of acceptance comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// The decision is known.
    Decision,
    /// The profile states it.
    Profile,
    /// The program's funnel: the selected among the applicants.
    Funnel,
}

impl Basis {
    /// The word in every output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Decision => "decision",
            Self::Profile => "profile",
            Self::Funnel => "funnel",
        }
    }
}

/// Why the paths are not enumerated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "the award has {open} gates that can go either way, which makes more paths than can be listed where a miss costs its \
     own tranche only; at most {MOST_OPEN_GATES} such gates are enumerated: name a smaller number of tranches under \
     [offer], where the tier allows one, or state under [actuals] what has happened"
)]
pub struct TooManyPaths {
    /// The gates that can go either way.
    pub open: usize,
}

/// Enumerates what the award of a plan can come to.
///
/// # Errors
/// More than [`MOST_OPEN_GATES`] gates that can go either way.
pub fn outcomes<'a>(evaluation: &Evaluation<'a>) -> Result<Outcomes<'a>, TooManyPaths> {
    let acceptance = acceptance(evaluation);
    let award = match no_award(evaluation) {
        Some(reason) => Err(reason),
        None => match evaluation.assessment.tier.followed {
            Some(tier) => Ok(award(evaluation, tier, acceptance.as_ref())?),
            None => Err("no tier's requirements are all met".to_owned()),
        },
    };
    Ok(Outcomes { award, acceptance, funnel: funnel::funnel(evaluation.program) })
}

/// Why the plan holds no award, where it holds none.
fn no_award(evaluation: &Evaluation<'_>) -> Option<String> {
    if evaluation.timeline.acceptance.is_some() {
        return None;
    }
    Some(match evaluation.assessment.recommendation.action {
        Action::Pursue | Action::CompleteProfile | Action::Execute => "no tier's requirements are all met".to_owned(),
        Action::Edp | Action::StandardStack => evaluation.assessment.reasons().join("; "),
    })
}

fn acceptance(evaluation: &Evaluation<'_>) -> Option<Acceptance> {
    let profile = evaluation.profile;
    let of = |probability: Decimal, basis| Acceptance { probability: probability.into(), basis };
    match &profile.actuals.decision {
        Some(Decision::Accepted { .. }) => Some(of(Decimal::ONE, Basis::Decision)),
        Some(Decision::Rejected { .. }) => Some(of(Decimal::ZERO, Basis::Decision)),
        None => {
            evaluation.timeline.acceptance?;
            let funnel = of(evaluation.program.funnel.acceptance.value, Basis::Funnel);
            Some(profile.acceptance_probability.map_or(funnel, |stated| of(stated, Basis::Profile)))
        }
    }
}

fn award<'a>(
    evaluation: &Evaluation<'a>,
    tier: &'a Tier,
    acceptance: Option<&Acceptance>,
) -> Result<Award<'a>, TooManyPaths> {
    let gates = gates::gates(evaluation);
    let open = paths::counting(&gates, OnMiss::TrancheOnly).len();
    if open > MOST_OPEN_GATES {
        return Err(TooManyPaths { open });
    }
    let on_miss = evaluation.timeline.on_miss;
    let tranches = gates.len().saturating_add(1);
    let tier_below = evaluation.program.tiers.iter().find(|other| other.award.value < tier.award.value);
    let policies: Vec<PolicyOutcomes<'a>> = OnMiss::CHOICES
        .into_iter()
        .map(|(name, on_miss)| {
            let paths = paths::paths(evaluation, &gates, on_miss);
            let expected = expected(&paths);
            let parts = tier.award.value.split(tranches);
            let unweighted = paths::counting(&gates, on_miss).into_iter();
            PolicyOutcomes {
                on_miss,
                name,
                expected_at_application: expected
                    .as_ref()
                    .zip(acceptance)
                    .map(|(award, acceptance)| award.times(&acceptance.probability)),
                expected,
                break_even: tier_below.and_then(|below| break_even(&parts, below.award.value, on_miss)),
                unweighted: unweighted.filter(|gate| gate.standing.chance().is_none()).cloned().collect(),
                paths,
            }
        })
        .collect();
    let own = policies.iter().find(|policy| policy.on_miss == on_miss);
    let spread = own.and_then(|policy| spread::spread(evaluation, &policy.paths, on_miss));
    Ok(Award { tier, tier_below, tranches, on_miss, gates, policies, spread })
}

fn expected(paths: &[Path<'_>]) -> Option<Exact> {
    paths.iter().try_fold(Exact::zero(), |sum, path| {
        let probability = path.probability.as_ref()?;
        Some(sum.plus(&probability.times(&path.award.into())))
    })
}
