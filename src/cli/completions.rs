//! `stackplan completions`: what a shell completes.

use clap::Args;
use clap_complete::Shell;

use super::{Answered, Failure, help, output};

/// Arguments of `stackplan completions`.
#[derive(Debug, Args)]
#[command(before_help = "Examples:
  stackplan completions bash > /etc/bash_completion.d/stackplan
  stackplan completions zsh > ~/.zfunc/_stackplan
  stackplan completions fish > ~/.config/fish/completions/stackplan.fish
  stackplan completions powershell >> $PROFILE")]
pub struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,

    /// Write to this file, whole or not at all; `-` is stdout
    #[arg(short, long, value_name = "FILE")]
    output: Option<String>,
}

/// Prints a shell's script.
pub fn run(args: &CompletionsArgs) -> Result<Answered, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut help::command(), env!("CARGO_PKG_NAME"), &mut script);
    output::write(&String::from_utf8_lossy(&script), args.output.as_deref()).map(|()| Answered::Yes)
}
