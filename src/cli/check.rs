//! `stackplan check`: profiles against what they expect, for CI.

use clap::{Args, ValueEnum};

use super::eval::CaseArg;
use super::folder::Found;
use super::{Answered, Color, Failure, ProfileArgs, folder, input, output};
use crate::advice::check::{Checked, Invalid, check};
use crate::condition::Condition;
use crate::diagnostic::{Code, Diagnostics};
use crate::evaluation::evaluate;
use crate::profile::Profile;
use crate::program::Program;
use crate::report::check::{Form, Report, expect};

/// Arguments of `stackplan check`.
#[derive(Debug, Args)]
#[command(before_help = EXAMPLES, after_help = STATUS)]
pub struct CheckArgs {
    /// Profiles: TOML files, folders (every *.toml in them that is not hidden), `-` for stdin
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<String>,

    #[command(flatten)]
    common: ProfileArgs,

    /// Fail a profile where one of these holds (comma-separated)
    #[arg(long, value_enum, value_name = "CONDITION", value_delimiter = ',')]
    fail_on: Vec<Condition>,

    /// The case that the conditions look at; [expect] is compared in all three
    #[arg(long, value_enum, default_value_t = CaseArg::Likely)]
    case: CaseArg,

    /// The form of the result; told by the extension of -o where it is not given
    #[arg(long, value_enum)]
    format: Option<Format>,

    /// Write to this file, whole or not at all; `-` is stdout
    #[arg(short, long, value_name = "FILE")]
    output: Option<String>,

    /// Print the [expect] that the one profile fulfils, in TOML, in place of a check
    #[arg(long, conflicts_with_all = ["format", "fail_on", "case"])]
    print_expect: bool,
}

/// What the help opens with.
const EXAMPLES: &str = "Examples:
  stackplan check profiles
  stackplan check profiles --fail-on gap,lapse --case all
  stackplan check profiles --program my-rules.toml --format json -o check.json
  stackplan check profiles/ladder.toml --print-expect";

/// What the help ends with.
const STATUS: &str = "A profile is checked for being valid, for what its [expect] says of program, eligible, tier and \
granted, and for the conditions of --fail-on. A key left out of [expect] is not compared.

Exit status: 0 all hold; 1 something differs, a condition holds, or a profile is invalid, one that cannot be read \
among several included; 2 usage, an invalid program, or nothing at all to check: no path leads to a profile that can \
be read.";

/// The form of the result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For a person: a line a profile, then what is wrong
    Text,
    /// One object
    Json,
    /// Annotations of GitHub Actions
    Github,
    /// JUnit's XML, which most CI systems read
    Junit,
}

impl Format {
    fn of_extension(path: &str) -> Option<Self> {
        match output::extension(path)?.as_str() {
            "json" => Some(Self::Json),
            "xml" => Some(Self::Junit),
            "txt" => Some(Self::Text),
            _ => None,
        }
    }
}

/// Checks and prints.
pub fn run(args: &CheckArgs, color: Color) -> Result<Answered, Failure> {
    let target = args.output.as_deref();
    let format = args.format.or_else(|| target.and_then(Format::of_extension)).unwrap_or(Format::Text);
    let fail = |diagnostics| Failure::Input { diagnostics, is_json: format == Format::Json };
    let paths = folder::resolve(&args.paths, args.common.program.as_deref(), target)?;
    input::check_arguments(&args.common).map_err(fail)?;
    let program = input::program(&args.common).map_err(fail)?;
    if args.print_expect {
        return args.print_expect(paths, &program);
    }
    // Expectations written for the built-in rules are tried there too, to tell what changed.
    let builtin = args.common.program.as_ref().and_then(|_| Program::builtin().ok());
    let form = match format {
        Format::Text => Form::Text(output::terminal(color, target)),
        Format::Json => Form::Json,
        Format::Github => Form::Github,
        Format::Junit => Form::Junit,
    };
    let mut sink = Sink { report: Report::new(form, &program), target, waiting: Vec::new(), text: String::new() };
    for (path, found) in paths {
        let input = found.and_then(|()| input::profile(&path, &args.common));
        let result = input
            .map_err(Invalid::from)
            .and_then(|input| check(&input, &program, builtin.as_ref(), &args.fail_on, &args.case.cases()));
        sink.take(Checked { path, result })?;
    }
    sink.finish(fail)
}

fn is_unreadable(checked: &Checked) -> bool {
    checked.result.as_ref().is_err_and(|found| found.diagnostics.iter().any(|one| one.code == Code::Unreadable))
}

impl CheckArgs {
    /// Prints the `[expect]` of the one profile. One that is there already does not matter, mistakes included.
    fn print_expect(&self, paths: Vec<Found>, program: &Program) -> Result<Answered, Failure> {
        let count = paths.len();
        let mut paths = paths.into_iter();
        let (Some((path, found)), None) = (paths.next(), paths.next()) else {
            let help = "a shell loop prints one at a time";
            return Err(Failure::Usage(format!("--print-expect takes one profile, and these are {count}; {help}")));
        };
        let input = found.and_then(|()| input::profile(&path, &self.common))?;
        let input = input.with_unset("--print-expect", "expect");
        let profile = Profile::parse(&input, program)?;
        let evaluation = evaluate(&profile, program)?;
        output::write(&expect(&evaluation), self.output.as_deref()).map(|()| Answered::Yes)
    }
}

/// Where the result goes: to stdout as it is made, to a file as a whole.
struct Sink<'p> {
    report: Report<'p>,
    target: Option<&'p str>,
    /// Paths that cannot be read, until there is one that can.
    waiting: Vec<Checked>,
    text: String,
}

impl Sink<'_> {
    fn take(&mut self, checked: Checked) -> Result<(), Failure> {
        let has_to_wait = is_unreadable(&checked) && !self.report.has_profiles();
        self.waiting.push(checked);
        if has_to_wait {
            return Ok(());
        }
        for checked in std::mem::take(&mut self.waiting) {
            let told = self.report.add(checked);
            self.write(&told)?;
        }
        Ok(())
    }

    fn write(&mut self, told: &str) -> Result<(), Failure> {
        if self.target.is_some_and(|target| target != input::STDIO) {
            self.text.push_str(told);
            return Ok(());
        }
        if told.is_empty() { Ok(()) } else { output::write(told, None) }
    }

    /// Writes the rest. Where nothing could be read, there is nothing to tell but that.
    fn finish(self, fail: impl Fn(Diagnostics) -> Failure) -> Result<Answered, Failure> {
        let Self { report, target, waiting, mut text } = self;
        let count = waiting.len();
        if let Some(Err(Invalid { diagnostics, .. })) = waiting.into_iter().next().map(|checked| checked.result) {
            if count > 1 {
                output::to_stderr(&format!("none of the {count} paths can be read; this is the first:\n"));
            }
            return Err(fail(diagnostics));
        }
        let answered = if report.all_hold() { Answered::Yes } else { Answered::ToldNo };
        text.push_str(&report.finish());
        output::write(&text, target).map(|()| answered)
    }
}
