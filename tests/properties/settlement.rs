//! §6 and §7: the engine's ledgers against the naive ones, and against their own equations.

use super::agree::{self, OUTCOMES};
use super::runner::{Sample, for_each};
use proptest::prelude::*;
use stackplan::band::Case;
use stackplan::calendar::Day;

/// Rows, bills, use of each credit and summaries are the model's, in both plans and all three cases.
#[test]
fn every_position_is_the_one_that_the_naive_model_settles() {
    for_each("settlement", Sample { cases: 700, longest: 900 }, |written, evaluation| {
        agree::settlement(&written.profile, evaluation)
    });
}

/// On every day granted = consumed + expired + balance, cash = charges - consumed, and nothing is below 0; what is
/// granted, expired and charged never falls.
#[test]
fn every_day_adds_up_to_the_cent() {
    for_each("equations", Sample { cases: 350, longest: 3_660 }, |_, evaluation| {
        for (outcome, case) in OUTCOMES.into_iter().flat_map(|outcome| Case::ALL.map(|case| (outcome, case))) {
            let mut before = [0; 3];
            for row in evaluation.positions(outcome).get(case).rows() {
                let of = row.amounts;
                prop_assert_eq!(of.granted, of.consumed + of.expired + of.balance, "{} day {}", case, row.day);
                prop_assert_eq!(of.cash, of.charges - of.consumed, "{} day {}", case, row.day);
                let all = [of.granted, of.consumed, of.expired, of.balance, of.charges, of.cash];
                prop_assert!(all.iter().all(|amount| amount.cents() >= 0), "{} day {}: {:?}", case, row.day, of);
                let rising = [of.granted, of.expired, of.charges].map(|amount| amount.cents());
                prop_assert!(rising.iter().zip(before).all(|(now, before)| *now >= before), "day {}", row.day);
                before = rising;
            }
        }
        Ok(())
    });
}

/// At the ends of its own periods a provider's cash, consumed and expired never fall, and its bills add up to them.
#[test]
fn a_providers_cash_never_falls_from_one_period_end_to_the_next() {
    for_each("period ends", Sample { cases: 300, longest: 1_100 }, |_, evaluation| {
        for (outcome, case) in OUTCOMES.into_iter().flat_map(|outcome| Case::ALL.map(|case| (outcome, case))) {
            let position = evaluation.positions(outcome).get(case);
            let bills = position.bills();
            for ledger in &position.ledgers {
                let mut before = [0; 3];
                let mut next_first = Day::ZERO;
                for period in ledger.periods() {
                    prop_assert_eq!(period.first, next_first, "periods follow each other");
                    next_first = period.last.next();
                    let end = ledger.at(period.last);
                    let rising = [end.cash, end.consumed, end.expired].map(|amount| amount.cents());
                    prop_assert!(rising.iter().zip(before).all(|(now, before)| *now >= before), "{:?}", end);
                    before = rising;
                    let billed = bills.iter().filter(|bill| bill.provider == ledger.provider);
                    let due = billed.filter(|bill| bill.through <= period.last).map(|bill| bill.cash.cents());
                    prop_assert_eq!(due.sum::<i128>(), end.cash.cents());
                }
                prop_assert_eq!(next_first, position.horizon.last().next(), "the periods reach the horizon");
            }
        }
        Ok(())
    });
}
