//! A profile held against what its `[expect]` says of the answer: each difference, what made it, and why.

mod why;

use crate::band::{Band, Case};
use crate::condition::Condition;
use crate::diagnostic::{Diagnostics, Span};
use crate::document::Input;
use crate::evaluation::{Evaluation, Outcome, evaluate};
use crate::money::Usd;
use crate::profile::{Expect, Profile};
use crate::program::Program;
use crate::text::words;

words! {
    /// What became of a profile that was checked.
    Status {
        Ok, "ok", "The profile is valid, what it expects holds, and no condition does";
        Failed, "failed", "What the profile expects does not hold, or a condition does";
        Invalid, "invalid", "The profile cannot be read or holds a mistake";
    }
}

words! {
    /// What changed since an expectation was written.
    Cause {
        Rules, "rules", "It was written for another program; where that one is at hand, it still holds there";
        Profile, "profile", "It does not hold under the program that it was written for";
    }
}

/// A profile that was checked.
#[derive(Debug, Clone)]
pub struct Checked {
    /// The file, or `-`.
    pub path: String,
    /// What was found, or why nothing could be.
    pub result: Result<Verdict, Invalid>,
}

/// Why a profile could not be checked.
#[derive(Debug, Clone)]
pub struct Invalid {
    /// Every mistake.
    pub diagnostics: Diagnostics,
    /// That the rules changed, in words, where they make it invalid.
    pub change: Option<String>,
}

impl From<Diagnostics> for Invalid {
    fn from(diagnostics: Diagnostics) -> Self {
        Self { diagnostics, change: None }
    }
}

/// What was found in a valid profile.
#[derive(Debug, Clone)]
pub struct Verdict {
    /// The company's name.
    pub company: String,
    /// False where there is no `[expect]`: then the profile is valid, and nothing was compared.
    pub has_expect: bool,
    /// Each difference, in the order of the keys of `[expect]`.
    pub differences: Vec<Difference>,
    /// Whether the rules or the profile changed, in words; none where nothing differs.
    pub change: Option<String>,
    /// The conditions that hold, each with why.
    pub conditions: Vec<(Condition, String)>,
}

/// An expectation that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// What is compared.
    pub key: Compared,
    /// What `[expect]` says.
    pub expected: Said,
    /// What is.
    pub got: Said,
    /// What changed; none where `[expect]` names no program.
    pub cause: Option<Cause>,
    /// What makes the answer what it is.
    pub why: String,
    /// Line and column of the expectation in the file, from 1; none where an argument states it.
    pub place: Option<(usize, usize)>,
}

/// A key of `[expect]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compared {
    /// The program's version.
    Program,
    /// `screening.eligible`.
    Eligible,
    /// `tier.assigned`.
    Tier,
    /// `totals.granted` in a case.
    Granted(Case),
}

/// A value of `[expect]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// A word.
    Word(String),
    /// No tier.
    Nothing,
    /// An amount.
    Amount(Usd),
}

impl Checked {
    /// Whether the rules or the profile changed, in words; none where nothing is wrong, or nothing tells.
    #[must_use]
    pub fn change(&self) -> Option<&str> {
        match &self.result {
            Ok(verdict) => verdict.change.as_deref(),
            Err(invalid) => invalid.change.as_deref(),
        }
    }

    /// What became of it.
    #[must_use]
    pub const fn status(&self) -> Status {
        match &self.result {
            Err(_) => Status::Invalid,
            Ok(verdict) if verdict.differences.is_empty() && verdict.conditions.is_empty() => Status::Ok,
            Ok(_) => Status::Failed,
        }
    }
}

impl Compared {
    /// The key below `[expect]`, dotted.
    #[must_use]
    pub fn name(self) -> String {
        match self {
            Self::Program => "program".to_owned(),
            Self::Eligible => "eligible".to_owned(),
            Self::Tier => "tier".to_owned(),
            Self::Granted(case) => format!("granted.{case}"),
        }
    }

    /// What an evaluation says of it.
    fn of(self, evaluation: &Evaluation<'_>) -> Said {
        let assessment = &evaluation.assessment;
        match self {
            Self::Program => Said::Word(evaluation.program.version.clone()),
            Self::Eligible => Said::Word(assessment.screening.eligible.name().to_owned()),
            Self::Tier => {
                assessment.tier.assigned.map_or(Said::Nothing, |tier| Said::Word(tier.id.as_str().to_owned()))
            }
            Self::Granted(case) => Said::Amount(*granted(evaluation).get(case)),
        }
    }
}

/// `totals.granted`: everything issued by the horizon, if accepted.
#[must_use]
pub fn granted(evaluation: &Evaluation<'_>) -> Band<Usd> {
    evaluation.positions(Outcome::Accepted).as_ref().map(|position| position.totals().granted)
}

/// Reads and evaluates a profile, compares what it expects and asks for the conditions in the cases.
///
/// `other` is a program at hand beside the one checked under: an expectation that was written for it is tried there
/// too, which tells a change of the rules from one of the profile.
///
/// # Errors
/// Every mistake of the profile, and whether the other program takes it as it is.
pub fn check(
    input: &Input,
    program: &Program,
    other: Option<&Program>,
    conditions: &[Condition],
    cases: &[Case],
) -> Result<Verdict, Invalid> {
    verdict(input, program, other, conditions, cases).map_err(|diagnostics| {
        let takes =
            |other: &Program| Profile::parse(input, other).is_ok_and(|profile| evaluate(&profile, other).is_ok());
        let change = other.filter(|other| takes(other)).map(|other| {
            let (before, now) = (&other.version, &program.version);
            format!("the rules changed, not the profile: it is valid under program {before}; this is {now}")
        });
        Invalid { diagnostics, change }
    })
}

fn verdict(
    input: &Input,
    program: &Program,
    other: Option<&Program>,
    conditions: &[Condition],
    cases: &[Case],
) -> Result<Verdict, Diagnostics> {
    let profile = Profile::parse(input, program)?;
    let evaluation = evaluate(&profile, program)?;
    let mut holding: Vec<(Condition, String)> = Vec::new();
    for condition in conditions {
        if let Some(why) = condition.holds(&evaluation, cases)
            && holding.iter().all(|(known, _)| known != condition)
        {
            holding.push((*condition, why));
        }
    }
    let mut verdict = Verdict {
        company: profile.company.name.clone(),
        has_expect: profile.expect.is_some(),
        differences: Vec::new(),
        change: None,
        conditions: holding,
    };
    if let Some(expect) = &profile.expect {
        let version = expect.program.as_ref().filter(|version| **version != program.version);
        let named = other.filter(|other| version == Some(&other.version));
        // A profile that those rules refuse, as one with a tier of these, says nothing about them.
        let before = named.and_then(|named| Profile::parse(input, named).ok().map(|profile| (profile, named)));
        let before = before.as_ref().and_then(|(profile, named)| evaluate(profile, named).ok());
        verdict.differences = differences(expect, &evaluation, before.as_ref());
        verdict.change = change(expect, &evaluation, before.as_ref(), &verdict.differences);
    }
    Ok(verdict)
}

/// What does not hold. `before` is the evaluation under the other program that `[expect]` names.
fn differences(expect: &Expect, evaluation: &Evaluation<'_>, before: Option<&Evaluation<'_>>) -> Vec<Difference> {
    let profile = evaluation.profile;
    let is_own = expect.program.as_ref().map(|version| *version == evaluation.program.version);
    let difference = |(key, expected, place): (Compared, Said, Span)| {
        let got = key.of(evaluation);
        let cause = is_own.map(|is_own| match before {
            _ if is_own => Cause::Profile,
            Some(before) if key != Compared::Program && key.of(before) != expected => Cause::Profile,
            _ => Cause::Rules,
        });
        let why = why::why(key, &expected, evaluation);
        (got != expected).then(|| Difference {
            key,
            expected,
            got,
            cause,
            why,
            place: profile.input.line_and_column(place),
        })
    };
    expectations(expect).into_iter().filter_map(difference).collect()
}

/// What is stated, key by key, with its place.
fn expectations(expect: &Expect) -> Vec<(Compared, Said, Span)> {
    let places = &expect.places;
    let word = |key, word: &Option<String>, place| word.clone().map(|word| (key, Said::Word(word), place));
    let mut stated: Vec<(Compared, Said, Span)> = Vec::new();
    stated.extend(word(Compared::Program, &expect.program, places.program));
    stated.extend(word(Compared::Eligible, &expect.eligible, places.eligible));
    stated.extend(word(Compared::Tier, &expect.tier, places.tier));
    if let Some(granted) = &expect.granted {
        let amounts = Case::ALL
            .map(|case| (Compared::Granted(case), Said::Amount(*granted.get(case)), *places.granted.get(case)));
        stated.extend(amounts);
    }
    stated
}

/// Whether the rules or the profile changed, in words; none where nothing differs.
fn change(
    expect: &Expect,
    evaluation: &Evaluation<'_>,
    before: Option<&Evaluation<'_>>,
    differences: &[Difference],
) -> Option<String> {
    differences.first()?;
    let version = &evaluation.program.version;
    let Some(named) = &expect.program else {
        return Some("[expect] names no program: the rules or the profile may have changed".to_owned());
    };
    if named == version {
        return Some(format!(
            "the profile changed, not the rules: the expectations were written for program {version}, which this is"
        ));
    }
    let stated = format!("the expectations were written for program {named}; this is {version}");
    let values = || differences.iter().filter(|one| one.key != Compared::Program);
    Some(if values().next().is_none() {
        format!("the rules changed, not the profile: {stated}, and what else is expected holds")
    } else if values().any(|one| one.cause == Some(Cause::Profile)) {
        format!("the rules changed, and so did the profile: {stated}, and not all of them hold under {named}")
    } else if before.is_some() {
        format!("the rules changed, not the profile: {stated}, and under {named} they hold")
    } else {
        format!("the rules changed: {stated}; {named} is not at hand, so a change of the profile is not ruled out")
    })
}
