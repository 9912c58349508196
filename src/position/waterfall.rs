//! One provider's credits in the order of use, and how they pay.

use std::cmp::Reverse;
use std::ops::Range;

use super::account::Account;
use crate::band::Case;
use crate::calendar::Day;
use crate::id::GrantId;
use crate::money::Usd;
use crate::timeline::{Grant, Life};

/// The credits of one provider in one case, in the order of use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Waterfall {
    pub credits: Vec<Credit>,
    /// The places of the services that credits pay for, one credit's behind the other's.
    covers: Vec<usize>,
}

/// A credit on the ledger, in the order of use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credit {
    /// The grant.
    pub id: GrantId,
    /// Its amount, above nothing.
    pub amount: Usd,
    /// Its days.
    pub life: Life,
    /// Where the places of the services that it pays for stand.
    covers: Range<usize>,
}

impl Waterfall {
    /// The credits among the grants of a case that are those of the account's provider.
    pub fn of(account: &Account<'_>, case: Case, grants: &[&Grant<'_>]) -> Self {
        let mut covers = Vec::with_capacity(grants.len().saturating_mul(account.services.len()));
        let mut credits = Vec::with_capacity(grants.len());
        let own = grants.iter().filter(|grant| grant.provider == account.provider);
        credits.extend(own.filter_map(|grant| credit(grant, case, account, &mut covers)));
        credits.sort_by(|one, other| one.order().cmp(&other.order()));
        Self { credits, covers }
    }

    /// Lets the credits that can be used by `day` pay the charges of a period that began on `first`, `charged` in all.
    /// Takes what is used from `balances` and from `charges`, and returns its sum.
    pub fn pay(&self, first: Day, day: Day, charged: Usd, balances: &mut [Usd], charges: &mut [Usd]) -> Usd {
        let mut open = charged;
        for (credit, balance) in self.credits.iter().zip(balances) {
            if open.is_zero() {
                break;
            }
            if credit.settles(first, day) && !balance.is_zero() {
                open -= self.pay_from(credit, balance, charges);
            }
        }
        charged - open
    }

    /// Lets one credit pay from its balance, and returns what it paid.
    pub fn pay_from(&self, credit: &Credit, balance: &mut Usd, charges: &mut [Usd]) -> Usd {
        pay(self.covered(credit), balance, charges)
    }

    /// The places of the services that a credit pays for.
    pub fn covered(&self, credit: &Credit) -> &[usize] {
        self.covers.get(credit.covers.clone()).unwrap_or_default()
    }

    /// True where some credit pays for the service at that place.
    pub fn covers(&self, place: usize) -> bool {
        self.covers.contains(&place)
    }
}

impl Credit {
    /// True where it can pay by `day` for a period that began on `first`.
    pub(super) fn settles(&self, first: Day, day: Day) -> bool {
        self.life.usable <= day && self.life.end() > first
    }

    /// What the order of use goes by.
    fn order(&self) -> (Day, usize, Day, &GrantId) {
        (self.life.last(), self.covers.len(), self.life.issued, &self.id)
    }
}

/// Pays the charges at `places`, the largest first and by name where they are equal, until they or the balance are used
/// up. Returns what was paid.
fn pay(places: &[usize], balance: &mut Usd, charges: &mut [Usd]) -> Usd {
    let open = |charges: &[Usd], place: &usize| charges.get(*place).copied().unwrap_or_default();
    let before = *balance;
    let total: Usd = places.iter().map(|place| open(charges, place)).sum();
    // The order only matters where something stays open.
    let mut order = Vec::new();
    if total > before {
        order.extend_from_slice(places);
        order.sort_by_key(|place| Reverse(open(charges, place)));
    }
    for place in if total > before { &order } else { places } {
        if let Some(charge) = charges.get_mut(*place) {
            let paid = (*charge).min(*balance);
            *charge -= paid;
            *balance -= paid;
        }
    }
    before - *balance
}

/// The grant as a credit of the ledger, where it is one in this case; its places are put behind those in `covers`.
fn credit(grant: &Grant<'_>, case: Case, account: &Account<'_>, covers: &mut Vec<usize>) -> Option<Credit> {
    let (life, amount) = grant.credit(case)?;
    let start = covers.len();
    let places = (0..).zip(&account.services).filter(|(_, service)| grant.covers.contains(&service.id));
    covers.extend(places.map(|(place, _)| place));
    Some(Credit { id: grant.id.clone(), amount, life, covers: start..covers.len() })
}
