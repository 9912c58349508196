//! The rules as data: one TOML file, built in or given, checked and proved sane before it is used.

mod catalogue;
mod differences;
mod merge;
mod sanity;
mod toml;
mod value;

use rust_decimal::Decimal;

use crate::band::{Band, Case};
use crate::calendar::Day;
use crate::diagnostic::Diagnostics;
use crate::document::{self, Input, Node, Reading};
use crate::id::{ConflictId, GateId, GrantId, ProviderId, ServiceId, TierId};
use crate::money::Usd;
use crate::signal::{Level, Signal};

pub use catalogue::Entry;
pub use differences::{Difference, DifferenceKind};
pub use value::Value;

/// The text of the built-in program, a starting point for one's own.
pub const BUILTIN: &str = include_str!("program/builtin.toml");

/// Where a value comes from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Citation {
    /// The lines of the source document that state it or bear on it.
    pub lines: Vec<u32>,
    /// Why the value is what it is.
    pub why: String,
    /// True where no line states it.
    pub assumed: bool,
    /// The cases that are assumed, where the file names them; all are where it only says that the value is assumed.
    pub assumed_in: Vec<Case>,
    /// The conflicts between lines that the value settles.
    pub conflicts: Vec<ConflictId>,
}

impl Citation {
    /// The lines as they are cited behind a statement: ` (L47, L65)`; nothing where there are none.
    #[must_use]
    pub fn places(&self) -> String {
        let lines: Vec<String> = self.lines.iter().map(|line| format!("L{line}")).collect();
        if lines.is_empty() { String::new() } else { format!(" ({})", lines.join(", ")) }
    }
}

/// A value with its citation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cited<T> {
    /// The value.
    pub value: T,
    /// Where it comes from.
    pub citation: Citation,
}

/// The ways in which a projection of spend can have been made.
pub const BASES: [&str; 3] = ["estimate", "growth-model", "workloads"];

/// A firm's name as it is compared: lower-cased, with everything but a–z and 0–9 removed.
#[must_use]
pub fn bare_name(name: &str) -> String {
    name.to_lowercase().chars().filter(|c| c.is_ascii_lowercase() || c.is_ascii_digit()).collect()
}

/// The rules of a program. There is one way to get one: [`Program::parse`], which checks it.
#[derive(Debug, Clone)]
pub struct Program {
    /// The program's id.
    pub id: String,
    /// The program's version.
    pub version: String,
    /// SHA-256 of the program file, in hexadecimal.
    pub sha256: String,
    /// The document that the rules are taken from.
    pub source: SourceDocument,
    /// Services whose provider is known.
    pub services: Vec<KnownService>,
    /// How signals are derived.
    pub signals: SignalRules,
    /// What an application has to show, in order.
    pub screening: Vec<Requirement>,
    /// The thresholds of the recommendation.
    pub recommendation: RecommendationRules,
    /// The tiers, the largest award first.
    pub tiers: Vec<Tier>,
    /// The gates, in the order of the file.
    pub gates: Vec<Gate>,
    /// The accelerator's award.
    pub accelerator: Accelerator,
    /// The partner-filed grants, in order.
    pub stack: Vec<Component>,
    /// The grants asked for directly, in order.
    pub direct: Vec<Component>,
    /// The calendar of an application.
    pub process: Process,
    /// How many get how far.
    pub funnel: Funnel,
    /// What is not on the ledger.
    pub benefits: Vec<Benefit>,
    /// What is known of committed-spend discounts.
    pub edp: Edp,
    /// Where lines contradict each other.
    pub conflicts: Vec<Conflict>,
    notes: Vec<String>,
}

/// The document under `[source]`.
#[derive(Debug, Clone)]
pub struct SourceDocument {
    /// Its title.
    pub title: String,
    /// Who publishes it.
    pub publisher: String,
    /// Its address.
    pub url: String,
    /// SHA-256 of its text, in hexadecimal.
    pub sha256: String,
    /// What its word is worth.
    pub standing: String,
}

/// A service whose provider a profile need not name.
#[derive(Debug, Clone)]
pub struct KnownService {
    /// The service.
    pub id: ServiceId,
    /// Who bills it.
    pub provider: ProviderId,
    /// Where that comes from.
    pub citation: Citation,
}

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

/// How backing is derived.
#[derive(Debug, Clone)]
pub struct Backing {
    /// The investors that count as tier-1, lower-cased and stripped to a–z and 0–9.
    pub tier_1: Cited<Vec<String>>,
}

/// How commitment is derived.
#[derive(Debug, Clone)]
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

impl SignalRules {
    /// The place of a signal in the document.
    #[must_use]
    pub fn rule(&self, signal: Signal) -> Option<&SignalRule> {
        self.each.iter().find(|rule| rule.signal == signal)
    }
}

/// The end of a signal's scale that a requirement bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// The level or a higher one.
    AtLeast(Level),
    /// The level or a lower one.
    AtMost(Level),
}

/// A bound that a signal has to keep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Requirement {
    /// The signal.
    pub signal: Signal,
    /// The bound.
    pub bound: Bound,
    /// Where it comes from.
    pub citation: Citation,
}

/// The thresholds of the recommendation.
#[derive(Debug, Clone)]
pub struct RecommendationRules {
    /// Months that a team has to be willing to stay on the committed service.
    pub primary_months: Cited<u64>,
    /// The stage from which committed-spend discounts fit better.
    pub edp_stage: Cited<Level>,
    /// The least founder hours for an application.
    pub founder_hours: Cited<u64>,
    /// The most founder hours that the application is said to take.
    pub founder_hours_upper: Cited<u64>,
    /// The founder hours of the worked example.
    pub founder_hours_observed: Cited<u64>,
}

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

/// Which services a grant pays for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Coverage {
    /// Every service of the grant's provider.
    Everything,
    /// These, where they are the provider's.
    Services(Vec<ServiceId>),
}

impl Coverage {
    /// The word for every service of a provider.
    pub const EVERYTHING: &str = "*";

    /// Reads a list of services, or `"*"` among them.
    pub(crate) fn read(reading: &Reading, node: &Node<'_>, path: &str) -> Option<Self> {
        let everything = ServiceId::from(Self::EVERYTHING);
        let services = reading.each(node, path, 0, |reading, item, path| match &item.value {
            document::Value::Text(text) if text == Self::EVERYTHING => Some(everything.clone()),
            _ => reading.id(item, path).map(ServiceId::from),
        })?;
        Some(if services.contains(&everything) { Self::Everything } else { Self::Services(services) })
    }

    /// True where `service`, of the grant's own provider, is paid for.
    #[must_use]
    pub fn covers(&self, service: &ServiceId) -> bool {
        match self {
            Self::Everything => true,
            Self::Services(services) => services.contains(service),
        }
    }
}

/// The accelerator's award and its clock.
#[derive(Debug, Clone)]
pub struct Accelerator {
    /// Tranche N is the grant of this name with `-N` behind it.
    pub grant: GrantId,
    /// The program's name in `grants[].program`.
    pub program: String,
    /// Whose credits these are.
    pub provider: ProviderId,
    /// What they pay for.
    pub covers: Cited<Coverage>,
    /// True where third-party models may fall outside coverage.
    pub checks_models: Option<Cited<bool>>,
    /// Days from application to decision.
    pub decision: Cited<Band<Day>>,
    /// Days from the issue of the first tranche until it can be used.
    pub usable_after: Cited<Band<Day>>,
    /// Days from an early proof to its release.
    pub review_days: Cited<u32>,
    /// Months after the issue month in which a tranche ends.
    pub expires_months: Cited<Band<u32>>,
    /// What a missed gate does to the later tranches.
    pub on_miss: Cited<OnMiss>,
    /// Where it comes from.
    pub citation: Citation,
}

impl Accelerator {
    /// The id of tranche `number`, from 1.
    #[must_use]
    pub fn tranche(&self, number: usize) -> GrantId {
        GrantId::from(format!("{}-{number}", self.grant))
    }

    /// The number of the tranche that an id names, from 1.
    #[must_use]
    pub fn tranche_number(&self, id: &str) -> Option<usize> {
        let digits = id.strip_prefix(self.grant.as_str())?.strip_prefix('-')?;
        let number: usize = digits.parse().ok().filter(|number| *number > 0)?;
        (number.to_string() == digits).then_some(number)
    }
}

/// What a missed gate does to the tranches behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum OnMiss {
    /// They are forfeited too.
    #[default]
    Removed,
    /// They stay.
    TrancheOnly,
}

impl OnMiss {
    /// Each policy's name.
    pub const CHOICES: [(&'static str, Self); 2] = [("removed", Self::Removed), ("tranche-only", Self::TrancheOnly)];
}

/// A grant that is filed or asked for as a whole.
#[derive(Debug, Clone)]
pub struct Component {
    /// The grant.
    pub id: GrantId,
    /// What it is called.
    pub title: String,
    /// The program's name in `grants[].program`.
    pub program: String,
    /// Whose credits these are.
    pub provider: ProviderId,
    /// Its size.
    pub amount: Cited<Band<Usd>>,
    /// True where earlier credits of the same program are taken off.
    pub less_prior_credits: Option<Cited<bool>>,
    /// The key under `[offer]` that states its size, if there is one.
    pub offer: Option<String>,
    /// The key under `[plan]` that asks for it, for grants outside the stack.
    pub switch: Option<String>,
    /// The service whose spend it needs, if it needs any.
    pub service: Option<Cited<ServiceId>>,
    /// Days from filing to issue.
    pub issued: Cited<Band<Day>>,
    /// Months after the issue month in which it ends.
    pub expires_months: Cited<Band<u32>>,
    /// What it pays for.
    pub covers: Cited<Coverage>,
    /// True where third-party models may fall outside coverage.
    pub checks_models: Option<Cited<bool>>,
    /// What it takes; an unknown fact does not stand in the way.
    pub requires: Vec<Requirement>,
    /// Where it comes from.
    pub citation: Citation,
}

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

/// A contradiction and how it is settled.
#[derive(Debug, Clone)]
pub struct Conflict {
    /// Its id.
    pub id: ConflictId,
    /// What it is about.
    pub title: String,
    /// The lines in conflict.
    pub lines: Vec<u32>,
    /// The readings, at least two.
    pub readings: Vec<String>,
    /// The one in use.
    pub used: String,
    /// Why that one.
    pub why: String,
}

impl Program {
    /// The built-in program.
    ///
    /// # Errors
    /// None that a release can have: a test parses the embedded file.
    pub fn builtin() -> Result<Self, Diagnostics> {
        Self::parse(&Input::new("builtin.toml", BUILTIN))
    }

    /// Reads a program. With `extends = "builtin"` the file gives only what differs: tables merge, lists and values
    /// replace, `remove = true` takes an entry out.
    ///
    /// # Errors
    /// Every mistake of the file at once; also a program that is not sane: awards that do not fall, gates out of order,
    /// a tier that no signals reach.
    pub fn parse(input: &Input) -> Result<Self, Diagnostics> {
        toml::parse(input)
    }

    /// Remarks on a sane program, such as a tier that does not ask for what a lower one asks for.
    #[must_use]
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// The tier of an id.
    #[must_use]
    pub fn tier(&self, id: &str) -> Option<&Tier> {
        self.tiers.iter().find(|tier| tier.id == *id)
    }

    /// The gate of an id.
    #[must_use]
    pub fn gate(&self, id: &str) -> Option<&Gate> {
        self.gates.iter().find(|gate| gate.id == *id)
    }

    /// The provider of a service that the program knows.
    #[must_use]
    pub fn provider_of(&self, service: &str) -> Option<&ProviderId> {
        self.services.iter().find(|known| known.id == *service).map(|known| &known.provider)
    }

    /// The grants outside the accelerator: the stack, then those asked for directly.
    pub fn components(&self) -> impl Iterator<Item = &Component> {
        self.stack.iter().chain(&self.direct)
    }

    /// The largest number of tranches of any tier.
    #[must_use]
    pub fn most_tranches(&self) -> usize {
        self.tiers.iter().flat_map(|tier| &tier.choices).map(|choice| choice.count).max().unwrap_or(0)
    }
}

impl Tier {
    /// The gates of an award in `count` tranches, where the tier allows that number.
    #[must_use]
    pub fn choice(&self, count: usize) -> Option<&TrancheChoice> {
        self.choices.iter().find(|choice| choice.count == count)
    }
}
