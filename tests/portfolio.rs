//! A portfolio is what its companies' evaluations add up to, in whatever order and parts they are added.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may panic, and its numbers are small"
)]

mod support;
mod portfolio {
    mod bounds;
    mod corpus;
    mod due;
    mod figures;
    mod merging;
    mod near;
    mod rendered;
}
