//! A check as one object. Keys are append-only.

use super::Tally;
use crate::advice::check::{Cause, Checked, Difference, Said, Verdict};
use crate::program::Program;
use crate::report::json::{Json, Layout, write_diagnostics, write_rules};

/// The object, with a line break at its end.
pub fn object(program: &Program, tally: Tally, profiles: &[Checked]) -> String {
    let mut json = Json::new(Layout::Lines);
    json.block(|json| {
        write_rules(json, program);
        json.key("checked").size(tally.checked());
        json.key("passed").size(tally.passed);
        json.key("failed").size(tally.failed);
        json.key("invalid").size(tally.invalid);
        json.key("without_expect").size(tally.uncompared);
        json.key("profiles").lines(profiles, |json, checked| json.block(|json| profile(json, checked)));
    });
    json.into_text()
}

fn profile(json: &mut Json, checked: &Checked) {
    json.key("path").text(&checked.path);
    json.key("status").text(checked.status().name());
    let verdict = checked.result.as_ref().ok();
    json.key("company").optional(verdict, |json, verdict| json.text(&verdict.company));
    json.key("has_expect").optional(verdict, |json, verdict| json.truth(verdict.has_expect));
    json.key("change").optional(checked.change(), |json, change| json.text(change));
    let differences = verdict.map_or(&[][..], |verdict: &Verdict| &verdict.differences);
    json.key("differences").lines(differences, |json, one| json.object(|json| difference(json, one)));
    let conditions = verdict.map_or(&[][..], |verdict: &Verdict| &verdict.conditions);
    json.key("conditions").lines(conditions, |json, (condition, why)| {
        json.object(|json| {
            json.key("condition").text(condition.name());
            json.key("why").text(why);
        });
    });
    match &checked.result {
        Ok(_) => json.key("diagnostics").array([] as [&str; 0], |json, none| json.text(none)),
        Err(invalid) => write_diagnostics(json, &invalid.diagnostics),
    }
}

fn difference(json: &mut Json, difference: &Difference) {
    json.key("key").text(&difference.key.name());
    json.key("expected");
    said(json, &difference.expected);
    json.key("got");
    said(json, &difference.got);
    json.key("cause").optional(difference.cause.map(Cause::name), |json, cause| json.text(cause));
    json.key("why").text(&difference.why);
    let (line, column) = difference.place.unzip();
    json.key("line").optional(line, Json::size);
    json.key("column").optional(column, Json::size);
}

fn said(json: &mut Json, said: &Said) {
    match said {
        Said::Word(word) => json.text(word),
        Said::Nothing => json.number("null"),
        Said::Amount(amount) => json.usd(*amount),
    }
}
