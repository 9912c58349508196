//! What grants, gates and dates are called, for a reader who has not seen the profile.

use std::collections::BTreeMap;

use crate::evaluation::Evaluation;
use crate::id::GateId;
use crate::text::escape_controls;
use crate::timeline::{Grant, GrantKind};

/// What a gate is called.
pub fn gate(evaluation: &Evaluation<'_>, id: &GateId) -> String {
    let known = evaluation.program.gates.iter().find(|gate| gate.id == *id);
    known.map_or_else(|| id.to_string(), |gate| escape_controls(&gate.title).into_owned())
}

/// What a grant is called: its title, its number in the award, or the profile's own word.
pub fn grant(evaluation: &Evaluation<'_>, grant: &Grant<'_>) -> String {
    let program = evaluation.program;
    match grant.kind {
        GrantKind::Component => {
            let known = program.stack.iter().chain(&program.direct).find(|component| component.id == grant.id);
            known.map_or_else(|| grant.id.to_string(), |component| escape_controls(&component.title).into_owned())
        }
        GrantKind::Tranche(_) => {
            let number = program.accelerator.tranche_number(grant.id.as_str());
            number.map_or_else(|| grant.id.to_string(), |number| format!("award tranche {number}"))
        }
        GrantKind::Held => format!("{} (held)", grant.id),
    }
}

/// What an event is called.
pub fn event(evaluation: &Evaluation<'_>, id: &str) -> String {
    let gates = &evaluation.timeline.gates;
    match gates.iter().find(|gate| id == format!("{}-deadline", gate.id())) {
        Some(of) => format!("{} deadline", gate(evaluation, of.id())),
        None if id == "accelerator-filed" => "application filed".to_owned(),
        None => id.replace('-', " "),
    }
}

/// Everything that happens in a plan: what it is called, by the words that text and JSON have for it.
pub fn happenings(evaluation: &Evaluation<'_>) -> BTreeMap<String, String> {
    let timeline = &evaluation.timeline;
    let events = timeline.events.iter().map(|one| (one.id.clone(), event(evaluation, &one.id)));
    let grants = timeline.grants.iter().flat_map(|one| {
        let name = grant(evaluation, one);
        ["issued", "usable", "ends"].map(|word| (format!("{} {word}", one.id), format!("{name} {word}")))
    });
    events.chain(grants).collect()
}

/// What several happenings are called, in one line.
pub fn joined(names: &BTreeMap<String, String>, what: &[String]) -> String {
    let names: Vec<&str> = what.iter().map(|one| names.get(one).unwrap_or(one).as_str()).collect();
    names.join(", ")
}
