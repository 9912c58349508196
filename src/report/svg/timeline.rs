//! Filings, results, the decision, deadlines and grants on a calendar: from the best to the cautious case.

use maud::{Markup, html};

use super::Size;
use super::marks::Kind;
use super::position::shape;
use super::px::Px;
use super::scale::Days;
use crate::band::{Band, Case};
use crate::calendar::{Day, Horizon};
use crate::evaluation::Evaluation;
use crate::report::names;

/// The most rows; the grants after that are in their table only.
const MOST: usize = 40;
/// The most characters of a name.
const LONGEST: usize = 36;

/// A row of the calendar.
pub struct Moment {
    /// What happens.
    pub what: String,
    /// When, in each case; nothing where it never does.
    pub days: Band<Option<Day>>,
    /// The day that is expected in the likely case, where one is stated.
    pub expected: Option<Day>,
    /// True where no line of the source states the days.
    pub assumed: bool,
    kind: Kind,
}

/// What is to come, by its likely day: the events, and the grants that are not held.
pub fn moments(evaluation: &Evaluation<'_>) -> Vec<Moment> {
    let timeline = &evaluation.timeline;
    let deadline = |id: &str| timeline.gates.iter().find(|gate| id == format!("{}-deadline", gate.id()));
    let mut moments: Vec<Moment> = Vec::new();
    for event in &timeline.events {
        let gate = deadline(&event.id);
        let expected = gate.and_then(|gate| Some(timeline.acceptance?.likely + gate.done.likely.day()?));
        let what = names::event(evaluation, &event.id);
        let kind = if gate.is_some() { Kind::Deadline } else { Kind::Decision };
        moments.push(Moment { what, days: event.day.map(Some), expected, assumed: event.assumed, kind });
    }
    for grant in timeline.grants.iter().filter(|grant| grant.kind != crate::timeline::GrantKind::Held) {
        let days = grant.life.map(|life| life.map(|life| life.issued));
        let assumed = grant.assumes(crate::timeline::Assumed::Issued);
        let what = format!("{} issued", names::grant(evaluation, grant));
        moments.push(Moment { what, days, expected: None, assumed, kind: Kind::Issued });
    }
    moments.sort_by_key(|moment| moment.days.likely.or(moment.days.best).unwrap_or(Day(i32::MAX)));
    moments
}

impl Moment {
    /// The earliest and the latest of its days.
    fn ends(&self) -> Option<(Day, Day)> {
        let days: Vec<Day> = self.days.iter().filter_map(|(_, day)| *day).collect();
        Some((*days.iter().min()?, *days.iter().max()?))
    }

    /// The likely date, and the others where they differ.
    fn dates(&self, horizon: &Horizon) -> String {
        let star = if self.assumed { "*" } else { "" };
        let date = |day: Option<Day>| day.map_or_else(|| "never".to_owned(), |day| horizon.date(day).to_string());
        let likely = date(self.days.likely);
        if self.days.is_same() {
            return format!("{likely}{star}");
        }
        format!("{likely}{star} ({} to {})", date(self.days.best), date(self.days.cautious))
    }
}

/// Draws it: the height and what is inside.
pub fn draw(evaluation: &Evaluation<'_>, size: Size) -> (Px, Markup) {
    let horizon = &evaluation.profile.plan.horizon;
    let moments = moments(evaluation);
    let shown: Vec<&Moment> = moments.iter().take(MOST).collect();
    let ends = shown.iter().filter_map(|moment| moment.ends());
    let expected = shown.iter().filter_map(|moment| moment.expected);
    let (first, last) = ends
        .chain(expected.map(|day| (day, day)))
        .fold((Day::ZERO, Day(30)), |(first, last), (from, to)| (first.min(from), last.max(to)));
    let (left, right, row) = match size {
        Size::Wide => (Px::whole(276), Px::whole(664), Px::whole(25)),
        Size::Narrow => (Px::whole(10), Px::whole(350), Px::whole(40)),
    };
    // A little room behind the last, so that its mark does not touch its date.
    let room = Day(last.0.checked_div(40).unwrap_or(0));
    let x = Days { days: (first, last + room), ends: (left, right) };
    let top = Px::whole(26);
    let bottom = top + row.times(shown.len()) + Px::whole(4);
    let inside = html! {
        @for (x, label) in x.ticks(horizon, Px::whole(62)) {
            path.grid d=(format!("M{x} {}V{bottom}", top - Px::whole(6))) {}
            @if x + Px::whole(24) < Px::whole(360) || size == Size::Wide {
                text.tick x=(x) y="14" text-anchor=(if x - left < Px::whole(24) { "start" } else { "middle" }) { (label) }
            }
        }
        @for (at, moment) in shown.iter().enumerate() {
            (line(moment, horizon, &x, top + row.times(at), size))
        }
    };
    (bottom + Px::whole(2), inside)
}

fn line(moment: &Moment, horizon: &Horizon, x: &Days, top: Px, size: Size) -> Markup {
    let mut name: String = moment.what.chars().take(LONGEST).collect();
    if name.len() < moment.what.len() {
        name.push('…');
    }
    let middle = top + Px::whole(if size == Size::Wide { 12 } else { 27 });
    let text = middle + Px::whole(4);
    let (left, right) = x.ends;
    html! {
        @match size {
            Size::Wide => {
                text.label x="266" y=(text) text-anchor="end" { (name) }
                text.dates x=(right + Px::whole(14)) y=(text) { (moment.dates(horizon)) }
            },
            Size::Narrow => {
                text.label x=(left) y=(top + Px::whole(14)) { (name) }
                text.dates x=(right) y=(top + Px::whole(14)) text-anchor="end" { (moment.days.likely.map_or_else(|| "never".to_owned(), |day| horizon.date(day).to_string())) }
            },
        }
        path.row d=(format!("M{left} {middle}H{right}")) {}
        @if let Some((from, to)) = moment.ends() {
            @if from < to {
                path.range d=(format!("M{} {middle}H{}", x.x(from), x.x(to))) {}
            }
            @for case in [Case::Best, Case::Cautious] {
                @if let Some(day) = moment.days.get(case) && from < to {
                    path.stop d=(format!("M{} {}v10", x.x(*day), middle - Px::whole(5))) {}
                }
            }
        }
        @if let Some(day) = moment.expected {
            circle.expected cx=(x.x(day)) cy=(middle) r="4" {}
        }
        @if let Some(day) = moment.days.likely {
            (shape(moment.kind, x.x(day), middle))
        }
    }
}
