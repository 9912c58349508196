//! One profile, evaluated and held against the whole of the naive model.

use super::agree;
use super::runner::{is_as_refused, with_evaluation};
use crate::model::profile::Profile;
use proptest::test_runner::TestCaseError;
use stackplan::document::Input;

/// Everything that the model knows of a profile written as `text`; true where the profile evaluates. One that the
/// engine refuses is refused by the model, for the same reason.
pub fn judge(profile: &Profile, text: String) -> Result<bool, TestCaseError> {
    with_evaluation(&Input::new("generated", text), |found| match found {
        Err(diagnostics) => is_as_refused(profile, Some(diagnostics)).map(|()| false),
        Ok(evaluation) => {
            is_as_refused(profile, None)?;
            agree::scores(profile, evaluation)?;
            agree::grants(profile, evaluation)?;
            agree::gates(profile, evaluation)?;
            agree::warnings(profile, evaluation)?;
            agree::settlement(profile, evaluation).map(|()| true)
        }
    })
}
