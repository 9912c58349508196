//! `[actuals]`: what has happened.

use super::plan::is_gate;
use crate::calendar::Date;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::document::Fields;
use crate::id::{GateId, GrantId, TierId};
use crate::profile::{ActualGrant, Actuals, Decision, GrantOutcome};
use crate::program::Program;

/// What an actual tranche may not come before.
const DECISION: &str = "decision";

/// The two decisions.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Word {
    Accepted,
    Rejected,
}

/// Reads what has happened. `filed` is the plan's start and the accelerator's filing date, where both are known.
pub fn actuals(mut fields: Fields<'_>, program: &Program, filed: Option<(Date, Date)>) -> Actuals {
    let words = [("accepted", Word::Accepted), ("rejected", Word::Rejected)];
    let word = fields.choice("decision", &words);
    let decided = decided(&mut fields, filed);
    let tier = tier(&mut fields, program);
    for key in ["decided", "tier", "milestones"] {
        check_allowed(&fields, key, word);
    }
    let milestones = fields.table("milestones").map(|table| milestones(table, program, decided)).unwrap_or_default();
    let start = filed.map(|(start, _)| start);
    let grants = grants(&mut fields, program, start, word, decided);
    let decision_place = fields.place("decision");
    fields.finish();
    let decision = match (word, decided) {
        (Some(Word::Accepted), Some(decided)) => Some(Decision::Accepted { decided, tier }),
        (Some(Word::Rejected), Some(decided)) => Some(Decision::Rejected { decided }),
        _ => None,
    };
    Actuals { decision, decision_place, milestones, grants }
}

/// The decision's date: required with a decision, not before the filing.
fn decided(fields: &mut Fields<'_>, filed: Option<(Date, Date)>) -> Option<Date> {
    if fields.has("decision") && !fields.has("decided") {
        fields.note_missing("decided", "write the date of the decision");
    }
    let decided = fields.date("decided")?;
    if let Some((_, filed)) = filed
        && decided < filed
    {
        let message = format!("`{}` is {decided}, before the application was filed", fields.path("decided"));
        let help = "check the date against `plan.accelerator_filed`, which is the plan's start where it is not given";
        let wanted = format!("wanted {filed} or later");
        fields.reading().note(Diagnostic::at(fields.place("decided"), Code::DateOrder, message, wanted, help));
    }
    Some(decided)
}

fn tier(fields: &mut Fields<'_>, program: &Program) -> Option<TierId> {
    let choices: Vec<(&str, TierId)> = program.tiers.iter().map(|tier| (tier.id.as_str(), tier.id.clone())).collect();
    fields.choice("tier", &choices)
}

/// Notes a key that only makes sense with another decision.
fn check_allowed(fields: &Fields<'_>, key: &str, word: Option<Word>) {
    let allowed = match word {
        Some(Word::Accepted) => true,
        Some(Word::Rejected) => key == "decided",
        // A decision that cannot be read is a mistake of its own.
        None => fields.has("decision"),
    };
    if fields.has(key) && !allowed {
        let found = if word.is_some() { "the decision is `rejected`" } else { "there is no decision" };
        let message = format!("`{}` is given, but {found}", fields.path(key));
        let help = "write `decision = \"accepted\"` and its date, or take the key out";
        fields.reading().note(Diagnostic::at(
            fields.place(key),
            Code::NeedsDecision,
            message,
            "needs an acceptance",
            help,
        ));
    }
}

fn milestones(mut fields: Fields<'_>, program: &Program, decided: Option<Date>) -> Vec<(GateId, Date)> {
    let mut milestones = Vec::new();
    let gates: Vec<(&str, Span)> = fields.keys().collect();
    for (gate, span) in gates {
        if !is_gate(gate, span, &fields, program) {
            fields.node(gate);
            continue;
        }
        let Some(date) = fields.date(gate) else { continue };
        if let Some(decided) = decided
            && date < decided
        {
            let message = format!("`{}` is {date}, before the decision", fields.path(gate));
            let wanted = format!("wanted {decided} or later");
            let help = "a gate's clock starts with acceptance; give the day it was proved after that";
            fields.reading().note(Diagnostic::at(fields.place(gate), Code::DateOrder, message, wanted, help));
        }
        milestones.push((GateId::from(gate), date));
    }
    fields.finish();
    milestones
}

fn grants(
    fields: &mut Fields<'_>,
    program: &Program,
    start: Option<Date>,
    word: Option<Word>,
    decided: Option<Date>,
) -> Vec<ActualGrant> {
    let mut grants: Vec<ActualGrant> = Vec::new();
    for mut fields in fields.list_of_tables("grants") {
        if !fields.has("id") {
            fields.note_missing("id", "name the grant, as `eval` prints it");
        }
        let id = fields.id("id").map(GrantId::from).filter(|id| is_known(id, &fields, program));
        let outcome = outcome(&mut fields);
        if let Some(id) = &id {
            if grants.iter().any(|grant| grant.id == *id) {
                let message = format!("`{id}` stands twice under `actuals.grants`");
                let help = "keep one of the two";
                fields.reading().note(Diagnostic::at(
                    fields.place("id"),
                    Code::DuplicateId,
                    message,
                    "already given above",
                    help,
                ));
            }
            let is_tranche = program.accelerator.tranche_number(id.as_str()).is_some();
            if is_tranche && word != Some(Word::Accepted) {
                let message = format!("`{id}` is given, but the company is not accepted");
                let help = "write `decision = \"accepted\"` and its date under [actuals]";
                let place = fields.place("id");
                fields.reading().note(Diagnostic::at(place, Code::NeedsDecision, message, "needs an acceptance", help));
            }
            if let Some(GrantOutcome::Issued { on, .. }) = outcome {
                let (least, name) = if is_tranche { (decided.or(start), DECISION) } else { (start, "plan's start") };
                check_issue(&fields, on, least, name);
            }
        }
        let place = fields.span;
        fields.finish();
        grants.extend(id.zip(outcome).map(|(id, outcome)| ActualGrant { id, outcome, place }));
    }
    grants
}

fn check_issue(fields: &Fields<'_>, on: Date, least: Option<Date>, name: &str) {
    if let Some(least) = least
        && on < least
    {
        let message = format!("`{}` is {on}, before the {name}", fields.path("issued"));
        let help = match name {
            DECISION => "a tranche is issued on acceptance or later: check both dates",
            _ => "a credit from before the plan belongs under [[credits]]",
        };
        let wanted = format!("wanted {least} or later");
        fields.reading().note(Diagnostic::at(fields.place("issued"), Code::DateOrder, message, wanted, help));
    }
}

fn is_known(id: &GrantId, fields: &Fields<'_>, program: &Program) -> bool {
    let is_component = program.components().any(|component| component.id == *id);
    if is_component || program.accelerator.tranche_number(id.as_str()).is_some() {
        return true;
    }
    let tranches = (1..=program.most_tranches()).map(|number| program.accelerator.tranche(number));
    let known: Vec<GrantId> = program.components().map(|component| component.id.clone()).chain(tranches).collect();
    let known: Vec<&str> = known.iter().map(GrantId::as_str).collect();
    let message = format!("`{id}` is not a grant of the program");
    fields.reading().unknown_word(fields.place("id"), Code::UnknownId, &message, id.as_str(), &known);
    false
}

/// `issued` and `amount`, or `declined = true`.
fn outcome(fields: &mut Fields<'_>) -> Option<GrantOutcome> {
    let declined = fields.truth("declined");
    let (has_issued, has_amount) = (fields.has("issued"), fields.has("amount"));
    let issued = fields.date("issued");
    let amount = fields.amount("amount");
    let is_declined = fields.has("declined") && declined != Some(false);
    if is_declined == (has_issued || has_amount) || has_issued != has_amount {
        let mut written = vec!["declined", "issued", "amount"];
        written.retain(|key| fields.has(key));
        let found = if written.is_empty() { "nothing".to_owned() } else { format!("`{}`", written.join("`, `")) };
        let path = fields.path("");
        let message = format!("`{}` gives {found} of what became of the grant", path.trim_end_matches('.'));
        let help = "write `issued` and `amount`, or `declined = true` alone";
        fields.reading().note(Diagnostic::at(
            fields.span,
            Code::ActualForm,
            message,
            "wanted `issued` and `amount`, or `declined`",
            help,
        ));
        return None;
    }
    if is_declined {
        return declined.map(|_| GrantOutcome::Declined);
    }
    issued.zip(amount).map(|(on, amount)| GrantOutcome::Issued { on, amount })
}
