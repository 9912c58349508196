//! Tables: cells are read by the kind that their key takes, columns are checked before any row.

use super::sample::records;
use crate::support::{Scratch, run, run_on};
use serde_json::Value;

/// The records of a table on stdin.
fn answers(table: &str, args: &[&str]) -> Vec<Value> {
    let run = run_on(table, [&["batch", "-", "--from", "csv"], args].concat());
    assert!(run.status == Some(0) || run.status == Some(1), "{}", run.stderr);
    records(&run.stdout)
}

/// The code of each record's first mistake, empty where there is none.
fn codes(records: &[Value]) -> Vec<&str> {
    records.iter().map(|one| one["error"]["diagnostics"][0]["code"].as_str().unwrap_or("")).collect()
}

#[test]
fn a_cell_is_read_by_the_kind_that_its_key_takes() {
    let table = "company.name,company.stage,plan.start,company.ai_ml_credibility,traction.mrr,funding.backers,milestones.poc.expected\n\
                 007,seed,2026-01-01,TRUE,1200.50,Accel;Seed Fund,47\n\
                 true,seed,2026-01-01,false,1;2;3,[],2026-09-01\n\
                 2026-01-01,seed,2026-01-01,,,,\n\
                 a;b,seed,2026-01-01,,,Accel,\n";
    let records = answers(table, &[]);
    assert_eq!(codes(&records), ["", "", "", ""]);
    let names: Vec<&str> = records.iter().map(|one| one["profile"]["company"].as_str().unwrap()).collect();
    assert_eq!(names, ["007", "true", "2026-01-01", "a;b"]);
    let proved = |signal: &str| -> Vec<String> {
        records
            .iter()
            .map(|one| format!("{} {}", one["signals"][signal]["proved"], one["signals"][signal]["possible"]))
            .collect()
    };
    assert_eq!(
        proved("team"),
        ["\"credible\" \"credible\"", "\"none\" \"none\"", "\"none\" \"credible\"", "\"none\" \"credible\""]
    );
    assert_eq!(proved("backing")[..3], ["\"tier-1\" \"tier-1\"", "\"none\" \"none\"", "\"none\" \"tier-1\""]);
    assert_eq!(proved("backing")[3], "\"tier-1\" \"tier-1\"");
}

#[test]
fn held_credits_are_columns_with_numbers() {
    let table = "credits.1.id,credits.1.provider,credits.1.remaining,credits.1.issued,credits.1.expires,credits.1.covers,\
                 credits.0.id,credits.0.provider,credits.0.remaining,credits.0.issued,credits.0.expires,credits.0.covers,\
                 company.name,company.stage,plan.start\n\
                 b,aws,20,2025-01-01,2027-01-31,*,a,aws,10,2025-01-01,2027-01-31,bedrock;infrastructure,A,seed,2026-01-01\n\
                 b,aws,20,2025-01-01,2027-01-31,*,,,,,,,B,seed,2026-01-01\n\
                 ,,,,,,,,,,,,C,seed,2026-01-01\n";
    let held = |record: &Value| -> Vec<String> {
        let grants = record["grants"].as_array().unwrap().iter().filter(|grant| grant["program"] == "held");
        grants.map(|grant| format!("{} {}", grant["id"], grant["amount"]["likely"])).collect()
    };
    let found: Vec<Vec<String>> = answers(table, &[]).iter().map(held).collect();
    assert_eq!(found, [vec!["\"a\" 10", "\"b\" 20"], vec!["\"b\" 20"], vec![]]);
}

#[test]
fn a_mistake_in_a_cell_is_placed_at_the_cell() {
    let table = "company.name,company.stage,plan.start,traction.mrr\r\n\
                 \"Line\nbreak, Inc\",seed,2026-01-01,1\r\n\r\n\
                 B, sead ,2026-01-01,1e3\r\n\
                 C,seed,2026-13-01,\"1,000\"\r\n\
                 D,seed\r\n";
    let records = answers(table, &[]);
    assert_eq!(codes(&records), ["", "unknown-value", "date-form", "syntax"]);
    let lines: Vec<u64> = records.iter().map(|one| one["source"]["line"].as_u64().unwrap()).collect();
    assert_eq!(lines, [2, 5, 6, 7]);
    let places = |record: &Value| -> Vec<(u64, u64)> {
        let found = record["error"]["diagnostics"].as_array().unwrap().iter();
        found.map(|one| (one["line"].as_u64().unwrap(), one["column"].as_u64().unwrap())).collect()
    };
    assert_eq!(places(&records[1]), [(5, 4), (5, 21)]);
    assert_eq!(places(&records[2]), [(6, 8), (6, 19)]);
    assert_eq!(records[0]["profile"]["company"], "Line\nbreak, Inc");
}

#[test]
fn columns_of_another_name_are_mapped() {
    let table = "\u{feff}Account,Stage,Monthly revenue,No. of users,Notes\nA,seed,60000,20000,=1+1\n";
    let args = [
        "--map",
        "Account=company.name",
        "--map",
        "Stage=company.stage",
        "--map",
        "Monthly revenue=traction.mrr",
        "--map",
        "No. of users=traction.monthly_active_users",
        "--start",
        "2026-01-01",
    ];
    let refused = run_on(table, [&["batch", "-", "--from", "csv"], args.as_slice()].concat()).refusal();
    assert!(refused.contains("`Notes` is not a key of the format") && refused.contains("--> -:1:"), "{refused}");
    let records = answers(table, &[args.as_slice(), &["--ignore-unknown"]].concat());
    assert_eq!(codes(&records), [""]);
    assert_eq!(records[0]["signals"]["traction"]["proved"], "scale");
}

#[test]
fn a_header_is_refused_before_any_row_with_every_mistake() {
    let scratch = Scratch::new();
    let good = scratch.write("good.csv", "company.name,company.stage,plan.start\nA,seed,2026-01-01\n");
    let bad =
        scratch.write("bad.csv", "company.nmae,company.stage,company.stage,traction,milestones.pocc.expected\nA,,,,\n");
    let refused = run(["batch", &good, &bad]).refusal();
    for expected in [
        "did you mean `company.name`?",
        "did you mean `poc`?",
        "`company.stage` and `company.stage` cannot both",
        "`traction` is one cell",
        "`company.name` is missing",
        "`plan.start` is missing",
        "bad.csv:1:",
    ] {
        assert!(refused.contains(expected), "{expected}: {refused}");
    }
    let refused = run(["batch", &good, "--map", "Nmae=company.name"]).refusal();
    assert!(refused.contains("names no column of the file"), "{refused}");
    let refused = run_on("company.name;company.stage\nA;seed\n", ["batch", "-", "--from", "csv"]).refusal();
    assert!(refused.contains("separated by `;`; wanted commas") && refused.contains("\n1 mistake;"), "{refused}");
    for args in [["--map", "x"], ["--map", "=traction.mrr"]] {
        assert!(run([&["batch", &good], args.as_slice()].concat()).refusal().contains("wanted NAME=KEY"));
    }
    assert!(run(["batch", "profiles", "--map", "a=traction.mrr"]).refusal().contains("--map is for CSV"));
}

#[test]
fn a_column_of_another_system_is_told_the_key_that_it_may_be() {
    let keys = [
        ("Stage", "company.stage"),
        ("mrr", "traction.mrr"),
        ("Monthly active users", "traction.monthly_active_users"),
    ];
    let more = [("traction.mmr", "traction.mrr"), ("spend.bedrock.curent", "spend.bedrock.current")];
    for (name, key) in keys.into_iter().chain(more) {
        let table = format!("company.name,company.stage,plan.start,{name}\nA,seed,2026-01-01,1\n");
        let refused = run_on(table, ["batch", "-", "--from", "csv"]).refusal();
        let expected = format!("did you mean `{key}`? --map \"{name}={key}\" says so");
        assert!(refused.contains(&expected), "{expected}: {refused}");
    }
}

#[test]
fn cells_of_a_result_are_harmless_in_a_spreadsheet() {
    let table = "company.name,company.stage,plan.start\n=cmd|' /C calc'!A0,seed,2026-01-01\n\"+1,\"\"2\"\"\",seed,2026-01-01\n\u{1b}[31m,seed,2026-01-01\n";
    let output = run_on(table, ["batch", "-", "--from", "csv", "--format", "csv"]).answer();
    let mut reader = csv::Reader::from_reader(output.as_bytes());
    let names: Vec<String> = reader.records().map(|row| row.unwrap()[2].to_owned()).collect();
    assert_eq!(names, ["'=cmd|' /C calc'!A0", "'+1,\"2\"", "\\u{1b}[31m"]);
}

#[test]
fn a_quote_that_is_never_closed_is_one_mistake() {
    let table = format!(
        "company.name,company.stage,plan.start\nA,seed,2026-01-01\n\"B,seed,2026-01-01\n{}",
        "C,seed,2026-01-01\n".repeat(100_000)
    );
    let records = answers(&table, &[]);
    assert_eq!(codes(&records), ["", "too-large"]);
}

#[test]
fn rows_cut_anywhere_by_the_pipe_are_the_same_rows() {
    let row =
        |index: usize| format!("\"Company, \"\"{index}\"\"\r\nline\",seed,2026-01-01,{}\r\n", "x".repeat(index % 50));
    let table: String =
        std::iter::once("company.name,company.stage,plan.start,traction.other_validation\r\n".to_owned())
            .chain((0..3_000).map(row))
            .collect();
    let records = answers(&table, &["--every", "none", "--view", "grants"]);
    assert_eq!(records.len(), 3_000);
    for (index, record) in records.iter().enumerate() {
        assert_eq!(record["profile"]["company"], format!("Company, \"{index}\"\r\nline"));
        assert_eq!(record["source"]["line"], 2 + 2 * index);
    }
}

#[test]
fn a_quote_that_is_never_closed_does_not_hide_the_rows_behind_it() {
    let head = "company.name,company.stage,plan.start,Notes\nA,seed,2026-01-01,\"a \"\"b\"\"\"\n";
    let rest = "C,seed,2026-01-01,c\n".repeat(50);
    let table = format!("{head}B,seed,2026-01-01,\"oops\n{rest}");
    let args = ["batch", "-", "--from", "csv", "--ignore-unknown"];
    let found = run_on(table.clone(), args);
    assert_eq!((found.status, found.stderr.as_str()), (Some(1), "1 of 2 profiles is not valid\n"));
    let error = &super::sample::records(&found.stdout)[1]["error"]["diagnostics"][0];
    assert_eq!((&error["code"], &error["line"]), (&"syntax".into(), &3.into()));
    assert!(error["message"].as_str().unwrap().contains("takes in the 50 lines behind it"), "{error}");
    assert_eq!(run_on(table, args.into_iter().chain(["--summary"])).status, Some(1));
    for end in ["\"", "\"\n", "\n\n"] {
        let last = format!("{head}B,seed,2026-01-01,{}{end}", if end == "\n\n" { "x\" y" } else { "\"x\n" });
        assert_eq!(super::sample::records(&run_on(last, args).answer()).len(), 2, "{end:?}");
    }
    let refused = run_on("company.name,\"company.stage\nA,seed\n", args).refusal();
    assert!(refused.contains("never closed"), "{refused}");
}

#[test]
fn what_a_column_is_mapped_to_is_a_key_even_where_unknown_columns_are_left_unread() {
    let table = "company.name,company.stage,plan.start,Monthly revenue,Notes\nA,seed,2026-01-01,60000,x\n";
    let args = ["batch", "-", "--from", "csv", "--ignore-unknown", "--map"];
    let refused = run_on(table, args.into_iter().chain(["Monthly revenue=traction.mmr"])).refusal();
    assert!(refused.contains("did you mean --map \"Monthly revenue=traction.mrr\"?"), "{refused}");
    assert!(refused.ends_with("\n1 mistake; nothing was written\n"), "{refused}");
}
