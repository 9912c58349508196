//! Sums by key, found again without an allocation.

use std::collections::HashMap;

/// The most keys: accounts, months and services are few, rows are many.
const MOST_KEYS: usize = 200_000;

/// Entries by key.
#[derive(Debug)]
pub struct Sums<T> {
    entries: Vec<T>,
    places: HashMap<Box<[u8]>, usize>,
}

impl<T> Default for Sums<T> {
    fn default() -> Self {
        Self { entries: Vec::new(), places: HashMap::new() }
    }
}

impl<T> Sums<T> {
    /// The entry of a key, made where it is new; `None` where there are too many.
    pub(super) fn entry(&mut self, key: &[u8], new: impl FnOnce() -> T) -> Option<&mut T> {
        if let Some(place) = self.places.get(key) {
            return self.entries.get_mut(*place);
        }
        if self.entries.len() >= MOST_KEYS {
            return None;
        }
        self.places.insert(key.into(), self.entries.len());
        self.entries.push(new());
        self.entries.last_mut()
    }

    /// The entries in the order of their first rows.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.entries.iter()
    }

    /// True where there is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}
