//! A value of a program in one type, whatever it states, so that every value is shown in one way.

use std::fmt;

use rust_decimal::Decimal;

use crate::band::{Band, Case};
use crate::calendar::Day;
use crate::money::{Usd, alone, grouped};
use crate::program::{Bound, Change, Coverage, OnMiss};

/// What a program or a profile states under one key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value<'p> {
    /// US dollars.
    Amount(Usd),
    /// A share, 0 to 1.
    Share(Decimal),
    /// A plain number.
    Count(u64),
    /// A number of days.
    Days(Day),
    /// A number of calendar months.
    Months(u32),
    /// Yes or no.
    Truth(bool),
    /// A word of a scale, an id, or a text.
    Word(&'p str),
    /// Every service of a provider.
    Everything,
    /// The end of a scale that a requirement bounds.
    Bound(Bound),
    /// Several of a kind.
    List(Vec<Value<'p>>),
    /// Values under names of their own.
    Record(Vec<(&'static str, Value<'p>)>),
    /// A value in each case.
    Band(Box<Band<Value<'p>>>),
}

impl<'p> Value<'p> {
    /// A list of words.
    pub fn words(words: impl IntoIterator<Item = &'p str>) -> Self {
        Self::List(words.into_iter().map(Self::Word).collect())
    }

    /// A value in each case.
    pub fn band<T: Copy>(band: Band<T>, value: impl FnMut(T) -> Self) -> Self {
        Self::Band(Box::new(band.map(value)))
    }

    /// The services that a coverage names.
    #[must_use]
    pub fn coverage(coverage: &'p Coverage) -> Self {
        match coverage {
            Coverage::Everything => Self::Everything,
            Coverage::Services(services) => Self::words(services.iter().map(|service| service.as_str())),
        }
    }

    /// The name of a policy.
    #[must_use]
    pub fn on_miss(policy: OnMiss) -> Self {
        let name = OnMiss::CHOICES.iter().find(|(_, choice)| *choice == policy).map_or("", |(name, _)| name);
        Self::Word(name)
    }

    /// Whether a signal can be changed.
    #[must_use]
    pub const fn change(change: Change) -> Self {
        Self::Word(change.name())
    }

    /// What is counted, behind the number.
    const fn unit(&self) -> &'static str {
        match self {
            Self::Days(Day(1)) => " day",
            Self::Days(_) => " days",
            Self::Months(1) => " month",
            Self::Months(_) => " months",
            _ => "",
        }
    }

    /// The value without its unit.
    fn bare(&self) -> String {
        match self {
            Self::Days(days) => days.to_string(),
            Self::Months(months) => months.to_string(),
            other => other.to_string(),
        }
    }

    /// The value as text, with a star behind each case for which `is_starred` holds.
    pub fn starred(&self, is_starred: impl Fn(Case) -> bool) -> String {
        let star = |case: Case| if is_starred(case) { "*" } else { "" };
        match self {
            Self::Band(band) if !band.is_same() && !Case::ALL.into_iter().all(&is_starred) => {
                let numbers: Vec<String> =
                    band.iter().map(|(case, value)| format!("{}{}", value.bare(), star(case))).collect();
                format!("{}{}", numbers.join(" / "), band.best.unit())
            }
            other => {
                let text = other.to_string();
                let is_starred = !text.is_empty() && Case::ALL.into_iter().any(is_starred);
                if is_starred { text + "*" } else { text }
            }
        }
    }
}

impl Change {
    /// The word in program files and outputs.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Movable => "movable",
            Self::Fixed => "fixed",
        }
    }
}

impl fmt::Display for Value<'_> {
    /// As in text: `$1,000,000`, `18 / 14 / 11 days`, `at least primary`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Amount(amount) => out.write_str(&alone(*amount)),
            Self::Share(share) => write!(out, "{}", share.normalize()),
            Self::Count(count) => out.write_str(&grouped(u128::from(*count))),
            Self::Days(_) | Self::Months(_) => write!(out, "{}{}", self.bare(), self.unit()),
            Self::Truth(truth) => write!(out, "{truth}"),
            Self::Word(word) => out.write_str(word),
            Self::Everything => out.write_str("every service"),
            Self::Bound(Bound::AtLeast(level)) => write!(out, "at least {level}"),
            Self::Bound(Bound::AtMost(level)) => write!(out, "at most {level}"),
            Self::List(items) => out.write_str(&joined(items, ", ")),
            Self::Record(fields) => {
                let field = |(name, value): &(&str, Value<'_>)| match value {
                    // The entries of these are phrases, with commas of their own.
                    Value::List(items) => format!("{name} {}", joined(items, " | ")),
                    other => format!("{name} {other}"),
                };
                out.write_str(&fields.iter().map(field).collect::<Vec<_>>().join("; "))
            }
            Self::Band(band) if band.is_same() => band.likely.fmt(out),
            Self::Band(_) => out.write_str(&self.starred(|_| false)),
        }
    }
}

fn joined(items: &[Value<'_>], between: &str) -> String {
    items.iter().map(ToString::to_string).collect::<Vec<_>>().join(between)
}
