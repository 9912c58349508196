//! One plot with its axes.

use super::axis::{round_steps, share, short, times};
use super::canvas::{Canvas, Ink, Strokes};
use super::{Across, LABEL};
use crate::money::Usd;

/// The axis of dollars: from nothing up in steps of whole rows.
pub struct Scale {
    step: Usd,
    steps: i128,
    /// The rows of a step; at least 1.
    rows: i128,
}

impl Scale {
    /// A scale that holds `most` on about `rows` rows; on none where it is nothing.
    pub fn up_to(most: Usd, rows: i128) -> Self {
        let (step, steps) = if most.is_zero() { (Usd::ZERO, 0) } else { round_steps(most) };
        Self { step, steps, rows: rows.checked_div(steps).unwrap_or(1).max(1) }
    }

    fn rows(&self) -> usize {
        usize::try_from(self.rows.saturating_mul(self.steps)).unwrap_or(0)
    }

    /// The dots of an amount above nothing: at least one where there is any.
    fn level(&self, amount: Usd, dots: usize) -> usize {
        share(amount, times(self.step, self.steps), dots).max(usize::from(!amount.is_zero()))
    }

    /// The label of a row, the lowest being 0, where its top is a step.
    fn label(&self, row: usize) -> Option<String> {
        let above = i128::try_from(row).unwrap_or(0).saturating_add(1);
        let is_step = above.checked_rem(self.rows) == Some(0);
        is_step.then(|| short(times(self.step, above.checked_div(self.rows).unwrap_or(0))))
    }
}

/// One amount a day.
pub struct Curve {
    /// What it shows.
    pub ink: Ink,
    /// Its amounts, day by day.
    pub days: Vec<Usd>,
}

/// One plot.
pub struct Panel<'p> {
    /// The days.
    pub across: Across,
    /// How it is drawn.
    pub strokes: Strokes,
    /// The dollars.
    pub scale: &'p Scale,
    /// True where colour is allowed.
    pub is_colored: bool,
}

impl Panel<'_> {
    /// The plot's lines, the axis of days last.
    pub fn text(&self, curves: &[Curve], ticks: &[(usize, String)]) -> String {
        let (columns, rows) = (self.across.columns, self.scale.rows());
        let mut canvas = Canvas::new(self.strokes, columns, rows);
        for Curve { ink, days } in curves {
            let levels = self.levels(days);
            match ink {
                Ink::Balance => canvas.fill(&levels, *ink),
                Ink::Cash | Ink::Without => canvas.line(&levels, *ink),
            }
        }
        let [up, corner, along, tick, arm] = self.strokes.axis();
        let mut text = String::new();
        for row in (0..rows).rev() {
            let label = self.scale.label(row);
            let axis = if label.is_some() { arm } else { up };
            let label = label.unwrap_or_default();
            text.push_str(&format!("{label:>LABEL$} {axis}{}\n", canvas.row(row, self.is_colored)));
        }
        let is_tick = |column: usize| ticks.iter().any(|(at, _)| *at == column);
        let line: String = (0..columns).map(|column| if is_tick(column) { tick } else { along }).collect();
        text.push_str(&format!("{:>LABEL$} {corner}{line}\n", short(Usd::ZERO)));
        text
    }

    /// The level of each column of dots: that of its highest day.
    fn levels(&self, days: &[Usd]) -> Vec<usize> {
        let (across, up) = self.strokes.dots();
        let count = self.across.columns.saturating_mul(across);
        let dots = self.scale.rows().saturating_mul(up);
        let highest = |part: usize| days.get(self.across.span(part, count)).into_iter().flatten().max().copied();
        (0..count).map(|part| self.scale.level(highest(part).unwrap_or_default(), dots)).collect()
    }
}
