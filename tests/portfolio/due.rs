//! What is due within thirty days of where a plan stands, on the day, the day before and the day after.

use stackplan::Program;
use stackplan::band::Case;
use stackplan::evaluation::evaluate;
use stackplan::portfolio::Due;

use super::corpus::{builtin, portfolio, profile};

const COMPANY: &str = r#"
    company = { name = "A", stage = "series-a", product = "model-native", ai_ml_credibility = true }
    funding = { backers = ["Sequoia"] }
    traction = { monthly_active_users = 20000 }
    bedrock = { commitment = "primary", poc = "production" }
    spend.bedrock = { basis = "workloads", current = 100000 }
"#;

fn due(program: &Program, rest: &str) -> Due {
    let profile = profile(program, &format!("{COMPANY}\n{rest}"));
    portfolio(program, &[&evaluate(&profile, program).unwrap()]).partners.total()
}

fn filings(rest: &str) -> (u64, u64) {
    let due = due(&builtin(), rest);
    (due.stack_filings, due.accelerator_filings)
}

#[test]
fn filings_of_day_30_are_due_and_those_of_day_31_are_not() {
    let plan = |stack: &str, accelerator: &str| {
        format!("plan = {{ start = 2026-01-01, stack_filed = {stack}, accelerator_filed = {accelerator} }}")
    };
    assert_eq!(filings(&plan("2026-01-01", "2026-01-31")), (1, 1));
    assert_eq!(filings(&plan("2026-01-31", "2026-02-01")), (1, 0));
    assert_eq!(filings(&plan("2026-02-01", "2026-01-30")), (0, 1));
}

#[test]
fn what_has_happened_is_not_due() {
    let plan = "plan = { start = 2026-01-01, stack = [\"build\"], accelerator = false }";
    let issued =
        |id: &str, on: &str| format!("{plan}\nactuals.grants = [{{ id = \"{id}\", issued = {on}, amount = 25000 }}]");
    assert_eq!(filings(plan), (1, 0));
    assert_eq!(filings(&issued("build", "2026-01-12")), (0, 0), "all of the stack is issued");
    let declined = format!("{plan}\nactuals.grants = [{{ id = \"build\", declined = true }}]");
    assert_eq!(filings(&declined), (0, 0), "all of the stack is declined");
    // One component is issued on day 4, the other is planned: the plan stands on day 4, and day 34 is the last of 30.
    let rest = |filed: &str| {
        format!(
            "plan = {{ start = 2026-01-01, stack = [\"build\", \"portfolio\"], accelerator = false, stack_filed = {filed} }}\n\
             actuals.grants = [{{ id = \"build\", issued = 2026-01-05, amount = 25000 }}]"
        )
    };
    assert_eq!(filings(&rest("2026-01-05")), (0, 0), "the day on which something happened is over");
    assert_eq!(filings(&rest("2026-01-06")), (1, 0));
    assert_eq!(filings(&rest("2026-02-04")), (1, 0));
    assert_eq!(filings(&rest("2026-02-05")), (0, 0));
}

/// The award of four tranches, accepted on 1 March: its gates are due on days 60, 120 and 240 after it, which are
/// 30 April, 29 June and 27 October.
fn gates(actuals: &str) -> Vec<(String, [u64; 3])> {
    let rest = format!(
        "plan = {{ start = 2026-01-01 }}\n[actuals]\ndecision = \"accepted\"\ndecided = 2026-03-01\ntier = \"ceiling\"\n{actuals}"
    );
    let due = due(&builtin(), &rest);
    due.evidence.iter().map(|(gate, count)| (gate.to_string(), Case::ALL.map(|case| *count.get(case)))).collect()
}

#[test]
fn evidence_is_due_where_an_open_gates_deadline_is_near() {
    let stack = |on: &str| format!("[[actuals.grants]]\nid = \"build\"\nissued = {on}\namount = 25000");
    assert_eq!(gates(&stack("2026-03-30")), []);
    let poc = || vec![("poc".to_owned(), [1; 3])];
    assert_eq!(gates(&stack("2026-03-31")), poc());
    assert_eq!(gates(&stack("2026-04-29")), poc());
    assert_eq!(gates(&stack("2026-04-30")), [], "the deadline itself is over");
    let met = |on: &str| format!("[actuals.milestones]\npoc = {on}");
    assert_eq!(gates(&met("2026-04-30")), [], "the gate is met, the next is 60 days off");
    let both = |on: &str| format!("{}\n{}", met("2026-04-20"), stack(on));
    assert_eq!(gates(&both("2026-05-29")), []);
    assert_eq!(gates(&both("2026-05-30")), [("commercial-outcome".to_owned(), [1; 3])]);
}

#[test]
fn a_tranche_that_is_issued_or_declined_needs_no_evidence() {
    let tranche = |outcome: &str| {
        format!(
            "[[actuals.grants]]\nid = \"build\"\nissued = 2026-04-10\namount = 25000\n\
             [[actuals.grants]]\nid = \"accelerator-2\"\n{outcome}"
        )
    };
    assert_eq!(gates(&tranche("issued = 2026-04-02\namount = 250000")), []);
    assert_eq!(gates(&tranche("declined = true")), []);
}

#[test]
fn companies_count_under_their_own_partner_only() {
    let program = builtin();
    let plan = "plan = { start = 2026-01-01 }";
    let texts = [
        format!("{COMPANY}\n{plan}\npartner.name = \"North\""),
        format!("{COMPANY}\n{plan}\npartner.name = \"North\""),
        format!("{COMPANY}\n{plan}\npartner.name = \"north\""),
        format!("{COMPANY}\n{plan}\npartner.ace_opportunity = \"O1\""),
    ];
    let profiles: Vec<_> = texts.iter().map(|text| profile(&program, text)).collect();
    let evaluations: Vec<_> = profiles.iter().map(|profile| evaluate(profile, &program).unwrap()).collect();
    let whole = portfolio(&program, &evaluations.iter().collect::<Vec<_>>());
    let rows: Vec<_> = whole.partners.rows().map(|(name, due)| (name, due.companies, due.filings())).collect();
    assert_eq!(rows, [("North", 2, 4), ("north", 1, 2)]);
    assert_eq!((whole.partners.none.companies, whole.partners.none.filings()), (1, 2));
    assert_eq!(whole.partners.others.companies, 0);
}
