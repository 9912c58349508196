//! Billing files that other systems write, read as streams: what was charged, what credits paid, what is left of them.
//!
//! A file is told by its content and not by its name. Amounts are kept exactly as written; every row that is read is
//! either used or skipped for a named reason. What cannot be right in whole, such as a cut or re-issued file, is refused
//! with its line, and nothing of the import is left.

mod columns;
mod exact;
mod fault;
mod guard;
mod json;
mod kind;
mod seen;
mod stamp;
mod sums;
mod table;

use std::collections::BTreeMap;
use std::io::BufRead;

use crate::calendar::Date;
use crate::diagnostic::Diagnostics;
use crate::id::ProviderId;
use crate::text::words;

pub use exact::Exact;
pub use kind::Kind;
use seen::Seen;
use sums::Sums;

/// What of the files concerns the plan.
#[derive(Debug, Clone)]
pub struct Scope {
    /// The plan's first day: what was charged before it does not count.
    pub first: Date,
    /// The plan's last day.
    pub last: Date,
    /// The providers that the plan knows.
    pub providers: Vec<ProviderId>,
}

/// What was read of some files, all together.
#[derive(Debug)]
pub struct Import<'s> {
    scope: &'s Scope,
    /// True where more than one file is read, so that one may state again what another one does.
    is_several: bool,
    /// Each file, in the order of reading.
    pub files: Vec<FileRead>,
    /// What was charged, summed up.
    pub charges: Sums<Charge>,
    /// What credits paid, summed up.
    pub applied: Sums<Applied>,
    /// The credits that `get-credits` lists.
    pub credits: Vec<Credit>,
    /// What is known of each provider's months.
    pub months: BTreeMap<(ProviderId, Date), MonthSeen>,
    rows: Seen,
    keys: Seen,
    history: BTreeMap<json::EntryKey, json::EntrySeen>,
}

words! {
    /// Why a row is not used.
    Skip {
        Duplicate, "duplicate-row", "the row is, letter for letter, one that was read before";
        BeforePlan, "before-the-plan", "it was charged before the plan's first day";
        AfterPlan, "after-the-plan", "it was charged after the plan's last day";
        OtherProvider, "other-provider", "its provider has no service and no grant in the plan";
        Superseded, "superseded-estimate", "another row states the final bill of the same month";
    }
}

words! {
    /// What deserves a second look in a file.
    Remark {
        NegativeCharge, "negative-charge", "charges below zero that are no credits: they lower the charges";
        CreditReversed, "credit-reversed", "credit rows above zero: they give back what a credit paid";
        EffectiveDiffers, "effective-cost-differs", "credit rows whose EffectiveCost is not their BilledCost: BilledCost is used";
        Correction, "correction", "rows that correct an earlier, already invoiced period: they count in the period that bills them";
        NotInvoiced, "not-invoiced", "rows without an invoice: their month is not final";
        Estimated, "estimated-bill", "entries of a bill that is estimated: its month is not final";
        Partial, "partial-results", "the answer says that it is incomplete";
        NoBreak, "no-final-line-break", "the last row ends without a line break: look whether the file is whole";
        Similar, "similar-rows", "rows that another file states with other figures, too few to be a re-issue";
        FarApart, "not-compared", "rows more than 900000 apart are not told to be the same";
        OtherType, "not-a-promotion", "credits of another type than Promotion: they are used like one";
    }
}

/// How many rows, what they come to, and where the first ones stand.
#[derive(Debug, Clone, Default)]
pub struct Rows {
    /// How many.
    pub count: u64,
    /// The sum of what they state.
    pub amount: Exact,
    /// The lines of the first ones.
    pub lines: Vec<u64>,
}

/// The most lines that are named.
const MOST_LINES: usize = 20;

impl Rows {
    fn add(&mut self, line: u64, amount: Exact) {
        self.count = self.count.saturating_add(1);
        self.amount += amount;
        if self.lines.len() < MOST_LINES {
            self.lines.push(line);
        }
    }
}

/// What was read of one file.
#[derive(Debug, Clone)]
pub struct FileRead {
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// The rows, or entries, that it holds.
    pub rows: u64,
    /// Those that are used.
    pub used: u64,
    /// Those that are not, by reason.
    pub skipped: BTreeMap<&'static str, Rows>,
    /// What deserves a second look.
    pub remarks: BTreeMap<&'static str, Rows>,
    /// The first and the last day that something was charged on.
    pub days: Option<(Date, Date)>,
}

impl FileRead {
    fn new(name: &str, kind: Kind) -> Self {
        let (skipped, remarks) = (BTreeMap::new(), BTreeMap::new());
        Self { name: name.to_owned(), kind, rows: 0, used: 0, skipped, remarks, days: None }
    }

    /// The rows that are not used.
    #[must_use]
    pub fn skipped_count(&self) -> u64 {
        self.skipped.values().map(|rows| rows.count).sum()
    }

    /// True where every row that was read is used or skipped for a reason.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.rows == self.used.saturating_add(self.skipped_count())
    }

    fn skip(&mut self, reason: Skip, line: u64, amount: Exact) {
        self.skipped.entry(reason.name()).or_default().add(line, amount);
    }

    fn remark(&mut self, remark: Remark, line: u64, amount: Exact) {
        self.remarks.entry(remark.name()).or_default().add(line, amount);
    }

    fn charged_on(&mut self, from: Date, through: Date) {
        self.days = Some(self.days.map_or((from, through), |(first, last)| (first.min(from), last.max(through))));
    }
}

/// Whose charge it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChargeKind {
    /// The provider's own.
    Usage,
    /// A third party's, billed through the provider's marketplace.
    Marketplace,
    /// A third party's model on Bedrock, billed through the marketplace.
    Model,
    /// A tax.
    Tax,
}

/// What was charged in one month on one account for one service.
#[derive(Debug, Clone)]
pub struct Charge {
    /// The first of the month that is billed.
    pub month: Date,
    /// Who bills it.
    pub provider: ProviderId,
    /// The account, as written; empty where the file names none.
    pub account: String,
    /// The service, as the bill names it.
    pub service: String,
    /// Whose charge it is.
    pub kind: ChargeKind,
    /// The sum.
    pub amount: Exact,
}

/// What one credit paid in one month on one account for one service.
#[derive(Debug, Clone)]
pub struct Applied {
    /// The first of the month that is billed.
    pub month: Date,
    /// Whose credit it is.
    pub provider: ProviderId,
    /// The account that was charged, as written.
    pub account: String,
    /// The service, as the bill names it.
    pub service: String,
    /// The credit: its id in a history, its name in a bill.
    pub credit: String,
    /// True where a history says it, which is about the same credits as the bill.
    pub is_history: bool,
    /// The sum, above nothing where the credit paid.
    pub amount: Exact,
}

/// A credit as `get-credits` lists it.
#[derive(Debug, Clone)]
pub struct Credit {
    /// Its id.
    pub id: String,
    /// Its name; the id where it has none.
    pub name: String,
    /// The account that owns it.
    pub account: String,
    /// What it was issued with.
    pub initial: Exact,
    /// What is left by the last bill that is final.
    pub remaining: Exact,
    /// What is left by the open month's estimate.
    pub estimated: Option<Exact>,
    /// The first usable day.
    pub starts: Date,
    /// The last usable day.
    pub ends: Date,
    /// The day on which it was used up.
    pub exhausted: Option<Date>,
    /// False where it is paused.
    pub is_enabled: bool,
    /// The products that it pays for; empty where the list does not say.
    pub products: Vec<String>,
    /// The file and the line that say so.
    pub place: (String, usize),
}

/// What is known of one provider's month.
#[derive(Debug, Clone, Copy, Default)]
pub struct MonthSeen {
    /// True where a bill states its charges.
    pub has_charges: bool,
    /// True where a history states what credits paid.
    pub has_history: bool,
    /// True where some of it is not final.
    pub is_estimated: bool,
    /// True where its charges have invoices.
    pub is_invoiced: bool,
    /// The last day that its charges speak of.
    pub through: Option<Date>,
}

impl<'s> Import<'s> {
    /// Nothing read yet. `files` is how many there will be.
    #[must_use]
    pub fn new(scope: &'s Scope, files: usize) -> Self {
        Self {
            scope,
            is_several: files > 1,
            files: Vec::new(),
            charges: Sums::default(),
            applied: Sums::default(),
            credits: Vec::new(),
            months: BTreeMap::new(),
            rows: Seen::default(),
            keys: Seen::default(),
            history: BTreeMap::new(),
        }
    }

    /// Reads a file from a stream that is not packed. After an error the import is not to be used.
    ///
    /// # Errors
    /// What is wrong, with the line: the file is none of those that are read, it is cut, a value of it cannot be read, it
    /// is not in US dollars, or it states otherwise what was read before.
    pub fn read(&mut self, name: &str, mut stream: impl BufRead) -> Result<(), Diagnostics> {
        let start = stream.fill_buf().map_err(|error| fault::unreadable(name, 1, &error))?;
        let file = if kind::is_json(name, start)? {
            json::read(self, name, stream)?
        } else {
            table::read(self, name, stream)?
        };
        debug_assert!(file.is_whole(), "{file:?}");
        self.files.push(file);
        Ok(())
    }

    fn month(&mut self, provider: &ProviderId, month: Date) -> &mut MonthSeen {
        self.months.entry((provider.clone(), month)).or_default()
    }
}
