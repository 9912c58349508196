//! Rows, bills, use of credits and summaries, as the naive ledgers have them.

use super::{OUTCOMES, Verdict};
use crate::model::{self, Credit, Settled, World};
use proptest::prelude::*;
use stackplan::band::Case;
use stackplan::calendar::Day;
use stackplan::evaluation::{Evaluation, Outcome};
use stackplan::position::{Amounts, Position};
use stackplan::timeline::GrantKind;

/// Both plans in all three cases.
pub fn settlement(profile: &model::profile::Profile, evaluation: &Evaluation<'_>) -> Verdict {
    for (outcome, case) in OUTCOMES.into_iter().flat_map(|outcome| Case::ALL.map(|case| (outcome, case))) {
        let world = world(profile, evaluation, outcome, case);
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
}

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
