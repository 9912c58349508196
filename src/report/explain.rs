//! Why, rendered: one profile's decision walked in order, or what one id means.

mod json;
mod markdown;
mod text;
mod topic;
mod walk;

use crate::advice::explain::{GrantStep, Side, SignalStep, Threshold};
use crate::band::Band;
use crate::calendar::{Day, Horizon};
use crate::program::Value;
use crate::scoring::Status;

pub use json::{explanation as json, topic as topic_json};
pub use markdown::{explanation as markdown, topic as topic_markdown};
pub(super) use text::grouped;

pub use text::explanation as text;
pub use topic::topic as topic_text;

/// The most entries of a profile's list that a text shows.
const MOST_ENTRIES: usize = 12;

/// A scale with the levels that the facts leave in brackets: `none < [early < commercial] < scale`.
fn scale(step: &SignalStep<'_, '_>) -> String {
    let (proved, possible) = (step.reading.proved, step.reading.possible);
    let levels = proved.signal().choices().into_iter().map(|(word, level)| {
        let open = if level == proved { "[" } else { "" };
        let close = if level == possible { "]" } else { "" };
        format!("{open}{word}{close}")
    });
    levels.collect::<Vec<_>>().join(" < ")
}

/// What the facts leave: a level, or the two ends of a range.
fn range(step: &SignalStep<'_, '_>) -> String {
    let (proved, possible) = (step.reading.proved, step.reading.possible);
    if proved == possible { proved.to_string() } else { format!("{proved} to {possible}") }
}

/// A fact as a text shows it: of a long list the first and the last entries.
fn shortened(value: &Value<'_>) -> String {
    match value {
        Value::List(items) if items.is_empty() => "none".to_owned(),
        Value::List(items) if items.len() > MOST_ENTRIES => {
            let half = MOST_ENTRIES.div_ceil(2);
            let show = |item: &Value<'_>| item.to_string();
            let first: Vec<String> = items.iter().take(half).map(show).collect();
            let last: Vec<String> = items.iter().skip(items.len().saturating_sub(half)).map(show).collect();
            format!("{}, …, {} ({} entries)", first.join(", "), last.join(", "), items.len())
        }
        other => other.to_string(),
    }
}

/// What a number on the wrong side is.
const fn lacks(side: Side) -> &'static str {
    match side {
        Side::AtMost => "too much",
        Side::AtLeast | Side::OneOf => "short",
    }
}

/// A threshold against what is found: `monthly active users: at least 10,000*, found 8,200; 1,800 short`.
fn measure(threshold: &Threshold<'_>) -> String {
    let Threshold { what, side, needed, found, gap, detail, citation, .. } = threshold;
    let star = if citation.assumed { "*" } else { "" };
    let side_words = match side {
        Side::AtLeast if *needed == Value::Word("any") => "",
        Side::AtLeast => "at least ",
        Side::AtMost => "at most ",
        Side::OneOf => "one of ",
    };
    let found = found.as_ref().map_or_else(|| "not stated".to_owned(), |found| format!("found {}", shortened(found)));
    let mut text = format!("{what}: {side_words}{needed}{star}, {found}");
    if let Some(gap) = gap {
        text.push_str(&format!("; {gap} {}", lacks(*side)));
    }
    if threshold.status == Status::Unknown {
        text.push_str(&format!("; fill in {}", threshold.key));
    }
    if let Some(detail) = detail {
        text.push_str(&format!(" ({detail})"));
    }
    text
}

/// A day in each case with its dates: `day 18 / 14 / 11, 2026-01-30 / 2026-01-26 / 2026-01-23`.
fn days(days: Band<Option<Day>>, horizon: &Horizon) -> String {
    let show = |band: Band<String>| {
        let [cautious, likely, best] = [band.cautious, band.likely, band.best];
        if cautious == likely && likely == best { likely } else { format!("{cautious} / {likely} / {best}") }
    };
    let never = || "never".to_owned();
    let number = show(days.map(|day| day.map_or_else(never, |day| day.to_string())));
    let date = show(days.map(|day| day.map_or_else(never, |day| horizon.date(day).to_string())));
    format!("day {number}, {date}")
}

/// A grant's fields in the order of `eval --format json`, as text.
fn fields(step: &GrantStep<'_, '_>, horizon: &Horizon) -> Vec<(&'static str, String)> {
    let grant = step.grant;
    let covers: Vec<&str> = grant.covers.iter().map(|service| service.as_str()).collect();
    let covers = if covers.is_empty() { "no service of the profile".to_owned() } else { covers.join(", ") };
    let life = |day: fn(&crate::timeline::Life) -> Day| days(grant.life.map(|life| life.as_ref().map(day)), horizon);
    let status = Value::band(grant.status, |status| Value::Word(status.name())).to_string();
    let (issued, usable) = (life(|life| life.issued), life(|life| life.usable));
    let usable = if usable == issued { "as issued".to_owned() } else { usable };
    vec![
        ("amount", Value::band(grant.amount, Value::Amount).to_string()),
        ("issued", issued),
        ("usable", usable),
        ("expires_on", life(crate::timeline::Life::last)),
        ("covers", covers),
        ("status", status),
    ]
}
