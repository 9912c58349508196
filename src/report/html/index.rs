//! The pages of a folder in one table.

use maud::{Markup, html};

use super::frame;
use crate::band::Case;
use crate::diagnostic::Diagnostics;
use crate::evaluation::{Evaluation, Outcome};
use crate::money::{Usd, alone};
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

/// A cell: what is shown, and what it is sorted by.
#[derive(Debug)]
struct Cell {
    shown: String,
    key: String,
    is_amount: bool,
}

impl Cell {
    fn text(shown: impl Into<String>) -> Self {
        let shown = shown.into();
        Self { key: shown.to_lowercase(), shown, is_amount: false }
    }

    fn amount(amount: Option<Usd>) -> Self {
        let key = amount.map_or_else(|| "-1".to_owned(), |amount| amount.cents().to_string());
        Self { shown: amount.map_or_else(|| "none".to_owned(), alone), key, is_amount: true }
    }
}

/// The heads of the columns behind the company.
const HEADS: [(&str, bool); 6] = [
    ("Verdict", false),
    ("Tier", false),
    ("Award of the tier", true),
    ("Granted if accepted", true),
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
        let summaries = evaluation
            .granting_providers(Outcome::Accepted)
            .into_iter()
            .filter_map(|provider| evaluation.summary(Outcome::Accepted, case, provider));
        let first = summaries.filter_map(|summary| Some((summary.first_bill_day?, summary.first_bill?))).min();
        let first = first.map_or_else(
            || Cell { shown: "none".to_owned(), key: "9999".to_owned(), is_amount: false },
            |(day, amount)| {
                let date = evaluation.profile.plan.horizon.date(day);
                Cell { shown: format!("{date}, {}", alone(amount)), key: date.to_string(), is_amount: false }
            },
        );
        let verdict =
            format!("{}, {}", assessment.recommendation.action.name(), eligible(assessment.screening.eligible.name()));
        Self {
            company: evaluation.profile.company.name.clone(),
            file: file.to_owned(),
            cells: vec![
                Cell::text(verdict),
                Cell::text(tier),
                Cell::amount(assessment.award()),
                Cell::amount(Some(totals.granted)),
                first,
                Cell::amount(Some(totals.expired)),
            ],
        }
    }
}

fn eligible(answer: &str) -> String {
    match answer {
        "yes" => "eligible".to_owned(),
        "no" => "not eligible".to_owned(),
        other => format!("eligibility {other}"),
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
                    caption id="index" { "Each company's plan, " (case) " case; its name leads to its page" }
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
                                @for cell in &entry.cells { td data-key=(cell.key) .n[cell.is_amount] { (cell.shown) } }
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
