//! `stackplan batch`: many profiles, one pass.

mod feed;
mod pool;
mod progress;
mod sources;
mod target;

use std::borrow::Cow;
use std::num::NonZeroUsize;
use std::sync::Arc;

use clap::builder::PossibleValue;
use clap::{Args, ValueEnum};

use super::eval::{CaseArg, EveryArg, PartArg};
use super::{Answered, Color, Failure, ProfileArgs, input, output};
use crate::batch::{Job, Mapping, Piece, Share, Sink, Tally};
use crate::condition::Condition;
use crate::portfolio::Portfolio;
use crate::program::Program;
use crate::report::batch::{Form, Sheet};
use crate::report::json::Layout;
use crate::report::portfolio as report;
use crate::text::escape_controls;
use feed::Feed;
use progress::Progress;
use target::Target;

/// The most workers.
const MOST_JOBS: usize = 256;

/// Arguments of `stackplan batch`.
#[derive(Debug, Args)]
#[command(before_help = "Examples:
  stackplan batch profiles --format text
  stackplan batch companies.ndjson --format csv -o plans.csv
  stackplan batch crm.csv --map \"Monthly revenue=traction.mrr\" --ignore-unknown
  stackplan batch companies.ndjson --shard 1/3 --resume part-1.ndjson
  stackplan batch companies.ndjson --summary
  producer | stackplan batch - | consumer")]
pub struct BatchArgs {
    /// Files, folders (every *.toml in them that is not hidden, sorted), or `-` for stdin, in this order
    #[arg(required = true, value_name = "SOURCE")]
    sources: Vec<String>,

    #[command(flatten)]
    common: ProfileArgs,

    /// How sources are written whose extension does not tell [default for `-`: ndjson]
    #[arg(long, value_enum, value_name = "FORMAT")]
    from: Option<sources::Kind>,

    /// Read a CSV column of that name as that key, as --map "Monthly revenue=traction.mrr" (repeatable)
    #[arg(long, value_name = "NAME=KEY")]
    map: Vec<String>,

    /// Leave CSV columns unread that are no keys of the format
    #[arg(long)]
    ignore_unknown: bool,

    /// The form of the result [default: told by the extension of -o, else ndjson, or text with --summary]
    #[arg(long, value_enum)]
    format: Option<Form>,

    /// What all of them come to together, in place of a record of each: text, JSON or Markdown
    #[arg(long, conflicts_with_all = ["view", "every", "resume"])]
    summary: bool,

    /// One view: in CSV its rows, in NDJSON and JSON added to each object
    #[arg(long, value_enum)]
    view: Option<PartArg>,

    /// The case of position, bills and --fail-on
    #[arg(long, value_enum, default_value_t = CaseArg::Likely)]
    case: CaseArg,

    /// The rows of the position, added to each object [default: none, and day with --view position]
    #[arg(long, value_enum)]
    every: Option<EveryArg>,

    /// Exit with 1, after the result, where one of these holds for a company (comma-separated)
    #[arg(long, value_enum, value_name = "CONDITION", value_delimiter = ',')]
    fail_on: Vec<Condition>,

    /// Write to this file, whole or not at all; `-` is stdout
    #[arg(short, long, value_name = "FILE", conflicts_with = "resume")]
    output: Option<String>,

    /// Go on after the last whole record of this NDJSON file, which an interrupted run left
    #[arg(long, value_name = "FILE")]
    resume: Option<String>,

    /// Take every N-th item only, from the K-th on: machines share a list without talking to each other
    #[arg(long, value_name = "K/N")]
    shard: Option<String>,

    /// How many profiles are evaluated at once [default: one a core]; the result is the same for any number
    #[arg(long, value_name = "N")]
    jobs: Option<NonZeroUsize>,

    /// Show no progress, which is shown on a terminal only
    #[arg(long)]
    no_progress: bool,
}

impl ValueEnum for Form {
    fn value_variants<'a>() -> &'a [Self] {
        Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name()).help(self.summary()))
    }
}

/// The form that an extension tells.
fn form_of(path: &str) -> Option<Form> {
    match output::extension(path)?.as_str() {
        "ndjson" | "jsonl" => Some(Form::Ndjson),
        "csv" => Some(Form::Csv),
        "json" => Some(Form::Json),
        "txt" => Some(Form::Text),
        "md" | "markdown" => Some(Form::Markdown),
        _ => None,
    }
}

/// Evaluates every profile of the sources and writes a record of each.
pub fn run(args: &BatchArgs, color: Color) -> Result<Answered, Failure> {
    let sink = args.sink()?;
    let share = args.share()?;
    let mapping = args.mapping()?;
    let sources = sources::resolve(&args.sources, args.from)?;
    let paths = sources.iter().flat_map(sources::Source::paths);
    input::check_all_paths(paths, args.common.program.as_deref(), args.target())?;
    input::check_arguments(&args.common)?;
    if !mapping.names.is_empty() && !sources.iter().any(sources::Source::is_table) {
        return Err(Failure::Usage("--map is for CSV, and no source is; say so with --from csv".to_owned()));
    }
    // Workers hand on what speaks of the rules, so these live as long as the process.
    let program: &'static Program = Box::leak(Box::new(input::program(&args.common)?));
    let resumed = args.resume.as_deref().map(|path| target::resume(path, &program.sha256)).transpose()?;
    let (target, done, invalid, last_done) = match resumed {
        Some((target, kept)) => (target, kept.count, kept.invalid, kept.last),
        None => (Target::begin(args.output.as_deref())?, 0, 0, None),
    };
    let mut conditions: Vec<Condition> = Vec::new();
    for condition in &args.fail_on {
        if !conditions.contains(condition) {
            conditions.push(*condition);
        }
    }
    let common = args.common.clone();
    let job = Arc::new(Job {
        program,
        sink,
        cases: args.case.cases(),
        conditions,
        share: share.after(done),
        last_done,
        open: Box::new(input::read),
        edit: Box::new(move |input| input::edited(input, &common)),
    });
    sources::check_headers(&sources, &mapping, &job)?;
    let feed = Feed::new(sources, mapping, Arc::clone(&job));
    let before = Tally { records: done, invalid, ..Tally::default() };
    let portfolio = Portfolio::new(program);
    let mut run = Run { job, target, tally: before, portfolio, is_open: done > 0, progress: args.progress() };
    let is_whole = pool::run(feed, args.jobs(), &Arc::clone(&run.job), &mut |piece| run.take(piece, args));
    let is_whole = is_whole.map_err(|failure| run.stopped(failure))?;
    run.finish(is_whole, args, color)
}

/// A run on its way.
struct Run {
    job: Arc<Job>,
    target: Target,
    tally: Tally,
    /// What the profiles come to together, where they are added up.
    portfolio: Portfolio<'static>,
    /// True once the opening is written.
    is_open: bool,
    progress: Progress,
}

impl Run {
    /// Writes a piece and gives it back to be used again; `None` where nobody reads any more.
    fn take(&mut self, mut piece: Piece, args: &BatchArgs) -> Result<Option<Piece>, Failure> {
        if let Some(fault) = &piece.fault {
            return Err(args.cannot_resume(fault));
        }
        if !piece.text.is_empty() && !self.write(&piece.text)? {
            return Ok(None);
        }
        self.tally = self.tally.plus(piece.tally);
        if let Some(portfolio) = piece.portfolio.take() {
            self.portfolio.merge(*portfolio);
        }
        if !piece.notes.is_empty() {
            self.progress.aside(|| output::to_stderr(&piece.notes));
        }
        self.progress.show(self.tally);
        Ok(Some(piece))
    }

    /// Writes the opening, where it is not written, and the text. False where nobody reads any more.
    fn write(&mut self, text: &str) -> Result<bool, Failure> {
        let is_open = std::mem::replace(&mut self.is_open, true);
        if let (false, Sink::Records(sheet)) = (is_open, &self.job.sink)
            && !self.target.write(&sheet.opening())?
        {
            return Ok(false);
        }
        self.target.write(text)
    }

    /// The failure of a run that ends before its input does: records that can be seen are not taken back.
    fn stopped(&mut self, failure: Failure) -> Failure {
        self.progress.end();
        match failure {
            Failure::Input { diagnostics, .. } if self.is_open && self.target.is_seen() => {
                Failure::Stopped { diagnostics, records: self.tally.records }
            }
            other => other,
        }
    }

    /// Writes the end and says what it came to.
    fn finish(mut self, is_whole: bool, args: &BatchArgs, color: Color) -> Result<Answered, Failure> {
        self.progress.end();
        if !is_whole {
            return Ok(Answered::Yes);
        }
        if self.job.last_done.is_some() && !self.tally.is_resumed {
            return Err(args.cannot_resume("it holds more records than the input has items"));
        }
        let closing = match &self.job.sink {
            Sink::Records(sheet) => Cow::Borrowed(sheet.closing()),
            Sink::Portfolio(form) => Cow::Owned(args.summarize(*form, &self.portfolio, color)),
        };
        if self.write(&closing)? {
            self.target.finish()?;
        }
        let Tally { records, invalid, told, .. } = self.tally;
        if records == 0 && matches!(self.job.sink, Sink::Records(_)) {
            output::to_stderr("0 profiles\n");
        }
        if invalid > 0 {
            let profiles = if records == 1 { "profile" } else { "profiles" };
            let are = if invalid == 1 { "is" } else { "are" };
            output::to_stderr(&format!("{invalid} of {records} {profiles} {are} not valid\n"));
        }
        Ok(if invalid > 0 || told > 0 { Answered::ToldNo } else { Answered::Yes })
    }
}

impl BatchArgs {
    /// The form that is asked for.
    fn form(&self) -> Form {
        let told = self.output.as_deref().and_then(form_of);
        let usual = if self.summary { Form::Text } else { Form::Ndjson };
        self.format.or(told).unwrap_or(usual)
    }

    /// What all profiles come to together.
    fn summarize(&self, form: report::Form, portfolio: &Portfolio<'_>, color: Color) -> String {
        match form {
            report::Form::Text => report::text(portfolio, output::terminal(color, self.output.as_deref())),
            report::Form::Json => report::json(portfolio, Layout::Lines),
            report::Form::Markdown => report::markdown(portfolio),
        }
    }

    fn sink(&self) -> Result<Sink, Failure> {
        let form = self.form();
        if self.summary {
            return match form {
                Form::Text => Ok(Sink::Portfolio(report::Form::Text)),
                Form::Json => Ok(Sink::Portfolio(report::Form::Json)),
                Form::Markdown => Ok(Sink::Portfolio(report::Form::Markdown)),
                Form::Ndjson | Form::Csv => {
                    Err(Failure::Usage("--summary is written as --format text, json or markdown".to_owned()))
                }
            };
        }
        if self.resume.is_some() && form != Form::Ndjson {
            return Err(Failure::Usage("--resume goes on with NDJSON only".to_owned()));
        }
        if matches!(form, Form::Text | Form::Markdown) && (self.view.is_some() || self.every.is_some()) {
            let message =
                "--view and --every need --format ndjson, json or csv: text and markdown have a line a company";
            return Err(Failure::Usage(message.to_owned()));
        }
        if form == Form::Csv && self.every.is_some() && self.view != Some(PartArg::Position) {
            return Err(Failure::Usage("in CSV --every needs --view position".to_owned()));
        }
        let (part, every) = (self.view.map(PartArg::part), self.every.map(EveryArg::every));
        Ok(Sink::Records(Sheet { form, cases: self.case.cases(), every, part }))
    }

    fn share(&self) -> Result<Share, Failure> {
        let Some(text) = &self.shard else { return Ok(Share::default()) };
        Share::parse(text).ok_or_else(|| {
            let shown = escape_controls(text);
            Failure::Usage(format!("--shard is `{shown}`; wanted K/N with K from 1 to N, such as 1/3"))
        })
    }

    fn mapping(&self) -> Result<Mapping, Failure> {
        let pair = |argument: &String| {
            let (name, key) = argument.rsplit_once('=').map(|(name, key)| (name.trim(), key.trim()))?;
            (!name.is_empty() && !key.is_empty()).then(|| (name.to_owned(), key.to_owned()))
        };
        let wrong = |argument: &String| {
            let shown = escape_controls(argument);
            Failure::Usage(format!("--map is `{shown}`; wanted NAME=KEY, such as \"Monthly revenue=traction.mrr\""))
        };
        let names = self.map.iter().map(|argument| pair(argument).ok_or_else(|| wrong(argument)));
        Ok(Mapping { names: names.collect::<Result<_, _>>()?, ignores_unknown: self.ignore_unknown })
    }

    /// The file that is written to, and the argument that names it.
    fn target(&self) -> Option<(&str, &str)> {
        let output = self.output.as_deref().map(|path| ("-o", path));
        output.or_else(|| self.resume.as_deref().map(|path| ("--resume", path)))
    }

    fn cannot_resume(&self, why: &str) -> Failure {
        let path = escape_controls(self.resume.as_deref().unwrap_or_default()).into_owned();
        Failure::Usage(format!("`{path}` is not what a run on this input left: {why}"))
    }

    fn jobs(&self) -> usize {
        let cores = || std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
        self.jobs.unwrap_or_else(cores).get().min(MOST_JOBS)
    }

    /// A progress line, where it does not run into a result on the same terminal.
    fn progress(&self) -> Progress {
        let is_beside = self.output.is_some() || self.resume.is_some() || !output::is_terminal(output::Stream::Stdout);
        Progress::new(!self.no_progress && is_beside)
    }
}
