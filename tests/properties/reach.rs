//! What the generated profiles reach: a property over profiles that never miss a gate proves nothing about misses.

use super::runner::{Sample, for_each};
use crate::model::profile::{Decision, Expected, Outcome as Became, Profile};
use crate::model::scoring::score;
use crate::model::{Form, tranches};
use stackplan::band::Case;
use stackplan::evaluation::{Evaluation, Outcome};
use stackplan::position::Summary;
use stackplan::timeline::{Grant, GrantKind, Life, Status};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// The fewest of a thousand profiles that show a trait.
const FEWEST: u32 = 3;

/// Each of these is met in several profiles of a thousand, most in many.
#[test]
fn the_generated_profiles_reach_every_corner_of_the_rules() {
    let counts: RefCell<BTreeMap<String, u32>> = RefCell::default();
    for_each("reach", Sample { cases: 1_000, longest: 900 }, |written, evaluation| {
        let profile = &written.profile;
        let mut seen = assessed(profile, evaluation);
        for (name, holds) in
            expected(profile).into_iter().chain(granted(profile, evaluation)).chain(settled(evaluation))
        {
            seen.push((name.to_owned(), holds));
        }
        for (name, holds) in seen {
            *counts.borrow_mut().entry(name).or_default() += u32::from(holds);
        }
        Ok(())
    });
    let rare: Vec<(String, u32)> = counts.take().into_iter().filter(|(_, count)| *count < FEWEST).collect();
    assert!(rare.is_empty(), "seldom or never met: {rare:?}");
}

type Traits = Vec<(&'static str, bool)>;

/// Tiers, recommendations and every level of every signal.
fn assessed(profile: &Profile, evaluation: &Evaluation<'_>) -> Vec<(String, bool)> {
    let assessment = &evaluation.assessment;
    let mut seen = Vec::new();
    for tier in &evaluation.program.tiers {
        let is_assigned = assessment.tier.assigned.is_some_and(|assigned| assigned.id == tier.id);
        seen.push((format!("tier {}", tier.id), is_assigned));
        // The floor asks for nothing that can be unknown.
        if tier.id.as_str() != "floor" {
            let is_possible = assessment.tier.possible.is_some_and(|possible| possible.id == tier.id);
            seen.push((format!("possible {}", tier.id), is_possible && !is_assigned));
        }
    }
    for action in ["execute", "edp", "standard-stack", "complete-profile", "pursue"] {
        seen.push((format!("action {action}"), assessment.recommendation.action.name() == action));
    }
    for reading in assessment.signals.iter() {
        let signal = reading.signal();
        for rank in 0..=signal.highest().rank() {
            let is_at = reading.proved.rank() == rank && reading.possible.rank() == rank;
            seen.push((format!("{signal} {}", signal.level(rank).name()), is_at));
        }
    }
    let commitment = score(profile).signals[4].1;
    seen.push(("hedged".to_owned(), profile.bedrock.commitment == Some("primary") && commitment.possible == 1));
    let constant = |name: &str| {
        profile.services.iter().find(|service| service.name == name).and_then(|service| match service.form {
            Form::Constant(amount) if amount > 0 => Some(amount),
            _ => None,
        })
    };
    let share = constant("claude-api").zip(constant("bedrock")).map(|(claude, bedrock)| 9 * claude - bedrock);
    seen.push(("a hedge by one cent".to_owned(), share == Some(1)));
    seen.push(("a tenth exactly".to_owned(), share == Some(0)));
    seen
}

/// Gates: on time to the day, late by a day, reviewed for 22 days or as far as the due day.
fn expected(profile: &Profile) -> Traits {
    let followed = tranches::followed_tier(profile, &score(profile)).expect("what evaluates is not refused");
    let accepted = tranches::acceptance(profile);
    let mut seen = [false; 5];
    for (gate, due) in followed.map_or_else(Vec::new, |tier| tranches::gates(tier, profile.offer.tranches)) {
        for accepted in accepted {
            let met = match &profile.decision {
                Decision::Accepted { met, .. } => met.iter().find(|(id, _)| *id == gate).map(|(_, day)| day - accepted),
                _ => None,
            };
            let milestone = profile.milestones.iter().find(|(id, _)| *id == gate);
            let planned = milestone.and_then(|(_, milestone)| milestone.expected).map(|expected| match expected {
                Expected::AfterAcceptance(days) => days,
                Expected::On(day) => (day - accepted).max(0),
            });
            if let Some(done) = met.or(planned) {
                seen[0] |= done == due[0];
                seen[1] |= done == due[0] + 1;
                seen[2] |= done + 22 < due[1];
                seen[3] |= done < due[1] && done + 22 > due[1];
                seen[4] |= done > due[1] && done <= due[0];
            }
        }
    }
    let names =
        ["on the deadline", "a day late", "22 days of review", "review up to the due day", "after the likely due day"];
    names.into_iter().zip(seen).collect()
}

/// Grants: where they come from, in which order, and what a miss takes along.
fn granted(profile: &Profile, evaluation: &Evaluation<'_>) -> Traits {
    let grants = &evaluation.timeline.grants;
    let tranches: Vec<&Grant<'_>> = grants.iter().filter(|grant| grant.is_tranche()).collect();
    let is_lost = |grant: &Grant<'_>, case| *grant.status.get(case) == Status::Forfeited;
    let is_missed = |grant: &Grant<'_>, case| {
        let mut gates = evaluation.timeline.gates.iter();
        gates.any(|gate| grant.gate() == Some(gate.id()) && gate.is_missed(case))
    };
    let mut seen = [false; 8];
    for case in Case::ALL {
        let life = |grant: &Grant<'_>| *grant.life.get(case);
        for (place, tranche) in tranches.iter().enumerate() {
            let (before, behind) = (&tranches[..place], &tranches[place + 1..]);
            let is_actual = *tranche.status.get(case) == Status::Actual;
            seen[0] |= is_lost(tranche, case) && !is_missed(tranche, case);
            seen[1] |= is_lost(tranche, case) && behind.iter().any(|later| life(later).is_some());
            seen[2] |= is_actual && before.iter().any(|earlier| is_lost(earlier, case));
            seen[3] |= is_actual && is_missed(tranche, case) && behind.iter().any(|later| !is_lost(later, case));
            let ahead: Option<Life> = before.iter().rev().find_map(|earlier| life(earlier));
            let issued = life(tranche).map(|life| life.issued);
            seen[4] |= !is_actual && issued.is_some() && issued == ahead.map(|life| life.issued);
            seen[5] |=
                is_actual && issued < ahead.map(|life| life.issued) && behind.iter().any(|one| life(one).is_some());
            seen[6] |= is_lost(tranche, case) && !is_lost(tranche, Case::Cautious);
        }
    }
    let is_declined = |id: &str| profile.outcome_of(id) == Some(Became::Declined);
    seen[7] = evaluation.timeline.gates.iter().any(|gate| {
        is_declined(&format!("accelerator-{}", gate.tranche)) && Case::ALL.iter().any(|case| gate.is_missed(*case))
    });
    let names = [
        "removed with an earlier one",
        "missed alone",
        "actual behind a miss",
        "actual though missed",
        "waits for the one ahead",
        "actual before the one ahead",
        "missed in some cases only",
        "declined though missed",
    ];
    let mut traits: Traits = names.into_iter().zip(seen).collect();
    traits.extend([
        ("held from later on", profile.held.iter().any(|credit| credit.issued > 0)),
        ("held and ended before day 0", profile.held.iter().any(|credit| credit.expires < 0)),
        ("held with nothing left", profile.held.iter().any(|credit| credit.remaining == 0)),
        ("another number of tranches", evaluation.timeline.gates.len() == 2 && profile.offer.tranches == Some(3)),
        ("anthropic", grants.iter().any(|grant| grant.id.as_str() == "anthropic")),
        (
            "an award down to nothing",
            grants.iter().any(|grant| grant.id.as_str() == "portfolio" && grant.amount.likely.is_zero()),
        ),
    ]);
    traits
}

/// Two services of one provider and period with equal charges, of which credits pay more for the first by name.
fn is_shared_by_name(evaluation: &Evaluation<'_>) -> bool {
    let bills = evaluation.accepted.cautious.bills();
    bills.windows(2).any(|pair| {
        let is_tie = pair[0].from == pair[1].from && pair[0].provider == pair[1].provider;
        is_tie && pair[0].charges == pair[1].charges && pair[0].credits > pair[1].credits
    })
}

/// Settlement: cuts, ties of the order, gaps, falls of cash, every line of the summary.
fn settled(evaluation: &Evaluation<'_>) -> Traits {
    let horizon = &evaluation.profile.plan.horizon;
    let position = &evaluation.accepted.cautious;
    let mut ties = [false; 3];
    for credits in position.ledgers.iter().map(|ledger| ledger.credits()) {
        for pair in credits.windows(2) {
            let covers = |id| {
                evaluation.timeline.grants.iter().find(|grant| grant.id == id).map_or(0, |grant| grant.covers.len())
            };
            let key = |place: usize| (pair[place].life.last(), covers(pair[place].id.clone()), pair[place].life.issued);
            ties[0] |= key(0).0 == key(1).0 && key(0).1 < key(1).1;
            ties[1] |= key(0).0 == key(1).0 && key(0).1 == key(1).1 && key(0).2 < key(1).2;
            ties[2] |= key(0) == key(1);
        }
    }
    let rows: Vec<_> = position.rows().collect();
    let cut = evaluation.timeline.grants.iter().filter(|grant| grant.kind == GrantKind::Held).any(|grant| {
        let last = grant.life.likely.map(|life| life.last());
        let is_inside = last.is_some_and(|last| {
            last < horizon.last() && horizon.date(last.next()) != horizon.date(last.next()).first_of_month()
        });
        is_inside && !position.grant_use(&grant.id).consumed.is_zero()
    });
    let summaries: Vec<Summary> = evaluation
        .granting_providers(Outcome::Accepted)
        .into_iter()
        .filter_map(|provider| evaluation.summary(Outcome::Accepted, Case::Cautious, provider))
        .collect();
    let some = |holds: fn(&Summary) -> bool| summaries.iter().any(holds);
    vec![
        ("fewer services first", ties[0]),
        ("earlier issue first", ties[1]),
        ("smaller id first", ties[2]),
        ("a month cut by a credit that was used", cut),
        ("equal charges and too little for both", is_shared_by_name(evaluation)),
        ("cash falls", rows.windows(2).any(|pair| pair[1].amounts.cash < pair[0].amounts.cash)),
        ("a gap", some(|summary| !summary.gaps.is_empty())),
        ("the end of credits", some(|summary| summary.credits_end_day.is_some())),
        ("no end of credits", some(|summary| summary.credits_end_day.is_none() && summary.first_usable_day.is_some())),
        ("something lapses", some(|summary| !summary.lapsed.is_zero())),
        ("no charges", some(|summary| summary.coverage.is_none())),
        ("a first bill", some(|summary| summary.first_bill.is_some())),
        ("no first bill", some(|summary| summary.first_bill.is_none())),
        ("paid before credits", some(|summary| summary.paid_before_credits.is_some_and(|cash| !cash.is_zero()))),
        ("all grants are 0 or lost", some(|summary| summary.first_usable_day.is_none())),
    ]
}
