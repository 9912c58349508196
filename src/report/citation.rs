//! Values and conflicts of a program with where they come from, in each format.

use super::grid::wrapped;
use super::json::Json;
use super::markdown::cell;
use crate::program::{Bound, Citation, Conflict, Coverage, Entry, Value};
use crate::text::escape_controls;

/// What every star points to.
pub const FOOTNOTE: &str = "* no line of the source states it: assumed";

/// Where a value comes from: `L9, L16; conflict ai-augmented`.
pub fn place(citation: &Citation) -> String {
    let mut parts = vec![lines(&citation.lines)];
    if citation.assumed {
        let cases: Vec<&str> = citation.assumed_in.iter().map(|case| case.name()).collect();
        parts.push(if cases.is_empty() { "assumed".to_owned() } else { format!("assumed: {}", cases.join(", ")) });
    }
    let ids: Vec<&str> = citation.conflicts.iter().map(|id| id.as_str()).collect();
    if !ids.is_empty() {
        parts.push(format!("conflict {}", ids.join(", ")));
    }
    parts.join("; ")
}

/// `L9, L16`, or `no line`.
pub fn lines(lines: &[u32]) -> String {
    let lines: Vec<String> = lines.iter().map(|line| format!("L{line}")).collect();
    if lines.is_empty() { "no line".to_owned() } else { lines.join(", ") }
}

/// Why a value is what it is, and where that comes from: a paragraph for a terminal.
pub fn why(citation: &Citation, indent: &str) -> String {
    wrapped(&format!("{} ({})", escape_controls(&citation.why), place(citation)), indent, indent)
}

/// A value with its path, and why below it: `tiers.ceiling.award = $1,000,000`.
pub fn entry(entry: &Entry<'_>, indent: &str) -> String {
    let rule = entry.rule.as_ref().filter(|rule| **rule != entry.path);
    let rule = rule.map_or_else(String::new, |rule| format!(" [{rule}]"));
    let below = format!("{indent}    ");
    wrapped(&escape_controls(&format!("{}{rule}", stated(entry))), indent, &below) + &why(entry.citation, &below)
}

/// What a program states: `tiers.ceiling.award = $1,000,000`, `gates.poc: title …`.
pub fn stated(entry: &Entry<'_>) -> String {
    stated_under(&entry.path, entry)
}

/// What a program states under paths that are given together.
pub fn stated_under(paths: &str, entry: &Entry<'_>) -> String {
    match &entry.value {
        Value::Record(fields) if fields.is_empty() => paths.to_owned(),
        Value::Record(_) => format!("{paths}: {}", entry.starred()),
        _ => format!("{paths} = {}", entry.starred()),
    }
}

/// A conflict with its readings and the one in use.
pub fn conflict(conflict: &Conflict) -> String {
    let title = format!("{}: {} ({})", conflict.id, escape_controls(&conflict.title), lines(&conflict.lines));
    let mut text = wrapped(&title, "  ", "    ");
    for reading in &conflict.readings {
        text.push_str(&wrapped(&escape_controls(reading), "    - ", "      "));
    }
    text.push_str(&wrapped(&escape_controls(&conflict.used), "    used: ", "          "));
    text.push_str(&wrapped(&escape_controls(&conflict.why), "    why:  ", "          "));
    text
}

/// A value in JSON: numbers and truths as such, words in quotes.
pub fn write_value(json: &mut Json, value: &Value<'_>) {
    match value {
        Value::Amount(amount) => json.usd(*amount),
        Value::Share(share) => json.number(&share.normalize().to_string()),
        Value::Count(count) => json.number(&count.to_string()),
        Value::Days(days) => json.day(*days),
        Value::Months(months) => json.integer(i64::from(*months)),
        Value::Truth(truth) => json.truth(*truth),
        Value::Word(word) => json.text(word),
        Value::Everything => json.array([Coverage::EVERYTHING], |json, word| json.text(word)),
        Value::Bound(Bound::AtLeast(level)) => json.object(|json| json.key("at_least").text(level.name())),
        Value::Bound(Bound::AtMost(level)) => json.object(|json| json.key("at_most").text(level.name())),
        Value::List(items) => json.array(items, write_value),
        Value::Record(fields) => json.object(|json| {
            for (key, value) in fields {
                write_value(json.key(key), value);
            }
        }),
        Value::Band(band) => json.band(band.as_ref().as_ref(), |json, value| write_value(json, value)),
    }
}

/// Why, the lines, whether it is assumed, the conflicts: keys of the table that is being written.
pub fn write_citation(json: &mut Json, citation: &Citation) {
    json.key("why").text(&citation.why);
    json.key("lines").array(&citation.lines, |json, line| json.integer(i64::from(*line)));
    json.key("assumed").truth(citation.assumed);
    json.key("assumed_in").array(&citation.assumed_in, |json, case| json.text(case.name()));
    json.key("conflicts").array(&citation.conflicts, |json, id| json.text(id.as_str()));
}

/// A value of the program as a table.
pub fn write_entry(json: &mut Json, entry: &Entry<'_>) {
    json.object(|json| {
        json.key("path").text(&entry.path);
        json.key("rule").optional(entry.rule.as_deref(), |json, rule| json.text(rule));
        json.key("means").text(&entry.means);
        write_value(json.key("value"), &entry.value);
        write_citation(json, entry.citation);
    });
}

/// A conflict: keys of the table that is being written.
pub fn write_conflict(json: &mut Json, conflict: &Conflict) {
    json.key("id").text(conflict.id.as_str());
    json.key("title").text(&conflict.title);
    json.key("lines").array(&conflict.lines, |json, line| json.integer(i64::from(*line)));
    json.key("readings").array(&conflict.readings, |json, reading| json.text(reading));
    json.key("used").text(&conflict.used);
    json.key("why").text(&conflict.why);
}

/// An id or a key in a Markdown table: as code, where nothing but a backtick and a bar means anything.
pub fn code(text: &str) -> String {
    format!("`{}`", escape_controls(text).replace('`', "'").replace('|', "\\|"))
}

/// A value of the program as the cells of a Markdown row: path, value, why, where from.
pub fn entry_cells(entry: &Entry<'_>) -> Vec<String> {
    vec![code(&entry.path), cell(&entry.starred()), cell(&entry.citation.why), cell(&place(entry.citation))]
}

/// A conflict as Markdown: a heading, its readings, the one in use.
pub fn conflict_markdown(conflict: &Conflict) -> String {
    let mut text =
        format!("#### {}\n\n{} ({})\n\n", cell(conflict.id.as_str()), cell(&conflict.title), lines(&conflict.lines));
    for reading in &conflict.readings {
        text.push_str(&format!("- {}\n", cell(reading)));
    }
    text.push_str(&format!("\nUsed: {}. Why: {}.\n", cell(&conflict.used), cell(&conflict.why)));
    text
}
