//! `stackplan route`: each share is `eval` of the edited profile, no cent is lost, the hedge begins where the rule says.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "the helpers of a test may panic"
)]

mod support;

#[path = "route/rows.rs"]
mod rows;

use rows::{answer, assert_fit_for_a_terminal, assert_goldens, assert_same, eval, json, refusal, texts};
use rust_decimal::Decimal;
use serde_json::Value;
use stackplan::{Input, Profile, Program, evaluate};

const HEDGED: &str = "profiles/hedged.toml";

fn route(arguments: &[&str]) -> Value {
    json(&[&["route"], arguments].concat())
}

fn shares(found: &Value) -> &Vec<Value> {
    found["shares"].as_array().unwrap()
}

/// The monthly cents of a service that a share's edits write.
fn monthly(share: &Value, service: &str) -> Vec<i128> {
    let edits = texts(&share["set"]);
    let edit = edits.iter().find(|edit| edit.starts_with(&format!("spend.{service}="))).unwrap();
    let (_, list) = edit.split_once("monthly=[").unwrap();
    let cents = |value: &str| (value.parse::<Decimal>().unwrap() * Decimal::ONE_HUNDRED).normalize().mantissa();
    list.trim_end_matches("]}").split(',').map(cents).collect()
}

/// The value of month `at`, from 0, the last one held.
fn held(values: &[i128], at: usize) -> i128 {
    *values.get(at).or(values.last()).unwrap()
}

/// A profile that would have the ceiling, with these cents by month on Bedrock and the Claude API.
fn ceiling(bedrock: &[i128], claude: &[i128]) -> [String; 4] {
    let list = |cents: &[i128]| -> String {
        cents.iter().map(|cents| format!("{},", Decimal::from_i128_with_scale(*cents, 2))).collect()
    };
    [
        "--set".to_owned(),
        format!("spend.bedrock={{basis=\"workloads\",monthly=[{}]}}", list(bedrock)),
        "--set".to_owned(),
        format!("spend.claude-api={{monthly=[{}]}}", list(claude)),
    ]
}

#[test]
fn every_share_is_eval_of_the_edited_profile() {
    let extended = ["tests/program/profile.toml", "--program", "tests/program/extended.toml"];
    let claude = ["--set", "spend.claude-api.current=1234.57"];
    let plans: [Vec<&str>; 5] = [
        vec![HEDGED],
        vec!["profiles/ladder.toml", "--set", "spend.claude-api={current=900.01,monthly_growth=0.031}"],
        vec!["profiles/full.toml"],
        vec![HEDGED, "--unset", "spend.bedrock", "--horizon", "45", "--set", "plan.anthropic=false"],
        [&extended[..], &claude[..]].concat(),
    ];
    for plan in plans {
        let found = route(&plan);
        let mut rows: Vec<&Value> = shares(&found).iter().collect();
        let percents: Vec<i64> = rows.iter().map(|share| share["bedrock_percent"].as_i64().unwrap()).collect();
        assert_eq!(percents, (0..=100).step_by(5).collect::<Vec<_>>());
        rows.extend([&found["threshold"]["at"], &found["threshold"]["below"]]);
        for share in rows {
            let edits = texts(&share["set"]);
            assert_same(share, &eval(&plan, &edits));
            if !share["with_direct"].is_null() {
                let direct = texts(&found["direct"]);
                assert_eq!(direct, ["plan.anthropic=true"]);
                assert_same(&share["with_direct"], &eval(&plan, &[edits, direct].concat()));
            }
        }
        assert_same(&found["own"], &eval(&plan, &[]));
    }
}

#[test]
fn the_direct_credits_are_a_second_answer_only_where_the_plan_leaves_them_out() {
    assert_eq!(route(&[HEDGED])["direct"], Value::Array(Vec::new()));
    let found = route(&[HEDGED, "--set", "plan.anthropic=false"]);
    for share in shares(&found) {
        let more = if share["bedrock_percent"] == 100 { 0 } else { 25_000 };
        let granted = |plan: &Value| plan["granted"]["likely"].as_i64().unwrap();
        assert_eq!(granted(&share["with_direct"]) - granted(share), more);
    }
    // A credit that was declined is not asked for again.
    let declined = r#"actuals.grants=[{id="anthropic",declined=true}]"#;
    assert_eq!(
        route(&[HEDGED, "--set", "plan.anthropic=false", "--set", declined])["direct"],
        Value::Array(Vec::new())
    );
}

#[test]
fn a_split_loses_no_cent_in_any_month() {
    let growth = "spend.claude-api={current=900.01,monthly_growth=0.031}";
    let found = route(&["profiles/ladder.toml", "--set", growth]);
    let program = Program::builtin().unwrap();
    let text = std::fs::read_to_string("profiles/ladder.toml").unwrap();
    let profile = Profile::parse(&Input::new("ladder", text).with_set("--set", growth), &program).unwrap();
    let evaluation = evaluate(&profile, &program).unwrap();
    let month = |id: &str, number| {
        let service = evaluation.services.iter().find(|service| service.id.as_str() == id).unwrap();
        service.month(number).cents()
    };
    for share in shares(&found) {
        let (bedrock, claude) = (monthly(share, "bedrock"), monthly(share, "claude-api"));
        let percent = i128::from(share["bedrock_percent"].as_i64().unwrap());
        for (at, number) in (1..=25).enumerate() {
            let both = month("bedrock", number) + month("claude-api", number);
            let rest = both * (100 - percent) / 100;
            assert_eq!((held(&bedrock, at), held(&claude, at)), (both - rest, rest), "{percent} %, month {number}");
        }
    }
}

#[test]
fn the_hedge_begins_one_cent_beyond_the_rule() {
    for both in [4_700_001_i128, 5_000_009, 6_000_000, 7_777_777, 4_700_005] {
        let most = both / 10;
        let whole = vec![both; 24];
        let plan = ceiling(&whole, &[0]);
        let plan: Vec<&str> = [HEDGED].into_iter().chain(plan.iter().map(String::as_str)).collect();
        let found = route(&plan);
        let threshold = &found["threshold"];
        assert_eq!((&threshold["bedrock_percent"], &threshold["caps_tier"]), (&90.into(), &true.into()), "{both}");
        let (at, below) = (&threshold["at"], &threshold["below"]);
        assert_eq!((&at["hedged"], &at["tier"]), (&false.into(), &"ceiling".into()));
        assert_eq!((&below["hedged"], &below["tier"]), (&true.into(), &"median".into()));
        assert_eq!((held(&monthly(at, "claude-api"), 0), held(&monthly(below, "claude-api"), 0)), (most, most + 1));
        // The same by hand, one cent either side, in one month only.
        for (cents, tier) in [(most, "ceiling"), (most + 1, "median")] {
            let (mut bedrock, mut claude) = (whole.clone(), vec![0; 24]);
            (bedrock[7], claude[7]) = (both - cents, cents);
            let edits = ceiling(&bedrock, &claude);
            let edits: Vec<&str> = edits.iter().skip(1).step_by(2).map(String::as_str).collect();
            assert_eq!(eval(&[HEDGED], &edits)["tier"]["assigned"], tier, "{cents} of {both}");
        }
    }
}

#[test]
fn every_share_below_the_threshold_is_a_hedge_and_none_from_it_on() {
    for profile in [HEDGED, "profiles/full.toml", "profiles/ladder.toml"] {
        for share in shares(&route(&[profile])) {
            assert_eq!(share["hedged"], share["bedrock_percent"].as_i64() < Some(90), "{profile}");
        }
    }
}

/// A file with a program that differs from the built-in one in how it reads a split.
fn program(changes: &str) -> tempfile::NamedTempFile {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), format!("extends = \"builtin\"\n{changes}")).unwrap();
    file
}

#[test]
fn the_threshold_follows_the_program() {
    let cases = [("0.25", "75"), ("0.123456789", "87.6543211"), ("0", "100"), ("1", "0")];
    for (share, percent) in cases {
        let file = program(&format!("[signals.commitment.hedge_share]\nvalue = \"{share}\""));
        let found = route(&[HEDGED, "--program", file.path().to_str().unwrap()]);
        let threshold = &found["threshold"];
        assert_eq!(threshold["bedrock_percent"].to_string(), percent);
        assert_eq!(threshold["at"]["hedged"], false);
        assert_eq!(threshold["below"].is_null(), share == "1");
        assert!(share == "1" || threshold["below"]["hedged"] == true);
    }
}

#[test]
fn another_service_may_be_the_hedge() {
    let extended = std::fs::read_to_string("tests/program/extended.toml").unwrap();
    let extended = extended.replace("extends = \"builtin\"", "");
    let hedge = "[signals.commitment.hedging_service]\nvalue = \"vertex\"\n";
    let file = program(&format!("{extended}\n{hedge}"));
    let plan = ["tests/program/profile.toml", "--program", file.path().to_str().unwrap()];
    let found = route(&plan);
    assert_eq!(found["services"]["hedging"], "vertex");
    for share in shares(&found) {
        assert_eq!(share["pools"][1]["provider"], "google");
        assert_same(share, &eval(&plan, &texts(&share["set"])));
    }
    let off = [&plan[..], &["--set", "plan.google=false"]].concat();
    assert_eq!(texts(&route(&off)["direct"]), ["plan.google=true"]);
}

#[test]
fn both_pools_add_up_where_no_other_provider_grants() {
    for share in shares(&route(&[HEDGED])) {
        for key in ["granted", "consumed"] {
            let pools = share["pools"].as_array().unwrap();
            let cents =
                |value: &Value| (value.to_string().parse::<Decimal>().unwrap() * Decimal::ONE_HUNDRED).normalize();
            let sum: Decimal = pools.iter().map(|pool| cents(&pool[key]["likely"])).sum();
            assert_eq!(sum, cents(&share[key]["likely"]), "{key}");
        }
    }
}

#[test]
fn the_months_that_reach_the_threshold_of_two_paths_are_listed() {
    // 9 999.99, 10 000 and 10 000.01 together; then less.
    let plan = ceiling(&[600_000, 600_000, 600_001, 0], &[399_999, 400_000, 400_000, 0]);
    let plan: Vec<&str> = [HEDGED].into_iter().chain(plan.iter().map(String::as_str)).collect();
    let dual = &route(&plan)["dual_path"];
    assert_eq!(texts(&dual["months"]), ["2026-03", "2026-04"]);
    assert_eq!((&dual["monthly"], &dual["lines"][0], &dual["plan_months"]), (&10_000.into(), &40.into(), &25.into()));
    let file = program("[signals.commitment.dual_path_monthly]\nvalue = \"9999.99\"");
    let moved = route(&[&plan[..], &["--program", file.path().to_str().unwrap()]].concat());
    assert_eq!(texts(&moved["dual_path"]["months"]), ["2026-02", "2026-03", "2026-04"]);
}

#[test]
fn the_net_effect_is_the_plan_against_all_on_bedrock() {
    // Median instead of ceiling: 700 000 less from AWS, 25 000 more from Anthropic.
    let net = &route(&[HEDGED])["net_effect"];
    assert_eq!((&net["tier"], &net["tier_all_bedrock"]), (&"median".into(), &"ceiling".into()));
    assert_eq!((&net["granted"]["likely"], &net["with_direct"]), (&(-675_000).into(), &Value::Null));
    let net = &route(&[HEDGED, "--set", "plan.anthropic=false"])["net_effect"];
    assert_eq!(net["granted"]["likely"], -700_000);
    assert_eq!(net["with_direct"]["granted"]["likely"], -675_000);
}

#[test]
fn a_company_without_inference_is_told_so() {
    let found = route(&["profiles/minimal.toml"]);
    assert_eq!((&found["shares"], &found["threshold"]), (&Value::Array(Vec::new()), &Value::Null));
    assert_eq!(found["notes"][0]["code"], "no-inference-spend");
    assert!(answer(&["route", "profiles/minimal.toml"]).contains("no inference to"));
    // Zero is no spend either; spend that begins after the plan has no month that could be a hedge.
    let zero = ceiling(&[0], &[0]);
    let zero: Vec<&str> = [HEDGED].into_iter().chain(zero.iter().map(String::as_str)).collect();
    assert!(shares(&route(&zero)).is_empty());
    let late = ceiling(&[0, 0, 0, 500], &[0, 0, 0, 500]);
    let late: Vec<&str> = [HEDGED, "--horizon", "20"].into_iter().chain(late.iter().map(String::as_str)).collect();
    let found = route(&late);
    assert_eq!((shares(&found).len(), &found["threshold"]), (21, &Value::Null));
    answer(&[&["route"], &late[..]].concat());
}

#[test]
fn a_month_too_large_for_one_service_is_refused() {
    let most = 100_000_000_000_000;
    let plan = ceiling(&[most], &[most]);
    let plan: Vec<&str> = ["route", HEDGED].into_iter().chain(plan.iter().map(String::as_str)).collect();
    assert!(refusal(&plan).contains("out-of-range"));
}

#[test]
fn the_answer_is_as_the_goldens_have_it() {
    let goldens = [("text", "route/hedged.txt"), ("json", "route/hedged.json"), ("markdown", "route/hedged.md")];
    assert_goldens(&["route", HEDGED], &goldens);
    assert_goldens(&["route", "profiles/ladder.toml"], &[("text", "route/ladder.txt")]);
}

#[test]
fn a_text_keeps_to_80_columns_and_shows_names_harmless() {
    assert_fit_for_a_terminal("route", HEDGED);
}

#[test]
fn help_opens_with_an_example() {
    for arguments in [["route", "--help"], ["route", "-h"]] {
        assert!(answer(&arguments).starts_with("Examples:\n  stackplan route "));
    }
}
