//! What each month came to: the bills that were read, by the plan's services.

use std::collections::BTreeMap;

use super::found::counts;
use crate::calendar::{Date, Day, Month};
use crate::evaluation::Evaluation;
use crate::id::{ProviderId, ServiceId};
use crate::import::{Charge, ChargeKind, Exact, Import, MonthSeen};
use crate::money::Usd;
use crate::spend::Service;

/// Where charges and credits that belong to no service of the plan are summed up.
pub const UNPLANNED: Option<ServiceId> = None;

/// What was charged and paid in one month by one provider, exactly.
#[derive(Debug, Clone, Default)]
pub struct Billed {
    /// Charges by service of the plan; `None` for what the plan has no service for, taxes among them.
    pub charges: BTreeMap<Option<ServiceId>, Exact>,
    /// What credits paid, by service of the plan.
    pub credits: BTreeMap<Option<ServiceId>, Exact>,
    /// What credits paid according to the bill where a history says it too.
    pub credits_of_bill: Option<Exact>,
    /// What files there are.
    pub seen: MonthSeen,
}

impl Billed {
    /// All charges.
    #[must_use]
    pub fn charged(&self) -> Exact {
        self.charges.values().copied().sum()
    }

    /// All that credits paid.
    #[must_use]
    pub fn paid(&self) -> Exact {
        self.credits.values().copied().sum()
    }
}

/// Every provider's months.
pub type Bills = BTreeMap<(ProviderId, Date), Billed>;

/// Sums the files up by month.
pub fn bills(evaluation: &Evaluation<'_>, import: &Import<'_>) -> Bills {
    let mut bills = Bills::new();
    for (key, seen) in &import.months {
        bills.entry(key.clone()).or_default().seen = *seen;
    }
    for charge in import.charges.iter() {
        let service = plan_service(&evaluation.services, evaluation, charge);
        let billed = bills.entry((charge.provider.clone(), charge.month)).or_default();
        *billed.charges.entry(service).or_default() += charge.amount;
    }
    for applied in import.applied.iter() {
        let service = named_service(&evaluation.services, evaluation, &applied.provider, &applied.service);
        let billed = bills.entry((applied.provider.clone(), applied.month)).or_default();
        if counts(applied, import) {
            *billed.credits.entry(service).or_default() += applied.amount;
        } else {
            *billed.credits_of_bill.get_or_insert_default() += applied.amount;
        }
    }
    bills
}

fn plan_service(services: &[Service<'_>], evaluation: &Evaluation<'_>, charge: &Charge) -> Option<ServiceId> {
    match charge.kind {
        ChargeKind::Tax | ChargeKind::Marketplace => UNPLANNED,
        ChargeKind::Model => {
            let projected = &evaluation.program.signals.projection.service.value;
            let service = services.iter().find(|service| service.id == projected);
            service.map(|service| service.id.clone())
        }
        ChargeKind::Usage => named_service(services, evaluation, &charge.provider, &charge.service),
    }
}

/// The plan's service that a bill's name means: one that is called so, one whose id is part of the name, else the one
/// that the program knows for everything else of that provider.
pub fn named_service(
    services: &[Service<'_>],
    evaluation: &Evaluation<'_>,
    provider: &ProviderId,
    name: &str,
) -> Option<ServiceId> {
    let own = || services.iter().filter(|service| service.provider == provider);
    let name = name.to_ascii_lowercase();
    let called = own().find(|service| name == service.id.as_str());
    let part = || own().find(|service| name.contains(service.id.as_str()));
    let program = evaluation.program;
    let projected = &program.signals.projection.service.value;
    let rest =
        || own().find(|service| service.id != projected && program.provider_of(service.id.as_str()) == Some(provider));
    called.or_else(part).or_else(rest).map(|service| service.id.clone())
}

/// The provider's last month that is closed: it is over, something is known of it, and nothing of it is an estimate. Where
/// nobody says that its bill is final, its charges have to reach its last day, or a later month has to have some.
pub fn last_closed(evaluation: &Evaluation<'_>, bills: &Bills, provider: &ProviderId, today: Date) -> Option<Month> {
    let horizon = &evaluation.profile.plan.horizon;
    let has_later = |first: Date| bills.keys().any(|(other, month)| other == provider && *month > first);
    let is_closed = |month: &&Month| {
        let last = horizon.date(month.last);
        let Some(billed) = bills.get(&(provider.clone(), first_of(last))) else { return false };
        let seen = &billed.seen;
        let is_whole = !seen.has_charges
            || seen.is_invoiced
            || seen.through.is_some_and(|through| through >= last)
            || has_later(first_of(last));
        (seen.has_charges || seen.has_history) && !seen.is_estimated && is_whole && last < today
    };
    horizon.months().iter().rfind(is_closed).copied()
}

/// The first of a date's month.
pub fn first_of(date: Date) -> Date {
    date.first_of_month()
}

/// The planned charges and credits of a month, of one provider or of all.
pub fn planned(evaluation: &Evaluation<'_>, provider: Option<&ProviderId>, month: &Month) -> (Usd, Usd) {
    let bills = evaluation.accepted.likely.bills();
    let own = bills.iter().filter(|bill| {
        provider.is_none_or(|provider| bill.provider == provider)
            && bill.from >= month.first.max(Day::ZERO)
            && bill.from <= month.last
    });
    own.fold((Usd::ZERO, Usd::ZERO), |(charges, credits), bill| (charges + bill.charges, credits + bill.credits))
}
