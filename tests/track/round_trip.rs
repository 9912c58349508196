//! The plan's own bills, exported and read back: the re-forecast is the plan.

use std::fs;

use stackplan::band::Case;
use stackplan::calendar::{Day, Month};
use stackplan::evaluation::Evaluation;
use stackplan::import::Import;
use stackplan::tracking::{Burn, Question, Tracking, scope, track};
use stackplan::{Input, Profile, Program, evaluate};

use super::export::{focus, history, list};
use super::support::{profiles, root};

/// Runs a check on every sample with the months after which it is tracked.
fn on_samples(check: impl Fn(&str, &Evaluation<'_>, &Month) -> bool) {
    let program = Program::builtin().unwrap();
    let mut checked = 0;
    for path in profiles() {
        let text = fs::read_to_string(root().join(&path)).unwrap();
        let profile = Profile::parse(&Input::new(&path, text), &program).unwrap();
        let evaluation = evaluate(&profile, &program).unwrap();
        let last = profile.plan.horizon.last();
        let whole: Vec<&Month> = profile.plan.horizon.months().iter().filter(|month| month.last <= last).collect();
        for month in whole.iter().copied().step_by(4).chain(whole.last().copied()) {
            checked += usize::from(check(&path, &evaluation, month));
        }
    }
    assert!(checked > 60, "{checked}");
}

/// Tracks the plan on the tenth of the month after.
fn tracked<T>(
    evaluation: &Evaluation<'_>,
    month: &Month,
    files: &[(&str, String)],
    burn: Burn,
    ask: impl FnOnce(&Tracking<'_>) -> T,
) -> T {
    let scope = scope(evaluation);
    let mut import = Import::new(&scope, files.len());
    for (name, text) in files {
        import.read(name, text.as_bytes()).unwrap_or_else(|mistakes| panic!("{mistakes}"));
    }
    assert!(import.files.iter().all(|file| file.is_whole() && file.skipped_count() == 0), "{:?}", import.files);
    let today = evaluation.profile.plan.horizon.date(month.last + Day(10));
    let tracking = track(evaluation, &import, &Question { today, told: Vec::new(), burn }).unwrap();
    ask(&tracking)
}

/// The re-forecast of the likely case is the plan's: at the end, in each month, at the first bill, in what lapses.
fn assert_is_the_plan(path: &str, evaluation: &Evaluation<'_>, month: &Month, tracking: &Tracking<'_>) {
    let horizon = &evaluation.profile.plan.horizon;
    let planned = &evaluation.accepted.likely;
    let now = &tracking.forecast.likely;
    let place = format!("{path}, {month}");
    assert_eq!(now.totals, planned.totals(), "{place}");
    for row in &tracking.months {
        assert_eq!(row.forecast, row.planned, "{place}: {}", row.month);
    }
    let start = tracking.starts.iter().map(|start| start.day()).max().unwrap_or_default();
    if let Some((on, _)) = now.first_bill {
        let first: Vec<_> = planned.ledgers.iter().filter_map(|ledger| ledger.first_bill()).collect();
        let day =
            first.iter().map(|(day, _)| *day).min().unwrap_or_else(|| panic!("{place}: the plan has no bill on {on}"));
        // Two providers may send their first bill on the same day.
        let amount = first.iter().filter(|(other, _)| *other == day).map(|(_, amount)| *amount).sum();
        assert!(day < start || now.first_bill == Some((horizon.date(day), amount)), "{place}: {:?}", now.first_bill);
    }
    let mut lapses: Vec<(String, String)> = planned
        .ledgers
        .iter()
        .flat_map(|ledger| ledger.lapses().collect::<Vec<_>>())
        .filter(|(credit, _)| credit.life.last() >= start)
        .map(|(credit, left)| (credit.id.to_string(), left.to_string()))
        .collect();
    lapses.sort();
    let mut found: Vec<(String, String)> = now
        .lapses
        .iter()
        .filter(|lapse| horizon.day(lapse.on) >= start)
        .map(|lapse| (lapse.grant.to_string(), lapse.amount.to_string()))
        .collect();
    found.sort();
    assert_eq!(found, lapses, "{place}");
}

#[test]
fn bills_exported_as_focus_bring_the_plan_back_to_the_cent() {
    on_samples(|path, evaluation, month| {
        let file = focus(evaluation, month.last);
        let has_rows = file.lines().count() > 1;
        tracked(evaluation, month, &[("bills.csv", file)], Burn::Planned, |tracking| {
            assert_is_the_plan(path, evaluation, month, tracking);
            assert!(tracking.doubts.is_empty(), "{path}: {:?}", tracking.doubts);
            // Every credit on the bills is a grant of the plan.
            assert!(tracking.entries.iter().all(|entry| entry.planned.is_some()), "{path}");
            if has_rows {
                assert!(
                    tracking
                        .starts
                        .iter()
                        .any(|start| start.closed.is_some_and(|closed| closed.number == month.number))
                );
            }
        });
        has_rows
    });
}

#[test]
fn bills_exported_as_a_history_bring_the_plan_back_to_the_cent() {
    on_samples(|path, evaluation, month| {
        let file = history(evaluation, month.last);
        tracked(evaluation, month, &[("history.json", file.clone())], Burn::Planned, |tracking| {
            assert_is_the_plan(path, evaluation, month, tracking);
        });
        // Bills and history together say the same thing once.
        let both = [("bills.csv", focus(evaluation, month.last)), ("history.json", file)];
        tracked(evaluation, month, &both, Burn::Planned, |tracking| {
            assert_is_the_plan(path, evaluation, month, tracking);
        });
        true
    });
}

#[test]
fn spend_that_is_as_planned_regrows_as_planned() {
    on_samples(|path, evaluation, month| {
        let file = focus(evaluation, month.last);
        tracked(evaluation, month, &[("bills.csv", file)], Burn::Actual, |tracking| {
            assert_eq!(
                tracking.forecast.likely.totals,
                evaluation.accepted.get(Case::Likely).totals(),
                "{path}, {month}"
            );
        });
        true
    });
}

#[test]
fn a_list_with_the_bills_brings_the_plan_back_to_the_cent() {
    on_samples(|path, evaluation, month| {
        let files = [("bills.csv", focus(evaluation, month.last)), ("credits.json", list(evaluation, month.last))];
        tracked(evaluation, month, &files, Burn::Planned, |tracking| {
            assert_is_the_plan(path, evaluation, month, tracking);
        });
        true
    });
}
