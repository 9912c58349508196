//! `stackplan route`: the inference spend between two paths.

use clap::Args;

use super::answer::{Form, QuestionArgs};
use super::{Answered, Color, Failure};
use crate::advice::route::route;
use crate::evaluation::evaluate;
use crate::profile::Profile;
use crate::report::route as report;

/// Arguments of `stackplan route`.
#[derive(Debug, Args)]
#[command(before_help = "Examples:
  stackplan route profiles/hedged.toml
  stackplan route profiles/hedged.toml --set plan.anthropic=false --format json")]
pub struct RouteArgs {
    #[command(flatten)]
    question: QuestionArgs,
}

/// Answers and prints.
pub fn run(args: &RouteArgs, color: Color) -> Result<Answered, Failure> {
    let form = &args.question.form;
    let (program, input) = args.question.open()?;
    let fail = |diagnostics| form.failure(diagnostics);
    let profile = Profile::parse(&input, &program).map_err(fail)?;
    let evaluation = evaluate(&profile, &program).map_err(fail)?;
    let answer = route(&evaluation).map_err(fail)?;
    let text = match form.form() {
        Form::Text => report::text(&evaluation, &answer, form.terminal(color)),
        Form::Json => report::json(&evaluation, &answer),
        Form::Markdown => report::markdown(&evaluation, &answer),
    };
    form.write(&text)
}
