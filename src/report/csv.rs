//! One view of an evaluation as CSV.

mod writer;

use super::{Every, Part, View, view_rows};
use crate::calendar::DateTexts;
use crate::evaluation::{Evaluation, Outcome};
use crate::money::AmountText;

pub(crate) use writer::Csv;

/// The view that is shown where none is asked for.
const DEFAULT: Part = Part::Position;

/// The columns of the position.
const POSITION: [&str; 10] =
    ["case", "day", "date", "granted", "consumed", "expired", "balance", "charges", "cash", "events"];
/// The columns behind those in a roll-up.
const LOWEST: [&str; 2] = ["lowest_balance", "lowest_day"];
/// The columns of the bills.
const BILLS: [&str; 10] =
    ["case", "from", "to", "from_day", "to_day", "service", "provider", "charges", "credits", "cash"];
/// The columns of the grants.
const GRANTS: [&str; 16] = [
    "case",
    "id",
    "program",
    "provider",
    "gate",
    "status",
    "amount",
    "issued",
    "usable",
    "issued_on",
    "expires_on",
    "covers",
    "consumed",
    "expired",
    "left",
    "assumed",
];

/// The view's table, a header first.
#[must_use]
pub fn evaluation(evaluation: &Evaluation<'_>, view: &View) -> String {
    let mut csv = Csv::new(&header(view.part.unwrap_or(DEFAULT), view.every.unwrap_or(Every::Day)));
    rows(&mut csv, evaluation, view);
    csv.into_text()
}

/// The header of a view.
pub(crate) fn header(part: Part, every: Every) -> Vec<&'static str> {
    match part {
        Part::Position if every == Every::Day => POSITION.to_vec(),
        Part::Position => [POSITION.as_slice(), &LOWEST].concat(),
        Part::Bills => BILLS.to_vec(),
        Part::Grants => GRANTS.to_vec(),
    }
}

/// Writes the view's rows.
pub(crate) fn rows(csv: &mut Csv, evaluation: &Evaluation<'_>, view: &View) {
    match view.part.unwrap_or(DEFAULT) {
        Part::Position => position(csv, evaluation, view),
        Part::Bills => bills(csv, evaluation, view),
        Part::Grants => grants(csv, evaluation, view),
    }
}

fn position(csv: &mut Csv, evaluation: &Evaluation<'_>, view: &View) {
    let horizon = &evaluation.profile.plan.horizon;
    let every = view.every.unwrap_or(Every::Day);
    let mut dates = DateTexts::new(horizon);
    let mut texts: [AmountText; 6] = Default::default();
    for case in &view.cases {
        for shown in view_rows(evaluation, *case, every, view) {
            csv.word(case.name());
            csv.day(shown.row.day);
            csv.ready(dates.of(shown.row.day));
            texts.iter_mut().zip(shown.row.amounts.each()).for_each(|(text, amount)| csv.ready(text.of(amount)));
            csv.text(&shown.events.join("; "));
            if let Some((lowest, day)) = shown.lowest {
                csv.usd(lowest);
                csv.day(day);
            }
            csv.end_row();
        }
    }
}

fn bills(csv: &mut Csv, evaluation: &Evaluation<'_>, view: &View) {
    let horizon = &evaluation.profile.plan.horizon;
    let (from, to) = view.days;
    for case in &view.cases {
        let bills = evaluation.positions(Outcome::Accepted).get(*case).bills();
        for bill in bills.into_iter().filter(|bill| bill.through >= from && bill.from <= to) {
            csv.word(case.name());
            [bill.from, bill.through].into_iter().for_each(|day| csv.date(horizon.date(day)));
            [bill.from, bill.through].into_iter().for_each(|day| csv.day(day));
            csv.text(bill.service.as_str());
            csv.text(bill.provider.as_str());
            [bill.charges, bill.credits, bill.cash].into_iter().for_each(|amount| csv.usd(amount));
            csv.end_row();
        }
    }
}

fn grants(csv: &mut Csv, evaluation: &Evaluation<'_>, view: &View) {
    let horizon = &evaluation.profile.plan.horizon;
    for case in &view.cases {
        let position = evaluation.positions(Outcome::Accepted).get(*case);
        for grant in &evaluation.timeline.grants {
            let life = grant.life.get(*case).as_ref();
            let used = life.map(|_| position.grant_use(&grant.id));
            let covers: Vec<&str> = grant.covers.iter().map(|service| service.as_str()).collect();
            let assumed: Vec<&str> = grant.assumed.iter().map(|field| field.name()).collect();
            csv.word(case.name());
            csv.text(grant.id.as_str());
            csv.text(grant.program);
            csv.text(grant.provider.as_str());
            csv.optional(grant.gate(), |csv, gate| csv.text(gate.as_str()));
            csv.word(grant.status.get(*case).name());
            csv.usd(*grant.amount.get(*case));
            csv.optional(life, |csv, life| csv.day(life.issued));
            csv.optional(life, |csv, life| csv.day(life.usable));
            csv.optional(life, |csv, life| csv.date(horizon.date(life.issued)));
            csv.optional(life, |csv, life| csv.date(horizon.date(life.last())));
            csv.text(&covers.join("; "));
            csv.optional(used, |csv, used| csv.usd(used.consumed));
            csv.optional(used, |csv, used| csv.usd(used.expired));
            csv.optional(used, |csv, used| csv.usd(used.left));
            csv.text(&assumed.join("; "));
            csv.end_row();
        }
    }
}
