//! `stackplan compare`: plans side by side, a key over a range, a portfolio under two programs.

mod columns;
mod portfolio;

use std::path::Path;

use clap::Args;

use super::answer::{Form, FormArgs};
use super::eval::CaseArg;
use super::{Answered, Color, Failure, ProfileArgs, input};
use crate::advice::compare::{self, Comparison, Vary};
use crate::band::Case;
use crate::diagnostic::Diagnostics;
use crate::program::Program;
use crate::report::compare as report;
use crate::report::json::Layout;

/// Arguments of `stackplan compare`.
#[derive(Debug, Args)]
#[command(after_long_help = HELP, before_help = EXAMPLES)]
pub struct CompareArgs {
    /// A profile, a saved `eval --format json`, or a folder of profiles; `-` is stdin
    #[arg(value_name = "A")]
    first: String,

    /// A second profile or saved evaluation
    #[arg(value_name = "B")]
    second: Option<String>,

    /// One more plan: the profile with this edit (repeatable); with --vary, an edit under every value
    #[arg(long, value_name = "KEY=VALUE", allow_hyphen_values = true)]
    set: Vec<String>,

    /// One more plan: the profile without this key (repeatable); with --vary, an edit under every value
    #[arg(long, value_name = "KEY", allow_hyphen_values = true)]
    unset: Vec<String>,

    /// One more plan for each percentage of all spend, as 50,100,150
    #[arg(long, value_name = "PERCENT,…", value_delimiter = ',', allow_hyphen_values = true)]
    scale_spend: Vec<String>,

    /// Evaluate at each value of a range: one key gives rows and a chart, two a grid (at most twice)
    #[arg(long, value_name = "KEY=FROM..TO:STEP", allow_hyphen_values = true)]
    vary: Vec<String>,

    /// The rules to use; the built-in ones against them where nothing else is compared (repeatable)
    #[arg(long, value_name = "FILE")]
    program: Vec<String>,

    /// Day 0, in place of plan.start
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    start: Option<String>,

    /// The plan's length in days, in place of plan.horizon_days
    #[arg(long, value_name = "DAYS", allow_hyphen_values = true)]
    horizon: Option<String>,

    /// The case of amounts and dates; `all` for side by side only
    #[arg(long, value_enum, default_value_t = CaseArg::Likely)]
    case: CaseArg,

    #[command(flatten)]
    form: FormArgs,
}

/// What the help opens with.
const EXAMPLES: &str = "Examples:
  stackplan compare profiles/ladder.toml --set traction.mrr=0 \\
      --set bedrock.commitment=partial
  stackplan compare profiles/ladder.toml \\
      --vary traction.monthly_active_users=0..20000:2000
  stackplan compare profiles --program my-rules.toml";

/// What the help ends with.
const HELP: &str = "Each --set and --unset is one plan of its own beside the unchanged one. Two edits at once are two \
profiles, or a grid of two --vary. With --scale-spend the unchanged plan is the one at 100, where that is listed.

More examples:
  stackplan compare before.toml after.toml
  stackplan compare saved.json profiles/ladder.toml
  stackplan compare profiles/ladder.toml --scale-spend 50,100,150
  stackplan compare profiles/ladder.toml --program rules-a.toml \\
      --program rules-b.toml
  stackplan compare profiles/ladder.toml --vary traction.mrr.5=0..100000:10000 \\
      --vary spend.bedrock.current=0..20000:2500

The last of a list is varied by its place, counted from 0: traction.mrr.5 of six values.";

/// Compares and prints.
pub fn run(args: &CompareArgs, color: Color) -> Result<Answered, Failure> {
    let read = || [&args.first].into_iter().chain(&args.second).chain(&args.program).map(String::as_str);
    read().try_for_each(|path| args.form.check_target(path))?;
    if read().filter(|path| *path == input::STDIO).count() > 1 {
        return Err(usage("`-` is stdin, which can be read once"));
    }
    let form = match args.form.form() {
        Form::Text => report::Form::Text(args.form.terminal(color)),
        Form::Json => report::Form::Json(Layout::Lines),
        Form::Markdown => report::Form::Markdown,
    };
    let text = if Path::new(&args.first).is_dir() {
        report::portfolio(&portfolio::answer(args)?, form)
    } else if args.vary.is_empty() {
        let comparison = Comparison { columns: columns::columns(args)?, cases: args.case.cases() };
        report::comparison(&comparison, form)
    } else {
        report::sweep(&args.sweep()?, form)
    };
    args.form.write(&text)
}

/// A program with the name that a plan under it is told by.
struct Rules {
    name: String,
    program: Program,
}

impl CompareArgs {
    fn fail(&self, diagnostics: Diagnostics) -> Failure {
        self.form.failure(diagnostics)
    }

    /// True where plans are told apart by something other than the program.
    const fn has_variants(&self) -> bool {
        self.second.is_some() || !self.set.is_empty() || !self.unset.is_empty() || !self.scale_spend.is_empty()
    }

    /// The edits that hold for every plan.
    fn edits(&self, with_sets: bool) -> ProfileArgs {
        let of = |edits: &Vec<String>| if with_sets { edits.clone() } else { Vec::new() };
        ProfileArgs {
            program: None,
            set: of(&self.set),
            unset: of(&self.unset),
            start: self.start.clone(),
            horizon: self.horizon.clone(),
        }
    }

    /// The program of a path, or the built-in one.
    fn rules(&self, path: Option<&String>) -> Result<Rules, Failure> {
        let program = input::rules(path.map(String::as_str));
        let name = path.map_or_else(|| "built-in rules".to_owned(), |path| format!("rules of {path}"));
        Ok(Rules { name, program: program.map_err(|found| self.fail(found))? })
    }

    /// The one case that a sweep and a portfolio look at.
    fn one_case(&self) -> Result<Case, Failure> {
        match self.case.cases().as_slice() {
            [case] => Ok(*case),
            _ => Err(usage("--case all goes with plans side by side; --vary and a folder look at one case")),
        }
    }

    fn sweep(&self) -> Result<compare::Sweep, Failure> {
        if self.second.is_some() || !self.scale_spend.is_empty() || self.program.len() > 1 {
            return Err(usage(
                "--vary goes with one profile and one program: leave out B, --scale-spend, a second --program",
            ));
        }
        let case = self.one_case()?;
        let varies: Result<Vec<Vary>, Diagnostics> = self.vary.iter().map(|argument| Vary::parse(argument)).collect();
        let varies = varies.map_err(|found| self.fail(found))?;
        match varies.as_slice() {
            [_] => {}
            [one, other] if one.key != other.key => {}
            [_, _] => return Err(usage("the two --vary name the same key")),
            _ => return Err(usage("--vary takes at most two keys")),
        }
        let rules = self.rules(self.program.first())?;
        let bytes = input::read_bytes(&self.first, compare::LARGEST_SAVED).map_err(|found| self.fail(found))?;
        if compare::Facts::is_saved(&bytes) {
            return Err(saved_cannot_change(&self.first));
        }
        let input = crate::document::Input::from_bytes(&self.first, bytes).map_err(|found| self.fail(found))?;
        let input = input::edited(input, &self.edits(true));
        compare::sweep(&input, &rules.program, &varies, case).map_err(|found| self.fail(found))
    }
}

fn usage(message: &str) -> Failure {
    Failure::Usage(message.to_owned())
}

fn saved_cannot_change(path: &str) -> Failure {
    let shown = crate::text::escape_controls(path);
    Failure::Usage(format!("`{shown}` is a saved evaluation, which no edit or program changes: name its profile"))
}
