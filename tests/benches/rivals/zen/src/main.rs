//! The assessment against a decision table of the GoRules ZEN engine, in one process: `zen COUNT [ROUNDS]`.
//!
//! The table is made from the program: a row for each way to fail screening, then a row a tier. ZEN is handed the levels
//! of the signals as numbers, ready made, and answers with eligibility and tier. The planner derives the signals from
//! the profile first, and answers with every finding, its reasons and the recommendation besides. Both answers are
//! compared for each of COUNT made-up profiles whose facts are all known; then both are timed over the same profiles,
//! some hundreds at a time, which stay in the cache of either as a profile does that has just been read.
//! Prints `profiles OURS THEIRS`, the times in nanoseconds an assessment, the best of the rounds.

use std::error::Error;
use std::hint::black_box;
use std::time::Instant;

use serde_json::{Value, json};
use stackplan::program::{Bound, Requirement};
use stackplan::scoring::{self, Assessment, Readings};
use stackplan::{Input, Profile, Program, spend};
use zen_engine::model::DecisionContent;
use zen_engine::{Decision, DecisionEngine, Variable};

#[path = "../../../generator.rs"]
mod generator;

/// How many profiles are timed at once: few enough for a processor's own cache.
const AT_ONCE: usize = 500;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let count: u64 = arguments.next().ok_or("zen COUNT [ROUNDS]")?.parse()?;
    let rounds: usize = arguments.next().map_or(Ok(7), |rounds| rounds.parse())?;
    let program = Program::builtin().map_err(|found| found.to_string())?;
    let profiles: Vec<Profile> = (0..count)
        .map(|number| {
            let input = Input::new(format!("{number}.toml"), generator::company(2026, number).toml());
            Profile::parse(&input, &program).map_err(|found| found.to_string())
        })
        .collect::<Result<_, _>>()?;
    let services = profiles
        .iter()
        .map(|profile| spend::services(profile, &program).map_err(|_| "spend out of bounds"))
        .collect::<Result<Vec<_>, _>>()?;
    let assess = |place: usize| scoring::assess(&profiles[place], &program, &services[place]);
    let is_known = |place: &usize| assess(*place).signals.iter().all(|reading| reading.proved == reading.possible);
    let known: Vec<usize> = (0..profiles.len()).filter(is_known).collect();

    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let decision = decision(&program)?;
    let facts: Vec<Variable> = known.iter().map(|place| facts(&assess(*place).signals)).collect();
    for (place, facts) in known.iter().zip(&facts) {
        let ours = answer(&assess(*place));
        let theirs = runtime.block_on(decision.evaluate(facts.clone())).map_err(|error| error.to_string())?;
        let theirs = theirs.result.to_value();
        if ours != theirs {
            return Err(format!("{}: {ours} here, {theirs} there", profiles[*place].path()).into());
        }
    }

    let (mut ours, mut theirs) = (0, 0);
    for (known, facts) in known.chunks(AT_ONCE).zip(facts.chunks(AT_ONCE)) {
        ours += best(rounds, || {
            for place in known {
                black_box(assess(*place));
            }
        });
        theirs += best(rounds, || {
            runtime.block_on(async {
                for facts in facts {
                    black_box(decision.evaluate(facts.clone()).await.is_ok());
                }
            });
        });
    }
    let each = known.len().max(1) as u128;
    println!("{} {} {}", known.len(), ours / each, theirs / each);
    Ok(())
}

/// The nanoseconds of the best of so many rounds.
fn best(rounds: usize, work: impl Fn()) -> u128 {
    let round = |_| {
        let begun = Instant::now();
        work();
        begun.elapsed().as_nanos()
    };
    (0..rounds).map(round).min().unwrap_or(0)
}

/// The levels of the signals, as ZEN takes them.
fn facts(signals: &Readings<'_>) -> Variable {
    let levels = signals.iter().map(|reading| (reading.signal().name().to_owned(), json!(reading.proved.rank())));
    Value::Object(levels.collect()).into()
}

/// What both have to say.
fn answer(assessment: &Assessment<'_>) -> Value {
    let tier = assessment.tier.assigned.map_or("none", |tier| tier.id.as_str());
    json!({ "eligible": assessment.screening.eligible.name(), "tier": tier })
}

/// The program as a compiled decision table, the first row that applies.
fn decision(program: &Program) -> Result<Decision, Box<dyn Error>> {
    let mut signals: Vec<&str> = Vec::new();
    let tiers = program.tiers.iter().flat_map(|tier| &tier.requires);
    for requirement in program.screening.iter().chain(tiers) {
        if !signals.contains(&requirement.signal.name()) {
            signals.push(requirement.signal.name());
        }
    }
    let row = |id: String, cells: Vec<(&str, String)>, eligible: &str, tier: &str| {
        let mut row = json!({ "_id": id, "eligible": eligible, "tier": tier });
        for signal in &signals {
            let cell = cells.iter().find(|(name, _)| name == signal).map_or("", |(_, cell)| cell);
            row[*signal] = json!(cell);
        }
        row
    };
    let mut rows: Vec<Value> = Vec::new();
    for requirement in &program.screening {
        let name = requirement.signal.name();
        rows.push(row(format!("screening-{name}"), vec![(name, unmet(requirement))], "'no'", "'none'"));
    }
    for tier in &program.tiers {
        let cells = tier.requires.iter().map(|requirement| (requirement.signal.name(), met(requirement))).collect();
        rows.push(row(tier.id.to_string(), cells, "'yes'", &format!("'{}'", tier.id)));
    }
    rows.push(row("none".to_owned(), Vec::new(), "'yes'", "'none'"));
    let column = |name: &&str| json!({ "id": name, "name": name, "field": name });
    let inputs: Vec<Value> = signals.iter().map(column).collect();
    let outputs: Vec<Value> = ["eligible", "tier"].iter().map(column).collect();
    let content: DecisionContent = serde_json::from_value(json!({
        "nodes": [
            { "id": "in", "name": "facts", "type": "inputNode", "content": {} },
            { "id": "table", "name": "award", "type": "decisionTableNode", "content": {
                "hitPolicy": "first", "inputs": inputs, "outputs": outputs, "rules": rows,
            } },
            { "id": "out", "name": "answer", "type": "outputNode", "content": {} },
        ],
        "edges": [
            { "id": "1", "sourceId": "in", "targetId": "table" },
            { "id": "2", "sourceId": "table", "targetId": "out" },
        ],
    }))?;
    let mut decision = DecisionEngine::default().create_decision(content.into())?;
    decision.compile();
    Ok(decision)
}

fn met(requirement: &Requirement) -> String {
    match requirement.bound {
        Bound::AtLeast(level) => format!(">= {}", level.rank()),
        Bound::AtMost(level) => format!("<= {}", level.rank()),
    }
}

fn unmet(requirement: &Requirement) -> String {
    match requirement.bound {
        Bound::AtLeast(level) => format!("< {}", level.rank()),
        Bound::AtMost(level) => format!("> {}", level.rank()),
    }
}
