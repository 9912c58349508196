//! The first bill of a profile, in each case and in both plans.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "an example prints")]

use std::error::Error;
use std::process::ExitCode;

use stackplan::evaluation::Outcome;
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
    let path = std::env::args().nth(1).ok_or("usage: first_bill PROFILE")?;
    let input = Input::from_bytes(&path, std::fs::read(&path)?)?;
    let program = Program::builtin()?;
    let profile = Profile::parse(&input, &program)?;
    let evaluation = evaluate(&profile, &program)?;

    for (name, outcome) in [("not accepted", Outcome::NotAccepted), ("if accepted", Outcome::Accepted)] {
        println!("{name}");
        for provider in evaluation.granting_providers(outcome) {
            for (case, position) in evaluation.positions(outcome).iter() {
                let summary = position.ledger(provider).map(|ledger| ledger.summary());
                let bill = summary.and_then(|summary| summary.first_bill_day.zip(summary.first_bill));
                let shown = bill.map_or("none".to_owned(), |(day, amount)| {
                    format!("{}, {}", profile.plan.horizon.date(day), alone(amount))
                });
                println!("  {provider:<10} {:<9} {shown}", case.name());
            }
        }
    }
    Ok(())
}
