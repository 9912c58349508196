//! What follows from an evaluation: each answer a pure function, everything enumerated, nothing sampled.

pub mod outcomes;
