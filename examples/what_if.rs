//! One key of a profile at several values: which tier, what is granted, what is paid in cash.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "an example prints")]

use std::error::Error;
use std::process::ExitCode;

use stackplan::money::alone;
use stackplan::{Input, Profile, Program, evaluate};

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // A mistake in the profile prints as `stackplan eval` prints it: its place, what was wanted, the way out.
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let usage = "usage: what_if PROFILE KEY VALUE…";
    let (path, key) = arguments.next().zip(arguments.next()).ok_or(usage)?;
    let written = Input::from_bytes(&path, std::fs::read(&path)?)?;
    let program = Program::builtin()?;

    println!("{key:<26} {:<14} {:>13} {:>15}", "tier", "granted", "cash");
    for value in arguments {
        // The edit is made before the file is checked, as with --set, and a mistake in it is shown in the same way.
        let input = written.clone().with_set("VALUE", &format!("{key}={value}"));
        let profile = Profile::parse(&input, &program)?;
        let evaluation = evaluate(&profile, &program)?;
        let tier = evaluation.assessment.tier.assigned.map_or("none", |tier| tier.id.as_str());
        let totals = evaluation.accepted.likely.totals();
        println!("{value:<26} {tier:<14} {:>13} {:>15}", alone(totals.granted), alone(totals.cash));
    }
    Ok(())
}
