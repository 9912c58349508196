//! A portfolio rendered as text, JSON and Markdown.

mod due;
mod json;
mod money;
mod standing;

use crate::money::{alone, grouped};
use crate::portfolio::Portfolio;
use crate::program::Tier;
use crate::report::compare::page::{self, Block};
use crate::report::text::Terminal;

pub use json::json;

/// The form of a portfolio.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// For a person.
    Text,
    /// One object.
    Json,
    /// For a page of notes.
    Markdown,
}

/// The text, with a line break at its end. Long lists stop after the first rows and say so; JSON holds all of them.
#[must_use]
pub fn text(portfolio: &Portfolio<'_>, terminal: Terminal) -> String {
    page::text(&blocks(portfolio), terminal)
}

/// The same as Markdown, fit for a pull-request comment or a page of notes.
#[must_use]
pub fn markdown(portfolio: &Portfolio<'_>) -> String {
    page::markdown(&blocks(portfolio))
}

/// What is to be acted on first, then what the companies are, then their money.
fn blocks(portfolio: &Portfolio<'_>) -> Vec<Block> {
    let mut blocks = header(portfolio);
    if portfolio.valid == 0 {
        return blocks;
    }
    blocks.extend(standing::counts(portfolio));
    blocks.extend(due::soon(portfolio));
    blocks.extend(standing::near(portfolio));
    blocks.extend(standing::missing(portfolio));
    blocks.extend(standing::unmet(portfolio));
    blocks.extend(money::blocks(portfolio));
    blocks.extend(due::by_month(portfolio));
    blocks
}

fn header(portfolio: &Portfolio<'_>) -> Vec<Block> {
    let program = portfolio.program;
    let head = match (portfolio.valid, portfolio.invalid) {
        (valid, 0) => format!("Portfolio of {}", companies(valid)),
        (valid, invalid) => format!("Portfolio of {}; {} could not be evaluated", companies(valid), shown(invalid)),
    };
    let rules =
        format!("Rules {} {} ({}): {}", program.id, program.version, program.source.publisher, program.source.standing);
    let funnel = &program.funnel;
    let odds = format!(
        "Amounts if accepted take every application as accepted; {} of {} applicants are{}.",
        funnel.selected.value,
        funnel.applications.value,
        funnel.acceptance.citation.places()
    );
    let cases = "The same spend in all cases; cautious is late and small, best early and large.".to_owned();
    vec![Block::Heading(head), Block::Line(rules), Block::Line(odds), Block::Line(cases)]
}

/// `1 company`, `20 companies`.
fn companies(count: u64) -> String {
    if count == 1 { "1 company".to_owned() } else { format!("{} companies", shown(count)) }
}

/// A count with its thousands apart.
fn shown(count: u64) -> String {
    grouped(u128::from(count))
}

/// The last line of a list that stops.
fn more(count: usize, of: &str) -> Option<Block> {
    (count > 0).then(|| Block::Line(format!("and {count} more {of}, with --format json")))
}

/// A tier's name and award, or that there is none.
fn tier_and_award(tier: Option<&Tier>) -> [String; 2] {
    tier.map_or_else(|| ["none".to_owned(), String::new()], |tier| [tier.id.to_string(), alone(tier.award.value)])
}
