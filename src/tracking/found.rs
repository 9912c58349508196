//! The credits that the files speak of, whichever of them does.

use std::collections::BTreeMap;

use crate::calendar::Date;
use crate::id::ProviderId;
use crate::import::{Applied, Credit, Exact, Import, Kind};
use crate::money::Usd;

/// The provider whose credits the Billing API lists.
const LISTED: &str = "aws";
/// What a credit without a name is called.
const UNNAMED: &str = "a credit without a name";

/// One credit.
#[derive(Debug, Clone)]
pub struct Found {
    /// Its id where a file has one, else its name.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Whose credit it is.
    pub provider: ProviderId,
    /// Its entry in `get-credits`.
    pub listed: Option<Credit>,
    /// What it paid, by the first of the month billed.
    pub used_by_month: BTreeMap<Date, Exact>,
}

impl Found {
    /// What it paid in all that is read, rounded once.
    #[must_use]
    pub fn used(&self) -> Usd {
        self.used_by_month.values().copied().sum::<Exact>().rounded()
    }

    /// True where a name or an id says this credit.
    pub(super) fn is_called(&self, text: &str) -> bool {
        self.key == text || self.name == text
    }

    fn lives_in(&self, month: Date) -> bool {
        self.listed.as_ref().is_none_or(|credit| {
            credit.starts <= month.end_of_month_after(0) && credit.ends >= month && !credit.initial.is_zero()
        })
    }
}

/// True where a file lists every credit of a provider, so that one that is not on it is not there.
pub fn is_listed(import: &Import<'_>, provider: &ProviderId) -> bool {
    provider.as_str() == LISTED && import.files.iter().any(|file| file.kind == Kind::Credits)
}

/// Puts together what lists, histories and bills say of the same credits.
pub fn collect(import: &Import<'_>) -> Vec<Found> {
    let listed = |credit: &Credit| Found {
        key: credit.id.clone(),
        name: credit.name.clone(),
        provider: ProviderId::from(LISTED),
        listed: Some(credit.clone()),
        used_by_month: BTreeMap::new(),
    };
    let mut found: Vec<Found> = import.credits.iter().map(listed).collect();
    for applied in import.applied.iter().filter(|applied| counts(applied, import)) {
        let name = if applied.credit.is_empty() { UNNAMED } else { applied.credit.as_str() };
        let is_it = |one: &Found| one.provider == applied.provider && one.is_called(name);
        let place = found.iter().position(|one| is_it(one) && one.lives_in(applied.month));
        let place = place.or_else(|| found.iter().position(is_it));
        let place = place.unwrap_or_else(|| {
            found.push(Found {
                key: name.to_owned(),
                name: name.to_owned(),
                provider: applied.provider.clone(),
                listed: None,
                used_by_month: BTreeMap::new(),
            });
            found.len().saturating_sub(1)
        });
        if let Some(one) = found.get_mut(place) {
            *one.used_by_month.entry(applied.month).or_default() += applied.amount;
        }
    }
    found
}

/// True for what says which credit paid in a month: the history where there is one, else the bill.
pub fn counts(applied: &Applied, import: &Import<'_>) -> bool {
    let seen = import.months.get(&(applied.provider.clone(), applied.month));
    applied.is_history || seen.is_none_or(|seen| !seen.has_history)
}
