//! The form of the object that `eval --format json` prints.

mod ledger;

use super::kind::{Key, Kind, Others, Rule, Table};
use crate::band::Case;
use crate::diagnostic::Code;
use crate::program::Program;
use crate::scoring::{Action, Answer, Status};
use crate::signal::Signal;
use crate::timeline::WarningCode;

/// An evaluation, or the mistakes for which there is none.
pub fn form(program: &Program) -> Table {
    let mut keys = vec![
        Key::new("schema_version", "The version of this form", Kind::Integer),
        Key::new("tool", "What made it", identity(&["name", "version"]).kind()),
        Key::new("program", "The rules that were used", rules().kind()),
        Key::new("profile", "The profile, with the SHA-256 of its file", profile().kind()),
        Key::new("screening", "Whether the application passes the first filter", screening().kind()),
        Key::new("recommendation", "What to do, and why", recommendation().kind()),
        Key::new("signals", "Each signal as far as the facts prove it", signals().kind()),
        Key::new("tier", "Which award the facts support", tier(program).kind()),
    ];
    keys.extend(ledger::keys());
    let message = Key::new("message", "What it says of this plan", Kind::Remark);
    let warning = Table::open([
        Key::new("code", "Its kind", Kind::word(WarningCode::ALL.iter().map(|code| code.name()))),
        message,
    ]);
    keys.push(Key::new("warnings", "What to look at", list(warning.kind())));
    let required = keys.iter().map(|key| key.name.clone()).collect();
    keys.extend(ledger::large_keys());
    keys.push(Key::new("error", "Why there is no evaluation", error().kind()));
    keys.push(Key::new("source", "In a batch, where the profile was found", source().kind()));
    Table { keys: keys.into_iter().map(Key::optional).collect(), others: Others::Ignored, rules: Vec::new() }
        .with([Rule::RequiredWithout("error", required)])
}

/// A list of any length.
fn list(of: Kind) -> Kind {
    Kind::Rows(Box::new(of))
}

/// A value in each case.
fn band(kind: &Kind) -> Kind {
    Table::open(Case::ALL.map(|case| Key::new(case.name(), format!("In the {case} case"), kind.clone()))).kind()
}

/// Dollars in each case.
fn dollars() -> Kind {
    band(&Kind::Dollars).shared("dollars")
}

/// A value under each case that is shown.
fn cases(kind: &Kind) -> Kind {
    let keys = Case::ALL.map(|case| Key::new(case.name(), format!("In the {case} case"), kind.clone()).optional());
    Table { keys: keys.to_vec(), others: Others::Ignored, rules: Vec::new() }.kind()
}

/// Texts under these keys.
fn identity(keys: &[&str]) -> Table {
    Table::open(keys.iter().map(|key| Key::new(*key, format!("Its {key}"), Kind::Remark)))
}

fn rules() -> Table {
    let mut rules = identity(&["id", "version", "sha256"]);
    let source = identity(&["title", "publisher", "url"]);
    rules.keys.push(Key::new("source", "The document that they are taken from", source.kind()).required());
    rules
}

fn profile() -> Table {
    Table::open([
        Key::new("path", "Its path, `-` for stdin", Kind::Remark),
        Key::new("company", "The company's name", Kind::Remark),
        Key::new("id", "`company.id`", Kind::Remark.or_null()),
        Key::new("start", "Day 0", Kind::Day),
        Key::new("sha256", "SHA-256 of the file, before any edits", Kind::Remark),
    ])
}

/// Profile keys that are absent and would decide.
fn missing() -> Key {
    Key::new("missing", "The absent profile keys that would settle it", list(Kind::Remark))
}

/// One rule applied to the facts.
fn finding() -> Table {
    Table::open([
        Key::new("rule", "The rule's id; `stackplan explain` says more", Kind::Remark),
        Key::new(
            "status",
            "Whether it holds",
            Kind::word([Status::Met, Status::Unmet, Status::Unknown].map(Status::name)),
        ),
        Key::new("signal", "The signal that it looks at", Kind::word(Signal::ALL.map(Signal::name))),
        Key::new("needed", "What was needed, in words", Kind::Remark),
        Key::new("found", "What was found, in words", Kind::Remark),
        Key::new("why", "Why", Kind::Remark),
        missing(),
        Key::new("lines", "The lines of the source that state it", list(Kind::Integer)),
        Key::new("assumed", "No line states it, or the profile's own words bear on it", Kind::Truth),
    ])
}

fn screening() -> Table {
    let answers = [Answer::Yes, Answer::No, Answer::Unknown].map(Answer::name);
    Table::open([
        Key::new("eligible", "The answer", Kind::word(answers)),
        Key::new("findings", "Every rule", list(finding().kind())),
    ])
}

fn recommendation() -> Table {
    Table::open([
        Key::new("action", "What to do", Kind::word(Action::ALL.map(Action::name))),
        Key::new("reasons", "Why, a sentence each", list(Kind::Remark)),
    ])
}

fn signals() -> Table {
    Table::open(Signal::ALL.map(|signal| {
        let level = || match signal.is_count() {
            true => Kind::Integer,
            false => Kind::word(signal.scale().iter().copied()),
        };
        let range = Table::open([
            Key::new("proved", "The highest level that the facts prove", level()),
            Key::new("possible", "The highest level that they do not rule out", level()),
            Key::new("missing", "The absent profile keys that could raise it", list(Kind::Remark)),
        ]);
        Key::new(signal.name(), format!("The range of {signal}"), range.kind())
    }))
}

fn tier(program: &Program) -> Table {
    let id = || Kind::word(program.tiers.iter().map(|tier| tier.id.as_str()));
    let mut found = finding();
    found.keys.push(Key::new("tier", "The tier that asks for it", id()).required());
    Table::open([
        Key::new("assigned", "The highest tier whose requirements are all met", id().or_null()),
        Key::new("possible", "The highest tier with none unmet", id().or_null()),
        Key::new("award", "The award that the plan follows", Kind::Dollars.or_null()),
        missing(),
        Key::new("findings", "Every requirement of every tier", list(found.kind())),
    ])
}

fn error() -> Table {
    let diagnostic = Table::open([
        Key::new(
            "code",
            "Its kind; `stackplan explain` says more",
            Kind::word(Code::ALL.iter().map(|code| code.name())),
        ),
        Key::new("file", "The file, or the argument", Kind::Remark),
        Key::new("line", "The line, from 1; 0 for the whole file", Kind::Integer),
        Key::new("column", "The column, from 1; 0 for the whole file", Kind::Integer),
        Key::new("message", "What was found, and what was wanted", Kind::Remark),
        Key::new("help", "The way out", Kind::Remark),
    ]);
    Table::open([Key::new("diagnostics", "Every mistake", list(diagnostic.kind()))])
}

fn source() -> Table {
    let path = Key::new("path", "The file, `-` for stdin", Kind::Remark).required();
    let line = Key::new("line", "The line or row in it, from 1", Kind::Integer.or_null());
    Table { keys: vec![path, line], others: Others::Ignored, rules: Vec::new() }
}
