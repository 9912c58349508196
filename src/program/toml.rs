//! A program file to a [`Program`].

/// Reads every field before it gives up on any, so that all mistakes are found, and then those that nobody asked for.
macro_rules! gather {
    ($fields:ident => $type:ident { $($field:ident: $value:expr),+ $(,)? }) => {{
        $(let $field = $value;)+
        $fields.finish();
        Some($type { $($field: $field?),+ })
    }};
}

mod cited;
mod entities;
mod rules;

use super::{BUILTIN, Component, Conflict, Conflicts, Program, RULES, SourceDocument, Tier, conflicts, merge, sanity};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::document::{Fields, Fingerprint, ID_FORM, Input, Node, Reading, Value, is_id};

/// The key and the only value of a program that gives what differs from the built-in one.
const EXTENDS: (&str, &str) = ("extends", "builtin");

/// The name of the built-in file in messages.
const BUILTIN_NAME: &str = "builtin.toml";

/// Reads and proves the built-in program, without the record of conflicts: it decides nothing.
pub fn builtin() -> Result<Program, Diagnostics> {
    let (input, mut found) = (Input::embedded(BUILTIN_NAME, RULES), Vec::new());
    let root = input.parse(&mut found);
    match prove(&root, false, Fingerprint::of(BUILTIN), &mut found) {
        Some(program) if found.is_empty() => Ok(Program { conflicts: Conflicts::Embedded, ..program }),
        _ => Err(input.diagnostics(found)),
    }
}

/// The record of conflicts of the built-in program.
pub fn embedded_conflicts() -> Vec<Conflict> {
    let input = Input::embedded(BUILTIN_NAME, conflicts::EMBEDDED);
    let root = input.parse(&mut Vec::new());
    let reading = Reading::default();
    Fields::root(&root, &reading).map(|mut fields| record(&mut fields)).unwrap_or_default()
}

/// Reads and proves a program.
pub fn parse(input: &Input) -> Result<Program, Diagnostics> {
    let mut found = Vec::new();
    let base = Input::embedded(BUILTIN_NAME, BUILTIN);
    let mut root = input.parse(&mut found);
    let extends = is_extension(&root);
    if extends {
        let mut merged = base.parse_as(input.source_count(), &mut found);
        merge::merge(&mut merged, root, &mut found);
        root = merged;
    }
    check_conflicts(&root, &mut found);
    match prove(&root, extends, Fingerprint::of(input.text().to_owned()), &mut found) {
        Some(program) if found.is_empty() => Ok(program),
        _ => Err(input.after(&base).diagnostics(found)),
    }
}

/// Reads the tree of a program.
fn prove(root: &Node<'_>, extends: bool, sha256: Fingerprint, found: &mut Vec<Diagnostic>) -> Option<Program> {
    let reading = Reading::default();
    let program = Fields::root(root, &reading).and_then(|fields| read(fields, extends, sha256, found));
    found.extend(reading.into_found());
    program
}

/// Notes every conflict that a value names and that is not under `[conflicts]`.
fn check_conflicts(root: &Node<'_>, found: &mut Vec<Diagnostic>) {
    let Value::Table(table) = &root.value else { return };
    let known: Vec<&str> = match table.get("conflicts").map(|entry| &entry.node.value) {
        Some(Value::Table(conflicts)) => conflicts.entries.iter().map(|entry| entry.key.as_ref()).collect(),
        _ => Vec::new(),
    };
    let reading = Reading::default();
    named_conflicts(root, &mut |id, span| {
        if !known.contains(&id) {
            let message = format!("`{id}` is not a conflict of the program");
            reading.unknown_word(span, Code::UnknownId, &message, id, &known);
        }
    });
    found.extend(reading.into_found());
}

/// Calls `see` with every text under a key `conflict`.
fn named_conflicts(node: &Node<'_>, see: &mut impl FnMut(&str, Span)) {
    let Value::Table(table) = &node.value else { return };
    for entry in &table.entries {
        if entry.key == "conflict" {
            let listed = match &entry.node.value {
                Value::List(items) => items.as_slice(),
                _ => std::slice::from_ref(&entry.node),
            };
            for item in listed {
                if let Value::Text(id) = &item.value {
                    see(id, item.span);
                }
            }
        } else {
            named_conflicts(&entry.node, see);
        }
    }
}

fn is_extension(root: &Node<'_>) -> bool {
    let Value::Table(table) = &root.value else { return false };
    let (key, builtin) = EXTENDS;
    table.get(key).is_some_and(|entry| matches!(&entry.node.value, Value::Text(text) if text == builtin))
}

/// Reads every table, so that all mistakes are found, and builds the program only where nothing is missing.
fn read(mut fields: Fields<'_>, extends: bool, sha256: Fingerprint, found: &mut Vec<Diagnostic>) -> Option<Program> {
    let (key, builtin) = EXTENDS;
    if fields.has(key) && fields.choice(key, &[(builtin, ())]).is_none() {
        // What the base would have given is not missing: it was meant to be taken over.
        return None;
    }
    let id = needed(&mut fields, "id", Fields::id);
    let version = needed(&mut fields, "version", Fields::name);
    // A file that changes the built-in rules and keeps their version would pass for them.
    let version = version
        .map(|version| if extends && version == builtin_version() { format!("{version}+changed") } else { version });
    let source = section(&mut fields, "source").and_then(source_document);
    let services = fields.tables("services").into_iter().filter_map(rules::known_service).collect();
    let signals = section(&mut fields, "signals").and_then(rules::signals);
    let screening: Vec<_> = section(&mut fields, "screening").map(cited::requirements).unwrap_or_default();
    let recommendation = section(&mut fields, "recommendation").and_then(rules::recommendation);
    let mut tiers: Vec<(Tier, Span)> = fields.tables("tiers").into_iter().filter_map(entities::tier).collect();
    tiers.sort_by_key(|(tier, _)| std::cmp::Reverse(tier.award.value));
    let gates: Vec<_> = fields.tables("gates").into_iter().filter_map(entities::gate).collect();
    let accelerator = section(&mut fields, "accelerator").and_then(entities::accelerator);
    let stack: Vec<_> = fields.tables("stack").into_iter().filter_map(entities::component).collect();
    let direct: Vec<_> = fields.tables("direct").into_iter().filter_map(entities::component).collect();
    let process = section(&mut fields, "process").and_then(rules::process);
    let funnel = section(&mut fields, "funnel").and_then(rules::funnel);
    let benefits = fields.tables("benefits").into_iter().filter_map(rules::benefit).collect();
    let edp = section(&mut fields, "edp").and_then(rules::edp);
    let conflicts = Conflicts::Read(record(&mut fields));
    fields.finish();

    sanity::check_tiers(&tiers, &screening, found);
    for (tier, span) in &tiers {
        sanity::check_gates(tier, *span, &gates, found);
    }
    let tiers: Vec<Tier> = tiers.into_iter().map(|(tier, _)| tier).collect();
    let notes = sanity::notes(&tiers);
    let accelerator = accelerator?;
    sanity::check_grants(stack.iter().chain(&direct), &accelerator, found);
    let without_place = |components: Vec<(Component, Span)>| components.into_iter().map(|(one, _)| one).collect();
    Some(Program {
        id: id?,
        version: version?,
        sha256,
        source: source?,
        services,
        signals: signals?,
        screening,
        recommendation: recommendation?,
        tiers,
        gates,
        accelerator,
        stack: without_place(stack),
        direct: without_place(direct),
        process: process?,
        funnel: funnel?,
        benefits,
        edp: edp?,
        conflicts,
        notes,
    })
}

/// The entries of `[conflicts]`.
fn record(fields: &mut Fields<'_>) -> Vec<Conflict> {
    fields.tables("conflicts").into_iter().filter_map(rules::conflict).collect()
}

/// The version line of the built-in program, read from its text.
fn builtin_version() -> &'static str {
    let line = BUILTIN.lines().find_map(|line| line.strip_prefix("version = "));
    line.map_or("", |quoted| quoted.trim_matches('"'))
}

/// Notes a key of a table of entities that is not an id.
pub fn check_id(id: &str, fields: &Fields<'_>) {
    if !is_id(id) {
        let message = format!("`{id}` is not an id");
        let help = "use small letters, digits and hyphens";
        let wanted = format!("wanted {ID_FORM}");
        fields.reading().note(Diagnostic::at(fields.span, Code::IdForm, message, wanted, help));
    }
}

fn source_document(mut fields: Fields<'_>) -> Option<SourceDocument> {
    gather!(fields => SourceDocument {
        title: needed(&mut fields, "title", Fields::name),
        publisher: needed(&mut fields, "publisher", Fields::name),
        url: needed(&mut fields, "url", Fields::name),
        sha256: needed(&mut fields, "sha256", Fields::name),
        standing: needed(&mut fields, "standing", Fields::name),
    })
}

/// A required table.
fn section<'t>(fields: &mut Fields<'t>, key: &'t str) -> Option<Fields<'t>> {
    let section = fields.table(key);
    if section.is_none() && !fields.has(key) {
        fields.note_missing(key, "a program needs this table; `extends = \"builtin\"` takes it from the built-in one");
    }
    section
}

/// A required value.
fn needed<'t, T>(
    fields: &mut Fields<'t>,
    key: &'t str,
    read: impl Fn(&mut Fields<'t>, &'t str) -> Option<T>,
) -> Option<T> {
    if !fields.has(key) {
        fields.note_missing(key, "a program has to state it");
    }
    read(fields, key)
}
