//! A profile as plain data: what a founder wrote, before anyone asks what it means.
//!
//! Days count from day 0 and amounts are cents; `None` is an absent key.

use super::Service;
use super::calendar::Date;

#[derive(Debug, Clone)]
pub struct Profile {
    pub company: Company,
    pub traction: Traction,
    pub bedrock: Bedrock,
    pub services: Vec<Service>,
    pub plan: Plan,
    pub offer: Offer,
    /// By gate.
    pub milestones: Vec<(&'static str, Milestone)>,
    pub held: Vec<Held>,
    pub decision: Decision,
    pub actual_grants: Vec<ActualGrant>,
}

#[derive(Debug, Clone)]
pub struct Company {
    pub stage: &'static str,
    pub product: Option<&'static str>,
    pub credible_team: Option<bool>,
    pub backers: Option<Vec<&'static str>>,
    pub prior_credits: Option<i128>,
}

#[derive(Debug, Clone)]
pub struct Traction {
    pub mrr: Option<Vec<i128>>,
    pub users: Option<i64>,
    pub lois: Option<Vec<&'static str>>,
    pub partners: Option<i64>,
    pub other_validation: Option<&'static str>,
}

#[derive(Debug, Clone)]
pub struct Bedrock {
    pub commitment: Option<&'static str>,
    pub primary_for_months: Option<i64>,
    pub poc: Option<&'static str>,
    pub engagement: Option<Vec<&'static str>>,
    /// How the projected spend was made.
    pub basis: Option<&'static str>,
}

#[derive(Debug, Clone)]
pub struct Plan {
    pub start: Date,
    pub horizon: Option<i64>,
    pub accelerator: Option<bool>,
    pub accelerator_filed: Option<i64>,
    pub stack: Option<Vec<&'static str>>,
    pub stack_filed: Option<i64>,
    pub anthropic: Option<bool>,
    pub founder_hours: Option<i64>,
}

#[derive(Debug, Clone)]
pub struct Offer {
    pub tranches: Option<i64>,
    pub poc_award: Option<i128>,
    pub anthropic_award: Option<i128>,
    pub on_miss: Option<&'static str>,
}

#[derive(Debug, Clone)]
pub struct Milestone {
    pub expected: Option<Expected>,
    pub probability: Option<&'static str>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    AfterAcceptance(i64),
    /// A date, as a day of the plan.
    On(i64),
}

#[derive(Debug, Clone)]
pub struct Held {
    pub id: &'static str,
    pub provider: &'static str,
    pub remaining: i128,
    pub issued: i64,
    /// The last usable day.
    pub expires: i64,
    pub covers: Vec<&'static str>,
}

#[derive(Debug, Clone)]
pub enum Decision {
    None,
    Accepted {
        decided: i64,
        tier: Option<&'static str>,
        /// The day each gate was met.
        met: Vec<(&'static str, i64)>,
    },
    Rejected {
        decided: i64,
    },
}

#[derive(Debug, Clone)]
pub struct ActualGrant {
    pub id: &'static str,
    pub outcome: Outcome,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Issued { day: i64, amount: i128 },
    Declined,
}

impl Profile {
    pub fn horizon(&self) -> i64 {
        self.plan.horizon.unwrap_or(730)
    }

    pub fn outcome_of(&self, grant: &str) -> Option<Outcome> {
        self.actual_grants.iter().find(|actual| actual.id == grant).map(|actual| actual.outcome)
    }

    /// The day on which the accelerator application is filed.
    pub fn filed(&self) -> i64 {
        self.plan.accelerator_filed.unwrap_or(0)
    }
}
