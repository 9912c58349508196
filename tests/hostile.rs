//! What means no good in a profile, a path or a name: it is refused clearly or shown harmlessly, by every command alike.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may panic"
)]

mod support;
mod hostile {
    mod names;
    mod paths;
    mod values;
}
