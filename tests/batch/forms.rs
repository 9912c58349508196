//! The forms of a result, and the options that `eval` has too.

use super::sample::{ndjson, records};
use crate::support::{Scratch, cents, profiles, run, run_on};
use serde_json::{Value, json};

/// Two good profiles with a bad one between them.
const MIXED: &str = r#"{"company":{"name":"A","stage":"seed"},"plan":{"start":"2026-01-01"}}
{"company":{"name":"B","stage":"sead"},"plan":{"start":"2026-01-01"}}
{"company":{"name":"C","stage":"seed"},"plan":{"start":"2026-01-01"},"spend":{"bedrock":{"current":90000}}}
"#;

fn rows(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

#[test]
fn a_bad_profile_is_a_record_in_its_place_and_the_rest_go_on() {
    let run = run_on(MIXED, ["batch", "-"]);
    assert_eq!((run.status, run.stderr.as_str()), (Some(1), "1 of 3 profiles is not valid\n"));
    let records = records(&run.stdout);
    let keys: Vec<&str> = records.iter().map(|one| if one["error"].is_null() { "ok" } else { "error" }).collect();
    assert_eq!(keys, ["ok", "error", "ok"]);
    let error = &records[1]["error"]["diagnostics"][0];
    assert_eq!((&error["code"], &error["file"], &error["line"]), (&json!("unknown-value"), &json!("-"), &json!(2)));
    assert_eq!(error["column"], MIXED.lines().nth(1).unwrap().find("\"sead\"").unwrap() + 1);
}

#[test]
fn the_list_holds_the_records_of_the_lines() {
    let lines = records(&run_on(MIXED, ["batch", "-"]).stdout);
    let list: Vec<Value> = serde_json::from_str(&run_on(MIXED, ["batch", "-", "--format", "json"]).stdout).unwrap();
    assert_eq!(list, lines);
    for (form, empty) in [("json", "[\n]\n"), ("ndjson", "")] {
        let found = run_on("", ["batch", "-", "--format", form]);
        assert_eq!((found.status, found.stdout.as_str(), found.stderr.as_str()), (Some(0), empty, "0 profiles\n"));
    }
}

#[test]
fn a_flat_row_holds_what_the_object_holds() {
    let objects = records(&run_on(ndjson(), ["batch", "-"]).answer());
    let rows = rows(&run_on(ndjson(), ["batch", "-", "--format", "csv"]).answer());
    assert_eq!(rows.len(), objects.len() + 1);
    for (row, object) in rows[1..].iter().zip(&objects) {
        let cell = |name: &str| row[rows[0].iter().position(|head| head == name).unwrap()].as_str();
        let plain = |value: &Value| match value {
            Value::Null => String::new(),
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        assert_eq!(cell("company"), plain(&object["profile"]["company"]));
        assert_eq!(cell("line"), plain(&object["source"]["line"]));
        assert_eq!(cell("eligible"), plain(&object["screening"]["eligible"]));
        assert_eq!(cell("action"), plain(&object["recommendation"]["action"]));
        assert_eq!(cell("tier_assigned"), plain(&object["tier"]["assigned"]));
        assert_eq!(cell("award"), plain(&object["tier"]["award"]));
        for case in ["cautious", "likely", "best"] {
            for name in ["granted", "consumed", "expired", "balance", "charges", "cash"] {
                assert_eq!(cell(&format!("{name}_{case}")), plain(&object["totals"][name][case]), "{name}");
                let without = &object["without_accelerator"]["totals"][name][case];
                assert_eq!(cell(&format!("without_{name}_{case}")), plain(without), "{name}");
            }
            let summaries = object["summary"].as_object().unwrap().values().map(|provider| &provider[case]);
            let bills: Vec<(i64, i128)> = summaries
                .filter_map(|one| Some((one["first_bill_day"].as_i64()?, cents(&one["first_bill"].to_string()))))
                .collect();
            let day = bills.iter().map(|(day, _)| *day).min();
            let of_day = bills.iter().filter(|(due, _)| Some(*due) == day).map(|(_, amount)| amount);
            let expected = day.map(|day| (day.to_string(), of_day.sum::<i128>()));
            let amount = cell(&format!("first_bill_{case}"));
            let found =
                (!amount.is_empty()).then(|| (cell(&format!("first_bill_day_{case}")).to_owned(), cents(amount)));
            assert_eq!(found, expected);
        }
        let codes: Vec<&str> =
            object["warnings"].as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap()).collect();
        assert_eq!(cell("warnings"), codes.join(";"));
        assert_eq!(cell("error"), "");
    }
}

#[test]
fn a_failed_row_has_every_column_and_the_place() {
    for view in [&[][..], &["--view", "bills"], &["--view", "grants"], &["--view", "position", "--every", "month"]] {
        let args = [&["batch", "-", "--format", "csv"], view].concat();
        let rows = rows(&run_on(MIXED, args).stdout);
        assert!(rows.iter().all(|row| row.len() == rows[0].len()));
        let failed = rows.iter().find(|row| row[1] == "2").unwrap();
        let said = failed.last().unwrap();
        assert!(said.starts_with("unknown-value: `company.stage`") && said.contains("(-:2:"), "{failed:?}");
    }
}

#[test]
fn the_rows_of_a_view_are_those_of_eval_with_the_company_in_front() {
    let path = "profiles/ladder.toml";
    for view in ["position", "bills", "grants"] {
        let single = rows(&run(["eval", path, "--format", "csv", "--view", view, "--case", "all"]).answer());
        let batch = rows(&run(["batch", path, "--format", "csv", "--view", view, "--case", "all"]).answer());
        assert_eq!(batch.len(), single.len());
        for (row, alone) in batch[1..].iter().zip(&single[1..]) {
            assert_eq!(row[..3], [path, "", "Rung Systems"]);
            assert_eq!((&row[4..row.len() - 1], row.last().unwrap().as_str()), (alone.as_slice(), ""));
        }
    }
}

#[test]
fn rows_of_the_position_are_there_where_they_are_asked_for() {
    let path = "profiles/ladder.toml";
    let single = |args: &[&str]| -> Value {
        serde_json::from_str(&run([&["eval", path, "--format", "json"], args].concat()).answer()).unwrap()
    };
    for args in [&["--every", "month"][..], &["--view", "position"], &["--view", "bills", "--case", "all"]] {
        let mut record = records(&run([&["batch", path], args].concat()).answer()).remove(0);
        record.as_object_mut().unwrap().remove("source");
        assert_eq!(record, single(args));
    }
}

#[test]
fn text_keeps_to_eighty_columns_and_markdown_is_one_table() {
    let text = run(["batch", "profiles", "--format", "text"]).answer();
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
    assert_eq!(text.lines().count(), profiles().len() + 3);
    let page = run(["batch", "profiles", "--format", "markdown"]).answer();
    let bars = |line: &str| line.replace("\\|", "").matches('|').count();
    assert!(page.lines().skip(2).all(|line| bars(line) == 9), "{page}");
}

#[test]
fn edits_rules_and_conditions_work_as_in_eval() {
    let args = ["--set", "company.stage=series-b-plus", "--start", "2026-06-01", "--fail-on", "ineligible,no-tier"];
    let run = run_on(MIXED, [&["batch", "-"], args.as_slice()].concat());
    assert_eq!(run.status, Some(1));
    let records = records(&run.stdout);
    assert!(records.iter().all(|one| one["profile"]["start"] == "2026-06-01" && one["screening"]["eligible"] == "no"));
    let told: Vec<&str> = run.stderr.lines().map(|line| line.split(": ").take(3).last().unwrap()).collect();
    assert_eq!(told, ["A", "A", "B", "B", "C", "C"], "{}", run.stderr);
    assert!(run.stderr.starts_with("fail-on ineligible: -:1: A: screening fails\n"), "{}", run.stderr);
}

#[test]
fn the_file_is_whole_or_not_there() {
    let scratch = Scratch::new();
    let target = scratch.path("out.csv");
    assert_eq!(crate::support::run(["batch", "profiles", "-o", &target]).answer(), "");
    assert!(scratch.read("out.csv").starts_with("path,line,company"));
    let bad = scratch.write("bad.csv", "company.nam\nA\n");
    let other = scratch.path("other.csv");
    crate::support::run(["batch", &bad, "-o", &other]).refusal();
    assert!(!std::path::Path::new(&other).exists());
    let refused = crate::support::run(["batch", &bad, "-o", &bad]).refusal();
    assert!(refused.contains("would write over"), "{refused}");
}

/// Two providers whose credits are used up in the same month.
const TWO_DUE: &str = r#"
company = { name = "Two", stage = "series-a", product = "model-native" }
funding.backers = ["Index Ventures"]
bedrock.commitment = "primary"
spend.bedrock.current = 900_000
spend.claude-api.current = 800_000
plan = { start = 2026-02-16, anthropic = true }
"#;

#[test]
fn the_first_bill_is_what_all_providers_of_its_day_ask_for() {
    let scratch = Scratch::new();
    let profile = scratch.write("two.toml", TWO_DUE);
    let object: Value = serde_json::from_str(&run(["eval", &profile, "--format", "json"]).answer()).unwrap();
    let due = |provider: &str| {
        (&object["summary"][provider]["likely"]["first_bill_day"], &object["summary"][provider]["likely"]["first_bill"])
    };
    assert_eq!(due("aws"), (&json!(43), &json!(750_000)));
    assert_eq!(due("anthropic"), (&json!(43), &json!(775_000)));
    let rows = rows(&run(["batch", &profile, "--format", "csv"]).answer());
    let cell = |name: &str| rows[1][rows[0].iter().position(|head| head == name).unwrap()].as_str();
    assert_eq!((cell("first_bill_day_likely"), cell("first_bill_date_likely")), ("43", "2026-03-31"));
    assert_eq!(cents(cell("first_bill_likely")), 152_500_000);
    let (folder, pages) = (scratch.folder().to_str().unwrap(), scratch.path("pages"));
    assert_eq!(run(["report", folder, "-o", &pages]).answer(), "");
    assert!(scratch.read("pages/index.html").contains(">2026-03-31, $1,525,000<"));
}
