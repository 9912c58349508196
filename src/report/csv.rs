//! One view of an evaluation as CSV (RFC 4180), harmless in a spreadsheet.

use csv::{Terminator, WriterBuilder};

use super::{Every, Part, View, view_rows};
use crate::evaluation::{Evaluation, Outcome};
use crate::position::Amounts;
use crate::text::escape_controls;

/// The view that is shown where none is asked for.
const DEFAULT: Part = Part::Position;

/// The view's table, a header first.
#[must_use]
pub fn evaluation(evaluation: &Evaluation<'_>, view: &View) -> String {
    match view.part.unwrap_or(DEFAULT) {
        Part::Position => position(evaluation, view),
        Part::Bills => bills(evaluation, view),
        Part::Grants => grants(evaluation, view),
    }
}

/// A table as text. Cells are defused: a spreadsheet would run one that begins like a formula.
fn table(header: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut writer = WriterBuilder::new().terminator(Terminator::Any(b'\n')).from_writer(Vec::new());
    // Writing to memory does not fail, and every row has the header's length.
    let _ = writer.write_record(header);
    for row in rows {
        let _ = writer.write_record(row.iter().map(|cell| defused(cell)));
    }
    writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

/// The cell with control characters written out, and a quote before what a spreadsheet would run. Numbers stay.
fn defused(cell: &str) -> String {
    let cell = escape_controls(cell);
    let is_number =
        cell.strip_prefix('-').is_some_and(|digits| digits.bytes().all(|b| b.is_ascii_digit() || b == b'.'));
    if cell.starts_with(['=', '+', '-', '@']) && !is_number { format!("'{cell}") } else { cell.into_owned() }
}

fn position(evaluation: &Evaluation<'_>, view: &View) -> String {
    let horizon = &evaluation.profile.plan.horizon;
    let every = view.every.unwrap_or(Every::Day);
    let mut header =
        vec!["case", "day", "date", "granted", "consumed", "expired", "balance", "charges", "cash", "events"];
    if every != Every::Day {
        header.extend(["lowest_balance", "lowest_day"]);
    }
    let rows = view.cases.iter().flat_map(|case| {
        view_rows(evaluation, *case, every, view).into_iter().map(|shown| {
            let Amounts { granted, consumed, expired, balance, charges, cash } = shown.row.amounts;
            let day = shown.row.day;
            let mut cells = vec![case.name().to_owned(), day.to_string(), horizon.date(day).to_string()];
            cells.extend([granted, consumed, expired, balance, charges, cash].map(|amount| amount.to_string()));
            cells.push(shown.events.join("; "));
            cells.extend(shown.lowest.iter().flat_map(|(lowest, day)| [lowest.to_string(), day.to_string()]));
            cells
        })
    });
    table(&header, rows)
}

fn bills(evaluation: &Evaluation<'_>, view: &View) -> String {
    let horizon = &evaluation.profile.plan.horizon;
    let header = ["case", "from", "to", "from_day", "to_day", "service", "provider", "charges", "credits", "cash"];
    let (from, to) = view.days;
    let rows = view.cases.iter().flat_map(|case| {
        let bills = evaluation.positions(Outcome::Accepted).get(*case).bills();
        bills.into_iter().filter(move |bill| bill.through >= from && bill.from <= to).map(|bill| {
            let mut cells = vec![case.name().to_owned()];
            cells.extend([bill.from, bill.through].map(|day| horizon.date(day).to_string()));
            cells.extend([bill.from, bill.through].map(|day| day.to_string()));
            cells.extend([bill.service.to_string(), bill.provider.to_string()]);
            cells.extend([bill.charges, bill.credits, bill.cash].map(|amount| amount.to_string()));
            cells
        })
    });
    table(&header, rows)
}

fn grants(evaluation: &Evaluation<'_>, view: &View) -> String {
    let horizon = &evaluation.profile.plan.horizon;
    let header = [
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
    let rows = view.cases.iter().flat_map(|case| {
        evaluation.timeline.grants.iter().map(|grant| {
            let life = grant.life.get(*case);
            let used = life.map(|_| evaluation.positions(Outcome::Accepted).get(*case).grant_use(&grant.id));
            let cell = |text: Option<String>| text.unwrap_or_default();
            let covers: Vec<&str> = grant.covers.iter().map(|service| service.as_str()).collect();
            let assumed: Vec<&str> = grant.assumed.iter().map(|field| field.name()).collect();
            vec![
                case.name().to_owned(),
                grant.id.to_string(),
                grant.program.to_owned(),
                grant.provider.to_string(),
                cell(grant.gate().map(ToString::to_string)),
                grant.status.get(*case).name().to_owned(),
                grant.amount.get(*case).to_string(),
                cell(life.map(|life| life.issued.to_string())),
                cell(life.map(|life| life.usable.to_string())),
                cell(life.map(|life| horizon.date(life.issued).to_string())),
                cell(life.map(|life| horizon.date(life.last()).to_string())),
                covers.join("; "),
                cell(used.map(|used| used.consumed.to_string())),
                cell(used.map(|used| used.expired.to_string())),
                cell(used.map(|used| used.left.to_string())),
                assumed.join("; "),
            ]
        })
    });
    table(&header, rows)
}

#[cfg(test)]
mod tests {
    use super::defused;

    #[test]
    fn a_formula_is_defused_and_a_number_is_not() {
        for cell in ["=1+1", "+1", "-cmd", "@x", "-"] {
            assert!(cell == "-" || defused(cell).starts_with('\''), "{cell}");
        }
        assert_eq!(["-12", "-0.5", "a=1"].map(defused), ["-12", "-0.5", "a=1"]);
    }
}
