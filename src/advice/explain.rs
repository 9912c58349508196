//! Why: the decision on one profile walked in order, and what one id means.

mod grants;
mod order;
mod recommendation;
mod rules;
mod signals;
mod topic;
mod way_out;

use crate::band::Case;
use crate::evaluation::Evaluation;
use crate::program::{Citation, Conflict, Entry};
use crate::signal::Signal;

pub use grants::{Basis, GrantStep, LeftOut, Origin};
pub use order::{Ahead, CreditStep, Order};
pub use recommendation::Question;
pub use rules::{Gap, Lacking, Role, RuleStep, TierStep};
pub use signals::{Fact, Side, SignalStep, Threshold, Way};
pub use topic::{Kind, Topic, ids, suggestions, topic};

/// The decision on one profile in the order in which it is made, with everything that it rests on.
#[derive(Debug)]
pub struct Explanation<'e, 'a> {
    /// What is explained.
    pub evaluation: &'e Evaluation<'a>,
    /// Every value of the program, in the order of its file.
    pub catalogue: Vec<Entry<'a>>,
    /// Each screening rule.
    pub screening: Vec<RuleStep<'e, 'a>>,
    /// Each signal, with the thresholds that bear on it.
    pub signals: Vec<SignalStep<'e, 'a>>,
    /// Each tier, the largest award first.
    pub tiers: Vec<TierStep<'e, 'a>>,
    /// What the recommendation asks, up to the question that decides.
    pub recommendation: Vec<Question<'a>>,
    /// Each grant of the plan.
    pub grants: Vec<GrantStep<'e, 'a>>,
    /// Each grant that the plan does not hold.
    pub left_out: Vec<LeftOut>,
    /// The order in which each provider's credits are used, if the accelerator accepts.
    pub orders: Vec<Order<'a>>,
    /// The assumed values of the program that this plan used.
    pub assumptions: Vec<Entry<'a>>,
    /// The conflicts between lines that touched this result.
    pub conflicts: Vec<Touched<'a>>,
}

/// A conflict that touched a result.
#[derive(Debug)]
pub struct Touched<'a> {
    /// The conflict.
    pub conflict: &'a Conflict,
    /// The paths of the values that were used and settle it.
    pub through: Vec<String>,
}

/// Walks the decision. The orders of credits are those of `cases`.
#[must_use]
pub fn explain<'e, 'a>(evaluation: &'e Evaluation<'a>, cases: &[Case]) -> Explanation<'e, 'a> {
    let signals = signals::walk(evaluation);
    let mut explanation = Explanation {
        evaluation,
        catalogue: evaluation.program.catalogue(),
        screening: rules::screening(evaluation, &signals),
        tiers: rules::tiers(evaluation, &signals),
        recommendation: recommendation::walk(evaluation),
        grants: grants::walk(evaluation),
        left_out: grants::left_out(evaluation),
        orders: order::walk(evaluation, cases),
        signals,
        assumptions: Vec::new(),
        conflicts: Vec::new(),
    };
    let used = explanation.used();
    explanation.assumptions = used.iter().filter(|entry| entry.citation.assumed).cloned().collect();
    explanation.conflicts = touched(&evaluation.program.conflicts, &used);
    explanation
}

fn touched<'a>(conflicts: &'a [Conflict], used: &[Entry<'a>]) -> Vec<Touched<'a>> {
    let through = |conflict: &Conflict| -> Vec<String> {
        used.iter().filter(|entry| entry.names(&conflict.id)).map(|entry| entry.path.clone()).collect()
    };
    let touched = conflicts.iter().map(|conflict| Touched { conflict, through: through(conflict) });
    touched.filter(|touched| !touched.through.is_empty()).collect()
}

impl<'a> Explanation<'_, 'a> {
    /// The value of the program that a citation belongs to.
    #[must_use]
    pub fn entry(&self, citation: &Citation) -> Option<&Entry<'a>> {
        self.catalogue.iter().find(|entry| entry.is_cited_by(citation))
    }

    /// The walk of one signal.
    #[must_use]
    pub fn signal(&self, signal: Signal) -> Option<&SignalStep<'_, 'a>> {
        self.signals.iter().find(|step| step.reading.signal() == signal)
    }

    /// True where committed-spend discounts fit the company's stage.
    #[must_use]
    pub fn is_edp_relevant(&self) -> bool {
        self.evaluation.profile.company.stage >= self.evaluation.program.recommendation.edp_stage.value
    }

    /// True where the plan holds an award, with which the benefits come that are on no ledger.
    #[must_use]
    pub const fn has_award(&self) -> bool {
        self.evaluation.timeline.acceptance.is_some()
    }

    /// The values of the program that took part in this result, in the order of its file.
    fn used(&self) -> Vec<Entry<'a>> {
        let used = self.cited();
        let is_used = |entry: &&Entry<'a>| used.iter().any(|citation| entry.is_cited_by(citation));
        self.catalogue.iter().filter(is_used).cloned().collect()
    }

    /// The citations that the steps name: thresholds whose fact is stated, every screening rule, the tiers in question,
    /// the questions of the recommendation, and whatever the grants and days rest on.
    fn cited(&self) -> Vec<&'a Citation> {
        let Evaluation { profile, program, assessment, timeline, .. } = self.evaluation;
        let mut cited: Vec<&'a Citation> = Vec::new();
        cited.extend(self.screening.iter().map(|step| &step.finding.requirement.citation));
        cited.extend(self.signals.iter().flat_map(SignalStep::cited));
        cited.extend(self.tiers.iter().filter(|step| !step.roles.is_empty()).flat_map(TierStep::cited));
        cited.extend(self.recommendation.iter().filter_map(|question| question.citation));
        cited.extend(self.grants.iter().flat_map(GrantStep::cited));
        let spent_on = |id| profile.spend.iter().any(|spend| spend.id == id);
        let services = program.services.iter().filter(|service| spent_on(service.id.clone()));
        cited.extend(services.map(|service| &service.citation));
        if let Some(tier) = assessment.tier.assigned {
            cited.extend(tier.needs_engagement.as_ref().map(|needs| &needs.citation));
        }
        if profile.plan.founder_hours.is_some() {
            cited.push(&program.recommendation.founder_hours.citation);
        }
        if timeline.events.iter().any(|event| event.id == "accelerator-filed") {
            let process = &program.process;
            cited.extend([&process.screening_result.citation, &process.interview.citation]);
            cited.extend(profile.actuals.decision.is_none().then_some(&program.accelerator.decision.citation));
        }
        cited
    }
}
