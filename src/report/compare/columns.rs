//! Plans side by side, then only what differs.

use super::page::{Block, Table};
use super::{change, letter, shown};
use crate::advice::compare::{Column, Comparison, Facts, Row, Section, Value};
use crate::band::Case;
use crate::money::{Cents, Usd, alone, dollars};

/// The most plans that stand side by side; more stand below each other.
const MOST_COLUMNS: usize = 4;
/// The footnote that every star points to.
const FOOTNOTE: &str = "* no line of the source states it: assumed, see `assumed` in `eval --format json`";

/// The page.
pub fn blocks(comparison: &Comparison) -> Vec<Block> {
    let mut blocks = vec![Block::Heading(format!("{} plans side by side", comparison.columns.len()))];
    blocks.extend(legend(&comparison.columns));
    for case in &comparison.cases {
        let is_wide = comparison.columns.len() > MOST_COLUMNS;
        blocks.extend(if is_wide { below_each_other(comparison, *case) } else { side_by_side(comparison, *case) });
    }
    let has_star = blocks.iter().any(|block| match block {
        Block::Table(table) => table.rows.iter().flatten().any(|cell| cell.ends_with('*')),
        Block::Line(line) => line.contains('*'),
        _ => false,
    });
    if has_star {
        blocks.push(Block::Line(FOOTNOTE.to_owned()));
    }
    blocks
}

/// What each letter stands for; what all plans share is said once.
fn legend(columns: &[Column]) -> Vec<Block> {
    let says: [fn(&Facts) -> String; 3] = [
        |facts| facts.path.clone(),
        |facts| format!("{}, day 0 {}", facts.company, facts.start),
        |facts| format!("rules {} {}", facts.rules.id, facts.rules.version),
    ];
    let is_shared = |say: fn(&Facts) -> String| {
        let mut said = columns.iter().map(|column| say(&column.facts));
        let first = said.next();
        said.all(|other| Some(other) == first)
    };
    let mut shared = Vec::new();
    let mut items: Vec<Vec<String>> = columns.iter().map(|column| vec![column.label.clone()]).collect();
    for say in says {
        if is_shared(say) {
            shared.extend(columns.first().map(|column| say(&column.facts)));
            continue;
        }
        for (item, column) in items.iter_mut().zip(columns) {
            let said = say(&column.facts);
            if !item.contains(&said) {
                item.push(said);
            }
        }
    }
    let named = items.iter().enumerate().map(|(index, item)| (letter(index), item.join(" · "))).collect();
    let line = (!shared.is_empty()).then(|| Block::Line(shared.join(" · ")));
    line.into_iter().chain([Block::Named(named)]).collect()
}

/// The sections of a table with their names.
const SECTIONS: [(Section, &str); 4] = [
    (Section::Verdict, ""),
    (Section::Grants, "Grants"),
    (Section::Accepted, "If accepted"),
    (Section::NotAccepted, "Not accepted"),
];

/// A column a plan: the headlines, then what differs.
fn side_by_side(comparison: &Comparison, case: Case) -> Vec<Block> {
    let rows: Vec<Row> = comparison.verdict().into_iter().chain(comparison.of_case(case)).collect();
    let headlines: Vec<&Row> = rows.iter().filter(|row| row.is_headline).collect();
    let differing: Vec<&Row> = rows.iter().filter(|row| is_seen(row)).collect();
    let differences =
        if differing.is_empty() { Block::Line("none".to_owned()) } else { table(comparison, &differing, true) };
    vec![
        Block::Heading(format!("The {case} case")),
        table(comparison, &headlines, false),
        Block::Heading(format!("Differences, {case} case")),
        differences,
    ]
}

/// True where what is printed differs: two plans' days may have the same number and other dates.
fn is_seen(row: &Row) -> bool {
    let mut texts = row.values.iter().map(shown);
    let first = texts.next();
    row.differs() || texts.any(|text| Some(text) != first)
}

/// A table of rows by section; between two plans with a column for the change.
fn table(comparison: &Comparison, rows: &[&Row], has_change: bool) -> Block {
    let mut table = Table::new(&[""]);
    table.heads.extend((0..comparison.columns.len()).map(|index| format!(">{}", letter(index))));
    let has_change = has_change && comparison.columns.len() == 2;
    if has_change {
        table.heads.push(">change".to_owned());
    }
    let row = |row: &&Row| {
        let star = if row.is_assumed { "*" } else { "" };
        let mut cells = vec![format!("{}{star}", row.label)];
        cells.extend(row.values.iter().map(shown));
        if let ([from, to], true) = (row.values.as_slice(), has_change) {
            cells.push(change(from, to));
        }
        cells
    };
    for (section, name) in SECTIONS {
        let rows: Vec<Vec<String>> = rows.iter().filter(|row| row.section == section).map(row).collect();
        if !rows.is_empty() && !name.is_empty() {
            let mut cells = vec![format!("{name}:")];
            cells.resize(table.heads.len(), String::new());
            table.rows.push(cells);
        }
        table.rows.extend(rows);
    }
    Block::Table(table)
}

/// A row a plan, and the names of what else differs.
fn below_each_other(comparison: &Comparison, case: Case) -> Vec<Block> {
    let facts: Vec<&Facts> = comparison.columns.iter().map(|column| &column.facts).collect();
    let names: Vec<String> = (0..facts.len()).map(letter).collect();
    let mut blocks = vec![Block::Heading(format!("The {case} case, if accepted")), plans("plan", &names, &facts, case)];
    let differing = comparison.verdict().into_iter().chain(comparison.of_case(case)).filter(is_seen);
    let labels: Vec<String> = differing
        .map(|row| {
            let without = if row.section == Section::NotAccepted { "not accepted: " } else { "" };
            format!("{without}{}{}", row.label, if row.is_assumed { "*" } else { "" })
        })
        .collect();
    blocks.push(Block::Heading(format!("Differences, {case} case")));
    let said = if labels.is_empty() { "none".to_owned() } else { labels.join(", ") };
    blocks.push(Block::Line(said));
    blocks.push(Block::Line(format!(
        "Their values stand side by side for at most {MOST_COLUMNS} plans; --format json has them for all."
    )));
    blocks
}

/// The column of the award, which the tier tells too.
const AWARD: usize = 2;

/// A row a plan: tier, award, totals and the first bill, if accepted.
pub fn plans(head: &str, names: &[String], all: &[&Facts], case: Case) -> Block {
    let heads = [head, "tier", ">award", ">granted", ">consumed", ">cash", "first bill"];
    let amounts: [&dyn Fn(&Facts) -> Usd; 3] = [
        &|facts| facts.accepted.totals.get(case).granted,
        &|facts| facts.accepted.totals.get(case).consumed,
        &|facts| facts.accepted.totals.get(case).cash,
    ];
    let cents: Vec<Cents> = amounts.iter().map(|amount| Cents::of(all.iter().map(|facts| amount(facts)))).collect();
    let mut table = Table { spare: Some(AWARD), ..Table::new(&heads) };
    for (name, facts) in names.iter().zip(all) {
        let mut cells = vec![name.clone(), tier(facts), facts.award.map_or_else(|| "none".to_owned(), alone)];
        cells.extend(amounts.iter().zip(&cents).map(|(amount, cents)| dollars(amount(facts), *cents)));
        cells.push(first_bill(facts, case).map_or_else(|| "none".to_owned(), |value| shown(&value)));
        table.rows.push(cells);
    }
    Block::Table(table)
}

/// The tier, or why there is none.
pub fn tier(facts: &Facts) -> String {
    match (&facts.assigned, facts.eligible) {
        (Some(tier), _) => tier.to_string(),
        (None, crate::scoring::Answer::No) => "not eligible".to_owned(),
        (None, _) => "none".to_owned(),
    }
}

/// The day of the earliest first bill of any provider.
fn first_bill(facts: &Facts, case: Case) -> Option<Value> {
    let answers = facts.accepted.providers.iter().filter_map(|provider| provider.answers.get(case).as_ref());
    let day = answers.filter_map(|answers| answers.first_bill_day).min()?;
    Some(Value::Day(day, facts.date(day)))
}
