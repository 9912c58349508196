//! What surrounds the grants: the calendar, the odds, benefits off the ledger, contradictions of the source.

use rust_decimal::Decimal;

use crate::calendar::Day;
use crate::program::{Citation, Cited};

/// The calendar of an application.
#[derive(Debug, Clone)]
pub struct Process {
    /// Days from application to the screening result.
    pub screening_result: Cited<Day>,
    /// Days from application to the interview.
    pub interview: Cited<Day>,
    /// Minutes of the interview.
    pub interview_minutes: Cited<u64>,
    /// What it asks about.
    pub interview_topics: Cited<Vec<String>>,
}

/// How many of a cohort's applications get how far.
#[derive(Debug, Clone)]
pub struct Funnel {
    /// The fewest applications.
    pub applications_low: Cited<u64>,
    /// The most.
    pub applications_high: Cited<u64>,
    /// The number that the chain starts from.
    pub applications: Cited<u64>,
    /// Those that pass screening.
    pub screened: Cited<u64>,
    /// Those that are interviewed.
    pub interviewed: Cited<u64>,
    /// Those that are selected.
    pub selected: Cited<u64>,
    /// The fewest awards of the highest tier.
    pub ceiling_low: Cited<u64>,
    /// The most.
    pub ceiling_high: Cited<u64>,
    /// Selected over applicants.
    pub acceptance: Cited<Decimal>,
}

/// Something of worth that no ledger shows.
#[derive(Debug, Clone)]
pub struct Benefit {
    /// Its id.
    pub id: String,
    /// What it is.
    pub title: String,
    /// Whom it helps.
    pub helps: String,
    /// Where it comes from.
    pub citation: Citation,
}

/// What is known of committed-spend discounts.
#[derive(Debug, Clone)]
pub struct Edp {
    /// What is known.
    pub known: Vec<String>,
    /// Where it comes from.
    pub citation: Citation,
}
