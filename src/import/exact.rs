//! Amounts as billing files write them: exact to eighteen decimals, rounded once where they are shown.

use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub};

use crate::money::{LARGEST_DOLLARS, Usd};

/// The decimals of a dollar that are kept.
const DECIMALS: i32 = 18;
/// One dollar.
const DOLLAR: i128 = 10_i128.pow(DECIMALS.unsigned_abs());
/// One cent.
const CENT: i128 = 10_i128.pow(DECIMALS.unsigned_abs() - 2);
/// The largest amount of a row.
const LARGEST: i128 = LARGEST_DOLLARS as i128 * DOLLAR;

/// US dollars, exact to eighteen decimals.
///
/// A row's amount is at most 10^12 dollars, so that the sum of a hundred million rows still fits; the operators saturate
/// beyond.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Exact(i128);

impl Exact {
    /// No money.
    pub const ZERO: Self = Self(0);

    /// Reads a decimal as exports write it: a sign, digits, a point, an exponent. `None` for anything else, for more than
    /// eighteen decimals that count, and above 10^12 dollars.
    #[must_use]
    pub fn parse(text: &[u8]) -> Option<Self> {
        let (is_negative, digits) = match text {
            [b'-', rest @ ..] => (true, rest),
            [b'+', rest @ ..] => (false, rest),
            _ => (false, text),
        };
        let mut mantissa: i128 = 0;
        let mut scale = DECIMALS;
        let mut count = 0_usize;
        let mut is_behind_point = false;
        let mut rest = digits.iter();
        while let Some(byte) = rest.next() {
            match byte {
                b'0'..=b'9' => {
                    let digit = i128::from(byte.saturating_sub(b'0'));
                    mantissa = mantissa.checked_mul(10)?.checked_add(digit)?;
                    count = count.checked_add(1)?;
                    scale = if is_behind_point { scale.checked_sub(1)? } else { scale };
                }
                b'.' if !is_behind_point => is_behind_point = true,
                b'e' | b'E' if count > 0 => {
                    scale = scale.checked_add(exponent(rest.as_slice())?)?;
                    break;
                }
                _ => return None,
            }
        }
        if count == 0 {
            return None;
        }
        let amount = scaled(mantissa, scale)?;
        (amount <= LARGEST).then_some(Self(if is_negative { amount.checked_neg()? } else { amount }))
    }

    /// The amount in whole cents, rounded half to even.
    #[must_use]
    pub fn rounded(self) -> Usd {
        let floor = self.0.div_euclid(CENT);
        let rest = self.0.rem_euclid(CENT).saturating_mul(2);
        let is_up = rest > CENT || (rest == CENT && floor.rem_euclid(2) == 1);
        Usd::from_cents(floor.saturating_add(i128::from(is_up)))
    }

    /// True for nothing.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// True below nothing.
    #[must_use]
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }
}

/// The power of ten behind an `e`: a sign and one to three digits.
fn exponent(text: &[u8]) -> Option<i32> {
    let text = std::str::from_utf8(text).ok()?;
    let is_short = (1..=4).contains(&text.len()) && text.bytes().any(|byte| byte.is_ascii_digit());
    is_short.then(|| text.parse().ok()).flatten()
}

/// `mantissa × 10^scale`, where that is a whole number in range.
fn scaled(mantissa: i128, scale: i32) -> Option<i128> {
    if mantissa == 0 {
        return Some(0);
    }
    let power = 10_i128.checked_pow(scale.unsigned_abs())?;
    if scale >= 0 {
        return mantissa.checked_mul(power);
    }
    (mantissa.checked_rem(power)? == 0).then(|| mantissa.checked_div(power)).flatten()
}

impl From<Usd> for Exact {
    fn from(amount: Usd) -> Self {
        Self(amount.cents().saturating_mul(CENT))
    }
}

impl Add for Exact {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Exact {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Neg for Exact {
    type Output = Self;
    fn neg(self) -> Self {
        Self(self.0.saturating_neg())
    }
}

impl AddAssign for Exact {
    fn add_assign(&mut self, other: Self) {
        self.0 = self.0.saturating_add(other.0);
    }
}

impl Sum for Exact {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cents(text: &str) -> Option<i128> {
        Exact::parse(text.as_bytes()).map(|amount| amount.rounded().cents())
    }

    #[test]
    fn a_decimal_is_read_as_exports_write_it() {
        let shown = ["12.34", "-0.005", "0.015", "+7", "1.2E3", "9.0E-10", "0.0000000000", ".5", "5."].map(cents);
        assert_eq!(shown, [1234, 0, 2, 700, 120_000, 0, 0, 50, 500].map(Some));
    }

    #[test]
    fn what_is_no_exact_decimal_is_refused() {
        for text in
            ["", "-", ".", "1,5", "1e", "NaN", "inf", "0x1", "1.2.3", "1e99", "--1", "1e1.0", "1000000000000.01"]
        {
            assert_eq!(cents(text), None, "{text}");
        }
        // Eighteen decimals are kept, and zeros behind them do not count.
        assert!(cents("0.000000000000000001").is_some() && cents("0.0000000000000000010").is_some());
        assert_eq!(cents("0.0000000000000000001"), None);
    }

    #[test]
    fn a_thousand_parts_of_a_cent_are_kept() {
        let part = Exact::parse(b"0.00001").unwrap();
        assert_eq!((0..1500).map(|_| part).sum::<Exact>().rounded(), Usd::from_cents(2));
        assert_eq!((0..2500).map(|_| -part).sum::<Exact>().rounded(), Usd::from_cents(-2));
    }
}
