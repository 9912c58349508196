//! The answer in Markdown, fit for a pull-request comment: the likely case.

use super::words::{ASSUMED, findings, message, switches, tier};
use crate::advice::route::{Plan, Route, Share};
use crate::evaluation::Evaluation;
use crate::money::{Cents, alone, dollars};
use crate::report::markdown::{cell, table};
use crate::report::preface::markdown_preface;

/// The text, with a line break at its end.
#[must_use]
pub fn markdown(evaluation: &Evaluation<'_>, route: &Route<'_>) -> String {
    let question = format!("{} or {}", cell(route.committed.as_str()), cell(route.hedging.as_str()));
    let mut sections = vec![markdown_preface(evaluation, &question)];
    if !route.shares.is_empty() {
        let lines: Vec<String> =
            findings(route).into_iter().map(|(label, what)| format!("- **{label}**: {}", cell(&what))).collect();
        sections.push(format!("{}\n", lines.join("\n")));
        let horizon = &evaluation.profile.plan.horizon;
        let end = horizon.date(horizon.last());
        let own = shares(route, |share| Some(&share.plan));
        sections.push(format!("### Shares, likely case, if accepted, by {end}\n\n{own}"));
        if !route.direct.is_empty() {
            let direct = shares(route, |share| share.with_direct.as_ref());
            sections.push(format!("### The same with {}\n\n{direct}", cell(&switches(route))));
        }
    }
    if !route.notes.is_empty() {
        let notes: Vec<String> = route.notes.iter().map(|note| format!("- {}", cell(&message(note, route)))).collect();
        sections.push(format!("### Notes\n\n{}\n", notes.join("\n")));
    }
    if !route.shares.is_empty() {
        sections.push(format!("{}\n", cell(ASSUMED)));
    }
    sections.join("\n")
}

fn shares<'r, 'a: 'r>(route: &'r Route<'a>, plan: impl Fn(&'r Share<'a>) -> Option<&'r Plan<'a>>) -> String {
    let rows: Vec<(&Share<'_>, &Plan<'_>)> =
        route.shares.iter().filter_map(|share| Some((share, plan(share)?))).collect();
    let ends = || rows.iter().map(|(_, plan)| plan.worth.accepted.likely);
    let cents = Cents::of(ends().flat_map(|end| [end.granted, end.consumed, end.expired, end.cash]));
    let pools = route.shares.first().map(|share| share.plan.pools.as_slice()).unwrap_or_default();
    let mut heads = vec![format!(">{} %", cell(route.committed.as_str())), "tier".to_owned(), ">award".to_owned()];
    heads.extend(["hedge", ">granted"].map(str::to_owned));
    heads.extend(pools.iter().map(|pool| format!(">of it {}", cell(pool.provider.as_str()))));
    heads.extend([">consumed", ">lapsed", ">cash"].map(str::to_owned));
    let line = |(share, plan): &(&Share<'_>, &Plan<'_>)| {
        let end = plan.worth.accepted.likely;
        let hedge = if plan.hedge.is_some() { "yes" } else { "no" };
        let mut cells = vec![share.percent.plain(), format!("`{}`", tier(plan))];
        cells.push(plan.worth.award.map(alone).unwrap_or_default());
        cells.extend([hedge.to_owned(), dollars(end.granted, cents)]);
        cells.extend(plan.pools.iter().map(|pool| dollars(pool.amounts.likely.granted, cents)));
        cells.extend([end.consumed, end.expired, end.cash].map(|amount| dollars(amount, cents)));
        cells
    };
    let lines: Vec<Vec<String>> = rows.iter().map(line).collect();
    table(&heads.iter().map(String::as_str).collect::<Vec<_>>(), &lines)
}
