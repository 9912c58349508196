//! A key over a range: each row is `eval` at that value, each cliff is exact on both sides.

use serde_json::{Value, json};

use crate::asking::{EXTENDED, LADDER, assert_is_part_of, compare, eval, said};
use crate::support::cents;

/// The outcomes that a cliff tells of, from `eval` itself.
fn outcome(args: &[&str]) -> Value {
    let eval = eval(args);
    let grants = eval["grants"].as_array().unwrap().iter();
    let released: Vec<&Value> =
        grants.filter(|grant| grant["status"]["likely"] != "forfeited").map(|grant| &grant["id"]).collect();
    json!({
        "eligible": eval["screening"]["eligible"], "action": eval["recommendation"]["action"],
        "assigned": eval["tier"]["assigned"], "possible": eval["tier"]["possible"], "award": eval["tier"]["award"],
        "grants": released,
    })
}

/// Asserts each cliff against `eval` on both of its sides; the values at which they stand.
fn assert_cliffs(args: &[&str]) -> Vec<String> {
    let answer = compare(args);
    let unit = |key: &Value| {
        let axes = answer["vary"].as_array().unwrap();
        cents(&axes.iter().find(|axis| axis["key"] == *key).unwrap()["unit"].to_string())
    };
    let plain: Vec<&str> = args.iter().take_while(|arg| **arg != "--vary").copied().collect();
    let cliffs = answer["cliffs"].as_array().unwrap();
    for cliff in cliffs {
        let key = cliff["key"].as_str().unwrap();
        assert_eq!(cliff["at"], cliff["between"][1]);
        let [low, high] = [0, 1].map(|index: usize| cents(&cliff["between"][index].to_string()));
        assert_eq!(high - low, unit(&cliff["key"]), "{cliff}");
        for (side, index) in [("from", 0), ("to", 1)] {
            let set = format!("{key}={}", cliff["between"][index]);
            let mut args = plain.clone();
            args.extend(["--set", &set]);
            let given = cliff["given"].as_object();
            let given = given.map(|given| format!("{}={}", given["key"].as_str().unwrap(), given["value"]));
            given.iter().for_each(|given| args.extend(["--set", given]));
            assert_eq!(cliff[side], outcome(&args), "{cliff}");
        }
    }
    cliffs.iter().map(|cliff| cliff["at"].to_string()).collect()
}

#[test]
fn each_row_equals_eval_at_its_value() {
    let ranges = [
        ("traction.mrr", "0..60000:20000"),
        ("spend.bedrock.month_12", "0..0.4:0.1"),
        ("bedrock.primary_for_months", "16..20:2"),
        ("spend.infrastructure.monthly_growth", "-0.05..0.1:0.05"),
        ("traction.mrr.5", "40000..60000:10000"),
    ];
    for (key, range) in ranges {
        let vary = format!("{key}={range}");
        let answer = compare(&[LADDER, "--set", "traction.enterprise_lois=[\"Acme\"]", "--vary", &vary]);
        let rows = answer["rows"].as_array().unwrap();
        assert!((3..=5).contains(&rows.len()), "{vary}");
        for row in rows {
            let set = format!("{key}={}", row["value"]);
            let eval = eval(&[LADDER, "--set", "traction.enterprise_lois=[\"Acme\"]", "--set", &set]);
            assert!(assert_is_part_of(row, &eval, &["value"]) > 60);
        }
    }
}

#[test]
fn each_cell_of_a_grid_equals_eval_of_both_edits() {
    let users = "traction.monthly_active_users=9000..11000:1000";
    let months = "bedrock.primary_for_months=17..18:1";
    let answer = compare(&[LADDER, "--vary", users, "--vary", months]);
    let cells = answer["cells"].as_array().unwrap();
    assert_eq!(cells.len(), 6);
    for cell in cells {
        let first = format!("traction.monthly_active_users={}", cell["values"][0]);
        let second = format!("bedrock.primary_for_months={}", cell["values"][1]);
        let eval = eval(&[LADDER, "--set", &first, "--set", &second]);
        assert!(assert_is_part_of(cell, &eval, &["values"]) > 60);
    }
    assert_eq!(cells[1]["values"], json!([9000, 18]));
}

#[test]
fn the_cliff_at_ten_thousand_users_is_between_9999_and_10000() {
    // Nothing else is scale: no LOI, and 0 a month is below any revenue. The least of L17's "tens of thousands" is.
    let args = [LADDER, "--set", "traction.mrr=0", "--vary", "traction.monthly_active_users=0..20000:7000"];
    assert_eq!(assert_cliffs(&args), ["10000"]);
    let cliff = compare(&args)["cliffs"][0].clone();
    assert_eq!(cliff["between"], json!([9999, 10000]));
    assert_eq!((&cliff["from"]["assigned"], &cliff["to"]["assigned"]), (&json!("median"), &json!("ceiling")));
    assert_eq!(cliff["signals"], json!([{ "signal": "traction", "from": "commercial", "to": "scale" }]));
    assert_eq!(cliff["thresholds"][0]["name"], "signals.traction.users_at_scale");
    assert_eq!(cliff["thresholds"][0]["lines"], json!([17, 50, 61]));
}

#[test]
fn a_threshold_between_two_equal_rows_is_found_though_the_outcome_comes_back() {
    // Month 24 is 82 000 and must not be below month 12, which must be 40 000: only months 12 between the two make a
    // platform. All three rows lie outside, so that nothing can be read off them.
    let args = [LADDER, "--vary", "spend.bedrock.month_12=0..200000:100000"];
    let rows = compare(&args)["rows"].as_array().unwrap().clone();
    assert!(rows.iter().all(|row| row["tier"]["assigned"] == "upper-median"));
    assert_eq!(assert_cliffs(&args), ["40000", "82000.01"]);
}

#[test]
fn a_cliff_that_no_threshold_names_is_searched_to_the_cent() {
    // 24 months at x sum to 1 000 000 from 41 666.67 on: 41 666.66 is 999 999.84.
    let args = [
        "profiles/ladder.toml",
        "--unset",
        "spend.bedrock.month_12",
        "--unset",
        "spend.bedrock.month_24",
        "--vary",
        "spend.bedrock.current=30000..50000:10000",
    ];
    assert_eq!(assert_cliffs(&args), ["41666.67"]);
    assert_eq!(compare(&args)["cliffs"][0]["thresholds"], json!([]));
}

#[test]
fn a_deadline_and_a_commitment_in_months_are_cliffs_too() {
    let poc = [LADDER, "--vary", "milestones.poc.expected=0..100:50"];
    assert_eq!(assert_cliffs(&poc), ["61"]);
    assert_eq!(compare(&poc)["cliffs"][0]["thresholds"][0]["name"], "tiers.ceiling.tranches.4.gates.poc");
    assert_eq!(assert_cliffs(&[LADDER, "--vary", "bedrock.primary_for_months=0..60:30"]), ["18"]);
    // Hedged is more than a tenth of a month's inference spend: of 8 000 + x in the first and smallest month, which is
    // more than 8 000 / 9 = 888.888….
    assert_eq!(assert_cliffs(&[LADDER, "--vary", "spend.claude-api.current=0..20000:5000"]), ["888.89"]);
}

#[test]
fn the_cliffs_of_a_grid_hold_where_they_say() {
    // Users turn at each of the three amounts. The amount turns only where users make scale: for 10 000 and 11 000.
    let cliffs = assert_cliffs(&[
        LADDER,
        "--set",
        "traction.mrr=0",
        "--vary",
        "traction.monthly_active_users=9000..11000:1000",
        "--vary",
        "spend.bedrock.month_12=30000..50000:10000",
    ]);
    assert_eq!(cliffs, ["10000", "10000", "10000", "40000", "40000"]);
}

#[test]
fn the_thresholds_of_another_program_make_other_cliffs() {
    let north = "tests/program/profile.toml";
    let args = [north, "--program", EXTENDED, "--vary", "traction.monthly_active_users=0..20000:20000"];
    let cliffs = assert_cliffs(&args);
    assert!(cliffs.contains(&"5000".to_owned()) && !cliffs.contains(&"10000".to_owned()), "{cliffs:?}");
    let last = [north, "--program", EXTENDED, "--vary", "milestones.second-region.expected=150..250:100"];
    assert_eq!(assert_cliffs(&last), ["201"]);
}

#[test]
fn a_grid_that_is_too_wide_for_names_has_a_letter_a_cell() {
    let text = said(&[
        LADDER,
        "--vary",
        "traction.monthly_active_users=0..20000:500",
        "--vary",
        "spend.bedrock.month_12=0..80000:2500",
        "--set",
        "traction.mrr=0",
    ]);
    assert!(text.contains("A median, B upper-median, C ceiling"), "{text}");
    let row = |value: &str| text.lines().find(|line| line.trim_start().starts_with(&format!("{value} |"))).unwrap();
    assert!(row("9500").ends_with(&"A".repeat(33)), "{text}");
    assert!(row("10000").ends_with(&("B".repeat(16) + &"C".repeat(17))), "{text}");
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
}
