//! What is to be filed and shown: soon by partner, and by month.

use std::cmp::Reverse;

use super::{more, shown};
use crate::band::Case;
use crate::portfolio::{DAYS_AHEAD, Due, MOST_PARTNERS, Portfolio};
use crate::report::compare::page::{Block, Table};

/// The most partners that a page lists.
const MOST_LISTED: usize = 20;

/// What the days are counted from, in every output.
pub const COUNTED_FROM: &str =
    "each plan's own day 0, that day included, or the last thing that has happened in it, that day not";

/// What is due soon.
pub fn soon(portfolio: &Portfolio<'_>) -> Vec<Block> {
    let partners = &portfolio.partners;
    let mut rows: Vec<(String, &Due)> = partners.rows().map(|(name, due)| (name.to_owned(), due)).collect();
    rows.sort_by_key(|(_, due)| Reverse(weight(due)));
    let named = rows.len();
    rows.truncate(MOST_LISTED);
    let left_out = more(named.saturating_sub(rows.len()), "partners");
    if partners.others.companies > 0 {
        rows.push((format!("partners after the first {MOST_PARTNERS} by name"), &partners.others));
    }
    if partners.none.companies > 0 {
        rows.push(("no partner".to_owned(), &partners.none));
    }
    let mut table = Table::new(&["partner", ">companies", ">stack", ">accelerator", ">evidence"]);
    let cells = |name: String, due: &Due| {
        let counts = [due.companies, due.stack_filings, due.accelerator_filings, due.gates(Case::Likely)];
        [name].into_iter().chain(counts.map(shown)).collect::<Vec<String>>()
    };
    let is_one = rows.len() == 1;
    table.rows.extend(rows.into_iter().map(|(name, due)| cells(name, due)));
    let total = partners.total();
    if !is_one {
        table.rows.push(cells("all".to_owned(), &total));
    }
    let mut blocks = vec![Block::Heading(format!("Filings and evidence due within {DAYS_AHEAD} days, by partner"))];
    blocks.push(Block::Line(format!("Counted from {COUNTED_FROM}; no clock is read.")));
    blocks.push(Block::Table(table));
    blocks.extend(left_out);
    blocks.extend(evidence(portfolio, &total));
    blocks
}

/// How much is due: the most first, then the larger partner.
fn weight(due: &Due) -> (u64, u64) {
    (due.filings().saturating_add(due.gates(Case::Likely)), due.companies)
}

/// What the gates that are due ask for.
fn evidence(portfolio: &Portfolio<'_>, total: &Due) -> Vec<Block> {
    let due = portfolio.program.gates.iter().filter_map(|gate| {
        let count = *total.evidence.get(&gate.id)?.get(Case::Likely);
        (count > 0).then(|| Block::Item(format!("{} ({}): {}", gate.id, shown(count), gate.evidence.join("; "))))
    });
    due.collect()
}

/// What is open by month.
pub fn by_month(portfolio: &Portfolio<'_>) -> Vec<Block> {
    let mut table = Table::new(&["month", ">stack", ">accelerator", ">cautious", ">likely", ">best"]);
    for (month, row) in portfolio.months.iter() {
        let evidence = Case::ALL.map(|case| *row.evidence.get(case));
        let counts = [row.stack_filings, row.accelerator_filings].into_iter().chain(evidence);
        let counts: Vec<u64> = counts.collect();
        if counts.iter().any(|count| *count > 0) {
            table.rows.push([month.to_string()].into_iter().chain(counts.into_iter().map(shown)).collect());
        }
    }
    if table.rows.is_empty() {
        return Vec::new();
    }
    vec![
        Block::Heading("Open filings and gates by month".to_owned()),
        Block::Line("Stack and accelerator are filings; in each case, the gates whose deadline it is.".to_owned()),
        Block::Table(table),
    ]
}
