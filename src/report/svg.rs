//! Charts as SVG: drawn in whole tenths of a pixel, from exact amounts.

mod bills;
mod flags;
mod marks;
mod position;
mod px;
mod scale;
mod timeline;

use maud::{Markup, PreEscaped, html};

use crate::band::Case;
use crate::evaluation::Evaluation;
use crate::report::answers::premise;
use crate::text::escape_controls;
use px::Px;

pub(super) use bills::{Share, Shares, patterns, shares, swatch};
pub(super) use marks::{Kind, marks};
pub(super) use position::Series;
pub(super) use timeline::moments;

/// The look of every chart, in light and in dark.
pub(super) const STYLE: &str = include_str!("svg/style.css");

/// The widths that charts are drawn for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Size {
    /// A page or a slide.
    Wide,
    /// A phone.
    Narrow,
}

impl Size {
    const ALL: [Self; 2] = [Self::Wide, Self::Narrow];

    const fn width(self) -> Px {
        match self {
            Self::Wide => Px::whole(960),
            Self::Narrow => Px::whole(360),
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Wide => "wide",
            Self::Narrow => "narrow",
        }
    }
}

/// About the width of a text of a chart, rather more than less.
fn text_width(text: &str) -> Px {
    Px(75).times(text.chars().count())
}

/// The position of one case as a file of its own.
#[must_use]
pub fn file(evaluation: &Evaluation<'_>, case: Case) -> String {
    let drawn = position::draw(evaluation, &Series::of(evaluation), case, Size::Wide);
    let (width, height) = (Size::Wide.width(), drawn.height + Px::whole(40));
    let company = escape_controls(&evaluation.profile.company.name);
    let markup = html! {
        svg xmlns="http://www.w3.org/2000/svg" width=(width) height=(height) viewBox=(format!("0 0 {width} {height}"))
            role="img" aria-labelledby="title desc" {
            title id="title" { (company) ": credits and cash, " (case) " case" (premise(evaluation)) }
            desc id="desc" { (description(evaluation, case)) }
            style { (PreEscaped(STYLE)) }
            rect.paper width=(width) height=(height) {}
            text.head x="16" y="26" { (company) ": credits and cash by day, " (case) " case" (premise(evaluation)) }
            g.chart transform="translate(0 40)" { (drawn.inside) }
        }
    };
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{}\n", markup.into_string())
}

/// The chart of the position in words.
fn description(evaluation: &Evaluation<'_>, case: Case) -> String {
    let totals = evaluation.accepted.get(case).totals();
    let money = crate::money::alone;
    format!(
        "By day {}: granted {}, used {}, lapsed {}, left {}; charges {}, paid in cash {}.",
        evaluation.profile.plan.horizon.last(),
        money(totals.granted),
        money(totals.consumed),
        money(totals.expired),
        money(totals.balance),
        money(totals.charges),
        money(totals.cash),
    )
}

/// The position of one case inside of a page, for each width.
pub(super) fn position(evaluation: &Evaluation<'_>, days: &Series, case: Case) -> Markup {
    let label = format!("Credit balance and cash by day, {case} case. {}", description(evaluation, case));
    html! {
        @for size in Size::ALL {
            @let drawn = position::draw(evaluation, days, case, size);
            @let ((left, right), (top, bottom)) = (drawn.ends, drawn.plot);
            svg class=(format!("chart {}", size.name())) role="img" aria-label=(label)
                viewBox=(format!("0 0 {} {}", size.width(), drawn.height))
                data-left=(left) data-right=(right) data-top=(top) data-bottom=(bottom) { (drawn.inside) }
        }
    }
}

/// The filings, the decision, the gates and the grants on a calendar, for each width.
pub(super) fn timeline(evaluation: &Evaluation<'_>) -> Markup {
    html! {
        @for size in Size::ALL {
            @let (height, inside) = timeline::draw(evaluation, size);
            svg class=(format!("chart {}", size.name())) role="img"
                aria-label="Filings, results, decision, deadlines and grants on a calendar; the table below holds the dates."
                viewBox=(format!("0 0 {} {height}", size.width())) { (inside) }
        }
    }
}

/// The bills of one case by month, for each width.
pub(super) fn bills(evaluation: &Evaluation<'_>, shares: &Shares<'_>, case: Case) -> Markup {
    html! {
        @for size in Size::ALL {
            @let (height, inside) = bills::draw(evaluation, shares, size);
            svg class=(format!("chart {}", size.name())) role="img"
                aria-label=(format!("Monthly bills by service, paid by credits and in cash, {case} case; the table below holds the amounts."))
                viewBox=(format!("0 0 {} {height}", size.width())) { (inside) }
        }
    }
}
