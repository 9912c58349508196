//! The bounds of single values: numbers, dates, lists, ids and texts.

use crate::support::run_on;
use crate::{ACCEPTED, check, check_values, with};

#[test]
fn amounts_are_0_to_a_trillion_in_whole_cents() {
    let places = [
        "funding.prior_activate_credits = ?",
        "traction.mrr = ?",
        "traction.mrr = [0, ?]",
        "SPEND.current = ?",
        "SPEND.current = 0; SPEND.month_12 = ?",
        "SPEND.current = 0; SPEND.month_12 = 0; SPEND.month_24 = ?",
        "SPEND.monthly = [?, 0]",
        "credits = [{ OWN, LIFE, remaining = ?, covers = [] }]",
        r#"GRANTS = [{ id = "build", issued = 2026-02-01, amount = ? }]"#,
        "expect.granted = { cautious = ?, likely = 0, best = 0 }",
    ];
    let table = r#"
        accepted: 0 | 0.01 | 999_999_999_999.99 | 1_000_000_000_000 | "1_000_000_000_000.00"
        out-of-range: 1_000_000_000_000.01 | 1_000_000_000_001 | -0.01
        too-many-decimals: 0.001 | 1_000_000_000_000.001"#;
    check_values(&places, table);
}

#[test]
fn numbers_are_read_as_written_or_refused() {
    let table = r#"
        accepted: 7 | 0.5 | 0.50 | 166.33 | 60_000 | 6_0.5_0 | "7" | "166.33" | "60_000.50" | "007"
        number-form: 1e5 | 1E5 | 1e-2 | 1.5e3 | inf | +inf | -inf | nan | 0x10 | 0o17 | 0b1
        number-form: "1__0" | "_1" | "1_" | "1_.5" | "1._5" | ".5" | "1." | "+5" | "--5" | "-"
        number-form: "" | " 1" | "1 " | "1,000" | "1.2.3" | "$5" | "1e5" | "inf" | "٣" | "five"
        syntax: 1__0 | _1 | 1_ | 1_.5
        wrong-type: true | 2026-01-12 | {} | 12:00:00
        too-many-decimals: 0.000 | 0.001 | 1.0000000000000000000000000000000000000001 | "0.0050"
        out-of-range: 9999999999999999999999999999999999999999 | "99999999999999999999999999999999999999.99""#;
    check_values(&["traction.mrr = ?"], table);
}

#[test]
fn a_number_that_is_not_toml_is_one_mistake() {
    check_values(&["traction.mrr = ?"], "syntax: .5 | 1. | 007 | 1 000");
}

#[test]
fn a_bare_date_that_the_calendar_does_not_have_is_one_mistake() {
    check_values(&["plan.start = ?"], "date-form: 2026-02-30 | 2023-02-29 | 2026-13-01 | 2026-00-10");
}

#[test]
fn the_largest_amounts_are_kept_to_the_cent() {
    for (written, printed) in
        [("999_999_999_999.99", "999999999999.99"), ("\"0.10\"", "0.1"), ("4_503_599.63", "4503599.63")]
    {
        let held = format!("credits = [{{ OWN, LIFE, remaining = {written}, covers = [] }}]");
        let profile = with(&format!("plan.stack = []; plan.accelerator = false; plan.horizon_days = 300; {held}"));
        let shown = run_on(profile, ["eval", "-", "--format", "csv", "--every", "month"]).answer();
        let granted: Vec<&str> = shown.lines().skip(1).map(|line| line.split(',').nth(3).unwrap()).collect();
        assert!(granted.len() > 9 && granted.iter().all(|amount| *amount == printed), "{written}: {granted:?}");
    }
}

#[test]
fn counts_are_whole_numbers_to_a_trillion() {
    let places = [
        "traction.monthly_active_users = ?",
        "traction.design_partners = ?",
        "bedrock.primary_for_months = ?",
        "plan.founder_hours = ?",
    ];
    let table = "
        accepted: 0 | 1 | 999_999_999_999 | 1_000_000_000_000
        out-of-range: 1_000_000_000_001 | 99999999999999999999 | -1
        too-many-decimals: 1.5 | 0.0
        number-form: 1e3 | nan
        wrong-type: [] | true";
    check_values(&places, table);
}

#[test]
fn a_rate_runs_from_minus_99_to_1000_percent_in_6_decimals() {
    let table = r#"
        accepted: -0.99 | "-0.99" | -0.989999 | 0 | 0.000001 | 9.999999 | 10 | "10.000000"
        out-of-range: -0.990001 | -0.991 | -1 | 10.000001 | 11
        too-many-decimals: 0.0000001 | 1.0000000
        number-form: 1e-2 | "3 %" | "+0.1" | inf"#;
    check_values(&["SPEND.current = 0; SPEND.monthly_growth = ?"], table);
}

#[test]
fn a_probability_runs_from_0_to_1_in_9_decimals() {
    let table = r#"
        accepted: 0 | 1 | 1.0 | "0.5" | 0.000000001 | 0.999999999
        out-of-range: 1.000000001 | -0.000000001 | 5
        too-many-decimals: 0.0000000001 | 1.0000000000
        number-form: 5e-2 | nan | "5 %""#;
    check_values(&["assumptions.acceptance_probability = ?", "milestones.poc.probability = ?"], table);
}

#[test]
fn dates_are_days_of_the_years_1970_to_2200() {
    let table = r#"
        accepted: 1970-01-01 | 2024-02-29 | 2200-12-31 | "1970-01-01" | "2024-02-29" | "2200-12-31"
        date-range: 1969-12-31 | 2201-01-01 | 0000-01-01 | 9999-12-31 | "1969-12-31" | "2201-01-01"
        date-form: "2023-02-29" | "2026-02-30" | "2026-00-10" | "2026-13-01" | "2026-1-12" | "20260112" | "+026-01-12"
        date-form: "12.01.2026" | " 2026-01-12" | "2026-01-12 " | "2026-01-12T00:00:00" | "" | "soon"
        wrong-type: 2026-01-12T00:00:00 | 2026-01-12 00:00:00Z | 07:32:00 | 20260112 | true | []"#;
    check_values(&["plan.start = ?"], table);
}

#[test]
fn a_plan_has_1_to_3660_days() {
    let table = "
        accepted: 1 | 2 | 3_659 | 3_660
        out-of-range: 0 | -1 | 3_661 | 1_000_000_000_000_000_000_000
        too-many-decimals: 1.5";
    check_values(&["plan.horizon_days = ?", "plan.start = 2200-12-31; plan.horizon_days = ?"], table);
}

#[test]
fn lists_have_at_most_1000_entries() {
    let places = [
        ("traction.mrr = [?]", "1", 1),
        ("SPEND.monthly = [?]", "1", 1),
        ("funding.backers = [?]", r#""NEA""#, 0),
        ("traction.enterprise_lois = [?]", r#""Acme""#, 0),
        ("bedrock.engagement = [?]", r#""co-marketing""#, 0),
        ("plan.stack = [?]", r#""build""#, 0),
        ("credits = [{ OWN, LIFE, remaining = 1, covers = [?] }]", r#""bedrock""#, 0),
        ("credits = [?]", r#"{ id = "c#", provider = "aws", LIFE, remaining = 1, covers = [] }"#, 0),
        ("spend = { ? }", r#"s# = { provider = "x", current = 1 }"#, 0),
    ];
    let mut rows = Vec::new();
    for (place, item, least) in places {
        for count in [0, 1, 1_000, 1_001] {
            let items: Vec<String> = (0..count).map(|at| item.replace('#', &at.to_string())).collect();
            let wanted = if (least..=1_000).contains(&count) { ACCEPTED } else { "list-length" };
            rows.push((
                format!("{place} with {count}"),
                with(&place.replace('?', &items.join(", "))),
                wanted.to_owned(),
            ));
        }
    }
    check(rows);
}

#[test]
fn ids_are_1_to_64_small_letters_digits_and_hyphens() {
    let (long, longer) = ("a".repeat(64), "a".repeat(65));
    let ids = format!(
        r#"
        accepted: "a" | "7-a" | "-" | "{long}"
        id-form: "" | "{longer}" | "Acme" | "a_b" | "a b" | "a.b" | "é" | "a\n""#
    );
    let places = [
        "company.id = ?",
        "spend.x.provider = ?; spend.x.current = 1",
        "credits = [{ id = ?, provider = \"aws\", LIFE, remaining = 1, covers = [] }]",
        "credits = [{ id = \"a\", provider = ?, LIFE, remaining = 1, covers = [] }]",
        "credits = [{ OWN, LIFE, remaining = 1, covers = [?] }]",
        "spend.? = { provider = \"x\", current = 1 }",
    ];
    check_values(&places, &ids);
    check_values(&places[..5], "wrong-type: 7 | true | []");
}

#[test]
fn texts_have_at_most_200_characters() {
    let places = [
        "company.name = ?",
        "funding.backers = [?]",
        "traction.enterprise_lois = [?]",
        "traction.other_validation = ?",
        "partner.name = ?",
        "partner.ace_opportunity = ?",
        "expect.program = ?",
    ];
    for letter in ["x", "é", "株", "🦀"] {
        let of = |count| letter.repeat(count);
        let table = format!("accepted: \"{}\" | \"{}\"\ntext-length: \"{}\"", of(199), of(200), of(201));
        check_values(&places, &table);
    }
}

#[test]
fn a_name_is_not_blank_and_a_validation_may_be() {
    let table = r#"
        blank: "" | " " | "\t\n" | "\u00a0"
        accepted: "x" | " x ""#;
    let places = ["company.name = ?", "funding.backers = [?]", "traction.enterprise_lois = [?]", "partner.name = ?"];
    check_values(&places, table);
    check_values(&["traction.other_validation = ?"], r#"accepted: "" | " " | "x""#);
}
