//! What `[expect]` says against what `eval` prints; what changed; and the `[expect]` that is printed.

use serde_json::Value;

use crate::support::{Scratch, cents, profiles, root, run, run_on};
use crate::{LADDER, MINIMAL, RULES, each, one};

/// The sample's text without its `[expect]`, which is its last table.
fn without_expect(profile: &str) -> String {
    let text = std::fs::read_to_string(root().join(profile)).unwrap();
    let (before, expect) = text.split_once("\n[expect]\n").unwrap();
    assert!(!expect.contains("\n["), "{profile}: [expect] comes last");
    before.to_owned()
}

/// The object that `eval` prints.
fn eval(arguments: &[&str]) -> Value {
    let found = run([&["eval", "--format", "json", "--every", "none"], arguments].concat()).answer();
    serde_json::from_str(&found).unwrap()
}

fn difference<'v>(found: &'v Value, key: &str) -> &'v Value {
    let all = found["differences"].as_array().unwrap();
    all.iter().find(|one| one["key"] == key).unwrap_or_else(|| panic!("no {key} in {found}"))
}

#[test]
fn each_key_is_compared_with_what_eval_prints() {
    let wrong = [
        ("program", "expect.program=\"older\""),
        ("eligible", "expect.eligible=unknown"),
        ("tier", "expect.tier=floor"),
        ("granted.cautious", "expect.granted.cautious=0.01"),
        ("granted.likely", "expect.granted.likely=1_150_000.01"),
        ("granted.best", "expect.granted.best=1_174_999.99"),
    ];
    let printed = eval(&[LADDER]);
    for (key, edit) in wrong {
        let found = one(&[LADDER, "--set", edit], 1);
        assert_eq!(each(&found["differences"], "key"), [key], "{edit}");
        let got = match key {
            "program" => &printed["program"]["version"],
            "eligible" => &printed["screening"]["eligible"],
            "tier" => &printed["tier"]["assigned"],
            _ => &printed["totals"]["granted"][key.split_once('.').unwrap().1],
        };
        assert_eq!(&difference(&found, key)["got"], got, "{key}");
        let expected = edit.split_once('=').unwrap().1.replace(['_', '"'], "");
        assert_eq!(difference(&found, key)["expected"].to_string().replace('"', ""), expected);
        assert_eq!(difference(&found, key)["line"], Value::Null, "it stands in an argument");
    }
}

#[test]
fn a_key_that_is_left_out_is_not_compared() {
    for key in ["program", "eligible", "tier", "granted", "granted.best"] {
        let key = format!("expect.{key}");
        // A part of granted cannot be left out.
        let status = i32::from(key.ends_with("best"));
        let found = one(&[LADDER, "--unset", &key], status);
        assert_eq!(found["status"], if status == 1 { "invalid" } else { "ok" }, "{key}");
    }
    let found = one(&[LADDER, "--unset", "expect"], 0);
    assert_eq!((&found["status"], &found["has_expect"]), (&Value::from("ok"), &Value::Bool(false)));
    let text = run(["check", LADDER, "--unset", "expect"]).answer();
    assert!(text.starts_with("ok       profiles/ladder.toml (valid; it has no [expect] to compare)\n"), "{text}");
    assert!(text.ends_with("; 1 without\n  [expect]\n"), "{text}");
}

#[test]
fn a_place_is_the_line_of_the_expectation() {
    let path = "tests/check/profiles/differs.toml";
    let text = std::fs::read_to_string(root().join(path)).unwrap();
    let found = one(&[path], 1);
    for difference in found["differences"].as_array().unwrap() {
        let key = difference["key"].as_str().unwrap().rsplit('.').next().unwrap();
        let line = text.lines().nth(difference["line"].as_u64().unwrap() as usize - 1).unwrap();
        let column = difference["column"].as_u64().unwrap() as usize;
        assert!(line[..column - 1].ends_with(&format!("{key} = ")), "{key}: {column} of {line}");
    }
}

#[test]
fn the_reason_names_the_findings_that_decide() {
    let found = one(&[LADDER, "--set", "bedrock.commitment=none", "--set", "company.product=ai-augmented"], 1);
    let why = difference(&found, "eligible")["why"].as_str().unwrap();
    let wanted = "screening.product needs at least ai-component, found ai-augmented; \
                  screening.commitment needs at least partial, found none";
    assert_eq!(why, wanted);
    assert_eq!(difference(&found, "tier")["why"], format!("no tier without eligibility: {wanted}"));

    let found = one(&[LADDER, "--unset", "company.product"], 1);
    let why = difference(&found, "eligible")["why"].as_str().unwrap();
    assert_eq!(why, "screening.product needs at least ai-component, found unknown: fill in company.product");

    let found = one(&[MINIMAL, "--set", "funding.backers=[\"Seedcamp\"]", "--set", "traction.mrr=1"], 1);
    let why = difference(&found, "tier")["why"].as_str().unwrap();
    assert!(why.starts_with("every requirement of lower-median is met: lower-median.stage found seed, "), "{why}");

    // Each sample one tier lower: the reason is what eval finds met of its own tier.
    for profile in profiles() {
        let printed = eval(&[&profile]);
        let Some(tier) = printed["tier"]["assigned"].as_str().filter(|tier| *tier != "floor") else { continue };
        let found = one(&[&profile, "--set", "expect.tier=floor"], 1);
        let why = difference(&found, "tier")["why"].as_str().unwrap();
        for finding in printed["tier"]["findings"].as_array().unwrap().iter().filter(|one| one["tier"] == tier) {
            let named = format!("{} found {}", finding["rule"].as_str().unwrap(), finding["found"].as_str().unwrap());
            assert!(finding["status"] == "met" && why.contains(&named), "{profile}: {named} is not in: {why}");
        }
    }
}

#[test]
fn the_grants_named_add_up_to_what_is_granted() {
    let edit = "expect.granted={cautious=0.07,likely=0.07,best=0.07}";
    for profile in profiles() {
        for horizon in ["730", "100"] {
            let found = one(&[&profile, "--set", edit, "--horizon", horizon], 1);
            for case in ["cautious", "likely", "best"] {
                let difference = difference(&found, &format!("granted.{case}"));
                let why = difference["why"].as_str().unwrap();
                let counted = why.split("; ").next().unwrap();
                let named = counted.split(" + ").filter_map(|grant| Some(grant.split_once('$')?.1));
                let sum: i128 = named.map(cents).sum();
                assert_eq!(sum, cents(&difference["got"].to_string()), "{profile}, {case}: {why}");
            }
        }
    }
}

#[test]
fn a_change_of_the_profile_is_told_from_a_change_of_the_rules() {
    let causes = |arguments: &[&str]| {
        let found = one(arguments, 1);
        let all = found["differences"].as_array().unwrap();
        let causes: Vec<(String, Value)> =
            all.iter().map(|one| (one["key"].as_str().unwrap().to_owned(), one["cause"].clone())).collect();
        (causes, found["change"].as_str().unwrap().to_owned())
    };
    let of = |key: &str, cause: &str| (key.to_owned(), Value::from(cause));
    let granted = |cause| ["granted.cautious", "granted.likely", "granted.best"].map(|key| of(key, cause)).to_vec();

    // Under the rules that it was written for, only the profile can have changed.
    let (found, change) = causes(&[LADDER, "--horizon", "100"]);
    assert_eq!(found, granted("profile"));
    assert!(change.starts_with("the profile changed, not the rules: "), "{change}");

    // Other rules, and the profile holds under the built-in ones that it names.
    let (found, change) = causes(&[LADDER, "--program", RULES]);
    assert_eq!(found, [vec![of("program", "rules")], granted("rules")].concat());
    let wanted = "the rules changed, not the profile: the expectations were written for program 2026.1; this is \
                  2026-03, and under 2026.1 they hold";
    assert_eq!(change, wanted);

    // Other rules, and the tier is another under the built-in ones too.
    let (found, change) = causes(&[LADDER, "--program", RULES, "--set", "bedrock.commitment=partial"]);
    assert_eq!(found[..2], [of("program", "rules"), of("tier", "profile")]);
    assert!(change.starts_with("the rules changed, and so did the profile: "), "{change}");

    // Rules that are not at hand.
    let (found, change) = causes(&[LADDER, "--set", "expect.program=\"2025.1\"", "--set", "expect.tier=summit"]);
    assert_eq!(found, [of("program", "rules"), of("tier", "rules")]);
    assert!(change.starts_with("the rules changed: ") && change.contains("2025.1 is not at hand"), "{change}");

    // Other rules that change nothing here.
    let (found, change) = causes(&[LADDER, "--set", "expect.program=\"2025.1\""]);
    assert_eq!(found, [of("program", "rules")]);
    assert!(change.ends_with("this is 2026.1, and what else is expected holds"), "{change}");

    // No program is named.
    let (found, change) = causes(&[LADDER, "--unset", "expect.program", "--set", "expect.eligible=no"]);
    assert_eq!(found, [("eligible".to_owned(), Value::Null)]);
    assert!(change.contains("names no program"), "{change}");
}

#[test]
fn a_tier_is_one_of_the_rules_that_the_expectation_names() {
    let found = one(&[LADDER, "--set", "expect.tier=cieling"], 1);
    assert_eq!(each(&found["diagnostics"], "code"), ["unknown-value"]);
    assert_eq!(each(&found["diagnostics"], "help"), ["did you mean `ceiling`?"]);
    let unnamed = one(&[LADDER, "--set", "expect.tier=summit", "--unset", "expect.program"], 1);
    assert_eq!(unnamed["status"], "invalid");
    let other = one(&[LADDER, "--set", "expect.tier=summit", "--set", "expect.program=\"9\""], 1);
    let why = difference(&other, "tier")["why"].as_str().unwrap();
    assert!(why.starts_with("these rules have no tier summit, but ceiling, upper-median, "), "{why}");
    let no_id = one(&[LADDER, "--set", "expect.tier=Summit!", "--set", "expect.program=\"9\""], 1);
    assert_eq!(each(&no_id["diagnostics"], "code"), ["id-form"]);
}

#[test]
fn what_is_printed_to_expect_holds() {
    let scratch = Scratch::new();
    let odd = scratch.write("odd.toml", "extends = \"builtin\"\nversion = \"a \\\"b\\\" \\\\ \\t \\u001B\\u202E é\"\n");
    for profile in profiles() {
        for rules in [vec![], vec!["--program", &odd]] {
            let printed = run([&["check", &profile, "--print-expect"], rules.as_slice()].concat()).answer();
            let text = without_expect(&profile) + "\n" + &printed;
            let path = scratch.write("profile.toml", &text);
            let found = one(&[&[path.as_str()], rules.as_slice()].concat(), 0);
            assert_eq!(found["has_expect"], true, "{profile} {rules:?}");
            // It states all that can be stated, and so holds under no other rules.
            let table: toml::Table = printed.parse().unwrap();
            let keys: Vec<&String> = table["expect"].as_table().unwrap().keys().collect();
            let has_tier = eval(&[&[profile.as_str()], rules.as_slice()].concat())["tier"]["assigned"].is_string();
            assert_eq!(keys.len(), 3 + usize::from(has_tier), "{profile}: {keys:?}");
        }
        let same = run(["check", &profile, "--print-expect"]).answer();
        assert_eq!(run_on(without_expect(&profile), ["check", "-", "--print-expect"]).answer(), same, "{profile}");
    }
}

#[test]
fn an_expectation_is_printed_for_one_profile() {
    let said = run(["check", "profiles", "--print-expect"]).refusal();
    assert!(said.starts_with("error: --print-expect takes one profile, and these are 20"), "{said}");
    run(["check", LADDER, MINIMAL, "--print-expect"]).refusal();
    run(["check", LADDER, "--print-expect", "--fail-on", "gap"]).refusal();
    run(["check", LADDER, "--print-expect", "--format", "json"]).refusal();
    assert!(run(["check", "tests/diagnostics/blank.toml", "--print-expect"]).refusal().contains("error[blank]"));
    // The expectations that it replaces do not stand in the way.
    let printed = run(["check", LADDER, "--print-expect"]).answer();
    assert_eq!(run(["check", LADDER, "--print-expect", "--set", "expect.tier=none"]).answer(), printed);
    let scratch = Scratch::new();
    let target = scratch.path("expect.toml");
    assert_eq!(run(["check", LADDER, "--print-expect", "-o", &target]).answer(), "");
    assert_eq!(scratch.read("expect.toml"), printed);
}

#[test]
fn rules_that_make_a_profile_invalid_are_told_from_a_mistake_in_it() {
    let component = "profiles/component.toml";
    let found = one(&[component, "--program", RULES], 1);
    assert_eq!(each(&found["diagnostics"], "code"), ["unknown-value"], "it files a part that these rules do not have");
    let change = "the rules changed, not the profile: it is valid under program 2026.1; this is 2026-03";
    assert_eq!(found["change"], change);
    for format in ["github", "junit"] {
        assert!(run(["check", component, "--program", RULES, "--format", format]).stdout.contains(change), "{format}");
    }
    let text = run(["check", component, "--program", RULES]).stdout.replace("\n  ", " ");
    assert!(text.contains(change), "{text}");
    let found = one(&[component, "--program", RULES, "--set", "company.stage=x"], 1);
    assert_eq!((found["diagnostics"].as_array().unwrap().len(), &found["change"]), (2, &Value::Null));
}
