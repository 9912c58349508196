//! What each gate of a plan asks for, and by which date in each case.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "an example prints")]

use std::error::Error;
use std::process::ExitCode;

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
    let path = std::env::args().nth(1).ok_or("usage: evidence PROFILE")?;
    let input = Input::from_bytes(&path, std::fs::read(&path)?)?;
    let program = Program::builtin()?;
    let profile = Profile::parse(&input, &program)?;
    let evaluation = evaluate(&profile, &program)?;

    for plan in &evaluation.timeline.gates {
        let title = program.gate(plan.id().as_str()).map_or("", |gate| gate.title.as_str());
        println!("{title}: releases tranche {}", plan.tranche);
        for (case, day) in plan.deadline.iter() {
            println!("  {:<9} by {}", case.name(), profile.plan.horizon.date(*day));
        }
        for evidence in program.gate(plan.id().as_str()).iter().flat_map(|gate| &gate.evidence) {
            println!("  - {evidence}");
        }
    }
    Ok(())
}
