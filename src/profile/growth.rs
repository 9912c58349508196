//! `[growth]`: how facts are expected to move after day 0.

use rust_decimal::Decimal;

use crate::calendar::Date;
use crate::diagnostic::Span;
use crate::signal::Level;

/// `[growth]`. Facts are those of the plan's start; this is what comes after it.
#[derive(Debug, Clone, Default)]
pub struct Growth {
    /// Of monthly recurring revenue, from its last value on.
    pub mrr: Option<Rate>,
    /// Of monthly active users.
    pub monthly_active_users: Option<Rate>,
    /// The day from which the stage is at least that.
    pub stage: Vec<(Level, Date)>,
    /// The day from which the proof of concept is at least that.
    pub poc: Vec<(Level, Date)>,
    /// The investors that join, each on its day.
    pub backers: Vec<(String, Date)>,
    /// The letters of intent that come, each on its day.
    pub enterprise_lois: Vec<(String, Date)>,
}

/// A compound rate a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// The rate, -0.99 to 10, at most six decimals.
    pub monthly: Decimal,
    /// Where it stands in the file.
    pub place: Span,
}

impl Growth {
    /// True where no fact is said to move.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.mrr.is_none()
            && self.monthly_active_users.is_none()
            && self.stage.is_empty()
            && self.poc.is_empty()
            && self.backers.is_empty()
            && self.enterprise_lois.is_empty()
    }

    /// The days on which a dated fact begins to hold, in order, each once.
    #[must_use]
    pub fn dates(&self) -> Vec<Date> {
        let levels = self.stage.iter().chain(&self.poc).map(|(_, date)| *date);
        let names = self.backers.iter().chain(&self.enterprise_lois).map(|(_, date)| *date);
        let mut dates: Vec<Date> = levels.chain(names).collect();
        dates.sort_unstable();
        dates.dedup();
        dates
    }
}
