//! The grants: what, when, and what becomes of it.

use maud::{Markup, html};

use super::table::{Table, text};
use super::{Dossier, by_case};
use crate::band::Case;
use crate::calendar::Day;
use crate::evaluation::{Evaluation, Outcome};
use crate::money::{Cents, dollars};
use crate::report::names;
use crate::timeline::{Assumed, Grant, GrantKind};

/// The most rows of the table.
const MOST: usize = 40;

/// The section.
pub fn grants(dossier: &Dossier<'_, '_>) -> Markup {
    let evaluation = dossier.evaluation;
    html! {
        section #grants aria-labelledby="grants-head" {
            h2 id="grants-head" { "Grants" }
            @if evaluation.timeline.grants.is_empty() { p { "The plan holds no grant." } } @else {
                (by_case(dossier.case, |case| of_case(evaluation, case)))
                p.foot { "* assumed: no line of the source states it." }
            }
        }
    }
}

fn of_case(evaluation: &Evaluation<'_>, case: Case) -> Markup {
    let last = evaluation.profile.plan.horizon.last();
    let heads = ["Grant", "Status", "Gate", ">Amount", "Issued", "Last day", "Pays for", ">Used", ">Lapsed", ">Left"];
    let mut table = Table::new(format!("Grants, {case} case; used, lapsed and left by day {last}"), &heads);
    let used = |grant: &Grant<'_>| evaluation.positions(Outcome::Accepted).get(case).grant_use(&grant.id);
    let grants = &evaluation.timeline.grants;
    let amounts = grants.iter().flat_map(|grant| {
        let used = used(grant);
        [*grant.amount.get(case), used.consumed, used.expired, used.left]
    });
    let cents = Cents::of(amounts);
    for grant in grants.iter().take(MOST) {
        let life = grant.life.get(case);
        let star = |field| if grant.assumes(field) { "*" } else { "" };
        let date = |day: Day, field| html! { span.whole { (evaluation.profile.plan.horizon.date(day)) (star(field)) } };
        let of_life = |amount| text(life.map(|_| dollars(amount, cents)).unwrap_or_default());
        let used = used(grant);
        let covers: Vec<&str> = grant.covers.iter().map(|service| service.as_str()).collect();
        let covers = if covers.is_empty() { "no service here".to_owned() } else { covers.join(", ") };
        table.row(vec![
            html! { (names::grant(evaluation, grant)) @if grant.kind != GrantKind::Held { div.id { small { code { (grant.id) } } } } },
            text(grant.status.get(case).name()),
            text(grant.gate().map(|gate| names::gate(evaluation, gate)).unwrap_or_default()),
            text(format!("{}{}", dollars(*grant.amount.get(case), cents), star(Assumed::Amount))),
            life.map(|life| date(life.issued, Assumed::Issued)).unwrap_or_default(),
            life.map(|life| date(life.last(), Assumed::ExpiresOn)).unwrap_or_default(),
            text(format!("{covers}{}", star(Assumed::Covers))),
            of_life(used.consumed),
            of_life(used.expired),
            of_life(used.left),
        ]);
    }
    let more = grants.len().saturating_sub(MOST);
    html! {
        (table.markup(&format!("grants-{case}")))
        @if more > 0 { p.foot { "And " (more) " more: " code { "stackplan eval --view grants" } "." } }
    }
}
