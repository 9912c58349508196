//! Filings, results and deadlines.

use super::{GatePlan, Timeline, View};
use crate::band::{Band, Case};
use crate::calendar::Day;

/// Something that happens on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// What: `stack-filed`, `decision`, a gate's id with `-deadline` behind it, ….
    pub id: String,
    /// When, in each case.
    pub day: Band<Day>,
    /// True where no line of the source states the day.
    pub assumed: bool,
}

/// The events of a plan: the stack's filing where it holds a part of the stack, the application's where it applies.
pub fn events(view: &View<'_, '_>, files_stack: bool, gates: &[GatePlan<'_>]) -> Vec<Event> {
    let event = |id: &str, day: Band<Day>, assumed: bool| Event { id: id.to_owned(), day, assumed };
    let plan = &view.profile.plan;
    let stack_filed = view.horizon().day(plan.stack_filed);
    let mut events = Vec::new();
    if files_stack {
        events.push(event("stack-filed", Band::same(stack_filed), false));
    }
    if !view.applies() {
        return events;
    }
    let filed = view.horizon().day(plan.accelerator_filed);
    let process = &view.program.process;
    let results = [("screening-result", &process.screening_result), ("interview", &process.interview)];
    events.push(event("accelerator-filed", Band::same(filed), false));
    events.extend(results.map(|(id, after)| event(id, Band::same(filed + after.value), after.citation.assumed)));
    let is_planned = view.profile.actuals.decision.is_none();
    let assumed = is_planned && view.program.accelerator.decision.citation.assumed;
    events.push(event("decision", view.decision_day(), assumed));
    events.extend(gates.iter().map(|gate| {
        let id = format!("{}-deadline", gate.id());
        Event { id, day: gate.deadline, assumed: gate.due.due.citation.assumed }
    }));
    events
}

impl Timeline<'_> {
    /// What happens in one case, by day: the events, and each grant's issue, first use where that is later, and end.
    #[must_use]
    pub fn happenings(&self, case: Case) -> Vec<(Day, String)> {
        let mut happenings: Vec<(Day, String)> =
            self.events.iter().map(|event| (*event.day.get(case), event.id.clone())).collect();
        for grant in &self.grants {
            let Some((life, _)) = grant.credit(case) else { continue };
            happenings.push((life.issued, format!("{} issued", grant.id)));
            if life.usable > life.issued {
                happenings.push((life.usable, format!("{} usable", grant.id)));
            }
            happenings.push((life.last(), format!("{} ends", grant.id)));
        }
        happenings.sort_by_key(|(day, _)| *day);
        happenings
    }
}
