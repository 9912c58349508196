//! Plans side by side: profiles, variants of one, one under two programs, a key over a range, a portfolio.

mod cliffs;
mod facts;
mod outcome;
mod portfolio;
mod rows;
mod saved;
mod scale;
mod thresholds;
mod vary;

use crate::band::Case;
use crate::diagnostic::Diagnostics;
use crate::document::Input;
use crate::evaluation::evaluate;
use crate::profile::Profile;
use crate::program::Program;

pub use cliffs::{Cliff, Given};
pub use facts::{Answers, Facts, GrantFacts, MonthCash, Plan, ProviderFacts, Rules};
pub use outcome::{Outcome, SignalRange};
pub use portfolio::{Company, Count, Failed, Portfolio, Side, Standing, Totals};
pub use rows::{Row, Section, Value};
pub use saved::LARGEST_SAVED;
pub use scale::{Percent, scaled};
pub use thresholds::Threshold;
pub use vary::{Axis, MOST_CELLS, MOST_VALUES, Point, Sweep, Vary, sweep};

/// A plan of a comparison.
#[derive(Debug, Clone)]
pub struct Column {
    /// What it is called: the file, the edit, the program.
    pub label: String,
    /// What it comes to.
    pub facts: Facts,
}

/// Plans side by side.
#[derive(Debug, Clone)]
pub struct Comparison {
    /// The plans, at least one.
    pub columns: Vec<Column>,
    /// The cases in which they are compared.
    pub cases: Vec<Case>,
}

impl Comparison {
    /// What does not depend on the case: verdict, tier, award.
    #[must_use]
    pub fn verdict(&self) -> Vec<Row> {
        rows::verdict(&self.columns)
    }

    /// What one case comes to: grants, totals, bills, gaps.
    #[must_use]
    pub fn of_case(&self, case: Case) -> Vec<Row> {
        rows::of_case(&self.columns, case)
    }

    /// The rows of all cases in which the plans are not all the same.
    #[must_use]
    pub fn differences(&self) -> Vec<Row> {
        let mut rows = self.verdict();
        rows.extend(self.cases.iter().flat_map(|case| self.of_case(*case)));
        rows.retain(Row::differs);
        rows
    }
}

/// What is compared of a profile's text, with its edits, under a program.
///
/// # Errors
/// The mistakes of the profile.
pub fn facts(input: &Input, program: &Program) -> Result<Facts, Diagnostics> {
    let profile = Profile::parse(input, program)?;
    Ok(Facts::of(&evaluate(&profile, program)?))
}
