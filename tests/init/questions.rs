//! The interview without a terminal.

use std::fs;

use stackplan::init::{Asked, Interview, Question, REQUIRED, Reply};
use stackplan::scoring::Note;
use stackplan::{Input, Profile, Program, evaluate};

use super::support::{profiles, root};

/// Name, stage and start of a profile, and nothing else of it.
fn begun(table: &toml::Table) -> Input {
    let lines: String = REQUIRED
        .iter()
        .map(|(key, _)| {
            let (section, name) = key.split_once('.').unwrap();
            format!("{key} = '{}'\n", typed(&table[section][name]))
        })
        .collect();
    Input::new("begun", lines)
}

/// A value as somebody types it: no quotes, commas between several.
fn typed(value: &toml::Value) -> String {
    match value {
        toml::Value::String(text) => text.clone(),
        toml::Value::Integer(number) => number.to_string(),
        toml::Value::Float(number) => number.to_string(),
        toml::Value::Datetime(date) => date.to_string(),
        toml::Value::Array(items) => items.iter().map(typed).collect::<Vec<_>>().join(", "),
        other => panic!("{other:?}"),
    }
}

/// Asks until there is nothing left to ask, and gives back the questions.
fn asked(interview: &mut Interview<'_>, reply: impl Fn(&Question) -> Reply) -> Vec<String> {
    let mut keys = Vec::new();
    while let Some(question) = interview.next_question().unwrap() {
        interview.answer(&question, reply(&question)).unwrap_or_else(|found| panic!("{found}"));
        keys.push(question.key);
        assert!(keys.len() < 30, "no end of questions: {keys:?}");
    }
    keys
}

/// The assigned and the possible tier.
fn tiers(facts: &Input, program: &Program) -> [Option<String>; 2] {
    let profile = Profile::parse(facts, program).unwrap();
    let tier = evaluate(&profile, program).unwrap().assessment.tier;
    [tier.assigned, tier.possible].map(|tier| tier.map(|tier| tier.id.to_string()))
}

/// The answer of somebody who knows the sample.
fn honest(question: &Question, table: &toml::Table, sample: &Profile, program: &Program) -> Reply {
    let assessment = evaluate(sample, program).unwrap().assessment;
    let value =
        question.key.split('.').try_fold(&toml::Value::Table(table.clone()), |value, part| value.get(part)).cloned();
    let Some(value) = value else { return Reply::Skip };
    match question.asked {
        Asked::YesNo => {
            let reading = assessment.signals.of(question.level.signal());
            if reading.proved >= question.level { Reply::Yes } else { Reply::No }
        }
        Asked::Names => match value.as_array().unwrap() {
            names if names.is_empty() => Reply::Words("none".to_owned()),
            _ => Reply::Words(typed(&value)),
        },
        Asked::Number | Asked::Numbers => Reply::Words(typed(&value)),
        Asked::Projection => {
            let keys = ["current", "month_12", "month_24", "basis"];
            Reply::Words(keys.iter().filter_map(|key| value.get(key)).map(typed).collect::<Vec<_>>().join(", "))
        }
    }
}

#[test]
fn honest_answers_lead_to_the_tier_of_the_sample() {
    let program = Program::builtin().unwrap();
    let mut settled = 0;
    for path in profiles() {
        let text = fs::read_to_string(root().join(&path)).unwrap();
        let table: toml::Table = text.parse().unwrap();
        let sample = Profile::parse(&Input::new("sample.toml", &*text), &program).unwrap();
        let evaluation = evaluate(&sample, &program).unwrap();
        // A hedge is seen in spend that no question is about, and a question knows one form of spend.
        let has = |key: &str| table.get("spend").and_then(|spend| spend.get("bedrock")?.get(key)).is_some();
        if has("monthly") || has("monthly_growth") {
            continue;
        }
        if evaluation.assessment.signals.iter().any(|reading| matches!(reading.note, Some(Note::Hedged { .. }))) {
            continue;
        }
        let mut interview = Interview::new(&program, begun(&table));
        let keys = asked(&mut interview, |question| honest(question, &table, &sample, &program));
        let wanted = [evaluation.assessment.tier.assigned, evaluation.assessment.tier.possible];
        let wanted = wanted.map(|tier| tier.map(|tier| tier.id.to_string()));
        let found = tiers(interview.facts(), &program);
        if wanted[0] == wanted[1] {
            assert_eq!(found, wanted, "{path} after {keys:?}");
            settled += 1;
        } else {
            assert_eq!(found[0], wanted[0], "{path} after {keys:?}");
        }
        let said = interview.tiers().unwrap().map(|tier| tier.map(|tier| tier.to_string()));
        assert_eq!(said, found, "{path}");
        assert!(keys.len() <= 14, "{path}: {keys:?}");
    }
    assert!(settled > 10, "{settled}");
}

#[test]
fn whoever_is_not_eligible_is_asked_no_further() {
    let program = Program::builtin().unwrap();
    let facts = stackplan::init::facts();
    let mut interview = Interview::new(&program, facts);
    let keys = asked(&mut interview, |question| match question.asked {
        Asked::YesNo => Reply::No,
        _ => Reply::Skip,
    });
    assert_eq!(keys.len(), 1, "one no of screening settles it: {keys:?}");
    assert_eq!(tiers(interview.facts(), &program), [None, None]);
}

#[test]
fn too_late_a_stage_is_asked_nothing() {
    let program = Program::builtin().unwrap();
    let facts = stackplan::init::facts().with_value("--stage", "company.stage", "\"series-b-plus\"");
    assert!(Interview::new(&program, facts).next_question().unwrap().is_none());
}

#[test]
fn every_question_may_be_skipped_and_leaves_its_key_out() {
    let program = Program::builtin().unwrap();
    let mut interview = Interview::new(&program, stackplan::init::facts());
    let keys = asked(&mut interview, |_| Reply::Skip);
    assert!(keys.len() > 5, "{keys:?}");
    let mut distinct = keys.clone();
    distinct.sort_unstable();
    distinct.dedup();
    assert_eq!(distinct.len(), keys.len(), "each is asked once: {keys:?}");
    let written = stackplan::init::sheet(&program, interview.facts(), &[]);
    let untouched = stackplan::init::sheet(&program, &stackplan::init::facts(), &[]);
    assert_eq!(written, untouched);
}

#[test]
fn what_is_asked_and_when_comes_from_the_program() {
    let parse = |text: &str| Program::parse(&Input::new("rules.toml", text)).unwrap_or_else(|found| panic!("{found}"));
    let first =
        |program: &Program| Interview::new(program, stackplan::init::facts()).next_question().unwrap().unwrap().key;
    let builtin = Program::builtin().unwrap();
    let without = "extends = \"builtin\"\n[tiers.lower-median]\nremove = true\n[tiers.upper-median]\nremove = true\n\
                   [tiers.ceiling]\nremove = true\n[screening.team]\nremove = true\n[screening.product]\nremove = true\n\
                   [screening.commitment]\nremove = true\n[tiers.median.requires.traction]\nremove = true\n";
    let program = parse(without);
    assert_eq!(first(&program), "bedrock.poc", "the one fact that is left decides");
    assert_ne!(first(&builtin), "bedrock.poc");
    let mut interview = Interview::new(&program, stackplan::init::facts());
    let keys = asked(&mut interview, |_| Reply::Yes);
    assert!(keys.iter().all(|key| key == "bedrock.poc"), "{keys:?}");
    assert_eq!(tiers(interview.facts(), &program)[0].as_deref(), Some("median"));
}

#[test]
fn words_that_cannot_be_read_change_nothing() {
    let program = Program::builtin().unwrap();
    let mut interview = Interview::new(&program, stackplan::init::facts());
    let mut tried = 0;
    while let Some(question) = interview.next_question().unwrap() {
        if question.asked == Asked::Number || question.asked == Asked::Numbers {
            let before = stackplan::init::sheet(&program, interview.facts(), &[]);
            interview.answer(&question, Reply::Words("many".to_owned())).unwrap_err();
            assert_eq!(stackplan::init::sheet(&program, interview.facts(), &[]), before);
            tried += 1;
        }
        interview.answer(&question, Reply::Skip).unwrap();
    }
    assert!(tried > 0);
}
