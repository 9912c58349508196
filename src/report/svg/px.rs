//! Lengths of a drawing: whole tenths of a pixel, so that no binary float comes near an amount.

use std::fmt;
use std::ops::{Add, Sub};

/// A length or a coordinate in tenths of a pixel. The operators saturate, far outside of any drawing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Px(pub i32);

impl Px {
    /// So many whole pixels.
    pub const fn whole(pixels: i32) -> Self {
        Self(pixels.saturating_mul(10))
    }

    /// This length so many times.
    pub fn times(self, count: usize) -> Self {
        Self(self.0.saturating_mul(i32::try_from(count).unwrap_or(i32::MAX)))
    }

    /// The part `numerator / denominator` of this length, to the nearest tenth; nothing for a denominator of 0.
    pub fn part(self, numerator: i128, denominator: i128) -> Self {
        let twice = i128::from(self.0).saturating_mul(numerator).saturating_mul(2).saturating_add(denominator);
        let rounded = twice.checked_div_euclid(denominator.saturating_mul(2)).unwrap_or(0);
        Self(i32::try_from(rounded).unwrap_or(i32::MAX))
    }
}

impl Add for Px {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Px {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl fmt::Display for Px {
    /// Pixels with a decimal where there is one: `12`, `-0.5`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = (self.0 / 10, (self.0 % 10).unsigned_abs());
        let sign = if self.0 < 0 && whole == 0 { "-" } else { "" };
        if rest == 0 { write!(out, "{whole}") } else { write!(out, "{sign}{whole}.{rest}") }
    }
}

#[cfg(test)]
mod tests {
    use super::Px;

    #[test]
    fn a_length_is_printed_in_pixels_and_parts_are_to_the_nearest_tenth() {
        assert_eq!(
            [Px(120), Px(125), Px(-5), Px(-15), Px(0)].map(|px| px.to_string()),
            ["12", "12.5", "-0.5", "-1.5", "0"]
        );
        assert_eq!(
            [Px(10).part(1, 3), Px(20).part(1, 3), Px(10).part(1, 0), Px(10).part(3, 2)].map(|px| px.0),
            [3, 7, 0, 15]
        );
    }
}
