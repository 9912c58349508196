//! What is open of a plan on a day, worked out from what `eval` prints and from what the file states.

use std::collections::BTreeSet;

use serde_json::Value;
use stackplan::calendar::{Date, Day};

use crate::support::{cents, root, run};

const STACK: [&str; 3] = ["portfolio", "build", "bedrock-poc"];

/// A deadline as it is compared.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Told {
    pub kind: String,
    pub id: String,
    pub date: String,
    pub at_risk: Option<i128>,
    pub if_accepted: bool,
}

impl Told {
    /// What an entry of `deadlines` tells.
    pub fn of(entry: &Value) -> Self {
        let text = |key: &str| entry[key].as_str().unwrap().to_owned();
        let at_risk = Some(&entry["at_risk"]).filter(|amount| !amount.is_null());
        Self {
            kind: text("kind"),
            id: text("id"),
            date: text("date"),
            at_risk: at_risk.map(|amount| cents(&amount.to_string())),
            if_accepted: entry["if_accepted"] == true,
        }
    }
}

/// A sample in one case.
pub struct Plan {
    case: String,
    eval: Value,
    /// The same plan without the accelerator, where it has not decided.
    without: Value,
    file: toml::Table,
}

fn eval(path: &str, more: &[&str]) -> Value {
    let found = run([&["eval", path, "--format", "json", "--every", "none"], more].concat());
    serde_json::from_str(&found.answer()).unwrap()
}

fn date(value: &Value) -> Option<Date> {
    value.as_str().map(|text| Date::parse(text).unwrap())
}

impl Plan {
    /// Evaluates a sample.
    pub fn of(path: &str, case: &str) -> Self {
        let file: toml::Table = std::fs::read_to_string(root().join(path)).unwrap().parse().unwrap();
        let eval_of = |more: &[&str]| eval(path, more);
        let is_open = file.get("actuals").and_then(|actuals| actuals.get("decision")).is_none();
        let without: &[&str] = if is_open { &["--set", "plan.accelerator=false"] } else { &[] };
        Self { case: case.to_owned(), eval: eval_of(&[]), without: eval_of(without), file }
    }

    fn stated(&self, keys: &[&str]) -> Option<&toml::Value> {
        let mut value = self.file.get(keys[0])?;
        for key in &keys[1..] {
            value = value.get(key)?;
        }
        Some(value)
    }

    fn stated_text(&self, keys: &[&str]) -> Option<String> {
        self.stated(keys).map(|value| match value {
            toml::Value::String(text) => text.clone(),
            toml::Value::Integer(number) => number.to_string(),
            toml::Value::Datetime(date) => date.to_string(),
            other => panic!("{keys:?} is {other:?}"),
        })
    }

    fn event(&self, id: &str) -> Option<Date> {
        let events = self.eval["events"].as_array().unwrap();
        date(&events.iter().find(|event| event["id"] == id)?["date"][&self.case])
    }

    fn grants(&self) -> Vec<&Value> {
        self.eval["grants"].as_array().unwrap().iter().collect()
    }

    fn amount(&self, grant: &Value, key: &str) -> i128 {
        let amount = &grant[key][&self.case];
        if amount.is_null() { 0 } else { cents(&amount.to_string()) }
    }

    /// Everything that is open on a day.
    pub fn open(&self, today: Date) -> BTreeSet<Told> {
        let decision = self.stated_text(&["actuals", "decision"]);
        let is_accepted = decision.as_deref() == Some("accepted");
        let is_ahead = decision.is_none() && self.event("decision").is_some_and(|day| day >= today);
        let mut told = self.awaited(today, decision.is_none(), is_accepted);
        if is_accepted || is_ahead {
            told.extend(self.gates(today, is_accepted));
        }
        told.extend(self.money(today, is_accepted, is_ahead));
        told
    }

    /// Filings and decisions.
    fn awaited(&self, today: Date, is_undecided: bool, is_accepted: bool) -> BTreeSet<Told> {
        let mut told = BTreeSet::new();
        let mut tell = |kind: &str, id: &str, date: Date, at_risk: Option<i128>| {
            let (kind, id, date) = (kind.to_owned(), id.to_owned(), date.to_string());
            told.insert(Told { kind, id, date, at_risk, if_accepted: false });
        };
        let is_planned = |grant: &&&Value| grant["status"][&self.case] == "planned" && self.amount(grant, "amount") > 0;
        let grants = self.grants();
        let planned: Vec<&Value> = grants.iter().filter(is_planned).copied().collect();
        let id = |grant: &Value| grant["id"].as_str().unwrap().to_owned();
        let issued = |grant: &Value| date(&grant["issued_on"][&self.case]).unwrap();
        let stack: Vec<&&Value> = planned.iter().filter(|grant| STACK.contains(&id(grant).as_str())).collect();
        if let Some(last) = stack.iter().map(|grant| issued(grant)).max() {
            let waiting = Some(stack.iter().map(|grant| self.amount(grant, "amount")).sum());
            tell("decision", "stack-decision", last, waiting);
            if let Some(filed) = self.event("stack-filed").filter(|filed| *filed >= today) {
                tell("filing", "stack-filed", filed, waiting);
            }
        }
        let tranches: Vec<i128> = grants
            .iter()
            .filter(|grant| id(grant).starts_with("accelerator-"))
            .map(|grant| self.amount(grant, "amount"))
            .collect();
        let award = (!tranches.is_empty()).then(|| tranches.iter().sum());
        if is_undecided {
            if let Some(filed) = self.event("accelerator-filed").filter(|filed| *filed >= today) {
                tell("filing", "accelerator-filed", filed, award);
            }
            if let Some(day) = self.event("decision") {
                tell("decision", "decision", day, award);
            }
        }
        for grant in planned.iter().filter(|grant| !STACK.contains(&id(grant).as_str())) {
            let gate = grant["gate"].as_str();
            let is_released = gate.is_none_or(|gate| self.stated(&["actuals", "milestones", gate]).is_some());
            if id(grant) == "anthropic" || (is_accepted && is_released) {
                let amount = Some(self.amount(grant, "amount"));
                tell("decision", &format!("{}-issued", id(grant)), issued(grant), amount);
            }
        }
        told
    }

    /// Gates that are not met, and the days on which the file expects them. In the samples no gate was met too late and
    /// no tranche was declined.
    fn gates(&self, today: Date, is_accepted: bool) -> BTreeSet<Told> {
        let mut told = BTreeSet::new();
        let tranches: Vec<&Value> = self
            .grants()
            .into_iter()
            .filter(|grant| grant["id"].as_str().unwrap().starts_with("accelerator-"))
            .collect();
        for (place, tranche) in tranches.iter().enumerate() {
            let Some(gate) = tranche["gate"].as_str() else { continue };
            let is_met = self.stated(&["actuals", "milestones", gate]).is_some();
            if is_met || tranche["status"][&self.case] == "actual" {
                continue;
            }
            let only = self.stated_text(&["offer", "on_miss"]).as_deref() == Some("tranche-only");
            let taken = tranches[place..].iter().filter(|one| one["status"][&self.case] != "actual");
            let taken: Vec<i128> = taken.map(|one| self.amount(one, "amount")).collect();
            let at_risk = Some(if only { taken[0] } else { taken.iter().sum() });
            let deadline = self.event(&format!("{gate}-deadline")).unwrap();
            let mut tell = |kind: &str, date: Date| {
                let id = format!("{gate}-{}", if kind == "gate" { "deadline" } else { kind });
                let (kind, date) = (kind.to_owned(), date.to_string());
                told.insert(Told { kind, id, date, at_risk, if_accepted: !is_accepted });
            };
            tell("gate", deadline);
            let accepted = self.event("decision").unwrap();
            let expected = self.stated_text(&["milestones", gate, "expected"]).map(|text| match text.parse() {
                Ok(days) => accepted.plus(Day(days)),
                Err(_) => Date::parse(&text).unwrap().max(accepted),
            });
            if let Some(expected) = expected.filter(|expected| *expected <= deadline && deadline >= today) {
                tell("evidence", expected);
            }
        }
        told
    }

    /// Expiries and first bills: of the plan without the accelerator until it has accepted.
    fn money(&self, today: Date, is_accepted: bool, is_ahead: bool) -> BTreeSet<Told> {
        let mut told = BTreeSet::new();
        let plain = if is_accepted { &self.eval } else { &self.without };
        let (start, horizon) = (date(&self.eval["profile"]["start"]).unwrap(), self.horizon());
        for grant in self.grants() {
            let id = grant["id"].as_str().unwrap();
            let is_open_award = id.starts_with("accelerator-") && !is_accepted;
            let Some(last) = date(&grant["expires_on"][&self.case]).filter(|last| *last >= today) else { continue };
            if self.amount(grant, "amount") == 0 || (is_open_award && !is_ahead) {
                continue;
            }
            let counted = if is_open_award { &self.eval } else { plain };
            let counted = counted["grants"].as_array().unwrap().iter().find(|one| one["id"] == id).unwrap();
            let left = self.amount(counted, "expired") + self.amount(counted, "left");
            let is_issued = date(&grant["issued_on"][&self.case]).unwrap() <= start.plus(Day(horizon));
            if left == 0 && is_issued {
                continue;
            }
            told.insert(Told {
                kind: "expiry".to_owned(),
                id: format!("{id}-ends"),
                date: last.to_string(),
                at_risk: (last.since(start).0 <= horizon).then_some(left),
                if_accepted: is_open_award,
            });
        }
        let summary = if is_accepted { &self.eval["summary"] } else { &self.eval["without_accelerator"]["summary"] };
        for (provider, of) in summary.as_object().unwrap() {
            let of = &of[&self.case];
            let Some(day) = of["first_bill_day"].as_i64() else { continue };
            let date = start.plus(Day(i32::try_from(day).unwrap()));
            if date >= today {
                told.insert(Told {
                    kind: "first-bill".to_owned(),
                    id: format!("first-bill-{provider}"),
                    date: date.to_string(),
                    at_risk: Some(cents(&of["first_bill"].to_string())),
                    if_accepted: false,
                });
            }
        }
        told
    }

    fn horizon(&self) -> i32 {
        let days = self.stated(&["plan", "horizon_days"]).and_then(toml::Value::as_integer);
        i32::try_from(days.unwrap_or(730)).unwrap()
    }
}
