//! `stackplan reach`: what would have to be true for an award.

use clap::Args;

use super::answer::{Form, QuestionArgs};
use super::{Answered, Color, Failure};
use crate::advice::reach::reach;
use crate::document::nearest;
use crate::program::{Program, Tier};
use crate::report::json::Layout;
use crate::report::reach::{json, markdown, text};
use crate::text::escape_controls;

/// Arguments of `stackplan reach`.
#[derive(Debug, Args)]
#[command(before_help = "Examples:
  stackplan reach profiles/half-filled.toml
  stackplan reach profiles/half-filled.toml --tier median
  stackplan reach profiles/hedged.toml --format json")]
pub struct ReachArgs {
    #[command(flatten)]
    question: QuestionArgs,

    /// The tier to reach [default: each above the assigned one]
    #[arg(long, value_name = "TIER")]
    tier: Option<String>,
}

/// Finds every minimal set of changes and prints it.
pub fn run(args: &ReachArgs, color: Color) -> Result<Answered, Failure> {
    let (program, input) = args.question.open()?;
    let form = &args.question.form;
    let tier = args.tier.as_deref().map(|id| tier(&program, id)).transpose()?;
    let reach = reach(&input, &program, tier).map_err(|diagnostics| form.failure(diagnostics))?;
    form.write(&match form.form() {
        Form::Text => text(&reach, form.terminal(color)),
        Form::Json => json(&reach, Layout::Lines),
        Form::Markdown => markdown(&reach),
    })
}

fn tier<'p>(program: &'p Program, id: &str) -> Result<&'p Tier, Failure> {
    program.tier(id).ok_or_else(|| {
        let ids: Vec<&str> = program.tiers.iter().map(|tier| tier.id.as_str()).collect();
        let way_out = match nearest(id, &ids) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the tiers are `{}`", ids.join("`, `")),
        };
        Failure::Usage(format!("--tier is `{}`, which the program does not have; {way_out}", escape_controls(id)))
    })
}
