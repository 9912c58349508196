//! Projection: how it was made, what it sums to, where it is headed.

use super::{Side, Threshold, Way, holds};
use crate::evaluation::Evaluation;
use crate::money::Usd;
use crate::program::{Projection, SignalRule, Value};
use crate::scoring::Key;
use crate::signal::Signal;

/// Ranks on the scale, which are derived and not written.
const VAGUE: u8 = 1;
const DOCUMENTED: u8 = 2;
const PLATFORM: u8 = 3;

/// What the projected service comes to.
struct Projected {
    total: Usd,
    reached: Usd,
    last: Usd,
}

/// Each level takes the spend; above vague a basis, above documented the amounts.
pub fn ways<'a>(evaluation: &Evaluation<'a>, rule: &'a SignalRule) -> Vec<Way<'a>> {
    let rules = &evaluation.program.signals.projection;
    let service = evaluation.services.iter().find(|service| *service.id == rules.service.value);
    let projected = service.map(|service| Projected {
        total: (1..=rules.months.value).map(|number| service.month(number)).sum(),
        reached: service.month(rules.reached_by.value),
        last: service.month(rules.months.value),
    });
    let key = || Key::Owned(format!("spend.{}", rules.service.value));
    let basis = || basis(evaluation, rules, key());
    let over = format!("spend over {} months", rules.months.value);
    let some = || some(projected.as_ref(), &over, rule, key());
    let total = projected.as_ref().map(|projected| projected.total);
    let reached = projected.as_ref().map(|projected| projected.reached);
    let by = format!("spend in month {}", rules.reached_by.value);
    let total = Threshold::amount(key(), over.as_str(), rules.total.value, total).set_by(&rules.total.citation);
    let monthly = Threshold::amount(key(), by, rules.monthly.value, reached).set_by(&rules.monthly.citation);
    let mut platform = vec![basis(), total, monthly];
    platform.extend(projected.as_ref().map(|projected| steady(projected, rules, key())));
    if rules.total.value.is_zero() {
        platform.push(some());
    }
    let way = |rank: u8, thresholds| Way { level: Signal::Projection.level(rank), thresholds };
    vec![way(PLATFORM, platform), way(DOCUMENTED, vec![basis(), some()]), way(VAGUE, vec![some()])]
}

/// Any spend at all.
fn some<'a>(projected: Option<&Projected>, over: &str, rule: &'a SignalRule, key: Key) -> Threshold<'a> {
    let total = projected.map(|projected| projected.total);
    Threshold {
        key,
        what: over.to_owned(),
        side: Side::AtLeast,
        needed: Value::Word("any"),
        found: total.map(Value::Amount),
        gap: None,
        status: holds(total.map(|total| !total.is_zero())),
        detail: None,
        citation: &rule.citation,
    }
}

/// A basis that documents the projection; none counts as an estimate.
fn basis<'a>(evaluation: &Evaluation<'a>, rules: &'a Projection, key: Key) -> Threshold<'a> {
    let spend = evaluation.profile.spend.iter().find(|spend| spend.id == rules.service.value);
    let stated = spend.and_then(|spend| spend.basis.as_deref());
    let is_documented = stated.is_some_and(|basis| rules.documented.value.iter().any(|known| known == basis));
    Threshold {
        key: Key::Owned(format!("{key}.basis")),
        what: "basis of the projection".to_owned(),
        side: Side::OneOf,
        needed: Value::words(rules.documented.value.iter().map(String::as_str)),
        found: spend.map(|_| Value::Word(stated.unwrap_or("none"))),
        gap: None,
        status: holds(spend.map(|_| is_documented)),
        detail: None,
        citation: &rules.documented.citation,
    }
}

/// The last month not below the month in which the figure has to be reached.
fn steady<'a>(projected: &Projected, rules: &'a Projection, key: Key) -> Threshold<'a> {
    let (by, last) = (rules.reached_by.value, rules.months.value);
    let what = format!("spend in month {last}, against month {by}");
    Threshold::amount(key, what, projected.reached, Some(projected.last)).set_by(&rules.months.citation)
}
