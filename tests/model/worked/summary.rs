//! §7's summary.

use super::*;

#[test]
fn a_run_without_balance_is_a_gap_when_it_ends_and_the_end_of_credits_when_it_does_not() {
    let world = World {
        horizon: 89,
        ..january(
            vec![monthly("ec2", &[310_00, 280_00, 310_00])], // $10 a day
            vec![
                credit("one", 50_00).issued(0),
                credit("two", 200_00).issued(40), // 10 February
            ],
        )
    };
    let rows = checked(&world);
    // one: 50 - 10 (d + 1) is 10 on day 3 and 0 on day 4. two: February 1 to 10 is 100 of 200 on
    // day 40; 10 are left on day 49, none on day 50.
    assert_eq!((rows[3].balance, rows[4].balance), (10_00, 0));
    assert_eq!((rows[39].balance, rows[40].balance), (0, 100_00));
    assert_eq!((rows[49].balance, rows[50].balance), (10_00, 0));
    let summary = world.summary("aws");
    assert_eq!(summary.gaps, [(4, 39)]);
    assert_eq!(summary.credits_end_day, Some(50));
    // January 310 - 50, February 280 - 200, March 310.
    let month = |name: &str, cash| (name.to_owned(), cash);
    assert_eq!(summary.cash_by_month, [month("2026-01", 260_00), month("2026-02", 80_00), month("2026-03", 310_00)]);
    assert_eq!(summary.paid_before_credits, Some(0));
    assert_eq!((summary.first_bill_day, summary.first_bill), (Some(30), Some(260_00)));
    // 250 / 900 = 0.27777...
    assert_eq!((summary.lapsed, summary.coverage), (0, Some(2778)));
}

#[test]
fn runs_are_looked_for_from_the_first_issue_day_on() {
    // Days 0 to 11 have no balance and no credit: no gap. On day 12 the credit is used up at once.
    let world = january(vec![constant("ec2", 310_00)], vec![credit("small", 5_00).issued(12)]);
    let summary = world.summary("aws");
    assert_eq!((summary.gaps.len(), summary.credits_end_day), (0, Some(12)));
    checked(&world);
}

#[test]
fn a_month_that_is_cut_is_one_month_of_cash_and_its_first_uncovered_part_is_the_first_bill() {
    let world = january(
        vec![constant("ec2", 310_00)],
        vec![credit("h1", 30_00).issued(-9).last(9).held(), credit("h2", 25_00).issued(-9).last(19).held()],
    );
    // To day 9: 100 - 30 - 25 = 45. To day 19: 100. To day 30: 110. Together 255.
    assert_eq!(
        world.bills(),
        [bill(0, 9, "ec2", 100_00, 55_00), bill(10, 19, "ec2", 100_00, 0), bill(20, 30, "ec2", 110_00, 0)]
    );
    let summary = world.summary("aws");
    assert_eq!((summary.first_bill_day, summary.first_bill), (Some(9), Some(45_00)));
    assert_eq!(summary.cash_by_month, [("2026-01".to_owned(), 255_00)]);
    // h1 is used up on day 2, h2 in the middle of day 5: 55 - 60 < 0.
    assert_eq!(summary.credits_end_day, Some(5));
    checked(&world);
}

#[test]
fn the_first_bill_counts_only_services_that_some_credit_covers_even_one_to_come() {
    let world = World {
        horizon: 89,
        ..january(
            vec![monthly("bedrock", &[100, 100, 100]), monthly("ec2", &[7, 70, 70]), monthly("other", &[9, 9, 9])],
            vec![credit("poc", 150).issued(0).covers(&["bedrock"]), credit("later", 1).issued(200).covers(&["ec2"])],
        )
    };
    // January: bedrock covered, ec2 7 uncovered and covered by a credit of day 200; other is not.
    let summary = world.summary("aws");
    assert_eq!((summary.first_bill_day, summary.first_bill), (Some(30), Some(7)));
    // Paid in all: January 7 + 9, February 50 + 70 + 9, March 100 + 70 + 9.
    let cash: Vec<i128> = summary.cash_by_month.iter().map(|m| m.1).collect();
    assert_eq!(cash, [16, 129, 179]);
    checked(&world);
}

#[test]
fn a_credit_that_comes_after_the_horizon_is_announced_and_not_counted() {
    let world = january(vec![constant("ec2", 310_00)], vec![credit("later", 100).issued(31)]);
    assert_eq!(world.per_credit(), [("later".to_owned(), 0, 0, 0)]);
    assert_eq!(checked(&world)[30].granted, 0);
    let summary = world.summary("aws");
    assert_eq!(summary.first_usable_day, Some(31));
    // Every period has closed before it.
    assert_eq!(summary.paid_before_credits, Some(310_00));
    assert_eq!((summary.first_bill_day, summary.first_bill), (None, None));
    assert_eq!((summary.gaps.len(), summary.credits_end_day), (0, None));
    assert_eq!(summary.coverage, Some(0));
}

#[test]
fn a_provider_without_a_credit_above_0_still_has_its_cash() {
    let world = january(vec![constant("ec2", 310_00)], vec![credit("none", 0)]);
    assert_eq!(world.per_credit(), [("none".to_owned(), 0, 0, 0)]);
    let summary = world.summary("aws");
    assert_eq!((summary.first_usable_day, summary.paid_before_credits), (None, None));
    assert_eq!((summary.first_bill_day, summary.first_bill), (None, None));
    assert_eq!((summary.gaps.len(), summary.credits_end_day), (0, None));
    assert_eq!(summary.cash_by_month, [("2026-01".to_owned(), 310_00)]);
    assert_eq!((summary.lapsed, summary.coverage), (0, Some(0)));
}

#[test]
fn coverage_is_rounded_half_even_and_absent_without_charges() {
    let covered = |amount| {
        let world = january(vec![constant("ec2", 20_000)], vec![credit("c", amount)]);
        world.summary("aws").coverage
    };
    // 1 / 20000 is half a ten-thousandth: 0. 3 / 20000 is one and a half: 2. 5: two and a half: 2.
    assert_eq!([covered(1), covered(3), covered(5)], [Some(0), Some(2), Some(2)]);
    let world = january(vec![], vec![credit("c", 100)]);
    assert_eq!(world.summary("aws").coverage, None);
    assert_eq!(checked(&world)[30].balance, 100);
}

#[test]
fn a_period_that_closes_on_the_first_usable_day_did_not_close_before_it() {
    let bills_from = |day| {
        let credits = vec![credit("c", 300_00).issued(day)];
        let two_months = World { horizon: 58, ..january(vec![monthly("ec2", &[310_00, 280_00])], credits) };
        let summary = two_months.summary("aws");
        (summary.paid_before_credits, summary.first_bill_day, summary.first_bill)
    };
    // 31 January: the month is settled with it, 310 - 300. 1 February: January's 310 are paid, and
    // February's 280 are covered.
    assert_eq!(bills_from(30), (Some(0), Some(30), Some(10_00)));
    assert_eq!(bills_from(31), (Some(310_00), None, None));
}
