//! All spend of a profile at a percentage of what it says.

use num_bigint::BigInt;
use rust_decimal::Decimal;

use crate::diagnostic::{Diagnostics, Source, Span};
use crate::document::{Input, Node, Reading, Value};
use crate::money::{Usd, round_half_even};
use crate::profile::{Profile, SpendForm};
use crate::program::Program;

/// The flag, as messages name it.
const FLAG: &str = "--scale-spend";
/// The largest percentage: a thousandfold.
const LARGEST: i64 = 100_000;
/// The decimals that a percentage may have.
const DECIMALS: u32 = 4;

/// A percentage of the spend, 0 to 100 000 with at most four decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Percent(Decimal);

impl Percent {
    /// Reads a plain decimal, without a sign for percent.
    ///
    /// # Errors
    /// A diagnostic with the argument for its place.
    pub fn parse(text: &str) -> Result<Self, Diagnostics> {
        let reading = Reading::default();
        let span = Span { source: 0, start: 0, end: text.len() };
        let node = Node { value: Value::Text(text.trim().into()), span };
        match reading.decimal(&node, FLAG, Decimal::ZERO..=Decimal::from(LARGEST), DECIMALS) {
            Some(percent) => Ok(Self(percent.normalize())),
            None => Err(Diagnostics::new(vec![Source::new(FLAG, text)], reading.into_found())),
        }
    }

    /// True for the spend as it is.
    #[must_use]
    pub fn is_whole(self) -> bool {
        self.0 == Decimal::ONE_HUNDRED
    }

    /// This part of an amount, rounded half to even to the cent.
    fn of(self, amount: Usd) -> Usd {
        let whole = BigInt::from(10).pow(self.0.scale()) * 100;
        let exact = BigInt::from(amount.cents()) * self.0.mantissa();
        round_half_even(&exact, &whole).map_or(amount, Usd::from_cents)
    }
}

impl std::fmt::Display for Percent {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(out)
    }
}

/// The profile's text with every amount under `[spend]` at a percentage of itself, rounded half to even to the cent.
/// Growth rates stay as they are.
///
/// # Errors
/// The mistakes of the profile; an amount that grows out of bounds is one of the result.
pub fn scaled(input: &Input, program: &Program, percent: Percent) -> Result<Input, Diagnostics> {
    let profile = Profile::parse(input, program)?;
    let mut scaled = input.clone();
    for service in &profile.spend {
        for (key, value) in amounts(&service.form, percent) {
            scaled = scaled.with_set(FLAG, &format!("spend.{}.{key}={value}", service.id));
        }
    }
    Ok(scaled)
}

/// The keys of a spend form that hold amounts, with their scaled values as TOML.
fn amounts(form: &SpendForm, percent: Percent) -> Vec<(&'static str, String)> {
    let of = |amount: &Usd| percent.of(*amount).to_string();
    match form {
        SpendForm::Monthly(values) => {
            let values: Vec<String> = values.iter().map(of).collect();
            vec![("monthly", format!("[{}]", values.join(", ")))]
        }
        SpendForm::Constant(current) | SpendForm::Growth { current, .. } => vec![("current", of(current))],
        SpendForm::Lines { current, month_12, month_24 } => {
            let mut values = vec![("current", of(current)), ("month_12", of(month_12))];
            values.extend(month_24.as_ref().map(|amount| ("month_24", of(amount))));
            values
        }
    }
}
