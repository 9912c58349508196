//! Plans side by side: each column is `eval` of the edited profile, each difference is one of them.

use serde_json::Value;

use crate::asking::{EXTENDED, LADDER, MEDIAN, assert_is_part_of, at, compare, eval, refused, said, saved};
use crate::support::{Run, Scratch, profiles, root, stackplan};

const HALF: &str = "profiles/half-filled.toml";
const FULL: &str = "profiles/full.toml";

fn columns(args: &[&str]) -> Vec<Value> {
    compare(args)["columns"].as_array().unwrap().clone()
}

fn assert_columns(args: &[&str], evals: &[&[&str]]) {
    let columns = columns(args);
    assert_eq!(columns.len(), evals.len(), "{args:?}");
    for (column, args) in columns.iter().zip(evals) {
        assert!(assert_is_part_of(column, &eval(args), &["label"]) > 60);
    }
}

#[test]
fn each_set_and_unset_is_a_column_that_equals_eval_of_the_edited_profile() {
    let sets = ["traction.mrr=0", "bedrock.commitment=partial", "funding.backers=[]", "spend.claude-api.current=3000"];
    for profile in [LADDER, HALF, FULL, "profiles/missed-gate.toml", "profiles/screened-out.toml"] {
        let mut args = vec![profile];
        sets.iter().for_each(|set| args.extend(["--set", set]));
        args.extend(["--unset", "bedrock.poc"]);
        let edited: Vec<Vec<&str>> = sets.iter().map(|set| vec![profile, "--set", set]).collect();
        let mut evals: Vec<&[&str]> = vec![&args[..1]];
        evals.extend(edited.iter().map(Vec::as_slice));
        let unset = [profile, "--unset", "bedrock.poc"];
        evals.push(&unset);
        assert_columns(&args, &evals);
    }
}

#[test]
fn two_profiles_are_two_columns() {
    assert_columns(&[LADDER, FULL], &[&[LADDER], &[FULL]]);
    let both = [LADDER, MEDIAN, "--start", "2026-03-15", "--horizon", "400"];
    let dated = |profile| [profile, "--start", "2026-03-15", "--horizon", "400"];
    assert_columns(&both, &[&dated(LADDER), &dated(MEDIAN)]);
}

#[test]
fn variants_of_two_profiles_stand_under_their_files() {
    let args = [LADDER, MEDIAN, "--set", "traction.mrr=0"];
    let mrr = |profile| [profile, "--set", "traction.mrr=0"];
    assert_columns(&args, &[&[LADDER], &mrr(LADDER), &[MEDIAN], &mrr(MEDIAN)]);
    let labels: Vec<String> = columns(&args).iter().map(|one| one["label"].as_str().unwrap().to_owned()).collect();
    let expected = [LADDER, "profiles/ladder.toml, traction.mrr=0", MEDIAN, "profiles/median.toml, traction.mrr=0"];
    assert_eq!(labels, expected);
}

#[test]
fn spend_is_scaled_to_the_cent_in_every_form() {
    // 50 % of 2.01 is 1.005 and of 2.03 is 1.015: halves go to the even cent, 1.00 and 1.02. Rates do not change.
    let scratch = Scratch::new();
    let profile = |bedrock: &str, list: &str, constant: &str, growth: &str| {
        let text = format!(
            "[company]\nname = \"Scaled\"\nstage = \"seed\"\n[plan]\nstart = 2026-01-01\n\
             [spend.bedrock]\n{bedrock}\n[spend.infrastructure]\n{growth}\nmonthly_growth = 0.031\n\
             [spend.gpu]\nprovider = \"lambda\"\nmonthly = {list}\n[spend.cdn]\nprovider = \"edge\"\n{constant}\n"
        );
        scratch.write(&format!("{}.toml", text.len()), text)
    };
    let lines = "current = 2.01\nmonth_12 = 2.03\nmonth_24 = 10000.10";
    let whole = profile(lines, "[500, 0.01, 0.03]", "current = 7", "current = 1234.56");
    let half_lines = "current = 1.00\nmonth_12 = 1.02\nmonth_24 = 5000.05";
    let half = profile(half_lines, "[250, 0, 0.02]", "current = 3.5", "current = 617.28");
    let columns = columns(&[&whole, "--scale-spend", "50,100"]);
    assert_eq!(columns.len(), 2);
    assert_eq!(columns[0]["label"], "spend at 50 %");
    for (column, path) in columns.iter().zip([&half, &whole]) {
        let mut expected = eval(&[path]);
        expected["profile"]["path"] = Value::from(whole.as_str());
        assert!(assert_is_part_of(column, &expected, &["label"]) > 60);
    }
}

#[test]
fn the_unchanged_plan_stands_first_unless_it_is_the_one_at_100_percent() {
    let labels = |args: &[&str]| -> Vec<String> {
        columns(args).iter().map(|one| one["label"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(labels(&[LADDER, "--scale-spend", "50,12.5"]), ["unchanged", "spend at 50 %", "spend at 12.5 %"]);
    let three = ["spend at 50 %", "spend at 100 %", "spend at 150 %"];
    assert_eq!(labels(&[LADDER, "--scale-spend", "50,100.0,150"]), three);
}

#[test]
fn a_program_alone_stands_against_the_built_in_one_and_two_against_each_other() {
    let under = |profile| [profile, "--program", EXTENDED];
    assert_columns(&[LADDER, "--program", EXTENDED], &[&[LADDER], &under(LADDER)]);
    let twice = [LADDER, "--program", EXTENDED, "--program", EXTENDED];
    assert_columns(&twice, &[&under(LADDER), &under(LADDER)]);
    let north = "tests/program/profile.toml";
    let set = ["--set", "traction.monthly_active_users=10"];
    let edited: Vec<&str> = under(north).into_iter().chain(set).collect();
    assert_columns(&edited, &[&under(north), &edited]);
}

#[test]
fn a_plan_under_the_extended_program_shows_its_sixth_tier_fifth_tranche_and_second_provider() {
    let args = ["tests/program/profile.toml", "--program", EXTENDED, "--unset", "bedrock.poc"];
    let answer = compare(&args);
    let values = |key: &str| {
        let rows = answer["differences"].as_array().unwrap();
        rows.iter().find(|row| row["key"] == key).map(|row| row["values"].clone())
    };
    assert_eq!(values("tier.assigned").unwrap(), serde_json::json!(["summit", "floor"]));
    assert_eq!(values("grants.accelerator-5.amount.likely").unwrap(), serde_json::json!([400_000, null]));
    assert!(answer["columns"][0]["summary"]["google"]["likely"]["first_bill"].is_number());
    let text = said(&args);
    assert!(text.contains("google: First bill") && text.contains("accelerator-5 amount"), "{text}");
}

/// A difference is a value that the evaluations do not share, at the path where `eval` prints it; none is left out.
#[test]
fn the_differences_are_those_between_the_evaluations() {
    let pairs: [(&str, &[&str]); 5] = [
        (LADDER, &[MEDIAN]),
        (FULL, &[HALF]),
        (LADDER, &[LADDER, "--set", "bedrock.commitment=partial"]),
        ("profiles/missed-gate.toml", &["profiles/missed-gate.toml", "--set", "offer.on_miss=tranche-only"]),
        ("profiles/held.toml", &["profiles/held.toml", "--unset", "credits.0"]),
    ];
    for (first, second) in pairs {
        let args: Vec<&str> = if second.len() == 1 { vec![first, second[0]] } else { second.to_vec() };
        let answer = compare(&[args.as_slice(), &["--case", "all"]].concat());
        let (one, other) = (eval(&[first]), eval(second));
        let rows = answer["differences"].as_array().unwrap();
        for row in rows {
            let key = row["key"].as_str().unwrap();
            let expected = [at(&one, key).clone(), at(&other, key).clone()];
            assert_eq!(row["values"].as_array().unwrap().as_slice(), expected, "{key}");
            assert_ne!(expected[0], expected[1], "{key}");
        }
        let keys: Vec<&str> = rows.iter().map(|row| row["key"].as_str().unwrap()).collect();
        let mut count = 0;
        for key in compared_keys(&answer["columns"]) {
            assert_eq!(keys.contains(&key.as_str()), at(&one, &key) != at(&other, &key), "{first} {key}");
            count += 1;
        }
        assert!(count > 150, "{count}");
    }
}

/// Every path that two columns hold a compared value at.
fn compared_keys(columns: &Value) -> Vec<String> {
    let mut keys: Vec<String> =
        ["tier.assigned", "tier.possible", "tier.award", "screening.eligible", "recommendation.action"]
            .map(str::to_owned)
            .to_vec();
    for column in columns.as_array().unwrap() {
        for (prefix, plan) in [("", column), ("without_accelerator.", &column["without_accelerator"])] {
            for (name, band) in plan["totals"].as_object().unwrap() {
                keys.extend(band.as_object().unwrap().keys().map(|case| format!("{prefix}totals.{name}.{case}")));
            }
            for (provider, cases) in plan["summary"].as_object().unwrap() {
                for (case, answers) in cases.as_object().unwrap() {
                    let fields = answers.as_object().into_iter().flat_map(|answers| answers.keys());
                    keys.extend(fields.map(|field| format!("{prefix}summary.{provider}.{case}.{field}")));
                }
            }
        }
        for grant in column["grants"].as_array().unwrap() {
            let id = grant["id"].as_str().unwrap();
            for field in ["status", "amount", "issued", "expires_on", "left"] {
                keys.extend(["cautious", "likely", "best"].map(|case| format!("grants.{id}.{field}.{case}")));
            }
        }
    }
    keys
}

#[test]
fn a_saved_evaluation_is_the_live_one_to_the_cent() {
    let scratch = Scratch::new();
    for profile in profiles() {
        let all = saved(&[&profile, "--case", "all"]);
        let saved = scratch.write("saved.json", all);
        let answer = compare(&[&saved, &profile, "--case", "all"]);
        assert_eq!(answer["differences"], serde_json::json!([]), "{profile}");
        assert!(assert_is_part_of(&answer["columns"][0], &eval(&[&profile]), &["label"]) > 30);
    }
}

#[test]
fn two_saved_evaluations_are_compared_without_their_profiles() {
    let scratch = Scratch::new();
    let save = |name: &str, profile: &str| scratch.write(name, saved(&[profile]));
    let (one, other) = (save("one.json", LADDER), save("other.json", MEDIAN));
    let (saved, live) = (compare(&[&one, &other]), compare(&[LADDER, MEDIAN]));
    assert_eq!(saved["differences"], live["differences"]);
}

#[test]
fn a_saved_amount_is_read_from_its_own_digits() {
    // 999 999 999 999.99 and 0.01 more are the same binary float of 32 bits, and the sum below of 64.
    let scratch = Scratch::new();
    let saved = saved(&[LADDER]);
    let with = |digits: &str| saved.replacen("\"award\": 1000000", &format!("\"award\": {digits}"), 1);
    let one = scratch.write("one.json", with("90071992547409.93"));
    let other = scratch.write("other.json", with("90071992547409.92"));
    let text = said(&[&one, &other]);
    assert!(text.contains("$90,071,992,547,409.93") && text.contains("-$0.01"), "{text}");
}

#[test]
fn a_file_that_is_no_evaluation_is_told_where_it_stops_to_be_one() {
    let scratch = Scratch::new();
    let saved = saved(&[LADDER]);
    let cases = [
        ("{".to_owned(), "EOF while parsing an object"),
        ("{\"a\": 1}".to_owned(), "missing field `program`"),
        (saved.replacen("\"award\": 1000000", "\"award\": 1e6", 1), "`1e6` is no plain decimal"),
        (saved.replacen("\"award\": 1000000", "\"award\": 1.001", 1), "`1.001` has more than two decimals"),
        (saved.replacen("\"schema_version\": 1", "\"schema_version\": 2", 1), "another schema_version than 1"),
        (saved.replacen("\"eligible\": \"yes\"", "\"eligible\": \"☕\"", 1), "`☕` is none of `yes`, `no`, `unknown`"),
        ("{\"error\": {\"diagnostics\": []}}".to_owned(), "holds the mistakes of a profile"),
    ];
    for (text, wanted) in cases {
        let path = scratch.write("bad.json", text);
        let told = refused(&[&path, LADDER]);
        assert!(told.contains("error[not-an-evaluation]") && told.contains(wanted), "{told}");
    }
    let path = scratch.write("large.json", format!("{{{}", " ".repeat(16 << 20)));
    assert!(refused(&[&path, LADDER]).contains("error[too-large]"));
}

#[test]
fn a_profile_may_come_from_stdin() {
    let text = std::fs::read_to_string(root().join(LADDER)).unwrap();
    let mut command = stackplan();
    command.args(["compare", "-", LADDER, "--format", "json"]).write_stdin(text);
    let answer: Value = serde_json::from_str(&Run::of(&mut command).answer()).unwrap();
    assert_eq!(answer["differences"], serde_json::json!([]));
}

#[test]
fn more_than_four_plans_stand_below_each_other() {
    let text = said(&[LADDER, "--scale-spend", "50,75,100,125,150"]);
    let rows: Vec<&str> = text.lines().filter(|line| line.contains("$") && line.starts_with("  ")).collect();
    assert_eq!(rows.len(), 5, "{text}");
    assert!(rows[0].starts_with("  A     upper-median"), "{text}");
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
}

#[test]
fn text_of_an_input_reaches_no_output_raw() {
    let scratch = Scratch::new();
    let text = std::fs::read_to_string(root().join(LADDER)).unwrap().replace("Rung Systems", "R\\u001B[31m|<b>`x`");
    let hostile = scratch.write("hostile.toml", text);
    let plain = said(&[&hostile, "--set", "company.id=x"]);
    assert!(!plain.contains('\u{1b}') && plain.contains("R\\u{1b}[31m"), "{plain}");
    let markdown = said(&[&hostile, "--set", "company.id=x", "--format", "markdown"]);
    assert!(!markdown.contains("<b>") && markdown.contains("\\|&lt;b&gt;\\`x\\`"), "{markdown}");
    let set = refused(&[LADDER, "--set", "a\u{1b}=1"]);
    assert!(!set.contains('\u{1b}'), "{set}");
}
