//! `stackplan deadlines`: what is due over many profiles, the worst first.

use std::collections::BTreeSet;
use std::path::Path;

use clap::{Args, ValueEnum};

use super::{Answered, Color, Failure, ProfileArgs, folder, input, output, today};
use crate::advice::deadlines::Agenda;
use crate::band::Case;
use crate::calendar::Day;
use crate::diagnostic::{Diagnostics, Style};
use crate::evaluation::evaluate;
use crate::profile::Profile;
use crate::report::deadlines::{csv, ics, json, text};
use crate::text::escape_controls;

/// Arguments of `stackplan deadlines`.
#[derive(Debug, Args)]
#[command(before_help = EXAMPLES, after_help = MEANING)]
pub struct DeadlinesArgs {
    /// Profiles: TOML files, folders (every *.toml in them), `-` for stdin
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<String>,

    #[command(flatten)]
    common: ProfileArgs,

    /// The day that it is [default: STACKPLAN_TODAY, else the system's UTC date]
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    today: Option<String>,

    /// List what is due in so many days; what is overdue is always listed
    #[arg(long, value_name = "DAYS", default_value_t = 90, value_parser = clap::value_parser!(i32).range(0..=100_000))]
    within: i32,

    /// Only the companies of this partner
    #[arg(long, value_name = "NAME")]
    partner: Option<String>,

    /// The case of dates and amounts
    #[arg(long, value_enum, default_value_t = Case::Likely)]
    case: Case,

    /// The form of the list; told by the extension of -o where it is not given
    #[arg(long, visible_alias = "to", value_enum, value_name = "FORM")]
    format: Option<Form>,

    /// Write to this file, whole or not at all; `-` is stdout
    #[arg(short, long, value_name = "FILE")]
    output: Option<String>,
}

/// What the help opens with.
const EXAMPLES: &str = "Examples:
  stackplan deadlines profiles
  stackplan deadlines profiles --today 2026-05-08 --within 30
  stackplan deadlines profiles --partner CloudRoute --format csv -o due.csv
  stackplan deadlines profiles --within 730 --to ics -o deadlines.ics";

/// What the help ends with.
const MEANING: &str = "At risk is, of a filing or a decision, what waits on it; of a gate and its evidence, the \
tranches that missing it takes; of an expiry, what will lapse as the plan settles (a credit that is used up before is \
not listed); of a first bill, what credits leave to pay. A gate and its evidence stand for the same dollars.

A filing, an expiry or a bill whose day has passed has happened. A decision or a gate whose day has passed is overdue \
until [actuals] says what became of it. While the accelerator has not decided, expiries and bills are those of the plan \
without its award.

Exit status: 0 listed; 1 listed, but for a profile that is invalid or cannot be read; 2 usage, an invalid program, or no \
profile at all that can be evaluated.";

/// The form of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// For a person
    Text,
    /// One object
    Json,
    /// A row each
    Csv,
    /// One calendar for all companies
    Ics,
}

impl Form {
    fn of_extension(path: &str) -> Option<Self> {
        match Path::new(path).extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "json" => Some(Self::Json),
            "csv" => Some(Self::Csv),
            "ics" => Some(Self::Ics),
            "txt" => Some(Self::Text),
            _ => None,
        }
    }
}

/// Evaluates and lists.
pub fn run(args: &DeadlinesArgs, color: Color) -> Result<Answered, Failure> {
    let target = args.output.as_deref();
    let form = args.format.or_else(|| target.and_then(Form::of_extension)).unwrap_or(Form::Text);
    let fail = |diagnostics| Failure::Input { diagnostics, is_json: form == Form::Json };
    let paths = folder::resolve(&args.paths, args.common.program.as_deref(), target)?;
    let today = today::today(args.today.as_deref())?;
    input::check_arguments(&args.common).map_err(fail)?;
    let program = input::program(&args.common).map_err(fail)?;
    let mut agenda = Agenda::new(&program, today, args.case, Day(args.within));
    let mut partners = BTreeSet::new();
    let mut seen = BTreeSet::new();
    // A profile that is named and lies in a folder that is named is one plan.
    for (path, found) in paths.into_iter().filter(|(path, _)| seen.insert(path.clone())) {
        if let Err(diagnostics) = found.and_then(|()| args.add(&path, &mut agenda, &mut partners)) {
            agenda.invalid.push((path, diagnostics));
        }
    }
    if agenda.companies.is_empty() {
        args.check_partner(&partners, &agenda)?;
        return Err(none(agenda.invalid, fail));
    }
    if form != Form::Json {
        tell_invalid(&agenda.invalid, color);
    }
    let text = match form {
        Form::Text => text::page(&agenda, output::terminal(color, target)),
        Form::Json => json::object(&agenda),
        Form::Csv => csv::table(&agenda),
        Form::Ics => ics::file(&agenda),
    };
    output::write(&text, target)?;
    Ok(if agenda.invalid.is_empty() { Answered::Yes } else { Answered::ToldNo })
}

impl DeadlinesArgs {
    /// Takes in the profile at a path, unless it is of another partner.
    fn add(&self, path: &str, agenda: &mut Agenda<'_>, partners: &mut BTreeSet<String>) -> Result<(), Diagnostics> {
        let input = input::profile(path, &self.common)?;
        let profile = Profile::parse(&input, agenda.program)?;
        let partner = profile.partner.as_ref().and_then(|partner| partner.name.as_ref());
        partners.extend(partner.cloned());
        if self.partner.as_ref().is_none_or(|wanted| partner == Some(wanted)) {
            agenda.add(&evaluate(&profile, agenda.program)?);
        }
        Ok(())
    }

    /// Refuses a partner that no profile names.
    fn check_partner(&self, partners: &BTreeSet<String>, agenda: &Agenda<'_>) -> Result<(), Failure> {
        let is_unread = partners.is_empty() && !agenda.invalid.is_empty();
        let Some(wanted) = self.partner.as_ref().filter(|wanted| !partners.contains(*wanted) && !is_unread) else {
            return Ok(());
        };
        let names: Vec<String> = partners.iter().map(|name| format!("`{}`", escape_controls(name))).collect();
        let named = match names.as_slice() {
            [] => "none names a partner".to_owned(),
            names => format!("those named are {}", names.join(", ")),
        };
        Err(Failure::Usage(format!("no profile names the partner `{}`; {named}", escape_controls(wanted))))
    }
}

/// The failure where no profile could be evaluated: the first one's.
fn none(invalid: Vec<(String, Diagnostics)>, fail: impl Fn(Diagnostics) -> Failure) -> Failure {
    let count = invalid.len();
    if count > 1 {
        output::to_stderr(&format!("none of the {count} profiles can be evaluated; this is the first:\n"));
    }
    match invalid.into_iter().next() {
        Some((_, diagnostics)) => fail(diagnostics),
        None => Failure::Usage("there is no profile".to_owned()),
    }
}

/// Says on stderr which profiles are left out, and why.
fn tell_invalid(invalid: &[(String, Diagnostics)], color: Color) {
    let style = if output::is_colored(color, output::Stream::Stderr) { Style::Colored } else { Style::Plain };
    for (path, diagnostics) in invalid {
        let shown = escape_controls(path);
        output::to_stderr(&format!("{}\n\n`{shown}` is left out\n\n", diagnostics.render(style)));
    }
}
