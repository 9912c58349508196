//! `stackplan check` rendered, profile by profile where the format allows it.

mod expect;
mod github;
mod json;
mod junit;
mod text;

pub use expect::expect;

use super::text::Terminal;
use crate::advice::check::{Checked, Said, Status, Verdict};
use crate::diagnostic::Diagnostic;
use crate::money::alone;
use crate::program::Program;
use crate::text::escape_controls;

/// The form of the result.
#[derive(Debug, Clone, Copy)]
pub enum Form {
    /// For a person: a line a profile, then what is wrong, then the count.
    Text(Terminal),
    /// One object.
    Json,
    /// Workflow commands of GitHub Actions: an annotation for everything that is wrong.
    Github,
    /// JUnit's XML.
    Junit,
}

/// A result that is being made.
#[derive(Debug)]
pub struct Report<'p> {
    form: Form,
    program: &'p Program,
    tally: Tally,
    /// What is told at the end only.
    kept: Vec<Checked>,
}

/// How many profiles there are of each kind.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    passed: usize,
    failed: usize,
    invalid: usize,
    /// Valid ones without an `[expect]`.
    uncompared: usize,
}

impl<'p> Report<'p> {
    /// A result without profiles, which are checked under `program`.
    #[must_use]
    pub fn new(form: Form, program: &'p Program) -> Self {
        Self { form, program, tally: Tally::default(), kept: Vec::new() }
    }

    /// Takes in a profile; what can be told of it right away.
    pub fn add(&mut self, checked: Checked) -> String {
        self.tally.count(&checked);
        let (told, is_kept) = match self.form {
            Form::Text(_) => (text::line(&checked), checked.status() != Status::Ok),
            Form::Github => (github::commands(&checked), false),
            Form::Json | Form::Junit => (String::new(), true),
        };
        if is_kept {
            self.kept.push(checked);
        }
        told
    }

    /// True once a profile was taken in.
    #[must_use]
    pub const fn has_profiles(&self) -> bool {
        self.tally.checked() > 0
    }

    /// True where every profile is valid, holds what it expects, and no condition does.
    #[must_use]
    pub const fn all_hold(&self) -> bool {
        self.tally.failed == 0 && self.tally.invalid == 0
    }

    /// What is told at the end.
    #[must_use]
    pub fn finish(self) -> String {
        let summary = self.tally.sentence(self.program);
        match self.form {
            Form::Text(terminal) => text::details(&self.kept, &summary, terminal),
            Form::Github => format!("{summary}\n"),
            Form::Json => json::object(self.program, self.tally, &self.kept),
            Form::Junit => junit::document(self.tally, &self.kept),
        }
    }
}

impl Tally {
    fn count(&mut self, checked: &Checked) {
        let count = match checked.status() {
            Status::Ok => &mut self.passed,
            Status::Failed => &mut self.failed,
            Status::Invalid => &mut self.invalid,
        };
        *count = count.saturating_add(1);
        if checked.result.as_ref().is_ok_and(|verdict| !verdict.has_expect) {
            self.uncompared = self.uncompared.saturating_add(1);
        }
    }

    const fn checked(self) -> usize {
        self.passed.saturating_add(self.failed).saturating_add(self.invalid)
    }

    /// The closing line, harmless on a terminal.
    fn sentence(self, program: &Program) -> String {
        let profiles = if self.checked() == 1 { "profile" } else { "profiles" };
        let rules = format!("{} {}", program.id, program.version);
        let uncompared = match self.uncompared {
            0 => String::new(),
            count => format!("; {count} without [expect]"),
        };
        format!(
            "{} {profiles} checked under {}: {} ok, {} failed, {} invalid{uncompared}",
            self.checked(),
            escape_controls(&rules),
            self.passed,
            self.failed,
            self.invalid
        )
    }
}

/// A value as a person reads it.
fn shown(said: &Said) -> String {
    match said {
        Said::Word(word) => word.clone(),
        Said::Nothing => "none".to_owned(),
        Said::Amount(amount) => alone(*amount),
    }
}

/// A difference or a condition, as every format for people tells it.
struct Problem {
    /// What it is about: `tier`, `fail-on lapse`.
    subject: String,
    /// What is wrong.
    what: String,
    /// Why; empty where `what` says it.
    why: String,
    /// Line and column in the file.
    place: Option<(usize, usize)>,
}

/// Everything that a valid profile failed on.
fn problems(verdict: &Verdict) -> Vec<Problem> {
    let differences = verdict.differences.iter().map(|one| Problem {
        subject: one.key.name(),
        what: format!("expected {}, got {}", shown(&one.expected), shown(&one.got)),
        why: one.why.clone(),
        place: one.place,
    });
    let conditions = verdict.conditions.iter().map(|(condition, why)| Problem {
        subject: format!("fail-on {}", condition.name()),
        what: why.clone(),
        why: String::new(),
        place: None,
    });
    differences.chain(conditions).collect()
}

/// A mistake in one paragraph: what is wrong, what was wanted, the way out.
fn mistake(one: &Diagnostic) -> String {
    let parts = [&one.message, &one.wanted, &one.help];
    parts.into_iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join("; ")
}
