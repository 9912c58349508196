//! The rows of the position that a view shows, with what happens on them and the lowest balance since the row before.

use super::{Every, View};
use crate::band::Case;
use crate::calendar::{Day, Horizon};
use crate::evaluation::{Evaluation, Outcome};
use crate::money::Usd;
use crate::position::Row;

/// A row of the position as shown.
#[derive(Debug, Clone)]
pub struct ViewRow {
    /// The day and its amounts.
    pub row: Row,
    /// What happens on the days since the row before, this one included.
    pub events: Vec<String>,
    /// In a roll-up, the lowest balance since the row before and its first day.
    pub lowest: Option<(Usd, Day)>,
}

/// The rows of one case that a view shows.
#[must_use]
pub fn view_rows(evaluation: &Evaluation<'_>, case: Case, every: Every, view: &View) -> Vec<ViewRow> {
    if every == Every::None {
        return Vec::new();
    }
    let horizon = &evaluation.profile.plan.horizon;
    let happenings = evaluation.timeline.happenings(case);
    let (from, to) = (view.days.0.max(Day::ZERO), view.days.1.min(horizon.last()));
    let is_shown = |day: Day| match every {
        Every::Day => true,
        Every::Week => day == horizon.last() || day.0.checked_rem(7) == Some(6),
        Every::Month => is_month_end(horizon, day),
        Every::Event => day == horizon.last() || happenings.iter().any(|(when, _)| *when == day),
        Every::None => false,
    };
    let position = evaluation.positions(Outcome::Accepted).get(case);
    let mut rows = Vec::new();
    let mut events: Vec<String> = Vec::new();
    let mut lowest: Option<(Usd, Day)> = None;
    for day in Day::ZERO.through(to) {
        let amounts = position.at(day);
        if lowest.is_none_or(|(least, _)| amounts.balance < least) {
            lowest = Some((amounts.balance, day));
        }
        events.extend(happenings.iter().filter(|(when, _)| *when == day).map(|(_, what)| what.clone()));
        if is_shown(day) {
            let low = lowest.take().filter(|_| every != Every::Day);
            let events = std::mem::take(&mut events);
            if day >= from {
                rows.push(ViewRow { row: Row { day, amounts }, events, lowest: low });
            }
        }
    }
    rows
}

/// True on the last day of a calendar month, and on the last of the plan.
pub fn is_month_end(horizon: &Horizon, day: Day) -> bool {
    day == horizon.last() || horizon.months().iter().any(|month| month.last == day)
}
