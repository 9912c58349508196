//! What one id means: a rule, any value or table of the program, a warning, a mistake or a conflict.

use std::collections::BTreeSet;

use super::way_out;
use crate::diagnostic::Code;
use crate::program::{Conflict, Entry, Program};
use crate::signal::Signal;
use crate::timeline::WarningCode;

/// The most suggestions for an id that does not exist.
const MOST_SUGGESTIONS: usize = 5;
/// The tables under which warnings and mistakes can be named where an id alone is taken.
const WARNINGS: &str = "warnings";
const MISTAKES: &str = "diagnostics";
const CONFLICTS: &str = "conflicts";

/// What kind of thing an id names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A rule that decides, such as `screening.stage`.
    Rule,
    /// A value of the program.
    Value,
    /// A table of the program: every value below it.
    Table,
    /// A warning.
    Warning,
    /// A mistake in a file or an argument.
    Diagnostic,
    /// A contradiction between lines.
    Conflict,
}

impl Kind {
    /// The word in every output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Rule => "rule",
            Self::Value => "value",
            Self::Table => "table",
            Self::Warning => "warning",
            Self::Diagnostic => "diagnostic",
            Self::Conflict => "conflict",
        }
    }
}

/// What an id means.
#[derive(Debug)]
pub struct Topic<'p> {
    /// The id as asked for.
    pub id: String,
    /// What kind of thing it names.
    pub kind: Kind,
    /// What it means, in words.
    pub means: String,
    /// What to do about it; for warnings and mistakes.
    pub way_out: Option<&'static str>,
    /// The values of the program that it names.
    pub values: Vec<Entry<'p>>,
    /// The values that bear on it: what a rule's signal is derived from, what a warning rests on, what names a conflict.
    pub related: Vec<Entry<'p>>,
    /// The conflicts between lines that the values settle; the conflict itself.
    pub conflicts: Vec<&'p Conflict>,
}

/// What an id means in a program; `None` where it names nothing. Where kinds share an id, rules come first, then values
/// and tables, conflicts, warnings and mistakes; `conflicts.ID`, `warnings.ID` and `diagnostics.ID` always name theirs.
#[must_use]
pub fn topic<'p>(program: &'p Program, id: &str) -> Option<Topic<'p>> {
    let catalogue = program.catalogue();
    rule(program, &catalogue, id)
        .or_else(|| value(program, &catalogue, id))
        .or_else(|| conflict(program, &catalogue, id))
        .or_else(|| table(program, &catalogue, id))
        .or_else(|| warning(&catalogue, program, id))
        .or_else(|| mistake(id))
}

fn rule<'p>(program: &'p Program, catalogue: &[Entry<'p>], id: &str) -> Option<Topic<'p>> {
    let entry = catalogue.iter().find(|entry| entry.rule.is_some() && (entry.rule.as_deref() == Some(id)))?;
    let signal = Signal::ALL.into_iter().find(|signal| signal.name() == entry.key())?;
    let means = format!("{}, on the scale {}", entry.means, signal.scale().join(" < "));
    let derivation = format!("signals.{signal}");
    let related = below(catalogue, &derivation);
    Some(Topic::of_values(program, id, Kind::Rule, means, vec![entry.clone()], related))
}

fn value<'p>(program: &'p Program, catalogue: &[Entry<'p>], id: &str) -> Option<Topic<'p>> {
    let entry = catalogue.iter().find(|entry| entry.path == id)?;
    match &entry.rule {
        Some(rule_id) => rule(program, catalogue, rule_id).map(|topic| Topic { id: id.to_owned(), ..topic }),
        None => table(program, catalogue, id),
    }
}

/// A table or a value by its path, or an entity by its id alone.
fn table<'p>(program: &'p Program, catalogue: &[Entry<'p>], id: &str) -> Option<Topic<'p>> {
    let mut values = below(catalogue, id);
    if values.is_empty() && !id.contains('.') {
        let is_under = |entry: &&Entry<'p>| entry.path.split('.').nth(1) == Some(id) && is_entity(entry);
        values = catalogue.iter().filter(is_under).cloned().collect();
    }
    let (kind, means) = match values.as_slice() {
        [] => return None,
        [only] => (Kind::Value, only.means.clone()),
        [first, ..] if first.path.starts_with(id) => (Kind::Table, format!("every value under {id} in a program file")),
        all => {
            let names: BTreeSet<String> = all.iter().map(|entry| format!("{}.{id}", entry.section())).collect();
            (Kind::Table, format!("every value under {}", names.into_iter().collect::<Vec<_>>().join(" and ")))
        }
    };
    Some(Topic::of_values(program, id, kind, means, values, Vec::new()))
}

/// True where the second part of the path names something of its own, and not a rule or a key.
fn is_entity(entry: &Entry<'_>) -> bool {
    matches!(entry.section(), "services" | "signals" | "tiers" | "gates" | "stack" | "direct" | "benefits")
}

fn conflict<'p>(program: &'p Program, catalogue: &[Entry<'p>], id: &str) -> Option<Topic<'p>> {
    let name = id.strip_prefix(CONFLICTS).and_then(|rest| rest.strip_prefix('.')).unwrap_or(id);
    let conflict = program.conflicts.iter().find(|conflict| conflict.id == *name)?;
    let related = catalogue.iter().filter(|entry| entry.names(&conflict.id)).cloned().collect();
    Some(Topic {
        id: id.to_owned(),
        kind: Kind::Conflict,
        means: conflict.title.clone(),
        way_out: None,
        values: Vec::new(),
        related,
        conflicts: vec![conflict],
    })
}

fn warning<'p>(catalogue: &[Entry<'p>], program: &'p Program, id: &str) -> Option<Topic<'p>> {
    let name = id.strip_prefix(WARNINGS).and_then(|rest| rest.strip_prefix('.')).unwrap_or(id);
    let code = *WarningCode::ALL.iter().find(|code| code.name() == name)?;
    let rests_on = way_out::rests_on(code);
    let related: Vec<Entry<'p>> = catalogue.iter().filter(|entry| rests_on.contains(&entry.key())).cloned().collect();
    let means = code.summary().to_owned();
    let conflicts = conflicts(program, &related);
    let way_out = Some(way_out::of_warning(code));
    Some(Topic { id: id.to_owned(), kind: Kind::Warning, means, way_out, values: Vec::new(), related, conflicts })
}

fn mistake<'p>(id: &str) -> Option<Topic<'p>> {
    let name = id.strip_prefix(MISTAKES).and_then(|rest| rest.strip_prefix('.')).unwrap_or(id);
    let code = *Code::ALL.iter().find(|code| code.name() == name)?;
    Some(Topic {
        id: id.to_owned(),
        kind: Kind::Diagnostic,
        means: code.summary().to_owned(),
        way_out: Some(way_out::of_mistake(code)),
        values: Vec::new(),
        related: Vec::new(),
        conflicts: Vec::new(),
    })
}

impl<'p> Topic<'p> {
    fn of_values(
        program: &'p Program,
        id: &str,
        kind: Kind,
        means: String,
        values: Vec<Entry<'p>>,
        related: Vec<Entry<'p>>,
    ) -> Self {
        let conflicts = conflicts(program, &values);
        Self { id: id.to_owned(), kind, means, way_out: None, values, related, conflicts }
    }
}

/// The conflicts that values settle, in the order of the program.
fn conflicts<'p>(program: &'p Program, values: &[Entry<'p>]) -> Vec<&'p Conflict> {
    program.conflicts.iter().filter(|conflict| values.iter().any(|entry| entry.names(&conflict.id))).collect()
}

/// The value of a path, and those below it.
fn below<'p>(catalogue: &[Entry<'p>], path: &str) -> Vec<Entry<'p>> {
    let is_below =
        |entry: &&Entry<'p>| entry.path.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
    catalogue.iter().filter(is_below).cloned().collect()
}

/// Every id that [`topic`] explains in a program, but for tables inside tables, each once and in order.
#[must_use]
pub fn ids(program: &Program) -> Vec<String> {
    let catalogue = program.catalogue();
    let mut ids: BTreeSet<String> = BTreeSet::new();
    for entry in &catalogue {
        ids.extend(entry.rule.clone());
        ids.insert(entry.path.clone());
        ids.insert(entry.section().to_owned());
        ids.extend(entry.path.split('.').nth(1).filter(|_| is_entity(entry)).map(str::to_owned));
    }
    ids.extend(program.conflicts.iter().map(|conflict| conflict.id.to_string()));
    ids.extend(WarningCode::ALL.iter().map(|code| code.name().to_owned()));
    ids.extend(Code::ALL.iter().map(|code| code.name().to_owned()));
    ids.into_iter().collect()
}

/// The ids that a slip of the pen may have meant, the nearest first, at most five.
#[must_use]
pub fn suggestions(program: &Program, id: &str) -> Vec<String> {
    let word = id.to_lowercase();
    let most = word.chars().count().div_ceil(3);
    let distance = |known: &String| {
        let edits = strsim::damerau_levenshtein(&word, known);
        let holds = word.chars().count() > 2 && (known.contains(&word) || word.contains(known.as_str()));
        (edits <= most || holds).then_some((edits, known.len()))
    };
    let mut near: Vec<_> = ids(program).into_iter().filter_map(|known| Some((distance(&known)?, known))).collect();
    near.sort();
    near.into_iter().take(MOST_SUGGESTIONS).map(|(_, known)| known).collect()
}
