//! Amounts in cents and days, with the edges of the rules among them.

use proptest::prelude::*;
use proptest::sample::select;

/// A monthly amount: nothing, a few cents, the thresholds of the projection, anything.
pub fn monthly() -> impl Strategy<Value = i128> {
    prop_oneof![
        2 => Just(0),
        1 => 1..=3_000_i128,
        2 => select(vec![30_000_00, 39_999_99, 40_000_00, 41_666_66, 41_666_67, 80_000_00]),
        3 => (0..=60_i128).prop_map(|thousands| thousands * 1_000_00),
        4 => 0..=200_000_00_i128,
    ]
}

/// What is left of a credit or was issued: nothing, little, or enough for months.
pub fn credit() -> impl Strategy<Value = i128> {
    prop_oneof![
        1 => Just(0),
        2 => 1..=500_00_i128,
        2 => select(vec![1_000_00, 5_000_00, 100_000_00]),
        3 => 0..=40_000_00_i128,
        2 => 0..=400_000_00_i128,
    ]
}

/// Monthly revenue around the 50 000 of scale and the first cent.
pub fn revenue() -> impl Strategy<Value = i128> {
    prop_oneof![
        2 => select(vec![0, 1, 49_999_99, 50_000_00, 50_000_01]),
        3 => 0..=90_000_00_i128,
    ]
}

/// Days after acceptance of a gate: its due days in every tier, 22 days of review before, and the days beside them.
pub fn gate_days(gate: &str) -> impl Strategy<Value = i64> + use<> {
    let due: &[i64] = match gate {
        "poc" => &[60, 180],
        "commercial-outcome" => &[120, 180],
        _ => &[240, 270],
    };
    let beside = |day: &i64| [day - 1, *day, *day, day + 1, day + 1];
    let edges: Vec<i64> = due.iter().flat_map(|due| [beside(due), beside(&(due - 22))].concat()).collect();
    prop_oneof![3 => select(edges), 2 => 0..=due[0], 1 => 0..=320_i64]
}

/// True so many times of a hundred.
pub fn chance(percent: u32) -> impl Strategy<Value = bool> {
    prop_oneof![100 - percent => Just(false), percent => Just(true)]
}

/// A value so many times of a hundred. Boxed: whole profiles of unboxed choices do not fit a test's stack.
pub fn maybe<S: Strategy<Value: Clone> + 'static>(percent: u32, value: S) -> BoxedStrategy<Option<S::Value>> {
    prop_oneof![100 - percent => Just(None), percent => value.prop_map(Some)].boxed()
}
