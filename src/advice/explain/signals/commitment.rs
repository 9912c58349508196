//! Commitment: what is stated, and the hedge that caps it.

use rust_decimal::Decimal;

use super::{Side, Threshold, Way, holds};
use crate::evaluation::Evaluation;
use crate::money::{Usd, alone};
use crate::program::{SignalRule, Value};
use crate::scoring::{Key, Reading, Status};
use crate::signal::{Level, Signal};

/// Each level above the lowest takes the statement; those above the cap take that nothing hedges it.
pub fn ways<'a>(evaluation: &Evaluation<'a>, reading: &Reading<'_>, rule: &'a SignalRule) -> Vec<Way<'a>> {
    let cap = evaluation.program.signals.commitment.hedged_at_most.value;
    let levels = Signal::Commitment.choices().into_iter().map(|(_, level)| level).rev();
    let way = |level: Level| {
        let mut thresholds = vec![stated(evaluation, level, rule)];
        if level > cap {
            thresholds.extend(largest_month(evaluation).map(|month| share(evaluation, reading, &month)));
        }
        Way { level, thresholds }
    };
    levels.filter(|level| *level > Signal::Commitment.lowest()).map(way).collect()
}

fn stated<'a>(evaluation: &Evaluation<'a>, level: Level, rule: &'a SignalRule) -> Threshold<'a> {
    let stated = evaluation.profile.bedrock.commitment;
    Threshold {
        key: Key::Borrowed("bedrock.commitment"),
        what: "stated commitment".to_owned(),
        side: Side::AtLeast,
        needed: Value::Word(level.name()),
        found: stated.map(|stated| Value::Word(stated.name())),
        gap: None,
        status: holds(stated.map(|stated| stated >= level)),
        detail: None,
        citation: &rule.citation,
    }
}

/// The largest share of a plan month that goes to the hedging service.
fn share<'a>(evaluation: &Evaluation<'a>, reading: &Reading<'_>, largest: &Month) -> Threshold<'a> {
    let rules = &evaluation.program.signals.commitment;
    let most = rules.hedge_share.value;
    let share = largest.hedge.ratio(largest.whole);
    let share = share.map_or(Decimal::ZERO, |share| Decimal::from_i128_with_scale(share.ten_thousandths(), 4));
    // A note on the commitment says that it is hedged, which scoring decides from the exact cents.
    let is_hedged = reading.note.is_some();
    let gap = share.checked_sub(most).filter(|gap| is_hedged && *gap > Decimal::ZERO);
    let Month { name, hedge, whole } = largest;
    Threshold {
        key: Key::Owned(format!("spend.{}", rules.hedging_service.value)),
        what: format!("largest monthly share of {}", rules.hedging_service.value),
        side: Side::AtMost,
        needed: Value::Share(most),
        found: Some(Value::Share(share)),
        gap: gap.map(Value::Share),
        status: if is_hedged { Status::Unmet } else { Status::Met },
        detail: Some(format!("{} of {} in {name}", alone(*hedge), alone(*whole))),
        citation: &rules.hedge_share.citation,
    }
}

/// A plan month's spend on the hedging service, and on both.
struct Month {
    name: String,
    hedge: Usd,
    whole: Usd,
}

/// The first plan month with the largest share; `None` where nothing is spent on the hedging service.
fn largest_month(evaluation: &Evaluation<'_>) -> Option<Month> {
    let rules = &evaluation.program.signals.commitment;
    let find = |id: &crate::id::ServiceId| evaluation.services.iter().find(|service| service.id == id);
    let hedging = find(&rules.hedging_service.value)?;
    let committed = find(&rules.committed_service.value);
    let mut largest: Option<Month> = None;
    for month in evaluation.profile.plan.horizon.months() {
        let hedge = hedging.month(month.number);
        let whole = hedge + committed.map_or(Usd::ZERO, |service| service.month(month.number));
        let is_larger = largest.as_ref().is_none_or(|other| {
            let (ours, theirs) = (hedge.cents().saturating_mul(other.whole.cents()), other.hedge.cents());
            ours > theirs.saturating_mul(whole.cents())
        });
        if !hedge.is_zero() && is_larger {
            largest = Some(Month { name: month.to_string(), hedge, whole });
        }
    }
    largest
}
