//! §7, points 3 and 4: which credit pays for which service, and the estimate.

use super::*;

#[test]
fn of_two_that_end_together_the_one_that_covers_fewer_services_goes_first() {
    let claude = Service { provider: "anthropic".to_owned(), ..constant("claude-api", 0) };
    let world = january(
        vec![constant("a", 10), constant("b", 10), claude],
        vec![
            credit("wide", 12).issued(0).covers(&["a", "b"]),
            // Later issued, and of its three names only `b` is a service of aws in this profile.
            credit("narrow", 12).issued(5).covers(&["b", "absent", "claude-api"]),
        ],
    );
    // narrow: 10 to b, 2 left. wide: 10 to a, 2 left. (Wide first: 10 to a and 2 to b, then 8.)
    let used: Vec<i128> = world.per_credit().iter().map(|c| c.1).collect();
    assert_eq!(used, [10, 10]);
    checked(&world);
}

#[test]
fn then_the_earlier_issued_goes_first_and_then_the_smaller_id() {
    let services = || vec![constant("ec2", 31)];
    let world = january(services(), vec![credit("a", 40).issued(1), credit("b", 40).issued(0)]);
    assert_eq!(world.per_credit()[0].1, 0);
    assert_eq!(world.per_credit()[1].1, 31);
    // Bytes: `a-10` before `a-2` before `b`.
    let world = january(services(), vec![credit("b", 20), credit("a-2", 20), credit("a-10", 20)]);
    let used: Vec<i128> = world.per_credit().iter().map(|c| c.1).collect();
    assert_eq!(used, [0, 11, 20]);
}

#[test]
fn a_credit_goes_on_to_the_next_largest_charge_and_ties_go_by_name() {
    let services = vec![constant("b", 20), constant("a", 20), constant("c", 30)];
    let world = january(services, vec![credit("c", 35)]);
    // 30 to c, then 5 to a.
    assert_eq!(world.bills(), [bill(0, 30, "a", 20, 5), bill(0, 30, "b", 20, 0), bill(0, 30, "c", 30, 30)]);
}

#[test]
fn the_first_credit_can_leave_another_service_the_largest() {
    let world =
        january(vec![constant("a", 100), constant("b", 70)], vec![credit("x", 50).last(30), credit("y", 25).last(364)]);
    // x: 50 to a, which leaves a 50, b 70. y: 25 to b.
    assert_eq!(world.bills(), [bill(0, 30, "a", 100, 50), bill(0, 30, "b", 70, 25)]);
}

#[test]
fn two_services_that_swap_the_largest_place_make_consumed_fall_and_balance_rise() {
    let world = World {
        start: (2026, 4, 1),
        horizon: 30,
        services: vec![monthly("alpha", &[30, 0]), monthly("beta", &[31, 0])],
        credits: vec![credit("x", 10).last(29), credit("y", 100).last(394).covers(&["beta"])],
    };
    let rows = checked(&world);
    // 29 April (day 28): alpha 29, beta floor(31 × 29 / 30) = floor(29.97) = 29, a tie: x gives
    // alpha 10, y gives beta 29. Consumed 39 of 58, balance 110 - 39 = 71, to pay 19.
    let at = |day: usize| (rows[day].consumed, rows[day].balance, rows[day].cash);
    assert_eq!(at(28), (39, 71, 19));
    // 30 April: alpha 30, beta 31. x gives beta 10, y the other 21: 31 of 61, balance 79, to pay
    // 30.
    assert_eq!(at(29), (31, 79, 30));
    assert_eq!(at(30), (31, 79, 30));
    assert_eq!(world.bills(), [bill(0, 29, "alpha", 30, 0), bill(0, 29, "beta", 31, 31)]);
}

#[test]
fn the_estimate_makes_a_gap_that_the_settlement_closes() {
    // The same swap, with y just used up by the tie: balance 0 on one day only.
    let world = World {
        start: (2026, 4, 1),
        horizon: 29,
        services: vec![monthly("alpha", &[30]), monthly("beta", &[31])],
        credits: vec![credit("x", 10).last(29), credit("y", 29).last(394).covers(&["beta"])],
    };
    // Day 28: 10 + 29 of 39 used. Day 29: 10 + 21 used, 8 left.
    let rows = checked(&world);
    assert_eq!((rows[27].balance, rows[28].balance, rows[29].balance), (1, 0, 8));
    assert_eq!(world.summary("aws").gaps, [(28, 28)]);
    assert_eq!(world.summary("aws").credits_end_day, None);
}
