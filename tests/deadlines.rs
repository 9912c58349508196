//! `stackplan deadlines`: every date and amount is one that `eval` has, what is open stays until it is recorded, and the
//! list is the same in each form.
//!
//! `STACKPLAN_BLESS=1 cargo test --test deadlines` rewrites the goldens in `tests/deadlines`, and fails.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "the helpers of a test may panic"
)]

mod support;

#[path = "deadlines/evaluated.rs"]
mod evaluated;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use stackplan::calendar::{Date, Day};
use support::{Expected, Run, Scratch, profiles, run, run_on, stackplan};

const CASES: [&str; 3] = ["cautious", "likely", "best"];
/// Days on which the samples are looked at: before all of them, among them, and after their last horizon.
const TODAYS: [&str; 6] = ["2025-05-01", "2025-11-24", "2026-02-01", "2026-05-08", "2026-11-24", "2028-06-30"];
/// More days than any deadline of a sample is ahead.
const ALL: &str = "36500";
const LADDER: &str = "profiles/ladder.toml";
/// Accepted; two of three tranches are in.
const IN_PROGRESS: &str = "profiles/in-progress.toml";

/// The object that a run of `deadlines` on a day prints.
fn object(arguments: &[&str], today: &str) -> Value {
    let found = run([&["deadlines", "--format", "json", "--today", today, "--within", ALL], arguments].concat());
    serde_json::from_str(&found.answer()).unwrap()
}

/// The deadlines of an object.
fn list(object: &Value) -> &[Value] {
    object["deadlines"].as_array().unwrap()
}

/// The days left of a deadline, if it is listed on a day.
fn days_left(arguments: &[&str], today: &str, id: &str) -> Option<i64> {
    let object = object(arguments, today);
    let found: Vec<&Value> = list(&object).iter().filter(|one| one["id"] == id).collect();
    assert!(found.len() < 2, "{id} is listed twice");
    found.first().map(|one| one["days_left"].as_i64().unwrap())
}

fn date(text: &str) -> Date {
    Date::parse(text).unwrap()
}

/// What is listed on the day before a date, on it, and on the day after.
fn around(arguments: &[&str], on: &str, id: &str) -> [Option<i64>; 3] {
    [-1, 0, 1].map(|days| days_left(arguments, &date(on).plus(Day(days)).to_string(), id))
}

#[test]
fn every_form_of_the_samples_is_the_one_on_record() {
    let mut expected = Expected::new();
    let forms = [("text", "txt"), ("json", "json"), ("csv", "csv"), ("ics", "ics")];
    for (form, extension) in forms {
        let found = run(["deadlines", "profiles", "--today", "2026-05-08", "--to", form]).answer();
        expected.compare(&format!("tests/deadlines/samples.{extension}"), &found);
    }
    let early = run(["deadlines", "profiles", "--today", "2025-11-24", "--within", "60", "--case", "cautious"]);
    expected.compare("tests/deadlines/early.txt", &early.answer());
    expected.finish();
}

#[test]
fn the_text_keeps_to_80_columns_where_names_have_at_most_15_characters() {
    for today in TODAYS {
        let text = run(["deadlines", "profiles", "--today", today, "--within", ALL]).answer();
        // The one longer name of the samples, shortened.
        let text = text.replace("Northgate Clinical", "Northgate");
        let long: Vec<&str> = text.lines().filter(|line| line.chars().count() > 80).collect();
        assert_eq!(long, [""; 0], "{today}");
    }
}

#[test]
fn what_is_listed_is_exactly_what_eval_has_and_is_open() {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for path in profiles() {
        for case in CASES {
            let plan = evaluated::Plan::of(&path, case);
            for today in TODAYS {
                let object = object(&[&path, "--case", case], today);
                let mut listed = BTreeSet::new();
                for one in list(&object) {
                    let days = date(one["date"].as_str().unwrap()).since(date(today));
                    assert_eq!(one["days_left"], days.0, "{path} {case} {today}: {one}");
                    let told = evaluated::Told::of(one);
                    *seen.entry(told.kind.clone()).or_default() += 1;
                    assert!(listed.insert(told), "{path} {case} {today}: {one} is listed twice");
                }
                assert_eq!(listed, plan.open(date(today)), "{path} {case} {today}");
            }
        }
    }
    let kinds: Vec<&str> = seen.keys().map(String::as_str).collect();
    assert_eq!(kinds, ["decision", "evidence", "expiry", "filing", "first-bill", "gate"]);
    assert!(seen.values().all(|count| *count > 10), "{seen:?}");
}

#[test]
fn the_worst_comes_first() {
    for today in TODAYS {
        let object = object(&["profiles"], today);
        let rank = |one: &Value| {
            let at_risk = &one["at_risk"];
            (
                one["days_left"].as_i64().unwrap(),
                if at_risk.is_null() { 0 } else { -1 - support::cents(&at_risk.to_string()) },
            )
        };
        let ranks: Vec<_> = list(&object).iter().map(rank).collect();
        assert!(ranks.is_sorted(), "{today}: {ranks:?}");
        assert!(!ranks.is_empty() || today == "2028-06-30");
    }
}

#[test]
fn a_filing_is_listed_until_its_day_and_its_decision_after_it() {
    assert_eq!(around(&[LADDER], "2026-01-12", "stack-filed"), [Some(1), Some(0), None]);
    assert_eq!(around(&[LADDER], "2026-01-12", "accelerator-filed"), [Some(1), Some(0), None]);
    // 14 days after the filing, and 75.
    assert_eq!(around(&[LADDER], "2026-01-26", "stack-decision"), [Some(1), Some(0), Some(-1)]);
    assert_eq!(around(&[LADDER], "2026-03-28", "decision"), [Some(1), Some(0), Some(-1)]);
}

#[test]
fn an_overdue_decision_stands_for_all_that_counts_from_it() {
    let gates = |today| {
        let object = object(&[LADDER], today);
        let gates = list(&object).iter().filter(|one| one["kind"] == "gate" && one["if_accepted"] == true);
        gates.count()
    };
    assert_eq!((gates("2026-03-28"), gates("2026-03-29")), (3, 0));
    let recorded = ["--set", "actuals.decision=accepted", "--set", "actuals.decided=2026-03-28"];
    let arguments = [&[LADDER][..], &recorded].concat();
    assert_eq!(days_left(&arguments, "2026-03-29", "decision"), None);
    // 60 days after the decision, whether or not the decision is in the past.
    assert_eq!(around(&arguments, "2026-05-27", "poc-deadline"), [Some(1), Some(0), Some(-1)]);
}

#[test]
fn a_gate_stays_until_it_is_recorded_as_met() {
    // 180 days after 18 September 2025.
    let gate = "commercial-outcome-deadline";
    assert_eq!(around(&[IN_PROGRESS], "2026-03-17", gate), [Some(1), Some(0), Some(-1)]);
    assert_eq!(days_left(&[IN_PROGRESS], "2026-03-17", "commercial-outcome-evidence"), Some(-67));
    assert_eq!(days_left(&[IN_PROGRESS], "2026-03-18", "commercial-outcome-evidence"), None);
    for met in ["2026-03-10", "2026-03-17", "2026-03-20"] {
        let setting = format!("actuals.milestones.commercial-outcome={met}");
        let arguments = [IN_PROGRESS, "--set", &setting];
        assert_eq!(days_left(&arguments, "2026-03-18", gate), None, "{met}");
        // Met in time, the tranche is awaited; met too late, it is gone.
        let awaited = days_left(&arguments, "2026-03-18", "accelerator-3-issued").is_some();
        assert_eq!(awaited, met <= "2026-03-17", "{met}");
    }
}

#[test]
fn expiries_and_bills_are_listed_through_their_day() {
    assert_eq!(around(&["profiles/held.toml"], "2026-01-15", "incubator-25k-ends"), [Some(1), Some(0), None]);
    // 2 000 dollars a month against 1 500 dollars of credits: June's bill is the first.
    let profile = "[company]\nname = \"X\"\nstage = \"series-b-plus\"\n[plan]\nstart = 2026-06-01\n\
                   [spend.infrastructure]\ncurrent = 2000\n[[credits]]\nid = \"held\"\nprovider = \"aws\"\n\
                   remaining = 1500\nissued = 2026-01-01\nexpires = 2026-12-31\ncovers = [\"*\"]\n";
    let scratch = Scratch::new();
    let path = scratch.write("bill.toml", profile);
    assert_eq!(around(&[&path], "2026-06-30", "first-bill-aws"), [Some(1), Some(0), None]);
    assert_eq!(list(&object(&[&path], "2026-06-30"))[0]["at_risk"], 500);
}

#[test]
fn a_gate_puts_at_risk_what_missing_it_takes() {
    // 250 000 a tranche; the decision on 28 March 2026.
    let accepted = ["--set", "actuals.decision=accepted", "--set", "actuals.decided=2026-03-28"];
    let at_risk = |more: &[&str]| -> BTreeMap<String, i64> {
        let object = object(&[&[LADDER][..], &accepted, more].concat(), "2026-04-01");
        let gates = list(&object).iter().filter(|one| one["kind"] == "gate");
        let pair = |one: &Value| (one["id"].as_str().unwrap().to_owned(), one["at_risk"].as_i64().unwrap());
        gates.map(pair).collect()
    };
    let table = |rows: &[(&str, i64)]| -> BTreeMap<String, i64> {
        rows.iter().map(|(gate, amount)| (format!("{gate}-deadline"), *amount)).collect()
    };
    let removed = [("poc", 750_000), ("commercial-outcome", 500_000), ("case-study", 250_000)];
    assert_eq!(at_risk(&[]), table(&removed));
    let single = removed.map(|(gate, _)| (gate, 250_000));
    assert_eq!(at_risk(&["--set", "offer.on_miss=tranche-only"]), table(&single));
    // Met in time: the others stand. Met on day 61 of 60: nothing hangs on them any more.
    assert_eq!(at_risk(&["--set", "actuals.milestones.poc=2026-05-27"]), table(&removed[1..]));
    assert_eq!(at_risk(&["--set", "actuals.milestones.poc=2026-05-28"]), table(&[]));
    let alone = ["--set", "actuals.milestones.poc=2026-05-28", "--set", "offer.on_miss=tranche-only"];
    assert_eq!(at_risk(&alone), table(&single[1..]));
}

#[test]
fn today_is_the_arguments_else_the_environments_else_the_clocks() {
    let as_of = |environment: Option<&str>, argument: Option<&str>| {
        let mut command = stackplan();
        command.args(["deadlines", LADDER, "--format", "json"]).args(argument.map(|today| format!("--today={today}")));
        if let Some(today) = environment {
            command.env("STACKPLAN_TODAY", today);
        }
        let object: Value = serde_json::from_str(&Run::of(&mut command).answer()).unwrap();
        object["today"].as_str().unwrap().to_owned()
    };
    assert_eq!(as_of(Some("2026-02-03"), Some("2026-01-02")), "2026-01-02");
    assert_eq!(as_of(Some("2026-02-03"), None), "2026-02-03");
    assert!(date(&as_of(None, None)) >= date("2026-01-01"));
    let mut command = stackplan();
    let refusal = Run::of(command.args(["deadlines", LADDER]).env("STACKPLAN_TODAY", "soon")).refusal();
    assert!(refusal.contains("STACKPLAN_TODAY is `soon`"), "{refusal}");
    for today in ["2026-02-30", "24.11.2026", "", "2201-01-01"] {
        let refusal = run(["deadlines", LADDER, "--today", today]).refusal();
        assert!(refusal.contains(&format!("--today is `{today}`")), "{refusal}");
    }
}

#[test]
fn the_window_counts_what_it_leaves_out_and_never_what_is_overdue() {
    let within = |days: &str| -> Value {
        let arguments = ["deadlines", "profiles", "--today", "2026-05-08", "--format", "json", "--within", days];
        serde_json::from_str(&run(arguments).answer()).unwrap()
    };
    let all = within(ALL);
    for days in [0, 1, 3, 30, 90] {
        let some = within(&days.to_string());
        let kept: Vec<&Value> = list(&all).iter().filter(|one| one["days_left"].as_i64().unwrap() <= days).collect();
        assert_eq!(list(&some).iter().collect::<Vec<_>>(), kept);
        assert_eq!(some["later"].as_u64().unwrap() as usize, list(&all).len() - kept.len());
    }
    assert!(list(&within("0")).iter().any(|one| one["days_left"].as_i64().unwrap() < 0));
    assert_eq!(all["later"], 0);
}

#[test]
fn csv_has_the_rows_of_json() {
    let arguments = ["deadlines", "profiles", "--today", "2026-05-08", "--format"];
    let table = run([&arguments[..], &["csv"]].concat()).answer();
    let object: Value = serde_json::from_str(&run([&arguments[..], &["json"]].concat()).answer()).unwrap();
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let header = reader.headers().unwrap().clone();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), list(&object).len());
    for (row, one) in rows.iter().zip(list(&object)) {
        for (name, cell) in header.iter().zip(row) {
            let value = if name == "as_of" { &object["today"] } else { &one[name] };
            let text = match value {
                Value::Null => String::new(),
                Value::String(text) => text.clone(),
                Value::Array(items) => items.iter().map(|item| item.as_str().unwrap()).collect::<Vec<_>>().join("; "),
                other => other.to_string(),
            };
            assert_eq!(cell, text, "{name}");
        }
    }
}

/// The value of a property in each event of a calendar, unfolded.
fn each(calendar: &str, name: &str) -> Vec<String> {
    let unfolded = calendar.replace("\r\n ", "");
    let events = unfolded.split("BEGIN:VEVENT\r\n").skip(1);
    let value = |event: &str| {
        let line = event.lines().find_map(|line| line.strip_prefix(&format!("{name}:")).map(str::to_owned));
        line.unwrap_or_else(|| panic!("no {name} in {event}"))
    };
    events.map(value).collect()
}

#[test]
fn the_calendar_has_an_event_a_deadline_under_the_uid_of_its_plans_calendar() {
    let calendar = run(["deadlines", "profiles", "--today", "2026-05-08", "--within", ALL, "--to", "ics"]).answer();
    let object = object(&["profiles"], "2026-05-08");
    let uids = each(&calendar, "UID");
    assert_eq!(uids.iter().collect::<BTreeSet<_>>().len(), uids.len(), "a UID stands twice");
    let mut dates: Vec<String> =
        list(&object).iter().map(|one| one["date"].as_str().unwrap().replace('-', "")).collect();
    dates.sort_unstable();
    assert_eq!(each(&calendar, "DTSTART;VALUE=DATE"), dates);
    let alarms = list(&object).iter().map(|one| match one["kind"].as_str().unwrap() {
        "gate" => 1,
        "expiry" => 2,
        _ => 0,
    });
    assert_eq!(calendar.matches("BEGIN:VALARM").count(), alarms.sum::<usize>());
    // What the calendar of a plan has too is moved by either.
    let mut own = BTreeSet::new();
    for path in profiles() {
        own.extend(each(&run(["report", &path, "--to", "ics"]).answer(), "UID"));
    }
    let apart: Vec<&String> = uids.iter().filter(|uid| !own.contains(*uid)).collect();
    let is_new = |uid: &&&String| ["-evidence@", "stack-decision@", ".first-bill-"].iter().any(|new| uid.contains(new));
    assert_eq!(apart.iter().filter(|uid| !is_new(uid)).collect::<Vec<_>>(), [&&""; 0]);
    assert!(apart.len() < uids.len());
}

#[test]
fn two_profiles_of_one_company_keep_their_events_apart() {
    let scratch = Scratch::new();
    let text = std::fs::read_to_string(support::root().join(LADDER)).unwrap();
    let paths = ["a.toml", "b.toml"].map(|name| scratch.write(name, &text));
    let uids = |today| {
        let calendar = run(["deadlines", &paths[0], &paths[1], "--today", today, "--within", ALL, "--to", "ics"]);
        BTreeSet::from_iter(each(&calendar.answer(), "UID"))
    };
    let (before, after) = (uids("2026-01-01"), uids("2026-01-20"));
    assert!(before.contains("rung-systems.decision@stackplan") && before.contains("rung-systems.2.decision@stackplan"));
    assert!(after.is_subset(&before) && after.len() < before.len());
    // A profile that is named twice is one plan.
    let twice = run(["deadlines", &paths[0], &paths[0], "--today", "2026-01-01", "--format", "json"]).answer();
    let once = run(["deadlines", &paths[0], "--today", "2026-01-01", "--format", "json"]).answer();
    assert_eq!(twice, once);
}

#[test]
fn hostile_names_stay_text_in_every_form() {
    let scratch = Scratch::new();
    let name = "=cmd|' /C calc'!A0\\u001b[31m\\u202e,\\\"x\\\"\\r\\nEND:VEVENT";
    let profile = format!(
        "[company]\nname = \"{name}\"\nstage = \"seed\"\n[partner]\nname = \"@{name}\"\nace_opportunity = \"+{name}\"\n\
         [plan]\nstart = 2026-01-12\n[spend.infrastructure]\ncurrent = 9000\n"
    );
    let path = scratch.write("hostile.toml", profile);
    for form in ["text", "json", "csv", "ics"] {
        let text = run(["deadlines", &path, "--today", "2026-01-12", "--format", form]).answer();
        let is_raw = |c: &char| (c.is_control() && !matches!(c, '\n' | '\r')) || *c == '\u{202e}';
        assert_eq!(text.chars().find(is_raw), None, "{form}");
        assert_eq!(text.contains('\r'), form == "ics", "{form}");
        match form {
            "csv" => {
                let mut reader = csv::Reader::from_reader(text.as_bytes());
                let header = reader.headers().unwrap().clone();
                let at = |name: &str| header.iter().position(|column| column == name).unwrap();
                let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
                assert!(!rows.is_empty());
                for (row, column) in
                    rows.iter().flat_map(|row| ["company", "partner", "ace_opportunity"].map(|c| (row, c)))
                {
                    assert!(row[at(column)].starts_with('\''), "{column}: {row:?}");
                }
            }
            "ics" => {
                let events = text.lines().filter(|line| *line == "BEGIN:VEVENT").count();
                assert_eq!(text.lines().filter(|line| *line == "END:VEVENT").count(), events);
            }
            _ => {}
        }
    }
}

#[test]
fn a_profile_that_fails_is_named_and_the_others_are_listed() {
    let scratch = Scratch::new();
    let bad = scratch.write("bad.toml", "[company]\nname = \"X\"\nstage = \"sede\"\n");
    let gone = scratch.path("gone.toml");
    let arguments = ["deadlines", &bad, LADDER, &gone, "--today", "2026-01-12"];
    let clean = run(["deadlines", LADDER, "--today", "2026-01-12"]).answer();
    let found = run(arguments);
    assert_eq!((found.status, found.stdout), (Some(1), clean));
    assert!(
        found.stderr.contains("did you mean") && found.stderr.contains("there is no such file"),
        "{}",
        found.stderr
    );
    let found = run([&arguments[..], &["--format", "json"]].concat());
    assert_eq!((found.status, found.stderr.as_str()), (Some(1), ""));
    let object: Value = serde_json::from_str(&found.stdout).unwrap();
    let invalid = object["invalid"].as_array().unwrap();
    let named: Vec<&str> = invalid.iter().map(|one| one["path"].as_str().unwrap()).collect();
    assert_eq!(named, [&bad, &gone]);
    assert!(invalid.iter().all(|one| !one["diagnostics"].as_array().unwrap().is_empty()));
    assert!(!list(&object).is_empty());
}

#[test]
fn nothing_that_can_be_evaluated_is_no_answer() {
    let scratch = Scratch::new();
    let bad = scratch.write("bad.toml", "[company]\nname = \"X\"\n");
    let folder = scratch.folder().to_str().unwrap().to_owned();
    assert!(run(["deadlines", &bad, &scratch.path("gone.toml")]).refusal().contains("none of the 2 profiles"));
    assert!(run(["deadlines", &folder, "--partner", "CloudRoute"]).refusal().contains("company.stage"));
    let found = run(["deadlines", &bad, "--format", "json"]);
    let object: Value = serde_json::from_str(&found.stdout).unwrap();
    assert_eq!((found.status, object["error"]["diagnostics"].is_array()), (Some(2), true));
    let refusal = run(["deadlines", "-", "-"]).refusal();
    assert!(refusal.contains("can be read once"), "{refusal}");
    let refusal = run(["deadlines", LADDER, "-o", LADDER]).refusal();
    assert!(refusal.contains("would write over"), "{refusal}");
}

#[test]
fn a_partner_sees_its_own_companies_only() {
    let object = object(&["profiles", "--partner", "CloudRoute"], "2026-05-08");
    assert!(list(&object).len() > 2 && list(&object).iter().all(|one| one["partner"] == "CloudRoute"));
    assert!(object["companies"].as_u64().unwrap() < profiles().len() as u64);
    let refusal = run(["deadlines", "profiles", "--partner", "Cloudroute"]).refusal();
    assert!(refusal.contains("`Cloudroute`") && refusal.contains("`CloudRoute`, `Delta Cloud Partners`"), "{refusal}");
    let refusal = run(["deadlines", LADDER, "--partner", "CloudRoute"]).refusal();
    assert!(refusal.contains("none names a partner"), "{refusal}");
}

#[test]
fn a_file_tells_its_form_and_stdin_is_a_profile() {
    let scratch = Scratch::new();
    for (extension, begins) in
        [("json", "{"), ("csv", "as_of,"), ("ics", "BEGIN:VCALENDAR"), ("txt", "Deadlines as of")]
    {
        let path = scratch.path(&format!("due.{extension}"));
        assert_eq!(run(["deadlines", LADDER, "--today", "2026-01-12", "-o", &path]).answer(), "");
        assert!(scratch.read(&format!("due.{extension}")).starts_with(begins), "{extension}");
    }
    let text = std::fs::read_to_string(support::root().join(LADDER)).unwrap();
    let arguments = ["deadlines", "-", "--today", "2026-01-12"];
    assert_eq!(run_on(text, arguments).answer(), run(["deadlines", LADDER, "--today", "2026-01-12"]).answer());
}
