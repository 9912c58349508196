//! Traction: users, letters of intent, validation in words or grown revenue; revenue or partners; users.

use super::{Side, Threshold, Way, holds};
use crate::money::{Usd, alone};
use crate::profile::TractionFacts;
use crate::program::{SignalRule, Traction, Value};
use crate::scoring::{Key, Status};
use crate::signal::Signal;

/// Ranks on the scale, which are derived and not written.
const EARLY: u8 = 1;
const COMMERCIAL: u8 = 2;
const SCALE: u8 = 3;

const MRR: Key = Key::Borrowed("traction.mrr");
const USERS: Key = Key::Borrowed("traction.monthly_active_users");

/// Each way to each level; a level is proved too where a higher one is.
pub fn ways<'a>(facts: &'a TractionFacts, rules: &'a Traction, rule: &'a SignalRule) -> Vec<Way<'a>> {
    let way = |rank: u8, thresholds| Way { level: Signal::Traction.level(rank), thresholds };
    let users = facts.monthly_active_users;
    let now = facts.mrr.as_ref().and_then(|values| values.last().copied());
    let lois = facts.enterprise_lois.as_ref().map(|lois| u64::try_from(lois.len()).unwrap_or(u64::MAX));
    let lois_key = Key::Borrowed("traction.enterprise_lois");
    let partners_key = Key::Borrowed("traction.design_partners");
    let at_scale = Threshold::count(USERS, "monthly active users", rules.users_at_scale.value, users);
    let lois = Threshold::count(lois_key, "named letters of intent", rules.lois_at_scale.value, lois);
    let revenue = Threshold::amount(MRR, "monthly revenue", rules.mrr_at_scale.value, now);
    let least = Threshold::amount(MRR, "monthly revenue", rules.mrr_commercial.value, now);
    let partners =
        Threshold::count(partners_key, "design partners", rules.partners_commercial.value, facts.design_partners);
    let early = Threshold::count(USERS, "monthly active users", rules.users_early.value, users);
    vec![
        way(SCALE, vec![at_scale.set_by(&rules.users_at_scale.citation)]),
        way(SCALE, vec![lois.set_by(&rules.lois_at_scale.citation)]),
        way(SCALE, vec![revenue.set_by(&rules.mrr_at_scale.citation), growth(facts.mrr.as_deref(), rules)]),
        way(SCALE, vec![validation(facts, rule)]),
        way(COMMERCIAL, vec![least.set_by(&rules.mrr_commercial.citation)]),
        way(COMMERCIAL, vec![partners.set_by(&rules.partners_commercial.citation)]),
        way(EARLY, vec![early.set_by(&rules.users_early.citation)]),
    ]
}

/// Validation in words; absent counts as none.
fn validation<'a>(facts: &'a TractionFacts, rule: &'a SignalRule) -> Threshold<'a> {
    let words = facts.other_validation.as_deref().filter(|words| !words.trim().is_empty());
    Threshold {
        key: Key::Borrowed("traction.other_validation"),
        what: "other validation, in words".to_owned(),
        side: Side::AtLeast,
        needed: Value::Word("any"),
        found: Some(Value::Word(words.unwrap_or("none"))),
        gap: None,
        status: holds(Some(words.is_some())),
        detail: words.map(|_| "declared in the profile's own words".to_owned()),
        citation: &rule.citation,
    }
}

/// Whether the last monthly value is above the first of those that growth is looked for in.
fn growth<'a>(values: Option<&[Usd]>, rules: &'a Traction) -> Threshold<'a> {
    let needed = rules.growth_months.value;
    let count = values.map(|values| u64::try_from(values.len()).unwrap_or(u64::MAX));
    let ends = values.and_then(|values| {
        let first = values.len().checked_sub(usize::try_from(needed).ok()?)?;
        Some((*values.get(first)?, *values.last()?))
    });
    let measure = Threshold::count(MRR, "monthly values that show growth", needed, count);
    let status = holds(ends.map(|(before, now)| now > before));
    let gap = measure.gap.clone().filter(|_| ends.is_none());
    let detail = match ends {
        Some((before, now)) if status == Status::Met => Some(format!("up from {} to {}", alone(before), alone(now))),
        Some((before, now)) => Some(format!("from {} to {} is no growth", alone(before), alone(now))),
        None => None,
    };
    Threshold { status, gap, detail, ..measure.set_by(&rules.growth_months.citation) }
}
