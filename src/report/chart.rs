//! The position as a chart in a terminal: credits and cash by day, with what happens below them.

pub mod axis;
mod canvas;
mod legend;
mod panel;

use super::View;
use super::answers::{odds, premise};
use super::grid::wrapped_at;
use super::markdown::cell;
use super::text::Terminal;
use crate::band::Case;
use crate::calendar::{Day, Horizon};
use crate::evaluation::{Evaluation, Outcome};
use crate::money::{Usd, alone};
use crate::position::Amounts;
use crate::text::escape_controls;

use canvas::Ink;
pub use canvas::Strokes;
use panel::{Curve, Panel, Scale};

/// The width where nobody's terminal says another.
const WIDTH: usize = 80;
/// The narrowest and the widest chart.
const WIDTHS: (usize, usize) = (40, 160);
/// What stands left of a plot: a label, its distance, the axis.
const LABEL: usize = 8;
const GUTTER: usize = LABEL + 2;
/// About how many rows the two plots take.
const BALANCE_ROWS: i128 = 12;
const CASH_ROWS: i128 = 8;

/// The days of one case that are drawn.
struct Series {
    /// The amounts of each day.
    days: Vec<Amounts>,
    /// The cash of each day if not accepted, where that is open and differs.
    without: Option<Vec<Usd>>,
}

impl Series {
    fn of(evaluation: &Evaluation<'_>, case: Case, (from, to): (Day, Day)) -> Self {
        let days = |outcome| -> Vec<Amounts> {
            let rows = evaluation.positions(outcome).get(case).rows();
            rows.filter(|row| row.day >= from && row.day <= to).map(|row| row.amounts).collect()
        };
        let accepted = days(Outcome::Accepted);
        let cash = |days: &[Amounts]| -> Vec<Usd> { days.iter().map(|day| day.cash).collect() };
        let without = odds(evaluation).map(|_| cash(&days(Outcome::NotAccepted)));
        let without = without.filter(|without| *without != cash(&accepted));
        Self { days: accepted, without }
    }

    fn balance(&self) -> Vec<Usd> {
        self.days.iter().map(|day| day.balance).collect()
    }

    fn cash(&self) -> Vec<Usd> {
        self.days.iter().map(|day| day.cash).collect()
    }

    /// The largest balance, and the largest cash.
    fn most(&self) -> (Usd, Usd) {
        let cash = self.cash().into_iter().chain(self.without.iter().flatten().copied());
        (self.balance().into_iter().max().unwrap_or_default(), cash.max().unwrap_or_default())
    }
}

/// The days across the characters of a plot.
#[derive(Debug, Clone, Copy)]
struct Across {
    days: (Day, Day),
    columns: usize,
}

impl Across {
    /// How many days there are; at least 1.
    fn count(&self) -> usize {
        usize::try_from((self.days.1 - self.days.0).next().0).unwrap_or(1).max(1)
    }

    /// The days, counted from the first, that one of `parts` equal parts of the width stands for.
    fn span(&self, part: usize, parts: usize) -> std::ops::Range<usize> {
        let edge = |part: usize| part.saturating_mul(self.count()).checked_div(parts).unwrap_or(0);
        let first = edge(part);
        first..edge(part.saturating_add(1)).max(first.saturating_add(1))
    }

    /// The first character that stands for a day.
    fn column(&self, day: Day) -> usize {
        let at = usize::try_from((day - self.days.0).0).unwrap_or(0);
        let holds = |column: &usize| self.span(*column, self.columns).contains(&at);
        (0..self.columns).find(holds).unwrap_or(self.columns.saturating_sub(1))
    }
}

/// The charts of the cases, one under the other, in one scale.
#[must_use]
pub fn evaluation(evaluation: &Evaluation<'_>, view: &View, strokes: Strokes, terminal: Terminal) -> String {
    let company = escape_controls(&evaluation.profile.company.name);
    let width = terminal.width.map_or(WIDTH, usize::from).clamp(WIDTHS.0, WIDTHS.1);
    let first = wrapped_at(&format!("{company}: credits and cash by day{}", premise(evaluation)), "", "  ", width);
    terminal.heading(first.trim_end()) + &charts(evaluation, view, strokes, terminal, width)
}

/// The charts for a pull-request comment.
#[must_use]
pub fn markdown(evaluation: &Evaluation<'_>, view: &View, strokes: Strokes) -> String {
    let company = cell(&evaluation.profile.company.name);
    let plain = Terminal { width: None, is_colored: false };
    let charts = charts(evaluation, view, strokes, plain, WIDTH);
    format!("## {company}: credits and cash by day{}\n\n```text\n{charts}```\n", premise(evaluation))
}

fn charts(evaluation: &Evaluation<'_>, view: &View, strokes: Strokes, terminal: Terminal, width: usize) -> String {
    let horizon = &evaluation.profile.plan.horizon;
    let days = (view.days.0.max(Day::ZERO), view.days.1.min(horizon.last()));
    let across = Across { days, columns: width.saturating_sub(GUTTER) };
    let series: Vec<(Case, Series)> =
        view.cases.iter().map(|case| (*case, Series::of(evaluation, *case, days))).collect();
    let most = series.iter().map(|(_, series)| series.most());
    let (balance, cash) =
        most.fold(<(Usd, Usd)>::default(), |(one, two), (balance, cash)| (one.max(balance), two.max(cash)));
    let scales = [Scale::up_to(balance, BALANCE_ROWS), Scale::up_to(cash, CASH_ROWS)];
    let chart = |(case, series): &(Case, Series)| {
        let chart = Chart { evaluation, case: *case, series, across, strokes, terminal, width };
        chart.text(&scales)
    };
    series.iter().map(chart).collect::<Vec<_>>().join("\n")
}

/// The chart of one case under way.
struct Chart<'c, 'a> {
    evaluation: &'c Evaluation<'a>,
    case: Case,
    series: &'c Series,
    across: Across,
    strokes: Strokes,
    terminal: Terminal,
    width: usize,
}

impl Chart<'_, '_> {
    fn horizon(&self) -> &Horizon {
        &self.evaluation.profile.plan.horizon
    }

    fn text(&self, [balance, cash]: &[Scale; 2]) -> String {
        let ticks = self.ticks();
        let panel = |scale, curves: &[Curve]| {
            let Self { across, strokes, .. } = *self;
            Panel { across, strokes, scale, is_colored: self.terminal.is_colored }.text(curves, &ticks)
        };
        let mut lines = vec![Curve { ink: Ink::Cash, days: self.series.cash() }];
        lines.extend(self.series.without.clone().map(|days| Curve { ink: Ink::Without, days }));
        let mut text = self.title();
        text.push_str(&self.balance());
        text.push_str(&panel(balance, &[Curve { ink: Ink::Balance, days: self.series.balance() }]));
        text.push_str(&self.cash());
        text.push_str(&panel(cash, &lines));
        text.push_str(&self.dates(&ticks));
        text.push_str(&legend::text(self));
        text
    }

    fn title(&self) -> String {
        let (first, last) = self.across.days;
        let [from, to] = [first, last].map(|day| self.horizon().date(day));
        let line = format!("{} case, {from} to {to}; each column shows its highest day", self.case);
        wrapped_at(&line, "", "  ", self.width)
    }

    /// The head of the plot of the balance.
    fn balance(&self) -> String {
        let days = self.series.days.iter().map(|day| day.balance);
        let most = days.clone().max().unwrap_or_default();
        let at = days.clone().position(|balance| balance == most).and_then(|at| i32::try_from(at).ok()).unwrap_or(0);
        let date = self.horizon().date(self.across.days.0 + Day(at));
        let last = alone(self.series.days.last().map(|day| day.balance).unwrap_or_default());
        let line = if most.is_zero() {
            "Credit balance: none on any of these days".to_owned()
        } else {
            format!("Credit balance: highest {} on {date}, at the end {last}", alone(most))
        };
        format!("\n{}", self.keyed(&[(Ink::Balance, line)]))
    }

    /// The head of the plot of the cash.
    fn cash(&self) -> String {
        let end = |days: &[Usd]| alone(days.last().copied().unwrap_or_default());
        let cash = end(&self.series.cash());
        let keys = match &self.series.without {
            Some(without) => vec![
                (Ink::Cash, format!("Cash paid so far if accepted: at the end {cash}")),
                (Ink::Without, format!("Cash paid so far if not accepted: at the end {}", end(without))),
            ],
            None => vec![(Ink::Cash, format!("Cash paid so far: at the end {cash}"))],
        };
        format!("\n{}", self.keyed(&keys))
    }

    /// Lines with a sample of what they speak of in front.
    fn keyed(&self, keys: &[(Ink, String)]) -> String {
        let mut text = String::new();
        for (ink, line) in keys {
            let sample = ink.sample(self.strokes);
            let line = wrapped_at(line, "", "    ", self.width.saturating_sub(4));
            text.push_str(&format!("{} {line}", ink.painted(sample, self.terminal.is_colored)));
        }
        text
    }

    /// The first days of months; the first and the last day of few.
    fn ticks(&self) -> Vec<(usize, String)> {
        const APART: usize = 8;
        let place = |day| self.across.column(day);
        let is_apart = |one: usize, next: usize| next >= one.saturating_add(APART);
        let ticks = axis::months(self.horizon(), self.across.days, place, is_apart);
        if ticks.len() > 1 {
            return ticks;
        }
        let (first, last) = self.across.days;
        let mut ends = vec![(0, self.horizon().date(first).to_string())];
        if last > first {
            ends.push((place(last), self.horizon().date(last).to_string()));
        }
        ends
    }

    /// The dates below the axis, each from its tick on or, where it would not fit, up to it.
    fn dates(&self, ticks: &[(usize, String)]) -> String {
        let mut line = " ".repeat(GUTTER);
        for (column, label) in ticks {
            let room = self.width.saturating_sub(label.len());
            let at = GUTTER.saturating_add(*column).min(room);
            if at > line.trim_end().len() {
                line = format!("{:<at$}{label} ", line.trim_end());
            }
        }
        format!("{}\n", line.trim_end())
    }
}
