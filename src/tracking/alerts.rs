//! What to act on.

use super::entries::{Entry, State};
use super::forecast::{BURN_MONTHS, Forecast, Start};
use super::months::{Bills, first_of};
use crate::band::Case;
use crate::calendar::{Date, Day};
use crate::evaluation::Evaluation;
use crate::id::ServiceId;
use crate::import::{ChargeKind, Exact, Import};
use crate::money::{Usd, alone};
use crate::text::words;
use crate::timeline::Done;

/// AWS writes to owners of Activate credits at these shares of a credit used and so many days before it ends.
const USED: [u32; 2] = [75, 100];
const ENDS_IN: [i32; 2] = [30, 60];
/// How far ahead a gate's deadline and the first bill are told, in days.
const GATE_IN: i32 = 14;
const BILL_IN: i32 = 60;

words! {
    /// What there is to act on.
    AlertCode {
        UsedUp, "used-100", "A credit is used up";
        Used, "used-75", "Three quarters of a credit are used";
        EndsIn30, "expires-30", "A credit with something left ends within 30 days";
        EndsIn60, "expires-60", "A credit with something left ends within 60 days";
        GateDue, "gate-due", "A gate's deadline is within 14 days";
        FirstBill, "first-bill", "The first bill that credits do not pay is within 60 days";
        CoversNothing, "covers-nothing", "A credit covers nothing that is spent on";
        NotCovered, "not-covered", "Charges that the plan expected a credit to pay were not paid by one";
        ModelOutside, "model-not-covered", "A third party's model was billed as Marketplace, and no credit paid it";
    }
}

/// One of them.
#[derive(Debug, Clone)]
pub struct Alert {
    /// Its kind.
    pub code: AlertCode,
    /// What it is about: a grant, a gate, a provider, a month and service.
    pub subject: String,
    /// The day by which to act, where there is one.
    pub on: Option<Date>,
    /// The amount at stake, where there is one.
    pub amount: Option<Usd>,
    /// What it says.
    pub message: String,
}

/// What alerts look at.
#[derive(Clone, Copy)]
pub struct View<'v, 'a> {
    pub evaluation: &'v Evaluation<'a>,
    pub import: &'v Import<'v>,
    pub bills: &'v Bills,
    pub starts: &'v [Start<'a>],
    pub entries: &'v [Entry<'a>],
    pub today: Date,
}

/// The alerts: used, ending, due, to be paid, without effect, not covered. `burning` is the forecast at the present burn.
pub fn alerts(view: &View<'_, '_>, forecast: &Forecast, burning: &Forecast) -> Vec<Alert> {
    let mut alerts: Vec<Alert> = view.entries.iter().filter_map(|entry| used(view, entry)).collect();
    alerts.extend(view.entries.iter().filter_map(|entry| ending(view, entry, burning)));
    alerts.extend(gates(view));
    alerts.extend(bill(view, forecast));
    alerts.extend(view.entries.iter().filter_map(|entry| without_effect(view, entry)));
    alerts.extend(not_covered(view));
    alerts.extend(models(view));
    alerts
}

fn used(view: &View<'_, '_>, entry: &Entry<'_>) -> Option<Alert> {
    let issued = entry.issued.likely;
    let today = view.evaluation.profile.plan.horizon.day(view.today);
    let has_ended = entry.grant.life.likely.is_some_and(|life| life.last() < today);
    if entry.credits.is_empty() || issued.is_zero() || has_ended {
        return None;
    }
    let [most, all] = USED;
    let code = match entry.used {
        used if used >= issued.part(all, 100) => AlertCode::UsedUp,
        used if used >= issued.part(most, 100) => AlertCode::Used,
        _ => return None,
    };
    let left = issued.less(entry.used);
    let message = format!("{} of {} used, {} left", alone(entry.used), alone(issued), alone(left));
    Some(Alert { code, subject: entry.grant.id.to_string(), on: None, amount: Some(left), message })
}

fn ending(view: &View<'_, '_>, entry: &Entry<'_>, burning: &Forecast) -> Option<Alert> {
    let horizon = &view.evaluation.profile.plan.horizon;
    let life = entry.grant.life.likely?;
    let (on, left) = (horizon.date(life.last()), entry.grant.amount.likely);
    let days = on.since(view.today);
    let [soon, later] = ENDS_IN.map(Day);
    let has_come = horizon.date(life.issued) <= view.today;
    if left.is_zero() || !has_come || days < Day::ZERO || days > later {
        return None;
    }
    let lapse = burning.lapses.iter().find(|lapse| lapse.grant == entry.grant.id).map(|lapse| lapse.amount);
    let lapse = lapse.unwrap_or_default();
    let code = if days <= soon { AlertCode::EndsIn30 } else { AlertCode::EndsIn60 };
    let message = format!(
        "ends on {on}, in {days} days, with {} left: {} of it will lapse at the present burn",
        alone(left),
        if lapse.is_zero() { "nothing".to_owned() } else { alone(lapse) }
    );
    Some(Alert { code, subject: entry.grant.id.to_string(), on: Some(on), amount: Some(lapse), message })
}

fn gates(view: &View<'_, '_>) -> Vec<Alert> {
    let horizon = &view.evaluation.profile.plan.horizon;
    let accelerator = &view.evaluation.program.accelerator;
    let due = |gate: &&crate::timeline::GatePlan<'_>| {
        let days = horizon.date(gate.deadline.likely).since(view.today);
        let id = accelerator.tranche(gate.tranche);
        let is_issued = view.entries.iter().any(|entry| entry.grant.id == id && !entry.credits.is_empty());
        days >= Day::ZERO && days <= Day(GATE_IN) && !matches!(gate.done.likely, Done::On(_)) && !is_issued
    };
    let alert = |gate: &crate::timeline::GatePlan<'_>| {
        let on = horizon.date(gate.deadline.likely);
        let tranche = accelerator.tranche(gate.tranche);
        let grant = view.evaluation.timeline.grants.iter().find(|grant| grant.id == tranche);
        let amount = grant.map(|grant| grant.amount.likely);
        let known = view.evaluation.program.gate(gate.id().as_str());
        let evidence = known.map(|gate| gate.evidence.join("; ")).unwrap_or_default();
        let worth = amount.map(alone).unwrap_or_default();
        let days = on.since(view.today);
        let message = format!("due on {on}, in {days} days, for {tranche} ({worth}); evidence: {evidence}");
        Alert { code: AlertCode::GateDue, subject: gate.id().to_string(), on: Some(on), amount, message }
    };
    view.evaluation.timeline.gates.iter().filter(due).map(alert).collect()
}

fn bill(view: &View<'_, '_>, forecast: &Forecast) -> Option<Alert> {
    let (on, amount) = forecast.first_bill?;
    let days = on.since(view.today);
    (days <= Day(BILL_IN)).then(|| {
        let message = format!("{} is to pay in cash for the period that closes on {on}", alone(amount));
        Alert { code: AlertCode::FirstBill, subject: "bill".to_owned(), on: Some(on), amount: Some(amount), message }
    })
}

/// A credit with something left, usable by now, that pays for nothing that is spent on.
fn without_effect(view: &View<'_, '_>, entry: &Entry<'_>) -> Option<Alert> {
    let horizon = &view.evaluation.profile.plan.horizon;
    let life = entry.grant.life.likely?;
    let today = horizon.day(view.today);
    let left = entry.grant.amount.likely;
    let is_there = life.usable <= today && life.last() >= today && !left.is_zero() && entry.state != State::Late;
    let is_spent_on = |service: &&&ServiceId| is_spent_on(view, entry, service);
    if !is_there || entry.credits.is_empty() || entry.grant.covers.iter().any(|service| is_spent_on(&service)) {
        return None;
    }
    let covers: Vec<&str> = entry.grant.covers.iter().map(|service| service.as_str()).collect();
    let covers = if covers.is_empty() { "no service of the plan".to_owned() } else { covers.join(", ") };
    let message = format!("{} left, and it pays for {covers}: nothing is spent on that", alone(left));
    let (code, subject) = (AlertCode::CoversNothing, entry.grant.id.to_string());
    Some(Alert { code, subject, on: None, amount: Some(left), message })
}

/// True where the last closed months, or where there are none the plan's months from now on, have charges of a service.
fn is_spent_on(view: &View<'_, '_>, entry: &Entry<'_>, service: &ServiceId) -> bool {
    let horizon = &view.evaluation.profile.plan.horizon;
    let start = view.starts.iter().find(|start| start.provider == entry.grant.provider).map_or(Day::ZERO, Start::day);
    let closed = horizon.months().iter().rev().filter(|month| month.last < start);
    let billed: Vec<Exact> = closed
        .filter_map(|month| view.bills.get(&(entry.grant.provider.clone(), first_of(horizon.date(month.last)))))
        .filter(|billed| billed.seen.has_charges)
        .take(BURN_MONTHS)
        .map(|billed| billed.charges.get(&Some(service.clone())).copied().unwrap_or_default())
        .collect();
    if !billed.is_empty() {
        return billed.iter().any(|charged| !charged.is_zero());
    }
    let planned = view.evaluation.services.iter().find(|planned| planned.id == service);
    planned.is_some_and(|planned| {
        horizon.months().iter().filter(|month| month.last >= start).any(|month| !planned.month(month.number).is_zero())
    })
}

/// Closed months in which the plan's credits were to pay all of a service, and credits did not.
fn not_covered(view: &View<'_, '_>) -> Vec<Alert> {
    let horizon = &view.evaluation.profile.plan.horizon;
    let bills = view.evaluation.accepted.get(Case::Likely).bills();
    let mut alerts = Vec::new();
    for start in view.starts {
        for month in horizon.months().iter().filter(|month| month.last < start.day()) {
            let first = first_of(horizon.date(month.last));
            let Some(billed) = view.bills.get(&(start.provider.clone(), first)) else { continue };
            for (service, charged) in &billed.charges {
                let Some(service) = service else { continue };
                let own = bills
                    .iter()
                    .filter(|bill| bill.service == service && bill.from >= month.first && bill.through <= month.last);
                let (cash, credits) =
                    own.fold((Usd::ZERO, Usd::ZERO), |sum, bill| (sum.0 + bill.cash, sum.1 + bill.credits));
                let paid = billed.credits.get(&Some(service.clone())).copied().unwrap_or_default();
                let open = (*charged - paid).rounded();
                if cash.is_zero() && !credits.is_zero() && open > Usd::ZERO {
                    let amount = alone(open);
                    let message = format!(
                        "{amount} of {service} in {month} was paid in cash; the plan had credits for all of it"
                    );
                    let subject = format!("{month} {service}");
                    let (code, amount) = (AlertCode::NotCovered, Some(open));
                    alerts.push(Alert { code, subject, on: None, amount, message });
                }
            }
        }
    }
    alerts
}

/// Third parties' models that no credit paid, by month and name.
fn models(view: &View<'_, '_>) -> Vec<Alert> {
    let mut sums: std::collections::BTreeMap<(Date, &str), Exact> = std::collections::BTreeMap::new();
    for charge in view.import.charges.iter().filter(|charge| charge.kind == ChargeKind::Model) {
        *sums.entry((charge.month, charge.service.as_str())).or_default() += charge.amount;
    }
    for applied in view.import.applied.iter().filter(|applied| super::found::counts(applied, view.import)) {
        if let Some(sum) = sums.get_mut(&(applied.month, applied.service.as_str())) {
            *sum += -applied.amount;
        }
    }
    let open = sums.into_iter().map(|((month, service), open)| (month, service, open.rounded()));
    open.filter(|(_, _, open)| *open > Usd::ZERO)
        .map(|(month, service, open)| {
            let label = month.to_string();
            let label = label.get(..7).unwrap_or_default();
            let message = format!(
                "{} of `{service}` was billed as Marketplace and paid by no credit: read what the credits cover",
                alone(open)
            );
            let (code, subject) = (AlertCode::ModelOutside, label.to_owned());
            Alert { code, subject, on: None, amount: Some(open), message }
        })
        .collect()
}
