//! What the commands that answer one question of a profile have in common.

use clap::{Args, ValueEnum};

use super::{Answered, Color, Failure, ProfileArgs, input, output};
use crate::diagnostic::Diagnostics;
use crate::document::Input;
use crate::program::Program;
use crate::report::text::Terminal;

/// The form of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Form {
    /// For a person, at 80 columns
    Text,
    /// One object
    Json,
    /// For a pull-request comment
    Markdown,
}

/// The form and the place of an answer.
#[derive(Debug, Args)]
pub struct FormArgs {
    /// The form of the answer; told by the extension of -o where it is not given
    #[arg(long, value_enum)]
    format: Option<Form>,

    /// Write to this file, whole or not at all; `-` is stdout
    #[arg(short, long, value_name = "FILE")]
    output: Option<String>,
}

impl FormArgs {
    /// The form that is asked for.
    pub fn form(&self) -> Form {
        let of_extension = |path: &str| match output::extension(path)?.as_str() {
            "json" => Some(Form::Json),
            "md" | "markdown" => Some(Form::Markdown),
            _ => None,
        };
        self.format.or_else(|| self.output.as_deref().and_then(of_extension)).unwrap_or(Form::Text)
    }

    /// Where the answer goes; `None` is stdout.
    pub fn target(&self) -> Option<&str> {
        self.output.as_deref()
    }

    /// The failure of an input, said in the form that is asked for.
    pub fn failure(&self, diagnostics: Diagnostics) -> Failure {
        Failure::Input { diagnostics, is_json: self.form() == Form::Json }
    }

    /// What text has to fit.
    pub fn terminal(&self, color: Color) -> Terminal {
        output::terminal(color, self.output.as_deref())
    }

    /// Refuses to write over a file that is read.
    pub fn check_target(&self, path: &str) -> Result<(), Failure> {
        let target = self.output.as_deref();
        target.map_or(Ok(()), |target| input::check_target("-o", target, std::iter::once(path)))
    }

    /// Writes the answer.
    pub fn write(&self, text: &str) -> Result<Answered, Failure> {
        output::write(text, self.output.as_deref()).map(|()| Answered::Yes)
    }
}

/// Arguments of a command that answers one question of one profile.
#[derive(Debug, Args)]
pub struct QuestionArgs {
    /// The profile: a TOML file, or `-` for stdin
    pub profile: String,

    #[command(flatten)]
    pub common: ProfileArgs,

    #[command(flatten)]
    pub form: FormArgs,
}

impl QuestionArgs {
    /// The rules and the profile's text with its edits.
    pub fn open(&self) -> Result<(Program, Input), Failure> {
        self.form.check_target(&self.profile)?;
        let fail = |diagnostics| self.form.failure(diagnostics);
        let program = input::program(&self.common).map_err(fail)?;
        let input = input::profile(&self.profile, &self.common).map_err(fail)?;
        Ok((program, input))
    }
}
