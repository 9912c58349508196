//! One evaluation held against the naive model in `tests/model`, whoever made up the profile.

mod grants;
mod scores;
mod settlement;

use super::runner::Verdict;
use stackplan::evaluation::Outcome;

pub use grants::{gates, grants, warnings};
pub use scores::scores;
pub use settlement::settlement;

/// The two plans of equal rank.
pub const OUTCOMES: [Outcome; 2] = [Outcome::Accepted, Outcome::NotAccepted];
