//! A key over its range: a row a value and a chart; two keys: a grid of tiers. Then the cliffs.

use rust_decimal::Decimal;

use super::columns::{plans, tier};
use super::letter;
use super::page::{Block, Table, WIDTH};
use crate::advice::compare::{Axis, Cliff, Facts, Given, Outcome, Sweep, Threshold, Vary};
use crate::id::GrantId;
use crate::money::alone;
use crate::report::chart::axis::share;

/// The widest bar of the chart.
const BAR: usize = 40;

/// The page.
pub fn blocks(sweep: &Sweep) -> Vec<Block> {
    let range = |axis: &Axis| {
        let Vary { key, from, to, step, .. } = &axis.vary;
        format!("{key} from {from} to {to} by {step}")
    };
    let keys: Vec<String> = sweep.axes.iter().map(range).collect();
    let mut blocks = vec![Block::Heading(format!("{}, {} case", keys.join(" and "), sweep.case))];
    if let Some(first) = sweep.points.first() {
        let Facts { company, start, rules, .. } = &first.facts;
        let line = format!("{} · {company}, day 0 {start} · rules {} {}", first.facts.path, rules.id, rules.version);
        blocks.push(Block::Line(line));
    }
    match sweep.axes.as_slice() {
        [rows, columns] => blocks.extend(grid(sweep, rows, columns)),
        _ => blocks.extend(rows(sweep)),
    }
    blocks.extend(cliffs(sweep));
    blocks
}

/// A row a value, and the chart.
fn rows(sweep: &Sweep) -> Vec<Block> {
    let facts: Vec<&Facts> = sweep.points.iter().map(|point| &point.facts).collect();
    let values: Vec<String> =
        sweep.points.iter().map(|point| point.values.iter().map(Decimal::to_string).collect()).collect();
    vec![
        plans(">value", &values, &facts, sweep.case),
        Block::Heading("Granted if accepted: # used, - left, x lapsed".to_owned()),
        Block::Fixed(chart(sweep, &values)),
    ]
}

/// A bar a value: what is granted by the horizon, and what becomes of it.
fn chart(sweep: &Sweep, values: &[String]) -> Vec<String> {
    let totals: Vec<_> = sweep.points.iter().map(|point| *point.facts.accepted.totals.get(sweep.case)).collect();
    let most = totals.iter().map(|amounts| amounts.granted).max().unwrap_or_default();
    let widest = |texts: &[String]| texts.iter().map(|text| text.chars().count()).max().unwrap_or(0);
    let granted: Vec<String> = totals.iter().map(|amounts| alone(amounts.granted)).collect();
    let (width, amount) = (widest(values), widest(&granted));
    let bar = |(value, amounts): (&String, &crate::position::Amounts)| {
        let ends = [
            ('#', amounts.consumed),
            ('-', amounts.consumed + amounts.balance),
            ('x', amounts.consumed + amounts.balance + amounts.expired),
        ];
        let mut bar = String::new();
        for (mark, end) in ends {
            let length = share(end, most, BAR).saturating_sub(bar.len());
            bar.extend(std::iter::repeat_n(mark, length));
        }
        format!("{value:>width$} |{bar:<BAR$} {:>amount$}", alone(amounts.granted))
    };
    values.iter().zip(&totals).map(bar).collect()
}

/// The tiers of each pair of values. The key with fewer values runs across.
fn grid(sweep: &Sweep, first: &Axis, second: &Axis) -> Vec<Block> {
    let is_turned = second.vary.values().len() > first.vary.values().len();
    let (down, across) = if is_turned { (second, first) } else { (first, second) };
    let tier_at = |down: &Decimal, across: &Decimal| {
        let wanted = if is_turned { [*across, *down] } else { [*down, *across] };
        let point = sweep.points.iter().find(|point| point.values == wanted);
        point.map_or_else(String::new, |point| tier(&point.facts))
    };
    let rows: Vec<(String, Vec<String>)> = down
        .vary
        .values()
        .iter()
        .map(|value| (value.to_string(), across.vary.values().iter().map(|other| tier_at(value, other)).collect()))
        .collect();
    let (down, across) = (&down.vary, &across.vary);
    let mut blocks =
        vec![Block::Line(format!("Down: {}; across: {}. The tier that the facts assign.", down.key, across.key))];
    let mut table = Table::new(&[">"]);
    table.heads.extend(across.values().iter().map(Decimal::to_string));
    table.rows.extend(rows.iter().map(|(value, tiers)| [value].into_iter().chain(tiers).cloned().collect()));
    if table.width() <= WIDTH {
        blocks.push(Block::Table(table));
        return blocks;
    }
    let marks = marks(&rows);
    let said: Vec<String> = marks.iter().map(|(mark, tier)| format!("{mark} {tier}")).collect();
    let step = across.step;
    blocks.push(Block::Line(format!("{}; across from {} in steps of {step}.", said.join(", "), across.from)));
    let label = rows.iter().map(|(value, _)| value.chars().count()).max().unwrap_or(0);
    let mark = |tier: &String| marks.iter().find(|(_, known)| known == tier).map_or(".", |(mark, _)| mark.as_str());
    let line = |(value, tiers): &(String, Vec<String>)| {
        format!("{value:>label$} |{}", tiers.iter().map(mark).collect::<String>())
    };
    blocks.push(Block::Fixed(rows.iter().map(line).collect()));
    blocks
}

/// A letter for each tier of the grid, in order of appearance.
fn marks(rows: &[(String, Vec<String>)]) -> Vec<(String, String)> {
    let mut tiers: Vec<&String> = Vec::new();
    for tier in rows.iter().flat_map(|(_, tiers)| tiers) {
        if !tiers.contains(&tier) {
            tiers.push(tier);
        }
    }
    tiers.into_iter().enumerate().map(|(index, tier)| (letter(index), tier.clone())).collect()
}

/// What changes where; with two keys, where the other is how much.
fn cliffs(sweep: &Sweep) -> Vec<Block> {
    let units: Vec<String> = sweep.axes.iter().map(|axis| axis.unit.to_string()).collect();
    let mut blocks = vec![Block::Heading(format!("Cliffs, to the unit of {}", units.join(" and ")))];
    if sweep.cliffs.is_empty() {
        blocks.push(Block::Line("none: verdict, tier and released grants are the same throughout".to_owned()));
        return blocks;
    }
    let mut items: Vec<(String, String, Vec<&Given>)> = Vec::new();
    for cliff in &sweep.cliffs {
        let (place, what) = (place(cliff, sweep.axes.len() > 1), what(cliff));
        match items.iter_mut().find(|item| (&item.0, &item.1) == (&place, &what)) {
            Some((_, _, given)) => given.extend(&cliff.given),
            None => items.push((place, what, cliff.given.iter().collect())),
        }
    }
    if sweep.axes.len() > 1 {
        let said = items.into_iter().map(|(place, what, given)| format!("{place}: {what}{}", listed(&given)));
        blocks.extend(said.map(Block::Item));
    } else {
        blocks.push(Block::Named(items.into_iter().map(|(place, what, _)| (place, what)).collect()));
    }
    blocks
}

/// The values of the other key, the middle ones of many left out.
fn listed(given: &[&Given]) -> String {
    let values: Vec<String> = given.iter().map(|given| given.value.to_string()).collect();
    match (given, values.as_slice()) {
        ([only, ..], [first, .., last]) if values.len() > 6 => {
            format!("; where {} is {first} to {last}, {} values", only.key, values.len())
        }
        ([only, ..], values) => format!("; where {} is {}", only.key, values.join(", ")),
        ([], _) => String::new(),
    }
}

/// The value before and the first one after.
fn place(cliff: &Cliff, has_two: bool) -> String {
    let (low, high) = cliff.between;
    let place = match cliff.at {
        Some(_) => format!("{low} → {high}"),
        None => format!("between {low} and {high}"),
    };
    if has_two { format!("{} {place}", cliff.key) } else { place }
}

/// What changes, with the signals and the thresholds that explain it.
fn what(cliff: &Cliff) -> String {
    let signals = cliff.from.changed_signals(&cliff.to);
    let why: Vec<String> = signals.iter().map(|(from, to)| format!("{} {from} → {to}", from.signal)).collect();
    let why = if why.is_empty() { String::new() } else { format!("; as {}", why.join(", ")) };
    let rules: Vec<String> = cliff.thresholds.iter().map(threshold).collect();
    let rules = if rules.is_empty() { String::new() } else { format!("; by {}", rules.join(", ")) };
    format!("{}{why}{rules}", turns(&cliff.from, &cliff.to).join(", "))
}

fn threshold(threshold: &Threshold) -> String {
    let mut lines: Vec<String> = threshold.citation.lines.iter().map(|line| format!("L{line}")).collect();
    if threshold.citation.assumed {
        lines.push("assumed".to_owned());
    }
    format!("{} {} ({})", threshold.name, threshold.value, lines.join(", "))
}

/// The parts of the outcome that change.
fn turns(from: &Outcome, to: &Outcome) -> Vec<String> {
    let mut turns = Vec::new();
    let mut turn = |name: &str, from: String, to: String| {
        if from != to {
            turns.push(format!("{name} {from} → {to}"));
        }
    };
    let none = || "none".to_owned();
    turn("eligible", from.eligible.name().to_owned(), to.eligible.name().to_owned());
    turn("what to do", from.action.name().to_owned(), to.action.name().to_owned());
    let [assigned, assigned_to] = [from, to].map(|one| one.assigned.as_ref().map_or_else(none, ToString::to_string));
    turn("tier", assigned, assigned_to);
    if [from, to].iter().any(|one| one.possible != one.assigned) {
        let possible = [from, to].map(|one| one.possible.as_ref().map_or_else(none, ToString::to_string));
        let [possible, possible_to] = possible;
        turn("possible", possible, possible_to);
    }
    let [award, award_to] = [from, to].map(|one| one.award.map_or_else(none, alone));
    turn("award", award, award_to);
    let less = |one: &Outcome, other: &Outcome| -> Vec<String> {
        let is_gone = |grant: &&GrantId| !other.grants.contains(grant);
        one.grants.iter().filter(is_gone).map(ToString::to_string).collect()
    };
    let (gone, new) = (less(from, to), less(to, from));
    if !gone.is_empty() {
        turns.push(format!("without {}", gone.join(", ")));
    }
    if !new.is_empty() {
        turns.push(format!("with {}", new.join(", ")));
    }
    turns
}
