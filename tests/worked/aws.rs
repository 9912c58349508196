//! AWS's own worked examples (`domain.md` A3: E1, E2, E6, E7).

use super::read::{at, bills, evaluated, grant};
use stackplan::band::Case;

/// Credit 1: $10, ends in January 2026, S3 or EC2. Credit 2: $5, ends in December 2026, EC2 only.
fn two_credits(ec2: &str, s3: &str) -> String {
    format!(
        r#"
[company]
name = "Two Credits"
stage = "seed"

[spend.ec2]
provider = "aws"
current = {ec2}

[spend.s3]
provider = "aws"
current = {s3}

[plan]
start = 2026-01-01
horizon_days = 30          # 31 January
accelerator = false
stack = []

[[credits]]
id = "credit-2"
provider = "aws"
remaining = 5
issued = 2025-06-01
expires = 2026-12-31
covers = ["ec2"]

[[credits]]
id = "credit-1"
provider = "aws"
remaining = 10
issued = 2025-11-01
expires = 2026-01-31
covers = ["s3", "ec2"]
"#
    )
}

#[test]
fn e1_the_credit_that_expires_sooner_is_chosen_although_the_other_covers_fewer_services_and_is_older() {
    evaluated(&two_credits("10", "0"), |evaluation| {
        let position = &evaluation.accepted.likely;
        // $10 of EC2, and both credits would cover it: credit 1 pays all of it.
        assert_eq!(position.grant_use(&"credit-1".into()).consumed.cents(), 10_00);
        assert_eq!(position.grant_use(&"credit-2".into()).left.cents(), 5_00);
    });
}

#[test]
fn e2_leaves_85_of_ec2_and_50_of_s3_to_pay() {
    evaluated(&two_credits("100", "50"), |evaluation| {
        // Credit 1, $10, goes to EC2 because 100 > 50: 90 and 50 are left. Credit 2, $5, goes to EC2: 85 and 50.
        for case in Case::ALL {
            let expected = [(0, 30, "ec2".to_owned(), 100_00, 15_00, 85_00), (0, 30, "s3".to_owned(), 50_00, 0, 50_00)];
            assert_eq!(bills(evaluation, case), expected);
        }
        for (credit, used) in [("credit-1", 10_00), ("credit-2", 5_00)] {
            assert_eq!(evaluation.accepted.likely.grant_use(&credit.into()).consumed.cents(), used);
        }
        assert_eq!(at(evaluation, Case::Likely, 30).cash, 135_00);
    });
}

/// The Portfolio grant of a company with so many dollars of Activate credits before.
fn portfolio_after(prior: &str) -> i128 {
    let text = format!(
        r#"
[company]
name = "Second Application"
stage = "seed"

[funding]
prior_activate_credits = {prior}

[plan]
start = 2026-01-01
"#
    );
    evaluated(&text, |evaluation| grant(evaluation, "portfolio").amount.likely.cents())
}

#[test]
fn e6_a_later_award_pays_the_difference() {
    // 100 000 approved after 10 000 received: 90 000.
    assert_eq!(portfolio_after("10_000"), 90_000_00);
    assert_eq!(portfolio_after("0"), 100_000_00);
    // To the cent, and never below nothing; the grant stays listed.
    assert_eq!(portfolio_after("99_999.99"), 1);
    assert_eq!(portfolio_after("100_000"), 0);
    assert_eq!(portfolio_after("100_000.01"), 0);
}

/// $10 a day from 1 April to 31 May 2026, and $1 000 issued in May.
const ISSUED_IN_MAY: &str = r#"
[company]
name = "Late Credit"
stage = "seed"

[spend.ec2]
provider = "aws"
monthly = [300, 310]

[plan]
start = 2026-04-01
horizon_days = 60          # 31 May
accelerator = false
stack = []

[[credits]]
id = "late"
provider = "aws"
remaining = 1_000
issued = 2026-05-15        # day 29 (30 April) + 15 = 44
expires = 2027-05-31
covers = ["*"]
"#;

#[test]
fn e7_a_credit_issued_in_may_pays_nothing_of_april_and_all_of_may() {
    evaluated(ISSUED_IN_MAY, |evaluation| {
        let expected = [(0, 29, "ec2".to_owned(), 300_00, 0, 300_00), (30, 60, "ec2".to_owned(), 310_00, 310_00, 0)];
        assert_eq!(bills(evaluation, Case::Likely), expected);
        // 14 May: April's 300 and 14 days of May. 15 May: the 15 days of May are covered at once, 1 000 - 150 are left.
        // 16 May: one day more.
        let on = |day| at(evaluation, Case::Likely, day);
        assert_eq!((on(43).cash, on(43).balance), (440_00, 0));
        assert_eq!((on(44).cash, on(44).balance), (300_00, 850_00));
        assert_eq!((on(45).cash, on(45).balance), (300_00, 840_00));
        let summary = evaluation.accepted.likely.ledgers[0].summary();
        assert_eq!(summary.first_usable_day.map(|day| day.0), Some(44));
        assert_eq!(summary.paid_before_credits.map(|cash| cash.cents()), Some(300_00));
        assert_eq!(summary.first_bill, None);
    });
}
