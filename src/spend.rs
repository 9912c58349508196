//! What each service costs: an amount a calendar month, and each day's share of it.

mod growth;

use num_bigint::BigInt;

use crate::calendar::{Day, Month};
use crate::diagnostic::{Code, Diagnostic};
use crate::id::{ProviderId, ServiceId};
use crate::money::{Usd, alone, growth_step, round_half_even};
use crate::profile::{Profile, ServiceSpend, SpendForm};
use crate::program::Program;

use growth::Grown;

/// The months to which a line of a spend form runs.
const LINE_MONTHS: [u32; 2] = [12, 24];

/// One service's spend: exact cents for every calendar month of the plan.
#[derive(Debug, Clone)]
pub struct Service<'a> {
    /// The service.
    pub id: &'a ServiceId,
    /// Who bills it.
    pub provider: &'a ProviderId,
    form: &'a SpendForm,
    months: Vec<Usd>,
    /// How many months of the form lie before month 1.
    passed: u32,
}

impl<'a> Service<'a> {
    /// The same service in a plan that begins `passed` months later and has `count` months, each changed by `change`.
    #[must_use]
    pub fn rebased(&self, passed: u32, count: u32, change: impl Fn(Usd) -> Usd) -> Self {
        let number = |month: u32| month.saturating_add(passed);
        let months = (1..=count).map(|month| change(self.month(number(month))).min(Usd::LARGEST)).collect();
        Self { id: self.id, provider: self.provider, form: self.form, months, passed: number(self.passed) }
    }

    /// The amount of calendar month `number`, 1 for the month of day 0. Before month 1 the plan says nothing: nothing.
    /// Beyond the plan a month above the largest amount counts as that amount.
    #[must_use]
    pub fn month(&self, number: u32) -> Usd {
        let Some(index) = number.checked_sub(1) else { return Usd::ZERO };
        let planned = usize::try_from(index).ok().and_then(|index| self.months.get(index).copied());
        planned.unwrap_or_else(|| self.form.month(number.saturating_add(self.passed)).unwrap_or(Usd::LARGEST))
    }

    /// What accrues in `month` from `from` to `through`, both included and inside it: by the end of the month's j-th of
    /// L days, floor(amount × j ÷ L) cents.
    #[must_use]
    pub fn accrued(&self, month: &Month, from: Day, through: Day) -> Usd {
        let amount = self.month(month.number);
        let by_end_of = |day: Day| amount.part(month.day_of_month(day), month.length());
        let before = if from > month.first { by_end_of(from.previous()) } else { Usd::ZERO };
        by_end_of(through) - before
    }
}

/// The services of a profile, by name.
///
/// # Errors
/// A diagnostic for each service with a month above the largest amount.
pub fn services<'a>(profile: &'a Profile, program: &Program) -> Result<Vec<Service<'a>>, Vec<Diagnostic>> {
    let planned = profile.plan.horizon.months().len();
    let projected = usize::try_from(program.signals.projection.months.value).unwrap_or(0);
    let mut services = Vec::with_capacity(profile.spend.len());
    let mut found = Vec::new();
    for spend in &profile.spend {
        let is_projected = spend.id == program.signals.projection.service.value;
        let count = if is_projected { planned.max(projected) } else { planned };
        match spend.form.months(count) {
            Ok(months) => {
                let (id, provider, form) = (&spend.id, &spend.provider, &spend.form);
                services.push(Service { id, provider, form, months, passed: 0 });
            }
            Err(month) => found.push(too_large(spend, month)),
        }
    }
    if found.is_empty() { Ok(services) } else { Err(found) }
}

fn too_large(spend: &ServiceSpend, month: u32) -> Diagnostic {
    let largest = alone(Usd::LARGEST);
    let message = format!("the spend on `{}` is above {largest} in month {month}", spend.id);
    let help = "check `monthly_growth`: it is a rate a month, 0.03 for 3 %";
    Diagnostic::at(spend.place, Code::MonthTooLarge, message, format!("wanted {largest} a month at most"), help)
}

impl SpendForm {
    /// The amount of calendar month `number`, from 1, rounded half to even from the exact value; `None` above the
    /// largest amount.
    #[must_use]
    pub fn month(&self, number: u32) -> Option<Usd> {
        match self {
            Self::Monthly(values) => {
                let index = usize::try_from(number).unwrap_or(usize::MAX).saturating_sub(1);
                values.get(index).or(values.last()).copied()
            }
            Self::Constant(amount) => Some(*amount),
            Self::Lines { current, month_12, month_24 } => Some(on_lines(*current, *month_12, *month_24, number)),
            Self::Growth { current, .. } => {
                let (factor, scale) = self.step();
                bounded(&(BigInt::from(current.cents()) * factor.pow(number)), &scale.pow(number))
            }
        }
    }

    /// The amounts of months 1 to `count`, or the number of the first above the largest amount.
    fn months(&self, count: usize) -> Result<Vec<Usd>, u32> {
        let mut grown = match self {
            Self::Growth { current, monthly_growth } => Grown::new(*current, *monthly_growth),
            Self::Monthly(_) | Self::Constant(_) | Self::Lines { .. } => None,
        };
        let mut months = Vec::with_capacity(count);
        for number in (1..).take(count) {
            grown = grown.and_then(Grown::next);
            let sure = grown.and_then(Grown::nearest).filter(|amount| *amount <= Usd::LARGEST);
            months.push(sure.or_else(|| self.month(number)).ok_or(number)?);
        }
        Ok(months)
    }

    /// One month's growth as a fraction; 1 for forms that do not grow.
    fn step(&self) -> (BigInt, BigInt) {
        match self {
            Self::Growth { monthly_growth, .. } => growth_step(*monthly_growth),
            Self::Monthly(_) | Self::Constant(_) | Self::Lines { .. } => (BigInt::from(1), BigInt::from(1)),
        }
    }
}

fn bounded(numerator: &BigInt, denominator: &BigInt) -> Option<Usd> {
    round_half_even(numerator, denominator).map(Usd::from_cents).filter(|amount| *amount <= Usd::LARGEST)
}

fn on_lines(current: Usd, month_12: Usd, month_24: Option<Usd>, number: u32) -> Usd {
    let [first, second] = LINE_MONTHS;
    match month_24 {
        _ if number <= first => current.towards(month_12, number, first),
        None => month_12,
        Some(month_24) if number <= second => month_12.towards(month_24, number.saturating_sub(first), first),
        Some(month_24) => month_24,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cents(form: &SpendForm, numbers: impl IntoIterator<Item = u32>) -> Vec<i128> {
        numbers.into_iter().map(|number| form.month(number).unwrap().cents()).collect()
    }

    #[test]
    fn lines_run_over_months_12_and_24_and_stay_flat() {
        let dollars = |amount: i128| Usd::from_cents(amount * 100);
        let form =
            SpendForm::Lines { current: dollars(80_000), month_12: dollars(200_000), month_24: Some(dollars(260_000)) };
        assert_eq!(cents(&form, [1, 12, 13, 24, 40]), [9_000_000, 20_000_000, 20_500_000, 26_000_000, 26_000_000]);
        // 1 cent over 12 months: 6/12 is a half and goes to the even neighbour 0, 7/12 rounds up.
        let cent = SpendForm::Lines { current: Usd::ZERO, month_12: Usd::from_cents(1), month_24: None };
        assert_eq!(cents(&cent, [5, 6, 7, 30]), [0, 0, 1, 1]);
    }

    #[test]
    fn growth_rounds_once_from_the_exact_power() {
        // 12 000 × 1.03² = 12 730.80 exactly; 1.03³ gives 13 112.724, rounded to 13 112.72.
        let form = SpendForm::Growth { current: Usd::from_cents(1_200_000), monthly_growth: "0.03".parse().unwrap() };
        assert_eq!(cents(&form, [1, 2, 3]), [1_236_000, 1_273_080, 1_311_272]);
        assert_eq!(form.months(3).unwrap().iter().map(|m| m.cents()).collect::<Vec<_>>(), cents(&form, [1, 2, 3]));
    }

    #[test]
    fn a_month_out_of_bounds_is_named() {
        let form = SpendForm::Growth { current: Usd::from_cents(100), monthly_growth: "10".parse().unwrap() };
        // 11^11 is below 10^12 dollars, 11^12 above.
        assert_eq!(form.months(24), Err(12));
    }

    #[test]
    fn a_list_holds_its_last_value() {
        let form = SpendForm::Monthly(vec![Usd::from_cents(500), Usd::from_cents(800)]);
        assert_eq!(cents(&form, [1, 2, 3, 99]), [500, 800, 800, 800]);
    }
}
