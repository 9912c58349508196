//! A founder's file, checked: one company, its facts, its spend and its plan.

mod growth;
mod toml;

use rust_decimal::Decimal;
use sha2::{Digest, Sha256};

use crate::band::Band;
use crate::calendar::{Date, Horizon};
use crate::diagnostic::{Diagnostic, Span};
use crate::document::{Input, hex};
use crate::id::{GateId, GrantId, ProviderId, ServiceId, TierId};
use crate::money::Usd;
use crate::program::{Coverage, OnMiss, Program};
use crate::signal::Level;

pub use growth::{Growth, Rate};

/// The longest plan, and the longest wait for a milestone, in days.
pub(crate) const LONGEST_PLAN: i64 = 3_660;
/// The plan's length where none is given, in days.
pub(crate) const USUAL_PLAN: i64 = 730;
/// Decimals of a probability.
pub(crate) const PROBABILITY_DECIMALS: u32 = 9;
/// Decimals of a growth rate.
pub(crate) const GROWTH_DECIMALS: u32 = 6;
/// Kinds of work with the Bedrock team.
pub(crate) const ENGAGEMENT: [&str; 4] = ["product-manager", "private-preview", "co-marketing", "public-reference"];

/// A checked profile. An absent fact is `None`, which means unknown and never "no".
#[derive(Debug, Clone)]
pub struct Profile {
    /// The text that it was read from, for the places of later mistakes.
    pub(crate) input: Input,
    /// Who it is.
    pub company: Company,
    /// Its investors and earlier credits.
    pub funding: Funding,
    /// Its users and revenue.
    pub traction: TractionFacts,
    /// Its commitment to Bedrock.
    pub bedrock: BedrockFacts,
    /// What it spends, by service name.
    pub spend: Vec<ServiceSpend>,
    /// What it plans.
    pub plan: Plan,
    /// The partner that files for it.
    pub partner: Option<Partner>,
    /// What the offer says.
    pub offer: Offer,
    /// The chance of acceptance, where the founder states one.
    pub acceptance_probability: Option<Decimal>,
    /// When gates are expected to be met.
    pub milestones: Vec<(GateId, Milestone)>,
    /// Credits already held, in file order.
    pub credits: Vec<HeldCredit>,
    /// How facts are expected to move; nothing of it holds on day 0.
    pub growth: Growth,
    /// What has happened.
    pub actuals: Actuals,
    /// What a check compares.
    pub expect: Option<Expect>,
}

/// `[company]`.
#[derive(Debug, Clone)]
pub struct Company {
    /// The name.
    pub name: String,
    /// A stable id for a partner's records.
    pub id: Option<String>,
    /// The funding stage.
    pub stage: Level,
    /// How much of the product is foundation models.
    pub product: Option<Level>,
    /// Whether the founding team has relevant AI/ML background.
    pub ai_ml_credibility: Option<bool>,
}

/// `[funding]`.
#[derive(Debug, Clone)]
pub struct Funding {
    /// Institutional investors by name.
    pub backers: Option<Vec<String>>,
    /// AWS Activate credits received before; nothing where absent.
    pub prior_activate_credits: Usd,
}

/// `[traction]`.
#[derive(Debug, Clone)]
pub struct TractionFacts {
    /// Monthly recurring revenue, oldest first, the last is now; not empty.
    pub mrr: Option<Vec<Usd>>,
    /// Monthly active users.
    pub monthly_active_users: Option<u64>,
    /// Named letters of intent.
    pub enterprise_lois: Option<Vec<String>>,
    /// Design partners.
    pub design_partners: Option<u64>,
    /// Other validation in words; absent counts as none.
    pub other_validation: Option<String>,
}

/// `[bedrock]`.
#[derive(Debug, Clone)]
pub struct BedrockFacts {
    /// Bedrock as the inference path.
    pub commitment: Option<Level>,
    /// Months that the team is willing to stay on it.
    pub primary_for_months: Option<u64>,
    /// The proof of concept.
    pub poc: Option<Level>,
    /// The number of distinct kinds of work with the Bedrock team.
    pub engagement: u8,
}

/// `[spend.NAME]`.
#[derive(Debug, Clone)]
pub struct ServiceSpend {
    /// The service.
    pub id: ServiceId,
    /// Who bills it.
    pub provider: ProviderId,
    /// The amounts by month.
    pub form: SpendForm,
    /// How a projection was made; an estimate where absent.
    pub basis: Option<String>,
    /// Where the service stands in the file.
    pub place: Span,
}

/// The four ways to give a service's dollars per calendar month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SpendForm {
    /// Month by month, the last value held; not empty.
    Monthly(Vec<Usd>),
    /// The same every month.
    Constant(Usd),
    /// Straight lines from now over month 12, and 24 where given, flat after the last.
    Lines {
        /// At month 0.
        current: Usd,
        /// At month 12.
        month_12: Usd,
        /// At month 24.
        month_24: Option<Usd>,
    },
    /// Compound growth from month 0.
    Growth {
        /// At month 0.
        current: Usd,
        /// The rate a month, -0.99 to 10, at most six decimals.
        monthly_growth: Decimal,
    },
}

/// `[plan]`.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Day 0 to the last day.
    pub horizon: Horizon,
    /// Whether to apply to the accelerator.
    pub accelerator: bool,
    /// When that application is filed.
    pub accelerator_filed: Date,
    /// The parts of the stack to file; all that exist where absent.
    pub stack: Option<Vec<GrantId>>,
    /// When the stack is filed.
    pub stack_filed: Date,
    /// The grants outside the stack to ask for.
    pub direct: Vec<GrantId>,
    /// Hours that founders have for the applications.
    pub founder_hours: Option<u64>,
}

/// `[partner]`.
#[derive(Debug, Clone)]
pub struct Partner {
    /// Its name.
    pub name: Option<String>,
    /// Its opportunity in the partner system.
    pub ace_opportunity: Option<String>,
}

/// `[offer]`.
#[derive(Debug, Clone, Default)]
pub struct Offer {
    /// The number of tranches.
    pub tranches: Option<usize>,
    /// Awards that are fixed, by grant.
    pub awards: Vec<(GrantId, Usd)>,
    /// What a missed gate does; the program says where absent.
    pub on_miss: Option<OnMiss>,
}

/// `[milestones.GATE]`.
#[derive(Debug, Clone)]
pub struct Milestone {
    /// When it is expected.
    pub expected: Option<Expected>,
    /// The chance of making the deadline.
    pub probability: Option<Decimal>,
}

/// When a gate is expected to be met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// So many days after acceptance.
    AfterAcceptance(i32),
    /// On a date.
    On(Date),
}

/// An entry of `[[credits]]`.
#[derive(Debug, Clone)]
pub struct HeldCredit {
    /// Its id.
    pub id: GrantId,
    /// Whose credit it is.
    pub provider: ProviderId,
    /// What is left on the later of day 0 and the issue day.
    pub remaining: Usd,
    /// The day it was or will be issued.
    pub issued: Date,
    /// The last usable day.
    pub expires: Date,
    /// What it pays for.
    pub covers: Coverage,
}

/// `[actuals]`.
#[derive(Debug, Clone, Default)]
pub struct Actuals {
    /// The accelerator's decision, once there is one.
    pub decision: Option<Decision>,
    /// Where it stands in the file.
    pub decision_place: Span,
    /// The days on which gates were met.
    pub milestones: Vec<(GateId, Date)>,
    /// Grants that were issued or declined.
    pub grants: Vec<ActualGrant>,
}

/// The accelerator's decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// Accepted on a date, at a tier where the letter says so.
    Accepted {
        /// The date.
        decided: Date,
        /// The tier of the offer letter.
        tier: Option<TierId>,
    },
    /// Rejected on a date.
    Rejected {
        /// The date.
        decided: Date,
    },
}

impl Decision {
    /// The date of the decision.
    #[must_use]
    pub const fn decided(&self) -> Date {
        match self {
            Self::Accepted { decided, .. } | Self::Rejected { decided } => *decided,
        }
    }
}

impl Actuals {
    /// What became of a grant, where that is known.
    #[must_use]
    pub fn grant(&self, id: &GrantId) -> Option<&ActualGrant> {
        self.grants.iter().find(|grant| grant.id == *id)
    }

    /// How many things have happened.
    #[must_use]
    pub const fn count(&self) -> usize {
        let decision = if self.decision.is_some() { 1 } else { 0_usize };
        decision.saturating_add(self.milestones.len()).saturating_add(self.grants.len())
    }

    /// The date of the last thing that has happened; `None` where nothing has.
    #[must_use]
    pub fn last(&self) -> Option<Date> {
        let decided = self.decision.iter().map(Decision::decided);
        let met = self.milestones.iter().map(|(_, date)| *date);
        let issued = self.grants.iter().filter_map(|grant| match grant.outcome {
            GrantOutcome::Issued { on, .. } => Some(on),
            GrantOutcome::Declined => None,
        });
        decided.chain(met).chain(issued).max()
    }
}

/// An entry of `[[actuals.grants]]`.
#[derive(Debug, Clone)]
pub struct ActualGrant {
    /// The grant.
    pub id: GrantId,
    /// What became of it.
    pub outcome: GrantOutcome,
    /// Where it stands in the file.
    pub place: Span,
}

/// What became of a grant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GrantOutcome {
    /// It was issued.
    Issued {
        /// On this date.
        on: Date,
        /// With this amount.
        amount: Usd,
    },
    /// It was declined.
    Declined,
}

/// `[expect]`. What is absent is not compared.
#[derive(Debug, Clone)]
pub struct Expect {
    /// The program's version.
    pub program: Option<String>,
    /// `screening.eligible`.
    pub eligible: Option<String>,
    /// `tier.assigned`.
    pub tier: Option<String>,
    /// `totals.granted`.
    pub granted: Option<Band<Usd>>,
    /// Where each of them stands.
    pub places: ExpectPlaces,
}

/// Where the keys of `[expect]` stand; the table for one that is absent.
#[derive(Debug, Clone, Copy)]
pub struct ExpectPlaces {
    /// `program`.
    pub program: Span,
    /// `eligible`.
    pub eligible: Span,
    /// `tier`.
    pub tier: Span,
    /// `granted`, by case.
    pub granted: Band<Span>,
}

impl Profile {
    /// The path or name that it was read from.
    #[must_use]
    pub fn path(&self) -> &str {
        self.input.name()
    }

    /// SHA-256 of the file, in hexadecimal, before any edits; worked out anew each time.
    #[must_use]
    pub fn sha256(&self) -> String {
        hex(&Sha256::digest(self.input.text().as_bytes()))
    }
}

/// A profile as far as it could be read, and the mistakes found on the way.
pub(crate) struct Draft {
    /// `None` where a part is missing without which nothing follows.
    pub profile: Option<Profile>,
    /// The mistakes.
    pub found: Vec<Diagnostic>,
}

/// Reads a profile against a program, whose gates, grants and tiers it names.
pub(crate) fn read(input: &Input, program: &Program) -> Draft {
    toml::read(input, program)
}

/// The dotted keys of the format, a service's and a gate's for each that the program knows.
pub(crate) fn keys(program: &Program) -> Vec<String> {
    toml::keys(program)
}
