//! `[plan]`, `[offer]`, `[milestones]` and `[[credits]]`: what is planned and what is held.

use rust_decimal::Decimal;

use super::probability;
use crate::calendar::{Date, Horizon};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::document::{Fields, Node, Reading, Value};
use crate::id::{GateId, GrantId, ProviderId};
use crate::profile::{Expected, HeldCredit, LONGEST_PLAN, Milestone, Offer, Plan, USUAL_PLAN};
use crate::program::{Coverage, OnMiss, Program};

/// `[plan]`, whose start is required.
pub fn plan<'t>(root: &mut Fields<'t>, program: &'t Program) -> Option<Plan> {
    let Some(mut fields) = root.table("plan") else {
        if root.has("plan") {
            return None;
        }
        root.note_missing(
            "plan.start",
            "write the first day of the plan, as `start = 2026-01-12` under [plan], or give --start",
        );
        return None;
    };
    if !fields.has("start") {
        fields.note_missing("start", "write the first day of the plan, as `start = 2026-01-12`, or give --start");
    }
    let start = fields.date("start");
    let days = fields.whole("horizon_days", 1..=LONGEST_PLAN).unwrap_or(USUAL_PLAN);
    let accelerator = fields.truth("accelerator").unwrap_or(true);
    let accelerator_filed = filed(&mut fields, "accelerator_filed", start);
    let stack = stack(&mut fields, program);
    let stack_filed = filed(&mut fields, "stack_filed", start);
    let mut direct = Vec::new();
    for component in &program.direct {
        if component.switch.as_deref().is_some_and(|switch| fields.truth(switch) == Some(true)) {
            direct.push(component.id.clone());
        }
    }
    let founder_hours = fields.count("founder_hours");
    fields.finish();
    let start = start?;
    Some(Plan {
        horizon: Horizon::new(start, u32::try_from(days).unwrap_or(u32::MAX)),
        accelerator,
        accelerator_filed: accelerator_filed.unwrap_or(start),
        stack,
        stack_filed: stack_filed.unwrap_or(start),
        direct,
        founder_hours,
    })
}

/// A filing date, not before the start.
fn filed<'t>(fields: &mut Fields<'t>, key: &'t str, start: Option<Date>) -> Option<Date> {
    let date = fields.date(key)?;
    if let Some(start) = start
        && date < start
    {
        let message = format!("`{}` is {date}, before the plan's start", fields.path(key));
        let help = "move the filing, or start the plan earlier";
        fields.reading().note(Diagnostic::at(
            fields.place(key),
            Code::DateOrder,
            message,
            format!("wanted {start} or later"),
            help,
        ));
    }
    Some(date)
}

fn stack(fields: &mut Fields<'_>, program: &Program) -> Option<Vec<GrantId>> {
    let (reading, path) = (fields.reading(), fields.path("stack"));
    let items = reading.list(fields.node("stack")?, &path, 0)?;
    let choices: Vec<(&str, GrantId)> = program.stack.iter().map(|part| (part.id.as_str(), part.id.clone())).collect();
    Some(items.iter().filter_map(|item| reading.choice(item, &path, &choices)).collect())
}

/// `[offer]`.
pub fn offer<'t>(mut fields: Fields<'t>, program: &'t Program) -> Offer {
    let tranches = fields.count("tranches").and_then(|count| usize::try_from(count).ok());
    let mut awards = Vec::new();
    for component in program.components() {
        let Some(key) = component.offer.as_deref() else { continue };
        let band = &component.amount.value;
        if let Some(amount) = fields.amount(key) {
            if amount < band.cautious || amount > band.best {
                let message = format!("`{}` is {amount}, outside what the grant can be", fields.path(key));
                let wanted = format!("wanted {} to {}", band.cautious, band.best);
                let help = "check the letter; the grant's range comes from the program";
                fields.reading().note(Diagnostic::at(fields.place(key), Code::OutOfRange, message, wanted, help));
            }
            awards.push((component.id.clone(), amount));
        }
    }
    let on_miss = fields.choice("on_miss", &OnMiss::CHOICES);
    fields.finish();
    Offer { tranches, awards, on_miss }
}

/// Notes a gate that the program does not have.
pub fn is_gate(gate: &str, place: Span, fields: &Fields<'_>, program: &Program) -> bool {
    let known = program.gate(gate).is_some();
    if !known {
        let gates: Vec<&str> = program.gates.iter().map(|gate| gate.id.as_str()).collect();
        let message = format!("`{gate}` is not a gate of the program");
        fields.reading().unknown_word(place, Code::UnknownId, &message, gate, &gates);
    }
    known
}

/// `[milestones.GATE]`.
pub fn milestones(fields: Fields<'_>, program: &Program) -> Vec<(GateId, Milestone)> {
    let milestone = |(gate, mut fields): (&str, Fields<'_>)| {
        let known = is_gate(gate, fields.span, &fields, program);
        let (reading, path) = (fields.reading(), fields.path("expected"));
        let expected = fields.node("expected").and_then(|node| expected(reading, node, &path));
        let probability: Option<Decimal> = probability(&mut fields, "probability");
        fields.finish();
        known.then(|| (GateId::from(gate), Milestone { expected, probability }))
    };
    fields.into_tables().into_iter().filter_map(milestone).collect()
}

/// Days after acceptance, or a date.
fn expected(reading: &Reading, node: &Node<'_>, path: &str) -> Option<Expected> {
    let is_count = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'_');
    let is_day_count = matches!(node.value, Value::Number(_)) || node.value.text().is_some_and(|text| is_count(text));
    if is_day_count {
        let days = reading.whole(node, path, 0..=LONGEST_PLAN)?;
        return i32::try_from(days).ok().map(Expected::AfterAcceptance);
    }
    reading.date(node, path).map(Expected::On)
}

/// `[[credits]]`, each with all its keys.
pub fn credits(root: &mut Fields<'_>, program: &Program) -> Vec<HeldCredit> {
    let mut seen: Vec<String> = Vec::new();
    let mut credits = Vec::new();
    for mut fields in root.list_of_tables("credits") {
        for key in ["id", "provider", "remaining", "issued", "expires", "covers"] {
            if !fields.has(key) {
                fields.note_missing(key, "a held credit needs id, provider, remaining, issued, expires and covers");
            }
        }
        let id = fields.id("id").filter(|id| is_free(id, &mut seen, &fields, program));
        let provider = fields.id("provider").map(ProviderId::from);
        let remaining = fields.amount("remaining");
        let issued = fields.date("issued");
        let expires = fields.date("expires");
        let path = fields.path("covers");
        let reading = fields.reading();
        let covers = fields.node("covers").and_then(|node| Coverage::read(reading, node, &path));
        if let (Some(issued), Some(expires)) = (issued, expires)
            && expires < issued
        {
            let message = format!("`{}` is {expires}, before the credit's issue", fields.path("expires"));
            let help = "check the two dates";
            let wanted = format!("wanted {issued} or later");
            fields.reading().note(Diagnostic::at(fields.place("expires"), Code::DateOrder, message, wanted, help));
        }
        fields.finish();
        let credit = || {
            let id = GrantId::from(id?);
            let (provider, remaining) = (provider?, remaining?);
            Some(HeldCredit { id, provider, remaining, issued: issued?, expires: expires?, covers: covers? })
        };
        credits.extend(credit());
    }
    credits
}

/// Notes an id that is taken by another held credit or by the program.
fn is_free(id: &str, seen: &mut Vec<String>, fields: &Fields<'_>, program: &Program) -> bool {
    let note = |code, message: String, wanted: &str| {
        let at = fields.place("id");
        fields.reading().note(Diagnostic::at(at, code, message, wanted, "give the credit another id"));
    };
    let prefix = format!("{}-", program.accelerator.grant);
    if program.components().any(|component| component.id == *id) || id.starts_with(&prefix) {
        note(Code::ReservedId, format!("`{id}` is the id of a grant of the program"), "wanted an id of your own");
        return false;
    }
    if seen.iter().any(|other| other == id) {
        note(Code::DuplicateId, format!("`{id}` names two credits"), "already given above");
        return false;
    }
    seen.push(id.to_owned());
    true
}
