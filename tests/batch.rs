//! Many profiles in one pass: each record is what `eval` says of that profile alone, in the order of the input, whatever
//! the form of the sources, the number of workers or shares, and however often the run was interrupted.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may panic"
)]

mod support;
mod batch {
    mod agree;
    mod flow;
    mod forms;
    mod hostile;
    mod sample;
    mod summary;
    mod table;
}
