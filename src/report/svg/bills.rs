//! What each service costs by month, as stacked bars: what credits pay below, what is paid in cash above.

use maud::{Markup, html};

use super::Size;
use super::px::Px;
use super::scale::{Days, Dollars};
use crate::band::Case;
use crate::calendar::{Day, Month};
use crate::evaluation::{Evaluation, Outcome};
use crate::id::ServiceId;
use crate::money::Usd;

/// The most services that are told apart; the smallest of more are taken together.
const MOST: usize = 5;
/// The patterns of what is paid in cash, a service each, in a square of 8.
const HATCHES: [&str; 6] =
    ["M-2 2l4-4M0 8l8-8M6 10l4-4", "M-2 6l4 4M0 0l8 8M6-2l4 4", "M0 4h8", "M4 0v8", "M0 8l8-8M0 0l8 8", "M0 4h8M4 0v8"];
/// The patterns on what credits pay, a service each.
const FILLS: [&str; 6] =
    ["", "M2 2h2v2h-2z", "M0 1h8", "M1 0v8", "M0 0h3v3h-3zM4 4h3v3h-3z", "M1 1h1v1h-1zM5 5h1v1h-1z"];

/// The bills of one case by service and month.
pub struct Shares<'a> {
    /// The services by what they cost, the largest first.
    pub services: Vec<Share<'a>>,
    months: Vec<Month>,
}

/// One service, or all the smaller ones together.
pub struct Share<'a> {
    /// The service; none for all the smaller ones.
    pub service: Option<&'a ServiceId>,
    /// How many services it stands for.
    pub count: usize,
    /// What credits paid and what was paid in cash, by month.
    pub months: Vec<(Usd, Usd)>,
}

impl Share<'_> {
    /// What credits paid and what was paid in cash, in all.
    pub fn totals(&self) -> (Usd, Usd) {
        (self.months.iter().map(|(credits, _)| *credits).sum(), self.months.iter().map(|(_, cash)| *cash).sum())
    }
}

/// The bills of one case, if the accelerator accepts.
pub fn shares<'a>(evaluation: &Evaluation<'a>, case: Case) -> Shares<'a> {
    let months = evaluation.profile.plan.horizon.months().to_vec();
    let mut services: Vec<Share<'a>> = Vec::new();
    for bill in evaluation.positions(Outcome::Accepted).get(case).bills() {
        let month = months.iter().position(|month| month.first <= bill.through && bill.through <= month.last);
        let known = services.iter().position(|share| share.service == Some(bill.service));
        if known.is_none() {
            services.push(Share {
                service: Some(bill.service),
                count: 1,
                months: vec![Default::default(); months.len()],
            });
        }
        let at = known.unwrap_or_else(|| services.len().saturating_sub(1));
        let amounts = services.get_mut(at).zip(month).and_then(|(share, month)| share.months.get_mut(month));
        if let Some((credits, cash)) = amounts {
            *credits += bill.credits;
            *cash += bill.cash;
        }
    }
    let charges = |share: &Share<'_>| {
        let (credits, cash) = share.totals();
        credits + cash
    };
    services.sort_by(|one, other| charges(other).cmp(&charges(one)).then_with(|| one.service.cmp(&other.service)));
    if services.len() > MOST.saturating_add(1) {
        let smaller = services.split_off(MOST);
        let mut together =
            Share { service: None, count: smaller.len(), months: vec![Default::default(); months.len()] };
        for share in smaller {
            for (sum, (credits, cash)) in together.months.iter_mut().zip(share.months) {
                sum.0 += credits;
                sum.1 += cash;
            }
        }
        services.push(together);
    }
    Shares { services, months }
}

impl Shares<'_> {
    /// The months with what credits paid and what was paid in cash.
    pub fn by_month(&self) -> impl Iterator<Item = (&Month, Usd, Usd)> {
        self.months.iter().enumerate().map(|(at, month)| {
            let all = || self.services.iter().filter_map(move |share| share.months.get(at));
            (month, all().map(|(credits, _)| *credits).sum(), all().map(|(_, cash)| *cash).sum())
        })
    }
}

/// Draws one case: the height and what is inside. The page holds the patterns.
pub fn draw(evaluation: &Evaluation<'_>, shares: &Shares<'_>, size: Size) -> (Px, Markup) {
    let horizon = &evaluation.profile.plan.horizon;
    let (left, right) = match size {
        Size::Wide => (Px::whole(62), Px::whole(950)),
        Size::Narrow => (Px::whole(46), Px::whole(352)),
    };
    let (top, bottom) = (Px::whole(12), Px::whole(if size == Size::Wide { 232 } else { 192 }));
    let first = shares.months.first().map_or(Day::ZERO, |month| month.first);
    let end = shares.months.last().map_or(Day::ZERO, |month| month.last.next());
    let x = Days { days: (first, end), ends: (left, right) };
    let half = (right - left).part(1, i128::try_from(shares.months.len()).unwrap_or(1).saturating_mul(2));
    let most = shares.by_month().map(|(_, credits, cash)| credits + cash).max().unwrap_or_default();
    let y = Dollars::up_to(most, (bottom, top));
    let inside = html! {
        @for (y, label) in y.ticks() {
            path.grid d=(format!("M{left} {y}H{right}")) {}
            text.tick x=(left - Px::whole(7)) y=(y + Px::whole(4)) text-anchor="end" { (label) }
        }
        @for (from, label) in x.ticks(horizon, Px::whole(62)) {
            @if from + half + Px::whole(22) < size.width() {
                text.tick x=(from + half) y=(bottom + Px::whole(18)) text-anchor="middle" { (label) }
            }
        }
        (bars(shares, &x, &y))
        path.axis d=(format!("M{left} {bottom}H{right}")) {}
    };
    (bottom + Px::whole(28), inside)
}

/// A path a service and way of paying, through all months.
fn bars(shares: &Shares<'_>, x: &Days, y: &Dollars) -> Markup {
    let mut heights = vec![Usd::ZERO; shares.months.len()];
    let mut path = |of: &dyn Fn(&(Usd, Usd)) -> Usd, share: &Share<'_>| {
        let mut path = String::new();
        for ((height, month), amounts) in heights.iter_mut().zip(&shares.months).zip(&share.months) {
            let amount = of(amounts);
            if amount.is_zero() {
                continue;
            }
            let (left, right) = (x.x(month.first), x.x(month.last.next()));
            let gap = (right - left).part(1, 8);
            let (low, high) = (y.y(*height), y.y(*height + amount));
            path.push_str(&format!("M{} {low}V{high}H{}V{low}z", left + gap, right - gap));
            *height += amount;
        }
        path
    };
    let credits: Vec<String> = shares.services.iter().map(|share| path(&|(credits, _)| *credits, share)).collect();
    let cash: Vec<String> = shares.services.iter().map(|share| path(&|(_, cash)| *cash, share)).collect();
    html! {
        @for (at, path) in credits.iter().enumerate().filter(|(_, path)| !path.is_empty()) {
            path class=(format!("s{at} credits")) d=(path) {}
            path fill=(format!("url(#f{at})")) d=(path) {}
        }
        @for (at, path) in cash.iter().enumerate().filter(|(_, path)| !path.is_empty()) {
            path fill=(format!("url(#h{at})")) d=(path) {}
            path class=(format!("s{at} paid")) d=(path) {}
        }
    }
}

/// The patterns, once for a page: those in a drawing that is not shown would not show elsewhere.
pub fn patterns() -> Markup {
    html! {
        svg.patterns width="0" height="0" aria-hidden="true" {
            @for (at, (hatch, fill)) in HATCHES.iter().zip(FILLS).enumerate() {
                pattern id=(format!("h{at}")) width="8" height="8" patternUnits="userSpaceOnUse" {
                    rect.paper width="8" height="8" {}
                    path class=(format!("s{at} hatch")) d=(hatch) {}
                }
                pattern id=(format!("f{at}")) width="8" height="8" patternUnits="userSpaceOnUse" {
                    path.fill d=(fill) {}
                }
            }
        }
    }
}

/// The two patterns of the service at a place: what credits pay, and cash.
pub fn swatch(at: usize) -> Markup {
    html! {
        svg.swatch viewBox="0 0 44 16" width="44" height="16" aria-hidden="true" {
            rect class=(format!("s{at} credits")) x="1" y="1" width="18" height="14" {}
            rect fill=(format!("url(#f{at})")) x="1" y="1" width="18" height="14" {}
            rect fill=(format!("url(#h{at})")) x="25" y="1" width="18" height="14" {}
            rect class=(format!("s{at} paid")) x="25" y="1" width="18" height="14" {}
        }
    }
}
