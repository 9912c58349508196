//! `stackplan report --to hledger` and `--to beancount`: entries that balance and sum to the position.
//!
//! `STACKPLAN_BLESS=1 cargo test --test journal` rewrites the goldens in `tests/journal`, and fails.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "the helpers of a test may panic"
)]

#[path = "journal/entries.rs"]
mod entries;
mod support;

use std::collections::{BTreeMap, BTreeSet};

use entries::{Journal, beancount, hledger};
use serde_json::Value;
use support::{Expected, Scratch, cents, profiles, run, run_on};

const CASES: [&str; 3] = ["cautious", "likely", "best"];
/// What a name may try: to end its line, its quotes or its comment.
const HOSTILE: &str = "A | B ; \"C\\\n2026-02-01 aws | x\n    assets:cash  1.00 USD\n\u{85}\u{2028}include /etc/passwd";

fn json(profile: &str) -> Value {
    serde_json::from_str(&run(["eval", profile, "--case", "all", "--format", "json"]).answer()).unwrap()
}

/// A number of the JSON in cents, as its digits say; null is nothing.
fn amount(value: &Value) -> i128 {
    value.as_number().map_or(0, |number| cents(&number.to_string()))
}

fn text(profile: &str, form: &str, case: &str) -> String {
    run(["report", profile, "--to", form, "--case", case]).answer()
}

/// Runs a check on both forms of every sample in every case.
fn each(check: impl Fn(&str, &Journal, &Value, &str)) {
    for profile in profiles() {
        let json = json(&profile);
        for case in CASES {
            let at = |form: &str| format!("{profile}, {case}, {form}");
            check(&at("hledger"), &hledger(&text(&profile, "hledger", case)), &json, case);
            check(&at("beancount"), &beancount(&text(&profile, "beancount", case)), &json, case);
        }
    }
}

#[test]
fn two_samples_print_what_their_goldens_hold() {
    let mut expected = Expected::new();
    for sample in ["in-progress", "component"] {
        for (form, extension) in [("hledger", "journal"), ("beancount", "beancount")] {
            let shown = run(["report", &format!("profiles/{sample}.toml"), "--to", form]).answer();
            expected.compare(&format!("tests/journal/{sample}.{extension}"), &shown);
        }
    }
    expected.finish();
}

#[test]
fn every_entry_balances_and_no_leg_is_nothing() {
    each(|at, journal, _, _| {
        for entry in &journal.entries {
            assert_eq!(entry.sum(""), 0, "{at}: {entry:?}");
            assert!(entry.legs.len() >= 2 && entry.legs.iter().all(|(_, amount)| *amount != 0), "{at}: {entry:?}");
        }
        assert!(journal.entries.is_sorted_by_key(|entry| &entry.date), "{at}: entries stand by day");
    });
}

#[test]
fn every_account_in_use_is_declared_and_every_other_is_not() {
    each(|at, journal, _, _| {
        let used: BTreeSet<String> =
            journal.entries.iter().flat_map(|entry| &entry.legs).map(|(account, _)| account.clone()).collect();
        assert_eq!(used, journal.declared, "{at}");
    });
}

#[test]
fn every_stated_balance_is_the_sum_before_it_and_no_credit_is_overdrawn() {
    each(|at, journal, _, _| {
        for (account, stated, sum) in &journal.stated {
            assert!(stated == sum && *stated >= 0, "{at}: {account} is stated as {stated}, sums to {sum}");
        }
        let has_credits = journal.declared.iter().any(|account| account.starts_with("assets:credits:"));
        assert_eq!(has_credits, !journal.stated.is_empty(), "{at}");
    });
}

#[test]
fn the_sums_are_the_position_at_every_month_end() {
    let sums = [
        ("granted", "income:credits:", -1),
        ("balance", "assets:credits:", 1),
        ("expired", "expenses:lapsed:", 1),
        ("charges", "expenses:cloud:", 1),
        ("cash", "assets:cash", -1),
    ];
    each(|at, journal, json, case| {
        let rows = json["position"][case].as_array().unwrap();
        let months: BTreeMap<&str, &Value> =
            rows.iter().map(|row| (&row["date"].as_str().unwrap()[..7], row)).collect();
        for row in months.values() {
            let date = row["date"].as_str().unwrap();
            for (key, root, sign) in sums {
                let before = journal.entries.iter().filter(|entry| entry.date.as_str() <= date);
                let found: i128 = before.map(|entry| entry.sum(root)).sum();
                assert_eq!(found * sign, amount(&row[key]), "{at}, {date}: {key}");
            }
        }
        assert!(
            journal.entries.iter().all(|entry| entry.date.as_str() <= rows.last().unwrap()["date"].as_str().unwrap())
        );
    });
}

#[test]
fn a_grant_is_entered_on_its_issue_day_and_one_of_before_day_0_on_day_0() {
    each(|at, journal, json, case| {
        let (start, end) =
            (&json["profile"]["start"], &json["position"][case].as_array().unwrap().last().unwrap()["date"]);
        let mut wanted: Vec<(String, String, i128)> = Vec::new();
        for grant in json["grants"].as_array().unwrap() {
            let Some(issued) = grant["issued_on"][case].as_str() else { continue };
            let amount = amount(&grant["amount"][case]);
            if amount > 0 && issued <= end.as_str().unwrap() {
                let day = issued.max(start.as_str().unwrap()).to_owned();
                wanted.push((day, format!("income:credits:{}", grant["id"].as_str().unwrap()), -amount));
            }
        }
        let legs = journal.entries.iter().flat_map(|entry| entry.legs.iter().map(|leg| (entry.date.clone(), leg)));
        let incomes = legs.filter(|(_, (account, _))| account.starts_with("income:"));
        let mut found: Vec<_> = incomes.map(|(date, (account, amount))| (date, account.clone(), *amount)).collect();
        wanted.sort();
        found.sort();
        assert_eq!(found, wanted, "{at}");
    });
}

#[test]
fn a_lapse_is_entered_on_the_first_day_that_the_position_has_it_expired() {
    each(|at, journal, json, case| {
        let mut before = 0;
        for row in json["position"][case].as_array().unwrap() {
            let expired = amount(&row["expired"]);
            let on_day = journal.entries.iter().filter(|entry| entry.date == row["date"].as_str().unwrap());
            let entered: i128 = on_day.map(|entry| entry.sum("expenses:lapsed:")).sum();
            assert_eq!(entered, expired - before, "{at}, {}", row["date"]);
            before = expired;
        }
    });
}

#[test]
fn each_bill_is_an_entry_of_its_period_end_and_only_credits_of_its_provider_pay_it() {
    each(|at, journal, json, case| {
        let providers: BTreeMap<&str, &str> = json["grants"]
            .as_array()
            .unwrap()
            .iter()
            .map(|grant| (grant["id"].as_str().unwrap(), grant["provider"].as_str().unwrap()))
            .collect();
        let bills = json["bills"][case].as_array().unwrap();
        let mut entries = journal.entries.iter().filter(|entry| entry.sum("expenses:cloud:") != 0).collect::<Vec<_>>();
        for bill in bills {
            let word = |key: &str| bill[key].as_str().unwrap();
            let words = format!("{}, {} to {}", word("service"), word("from"), word("to"));
            let place =
                entries.iter().position(|entry| entry.words == words).unwrap_or_else(|| panic!("{at}: {words}"));
            let entry = entries.remove(place);
            assert_eq!(entry.date, word("to"), "{at}: {words}");
            let found = ["expenses:cloud:", "assets:credits:", "assets:cash"].map(|root| entry.sum(root));
            let wanted = [amount(&bill["charges"]), -amount(&bill["credits"]), -amount(&bill["cash"])];
            assert_eq!(found, wanted, "{at}: {words}");
            for grant in entry.legs.iter().filter_map(|(account, _)| account.strip_prefix("assets:credits:")) {
                assert_eq!(providers[grant], word("provider"), "{at}: {words}: {grant}");
            }
        }
        assert_eq!(entries.len(), 0, "{at}: entries without a bill");
    });
}

#[test]
fn both_forms_have_the_same_entries() {
    for profile in profiles() {
        for case in CASES {
            let (one, other) =
                (hledger(&text(&profile, "hledger", case)), beancount(&text(&profile, "beancount", case)));
            assert_eq!((one.declared, one.entries), (other.declared, other.entries), "{profile}, {case}");
        }
    }
}

#[test]
fn a_hostile_name_is_no_entry() {
    let name = format!("company.name={}", serde_json::to_string(HOSTILE).unwrap());
    for (form, read) in [("hledger", hledger as fn(&str) -> Journal), ("beancount", beancount)] {
        let plain = run(["report", "profiles/held.toml", "--to", form]).answer();
        let hostile = run(["report", "profiles/held.toml", "--to", form, "--set", &name]).answer();
        assert_eq!(plain.lines().count(), hostile.lines().count(), "{form}: {hostile}");
        assert_eq!(read(&plain), read(&hostile), "{form}");
        assert!(!hostile.chars().any(|c| c != '\n' && (c.is_control() || c == '\u{2028}')), "{form}");
    }
    let title = run(["report", "profiles/held.toml", "--to", "beancount", "--set", &name]).answer();
    let title = title.lines().find(|line| line.starts_with("option \"title\"")).unwrap().to_owned();
    let inside = title.strip_prefix("option \"title\" \"").and_then(|rest| rest.strip_suffix('"')).unwrap();
    assert!(!inside.replace("\\\\", "").replace("\\\"", "").contains(['"', '\\']), "{title}");
}

#[test]
fn odd_ids_are_accounts_of_their_own() {
    let mut profile = "company = { name = \"x\", stage = \"seed\" }\nplan = { start = 2026-01-01 }\n".to_owned();
    for name in ["-", "-a", "a", "id-a", "9", "x--", "id"] {
        profile.push_str(&format!("[spend.{name}]\nprovider = \"-p\"\ncurrent = 1\n"));
    }
    let text = run_on(profile.clone(), ["report", "-", "--to", "beancount"]).answer();
    let opened: Vec<&str> = text
        .lines()
        .filter_map(|line| line.split_whitespace().nth(2))
        .filter(|name| name.starts_with("Expenses:C"))
        .collect();
    let parts: Vec<&str> = opened.iter().map(|name| name.rsplit(':').next().unwrap()).collect();
    assert_eq!(parts, ["ID-", "ID-a", "9", "A", "Id", "Id-a", "X--"]);
    let text = run_on(profile, ["report", "-", "--to", "hledger"]).answer();
    assert!(hledger(&text).declared.contains("expenses:cloud:-a"), "{text}");
}

#[test]
fn a_plan_without_credits_or_spend_is_a_journal_without_entries() {
    let profile = "company = { name = \"x\", stage = \"series-b-plus\" }\nplan = { start = 2026-01-01 }\n";
    let read = |form: &str| run_on(profile, ["report", "-", "--to", form]).answer();
    assert_eq!(hledger(&read("hledger")), Journal::default());
    assert_eq!(beancount(&read("beancount")), Journal::default());
}

#[test]
fn the_extension_tells_the_form() {
    let scratch = Scratch::new();
    let forms = [
        ("hledger", ["plan.journal", "plan.hledger", "plan.LEDGER"].as_slice()),
        ("beancount", &["plan.beancount", "plan.bean"]),
        ("ics", &["plan.ics"]),
    ];
    for (form, files) in forms {
        let wanted = run(["report", "profiles/minimal.toml", "--to", form]).answer();
        for file in files {
            assert_eq!(run(["report", "profiles/minimal.toml", "-o", &scratch.path(file)]).answer(), "");
            assert_eq!(scratch.read(file), wanted, "{file}");
        }
    }
}

#[test]
fn the_head_says_what_it_is_and_what_is_assumed() {
    let text = text("profiles/ladder.toml", "hledger", "best");
    let head: Vec<&str> = text.lines().take_while(|line| line.starts_with("; ")).collect();
    let json = json("profiles/ladder.toml");
    let says = |what: &str| assert!(head.iter().any(|line| line.contains(what)), "{what}: {head:?}");
    says(&format!("{}, best case, if the accelerator accepts", json["profile"]["company"].as_str().unwrap()));
    says(&format!(
        "stackplan {}, rules builtin {}",
        env!("CARGO_PKG_VERSION"),
        json["program"]["version"].as_str().unwrap()
    ));
    for grant in json["grants"].as_array().unwrap() {
        for field in grant["assumed"].as_array().unwrap() {
            let line = head.iter().find(|line| line.contains(&format!(": {} of ", field.as_str().unwrap()))).unwrap();
            assert!(line.split([' ', ',']).any(|word| word == grant["id"].as_str().unwrap()), "{line}");
        }
    }
}
