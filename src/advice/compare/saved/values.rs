//! Single values of a saved evaluation: amounts from their own digits, dates, words.

use rust_decimal::Decimal;
use serde::de::{Deserialize, Deserializer, Error as _};
use serde_json::value::RawValue;

use crate::calendar::Date;
use crate::money::{Ratio, Usd};
use crate::scoring::{Action, Answer};
use crate::timeline::Status;

/// An amount from its own digits.
pub struct Amount(pub Usd);

/// A share from its own digits.
pub struct Share(pub Ratio);

/// A date as it is printed.
pub struct SavedDate(pub Date);

/// The word of a grant's status.
pub struct SavedStatus(pub Status);

/// A number as its text stands, exactly.
fn exact<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Decimal, D::Error> {
    let raw = <&RawValue>::deserialize(deserializer)?;
    Decimal::from_str_exact(raw.get()).map_err(|_| D::Error::custom(format!("`{}` is no plain decimal", raw.get())))
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = exact(deserializer)?;
        let amount = Usd::from_decimal(number);
        amount.map(Self).ok_or_else(|| D::Error::custom(format!("`{number}` has more than two decimals")))
    }
}

impl<'de> Deserialize<'de> for Share {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = exact(deserializer)?;
        let share = Ratio::from_decimal(number);
        share.map(Self).ok_or_else(|| D::Error::custom(format!("`{number}` has more than four decimals")))
    }
}

impl<'de> Deserialize<'de> for SavedDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Date::parse(&text).map(Self).ok_or_else(|| D::Error::custom(format!("`{text}` is no date as YYYY-MM-DD")))
    }
}

impl<'de> Deserialize<'de> for SavedStatus {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let all = [Status::Planned, Status::Actual, Status::Held, Status::Forfeited];
        word(deserializer, &all, Status::name).map(Self)
    }
}

/// The word of `screening.eligible`.
pub fn eligible<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Answer, D::Error> {
    word(deserializer, &[Answer::Yes, Answer::No, Answer::Unknown], Answer::name)
}

/// The word of `recommendation.action`.
pub fn action<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Action, D::Error> {
    let all = [Action::Execute, Action::Edp, Action::StandardStack, Action::CompleteProfile, Action::Pursue];
    word(deserializer, &all, Action::name)
}

/// One of the words that a value may be written as.
fn word<'de, D: Deserializer<'de>, T: Copy>(
    deserializer: D,
    all: &[T],
    name: fn(T) -> &'static str,
) -> Result<T, D::Error> {
    let text = String::deserialize(deserializer)?;
    let found = all.iter().copied().find(|one| name(*one) == text);
    let names = || all.iter().map(|one| format!("`{}`", name(*one))).collect::<Vec<_>>().join(", ");
    found.ok_or_else(|| D::Error::custom(format!("`{text}` is none of {}", names())))
}
