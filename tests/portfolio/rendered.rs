//! What a partner manager reads.

use stackplan::evaluation::evaluate;
use stackplan::portfolio::Portfolio;
use stackplan::report::json::Layout;
use stackplan::report::portfolio::{json, markdown, text};
use stackplan::report::text::Terminal;
use stackplan::{Input, Profile};

use super::corpus::{builtin, evaluated, extended, portfolio, profile, samples};
use crate::support::Expected;

const PLAIN: Terminal = Terminal { width: None, is_colored: false };

fn read(program: &stackplan::Program) -> Vec<Profile> {
    samples().into_iter().filter_map(|(path, text)| Profile::parse(&Input::new(path, text), program).ok()).collect()
}

#[test]
fn the_samples_together_read_as_blessed() {
    let program = builtin();
    let profiles = read(&program);
    assert_eq!(profiles.len(), samples().len());
    let evaluations = evaluated(&profiles, &program);
    let mut whole = portfolio(&program, &evaluations.iter().collect::<Vec<_>>());
    whole.add_invalid();
    let mut expected = Expected::new();
    expected.compare("tests/portfolio/samples.txt", &text(&whole, PLAIN));
    expected.compare("tests/portfolio/samples.md", &markdown(&whole));
    expected.compare("tests/portfolio/samples.json", &json(&whole, Layout::Lines));
    expected.finish();
}

#[test]
fn another_program_reads_as_blessed() {
    let program = extended();
    let profiles = read(&program);
    assert!(profiles.len() > 10);
    let evaluations = evaluated(&profiles, &program);
    let whole = portfolio(&program, &evaluations.iter().collect::<Vec<_>>());
    let mut expected = Expected::new();
    expected.compare("tests/portfolio/extended.txt", &text(&whole, PLAIN));
    expected.finish();
}

#[test]
fn text_keeps_to_eighty_columns() {
    let program = builtin();
    let profiles = read(&program);
    let evaluations = evaluated(&profiles, &program);
    let mut whole = portfolio(&program, &evaluations.iter().collect::<Vec<_>>());
    for _ in 0..12 {
        // Eighty thousand companies.
        let half = whole.clone();
        whole.merge(half);
    }
    assert!(whole.valid > 80_000);
    let long: Vec<String> =
        text(&whole, PLAIN).lines().filter(|line| line.chars().count() > 80).map(str::to_owned).collect();
    assert!(long.is_empty(), "{}", long.join("\n"));
}

#[test]
fn no_company_at_all_is_said() {
    let program = builtin();
    let mut whole = Portfolio::new(&program);
    assert!(text(&whole, PLAIN).starts_with("Portfolio of 0 companies\n"));
    whole.add_invalid();
    assert!(text(&whole, PLAIN).starts_with("Portfolio of 0 companies; 1 could not be evaluated\n"));
    let found: serde_json::Value = serde_json::from_str(&json(&whole, Layout::Lines)).unwrap();
    assert_eq!(found["companies"], serde_json::json!({"total": 1, "valid": 0, "invalid": 1}));
    assert_eq!(found["granted"]["amount"]["likely"], 0);
}

#[test]
fn names_from_a_profile_are_harmless() {
    let program = builtin();
    let hostile = r#"
        company = { name = "A\u001b[31m|<b>\u202e", stage = "seed", product = "ai-first", ai_ml_credibility = true }
        traction = { design_partners = 1 }
        bedrock = { commitment = "partial", poc = "none" }
        plan = { start = 2026-01-01 }
        partner = { name = "P\u001b[2J|<script>\u202e" }
    "#;
    let profile = profile(&program, hostile);
    let whole = portfolio(&program, &[&evaluate(&profile, &program).unwrap()]);
    assert_eq!(whole.near.companies, 1);
    let plain = text(&whole, PLAIN);
    assert!(plain.contains("A\\u{1b}[31m|<b>\\u{202e}") && plain.contains("P\\u{1b}[2J|<script>"), "{plain}");
    let page = markdown(&whole);
    assert!(page.contains("&lt;script&gt;") && page.contains("\\|&lt;b&gt;"), "{page}");
    let object = json(&whole, Layout::Compact);
    for form in [plain, page, object] {
        assert!(!form.contains(['\u{1b}', '\u{202e}']), "{form}");
    }
}

#[test]
fn colour_changes_headings_only() {
    let program = builtin();
    let profiles = read(&program);
    let evaluations = evaluated(&profiles, &program);
    let whole = portfolio(&program, &evaluations.iter().collect::<Vec<_>>());
    let colored = text(&whole, Terminal { width: None, is_colored: true });
    assert!(colored.contains("\u{1b}[1m"));
    assert_eq!(colored.replace("\u{1b}[1m", "").replace("\u{1b}[0m", ""), text(&whole, PLAIN));
}
