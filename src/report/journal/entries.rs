//! What happened as entries: which accounts, how much, on which day.

use std::collections::BTreeMap;

use super::ledgers;
use crate::band::Case;
use crate::calendar::{Date, Day, Horizon};
use crate::evaluation::{Evaluation, Outcome};
use crate::id::{GrantId, ProviderId, ServiceId};
use crate::money::Usd;
use crate::position::PaidBill;
use crate::timeline::{Grant, Life};

/// An account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Account<'e> {
    /// What a credit still holds.
    Credits(&'e GrantId),
    /// Money.
    Cash,
    /// Where a credit comes from.
    Granted(&'e GrantId),
    /// What a service costs.
    Service(&'e ServiceId),
    /// What of a credit is lost.
    Lapsed(&'e GrantId),
}

/// An amount on an account.
#[derive(Debug, Clone, Copy)]
pub struct Leg<'e> {
    /// The account.
    pub account: Account<'e>,
    /// What is added to it; never nothing.
    pub amount: Usd,
    /// What a credit holds after it.
    pub holds: Option<Usd>,
}

/// What kind of entry it is; on one day they stand in this order, so that no credit falls below nothing.
#[derive(Debug, Clone)]
pub enum Kind<'e> {
    /// What is left of a credit ends.
    Lapse(&'e GrantId),
    /// A credit begins.
    Grant(&'e Grant<'e>, Life),
    /// A bill is paid for the days from the first to the last.
    Bill(&'e ServiceId, Date, Date),
}

/// An entry; its legs sum to nothing.
#[derive(Debug, Clone)]
pub struct Entry<'e> {
    /// The day.
    pub day: Day,
    /// Whose bill or credit it is; no entry has two.
    pub provider: &'e ProviderId,
    /// What it is.
    pub kind: Kind<'e>,
    /// Its amounts.
    pub legs: Vec<Leg<'e>>,
}

impl Kind<'_> {
    const fn place(&self) -> u8 {
        match self {
            Self::Lapse(_) => 0,
            Self::Grant(..) => 1,
            Self::Bill(..) => 2,
        }
    }

    /// A few words on it, of letters, digits, commas and hyphens.
    pub fn words(&self) -> String {
        match self {
            Self::Lapse(grant) => format!("{grant} lapses"),
            Self::Grant(grant, _) => format!("{} issued", grant.id),
            Self::Bill(service, from, to) => format!("{service}, {from} to {to}"),
        }
    }
}

/// What is remarked on an entry: a key with a date or with words.
pub enum Remark {
    /// A date.
    On(&'static str, Date),
    /// Words of letters, digits, spaces, underscores and hyphens.
    Words(&'static str, String),
}

impl Entry<'_> {
    /// The days of a credit, and which of its values are assumed.
    pub fn remarks(&self, horizon: &Horizon) -> Vec<Remark> {
        let Kind::Grant(grant, life) = &self.kind else { return Vec::new() };
        let on = |key, day| Remark::On(key, horizon.date(day));
        let mut remarks = vec![on("usable", life.usable), on("last-day", life.last())];
        if life.issued < self.day {
            remarks.insert(0, on("issued", life.issued));
        }
        let assumed: Vec<&str> = grant.assumed.iter().map(|field| field.name()).collect();
        remarks.extend((!assumed.is_empty()).then(|| Remark::Words("assumed", assumed.join(" "))));
        remarks
    }
}

/// Every entry of a case from day 0 to the horizon, by day.
pub fn entries<'e>(evaluation: &'e Evaluation<'_>, case: Case) -> Vec<Entry<'e>> {
    let horizon = &evaluation.profile.plan.horizon;
    let position = evaluation.positions(Outcome::Accepted).get(case);
    let mut entries = Vec::new();
    for grant in &evaluation.timeline.grants {
        let Some((life, amount)) = grant.credit(case).filter(|(life, _)| life.issued <= horizon.last()) else {
            continue;
        };
        // What a credit of before day 0 held then is all that the plan knows.
        let legs = vec![leg(Account::Credits(&grant.id), amount), leg(Account::Granted(&grant.id), less(amount))];
        let provider = grant.provider;
        entries.push(Entry { day: life.issued.max(Day::ZERO), provider, kind: Kind::Grant(grant, life), legs });
        let expired = position.grant_use(&grant.id).expired;
        if !expired.is_zero() {
            let legs = vec![leg(Account::Lapsed(&grant.id), expired), leg(Account::Credits(&grant.id), less(expired))];
            entries.push(Entry { day: life.end(), provider, kind: Kind::Lapse(&grant.id), legs });
        }
    }
    let bills = ledgers(evaluation, case).flat_map(|ledger| ledger.paid_bills());
    entries.extend(bills.map(|PaidBill { bill, paid }| {
        let mut legs = vec![leg(Account::Service(bill.service), bill.charges)];
        legs.extend(paid.into_iter().map(|(grant, amount)| leg(Account::Credits(grant), less(amount))));
        legs.extend((!bill.cash.is_zero()).then(|| leg(Account::Cash, less(bill.cash))));
        let kind = Kind::Bill(bill.service, horizon.date(bill.from), horizon.date(bill.through));
        Entry { day: bill.through, provider: bill.provider, kind, legs }
    }));
    entries.sort_by_key(|entry| (entry.day, entry.kind.place()));
    note_balances(&mut entries);
    entries
}

/// The accounts of the entries, in order, each with the provider where it has one of its own.
pub fn accounts<'e>(entries: &[Entry<'e>]) -> BTreeMap<Account<'e>, Option<&'e ProviderId>> {
    let legs = entries.iter().flat_map(|entry| entry.legs.iter().map(|leg| (leg.account, entry.provider)));
    legs.map(|(account, provider)| (account, (account != Account::Cash).then_some(provider))).collect()
}

/// Writes behind each leg of a credit what it holds then.
fn note_balances(entries: &mut [Entry<'_>]) {
    let mut held: BTreeMap<Account<'_>, Usd> = BTreeMap::new();
    for leg in entries.iter_mut().flat_map(|entry| &mut entry.legs) {
        if let Account::Credits(_) = leg.account {
            let holds = held.entry(leg.account).or_default();
            *holds += leg.amount;
            leg.holds = Some(*holds);
        }
    }
}

const fn leg(account: Account<'_>, amount: Usd) -> Leg<'_> {
    Leg { account, amount, holds: None }
}

fn less(amount: Usd) -> Usd {
    Usd::ZERO - amount
}

/// An amount with both its cents: `-1234.50`.
pub fn plain(amount: Usd) -> String {
    let (dollars, cents) = amount.dollars_and_cents();
    let sign = if amount < Usd::ZERO { "-" } else { "" };
    format!("{sign}{dollars}.{cents:02}")
}

/// The columns that account names and amounts take.
pub fn widths(entries: &[Entry<'_>], name: fn(Account<'_>) -> String) -> (usize, usize) {
    let legs = || entries.iter().flat_map(|entry| &entry.legs);
    let names = legs().map(|leg| name(leg.account).len()).max();
    let amounts = legs().map(|leg| plain(leg.amount).len()).max();
    (names.unwrap_or(0), amounts.unwrap_or(0))
}
