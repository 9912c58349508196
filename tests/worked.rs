//! Cases worked by hand: the source document's own examples, AWS's, and the days on which a date decides.
//!
//! The arithmetic stands in comments. Amounts are cents, written as dollars and cents.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::inconsistent_digit_grouping,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may panic, and 12_34 is 12 dollars and 34 cents"
)]

mod worked {
    mod aws;
    mod dates;
    mod document;
    mod facts;
    mod gates;
    mod month;
    mod read;
}
