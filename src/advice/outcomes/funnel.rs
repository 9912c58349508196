//! How many of a cohort get how far: each rate with what it is a rate of.

use num_bigint::BigInt;

use super::exact::Exact;
use crate::money::round_half_even;
use crate::program::{Cited, Conflict, Funnel, Program, Tier};

/// A stage of the selection and how many reach it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stage {
    /// Its name.
    pub name: &'static str,
    /// How many.
    pub count: u64,
}

/// The share of one stage that reaches another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rate {
    /// Those that get on.
    pub stage: Stage,
    /// Those that they are counted among.
    pub of: Stage,
    /// The share, rounded half to even at four digits; nothing where there is nobody to count among.
    pub share: Option<Exact>,
}

/// How often a tier is awarded.
#[derive(Debug, Clone)]
pub struct TierRate<'a> {
    /// The tier.
    pub tier: &'a Tier,
    /// Of the accepted companies.
    pub of_accepted: Exact,
    /// Of the applicants: the same times the acceptance of applicants.
    pub of_applicants: Exact,
    /// The fewest and most a cohort, where that is stated: for the highest tier.
    pub per_cohort: Option<(u64, u64)>,
}

/// The funnel of a program.
#[derive(Debug, Clone)]
pub struct FunnelRates<'a> {
    /// The counts and where they come from.
    pub funnel: &'a Funnel,
    /// The selected among the applicants: the rate that an applicant faces.
    pub accepted: Rate,
    /// The same selected among those that pass screening: the second reading.
    pub accepted_of_screened: Rate,
    /// Each stage among the one before it.
    pub steps: Vec<Rate>,
    /// Each tier, the largest award first.
    pub tiers: Vec<TierRate<'a>>,
    /// Where the document contradicts itself on a count or a rate.
    pub readings: Vec<&'a Conflict>,
}

/// The funnel of a program, rate by rate.
#[must_use]
pub fn funnel(program: &Program) -> FunnelRates<'_> {
    let funnel = &program.funnel;
    let stage = |name, count: &Cited<u64>| Stage { name, count: count.value };
    let applied = stage("applications", &funnel.applications);
    let screened = stage("screened", &funnel.screened);
    let interviewed = stage("interviewed", &funnel.interviewed);
    let selected = stage("selected", &funnel.selected);
    FunnelRates {
        funnel,
        accepted: rate(selected, applied),
        accepted_of_screened: rate(selected, screened),
        steps: vec![rate(screened, applied), rate(interviewed, screened), rate(selected, interviewed)],
        tiers: tiers(program),
        readings: readings(program),
    }
}

fn rate(stage: Stage, of: Stage) -> Rate {
    let share = round_half_even(&(BigInt::from(stage.count) * 10_000), &BigInt::from(of.count.max(1)));
    let share = share.filter(|_| of.count > 0).and_then(|share| u32::try_from(share).ok()).map(Exact::ten_thousandths);
    Rate { stage, of, share }
}

fn tiers(program: &Program) -> Vec<TierRate<'_>> {
    let funnel = &program.funnel;
    let acceptance = Exact::from(funnel.acceptance.value);
    let highest = (funnel.ceiling_low.value, funnel.ceiling_high.value);
    let with_tier = |(place, tier): (usize, _)| rate_of(tier, &acceptance, (place == 0).then_some(highest));
    program.tiers.iter().enumerate().map(with_tier).collect()
}

fn rate_of<'a>(tier: &'a Tier, acceptance: &Exact, per_cohort: Option<(u64, u64)>) -> TierRate<'a> {
    let of_accepted = Exact::from(tier.share.value);
    TierRate { tier, of_applicants: of_accepted.times(acceptance), of_accepted, per_cohort }
}

/// The conflicts that the funnel's values name, each once, in the order of the values.
fn readings(program: &Program) -> Vec<&Conflict> {
    let funnel = &program.funnel;
    let counts = [
        &funnel.applications_low,
        &funnel.applications_high,
        &funnel.applications,
        &funnel.screened,
        &funnel.interviewed,
        &funnel.selected,
        &funnel.ceiling_low,
        &funnel.ceiling_high,
    ];
    let citations = counts.map(|count| &count.citation).into_iter().chain([&funnel.acceptance.citation]);
    let mut found: Vec<&Conflict> = Vec::new();
    for id in citations.flat_map(|citation| &citation.conflicts) {
        if let Some(conflict) = program.conflicts.iter().find(|conflict| conflict.id == *id)
            && !found.iter().any(|other| other.id == conflict.id)
        {
            found.push(conflict);
        }
    }
    found
}
