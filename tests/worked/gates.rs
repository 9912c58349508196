//! A deadline met on the day, missed by a day, and what a miss takes along (§5, L26).

use super::read::{evaluated, grant, granted, issued};
use stackplan::band::Case;
use stackplan::evaluation::Evaluation;
use stackplan::timeline::Status;

/// 500 000 in four parts of 125 000, accepted on day 0: gates due 60, 120 and 270 / 240 / 240 days later.
fn accepted(rest: &str) -> String {
    format!(
        r#"
[company]
name = "Gates"
stage = "series-a"

[plan]
start = 2026-01-01
stack = []

[actuals]
decision = "accepted"
decided = 2026-01-01
tier = "upper-median"

{rest}"#
    )
}

fn tranches(evaluation: &Evaluation<'_>) -> [[Option<i32>; 3]; 4] {
    ["accelerator-1", "accelerator-2", "accelerator-3", "accelerator-4"].map(|id| issued(evaluation, id))
}

const ALL: [Option<i32>; 3] = [Some(0); 3];
const LOST: [Option<i32>; 3] = [None; 3];

fn on(cautious: i32, likely: i32, best: i32) -> [Option<i32>; 3] {
    [Some(cautious), Some(likely), Some(best)]
}

#[test]
fn a_gate_met_on_its_deadline_is_met_and_one_met_a_day_later_is_missed() {
    let expected = |days: &str| accepted(&format!("[offer]\ntranches = 4\n[milestones.poc]\nexpected = {days}\n"));
    let rest = [on(120, 120, 120), on(270, 240, 240)];
    // The day before: cautious waits for day 60, likely max(59, min(60, 81)), best is 59.
    evaluated(&expected("59"), |evaluation| {
        assert_eq!(tranches(evaluation), [ALL, on(60, 60, 59), rest[0], rest[1]]);
    });
    evaluated(&expected("60"), |evaluation| {
        assert_eq!(tranches(evaluation), [ALL, on(60, 60, 60), rest[0], rest[1]]);
        assert_eq!(granted(evaluation, Case::Likely, [730]), [500_000]);
    });
    // The day after, with the default: that tranche and every later one are gone, 125 000 remain.
    evaluated(&expected("61"), |evaluation| {
        assert_eq!(tranches(evaluation), [ALL, LOST, LOST, LOST]);
        assert_eq!(granted(evaluation, Case::Likely, [730]), [125_000]);
        // A forfeited tranche keeps its part of the award.
        assert_eq!(grant(evaluation, "accelerator-4").amount.likely.cents(), 125_000_00);
        assert_eq!(grant(evaluation, "accelerator-4").status.likely, Status::Forfeited);
    });
}

#[test]
fn a_miss_under_tranche_only_costs_one_tranche() {
    let text = accepted("[offer]\ntranches = 4\non_miss = \"tranche-only\"\n[milestones.poc]\nexpected = 61\n");
    evaluated(&text, |evaluation| {
        assert_eq!(tranches(evaluation), [ALL, LOST, on(120, 120, 120), on(270, 240, 240)]);
        assert_eq!(granted(evaluation, Case::Likely, [730]), [375_000]);
    });
}

#[test]
fn a_milestone_that_happened_counts_to_the_day_in_all_cases() {
    let met = |date: &str| {
        accepted(&format!(
            "[actuals.milestones]\npoc = {date}\n[offer]\ntranches = 4\n[milestones.poc]\nexpected = 90\n"
        ))
    };
    // 1 January + 60 = 2 March (31 + 28 + 2 - 1): the day before, the day, the day after. The expectation of 90 days,
    // which would be missed, no longer counts.
    evaluated(&met("2026-03-01"), |evaluation| assert_eq!(issued(evaluation, "accelerator-2"), on(60, 60, 60)));
    evaluated(&met("2026-03-02"), |evaluation| assert_eq!(issued(evaluation, "accelerator-2"), on(60, 60, 60)));
    evaluated(&met("2026-03-03"), |evaluation| assert_eq!(issued(evaluation, "accelerator-2"), LOST));
    // Met on day 20: reviewed for 22 days, day 42, in all three cases. On day 38: 60. On day 39: not after the due day.
    evaluated(&met("2026-01-21"), |evaluation| assert_eq!(issued(evaluation, "accelerator-2"), on(42, 42, 42)));
    evaluated(&met("2026-02-08"), |evaluation| assert_eq!(issued(evaluation, "accelerator-2"), on(60, 60, 60)));
    evaluated(&met("2026-02-09"), |evaluation| assert_eq!(issued(evaluation, "accelerator-2"), on(60, 60, 60)));
}

#[test]
fn the_deadline_is_the_cautious_due_day_and_not_the_likely_one() {
    // The case study is due on day 270 / 240 / 240. On day 250 it is late for the likely case's tranche, not for the
    // deadline: likely max(250, min(240, 272)) = 250.
    let expected =
        |days: &str| accepted(&format!("[offer]\ntranches = 4\n[milestones.case-study]\nexpected = {days}\n"));
    evaluated(&expected("250"), |evaluation| assert_eq!(issued(evaluation, "accelerator-4"), on(270, 250, 250)));
    evaluated(&expected("270"), |evaluation| assert_eq!(issued(evaluation, "accelerator-4"), on(270, 270, 270)));
    evaluated(&expected("271"), |evaluation| assert_eq!(issued(evaluation, "accelerator-4"), LOST));
}

#[test]
fn what_was_issued_or_declined_is_no_miss_and_an_earlier_miss_is_not_undone() {
    let gates =
        "[offer]\ntranches = 4\n[milestones.poc]\nexpected = 61\n[milestones.commercial-outcome]\nexpected = 121\n";
    let actual =
        |id: &str, rest: &str| accepted(&format!("{gates}[[actuals.grants]]\nid = \"accelerator-{id}\"\n{rest}\n"));
    let fourth = on(270, 240, 240);
    // Tranche 2 came on day 70 though its gate was late; tranche 3 is missed, and takes tranche 4 along.
    evaluated(&actual("2", "issued = 2026-03-12\namount = 100_000"), |evaluation| {
        assert_eq!(tranches(evaluation), [ALL, on(70, 70, 70), LOST, LOST]);
        // The actual amount stands, the other parts are not rescaled.
        assert_eq!(granted(evaluation, Case::Likely, [730]), [225_000]);
    });
    // Tranche 3 came, behind the miss of tranche 2: tranche 4 stays removed.
    evaluated(&actual("3", "issued = 2026-05-11\namount = 125_000"), |evaluation| {
        assert_eq!(tranches(evaluation), [ALL, LOST, on(130, 130, 130), LOST]);
    });
    // Tranche 2 was declined: not listed, and its missed gate takes nothing along; tranche 3's own miss does.
    evaluated(&actual("2", "declined = true"), |evaluation| {
        assert!(evaluation.timeline.grants.iter().all(|grant| grant.id.as_str() != "accelerator-2"));
        assert_eq!(issued(evaluation, "accelerator-3"), LOST);
    });
    let declined_alone = accepted(
        "[offer]\ntranches = 4\n[milestones.poc]\nexpected = 61\n[[actuals.grants]]\nid = \"accelerator-2\"\ndeclined = true\n",
    );
    evaluated(&declined_alone, |evaluation| {
        assert_eq!(issued(evaluation, "accelerator-3"), on(120, 120, 120));
        assert_eq!(issued(evaluation, "accelerator-4"), fourth);
    });
}

#[test]
fn a_tranche_waits_for_the_one_ahead_of_it() {
    // The commercial outcome is there on day 10, the proof of concept on day 50: best 50 and 50, likely 60 (50 + 22 is
    // later) and max(10, min(120, 32)) = 32, which waits for 60.
    let text = accepted(
        "[offer]\ntranches = 4\n[milestones.poc]\nexpected = 50\n[milestones.commercial-outcome]\nexpected = 10\n",
    );
    evaluated(&text, |evaluation| {
        assert_eq!(issued(evaluation, "accelerator-2"), on(60, 60, 50));
        assert_eq!(issued(evaluation, "accelerator-3"), on(120, 60, 50));
    });
}

/// A date is a different number of days in each case while the decision is open: `profiles/missed-gate.toml`.
#[test]
fn a_dated_gate_is_missed_after_an_early_yes_and_met_after_a_late_one() {
    let dated = |day: &str| {
        let text = include_str!("../../profiles/missed-gate.toml");
        assert_eq!(text.matches("expected = 2026-07-03").count(), 1);
        text.replace("expected = 2026-07-03", &format!("expected = {day}"))
    };
    // Accepted on day 90 / 75 / 60, due 120 days later: day 210, 195, 180. Start is 15 December 2025, so day 200 is
    // 3 July 2026 (17 + 31 + 28 + 31 + 30 + 31 + 30 = 198 is 1 July).
    let third = |text: &str| evaluated(text, |evaluation| issued(evaluation, "accelerator-3"));
    assert_eq!(third(&dated("2026-07-03")), [Some(210), None, None]);
    // Day 195, 28 June: in time for the likely case. Day 196 is not.
    assert_eq!(third(&dated("2026-06-28")), [Some(210), Some(195), None]);
    assert_eq!(third(&dated("2026-06-29")), [Some(210), None, None]);
    // Day 180, 13 June: in time for all. Likely: 105 days after acceptance, max(105, min(120, 127)) = 120, day 195.
    assert_eq!(third(&dated("2026-06-13")), [Some(210), Some(195), Some(180)]);
    assert_eq!(third(&dated("2026-06-14")), [Some(210), Some(195), None]);
    // Day 210, 13 July, and the day after.
    assert_eq!(third(&dated("2026-07-13")), [Some(210), None, None]);
    assert_eq!(third(&dated("2026-07-14")), LOST);
}
