//! The facts of a later date, as edits of the profile.

use num_bigint::BigInt;

use crate::calendar::Date;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::{LARGEST_COUNT, LONGEST_LIST, list, quoted};
use crate::money::{Usd, alone, growth_step, round_half_even};
use crate::profile::{Profile, Rate};
use crate::signal::Level;

/// The edits that turn the profile's facts into those of `date`, each `KEY=VALUE`; none where nothing has moved by then.
///
/// # Errors
/// A fact that has grown out of its bounds by then.
pub fn edits(profile: &Profile, date: Date) -> Result<Vec<String>, Diagnostics> {
    let months = months_elapsed(profile, date);
    let fail = |found| profile.input.diagnostics(vec![found]);
    let growth = &profile.growth;
    let edits = [
        level("company.stage", Some(profile.company.stage), &growth.stage, date),
        joined("funding.backers", profile.funding.backers.as_ref(), &growth.backers, date),
        mrr(profile, months).map_err(fail)?,
        users(profile, months).map_err(fail)?,
        joined("traction.enterprise_lois", profile.traction.enterprise_lois.as_ref(), &growth.enterprise_lois, date),
        level("bedrock.poc", profile.bedrock.poc, &growth.poc, date),
    ];
    Ok(edits.into_iter().flatten().collect())
}

/// Whole calendar months from the start's to the date's.
fn months_elapsed(profile: &Profile, date: Date) -> u32 {
    let horizon = &profile.plan.horizon;
    let number = horizon.month_number(horizon.day(date));
    u32::try_from(number.saturating_sub(1)).unwrap_or(0)
}

/// The monthly values with one more for each month elapsed, so that their growth shows. Where that makes the list too
/// long, its oldest values go.
fn mrr(profile: &Profile, months: u32) -> Result<Option<String>, Diagnostic> {
    let key = "traction.mrr";
    let (Some(rate), Some(values)) = (profile.growth.mrr, &profile.traction.mrr) else { return Ok(None) };
    let Some(now) = values.last().filter(|_| months > 0) else { return Ok(None) };
    let mut all = values.clone();
    for month in 1..=months {
        let (numerator, denominator) = grown(now.cents(), rate, month);
        let value = round_half_even(&numerator, &denominator).map(Usd::from_cents);
        let value = value.filter(|value| *value <= Usd::LARGEST);
        all.push(value.ok_or_else(|| too_large(rate, key, month, &alone(Usd::LARGEST)))?);
    }
    let kept = all.iter().skip(all.len().saturating_sub(LONGEST_LIST));
    Ok(Some(format!("{key}={}", list(kept.map(ToString::to_string)))))
}

/// The users, whole ones only.
fn users(profile: &Profile, months: u32) -> Result<Option<String>, Diagnostic> {
    let key = "traction.monthly_active_users";
    let rate = profile.growth.monthly_active_users.filter(|_| months > 0);
    let (Some(rate), Some(now)) = (rate, profile.traction.monthly_active_users) else { return Ok(None) };
    let (numerator, denominator) = grown(i128::from(now), rate, months);
    let count = i64::try_from(numerator / denominator).ok().filter(|count| *count <= LARGEST_COUNT);
    let count = count.ok_or_else(|| too_large(rate, key, months, &LARGEST_COUNT.to_string()))?;
    Ok(Some(format!("{key}={count}")))
}

/// `value × (1 + rate)^months` as an exact fraction.
fn grown(value: i128, rate: Rate, months: u32) -> (BigInt, BigInt) {
    let (factor, scale) = growth_step(rate.monthly);
    (BigInt::from(value) * factor.pow(months), scale.pow(months))
}

fn too_large(rate: Rate, key: &str, month: u32, most: &str) -> Diagnostic {
    let message = format!("`{key}` grows above {most} by month {month} after the start");
    let help = "check the rate: it is a rate a month, 0.08 for 8 %; or look less far ahead with --until";
    Diagnostic::at(rate.place, Code::OutOfRange, message, "grows out of bounds", help)
}

/// The highest level reached by a date, where it is above the known one.
fn level(key: &str, known: Option<Level>, dated: &[(Level, Date)], date: Date) -> Option<String> {
    let reached = dated.iter().filter(|(_, from)| *from <= date).map(|(level, _)| *level).max()?;
    known.is_none_or(|known| reached > known).then(|| format!("{key}={reached}"))
}

/// The known names and those that have joined by a date, where any has.
fn joined(key: &str, known: Option<&Vec<String>>, dated: &[(String, Date)], date: Date) -> Option<String> {
    let known = known.map(Vec::as_slice).unwrap_or_default();
    let has_joined = |(name, from): &&(String, Date)| *from <= date && !known.contains(name);
    let new: Vec<&String> = dated.iter().filter(has_joined).map(|(name, _)| name).collect();
    (!new.is_empty()).then(|| format!("{key}={}", list(known.iter().chain(new).map(|name| quoted(name)))))
}
