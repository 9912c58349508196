//! After the award: the plan against what the billing files say, the plan from here on, and what to act on.
//!
//! The re-forecast is the plan's own engine: each grant with what is actually left of it, the services from the month
//! behind the last closed one, settled by [`Position::settle`](crate::position::Position::settle). Sums of bills stay
//! exact and are rounded, half to even, once for each figure that is shown.

mod actuals;
mod alerts;
mod entries;
mod forecast;
mod found;
mod log;
mod matching;
mod months;
mod notes;

use std::collections::{BTreeMap, BTreeSet};

use crate::band::Band;
use crate::calendar::{Date, Month};
use crate::evaluation::Evaluation;
use crate::id::{GrantId, ProviderId};
use crate::import::{Exact, Import, Scope};
use crate::money::Usd;
use crate::text::words;

pub use actuals::actuals;
pub use alerts::{Alert, AlertCode};
pub use entries::{Entry, State, expires};
pub use forecast::{Burn, Forecast, Lapse, MonthSum, Start};
pub use found::Found;
pub use log::{AMOUNTS, Drift, LogError, Run};
pub use matching::{Doubt, Reason};
pub use notes::{Note, NoteCode};

/// What is asked.
#[derive(Debug, Clone)]
pub struct Question {
    /// The day that it is.
    pub today: Date,
    /// Which credit is which grant, in the caller's words: the grant's id, the credit's id or name.
    pub told: Vec<(String, String)>,
    /// How spend is planned from here on.
    pub burn: Burn,
}

/// Plan against actual.
#[derive(Debug)]
pub struct Tracking<'a> {
    /// The day that it is.
    pub today: Date,
    /// How spend is planned from here on.
    pub burn: Burn,
    /// Where each provider's plan begins anew.
    pub starts: Vec<Start<'a>>,
    /// Every grant and credit: those of the plan in its order, then the others.
    pub entries: Vec<Entry<'a>>,
    /// What the caller has to settle.
    pub doubts: Vec<Doubt>,
    /// Each month of the plan.
    pub months: Vec<MonthRow>,
    /// Each account, by id.
    pub accounts: Vec<Account>,
    /// The re-forecast.
    pub forecast: Band<Forecast>,
    /// What to act on.
    pub alerts: Vec<Alert>,
    /// What deserves a second look.
    pub notes: Vec<Note>,
    /// The last day that something was charged on.
    pub data_through: Option<Date>,
}

/// A month: planned, billed, planned anew; in the likely case.
#[derive(Debug, Clone)]
pub struct MonthRow {
    /// The month.
    pub month: Month,
    /// What is known of it.
    pub standing: Standing,
    /// As planned.
    pub planned: MonthSum,
    /// What was billed; `None` where no bill says.
    pub charges: Option<Usd>,
    /// What credits paid; `None` where no file says.
    pub credits: Option<Usd>,
    /// As planned from here on, billed amounts included.
    pub forecast: MonthSum,
}

words! {
    /// What is known of a month.
    Standing {
        Closed, "closed", "billed, and final";
        Open, "open", "billed in part, or by an estimate: not counted in the re-forecast";
        Missing, "no-data", "over by now, and on no file";
        Ahead, "ahead", "to come";
    }
}

/// What one account was charged and what credits paid there, in the plan's months.
#[derive(Debug, Clone)]
pub struct Account {
    /// Its id, as written; empty where a file names none.
    pub id: String,
    /// Charges.
    pub charges: Usd,
    /// What credits paid.
    pub credits: Usd,
}

/// What of billing files concerns a plan.
#[must_use]
pub fn scope(evaluation: &Evaluation<'_>) -> Scope {
    let horizon = &evaluation.profile.plan.horizon;
    let granting = evaluation.timeline.grants.iter().map(|grant| grant.provider.clone());
    let providers: BTreeSet<ProviderId> =
        evaluation.services.iter().map(|service| service.provider.clone()).chain(granting).collect();
    Scope { first: horizon.start(), last: horizon.date(horizon.last()), providers: providers.into_iter().collect() }
}

/// Compares the plan with what was imported, and plans from here on.
///
/// # Errors
/// A sentence for a match that names a grant or a credit that is not there.
pub fn track<'a>(
    evaluation: &Evaluation<'a>,
    import: &Import<'_>,
    question: &Question,
) -> Result<Tracking<'a>, String> {
    let horizon = &evaluation.profile.plan.horizon;
    let grants = &evaluation.timeline.grants;
    let found = found::collect(import);
    let told = told(evaluation, &found, question)?;
    let matches = matching::matches(grants, &found, &told, horizon);
    let bills = months::bills(evaluation, import);
    let starts = starts(evaluation, import, &bills, question.today);
    let entries = entries::entries(evaluation, import, &found, &matches, &starts, question);
    let forecast = forecast::forecast(evaluation, &bills, &starts, &entries, question.burn);
    let burning = forecast::forecast(evaluation, &bills, &starts, &entries, Burn::Actual);
    let months = month_rows(evaluation, &bills, &starts, &forecast.likely, question.today);
    let data_through = import.files.iter().filter_map(|file| file.days).map(|(_, last)| last).max();
    let view =
        alerts::View { evaluation, import, bills: &bills, starts: &starts, entries: &entries, today: question.today };
    let alerts = alerts::alerts(&view, &forecast.likely, &burning.likely);
    let accounts = accounts(import);
    let notes = notes::notes(&view, &months, &accounts);
    let Question { today, burn, .. } = *question;
    let doubts = matches.doubts;
    Ok(Tracking { today, burn, starts, entries, doubts, months, accounts, forecast, alerts, notes, data_through })
}

/// The places of the pairs that the caller gives.
fn told(evaluation: &Evaluation<'_>, found: &[Found], question: &Question) -> Result<Vec<(usize, usize)>, String> {
    let grants = &evaluation.timeline.grants;
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (grant, credit) in &question.told {
        let Some(place) = grants.iter().position(|known| known.id.as_str() == grant) else {
            let known: Vec<String> = grants.iter().map(|known| format!("`{}`", known.id)).collect();
            let known = if known.is_empty() { "the plan has none".to_owned() } else { known.join(", ") };
            return Err(format!("--match: `{grant}` is no grant of the plan; wanted one of {known}"));
        };
        let Some(at) = found.iter().position(|one| one.is_called(credit)) else {
            let known: Vec<String> = found.iter().map(|one| format!("`{}`", one.key)).collect();
            let known = if known.is_empty() { "the files name none".to_owned() } else { known.join(", ") };
            return Err(format!("--match: `{credit}` is no credit of the files; wanted one of {known}"));
        };
        if pairs.iter().any(|(_, used)| *used == at) {
            return Err(format!("--match: the credit `{credit}` is given twice"));
        }
        pairs.push((place, at));
    }
    Ok(pairs)
}

/// Where each provider's plan goes on: behind its last closed month. Where a list of credits is all there is, its balances
/// are those of the last month that is over: AWS brings them up to date when a billing cycle ends.
fn starts<'a>(evaluation: &Evaluation<'a>, import: &Import<'_>, bills: &months::Bills, today: Date) -> Vec<Start<'a>> {
    let horizon = &evaluation.profile.plan.horizon;
    let services = evaluation.services.iter().map(|service| service.provider);
    let providers: BTreeSet<&'a ProviderId> =
        services.chain(evaluation.timeline.grants.iter().map(|grant| grant.provider)).collect();
    let start = |provider: &'a ProviderId| {
        let is_list_alone = found::is_listed(import, provider) && bills.keys().all(|(other, _)| other != provider);
        let over = || horizon.months().iter().rfind(|month| horizon.date(month.last) < today).copied();
        let closed = if is_list_alone { over() } else { months::last_closed(evaluation, bills, provider, today) };
        Start { provider, closed, is_list_alone }
    };
    providers.into_iter().map(start).collect()
}

fn month_rows(
    evaluation: &Evaluation<'_>,
    bills: &months::Bills,
    starts: &[Start<'_>],
    forecast: &Forecast,
    today: Date,
) -> Vec<MonthRow> {
    let horizon = &evaluation.profile.plan.horizon;
    let row = |month: &Month| {
        let first = months::first_of(horizon.date(month.last));
        let own: Vec<(&ProviderId, &months::Billed)> = bills
            .iter()
            .filter(|((_, at), _)| *at == first)
            .map(|((provider, _), billed)| (provider, billed))
            .collect();
        let is_closed =
            |provider: &ProviderId| starts.iter().any(|start| start.provider == provider && start.day() > month.last);
        let standing = match own.as_slice() {
            [] if horizon.date(month.last) < today => Standing::Missing,
            [] => Standing::Ahead,
            own if own.iter().all(|(provider, _)| is_closed(provider)) => Standing::Closed,
            _ => Standing::Open,
        };
        let has_charges = own.iter().any(|(_, billed)| billed.seen.has_charges);
        let charges: Exact = own.iter().map(|(_, billed)| billed.charged()).sum();
        let credits: Exact = own.iter().map(|(_, billed)| billed.paid()).sum();
        let (planned_charges, planned_credits) = months::planned(evaluation, None, month);
        MonthRow {
            month: *month,
            standing,
            planned: MonthSum { charges: planned_charges, credits: planned_credits },
            charges: has_charges.then(|| charges.rounded()),
            credits: (!own.is_empty()).then(|| credits.rounded()),
            forecast: forecast.months.get(&first).copied().unwrap_or_default(),
        }
    };
    horizon.months().iter().map(row).collect()
}

fn accounts(import: &Import<'_>) -> Vec<Account> {
    let mut sums: BTreeMap<&str, (Exact, Exact)> = BTreeMap::new();
    for charge in import.charges.iter() {
        sums.entry(&charge.account).or_default().0 += charge.amount;
    }
    for applied in import.applied.iter().filter(|applied| found::counts(applied, import)) {
        sums.entry(&applied.account).or_default().1 += applied.amount;
    }
    let account = |(id, (charges, credits)): (&str, (Exact, Exact))| Account {
        id: id.to_owned(),
        charges: charges.rounded(),
        credits: credits.rounded(),
    };
    sums.into_iter().map(account).collect()
}

/// What is left of an entry that a bill alone speaks of is nobody's to say.
#[must_use]
pub fn is_known(entry: &Entry<'_>) -> bool {
    entry.state != State::Unknown
}

/// The ids of the grants of a doubt as `--match` takes them.
#[must_use]
pub fn way_out(doubt: &Doubt) -> String {
    let credit = doubt.credits.first().map_or("CREDIT", String::as_str);
    let grant = doubt.grants.first().map_or("GRANT", GrantId::as_str);
    format!("--match '{grant}={credit}'")
}
