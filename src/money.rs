//! Money: US dollars, exact to the cent.

use std::cmp::Ordering;
use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Sub, SubAssign};

use num_bigint::BigInt;
use rust_decimal::Decimal;

/// The largest amount that a profile or a program may state, and the largest month a spend form may reach.
pub const LARGEST_DOLLARS: i64 = 1_000_000_000_000;

/// An amount of US dollars in whole cents.
///
/// Stated amounts are at most [`LARGEST_DOLLARS`] and a file holds at most 1 MiB of them, so no sum that this crate
/// forms comes near the range of the `i128` inside; the operators saturate there instead of wrapping.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Usd(i128);

impl Usd {
    /// No money.
    pub const ZERO: Self = Self(0);
    /// The bound of a stated amount and of a computed month.
    pub const LARGEST: Self = Self(LARGEST_DOLLARS as i128 * 100);

    /// An amount of whole cents.
    #[must_use]
    pub const fn from_cents(cents: i128) -> Self {
        Self(cents)
    }

    /// The amount in cents.
    #[must_use]
    pub const fn cents(self) -> i128 {
        self.0
    }

    /// A decimal number of dollars as an amount; `None` with more than two decimals.
    #[must_use]
    pub fn from_decimal(dollars: Decimal) -> Option<Self> {
        let dollars = if dollars.scale() > 2 { dollars.normalize() } else { dollars };
        let missing = 2_u32.checked_sub(dollars.scale())?;
        dollars.mantissa().checked_mul(10_i128.checked_pow(missing)?).map(Self)
    }

    /// True for an amount of nothing.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// The part `numerator / denominator` of the amount, rounded down to the cent. `denominator` is above 0.
    #[must_use]
    pub fn part(self, numerator: u32, denominator: u32) -> Self {
        // A stated amount times the days of a month fits 64 bits, whose division takes a fraction of the time.
        let narrow = u64::try_from(self.0).ok().and_then(|cents| cents.checked_mul(u64::from(numerator)));
        let part = match narrow {
            Some(scaled) => scaled.checked_div(u64::from(denominator)).map(i128::from),
            None => self.0.saturating_mul(i128::from(numerator)).checked_div_euclid(i128::from(denominator)),
        };
        Self(part.unwrap_or(0))
    }

    /// This amount in `parts` equal parts, the cents left over in the last. Empty for no parts.
    #[must_use]
    pub fn split(self, parts: usize) -> Vec<Self> {
        let count = i128::try_from(parts).unwrap_or(i128::MAX);
        let Some(part) = self.0.checked_div(count) else { return Vec::new() };
        let mut split = vec![Self(part); parts];
        if let Some(last) = split.last_mut() {
            last.0 = last.0.saturating_add(self.0.checked_rem(count).unwrap_or(0));
        }
        split
    }

    /// This amount less `other`, not below nothing.
    #[must_use]
    pub fn less(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0).max(0))
    }

    /// The whole dollars and the cents of the amount, without its sign.
    #[must_use]
    pub fn dollars_and_cents(self) -> (u128, u8) {
        let cents = self.0.unsigned_abs();
        let (dollars, rest) = match u64::try_from(cents) {
            Ok(cents) => (u128::from(cents / 100), cents % 100),
            Err(_) => (cents / 100, u64::try_from(cents % 100).unwrap_or(0)),
        };
        (dollars, u8::try_from(rest).unwrap_or(0))
    }

    /// Writes a plain decimal for machines: `1150000`, `0.5`, `-12.34`; no more decimals than it needs.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn write_to(self, out: &mut impl fmt::Write) -> fmt::Result {
        if self.0 < 0 {
            out.write_char('-')?;
        }
        let cents = self.0.unsigned_abs();
        let mut buffer = itoa::Buffer::new();
        let digits = match u64::try_from(cents) {
            Ok(cents) => buffer.format(cents),
            Err(_) => buffer.format(cents),
        };
        let (whole, part) = digits.split_at(digits.len().saturating_sub(2));
        out.write_str(if whole.is_empty() { "0" } else { whole })?;
        match part {
            "0" | "00" => return Ok(()),
            // Cents of one digit, with no dollars before them.
            _ if part.len() == 1 => out.write_str(".0")?,
            _ => out.write_char('.')?,
        }
        out.write_str(part.strip_suffix('0').unwrap_or(part))
    }

    /// The point `at` of `of` steps on the line from this amount to another, rounded half to even; `of` is above 0.
    #[must_use]
    pub fn towards(self, other: Self, at: u32, of: u32) -> Self {
        // INVARIANT: amounts are at most 10^14 cents and steps few, so that the sum of the two products fits.
        let part = |amount: Self, steps: u32| amount.0.saturating_mul(i128::from(steps));
        let exact = part(self, of.saturating_sub(at)).saturating_add(part(other, at));
        quotient(exact, i128::from(of)).map_or(other, Self)
    }

    /// `self / whole` in ten-thousandths, rounded half to even; `None` where `whole` is nothing.
    #[must_use]
    pub fn ratio(self, whole: Self) -> Option<Ratio> {
        quotient(self.0.checked_mul(10_000)?, whole.0).map(Ratio)
    }
}

/// An amount that changes little from row to row, as text: written anew only where it has changed.
#[derive(Debug, Default)]
pub struct AmountText {
    amount: Option<Usd>,
    text: String,
}

impl AmountText {
    /// The amount as [`Usd::write_to`] writes it.
    pub fn of(&mut self, amount: Usd) -> &str {
        if self.amount != Some(amount) {
            self.amount = Some(amount);
            self.text.clear();
            // Writing to memory does not fail.
            let _ = amount.write_to(&mut self.text);
        }
        &self.text
    }
}

/// A share in ten-thousandths, as coverage is reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ratio(i128);

impl Ratio {
    /// A decimal share; `None` with more than four decimals.
    #[must_use]
    pub fn from_decimal(share: Decimal) -> Option<Self> {
        let parts = share.checked_mul(Decimal::from(10_000))?.normalize();
        (parts.scale() == 0).then(|| Self(parts.mantissa()))
    }

    /// The share in ten-thousandths.
    #[must_use]
    pub const fn ten_thousandths(self) -> i128 {
        self.0
    }
}

impl fmt::Display for Ratio {
    /// Four decimals without trailing zeros: `0.8`, `1`, `0.3333`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = Decimal::from_i128_with_scale(self.0, 4).normalize();
        write!(out, "{digits}")
    }
}

/// `numerator / denominator` rounded half to even, both exact; `None` when the result leaves the range of cents.
#[must_use]
pub fn round_half_even(numerator: &BigInt, denominator: &BigInt) -> Option<i128> {
    let floor = div_floor(numerator, denominator);
    let twice_rest: BigInt = (numerator - &floor * denominator) * 2;
    to_even(i128::try_from(floor).ok()?, twice_rest.cmp(denominator))
}

/// As [`round_half_even`], where both numbers fit; `None` for a denominator of nothing.
fn quotient(numerator: i128, denominator: i128) -> Option<i128> {
    let floor = numerator.checked_div_euclid(denominator)?;
    let rest = numerator.checked_rem_euclid(denominator)?;
    to_even(floor, rest.checked_mul(2)?.cmp(&denominator))
}

/// The floor or the number above it: whichever is nearer, the even one where twice the rest equals the denominator.
fn to_even(floor: i128, twice_rest: Ordering) -> Option<i128> {
    match twice_rest {
        Ordering::Less => Some(floor),
        Ordering::Equal if floor & 1 == 0 => Some(floor),
        Ordering::Equal | Ordering::Greater => floor.checked_add(1),
    }
}

/// One step of compound growth, `1 + rate`, as an exact fraction. `rate` is above -1, so both numbers are above 0.
#[must_use]
pub fn growth_step(rate: Decimal) -> (BigInt, BigInt) {
    let rate = rate.normalize();
    let scale = BigInt::from(10).pow(rate.scale());
    (&scale + BigInt::from(rate.mantissa()), scale)
}

fn div_floor(numerator: &BigInt, denominator: &BigInt) -> BigInt {
    let quotient = numerator / denominator;
    if &quotient * denominator > *numerator { quotient - 1 } else { quotient }
}

impl Add for Usd {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Usd {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl AddAssign for Usd {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl SubAssign for Usd {
    fn sub_assign(&mut self, other: Self) {
        *self = *self - other;
    }
}

impl Sum for Usd {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, |total, amount| total + amount)
    }
}

impl fmt::Display for Usd {
    /// As [`Usd::write_to`].
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write_to(out)
    }
}

/// How the amounts of a table are written: all alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cents {
    /// Every amount is whole.
    Hidden,
    /// Some amount is not.
    Shown,
}

impl Cents {
    /// Hidden where all amounts are whole dollars.
    pub fn of(amounts: impl IntoIterator<Item = Usd>) -> Self {
        let is_whole = |amount: Usd| amount.dollars_and_cents().1 == 0;
        if amounts.into_iter().all(is_whole) { Self::Hidden } else { Self::Shown }
    }
}

/// A whole number with its thousands apart: `1,150,000`.
#[must_use]
pub fn grouped(number: u128) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len().saturating_mul(2));
    for (at, digit) in digits.chars().enumerate() {
        let behind = digits.len().saturating_sub(at);
        if at > 0 && behind.checked_rem(3) == Some(0) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// `$1,150,000`, or `$1,150,000.00` where cents are shown.
#[must_use]
pub fn dollars(amount: Usd, cents: Cents) -> String {
    let (whole, rest) = amount.dollars_and_cents();
    let grouped = grouped(whole);
    let sign = if amount < Usd::ZERO { "-" } else { "" };
    match cents {
        Cents::Hidden => format!("{sign}${grouped}"),
        Cents::Shown => format!("{sign}${grouped}.{rest:02}"),
    }
}

/// An amount on its own: cents only where it has any.
#[must_use]
pub fn alone(amount: Usd) -> String {
    dollars(amount, Cents::of([amount]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_split_sums_to_the_whole_with_the_rest_in_the_last_part() {
        let parts = Usd::from_cents(100_000_000).split(3);
        assert_eq!(parts, [33_333_333, 33_333_333, 33_333_334].map(Usd::from_cents));
        assert!(Usd::from_cents(5).split(0).is_empty());
    }

    #[test]
    fn halves_round_to_the_even_neighbour() {
        let half = |n: i64| round_half_even(&BigInt::from(n), &BigInt::from(2));
        assert_eq!([half(1), half(3), half(5), half(-1), half(-3)], [0, 2, 2, 0, -2].map(Some));
    }

    #[test]
    fn an_amount_prints_only_the_decimals_it_needs() {
        let shown = [115, 150, 100, -5, 0].map(|cents| Usd::from_cents(cents).to_string());
        assert_eq!(shown, ["1.15", "1.5", "1", "-0.05", "0"]);
    }

    #[test]
    fn thousands_are_grouped_and_cents_are_all_or_none() {
        let shown = |cents| dollars(Usd::from_cents(cents), Cents::Shown);
        assert_eq!([shown(0), shown(123_456_705), shown(-99_999)], ["$0.00", "$1,234,567.05", "-$999.99"]);
        assert_eq!(dollars(Usd::from_cents(100_000_000), Cents::Hidden), "$1,000,000");
        assert_eq!(Cents::of([Usd::from_cents(100), Usd::from_cents(101)]), Cents::Shown);
    }

    #[test]
    fn more_than_two_decimals_are_not_an_amount() {
        let parse = |text: &str| text.parse().ok().and_then(Usd::from_decimal);
        assert_eq!(parse("166.33"), Some(Usd::from_cents(16_633)));
        assert_eq!(parse("1.230"), Some(Usd::from_cents(123)));
        assert_eq!(parse("1.234"), None);
    }
}
