//! The findings of the answer in words, for text and Markdown: the likely case.

use crate::advice::route::{Note, Plan, Route, Share, Threshold};
use crate::money::{Cents, Usd, alone};
use crate::position::Amounts;
use crate::program::Citation;
use crate::report::preface::change;

/// What the star of the hedge share says.
pub const ASSUMED: &str = "* no line of the source states it: assumed";

/// What the answer says before its tables: a label and a sentence each.
pub fn findings(route: &Route<'_>) -> Vec<(&'static str, String)> {
    let mut findings = vec![("As planned", as_planned(route))];
    findings.extend(threshold(route).map(|text| ("Hedge", text)));
    findings.push(("Both paths", dual_path(route)));
    findings.extend(net_effect(route).map(|text| ("Net effect", text)));
    findings
}

/// The tier of a plan.
pub fn tier<'a>(plan: &Plan<'a>) -> &'a str {
    plan.worth.tier_id().unwrap_or("none")
}

/// The lines that a value rests on: ` (L40)`.
fn lines(citation: &Citation) -> String {
    let lines: Vec<String> = citation.lines.iter().map(|line| format!("L{line}")).collect();
    if lines.is_empty() { String::new() } else { format!(" ({})", lines.join(", ")) }
}

fn star(citation: &Citation) -> &'static str {
    if citation.assumed { "*" } else { "" }
}

fn as_planned(route: &Route<'_>) -> String {
    let (committed, hedging) = (route.committed, route.hedging);
    let Some((low, high)) = route.own.months else {
        return format!("no month of the plan has spend on {committed} or {hedging}");
    };
    let range = if low == high {
        format!("{} % on {committed} every month", low.about())
    } else {
        format!("{} % to {} % on {committed}, by month", low.about(), high.about())
    };
    let plan = &route.own.plan;
    let hedge = plan.hedge.clone().unwrap_or_else(|| "no hedge".to_owned());
    format!("{range}; tier {}; {hedge}", tier(plan))
}

fn threshold(route: &Route<'_>) -> Option<String> {
    let Threshold { at, below } = route.threshold.as_ref()?;
    let (committed, hedging) = (route.committed, route.hedging);
    let Some(below) = below else {
        return Some(format!("no share on {hedging} is a hedge under these rules"));
    };
    let caps_tier = route.threshold.as_ref().is_some_and(Threshold::caps_tier);
    let (free, hedged) = (tier(&at.plan), tier(&below.share.plan));
    let what = if caps_tier {
        format!("and caps the tier: {hedged} instead of {free}")
    } else {
        format!("which costs no tier here: {hedged} on either side")
    };
    let most = alone(below.most);
    let month = format!("more than {most} of {} on {hedging} in {}", alone(below.both), below.month);
    let star = star(route.hedge_share);
    let text = format!("from {} %{star} on {committed} no month is a hedge; below, {month} is one, {what}", at.percent);
    let all = route.shares.last().map_or(free, |share| tier(&share.plan));
    // Beyond the hedge, the share moves no fact but the projection.
    if all == free { Some(text) } else { Some(format!("{text}. With all on {committed} the projection brings {all}")) }
}

fn dual_path(route: &Route<'_>) -> String {
    let dual = &route.dual_path;
    let citation = &dual.monthly.citation;
    let least = format!("{}{} a month{}", alone(dual.monthly.value), star(citation), lines(citation));
    let said = "from which two paths are said to be worth the effort";
    match dual.months.first() {
        Some(first) => format!(
            "{} and {} together reach {least}, {said}, in {} of the plan's {} months, first in {first}; it decides \
             nothing here",
            route.committed,
            route.hedging,
            dual.months.len(),
            dual.of
        ),
        None => format!("no month of the plan reaches {least}, {said}; it decides nothing here"),
    }
}

/// The plan as it stands against everything on the committed service.
fn net_effect(route: &Route<'_>) -> Option<String> {
    let all = route.shares.last()?;
    if route.own.months == Some((all.percent, all.percent)) {
        return Some(format!("none: the plan has all of it on {} already", route.committed));
    }
    let own = &route.own.plan;
    let tiers = if tier(own) == tier(&all.plan) {
        format!("tier {} either way", tier(own))
    } else {
        format!("tier {} instead of {}", tier(own), tier(&all.plan))
    };
    let pools: Vec<String> = all
        .plan
        .pools
        .iter()
        .map(|pool| {
            let mine = own.pools.iter().find(|mine| mine.provider == pool.provider);
            let mine = mine.map(|mine| mine.amounts.likely.granted).unwrap_or_default();
            format!("{} {}", pool.provider, apart(mine - pool.amounts.likely.granted))
        })
        .collect();
    let mut text = format!(
        "the plan's split against all on {}: {tiers}; granted {} ({}), consumed {}, cash {}",
        route.committed,
        apart(gap(own, all, |amounts| amounts.granted)),
        pools.join(", "),
        apart(gap(own, all, |amounts| amounts.consumed)),
        apart(gap(own, all, |amounts| amounts.cash)),
    );
    if let Some(direct) = &route.own.with_direct {
        text.push_str(&format!(
            ". With {}: granted {}, consumed {}, cash {}",
            switches(route),
            apart(gap(direct, all, |amounts| amounts.granted)),
            apart(gap(direct, all, |amounts| amounts.consumed)),
            apart(gap(direct, all, |amounts| amounts.cash)),
        ));
    }
    Some(text)
}

/// How much more a plan has than a share, in the likely case.
fn gap(plan: &Plan<'_>, share: &Share<'_>, amount: fn(&Amounts) -> Usd) -> Usd {
    amount(&plan.worth.accepted.likely) - amount(&share.plan.worth.accepted.likely)
}

fn apart(amount: Usd) -> String {
    if amount.is_zero() { "the same".to_owned() } else { change(amount, Cents::of([amount])) }
}

/// The edits that ask for the direct credits, as a founder would write them.
pub fn switches(route: &Route<'_>) -> String {
    route.direct.join(", ")
}

/// The name of a note, stable.
pub const fn code(note: &Note) -> &'static str {
    match note {
        Note::NoSpend => "no-inference-spend",
        Note::NoBasis => "no-basis",
        Note::Decided => "decided",
    }
}

/// What a note says.
pub fn message(note: &Note, route: &Route<'_>) -> String {
    let (committed, hedging) = (route.committed, route.hedging);
    match note {
        Note::NoSpend => {
            format!("the profile spends nothing on {committed} or {hedging}: there is no inference to route")
        }
        Note::NoBasis => format!(
            "the profile has no [spend.{committed}], so no basis for a projection: what moves there counts as an estimate"
        ),
        Note::Decided => "the accelerator has decided, under the split that it saw: what another one does afterwards \
                          is not stated (L41)"
            .to_owned(),
    }
}
