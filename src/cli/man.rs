//! `stackplan man`: a page of the manual.

use std::io;

use clap::Args;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, roman};

use super::{Answered, Failure, help, output};

/// Arguments of `stackplan man`.
#[derive(Debug, Args)]
#[command(before_help = "Examples:
  stackplan man | man -l -
  stackplan man eval | man -l -
  stackplan man -o ~/.local/share/man/man1/stackplan.1
  stackplan man program show -o stackplan-program-show.1")]
pub struct ManArgs {
    /// The command; without one, the page of stackplan itself
    #[arg(value_name = "COMMAND")]
    command: Vec<String>,

    /// Write to this file, whole or not at all; `-` is stdout
    #[arg(short, long, value_name = "FILE")]
    output: Option<String>,
}

/// Prints a page.
pub fn run(args: &ManArgs) -> Result<Answered, Failure> {
    let mut root = help::command();
    root.build();
    let mut command = &root;
    for name in &args.command {
        let Some(found) = command.find_subcommand(name) else {
            let known: Vec<&str> = command.get_subcommands().map(clap::Command::get_name).collect();
            let (name, known) = (crate::text::escape_controls(name), known.join(", "));
            let wanted = if known.is_empty() { "it has none".to_owned() } else { format!("wanted one of {known}") };
            return Err(Failure::Usage(format!("`{}` has no command `{name}`: {wanted}", command.get_name())));
        };
        command = found;
    }
    let page = page(command).map_err(|source| Failure::unwritten(super::input::STDIO, source))?;
    output::write(&String::from_utf8_lossy(&page), args.output.as_deref()).map(|()| Answered::Yes)
}

/// A command's page, with the examples of its help ahead of its options.
fn page(command: &clap::Command) -> io::Result<Vec<u8>> {
    let name = command.get_display_name().unwrap_or_else(|| command.get_name()).to_owned();
    let man = Man::new(command.clone()).title(name);
    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    if let Some(examples) = command.get_before_help() {
        examples_section(&examples.to_string()).to_writer(&mut page)?;
    }
    man.render_options_section(&mut page)?;
    if command.has_subcommands() {
        man.render_subcommands_section(&mut page)?;
    }
    if command.get_after_help().is_some() {
        man.render_extra_section(&mut page)?;
    }
    if command.get_version().is_some() {
        man.render_version_section(&mut page)?;
    }
    Ok(page)
}

/// The examples, line for line.
fn examples_section(examples: &str) -> Roff {
    let mut roff = Roff::new();
    roff.control("SH", ["EXAMPLES"]);
    roff.control("nf", []);
    for line in examples.lines().filter(|line| *line != "Examples:") {
        roff.text([roman(line)]);
    }
    roff.control("fi", []);
    roff
}
