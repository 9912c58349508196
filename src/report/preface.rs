//! What every answer opens with, and words that answers share.

use super::grid::wrapped;
use super::markdown::cell;
use super::text::Terminal;
use crate::evaluation::Evaluation;
use crate::money::{Cents, Usd, dollars};
use crate::text::escape_controls;

/// The company, the question, the days of the plan and whose rules these are.
pub fn preface(evaluation: &Evaluation<'_>, question: &str, terminal: Terminal) -> String {
    let Evaluation { profile, program, .. } = evaluation;
    let (horizon, source) = (&profile.plan.horizon, &program.source);
    let (start, last) = (horizon.start(), horizon.last());
    let name = escape_controls(&profile.company.name);
    let title = format!("{name} · {question} · day 0 {start}, day {last} {}", horizon.date(last));
    let rules = format!(
        "Rules {} {} ({}): {}",
        escape_controls(&program.id),
        escape_controls(&program.version),
        escape_controls(&source.publisher),
        escape_controls(&source.standing),
    );
    terminal.heading(wrapped(&title, "", "  ").trim_end()) + &wrapped(&rules, "", "  ")
}

/// The same in Markdown.
pub fn markdown_preface(evaluation: &Evaluation<'_>, question: &str) -> String {
    let Evaluation { profile, program, .. } = evaluation;
    let horizon = &profile.plan.horizon;
    let last = horizon.last();
    format!(
        "## {}: {question}\n\nDay 0 is {}, day {last} is {}; rules {} {}, {}.\n",
        cell(&profile.company.name),
        horizon.start(),
        horizon.date(last),
        cell(&program.id),
        cell(&program.version),
        cell(&program.source.standing),
    )
}

/// How much more or less: `+$1,000`, `-$1,000`, or a dash for no change.
pub fn change(amount: Usd, cents: Cents) -> String {
    match amount.cmp(&Usd::ZERO) {
        std::cmp::Ordering::Less => dollars(amount, cents),
        std::cmp::Ordering::Equal => "–".to_owned(),
        std::cmp::Ordering::Greater => format!("+{}", dollars(amount, cents)),
    }
}
