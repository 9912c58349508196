//! A month cut in two, a month that waits, and an estimate that is taken back (§6, §7).

use super::read::{At, at, bills, evaluated};
use stackplan::band::Case;

/// $10 a day in January and February 2026, and a credit of $500 whose last usable day is 15 January.
const CUT: &str = r#"
[company]
name = "Cut"
stage = "seed"

[spend.ec2]
provider = "aws"
monthly = [310, 280]

[plan]
start = 2026-01-01
horizon_days = 58          # 28 February
accelerator = false
stack = []

[[credits]]
id = "mid-month"
provider = "aws"
remaining = 500
issued = 2025-01-10
expires = 2026-01-15       # day 14
covers = ["*"]
"#;

#[test]
fn a_held_credit_that_ends_on_15_january_pays_fifteen_days_of_it() {
    evaluated(CUT, |evaluation| {
        // 15 days × 10 paid, 16 days × 10 not, then February.
        let expected = [
            (0, 14, "ec2".to_owned(), 150_00, 150_00, 0),
            (15, 30, "ec2".to_owned(), 160_00, 0, 160_00),
            (31, 58, "ec2".to_owned(), 280_00, 0, 280_00),
        ];
        assert_eq!(bills(evaluation, Case::Likely), expected);
        // The day before, the last usable day, the day after: 500 - 140, 500 - 150, and those 350 have expired.
        let on = |day| at(evaluation, Case::Likely, day);
        assert_eq!(on(13), At { consumed: 140_00, expired: 0, balance: 360_00, cash: 0 });
        assert_eq!(on(14), At { consumed: 150_00, expired: 0, balance: 350_00, cash: 0 });
        assert_eq!(on(15), At { consumed: 150_00, expired: 350_00, balance: 0, cash: 10_00 });
        let summary = evaluation.accepted.likely.ledgers[0].summary();
        assert_eq!(summary.first_bill_day.map(|day| day.0), Some(30));
        assert_eq!(summary.first_bill.map(|amount| amount.cents()), Some(160_00));
        assert_eq!(summary.credits_end_day.map(|day| day.0), Some(15));
        // One month is one month of cash, cut or not: 160, then 280. Coverage: 150 / 590 = 0.25423…
        let months: Vec<(String, i128)> =
            summary.cash_by_month.iter().map(|one| (one.month.to_string(), one.cash.cents())).collect();
        assert_eq!(months, [("2026-01".to_owned(), 160_00), ("2026-02".to_owned(), 280_00)]);
        assert_eq!(summary.coverage.map(|share| share.ten_thousandths()), Some(2542));
    });
}

/// The company of L15 to L19 at the floor, accepted on 20 January 2026 (day 19), with $310 of infrastructure a month.
const WAITS: &str = r#"
[company]
name = "Waits"
stage = "pre-seed"

[spend.infrastructure]
current = 310

[plan]
start = 2026-01-01
horizon_days = 89          # 31 March
stack = []

[actuals]
decision = "accepted"
decided = 2026-01-20
tier = "floor"
"#;

#[test]
fn the_first_tranche_counts_from_its_issue_and_pays_from_its_first_usable_day() {
    evaluated(WAITS, |evaluation| {
        // Day 19 + 14 / 7 / 0: 3 February, 27 January, 20 January. In January 310 / 31 is 10 a day, in February
        // 310 / 28 is 11.0714….
        let january = (0, 30, "infrastructure".to_owned(), 310_00);
        let first = |case| bills(evaluation, case)[0].clone();
        let (from, to, service, charges) = january;
        assert_eq!(first(Case::Cautious), (from, to, service.clone(), charges, 0, 310_00));
        assert_eq!(first(Case::Likely), (from, to, service.clone(), charges, 310_00, 0));
        assert_eq!(first(Case::Best), (from, to, service, charges, 310_00, 0));
        // All three hold the 100 000 from day 19 on; the likely case pays nothing with it before day 26.
        for case in Case::ALL {
            assert_eq!(at(evaluation, case, 18).balance, 0, "{case}");
        }
        assert_eq!(at(evaluation, Case::Best, 19).balance, 100_000_00 - 200_00);
        assert_eq!(at(evaluation, Case::Likely, 19).balance, 100_000_00);
        assert_eq!(at(evaluation, Case::Likely, 25), At { consumed: 0, expired: 0, balance: 100_000_00, cash: 260_00 });
        assert_eq!(at(evaluation, Case::Likely, 26).cash, 0);
        assert_eq!(at(evaluation, Case::Cautious, 32).cash, 310_00 + 22_14, "2 × 310 / 28 = 22.142…");
        assert_eq!(at(evaluation, Case::Cautious, 33).cash, 310_00, "3 February");
    });
}

/// Cents, so that the floors of a day swap which service is the largest.
const SWAP: &str = r#"
[company]
name = "Swap"
stage = "seed"

[spend.alpha]
provider = "aws"
monthly = [0.30, 0]

[spend.beta]
provider = "aws"
monthly = [0.31, 0]

[plan]
start = 2026-04-01
horizon_days = 30          # 1 May
accelerator = false
stack = []

[[credits]]
id = "x"
provider = "aws"
remaining = 0.10
issued = 2026-03-01
expires = 2026-04-30
covers = ["*"]

[[credits]]
id = "y"
provider = "aws"
remaining = 1
issued = 2026-03-01
expires = 2027-04-30
covers = ["beta"]
"#;

#[test]
fn an_estimate_is_made_anew_each_day_and_may_fall() {
    evaluated(SWAP, |evaluation| {
        // 29 April: alpha 29, beta floor(31 × 29 / 30) = 29: a tie goes to alpha by name. x gives alpha 10, y gives
        // beta 29. 30 April: alpha 30, beta 31. x gives beta 10, y the other 21.
        let on = |day| at(evaluation, Case::Likely, day);
        assert_eq!(on(28), At { consumed: 39, expired: 0, balance: 71, cash: 19 });
        assert_eq!(on(29), At { consumed: 31, expired: 0, balance: 79, cash: 30 });
        let expected = [(0, 29, "alpha".to_owned(), 30, 0, 30), (0, 29, "beta".to_owned(), 31, 31, 0)];
        assert_eq!(bills(evaluation, Case::Likely), expected);
    });
}
