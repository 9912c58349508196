//! §6 and §7: the engine's ledgers against the naive ones, and against their own equations.

use super::runner::{Sample, Verdict, for_each};
use crate::model::{self, Credit, Settled, World};
use proptest::prelude::*;
use stackplan::band::Case;
use stackplan::calendar::Day;
use stackplan::evaluation::{Evaluation, Outcome};
use stackplan::position::{Amounts, Position};
use stackplan::timeline::GrantKind;

const OUTCOMES: [Outcome; 2] = [Outcome::Accepted, Outcome::NotAccepted];

/// The world of one plan and case: spend as the profile was generated, credits as the engine lists them.
fn world(profile: &model::profile::Profile, evaluation: &Evaluation<'_>, outcome: Outcome, case: Case) -> World {
    let mut credits = Vec::new();
    for grant in evaluation.grants(outcome) {
        // A forfeited grant has no life and is no credit.
        if let Some(life) = grant.life.get(case) {
            credits.push(Credit {
                id: grant.id.to_string(),
                provider: grant.provider.to_string(),
                amount: grant.amount.get(case).cents(),
                issued: i64::from(life.issued.0),
                usable: i64::from(life.usable.0),
                last: i64::from(life.last().0),
                covers: grant.covers.iter().map(ToString::to_string).collect(),
                held: grant.kind == GrantKind::Held,
            });
        }
    }
    World { start: profile.plan.start, horizon: profile.horizon(), services: profile.services.clone(), credits }
}

/// Rows, bills, use of each credit and summaries are the model's, in both plans and all three cases.
#[test]
fn every_position_is_the_one_that_the_naive_model_settles() {
    for_each("settlement", Sample { cases: 700, longest: 900 }, |written, evaluation| {
        for (outcome, case) in OUTCOMES.into_iter().flat_map(|outcome| Case::ALL.map(|case| (outcome, case))) {
            let world = world(&written.profile, evaluation, outcome, case);
            let settled = world.settled();
            let position = evaluation.positions(outcome).get(case);
            rows_agree(position, &settled)?;
            bills_agree(position, &settled)?;
            for (id, consumed, expired, left) in settled.per_credit() {
                let found = position.grant_use(&id.as_str().into());
                let found = (found.consumed.cents(), found.expired.cents(), found.left.cents());
                prop_assert_eq!(found, (consumed, expired, left), "{} {:?}, {}", case, outcome, id);
            }
            summaries_agree(evaluation, outcome, case, &settled)?;
        }
        Ok(())
    });
}

fn rows_agree(position: &Position<'_>, settled: &Settled<'_>) -> Verdict {
    let cents = |day: i64, of: Amounts| model::Row {
        day,
        granted: of.granted.cents(),
        consumed: of.consumed.cents(),
        expired: of.expired.cents(),
        balance: of.balance.cents(),
        charges: of.charges.cents(),
        cash: of.cash.cents(),
    };
    let found: Vec<model::Row> = position.rows().map(|row| cents(i64::from(row.day.0), row.amounts)).collect();
    let wanted = settled.rows();
    prop_assert_eq!(found.len(), wanted.len());
    for (found, wanted) in found.iter().zip(&wanted) {
        prop_assert_eq!(found, wanted, "{}", position.case);
    }
    Ok(())
}

fn bills_agree(position: &Position<'_>, settled: &Settled<'_>) -> Verdict {
    let bills = position.bills();
    let found: Vec<model::Bill> = bills
        .iter()
        .map(|bill| model::Bill {
            from_day: i64::from(bill.from.0),
            to_day: i64::from(bill.through.0),
            service: bill.service.to_string(),
            provider: bill.provider.to_string(),
            charges: bill.charges.cents(),
            credits: bill.credits.cents(),
            cash: bill.cash.cents(),
        })
        .collect();
    prop_assert_eq!(found, settled.bills(), "{}", position.case);
    Ok(())
}

/// The providers of the summary are those that have a grant listed, all of it forfeited or not.
fn summaries_agree(evaluation: &Evaluation<'_>, outcome: Outcome, case: Case, settled: &Settled<'_>) -> Verdict {
    let mut listed: Vec<&str> = evaluation.grants(outcome).map(|grant| grant.provider.as_str()).collect();
    listed.sort_unstable();
    listed.dedup();
    let providers = evaluation.granting_providers(outcome);
    prop_assert_eq!(providers.iter().map(|provider| provider.as_str()).collect::<Vec<_>>(), listed);
    for provider in providers {
        let Some(found) = evaluation.summary(outcome, case, provider) else {
            return Err(TestCaseError::fail(format!("no summary of {provider}")));
        };
        let day = |day: Day| i64::from(day.0);
        let found = model::Summary {
            first_usable_day: found.first_usable_day.map(day),
            paid_before_credits: found.paid_before_credits.map(|amount| amount.cents()),
            first_bill_day: found.first_bill_day.map(day),
            first_bill: found.first_bill.map(|amount| amount.cents()),
            gaps: found.gaps.iter().map(|gap| (day(gap.from), day(gap.to))).collect(),
            cash_by_month: found.cash_by_month.iter().map(|one| (one.month.to_string(), one.cash.cents())).collect(),
            credits_end_day: found.credits_end_day.map(day),
            lapsed: found.lapsed.cents(),
            coverage: found.coverage.map(|share| share.ten_thousandths()),
        };
        prop_assert_eq!(found, settled.summary(provider.as_str()), "{} {:?}, {}", case, outcome, provider);
    }
    Ok(())
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
