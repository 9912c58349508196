//! Properties that every profile has, over thousands of generated ones, held against the naive model in `tests/model`.
//!
//! The profiles are the same in every run. `PROPTEST_RNG_SEED=7` draws others, `PROPTEST_CASES=5000` raises the number
//! of each property's; a failure prints the smallest profile found, ready to be evaluated.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::inconsistent_digit_grouping,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test may panic, its numbers are small, and 12_34 is 12 dollars and 34 cents"
)]

mod model;
mod support;
mod properties {
    mod agree;
    mod bands;
    mod batch;
    mod generate;
    mod grants;
    mod hand;
    mod layout;
    mod raised;
    mod reach;
    mod runner;
    mod scores;
    mod settlement;
    mod text;
    mod written;
}
