//! What of a plan stands in a calendar: filings, results, the decision, deadlines, grants and their last days.

use sha2::{Digest, Sha256};

use super::Event;
use crate::band::{Band, Case};
use crate::calendar::Day;
use crate::evaluation::{Evaluation, Outcome};
use crate::money::alone;
use crate::timeline::{self, Assumed, Done, GatePlan, Grant, GrantKind, Life, Status};

/// Days before a gate's deadline.
pub const BEFORE_GATE: [u32; 1] = [14];
/// Days before the last usable day of a credit.
pub const BEFORE_END: [u32; 2] = [60, 30];
/// The octets of a name's hash that tell companies without an id apart.
const HASHED: usize = 8;

/// The events of a plan in one case, by day. A company's id, else its name, and what happens make the UID: it stays
/// where a date, an amount or a text changes.
#[must_use]
pub fn events(evaluation: &Evaluation<'_>, case: Case) -> Vec<Event> {
    let timeline = &evaluation.timeline;
    let company = &evaluation.profile.company;
    let plan = Plan { evaluation, case, company: company_key(company.id.as_deref(), &company.name) };
    let mut events: Vec<Event> = timeline.events.iter().map(|event| plan.event(event)).collect();
    for grant in &timeline.grants {
        let Some((life, _)) = grant.credit(case) else { continue };
        events.push(plan.issued(grant, life));
        events.push(plan.ends(grant, life));
    }
    events.sort_by_key(|event| event.first);
    events
}

/// What every event of a calendar looks at.
struct Plan<'e, 'a> {
    evaluation: &'e Evaluation<'a>,
    case: Case,
    company: String,
}

impl<'e, 'a> Plan<'e, 'a> {
    /// A filing, a result, the decision or a deadline.
    fn event(&self, event: &timeline::Event) -> Event {
        let gates = &self.evaluation.timeline.gates;
        if let Some(gate) = gates.iter().find(|gate| event.id == format!("{}-deadline", gate.id())) {
            return self.deadline(event, gate);
        }
        // A filing has a day; what others decide has a window.
        let (first, last) = ends(event.day);
        let what = match event.id.as_str() {
            "stack-filed" => "file the partner's stack".to_owned(),
            "accelerator-filed" => "file the accelerator application".to_owned(),
            other => other.replace('-', " "),
        };
        let mut lines = Vec::new();
        if first != last {
            let date = |case| self.date(*event.day.get(case));
            lines.push(format!(
                "Best {}, likely {}, cautious {}.",
                date(Case::Best),
                date(Case::Likely),
                date(Case::Cautious)
            ));
        }
        self.entry(&event.id, (first, last), &what, event.assumed, lines, &[])
    }

    fn deadline(&self, event: &timeline::Event, gate: &GatePlan<'_>) -> Event {
        let mut lines = Vec::new();
        if let Some(rule) = self.evaluation.program.gate(gate.id().as_str()) {
            lines.push(format!("{}. Evidence:", rule.title));
            lines.extend(rule.evidence.iter().map(|evidence| format!("- {evidence}")));
        }
        let acceptance = self.evaluation.timeline.acceptance.map(|acceptance| *acceptance.get(self.case));
        let after = |days: Day| acceptance.map_or_else(|| format!("day {days}"), |accepted| self.date(accepted + days));
        let done = *gate.done.get(self.case);
        let late = if gate.is_missed(self.case) { ", too late" } else { "" };
        lines.extend(match done {
            Done::On(day) => Some(format!("Met on {}{late}.", after(day))),
            Done::Expected(day) => Some(format!("Expected on {}{late}.", after(day))),
            Done::Unknown => None,
        });
        let tranches = self.evaluation.timeline.grants.iter().filter(|grant| grant.gate() == Some(gate.id()));
        lines.extend(tranches.map(|grant| format!("Releases {}, {}.", grant.id, alone(*grant.amount.get(self.case)))));
        lines.extend(self.cases(event.day.map(Some)));
        lines.extend(self.condition());
        let day = *event.day.get(self.case);
        // What has been done needs no reminder.
        let alarms: &[u32] = if matches!(done, Done::On(_)) { &[] } else { &BEFORE_GATE };
        self.entry(&event.id, (day, day), &format!("{} deadline", gate.id()), event.assumed, lines, alarms)
    }

    fn issued(&self, grant: &Grant<'_>, life: Life) -> Event {
        let amount = alone(*grant.amount.get(self.case));
        let covers: Vec<&str> = grant.covers.iter().map(|service| service.as_str()).collect();
        let covers = if covers.is_empty() { "no service of this plan".to_owned() } else { covers.join(", ") };
        let verb = match grant.status.get(self.case) {
            Status::Held if life.issued <= Day::ZERO => "is held",
            Status::Actual | Status::Held => "is issued",
            Status::Planned | Status::Forfeited => "is expected",
        };
        let mut lines = vec![format!("{amount} from {}, pays for {covers}.", grant.provider)];
        if life.usable > life.issued {
            lines.push(format!("Usable from {}.", self.date(life.usable)));
        }
        lines.push(format!("Last usable day {}{}.", self.date(life.last()), star(grant, Assumed::ExpiresOn)));
        lines.extend(grant.gate().map(|gate| format!("Released by the gate {gate}.")));
        lines.extend(self.cases(grant.life.map(|life| life.map(|life| life.issued))));
        lines.extend(self.condition().filter(|_| grant.is_tranche()));
        let what = format!("{}, {amount}, {verb}", grant.id);
        let assumed = grant.assumes(Assumed::Issued);
        self.entry(&format!("{}-issued", grant.id), (life.issued, life.issued), &what, assumed, lines, &[])
    }

    fn ends(&self, grant: &Grant<'_>, life: Life) -> Event {
        let last = life.last();
        let horizon = &self.evaluation.profile.plan.horizon;
        let used = self.evaluation.positions(Outcome::Accepted).get(self.case).grant_use(&grant.id);
        let amount = alone(*grant.amount.get(self.case));
        let line = if last < horizon.last() {
            format!("Of {amount} the plan uses {}; {} would lapse.", alone(used.consumed), alone(used.expired))
        } else {
            format!("Of {amount} the plan has used {} by {}.", alone(used.consumed), self.date(horizon.last()))
        };
        let mut lines = vec![line];
        lines.extend(self.cases(grant.life.map(|life| life.map(|life| life.last()))));
        lines.extend(self.condition().filter(|_| grant.is_tranche()));
        let what = format!("last usable day of {}", grant.id);
        let assumed = grant.kind != GrantKind::Held && grant.assumes(Assumed::ExpiresOn);
        self.entry(&format!("{}-ends", grant.id), (last, last), &what, assumed, lines, &BEFORE_END)
    }

    /// What every entry has.
    fn entry(
        &self,
        id: &str,
        (first, last): (Day, Day),
        what: &str,
        is_assumed: bool,
        mut description: Vec<String>,
        alarms: &[u32],
    ) -> Event {
        let Evaluation { profile, program, .. } = self.evaluation;
        let horizon = &profile.plan.horizon;
        if is_assumed {
            description.push("* No line of the source states the day; it is assumed.".to_owned());
        }
        if let Some(partner) = &profile.partner {
            let said = [partner.name.as_ref(), partner.ace_opportunity.as_ref()];
            let said: Vec<&str> = said.into_iter().flatten().map(String::as_str).collect();
            description.extend((!said.is_empty()).then(|| format!("Partner: {}.", said.join(", opportunity "))));
        }
        description.push(format!("The {} case under the rules {} {}.", self.case, program.id, program.version));
        let star = if is_assumed { "*" } else { "" };
        Event {
            uid: format!("{}.{id}@stackplan", self.company),
            first: horizon.date(first),
            last: horizon.date(last),
            summary: format!("{}: {what}{star}", profile.company.name),
            description,
            stamp: horizon.start(),
            sequence: profile.actuals.count(),
            alarms: alarms.to_vec(),
        }
    }

    fn date(&self, day: Day) -> String {
        self.evaluation.profile.plan.horizon.date(day).to_string()
    }

    /// What the award waits for.
    fn condition(&self) -> Option<String> {
        let is_open = self.evaluation.profile.actuals.decision.is_none();
        is_open.then(|| "Only if the accelerator accepts.".to_owned())
    }

    /// The dates of the other cases, where they differ.
    fn cases(&self, days: Band<Option<Day>>) -> Option<String> {
        let date = |case| days.get(case).map_or_else(|| "never".to_owned(), |day| self.date(day));
        let others = Case::ALL.into_iter().filter(|case| *case != self.case);
        let said: Vec<String> = others.map(|case| format!("{case} {}", date(case))).collect();
        (!days.is_same()).then(|| format!("In the other cases: {}.", said.join(", ")))
    }
}

/// The earliest and the latest of the days.
fn ends(days: Band<Day>) -> (Day, Day) {
    let Band { cautious, likely, best } = days;
    (best.min(likely).min(cautious), best.max(likely).max(cautious))
}

fn star(grant: &Grant<'_>, field: Assumed) -> &'static str {
    if grant.assumes(field) { "*" } else { "" }
}

/// What stands for the company in its UIDs: its id, else a hash of its name.
pub fn company_key(id: Option<&str>, name: &str) -> String {
    match id {
        Some(id) => id.to_owned(),
        None => {
            let digest = Sha256::digest(name.as_bytes());
            let hex: String = digest.iter().take(HASHED).map(|byte| format!("{byte:02x}")).collect();
            format!("name.{hex}")
        }
    }
}
