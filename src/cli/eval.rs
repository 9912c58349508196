//! `stackplan eval`: one profile, answered.

use std::mem::ManuallyDrop;

use clap::builder::PossibleValue;
use clap::{Args, ValueEnum};

use super::{Answered, Color, Failure, ProfileArgs, input, output};
use crate::band::Case;
use crate::calendar::{Date, Day, Horizon};
use crate::condition::Condition;
use crate::evaluation::{Evaluation, evaluate};
use crate::profile::Profile;
use crate::report::chart::{self, Strokes};
use crate::report::json::{self, Layout};
use crate::report::{Every, Part, View, csv, markdown, text};

/// Arguments of `stackplan eval`.
#[derive(Debug, Args)]
#[command(before_help = "Examples:
  stackplan eval profiles/ladder.toml
  stackplan eval profiles/ladder.toml --set traction.mrr=50000 --case all
  stackplan eval profiles/ladder.toml --view chart
  stackplan eval profiles/ladder.toml --format csv --view bills -o bills.csv
  stackplan eval - --format json < profiles/minimal.toml")]
pub struct EvalArgs {
    /// The profile: a TOML file, or `-` for stdin
    profile: String,

    #[command(flatten)]
    common: ProfileArgs,

    /// The form of the result; told by the extension of -o where it is not given
    #[arg(long, value_enum)]
    format: Option<Format>,

    /// Show one view; in JSON, leave out the other large ones
    #[arg(long, value_enum)]
    view: Option<ViewArg>,

    /// The case of position, bills and chart
    #[arg(long, value_enum, default_value_t = CaseArg::Likely)]
    case: CaseArg,

    /// The rows of the position [default: day in JSON and CSV, month in Markdown, events and month ends in text]
    #[arg(long, value_enum)]
    every: Option<EveryArg>,

    /// The first day of the rows shown: a day number or a date
    #[arg(long, value_name = "DAY|DATE", allow_hyphen_values = true)]
    from: Option<String>,

    /// The last day of the rows shown: a day number or a date
    #[arg(long, value_name = "DAY|DATE", allow_hyphen_values = true)]
    to: Option<String>,

    /// Draw the chart in ASCII, where braille does not show
    #[arg(long)]
    ascii: bool,

    /// Exit with 1, after the result, where one of these holds in a case shown (comma-separated)
    #[arg(long, value_enum, value_name = "CONDITION", value_delimiter = ',')]
    fail_on: Vec<Condition>,

    /// Write to this file, whole or not at all; `-` is stdout
    #[arg(short, long, value_name = "FILE")]
    output: Option<String>,
}

impl ValueEnum for Condition {
    fn value_variants<'a>() -> &'a [Self] {
        Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name()).help(self.summary()))
    }
}

/// The form of a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For a person, at 80 columns
    Text,
    /// One object; see the contract in README.md
    Json,
    /// One view as a table
    Csv,
    /// For a pull-request comment
    Markdown,
}

impl Format {
    fn of_extension(path: &str) -> Option<Self> {
        match output::extension(path)?.as_str() {
            "json" => Some(Self::Json),
            "csv" => Some(Self::Csv),
            "md" | "markdown" => Some(Self::Markdown),
            "txt" => Some(Self::Text),
            _ => None,
        }
    }
}

/// One view.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PartArg {
    Position,
    Bills,
    Grants,
}

impl PartArg {
    /// The view that is asked for.
    pub const fn part(self) -> Part {
        match self {
            Self::Position => Part::Position,
            Self::Bills => Part::Bills,
            Self::Grants => Part::Grants,
        }
    }
}

/// One view of a single profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ViewArg {
    /// Balance and cash by day
    Position,
    /// What each service costs by period, and who pays
    Bills,
    /// The credits with their days
    Grants,
    /// Balance and cash drawn, in text and Markdown
    Chart,
}

impl ViewArg {
    /// The table that is asked for; none for the chart.
    const fn part(self) -> Option<Part> {
        match self {
            Self::Position => Some(Part::Position),
            Self::Bills => Some(Part::Bills),
            Self::Grants => Some(Part::Grants),
            Self::Chart => None,
        }
    }
}

/// One case, or all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CaseArg {
    Cautious,
    Likely,
    Best,
    All,
}

impl CaseArg {
    /// The cases that are asked for.
    pub fn cases(self) -> Vec<Case> {
        match self {
            Self::Cautious => vec![Case::Cautious],
            Self::Likely => vec![Case::Likely],
            Self::Best => vec![Case::Best],
            Self::All => Case::ALL.to_vec(),
        }
    }
}

/// The rows of the position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum EveryArg {
    Day,
    Week,
    Month,
    Event,
    None,
}

impl EveryArg {
    /// The rows that are asked for.
    pub const fn every(self) -> Every {
        match self {
            Self::Day => Every::Day,
            Self::Week => Every::Week,
            Self::Month => Every::Month,
            Self::Event => Every::Event,
            Self::None => Every::None,
        }
    }
}

/// Evaluates and prints.
pub fn run(args: &EvalArgs, color: Color) -> Result<Answered, Failure> {
    let target = args.output.as_deref();
    let format = args.format.or_else(|| target.and_then(Format::of_extension)).unwrap_or(Format::Text);
    let fail = |diagnostics| Failure::Input { diagnostics, is_json: format == Format::Json };
    args.check_chart(format)?;
    input::check_paths(&args.profile, args.common.program.as_deref(), target)?;
    // What a run has worked out is not taken apart at its end: the process gives all memory back at once.
    let program = ManuallyDrop::new(input::program(&args.common).map_err(fail)?);
    let input = input::profile(&args.profile, &args.common).map_err(fail)?;
    let profile = Profile::parse(&input, &program).map_err(fail)?;
    let evaluation = ManuallyDrop::new(evaluate(&profile, &program).map_err(fail)?);
    let view = args.view(&profile.plan.horizon)?;
    let text = match format {
        Format::Text if args.is_chart() => {
            chart::evaluation(&evaluation, &view, args.strokes(), output::terminal(color, target))
        }
        Format::Markdown if args.is_chart() => chart::markdown(&evaluation, &view, args.strokes()),
        Format::Text => text::evaluation(&evaluation, &view, output::terminal(color, target)),
        Format::Json => json::evaluation(&evaluation, &view, Layout::Lines),
        Format::Csv => csv::evaluation(&evaluation, &view),
        Format::Markdown => markdown::evaluation(&evaluation, &view),
    };
    output::write(&text, target)?;
    Ok(told(args, &evaluation, &view))
}

/// Says on stderr which of the conditions hold.
fn told(args: &EvalArgs, evaluation: &Evaluation<'_>, view: &View) -> Answered {
    let mut answered = Answered::Yes;
    let mut asked: Vec<Condition> = Vec::new();
    for condition in &args.fail_on {
        if asked.contains(condition) {
            continue;
        }
        asked.push(*condition);
        if let Some(why) = condition.holds(evaluation, &view.cases) {
            output::to_stderr(&format!("fail-on {}: {why}\n", condition.name()));
            answered = Answered::ToldNo;
        }
    }
    answered
}

impl EvalArgs {
    fn is_chart(&self) -> bool {
        self.view == Some(ViewArg::Chart)
    }

    const fn strokes(&self) -> Strokes {
        if self.ascii { Strokes::Ascii } else { Strokes::Braille }
    }

    /// Refuses what does not go with the chart, and what goes with nothing else.
    fn check_chart(&self, format: Format) -> Result<(), Failure> {
        let refuse = |message: &str| Err(Failure::Usage(message.to_owned()));
        match (self.is_chart(), format) {
            (false, _) if self.ascii => refuse("--ascii draws a chart; it goes with --view chart"),
            (true, Format::Json | Format::Csv) => {
                refuse("--view chart is drawn in text and Markdown; for its figures: --view position")
            }
            (true, _) if self.every.is_some() => {
                refuse("--every is for rows, and --view chart draws every day; for rows: --view position")
            }
            _ => Ok(()),
        }
    }

    fn view(&self, horizon: &Horizon) -> Result<View, Failure> {
        let day = |flag: &str, text: &Option<String>, usual: Day| match text {
            Some(text) => day(flag, text, horizon),
            None => Ok(usual),
        };
        let days = (day("--from", &self.from, Day::ZERO)?, day("--to", &self.to, horizon.last())?);
        let (from, to) = days;
        if from > horizon.last() || to < Day::ZERO {
            let (first, last) = (horizon.start(), horizon.last());
            let end = horizon.date(last);
            let message = format!("no day asked for is in the plan: day 0 is {first}, day {last} is {end}");
            return Err(Failure::Usage(message));
        }
        if from > to {
            return Err(Failure::Usage(format!("--from is day {from}, after --to, day {to}")));
        }
        let cases = self.case.cases();
        let every = self.every.map(EveryArg::every);
        let part = self.view.and_then(ViewArg::part);
        Ok(View { cases, every, days, part })
    }
}

/// A day number or a date.
fn day(flag: &str, text: &str, horizon: &Horizon) -> Result<Day, Failure> {
    let number = text.parse().ok().map(Day);
    number.or_else(|| Date::parse(text).map(|date| horizon.day(date))).ok_or_else(|| {
        let shown = crate::text::escape_controls(text);
        Failure::Usage(format!(
            "{flag} is `{shown}`; wanted a day number such as 90, or a date such as {}",
            horizon.start()
        ))
    })
}
