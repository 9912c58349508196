//! Money: US dollars, exact to the cent.

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
        let cents = dollars.checked_mul(Decimal::ONE_HUNDRED)?.normalize();
        (cents.scale() == 0).then(|| Self(cents.mantissa()))
    }

    /// True for an amount of nothing.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// The part `numerator / denominator` of the amount, rounded down to the cent. `denominator` is above 0.
    #[must_use]
    pub fn part(self, numerator: u32, denominator: u32) -> Self {
        let scaled = self.0.saturating_mul(i128::from(numerator));
        Self(scaled.checked_div_euclid(i128::from(denominator)).unwrap_or(0))
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
        let dollars = cents.checked_div(100).unwrap_or(0);
        let rest = cents.checked_rem(100).unwrap_or(0);
        (dollars, u8::try_from(rest).unwrap_or(0))
    }

    /// `self / whole` in ten-thousandths, rounded half to even; `None` where `whole` is nothing.
    #[must_use]
    pub fn ratio(self, whole: Self) -> Option<Ratio> {
        if whole.is_zero() {
            return None;
        }
        round_half_even(&(BigInt::from(self.0) * 10_000), &BigInt::from(whole.0)).map(Ratio)
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
    let is_odd = (&floor % 2) != BigInt::ZERO;
    let rounded = match twice_rest.cmp(denominator) {
        std::cmp::Ordering::Less => floor,
        std::cmp::Ordering::Equal if !is_odd => floor,
        _ => floor + 1,
    };
    i128::try_from(rounded).ok()
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
    /// A plain decimal for machines: `1150000`, `0.5`, `-12.34`; no more decimals than it needs.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (dollars, cents) = self.dollars_and_cents();
        let sign = if self.0 < 0 { "-" } else { "" };
        match (cents, cents % 10) {
            (0, _) => write!(out, "{sign}{dollars}"),
            (_, 0) => write!(out, "{sign}{dollars}.{}", cents / 10),
            _ => write!(out, "{sign}{dollars}.{cents:02}"),
        }
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
