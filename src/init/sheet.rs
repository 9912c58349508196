//! A profile with every key of the format: what is known as its value, the rest commented out with an example.

use super::REQUIRED;
use crate::calendar::{Date, Day, YEARS};
use crate::document::{Input, Node, Value, written_key, written_value};
use crate::program::Program;
use crate::report::grid;
use crate::schema::{Key, Kind, Others, Schema, Table};
use crate::text::escape_controls;

/// The width of a comment.
const WIDTH: usize = 80;
/// What the file says of itself.
const PREAMBLE: [&str; 4] = [
    "What one company knows about itself. `stackplan eval` answers it and names the keys that would tell more.",
    "A line that begins with # and a key is left out, which means unknown and never \"no\": take the # away and write \
     your own value. Each line stands on its own, and no other has to change with it.",
    "An editor with a TOML language server completes and checks it: put what `stackplan schema profile` prints beside it \
     as profile.schema.json, and the line `#:schema ./profile.schema.json` first.",
    "Amounts are US dollars with at most two decimals, `60_000` or `166.33`. Dates are written as 2026-01-31.",
];
/// What stands behind a required value that nobody gave.
const EXAMPLE: &str = "   # an example: write your own";

/// The file, given the facts that are known and which of the required keys were given.
#[must_use]
pub fn sheet(program: &Program, facts: &Input, given: &[&str]) -> String {
    let root = facts.parse(&mut Vec::new());
    let start = at(&root, &["plan", "start"]).and_then(|node| match &node.value {
        Value::Date(date) => Some(*date),
        Value::Text(text) => Date::parse(text),
        _ => None,
    });
    let mut text = String::new();
    for (number, paragraph) in PREAMBLE.iter().enumerate() {
        text.push_str(if number > 0 { "#\n" } else { "" });
        text.push_str(&comment(paragraph));
    }
    let mut sheet = Sheet { root: &root, start, given, said: Vec::new(), text };
    for key in &Schema::profile(program).form().keys {
        sheet.section(key);
    }
    sheet.text
}

/// The value at a path.
pub(super) fn at<'n, 'a>(root: &'n Node<'a>, path: &[&str]) -> Option<&'n Node<'a>> {
    path.iter().try_fold(root, |node, part| match &node.value {
        Value::Table(table) => table.get(part).map(|entry| &entry.node),
        _ => None,
    })
}

fn comment(text: &str) -> String {
    grid::wrapped_at(&escape_controls(text), "# ", "# ", WIDTH)
}

/// The file under way.
struct Sheet<'s, 'a> {
    root: &'s Node<'a>,
    start: Option<Date>,
    given: &'s [&'s str],
    /// What is explained already of keys inside a line.
    said: Vec<String>,
    text: String,
}

impl Sheet<'_, '_> {
    /// A table of the format under its heading.
    fn section(&mut self, key: &Key) {
        let mut meaning = escape_controls(&key.meaning).into_owned();
        if let Some(first) = meaning.get_mut(..1) {
            first.make_ascii_lowercase();
        }
        let title = format!("# ---- {}: {meaning} ", key.name);
        let rule = "-".repeat(WIDTH.saturating_sub(title.chars().count()));
        self.text.push_str(&format!("\n{}\n", format!("{title}{rule}").trim_end()));
        match &key.kind {
            Kind::Table(table) if key.example.is_none() => {
                for inner in &table.keys {
                    self.line(&[&key.name, &inner.name], inner);
                }
                self.others(&key.name, table);
            }
            _ => self.line(&[&key.name], key),
        }
    }

    /// Tables with names of their own: those that are known, else one to begin with.
    fn others(&mut self, section: &str, table: &Table) {
        let Others::Each { value, .. } = &table.others else { return };
        let Kind::Table(inner) = value.as_ref() else { return };
        let example = inner.keys.iter().find_map(|key| key.example.clone()).unwrap_or_default();
        let meaning = "Any other service; its provider is named. `gpu-cloud` is a name of your own";
        let other = Key::new("gpu-cloud", meaning, value.as_ref().clone()).like(example);
        let is_own = |name: &str| !table.keys.iter().any(|key| key.name == name);
        let own: Vec<String> = match at(self.root, &[section]).map(|node| &node.value) {
            Some(Value::Table(known)) => {
                known.entries.iter().map(|entry| entry.key.to_string()).filter(|name| is_own(name)).collect()
            }
            _ => Vec::new(),
        };
        if !own.contains(&other.name) {
            self.line(&[section, &other.name], &other);
        }
        for name in own {
            self.line(&[section, &name], &other);
        }
    }

    /// One key with what it means: its value where it is known, else an example behind a #.
    fn line(&mut self, path: &[&str], key: &Key) {
        if path.len() > 1 {
            self.text.push_str(&comment(&meaning(key)));
        }
        self.parts("", inner(&key.kind));
        let name = path.iter().map(|part| written_key(part)).collect::<Vec<_>>().join(".");
        let value = at(self.root, path).and_then(written_value);
        let is_example = REQUIRED.iter().any(|(required, _)| *required == name) && !self.given.contains(&name.as_str());
        match value {
            Some(value) => {
                let behind = if is_example { EXAMPLE } else { "" };
                self.text.push_str(&format!("{name} = {value}{behind}\n"));
            }
            None => {
                let example = self.dated(key.example.as_deref().unwrap_or_default());
                self.text.push_str(&format!("#{name} = {example}\n"));
            }
        }
    }

    /// The keys of a table that stands on one line, each explained once in the file. Those that say the same go together.
    fn parts(&mut self, prefix: &str, keys: &[Key]) {
        for run in keys.chunk_by(|one, next| one.meaning == next.meaning) {
            let Some(key) = run.first() else { continue };
            let names: Vec<String> = run.iter().map(|key| format!("{prefix}{}", key.name)).collect();
            let said = format!("{}: {}", names.join(", "), meaning(key));
            if !self.said.contains(&said) {
                self.text.push_str(&grid::wrapped_at(&escape_controls(&said), "#    ", "#      ", WIDTH));
                self.said.push(said);
            }
            self.parts(&format!("{prefix}{}.", key.name), inner(&key.kind));
        }
    }

    /// An example with `<+N>` as the date N days after the plan's start.
    fn dated(&self, example: &str) -> String {
        let mut parts = example.split("<+");
        let mut text = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (days, rest) = part.split_once('>').unwrap_or(("0", part));
            let days = Day(days.parse().unwrap_or(0));
            text.push_str(&self.start.map(|start| within(start, days).to_string()).unwrap_or_default());
            text.push_str(rest);
        }
        text
    }
}

/// The date so many days after the start; the start itself where a file may not name that year.
fn within(start: Date, days: Day) -> Date {
    let date = start.plus(days);
    let (year, ..) = date.year_month_day();
    if YEARS.contains(&year) { date } else { start }
}

/// The keys of the table, or of the list of tables, that a value is.
fn inner(kind: &Kind) -> &[Key] {
    match kind {
        Kind::Table(table) => &table.keys,
        Kind::List { of, .. } => inner(of),
        _ => &[],
    }
}

/// What a key says, and the values that there are.
fn meaning(key: &Key) -> String {
    let values = key.kind.values();
    if values.is_empty() { key.meaning.clone() } else { format!("{} ({values})", key.meaning) }
}
