//! `stackplan outcomes`: what the award of a plan can come to.

use clap::Args;

use super::answer::{Form, QuestionArgs};
use super::{Answered, Color, Failure};
use crate::advice::outcomes::outcomes;
use crate::evaluation::evaluate;
use crate::profile::Profile;
use crate::report::json::Layout;
use crate::report::outcomes as report;

/// Arguments of `stackplan outcomes`.
#[derive(Debug, Args)]
#[command(before_help = "Examples:
  stackplan outcomes profiles/median.toml
  stackplan outcomes profiles/median.toml --set milestones.poc.probability=0.5
  stackplan outcomes profiles/missed-gate.toml --set offer.on_miss=tranche-only
  stackplan outcomes profiles/ceiling.toml --format json -o outcomes.json")]
pub struct OutcomesArgs {
    #[command(flatten)]
    question: QuestionArgs,
}

/// Enumerates and prints.
pub fn run(args: &OutcomesArgs, color: Color) -> Result<Answered, Failure> {
    let question = &args.question;
    let (program, input) = question.open()?;
    let fail = |diagnostics| question.form.failure(diagnostics);
    let profile = Profile::parse(&input, &program).map_err(fail)?;
    let evaluation = evaluate(&profile, &program).map_err(fail)?;
    let found = outcomes(&evaluation).map_err(|error| Failure::Usage(error.to_string()))?;
    question.form.write(&match question.form.form() {
        Form::Text => report::text(&evaluation, &found, question.form.terminal(color)),
        Form::Json => report::json(&evaluation, &found, Layout::Lines),
        Form::Markdown => report::markdown(&evaluation, &found),
    })
}
