//! The answer as one JSON object.

use super::{against_first, code, message, quarter};
use crate::advice::when::{FirstDate, Row, When};
use crate::band::Band;
use crate::evaluation::Evaluation;
use crate::position::{Amounts, Ask};
use crate::report::json::{Json, Layout, write_identity};

/// The amounts of a row, by key.
const AMOUNTS: [(&str, Ask); 4] = [
    ("granted", |amounts| amounts.granted),
    ("consumed", |amounts| amounts.consumed),
    ("lapsed", |amounts| amounts.expired),
    ("cash", |amounts| amounts.cash),
];

/// The whole object, with a line break at its end.
#[must_use]
pub fn json(evaluation: &Evaluation<'_>, when: &When<'_>) -> String {
    let horizon = &evaluation.profile.plan.horizon;
    let mut json = Json::new(Layout::Lines);
    json.block(|json| {
        write_identity(json, evaluation);
        json.key("until").text(&when.until.to_string());
        json.key("end").object(|json| {
            json.key("date").date(horizon.date(horizon.last()));
            json.key("day").day(horizon.last());
        });
        json.key("first_dates").lines(&when.first_dates, |json, first| json.object(|json| write_first(json, first)));
        json.key("rows").lines(&when.rows, |json, row| json.object(|json| write_row(json, when, row)));
        json.key("notes").lines(&when.notes, |json, note| {
            json.object(|json| {
                json.key("code").text(code(note));
                json.key("message").text(&message(note, when.rows.len()));
            });
        });
        json.key("assumed").array(["quarter"], Json::text);
    });
    json.into_text()
}

fn write_first(json: &mut Json, first: &FirstDate<'_>) {
    json.key("tier").text(first.tier.id.as_str());
    json.key("award").usd(first.tier.award.value);
    json.key("date").optional(first.date, |json, date| json.text(&date.to_string()));
    json.key("decided_by").array(&first.decided_by, |json, signal| json.text(signal.name()));
    json.key("open").array(&first.open, |json, gap| {
        json.object(|json| {
            json.key("signal").text(gap.signal.name());
            json.key("status").text(gap.status.name());
            json.key("needed").text(&gap.needed);
            json.key("found").text(&gap.found);
        });
    });
}

fn write_row(json: &mut Json, when: &When<'_>, row: &Row<'_>) {
    let worth = &row.worth;
    json.key("date").text(&row.date.to_string());
    json.key("quarter").text(&quarter(row.date));
    json.key("tier").optional(worth.tier_id(), Json::text);
    json.key("award").optional(worth.award, Json::usd);
    json.key("action").text(worth.action.name());
    write_amounts(json, &worth.accepted);
    json.key("after_end").band(worth.after_end, Json::usd);
    json.key("against_first").object(|json| {
        for (key, amount) in AMOUNTS {
            json.key(key).band(against_first(when, row, amount), Json::usd);
        }
    });
    json.key("without_accelerator").object(|json| write_amounts(json, &worth.not_accepted));
    json.key("set").array(&row.set, |json, edit| json.text(edit));
}

fn write_amounts(json: &mut Json, totals: &Band<Amounts>) {
    for (key, amount) in AMOUNTS {
        json.key(key).band(totals.as_ref().map(amount), Json::usd);
    }
}
