//! The share of the committed service from which no plan month is a hedge.

use num_bigint::BigInt;

use super::split::Splitter;
use super::{Percent, Share};
use crate::calendar::Month;
use crate::diagnostic::Diagnostics;
use crate::money::Usd;

/// Where hedging begins.
#[derive(Debug, Clone)]
pub struct Threshold<'a> {
    /// The share that the rule leaves to the committed service: from here on no month is a hedge.
    pub at: Share<'a>,
    /// What is a hedge just below; none where no share is one.
    pub below: Option<Below<'a>>,
}

/// The largest share that is a hedge, short of the threshold by less than a cent of the month that makes it one.
#[derive(Debug, Clone)]
pub struct Below<'a> {
    /// That share.
    pub share: Share<'a>,
    /// The month.
    pub month: Month,
    /// What is spent on both services in it.
    pub both: Usd,
    /// The most that may go to the hedging service in it; a cent more is a hedge.
    pub most: Usd,
}

impl Threshold<'_> {
    /// True where the hedge is what keeps the tier down just below the threshold.
    #[must_use]
    pub fn caps_tier(&self) -> bool {
        let tier = |share: &Share<'_>| share.plan.worth.tier.map(|tier| tier.award.value);
        self.below.as_ref().is_some_and(|below| tier(&below.share) < tier(&self.at))
    }
}

/// The threshold of the program's hedge share, exact for amounts in cents. None where no plan month has spend on either
/// service.
pub fn threshold<'a>(splitter: &Splitter<'_, 'a>) -> Result<Option<Threshold<'a>>, Diagnostics> {
    if splitter.planned().all(|(.., both)| both.is_zero()) {
        return Ok(None);
    }
    let at = splitter.share(Percent::beside(splitter.rules().hedge_share.value))?;
    let mut largest: Option<(Percent, Month, Usd, Usd)> = None;
    for (month, _, both) in splitter.planned() {
        let most = most_hedging(splitter, both);
        let Some(percent) = largest_hedge(both, most) else { continue };
        if largest.is_none_or(|(known, ..)| percent > known) {
            largest = Some((percent, month, both, most));
        }
    }
    let below = |(percent, month, both, most)| Ok(Below { share: splitter.share(percent)?, month, both, most });
    let below = largest.map(below).transpose()?;
    Ok(Some(Threshold { at, below }))
}

/// The most cents of a month that may go to the hedging service.
fn most_hedging(splitter: &Splitter<'_, '_>, both: Usd) -> Usd {
    let share = splitter.rules().hedge_share.value.normalize();
    let scale = BigInt::from(10).pow(share.scale());
    let cents: BigInt = BigInt::from(both.cents()) * BigInt::from(share.mantissa()) / scale;
    i128::try_from(cents).map_or(both, Usd::from_cents)
}

/// The largest share that leaves a cent more than `most` to the hedging service.
fn largest_hedge(both: Usd, most: Usd) -> Option<Percent> {
    let cent = Usd::from_cents(1);
    Percent::of_parts(both - most - cent, both)
}
