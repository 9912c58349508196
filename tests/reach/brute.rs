//! `reach` against brute force: every combination of single changes to a profile, under small programs.
//!
//! The changes that are tried are written here and not taken from the code under test, down to values just below a
//! threshold, so that a set that is missing, not minimal, or not of the least values shows. Only the amounts that a
//! platform-defining projection and an end to hedging take come from `reach`; `tests/reach.rs` proves those the least.

use std::collections::{BTreeMap, BTreeSet};

use stackplan::advice::reach::{Reach, reach};
use stackplan::program::{Bound, Program};
use stackplan::signal::Signal;
use stackplan::{Input, Profile, evaluate, scoring, spend};

/// How many profiles are tried.
const CASES: usize = 70;
/// The most combinations of a profile that is tried.
const MOST: usize = 3_000;

/// Numbers that only look random, the same on every run.
struct Draw(u64);

impl Draw {
    /// A number below `bound`.
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(bound).unwrap()).unwrap()
    }

    fn one_of<T: Clone>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())].clone()
    }
}

/// A key of a profile: what is written, and what may be tried in its place.
#[derive(Clone, Debug)]
struct Key {
    signal: Signal,
    name: &'static str,
    /// The line in the file; empty where the fact is absent.
    written: String,
    /// The values above what is written, nearest first.
    above: Vec<String>,
    /// The values below it, nearest first.
    below: Vec<String>,
}

impl Key {
    /// A key whose values are words in rising order.
    fn of_words(signal: Signal, name: &'static str, found: Option<usize>, words: &[&str]) -> Self {
        let set = |word: &&str| format!("{name}={word}");
        let quote = |word: &str| if ["true", "false"].contains(&word) { word.to_owned() } else { format!("{word:?}") };
        let written = found.map_or_else(String::new, |at| format!("{name} = {}", quote(words[at])));
        let above = words.iter().skip(found.map_or(0, |at| at + 1)).map(set).collect();
        let below = words.iter().take(found.unwrap_or(0)).rev().map(set).collect();
        Self { signal, name, written, above, below }
    }

    /// A key whose values are TOML texts in rising order, of which `found` counts those at or below what is written.
    fn of_values(signal: Signal, name: &'static str, written: Option<&str>, below: &[&str], above: &[&str]) -> Self {
        let set = |value: &&str| format!("{name}={value}");
        let written = written.map_or_else(String::new, |value| format!("{name} = {value}"));
        let (above, below) = (above.iter().map(set).collect(), below.iter().map(set).collect());
        Self { signal, name, written, above, below }
    }
}

fn keys(draw: &mut Draw) -> Vec<Key> {
    let stages = ["pre-seed", "seed", "series-a", "series-b-plus"];
    let products = ["ai-augmented", "ai-component", "ai-first", "model-native"];
    let maybe = |draw: &mut Draw, count: usize| Some(draw.below(count + 1)).filter(|at| *at < count);
    let (stage, product) = (Some(draw.below(4)), maybe(draw, 4));
    let mut keys = vec![
        Key::of_words(Signal::Stage, "company.stage", stage, &stages),
        Key::of_words(Signal::Product, "company.product", product, &products),
        Key::of_words(Signal::Team, "company.ai_ml_credibility", maybe(draw, 2), &["false", "true"]),
        Key::of_words(Signal::Commitment, "bedrock.commitment", maybe(draw, 3), &["none", "partial", "primary"]),
        Key::of_words(Signal::Poc, "bedrock.poc", maybe(draw, 4), &["none", "planned", "demonstrated", "production"]),
    ];
    let some_investor = "[\"A named investor\"]";
    let backers: &[(Option<&str>, &[&str])] = &[
        (None, &["[]", some_investor, "[\"andreessenhorowitz\"]"]),
        (Some("[]"), &[some_investor, "[\"andreessenhorowitz\"]"]),
        (Some("[\"Ribeira\"]"), &["[\"Ribeira\", \"andreessenhorowitz\"]"]),
        (Some("[\"Accel\", \"Ribeira\"]"), &[]),
    ];
    let users: &[(Option<&str>, &[&str])] = &[
        (None, &["0", "1", "2", "9999", "10000", "10001"]),
        (Some("0"), &["1", "9999", "10000"]),
        (Some("3200"), &["9999", "10000"]),
        (Some("25000"), &[]),
    ];
    let letters: &[(Option<&str>, &[&str])] = &[
        (None, &["[]", "[\"A named enterprise\"]", "[\"A named enterprise\", \"B\"]"]),
        (Some("[]"), &["[\"A named enterprise\"]"]),
        (Some("[\"Acme\"]"), &[]),
    ];
    let partners: &[(Option<&str>, &[&str])] = &[(None, &["0", "1", "2"]), (Some("0"), &["1", "2"]), (Some("3"), &[])];
    let revenue: &[(Option<&str>, &[&str])] = &[
        (None, &["0", "0.01", "49999.99", "[49999.99, 49999.99, 49999.99, 49999.99, 49999.99, 50000]"]),
        (Some("0"), &["0.01", "[0, 0, 0, 0, 0, 49999.99]", "[0, 0, 0, 0, 0, 50000]"]),
        (Some("20_000"), &["[20000, 20000, 20000, 20000, 20000, 50000]"]),
        (Some("52_000"), &["[51999.99, 51999.99, 51999.99, 51999.99, 51999.99, 52000]"]),
        (
            Some("[60_000, 59_000]"),
            &["[59999, 59999, 59999, 59999, 60000, 59999]", "[58999.99, 58999.99, 58999.99, 58999.99, 60000, 59000]"],
        ),
        (Some("[6, 5, 4, 3, 2, 1]"), &["[6, 5, 4, 3, 2, 49999.99]", "[6, 5, 4, 3, 2, 50000]"]),
        (Some("[60_000, 5, 4, 3, 2, 50_000]"), &["[60000, 5, 4, 3, 2, 60000]", "[60000, 5, 4, 3, 2, 60000.01]"]),
        (Some("[38_000, 41_000, 46_000, 50_000, 55_000, 60_000]"), &[]),
    ];
    for (signal, name, table) in [
        (Signal::Backing, "funding.backers", backers),
        (Signal::Traction, "traction.mrr", revenue),
        (Signal::Traction, "traction.monthly_active_users", users),
        (Signal::Traction, "traction.enterprise_lois", letters),
        (Signal::Traction, "traction.design_partners", partners),
    ] {
        let (written, above) = draw.one_of(table);
        keys.push(Key::of_values(signal, name, written, &[], above));
    }
    keys.extend(spend(draw));
    keys
}

/// The two services whose spend decides. What takes a search comes from `reach` itself, later.
fn spend(draw: &mut Draw) -> [Key; 2] {
    let basis_alone = "spend.bedrock.basis=growth-model".to_owned();
    let whole = |table: &str| format!("spend.bedrock={table}");
    let any = [whole("{ current = 0.01 }"), whole("{ basis = \"growth-model\", current = 0.01 }")];
    let tables: [(Option<&str>, Vec<String>); 6] = [
        (None, any.to_vec()),
        (Some("{ current = 0 }"), any.to_vec()),
        (Some("{ basis = \"estimate\", current = 700 }"), vec![basis_alone.clone()]),
        (Some("{ current = 50_000 }"), vec![basis_alone]),
        (Some("{ basis = \"workloads\", monthly = [900, 800, 1_000] }"), Vec::new()),
        (Some("{ basis = \"workloads\", current = 30_000, month_12 = 45_000, month_24 = 50_000 }"), Vec::new()),
    ];
    let (written, above) = draw.one_of(&tables);
    let bedrock = Key { above, ..Key::of_values(Signal::Projection, "spend.bedrock", written, &[], &[]) };
    let hedges = [None, None, Some("{ current = 60 }"), Some("{ current = 4_000 }"), Some("{ monthly = [9_000, 10] }")];
    let hedge = draw.one_of(&hedges);
    [bedrock, Key::of_values(Signal::Commitment, "spend.claude-api", hedge, &[], &[])]
}

/// A program with some tiers and screening rules fewer, and now and then a tier that asks for little enough.
fn program(draw: &mut Draw) -> Program {
    let mut text = String::from("extends = \"builtin\"\n");
    let kept = draw.below(5);
    for (at, tier) in ["ceiling", "upper-median", "median", "lower-median", "floor"].into_iter().enumerate() {
        if at != kept && draw.below(2) == 0 {
            text += &format!("[tiers.{tier}]\nremove = true\n");
        }
    }
    for rule in ["product", "stage", "commitment", "team"] {
        if draw.below(2) == 0 {
            text += &format!("[screening.{rule}]\nremove = true\n");
        }
    }
    if draw.below(3) == 0 {
        let cite = "lines = [], why = \"invented\", assumed = true";
        text += &format!(
            "[tiers.young]\nlines = []\nwhy = \"invented\"\nassumed = true\n\
             award = {{ value = 275000, {cite} }}\nshare = {{ value = \"0.1\", {cite} }}\n\
             default_tranches = {{ value = 1, {cite} }}\n\
             [tiers.young.requires]\nstage = {{ at_most = \"seed\", {cite} }}\n\
             product = {{ at_least = \"ai-first\", {cite} }}\npoc = {{ at_most = \"planned\", {cite} }}\n\
             [tiers.young.tranches.1]\n"
        );
    }
    Program::parse(&Input::new("small.toml", text)).unwrap_or_else(|wrong| panic!("{wrong}"))
}

/// The signals that some rule of the program looks at.
fn signals(program: &Program) -> BTreeSet<Signal> {
    let tiers = program.tiers.iter().flat_map(|tier| &tier.requires);
    tiers.chain(&program.screening).map(|rule| rule.signal).collect()
}

/// True where a rule asks for the signal to be no higher than some level.
fn may_lower(program: &Program, signal: Signal) -> bool {
    let mut rules = program.tiers.iter().flat_map(|tier| &tier.requires).chain(&program.screening);
    rules.any(|rule| rule.signal == signal && matches!(rule.bound, Bound::AtMost(_)))
}

fn text(keys: &[Key]) -> String {
    let mut text = String::from("company.name = \"Brute\"\nplan.start = 2026-01-20\nplan.horizon_days = 70\n");
    for key in keys.iter().filter(|key| !key.written.is_empty()) {
        text += &key.written;
        text.push('\n');
    }
    text
}

/// The values that a key may be given: what asks for less comes first on each side.
fn values(key: &Key, program: &Program) -> Vec<String> {
    let below: &[String] = if may_lower(program, key.signal) { &key.below } else { &[] };
    key.above.iter().chain(below).cloned().collect()
}

/// Adds what `reach` found for spend, in rising order of what it asks for.
fn add_spend(keys: &mut [Key], reach: &Reach<'_>) {
    for key in keys.iter_mut().filter(|key| key.name.starts_with("spend.")) {
        let sets = reach.targets.iter().flat_map(|target| &target.sets).flat_map(|set| &set.changes);
        let own = sets.filter(|change| change.key == key.name).map(|change| change.set.concat());
        let found: Vec<String> = own.filter(|set| !key.above.contains(set)).collect();
        key.above.extend(found);
        if key.signal == Signal::Commitment && !key.written.is_empty() {
            key.above.push(format!("{}={{ current = 0 }}", key.name));
            key.above.sort_by_key(|set| std::cmp::Reverse(hedge_total(set)));
        }
        key.above.dedup();
    }
}

/// What a constant amount or a list comes to over the plan's three months, in cents.
fn hedge_total(set: &str) -> i64 {
    let (_, list) = set.split_once("monthly = [").or_else(|| set.split_once("current = ")).unwrap_or(("", "0"));
    let amounts: Vec<i64> = list
        .trim_end_matches([' ', ']', '}'])
        .split(", ")
        .map(|amount| {
            let (whole, cents) = amount.split_once('.').unwrap_or((amount, "0"));
            whole.parse::<i64>().unwrap() * 100 + format!("{cents:0<2}").parse::<i64>().unwrap()
        })
        .collect();
    (0..3).map(|month| amounts.get(month).or(amounts.last()).unwrap()).sum()
}

/// Puts one key's value of another profile into this one.
fn graft(profile: &mut Profile, from: &Profile, key: &str) {
    match key {
        "company.stage" => profile.company.stage = from.company.stage,
        "company.product" => profile.company.product = from.company.product,
        "company.ai_ml_credibility" => profile.company.ai_ml_credibility = from.company.ai_ml_credibility,
        "funding.backers" => profile.funding.backers.clone_from(&from.funding.backers),
        "traction.mrr" => profile.traction.mrr.clone_from(&from.traction.mrr),
        "traction.monthly_active_users" => profile.traction.monthly_active_users = from.traction.monthly_active_users,
        "traction.enterprise_lois" => profile.traction.enterprise_lois.clone_from(&from.traction.enterprise_lois),
        "traction.design_partners" => profile.traction.design_partners = from.traction.design_partners,
        "bedrock.commitment" => profile.bedrock.commitment = from.bedrock.commitment,
        "bedrock.poc" => profile.bedrock.poc = from.bedrock.poc,
        key => {
            let service = key.strip_prefix("spend.").unwrap();
            profile.spend.retain(|spend| spend.id.as_str() != service);
            profile.spend.extend(from.spend.iter().filter(|spend| spend.id.as_str() == service).cloned());
            profile.spend.sort_by(|one, other| one.id.cmp(&other.id));
        }
    }
}

/// A combination: for each key the number of the value taken, from 1; 0 where it stays.
type Combination = Vec<usize>;

/// The tier that each combination assigns, by its place.
struct Brute {
    keys: Vec<Key>,
    values: Vec<Vec<String>>,
    assigned: BTreeMap<Combination, Option<usize>>,
}

impl Brute {
    fn new(keys: Vec<Key>, text: &str, program: &Program) -> Self {
        let values: Vec<Vec<String>> = keys.iter().map(|key| values(key, program)).collect();
        let input = Input::new("brute.toml", text);
        let base = Profile::parse(&input, program).unwrap();
        let read = |set: &String| {
            Profile::parse(&input.clone().with_set("--set", set), program).unwrap_or_else(|wrong| panic!("{wrong}"))
        };
        let parts: Vec<Vec<Profile>> = values.iter().map(|values| values.iter().map(read).collect()).collect();
        let mut assigned = BTreeMap::new();
        let mut combination = vec![0; keys.len()];
        loop {
            let mut profile = base.clone();
            for (at, taken) in combination.iter().enumerate().filter(|(_, taken)| **taken > 0) {
                graft(&mut profile, &parts[at][taken - 1], keys[at].name);
            }
            let services = spend::services(&profile, program).unwrap();
            let tier = scoring::assess(&profile, program, &services).tier.assigned.map(|tier| tier.id.clone());
            let place = tier.map(|id| program.tiers.iter().position(|tier| tier.id == id).unwrap());
            assigned.insert(combination.clone(), place);
            let Some(at) = (0..keys.len()).find(|at| combination[*at] < values[*at].len()) else { break };
            combination[at] += 1;
            combination[..at].fill(0);
        }
        Self { keys, values, assigned }
    }

    fn assigns(&self, combination: &Combination, tier: usize) -> bool {
        self.assigned[combination].is_some_and(|assigned| assigned <= tier)
    }

    /// True where no change can be left out and none weakened: taken from its side, a value nearer to what is written.
    fn is_minimal(&self, combination: &Combination, tier: usize) -> bool {
        (0..combination.len()).all(|at| {
            let above = self.keys[at].above.len();
            let first = if combination[at] > above { above + 1 } else { 1 };
            let weaker = (first..combination[at]).chain((combination[at] > 0).then_some(0));
            weaker
                .map(|value| [&combination[..at], &[value], &combination[at + 1..]].concat())
                .all(|less| !self.assigns(&less, tier))
        })
    }

    /// The minimal sets of a tier, each as its arguments.
    fn minimal(&self, tier: usize) -> BTreeSet<BTreeSet<String>> {
        let minimal = self.assigned.keys().filter(|one| self.assigns(one, tier) && self.is_minimal(one, tier));
        let sets = |combination: &Combination| {
            let taken = combination.iter().enumerate().filter(|(_, taken)| **taken > 0);
            taken.map(|(at, taken)| self.values[at][taken - 1].clone()).collect()
        };
        minimal.map(sets).collect()
    }
}

#[test]
fn reach_lists_exactly_the_minimal_sets_that_brute_force_finds() {
    let mut draw = Draw(0x5eed_cafe_f00d_0001);
    let (mut tried, mut compared, mut largest) = (0, 0, 0);
    while tried < CASES {
        let program = program(&mut draw);
        let mut keys = keys(&mut draw);
        let text = text(&keys);
        let input = Input::new("brute.toml", text.as_str());
        let looked_at = signals(&program);
        keys.retain(|key| {
            looked_at.contains(&key.signal) || (key.name == "spend.bedrock" && looked_at.contains(&Signal::Commitment))
        });
        let size = |keys: &[Key]| keys.iter().map(|key| values(key, &program).len() + 1).product::<usize>();
        if size(&keys) > MOST {
            continue;
        }
        let of = |tier| reach(&input, &program, Some(tier)).unwrap_or_else(|wrong| panic!("{wrong}\n{text}"));
        let answers: Vec<Reach<'_>> = program.tiers.iter().map(of).collect();
        answers.iter().for_each(|answer| add_spend(&mut keys, answer));
        let size = size(&keys);
        if size > MOST {
            continue;
        }
        (tried, largest) = (tried + 1, largest.max(size));
        let brute = Brute::new(keys, &text, &program);
        for (place, answer) in answers.iter().enumerate() {
            let listed: BTreeSet<BTreeSet<String>> = answer.targets[0]
                .sets
                .iter()
                .map(|set| set.changes.iter().flat_map(|change| change.set.clone()).collect())
                .collect();
            let tier = &program.tiers[place].id;
            assert_eq!(
                listed,
                brute.minimal(place),
                "tier {tier} of\n{text}\n{:?}",
                program.tiers.iter().map(|t| t.id.as_str()).collect::<Vec<_>>()
            );
            assert_eq!(listed.len(), answer.targets[0].sets.len(), "a set is listed twice");
            compared += listed.len();
            sound(&input, &program, answer, place);
        }
    }
    assert!(compared > CASES && largest > MOST / 4, "{compared} sets, at most {largest} combinations");
}

/// Applies each set as a whole and evaluates it.
fn sound(input: &Input, program: &Program, answer: &Reach<'_>, place: usize) {
    for set in &answer.targets[0].sets {
        let arguments = set.changes.iter().flat_map(|change| &change.set);
        let edited = arguments.fold(input.clone(), |input, set| input.with_set("--set", set));
        let profile = Profile::parse(&edited, program).unwrap();
        let evaluation = evaluate(&profile, program).unwrap();
        let assigned = evaluation.assessment.tier.assigned.unwrap();
        assert_eq!(assigned.id, set.assigns.id);
        assert!(assigned.award.value >= program.tiers[place].award.value);
        let worth = set.worth.as_ref().unwrap();
        let totals = evaluation.accepted.likely.totals();
        assert_eq!((worth.award, worth.granted), (evaluation.assessment.award(), totals.granted));
        assert_eq!((worth.consumed, worth.cash), (totals.consumed, totals.cash));
    }
}
