//! A profile file to a [`Profile`].

mod actuals;
mod growth;
mod plan;
mod spend;

use rust_decimal::Decimal;

use super::{
    BedrockFacts, Company, Draft, ENGAGEMENT, Expect, ExpectPlaces, Funding, GROWTH_DECIMALS, PROBABILITY_DECIMALS,
    Partner, Profile, TractionFacts,
};
use crate::band::{Band, Case};
use crate::document::{Fields, Input, Reading};
use crate::money::Usd;
use crate::program::Program;
use crate::signal::Signal;

/// Reads every table, so that all mistakes are found, and builds a profile where the required keys allow it.
pub fn read(input: &Input, program: &Program) -> Draft {
    let mut found = Vec::new();
    let root = input.parse(&mut found);
    let reading = Reading::default();
    let profile = Fields::root(&root, &reading).and_then(|fields| profile(fields, input, program));
    found.extend(reading.into_found());
    Draft { profile, found }
}

/// The keys of the format below its tables, a held credit's as those of the first.
pub fn keys(program: &Program) -> Vec<String> {
    let of = |text: &str| {
        let input = Input::new("", text);
        let root = input.parse(&mut Vec::new());
        let reading = Reading::of_keys();
        let _ = Fields::root(&root, &reading).and_then(|fields| profile(fields, &input, program));
        reading.into_keys()
    };
    let mut text = "credits = [{}]\n".to_owned();
    for table in of("").iter().filter(|table| !matches!(table.as_str(), "credits" | "spend" | "milestones")) {
        text.push_str(&format!("[{table}]\n"));
    }
    program.services.iter().for_each(|service| text.push_str(&format!("[spend.{}]\n", service.id)));
    program.gates.iter().for_each(|gate| text.push_str(&format!("[milestones.{}]\n", gate.id)));
    let mut keys = of(&text);
    keys.retain(|key| key.contains('.'));
    keys
}

fn profile<'t>(mut fields: Fields<'t>, input: &Input, program: &'t Program) -> Option<Profile> {
    let company = match fields.table("company") {
        Some(table) => company(table),
        None if fields.has("company") => None,
        None => {
            fields.note_missing("company", "start the file with [company], a name and a stage");
            None
        }
    };
    let funding = fields.table("funding").map_or_else(Funding::unknown, funding);
    let traction = fields.table("traction").map_or_else(TractionFacts::unknown, traction);
    let bedrock = fields.table("bedrock").map_or_else(BedrockFacts::unknown, bedrock);
    let spend = fields.table("spend").map(|table| spend::services(table, program)).unwrap_or_default();
    let plan = plan::plan(&mut fields, program);
    let partner = fields.table("partner").map(partner);
    let offer = fields.table("offer").map(|table| plan::offer(table, program)).unwrap_or_default();
    let acceptance_probability = fields.table("assumptions").and_then(|mut table| {
        let probability = probability(&mut table, "acceptance_probability");
        table.finish();
        probability
    });
    let milestones = fields.table("milestones").map(|table| plan::milestones(table, program)).unwrap_or_default();
    let credits = plan::credits(&mut fields, program);
    let start = plan.as_ref().map(|plan| plan.horizon.start());
    let growth = fields.table("growth").map(|table| growth::growth(table, start)).unwrap_or_default();
    let filed = plan.as_ref().map(|plan| (plan.horizon.start(), plan.accelerator_filed));
    let actuals = fields.table("actuals").map(|table| actuals::actuals(table, program, filed)).unwrap_or_default();
    let expect = fields.table("expect").map(|table| expect(table, program));
    fields.finish();
    Some(Profile {
        input: input.clone(),
        company: company?,
        funding,
        traction,
        bedrock,
        spend,
        plan: plan?,
        partner,
        offer,
        acceptance_probability,
        milestones,
        credits,
        growth,
        actuals,
        expect,
    })
}

fn company(mut fields: Fields<'_>) -> Option<Company> {
    if !fields.has("name") {
        fields.note_missing("name", "write the company's name");
    }
    let name = fields.name("name");
    let id = fields.id("id");
    if !fields.has("stage") {
        fields.note_missing("stage", "write one of `pre-seed`, `seed`, `series-a`, `series-b-plus`");
    }
    let stage = fields.choice("stage", &Signal::Stage.choices());
    let product = fields.choice("product", &Signal::Product.choices());
    let ai_ml_credibility = fields.truth("ai_ml_credibility");
    fields.finish();
    Some(Company { name: name?, id, stage: stage?, product, ai_ml_credibility })
}

impl Funding {
    const fn unknown() -> Self {
        Self { backers: None, prior_activate_credits: Usd::ZERO }
    }
}

fn funding(mut fields: Fields<'_>) -> Funding {
    let backers = fields.names("backers");
    let prior_activate_credits = fields.amount("prior_activate_credits").unwrap_or_default();
    fields.finish();
    Funding { backers, prior_activate_credits }
}

impl TractionFacts {
    const fn unknown() -> Self {
        Self {
            mrr: None,
            monthly_active_users: None,
            enterprise_lois: None,
            design_partners: None,
            other_validation: None,
        }
    }
}

fn traction(mut fields: Fields<'_>) -> TractionFacts {
    let facts = TractionFacts {
        mrr: mrr(&mut fields),
        monthly_active_users: fields.count("monthly_active_users"),
        enterprise_lois: fields.names("enterprise_lois"),
        design_partners: fields.count("design_partners"),
        other_validation: fields.text("other_validation"),
    };
    fields.finish();
    facts
}

/// One number, or monthly values.
fn mrr(fields: &mut Fields<'_>) -> Option<Vec<Usd>> {
    let (reading, path) = (fields.reading(), fields.path("mrr"));
    match fields.node("mrr")? {
        node if node.value.is_list() => reading.each(node, &path, 1, Reading::amount),
        node => reading.amount(node, &path).map(|now| vec![now]),
    }
}

impl BedrockFacts {
    const fn unknown() -> Self {
        Self { commitment: None, primary_for_months: None, poc: None, engagement: 0 }
    }
}

fn bedrock(mut fields: Fields<'_>) -> BedrockFacts {
    let facts = BedrockFacts {
        commitment: fields.choice("commitment", &Signal::Commitment.choices()),
        primary_for_months: fields.count("primary_for_months"),
        poc: fields.choice("poc", &Signal::Poc.choices()),
        engagement: engagement(&mut fields),
    };
    fields.finish();
    facts
}

fn engagement(fields: &mut Fields<'_>) -> u8 {
    let (reading, path) = (fields.reading(), fields.path("engagement"));
    let Some(items) = fields.node("engagement").and_then(|node| reading.list(node, &path, 0)) else { return 0 };
    let choices = ENGAGEMENT.map(|kind| (kind, kind));
    let kinds: Vec<&str> = items.iter().filter_map(|item| reading.choice(item, &path, &choices)).collect();
    let distinct = ENGAGEMENT.iter().filter(|kind| kinds.contains(kind)).count();
    u8::try_from(distinct).unwrap_or(u8::MAX)
}

fn partner(mut fields: Fields<'_>) -> Partner {
    let partner = Partner { name: fields.name("name"), ace_opportunity: fields.name("ace_opportunity") };
    fields.finish();
    partner
}

fn expect<'t>(mut fields: Fields<'t>, program: &'t Program) -> Expect {
    let words = ["yes", "no", "unknown"].map(|word| (word, word.to_owned()));
    let amounts = fields.table("granted");
    let amount =
        |case: Case| amounts.as_ref().map_or_else(|| fields.place("granted"), |table| table.place(case.name()));
    let places = ExpectPlaces {
        program: fields.place("program"),
        eligible: fields.place("eligible"),
        tier: fields.place("tier"),
        granted: Band::from_fn(amount),
    };
    let is_named = fields.has("program");
    let version = fields.name("program");
    // Other rules may have other tiers, and a version that cannot be read is a mistake of its own.
    let is_own = !is_named || version.as_ref() == Some(&program.version);
    let expect = Expect {
        program: version,
        eligible: fields.choice("eligible", &words),
        tier: if is_own { expected_tier(&mut fields, program) } else { fields.id("tier") },
        granted: amounts.and_then(granted),
        places,
    };
    fields.finish();
    expect
}

/// One of the program's tiers.
fn expected_tier(fields: &mut Fields<'_>, program: &Program) -> Option<String> {
    let tiers: Vec<(&str, String)> =
        program.tiers.iter().map(|tier| (tier.id.as_str(), tier.id.as_str().to_owned())).collect();
    fields.choice("tier", &tiers)
}

fn granted(mut fields: Fields<'_>) -> Option<Band<Usd>> {
    let [cautious, likely, best] = Case::ALL.map(|case| {
        if !fields.has(case.name()) {
            fields.note_missing(case.name(), "give an amount for each case");
        }
        fields.amount(case.name())
    });
    fields.finish();
    Some(Band { cautious: cautious?, likely: likely?, best: best? })
}

/// A probability of 0 to 1.
fn probability<'t>(fields: &mut Fields<'t>, key: &'t str) -> Option<Decimal> {
    fields.decimal(key, Decimal::ZERO..=Decimal::ONE, PROBABILITY_DECIMALS)
}

/// A rate of growth a month, -0.99 to 10.
fn growth_rate<'t>(fields: &mut Fields<'t>, key: &'t str) -> Option<Decimal> {
    fields.decimal(key, Decimal::new(-99, 2)..=Decimal::TEN, GROWTH_DECIMALS)
}
