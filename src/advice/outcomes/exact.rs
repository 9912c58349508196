//! Exact decimals of any length: many probabilities multiply without a digit lost.

use std::cmp::Ordering;
use std::fmt;

use num_bigint::BigInt;
use rust_decimal::Decimal;

use crate::money::{Usd, round_half_even};

/// An exact decimal, not below 0.
///
/// INVARIANT: the mantissa does not end in a zero that the scale would let go, so that equal numbers are equal values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exact {
    mantissa: BigInt,
    scale: u32,
}

impl Exact {
    fn new(mut mantissa: BigInt, mut scale: u32) -> Self {
        let ten = BigInt::from(10);
        while scale > 0 && (&mantissa % &ten) == BigInt::ZERO {
            mantissa /= &ten;
            scale = scale.saturating_sub(1);
        }
        Self { mantissa, scale }
    }

    /// Nothing.
    #[must_use]
    pub fn zero() -> Self {
        Self::new(BigInt::ZERO, 0)
    }

    /// Certainty.
    #[must_use]
    pub fn one() -> Self {
        Self::new(BigInt::from(1), 0)
    }

    /// `count` ten-thousandths.
    #[must_use]
    pub fn ten_thousandths(count: u32) -> Self {
        Self::new(BigInt::from(count), 4)
    }

    /// True for nothing.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.mantissa == BigInt::ZERO
    }

    /// The product.
    #[must_use]
    pub fn times(&self, other: &Self) -> Self {
        Self::new(&self.mantissa * &other.mantissa, self.scale.saturating_add(other.scale))
    }

    /// The sum.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        let scale = self.scale.max(other.scale);
        Self::new(self.at_scale(scale) + other.at_scale(scale), scale)
    }

    /// What is left of certainty: 1 less this, which is at most 1.
    #[must_use]
    pub fn complement(&self) -> Self {
        Self::new(Self::one().at_scale(self.scale) - &self.mantissa, self.scale)
    }

    /// The number of digits behind the point.
    #[must_use]
    pub const fn scale(&self) -> u32 {
        self.scale
    }

    /// The number in units of 10^-`scale`, which is at least its own scale.
    #[must_use]
    pub fn at_scale(&self, scale: u32) -> BigInt {
        &self.mantissa * ten_to(scale.saturating_sub(self.scale))
    }

    /// The number rounded half to even at so many digits behind the point.
    #[must_use]
    pub fn rounded(&self, digits: u32) -> Self {
        if self.scale <= digits {
            return self.clone();
        }
        let units = round_half_even(&self.mantissa, &ten_to(self.scale.saturating_sub(digits)));
        units.map_or_else(|| self.clone(), |units| Self::new(BigInt::from(units), digits))
    }

    /// The amount that this number of dollars is, rounded half to even at the cent; `None` out of the range of amounts.
    #[must_use]
    pub fn dollars(&self) -> Option<Usd> {
        round_half_even(&(&self.mantissa * 100), &ten_to(self.scale)).map(Usd::from_cents)
    }
}

fn ten_to(power: u32) -> BigInt {
    BigInt::from(10).pow(power)
}

impl From<Decimal> for Exact {
    fn from(decimal: Decimal) -> Self {
        Self::new(BigInt::from(decimal.mantissa()), decimal.scale())
    }
}

impl From<Usd> for Exact {
    /// The amount in dollars.
    fn from(amount: Usd) -> Self {
        Self::new(BigInt::from(amount.cents()), 2)
    }
}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Exact {
    fn cmp(&self, other: &Self) -> Ordering {
        let scale = self.scale.max(other.scale);
        self.at_scale(scale).cmp(&other.at_scale(scale))
    }
}

impl fmt::Display for Exact {
    /// A plain decimal, every digit of it and no zero too many: `0.5`, `468750`, `0`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scale = usize::try_from(self.scale).unwrap_or(usize::MAX);
        let digits = format!("{:0>width$}", self.mantissa.to_string(), width = scale.saturating_add(1));
        let (whole, behind) = digits.split_at(digits.len().saturating_sub(scale));
        if behind.is_empty() { out.pad(whole) } else { out.pad(&format!("{whole}.{behind}")) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exact(text: &str) -> Exact {
        Exact::from(text.parse::<Decimal>().unwrap())
    }

    #[test]
    fn equal_numbers_are_equal_and_print_without_trailing_zeros() {
        assert_eq!(exact("0.500"), exact("0.5"));
        assert_eq!(exact("0.5").plus(&exact("0.50")), Exact::one());
        let shown = ["0", "0.010", "100.0", "12.34"].map(|text| exact(text).to_string());
        assert_eq!(shown, ["0", "0.01", "100", "12.34"]);
    }

    #[test]
    fn a_hundred_factors_lose_no_digit() {
        let factor = exact("0.999999999");
        let product = (0..100).fold(Exact::one(), |product, _| product.times(&factor));
        assert_eq!(product.scale(), 900);
        assert_eq!(product.plus(&product.complement()), Exact::one());
    }

    #[test]
    fn rounding_goes_half_to_even() {
        let rounded = ["0.00005", "0.00015", "0.12344", "0.5"].map(|text| exact(text).rounded(4).to_string());
        assert_eq!(rounded, ["0", "0.0002", "0.1234", "0.5"]);
        assert_eq!(exact("1.005").dollars(), Some(Usd::from_cents(100)));
        assert!(exact("0.3334") > exact("0.33339"));
    }
}
