//! Each signal from the profile's facts, three-valued all the way.

use rust_decimal::Decimal;

use super::{Key, Note, Reading};
use crate::calendar::YearMonth;
use crate::money::Usd;
use crate::profile::{Profile, TractionFacts};
use crate::program::{Commitment, SignalRules, Traction, bare_name};
use crate::signal::{Level, Signal};
use crate::spend::Service;

/// Ranks on the scales whose levels are derived and not written.
const NAMED: u8 = 1;
const TIER_1: u8 = 2;
const EARLY: u8 = 1;
const COMMERCIAL: u8 = 2;
const SCALE: u8 = 3;
const VAGUE: u8 = 1;
const DOCUMENTED: u8 = 2;
const PLATFORM: u8 = 3;
const CREDIBLE: u8 = 1;

/// One signal.
pub fn derive<'a>(signal: Signal, profile: &Profile, rules: &'a SignalRules, services: &[Service<'_>]) -> Reading<'a> {
    match signal {
        Signal::Stage => Reading::known(profile.company.stage),
        Signal::Product => Reading::of(profile.company.product, signal, "company.product"),
        Signal::Team => {
            let level = profile.company.ai_ml_credibility.map(|is| signal.level(if is { CREDIBLE } else { 0 }));
            Reading::of(level, signal, "company.ai_ml_credibility")
        }
        Signal::Backing => Reading::of(backing(profile, rules), signal, "funding.backers"),
        Signal::Commitment => commitment(profile, rules, services),
        Signal::Poc => Reading::of(profile.bedrock.poc, signal, "bedrock.poc"),
        Signal::Traction => traction(&profile.traction, &rules.traction),
        Signal::Projection => projection(profile, rules, services),
        Signal::Engagement => Reading::known(signal.level(profile.bedrock.engagement)),
    }
}

fn backing(profile: &Profile, rules: &SignalRules) -> Option<Level> {
    let backers = profile.funding.backers.as_ref()?;
    let is_tier_1 = |name: &String| rules.backing.tier_1.value.contains(&bare_name(name));
    let rank = if backers.iter().any(is_tier_1) { TIER_1 } else { u8::from(!backers.is_empty()) * NAMED };
    Some(Signal::Backing.level(rank))
}

fn commitment<'a>(profile: &Profile, rules: &'a SignalRules, services: &[Service<'_>]) -> Reading<'a> {
    let mut reading = Reading::of(profile.bedrock.commitment, Signal::Commitment, "bedrock.commitment");
    let rules = &rules.commitment;
    let most = rules.hedged_at_most.value;
    if reading.possible > most
        && let Some(month) = hedged_month(profile, rules, services)
    {
        reading.proved = reading.proved.min(most);
        reading.possible = reading.possible.min(most);
        reading.missing.iter_mut().for_each(|(_, top)| *top = (*top).min(most));
        reading.note = Some(Note::Hedged { month, rules });
    }
    reading
}

/// The first plan month in which the hedging service takes more than the hedge share.
pub fn hedged_month(profile: &Profile, rules: &Commitment, services: &[Service<'_>]) -> Option<YearMonth> {
    let find = |id| services.iter().find(|service| service.id == id);
    let hedging = find(&rules.hedging_service.value)?;
    let committed = find(&rules.committed_service.value);
    let months = profile.plan.horizon.months();
    let (share, scale) = fraction(rules.hedge_share.value);
    let hedged = months.iter().find(|month| {
        let hedge = hedging.month(month.number);
        let whole = hedge + committed.map_or(Usd::ZERO, |service| service.month(month.number));
        // More than its share of the whole, compared exactly.
        hedge.cents().saturating_mul(scale) > whole.cents().saturating_mul(share)
    });
    hedged.map(|month| month.name)
}

/// A share as numerator and denominator.
fn fraction(share: Decimal) -> (i128, i128) {
    (share.mantissa(), 10_i128.checked_pow(share.scale()).unwrap_or(i128::MAX))
}

/// A condition that facts prove, rule out or leave open. `None` is open.
type Truth = Option<bool>;

fn either(conditions: &[Truth]) -> Truth {
    if conditions.contains(&Some(true)) {
        Some(true)
    } else if conditions.contains(&None) {
        None
    } else {
        Some(false)
    }
}

fn both(one: Truth, other: Truth) -> Truth {
    match (one, other) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    }
}

fn traction(facts: &TractionFacts, rules: &Traction) -> Reading<'static> {
    let level = |rank| Signal::Traction.level(rank);
    let count = |list: &Vec<String>| u64::try_from(list.len()).unwrap_or(u64::MAX);
    let now = facts.mrr.as_ref().and_then(|values| values.last().copied());
    let users = |least: u64| facts.monthly_active_users.map(|users| users >= least);
    let lois = facts.enterprise_lois.as_ref().map(|lois| count(lois) >= rules.lois_at_scale.value);
    let declared = facts.other_validation.as_ref().is_some_and(|text| !text.trim().is_empty());
    let revenue = both(now.map(|mrr| mrr >= rules.mrr_at_scale.value), growth(facts, rules.growth_months.value));
    let scale = either(&[users(rules.users_at_scale.value), lois, Some(declared), revenue]);
    let partners = facts.design_partners.map(|partners| partners >= rules.partners_commercial.value);
    let commercial = either(&[scale, now.map(|mrr| mrr >= rules.mrr_commercial.value), partners]);
    let early = either(&[commercial, users(rules.users_early.value)]);

    let conditions = [(SCALE, scale), (COMMERCIAL, commercial), (EARLY, early)];
    let highest = |holds: fn(Truth) -> bool| {
        conditions.into_iter().find(|(_, truth)| holds(*truth)).map_or(level(0), |(rank, _)| level(rank))
    };
    let unknown: [(&str, bool, u8); 4] = [
        ("traction.mrr", revenue.is_none(), SCALE),
        ("traction.monthly_active_users", facts.monthly_active_users.is_none(), SCALE),
        ("traction.enterprise_lois", lois.is_none(), SCALE),
        ("traction.design_partners", partners.is_none(), COMMERCIAL),
    ];
    let missing = unknown.into_iter().filter(|(_, is_unknown, _)| *is_unknown);
    Reading {
        proved: highest(|truth| truth == Some(true)),
        possible: highest(|truth| truth != Some(false)),
        missing: missing.map(|(key, _, rank)| (Key::Borrowed(key), level(rank))).collect(),
        note: declared.then_some(Note::Declared),
    }
}

/// Whether the last value is above the one `months - 1` before it; open with fewer values.
fn growth(facts: &TractionFacts, months: u64) -> Truth {
    let values = facts.mrr.as_ref()?;
    let months = usize::try_from(months).ok()?;
    let before = values.get(values.len().checked_sub(months)?)?;
    values.last().map(|now| now > before)
}

fn projection(profile: &Profile, rules: &SignalRules, services: &[Service<'_>]) -> Reading<'static> {
    let rules = &rules.projection;
    let service = &rules.service.value;
    let spend = profile.spend.iter().find(|spend| spend.id == *service);
    let amounts = services.iter().find(|found| found.id == service);
    let (Some(spend), Some(amounts)) = (spend, amounts) else {
        return Reading::unknown(Signal::Projection, format!("spend.{service}"));
    };
    let last = rules.months.value;
    let total: Usd = (1..=last).map(|number| amounts.month(number)).sum();
    let reached = amounts.month(rules.reached_by.value);
    let is_documented = spend.basis.as_ref().is_some_and(|basis| rules.documented.value.contains(basis));
    let is_platform = total >= rules.total.value && reached >= rules.monthly.value && amounts.month(last) >= reached;
    let rank = match (total.is_zero(), is_documented, is_platform) {
        (true, ..) => 0,
        (false, false, _) => VAGUE,
        (false, true, false) => DOCUMENTED,
        (false, true, true) => PLATFORM,
    };
    Reading::known(Signal::Projection.level(rank))
}
