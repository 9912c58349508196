//! The calendar and §6.

use super::super::calendar::month_length;
use super::super::spend::month_amount;
use super::*;

#[test]
fn the_calendar_knows_leap_years_and_the_turn_of_the_year() {
    let februaries = [1900, 2000, 2023, 2024, 2100].map(|year| month_length(year, 2));
    assert_eq!(februaries, [28, 29, 28, 29, 28]);
    // 31 + 29 days after 1 January 2024 comes 1 March; 366 after it, 1 January 2025.
    let days = dates((2024, 1, 1), 366);
    assert_eq!(days[59], (2024, 2, 29));
    assert_eq!(days[60], (2024, 3, 1));
    assert_eq!(days[366], (2025, 1, 1));
}

#[test]
fn a_day_accrues_the_difference_of_two_floors() {
    let world = World { start: (2026, 4, 1), horizon: 30, services: vec![constant("ec2", 100)], credits: vec![] };
    // 100 cents over 30 days: floor(100 j / 30) = 3, 6, 10, 13, 16, 20, ... 96 (j = 29), 100.
    let charges: Vec<i128> = checked(&world).iter().map(|row| row.charges).collect();
    assert_eq!(charges[..6], [3, 6, 10, 13, 16, 20]);
    assert_eq!(charges[28..30], [96, 100]);
    // 1 May: floor(100 / 31) = 3.
    assert_eq!(charges[30], 103);
}

#[test]
fn a_plan_that_starts_inside_a_month_is_billed_from_day_0() {
    let world =
        World { start: (2026, 1, 12), horizon: 25, services: vec![monthly("ec2", &[10_000, 2_800])], credits: vec![] };
    // By 11 January floor(10000 × 11 / 31) = floor(3548.39) = 3548 had accrued; by the 12th
    // floor(3870.97) = 3870. Day 0: 3870 - 3548 = 322. To 31 January (day 19): 10000 - 3548 = 6452.
    let rows = checked(&world);
    assert_eq!((rows[0].charges, rows[19].charges), (322, 6452));
    // Day 25 is 6 February, the horizon, and closes the second bill: 2800 × 6 / 28 = 600.
    assert_eq!(world.bills(), [bill(0, 19, "ec2", 6452, 0), bill(20, 25, "ec2", 600, 0)]);
}

#[test]
fn month_1_holds_day_0_even_when_day_0_is_its_last_day() {
    let world =
        World { start: (2026, 1, 31), horizon: 29, services: vec![monthly("ec2", &[31, 56, 9300])], credits: vec![] };
    // 31 January: 31 / 31 = 1. February: 56. 1 March: 9300 / 31 = 300.
    assert_eq!(world.bills(), [bill(0, 0, "ec2", 1, 0), bill(1, 28, "ec2", 56, 0), bill(29, 29, "ec2", 300, 0)]);
}

#[test]
fn a_list_holds_its_last_value() {
    let form = Form::Monthly(vec![5, 7]);
    assert_eq!(first_months(&form, 4), [5, 7, 7, 7]);
}

#[test]
fn lines_round_a_half_to_the_even_cent() {
    let to_12 = Form::Lines { current: 0, month_12: 6, month_24: None };
    // k / 2: 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 5.5, 6, then flat.
    let expected = [0, 1, 2, 2, 2, 3, 4, 4, 4, 5, 6, 6, 6];
    assert_eq!(first_months(&to_12, 13), expected);
    let to_24 = Form::Lines { current: 24, month_12: 12, month_24: Some(0) };
    // Down by 1 a month: 23 in month 1, 12 in month 12, 0 in month 24 and after.
    let months = first_months(&to_24, 26);
    assert_eq!((months[0], months[10], months[11]), (23, 13, 12));
    assert_eq!((months[12], months[22], months[23], months[25]), (11, 1, 0, 0));
}

#[test]
fn growth_is_rounded_from_the_exact_power() {
    let half_more = Form::Growth { current: 100, numerator: 1, denominator: 2 };
    // 150, 225, 337.5 (even: 338), 506.25, 759.375: never from the rounded month before.
    assert_eq!(first_months(&half_more, 5), [150, 225, 338, 506, 759]);
    let halved = Form::Growth { current: 100, numerator: -50, denominator: 100 };
    // 50, 25, 12.5 (even: 12), 6.25, 3.125, 1.5625
    assert_eq!(first_months(&halved, 6), [50, 25, 12, 6, 3, 2]);
}

fn first_months(form: &Form, months: u32) -> Vec<i128> {
    (1..=months).map(|k| month_amount(form, k)).collect()
}
