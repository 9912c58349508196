//! The `stackplan` command: parse, run, say what failed, exit.

use std::process::ExitCode;

fn main() -> ExitCode {
    stackplan::cli::main()
}
