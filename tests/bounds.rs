//! Every bound of the format, tried on it, just inside and just outside: accepted, or refused with exactly these codes.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may panic, in its helpers too"
)]

mod support;

#[path = "diagnostics/files.rs"]
mod files;
#[path = "diagnostics/values.rs"]
mod values;

use serde_json::Value;
use stackplan::diagnostic::Code;
use support::{Run, run_on};

/// What a table says of a profile without a mistake.
const ACCEPTED: &str = "accepted";
/// The keys without which nothing is a profile; lines that set one of them take its place.
const BASE: [(&str, &str); 3] =
    [("company.name", r#""Bound AI""#), ("company.stage", r#""seed""#), ("plan.start", "2026-01-12")];
/// Words that stand for lines.
const SHORT: [(&str, &str); 9] = [
    ("FLOOR", r#"YES; actuals.tier = "floor""#),
    ("YES", r#"actuals.decision = "accepted"; actuals.decided = 2026-04-01"#),
    ("NO", r#"actuals.decision = "rejected"; actuals.decided = 2026-04-01"#),
    ("GRANTS", "actuals.grants"),
    ("TRANCHE", r#"id = "accelerator-1", amount = 1"#),
    (
        "CEILING",
        r#"company.stage = "series-a"; company.product = "model-native"; company.ai_ml_credibility = true;
           funding.backers = ["NEA"]; traction.monthly_active_users = 10_000; bedrock.commitment = "primary";
           spend.bedrock.basis = "workloads"; spend.bedrock.current = 50_000"#,
    ),
    ("OWN", r#"id = "a", provider = "aws""#),
    ("LIFE", "issued = 2026-01-01, expires = 2026-12-31"),
    ("SPEND", "spend.infrastructure"),
];

/// The codes with which a run refuses its profile, or that it is accepted.
fn verdict(run: &Run) -> String {
    assert_eq!(run.stderr, "", "{}", run.stdout);
    let printed: Value = serde_json::from_str(&run.stdout).unwrap();
    let list = match run.status {
        Some(0) => return ACCEPTED.to_owned(),
        Some(2) => printed["error"]["diagnostics"].as_array().unwrap(),
        status => panic!("exit status {status:?}: {}", run.stdout),
    };
    list.iter().map(|one| one["code"].as_str().unwrap()).collect::<Vec<_>>().join(" ")
}

/// What becomes of a profile of these bytes.
fn verdict_on(profile: impl Into<Vec<u8>>) -> String {
    verdict(&run_on(profile, ["eval", "-", "--format", "json", "--every", "none"]))
}

/// The smallest profile with these lines, `;` between them.
fn with(lines: &str) -> String {
    let lines = SHORT.iter().fold(lines.to_owned(), |lines, (word, long)| lines.replace(word, long));
    let missing = BASE.iter().filter(|(key, _)| !lines.contains(&format!("{key} =")));
    let base: String = missing.map(|(key, value)| format!("{key} = {value}\n")).collect();
    base + &lines.split(';').map(|line| format!("{}\n", line.trim())).collect::<String>()
}

/// Fails for every profile that is not refused with exactly its codes.
fn check(rows: impl IntoIterator<Item = (String, String, String)>) {
    let (mut tried, mut wrong) = (0, Vec::new());
    for (name, profile, wanted) in rows {
        let is_code = |word: &str| word == ACCEPTED || Code::ALL.iter().any(|code| code.name() == word);
        assert!(wanted.split(' ').all(is_code), "{name}: {wanted} is no code");
        let found = verdict_on(profile);
        tried += 1;
        if found != wanted {
            wrong.push(format!("{name}: wanted {wanted}, found {found}"));
        }
    }
    assert!(tried > 1, "a table has rows");
    assert!(wrong.is_empty(), "{} of {tried}:\n{}", wrong.len(), wrong.join("\n"));
}

/// A table of `codes: what: lines`.
fn check_lines(table: &str) {
    let lines = table.lines().map(str::trim).filter(|line| !line.is_empty());
    check(lines.map(|line| {
        let [wanted, name, lines] = line.splitn(3, ": ").collect::<Vec<_>>().try_into().unwrap();
        (name.to_owned(), with(lines), wanted.to_owned())
    }));
}

/// A table of `codes: value | value`, each value tried in every place, which holds `?` for it.
fn check_values(places: &[&str], table: &str) {
    let lines = table.lines().map(str::trim).filter(|line| !line.is_empty());
    let values = lines.flat_map(|line| {
        let (wanted, values) = line.split_once(": ").unwrap();
        values.split(" | ").map(move |value| (value, wanted))
    });
    check(values.flat_map(|(value, wanted)| {
        places.iter().map(move |place| {
            let lines = place.replace('?', value);
            (lines.chars().take(100).collect(), with(&lines), wanted.to_owned())
        })
    }));
}

#[test]
fn what_follows_does_not_come_before() {
    check_lines(
        r#"
        date-order: stack before the start: plan.stack_filed = 2026-01-11
        accepted: stack on day 0: plan.stack_filed = 2026-01-12
        accepted: stack beyond the plan: plan.stack_filed = 2200-12-31
        date-order: application before the start: plan.accelerator_filed = 2026-01-11
        accepted: application on day 0: plan.accelerator_filed = 2026-01-12
        accepted: application beyond the plan: plan.accelerator_filed = 2200-12-31
        date-order: decided before the filing: plan.accelerator_filed = 2026-04-02; NO
        accepted: decided on the filing's day: plan.accelerator_filed = 2026-04-01; NO
        date-order: decided before a filing by default: plan.start = 2026-04-02; NO
        date-order: gate before the decision: FLOOR; actuals.milestones.poc = 2026-03-31
        accepted: gate on the decision's day: FLOOR; actuals.milestones.poc = 2026-04-01
        date-order: grant before day 0: GRANTS = [{ id = "build", issued = 2026-01-11, amount = 1 }]
        accepted: grant on day 0: GRANTS = [{ id = "build", issued = 2026-01-12, amount = 1 }]
        date-order: tranche before the decision: FLOOR; GRANTS = [{ TRANCHE, issued = 2026-03-31 }]
        accepted: tranche on the decision's day: FLOOR; GRANTS = [{ TRANCHE, issued = 2026-04-01 }]"#,
    );
    let held = "credits = [{ OWN, remaining = 1, covers = [], issued = 2026-02-01, expires = ? }]";
    check_values(&[held], "date-order: 2026-01-31 | 1970-01-01\naccepted: 2026-02-01 | 2200-12-31");
}

#[test]
fn a_gate_is_expected_within_3660_days_or_on_a_date() {
    let table = "
        accepted: 0 | 1 | 3_660 | 1970-01-01 | \"2026-06-01\" | 2200-12-31
        out-of-range: -1 | 3_661
        too-many-decimals: 1.5
        number-form: 1e3
        date-range: 2201-01-01
        date-form: \"in June\"
        wrong-type: true | 2026-06-01T00:00:00";
    check_values(&["milestones.poc.expected = ?", "milestones.case-study.expected = ?"], table);
}

#[test]
fn an_offered_award_lies_in_its_band() {
    let bands = [("bedrock_poc", "50_000"), ("anthropic", "250_000")];
    for (award, most) in bands {
        let table = format!("accepted: 25_000 | 25_000.01 | {most}\nout-of-range: 24_999.99 | {most}.01 | 0");
        check_values(&[&format!("offer.{award}_award = ?")], &table);
    }
    check_values(
        &["offer.tranches = ?"],
        "accepted: 0 | 1 | 4 | 5 | 1_000_000_000_000\nout-of-range: 1_000_000_000_001 | -1",
    );
}

#[test]
fn gates_grants_and_tranches_are_those_of_the_program() {
    let table = r#"
        accepted: "portfolio" | "build" | "bedrock-poc" | "anthropic"
        unknown-id: "activate" | "accelerator" | "accelerator-0" | "accelerator-01" | "accelerator-x"
        needs-decision: "accelerator-1""#;
    check_values(&["GRANTS = [{ id = ?, declined = true }]"], table);
    let table = r#"
        accepted: "accelerator-1" | "accelerator-4" | "build"
        no-such-tranche: "accelerator-5" | "accelerator-1000""#;
    check_values(&["CEILING; YES; GRANTS = [{ id = ?, declined = true }]"], table);
    check_lines(
        r#"
        unknown-id: an unknown gate expected: milestones.launch.expected = 1
        unknown-id: an unknown gate met: FLOOR; actuals.milestones.launch = 2026-05-01
        no-such-tranche: beyond the offer: CEILING; YES; offer.tranches = 3; GRANTS = [{ id = "accelerator-4", declined = true }]
        needs-decision: a tranche of a rejected company: NO; GRANTS = [{ id = "accelerator-1", declined = true }]
        accepted: a stack grant of a rejected company: NO; GRANTS = [{ id = "build", declined = true }]
        duplicate-id: twice: GRANTS = [{ id = "build", declined = true }, { id = "build", declined = true }]"#,
    );
}

#[test]
fn what_happened_needs_the_decision_that_it_follows_from() {
    check_lines(
        r#"
        accepted: accepted where the facts assign a tier: CEILING; YES
        accepted: accepted at a tier though screening fails: company.product = "ai-augmented"; FLOOR
        needs-tier: accepted though screening fails: company.product = "ai-augmented"; YES
        unknown-value: accepted at a tier that there is not: YES; actuals.tier = "top"
        accepted: rejected: NO
        needs-decision: rejected with a tier: NO; actuals.tier = "floor"
        needs-decision: rejected with a gate: NO; actuals.milestones.poc = 2026-05-01
        missing-key: a decision without its date: actuals.decision = "rejected"
        needs-decision: a date without its decision: actuals.decided = 2026-04-01
        needs-decision: a tier without a decision: actuals.tier = "floor"
        needs-decision: a gate without a decision: actuals.milestones.poc = 2026-05-01"#,
    );
}

#[test]
fn an_actual_grant_is_issued_with_an_amount_or_declined() {
    let table = r#"
        accepted: id = "build", issued = 2026-02-01, amount = 0 | id = "build", declined = true
        accepted: id = "build", issued = 2026-02-01, amount = 1, declined = false
        actual-form: id = "build" | id = "build", issued = 2026-02-01 | id = "build", amount = 1
        actual-form: id = "build", declined = false | id = "build", declined = true, amount = 1
        actual-form: id = "build", declined = true, issued = 2026-02-01, amount = 1
        missing-key: declined = true | issued = 2026-02-01, amount = 1"#;
    check_values(&["GRANTS = [{ ? }]"], table);
}

#[test]
fn a_held_credit_has_all_its_keys_and_an_id_of_its_own() {
    let all = r#"id = "a", provider = "aws", remaining = 1, issued = 2026-01-01, expires = 2026-12-31, covers = []"#;
    let keys: Vec<&str> = all.split(", ").collect();
    check(keys.iter().map(|left_out| {
        let others: Vec<&str> = keys.iter().filter(|key| *key != left_out).copied().collect();
        let lines = format!("credits = [{{ {} }}]", others.join(", "));
        (format!("without {left_out}"), with(&lines), "missing-key".to_owned())
    }));
    let table = r#"
        reserved-id: "portfolio" | "build" | "bedrock-poc" | "anthropic" | "accelerator-" | "accelerator-1" | "accelerator-x"
        accepted: "accelerator" | "my-portfolio" | "builds""#;
    check_values(&[r#"credits = [{ id = ?, provider = "aws", LIFE, remaining = 1, covers = ["*"] }]"#], table);
    check_lines(
        r#"
        duplicate-id: twice: credits = [{ OWN, LIFE, remaining = 1, covers = [] }, { OWN, LIFE, remaining = 1, covers = [] }]
        accepted: a service without spend: credits = [{ OWN, LIFE, remaining = 1, covers = ["elsewhere"] }]"#,
    );
}

#[test]
fn spend_takes_exactly_one_of_its_five_forms() {
    let keys = ["current", "month_12", "month_24", "monthly_growth", "monthly"];
    let forms: [&[&str]; 5] = [
        &["monthly"],
        &["current"],
        &["current", "month_12"],
        &["current", "month_12", "month_24"],
        &["current", "monthly_growth"],
    ];
    let rows = (0..1_u32 << keys.len()).map(|choice| {
        let chosen: Vec<&str> = (0..).zip(keys).filter(|(at, _)| choice >> at & 1 == 1).map(|(_, key)| key).collect();
        let values = chosen.iter().map(|key| format!("{key} = {}", if *key == "monthly" { "[1]" } else { "1" }));
        let lines = format!("SPEND = {{ {} }}", values.collect::<Vec<_>>().join(", "));
        let wanted = if forms.contains(&chosen.as_slice()) { ACCEPTED } else { "spend-form" };
        (format!("{chosen:?}"), with(&lines), wanted.to_owned())
    });
    check(rows);
}

#[test]
fn a_service_has_one_provider() {
    check_lines(
        r#"
        service-provider: an unknown service without: spend.gpu-cloud.current = 1
        accepted: an unknown service with: spend.gpu-cloud.current = 1; spend.gpu-cloud.provider = "aws"
        service-provider: bedrock with: spend.bedrock.current = 1; spend.bedrock.provider = "aws"
        service-provider: infrastructure with: SPEND.current = 1; SPEND.provider = "aws"
        service-provider: claude-api with: spend.claude-api.current = 1; spend.claude-api.provider = "anthropic"
        accepted: a basis of bedrock: spend.bedrock.current = 1; spend.bedrock.basis = "workloads"
        unknown-key: a basis of another: SPEND.current = 1; SPEND.basis = "workloads""#,
    );
}

#[test]
fn a_computed_month_is_at_most_a_trillion() {
    // January is month 1, and the only one of a plan of 19 days from the 12th.
    check_lines(
        "
        accepted: at the bound: SPEND.current = 1_000_000_000_000; SPEND.monthly_growth = 0
        accepted: grown to it: plan.horizon_days = 19; SPEND.current = 500_000_000_000; SPEND.monthly_growth = 1
        month-too-large: a cent above: plan.horizon_days = 19; SPEND.current = 500_000_000_000.01; SPEND.monthly_growth = 1
        month-too-large: in month 2: plan.horizon_days = 20; SPEND.current = 500_000_000_000; SPEND.monthly_growth = 1
        month-too-large: ten years: plan.horizon_days = 3_660; SPEND.current = 1; SPEND.monthly_growth = 10
        accepted: ten years of nothing: plan.horizon_days = 3_660; SPEND.current = 0; SPEND.monthly_growth = 10
        month-too-large: beyond the plan: plan.horizon_days = 1; spend.bedrock.current = 1; spend.bedrock.monthly_growth = 10
        month-too-large month-too-large: two: SPEND.current = 1; SPEND.monthly_growth = 10; spend.bedrock = { current = 1, monthly_growth = 10 }",
    );
}

#[test]
fn a_key_is_known_and_written_once() {
    check_lines(
        r#"
        duplicate-key: a key twice: traction.mrr = 1; traction.mrr = 2
        duplicate-key: a table twice: [funding]; backers = []; [traction]; mrr = 1; [funding]; prior_activate_credits = 1
        duplicate-key: an inline table's key twice: traction = { mrr = 1, mrr = 1 }
        wrong-type: a list of tables that is a table: [credits]; id = "a"
        unknown-key: an unknown key: traction.arr = 1
        unknown-key: an unknown table: investors.names = []"#,
    );
}

#[test]
fn what_is_allowed_but_odd_is_a_warning() {
    let cases = [
        ("a tranche count that the tier does not have", "offer.tranches = 5", "tranche-count", true),
        ("no tranche", "offer.tranches = 0", "tranche-count", true),
        ("one that it has", "offer.tranches = 2", "tranche-count", false),
        ("an award for a grant that is not planned", "offer.anthropic_award = 25_000", "offer-without-grant", true),
        ("an award for one that is", "offer.bedrock_poc_award = 25_000", "offer-without-grant", false),
        ("7 hours", "plan.founder_hours = 7", "few-founder-hours", true),
        ("8 hours", "plan.founder_hours = 8", "few-founder-hours", false),
        (
            "a credit that ended on the day before",
            "credits = [{ EARLY, expires = 2026-01-11 }]",
            "credit-already-expired",
            true,
        ),
        ("a credit that ends on day 0", "credits = [{ EARLY, expires = 2026-01-12 }]", "credit-already-expired", false),
        ("the ceiling without engagement", "CEILING", "no-endorsement", true),
        ("the ceiling with some", "CEILING; bedrock.engagement = [\"co-marketing\"]", "no-endorsement", false),
    ];
    for (name, lines, code, wanted) in cases {
        let early = r#"OWN, remaining = 1, covers = ["*"], issued = 2025-01-01"#;
        let profile = with(&lines.replace("EARLY", early));
        let shown = run_on(profile, ["eval", "-", "--format", "json", "--every", "none"]).answer();
        let shown: Value = serde_json::from_str(&shown).unwrap();
        let warnings = shown["warnings"].as_array().unwrap();
        assert_eq!(warnings.iter().any(|warning| warning["code"] == code), wanted, "{name}: {warnings:?}");
    }
}
