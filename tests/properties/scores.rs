//! §3 and §4: the engine's reading of the facts against the naive one.

use super::agree;
use super::runner::{Sample, for_each};

/// Every signal's range, every screening rule, eligibility, recommendation and both tiers are the model's.
#[test]
fn every_signal_and_tier_is_the_one_that_the_naive_scoring_finds() {
    for_each("scores", Sample { cases: 1_500, longest: 1_100 }, |written, evaluation| {
        agree::scores(&written.profile, evaluation)
    });
}
