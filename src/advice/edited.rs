//! A profile with edits, evaluated the way `eval` does it with the same `--set`.

use crate::band::Band;
use crate::calendar::Day;
use crate::diagnostic::Diagnostics;
use crate::evaluation::{Evaluation, Outcome, evaluate};
use crate::money::Usd;
use crate::position::Amounts;
use crate::profile::Profile;
use crate::program::{Program, Tier};
use crate::scoring::Action;

/// What a profile comes to by its horizon.
#[derive(Debug, Clone)]
pub struct Worth<'a> {
    /// The tier that the facts assign.
    pub tier: Option<&'a Tier>,
    /// The award of the tier that the plan follows, planned or not.
    pub award: Option<Usd>,
    /// What to do.
    pub action: Action,
    /// True where the plan holds that award.
    pub has_award: bool,
    /// The amounts at the horizon, if accepted.
    pub accepted: Band<Amounts>,
    /// The amounts at the horizon without the accelerator.
    pub not_accepted: Band<Amounts>,
    /// What the plan would be granted only after its last day.
    pub after_end: Band<Usd>,
}

impl<'a> Worth<'a> {
    /// What an evaluation comes to. `program` is the one that it was made under.
    #[must_use]
    pub fn of(evaluation: &Evaluation<'_>, program: &'a Program) -> Self {
        let assessment = &evaluation.assessment;
        let totals = |outcome| evaluation.positions(outcome).as_ref().map(|position| position.totals());
        Self {
            tier: assessment.tier.assigned.and_then(|tier| program.tier(tier.id.as_str())),
            award: assessment.award(),
            action: assessment.recommendation.action,
            has_award: evaluation.timeline.acceptance.is_some(),
            accepted: totals(Outcome::Accepted),
            not_accepted: totals(Outcome::NotAccepted),
            after_end: granted_after(evaluation, evaluation.profile.plan.horizon.last()),
        }
    }

    /// The id of the assigned tier.
    #[must_use]
    pub fn tier_id(&self) -> Option<&'a str> {
        self.tier.map(|tier| tier.id.as_str())
    }
}

fn granted_after(evaluation: &Evaluation<'_>, last: Day) -> Band<Usd> {
    Band::from_fn(|case| {
        let credits = evaluation.timeline.grants.iter().filter_map(|grant| grant.credit(case));
        credits.filter(|(life, _)| life.issued > last).map(|(_, amount)| amount).sum()
    })
}

/// Evaluates the profile with edits, each `KEY=VALUE`, and asks the evaluation. A mistake that an edit makes is placed
/// at `name`.
///
/// # Errors
/// What the profile would be refused for with these edits.
pub fn with_edits<T>(
    profile: &Profile,
    program: &Program,
    name: &str,
    set: &[String],
    ask: impl FnOnce(&Evaluation<'_>) -> T,
) -> Result<T, Diagnostics> {
    let input = set.iter().fold(profile.input.clone(), |input, edit| input.with_set(name, edit));
    let edited = Profile::parse(&input, program)?;
    evaluate(&edited, program).map(|evaluation| ask(&evaluation))
}

/// `value - other` in each case.
#[must_use]
pub fn difference(value: &Band<Usd>, other: &Band<Usd>) -> Band<Usd> {
    Band::from_fn(|case| *value.get(case) - *other.get(case))
}
