//! The charts, each with a table of the same figures.

use maud::{Markup, html};

use super::table::{Table, code, text};
use super::{Dossier, by_case};
use crate::band::Case;
use crate::calendar::Day;
use crate::evaluation::Evaluation;
use crate::money::{Cents, Usd, dollars};
use crate::report::answers::premise;
use crate::report::names;
use crate::report::svg;
use crate::report::{Every, View, ViewRow, view_rows};

/// Balance and cash by day.
pub fn position(dossier: &Dossier<'_, '_>) -> Markup {
    let evaluation = dossier.evaluation;
    let days = svg::Series::of(evaluation);
    html! {
        section #position aria-labelledby="position-head" {
            h2 id="position-head" { "Credits and cash by day" (premise(evaluation)) }
            @if days.most().is_zero() { p { "No credit is granted and nothing is charged." } } @else {
                (by_case(dossier.case, |case| html! {
                    figure data-case=(case) {
                        figcaption { "Credit balance and cash paid so far, " (case) " case" (premise(evaluation)) "." }
                        (svg::position(evaluation, &days, case))
                        (marks(evaluation, case))
                    }
                }))
                (reader(evaluation.profile.plan.horizon.last()))
                (by_case(dossier.case, |case| html! {
                    details {
                        summary { "Month by month as a table, " (case) " case" }
                        (months(evaluation, case))
                    }
                }))
            }
        }
    }
}

/// What the marks of the narrow chart mean; the wide one names them itself.
fn marks(evaluation: &Evaluation<'_>, case: Case) -> Markup {
    let (marks, _) = svg::marks(evaluation, case);
    html! {
        ol.marks {
            @for mark in marks {
                @let date = evaluation.profile.plan.horizon.date(mark.day);
                li { time datetime=(date) { (date) } " " (mark.text) }
            }
        }
    }
}

/// The row of one day, for pointer, keyboard and touch. The page's script shows it and fills it in.
fn reader(last: Day) -> Markup {
    let names = [
        ("granted", "Granted"),
        ("consumed", "Used"),
        ("expired", "Lapsed"),
        ("balance", "Balance"),
        ("charges", "Charges"),
        ("cash", "Cash"),
    ];
    html! {
        div.reader hidden {
            div.controls {
                label for="day" { "Day" }
                button type="button" data-step="-1" aria-label="to the event before" { "◀" }
                input #day type="range" min="0" max=(last) value="0" step="1";
                button type="button" data-step="1" aria-label="to the next event" { "▶" }
            }
            p.when aria-live="polite" { strong #date {} " " span #events {} }
            p.open { span #open hidden { "The month to date: charges and cash are an estimate until the month closes." } }
            dl.row { @for (key, name) in names { div { dt { (name) } dd id=(format!("day-{key}")) {} } } }
        }
    }
}

fn months(evaluation: &Evaluation<'_>, case: Case) -> Markup {
    let view = View { every: Some(Every::Month), ..View::all(evaluation) };
    let rows: Vec<ViewRow> = view_rows(evaluation, case, Every::Month, &view).collect();
    let of = |row: &ViewRow| row.row.amounts.each();
    let cents = Cents::of(rows.iter().flat_map(of));
    let names = names::happenings(evaluation);
    let heads = ["Date", ">Day", ">Granted", ">Used", ">Lapsed", ">Balance", ">Charges", ">Cash", "Events"];
    let mut table = Table::new(format!("Position at month ends, {case} case"), &heads);
    for shown in &rows {
        let mut cells = vec![
            text(evaluation.profile.plan.horizon.date(shown.row.day).to_string()),
            text(shown.row.day.to_string()),
        ];
        cells.extend(of(shown).map(|amount| text(dollars(amount, cents))));
        cells.push(text(names::joined(&names, &shown.events)));
        table.row(cells);
    }
    table.markup(&format!("months-{case}"))
}

/// The filings, results, deadlines and grants on a calendar.
pub fn calendar(dossier: &Dossier<'_, '_>) -> Markup {
    let evaluation = dossier.evaluation;
    let horizon = &evaluation.profile.plan.horizon;
    let moments = svg::moments(evaluation);
    let mut table = Table::new("Dates in each case", &["What", "Cautious", "Likely", "Best", "Expected"]);
    let is_assumed = moments.iter().any(|moment| moment.assumed);
    for moment in &moments {
        let star = if moment.assumed { "*" } else { "" };
        let date = |day: Option<Day>| {
            text(day.map_or_else(|| "never".to_owned(), |day| format!("{}{star}", horizon.date(day))))
        };
        let mut cells = vec![text(&moment.what)];
        cells.extend(Case::ALL.map(|case| date(*moment.days.get(case))));
        cells.push(text(moment.expected.map(|day| horizon.date(day).to_string()).unwrap_or_default()));
        table.row(cells);
    }
    html! {
        section #calendar aria-labelledby="calendar-head" {
            h2 id="calendar-head" { "Filings, gates and grants" }
            @if moments.is_empty() { p { "Nothing is filed and nothing is to come." } } @else {
                figure {
                    figcaption {
                        "From the best case to the cautious one; the mark is the likely day: ● filing or result, ◆ deadline, ▲ grant issued, ○ the day on which a gate is expected to be met."
                        @if is_assumed { " * assumed: no line of the source states it." }
                    }
                    (svg::timeline(evaluation))
                }
                details { summary { "The dates as a table" } (table.markup("dates")) }
            }
        }
    }
}

/// What is billed by month, and who pays it.
pub fn bills(dossier: &Dossier<'_, '_>) -> Markup {
    let evaluation = dossier.evaluation;
    html! {
        section #bills aria-labelledby="bills-head" {
            h2 id="bills-head" { "Monthly bills" (premise(evaluation)) }
            (svg::patterns())
            (by_case(dossier.case, |case| bills_of(evaluation, case)))
        }
    }
}

fn bills_of(evaluation: &Evaluation<'_>, case: Case) -> Markup {
    let shares = svg::shares(evaluation, case);
    if shares.services.is_empty() {
        return html! { p { "No spend is stated, so nothing is billed." } };
    }
    let totals: Vec<(Usd, Usd)> = shares.services.iter().map(svg::Share::totals).collect();
    let cents = Cents::of(totals.iter().flat_map(|(credits, cash)| [*credits, *cash]));
    let heads = ["Service", "Credits, cash", ">Charges", ">Paid by credits", ">Paid in cash"];
    let mut services = Table::new(format!("Bills by service, {case} case"), &heads);
    let row = |name: Markup, swatch: Markup, credits: Usd, cash: Usd| {
        let mut cells = vec![name, swatch];
        cells.extend([credits + cash, credits, cash].map(|amount| text(dollars(amount, cents))));
        cells
    };
    for ((at, share), (credits, cash)) in shares.services.iter().enumerate().zip(&totals) {
        let smaller = || text(format!("{} smaller services", share.count));
        let name = share.service.map_or_else(smaller, |id| code(id.as_str()));
        services.row(row(name, svg::swatch(at), *credits, *cash));
    }
    let (credits, cash) =
        (totals.iter().map(|(credits, _)| *credits).sum(), totals.iter().map(|(_, cash)| *cash).sum());
    services.row(row(text("all"), html! {}, credits, cash));
    let heads = ["Month", ">Charges", ">Paid by credits", ">Paid in cash"];
    let mut months = Table::new(format!("Bills by month, {case} case"), &heads);
    let cents = Cents::of(shares.by_month().flat_map(|(_, credits, cash)| [credits, cash]));
    for (month, credits, cash) in shares.by_month() {
        let mut cells = vec![text(month.to_string())];
        cells.extend([credits + cash, credits, cash].map(|amount| text(dollars(amount, cents))));
        months.row(cells);
    }
    html! {
        figure {
            figcaption {
                "What each service costs by month, " (case) " case: filled below, paid by credits; hatched on top, paid in cash."
            }
            (svg::bills(evaluation, &shares, case))
        }
        (services.markup(&format!("services-{case}")))
        details { summary { "Month by month as a table, " (case) " case" } (months.markup(&format!("bills-{case}"))) }
    }
}
