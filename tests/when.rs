//! `stackplan when`: each row is `eval` of the edited profile, facts hold from their day on, growth is exact.
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

use rows::{answer, assert_fit_for_a_terminal, assert_goldens, assert_same, assert_totals, eval, json, refusal, texts};
use serde_json::Value;

const GROWING: &str = "profiles/growing.toml";

fn filings(arguments: &[&str]) -> Vec<Value> {
    json(&[&["when"], arguments].concat())["rows"].as_array().unwrap().clone()
}

/// The edit of a key in a row's list.
fn edit<'r>(row: &'r Value, key: &str) -> Option<&'r str> {
    texts(&row["set"]).into_iter().find_map(|edit| edit.strip_prefix(key)?.strip_prefix('='))
}

/// The one row of applying on a date.
fn on(date: &str, arguments: &[&str]) -> Value {
    let filed = format!("plan.accelerator_filed={date}");
    let all = [&[GROWING, "--until", date, "--set", filed.as_str()], arguments].concat();
    let mut rows = filings(&all);
    assert_eq!(rows.len(), 1);
    rows.remove(0)
}

fn first_date(tier: &str, arguments: &[&str]) -> Value {
    let found = json(&[&["when"], arguments].concat());
    found["first_dates"].as_array().unwrap().iter().find(|first| first["tier"] == tier).unwrap().clone()
}

#[test]
fn every_row_is_eval_of_the_edited_profile() {
    let extended = ["tests/program/profile.toml", "--program", "tests/program/extended.toml"];
    let moving = ["--set", "growth.monthly_active_users=-0.05", "--set", "growth.stage.series-b-plus=2026-08-09"];
    let plans: [Vec<&str>; 7] = [
        vec![GROWING],
        vec![GROWING, "--start", "2026-02-28", "--horizon", "400", "--unset", "growth.poc.demonstrated"],
        [&extended[..], &moving[..], &["--horizon", "300"]].concat(),
        vec!["profiles/minimal.toml", "--horizon", "120"],
        vec!["profiles/half-filled.toml", "--set", "growth.poc.production=2026-05-05", "--horizon", "120"],
        vec!["profiles/screened-out.toml", "--horizon", "90"],
        vec!["profiles/short-commitment.toml", "--horizon", "90"],
    ];
    let mut compared = 0;
    for plan in plans {
        for row in filings(&plan) {
            let evaluated = eval(&plan, &texts(&row["set"]));
            assert_same(&row, &evaluated);
            assert_totals(&row["without_accelerator"], &evaluated["without_accelerator"]["totals"]);
            compared += 1;
        }
    }
    assert!(compared > 60, "{compared}");
}

#[test]
fn rows_are_the_filing_date_and_the_first_of_each_month() {
    let dates = |arguments: &[&str]| -> Vec<String> {
        filings(arguments).iter().map(|row| row["date"].as_str().unwrap().to_owned()).collect()
    };
    let own = "plan.accelerator_filed=2026-03-01";
    assert_eq!(dates(&[GROWING, "--until", "2026-03-01"]), ["2026-01-12", "2026-02-01", "2026-03-01"]);
    assert_eq!(dates(&[GROWING, "--until", "2026-02-28"]), ["2026-01-12", "2026-02-01"]);
    assert_eq!(dates(&[GROWING, "--until", "2026-04-30", "--set", own]), ["2026-03-01", "2026-04-01"]);
    assert_eq!(dates(&[GROWING]).last().unwrap(), "2028-01-01");
    let quarters: Vec<Value> =
        filings(&[GROWING, "--until", "2026-12-31"]).iter().map(|row| row["quarter"].clone()).collect();
    assert_eq!(quarters[2..5], ["2026-Q1", "2026-Q2", "2026-Q2"]);
    assert_eq!(quarters.last().unwrap(), "2026-Q4");
}

#[test]
fn revenue_and_users_grow_exactly() {
    // 38 000 x 1.08 = 41 040; x 1.08^2 = 44 323.20; x 1.08^3 = 47 869.056, rounded to 47 869.06.
    let row = &filings(&[GROWING, "--until", "2026-04-01"])[3];
    let values = "[29500,31000,33000,34200,36100,38000,41040,44323.2,47869.06]";
    assert_eq!(edit(row, "traction.mrr"), Some(values));
    // 1 900 x 1.12^3 = 2 669.36…: whole users.
    assert_eq!(edit(row, "traction.monthly_active_users"), Some("2669"));
    // Half a cent goes to the even neighbour: 0.50 x 1.01 = 0.505, 1.50 x 1.01 = 1.515.
    let grown = |mrr: &str| {
        let mrr = format!("traction.mrr={mrr}");
        let row = &filings(&[GROWING, "--until", "2026-02-01", "--set", &mrr, "--set", "growth.mrr=0.01"])[1];
        edit(row, "traction.mrr").unwrap().to_owned()
    };
    assert_eq!([grown("0.50"), grown("1.50")], ["[0.5,0.5]", "[1.5,1.52]"]);
    // A shrinking fact shrinks: 1 900 x 0.9^2 = 1 539.
    let row = &filings(&[GROWING, "--until", "2026-03-01", "--set", "growth.monthly_active_users=-0.1"])[2];
    assert_eq!(edit(row, "traction.monthly_active_users"), Some("1539"));
}

#[test]
fn the_month_of_the_start_has_not_grown_yet() {
    for date in ["2026-01-12", "2026-01-31"] {
        assert_eq!(texts(&on(date, &[])["set"]), [format!("plan.accelerator_filed={date}")]);
    }
    assert_eq!(edit(&on("2026-02-28", &[]), "traction.monthly_active_users"), Some("2128"));
}

#[test]
fn a_dated_fact_holds_from_its_day_on() {
    let cases = [
        ("company.stage", "2026-09-15", None, "series-a"),
        ("funding.backers", "2026-09-15", None, r#"["Cais do Porto Ventures","Index Ventures"]"#),
        ("bedrock.poc", "2026-03-20", None, "demonstrated"),
        ("bedrock.poc", "2026-06-01", Some("demonstrated"), "production"),
        ("traction.enterprise_lois", "2026-07-15", None, r#"["Maas Forwarding"]"#),
    ];
    for (key, day, before, after) in cases {
        let (month, number) = day.rsplit_once('-').unwrap();
        let number: u32 = number.parse().unwrap();
        let previous = if number == 1 { "2026-05-31".to_owned() } else { format!("{month}-{:02}", number - 1) };
        let next = format!("{month}-{:02}", number + 1);
        assert_eq!(edit(&on(&previous, &[]), key), before, "{key} the day before");
        assert_eq!(edit(&on(day, &[]), key), Some(after), "{key} on the day");
        assert_eq!(edit(&on(&next, &[]), key), Some(after), "{key} the day after");
    }
    let tier = |date| on(date, &[])["tier"].clone();
    assert_eq!(["2026-09-14", "2026-09-15", "2026-09-16"].map(tier), ["median", "ceiling", "ceiling"]);
}

#[test]
fn a_lower_level_or_a_known_name_changes_nothing() {
    let changes = ["--set", "growth.stage.pre-seed=2026-02-01", "--set", "growth.poc.none=2026-02-01"];
    let known = ["--set", r#"growth.backers={"Cais do Porto Ventures"=2026-02-01}"#];
    let row = on("2026-02-15", &[&changes[..], &known[..]].concat());
    for key in ["company.stage", "bedrock.poc", "funding.backers"] {
        assert_eq!(edit(&row, key), None, "{key}");
    }
}

#[test]
fn names_go_through_edits_as_they_are_written() {
    let name = r#"growth.backers={"A \"B\" \\ C, \u202E]=株"=2026-02-02}"#;
    let row = on("2026-02-15", &["--set", name]);
    let evaluated = eval(&[GROWING], &texts(&row["set"]));
    assert_same(&row, &evaluated);
    assert_eq!(
        edit(&row, "funding.backers").unwrap(),
        "[\"Cais do Porto Ventures\",\"A \\\"B\\\" \\\\ C, \\u202E]=株\"]"
    );
}

#[test]
fn growth_over_six_values_shows_once_there_are_six() {
    // One value of 60 000 now: with the fifth new one the list has six, and growth is known.
    let alone = ["--set", "traction.mrr=60000", "--set", "growth.mrr=0.01", "--unset", "growth.enterprise_lois"];
    let series_a = ["--set", "company.stage=series-a", "--unset", "traction.enterprise_lois"];
    let arguments = [&[GROWING, "--set", "funding.backers=[\"NEA\"]"], &alone[..], &series_a[..]].concat();
    let ceiling = first_date("ceiling", &arguments);
    assert_eq!((&ceiling["date"], &ceiling["decided_by"][0]), (&"2026-06-01".into(), &"traction".into()));
}

#[test]
fn the_first_date_is_exact_where_a_date_decides_and_a_month_where_growth_does() {
    let date = |tier| first_date(tier, &[GROWING])["date"].clone();
    assert_eq!(
        ["ceiling", "upper-median", "median", "lower-median"].map(date),
        ["2026-09-15", "2026-09-15", "2026-03-20", "2026-01-12"]
    );
    assert_eq!(texts(&first_date("ceiling", &[GROWING])["decided_by"]), ["stage", "backing"]);
    assert!(first_date("floor", &[GROWING])["decided_by"].as_array().unwrap().is_empty());
    // 9 000 users x 1.12 = 10 080 on 1 February; 8 900 x 1.12 = 9 968 are too few until March.
    let users = |now: &str| {
        let now = format!("traction.monthly_active_users={now}");
        let facts = ["company.stage=series-a", "growth.enterprise_lois={}", "traction.mrr=1", &now];
        let edits = facts.iter().flat_map(|fact| ["--set", fact]);
        first_date("upper-median", &[GROWING].into_iter().chain(edits).collect::<Vec<_>>())["date"].clone()
    };
    assert_eq!([users("9000"), users("8900")], ["2026-02-01", "2026-03-01"]);
}

#[test]
fn a_tier_out_of_reach_says_what_it_needs() {
    let ceiling = first_date("ceiling", &[GROWING, "--until", "2026-09-14"]);
    assert_eq!(ceiling["date"], Value::Null);
    let open: Vec<&Value> = ceiling["open"].as_array().unwrap().iter().map(|gap| &gap["signal"]).collect();
    assert_eq!(open, ["stage", "backing"]);
    let screened = first_date("floor", &["profiles/screened-out.toml"]);
    assert_eq!((&screened["date"], &screened["open"][0]["signal"]), (&Value::Null, &"product".into()));
}

#[test]
fn waiting_is_compared_with_applying_first() {
    let rows = filings(&[GROWING]);
    let cents = |value: &Value| {
        let text = value.to_string();
        let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
        let part: i64 = format!("{part:0<2}").parse().unwrap();
        let whole_cents: i64 = whole.parse::<i64>().unwrap() * 100;
        if text.starts_with('-') { whole_cents - part } else { whole_cents + part }
    };
    for row in &rows {
        for case in ["cautious", "likely", "best"] {
            for key in ["granted", "consumed", "lapsed", "cash"] {
                let difference = cents(&row[key][case]) - cents(&rows[0][key][case]);
                assert_eq!(cents(&row["against_first"][key][case]), difference, "{key} {row}");
            }
            let end = |key: &str| cents(&row["against_first"][key][case]);
            assert_eq!(end("cash"), -end("consumed"), "what credits do not pay is cash");
        }
    }
    // Applying on 2027-11-01 is too late for any tranche by 2028-01-12: the whole million comes after it.
    let late = rows.iter().find(|row| row["date"] == "2027-11-01").unwrap();
    assert_eq!((&late["granted"]["likely"], &late["after_end"]["likely"]), (&150_000.into(), &1_000_000.into()));
}

#[test]
fn growth_moves_nothing_of_the_plan_as_it_stands() {
    let plain = answer(&["eval", GROWING, "--unset", "growth", "--format", "json"]);
    assert_eq!(answer(&["eval", GROWING, "--format", "json"]), plain);
}

#[test]
fn a_company_that_has_its_decision_has_nothing_to_time() {
    for (profile, word) in [("profiles/in-progress.toml", "accepted"), ("profiles/rejected.toml", "--unset")] {
        let found = json(&["when", profile]);
        assert_eq!(found["rows"], Value::Array(Vec::new()));
        assert_eq!(found["notes"][0]["code"], "decided");
        assert!(answer(&["when", profile]).contains(word));
    }
    let again = ["--unset", "actuals.decision", "--unset", "actuals.decided"];
    assert!(!filings(&[&["profiles/rejected.toml"], &again[..]].concat()).is_empty());
}

#[test]
fn notes_say_what_the_rows_leave_out() {
    let codes = |arguments: &[&str]| -> Vec<String> {
        let found = json(&[&["when", "--until", "2026-12-01"], arguments].concat());
        found["notes"].as_array().unwrap().iter().map(|note| note["code"].as_str().unwrap().to_owned()).collect()
    };
    assert!(codes(&[GROWING]).is_empty());
    assert_eq!(codes(&[GROWING, "--unset", "growth"]), ["nothing-grows"]);
    assert_eq!(codes(&[GROWING, "--unset", "traction.mrr"]), ["nothing-to-grow"]);
    assert_eq!(codes(&[GROWING, "--set", "plan.accelerator=false"]), ["no-award"]);
    let late = ["--set", "growth.stage.series-b-plus=2026-10-10"];
    assert_eq!(codes(&[&[GROWING], &late[..]].concat()), ["no-award", "stack-changes"]);
}

#[test]
fn a_last_date_outside_the_plan_is_refused() {
    for (until, word) in [
        ("2026-01-11", "before the plan's own filing date"),
        ("2028-01-13", "after the plan's last day"),
        ("soon", "a date such as"),
    ] {
        let said = refusal(&["when", GROWING, "--until", until]);
        assert!(said.contains(word), "{said}");
    }
    for until in ["2026-01-12", "2028-01-12"] {
        answer(&["when", GROWING, "--until", until]);
    }
}

#[test]
fn mistakes_under_growth_are_named() {
    let cases = [
        ("growth.stage.serie-a=2026-09-01", "unknown-key", "did you mean `series-a`?"),
        ("growth.pocs=1", "unknown-key", "did you mean `poc`?"),
        ("growth.stage.series-a=2026-01-12", "date-order", "wanted a day after 2026-01-12"),
        ("growth.poc.production=2201-01-01", "date-range", "wanted 1970 to 2200"),
        ("growth.poc.production=soon", "date-form", "wanted YYYY-MM-DD"),
        ("growth.backers={\" \"=2026-09-01}", "blank", "wanted a name"),
        ("growth.backers=x", "wrong-type", "wanted a table"),
        ("growth.mrr=10.1", "out-of-range", "wanted -0.99 to 10"),
        ("growth.mrr=-1", "out-of-range", "wanted -0.99 to 10"),
        ("growth.monthly_active_users=0.1234567", "too-many-decimals", "wanted at most 6"),
    ];
    for (change, code, words) in cases {
        for command in ["when", "eval"] {
            let said = refusal(&[command, GROWING, "--set", change]);
            assert!(said.contains(&format!("error[{code}]")) && said.contains(words), "{change}\n{said}");
        }
    }
    let long = format!("growth.backers={{\"{}\"=2026-09-01}}", "x".repeat(201));
    assert!(refusal(&["when", GROWING, "--set", &long]).contains("text-length"));
    answer(&["when", GROWING, "--set", "growth.stage.series-a=2026-01-13", "--set", "growth.mrr=-0.99"]);
}

#[test]
fn a_fact_that_outgrows_its_bounds_is_refused_only_where_it_is_looked_at() {
    // 38 000 x 11^8 is above 10^12.
    let change = ["--set", "growth.mrr=10"];
    answer(&[&["eval", GROWING], &change[..]].concat());
    answer(&[&["when", GROWING, "--until", "2026-08-31"], &change[..]].concat());
    let said = refusal(&[&["when", GROWING, "--until", "2026-09-01"], &change[..]].concat());
    assert!(said.contains("out-of-range") && said.contains("by month 8"), "{said}");
    let said = refusal(&["when", GROWING, "--set", "growth.monthly_active_users=10"]);
    assert!(said.contains("`traction.monthly_active_users` grows above"), "{said}");
}

#[test]
fn a_full_list_of_revenue_makes_room_for_what_is_new() {
    let values: Vec<String> = (1..=1000).map(|value| value.to_string()).collect();
    let mrr = format!("traction.mrr=[{}]", values.join(","));
    let row = &filings(&[GROWING, "--until", "2026-02-01", "--set", &mrr])[1];
    let list = edit(row, "traction.mrr").unwrap();
    assert!(list.starts_with("[2,3,") && list.ends_with(",1000,1080]"), "{list}");
}

#[test]
fn the_answer_is_as_the_goldens_have_it() {
    let goldens = [("text", "when/growing.txt"), ("json", "when/growing.json"), ("markdown", "when/growing.md")];
    assert_goldens(&["when", GROWING, "--until", "2026-10-01"], &goldens);
}

#[test]
fn a_text_keeps_to_80_columns_and_shows_names_harmless() {
    assert_fit_for_a_terminal("when", GROWING);
}

#[test]
fn help_opens_with_an_example() {
    for arguments in [["when", "--help"], ["when", "-h"]] {
        assert!(answer(&arguments).starts_with("Examples:\n  stackplan when "));
    }
}
