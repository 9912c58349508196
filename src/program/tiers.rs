//! The sizes of award, their tranches and the gates that release them.

use rust_decimal::Decimal;

use crate::band::Band;
use crate::calendar::Day;
use crate::id::{GateId, ServiceId, TierId};
use crate::money::Usd;
use crate::program::{Citation, Cited, Requirement};

/// A size of award and what it takes.
#[derive(Debug, Clone)]
pub struct Tier {
    /// The tier.
    pub id: TierId,
    /// Its award.
    pub award: Cited<Usd>,
    /// Its share of accepted companies.
    pub share: Cited<Decimal>,
    /// What it takes, in order.
    pub requires: Vec<Requirement>,
    /// True where an award without any engagement deserves a warning.
    pub needs_engagement: Option<Cited<bool>>,
    /// The number of tranches without an offer.
    pub default_tranches: Cited<usize>,
    /// The numbers of tranches that an offer may name.
    pub choices: Vec<TrancheChoice>,
    /// Where it comes from.
    pub citation: Citation,
}

impl Tier {
    /// The gates of an award in `count` tranches, where the tier allows that number.
    #[must_use]
    pub fn choice(&self, count: usize) -> Option<&TrancheChoice> {
        self.choices.iter().find(|choice| choice.count == count)
    }
}

/// The gates of an award in a number of tranches.
#[derive(Debug, Clone)]
pub struct TrancheChoice {
    /// The number of tranches, one more than gates.
    pub count: usize,
    /// The gate of tranche 2, 3, ….
    pub gates: Vec<GateDue>,
}

/// When a gate is due in an award.
#[derive(Debug, Clone)]
pub struct GateDue {
    /// The gate.
    pub gate: GateId,
    /// Days after acceptance; the cautious one is the deadline in every case.
    pub due: Cited<Band<Day>>,
}

/// A milestone that releases a tranche.
#[derive(Debug, Clone)]
pub struct Gate {
    /// The gate.
    pub id: GateId,
    /// What it is called.
    pub title: String,
    /// What it asks for as evidence.
    pub evidence: Vec<String>,
    /// The spend that continued scale is measured by.
    pub scale: Option<GateScale>,
    /// Where it comes from.
    pub citation: Citation,
}

/// A monthly spend that a gate looks for.
#[derive(Debug, Clone)]
pub struct GateScale {
    /// On this service.
    pub service: Cited<ServiceId>,
    /// The least amount in the month.
    pub monthly: Cited<Usd>,
}
