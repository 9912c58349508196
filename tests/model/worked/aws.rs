//! AWS's own worked examples (`domain.md` A3).

use super::*;

/// Credit 1: $10, ends January 2026, S3 or EC2. Credit 2: $5, ends December 2026, EC2 only.
fn aws_two_credits() -> Vec<Credit> {
    vec![credit("credit-1", 10_00).last(30).covers(&["s3", "ec2"]), credit("credit-2", 5_00).last(364).covers(&["ec2"])]
}

#[test]
fn e1_the_credit_that_expires_sooner_goes_first_although_it_covers_more() {
    let world = january(vec![constant("ec2", 10_00), constant("s3", 0)], aws_two_credits());
    // $10 of charges and both cover them: all from credit 1, credit 2 stays whole.
    assert_eq!(world.per_credit(), [("credit-1".to_owned(), 10_00, 0, 0), ("credit-2".to_owned(), 0, 0, 5_00)]);
    checked(&world);
}

#[test]
fn e2_the_largest_charge_takes_both_credits() {
    let world = january(vec![constant("s3", 50_00), constant("ec2", 100_00)], aws_two_credits());
    // $10 to EC2 (100 > 50): 90 and 50 remain. $5 to EC2: pays 85 and 50.
    assert_eq!(world.bills(), [bill(0, 30, "ec2", 100_00, 15_00), bill(0, 30, "s3", 50_00, 0)]);
    let rows = checked(&world);
    assert_eq!(
        rows[30],
        Row { day: 30, granted: 15_00, consumed: 15_00, expired: 0, balance: 0, charges: 150_00, cash: 135_00 }
    );
    // 15 / 150 = 0.1000
    assert_eq!(world.summary("aws").coverage, Some(1000));
}

#[test]
fn e7_a_credit_issued_in_may_takes_nothing_off_april_and_all_of_may() {
    let world = World {
        start: (2026, 4, 1),
        horizon: 60,
        services: vec![monthly("ec2", &[300_00, 310_00])], // $10 a day in both months
        credits: vec![credit("late", 1000_00).issued(44)], // 15 May = day 30 + 14
    };
    assert_eq!(world.bills(), [bill(0, 29, "ec2", 300_00, 0), bill(30, 60, "ec2", 310_00, 310_00)]);
    let rows = checked(&world);
    // 14 May: April 300 and 14 days of May.
    assert_eq!((rows[43].cash, rows[43].balance), (440_00, 0));
    // 15 May: only April stays to pay; 15 days are covered at once, 1000 - 150 are left.
    assert_eq!((rows[44].cash, rows[44].balance), (300_00, 850_00));
    let summary = world.summary("aws");
    assert_eq!(summary.first_usable_day, Some(44));
    assert_eq!(summary.paid_before_credits, Some(300_00));
    assert_eq!((summary.first_bill_day, summary.first_bill), (None, None));
    assert_eq!(summary.cash_by_month, [("2026-04".to_owned(), 300_00)]);
}
