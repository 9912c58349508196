//! A value in each of the three cases.

use std::fmt;

/// One of the three readings of the same plan; spend is the same in all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Case {
    /// Late dates, small amounts.
    Cautious,
    /// The middle reading.
    Likely,
    /// Early dates, large amounts.
    Best,
}

impl Case {
    /// The cases in the order of every output.
    pub const ALL: [Self; 3] = [Self::Cautious, Self::Likely, Self::Best];

    /// The case's name in TOML, JSON, CSV and text.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Cautious => "cautious",
            Self::Likely => "likely",
            Self::Best => "best",
        }
    }
}

impl fmt::Display for Case {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}

/// A value in each case.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Band<T> {
    /// In the cautious case.
    pub cautious: T,
    /// In the likely case.
    pub likely: T,
    /// In the best case.
    pub best: T,
}

impl<T> Band<T> {
    /// The band whose value in each case is `value(case)`.
    pub fn from_fn(mut value: impl FnMut(Case) -> T) -> Self {
        Self { cautious: value(Case::Cautious), likely: value(Case::Likely), best: value(Case::Best) }
    }

    /// The value in `case`.
    #[must_use]
    pub const fn get(&self, case: Case) -> &T {
        match case {
            Case::Cautious => &self.cautious,
            Case::Likely => &self.likely,
            Case::Best => &self.best,
        }
    }

    /// The value in `case`, to be changed.
    pub const fn get_mut(&mut self, case: Case) -> &mut T {
        match case {
            Case::Cautious => &mut self.cautious,
            Case::Likely => &mut self.likely,
            Case::Best => &mut self.best,
        }
    }

    /// The band of `change` applied to each value.
    pub fn map<U>(self, mut change: impl FnMut(T) -> U) -> Band<U> {
        Band { cautious: change(self.cautious), likely: change(self.likely), best: change(self.best) }
    }

    /// The values by reference.
    #[must_use]
    pub const fn as_ref(&self) -> Band<&T> {
        Band { cautious: &self.cautious, likely: &self.likely, best: &self.best }
    }

    /// Each case with its value, in the order of every output.
    pub fn iter(&self) -> impl Iterator<Item = (Case, &T)> {
        Case::ALL.into_iter().map(|case| (case, self.get(case)))
    }
}

impl<T: Clone> Band<T> {
    /// The same value in every case.
    pub fn same(value: T) -> Self {
        Self { cautious: value.clone(), likely: value.clone(), best: value }
    }
}

impl<T: PartialEq> Band<T> {
    /// True when the cases do not differ.
    pub fn is_same(&self) -> bool {
        self.cautious == self.likely && self.likely == self.best
    }
}
