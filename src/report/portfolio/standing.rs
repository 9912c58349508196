//! Where the companies stand: eligibility, tiers, near misses, missing facts, unmet rules.

use std::cmp::Reverse;

use super::{companies, more, shown, tier_and_award};
use crate::money::alone;
use crate::portfolio::{ACTIONS, ANSWERS, Portfolio, RuleRow};
use crate::program::Bound;
use crate::report::compare::page::{Block, Table};
use crate::scoring::Answer;

/// The most rules that a page lists.
const MOST_RULES: usize = 12;

/// Companies by eligibility, action and tier.
pub fn counts(portfolio: &Portfolio<'_>) -> Vec<Block> {
    let mut table = Table::new(&["eligible", ">companies", ""]);
    for (answer, count) in ANSWERS.into_iter().zip(portfolio.eligible) {
        let what = match answer {
            Answer::Yes => "every screening rule is met",
            Answer::Unknown => "facts are missing",
            Answer::No => "a screening rule is failed",
        };
        table.rows.push(vec![answer.name().to_owned(), shown(count), what.to_owned()]);
    }
    let mut actions = Table::new(&["what to do", ">companies", ""]);
    let known = ACTIONS.into_iter().zip(portfolio.actions).filter(|(_, count)| *count > 0);
    actions.rows.extend(
        known.map(|(action, count)| vec![action.name().to_owned(), shown(count), action.sentence().to_owned()]),
    );
    let mut tiers = Table::new(&["tier", ">award", ">assigned", ">highest possible"]);
    let places = portfolio.program.tiers.iter().map(Some).chain([None]);
    for (tier, count) in places.zip(&portfolio.tiers) {
        let [name, award] = tier_and_award(tier);
        tiers.rows.push(vec![name, award, shown(count.assigned), shown(count.possible)]);
    }
    let possible = "Each company counts once in each column: at the tier that its facts assign, and at the highest that they do not \
                    rule out.".to_owned();
    vec![
        Block::Heading("Eligibility".to_owned()),
        Block::Table(table),
        Block::Heading("What to do".to_owned()),
        Block::Table(actions),
        Block::Heading("Tiers".to_owned()),
        Block::Table(tiers),
        Block::Line(possible),
    ]
}

/// The companies one movable change away from a higher tier.
pub fn near(portfolio: &Portfolio<'_>) -> Vec<Block> {
    let near = &portfolio.near;
    let tiers = &portfolio.program.tiers;
    let count = companies(near.companies);
    let mut blocks = vec![Block::Heading(format!("One movable change from a higher tier: {count}"))];
    blocks.push(Block::Line(
        "One signal is all that the tier, or screening, is short of; the facts rule it out as they stand, and a company \
         can change it. Those with a decision are not counted."
            .to_owned(),
    ));
    if near.companies == 0 {
        return blocks;
    }
    let name = |place: usize| tiers.get(place).map_or_else(String::new, |tier| tier.id.to_string());
    let mut rules: Vec<_> = near.by_rule.iter().collect();
    rules.sort_by_key(|(rule, count)| (Reverse(**count), **rule));
    let mut table = Table::new(&["to tier", "by moving", ">companies"]);
    table.rows.extend(
        rules.into_iter().map(|((tier, signal), count)| vec![name(*tier), signal.name().to_owned(), shown(*count)]),
    );
    blocks.push(Block::Table(table));
    let mut first = Table::new(&["company", "to tier", "by moving", ">award gained"]);
    first.rows.extend(near.first().iter().map(|one| {
        vec![one.company.clone(), name(one.tier), one.signal.name().to_owned(), format!("+{}", alone(one.gain()))]
    }));
    let listed = u64::try_from(near.first().len()).unwrap_or(u64::MAX);
    let all = if listed < near.companies { format!("The {listed} that gain most") } else { "They are".to_owned() };
    blocks.push(Block::Heading(format!("{all}, each with the highest tier so near")));
    blocks.push(Block::Table(first));
    blocks
}

/// The facts most often missing.
pub fn missing(portfolio: &Portfolio<'_>) -> Vec<Block> {
    let keys = portfolio.facts.missing();
    if keys.is_empty() {
        return Vec::new();
    }
    let mut table = Table::new(&["profile key", ">companies", ">nothing else missing"]);
    table
        .rows
        .extend(keys.iter().map(|(key, count)| vec![(*key).to_owned(), shown(count.companies), shown(count.only)]));
    let settles = "Screening or a tier waits for it. Where nothing else is missing, it alone settles both.".to_owned();
    vec![Block::Heading("Facts most often missing".to_owned()), Block::Table(table), Block::Line(settles)]
}

/// The rules most often unmet.
pub fn unmet(portfolio: &Portfolio<'_>) -> Vec<Block> {
    let rules = portfolio.facts.rules(portfolio.program);
    if rules.is_empty() {
        return Vec::new();
    }
    let mut table = Table::new(&["rule", "needs", ">unmet", ">unknown"]);
    table.rows.extend(
        rules
            .iter()
            .take(MOST_RULES)
            .map(|row| vec![rule(row), needed(row), shown(row.count.unmet), shown(row.count.unknown)]),
    );
    let rest = more(rules.len().saturating_sub(MOST_RULES), "rules");
    let blocks = [Block::Heading("Rules most often unmet".to_owned()), Block::Table(table)];
    blocks.into_iter().chain(rest).collect()
}

/// The id of a rule, as a finding has it.
pub fn rule(row: &RuleRow<'_>) -> String {
    let group = row.tier.map_or("screening", |tier| tier.id.as_str());
    format!("{group}.{}", row.requirement.signal)
}

/// What a rule asks for, as a finding has it.
pub fn needed(row: &RuleRow<'_>) -> String {
    match row.requirement.bound {
        Bound::AtLeast(level) => format!("at least {level}"),
        Bound::AtMost(level) => format!("at most {level}"),
    }
}
