//! A profile written down as TOML, in one of the many ways to write the same thing.

use super::generate::KNOWN;
use super::hand::Hand;
use super::layout::{Table, lay_out};
use crate::model::calendar::date_at;
use crate::model::profile::{Decision, Expected, Outcome, Profile};
use crate::model::{Form, Service};

/// A profile, and the hand that writes it.
#[derive(Debug, Clone)]
pub struct Written {
    pub profile: Profile,
    pub hand: u64,
}

impl Written {
    /// The file.
    pub fn text(&self) -> String {
        let mut hand = Hand::new(self.hand);
        let tables = Writer { profile: &self.profile, hand: &mut hand, tables: Vec::new() }.all();
        lay_out(tables, &mut hand)
    }
}

struct Writer<'w> {
    profile: &'w Profile,
    hand: &'w mut Hand,
    tables: Vec<Table>,
}

impl Writer<'_> {
    fn all(mut self) -> Vec<Table> {
        self.company();
        self.facts();
        for service in &self.profile.services {
            self.service(service);
        }
        self.plan();
        self.offer();
        self.held();
        self.actuals();
        self.tables
    }

    fn table(&mut self, path: &str) {
        self.tables.push(Table { path: path.to_owned(), is_listed: false, pairs: Vec::new() });
    }

    fn list_item(&mut self, path: &str) {
        self.tables.push(Table { path: path.to_owned(), is_listed: true, pairs: Vec::new() });
    }

    /// Into the table begun last; an absent value writes nothing.
    fn put<T>(&mut self, key: &str, value: Option<T>, write: impl FnOnce(&mut Hand, T) -> String) {
        if let Some(value) = value {
            let written = write(self.hand, value);
            let table = self.tables.last_mut().expect("a table is begun before its keys");
            table.pairs.push((key.to_owned(), written));
        }
    }

    fn words(&mut self, key: &str, value: Option<&str>) {
        self.put(key, value, Hand::text);
    }

    fn list(&mut self, key: &str, value: Option<&[&str]>) {
        self.put(key, value, Hand::texts);
    }

    fn truth(&mut self, key: &str, value: Option<bool>) {
        self.put(key, value, |_, truth| truth.to_string());
    }

    fn count(&mut self, key: &str, value: Option<i64>) {
        self.put(key, value.map(i128::from), Hand::whole);
    }

    fn amount(&mut self, key: &str, cents: Option<i128>) {
        self.put(key, cents, Hand::amount);
    }

    fn day(&mut self, key: &str, day: Option<i64>) {
        let start = self.profile.plan.start;
        self.put(key, day, |hand, day| hand.date(date_at(start, day)));
    }

    fn company(&mut self) {
        let company = &self.profile.company;
        self.table("company");
        self.words("name", Some("Some Company"));
        self.words("stage", Some(company.stage));
        self.words("product", company.product);
        self.truth("ai_ml_credibility", company.credible_team);
        self.table("funding");
        self.list("backers", company.backers.as_deref());
        self.amount("prior_activate_credits", company.prior_credits);
    }

    fn facts(&mut self) {
        let facts = &self.profile.traction;
        self.table("traction");
        self.put("mrr", facts.mrr.as_ref(), |hand, values| {
            let amounts: Vec<String> = values.iter().map(|value| hand.amount(*value)).collect();
            if values.len() == 1 && hand.choose(2) == 1 {
                amounts.concat()
            } else {
                format!("[{}]", amounts.join(", "))
            }
        });
        self.count("monthly_active_users", facts.users);
        self.list("enterprise_lois", facts.lois.as_deref());
        self.count("design_partners", facts.partners);
        self.words("other_validation", facts.other_validation);
        let facts = &self.profile.bedrock;
        self.table("bedrock");
        self.words("commitment", facts.commitment);
        self.count("primary_for_months", facts.primary_for_months);
        self.words("poc", facts.poc);
        self.list("engagement", facts.engagement.as_deref());
    }

    fn service(&mut self, service: &Service) {
        self.table(&format!("spend.{}", service.name));
        if !KNOWN.contains(&service.name.as_str()) {
            self.words("provider", Some(&service.provider));
        }
        if service.name == "bedrock" {
            self.words("basis", self.profile.bedrock.basis);
        }
        match &service.form {
            Form::Monthly(values) => {
                let amounts: Vec<String> = values.iter().map(|value| self.hand.amount(*value)).collect();
                self.put("monthly", Some(amounts), |_, amounts| format!("[{}]", amounts.join(", ")));
            }
            Form::Constant(current) => self.amount("current", Some(*current)),
            Form::Lines { current, month_12, month_24 } => {
                self.amount("current", Some(*current));
                self.amount("month_12", Some(*month_12));
                self.amount("month_24", *month_24);
            }
            Form::Growth { current, numerator, .. } => {
                self.amount("current", Some(*current));
                self.put("monthly_growth", Some(*numerator), Hand::rate);
            }
        }
    }

    fn plan(&mut self) {
        let plan = &self.profile.plan;
        self.table("plan");
        self.day("start", Some(0));
        self.count("horizon_days", plan.horizon);
        self.truth("accelerator", plan.accelerator);
        self.day("accelerator_filed", plan.accelerator_filed);
        self.list("stack", plan.stack.as_deref());
        self.day("stack_filed", plan.stack_filed);
        self.truth("anthropic", plan.anthropic);
        self.count("founder_hours", plan.founder_hours);
    }

    fn offer(&mut self) {
        let offer = &self.profile.offer;
        self.table("offer");
        self.count("tranches", offer.tranches);
        self.amount("bedrock_poc_award", offer.poc_award);
        self.amount("anthropic_award", offer.anthropic_award);
        self.words("on_miss", offer.on_miss);
        for (gate, milestone) in &self.profile.milestones {
            self.table(&format!("milestones.{gate}"));
            match milestone.expected {
                Some(Expected::AfterAcceptance(days)) => self.count("expected", Some(days)),
                Some(Expected::On(day)) => self.day("expected", Some(day)),
                None => {}
            }
            self.put("probability", milestone.probability, |_, probability| probability.to_owned());
        }
    }

    fn held(&mut self) {
        for credit in &self.profile.held {
            self.list_item("credits");
            self.words("id", Some(credit.id));
            self.words("provider", Some(credit.provider));
            self.amount("remaining", Some(credit.remaining));
            self.day("issued", Some(credit.issued));
            self.day("expires", Some(credit.expires));
            self.list("covers", Some(&credit.covers));
        }
    }

    fn actuals(&mut self) {
        self.table("actuals");
        match &self.profile.decision {
            Decision::None => {}
            Decision::Rejected { decided } => {
                self.words("decision", Some("rejected"));
                self.day("decided", Some(*decided));
            }
            Decision::Accepted { decided, tier, met } => {
                self.words("decision", Some("accepted"));
                self.day("decided", Some(*decided));
                self.words("tier", *tier);
                self.table("actuals.milestones");
                for (gate, day) in met {
                    self.day(gate, Some(*day));
                }
            }
        }
        for grant in &self.profile.actual_grants {
            self.list_item("actuals.grants");
            self.words("id", Some(grant.id));
            match grant.outcome {
                Outcome::Issued { day, amount } => {
                    self.day("issued", Some(day));
                    self.amount("amount", Some(amount));
                }
                Outcome::Declined => self.truth("declined", Some(true)),
            }
        }
    }
}
