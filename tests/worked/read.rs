//! A profile's text to what the tests compare.

use stackplan::band::Case;
use stackplan::calendar::Day;
use stackplan::document::Input;
use stackplan::evaluation::{Evaluation, evaluate};
use stackplan::profile::Profile;
use stackplan::program::Program;
use stackplan::timeline::Grant;

/// Evaluates a profile that is without mistakes, and hands on what `read` finds.
pub fn evaluated<T>(text: &str, read: impl FnOnce(&Evaluation<'_>) -> T) -> T {
    let program = Program::builtin().expect("the built-in program is sound");
    let profile = match Profile::parse(&Input::new("worked", text), &program) {
        Ok(profile) => profile,
        Err(diagnostics) => panic!("{diagnostics}"),
    };
    match evaluate(&profile, &program) {
        Ok(evaluation) => read(&evaluation),
        Err(diagnostics) => panic!("{diagnostics}"),
    }
}

/// The cents of a day, cumulative since day 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct At {
    pub consumed: i128,
    pub expired: i128,
    pub balance: i128,
    pub cash: i128,
}

pub fn at(evaluation: &Evaluation<'_>, case: Case, day: i32) -> At {
    let amounts = evaluation.accepted.get(case).at(Day(day));
    At {
        consumed: amounts.consumed.cents(),
        expired: amounts.expired.cents(),
        balance: amounts.balance.cents(),
        cash: amounts.cash.cents(),
    }
}

/// What is granted by the end of each day, in whole dollars.
pub fn granted<const N: usize>(evaluation: &Evaluation<'_>, case: Case, days: [i32; N]) -> [i128; N] {
    days.map(|day| evaluation.accepted.get(case).at(Day(day)).granted.cents() / 100)
}

/// The bills: first day, last day, service, charges, credits, cash.
pub fn bills(evaluation: &Evaluation<'_>, case: Case) -> Vec<(i32, i32, String, i128, i128, i128)> {
    let bills = evaluation.accepted.get(case).bills();
    let cents = |amount: stackplan::money::Usd| amount.cents();
    let bill = |bill: stackplan::position::Bill<'_>| {
        let amounts = (cents(bill.charges), cents(bill.credits), cents(bill.cash));
        (bill.from.0, bill.through.0, bill.service.to_string(), amounts.0, amounts.1, amounts.2)
    };
    bills.into_iter().map(bill).collect()
}

pub fn grant<'e, 'a>(evaluation: &'e Evaluation<'a>, id: &str) -> &'e Grant<'a> {
    let found = evaluation.timeline.grants.iter().find(|grant| grant.id.as_str() == id);
    found.unwrap_or_else(|| panic!("{id} is listed"))
}

/// The days of issue by case; `None` for a forfeited grant.
pub fn issued(evaluation: &Evaluation<'_>, id: &str) -> [Option<i32>; 3] {
    Case::ALL.map(|case| grant(evaluation, id).life.get(case).map(|life| life.issued.0))
}

/// The dates of the last usable day by case.
pub fn last_usable(evaluation: &Evaluation<'_>, id: &str) -> [String; 3] {
    let horizon = &evaluation.profile.plan.horizon;
    Case::ALL.map(|case| {
        let life = grant(evaluation, id).life.get(case).expect("the grant is issued");
        horizon.date(life.last()).to_string()
    })
}
