//! What a provider's ledger comes to: the first bill, the gaps, the end.

use super::Ledger;
use crate::calendar::{Day, Month};
use crate::money::{Ratio, Usd};

/// The answers that a founder asks of one provider's credits in one case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// The first day on which a credit can be used; negative or beyond the horizon where that is so.
    pub first_usable_day: Option<Day>,
    /// Cash at the end of the last period that closed before that day.
    pub paid_before_credits: Option<Usd>,
    /// The last day of the first period, closing on or after that day, that leaves something to pay on a service that
    /// a credit covers.
    pub first_bill_day: Option<Day>,
    /// That uncovered amount.
    pub first_bill: Option<Usd>,
    /// Runs of days without credits that end before the horizon.
    pub gaps: Vec<Gap>,
    /// What is paid in cash, by calendar month.
    pub cash_by_month: Vec<MonthCash>,
    /// The first day of the run without credits that lasts to the horizon.
    pub credits_end_day: Option<Day>,
    /// What expired by the horizon.
    pub lapsed: Usd,
    /// Consumed over charges at the horizon.
    pub coverage: Option<Ratio>,
}

/// A run of days without credits, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gap {
    /// The first day.
    pub from: Day,
    /// The last day.
    pub to: Day,
}

/// A calendar month's cash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MonthCash {
    /// The month.
    pub month: Month,
    /// What is paid, above nothing.
    pub cash: Usd,
}

impl Ledger<'_> {
    /// The summary of this ledger.
    #[must_use]
    pub fn summary(&self) -> Summary {
        self.summary.get_or_init(|| self.sum_up()).clone()
    }

    fn sum_up(&self) -> Summary {
        let first_usable_day = self.first_usable_day();
        let first_bill = self.first_bill();
        let mut gaps = self.empty_runs();
        let credits_end_day = gaps.pop_if(|run| run.to == self.last_day()).map(|run| run.from);
        let end = self.at(self.last_day());
        Summary {
            first_usable_day,
            paid_before_credits: first_usable_day.map(|usable| self.cash_before(usable)),
            first_bill_day: first_bill.map(|(day, _)| day),
            first_bill: first_bill.map(|(_, amount)| amount),
            gaps,
            cash_by_month: self.cash_by_month(),
            credits_end_day,
            lapsed: end.expired,
            coverage: end.consumed.ratio(end.charges),
        }
    }

    fn last_day(&self) -> Day {
        self.periods().last().map_or(Day::ZERO, |period| period.last)
    }

    fn cash_before(&self, usable: Day) -> Usd {
        self.cash().take_while(|(period, _)| period.last < usable).map(|(_, cash)| cash).sum()
    }

    fn first_usable_day(&self) -> Option<Day> {
        self.credits().iter().map(|credit| credit.life.usable).min()
    }

    /// The day and the amount of the first bill, as [`Summary`] has them, without the rest of the summary.
    #[must_use]
    pub fn first_bill(&self) -> Option<(Day, Usd)> {
        let usable = self.first_usable_day()?;
        let closing = self.periods().iter().enumerate().filter(|(_, period)| period.last >= usable);
        closing.map(|(index, period)| (period.last, self.uncovered(index))).find(|(_, amount)| !amount.is_zero())
    }

    fn cash_by_month(&self) -> Vec<MonthCash> {
        let mut months: Vec<MonthCash> = Vec::with_capacity(self.account.horizon.months().len());
        for (period, cash) in self.cash().filter(|(_, cash)| !cash.is_zero()) {
            match months.last_mut() {
                Some(last) if last.month.number == period.month.number => last.cash += cash,
                _ => months.push(MonthCash { month: period.month, cash }),
            }
        }
        months
    }
}
