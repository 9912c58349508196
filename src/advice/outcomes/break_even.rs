//! The chance at each gate from which a larger award is worth more than the whole of the next smaller one.

use num_bigint::BigInt;

use super::exact::Exact;
use crate::money::Usd;
use crate::program::OnMiss;

/// The steps in which the chance is searched.
const STEPS: u32 = 10_000;

/// The smallest common chance of making each gate, in ten-thousandths, at which an award in `parts` is expected to bring
/// `target` at least; nothing where even certainty does not.
///
/// Exact: the expectation never falls as the chance rises, so halving the range finds the step.
#[must_use]
pub fn break_even(parts: &[Usd], target: Usd, on_miss: OnMiss) -> Option<Exact> {
    let gates = u32::try_from(parts.len().saturating_sub(1)).ok()?;
    let wanted = BigInt::from(target.cents()) * BigInt::from(STEPS).pow(gates);
    let reaches = |step: u32| expected(parts, step, on_miss) >= wanted;
    if !reaches(STEPS) {
        return None;
    }
    // INVARIANT: `high` reaches the target, and nothing below `low` does.
    let (mut low, mut high) = (0, STEPS);
    while low < high {
        let middle = low.midpoint(high);
        if reaches(middle) {
            high = middle;
        } else {
            low = middle.saturating_add(1);
        }
    }
    Some(Exact::ten_thousandths(high))
}

/// What the parts are expected to bring at `step` ten-thousandths a gate, in cents times [`STEPS`] to the number of gates.
fn expected(parts: &[Usd], step: u32, on_miss: OnMiss) -> BigInt {
    let (certain, chance) = (BigInt::from(STEPS), BigInt::from(step));
    let mut sum = BigInt::ZERO;
    // The chance that the part at hand is released, in units of STEPS to the number of gates so far.
    let mut released = BigInt::from(1);
    for (at, part) in parts.iter().enumerate() {
        if at > 0 {
            sum *= &certain;
            released = match on_miss {
                OnMiss::Removed => &released * &chance,
                OnMiss::TrancheOnly if at == 1 => chance.clone(),
                OnMiss::TrancheOnly => &released * &certain,
            };
        }
        sum += &released * BigInt::from(part.cents());
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quarter_at_once_and_three_gates_break_even_at_a_third_or_just_above_a_half() {
        let parts = Usd::from_cents(100_000_000).split(4);
        let half = Usd::from_cents(50_000_000);
        let at = |on_miss| break_even(&parts, half, on_miss).unwrap().to_string();
        assert_eq!(at(OnMiss::TrancheOnly), "0.3334");
        // p + p² + p³ = 1 at 0.54369.
        assert_eq!(at(OnMiss::Removed), "0.5437");
    }

    #[test]
    fn the_ends_of_the_range_are_reached() {
        let parts = Usd::from_cents(300).split(3);
        let at = |cents| break_even(&parts, Usd::from_cents(cents), OnMiss::Removed).map(|step| step.to_string());
        assert_eq!(at(100).as_deref(), Some("0"));
        assert_eq!(at(300).as_deref(), Some("1"));
        assert_eq!(at(301), None);
    }
}
