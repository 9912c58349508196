//! Every compared value as a row with a value a plan, under the key that `eval --format json` prints it at.

use super::Column;
use super::facts::{Answers, Facts, GrantFacts, MonthCash, Plan};
use crate::band::Case;
use crate::calendar::{Date, Day};
use crate::id::{GrantId, ProviderId};
use crate::money::{Ratio, Usd};
use crate::position::{Ask, Gap};

/// Where a row belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// Program, screening, recommendation, tier.
    Verdict,
    /// Each grant.
    Grants,
    /// The plan if the accelerator accepts.
    Accepted,
    /// The plan without the accelerator's grants.
    NotAccepted,
}

/// One value of every plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Where it belongs.
    pub section: Section,
    /// Its path in the object of `eval --format json`; a grant stands under its id.
    pub key: String,
    /// What it is called in a table.
    pub label: String,
    /// True for what is shown whether it differs or not.
    pub is_headline: bool,
    /// True where a plan's value is stated by no line of the source.
    pub is_assumed: bool,
    /// A value a plan.
    pub values: Vec<Value>,
}

/// A value of one plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// The plan has none.
    Absent,
    /// A word or an id.
    Word(String),
    /// Dollars.
    Amount(Usd),
    /// A day, and its date in that plan.
    Day(Day, Date),
    /// A date.
    Date(Date),
    /// Runs of days.
    Gaps(Vec<Gap>),
    /// Amounts by month.
    Months(Vec<MonthCash>),
    /// A share.
    Share(Ratio),
}

impl Value {
    /// True for the same value: days are the same by their number, whatever day 0 is.
    fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Day(day, _), Self::Day(other, _)) => day == other,
            _ => self == other,
        }
    }

    fn amount(amount: Option<Usd>) -> Self {
        amount.map_or(Self::Absent, Self::Amount)
    }
}

impl Row {
    /// True where the plans are not all the same.
    #[must_use]
    pub fn differs(&self) -> bool {
        self.values.windows(2).any(|pair| matches!(pair, [one, other] if !one.is_same(other)))
    }
}

/// Rows being collected.
struct Rows<'c> {
    columns: &'c [Column],
    section: Section,
    rows: Vec<Row>,
}

impl<'c> Rows<'c> {
    const fn new(columns: &'c [Column]) -> Self {
        Self { columns, section: Section::Verdict, rows: Vec::new() }
    }

    fn add(&mut self, is_headline: bool, label: &str, key: String, value: impl Fn(&Facts) -> Value) {
        let values = self.columns.iter().map(|column| value(&column.facts)).collect();
        let label = label.to_owned();
        self.rows.push(Row { section: self.section, key, label, is_headline, is_assumed: false, values });
    }
}

/// Each of the items of any list, in an order that keeps that of each list as far as they agree.
pub fn union<'t, T: Clone + PartialEq + 't>(lists: impl IntoIterator<Item = Vec<&'t T>>) -> Vec<T> {
    let mut all: Vec<T> = Vec::new();
    for list in lists {
        let mut at = 0_usize;
        for item in list {
            match all.iter().position(|known| known == item) {
                Some(place) => at = place.saturating_add(1),
                None => {
                    all.insert(at.min(all.len()), item.clone());
                    at = at.saturating_add(1);
                }
            }
        }
    }
    all
}

/// The rows that do not depend on the case.
pub fn verdict(columns: &[Column]) -> Vec<Row> {
    let mut rows = Rows::new(columns);
    let word = |word: &str| Value::Word(word.to_owned());
    let has_two = |ask: fn(&Facts) -> &str| {
        let mut asked = columns.iter().map(|column| ask(&column.facts));
        let first = asked.next();
        asked.any(|other| Some(other) != first)
    };
    let is_open = columns.iter().any(|column| column.facts.assigned != column.facts.possible);
    rows.add(has_two(|facts| &facts.rules.id), "Rules", "program.id".to_owned(), |facts| word(&facts.rules.id));
    rows.add(has_two(|facts| &facts.rules.version), "Rules version", "program.version".to_owned(), |facts| {
        word(&facts.rules.version)
    });
    rows.add(false, "Day 0", "profile.start".to_owned(), |facts| Value::Date(facts.start));
    rows.add(true, "Eligible", "screening.eligible".to_owned(), |facts| word(facts.eligible.name()));
    rows.add(true, "What to do", "recommendation.action".to_owned(), |facts| word(facts.action.name()));
    let tier = |tier: Option<&crate::id::TierId>| tier.map_or(Value::Absent, |tier| word(tier.as_str()));
    rows.add(true, "Tier", "tier.assigned".to_owned(), |facts| tier(facts.assigned.as_ref()));
    rows.add(is_open, "Possible tier", "tier.possible".to_owned(), |facts| tier(facts.possible.as_ref()));
    rows.add(true, "Award", "tier.award".to_owned(), |facts| Value::amount(facts.award));
    rows.rows
}

/// The rows of one case.
pub fn of_case(columns: &[Column], case: Case) -> Vec<Row> {
    let mut rows = Rows { section: Section::Grants, ..Rows::new(columns) };
    let grants: Vec<GrantId> =
        union(columns.iter().map(|column| column.facts.grants.iter().map(|grant| &grant.id).collect()));
    grants.iter().for_each(|id| rows.grant(id, case));
    rows.section = Section::Accepted;
    rows.plan("", |facts| &facts.accepted, case);
    rows.section = Section::NotAccepted;
    rows.plan("without_accelerator.", |facts| &facts.not_accepted, case);
    rows.rows
}

impl<'c> Rows<'c> {
    fn grant(&mut self, id: &GrantId, case: Case) {
        let mut add = |field: &str, label: &str, value: &dyn Fn(&Facts, &GrantFacts) -> Value| {
            let of = |facts: &Facts| facts.grant(id).map_or(Value::Absent, |grant| value(facts, grant));
            self.add(false, &format!("{id} {label}"), format!("grants.{id}.{field}.{case}"), of);
            let assumes = |grant: &GrantFacts| grant.assumed.iter().any(|assumed| assumed == field);
            let is_assumed = self.columns.iter().any(|column| column.facts.grant(id).is_some_and(assumes));
            if let Some(row) = self.rows.last_mut() {
                row.is_assumed = is_assumed;
            }
        };
        add("status", "status", &|_, grant| Value::Word(grant.status.get(case).name().to_owned()));
        add("amount", "amount", &|_, grant| Value::Amount(*grant.amount.get(case)));
        add("issued", "issued", &|facts, grant| day(facts, *grant.issued.get(case)));
        add("expires_on", "last day", &|_, grant| grant.expires_on.get(case).map_or(Value::Absent, Value::Date));
        add("left", "left", &|_, grant| Value::amount(*grant.left.get(case)));
    }

    fn plan(&mut self, prefix: &str, plan: fn(&Facts) -> &Plan, case: Case) {
        let is_accepted = self.section == Section::Accepted;
        let totals: [(&str, &str, bool, Ask); 6] = [
            ("granted", "Granted", true, |amounts| amounts.granted),
            ("consumed", "Consumed", true, |amounts| amounts.consumed),
            ("expired", "Lapsed", is_accepted, |amounts| amounts.expired),
            ("balance", "Left", is_accepted, |amounts| amounts.balance),
            ("charges", "Charges", false, |amounts| amounts.charges),
            ("cash", "Cash", true, |amounts| amounts.cash),
        ];
        for (name, label, is_headline, ask) in totals {
            let value = |facts: &Facts| Value::Amount(ask(plan(facts).totals.get(case)));
            self.add(is_headline, label, format!("{prefix}totals.{name}.{case}"), value);
        }
        let listed = |column: &'c Column| plan(&column.facts).providers.iter().map(|facts| &facts.provider).collect();
        let providers: Vec<ProviderId> = union(self.columns.iter().map(listed));
        for provider in &providers {
            let many = if providers.len() > 1 { format!("{provider}: ") } else { String::new() };
            self.answers(&format!("{prefix}summary.{provider}.{case}"), &many, provider, plan, case);
        }
    }

    fn answers(&mut self, path: &str, lead: &str, provider: &ProviderId, plan: fn(&Facts) -> &Plan, case: Case) {
        let is_accepted = self.section == Section::Accepted;
        let mut add = |field: &str, label: &str, is_headline: bool, value: fn(&Facts, &Answers) -> Value| {
            let of = |facts: &Facts| {
                let answers = plan(facts).answers(provider).and_then(|answers| answers.get(case).as_ref());
                answers.map_or(Value::Absent, |answers| value(facts, answers))
            };
            self.add(is_headline, &format!("{lead}{label}"), format!("{path}.{field}"), of);
        };
        add("first_bill_day", "First bill on", true, |facts, answers| day(facts, answers.first_bill_day));
        add("first_bill", "First bill", true, |_, answers| Value::amount(answers.first_bill));
        add("gaps", "Gaps in days", is_accepted, |_, answers| Value::Gaps(answers.gaps.clone()));
        add("cash_by_month", "Months in cash", is_accepted, |_, answers| Value::Months(answers.cash_by_month.clone()));
        add("credits_end_day", "Credits end", is_accepted, |facts, answers| day(facts, answers.credits_end_day));
        add("lapsed", "Lapsed", false, |_, answers| Value::Amount(answers.lapsed));
        add("coverage", "Share covered", false, |_, answers| answers.coverage.map_or(Value::Absent, Value::Share));
        add("first_usable_day", "First usable", false, |facts, answers| day(facts, answers.first_usable_day));
        add("paid_before_credits", "Paid before credits", false, |_, answers| {
            Value::amount(answers.paid_before_credits)
        });
    }
}

fn day(facts: &Facts, day: Option<Day>) -> Value {
    day.map_or(Value::Absent, |day| Value::Day(day, facts.date(day)))
}
