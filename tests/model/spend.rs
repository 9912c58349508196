//! §6: what a service costs in a month, and on a day.

use super::calendar::{Date, month_length};
use super::{Form, Service};
use num_bigint::BigInt;

/// The cents that each day from 0 to the horizon accrues.
pub fn daily_charges(service: &Service, dates: &[Date]) -> Vec<i128> {
    let mut daily = Vec::new();
    let mut k = 1;
    let mut amount = month_amount(&service.form, k);
    for (i, &(year, month, j)) in dates.iter().enumerate() {
        if i > 0 && j == 1 {
            k += 1;
            amount = month_amount(&service.form, k);
        }
        let length = i128::from(month_length(year, month));
        let by_end_of = |j: u32| amount * i128::from(j) / length;
        daily.push(by_end_of(j) - by_end_of(j - 1));
    }
    daily
}

/// The cents of month `k`; month 1 holds day 0.
pub fn month_amount(form: &Form, k: u32) -> i128 {
    match form {
        Form::Monthly(values) => {
            let wanted = k as usize - 1;
            values[wanted.min(values.len() - 1)]
        }
        Form::Constant(current) => *current,
        Form::Lines { current, month_12, month_24 } => match month_24 {
            _ if k <= 12 => on_line(*current, *month_12, k),
            Some(month_24) if k <= 24 => on_line(*month_12, *month_24, k - 12),
            Some(month_24) => *month_24,
            None => *month_12,
        },
        Form::Growth { current, numerator, denominator } => {
            // current × ((denominator + numerator) / denominator)^k, one division at the end.
            let factor = BigInt::from(*denominator) + BigInt::from(*numerator);
            let above = BigInt::from(*current) * factor.pow(k);
            half_even(&above, &BigInt::from(*denominator).pow(k))
        }
    }
}

/// `step` twelfths of the way from one amount to the other.
fn on_line(from: i128, to: i128, step: u32) -> i128 {
    let step = i128::from(step);
    let above = from * (12 - step) + to * step;
    half_even(&BigInt::from(above), &BigInt::from(12))
}

/// The whole number nearest to `above / below`, the even one of two; `above >= 0`, `below > 0`.
pub fn half_even(above: &BigInt, below: &BigInt) -> i128 {
    let whole = above / below;
    let rest_twice = (above - &whole * below) * 2;
    let whole = i128::try_from(whole).expect("an amount within §11's bounds");
    let up = rest_twice > *below || (rest_twice == *below && whole % 2 == 1);
    if up { whole + 1 } else { whole }
}
