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

/// The rows of one case that a view shows, each settled when it is asked for.
pub fn view_rows<'e>(
    evaluation: &'e Evaluation<'_>,
    case: Case,
    every: Every,
    view: &View,
) -> impl Iterator<Item = ViewRow> + use<'e> {
    let horizon = &evaluation.profile.plan.horizon;
    let (from, to) = (view.days.0.max(Day::ZERO), view.days.1.min(horizon.last()));
    let mut happenings =
        evaluation.timeline.happenings(case).into_iter().filter(|(day, _)| *day >= Day::ZERO).peekable();
    let rows = evaluation.positions(Outcome::Accepted).get(case).rows();
    let mut events: Vec<String> = Vec::new();
    let mut lowest: Option<(Usd, Day)> = None;
    rows.take_while(move |row| row.day <= to && every != Every::None).filter_map(move |row| {
        let (day, balance) = (row.day, row.amounts.balance);
        if lowest.is_none_or(|(least, _)| balance < least) {
            lowest = Some((balance, day));
        }
        let before = events.len();
        events.extend(std::iter::from_fn(|| happenings.next_if(|(when, _)| *when == day)).map(|(_, what)| what));
        let is_shown = match every {
            Every::Day => true,
            Every::Week => day == horizon.last() || day.0.checked_rem(7) == Some(6),
            Every::Month => is_month_end(horizon, day),
            Every::Event => day == horizon.last() || events.len() > before,
            Every::None => false,
        };
        if !is_shown {
            return None;
        }
        let lowest = lowest.take().filter(|_| every != Every::Day);
        let events = std::mem::take(&mut events);
        (day >= from).then_some(ViewRow { row, events, lowest })
    })
}

/// True on the last day of a calendar month, and on the last of the plan.
pub fn is_month_end(horizon: &Horizon, day: Day) -> bool {
    day == horizon.last() || horizon.months().iter().any(|month| month.last == day)
}
