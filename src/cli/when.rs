//! `stackplan when`: what each filing date comes to.

use clap::Args;

use super::answer::{Form, QuestionArgs};
use super::{Answered, Color, Failure};
use crate::advice::when::{bounds, when};
use crate::calendar::Date;
use crate::evaluation::evaluate;
use crate::profile::Profile;
use crate::report::when as report;
use crate::text::escape_controls;

/// Arguments of `stackplan when`.
#[derive(Debug, Args)]
#[command(before_help = "Examples:
  stackplan when profiles/growing.toml --until 2026-12-01
  stackplan when profiles/growing.toml --set growth.mrr=0.15 --format json")]
pub struct WhenArgs {
    #[command(flatten)]
    question: QuestionArgs,

    /// The last filing date to look at [default: the plan's last day]
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    until: Option<String>,
}

/// Answers and prints.
pub fn run(args: &WhenArgs, color: Color) -> Result<Answered, Failure> {
    let form = &args.question.form;
    let (program, input) = args.question.open()?;
    let fail = |diagnostics| form.failure(diagnostics);
    let profile = Profile::parse(&input, &program).map_err(fail)?;
    let evaluation = evaluate(&profile, &program).map_err(fail)?;
    let answer = when(&evaluation, args.until(&profile)?).map_err(fail)?;
    let text = match form.form() {
        Form::Text => report::text(&evaluation, &answer, form.terminal(color)),
        Form::Json => report::json(&evaluation, &answer),
        Form::Markdown => report::markdown(&evaluation, &answer),
    };
    form.write(&text)
}

impl WhenArgs {
    /// The last filing date, from the plan's own to its last day.
    fn until(&self, profile: &Profile) -> Result<Date, Failure> {
        let (first, last) = bounds(profile);
        let Some(written) = &self.until else { return Ok(last.max(first)) };
        let Some(date) = Date::parse(written) else {
            let shown = escape_controls(written);
            return Err(Failure::Usage(format!("--until is `{shown}`; wanted a date such as {last}")));
        };
        if date < first {
            return Err(Failure::Usage(format!("--until is {date}, before the plan's own filing date, {first}")));
        }
        if date > last {
            let help = "look less far ahead, or give a longer --horizon";
            return Err(Failure::Usage(format!("--until is {date}, after the plan's last day, {last}; {help}")));
        }
        Ok(date)
    }
}
