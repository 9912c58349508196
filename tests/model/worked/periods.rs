//! §7, points 1, 2 and 5: when a credit settles, and what for.

use super::*;

#[test]
fn a_held_credit_that_ends_inside_a_month_cuts_the_period_of_its_provider_only() {
    let mut held = credit("held", 500_00).issued(-100).last(9).held();
    let gpu = Service { provider: "lambda".to_owned(), ..constant("gpu", 310_00) };
    let world = january(vec![constant("ec2", 310_00), gpu.clone()], vec![held.clone()]);
    // $10 a day each. AWS: 1 to 10 January, then 11 to 31. Lambda: all of January.
    let lambda = |bill: Bill| Bill { provider: "lambda".to_owned(), ..bill };
    assert_eq!(
        world.bills(),
        [bill(0, 9, "ec2", 100_00, 100_00), lambda(bill(0, 30, "gpu", 310_00, 0)), bill(10, 30, "ec2", 210_00, 0)]
    );
    // The last usable day: 500 - 100 left. The day after: expired.
    let rows = checked(&world);
    assert_eq!((rows[8].balance, rows[8].expired), (410_00, 0));
    assert_eq!((rows[9].balance, rows[9].expired), (400_00, 0));
    assert_eq!((rows[10].balance, rows[10].expired), (0, 400_00));
    let summary = world.summary("aws");
    assert_eq!(summary.first_usable_day, Some(-100));
    assert_eq!(summary.paid_before_credits, Some(0));
    assert_eq!(summary.first_bill_day, Some(30));
    assert_eq!(summary.first_bill, Some(210_00));
    assert_eq!(summary.cash_by_month, [("2026-01".to_owned(), 210_00)]);
    assert_eq!(summary.credits_end_day, Some(10));
    assert_eq!(summary.lapsed, 400_00);
    // 100 / 310 = 0.32258...
    assert_eq!(summary.coverage, Some(3226));
    // The same with nothing remaining is no credit and cuts nothing.
    held.amount = 0;
    let world = january(vec![constant("ec2", 310_00)], vec![held]);
    assert_eq!(world.bills(), [bill(0, 30, "ec2", 310_00, 0)]);
}

#[test]
fn a_credit_that_lands_after_a_cut_does_not_reach_behind_it() {
    let world = january(
        vec![constant("ec2", 310_00)],
        vec![credit("held", 1_00).issued(-1).last(9).held(), credit("next", 1000_00).issued(20)],
    );
    // To day 9: 100 less 1. From day 10 the second covers everything.
    assert_eq!(world.bills(), [bill(0, 9, "ec2", 100_00, 1_00), bill(10, 30, "ec2", 210_00, 210_00)]);
    // Day 19: 99 of the first period and 10 days. Day 20: 99.
    let rows = checked(&world);
    assert_eq!((rows[19].cash, rows[20].cash), (199_00, 99_00));
}

#[test]
fn a_credit_that_lands_inside_a_month_covers_the_whole_month_and_cash_falls() {
    let world = january(vec![constant("ec2", 310_00)], vec![credit("mid", 250_00).issued(15)]);
    let rows = checked(&world);
    // Day 14: 15 days, nothing granted. Day 15: 16 days, all covered, 250 - 160 left.
    assert_eq!((rows[14].cash, rows[14].granted), (150_00, 0));
    assert_eq!((rows[15].cash, rows[15].balance), (0, 90_00));
    // Day 24: 250 of 250. Day 25: 10 to pay. Day 30: 310 - 250.
    assert_eq!((rows[24].cash, rows[25].cash), (0, 10_00));
    assert_eq!(world.bills(), [bill(0, 30, "ec2", 310_00, 250_00)]);
    let summary = world.summary("aws");
    assert_eq!(summary.credits_end_day, Some(24));
    assert_eq!(summary.first_bill_day, Some(30));
    assert_eq!(summary.first_bill, Some(60_00));
}

#[test]
fn a_grant_counts_from_its_issue_day_and_settles_from_its_usable_day() {
    let mut tranche = credit("accelerator-1", 1000_00).issued(25);
    tranche.usable = 39;
    let world = World { horizon: 58, ..january(vec![monthly("ec2", &[310_00, 280_00])], vec![tranche]) };
    let rows = checked(&world);
    assert_eq!((rows[24].granted, rows[25].granted), (0, 1000_00));
    // Day 38 is 8 February: January's 310 and 8 days to pay. Day 39: January's only; 9 days used.
    assert_eq!((rows[38].cash, rows[38].balance), (390_00, 1000_00));
    assert_eq!((rows[39].cash, rows[39].balance), (310_00, 910_00));
    let summary = world.summary("aws");
    assert_eq!(summary.first_usable_day, Some(39));
    assert_eq!(summary.paid_before_credits, Some(310_00));
    assert_eq!(summary.first_bill_day, None);
    assert_eq!((summary.gaps.len(), summary.credits_end_day), (0, None));
}

#[test]
fn a_credit_is_usable_on_its_last_day_and_expired_on_the_next() {
    let mut world = january(vec![constant("ec2", 310_00)], vec![credit("c", 400_00).last(30)]);
    // The horizon is the last usable day: 400 - 310 are left, nothing has lapsed.
    assert_eq!(world.per_credit(), [("c".to_owned(), 310_00, 0, 90_00)]);
    assert_eq!(world.summary("aws").credits_end_day, None);
    // One day more: 310 / 28 on 1 February, floor(1107.14), to pay; 90 lapsed.
    world.horizon = 31;
    assert_eq!(world.per_credit(), [("c".to_owned(), 310_00, 90_00, 0)]);
    let summary = world.summary("aws");
    assert_eq!((summary.lapsed, summary.credits_end_day), (90_00, Some(31)));
    assert_eq!(checked(&world)[31].cash, 11_07);
}

#[test]
fn providers_are_settled_apart() {
    let claude = Service { provider: "anthropic".to_owned(), ..constant("claude-api", 31_00) };
    let mut theirs = credit("anthropic", 10_00);
    theirs.provider = "anthropic".to_owned();
    // Names an AWS service: still of no use to it.
    theirs.covers.push("ec2".to_owned());
    let world = january(vec![constant("ec2", 62_00), claude], vec![theirs, credit("portfolio", 40_00)]);
    // anthropic: 31 - 10 = 21. aws: 62 - 40 = 22. Rows are the sum: 43.
    let rows = checked(&world);
    assert_eq!((rows[30].consumed, rows[30].cash), (50_00, 43_00));
    assert_eq!(world.summary("anthropic").first_bill, Some(21_00));
    assert_eq!(world.summary("aws").first_bill, Some(22_00));
    // 10 / 31 = 0.32258, 40 / 62 = 0.64516
    assert_eq!(world.summary("anthropic").coverage, Some(3226));
    assert_eq!(world.summary("aws").coverage, Some(6452));
}

#[test]
fn a_held_credit_that_ends_on_day_0_makes_a_period_of_one_day() {
    let held = credit("held", 4_00).issued(-1).last(0).held();
    let world = january(vec![constant("ec2", 310_00)], vec![held]);
    // Day 0: 10 less 4. Days 1 to 30: 300.
    assert_eq!(world.bills(), [bill(0, 0, "ec2", 10_00, 4_00), bill(1, 30, "ec2", 300_00, 0)]);
    assert_eq!(checked(&world)[0].cash, 6_00);
}
