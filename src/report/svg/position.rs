//! The balance and the cash by day: the line of one case in the band of all three, with what happens on the days.

use maud::{Markup, html};

use super::flags::lanes;
use super::marks::{Kind, Mark, marks};
use super::px::Px;
use super::scale::{Days, Dollars};
use super::{Size, text_width};
use crate::band::{Band, Case};
use crate::calendar::Day;
use crate::evaluation::Evaluation;
use crate::money::{Usd, alone};
use crate::position::{Amounts, Ask};
use crate::report::answers::odds;

/// The height of a lane of labels.
const LANE: Px = Px::whole(18);
/// From a mark's line to its text.
const BESIDE: Px = Px::whole(9);
/// The least distance of the two amounts at the end of the lines.
const APART: Px = Px::whole(34);

/// The curves of the case: their class, their name, their amount.
const CURVES: [(&str, &str, Ask); 2] = [("balance", BALANCE, |day| day.balance), ("cash", CASH, |day| day.cash)];
const BALANCE: &str = "Credit balance";
const CASH: &str = "Cash paid so far";

/// The chart's parts under way.
struct Chart<'c> {
    size: Size,
    case: Case,
    /// The amounts of every day in each case.
    days: &'c Series,
    x: Days,
    y: Dollars,
    top: Px,
    bottom: Px,
}

/// A chart drawn.
pub struct Drawn {
    /// The pixels from the top to the bottom.
    pub height: Px,
    /// Where the axis of days begins and ends.
    pub ends: (Px, Px),
    /// Where the plot begins and ends.
    pub plot: (Px, Px),
    /// What is inside of the drawing.
    pub inside: Markup,
}

/// The amounts of every day in each case.
pub struct Series {
    /// If the accelerator accepts.
    accepted: Band<Vec<Amounts>>,
    /// The cash if it does not, where that is open.
    not_accepted: Option<Band<Vec<Usd>>>,
}

impl Series {
    /// The amounts of a plan.
    pub fn of(evaluation: &Evaluation<'_>) -> Self {
        let accepted = evaluation.accepted.as_ref().map(|position| position.rows().map(|row| row.amounts).collect());
        let cash =
            || evaluation.not_accepted.as_ref().map(|position| position.rows().map(|row| row.amounts.cash).collect());
        Self { accepted, not_accepted: odds(evaluation).map(|_| cash()) }
    }

    /// The largest amount that is drawn.
    pub fn most(&self) -> Usd {
        let accepted = self.accepted.iter().flat_map(|(_, days)| days.iter().flat_map(|day| [day.balance, day.cash]));
        let cash = self.not_accepted.iter().flat_map(|cash| cash.iter().flat_map(|(_, days)| days.iter().copied()));
        accepted.chain(cash).max().unwrap_or_default()
    }
}

/// Draws one case.
pub fn draw(evaluation: &Evaluation<'_>, days: &Series, case: Case, size: Size) -> Drawn {
    let horizon = &evaluation.profile.plan.horizon;
    let (marks, more) = marks(evaluation, case);
    let (left, right) = match size {
        Size::Wide => (Px::whole(62), Px::whole(780)),
        Size::Narrow => (Px::whole(46), Px::whole(346)),
    };
    let x = Days { days: (Day::ZERO, horizon.last()), ends: (left, right) };
    let lanes = lanes(&marks.iter().map(|mark| (x.x(mark.day), flag_width(mark, size))).collect::<Vec<_>>());
    let count = lanes.iter().max().map_or(0, |most| most.saturating_add(1));
    let legend = Px::whole(if size == Size::Wide { 30 } else { 50 });
    let top = legend + LANE.times(count) + Px::whole(10);
    let bottom = top + Px::whole(if size == Size::Wide { 290 } else { 220 });
    let y = Dollars::up_to(days.most(), (bottom, top));
    let chart = Chart { size, case, days, x, y, top, bottom };
    let height = bottom + Px::whole(28);
    let inside = html! {
        (chart.legend())
        (chart.axes(&x.ticks(horizon, Px::whole(62))))
        @for (class, _, ask) in CURVES { (chart.band(class, ask)) }
        (chart.flags(&marks, &lanes))
        @if let Some(cash) = &days.not_accepted {
            path.line.without d=(chart.path(cash.get(case).iter().copied().enumerate())) {}
        }
        @for (class, _, ask) in CURVES { (chart.line(class, ask)) }
        @if size == Size::Wide { (chart.ends()) }
        @if more > 0 {
            text.note x=(right) y=(legend - Px::whole(4)) text-anchor="end" { "and " (more) " marks more: see the grants" }
        }
    };
    Drawn { height, ends: (left, right), plot: (top, bottom), inside }
}

/// The width that a mark's label takes to the right of its line.
fn flag_width(mark: &Mark, size: Size) -> Px {
    match size {
        Size::Wide => BESIDE + text_width(&mark.label) + Px::whole(6),
        Size::Narrow => Px::whole(17),
    }
}

impl Chart<'_> {
    fn legend(&self) -> Markup {
        let (left, _) = self.x.ends;
        let (columns, rows) = match self.size {
            Size::Wide => ([0, 150, 310, 510].map(Px::whole), [14; 4].map(Px::whole)),
            Size::Narrow => ([0, 145, 0, 145].map(Px::whole), [14, 14, 32, 32].map(Px::whole)),
        };
        let range = if self.size == Size::Wide { "cautious to best case" } else { "cautious to best" };
        let without = self.days.not_accepted.as_ref().map(|_| ("line without", "Cash if not accepted"));
        let entries =
            [Some(("line balance", BALANCE)), Some(("line cash", CASH)), Some(("band balance", range)), without];
        html! {
            @for ((entry, column), y) in entries.into_iter().zip(columns).zip(rows) {
                @if let Some((class, what)) = entry {
                    @let x = left - Px::whole(if self.size == Size::Wide { 0 } else { 38 }) + column;
                    @if class.starts_with("band") {
                        rect class=(class) x=(x) y=(y - Px::whole(10)) width="26" height="12" {}
                    } @else {
                        path class=(class) d=(format!("M{x} {}h26", y - Px::whole(4))) {}
                    }
                    text x=(x + Px::whole(32)) y=(y) { (what) }
                }
            }
        }
    }

    fn axes(&self, months: &[(Px, String)]) -> Markup {
        let (left, right) = self.x.ends;
        html! {
            @for (y, label) in self.y.ticks() {
                path.grid d=(format!("M{left} {y}H{right}")) {}
                text.tick x=(left - Px::whole(7)) y=(y + Px::whole(4)) text-anchor="end" { (label) }
            }
            @for (x, label) in months {
                path.axis d=(format!("M{x} {}v5", self.bottom)) {}
                @if *x + Px::whole(22) < self.size.width() {
                    text.tick x=(x) y=(self.bottom + Px::whole(19)) text-anchor="middle" { (label) }
                }
            }
            path.axis d=(format!("M{left} {}H{right}", self.bottom)) {}
        }
    }

    /// The area between the least and the most of the three cases.
    fn band(&self, class: &str, ask: Ask) -> Markup {
        let count = self.days.accepted.likely.len();
        let ends = |day: usize| {
            let all = self.days.accepted.iter().filter_map(|(_, days)| days.get(day)).map(ask);
            let (least, most) = all.fold((None, None), |(least, most): (Option<Usd>, Option<Usd>), amount| {
                (Some(least.map_or(amount, |one| one.min(amount))), Some(most.map_or(amount, |one| one.max(amount))))
            });
            (least.unwrap_or_default(), most.unwrap_or_default())
        };
        let upper = (0..count).map(|day| (day, ends(day).1));
        let lower = (0..count).rev().map(|day| (day, ends(day).0));
        html! { path class=(format!("band {class}")) d=(self.path(upper.chain(lower)) + "Z") {} }
    }

    fn line(&self, class: &str, ask: Ask) -> Markup {
        let days = self.days.accepted.get(self.case).iter().map(ask).enumerate();
        html! { path class=(format!("line {class}")) d=(self.path(days)) {} }
    }

    /// A path through days and amounts, in steps from the point before; points on one straight line are left out.
    fn path(&self, points: impl Iterator<Item = (usize, Usd)>) -> String {
        let mut corners: Vec<(Px, Px)> = Vec::new();
        for (day, amount) in points {
            let point = (self.x.x(Day(i32::try_from(day).unwrap_or(i32::MAX))), self.y.y(amount));
            if let [.., before, last] = corners.as_slice()
                && lies_between(*before, *last, point)
            {
                corners.pop();
            }
            if corners.last() != Some(&point) {
                corners.push(point);
            }
        }
        let mut path = String::new();
        let mut before: Option<(Px, Px)> = None;
        for (x, y) in corners {
            match before {
                None => path.push_str(&format!("M{x} {y}")),
                Some((from, down)) => path.push_str(&format!("l{} {}", x - from, y - down)),
            }
            before = Some((x, y));
        }
        path
    }

    fn flags(&self, marks: &[Mark], lanes: &[usize]) -> Markup {
        html! {
            @for (number, (mark, lane)) in (1_usize..).zip(marks.iter().zip(lanes)) {
                @let x = self.x.x(mark.day);
                @let y = self.top - Px::whole(10) - LANE.times(*lane);
                path.flag d=(format!("M{x} {y}V{}", self.bottom)) {}
                @match self.size {
                    Size::Wide => {
                        (shape(mark.kind, x, y))
                        text.label x=(x + BESIDE) y=(y + Px::whole(4)) { (mark.label) }
                    },
                    Size::Narrow => {
                        circle class=(mark.kind.class()) cx=(x) cy=(y) r="7.5" {}
                        text.number x=(x) y=(y + Px(35)) text-anchor="middle" { (number) }
                    },
                }
            }
        }
    }

    /// The amounts of the last day beside the ends of the lines.
    fn ends(&self) -> Markup {
        let (_, right) = self.x.ends;
        let last = self.days.accepted.get(self.case).last();
        let own = CURVES.iter().filter_map(|(class, name, ask)| Some((ask(last?), *class, *name)));
        let without = self.days.not_accepted.as_ref().and_then(|cash| cash.get(self.case).last());
        let without = without.map(|cash| (*cash, "without", "Cash if not accepted"));
        let mut ends: Vec<(Usd, &str, &str)> = own.chain(without).collect();
        ends.sort_by_key(|(amount, ..)| std::cmp::Reverse(*amount));
        // From the lowest up: each as low as its line allows, and clear of the one below.
        let mut room = self.bottom - Px::whole(14);
        let mut places: Vec<(Px, (Usd, &str, &str))> = Vec::new();
        for end in ends.into_iter().rev() {
            let y = self.y.y(end.0).min(room);
            room = y - APART;
            places.push((y, end));
        }
        html! {
            @for (y, (amount, class, name)) in places {
                text class=(format!("end {class}")) x=(right + Px::whole(8)) y=(y - Px::whole(2)) { (name) }
                text class=(format!("end amount {class}")) x=(right + Px::whole(8)) y=(y + Px::whole(13)) { (alone(amount)) }
            }
        }
    }
}

/// True where a point continues the line through two others: the way to it is as steep.
fn lies_between(one: (Px, Px), two: (Px, Px), three: (Px, Px)) -> bool {
    let way = |from: (Px, Px), to: (Px, Px)| (i64::from((to.0 - from.0).0), i64::from((to.1 - from.1).0));
    let ((right, down), (on, below)) = (way(one, two), way(two, three));
    let is_ahead = right.signum() == on.signum() && down.signum() == below.signum();
    is_ahead && right.saturating_mul(below) == on.saturating_mul(down)
}

/// The shape of a mark: each kind has its own, so that colour carries nothing alone.
pub fn shape(kind: Kind, x: Px, y: Px) -> Markup {
    let class = kind.class();
    match kind {
        Kind::Decision => html! { circle class=(class) cx=(x) cy=(y) r="4.5" {} },
        Kind::Issued => html! { path class=(class) d=(format!("M{x} {}l5 9h-10z", y - Px::whole(5))) {} },
        Kind::Deadline => html! { path class=(class) d=(format!("M{x} {}l5 5-5 5-5-5z", y - Px::whole(5))) {} },
        Kind::Ends => {
            let (left, up) = (x - Px::whole(4), y - Px::whole(4));
            html! { path class=(class) d=(format!("M{left} {up}l8 8m0-8l-8 8")) {} }
        }
    }
}
