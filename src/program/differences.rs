//! What differs between two programs, value by value.

use super::{Entry, Program};

/// A value that two programs do not have in common.
#[derive(Debug, Clone)]
pub struct Difference<'p> {
    /// As the first has it.
    pub before: Option<Entry<'p>>,
    /// As the second has it; at least one of the two does.
    pub after: Option<Entry<'p>>,
}

/// How two programs differ in a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DifferenceKind {
    /// Only the second has it.
    Added,
    /// Only the first has it.
    Removed,
    /// They state different values.
    Changed,
    /// They state the same value, with other lines or another reason.
    Recited,
}

impl DifferenceKind {
    /// The word in every output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Changed => "changed",
            Self::Recited => "recited",
        }
    }
}

impl Difference<'_> {
    /// The dotted path that both state it under.
    #[must_use]
    pub fn path(&self) -> &str {
        self.after.as_ref().or(self.before.as_ref()).map_or("", |entry| entry.path.as_str())
    }

    /// How they differ.
    #[must_use]
    pub fn kind(&self) -> DifferenceKind {
        match (&self.before, &self.after) {
            (None, _) => DifferenceKind::Added,
            (_, None) => DifferenceKind::Removed,
            (Some(before), Some(after)) if before.value != after.value => DifferenceKind::Changed,
            (Some(_), Some(_)) => DifferenceKind::Recited,
        }
    }
}

impl Program {
    /// Every value in which `other` differs from this program, in the order of `other`, then what it does not have.
    #[must_use]
    pub fn differences<'p>(&'p self, other: &'p Self) -> Vec<Difference<'p>> {
        let (ours, theirs) = (self.catalogue(), other.catalogue());
        let find = |entries: &[Entry<'p>], path: &str| entries.iter().find(|entry| entry.path == path).cloned();
        let is_same = |one: &Entry<'p>, other: &Entry<'p>| one.value == other.value && one.citation == other.citation;
        let mut differences = Vec::new();
        for after in &theirs {
            let before = find(&ours, &after.path);
            if before.as_ref().is_none_or(|before| !is_same(before, after)) {
                differences.push(Difference { before, after: Some(after.clone()) });
            }
        }
        let gone = ours.iter().filter(|before| find(&theirs, &before.path).is_none());
        differences.extend(gone.map(|before| Difference { before: Some(before.clone()), after: None }));
        differences
    }
}
