//! How signals are derived from a profile's facts.

use rust_decimal::Decimal;

use crate::id::ServiceId;
use crate::money::Usd;
use crate::program::{Citation, Cited};
use crate::signal::{Level, Signal};

/// Whether a company can change a fact before it applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// It can.
    Movable,
    /// It is what it is.
    Fixed,
}

/// One signal's place in the document.
#[derive(Debug, Clone)]
pub struct SignalRule {
    /// The signal.
    pub signal: Signal,
    /// Whether it can be changed before applying.
    pub change: Change,
    /// Where it comes from.
    pub citation: Citation,
}

/// How signals are derived from a profile.
#[derive(Debug, Clone)]
pub struct SignalRules {
    /// Each signal's place in the document, in the order of [`Signal::ALL`].
    pub each: Vec<SignalRule>,
    /// Backing.
    pub backing: Backing,
    /// Commitment.
    pub commitment: Commitment,
    /// Traction.
    pub traction: Traction,
    /// Projection.
    pub projection: Projection,
}

impl SignalRules {
    /// The place of a signal in the document.
    #[must_use]
    pub fn rule(&self, signal: Signal) -> Option<&SignalRule> {
        self.each.iter().find(|rule| rule.signal == signal)
    }
}

/// How backing is derived.
#[derive(Debug, Clone)]
pub struct Backing {
    /// The investors that count as tier-1, lower-cased and stripped to a–z and 0–9.
    pub tier_1: Cited<Vec<String>>,
}

/// How commitment is derived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commitment {
    /// The service that the commitment is to.
    pub committed_service: Cited<ServiceId>,
    /// The service whose use reads as a hedge.
    pub hedging_service: Cited<ServiceId>,
    /// The share of a month's spend on both above which the commitment is hedged.
    pub hedge_share: Cited<Decimal>,
    /// The most that a hedged commitment counts for.
    pub hedged_at_most: Cited<Level>,
    /// The spend a month on both services from which using both is said to be worth the effort; it decides nothing.
    pub dual_path_monthly: Cited<Usd>,
}

/// How traction is derived.
#[derive(Debug, Clone)]
pub struct Traction {
    /// Users at scale.
    pub users_at_scale: Cited<u64>,
    /// Named letters of intent at scale.
    pub lois_at_scale: Cited<u64>,
    /// Monthly revenue at scale, with growth.
    pub mrr_at_scale: Cited<Usd>,
    /// Monthly values over which growth has to be visible.
    pub growth_months: Cited<u64>,
    /// The least monthly revenue that is commercial.
    pub mrr_commercial: Cited<Usd>,
    /// The fewest design partners that are commercial.
    pub partners_commercial: Cited<u64>,
    /// The fewest users that are early traction.
    pub users_early: Cited<u64>,
}

/// How the projection is derived.
#[derive(Debug, Clone)]
pub struct Projection {
    /// The service whose spend is projected.
    pub service: Cited<ServiceId>,
    /// The bases that document a projection.
    pub documented: Cited<Vec<String>>,
    /// The months of the projection.
    pub months: Cited<u32>,
    /// The least total of a platform-defining projection.
    pub total: Cited<Usd>,
    /// The month by which the monthly figure has to be reached.
    pub reached_by: Cited<u32>,
    /// That monthly figure.
    pub monthly: Cited<Usd>,
}
