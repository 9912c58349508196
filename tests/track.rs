//! `track`: a plan's own bills bring the plan back, to the cent; what is told and written holds; nothing is half done.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "the helpers of a test may panic"
)]

mod support;

#[path = "track/export.rs"]
mod export;
#[path = "track/round_trip.rs"]
mod round_trip;
#[path = "track/told.rs"]
mod told;
