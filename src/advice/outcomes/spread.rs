//! How far the balance may lie apart: percentiles over the paths, day by day.

use num_bigint::BigInt;

use super::exact::Exact;
use super::paths::Path;
use crate::band::Case;
use crate::calendar::Day;
use crate::evaluation::Evaluation;
use crate::money::Usd;
use crate::position::Position;
use crate::program::OnMiss;
use crate::spend::Service;
use crate::timeline::Grant;

/// The percentiles that are shown.
pub const PERCENTILES: [u32; 3] = [10, 50, 90];

/// The likely case of every path, if accepted, with the weight of each.
///
/// INVARIANT: `total` is the sum of the weights, all in the same unit, and each weight is above 0.
#[derive(Debug, Clone)]
pub struct Spread<'a> {
    elsewhere: Position<'a>,
    paths: Vec<(BigInt, Position<'a>)>,
    total: BigInt,
}

/// Settles the plan once a path. Nothing where the paths have no probabilities.
pub fn spread<'a>(evaluation: &Evaluation<'a>, paths: &[Path<'a>], on_miss: OnMiss) -> Option<Spread<'a>> {
    let weights: Vec<&Exact> = paths.iter().map(|path| path.probability.as_ref()).collect::<Option<_>>()?;
    let scale = weights.iter().map(|weight| weight.scale()).max()?;
    // Only the ledger that the award lies on differs from path to path.
    let provider = &evaluation.program.accelerator.provider;
    let (own, others): (Vec<Service<'a>>, Vec<Service<'a>>) =
        evaluation.services.iter().cloned().partition(|service| service.provider == provider);
    let fixed = evaluation.timeline.grants.iter().filter(|grant| !grant.is_tranche());
    let (beside, fixed): (Vec<&Grant<'a>>, Vec<&Grant<'a>>) = fixed.partition(|grant| grant.provider != provider);
    let settle = |services: &[Service<'a>], grants: &[&Grant<'a>]| {
        Position::settle(Case::Likely, &evaluation.profile.plan.horizon, services, grants)
    };
    let weighted = |(path, weight): (&Path<'a>, &&Exact)| {
        let tranches = evaluation.tranches_if(&path.missed, on_miss);
        let grants: Vec<&Grant<'a>> = fixed.iter().copied().chain(&tranches).collect();
        (weight.at_scale(scale), settle(&own, &grants))
    };
    let paths: Vec<_> = paths.iter().zip(&weights).filter(|(_, weight)| !weight.is_zero()).map(weighted).collect();
    let total = paths.iter().map(|(weight, _)| weight).sum();
    Some(Spread { elsewhere: settle(&others, &beside), paths, total })
}

impl Spread<'_> {
    /// The balance at the end of a day of the plan that each of [`PERCENTILES`] of the paths by weight do not exceed: the
    /// smallest one whose cumulative probability reaches the percentile.
    #[must_use]
    pub fn on(&self, day: Day) -> [Usd; PERCENTILES.len()] {
        let elsewhere = self.elsewhere.at(day).balance;
        let mut balances: Vec<(Usd, &BigInt)> =
            self.paths.iter().map(|(weight, position)| (position.at(day).balance + elsewhere, weight)).collect();
        balances.sort_unstable_by_key(|(balance, _)| *balance);
        PERCENTILES.map(|percentile| {
            let wanted: BigInt = &self.total * percentile;
            let mut reached = BigInt::ZERO;
            let found = balances.iter().find(|(_, weight)| {
                reached += *weight * 100;
                reached >= wanted
            });
            found.map_or(Usd::ZERO, |(balance, _)| *balance)
        })
    }
}
