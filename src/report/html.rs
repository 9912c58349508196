//! A plan as a page of its own: one file without network, outside font or outside script.

mod answer;
mod award;
mod basis;
mod days;
mod figures;
mod frame;
mod index;
mod money;
mod table;

use maud::{Markup, html};

use crate::advice::explain::explain;
use crate::advice::outcomes::{Outcomes, TooManyPaths};
use crate::advice::reach::Reach;
use crate::band::Case;
use crate::evaluation::Evaluation;
use crate::text::escape_controls;

pub use index::{Entry, is_report, page as index};

/// Everything that a page shows.
#[derive(Debug, Clone, Copy)]
pub struct Dossier<'r, 'a> {
    /// The plan.
    pub evaluation: &'r Evaluation<'a>,
    /// What its award can come to.
    pub outcomes: &'r Result<Outcomes<'a>, TooManyPaths>,
    /// What would have to be true for more.
    pub reach: &'r Reach<'a>,
    /// The case that is shown first.
    pub case: Case,
}

/// The script of a page: the day under the pointer, the slider, the list of marks.
const SCRIPT: &str = include_str!("html/page.js");

/// The page, with a line break at its end.
#[must_use]
pub fn page(dossier: &Dossier<'_, '_>) -> String {
    let evaluation = dossier.evaluation;
    let explanation = explain(evaluation, &[]);
    let name = escape_controls(&evaluation.profile.company.name);
    let body = html! {
        (header(evaluation))
        main id="main" {
            (cases(dossier.case))
            (answer::section(dossier))
            (figures::position(dossier))
            (figures::calendar(dossier))
            (figures::bills(dossier))
            (money::grants(dossier))
            (award::outcomes(dossier))
            (award::reach(dossier))
            (basis::section(&explanation))
        }
        (basis::footer(evaluation))
        (days::data(evaluation))
    };
    frame::page(&format!("{name}: credit plan"), &body, SCRIPT)
}

fn header(evaluation: &Evaluation<'_>) -> Markup {
    let (profile, program) = (evaluation.profile, evaluation.program);
    let (horizon, source) = (&profile.plan.horizon, &program.source);
    let last = horizon.last();
    html! {
        header {
            p.kind { "Credit plan" }
            h1 { (escape_controls(&profile.company.name)) }
            p {
                (profile.company.stage) " · "
                time datetime=(horizon.start()) { (horizon.start()) } " to "
                time datetime=(horizon.date(last)) { (horizon.date(last)) } ", " (last) " days"
                @if let Some(partner) = profile.partner.as_ref().and_then(|partner| partner.name.as_ref()) {
                    " · with " (escape_controls(partner))
                }
            }
            p.rules {
                "Rules " (escape_controls(&program.id)) " " (escape_controls(&program.version)) " ("
                (escape_controls(&source.publisher)) "): " (escape_controls(&source.standing))
            }
        }
    }
}

/// The switch between the cases: each part that differs by case stands there once a case.
fn cases(first: Case) -> Markup {
    let meaning = |case: Case| match case {
        Case::Cautious => "late and small",
        Case::Likely => "the middle",
        Case::Best => "early and large",
    };
    html! {
        fieldset.cases {
            legend { "Case" }
            @for case in Case::ALL {
                label {
                    input type="radio" name="case" id=(format!("case-{case}")) value=(case) checked[case == first];
                    span { (case) small { " " (meaning(case)) } }
                }
            }
            p { "The same spend in all three." }
        }
    }
}

/// What differs by case, once for each; the page shows the one that is chosen.
fn by_case(first: Case, show: impl Fn(Case) -> Markup) -> Markup {
    html! {
        @for case in Case::ALL {
            div class=(format!("case in-{case}{}", if case == first { " first" } else { "" })) { (show(case)) }
        }
    }
}
