//! Profiles read from text, kept with their program.

use std::fs;
use std::sync::LazyLock;

use stackplan::evaluation::{Evaluation, evaluate};
use stackplan::portfolio::Portfolio;
use stackplan::report::json::Layout;
use stackplan::report::portfolio::json;
use stackplan::{Input, Profile, Program};

use crate::support::{profiles, root};

/// The built-in program.
pub fn builtin() -> Program {
    Program::builtin().unwrap()
}

/// The program of the tests, with a sixth tier, a fifth tranche and a provider more.
pub fn extended() -> Program {
    let text = fs::read_to_string(root().join("tests/program/extended.toml")).unwrap();
    Program::parse(&Input::new("extended.toml", text)).unwrap()
}

/// The text of every sample, by path.
pub fn samples() -> Vec<(String, String)> {
    let read = |path: String| {
        let text = fs::read_to_string(root().join(&path)).unwrap();
        (path, text)
    };
    profiles().into_iter().map(read).collect()
}

/// A program with the companies that evaluate under it.
pub struct World {
    /// The program.
    pub program: Program,
    /// Each company, with what it was read from.
    pub companies: Vec<(Input, Profile)>,
}

/// The built-in program and that of the tests, with the samples as they are and changed.
pub static WORLDS: LazyLock<[World; 2]> = LazyLock::new(|| {
    [builtin(), extended()].map(|program| {
        let companies = companies(&program);
        World { program, companies }
    })
});

impl World {
    /// Each company evaluated.
    pub fn evaluations(&self) -> Vec<Evaluation<'_>> {
        self.companies.iter().map(|(_, profile)| evaluate(profile, &self.program).unwrap()).collect()
    }
}

/// The samples as they are, and with facts taken out or changed: some two hundred companies.
fn companies(program: &Program) -> Vec<(Input, Profile)> {
    let edits: [&[&str]; 8] = [
        &[],
        &["traction.monthly_active_users=12000", "partner.name=North"],
        &["bedrock.commitment=partial", "partner.name=South"],
        &["bedrock.poc=none", "plan.horizon_days=200"],
        &["funding.backers=[]", "partner.name=North"],
        &["bedrock.commitment=none"],
        &["spend.bedrock={ basis = \"estimate\", current = 100000 }"],
        &["company.ai_ml_credibility=true", "company.product=model-native", "traction.enterprise_lois=[\"Acme\"]"],
    ];
    let unsets: [&[&str]; 5] = [
        &[],
        &["traction.monthly_active_users"],
        &["bedrock.commitment"],
        &["funding.backers", "bedrock.poc"],
        &["company.product"],
    ];
    let none: &[&str] = &[];
    let changes = edits.into_iter().map(|edit| (edit, none)).chain(unsets.into_iter().map(|unset| (none, unset)));
    let mut found = Vec::new();
    for (set, unset) in changes {
        for (path, text) in samples() {
            let mut input = Input::new(path, text);
            input = set.iter().fold(input, |input, set| input.with_set("--set", set));
            input = unset.iter().fold(input, |input, key| input.with_unset("--unset", key));
            // Without a tier, an acceptance can be read but not evaluated.
            let profile = Profile::parse(&input, program).ok();
            let profile = profile.filter(|profile| evaluate(profile, program).is_ok());
            found.extend(profile.map(|profile| (input, profile)));
        }
    }
    assert!(found.len() > 60, "{} companies", found.len());
    found
}

/// The portfolio of evaluations.
pub fn portfolio<'a>(program: &'a Program, evaluations: &[&Evaluation<'_>]) -> Portfolio<'a> {
    let mut portfolio = Portfolio::new(program);
    evaluations.iter().for_each(|evaluation| portfolio.add(evaluation));
    portfolio
}

/// Each profile evaluated.
pub fn evaluated<'a>(profiles: &'a [Profile], program: &'a Program) -> Vec<Evaluation<'a>> {
    profiles.iter().map(|profile| evaluate(profile, program).unwrap()).collect()
}

/// One profile evaluated, from its text.
pub fn profile(program: &Program, text: &str) -> Profile {
    Profile::parse(&Input::new("profile.toml", text), program).unwrap_or_else(|wrong| panic!("{wrong}"))
}

/// The portfolio's object as text, on one line.
pub fn object(portfolio: &Portfolio<'_>) -> String {
    json(portfolio, Layout::Compact)
}

/// The portfolio's object.
pub fn value(portfolio: &Portfolio<'_>) -> serde_json::Value {
    serde_json::from_str(&object(portfolio)).unwrap()
}
