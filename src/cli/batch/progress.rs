//! The progress line on a terminal.

use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::batch::Tally;

/// Work that ends within this time shows no progress.
const PATIENCE: Duration = Duration::from_millis(500);
/// How often the line is drawn, a second.
const RATE: u8 = 8;

/// A line on stderr that says how far the work is; nothing where stderr is no terminal.
pub struct Progress {
    bar: Option<ProgressBar>,
    since: Instant,
    is_shown: bool,
}

impl Progress {
    /// A line that is not shown yet, or none at all.
    pub fn new(is_wanted: bool) -> Self {
        Self { bar: is_wanted.then(ProgressBar::hidden), since: Instant::now(), is_shown: false }
    }

    /// Shows what is done by now.
    pub fn show(&mut self, tally: Tally) {
        let Some(bar) = &self.bar else { return };
        let elapsed = self.since.elapsed();
        if elapsed < PATIENCE {
            return;
        }
        if !std::mem::replace(&mut self.is_shown, true) {
            bar.set_draw_target(ProgressDrawTarget::stderr_with_hz(RATE));
            if let Ok(style) = ProgressStyle::with_template("{msg}") {
                bar.set_style(style);
            }
        }
        let rate = u128::from(tally.records).saturating_mul(1_000).checked_div(elapsed.as_millis()).unwrap_or(0);
        let Tally { records, invalid, .. } = tally;
        bar.set_message(format!("{records} profiles, {rate} a second, {invalid} not valid"));
    }

    /// Says something else without running into the line.
    pub fn aside(&self, say: impl FnOnce()) {
        match &self.bar {
            Some(bar) => bar.suspend(say),
            None => say(),
        }
    }

    /// Takes the line away.
    pub fn end(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
