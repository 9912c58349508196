//! Where lines of the source contradict each other, and what is made of it.

use std::ops::Deref;
use std::sync::LazyLock;

use super::toml;
use crate::id::ConflictId;

/// The conflicts of the built-in program, as its text has them.
pub const EMBEDDED: &str = include_str!("conflicts.toml");

/// A contradiction and how it is settled.
#[derive(Debug, Clone)]
pub struct Conflict {
    /// Its id.
    pub id: ConflictId,
    /// What it is about.
    pub title: String,
    /// The lines in conflict.
    pub lines: Vec<u32>,
    /// The readings, at least two.
    pub readings: Vec<String>,
    /// The one in use.
    pub used: String,
    /// Why that one.
    pub why: String,
}

/// The conflicts of a program, in the order of its file.
///
/// They decide nothing, so those of the built-in program are read only when someone looks at them.
#[derive(Debug, Clone)]
pub enum Conflicts {
    /// Those of a program file, read with it.
    Read(Vec<Conflict>),
    /// Those of the built-in program.
    Embedded,
}

impl Deref for Conflicts {
    type Target = [Conflict];

    fn deref(&self) -> &[Conflict] {
        static RECORD: LazyLock<Vec<Conflict>> = LazyLock::new(toml::embedded_conflicts);
        match self {
            Self::Read(conflicts) => conflicts,
            Self::Embedded => &RECORD,
        }
    }
}

impl<'c> IntoIterator for &'c Conflicts {
    type Item = &'c Conflict;
    type IntoIter = std::slice::Iter<'c, Conflict>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
