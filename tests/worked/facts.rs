//! Thresholds of the facts, a cent or a user below, on and above them (§3, §5).

use super::read::{evaluated, grant};
use stackplan::band::Case;

/// A Series A company that is a ceiling case but for what is put in.
fn company(bedrock: &str, claude: &str, users: &str) -> String {
    format!(
        r#"
[company]
name = "Threshold"
stage = "series-a"
product = "model-native"
ai_ml_credibility = true

[funding]
backers = ["A16Z "]

[traction]
mrr = 0
monthly_active_users = {users}
enterprise_lois = []
design_partners = 0

[bedrock]
commitment = "primary"
poc = "none"
engagement = ["co-marketing"]

[spend.bedrock]
basis = "workloads"
monthly = {bedrock}

[spend.claude-api]
current = {claude}

[plan]
start = 2026-01-01
"#
    )
}

fn assigned(text: &str) -> String {
    evaluated(text, |evaluation| evaluation.assessment.tier.assigned.map(|tier| tier.id.to_string())).expect("a tier")
}

#[test]
fn claude_api_spend_of_a_tenth_is_no_hedge_and_a_cent_more_is_one() {
    // 9 000 / (81 000 + 9 000) is a tenth; 9 000.01 is above it in every month.
    let scale = |claude| assigned(&company("[81_000]", claude, "10_000"));
    assert_eq!(scale("8_999.99"), "ceiling");
    assert_eq!(scale("9_000"), "ceiling");
    // Hedged is partial: neither the ceiling nor the upper median; without a POC no median; a16z is a named investor.
    assert_eq!(scale("9_000.01"), "lower-median");
}

#[test]
fn ten_thousand_users_are_scale_and_one_less_is_early() {
    let users = |count| assigned(&company("[81_000]", "0", count));
    assert_eq!(users("9_999"), "lower-median");
    assert_eq!(users("10_000"), "ceiling");
    // One user is early traction, none is not.
    assert_eq!(users("1"), "lower-median");
    assert_eq!(users("0"), "floor");
}

#[test]
fn a_million_dollars_over_24_months_is_a_platform_and_a_cent_less_is_documented() {
    let spend = |monthly| assigned(&company(monthly, "0", "10_000"));
    // 80 000 + 23 × 40 000 = 1 000 000.
    assert_eq!(spend("[80_000, 40_000]"), "ceiling");
    assert_eq!(spend("[79_999.99, 40_000]"), "upper-median");
    // Month 12 a cent below 40 000, the sum above the million.
    assert_eq!(spend("[90_000, 39_999.99]"), "upper-median");
    // Month 24 a cent below month 12.
    let falling = format!("[{}44_999.99]", "45_000, ".repeat(23));
    assert_eq!(spend(&falling), "upper-median");
}

#[test]
fn the_cents_left_over_are_in_the_last_tranche() {
    // 500 000 / 3 = 166 666.66 and 2 cents over: upper median, by default in three.
    evaluated(&company("[50_000, 39_000]", "0", "10_000"), |evaluation| {
        let parts = ["accelerator-1", "accelerator-2", "accelerator-3"].map(|id| grant(evaluation, id).amount);
        for case in Case::ALL {
            assert_eq!(parts.map(|part| part.get(case).cents()), [166_666_66, 166_666_66, 166_666_68]);
        }
    });
}
