//! Companies made up from a number: every stage, tier, form of spend, held credit and history, the same in every run.
//!
//! Only the standard library, and no date before 2024 or after 2040. `tests/properties` has a generator too: that one
//! looks for the odd profile and shrinks what fails, this one makes a million likely ones in seconds.
#![allow(
    dead_code,
    missing_docs,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    reason = "several programs include this file, each for a part of it; its numbers are small"
)]

#[path = "generator/written.rs"]
mod written;

use written::{day, json_table, toml_table};

/// What a key holds, before anyone chooses a format.
#[derive(Debug, Clone)]
pub enum Value {
    Text(String),
    Number(String),
    Truth(bool),
    Date(i64),
    List(Vec<Value>),
    Table(Vec<(String, Value)>),
}

/// One made-up profile.
#[derive(Debug, Clone)]
pub struct Company {
    tables: Vec<(String, Value)>,
    /// True where the last character of either form is cut off.
    is_cut: bool,
}

/// SplitMix64: a few lines, and good enough to mix facts.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From `least` to `most`, both included.
    fn between(&mut self, least: i64, most: i64) -> i64 {
        let width = u64::try_from(most - least + 1).unwrap_or(1);
        least + i64::try_from(self.roll() % width).unwrap_or(0)
    }

    /// True so many times of a hundred.
    fn chance(&mut self, percent: i64) -> bool {
        self.between(1, 100) <= percent
    }

    fn pick<T: Copy>(&mut self, choices: &[T]) -> T {
        let last = i64::try_from(choices.len()).unwrap_or(1) - 1;
        choices[usize::try_from(self.between(0, last)).unwrap_or(0)]
    }

    /// Some of the choices, in their order.
    fn some<'c>(&mut self, choices: &[&'c str], percent: i64) -> Vec<&'c str> {
        choices.iter().copied().filter(|_| self.chance(percent)).collect()
    }

    /// An amount of cents, mostly whole dollars, in one of the ways to write it.
    fn amount(&mut self, dollars: i64) -> Value {
        let cents = if self.chance(70) { 0 } else { self.between(0, 99) };
        match (cents, self.between(0, 9)) {
            (0, 0) if dollars >= 1000 => Value::Text(format!("{}_{:03}", dollars / 1000, dollars % 1000)),
            (0, _) => Value::Number(dollars.to_string()),
            (_, 0 | 1) => Value::Text(format!("{dollars}.{cents:02}")),
            (_, _) if cents % 10 == 0 => Value::Number(format!("{dollars}.{}", cents / 10)),
            _ => Value::Number(format!("{dollars}.{cents:02}")),
        }
    }
}

/// The keys of one table.
#[derive(Default)]
struct Keys(Vec<(String, Value)>);

impl Keys {
    fn put(&mut self, key: &str, value: Value) {
        self.0.push((key.to_owned(), value));
    }

    fn text(&mut self, key: &str, text: &str) {
        self.put(key, Value::Text(text.to_owned()));
    }

    fn number(&mut self, key: &str, number: i64) {
        self.put(key, Value::Number(number.to_string()));
    }

    fn list(&mut self, key: &str, texts: &[&str]) {
        self.put(key, Value::List(texts.iter().map(|text| Value::Text((*text).to_owned())).collect()));
    }

    fn table(&mut self, key: &str, table: Self) {
        if !table.0.is_empty() {
            self.put(key, Value::Table(table.0));
        }
    }
}

const BACKERS: [&str; 9] = [
    "Sequoia Capital",
    "a16z",
    "Index Ventures",
    "Accel",
    "Lightspeed",
    "Ferry Street Capital",
    "Zürich Angels",
    "Pier 9 \"Seed\" Fund",
    "Northern Rail Ventures",
];
const NAMES: [&str; 8] = [
    "Saltmarsh",
    "Orchestrate",
    "Blåtind",
    "Weaver & Sons",
    "=Formula",
    "Quote\"d",
    "データ工房",
    "A name that goes on for a while, as some do",
];
const GATES: [&str; 3] = ["poc", "commercial-outcome", "case-study"];
const TIERS: [&str; 5] = ["floor", "lower-median", "median", "upper-median", "ceiling"];

/// The company of a number. The same number and seed give the same company.
pub fn company(seed: u64, number: u64) -> Company {
    let mut dice = Dice(seed ^ number.wrapping_mul(0xd134_2543_de82_ef95));
    let dice = &mut dice;
    // Strong companies reach the upper tiers, which independent facts seldom do.
    let is_strong = dice.chance(35);
    let start = day(2025, 1, 1) + dice.between(0, 1095);
    let mut all = Keys::default();
    facts(dice, &mut all, number, is_strong);
    spend(dice, &mut all, is_strong);
    let (stack_filed, filed) = plan(dice, &mut all, start);
    offer(dice, &mut all, filed);
    held(dice, &mut all, start);
    actuals(dice, &mut all, stack_filed, filed);
    Company { tables: all.0, is_cut: false }
}

fn facts(dice: &mut Dice, all: &mut Keys, number: u64, is_strong: bool) {
    let mut company = Keys::default();
    company.text("name", &format!("{} {number}", dice.pick(&NAMES)));
    if dice.chance(60) {
        company.text("id", &format!("company-{number}"));
    }
    let stages = ["pre-seed", "seed", "seed", "series-a", "series-a", "series-b-plus"];
    company.text("stage", if is_strong { "series-a" } else { dice.pick(&stages) });
    if is_strong || dice.chance(90) {
        let products = ["ai-augmented", "ai-component", "ai-component", "ai-first", "ai-first", "model-native"];
        company.text("product", if is_strong { dice.pick(&products[4..]) } else { dice.pick(&products) });
    }
    if is_strong || dice.chance(90) {
        company.put("ai_ml_credibility", Value::Truth(is_strong || dice.chance(92)));
    }
    all.table("company", company);

    let mut funding = Keys::default();
    if is_strong || dice.chance(85) {
        let backers = dice.some(&BACKERS, 20);
        funding.list("backers", &backers);
    }
    if dice.chance(40) {
        let dollars = dice.between(0, 25_000);
        let amount = dice.amount(dollars);
        funding.put("prior_activate_credits", amount);
    }
    all.table("funding", funding);
    all.table("traction", traction(dice, is_strong));

    let mut bedrock = Keys::default();
    if is_strong || dice.chance(90) {
        let commitments = ["none", "partial", "primary", "primary", "primary"];
        bedrock.text("commitment", if is_strong { "primary" } else { dice.pick(&commitments) });
    }
    if dice.chance(70) {
        let months = dice.pick(&[12, 17, 18, 24, 24, 36]);
        bedrock.number("primary_for_months", months);
    }
    if is_strong || dice.chance(85) {
        let poc = dice.pick(&["none", "planned", "demonstrated", "demonstrated", "production"]);
        bedrock.text("poc", poc);
    }
    if dice.chance(50) {
        let kinds = dice.some(&["product-manager", "private-preview", "co-marketing", "public-reference"], 50);
        bedrock.list("engagement", &kinds);
    }
    all.table("bedrock", bedrock);
}

fn traction(dice: &mut Dice, is_strong: bool) -> Keys {
    let mut traction = Keys::default();
    if is_strong || dice.chance(85) {
        let count = dice.pick(&[1, 3, 6, 6, 9, 12]);
        let mut revenue = dice.between(0, 60_000);
        let mut months = Vec::new();
        for _ in 0..count {
            months.push(dice.amount(revenue));
            revenue += dice.between(-1_000, 5_000);
            revenue = revenue.max(0);
        }
        let alone = months.len() == 1 && dice.chance(50);
        let value = if alone { months.remove(0) } else { Value::List(months) };
        traction.put("mrr", value);
    }
    if is_strong || dice.chance(85) {
        let users = dice.pick(&[0, 1, 900, 9_999, 10_000, 25_000, 120_000]);
        traction.number("monthly_active_users", users);
    }
    if is_strong || dice.chance(80) {
        let lois = dice.some(&["Acme Bank", "Rhein Logistics", "St Botolph Hospitals"], 25);
        traction.list("enterprise_lois", &lois);
    }
    if dice.chance(80) {
        let partners = dice.between(0, 5);
        traction.number("design_partners", partners);
    }
    if dice.chance(15) {
        let words = dice.pick(&["", "an open-source project with 9 000 stars", "two health services list us"]);
        traction.text("other_validation", words);
    }
    traction
}

fn spend(dice: &mut Dice, all: &mut Keys, is_strong: bool) {
    let mut spend = Keys::default();
    if is_strong || dice.chance(90) {
        let mut bedrock = Keys::default();
        if is_strong || dice.chance(80) {
            let basis = dice.pick(&["estimate", "growth-model", "workloads"]);
            bedrock.text("basis", basis);
        }
        form(dice, &mut bedrock, if is_strong { 90_000 } else { 30_000 });
        spend.table("bedrock", bedrock);
    }
    for (name, percent, most) in [("infrastructure", 85, 20_000), ("claude-api", 35, 3_000)] {
        if dice.chance(percent) {
            let mut service = Keys::default();
            form(dice, &mut service, most);
            spend.table(name, service);
        }
    }
    for (name, provider) in [("gpu-cloud", "lambda"), ("search", "aws"), ("monitoring", "datadog")] {
        if dice.chance(15) {
            let mut service = Keys::default();
            service.text("provider", provider);
            form(dice, &mut service, 8_000);
            spend.table(name, service);
        }
    }
    all.table("spend", spend);
}

fn form(dice: &mut Dice, service: &mut Keys, most: i64) {
    let current = dice.between(0, most);
    let (first, second) = (current + dice.between(0, most), current + dice.between(0, 2 * most));
    match dice.between(0, 4) {
        0 => {
            let count = dice.between(1, 30);
            let months = (0..count).map(|month| dice.amount(current + month * most / 60)).collect();
            service.put("monthly", Value::List(months));
        }
        1 => service.put("current", dice.amount(current)),
        2 | 3 => {
            service.put("current", dice.amount(current));
            service.put("month_12", dice.amount(first));
            if dice.chance(70) {
                service.put("month_24", dice.amount(second));
            }
        }
        _ => {
            service.put("current", dice.amount(current));
            let thousandths = dice.between(-50, 120);
            let sign = if thousandths < 0 { "-" } else { "" };
            let rate = format!("{sign}0.{:03}", thousandths.abs());
            let rate = if dice.chance(20) { Value::Text(rate) } else { Value::Number(rate) };
            service.put("monthly_growth", rate);
        }
    }
}

/// Returns the days of the two filings.
fn plan(dice: &mut Dice, all: &mut Keys, start: i64) -> (i64, i64) {
    let mut plan = Keys::default();
    let (mut stack_filed, mut filed) = (start, start);
    plan.put("start", Value::Date(start));
    if dice.chance(20) {
        let days = dice.pick(&[90, 365, 730, 1_095, 1_095]);
        plan.number("horizon_days", days);
    }
    if dice.chance(30) {
        let applies = dice.chance(75);
        plan.put("accelerator", Value::Truth(applies));
    }
    if dice.chance(40) {
        filed += dice.between(0, 90);
        plan.put("accelerator_filed", Value::Date(filed));
    }
    if dice.chance(25) {
        let stack = dice.some(&["portfolio", "build", "bedrock-poc"], 70);
        plan.list("stack", &stack);
    }
    if dice.chance(40) {
        stack_filed += dice.between(0, 60);
        plan.put("stack_filed", Value::Date(stack_filed));
    }
    if dice.chance(40) {
        let asks = dice.chance(70);
        plan.put("anthropic", Value::Truth(asks));
    }
    if dice.chance(50) {
        let hours = dice.between(2, 40);
        plan.number("founder_hours", hours);
    }
    all.table("plan", plan);
    if dice.chance(30) {
        let mut partner = Keys::default();
        partner.text("name", "CloudRoute");
        partner.text("ace_opportunity", &format!("O{}", dice.between(1_000_000, 9_999_999)));
        all.table("partner", partner);
    }
    (stack_filed, filed)
}

fn offer(dice: &mut Dice, all: &mut Keys, filed: i64) {
    let mut offer = Keys::default();
    if dice.chance(20) {
        let tranches = dice.between(2, 4);
        offer.number("tranches", tranches);
    }
    if dice.chance(15) {
        let dollars = dice.between(25_000, 49_999);
        let amount = dice.amount(dollars);
        offer.put("bedrock_poc_award", amount);
    }
    if dice.chance(10) {
        let dollars = dice.between(25_000, 249_999);
        let amount = dice.amount(dollars);
        offer.put("anthropic_award", amount);
    }
    if dice.chance(25) {
        let on_miss = dice.pick(&["removed", "tranche-only"]);
        offer.text("on_miss", on_miss);
    }
    all.table("offer", offer);
    if dice.chance(20) {
        let mut assumptions = Keys::default();
        let hundredths = dice.between(1, 30);
        assumptions.put("acceptance_probability", Value::Number(format!("0.{hundredths:02}")));
        all.table("assumptions", assumptions);
    }
    let mut milestones = Keys::default();
    for (gate, due) in GATES.into_iter().zip([60, 120, 240]) {
        if dice.chance(35) {
            let mut milestone = Keys::default();
            let done = dice.between(due - 40, due + 15);
            if dice.chance(70) {
                milestone.number("expected", done);
            } else {
                milestone.put("expected", Value::Date(filed + 75 + done));
            }
            if dice.chance(60) {
                let tenths = dice.between(3, 9);
                milestone.put("probability", Value::Number(format!("0.{tenths}")));
            }
            milestones.table(gate, milestone);
        }
    }
    all.table("milestones", milestones);
}

fn held(dice: &mut Dice, all: &mut Keys, start: i64) {
    let mut credits = Vec::new();
    for (id, provider, services) in [
        ("activate-founders", "aws", &["bedrock", "infrastructure"][..]),
        ("migration", "aws", &["*"]),
        ("research", "anthropic", &["claude-api"]),
        ("lambda-start", "lambda", &["*"]),
    ] {
        if dice.chance(14) {
            let mut credit = Keys::default();
            credit.text("id", id);
            credit.text("provider", provider);
            let dollars = dice.between(0, 30_000);
            let remaining = dice.amount(dollars);
            credit.put("remaining", remaining);
            let issued = start + dice.between(-300, 60);
            credit.put("issued", Value::Date(issued));
            credit.put("expires", Value::Date(issued.max(start) + dice.between(0, 500)));
            credit.list("covers", services);
            credits.push(Value::Table(credit.0));
        }
    }
    if !credits.is_empty() {
        all.put("credits", Value::List(credits));
    }
}

fn actuals(dice: &mut Dice, all: &mut Keys, stack_filed: i64, filed: i64) {
    let mut actuals = Keys::default();
    let mut grants = Vec::new();
    let mut grant = |dice: &mut Dice, id: &str, issued: i64, dollars: i64| {
        let mut grant = Keys::default();
        grant.text("id", id);
        if dice.chance(12) {
            grant.put("declined", Value::Truth(true));
        } else {
            grant.put("issued", Value::Date(issued));
            grant.put("amount", dice.amount(dollars));
        }
        grants.push(Value::Table(grant.0));
    };
    if dice.chance(20) {
        let issued = stack_filed + dice.between(8, 30);
        for (id, dollars) in [("portfolio", 99_000), ("build", 25_000)] {
            if dice.chance(60) {
                grant(dice, id, issued, dollars);
            }
        }
    }
    let decided = filed + dice.between(55, 110);
    match dice.between(1, 100) {
        1..=18 => {
            actuals.text("decision", "accepted");
            actuals.put("decided", Value::Date(decided));
            let tier = dice.pick(&TIERS);
            actuals.text("tier", tier);
            let met = dice.between(0, 2);
            let mut milestones = Keys::default();
            for (gate, done) in GATES.into_iter().zip([45, 110]).take(usize::try_from(met).unwrap_or(0)) {
                milestones.put(gate, Value::Date(decided + done + dice.between(-20, 20)));
            }
            actuals.table("milestones", milestones);
            if dice.chance(60) {
                grant(dice, "accelerator-1", decided + 5, 100_000);
            }
        }
        19..=22 => {
            actuals.text("decision", "rejected");
            actuals.put("decided", Value::Date(decided));
        }
        _ => {}
    }
    if !grants.is_empty() {
        actuals.put("grants", Value::List(grants));
    }
    all.table("actuals", actuals);
}

impl Company {
    /// The same company with one mistake, of a kind that the number chooses.
    pub fn broken(mut self, number: u64) -> Self {
        match number % 5 {
            0 => self.edit("company", |keys| keys.retain(|(key, _)| key != "stage")),
            1 => self.edit("plan", |keys| keys.push(("founder_hour".to_owned(), Value::Number("8".to_owned())))),
            2 => self.edit("company", |keys| keys.push(("product".to_owned(), Value::Text("ai-fist".to_owned())))),
            3 => self.edit("plan", |keys| keys.push(("horizon_days".to_owned(), Value::Number("3661".to_owned())))),
            _ => self.is_cut = true,
        }
        self
    }

    fn edit(&mut self, table: &str, change: impl FnOnce(&mut Vec<(String, Value)>)) {
        if let Some((_, Value::Table(keys))) = self.tables.iter_mut().find(|(key, _)| key == table) {
            change(keys);
            // A key that was there gives way to the one put behind it.
            let mut seen = Vec::new();
            keys.reverse();
            keys.retain(|(key, _)| {
                !seen.contains(key) && {
                    seen.push(key.clone());
                    true
                }
            });
            keys.reverse();
        }
    }

    /// One line of NDJSON, without its line break.
    pub fn ndjson(&self) -> String {
        let mut text = String::with_capacity(1_600);
        json_table(&mut text, &self.tables);
        if self.is_cut {
            text.pop();
        }
        text
    }

    /// A TOML file.
    pub fn toml(&self) -> String {
        let mut text = String::with_capacity(1_600);
        toml_table(&mut text, "", &self.tables);
        if self.is_cut {
            text.push_str("[assumptions\n");
        }
        text
    }
}
