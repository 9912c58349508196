//! The pages of a folder in one table.

use maud::{Markup, html};

use super::frame;
use crate::band::Case;
use crate::calendar::Date;
use crate::diagnostic::Diagnostics;
use crate::evaluation::{Evaluation, Outcome};
use crate::money::{Usd, alone};
use crate::report::answers::verdict_words;
use crate::text::escape_controls;

/// Sorts the table by the column whose head is pressed.
const SCRIPT: &str = include_str!("index.js");

/// A company of the index.
#[derive(Debug)]
pub struct Entry {
    /// The name.
    company: String,
    /// The file of its page.
    file: String,
    cells: Vec<Cell>,
}

/// A cell.
#[derive(Debug)]
enum Cell {
    /// Words.
    Text(String),
    /// An amount, or none.
    Amount(Option<Usd>),
    /// A bill that is due on a date, or none.
    Bill(Option<(Date, Usd)>),
}

impl Cell {
    fn shown(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Amount(Some(amount)) => alone(*amount),
            Self::Bill(Some((date, amount))) => format!("{date}, {}", alone(*amount)),
            Self::Amount(None) | Self::Bill(None) => NONE.to_owned(),
        }
    }

    /// What it is sorted by: amounts as numbers of cents, all else as text. No amount comes before every amount, and no
    /// bill after every bill, as one that is never due.
    fn key(&self) -> String {
        match self {
            Self::Text(text) => text.to_lowercase(),
            Self::Amount(amount) => amount.map_or(-1, Usd::cents).to_string(),
            Self::Bill(Some((date, _))) => date.to_string(),
            Self::Bill(None) => NONE.to_owned(),
        }
    }

    const fn is_amount(&self) -> bool {
        matches!(self, Self::Amount(_))
    }
}

/// What is shown where there is no amount and no bill. Behind every date in the order of text.
const NONE: &str = "none";

/// The heads of the columns behind the company.
const HEADS: [(&str, bool); 6] = [
    ("Verdict", false),
    ("Tier", false),
    ("Award of the tier", true),
    ("Granted", true),
    ("First bill", false),
    ("Lapsing", true),
];

impl Entry {
    /// The entry of a plan whose page is in `file`.
    #[must_use]
    pub fn of(evaluation: &Evaluation<'_>, case: Case, file: &str) -> Self {
        let assessment = &evaluation.assessment;
        let tier = assessment.tier.followed.map_or_else(|| "none".to_owned(), |tier| tier.id.to_string());
        let totals = evaluation.accepted.get(case).totals();
        let first = evaluation.first_bill(Outcome::Accepted, case);
        let first = first.map(|(day, amount)| (evaluation.profile.plan.horizon.date(day), amount));
        let (verdict, _) = verdict_words(evaluation);
        Self {
            company: evaluation.profile.company.name.clone(),
            file: file.to_owned(),
            cells: vec![
                Cell::Text(verdict),
                Cell::Text(tier),
                Cell::Amount(assessment.award().filter(|_| evaluation.timeline.acceptance.is_some())),
                Cell::Amount(Some(totals.granted)),
                Cell::Bill(first),
                Cell::Amount(Some(totals.expired)),
            ],
        }
    }
}

/// A file's name without its folders, which do not concern those whom the pages are sent to.
pub(super) fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// The index of the pages of a folder with its `name`, and the profiles that have none because of their mistakes.
#[must_use]
pub fn page(name: &str, case: Case, entries: &[Entry], failed: &[(String, Diagnostics)]) -> String {
    let count = entries.len();
    let companies = if count == 1 { "company" } else { "companies" };
    let body = html! {
        header {
            p.kind { "Credit plans" }
            h1 { (escape_controls(name)) }
            p { (count) " " (companies) ", the " (case) " case" }
        }
        main id="main" {
            @if count > 0 { (table(case, entries)) }
            @if !failed.is_empty() { (mistakes(failed)) }
        }
        footer { p { "Made by " (frame::GENERATOR) } }
    };
    frame::page(&format!("{}: credit plans", escape_controls(name)), &body, SCRIPT)
}

fn table(case: Case, entries: &[Entry]) -> Markup {
    html! {
        section aria-labelledby="companies" {
            h2 id="companies" { "Companies" }
            div.scroll role="region" tabindex="0" aria-labelledby="index" {
                table.index {
                    caption id="index" { "Each company's plan, " (case) " case, if accepted wherever it applies; its name leads to its page" }
                    thead { tr {
                        th scope="col" aria-sort="none" { "Company" }
                        @for (head, is_amount) in HEADS { th scope="col" aria-sort="none" .n[is_amount] { (head) } }
                    } }
                    tbody {
                        @for entry in entries {
                            tr {
                                th scope="row" data-key=(escape_controls(&entry.company).to_lowercase()) {
                                    a href=(entry.file) { (escape_controls(&entry.company)) }
                                }
                                @for cell in &entry.cells { td data-key=(cell.key()) .n[cell.is_amount()] { (cell.shown()) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn mistakes(failed: &[(String, Diagnostics)]) -> Markup {
    html! {
        section aria-labelledby="mistakes" {
            h2 id="mistakes" { "Profiles with mistakes" }
            @for (path, diagnostics) in failed {
                h3 { (escape_controls(file_name(path))) }
                ul {
                    @for one in diagnostics.iter() {
                        @let (file, line, column) = diagnostics.place(one);
                        li {
                            code { (escape_controls(file_name(file))) ":" (line) ":" (column) } " " (one.code.name()) ": "
                            (escape_controls(&one.message))
                            @if !one.wanted.is_empty() { ": " (escape_controls(&one.wanted)) }
                            @if !one.help.is_empty() { " (" (escape_controls(&one.help)) ")" }
                        }
                    }
                }
            }
        }
    }
}

/// True for a page that this program made.
#[must_use]
pub fn is_report(text: &str) -> bool {
    text.contains("<meta name=\"generator\" content=\"stackplan ")
}
