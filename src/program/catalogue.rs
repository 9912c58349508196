//! Every value of a program with its citation, under the path by which a program file states it.
//!
//! The one list of them: what shows, explains or compares programs walks it. Each struct is taken apart field by field,
//! so that a field which nobody lists does not compile.

mod entities;
mod rules;

use super::{Bound, Citation, Cited, Program, Requirement, Value};
use crate::id::ConflictId;
use crate::signal::Signal;

/// A value of a program with its citation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry<'p> {
    /// Its dotted path in a program file, such as `tiers.ceiling.award`.
    pub path: String,
    /// Its id among the rules that decide, as `eval` prints it: `screening.stage`, `ceiling.backing`.
    pub rule: Option<String>,
    /// What it is, in words.
    pub means: String,
    /// What it states; a record without fields where only the entity itself is cited.
    pub value: Value<'p>,
    /// Where it comes from. One in memory is one value of the program.
    pub citation: &'p Citation,
}

impl Entry<'_> {
    /// The value as text, with a star where it is assumed.
    #[must_use]
    pub fn starred(&self) -> String {
        let Citation { assumed, assumed_in, .. } = self.citation;
        self.value.starred(|case| *assumed && (assumed_in.is_empty() || assumed_in.contains(&case)))
    }

    /// The top-level table that it stands in: `tiers`.
    #[must_use]
    pub fn section(&self) -> &str {
        self.path.split('.').next().unwrap_or_default()
    }

    /// The last part of its path: `award`.
    #[must_use]
    pub fn key(&self) -> &str {
        self.path.rsplit('.').next().unwrap_or_default()
    }

    /// True where it settles the conflict.
    #[must_use]
    pub fn names(&self, conflict: &ConflictId) -> bool {
        self.citation.conflicts.contains(conflict)
    }

    /// True for the value that this citation belongs to.
    #[must_use]
    pub fn is_cited_by(&self, citation: &Citation) -> bool {
        std::ptr::eq(self.citation, citation)
    }
}

impl Program {
    /// Every value of the program that carries a citation, in the order of the built-in file.
    #[must_use]
    pub fn catalogue(&self) -> Vec<Entry<'_>> {
        let mut entries = Vec::new();
        rules::list(self, &mut entries);
        entities::tiers(self, &mut entries);
        entities::gates(self, &mut entries);
        entities::accelerator(self, &mut entries);
        entities::components(self, &mut entries);
        rules::list_rest(self, &mut entries);
        entries
    }
}

/// A table of the program file that is being listed.
struct Listing<'c, 'p> {
    entries: &'c mut Vec<Entry<'p>>,
    table: String,
}

impl<'c, 'p> Listing<'c, 'p> {
    fn new(entries: &'c mut Vec<Entry<'p>>, table: impl Into<String>) -> Self {
        Self { entries, table: table.into() }
    }

    /// Lists the table itself.
    fn itself(&mut self, means: &str, fields: Vec<(&'static str, Value<'p>)>, citation: &'p Citation) {
        let (path, value) = (self.table.clone(), Value::Record(fields));
        self.entries.push(Entry { path, rule: None, means: means.to_owned(), value, citation });
    }

    /// Lists the value under a key of the table.
    fn value<T>(&mut self, key: &str, means: &str, cited: &'p Cited<T>, value: impl FnOnce(&'p T) -> Value<'p>) {
        let path = format!("{}.{key}", self.table);
        let (value, citation) = (value(&cited.value), &cited.citation);
        self.entries.push(Entry { path, rule: None, means: means.to_owned(), value, citation });
    }

    /// As [`Listing::value`], where the key may be absent.
    fn optional<T>(
        &mut self,
        key: &str,
        means: &str,
        cited: Option<&'p Cited<T>>,
        value: impl FnOnce(&'p T) -> Value<'p>,
    ) {
        if let Some(cited) = cited {
            self.value(key, means, cited, value);
        }
    }

    /// Lists requirements under the table; the rules are known as `group.signal`.
    fn requirements(&mut self, group: &str, asker: &str, requirements: &'p [Requirement]) {
        for Requirement { signal, bound, citation } in requirements {
            let path = format!("{}.{signal}", self.table);
            let (rule, means) = (Some(format!("{group}.{signal}")), in_words(asker, *signal, *bound));
            self.entries.push(Entry { path, rule, means, value: Value::Bound(*bound), citation });
        }
    }
}

/// What a requirement asks for: `screening asks for stage of at most series-a`.
fn in_words(asker: &str, signal: Signal, bound: Bound) -> String {
    format!("{asker} asks for {signal} of {}", Value::Bound(bound))
}

fn days<T: Copy + Into<i64>>(days: T) -> Value<'static> {
    Value::Days(crate::calendar::Day(i32::try_from(days.into()).unwrap_or(i32::MAX)))
}

fn text(text: &str) -> Value<'_> {
    Value::Word(text)
}
