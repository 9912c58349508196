//! What of one plan is still open on a day.

use super::{Deadline, Kind};
use crate::band::Case;
use crate::calendar::{Date, Day};
use crate::evaluation::{Evaluation, Outcome};
use crate::id::GateId;
use crate::money::{Usd, alone};
use crate::profile::Decision;
use crate::timeline::{Assumed, Done, Event, GatePlan, Grant, GrantKind, Life, Status};

/// What of a plan is open on `today` in a case, in the order of [`Kind`].
///
/// A filing, an expiry or a bill whose day has passed has happened. A decision or a gate whose day has passed stays until
/// the profile states what became of it. While the accelerator has not decided, expiries and bills are those of the plan
/// without it, its gates and tranches are conditional, and an overdue decision stands for them.
#[must_use]
pub fn deadlines(evaluation: &Evaluation<'_>, case: Case, today: Date) -> Vec<Deadline> {
    let plan = Plan { evaluation, case, today };
    let mut open = plan.filings();
    open.extend(plan.decisions());
    open.extend(evaluation.timeline.gates.iter().flat_map(|gate| plan.gate(gate)));
    open.extend(evaluation.timeline.grants.iter().filter_map(|grant| plan.expiry(grant)));
    open.extend(plan.first_bills());
    open
}

/// What every deadline of a plan looks at.
struct Plan<'e, 'a> {
    evaluation: &'e Evaluation<'a>,
    case: Case,
    today: Date,
}

impl<'e, 'a> Plan<'e, 'a> {
    fn date(&self, day: Day) -> Date {
        self.evaluation.profile.plan.horizon.date(day)
    }

    fn entry(&self, kind: Kind, id: String, what: String, day: Day) -> Deadline {
        let date = self.date(day);
        Deadline {
            kind,
            id,
            what,
            why: String::new(),
            date,
            days_left: date.since(self.today),
            at_risk: None,
            is_conditional: false,
            is_assumed: false,
            gate: None,
        }
    }

    fn event(&self, id: &str) -> Option<&'e Event> {
        self.evaluation.timeline.events.iter().find(|event| event.id == id)
    }

    fn is_decided(&self) -> bool {
        self.evaluation.profile.actuals.decision.is_some()
    }

    fn is_accepted(&self) -> bool {
        matches!(self.evaluation.profile.actuals.decision, Some(Decision::Accepted { .. }))
    }

    /// True where what follows an acceptance has its days: it has come, or can still come in time.
    fn has_award_days(&self) -> bool {
        let is_ahead = |event: &Event| self.date(*event.day.get(self.case)) >= self.today;
        self.is_accepted() || self.event("decision").is_some_and(is_ahead)
    }

    /// The plan that money is counted by.
    fn outcome(&self) -> Outcome {
        if self.is_accepted() { Outcome::Accepted } else { Outcome::NotAccepted }
    }

    fn is_of_stack(&self, grant: &Grant<'_>) -> bool {
        self.evaluation.program.stack.iter().any(|component| component.id == grant.id)
    }

    /// The grants of the plan that are awaited in this case, with their days and amounts.
    fn awaited(&self) -> Vec<(&'e Grant<'a>, Life, Usd)> {
        let grants = self.evaluation.timeline.grants.iter();
        let planned = grants.filter(|grant| *grant.status.get(self.case) == Status::Planned);
        planned.filter_map(|grant| grant.credit(self.case).map(|(life, amount)| (grant, life, amount))).collect()
    }

    fn stack(&self) -> Vec<(&'e Grant<'a>, Life, Usd)> {
        let mut awaited = self.awaited();
        awaited.retain(|(grant, ..)| grant.kind == GrantKind::Component && self.is_of_stack(grant));
        awaited
    }

    /// The award that a decision is about; `None` where no tier is assigned.
    fn award(&self) -> Option<Usd> {
        let tranches = self.evaluation.timeline.grants.iter().filter(|grant| grant.is_tranche());
        let amounts: Vec<Usd> = tranches.map(|grant| *grant.amount.get(self.case)).collect();
        (!amounts.is_empty()).then(|| amounts.into_iter().sum())
    }

    fn award_in_words(&self) -> String {
        match self.award() {
            Some(award) => format!("an award of {} waits on it", alone(award)),
            None => "the facts assign no tier, so the award is not known".to_owned(),
        }
    }

    fn filings(&self) -> Vec<Deadline> {
        let mut filings = Vec::new();
        let stack = self.stack();
        if let Some(event) = self.event("stack-filed").filter(|_| !stack.is_empty()) {
            filings.push(Deadline {
                why: format!("{} {} on it", ids(&stack), waits(&stack)),
                at_risk: Some(total(&stack)),
                ..self.entry(Kind::Filing, event.id.clone(), "file the stack".to_owned(), *event.day.get(self.case))
            });
        }
        if let Some(event) = self.event("accelerator-filed").filter(|_| !self.is_decided()) {
            let what = "file the application".to_owned();
            filings.push(Deadline {
                why: self.award_in_words(),
                at_risk: self.award(),
                ..self.entry(Kind::Filing, event.id.clone(), what, *event.day.get(self.case))
            });
        }
        // The profile states the day, so that one that has passed is one on which it was filed.
        filings.retain(|filing| !filing.is_overdue());
        filings
    }

    fn decisions(&self) -> Vec<Deadline> {
        let mut decisions = Vec::new();
        let stack = self.stack();
        if let Some(day) = stack.iter().map(|(_, life, _)| life.issued).max() {
            decisions.push(Deadline {
                why: format!("{} {} on it", ids(&stack), waits(&stack)),
                at_risk: Some(total(&stack)),
                is_assumed: stack.iter().any(|(grant, ..)| grant.assumes(Assumed::Issued)),
                ..self.entry(Kind::Decision, "stack-decision".to_owned(), "decision on the stack".to_owned(), day)
            });
        }
        if let Some(event) = self.event("decision").filter(|_| !self.is_decided()) {
            let what = "decision on the award".to_owned();
            decisions.push(Deadline {
                why: self.award_in_words(),
                at_risk: self.award(),
                is_assumed: event.assumed,
                ..self.entry(Kind::Decision, event.id.clone(), what, *event.day.get(self.case))
            });
        }
        let awaited = self.awaited();
        let single = awaited.into_iter().filter(|(grant, ..)| match grant.kind {
            GrantKind::Component => !self.is_of_stack(grant),
            GrantKind::Tranche(gate) => self.is_accepted() && gate.is_none_or(|gate| self.is_met(gate)),
            GrantKind::Held => false,
        });
        decisions.extend(single.map(|(grant, life, amount)| {
            let why = match grant.gate() {
                Some(gate) => format!("the gate {gate} is met, which releases it"),
                None => format!("{} waits on it", grant.id),
            };
            Deadline {
                why,
                at_risk: Some(amount),
                is_assumed: grant.assumes(Assumed::Issued),
                ..self.entry(
                    Kind::Decision,
                    format!("{}-issued", grant.id),
                    format!("issue of {}", grant.id),
                    life.issued,
                )
            }
        }));
        decisions
    }

    fn is_met(&self, gate: &GateId) -> bool {
        let gates = &self.evaluation.timeline.gates;
        gates.iter().any(|plan| plan.id() == gate && matches!(plan.done.get(self.case), Done::On(_)))
    }

    /// The deadline of a gate that is not met, and the day on which the plan meets it.
    fn gate(&self, gate: &GatePlan<'a>) -> Vec<Deadline> {
        let done = *gate.done.get(self.case);
        if matches!(done, Done::On(_)) || !self.has_award_days() {
            return Vec::new();
        }
        let hangs = self.hangs_on(gate.id());
        if hangs.is_empty() {
            return Vec::new();
        }
        let deadline = *gate.deadline.get(self.case);
        let expected = self
            .evaluation
            .timeline
            .acceptance
            .zip(done.day())
            .map(|(acceptance, done)| *acceptance.get(self.case) + done);
        let takes: Vec<&str> = hangs.iter().map(|grant| grant.id.as_str()).collect();
        let late =
            expected.filter(|day| *day > deadline).map(|day| format!("; expected on {}, too late", self.date(day)));
        let due = |kind, id, what, day| Deadline {
            why: format!("missing it takes {}{}", takes.join(", "), late.as_deref().unwrap_or_default()),
            at_risk: Some(hangs.iter().map(|grant| *grant.amount.get(self.case)).sum()),
            is_conditional: !self.is_accepted(),
            gate: Some(gate.id().clone()),
            ..self.entry(kind, id, what, day)
        };
        let id = gate.id();
        let end = Deadline {
            is_assumed: gate.due.due.citation.assumed,
            ..due(Kind::Gate, format!("{id}-deadline"), format!("{id} deadline"), deadline)
        };
        // A plan that is late, or a gate that is overdue, has no other day for its evidence.
        let planned = expected.filter(|day| *day <= deadline && !end.is_overdue());
        let evidence = planned.map(|day| due(Kind::Evidence, format!("{id}-evidence"), format!("{id} evidence"), day));
        evidence.into_iter().chain([end]).collect()
    }

    /// The tranches that missing a gate takes, those apart that a gate met too late has taken.
    fn hangs_on(&self, gate: &GateId) -> Vec<Grant<'a>> {
        let timeline = &self.evaluation.timeline;
        let is_lost =
            |gate: &&GatePlan<'a>| matches!(gate.done.get(self.case), Done::On(_)) && gate.is_missed(self.case);
        let mut missed: Vec<&GateId> = timeline.gates.iter().filter(is_lost).map(GatePlan::id).collect();
        let is_forfeited = |grant: &Grant<'_>| *grant.status.get(self.case) == Status::Forfeited;
        let lost = self.evaluation.tranches_if(&missed, timeline.on_miss);
        missed.push(gate);
        let mut hangs = self.evaluation.tranches_if(&missed, timeline.on_miss);
        hangs.retain(|grant| is_forfeited(grant) && !lost.iter().any(|one| one.id == grant.id && is_forfeited(one)));
        hangs
    }

    /// The last usable day of a credit of which something will lapse, or may.
    fn expiry(&self, grant: &Grant<'a>) -> Option<Deadline> {
        let (life, amount) = grant.credit(self.case)?;
        let is_open_award = grant.is_tranche() && !self.is_accepted();
        if self.date(life.last()) < self.today || (is_open_award && !self.has_award_days()) {
            return None;
        }
        let outcome = if is_open_award { Outcome::Accepted } else { self.outcome() };
        let used = self.evaluation.positions(outcome).get(self.case).grant_use(&grant.id);
        let horizon = &self.evaluation.profile.plan.horizon;
        let left = used.expired + used.left;
        let is_within = life.last() <= horizon.last();
        if left.is_zero() && life.issued <= horizon.last() {
            return None;
        }
        let why = if is_within {
            format!("of {} the plan uses {}", alone(amount), alone(used.consumed))
        } else {
            let end = self.date(horizon.last());
            format!("the plan ends on {end} with {} of {} used", alone(used.consumed), alone(amount))
        };
        Some(Deadline {
            why,
            at_risk: is_within.then_some(left),
            is_conditional: is_open_award,
            is_assumed: grant.kind != GrantKind::Held && grant.assumes(Assumed::ExpiresOn),
            ..self.entry(Kind::Expiry, format!("{}-ends", grant.id), format!("{} ends", grant.id), life.last())
        })
    }

    fn first_bills(&self) -> Vec<Deadline> {
        let outcome = self.outcome();
        let position = self.evaluation.positions(outcome).get(self.case);
        let providers = self.evaluation.granting_providers(outcome);
        let bills = providers.into_iter().filter_map(|provider| {
            let (day, amount) = position.ledger(provider)?.first_bill()?;
            let without =
                if self.event("decision").is_some() && !self.is_decided() { ", without the award" } else { "" };
            Some(Deadline {
                why: format!("what {provider}'s credits leave to pay of the period that ends then{without}"),
                at_risk: Some(amount),
                ..self.entry(Kind::FirstBill, format!("first-bill-{provider}"), format!("first {provider} bill"), day)
            })
        });
        bills.filter(|bill| !bill.is_overdue()).collect()
    }
}

fn ids(grants: &[(&Grant<'_>, Life, Usd)]) -> String {
    grants.iter().map(|(grant, ..)| grant.id.as_str()).collect::<Vec<_>>().join(", ")
}

const fn waits(grants: &[(&Grant<'_>, Life, Usd)]) -> &'static str {
    if grants.len() == 1 { "waits" } else { "wait" }
}

fn total(grants: &[(&Grant<'_>, Life, Usd)]) -> Usd {
    grants.iter().map(|(_, _, amount)| *amount).sum()
}
