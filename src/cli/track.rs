//! `stackplan track`: the plan against what billing files say, and the plan from here on.

use std::fs::{self, OpenOptions};
use std::io::{self, Read, Write};

use clap::builder::PossibleValue;
use clap::{Args, ValueEnum};

use super::answer::{Form, FormArgs};
use super::{Answered, Color, Failure, ProfileArgs, export, input, output, today};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::evaluation::evaluate;
use crate::import::Import;
use crate::profile::Profile;
use crate::report::track as report;
use crate::text::escape_controls;
use crate::tracking::{AlertCode, Burn, Drift, Question, Run, Tracking, actuals, scope, track};

/// The largest log that is read, in bytes.
const LARGEST_LOG: u64 = 1 << 24;
/// The extension of the tables that `eval` reads.
const TABLES: &str = "toml";

/// Arguments of `stackplan track`.
#[derive(Debug, Args)]
#[command(before_help = "Examples:
  stackplan track plan.toml credits.json focus-*.csv.gz --today 2026-05-08
  stackplan track plan.toml credits.json --match build=1000001 -o actuals.toml
  stackplan track plan.toml cur.csv.gz --log log.jsonl --fail-on used-75

Export credits with `aws billing get-credits` and `aws billing
get-credit-allocation-history`, charges as FOCUS or CUR 2.0 CSV in AWS Data
Exports. Nothing here calls a network. With -o FILE.toml, [actuals] and
[[credits]] are written as eval reads them, and the answer is printed.")]
pub struct TrackArgs {
    /// The profile: a TOML file, or `-` for stdin
    profile: String,

    /// Billing files: get-credits or get-credit-allocation-history JSON, FOCUS or CUR 2.0 CSV, plain or gzip
    #[arg(required = true)]
    files: Vec<String>,

    #[command(flatten)]
    common: ProfileArgs,

    /// The day that it is [default: STACKPLAN_TODAY, else the system's UTC date]
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    today: Option<String>,

    /// Say which credit, by id or name, is which grant of the plan (repeatable)
    #[arg(long = "match", value_name = "GRANT=CREDIT", allow_hyphen_values = true)]
    told: Vec<String>,

    /// Plan spend from here on as the last three closed months have it
    #[arg(long)]
    regrow: bool,

    /// Append this run to a file of JSON lines, and say what has moved since the last one in it
    #[arg(long, value_name = "FILE")]
    log: Option<String>,

    /// Exit with 1, after the result, where there is an alert of these kinds (comma-separated)
    #[arg(long, value_enum, value_name = "ALERT", value_delimiter = ',')]
    fail_on: Vec<AlertCode>,

    #[command(flatten)]
    form: FormArgs,
}

impl ValueEnum for AlertCode {
    fn value_variants<'a>() -> &'a [Self] {
        Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name()).help(self.summary()))
    }
}

/// Reads everything, answers, writes, and only then adds to the log.
pub fn run(args: &TrackArgs, color: Color) -> Result<Answered, Failure> {
    let form = &args.form;
    let fail = |diagnostics| form.failure(diagnostics);
    args.check_paths()?;
    let (today, told) = (today::today(args.today.as_deref())?, args.told()?);
    let program = input::program(&args.common).map_err(fail)?;
    let input = input::profile(&args.profile, &args.common).map_err(fail)?;
    let profile = Profile::parse(&input, &program).map_err(fail)?;
    let evaluation = evaluate(&profile, &program).map_err(fail)?;
    let before = args.log.as_deref().map(|log| read_log(log, &profile.company.name)).transpose().map_err(fail)?;
    let scope = scope(&evaluation);
    let mut import = Import::new(&scope, args.files.len());
    for file in &args.files {
        let stream = export::open(file).map_err(fail)?;
        import.read(file, stream).map_err(fail)?;
    }
    let burn = if args.regrow { Burn::Actual } else { Burn::Planned };
    let tracking = track(&evaluation, &import, &Question { today, told, burn }).map_err(Failure::Usage)?;
    let now = Run::of(&evaluation, &tracking);
    let drift = before.flatten().map(|before| Drift { before, now: now.clone() });
    let page = report::Page { evaluation: &evaluation, import: &import, tracking: &tracking, drift: drift.as_ref() };
    let tables = form.target().filter(|target| has_tables(target));
    let terminal = if tables.is_some() { output::terminal(color, None) } else { form.terminal(color) };
    let text = match form.form() {
        Form::Text => report::text(&page, terminal),
        Form::Json => report::json(&page),
        Form::Markdown => report::markdown(&page),
    };
    match tables {
        Some(target) => {
            output::write(&actuals(&evaluation, &tracking), Some(target))?;
            output::write(&text, None)?;
        }
        None => output::write(&text, form.target())?,
    }
    if let Some(log) = &args.log {
        append(log, &report::log_line(&now))?;
    }
    Ok(args.told_of(&tracking))
}

fn has_tables(target: &str) -> bool {
    std::path::Path::new(target).extension().is_some_and(|extension| extension == TABLES)
}

impl TrackArgs {
    /// Refuses to read stdin twice and to write over what is read.
    fn check_paths(&self) -> Result<(), Failure> {
        let program = self.common.program.as_deref();
        let read = || {
            [Some(self.profile.as_str()), program].into_iter().flatten().chain(self.files.iter().map(String::as_str))
        };
        if read().filter(|path| *path == input::STDIO).count() > 1 {
            return Err(Failure::Usage("only one of the files can be read from stdin".to_owned()));
        }
        let written = [("-o", self.form.target()), ("--log", self.log.as_deref())];
        for (flag, target) in written {
            target.map_or(Ok(()), |target| input::check_target(flag, target, read()))?;
        }
        match (self.form.target(), self.log.as_deref()) {
            (Some(target), Some(log)) if target == log || output::is_same_file(target, log) => {
                Err(Failure::Usage("-o and --log name the same file".to_owned()))
            }
            (_, Some(input::STDIO)) => Err(Failure::Usage("--log takes a file".to_owned())),
            _ => Ok(()),
        }
    }

    fn told(&self) -> Result<Vec<(String, String)>, Failure> {
        let pair = |argument: &String| match argument.split_once('=') {
            Some((grant, credit)) if !grant.is_empty() && !credit.is_empty() => {
                Ok((grant.trim().to_owned(), credit.trim().to_owned()))
            }
            _ => {
                let shown = escape_controls(argument);
                Err(Failure::Usage(format!("--match is `{shown}`; wanted GRANT=CREDIT, as portfolio=1000001")))
            }
        };
        self.told.iter().map(pair).collect()
    }

    /// Says on stderr which of the alerts there are.
    fn told_of(&self, tracking: &Tracking<'_>) -> Answered {
        let mut answered = Answered::Yes;
        for alert in tracking.alerts.iter().filter(|alert| self.fail_on.contains(&alert.code)) {
            let subject = escape_controls(&alert.subject).into_owned();
            output::to_stderr(&format!(
                "fail-on {}: {subject}: {}\n",
                alert.code.name(),
                escape_controls(&alert.message)
            ));
            answered = Answered::ToldNo;
        }
        answered
    }
}

/// The last run of the company in the log; none where there is no log yet.
fn read_log(path: &str, company: &str) -> Result<Option<Run>, Diagnostics> {
    let fail = |code, message: String, help: &str| Diagnostics::of_whole(path, Diagnostic::whole(code, message, help));
    let unreadable = |error: io::Error| {
        let help = "name a file that track wrote, or one that is not there yet";
        fail(Code::Unreadable, format!("the log cannot be read: {error}"), help)
    };
    let mut text = String::new();
    match fs::File::open(path) {
        Ok(file) => file.take(LARGEST_LOG.saturating_add(1)).read_to_string(&mut text).map_err(unreadable)?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(unreadable(error)),
    };
    if text.len() > usize::try_from(LARGEST_LOG).unwrap_or(usize::MAX) {
        return Err(fail(Code::ExportSize, "the log is larger than 16 MiB".to_owned(), "begin a new one"));
    }
    Run::last(&text, company).map_err(|error| {
        let line = text.lines().nth(error.line.saturating_sub(1)).unwrap_or_default();
        let help = "take the line out, or begin a new log";
        Diagnostics::of_line(path, error.line, line, Diagnostic::whole(Code::ExportValue, error.to_string(), help))
    })
}

/// Adds a line at the end of the log, on a line of its own.
fn append(path: &str, line: &str) -> Result<(), Failure> {
    let add = || {
        let mut file = OpenOptions::new().read(true).append(true).create(true).open(path)?;
        let is_cut = fs::read(path).is_ok_and(|bytes| bytes.last().is_some_and(|last| *last != b'\n'));
        let text = if is_cut { format!("\n{line}") } else { line.to_owned() };
        file.write_all(text.as_bytes())
    };
    add().map_err(|source: io::Error| Failure::Write { path: escape_controls(path).into_owned(), source })
}
