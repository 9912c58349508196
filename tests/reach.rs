//! `reach`: what would have to be true, from outside and against brute force.
//!
//! `STACKPLAN_BLESS=1 cargo test --test reach` rewrites the goldens in `tests/reach`.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may panic, in its helpers too"
)]

mod support;

#[path = "reach/brute.rs"]
mod brute;

use std::collections::BTreeSet;

use serde_json::{Value, json};
use support::{Expected, Run, Scratch, profiles, root, run, run_on};

const HALF_FILLED: &str = "profiles/half-filled.toml";
const HEDGED: &str = "profiles/hedged.toml";
const EXTENDED: &str = "tests/program/extended.toml";

/// What `reach` says in JSON.
fn reach(arguments: &[&str]) -> Value {
    let all = [&["reach"], arguments, &["--format", "json"]].concat();
    serde_json::from_str(&run(all).answer()).unwrap()
}

/// What `eval` says in JSON, without rows.
fn eval(arguments: &[&str]) -> Value {
    let all = [&["eval"], arguments, &["--format", "json", "--view", "grants"]].concat();
    serde_json::from_str(&run(all).answer()).unwrap()
}

fn list(value: &Value) -> &Vec<Value> {
    value.as_array().unwrap_or_else(|| panic!("{value} is no list"))
}

/// The arguments of a set's changes.
fn arguments(set: &Value) -> Vec<&str> {
    let changes = list(&set["changes"]).iter().flat_map(|change| list(&change["set"]));
    changes.map(|set| set.as_str().unwrap()).collect()
}

/// The text of a profile: the three required keys, and more.
fn profile(stage: &str, more: &str) -> String {
    format!("company.name = \"Try\"\ncompany.stage = \"{stage}\"\nplan.start = 2026-02-10\n{more}\n")
}

/// What `reach` says in JSON of a profile on stdin.
fn reach_of(profile: &str, arguments: &[&str]) -> Value {
    let all = [&["reach", "-"], arguments, &["--format", "json"]].concat();
    serde_json::from_str(&run_on(profile, all).answer()).unwrap()
}

/// The changes of the first set of the only target.
fn first(reach: &Value) -> &Vec<Value> {
    list(&reach["targets"][0]["sets"][0]["changes"])
}

/// A tier that asks for a signal to be no higher than some level.
fn young(requires: &str) -> String {
    let cite = "lines = [], why = \"invented\", assumed = true";
    format!(
        "extends = \"builtin\"\n[tiers.young]\n{}\naward = {{ value = 450000, {cite} }}\n\
         share = {{ value = \"0.1\", {cite} }}\ndefault_tranches = {{ value = 1, {cite} }}\n\
         [tiers.young.requires]\n{}\n[tiers.young.tranches.1]\n",
        cite.replace(", ", "\n"),
        requires.replace("CITE", cite),
    )
}

#[test]
fn the_samples_print_what_their_goldens_hold() {
    let mut expected = Expected::new();
    for (file, arguments) in [
        ("half-filled.txt", vec![HALF_FILLED]),
        ("half-filled.json", vec![HALF_FILLED, "--format", "json"]),
        ("half-filled.md", vec![HALF_FILLED, "--format", "markdown"]),
        ("hedged.txt", vec![HEDGED, "--tier", "ceiling"]),
        ("screened-out.txt", vec!["profiles/screened-out.toml", "--tier", "floor"]),
        ("extended.txt", vec!["tests/program/profile.toml", "--program", EXTENDED, "--unset", "bedrock.poc"]),
    ] {
        let shown = run([&["reach"], arguments.as_slice()].concat()).answer();
        expected.compare(&format!("tests/reach/{file}"), &shown);
        let is_argument = |line: &&str| line.trim_start().starts_with("--set ");
        for line in shown.lines().filter(|line| !is_argument(line)).filter(|_| file.ends_with(".txt")) {
            assert!(line.chars().count() <= 80, "{file}: {line}");
        }
    }
    expected.finish();
}

#[test]
fn every_set_of_every_sample_assigns_its_tier_when_eval_applies_it() {
    let mut applied = BTreeSet::new();
    for profile in profiles() {
        for target in list(&reach(&[&profile])["targets"]) {
            for set in list(&target["sets"]) {
                let sets = arguments(set);
                if !applied.insert((profile.clone(), sets.join("\n"))) {
                    continue;
                }
                let flags: Vec<&str> = sets.iter().flat_map(|set| ["--set", set]).collect();
                let result = eval(&[&[profile.as_str()], flags.as_slice()].concat());
                assert_eq!(result["tier"]["assigned"], set["assigns"], "{profile} {sets:?}");
                let likely = |total: &str| result["totals"][total]["likely"].clone();
                let worth = &set["worth"];
                assert_eq!(worth["award"], result["tier"]["award"], "{profile} {sets:?}");
                for total in ["granted", "consumed", "cash"] {
                    assert_eq!(worth[total], likely(total), "{profile} {sets:?} {total}");
                }
            }
        }
    }
    assert!(applied.len() > 40, "{}", applied.len());
}

#[test]
fn without_any_one_of_its_changes_a_set_assigns_less() {
    let reach = reach(&[HALF_FILLED, "--tier", "ceiling"]);
    for set in list(&reach["targets"][0]["sets"]) {
        let sets = arguments(set);
        for left_out in 0..sets.len() {
            let kept = sets.iter().enumerate().filter(|(at, _)| *at != left_out);
            let flags: Vec<&str> = kept.flat_map(|(_, set)| ["--set", *set]).collect();
            let result = eval(&[&[HALF_FILLED], flags.as_slice()].concat());
            assert_ne!(result["tier"]["assigned"], "ceiling", "{sets:?} without {left_out}");
        }
    }
}

#[cfg(unix)]
#[test]
fn an_argument_can_be_copied_from_the_text_into_a_shell() {
    let scratch = Scratch::new();
    let names = r#"funding.backers = ["O'Neill & Sons", "say \"hi\" \\ $HOME `x`", "bi\u202Edi\u0007"]"#;
    let file = scratch.write("names.toml", profile("series-a", names));
    let text = run(["reach", &file, "--tier", "ceiling"]).answer();
    let shown = text.lines().find(|line| line.contains("--set 'funding.backers=")).unwrap().trim();
    let script = format!("exec {} eval {file} {shown} --format json", env!("CARGO_BIN_EXE_stackplan"));
    let run = Run::of(assert_cmd::Command::new("sh").args(["-c", &script]));
    let result: Value = serde_json::from_str(&run.answer()).unwrap();
    assert_eq!(result["signals"]["backing"]["proved"], "tier-1");
    assert!(!text.contains('\u{202e}') && !text.contains('\u{7}'), "{text}");
}

#[test]
fn a_change_says_what_is_found_what_is_needed_and_the_way_between() {
    let facts = "company.product = \"ai-component\"\n[traction]\nmonthly_active_users = 5_600\nmrr = 38_000\n\
                 enterprise_lois = []";
    let text = profile("series-a", facts);
    let reach = reach_of(&text, &["--tier", "upper-median"]);
    let sets = list(&reach["targets"][0]["sets"]);
    let changes = |key: &str| {
        let all = sets.iter().flat_map(|set| list(&set["changes"]));
        let own: Vec<Value> = all.filter(|change| change["key"] == key).cloned().collect();
        own[0].clone()
    };
    assert_eq!(
        changes("company.product"),
        json!({
            "key": "company.product", "signal": "product", "kind": "fixed", "found": "ai-component",
            "needed": "ai-first", "gap": "one level, from ai-component to ai-first",
            "set": ["company.product=ai-first"], "lines": [6, 14, 16],
        })
    );
    assert_eq!(
        changes("traction.monthly_active_users"),
        json!({
            "key": "traction.monthly_active_users", "signal": "traction", "kind": "movable", "found": "5,600 users",
            "needed": "10,000 users", "gap": "+4,400 users",
            "set": ["traction.monthly_active_users=10000"], "lines": [17],
        })
    );
    let revenue = changes("traction.mrr");
    assert_eq!(revenue["found"], "$38,000 a month, 5 months before unknown");
    assert_eq!(revenue["gap"], "+$12,000 a month, and growth over 5 months");
    assert_eq!(revenue["set"], json!(["traction.mrr=[38000, 38000, 38000, 38000, 38000, 50000]"]));
    let letter = changes("traction.enterprise_lois");
    assert_eq!((&letter["kind"], &letter["gap"]), (&json!("movable"), &json!("+1 named letter of intent")));
    let commitment = changes("bedrock.commitment");
    assert_eq!(
        (&commitment["kind"], &commitment["found"], &commitment["gap"]),
        (&json!("fill-in"), &json!("unknown"), &json!(null))
    );
}

#[test]
fn users_revenue_with_growth_and_a_letter_are_alternatives() {
    let reach = reach(&[HALF_FILLED, "--tier", "upper-median"]);
    let keys = |set: &Value| -> Vec<String> {
        let changes = list(&set["changes"]).iter().filter(|change| change["signal"] == "traction");
        changes.map(|change| change["key"].as_str().unwrap().to_owned()).collect()
    };
    let all: Vec<Vec<String>> = list(&reach["targets"][0]["sets"]).iter().map(keys).collect();
    assert_eq!(all, [["traction.mrr"], ["traction.monthly_active_users"], ["traction.enterprise_lois"]]);
}

#[test]
fn sets_with_a_fixed_change_come_last() {
    let mut both = 0;
    for profile in profiles() {
        for target in list(&reach(&[&profile])["targets"]) {
            let fixed: Vec<bool> = list(&target["sets"]).iter().map(|set| set["has_fixed"] == true).collect();
            assert!(fixed.is_sorted(), "{profile}: {fixed:?}");
            both += usize::from(fixed.contains(&false) && fixed.contains(&true));
        }
    }
    assert!(both > 0);
}

#[test]
fn a_platform_takes_the_least_amounts_to_the_cent() {
    let facts = "company.product = \"model-native\"\ncompany.ai_ml_credibility = true\nfunding.backers = [\"Accel\"]\n\
                 [traction]\nmonthly_active_users = 10_000\n[bedrock]\ncommitment = \"primary\"\n[spend.bedrock]\n";
    for (written, found, set) in [
        // 24 months of a straight line from 0 over 40 000 to 80 000: 260 000 + 740 000, the total to the dollar.
        ("current = 0", "no basis", "{ basis = \"growth-model\", current = 0, month_12 = 40000, month_24 = 80000 }"),
        // Month 12 is there; from 6.5 x (50 000 - 5 000) + 12 x 5 000 = 352 500, 647 500 are left: 12 x 50 000 + 6.5 x
        // 7 307.6923, which takes a whole cent more.
        (
            "basis = \"workloads\"\ncurrent = 5_000\nmonth_12 = 50_000",
            "workloads",
            "{ basis = \"workloads\", current = 5000, month_12 = 50000, month_24 = 57307.7 }",
        ),
        // Amounts that pass lack nothing but a basis.
        ("basis = \"estimate\"\ncurrent = 50_000", "estimate", ".basis=growth-model"),
        // What is written above the thresholds stays: month 24 is not lowered.
        (
            "basis = \"workloads\"\ncurrent = 0\nmonth_12 = 10_000\nmonth_24 = 300_000",
            "workloads",
            "{ basis = \"workloads\", current = 0, month_12 = 40000, month_24 = 300000 }",
        ),
    ] {
        let text = profile("series-a", &format!("{facts}{written}"));
        let reach = reach_of(&text, &["--tier", "ceiling"]);
        let changes = first(&reach);
        assert_eq!(changes.len(), 1, "{written}");
        let set = if set.starts_with('.') { format!("spend.bedrock{set}") } else { format!("spend.bedrock={set}") };
        assert_eq!(changes[0]["set"], json!([set]), "{written}");
        assert!(changes[0]["found"].as_str().unwrap().starts_with(found), "{}", changes[0]["found"]);
        let assigned = |set: &str| {
            let shown = run_on(text.as_str(), ["eval", "-", "--set", set, "--format", "json"]).answer();
            serde_json::from_str::<Value>(&shown).unwrap()["tier"]["assigned"].clone()
        };
        assert_eq!(assigned(&set), "ceiling");
        for (least, less) in [("80000 }", "79999.99 }"), ("57307.7 }", "57307.69 }"), ("40000,", "39999.99,")] {
            if set.contains(least) {
                assert_eq!(assigned(&set.replace(least, less)), "upper-median", "{set}");
            }
        }
    }
}

#[test]
fn a_hedge_ends_with_the_most_that_each_month_has_room_for() {
    let reach = reach(&[HEDGED, "--tier", "ceiling"]);
    let change = &first(&reach)[0];
    assert_eq!((change["key"].as_str(), change["kind"].as_str()), (Some("spend.claude-api"), Some("movable")));
    let set = change["set"][0].as_str().unwrap();
    let (head, months) = set.split_once("[").unwrap();
    let months: Vec<&str> = months.trim_end_matches([']', ' ', '}']).split(", ").collect();
    // Month 1: a ninth of the 66 666.67 on Bedrock. From month 10 on, all of the 14 000 that are planned.
    assert_eq!((months[0], months[9], months.len()), ("7407.4", "14000", 10));
    let assigned = |set: &str| eval(&[HEDGED, "--set", set])["tier"]["assigned"].clone();
    assert_eq!(assigned(set), "ceiling");
    for at in 0..9 {
        let cents: u64 = {
            let (whole, cents) = months[at].split_once('.').unwrap();
            whole.parse::<u64>().unwrap() * 100 + format!("{cents:0<2}").parse::<u64>().unwrap()
        };
        let more = format!("{}.{:02}", (cents + 1) / 100, (cents + 1) % 100);
        let raised = [&months[..at], &[more.as_str()], &months[at + 1..]].concat().join(", ");
        assert_eq!(assigned(&format!("{head}[{raised}] }}")), "median", "a cent more in month {}", at + 1);
    }
}

#[test]
fn the_missing_fact_is_the_one_whose_worst_answer_leaves_the_fewest_tiers() {
    let half_filled = reach(&[HALF_FILLED]);
    // Three tiers are open. Whatever the proof of concept is, one of median and lower-median is out; each of the other
    // facts has an answer that leaves all three.
    let fact = &half_filled["missing_fact"];
    assert_eq!((fact["key"].as_str(), fact["worst_leaves"].as_u64()), (Some("bedrock.poc"), Some(2)));
    let tiers: Vec<String> = list(&fact["answers"]).iter().map(|answer| answer["tiers"].to_string()).collect();
    let (low, high) = (r#"["upper-median","lower-median"]"#, r#"["upper-median","median"]"#);
    assert_eq!(tiers, [low, low, high, high]);
    // Every fact leaves three in its worst case; product, commitment and team may also end it all, product is first.
    let minimal = reach(&["profiles/minimal.toml"]);
    let fact = &minimal["missing_fact"];
    assert_eq!((fact["key"].as_str(), fact["award_spread"].as_u64()), (Some("company.product"), Some(300_000)));
    assert_eq!(
        fact["answers"][0],
        json!({
            "answer": "product ai-augmented", "set": ["company.product=ai-augmented"], "tiers": [], "or_none": true
        })
    );
    for known in ["profiles/ceiling.toml", "profiles/component.toml"] {
        assert_eq!(reach(&[known])["missing_fact"], Value::Null, "{known}");
    }
}

#[test]
fn each_answer_to_the_missing_fact_leaves_what_eval_leaves() {
    for profile in ["profiles/minimal.toml", HALF_FILLED] {
        for answer in list(&reach(&[profile])["missing_fact"]["answers"]) {
            let sets: Vec<&str> =
                list(&answer["set"]).iter().flat_map(|set| ["--set", set.as_str().unwrap()]).collect();
            let result = eval(&[&[profile], sets.as_slice()].concat());
            let tiers = list(&answer["tiers"]);
            let null = Value::Null;
            assert_eq!(&result["tier"]["possible"], tiers.first().unwrap_or(&null), "{answer}");
            let assigned = if answer["or_none"] == true { &null } else { tiers.last().unwrap() };
            assert_eq!(&result["tier"]["assigned"], assigned, "{answer}");
        }
    }
}

#[test]
fn a_tier_that_is_assigned_already_takes_nothing() {
    let reach = reach(&["profiles/median.toml", "--tier", "floor"]);
    let target = &reach["targets"][0];
    assert_eq!((&target["reached"], list(&target["sets"]).len()), (&json!(true), 1));
    assert_eq!(target["sets"][0]["changes"], json!([]));
    let text = run(["reach", "profiles/median.toml", "--tier", "floor"]).answer();
    assert!(text.contains("floor, $200,000\n  assigned as the facts stand\n"), "{text}");
    let text = run(["reach", "profiles/ceiling.toml"]).answer();
    assert!(text.contains("Above      no tier: this is the highest\n"), "{text}");
}

#[test]
fn each_tier_above_the_assigned_one_is_a_target_by_default() {
    let tiers = |profile: &str| -> Vec<String> {
        let reach = reach(&[profile]);
        list(&reach["targets"]).iter().map(|target| target["tier"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(tiers(HALF_FILLED), ["median", "upper-median", "ceiling"]);
    assert_eq!(tiers("profiles/screened-out.toml"), ["floor", "lower-median", "median", "upper-median", "ceiling"]);
    assert!(tiers("profiles/ceiling.toml").is_empty());
}

#[test]
fn screening_that_fails_needs_the_least_that_passes_and_open_screening_needs_nothing() {
    let series_b = reach(&["profiles/series-b.toml", "--tier", "floor"]);
    assert_eq!(first(&series_b)[0]["set"], json!(["company.stage=series-a"]));
    let minimal = reach(&["profiles/minimal.toml", "--tier", "lower-median"]);
    assert_eq!(
        minimal["screening_missing"],
        json!(["company.product", "bedrock.commitment", "company.ai_ml_credibility"])
    );
    let keys: Vec<&Value> = first(&minimal).iter().map(|change| &change["key"]).collect();
    assert_eq!(keys, ["funding.backers", "traction.mrr"]);
}

#[test]
fn other_validation_in_words_is_never_asked_for_and_counts_where_it_stands() {
    let text = profile("seed", "[traction]\nother_validation = \"two letters of supply\"");
    let reach = reach_of(&text, &["--tier", "median"]);
    assert_eq!(first(&reach)[0]["key"], "bedrock.poc");
    for profile in profiles() {
        assert!(!run(["reach", &profile]).answer().contains("other_validation"));
    }
}

#[test]
fn a_changed_program_moves_thresholds_tiers_and_words() {
    let reach =
        reach(&["tests/program/profile.toml", "--program", EXTENDED, "--unset", "bedrock.poc", "--unset", "traction"]);
    let target = list(&reach["targets"]).last().unwrap();
    assert_eq!(target["tier"], "summit");
    let sets: Vec<Vec<&str>> = list(&target["sets"]).iter().map(arguments).collect();
    let users = vec!["traction.monthly_active_users=5000", "bedrock.poc=production"];
    assert!(sets.contains(&users), "{sets:?}");

    let scratch = Scratch::new();
    let cite = "lines = [], why = \"invented\", assumed = true";
    let program = format!(
        "extends = \"builtin\"\n[signals.product]\nchange = \"movable\"\n[signals.traction]\n\
         lois_at_scale = {{ value = 3, {cite} }}\ngrowth_months = {{ value = 3, {cite} }}\n\
         mrr_at_scale = {{ value = 700, {cite} }}\n[signals.projection]\nmonths = {{ value = 36, {cite} }}\n\
         reached_by = {{ value = 18, {cite} }}\nmonthly = {{ value = 50000, {cite} }}\n\
         total = {{ value = 2000000, {cite} }}\ndocumented = {{ value = [\"workloads\"], {cite} }}\n\
         service = {{ value = \"vertex\", {cite} }}\n[signals.backing]\n\
         tier_1 = {{ value = [\"northfund\"], {cite} }}\n"
    );
    let program = scratch.write("program.toml", program);
    let text = profile("series-a", "traction.enterprise_lois = [\"Acme\"]");
    let reach = reach_of(&text, &["--program", &program, "--tier", "ceiling"]);
    let sets: Vec<Vec<&str>> = list(&reach["targets"][0]["sets"]).iter().map(arguments).collect();
    let all: BTreeSet<&str> = sets.concat().into_iter().collect();
    for expected in [
        "funding.backers=[\"northfund\"]",
        "traction.enterprise_lois=[\"Acme\", \"A named enterprise\", \"A named enterprise 2\"]",
        "traction.mrr=[699.99, 699.99, 700]",
        "company.product=model-native",
    ] {
        assert!(all.contains(expected), "{expected} of {all:#?}");
    }
    // A service that no line of the program knows is billed by whoever gives the award.
    let projection = all.iter().find(|set| set.starts_with("spend.vertex=")).unwrap();
    assert!(
        projection
            .starts_with("spend.vertex={ provider = \"aws\", basis = \"workloads\", current = 0, month_12 = 50000,")
    );
    let kinds: Vec<&Value> = first(&reach).iter().map(|change| &change["kind"]).collect();
    assert!(kinds.iter().all(|kind| **kind == "fill-in"), "{kinds:?}");
}

#[test]
fn a_rule_that_asks_for_no_more_than_a_level_is_met_by_less() {
    let scratch = Scratch::new();
    let requires = "traction = { at_most = \"early\", CITE }\nstage = { at_most = \"seed\", CITE }\n\
                    product = { at_least = \"ai-first\", CITE }";
    let program = scratch.write("young.toml", young(requires));
    let facts = "[traction]\nmonthly_active_users = 20_000\nmrr = 300\nenterprise_lois = [\"Acme\"]";
    let reach = reach_of(&profile("series-a", facts), &["--program", &program, "--tier", "young"]);
    let sets: Vec<Vec<&str>> = list(&reach["targets"][0]["sets"]).iter().map(arguments).collect();
    let down = vec![
        "company.stage=seed",
        "company.product=ai-first",
        "traction.mrr=0",
        "traction.monthly_active_users=9999",
        "traction.enterprise_lois=[]",
        "traction.design_partners=0",
    ];
    assert!(sets.contains(&down), "{sets:#?}");
}

#[test]
fn a_list_that_is_full_takes_no_further_name() {
    let names: Vec<String> = (0..1_000).map(|number| format!("\"Fund {number}\"")).collect();
    let text = profile("series-a", &format!("funding.backers = [{}]", names.join(", ")));
    let reach = reach_of(&text, &["--tier", "ceiling"]);
    assert_eq!(reach["targets"][0]["sets"], json!([]));
    let shown = run_on(text, ["reach", "-", "--tier", "ceiling"]).answer();
    assert!(shown.contains("no value of the profile's keys assigns it"), "{shown}");
}

#[test]
fn a_plan_that_holds_no_award_says_why() {
    let rejected = reach(&["profiles/rejected.toml", "--tier", "median"]);
    let worth = &rejected["targets"][0]["sets"][0]["worth"];
    assert_eq!(worth["award"], 300_000);
    assert!(worth["without_award"].as_str().unwrap().starts_with("rejected on "), "{worth}");
    let text = run(["reach", "profiles/rejected.toml", "--tier", "median"]).answer();
    assert!(text.contains("Note       decided on 2025-10-22;"), "{text}");
    assert!(!text.contains("applicants"), "no odds after a decision: {text}");
}

#[test]
fn what_has_happened_may_not_fit_another_tier() {
    let scratch = Scratch::new();
    let program = scratch.write("young.toml", young("product = { at_least = \"ai-first\", CITE }"));
    let facts = "[actuals]\ndecision = \"accepted\"\ndecided = 2026-06-01\n\
                 [[actuals.grants]]\nid = \"accelerator-2\"\nissued = 2026-08-01\namount = 100000";
    let reach = reach_of(&profile("seed", facts), &["--program", &program, "--tier", "young"]);
    let set = &reach["targets"][0]["sets"][0];
    assert_eq!((&set["assigns"], &set["worth"]), (&json!("young"), &Value::Null));
    assert!(set["problem"].as_str().unwrap().contains("the award has 1 tranches"), "{set}");
}

#[test]
fn what_cannot_be_answered_is_refused() {
    let wrong = run(["reach", HALF_FILLED, "--tier", "medain"]).refusal();
    assert_eq!(wrong, "error: --tier is `medain`, which the program does not have; did you mean `median`?\n");
    let wrong = run(["reach", HALF_FILLED, "--tier", "\u{1b}[31m"]).refusal();
    assert!(wrong.contains("the tiers are `ceiling`") && !wrong.contains('\u{1b}'), "{wrong:?}");
    run(["reach"]).refusal();
    run(["reach", "profiles/none.toml"]).refusal();
    run(["reach", HALF_FILLED, "--set", "company.stage=big"]).refusal();
    run(["reach", HALF_FILLED, "-o", HALF_FILLED]).refusal();
    let failed = run(["reach", HALF_FILLED, "--set", "company.stage=big", "--format", "json"]);
    assert_eq!(failed.status, Some(2));
    let failed: Value = serde_json::from_str(&failed.stdout).unwrap();
    assert_eq!(failed["error"]["diagnostics"][0]["code"], "unknown-value");
}

#[test]
fn an_answer_goes_to_a_file_in_the_form_of_its_name() {
    let scratch = Scratch::new();
    for (name, arguments) in [("a.json", ["--format", "json"]), ("a.md", ["--format", "markdown"])] {
        let path = scratch.path(name);
        run(["reach", HALF_FILLED, "-o", &path]).answer();
        assert_eq!(scratch.read(name), run([&["reach", HALF_FILLED], arguments.as_slice()].concat()).answer());
    }
    assert!(root().join(HALF_FILLED).exists());
}

#[test]
fn help_opens_with_examples_that_run() {
    let help = run(["reach", "--help"]).answer();
    let examples: Vec<&str> =
        help.lines().skip(1).take_while(|line| line.starts_with("  stackplan ")).map(str::trim).collect();
    assert!(help.starts_with("Examples:\n") && examples.len() > 2, "{help}");
    for example in examples {
        run(example.split(' ').skip(1)).answer();
    }
}
