//! Values with citations: `{ value = …, lines = […], why = "…" }`, bands with one value a case, and requirements.

use crate::band::{Band, Case};
use crate::calendar::Day;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Fields, Node, Reading, Value};
use crate::id::ConflictId;
use crate::money::Usd;
use crate::program::bounds::{LAST_LINE, LONGEST_DAYS, LONGEST_MONTHS};
use crate::program::{Bound, Citation, Cited, Requirement};
use crate::signal::Signal;

use super::needed;

/// A reader of one value.
pub type Read<T> = fn(&Reading, &Node<'_>, &str) -> Option<T>;

/// Which end of a band is the small one.
#[derive(Clone, Copy)]
pub enum Order {
    /// Cautious is the smallest: amounts, lifetimes.
    Rising,
    /// Cautious is the largest: waits.
    Falling,
}

/// The citation of a table, which it takes out of `fields`.
pub fn citation(fields: &mut Fields<'_>) -> Option<Citation> {
    let (assumed, assumed_in) = match fields.node("assumed") {
        Some(Node { value: Value::List(_), .. }) => {
            let cases = assumed_cases(fields);
            (!cases.is_empty(), cases)
        }
        Some(_) => (fields.truth("assumed").unwrap_or(false), Vec::new()),
        None => (false, Vec::new()),
    };
    let lines = needed(fields, "lines", lines);
    if lines.as_ref().is_some_and(Vec::is_empty) && !assumed {
        let message = format!("`{}` cites no line and is not marked as assumed", fields.path("lines"));
        let help = "name the lines that state it, or add `assumed = true`";
        let place = fields.place("lines");
        fields.reading().note(Diagnostic::at(place, Code::ProgramGap, message, "wanted a line", help));
    }
    let why = needed(fields, "why", Fields::name);
    let conflicts = conflicts(fields);
    Some(Citation { lines: lines?, why: why?, assumed, assumed_in, conflicts })
}

/// The conflict that a value settles, or a list of them.
fn conflicts(fields: &mut Fields<'_>) -> Vec<ConflictId> {
    let (reading, path) = (fields.reading(), fields.path("conflict"));
    let ids: Vec<String> = match fields.node("conflict") {
        Some(node @ Node { value: Value::List(_), .. }) => {
            let items = reading.list(node, &path, 1).unwrap_or_default();
            items.iter().filter_map(|item| reading.id(item, &path)).collect()
        }
        Some(node) => reading.id(node, &path).into_iter().collect(),
        None => Vec::new(),
    };
    ids.into_iter().map(ConflictId::from).collect()
}

/// A list of line numbers.
pub fn lines<'t>(fields: &mut Fields<'t>, key: &'t str) -> Option<Vec<u32>> {
    let (reading, path) = (fields.reading(), fields.path(key));
    reading.each(fields.node(key)?, &path, 0, |reading, item, path| {
        reading.whole(item, path, 1..=LAST_LINE).and_then(|line| u32::try_from(line).ok())
    })
}

fn assumed_cases(fields: &mut Fields<'_>) -> Vec<Case> {
    let (reading, path) = (fields.reading(), fields.path("assumed"));
    let choices = Case::ALL.map(|case| (case.name(), case));
    let items = fields.node("assumed").and_then(|node| reading.list(node, &path, 1)).unwrap_or_default();
    items.iter().filter_map(|item| reading.choice(item, &path, &choices)).collect()
}

/// A required `{ value = …, lines, why }`.
pub fn cited<'t, T>(fields: &mut Fields<'t>, key: &'t str, read: Read<T>) -> Option<Cited<T>> {
    needed(fields, key, |fields, key| optional(fields, key, read))
}

/// As [`cited`], where the key may be absent.
pub fn optional<'t, T>(fields: &mut Fields<'t>, key: &'t str, read: Read<T>) -> Option<Cited<T>> {
    let mut table = fields.table(key)?;
    let path = table.path("value");
    let value = table.needed("value", "write the value with its lines and why");
    let value = value.and_then(|node| read(table.reading(), node, &path));
    let citation = citation(&mut table);
    table.finish();
    Some(Cited { value: value?, citation: citation? })
}

/// A required `{ cautious = …, likely = …, best = …, lines, why }` that runs in `order`.
pub fn band<'t, T: PartialOrd>(
    fields: &mut Fields<'t>,
    key: &'t str,
    read: Read<T>,
    order: Order,
) -> Option<Cited<Band<T>>> {
    needed(fields, key, |fields, key| band_of(fields.table(key)?, read, order))
}

/// A band's own table.
pub fn band_of<T: PartialOrd>(mut table: Fields<'_>, read: Read<T>, order: Order) -> Option<Cited<Band<T>>> {
    let values = Case::ALL.map(|case| {
        let path = table.path(case.name());
        let node = table.needed(case.name(), "give a value for each case");
        node.and_then(|node| read(table.reading(), node, &path))
    });
    let (reading, span, path) = (table.reading(), table.span, table.path(""));
    let citation = citation(&mut table);
    table.finish();
    let [cautious, likely, best] = values;
    let value = Band { cautious: cautious?, likely: likely?, best: best? };
    let (in_order, wanted) = match order {
        Order::Rising => (value.cautious <= value.likely && value.likely <= value.best, "wanted cautious the smallest"),
        Order::Falling => (value.cautious >= value.likely && value.likely >= value.best, "wanted cautious the latest"),
    };
    if !in_order {
        let message = format!("`{}` does not run from cautious over likely to best", path.trim_end_matches('.'));
        reading.note(Diagnostic::at(span, Code::ProgramOrder, message, wanted, "put the values in order"));
    }
    Some(Cited { value, citation: citation? })
}

/// Each entry of a table of requirements, keyed by signal.
pub fn requirements(fields: Fields<'_>) -> Vec<Requirement> {
    let reading = fields.reading();
    let deciding = || Signal::ALL.into_iter().filter(|signal| *signal != Signal::Engagement);
    let mut requirements = Vec::new();
    for (key, table) in fields.into_tables() {
        match deciding().find(|signal| signal.name() == key) {
            Some(signal) => requirements.extend(requirement(table, signal)),
            None => {
                let names: Vec<&str> = deciding().map(Signal::name).collect();
                let message = format!("`{key}` is not a signal that decides");
                reading.unknown_word(table.span, Code::UnknownKey, &message, key, &names);
            }
        }
    }
    requirements
}

fn requirement(mut table: Fields<'_>, signal: Signal) -> Option<Requirement> {
    let choices = signal.choices();
    let at_least = table.choice("at_least", &choices).map(Bound::AtLeast);
    let at_most = table.choice("at_most", &choices).map(Bound::AtMost);
    if table.has("at_least") == table.has("at_most") {
        let help = "write one of `at_least` and `at_most`";
        let message = format!("a requirement on `{signal}` bounds neither end, or both");
        table.reading().note(Diagnostic::at(table.span, Code::ProgramGap, message, "wanted one bound", help));
    }
    let citation = citation(&mut table);
    table.finish();
    Some(Requirement { signal, bound: at_least.or(at_most)?, citation: citation? })
}

/// An amount.
pub fn amount(reading: &Reading, node: &Node<'_>, path: &str) -> Option<Usd> {
    reading.amount(node, path)
}

/// A count.
pub fn count(reading: &Reading, node: &Node<'_>, path: &str) -> Option<u64> {
    reading.count(node, path)
}

/// A number of days, 0 to ten years.
pub fn days(reading: &Reading, node: &Node<'_>, path: &str) -> Option<Day> {
    reading.whole(node, path, 0..=LONGEST_DAYS).and_then(|days| i32::try_from(days).ok()).map(Day)
}

/// A number of months.
pub fn months(reading: &Reading, node: &Node<'_>, path: &str) -> Option<u32> {
    reading.whole(node, path, 0..=LONGEST_MONTHS).and_then(|months| u32::try_from(months).ok())
}

/// A list of names.
pub fn names(reading: &Reading, node: &Node<'_>, path: &str) -> Option<Vec<String>> {
    reading.each(node, path, 1, Reading::name)
}

/// `true` or `false`.
pub fn truth(reading: &Reading, node: &Node<'_>, path: &str) -> Option<bool> {
    reading.truth(node, path)
}
