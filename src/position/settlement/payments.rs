//! Which credit paid which bill.

use super::Ledger;
use crate::id::GrantId;
use crate::money::Usd;
use crate::position::{Bill, Period};

/// A bill with what each credit paid of it.
#[derive(Debug, Clone)]
pub struct PaidBill<'l> {
    /// The bill.
    pub bill: Bill<'l>,
    /// What each credit paid, above nothing, in the order of use; together the bill's credits.
    pub paid: Vec<(&'l GrantId, Usd)>,
}

impl Ledger<'_> {
    /// The bills of every period with what each credit paid when the period closed, by period and service.
    #[must_use]
    pub fn paid_bills(&self) -> Vec<PaidBill<'_>> {
        self.periods().iter().enumerate().flat_map(|(index, period)| self.paid_in(index, period)).collect()
    }

    fn paid_in<'l>(&'l self, index: usize, period: &'l Period) -> impl Iterator<Item = PaidBill<'l>> {
        let charges = self.account.charges(index);
        let mut open = charges.to_vec();
        let mut paid: Vec<Vec<(&GrantId, Usd)>> = vec![Vec::new(); open.len()];
        for (credit, balance) in self.credits().iter().zip(self.balances(index)) {
            if balance.is_zero() || !credit.settles(period.first, period.last) {
                continue;
            }
            let before = open.clone();
            self.waterfall.pay_from(credit, &mut balance.clone(), &mut open);
            for ((payments, before), after) in paid.iter_mut().zip(before).zip(&open) {
                let amount = before - *after;
                payments.extend((!amount.is_zero()).then_some((&credit.id, amount)));
            }
        }
        let services = self.account.services.iter().zip(charges).zip(open).zip(paid);
        let charged = services.filter(|(((_, charges), _), _)| !charges.is_zero());
        charged.map(|(((service, charges), cash), paid)| PaidBill {
            bill: self.bill(period, service, *charges, cash),
            paid,
        })
    }
}
