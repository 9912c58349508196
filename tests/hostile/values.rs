//! Values of the wrong kind, size and number, in one profile at a time: refused with their code, never rounded.

use crate::support::run_on;

/// The codes of the mistakes of a profile with these lines.
fn codes(lines: &str) -> Vec<String> {
    let text = format!("company.name = \"A\"\ncompany.stage = \"seed\"\nplan.start = 2026-01-12\n{lines}\n");
    let refused = run_on(text, ["eval", "-"]).refusal();
    let codes = refused.lines().filter_map(|line| line.strip_prefix("error[")?.split(']').next());
    codes.map(str::to_owned).collect()
}

#[test]
fn lists_and_tables_of_mixed_kinds_are_told_by_kind() {
    for (lines, wanted) in [
        ("traction.mrr = [1, \"a\", true, [2], {}]", &["number-form", "wrong-type", "wrong-type", "wrong-type"][..]),
        ("funding.backers = [1, \"A\", 2026-01-01]", &["wrong-type", "wrong-type"]),
        ("funding.backers = { a = 1 }", &["wrong-type"]),
        ("funding = 1", &["wrong-type"]),
        ("credits = { id = \"a\" }", &["wrong-type"]),
        ("milestones.poc = [1]", &["wrong-type"]),
        ("traction.mrr = 1\ntraction.mrr = [1]", &["duplicate-key"]),
        ("traction.mrr = 1\n[traction]\nmrr = 2", &["duplicate-key", "duplicate-key"]),
        ("traction = 1\ntraction.mrr = 2", &["syntax", "wrong-type"]),
    ] {
        let mut found = codes(lines);
        found.sort();
        assert_eq!(found, wanted, "{lines}");
    }
}

#[test]
fn numbers_of_any_length_are_refused_and_never_rounded() {
    for digits in [20, 400, 100_000] {
        for number in
            ["9".repeat(digits), format!("-{}", "9".repeat(digits)), format!("1.{}", "0".repeat(digits - 1) + "1")]
        {
            for written in [number.clone(), format!("\"{number}\"")] {
                let found = codes(&format!("traction.mrr = {written}"));
                assert_eq!(found.len(), 1, "{digits} digits: {found:?}");
            }
        }
    }
    for word in ["inf", "-inf", "nan", "1e400", "0xFFFFFFFFFFFFFFFFFFFF", "\"1e9\"", "\"٣\"", "\"1,000\"", "\"½\""] {
        assert_eq!(codes(&format!("traction.mrr = {word}")).len(), 1, "{word}");
    }
}
