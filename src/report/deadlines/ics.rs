//! What is due as a calendar: one for all companies, whose events keep their UIDs when dates move.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::advice::deadlines::{Agenda, Company, Due, Kind};
use crate::money::alone;
use crate::report::ics::{BEFORE_END, BEFORE_GATE, Event, calendar, company_key};

/// The calendar, by date.
///
/// An event has the UID that it has in the calendar of its plan, so that a later import moves it. Where several profiles
/// are of one company, each behind the first by path is numbered.
#[must_use]
pub fn file(agenda: &Agenda<'_>) -> String {
    let due = agenda.worst_first();
    let keys = keys(agenda);
    let mut events: Vec<Event> = due.iter().map(|due| event(agenda, due, &keys)).collect();
    events.sort_by(|one, other| (one.first, &one.uid).cmp(&(other.first, &other.uid)));
    calendar(&format!("Deadlines of credits, {} case", agenda.case), &events)
}

/// What stands for each profile in its UIDs, by path.
fn keys<'d>(agenda: &'d Agenda<'_>) -> BTreeMap<&'d str, String> {
    let key = |company: &'d Arc<Company>| (company.path.as_str(), company_key(company.id.as_deref(), &company.name));
    let companies: BTreeMap<&str, String> = agenda.companies.iter().map(key).collect();
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let free = |(path, key): (&'d str, String)| {
        let numbered = (2..).map(|number: usize| format!("{key}.{number}"));
        let free = std::iter::once(key.clone()).chain(numbered).find(|name| !taken.contains(name)).unwrap_or(key);
        taken.insert(free.clone());
        (path, free)
    };
    companies.into_iter().map(free).collect()
}

fn event(agenda: &Agenda<'_>, Due { company, deadline }: &Due, keys: &BTreeMap<&str, String>) -> Event {
    let mut description = Vec::new();
    if deadline.is_overdue() {
        description.push(format!("Overdue on {}, and still open.", agenda.today));
    }
    let at_risk = deadline.at_risk.map_or_else(|| "not known".to_owned(), alone);
    description.push(format!("At risk: {at_risk}; {}.", deadline.why));
    let evidence = agenda.evidence(deadline);
    if !evidence.is_empty() {
        description.push("Evidence:".to_owned());
        description.extend(evidence.iter().map(|item| format!("- {item}")));
    }
    description.extend(deadline.is_conditional.then(|| "Only if the accelerator accepts.".to_owned()));
    if deadline.is_assumed {
        description.push("* No line of the source states the day; it is assumed.".to_owned());
    }
    let partner: Vec<&str> =
        [&company.partner, &company.ace_opportunity].into_iter().flatten().map(String::as_str).collect();
    description.extend((!partner.is_empty()).then(|| format!("Partner: {}.", partner.join(", opportunity "))));
    let program = agenda.program;
    description.push(format!("The {} case under the rules {} {}.", agenda.case, program.id, program.version));
    let star = if deadline.is_assumed { "*" } else { "" };
    let key = keys.get(company.path.as_str()).map_or("", String::as_str);
    let alarms: &[u32] = match deadline.kind {
        Kind::Gate => &BEFORE_GATE,
        Kind::Expiry => &BEFORE_END,
        Kind::Filing | Kind::Decision | Kind::Evidence | Kind::FirstBill => &[],
    };
    Event {
        uid: format!("{key}.{}@stackplan", deadline.id),
        first: deadline.date,
        last: deadline.date,
        summary: format!("{}: {}{star}", company.name, deadline.what),
        description,
        stamp: agenda.today,
        sequence: company.happened,
        alarms: alarms.to_vec(),
    }
}
