//! Runs a property over generated profiles, and counts how many of them evaluate.

use super::generate::written;
use super::written::Written;
use crate::model::profile::Profile;
use crate::model::timeline::{Refusal, grants};
use proptest::test_runner::{Config, RngSeed, TestCaseError, TestError, TestRunner};
use stackplan::diagnostic::{Code, Diagnostics};
use stackplan::document::Input;
use stackplan::evaluation::{Evaluation, evaluate};
use stackplan::profile::Profile as Checked;
use stackplan::program::Program;
use std::cell::Cell;
use std::sync::LazyLock;

pub static PROGRAM: LazyLock<Program> = LazyLock::new(|| Program::builtin().expect("the built-in program is sound"));

/// So many profiles, with plans at most so many days long where they say how long.
#[derive(Clone, Copy)]
pub struct Sample {
    pub cases: u32,
    pub longest: i64,
}

/// What a property finds in one profile: nothing, or what is wrong.
pub type Verdict = Result<(), TestCaseError>;

/// Holds `property` against every profile of a sample that evaluates. Fails when one profile in ten does not, or when
/// one is refused for another reason than the specification has.
pub fn for_each(name: &str, sample: Sample, property: impl Fn(&Written, &Evaluation<'_>) -> Verdict) {
    let (seen, evaluated) = (Cell::new(0_u32), Cell::new(0_u32));
    for_each_file(name, sample, |written| {
        seen.set(seen.get() + 1);
        with_evaluation(&Input::new("generated", written.text()), |found| match found {
            Ok(evaluation) => {
                evaluated.set(evaluated.get() + 1);
                is_as_refused(&written.profile, None)?;
                property(written, evaluation)
            }
            Err(diagnostics) => is_as_refused(&written.profile, Some(diagnostics)),
        })
    });
    eprintln!("{name}: {} of {} profiles evaluate", evaluated.get(), seen.get());
    assert!(evaluated.get() * 10 >= seen.get() * 9, "{name}: {} of {} evaluate", evaluated.get(), seen.get());
}

/// Holds `property` against every file of a sample, whether it evaluates or not.
pub fn for_each_file(name: &str, sample: Sample, property: impl Fn(&Written) -> Verdict) {
    let mut runner = TestRunner::new(config(name, sample.cases));
    let result = runner.run(&written(sample.longest), |written| property(&written));
    match result {
        Ok(()) => {}
        Err(TestError::Fail(reason, least)) => panic!("{name}: {reason}\n\n{}", least.text()),
        Err(error) => panic!("{name}: {error}"),
    }
}

/// Reads and evaluates a file.
pub fn with_evaluation<T>(input: &Input, then: impl FnOnce(Result<&Evaluation<'_>, &Diagnostics>) -> T) -> T {
    match Checked::parse(input, &PROGRAM) {
        Err(diagnostics) => then(Err(&diagnostics)),
        Ok(profile) => match evaluate(&profile, &PROGRAM) {
            Ok(evaluation) => then(Ok(&evaluation)),
            Err(diagnostics) => then(Err(&diagnostics)),
        },
    }
}

/// Refused when the model refuses, and for that reason.
pub fn is_as_refused(profile: &Profile, diagnostics: Option<&Diagnostics>) -> Verdict {
    let expected = grants(profile).err().map(|refusal| match refusal {
        Refusal::MonthTooLarge => Code::MonthTooLarge,
        Refusal::NeedsTier => Code::NeedsTier,
        Refusal::NoSuchTranche => Code::NoSuchTranche,
    });
    let mut codes: Vec<Code> = diagnostics.into_iter().flat_map(|found| found.iter().map(|one| one.code)).collect();
    codes.dedup();
    let wanted: Vec<Code> = expected.into_iter().collect();
    if codes == wanted {
        return Ok(());
    }
    let found = diagnostics.map(ToString::to_string).unwrap_or_default();
    Err(TestCaseError::fail(format!("refused for {codes:?}, expected {wanted:?}\n{found}")))
}

/// The environment may raise the number of profiles and choose the seed.
fn config(name: &str, cases: u32) -> Config {
    let defaults = Config::default();
    let raised = std::env::var_os("PROPTEST_CASES").map_or(0, |_| defaults.cases);
    let own_seed = name.bytes().fold(0_u64, |seed, byte| seed.wrapping_mul(31).wrapping_add(u64::from(byte)));
    let rng_seed = match defaults.rng_seed {
        RngSeed::Random => RngSeed::Fixed(own_seed),
        chosen => chosen,
    };
    Config { cases: cases.max(raised), failure_persistence: None, rng_seed, ..defaults }
}
