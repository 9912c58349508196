//! An evaluation rendered: one file a format.

pub mod batch;
pub mod chart;
pub mod check;
pub mod compare;
pub mod csv;
pub mod deadlines;
pub mod explain;
pub mod html;
pub mod ics;
pub mod journal;
pub mod json;
pub mod markdown;
pub mod outcomes;
pub mod portfolio;
pub mod program;
pub mod reach;
pub mod route;
pub mod svg;
pub mod text;
pub mod track;
pub mod when;

mod answers;
mod citation;
pub(crate) mod grid;
mod names;
mod preface;
mod rows;

use crate::band::Case;
use crate::calendar::Day;
use crate::evaluation::Evaluation;

pub use rows::{ViewRow, view_rows};

/// What of an evaluation is shown.
#[derive(Debug, Clone)]
pub struct View {
    /// The cases of position and bills.
    pub cases: Vec<Case>,
    /// The rows of the position; each format has its own where none is asked for.
    pub every: Option<Every>,
    /// The first and last day of the rows shown.
    pub days: (Day, Day),
    /// The one view that is asked for.
    pub part: Option<Part>,
}

impl View {
    /// Everything of an evaluation, in the likely case.
    #[must_use]
    pub fn all(evaluation: &Evaluation<'_>) -> Self {
        let days = (Day::ZERO, evaluation.profile.plan.horizon.last());
        Self { cases: vec![Case::Likely], every: None, days, part: None }
    }

    /// True where a view is among those shown.
    #[must_use]
    pub fn shows(&self, part: Part) -> bool {
        self.part.is_none_or(|only| only == part)
    }
}

/// Where a profile of many stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place<'p> {
    /// The file, or `-`.
    pub path: &'p str,
    /// Its first line there; `None` where it is the whole file.
    pub line: Option<usize>,
}

impl std::fmt::Display for Place<'_> {
    /// As `path:line`, harmless on a terminal.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&crate::text::escape_controls(self.path))?;
        self.line.map_or(Ok(()), |line| write!(out, ":{line}"))
    }
}

/// The rows of the position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Every {
    /// Every day.
    Day,
    /// The last day of each run of seven from day 0.
    Week,
    /// The last day of each calendar month.
    Month,
    /// The days on which something happens, and the last.
    Event,
    /// None.
    None,
}

/// A view of an evaluation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The position by day.
    Position,
    /// The bills by period and service.
    Bills,
    /// The grants.
    Grants,
}
