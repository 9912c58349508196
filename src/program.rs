//! The rules as data: one TOML file, built in or given, checked and proved sane before it is used.

pub(crate) mod bounds;
mod catalogue;
mod conflicts;
mod differences;
mod grants;
mod merge;
mod process;
mod sanity;
mod signals;
mod tiers;
mod toml;
mod value;

use crate::band::Case;
use crate::diagnostic::Diagnostics;
use crate::document::{Fingerprint, Input};
use crate::id::{ConflictId, ProviderId, ServiceId};
use crate::signal::{Level, Signal};

pub use catalogue::Entry;
pub use conflicts::{Conflict, Conflicts};
pub use differences::{Difference, DifferenceKind};
pub use grants::{Accelerator, Component, Coverage, OnMiss};
pub use process::{Benefit, Edp, Funnel, Process};
pub use signals::{Backing, Change, Commitment, Projection, SignalRule, SignalRules, Traction};
pub use tiers::{Gate, GateDue, GateScale, Tier, TrancheChoice};
pub use value::Value;

/// The text of the built-in program, a starting point for one's own.
pub const BUILTIN: &str = concat!(include_str!("program/builtin.toml"), include_str!("program/conflicts.toml"));

/// The part of it that decides; the rest is the record of conflicts.
const RULES: &str = include_str!("program/builtin.toml");

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
    let mut bare = name.to_lowercase();
    bare.retain(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    bare
}

/// The rules of a program. There is one way to get one: [`Program::parse`], which checks it.
#[derive(Debug, Clone)]
pub struct Program {
    /// The program's id.
    pub id: String,
    /// The program's version.
    pub version: String,
    /// SHA-256 of the program file, in hexadecimal.
    pub sha256: Fingerprint,
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
    pub conflicts: Conflicts,
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

impl Program {
    /// The built-in program.
    ///
    /// # Errors
    /// None that a release can have: tests parse the embedded text, whole and in its two parts.
    pub fn builtin() -> Result<Self, Diagnostics> {
        toml::builtin()
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
