//! The rules are data: a program file alone changes tiers, gates, grants and thresholds, and `eval` follows.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use stackplan::band::{Band, Case};
use stackplan::diagnostic::{Code, Diagnostics};
use stackplan::evaluation::{Evaluation, Outcome, evaluate};
use stackplan::program::BUILTIN;
use stackplan::{Input, Profile, Program};

const EXTENDED: &str = include_str!("program/extended.toml");
const PROFILE: &str = include_str!("program/profile.toml");

fn extended(changes: &str) -> Result<Program, Diagnostics> {
    Program::parse(&Input::new("extended.toml", format!("extends = \"builtin\"\n{changes}")))
}

fn codes(error: &Diagnostics) -> Vec<Code> {
    error.iter().map(|one| one.code).collect()
}

fn with_extended(check: impl FnOnce(&Evaluation<'_>)) {
    let program = Program::parse(&Input::new("extended.toml", EXTENDED)).unwrap();
    let profile = Profile::parse(&Input::new("profile.toml", PROFILE), &program).unwrap();
    check(&evaluate(&profile, &program).unwrap());
}

fn cents(band: Band<stackplan::money::Usd>) -> [i128; 3] {
    [band.cautious.cents(), band.likely.cents(), band.best.cents()]
}

#[test]
fn a_changed_threshold_and_a_sixth_tier_are_followed() {
    with_extended(|evaluation| {
        assert_eq!(evaluation.program.tiers.len(), 6);
        assert_eq!(evaluation.assessment.tier.assigned.unwrap().id.as_str(), "summit");
        assert_eq!(evaluation.assessment.award().unwrap().cents(), 200_000_000);
        // 5 000 users are scale here, and would be early traction under the built-in rules.
        let builtin = Program::builtin().unwrap();
        let text = PROFILE.replace("google = true", "").replace("[offer]\ngoogle_award = 2500", "");
        let text = text
            .replace("[milestones.second-region]\nexpected = 170", "")
            .replace("[spend.vertex]", "[spend.x]\nprovider = \"x\"");
        let profile = Profile::parse(&Input::new("profile.toml", text), &builtin).unwrap();
        let plain = evaluate(&profile, &builtin).unwrap();
        assert_eq!(plain.assessment.tier.assigned.unwrap().id.as_str(), "floor");
    });
}

#[test]
fn a_fifth_tranche_waits_for_its_new_gate() {
    with_extended(|evaluation| {
        let find = |id: &str| evaluation.timeline.grants.iter().find(|grant| grant.id.as_str() == id).unwrap();
        let last = find("accelerator-5");
        assert_eq!(last.gate().unwrap().as_str(), "second-region");
        assert_eq!(cents(last.amount), [40_000_000; 3]);
        // Accepted on day 90 / 75 / 60. Expected 170 days later: cautious keeps its 200, likely is the earlier of 190 and
        // 170 + 22, best is 170 itself.
        let issued = last.life.map(|life| life.unwrap().issued.0);
        assert_eq!([issued.cautious, issued.likely, issued.best], [290, 265, 230]);
        let deadline = evaluation.timeline.events.iter().find(|event| event.id == "second-region-deadline").unwrap();
        assert_eq!(deadline.day.map(|day| day.0), Band { cautious: 290, likely: 275, best: 260 });
    });
}

#[test]
fn a_second_provider_has_its_own_grant_and_ledger() {
    with_extended(|evaluation| {
        let grant = evaluation.timeline.grants.iter().find(|grant| grant.provider.as_str() == "google").unwrap();
        assert_eq!((grant.id.as_str(), grant.program), ("google-start", "google-startups"));
        assert_eq!(cents(grant.amount), [250_000; 3]);
        assert_eq!(grant.life.map(|life| life.unwrap().issued.0), Band { cautious: 40, likely: 20, best: 10 });
        // 2 500 dollars pay five months of 500; it lands in March or April, and covers the whole of its month.
        let summary = evaluation.summary(Outcome::Accepted, Case::Likely, grant.provider).unwrap();
        assert_eq!(summary.cash_by_month[0].month.to_string(), "2026-08");
        assert_eq!(summary.first_bill.unwrap().cents(), 50_000);
    });
}

#[test]
fn a_stack_component_is_added_and_another_removed() {
    with_extended(|evaluation| {
        let ids: Vec<&str> = evaluation.timeline.grants.iter().map(|grant| grant.id.as_str()).collect();
        let tranches = ["accelerator-1", "accelerator-2", "accelerator-3", "accelerator-4", "accelerator-5"];
        let expected: Vec<&str> =
            ["portfolio", "bedrock-poc", "migration"].into_iter().chain(tranches).chain(["google-start"]).collect();
        assert_eq!(ids, expected);
        let migration = &evaluation.timeline.grants[2];
        assert_eq!(cents(migration.amount), [1_000_000, 1_200_000, 1_500_000]);
        assert_eq!(migration.covers.iter().map(|id| id.as_str()).collect::<Vec<_>>(), ["infrastructure"]);
        // Filed on 2026-03-01; issued 50 days later in April plus 3 months, 40 in April, 30 in March plus 6.
        let ends = migration.life.map(|life| evaluation.profile.plan.horizon.date(life.unwrap().last()).to_string());
        assert_eq!([ends.cautious, ends.likely, ends.best], ["2026-07-31", "2026-10-31", "2026-09-30"]);
    });
}

#[test]
fn a_program_may_replace_the_built_in_one_whole() {
    let text = BUILTIN.replace("id = \"builtin\"", "id = \"copy\"");
    let copy = Program::parse(&Input::new("copy.toml", text)).unwrap();
    assert_eq!((copy.id.as_str(), copy.version.as_str()), ("copy", "2026.1"));
}

#[test]
fn the_built_in_program_is_the_same_read_whole_and_in_its_two_parts() {
    let mut whole = Program::parse(&Input::new("builtin.toml", BUILTIN)).unwrap();
    let parts = Program::builtin().unwrap();
    assert_eq!(format!("{:?}", &*whole.conflicts), format!("{:?}", &*parts.conflicts));
    whole.conflicts = parts.conflicts.clone();
    assert_eq!(format!("{whole:?}"), format!("{parts:?}"));
}

#[test]
fn a_changed_program_does_not_pass_for_the_built_in_one() {
    assert_eq!(extended("").unwrap().version, "2026.1+changed");
    assert_ne!(extended("").unwrap().sha256, Program::builtin().unwrap().sha256);
}

#[test]
fn every_conflict_that_a_value_names_is_on_record_and_every_record_is_named() {
    let program = Program::builtin().unwrap();
    let record: Vec<&str> = program.conflicts.iter().map(|conflict| conflict.id.as_str()).collect();
    let named: Vec<&str> = BUILTIN
        .lines()
        .take_while(|line| !line.starts_with("[conflicts."))
        .filter_map(|line| line.split_once("conflict = "))
        .flat_map(|(_, ids)| ids.split('"').skip(1).step_by(2).take_while(|id| !id.contains(' ')))
        .collect();
    assert!(record.len() > 50);
    for id in &named {
        assert!(record.contains(id), "`{id}` is named and not on record");
    }
    for id in &record {
        assert!(named.contains(id), "`{id}` is on record and no value names it");
    }
}

#[test]
fn an_insane_program_is_refused() {
    let requires = "[tiers.ceiling.requires.poc]\nat_least = \"production\"\nlines = [1]\nwhy = \"x\"\n";
    assert!(extended(requires).is_ok());
    let cases = [
        ("[tiers.ceiling.award]\nvalue = 500000", Code::ProgramOrder),
        ("[tiers.ceiling.tranches.4.gates.case-study]\ncautious = 100\nlikely = 100\nbest = 100", Code::ProgramOrder),
        ("[tiers.ceiling.default_tranches]\nvalue = 7", Code::ProgramGap),
        ("[gates.poc]\nremove = true", Code::ProgramGap),
        ("[tiers.ceiling.requires]\nremove = true", Code::UnreachableTier),
        ("[screening.product]\nat_least = \"ai-first\"\n[screening.stage]\nat_most = \"seed\"", Code::UnreachableTier),
        ("[gates.none]\nremove = true", Code::UnknownId),
        ("[stack.portfolio.issued]\ncautious = 3", Code::ProgramOrder),
        ("[stack.portfolio]\ntypo = 1", Code::UnknownKey),
        ("[funnel.acceptance]\nlines = []", Code::ProgramGap),
        ("[funnel.selected]\nvalue = 5000", Code::ProgramOrder),
        ("[stack.portfolio.amount]\nlikely = 1", Code::ProgramOrder),
        ("[direct.build]\nremove = true", Code::UnknownId),
        ("[funnel.acceptance]\nconflict = \"volumes\"", Code::UnknownId),
    ];
    for (changes, code) in cases {
        let error = extended(changes).expect_err(changes);
        assert!(codes(&error).contains(&code), "{changes}\n{error}");
    }
}

#[test]
fn a_higher_tier_that_asks_for_less_is_noted() {
    let program = Program::builtin().unwrap();
    let notes = program.notes();
    assert!(notes.iter().any(|note| note.contains("`ceiling` does not require `poc`")), "{notes:?}");
}
