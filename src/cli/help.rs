//! The pages of `--help`: commands in groups, examples first, and the guide that `stackplan` alone shows.

use std::fmt::Write as _;

use clap::CommandFactory;

use super::{Cli, output};
use crate::report::grid;

/// The commands by what they are for, in the order in which a founder meets them. A command that is in no group is shown
/// nowhere; a test holds that none is.
const GROUPS: [(&str, &[&str]); 6] = [
    ("Plan", &["eval", "compare"]),
    ("Understand", &["explain", "reach", "outcomes", "when", "route"]),
    ("Share", &["report"]),
    ("After the award", &["track", "deadlines"]),
    ("Automate", &["batch", "check"]),
    ("Set up", &["init", "program", "schema", "completions", "man"]),
];
/// The width of a page of help.
const WIDTH: usize = 80;
/// What `stackplan` alone says.
const GUIDE: &str = "\
stackplan plans a startup's AWS credit stack: what is granted, used, lapsing and
left, and when the first real invoice comes.

Start with:
  stackplan init -o my-company.toml      a profile to fill in
  stackplan eval my-company.toml         the answer, as far as its facts go
  stackplan explain my-company.toml      why, rule by rule, with its source

Read on:
  stackplan --help                       every command
  stackplan eval --help                  one command, examples first
";

/// The command line with its commands in groups, every page at most 80 columns wide.
pub fn command() -> clap::Command {
    let command = Cli::command().max_term_width(WIDTH);
    let groups = groups(&command);
    command.help_template(format!(
        "{{about-with-newline}}\n{{usage-heading}} {{usage}}\n\n{groups}{{options}}{{after-help}}"
    ))
}

/// The commands that there are, in their groups.
fn groups(command: &clap::Command) -> String {
    let heading = command.get_styles().get_header();
    let width = command.get_subcommands().map(|one| one.get_name().len()).max().unwrap_or(0);
    let mut text = String::new();
    for (group, names) in GROUPS {
        let commands: Vec<&clap::Command> = names.iter().filter_map(|name| command.find_subcommand(name)).collect();
        if commands.is_empty() {
            continue;
        }
        // Writing to memory does not fail.
        let _ = writeln!(text, "{heading}{group}:{heading:#}");
        for one in commands {
            let about = one.get_about().map(ToString::to_string).unwrap_or_default();
            let first = format!("  {:width$} ", one.get_name());
            let rest = " ".repeat(first.len());
            text.push_str(&grid::wrapped_at(&about, &first, &rest, WIDTH));
        }
        text.push('\n');
    }
    let _ = writeln!(text, "{heading}Options:{heading:#}");
    text
}

/// Says what this is and how to begin, to somebody who asked for nothing.
pub fn guide() {
    output::to_stderr(GUIDE);
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::GROUPS;
    use crate::cli::Cli;

    #[test]
    fn every_command_is_in_one_group() {
        let grouped: Vec<&str> = GROUPS.iter().flat_map(|(_, names)| *names).copied().collect();
        let command = Cli::command();
        let mut known = 0;
        for name in command.get_subcommands().map(clap::Command::get_name) {
            assert_eq!(grouped.iter().filter(|one| **one == name).count(), 1, "{name}");
            known += 1;
        }
        assert!(known > 8, "{known} commands");
    }

    #[test]
    fn the_command_line_is_sound() {
        super::command().debug_assert();
    }
}
