//! Last usable days, and the day after (§5, §7).

use super::read::{At, at, evaluated, issued, last_usable};
use stackplan::band::Case;

/// A company whose stack is filed on day 0 and that spends nothing.
fn filed(start: &str) -> String {
    format!(
        r#"
[company]
name = "Filed"
stage = "seed"

[plan]
start = {start}
horizon_days = 800
accelerator = false
stack = ["build"]
"#
    )
}

#[test]
fn a_grant_is_usable_to_the_end_of_the_calendar_month_12_or_24_months_after_its_issue() {
    // 18 days after 13 January is 31 January: the end of January, a year later. 14 and 11 days: 27 and 24 January.
    evaluated(&filed("2026-01-13"), |evaluation| {
        assert_eq!(last_usable(evaluation, "build"), ["2027-01-31", "2028-01-31", "2028-01-31"]);
    });
    // A day later it is 1 February, and another month.
    evaluated(&filed("2026-01-14"), |evaluation| {
        assert_eq!(last_usable(evaluation, "build"), ["2027-02-28", "2028-01-31", "2028-01-31"]);
    });
    // February 2027 + 12 months ends on the 29th. 14 and 11 days after 20 January: 3 February and 31 January.
    evaluated(&filed("2027-01-20"), |evaluation| {
        assert_eq!(last_usable(evaluation, "build"), ["2028-02-29", "2029-02-28", "2029-01-31"]);
    });
}

#[test]
fn a_grant_has_its_balance_on_the_last_usable_day_and_none_on_the_day_after() {
    evaluated(&filed("2026-01-13"), |evaluation| {
        // Issued on day 18, not before.
        let whole = At { consumed: 0, expired: 0, balance: 25_000_00, cash: 0 };
        let nothing = At { consumed: 0, expired: 0, balance: 0, cash: 0 };
        assert_eq!(issued(evaluation, "build"), [Some(18), Some(14), Some(11)]);
        assert_eq!(at(evaluation, Case::Cautious, 17), nothing);
        assert_eq!(at(evaluation, Case::Cautious, 18), whole);
        // 31 January 2027 is 365 days after 31 January 2026, day 18: day 383.
        assert_eq!(at(evaluation, Case::Cautious, 382), whole);
        assert_eq!(at(evaluation, Case::Cautious, 383), whole);
        assert_eq!(at(evaluation, Case::Cautious, 384), At { expired: 25_000_00, balance: 0, ..whole });
        assert_eq!(at(evaluation, Case::Likely, 384), whole);
        // 31 January 2028: 365 days more, day 748.
        assert_eq!(at(evaluation, Case::Likely, 748), whole);
        assert_eq!(at(evaluation, Case::Likely, 749), At { expired: 25_000_00, balance: 0, ..whole });
    });
}

/// A credit of $100 that ends `expires`, and $31 in January 2026.
fn held(expires: &str) -> String {
    format!(
        r#"
[company]
name = "Held"
stage = "seed"

[spend.ec2]
provider = "aws"
monthly = [31, 0]

[plan]
start = 2026-01-01
horizon_days = 31          # 1 February
accelerator = false
stack = []

[[credits]]
id = "drawer"
provider = "aws"
remaining = 100
issued = 2025-01-01
expires = {expires}
covers = ["ec2"]
"#
    )
}

#[test]
fn a_held_credit_that_ended_the_day_before_day_0_is_left_out_and_one_that_ends_on_day_0_pays_that_day() {
    evaluated(&held("2025-12-31"), |evaluation| {
        assert!(evaluation.timeline.grants.is_empty());
        let codes: Vec<&str> = evaluation.timeline.warnings.iter().map(|warning| warning.code.name()).collect();
        assert!(codes.contains(&"credit-already-expired"), "{codes:?}");
        assert_eq!(at(evaluation, Case::Likely, 31).cash, 31_00);
    });
    evaluated(&held("2026-01-01"), |evaluation| {
        // $1 a day: one is paid, 99 expire.
        assert_eq!(at(evaluation, Case::Likely, 0), At { consumed: 1_00, expired: 0, balance: 99_00, cash: 0 });
        assert_eq!(at(evaluation, Case::Likely, 1), At { consumed: 1_00, expired: 99_00, balance: 0, cash: 1_00 });
        assert_eq!(at(evaluation, Case::Likely, 31).cash, 30_00);
    });
    evaluated(&held("2026-01-02"), |evaluation| {
        assert_eq!(at(evaluation, Case::Likely, 31), At { consumed: 2_00, expired: 98_00, balance: 0, cash: 29_00 });
    });
}

#[test]
fn a_held_credit_that_ends_with_the_month_cuts_nothing_and_lapses_on_the_first() {
    evaluated(&held("2026-01-31"), |evaluation| {
        assert_eq!(evaluation.accepted.likely.ledgers[0].periods().len(), 2, "January and 1 February");
        assert_eq!(at(evaluation, Case::Likely, 30), At { consumed: 31_00, expired: 0, balance: 69_00, cash: 0 });
        assert_eq!(at(evaluation, Case::Likely, 31), At { consumed: 31_00, expired: 69_00, balance: 0, cash: 0 });
    });
}
