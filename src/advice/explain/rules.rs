//! The rules that decide: screening, and each tier from the highest down, with what every one of them lacks.

use super::{Side, SignalStep, Threshold};
use crate::evaluation::Evaluation;
use crate::program::{Bound, Citation, Tier, Value};
use crate::scoring::{Answer, Finding, Status};

/// A rule applied, with what is lacking.
#[derive(Debug)]
pub struct RuleStep<'e, 'a> {
    /// Its id: `screening.stage`.
    pub id: String,
    /// What was needed and found.
    pub finding: &'e Finding<'a>,
    /// What is lacking; `None` where the rule is met, and where facts are missing.
    pub gap: Option<Gap<'a>>,
}

/// What an unmet rule lacks.
#[derive(Debug)]
pub struct Gap<'a> {
    /// Levels between what is found and what is needed, at least one.
    pub levels: u8,
    /// The thresholds of the level needed that do not hold, where what is lacking can be counted.
    pub lacking: Vec<Lacking<'a>>,
}

/// What a threshold lacks.
#[derive(Debug)]
pub struct Lacking<'a> {
    /// What is measured.
    pub what: String,
    /// By how much it is short, or too much.
    pub by: Value<'a>,
    /// Which side is the good one.
    pub side: Side,
}

/// What a tier is to a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Award, tranches and gates follow it.
    Followed,
    /// The facts prove it.
    Assigned,
    /// The facts do not rule it out.
    Possible,
    /// It is the one above what the facts prove, where screening does not fail.
    Next,
}

impl Role {
    /// The word in every output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Followed => "followed",
            Self::Assigned => "assigned",
            Self::Possible => "possible",
            Self::Next => "next",
        }
    }
}

/// A tier with each of its rules.
#[derive(Debug)]
pub struct TierStep<'e, 'a> {
    /// The tier.
    pub tier: &'a Tier,
    /// Whether all of its rules are met, whatever screening says.
    pub answer: Answer,
    /// What it is to this result.
    pub roles: Vec<Role>,
    /// Its rules in order.
    pub rules: Vec<RuleStep<'e, 'a>>,
}

/// Every screening rule.
pub fn screening<'e, 'a>(evaluation: &'e Evaluation<'a>, signals: &[SignalStep<'_, 'a>]) -> Vec<RuleStep<'e, 'a>> {
    let findings = &evaluation.assessment.screening.findings;
    findings.iter().map(|finding| RuleStep::new("screening", finding, signals)).collect()
}

/// Every tier, the largest award first.
pub fn tiers<'e, 'a>(evaluation: &'e Evaluation<'a>, signals: &[SignalStep<'_, 'a>]) -> Vec<TierStep<'e, 'a>> {
    let result = &evaluation.assessment.tier;
    let tiers = &evaluation.program.tiers;
    let is = |one: Option<&Tier>, tier: &Tier| one.is_some_and(|one| one.id == tier.id);
    let next = tiers.iter().take_while(|tier| !is(result.assigned, tier)).last();
    let next = next.filter(|_| evaluation.assessment.screening.eligible != Answer::No);
    let step = |tier: &'a Tier| {
        let roles = [
            (result.followed, Role::Followed),
            (result.assigned, Role::Assigned),
            (result.possible, Role::Possible),
            (next, Role::Next),
        ];
        let own = result.findings.iter().filter(|found| found.tier.id == tier.id).map(|found| &found.finding);
        let rules: Vec<_> = own.map(|finding| RuleStep::new(tier.id.as_str(), finding, signals)).collect();
        TierStep {
            tier,
            answer: answer(&rules),
            roles: roles.into_iter().filter(|(one, _)| is(*one, tier)).map(|(_, role)| role).collect(),
            rules,
        }
    };
    tiers.iter().map(step).collect()
}

fn answer(rules: &[RuleStep<'_, '_>]) -> Answer {
    let any = |status| rules.iter().any(|rule| rule.finding.status == status);
    if any(Status::Unmet) {
        Answer::No
    } else if any(Status::Unknown) {
        Answer::Unknown
    } else {
        Answer::Yes
    }
}

impl<'e, 'a> RuleStep<'e, 'a> {
    fn new(group: &str, finding: &'e Finding<'a>, signals: &[SignalStep<'_, 'a>]) -> Self {
        let signal = finding.requirement.signal;
        let step = signals.iter().find(|step| step.reading.signal() == signal);
        let gap = (finding.status == Status::Unmet).then(|| Gap::of(finding, step));
        Self { id: format!("{group}.{signal}"), finding, gap }
    }
}

impl<'a> Gap<'a> {
    fn of(finding: &Finding<'a>, signal: Option<&SignalStep<'_, 'a>>) -> Self {
        match finding.requirement.bound {
            Bound::AtLeast(level) => {
                let ways = signal.into_iter().flat_map(|step| step.ways_to(level));
                let thresholds = ways.flat_map(|way| &way.thresholds);
                let lacking = thresholds.filter_map(|threshold| {
                    let Threshold { what, side, gap, .. } = threshold;
                    Some(Lacking { what: what.clone(), by: gap.clone()?, side: *side })
                });
                Self { levels: level.rank().saturating_sub(finding.possible.rank()), lacking: lacking.collect() }
            }
            Bound::AtMost(level) => {
                Self { levels: finding.proved.rank().saturating_sub(level.rank()), lacking: Vec::new() }
            }
        }
    }
}

impl<'a> TierStep<'_, 'a> {
    /// The citations of the tier and of its rules.
    pub(super) fn cited(&self) -> impl Iterator<Item = &'a Citation> {
        let rules = self.rules.iter().map(|rule| &rule.finding.requirement.citation);
        [&self.tier.citation, &self.tier.award.citation].into_iter().chain(rules)
    }
}
