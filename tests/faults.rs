//! What goes wrong outside of the program: full disks, closed folders, signals, limits. A file is written whole or stays as
//! it was, nothing is left beside it, and what failed is said.
#![cfg(unix)]
#![allow(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "a test may panic, and says what it skips"
)]

mod support;
mod faults {
    mod disk;
    mod limits;
    mod shell;
    mod signals;
}
