//! A share in percent, exact to seven decimals: as many as a share of nine decimals needs.

use std::fmt;

use num_bigint::BigInt;
use rust_decimal::Decimal;

use crate::money::Usd;

/// Decimals of a percentage.
const DECIMALS: u32 = 7;
/// The units of one percent, and of the whole.
const ONE: u32 = 10_000_000;
const WHOLE: u32 = 1_000_000_000;

/// A share of 0 to 100 percent, in units of the seventh decimal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Percent(u32);

impl Percent {
    /// Whole percent, at most 100.
    #[must_use]
    pub const fn whole(percent: u32) -> Self {
        let units = percent.saturating_mul(ONE);
        Self(if units > WHOLE { WHOLE } else { units })
    }

    /// What is left of the whole beside a share of 0 to 1 with at most nine decimals, exactly.
    #[must_use]
    pub fn beside(share: Decimal) -> Self {
        let units = share.checked_mul(Decimal::from(WHOLE)).and_then(|units| u32::try_from(units.trunc()).ok());
        Self(WHOLE.saturating_sub(units.unwrap_or(WHOLE)))
    }

    /// `part / whole`, rounded down; none of a whole of nothing, or where the part is not within it.
    #[must_use]
    pub fn of_parts(part: Usd, whole: Usd) -> Option<Self> {
        if whole.is_zero() || part < Usd::ZERO || part > whole {
            return None;
        }
        let units: BigInt = BigInt::from(part.cents()) * WHOLE / BigInt::from(whole.cents());
        u32::try_from(units).ok().map(Self)
    }

    /// An amount in two: this share of it, and the rest, rounded down to the cent. At a share at which the rest may just
    /// be that large it is never larger by rounding.
    #[must_use]
    pub fn split(self, amount: Usd) -> (Usd, Usd) {
        let rest = amount.part(WHOLE.saturating_sub(self.0), WHOLE);
        (amount - rest, rest)
    }

    /// The number of percent without trailing zeros: `90`, `89.9999995`.
    #[must_use]
    pub fn plain(self) -> String {
        self.decimal().normalize().to_string()
    }

    /// The number of percent to two decimals, rounded half to even: `81.08`.
    #[must_use]
    pub fn about(self) -> String {
        let mut shown = self.decimal().round_dp(2);
        shown.rescale(2);
        shown.to_string()
    }

    fn decimal(self) -> Decimal {
        Decimal::from_i128_with_scale(i128::from(self.0), DECIMALS)
    }
}

impl fmt::Display for Percent {
    /// The number of percent with two decimals or as many as it needs: `90.00`, `89.9999995`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = self.decimal().normalize();
        if shown.scale() < 2 {
            shown.rescale(2);
        }
        out.pad(&shown.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::Percent;
    use crate::money::Usd;

    #[test]
    fn a_split_rounds_the_rest_down_and_loses_no_cent() {
        let split = |percent, cents| {
            let (part, rest) = Percent::whole(percent).split(Usd::from_cents(cents));
            (part.cents(), rest.cents())
        };
        assert_eq!(split(90, 8_066_667), (7_260_001, 806_666));
        assert_eq!([split(0, 7), split(100, 7), split(50, 7)], [(0, 7), (7, 0), (4, 3)]);
    }

    #[test]
    fn a_share_is_exact_to_nine_decimals_of_the_whole() {
        let beside = |share: &str| Percent::beside(share.parse().unwrap());
        assert_eq!(beside("0.123456789").plain(), "87.6543211");
        assert_eq!([beside("0.10"), beside("1"), beside("0")], [90, 0, 100].map(Percent::whole));
    }

    #[test]
    fn a_share_is_written_with_two_decimals_or_as_many_as_it_needs() {
        let part = Percent::of_parts(Usd::from_cents(2), Usd::from_cents(3)).unwrap();
        assert_eq!([part.to_string(), part.plain(), part.about()], ["66.6666666", "66.6666666", "66.67"]);
        assert_eq!([Percent::whole(90).to_string(), Percent::whole(90).plain()], ["90.00", "90"]);
        assert_eq!(Percent::of_parts(Usd::ZERO, Usd::ZERO), None);
    }
}
