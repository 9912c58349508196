//! What is due as one object. Keys are append-only.

use crate::advice::deadlines::{Agenda, Due};
use crate::report::json::{Json, Layout, write_diagnostics, write_rules};

/// The object, with a line break at its end.
#[must_use]
pub fn object(agenda: &Agenda<'_>) -> String {
    let mut json = Json::new(Layout::Lines);
    json.block(|json| {
        write_rules(json, agenda.program);
        json.key("today").date(agenda.today);
        json.key("case").text(agenda.case.name());
        json.key("within").day(agenda.within);
        json.key("companies").size(agenda.companies.len());
        json.key("later").size(agenda.later);
        json.key("deadlines").lines(agenda.worst_first(), |json, due| json.block(|json| entry(json, agenda, due)));
        json.key("invalid").lines(&agenda.invalid, |json, (path, diagnostics)| {
            json.block(|json| {
                json.key("path").text(path);
                write_diagnostics(json, diagnostics);
            });
        });
    });
    json.into_text()
}

fn entry(json: &mut Json, agenda: &Agenda<'_>, Due { company, deadline }: &Due) {
    json.key("date").date(deadline.date);
    json.key("days_left").day(deadline.days_left);
    json.key("kind").text(deadline.kind.name());
    json.key("id").text(&deadline.id);
    json.key("what").text(&deadline.what);
    json.key("at_risk").optional(deadline.at_risk, Json::usd);
    json.key("why").text(&deadline.why);
    json.key("evidence").array(agenda.evidence(deadline), |json, item| json.text(item));
    json.key("if_accepted").truth(deadline.is_conditional);
    json.key("assumed").truth(deadline.is_assumed);
    let texts = [
        ("company", Some(&company.name)),
        ("company_id", company.id.as_ref()),
        ("partner", company.partner.as_ref()),
        ("ace_opportunity", company.ace_opportunity.as_ref()),
        ("path", Some(&company.path)),
    ];
    for (key, text) in texts {
        json.key(key).optional(text, |json, text| json.text(text));
    }
}
