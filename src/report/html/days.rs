//! The rows of every day, small enough to be part of the page: each amount as its change since the day before.

use maud::{Markup, PreEscaped, html};

use crate::band::Case;
use crate::calendar::Day;
use crate::evaluation::Evaluation;
use crate::money::Usd;
use crate::position::{Amounts, Ask};
use crate::report::json::{Json, Layout};
use crate::report::names;

/// The amounts from which the others follow: balance = granted − consumed − expired, cash = charges − consumed.
const KEPT: [(&str, Ask); 4] = [
    ("granted", |day| day.granted),
    ("consumed", |day| day.consumed),
    ("expired", |day| day.expired),
    ("charges", |day| day.charges),
];

/// The data that the page's script reads.
pub fn data(evaluation: &Evaluation<'_>) -> Markup {
    let mut json = Json::new(Layout::Compact);
    json.block(|json| {
        json.key("start").text(&evaluation.profile.plan.horizon.start().to_string());
        json.key("last").day(evaluation.profile.plan.horizon.last());
        json.key("words").object(|json| {
            for (what, name) in names::happenings(evaluation) {
                json.named(&what).text(&name);
            }
        });
        for case in Case::ALL {
            json.key(case.name()).object(|json| write_case(json, evaluation, case));
        }
    });
    // Nothing in it may end the element that holds it.
    let text = json.into_text().replace('<', "\\u003c");
    html! { script type="application/json" id="days" { (PreEscaped(text.trim_end())) } }
}

fn write_case(json: &mut Json, evaluation: &Evaluation<'_>, case: Case) {
    let rows: Vec<Amounts> = evaluation.accepted.get(case).rows().map(|row| row.amounts).collect();
    for (key, ask) in KEPT {
        let mut before = Usd::ZERO;
        let changes: Vec<String> = rows
            .iter()
            .map(|day| {
                let change = ask(day) - std::mem::replace(&mut before, ask(day));
                if change.is_zero() { String::new() } else { change.cents().to_string() }
            })
            .collect();
        json.key(key).text(&changes.join(" "));
    }
    let last = evaluation.profile.plan.horizon.last();
    let happenings = evaluation.timeline.happenings(case);
    let inside = happenings.iter().filter(|(day, _)| *day >= Day::ZERO && *day <= last);
    json.key("events").array(inside, |json, (day, what)| {
        json.array([true, false], |json, is_day| if is_day { json.day(*day) } else { json.text(what) });
    });
}
