//! `stackplan schema`: the form of a profile, a program or an answer.

use clap::{Args, ValueEnum};

use super::{Answered, Failure, input, output};
use crate::schema::Schema;

/// Arguments of `stackplan schema`.
#[derive(Debug, Args)]
#[command(before_help = "Examples:
  stackplan schema profile -o profile.schema.json
  stackplan schema profile --program my-program.toml
  stackplan schema output

An editor with a TOML language server completes and checks a profile whose
first line is:  #:schema ./profile.schema.json")]
pub struct SchemaArgs {
    /// What is described
    #[arg(value_enum)]
    what: What,

    /// Take the names of tiers, gates, grants and services from this file instead of the built-in program
    #[arg(long, value_name = "FILE")]
    program: Option<String>,

    /// Write to this file, whole or not at all; `-` is stdout
    #[arg(short, long, value_name = "FILE")]
    output: Option<String>,
}

/// A form with a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum What {
    /// A profile, as every command reads it
    Profile,
    /// A program file, as --program takes it
    Program,
    /// The object of `eval --format json`, and a record of a batch
    Output,
}

/// Prints a schema.
pub fn run(args: &SchemaArgs) -> Result<Answered, Failure> {
    if let Some(path) = &args.program {
        input::check_paths(path, None, args.output.as_deref())?;
    }
    let program = input::rules(args.program.as_deref())?;
    let schema = match args.what {
        What::Profile => Schema::profile(&program),
        What::Program => Schema::program(),
        What::Output => Schema::output(&program),
    };
    output::write(&schema.json(), args.output.as_deref()).map(|()| Answered::Yes)
}
