//! The command line: arguments, files, terminal and exit codes. The only room that does any input or output.

mod answer;
mod batch;
mod check;
mod compare;
mod completions;
mod deadlines;
mod eval;
mod explain;
mod export;
mod folder;
mod help;
mod init;
mod input;
mod interrupt;
mod man;
mod outcomes;
mod output;
mod program;
mod reach;
mod report;
mod route;
mod schema;
mod today;
mod track;
mod when;

use std::process::ExitCode;

use clap::{Args, FromArgMatches, Parser, Subcommand, ValueEnum};

use crate::diagnostic::{Diagnostics, Style};
use crate::report::json::{self, Layout};
use crate::text::escape_controls;

/// Where `--color` stands in every page of help: behind all others, however many commands there are.
const LAST: usize = 900;

/// Plans a startup's credit stack: what is granted, used, lapsing and left, and when the first real invoice comes.
#[derive(Debug, Parser)]
#[command(version, disable_help_subcommand = true)]
#[command(
    after_help = "Exit status: 0 answered; 1 answered \"no\" and check, batch or --fail-on was to tell; 2 could not answer."
)]
struct Cli {
    #[command(subcommand)]
    command: Command,

    /// When to use colour; it never carries meaning of its own
    #[arg(long, value_enum, global = true, default_value_t = Color::Auto, value_name = "WHEN", display_order = LAST)]
    color: Color,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Evaluate one profile: verdict, tier, grants, position, bills
    Eval(eval::EvalArgs),
    /// Put plans side by side: two profiles, one and its variants, one under two programs
    Compare(compare::CompareArgs),
    /// Walk one decision in order with every rule and its source, or say what one id means
    Explain(explain::ExplainArgs),
    /// What would have to be true for each higher tier, and what that is worth
    Reach(reach::ReachArgs),
    /// What the award can come to: gates, paths, break-evens, the funnel
    Outcomes(outcomes::OutcomesArgs),
    /// What applying now or later comes to, as facts grow
    When(when::WhenArgs),
    /// What splitting inference between two paths comes to
    Route(route::RouteArgs),
    /// After the award: plan against billing files, the plan from here on, what to act on
    Track(track::TrackArgs),
    /// Check profiles against what they expect, for CI
    Check(check::CheckArgs),
    /// Evaluate many profiles in one pass: folders, NDJSON, CSV, pipes
    Batch(batch::BatchArgs),
    /// Print a first profile to fill in; on a terminal, ask what decides the tier
    Init(init::InitArgs),
    /// A plan to send: a page, a chart, a comment, a calendar, a journal; of a folder, a page a company
    Report(report::ReportArgs),
    /// What is due over many profiles, with what is at risk, the worst first
    Deadlines(deadlines::DeadlinesArgs),
    /// Show the rules with their citations, or check a program file
    Program(program::ProgramArgs),
    /// Print the JSON Schema of profiles, programs or answers
    Schema(schema::SchemaArgs),
    /// Print what a shell completes
    Completions(completions::CompletionsArgs),
    /// Print a page of the manual
    Man(man::ManArgs),
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Color {
    /// On a terminal, unless NO_COLOR is set or TERM is dumb
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// The rules and the edits that every command on a profile takes.
#[derive(Debug, Clone, Args)]
struct ProfileArgs {
    /// Use the rules of this file instead of the built-in ones
    #[arg(long, value_name = "FILE")]
    program: Option<String>,

    /// Set a profile key before it is checked, as --set traction.mrr=50000 (repeatable)
    #[arg(long, value_name = "KEY=VALUE", allow_hyphen_values = true)]
    set: Vec<String>,

    /// Take a profile key out before it is checked (repeatable)
    #[arg(long, value_name = "KEY", allow_hyphen_values = true)]
    unset: Vec<String>,

    /// Day 0, in place of plan.start
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    start: Option<String>,

    /// The plan's length in days, in place of plan.horizon_days
    #[arg(long, value_name = "DAYS", allow_hyphen_values = true)]
    horizon: Option<String>,
}

/// The exit status of a run that could not answer.
const COULD_NOT_ANSWER: u8 = 2;

/// What a command came to.
#[derive(Debug, PartialEq, Eq)]
enum Answered {
    /// It answered.
    Yes,
    /// It answered, and what `check` or `--fail-on` asks to be told of holds.
    ToldNo,
}

/// Why a command could not answer.
#[derive(Debug, thiserror::Error)]
enum Failure {
    /// The input is wrong; said as JSON where that is the format.
    #[error("{diagnostics}")]
    Input {
        /// What is wrong.
        diagnostics: Diagnostics,
        /// True where the caller reads JSON.
        is_json: bool,
    },
    /// The input is wrong behind records that are written already.
    #[error("{diagnostics}")]
    Stopped {
        /// What is wrong.
        diagnostics: Diagnostics,
        /// How many records are written.
        records: u64,
    },
    /// The arguments do not fit together.
    #[error("{0}")]
    Usage(String),
    /// The result cannot be written.
    #[error("cannot write `{path}`: {source}")]
    Write {
        /// The file, or `-`.
        path: String,
        /// Why.
        source: std::io::Error,
    },
}

impl Failure {
    /// A result that cannot be written to that file.
    fn unwritten(path: &str, source: std::io::Error) -> Self {
        Self::Write { path: escape_controls(path).into_owned(), source }
    }
}

impl From<Diagnostics> for Failure {
    /// A wrong input, said in words.
    fn from(diagnostics: Diagnostics) -> Self {
        Self::Input { diagnostics, is_json: false }
    }
}

/// Parses the arguments, runs the command and says what failed.
#[must_use]
pub fn main() -> ExitCode {
    if std::env::args_os().len() <= 1 {
        help::guide();
        return ExitCode::from(COULD_NOT_ANSWER);
    }
    let parsed = help::command().try_get_matches().and_then(|matches| Cli::from_arg_matches(&matches));
    let cli = match parsed {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version go to stdout, usage errors to stderr; a closed pipe is no failure of ours.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(COULD_NOT_ANSWER));
        }
    };
    let result = match &cli.command {
        Command::Eval(args) => eval::run(args, cli.color),
        Command::Compare(args) => compare::run(args, cli.color),
        Command::Reach(args) => reach::run(args, cli.color),
        Command::Explain(args) => explain::run(args, cli.color),
        Command::Outcomes(args) => outcomes::run(args, cli.color),
        Command::When(args) => when::run(args, cli.color),
        Command::Route(args) => route::run(args, cli.color),
        Command::Track(args) => track::run(args, cli.color),
        Command::Check(args) => check::run(args, cli.color),
        Command::Batch(args) => batch::run(args, cli.color),
        Command::Init(args) => init::run(args),
        Command::Report(args) => report::run(args),
        Command::Deadlines(args) => deadlines::run(args, cli.color),
        Command::Program(args) => program::run(args, cli.color),
        Command::Schema(args) => schema::run(args),
        Command::Completions(args) => completions::run(args),
        Command::Man(args) => man::run(args),
    };
    match result {
        Ok(Answered::Yes) => ExitCode::SUCCESS,
        Ok(Answered::ToldNo) => ExitCode::from(1),
        Err(failure) => {
            say(&failure, cli.color);
            ExitCode::from(COULD_NOT_ANSWER)
        }
    }
}

fn say(failure: &Failure, color: Color) {
    match failure {
        Failure::Input { diagnostics, is_json: true } => {
            // Stdout is the last place to say it: where that fails too, the exit status has to do.
            let _ = output::to_stdout(&json::failure(diagnostics, Layout::Lines));
        }
        Failure::Input { diagnostics, .. } => explain(diagnostics, "nothing was written", color),
        Failure::Stopped { diagnostics, records: 1 } => explain(diagnostics, "stopped after 1 record", color),
        Failure::Stopped { diagnostics, records } => {
            explain(diagnostics, &format!("stopped after {records} records"), color);
        }
        Failure::Usage(_) | Failure::Write { .. } => output::to_stderr(&format!("error: {failure}\n")),
    }
}

/// Says what is wrong with an input, and in the closing line what became of the result.
fn explain(diagnostics: &Diagnostics, end: &str, color: Color) {
    let style = if output::is_colored(color, output::Stream::Stderr) { Style::Colored } else { Style::Plain };
    let count = match diagnostics.count() {
        1 => "1 mistake".to_owned(),
        count => format!("{count} mistakes"),
    };
    output::to_stderr(&format!("{}\n\n{count}; {end}\n", diagnostics.render(style)));
}
