//! The first filter of an application (L9).

use super::{Finding, Readings, Status};
use crate::program::Program;

/// A three-valued answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Answer {
    /// Yes.
    Yes,
    /// No.
    No,
    /// Facts are missing.
    Unknown,
}

impl Answer {
    /// The word in every output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Unknown => "unknown",
        }
    }

    /// The answer to "are all met?".
    #[must_use]
    pub fn all<'f>(findings: impl IntoIterator<Item = &'f Finding<'f>>) -> Self {
        findings.into_iter().fold(Self::Yes, |answer, finding| match (finding.status, answer) {
            (Status::Unmet, _) | (_, Self::No) => Self::No,
            (Status::Unknown, _) => Self::Unknown,
            (Status::Met, answer) => answer,
        })
    }
}

/// The result of the first filter, every rule reported.
#[derive(Debug, Clone)]
pub struct Screening<'a> {
    /// Whether the application passes.
    pub eligible: Answer,
    /// Each rule, in the program's order.
    pub findings: Vec<Finding<'a>>,
}

impl Screening<'_> {
    /// Each rule of a status with what it asks for and what was found, in words.
    pub(super) fn asks(&self, status: Status) -> Vec<String> {
        let findings = self.findings.iter().filter(|finding| finding.status == status);
        let asks = findings.map(|finding| {
            let signal = finding.requirement.signal;
            format!("screening asks for {signal} {}, found {}", finding.needed(), finding.found())
        });
        asks.collect()
    }
}

/// Applies every screening rule.
pub fn screen<'a>(program: &'a Program, signals: &Readings<'a>) -> Screening<'a> {
    let findings: Vec<_> = program.screening.iter().map(|rule| Finding::new(rule, signals)).collect();
    Screening { eligible: Answer::all(&findings), findings }
}
