//! The gate of a tranche in words: when it is met, when it is due, whether it is missed.

use crate::band::{Band, Case};
use crate::evaluation::Evaluation;
use crate::program::Value;
use crate::timeline::{Done, Grant, GrantKind, Status};

/// What the plan knows of the gate of a tranche, in days after acceptance.
pub fn of(evaluation: &Evaluation<'_>, grant: &Grant<'_>) -> Option<String> {
    let GrantKind::Tranche(Some(id)) = grant.kind else { return None };
    let gate = evaluation.timeline.gates.iter().find(|gate| gate.id() == id)?;
    let deadline = Value::Days(gate.last_day());
    let days = || days(gate.done);
    let done = match gate.done.likely {
        Done::On(_) => format!("met {} after acceptance", days()),
        Done::Expected(_) => format!("expected {} after acceptance", days()),
        Done::Unknown => "no day expected".to_owned(),
    };
    let mut text = format!("gate {id}: {done}, to be met within {deadline}");
    let cases = |is: &dyn Fn(Case) -> bool| Case::ALL.into_iter().filter(|case| is(*case)).collect::<Vec<_>>();
    let missed = cases(&|case| gate.is_missed(case));
    let lost = cases(&|case| *grant.status.get(case) == Status::Forfeited && !gate.is_missed(case));
    for (cases, what) in [(missed, "missed"), (lost, "lost with a tranche ahead of it")] {
        if !cases.is_empty() {
            text.push_str(&format!("; {what} {}", named(&cases)));
        }
    }
    Some(text)
}

/// `in every case`, or the cases.
fn named(cases: &[Case]) -> String {
    if cases.len() == Case::ALL.len() {
        return "in every case".to_owned();
    }
    let names: Vec<&str> = cases.iter().map(|case| case.name()).collect();
    format!("in the {} case", names.join(" and the "))
}

fn days(done: Band<Done>) -> String {
    Value::band(done, |done| done.day().map_or(Value::Word("unknown"), Value::Days)).to_string()
}
