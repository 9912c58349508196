//! `stackplan init`: a first profile, with questions where somebody sits there to answer.

mod ask;

use std::io;

use clap::Args;

use super::{Answered, Failure, input, output};
use crate::document::{Input, list, quoted};
use crate::init::{self, Interview, REQUIRED};
use crate::profile::Profile;

/// Arguments of `stackplan init`.
#[derive(Debug, Args)]
#[command(before_help = "Examples:
  stackplan init -o my-company.toml
  stackplan init --name \"Saltmarsh AI\" --stage seed --start 2026-03-01
  stackplan init --stage series-a --backer \"Index Ventures\" --commitment primary
  stackplan init --set traction.mrr=[9000,9500] --no-input > my-company.toml

On a terminal, and without any of the facts below, it asks what decides the
tier, the most telling question first. It reads no clock: without --start the
plan starts on an example's day.")]
pub struct InitArgs {
    /// The company's name
    #[arg(long, value_name = "NAME")]
    name: Option<String>,

    /// The funding stage: pre-seed, seed, series-a, series-b-plus
    #[arg(long, value_name = "STAGE")]
    stage: Option<String>,

    /// Day 0 of the plan
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    start: Option<String>,

    /// What AI is to the product: ai-augmented, ai-component, ai-first, model-native
    #[arg(long, value_name = "WORD")]
    product: Option<String>,

    /// Whether the founding team has a relevant AI/ML background
    #[arg(long, value_name = "BOOL")]
    ai_ml_credibility: Option<String>,

    /// An institutional investor (repeatable)
    #[arg(long, value_name = "NAME")]
    backer: Vec<String>,

    /// Bedrock as the inference path: none, partial, primary
    #[arg(long, value_name = "WORD")]
    commitment: Option<String>,

    /// The proof of concept on Bedrock: none, planned, demonstrated, production
    #[arg(long, value_name = "WORD")]
    poc: Option<String>,

    /// Monthly recurring revenue in USD
    #[arg(long, value_name = "USD", allow_hyphen_values = true)]
    mrr: Option<String>,

    /// Monthly active users
    #[arg(long, value_name = "COUNT", allow_hyphen_values = true)]
    monthly_active_users: Option<String>,

    /// Any other key, as --set bedrock.primary_for_months=24 (repeatable)
    #[arg(long, value_name = "KEY=VALUE", allow_hyphen_values = true)]
    set: Vec<String>,

    /// Take the names of tiers, gates, grants and services from this file instead of the built-in program
    #[arg(long, value_name = "FILE")]
    program: Option<String>,

    /// Never ask, not even on a terminal
    #[arg(long)]
    no_input: bool,

    /// Write to this file, which may not exist yet; `-` is stdout
    #[arg(short, long, value_name = "FILE")]
    output: Option<String>,
}

/// Prints a profile.
pub fn run(args: &InitArgs) -> Result<Answered, Failure> {
    let program = input::rules(args.program.as_deref())?;
    let edits = args.edits();
    let mut facts = edits.iter().fold(init::facts(), made);
    let mut given = init::given(&edits.iter().fold(Input::new("", ""), made));
    Profile::parse(&facts, &program)?;
    output::check_new(args.output.as_deref())?;
    if !args.no_input && edits.is_empty() && output::can_ask() {
        let mut stdin = io::stdin().lock();
        let mut ask = ask::Ask::new(&mut stdin);
        let Some(known) = ask.required(&program)? else { return Err(ask::ended()) };
        let Some(interview) = ask.interview(Interview::new(&program, known))? else {
            return Err(ask::ended());
        };
        facts = interview.facts().clone();
        given = REQUIRED.iter().map(|(key, _)| *key).collect();
    }
    output::write_new(&init::sheet(&program, &facts, &given), args.output.as_deref()).map(|()| Answered::Yes)
}

impl InitArgs {
    /// The edits that the arguments make, in their order.
    fn edits(&self) -> Vec<Edit> {
        let words = |value: &Option<String>| value.as_deref().map(quoted);
        let plain = |value: &Option<String>| value.clone();
        let backers = (!self.backer.is_empty()).then(|| list(self.backer.iter().map(|name| quoted(name))));
        let values = [
            ("--name", "company.name", words(&self.name)),
            ("--stage", "company.stage", words(&self.stage)),
            ("--start", "plan.start", plain(&self.start)),
            ("--product", "company.product", words(&self.product)),
            ("--ai-ml-credibility", "company.ai_ml_credibility", plain(&self.ai_ml_credibility)),
            ("--backer", "funding.backers", backers),
            ("--commitment", "bedrock.commitment", words(&self.commitment)),
            ("--poc", "bedrock.poc", words(&self.poc)),
            ("--mrr", "traction.mrr", plain(&self.mrr)),
            ("--monthly-active-users", "traction.monthly_active_users", plain(&self.monthly_active_users)),
        ];
        let one = |(flag, key, value)| Option::map(value, |value| Edit { flag, key: Some(key), value });
        let any = |argument: &String| Edit { flag: "--set", key: None, value: argument.clone() };
        values.into_iter().filter_map(one).chain(self.set.iter().map(any)).collect()
    }
}

/// An edit that an argument makes.
struct Edit {
    /// The argument's name.
    flag: &'static str,
    /// The key; without it, the value is `KEY=VALUE`.
    key: Option<&'static str>,
    value: String,
}

/// The profile with an edit.
fn made(input: Input, edit: &Edit) -> Input {
    match edit.key {
        Some(key) => input.with_value(edit.flag, key, &edit.value),
        None => input.with_set(edit.flag, &edit.value),
    }
}
