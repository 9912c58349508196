//! The form of a profile.

mod plan;
mod standing;

use super::kind::{Key, Kind, Rule, Table};
use crate::document::LONGEST_LIST;
use crate::profile::{ENGAGEMENT, GROWTH_DECIMALS, PROBABILITY_DECIMALS};
use crate::program::{BASES, Program};
use crate::signal::Signal;

/// Every table of a profile, in the order in which one is best filled in.
pub fn form(program: &Program) -> Table {
    let table = |name: &str, meaning: &str, table: Table| Key::new(name, meaning, table.kind());
    Table::new([
        table("company", "Who it is", company()).required(),
        plan::key(program),
        table("funding", "Its investors and earlier credits", funding()),
        table("traction", "Its users and revenue", traction()),
        table("bedrock", "Its commitment to Bedrock", bedrock()),
        table("spend", "What it spends on each service, in USD a month", spend(program)),
        plan::milestones(program),
        plan::offer(program),
        table("assumptions", "What is taken for likely", assumptions(program)),
        table("growth", "How facts are expected to move; only `when` reads it", growth()),
        table("partner", "The partner that files; shown in records and calendars", partner()),
        standing::credits(program),
        standing::actuals(program),
        standing::expect(program),
    ])
}

fn scale(signal: Signal) -> Kind {
    Kind::word(signal.scale().iter().copied())
}

pub fn probability() -> Kind {
    Kind::Decimal { least: "0", most: "1", decimals: PROBABILITY_DECIMALS }
}

fn rate() -> Kind {
    Kind::Decimal { least: "-0.99", most: "10", decimals: GROWTH_DECIMALS }
}

fn company() -> Table {
    Table::new([
        Key::new("name", "The company's name", Kind::Name).required(),
        Key::new("stage", "The funding stage when it applies", scale(Signal::Stage)).required(),
        Key::new("id", "A stable key for a partner's records", Kind::Id).like("\"my-company\""),
        Key::new(
            "product",
            "What AI is to the product: added to it, one component of it, the product itself, or what it could not exist \
             without",
            scale(Signal::Product),
        )
        .like("\"ai-first\""),
        Key::new("ai_ml_credibility", "The founding team has a relevant AI/ML background", Kind::Truth).like("true"),
    ])
}

fn funding() -> Table {
    Table::new([
        Key::new("backers", "Institutional investors by name; [] is none", Kind::list(Kind::Name))
            .like("[\"Fenland Ventures\"]"),
        Key::new("prior_activate_credits", "AWS Activate credits received before; absent is 0", Kind::amount())
            .like("1_000"),
    ])
}

fn traction() -> Table {
    let months = Kind::List { least: 1, of: Box::new(Kind::amount()) };
    Table::new([
        Key::new(
            "mrr",
            "Monthly recurring revenue: one number, or monthly values, oldest first, the last is now",
            Kind::Either(vec![Kind::amount(), months]),
        )
        .like("[9_000, 9_500, 10_400, 11_000, 11_800, 12_500]"),
        Key::new("monthly_active_users", "Monthly active users", Kind::count()).like("1_200"),
        Key::new("enterprise_lois", "Letters of intent by the name of the company; [] is none", Kind::list(Kind::Name))
            .like("[\"Acme Bank\"]"),
        Key::new("design_partners", "Design partners", Kind::count()).like("2"),
        Key::new(
            "other_validation",
            "Other validation in words; counts as scale, marked as declared; absent is none",
            Kind::Text,
        )
        .like("\"\""),
    ])
}

fn bedrock() -> Table {
    let engagement = Kind::list(Kind::word(ENGAGEMENT));
    Table::new([
        Key::new("commitment", "Bedrock as the inference path", scale(Signal::Commitment)).like("\"primary\""),
        Key::new(
            "primary_for_months",
            "Months that the team is willing to stay on Bedrock; absent is long enough",
            Kind::count(),
        )
        .like("24"),
        Key::new("poc", "The proof of concept on Bedrock", scale(Signal::Poc)).like("\"demonstrated\""),
        Key::new("engagement", "Work with the Bedrock team; absent is none", engagement).like("[\"product-manager\"]"),
    ])
}

/// A table a service. Services that the program knows have their provider from there.
fn spend(program: &Program) -> Table {
    let projected = &program.signals.projection.service.value;
    let known = program.services.iter().map(|service| {
        let meaning = format!("USD per calendar month on {}, billed by {}", service.id, service.provider);
        let is_projected = service.id == *projected;
        let example = if is_projected {
            "{ basis = \"workloads\", current = 8_000, month_12 = 20_000, month_24 = 26_000 }"
        } else {
            "{ current = 3_000, monthly_growth = \"0.03\" }"
        };
        Key::new(service.id.as_str(), meaning, service_form(is_projected).kind()).like(example)
    });
    let mut other = service_form(false);
    let provider = Key::new("provider", "The company that bills it", Kind::Id).required();
    other.keys.insert(0, provider.like("{ provider = \"lambda\", monthly = [500, 800] }"));
    Table::new(known).or(Kind::Id, other.kind(), Some(LONGEST_LIST))
}

/// The forms that a service's amounts take.
fn service_form(is_projected: bool) -> Table {
    let basis = is_projected.then(|| {
        let meaning = "How the projection was made; absent is an estimate, which is vague";
        Key::new("basis", meaning, Kind::word(BASES))
    });
    let amounts = [
        Key::new("current", "The amount a month now, before month 1", Kind::amount()),
        Key::new("month_12", "The amount in month 12, reached in a straight line", Kind::amount()),
        Key::new("month_24", "The amount in month 24, reached in a straight line from month 12", Kind::amount()),
        Key::new("monthly_growth", "Growth a month, compounding from `current`", rate()),
        Key::new(
            "monthly",
            "The amounts of month 1, 2, …, the last one from there on; takes the place of the others",
            Kind::List { least: 1, of: Box::new(Kind::amount()) },
        ),
    ];
    Table::new(basis.into_iter().chain(amounts)).with([
        Rule::OneOf(&[&["monthly"], &["current"]]),
        Rule::Needs("month_12", "current"),
        Rule::Needs("month_24", "month_12"),
        Rule::Needs("monthly_growth", "current"),
        Rule::Excludes("monthly_growth", "month_12"),
    ])
}

fn assumptions(program: &Program) -> Table {
    let usual = program.funnel.acceptance.value.normalize();
    let meaning = format!("The chance that an application is accepted; absent is {usual} of applicants");
    Table::new([Key::new("acceptance_probability", meaning, probability()).like(format!("\"{usual}\""))])
}

fn growth() -> Table {
    let levels = |signal: Signal| {
        let level = |word: &&str| Key::new(*word, "The day from which it is at least that", Kind::Date);
        Table::new(signal.scale().iter().map(level)).kind()
    };
    let names = || Table::names(Kind::Name, Kind::Date).or(Kind::Name, Kind::Date, Some(LONGEST_LIST)).kind();
    Table::new([
        Key::new("mrr", "Growth a month of the last value of `traction.mrr`", rate()).like("\"0.08\""),
        Key::new("monthly_active_users", "Growth a month of `traction.monthly_active_users`", rate()).like("\"0.05\""),
        Key::new("stage", "Stages to come, each with a day after the plan's start", levels(Signal::Stage))
            .like("{ series-a = <+240> }"),
        Key::new("poc", "Levels of the proof of concept to come, each with its day", levels(Signal::Poc))
            .like("{ production = <+60> }"),
        Key::new("backers", "Investors that join, each with its day", names()).like("{ \"Index Ventures\" = <+240> }"),
        Key::new("enterprise_lois", "Letters of intent to come, each with its day", names())
            .like("{ \"Ely Hospitals\" = <+150> }"),
    ])
}

fn partner() -> Table {
    Table::new([
        Key::new("name", "The partner's name", Kind::Name).like("\"CloudRoute\""),
        Key::new("ace_opportunity", "Its reference for the filing", Kind::Name).like("\"O1234567\""),
    ])
}
