//! What every answer and every refusal keeps.

use super::answer;
use stackplan::band::Case;
use stackplan::calendar::Day;
use stackplan::evaluation::{Evaluation, Outcome};
use stackplan::report::json::{self, Layout};
use stackplan::report::text::{self, Terminal};
use stackplan::report::{Every, Part, View, csv, markdown};
use stackplan::{Diagnostics, Input, Program};

/// 80 columns, no colour.
pub const TERMINAL: Terminal = Terminal { width: Some(80), is_colored: false };
/// Rows of longer plans are not written: the time goes into other profiles.
const MOST_DAYS: i32 = 200;

/// A profile answered in every form, or refused.
pub fn of_profile(input: &Input, program: &Program) {
    answer(input, program, |evaluation| {
        adds_up(evaluation);
        let last = evaluation.profile.plan.horizon.last();
        let to = last.min(Day(MOST_DAYS));
        let view = |part, every| View { cases: vec![Case::Likely], every, days: (Day::ZERO, to), part };
        is_json(&json::evaluation(evaluation, &view(None, None), Layout::Lines));
        is_plain(&text::evaluation(evaluation, &view(None, None), TERMINAL));
        is_plain(&markdown::evaluation(evaluation, &view(None, None)));
        for part in [Part::Position, Part::Bills, Part::Grants] {
            is_plain(&csv::evaluation(evaluation, &view(Some(part), Some(Every::Event))));
        }
    });
}

/// Mistakes told: at least one, each with words, none with what would steer a terminal.
pub fn refusal(diagnostics: &Diagnostics) {
    assert!(diagnostics.count() > 0, "refused without a reason");
    for one in diagnostics.iter() {
        assert!(!one.message.is_empty() && !one.help.is_empty(), "a mistake without words: {one:?}");
        let (_, line, column) = diagnostics.place(one);
        assert!(one.span.is_none() || (line > 0 && column > 0), "a place before the first: {one:?}");
    }
    is_plain(&diagnostics.to_string());
}

/// At the horizon the two equations hold, and nothing is below 0.
fn adds_up(evaluation: &Evaluation<'_>) {
    for outcome in [Outcome::Accepted, Outcome::NotAccepted] {
        for case in Case::ALL {
            let of = evaluation.positions(outcome).get(case).totals();
            assert_eq!(of.granted, of.consumed + of.expired + of.balance);
            assert_eq!(of.cash, of.charges - of.consumed);
            let all = [of.granted, of.consumed, of.expired, of.balance, of.charges, of.cash];
            assert!(all.iter().all(|amount| amount.cents() >= 0), "{of:?}");
        }
    }
}

/// One JSON value.
pub fn is_json(text: &str) {
    let read: Result<serde_json::Value, _> = serde_json::from_str(text);
    assert!(read.is_ok(), "{read:?}\n{text}");
}

/// No control characters but line breaks, and none that turn the direction of text.
pub fn is_plain(text: &str) {
    let steers = |c: char| {
        (c.is_control() && c != '\n' && c != '\r') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let found = text.chars().find(|c| steers(*c));
    assert!(found.is_none(), "{found:?} in:\n{text}");
}
