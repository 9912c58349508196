//! What follows from an evaluation: each answer a pure function, everything enumerated, nothing sampled.

pub mod check;
pub mod compare;
pub mod deadlines;
pub mod edited;
pub mod explain;
pub mod outcomes;
pub mod reach;
pub mod route;
pub mod when;
