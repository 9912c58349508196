//! What is planned: `[plan]`, `[milestones]` and `[offer]`.

use super::probability;
use crate::profile::{LONGEST_PLAN, USUAL_PLAN};
use crate::program::{Component, OnMiss, Program};
use crate::schema::{Key, Kind, Table};

/// `[plan]`, whose start a file on its own has to give.
pub fn key(program: &Program) -> Key {
    let stack: Vec<&str> = program.stack.iter().map(|part| part.id.as_str()).collect();
    let quoted: Vec<String> = stack.iter().map(|id| format!("\"{id}\"")).collect();
    let switch = |component: &Component| {
        let meaning = format!("Ask for {}; absent is false", component.title);
        Some(Key::new(component.switch.clone()?, meaning, Kind::Truth).like("true"))
    };
    let mut keys = vec![
        Key::new("start", "Day 0 of the plan; `--start` takes its place", Kind::Date).required(),
        Key::new(
            "horizon_days",
            format!("The plan's length in days; absent is {USUAL_PLAN}"),
            Kind::Whole { least: 1, most: LONGEST_PLAN },
        )
        .like(USUAL_PLAN.to_string()),
        Key::new("accelerator", "Apply to the accelerator; absent is true", Kind::Truth).like("true"),
        Key::new(
            "accelerator_filed",
            "The day of that application, not before the start; absent is the start",
            Kind::Date,
        )
        .like("<+7>"),
        Key::new("stack", "The parts of the stack to file; absent is all that are open", Kind::list(Kind::word(stack)))
            .like(format!("[{}]", quoted.join(", "))),
        Key::new("stack_filed", "The day they are filed, not before the start; absent is the start", Kind::Date)
            .like("<+7>"),
    ];
    keys.extend(program.direct.iter().filter_map(switch));
    keys.push(Key::new("founder_hours", "Hours that founders have for the applications", Kind::count()).like("20"));
    Key::new("plan", "What is planned, and from when on", Table::new(keys).kind()).required()
}

/// `[milestones]`, a table a gate.
pub fn milestones(program: &Program) -> Key {
    let gate = || {
        let days = Kind::Whole { least: 0, most: LONGEST_PLAN };
        let expected = Kind::Either(vec![days, Kind::Date]);
        Table::new([
            Key::new("expected", "When it is expected: days after acceptance, or a date", expected),
            Key::new("probability", "The chance of making the deadline", probability()),
        ])
    };
    let keys = program.gates.iter().map(|one| {
        let meaning = format!("Gate {}: {}", one.id, one.title);
        Key::new(one.id.as_str(), meaning, gate().kind()).like("{ expected = 45, probability = \"0.8\" }")
    });
    Key::new("milestones", "When gates are expected to be met", Table::new(keys).kind())
}

/// `[offer]`, whose awards lie in the bands of their grants.
pub fn offer(program: &Program) -> Key {
    let award = |component: &Component| {
        let band = &component.amount.value;
        let kind = Kind::Amount { least: band.cautious.to_string(), most: band.best.to_string() };
        let meaning = format!("The amount of {}", component.title);
        Some(Key::new(component.offer.clone()?, meaning, kind).like(band.likely.to_string()))
    };
    let tranches = Key::new("tranches", "The number of tranches; one that the tier allows", Kind::count()).like("3");
    let policies = Kind::word(OnMiss::CHOICES.iter().map(|(word, _)| *word));
    let usual = OnMiss::CHOICES.iter().find(|(_, policy)| *policy == program.accelerator.on_miss.value);
    let usual = usual.map_or("", |(word, _)| *word);
    let on_miss = Key::new(
        "on_miss",
        format!("What a missed gate takes: its own tranche alone, or every later one too; absent is {usual}"),
        policies,
    )
    .like(format!("\"{usual}\""));
    let keys = std::iter::once(tranches).chain(program.components().filter_map(award)).chain([on_miss]);
    Key::new("offer", "What the offer letter or the negotiation says", Table::new(keys).kind())
}
