//! `stackplan program`: the rules themselves, shown or checked.

use clap::{Args, Subcommand};

use super::answer::{Form, FormArgs};
use super::{Answered, Color, Failure, input};
use crate::diagnostic::Diagnostics;
use crate::program::{BUILTIN, Program};
use crate::report;
use crate::report::json::Layout;

/// The name of the built-in file in messages.
const BUILTIN_NAME: &str = "builtin.toml";

/// Arguments of `stackplan program`.
#[derive(Debug, Args)]
#[command(arg_required_else_help = true)]
#[command(before_help = "Examples:
  stackplan program show
  stackplan program show my-program.toml --format markdown
  stackplan program show --toml > my-program.toml
  stackplan program check my-program.toml")]
pub struct ProgramArgs {
    #[command(subcommand)]
    command: ProgramCommand,
}

#[derive(Debug, Subcommand)]
enum ProgramCommand {
    /// Show every rule with its value, lines and reason, the assumptions and the conflicts
    #[command(before_help = "Examples:
  stackplan program show
  stackplan program show my-program.toml
  stackplan program show --toml > my-program.toml")]
    Show(ShowArgs),
    /// Check a program file: its mistakes (exit 2), or what it holds and where it differs from the built-in one
    #[command(before_help = "Examples:
  stackplan program check my-program.toml
  stackplan program check my-program.toml --format json")]
    Check(CheckArgs),
}

#[derive(Debug, Args)]
struct ShowArgs {
    #[command(flatten)]
    rules: RulesArgs,

    /// Print the file of the built-in program as it is, to start one of your own from
    #[arg(long, conflicts_with_all = ["file", "program", "format"])]
    toml: bool,

    #[command(flatten)]
    form: FormArgs,
}

#[derive(Debug, Args)]
struct CheckArgs {
    #[command(flatten)]
    rules: RulesArgs,

    #[command(flatten)]
    form: FormArgs,
}

/// Which program is meant.
#[derive(Debug, Args)]
struct RulesArgs {
    /// The program: a TOML file, or `-` for stdin [default: the built-in one]
    file: Option<String>,

    /// The same, as the other commands take it
    #[arg(long, value_name = "FILE", conflicts_with = "file")]
    program: Option<String>,
}

impl RulesArgs {
    /// The file that is named, where one is.
    fn path(&self) -> Option<&str> {
        self.file.as_deref().or(self.program.as_deref())
    }

    fn open(&self, form: &FormArgs) -> Result<Program, Failure> {
        let fail = |diagnostics: Diagnostics| form.failure(diagnostics);
        let Some(path) = self.path() else { return Program::builtin().map_err(fail) };
        form.check_target(path)?;
        input::read(path).and_then(|input| Program::parse(&input)).map_err(fail)
    }
}

/// Shows or checks, and prints.
pub fn run(args: &ProgramArgs, color: Color) -> Result<Answered, Failure> {
    match &args.command {
        ProgramCommand::Show(args) if args.toml => args.form.write(BUILTIN),
        ProgramCommand::Show(args) => show(args, color),
        ProgramCommand::Check(args) => check(args, color),
    }
}

fn show(args: &ShowArgs, color: Color) -> Result<Answered, Failure> {
    let form = &args.form;
    let program = args.rules.open(form)?;
    form.write(&match form.form() {
        Form::Text => report::program::text(&program, form.terminal(color)),
        Form::Json => report::program::json(&program, Layout::Lines),
        Form::Markdown => report::program::markdown(&program),
    })
}

fn check(args: &CheckArgs, color: Color) -> Result<Answered, Failure> {
    let form = &args.form;
    let program = args.rules.open(form)?;
    let builtin = Program::builtin().map_err(|diagnostics| form.failure(diagnostics))?;
    let name = args.rules.path().unwrap_or(BUILTIN_NAME);
    let checked = report::program::Checked { name, program: &program, builtin: &builtin };
    form.write(&match form.form() {
        Form::Text => report::program::check_text(&checked, form.terminal(color)),
        Form::Json => report::program::check_json(&checked, Layout::Lines),
        Form::Markdown => report::program::check_markdown(&checked),
    })
}
