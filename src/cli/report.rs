//! `stackplan report`: a plan to send, as a page, a chart, a comment, a calendar or a journal; of a folder, a page a company.

mod pages;

use std::path::Path;

use clap::builder::PossibleValue;
use clap::{Args, ValueEnum};

use super::{Answered, Failure, ProfileArgs, input, output};
use crate::advice::outcomes::outcomes;
use crate::advice::reach::reach;
use crate::band::Case;
use crate::diagnostic::Diagnostics;
use crate::document::Input;
use crate::evaluation::{Evaluation, evaluate};
use crate::profile::Profile;
use crate::program::Program;
use crate::report::html::{self, Dossier};
use crate::report::{View, ics, journal, markdown, svg};

/// Arguments of `stackplan report`.
#[derive(Debug, Args)]
#[command(before_help = "Examples:
  stackplan report profiles/ladder.toml -o plan.html
  stackplan report profiles/ladder.toml -o chart.svg --case cautious
  stackplan report profiles/ladder.toml --to md
  stackplan report profiles/ladder.toml -o deadlines.ics
  stackplan report profiles/ladder.toml --to hledger | hledger -f - balance
  stackplan report profiles -o plans")]
pub struct ReportArgs {
    /// The profile: a TOML file, or `-` for stdin; of a folder, every *.toml in it
    profile: String,

    #[command(flatten)]
    common: ProfileArgs,

    /// The form; told by the extension of -o where it is not given
    #[arg(long, value_enum, value_name = "FORM")]
    to: Option<Form>,

    /// The case that is shown; a page shows it first and can switch
    #[arg(long, value_enum, default_value_t = Case::Likely)]
    case: Case,

    /// Write to this file, whole or not at all; `-` is stdout; of a folder, the folder for its pages
    #[arg(short, long, value_name = "FILE")]
    output: Option<String>,
}

/// The form of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// A page of its own: figures, charts, tables
    Html,
    /// Markdown, for a pull-request comment
    Md,
    /// The chart of balance and cash
    Svg,
    /// A calendar of filings, deadlines, grants and their last days, with alarms
    Ics,
    /// A journal of grants, use, cash and lapses, for hledger and Ledger
    Hledger,
    /// The same journal for Beancount
    Beancount,
}

impl Form {
    fn of_extension(path: &str) -> Option<Self> {
        match output::extension(path)?.as_str() {
            "html" | "htm" => Some(Self::Html),
            "md" | "markdown" => Some(Self::Md),
            "svg" => Some(Self::Svg),
            "ics" => Some(Self::Ics),
            "journal" | "hledger" | "ledger" => Some(Self::Hledger),
            "beancount" | "bean" => Some(Self::Beancount),
            _ => None,
        }
    }
}

impl ValueEnum for Case {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name()))
    }
}

/// Evaluates and writes.
pub fn run(args: &ReportArgs) -> Result<Answered, Failure> {
    if Path::new(&args.profile).is_dir() {
        return pages::run(args);
    }
    args.refuse_folder()?;
    let form = args.form()?;
    let target = args.output.as_deref();
    input::check_paths(&args.profile, args.common.program.as_deref(), target)?;
    let program = input::program(&args.common)?;
    let input = input::profile(&args.profile, &args.common)?;
    let text = with_evaluation(&input, &program, |evaluation| render(form, &input, evaluation, args.case));
    output::write(&text??, target)?;
    Ok(Answered::Yes)
}

impl ReportArgs {
    /// Refuses a folder where the report is one file.
    fn refuse_folder(&self) -> Result<(), Failure> {
        let Some(folder) = self.output.as_deref().filter(|path| Path::new(path).is_dir()) else { return Ok(()) };
        let within = Path::new(folder).join("plan.html").display().to_string();
        Err(Failure::Usage(format!(
            "-o names `{}`, which is a folder, and of one profile the report is a file; name a file in it, such as `{}`",
            crate::text::escape_controls(folder),
            crate::text::escape_controls(&within)
        )))
    }

    /// The form that is asked for.
    fn form(&self) -> Result<Form, Failure> {
        let told = self.output.as_deref().and_then(Form::of_extension);
        self.to.or(told).ok_or_else(|| {
            let names: Vec<String> = Form::value_variants()
                .iter()
                .filter_map(|form| form.to_possible_value().map(|value| value.get_name().to_owned()))
                .collect();
            let forms = names.join("`, `");
            let message = match self.output.as_deref() {
                Some(path) if path != input::STDIO => format!(
                    "the extension of `{}` names no form of a report; give --to, one of `{forms}`",
                    crate::text::escape_controls(path)
                ),
                _ => format!(
                    "a report needs a form: name a file with -o, such as plan.html, or give --to, one of `{forms}`"
                ),
            };
            Failure::Usage(message)
        })
    }
}

/// What follows from a profile under a program.
fn with_evaluation<T>(
    input: &Input,
    program: &Program,
    then: impl FnOnce(&Evaluation<'_>) -> T,
) -> Result<T, Diagnostics> {
    let profile = Profile::parse(input, program)?;
    evaluate(&profile, program).map(|evaluation| then(&evaluation))
}

/// One form of one plan.
fn render(form: Form, input: &Input, evaluation: &Evaluation<'_>, case: Case) -> Result<String, Failure> {
    match form {
        Form::Html => Ok(page(input, evaluation, case)?),
        Form::Md => Ok(markdown::evaluation(evaluation, &View { cases: vec![case], ..View::all(evaluation) })),
        Form::Svg => Ok(svg::file(evaluation, case)),
        Form::Ics => Ok(ics::file(evaluation, case)),
        Form::Hledger => Ok(journal::hledger(evaluation, case)),
        Form::Beancount => Ok(journal::beancount(evaluation, case)),
    }
}

/// The page of one plan.
fn page(input: &Input, evaluation: &Evaluation<'_>, case: Case) -> Result<String, Diagnostics> {
    let reach = reach(input, evaluation.program, None)?;
    Ok(html::page(&Dossier { evaluation, outcomes: &outcomes(evaluation), reach: &reach, case }))
}
