//! A portfolio under two programs: who moves, and the totals before and after.

use super::page::{Block, Table};
use super::{difference, signed};
use crate::advice::compare::{Portfolio, Rules, Side, Standing, Totals};
use crate::money::{Usd, alone};
use crate::scoring::Answer;

/// The page.
pub fn blocks(portfolio: &Portfolio) -> Vec<Block> {
    let moved = portfolio.moved().count();
    let all = portfolio.companies.len();
    let mut blocks = vec![Block::Heading(format!("{moved} of {all} companies move, {} case", portfolio.case))];
    let [before, after] = &portfolio.rules;
    let rules = |rules: &Rules| format!("{} {}", rules.id, rules.version);
    let named = [("before", before), ("after", after)];
    blocks.push(Block::Named(named.map(|(side, of)| (side.to_owned(), format!("rules {}", rules(of)))).to_vec()));
    if moved > 0 {
        blocks.push(moves(portfolio));
    }
    blocks.push(Block::Heading("The portfolio".to_owned()));
    blocks.push(totals(portfolio));
    if !portfolio.failed.is_empty() {
        let count = portfolio.failed.len();
        let profiles = if count == 1 { "profile" } else { "profiles" };
        blocks.push(Block::Heading(format!("{count} {profiles} could not be evaluated")));
        blocks.extend(portfolio.failed.iter().map(|failed| {
            let more = failed.diagnostics.count().saturating_sub(1);
            let more = if more > 0 { format!(" (and {more} more)") } else { String::new() };
            let said = failed.diagnostics.iter().next().map(|one| {
                let (file, line, column) = failed.diagnostics.place(one);
                format!("{file}:{line}:{column}: {}: {}", one.code, one.message)
            });
            Block::Item(format!("{}{more}", said.unwrap_or_else(|| failed.path.clone())))
        }));
    }
    blocks
}

fn moves(portfolio: &Portfolio) -> Block {
    let mut table = Table::new(&["company", "file", "before", "after", ">award"]);
    for company in portfolio.moved() {
        let award = |standing: &Standing| standing.award.unwrap_or_default();
        let change = award(&company.after) - award(&company.before);
        let file = company.path.rsplit(['/', '\\']).next().unwrap_or(&company.path);
        table.rows.push(vec![
            company.name.clone(),
            file.to_owned(),
            standing(&company.before),
            standing(&company.after),
            if change.is_zero() { String::new() } else { signed(change) },
        ]);
    }
    Block::Table(table)
}

fn standing(standing: &Standing) -> String {
    let tier = standing.assigned.as_ref().map_or_else(|| "none".to_owned(), ToString::to_string);
    match standing.eligible {
        Answer::Yes => tier,
        Answer::No => "not eligible".to_owned(),
        Answer::Unknown => format!("{tier}, open"),
    }
}

/// Takes one amount of the totals.
type Ask = fn(&Totals) -> Usd;

fn totals(portfolio: &Portfolio) -> Block {
    let (before, after) = (portfolio.totals(Side::Before), portfolio.totals(Side::After));
    let mut table = Table::new(&["", ">before", ">after", ">change"]);
    let mut count = |name: String, before: usize, after: usize| {
        table.rows.push(vec![name, before.to_string(), after.to_string(), difference(before, after)]);
    };
    for (before, after) in before.eligible.iter().zip(&after.eligible) {
        count(format!("Eligible: {}", before.of.name()), before.count, after.count);
    }
    for (before, after) in before.tiers.iter().zip(&after.tiers) {
        let name = before.of.as_ref().map_or_else(|| "none".to_owned(), ToString::to_string);
        count(format!("Tier: {name}"), before.count, after.count);
    }
    let amounts: [(&str, Ask); 3] = [
        ("Awards, as if all were accepted", |totals| totals.awards),
        ("Granted, as if all were accepted", |totals| totals.granted),
        ("Granted, as if none were", |totals| totals.granted_not_accepted),
    ];
    for (name, ask) in amounts {
        let (before, after) = (ask(&before), ask(&after));
        let change = if before == after { String::new() } else { signed(after - before) };
        table.rows.push(vec![name.to_owned(), alone(before), alone(after), change]);
    }
    Block::Table(table)
}
