//! What many evaluations come to together: counts and exact sums.
//!
//! A portfolio is added to one evaluation at a time and keeps none of them: its size is bounded by the program, by the
//! calendar and by [`MOST_PARTNERS`] and [`MOST_NEAREST`], never by the number of companies. Portfolios of parts merge to
//! the portfolio of the whole, in whatever order.

mod calendar;
mod credits;
mod facts;
mod near;
mod partners;
mod tally;

use crate::advice::reach::{self, Kind};
use crate::band::Case;
use crate::evaluation::{Evaluation, Outcome};
use crate::profile::Profile;
use crate::program::{Program, Tier};
use crate::scoring::{Action, Answer};

pub use crate::calendar::YearMonth;
pub use calendar::{MonthRow, Months};
pub use credits::{Credits, Lapse, Payer, Source};
pub use facts::{Facts, MissingKey, RuleCount, RuleRow};
pub use near::{MOST_NEAREST, Near, Nearest};
pub use partners::{DAYS_AHEAD, Due, MOST_PARTNERS, Partners};
pub use tally::{Plans, Tally};

use tally::more;

/// The answers of screening in the order of every output.
pub const ANSWERS: [Answer; 3] = [Answer::Yes, Answer::Unknown, Answer::No];
/// The actions in the order of every output.
pub const ACTIONS: [Action; 5] =
    [Action::Pursue, Action::CompleteProfile, Action::StandardStack, Action::Edp, Action::Execute];

/// What the companies added so far come to under one program.
#[derive(Debug, Clone)]
pub struct Portfolio<'a> {
    /// The program.
    pub program: &'a Program,
    /// The companies that could be evaluated.
    pub valid: u64,
    /// Those that could not.
    pub invalid: u64,
    /// Companies by answer of screening, in the order of [`ANSWERS`].
    pub eligible: [u64; ANSWERS.len()],
    /// Companies by recommended action, in the order of [`ACTIONS`].
    pub actions: [u64; ACTIONS.len()],
    /// Companies by tier in the program's order, then those without one.
    pub tiers: Vec<TierCount>,
    /// Which rules are not met, and which facts are missing.
    pub facts: Facts,
    /// The companies one movable change away from a higher tier.
    pub near: Near,
    /// Awards, credits and bills.
    pub credits: Credits<'a>,
    /// What is to be filed and shown, by month.
    pub months: Months,
    /// What is due soon, by partner.
    pub partners: Partners,
}

/// Companies of a tier.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TierCount {
    /// To which the facts assign it.
    pub assigned: u64,
    /// For which it is the highest that the facts do not rule out.
    pub possible: u64,
}

impl<'a> Portfolio<'a> {
    /// A portfolio without companies.
    #[must_use]
    pub fn new(program: &'a Program) -> Self {
        Self {
            program,
            valid: 0,
            invalid: 0,
            eligible: Default::default(),
            actions: Default::default(),
            tiers: vec![TierCount::default(); program.tiers.len().saturating_add(1)],
            facts: Facts::new(program),
            near: Near::default(),
            credits: Credits::new(program),
            months: Months::default(),
            partners: Partners::default(),
        }
    }

    /// Every company, valid or not.
    #[must_use]
    pub const fn total(&self) -> u64 {
        self.valid.saturating_add(self.invalid)
    }

    /// Adds a company whose profile could not be evaluated.
    pub const fn add_invalid(&mut self) {
        more(&mut self.invalid);
    }

    /// Adds a company. The evaluation is of the portfolio's own program.
    pub fn add(&mut self, evaluation: &Evaluation<'_>) {
        more(&mut self.valid);
        let assessment = &evaluation.assessment;
        let eligible = assessment.screening.eligible;
        count(&mut self.eligible, ANSWERS.iter().position(|answer| *answer == eligible));
        let action = assessment.recommendation.action;
        count(&mut self.actions, ACTIONS.iter().position(|known| *known == action));
        let (assigned, possible) = (self.place(assessment.tier.assigned), self.place(assessment.tier.possible));
        if let Some(tier) = self.tiers.get_mut(assigned) {
            more(&mut tier.assigned);
        }
        if let Some(tier) = self.tiers.get_mut(possible) {
            more(&mut tier.possible);
        }
        self.facts.add(assessment);
        if !is_decided(evaluation.profile) {
            let steps = reach::steps(evaluation).filter(|step| step.kind == Kind::Movable);
            self.near.add(evaluation, steps);
        }
        self.credits.add(evaluation, &mut self.months);
        self.partners.add(evaluation, &mut self.months);
    }

    /// Adds the companies of another portfolio under the same program. In whatever order the parts of a list are added
    /// and merged, the result is the same.
    pub fn merge(&mut self, other: Self) {
        for (own, other) in [(&mut self.valid, other.valid), (&mut self.invalid, other.invalid)] {
            *own = own.saturating_add(other);
        }
        tally::plus(&mut self.eligible, &other.eligible);
        tally::plus(&mut self.actions, &other.actions);
        for (own, other) in self.tiers.iter_mut().zip(&other.tiers) {
            own.assigned = own.assigned.saturating_add(other.assigned);
            own.possible = own.possible.saturating_add(other.possible);
        }
        self.facts.merge(other.facts);
        self.near.merge(other.near);
        self.credits.merge(&other.credits);
        self.months.merge(&other.months);
        self.partners.merge(other.partners);
    }

    /// The tier's place in [`Portfolio::tiers`].
    fn place(&self, tier: Option<&Tier>) -> usize {
        let tiers = &self.program.tiers;
        let own = tier.and_then(|tier| tiers.iter().position(|own| own.id == tier.id));
        own.unwrap_or(tiers.len())
    }
}

/// True where the accelerator has decided: the facts then move no tier.
const fn is_decided(profile: &Profile) -> bool {
    profile.actuals.decision.is_some()
}

fn count(counts: &mut [u64], place: Option<usize>) {
    if let Some(count) = place.and_then(|place| counts.get_mut(place)) {
        more(count);
    }
}

/// Each outcome with each case.
fn outcomes_and_cases() -> impl Iterator<Item = (Outcome, Case)> {
    Outcome::ALL.into_iter().flat_map(|outcome| Case::ALL.map(|case| (outcome, case)))
}
