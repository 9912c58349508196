//! `stackplan explain`: one profile's decision walked in order, or what one id means.

use std::path::Path;

use clap::Args;

use super::answer::{Form, FormArgs};
use super::eval::CaseArg;
use super::{Answered, Color, Failure, ProfileArgs, input};
use crate::advice::explain::{self, suggestions, topic};
use crate::band::Case;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::evaluation::evaluate;
use crate::profile::Profile;
use crate::program::Program;
use crate::report;
use crate::report::json::Layout;

/// Arguments of `stackplan explain`.
#[derive(Debug, Args)]
#[command(before_help = "Examples:
  stackplan explain profiles/ladder.toml
  stackplan explain profiles/ladder.toml --set traction.mrr=20000 --case all
  stackplan explain ceiling.backing
  stackplan explain check-model-coverage
  stackplan explain tier-1-list --format markdown")]
pub struct ExplainArgs {
    /// A profile (an existing file, or `-` for stdin), else the id of a rule, value, conflict, warning or diagnostic
    #[arg(value_name = "PROFILE|ID")]
    what: String,

    #[command(flatten)]
    common: ProfileArgs,

    /// The case of the order in which credits are used [default: likely]
    #[arg(long, value_enum)]
    case: Option<CaseArg>,

    #[command(flatten)]
    form: FormArgs,
}

/// Explains and prints.
pub fn run(args: &ExplainArgs, color: Color) -> Result<Answered, Failure> {
    if args.what == input::STDIO || Path::new(&args.what).exists() || looks_like_a_file(&args.what) {
        profile(args, color)
    } else {
        id(args, color)
    }
}

/// True for what can only have meant a file: no id holds a slash or ends so.
fn looks_like_a_file(what: &str) -> bool {
    what.contains(['/', '\\']) || Path::new(what).extension().is_some_and(|extension| extension == "toml")
}

fn profile(args: &ExplainArgs, color: Color) -> Result<Answered, Failure> {
    let form = &args.form;
    let fail = |diagnostics| form.failure(diagnostics);
    args.check_paths()?;
    let program = input::program(&args.common).map_err(fail)?;
    let input = input::profile(&args.what, &args.common).map_err(fail)?;
    let profile = Profile::parse(&input, &program).map_err(fail)?;
    let evaluation = evaluate(&profile, &program).map_err(fail)?;
    let explanation = explain::explain(&evaluation, &args.cases());
    form.write(&match form.form() {
        Form::Text => report::explain::text(&explanation, form.terminal(color)),
        Form::Json => report::explain::json(&explanation, Layout::Lines),
        Form::Markdown => report::explain::markdown(&explanation),
    })
}

fn id(args: &ExplainArgs, color: Color) -> Result<Answered, Failure> {
    let form = &args.form;
    let fail = |diagnostics| form.failure(diagnostics);
    args.check_paths()?;
    let program = input::program(&args.common).map_err(fail)?;
    let Some(topic) = topic(&program, &args.what) else {
        return Err(fail(unknown(&program, &args.what)));
    };
    if let Some(flag) = args.edit() {
        let id = crate::text::escape_controls(&args.what);
        return Err(Failure::Usage(format!("{flag} belongs to a profile; `{id}` is an id, and there is no such file")));
    }
    form.write(&match form.form() {
        Form::Text => report::explain::topic_text(&topic, form.terminal(color)),
        Form::Json => report::explain::topic_json(&topic, Layout::Lines),
        Form::Markdown => report::explain::topic_markdown(&topic),
    })
}

/// The mistake of an argument that is neither a file nor an id.
fn unknown(program: &Program, what: &str) -> Diagnostics {
    let near: Vec<String> = suggestions(program, what).into_iter().map(|id| format!("`{id}`")).collect();
    let list = "`stackplan program show` lists the ids of rules, values and conflicts";
    let help = if near.is_empty() { list.to_owned() } else { format!("did you mean {}? {list}", near.join(", ")) };
    let message = format!("`{what}` is neither a file nor the id of a rule, value, conflict, warning or diagnostic");
    Diagnostics::of_whole(what, Diagnostic::whole(Code::UnknownId, message, help))
}

impl ExplainArgs {
    /// The first argument that only makes sense with a profile.
    fn edit(&self) -> Option<&'static str> {
        let given = [
            ("--set", !self.common.set.is_empty()),
            ("--unset", !self.common.unset.is_empty()),
            ("--start", self.common.start.is_some()),
            ("--horizon", self.common.horizon.is_some()),
            ("--case", self.case.is_some()),
        ];
        given.into_iter().find(|(_, is_given)| *is_given).map(|(flag, _)| flag)
    }

    /// Refuses to write over what is read, and to read stdin twice.
    fn check_paths(&self) -> Result<(), Failure> {
        let program = self.common.program.as_deref();
        input::check_paths(&self.what, program, None)?;
        self.form.check_target(&self.what)?;
        program.map_or(Ok(()), |program| self.form.check_target(program))
    }

    fn cases(&self) -> Vec<Case> {
        self.case.unwrap_or(CaseArg::Likely).cases()
    }
}
