//! Compound growth month by month, without the long numbers of its exact value.

use rust_decimal::Decimal;

use crate::money::Usd;

/// The binary places behind a cent. An amount takes 47 bits and a step 24, so that a product fits 128.
const PLACES: u32 = 56;
/// Half a cent in these places.
const HALF: u128 = 1 << (PLACES - 1);
/// One cent in these places.
const CENT: u128 = 1 << PLACES;

/// The value of compound growth after so many months, between two numbers in 2^-56 cents.
///
/// INVARIANT: the exact value is not below `low` and not above `high`; each step rounds the one down and the other up.
#[derive(Debug, Clone, Copy)]
pub struct Grown {
    low: u128,
    high: u128,
    /// One step, as a fraction.
    factor: u128,
    scale: u128,
}

impl Grown {
    /// The value at month 0; `None` for one that does not fit.
    pub fn new(current: Usd, rate: Decimal) -> Option<Self> {
        let rate = rate.normalize();
        let scale = 10_i128.checked_pow(rate.scale())?;
        let factor = u128::try_from(scale.checked_add(rate.mantissa())?).ok()?;
        let exact = u128::try_from(current.cents()).ok()?.checked_mul(CENT)?;
        Some(Self { low: exact, high: exact, factor, scale: scale.unsigned_abs() })
    }

    /// The value a month later; `None` where it does not fit.
    #[must_use]
    pub fn next(self) -> Option<Self> {
        let low = self.low.checked_mul(self.factor)?.checked_div(self.scale)?;
        let above = self.scale.saturating_sub(1);
        let high = self.high.checked_mul(self.factor)?.checked_add(above)?.checked_div(self.scale)?;
        Some(Self { low, high, ..self })
    }

    /// The nearest amount of whole cents, where that is the same for everything between the two numbers.
    #[must_use]
    pub fn nearest(self) -> Option<Usd> {
        let nearest = |value: u128| value.saturating_add(HALF) >> PLACES;
        let is_sure = nearest(self.low) == nearest(self.high) && self.low & (CENT - 1) != HALF;
        is_sure.then(|| i128::try_from(nearest(self.low)).ok().map(Usd::from_cents)).flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(months: usize, cents: i128, rate: &str) -> Option<Usd> {
        let first = Grown::new(Usd::from_cents(cents), rate.parse().unwrap());
        (0..months).fold(first, |grown, _| grown.and_then(Grown::next)).and_then(Grown::nearest)
    }

    #[test]
    fn a_value_on_the_half_is_left_to_exact_arithmetic() {
        // 1 x 1.5 is a half exactly; 10 x 1.05^2 is 11.025, which no binary fraction is.
        assert_eq!(after(1, 1, "0.5"), None);
        assert_eq!(after(2, 10, "0.05"), Some(Usd::from_cents(11)));
    }

    #[test]
    fn a_value_that_does_not_fit_is_none() {
        assert_eq!(after(24, 100, "10"), None);
    }
}
