//! FOCUS and CUR 2.0 tables, a row at a time.

use std::io::BufRead;

use csv::{ByteRecord, ErrorKind, Reader, ReaderBuilder};

use super::columns::Columns;
use super::exact::Exact;
use super::fault::{Place, shown, unreadable};
use super::guard::Guard;
use super::{Applied, Charge, ChargeKind, FileRead, Import, Kind, Remark, Skip, kind, seen, stamp};
use crate::calendar::Date;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::id::ProviderId;

/// The bytes that are read at once.
const BUFFER: usize = 1 << 16;
/// The currency that a plan is in.
const CURRENCY: &[u8] = b"USD";
/// The provider of every CUR.
const AWS: &str = "aws";
/// The most names of providers in a file.
const MOST_PROVIDERS: usize = 1_000;

/// What kind of row it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Category {
    Charge,
    Tax,
    Credit,
}

/// One table under way.
struct Table<'i, 's, 'n> {
    import: &'i mut Import<'s>,
    name: &'n str,
    columns: Columns,
    file: FileRead,
    key: Vec<u8>,
    /// The last dates that were read, so that a run of equal ones is read once.
    months: Remembered,
    starts: Remembered,
    ends: Remembered,
    /// The names of providers, with the plan's provider that each one is.
    providers: Vec<(Vec<u8>, Option<ProviderId>)>,
    /// Rows that repeat a row of another file, state one of its charges otherwise, or are new.
    across: Across,
}

#[derive(Default)]
struct Remembered {
    text: Vec<u8>,
    stamp: Option<stamp::Stamp>,
}

#[derive(Default)]
struct Across {
    repeated: u64,
    fresh: u64,
    other: u64,
    first_other: Option<(u64, Vec<u8>)>,
    keys: Vec<u64>,
}

/// Reads a table to its end.
pub fn read(import: &mut Import<'_>, name: &str, stream: impl BufRead) -> Result<FileRead, Diagnostics> {
    let mut reader =
        ReaderBuilder::new().has_headers(true).flexible(true).buffer_capacity(BUFFER).from_reader(Guard::new(stream));
    let head = reader.byte_headers().map_err(|error| broken(name, 1, error))?.clone();
    let columns = kind::of_head(name, &head)?;
    let kind = columns.kind.unwrap_or(Kind::Focus);
    let mut table = Table {
        import,
        name,
        columns,
        file: FileRead::new(name, kind),
        key: Vec::new(),
        months: Remembered::default(),
        starts: Remembered::default(),
        ends: Remembered::default(),
        providers: Vec::new(),
        across: Across::default(),
    };
    let mut record = ByteRecord::new();
    loop {
        let line = usize::try_from(reader.position().line()).unwrap_or(usize::MAX);
        reader.get_mut().begin_row();
        if !reader.read_byte_record(&mut record).map_err(|error| broken(name, line, error))? {
            break;
        }
        let line = record.position().map_or(0, csv::Position::line);
        if record.len() != head.len() {
            return Err(table.uneven(&record, head.len(), line));
        }
        table.row(&record, line)?;
    }
    table.end(&reader)
}

fn broken(name: &str, line: usize, error: csv::Error) -> Diagnostics {
    match error.into_kind() {
        ErrorKind::Io(error) => unreadable(name, line, &error),
        _ => kind::unknown(name, &format!("line {line} cannot be read as CSV")),
    }
}

impl Table<'_, '_, '_> {
    fn place(&self, line: u64) -> Place<'_> {
        Place { file: self.name, line: usize::try_from(line).unwrap_or(usize::MAX) }
    }

    /// A row with fewer or more cells than the head.
    fn uneven(&self, record: &ByteRecord, wanted: usize, line: u64) -> Diagnostics {
        let message = format!("line {line} has {} cells, and the head has {wanted}", record.len());
        let help = "the file is cut or was edited: fetch it again";
        self.place(line).fault(Code::CutShort, record.get(0).unwrap_or_default(), message, "", help)
    }

    fn row(&mut self, record: &ByteRecord, line: u64) -> Result<(), Diagnostics> {
        self.file.rows = self.file.rows.saturating_add(1);
        let amount = self.amount(record, line)?;
        let print = seen::of_row(record);
        if !self.import.rows.is_new(print) {
            self.across.repeated = self.across.repeated.saturating_add(1);
            self.file.skip(Skip::Duplicate, line, amount);
            return Ok(());
        }
        self.compare(record, line);
        let category = self.category(record, line)?;
        let names = self.columns.names;
        let month = stamp_of(&mut self.months, record.get(self.columns.period).unwrap_or_default());
        let Some(month) = month.map(|stamp| stamp.date.first_of_month()) else {
            return Err(self.no_date(names.period, record.get(self.columns.period), line));
        };
        let start = stamp_of(&mut self.starts, record.get(self.columns.start).unwrap_or_default());
        let Some(start) = start.map(|stamp| stamp.date) else {
            return Err(self.no_date(names.start, record.get(self.columns.start), line));
        };
        let through = stamp_of(&mut self.ends, Columns::text(record, self.columns.end));
        let through = through.map_or(start, stamp::Stamp::day_before_end).max(start);
        if let Some(reason) = self.outside(category, month, start) {
            self.file.skip(reason, line, amount);
            return Ok(());
        }
        let Some(provider) = self.provider(record) else {
            self.file.skip(Skip::OtherProvider, line, amount);
            return Ok(());
        };
        if category != Category::Credit {
            self.file.charged_on(start, through);
        }
        self.note(record, category, amount, line);
        self.add(record, category, month, &provider, amount)?;
        let is_open = self.is_open(record, amount);
        if is_open {
            self.file.remark(Remark::NotInvoiced, line, amount);
        }
        self.see_month(&provider, month, through, is_open);
        self.file.used = self.file.used.saturating_add(1);
        Ok(())
    }

    fn amount(&self, record: &ByteRecord, line: u64) -> Result<Exact, Diagnostics> {
        let Columns { names, amount, currency, .. } = &self.columns;
        let written = record.get(*amount).unwrap_or_default();
        let Some(amount) = Exact::parse(written) else {
            let wanted = "wanted an exact decimal, as 12.3456";
            return Err(self.place(line).value(names.amount, written, "amount", wanted));
        };
        let currency = record.get(*currency).unwrap_or_default();
        if currency != CURRENCY {
            let message =
                format!("`{}` of line {line} is `{}`; a plan is in US dollars", names.currency, shown(currency));
            let help = "export the charges in USD; amounts of two currencies are never added";
            return Err(self.place(line).fault(Code::ForeignCurrency, currency, message, "wanted `USD`", help));
        }
        Ok(amount)
    }

    fn category(&self, record: &ByteRecord, line: u64) -> Result<Category, Diagnostics> {
        let written = record.get(self.columns.category).unwrap_or_default();
        match (self.columns.kind, written) {
            (_, b"Credit") => Ok(Category::Credit),
            (_, b"Tax") => Ok(Category::Tax),
            (Some(Kind::Focus), b"Usage" | b"Purchase" | b"Adjustment") => Ok(Category::Charge),
            (Some(Kind::Cur), name) if !name.is_empty() && name.iter().all(u8::is_ascii_alphanumeric) => {
                Ok(Category::Charge)
            }
            _ => {
                let wanted = "wanted `Usage`, `Purchase`, `Tax`, `Credit` or `Adjustment`";
                Err(self.place(line).value(self.columns.names.category, written, "kind of charge", wanted))
            }
        }
    }

    fn no_date(&self, name: &str, written: Option<&[u8]>, line: u64) -> Diagnostics {
        self.place(line).value(name, written.unwrap_or_default(), "date", "wanted a date, as 2026-03-01T00:00:00Z")
    }

    /// Why a row lies outside the plan. A credit belongs to its bill, whenever it was applied.
    fn outside(&self, category: Category, month: Date, start: Date) -> Option<Skip> {
        let scope = self.import.scope;
        let is_before = match category {
            Category::Credit => month < scope.first.first_of_month(),
            Category::Charge | Category::Tax => month < scope.first.first_of_month() || start < scope.first,
        };
        if is_before {
            return Some(Skip::BeforePlan);
        }
        let is_late = month > scope.last || (category != Category::Credit && start > scope.last);
        is_late.then_some(Skip::AfterPlan)
    }

    fn provider(&mut self, record: &ByteRecord) -> Option<ProviderId> {
        let mut written = self.columns.providers.iter().map(|place| Columns::text(record, Some(*place)));
        let name = written.find(|name| !name.is_empty()).unwrap_or(AWS.as_bytes());
        if let Some((_, provider)) = self.providers.iter().find(|(known, _)| known == name) {
            return provider.clone();
        }
        let provider = plan_provider(&String::from_utf8_lossy(name), &self.import.scope.providers);
        if self.providers.len() < MOST_PROVIDERS {
            self.providers.push((name.to_vec(), provider.clone()));
        }
        provider
    }

    /// Notes what deserves a second look.
    fn note(&mut self, record: &ByteRecord, category: Category, amount: Exact, line: u64) {
        let Self { columns, file, .. } = self;
        if category != Category::Credit && amount.is_negative() {
            file.remark(Remark::NegativeCharge, line, amount);
        }
        if category == Category::Credit && !amount.is_negative() && !amount.is_zero() {
            file.remark(Remark::CreditReversed, line, amount);
        }
        if Columns::text(record, columns.class) == b"Correction" {
            file.remark(Remark::Correction, line, amount);
        }
        let effective = Columns::text(record, columns.effective);
        if category == Category::Credit && !effective.is_empty() && Exact::parse(effective) != Some(amount) {
            file.remark(Remark::EffectiveDiffers, line, amount);
        }
    }

    /// Adds the row to the sums.
    fn add(
        &mut self,
        record: &ByteRecord,
        category: Category,
        month: Date,
        provider: &ProviderId,
        amount: Exact,
    ) -> Result<(), Diagnostics> {
        let columns = &self.columns;
        let account = Columns::text(record, columns.account);
        let service = Columns::text(record, columns.service);
        let issuer = Columns::text(record, columns.issuer);
        let publisher = Columns::text(record, columns.publisher);
        let description = Columns::text(record, columns.description);
        self.key.clear();
        self.key.extend_from_slice(record.get(columns.period).unwrap_or_default());
        let last = if category == Category::Credit { description } else { issuer };
        let mark: &[u8] = match category {
            Category::Charge => b"charge",
            Category::Tax => b"tax",
            Category::Credit => b"credit",
        };
        for part in [provider.as_str().as_bytes(), account, service, publisher, last, mark] {
            self.key.push(0xff);
            self.key.extend_from_slice(part);
        }
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let (account, service) = (|| text(account), || text(service));
        let sum = if category == Category::Credit {
            let new = || Applied {
                month,
                provider: provider.clone(),
                account: account(),
                service: service(),
                credit: credit_name(&text(description)).to_owned(),
                is_history: false,
                amount: Exact::ZERO,
            };
            self.import.applied.entry(&self.key, new).map(|sum| sum.amount += -amount)
        } else {
            let kind = || {
                let names = [text(issuer), text(publisher), service(), text(description)];
                if category == Category::Tax { ChargeKind::Tax } else { charge_kind(&names) }
            };
            let new = || {
                let (account, service) = (account(), service());
                Charge { month, provider: provider.clone(), account, service, kind: kind(), amount: Exact::ZERO }
            };
            self.import.charges.entry(&self.key, new).map(|sum| sum.amount += amount)
        };
        sum.ok_or_else(|| too_many(self.name))
    }

    /// True for a row that has no invoice although rows of its kind of file do.
    fn is_open(&self, record: &ByteRecord, amount: Exact) -> bool {
        let invoice = self.columns.invoice;
        invoice.is_some() && Columns::text(record, invoice).is_empty() && !amount.is_zero()
    }

    /// Keeps what the row says of its month.
    fn see_month(&mut self, provider: &ProviderId, month: Date, through: Date, is_open: bool) {
        let seen = match self.import.months.get_mut(&(provider.clone(), month)) {
            Some(seen) => seen,
            None => self.import.month(provider, month),
        };
        seen.has_charges = true;
        seen.is_estimated |= is_open;
        seen.is_invoiced = self.columns.invoice.is_some();
        seen.through = seen.through.max(Some(through));
    }

    /// Compares a row with the other files: the same charge with other figures is a sign of a re-issue.
    fn compare(&mut self, record: &ByteRecord, line: u64) {
        if !self.import.is_several || self.columns.identity.is_empty() {
            return;
        }
        let identity = self.columns.identity.iter().map(|place| record.get(*place).unwrap_or_default());
        let key = seen::of_fields(identity);
        self.across.keys.push(key);
        if self.import.keys.holds(key) {
            self.across.other = self.across.other.saturating_add(1);
            let amount = record.get(self.columns.amount).unwrap_or_default();
            self.across.first_other.get_or_insert_with(|| (line, amount.to_vec()));
        } else {
            self.across.fresh = self.across.fresh.saturating_add(1);
        }
    }

    /// Looks at how the stream ended, and whether the file states again what another one does.
    fn end(mut self, reader: &Reader<Guard<impl BufRead>>) -> Result<FileRead, Diagnostics> {
        let line = reader.position().line().saturating_sub(1).max(1);
        if reader.get_ref().is_open() {
            let message = format!("a quote is open at the end, line {line}");
            let help = "the file is cut: fetch it again";
            return Err(self.place(line).fault(Code::CutShort, b"", message, "", help));
        }
        if !reader.get_ref().ends_with_break() {
            self.file.remark(Remark::NoBreak, reader.position().line(), Exact::ZERO);
        }
        self.check_issue()?;
        for key in std::mem::take(&mut self.across.keys) {
            self.import.keys.is_new(key);
        }
        if self.import.rows.has_forgotten() {
            self.file.remark(Remark::FarApart, 1, Exact::ZERO);
        }
        Ok(self.file)
    }

    fn check_issue(&mut self) -> Result<(), Diagnostics> {
        let Across { repeated, fresh, other, first_other, .. } = &self.across;
        let Some((line, amount)) = first_other else { return Ok(()) };
        if *repeated > 0 || other > fresh {
            let line = *line;
            let message = format!(
                "line {line} states a charge with other figures than an earlier file does ({other} of the file's rows)"
            );
            let help = "the export was issued anew: give the newer file alone for that billing period";
            return Err(self.place(line).fault(Code::IssuedAgain, amount, message, "stated otherwise before", help));
        }
        self.file.remark(Remark::Similar, *line, Exact::ZERO);
        Ok(())
    }
}

/// The time of a cell, read once for a run of equal ones.
fn stamp_of(remembered: &mut Remembered, written: &[u8]) -> Option<stamp::Stamp> {
    if remembered.stamp.is_none() || remembered.text != written {
        remembered.stamp = stamp::read(written);
        remembered.text.clear();
        remembered.text.extend_from_slice(written);
    }
    remembered.stamp
}

/// The plan's provider that a bill's name for it means.
fn plan_provider(name: &str, known: &[ProviderId]) -> Option<ProviderId> {
    let name = name.to_ascii_lowercase();
    let words: Vec<&str> = name.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').collect();
    let is_aws = words.contains(&AWS) || words.contains(&"amazon");
    let means = |id: &&ProviderId| {
        if id.as_str() == AWS { is_aws } else { name == id.as_str() || words.contains(&id.as_str()) }
    };
    known.iter().find(means).cloned()
}

/// Whose charge it is, by issuer, publisher, service and description. Third parties' models on Bedrock are billed under
/// names such as `Claude … (Amazon Bedrock Edition)`.
fn charge_kind(names: &[String; 4]) -> ChargeKind {
    let [issuer, publisher, service, description] = names;
    let has = |text: &String, word: &str| text.to_ascii_lowercase().contains(word);
    let is_edition = has(service, "bedrock edition") || has(description, "bedrock edition");
    let is_marketplace = has(issuer, "marketplace") || has(publisher, "marketplace");
    let is_bedrock = has(service, "bedrock") || has(description, "bedrock");
    match (is_edition, is_marketplace) {
        (true, _) => ChargeKind::Model,
        (false, true) if is_bedrock => ChargeKind::Model,
        (false, true) => ChargeKind::Marketplace,
        (false, false) => ChargeKind::Usage,
    }
}

/// A credit's name without the account that it comes from: `NAME, credit from account: 123456789012`.
fn credit_name(description: &str) -> &str {
    description.split(", credit from account:").next().unwrap_or(description).trim()
}

fn too_many(name: &str) -> Diagnostics {
    let message = "the file names more accounts, services and months than are summed up";
    let help = "export one account, or fewer months";
    Diagnostics::of_whole(name, Diagnostic::whole(Code::ExportSize, message, help))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_provider_is_known_by_its_names() {
        let known = ["anthropic", "aws", "lambda"].map(ProviderId::from);
        let found = |name: &str| plan_provider(name, &known).map(|id| id.as_str().to_owned());
        for name in ["AWS", "Amazon Web Services, Inc.", "aws", "Amazon.com"] {
            assert_eq!(found(name).as_deref(), Some("aws"), "{name}");
        }
        assert_eq!(found("Anthropic, PBC").as_deref(), Some("anthropic"));
        assert_eq!(found("Lambda Labs").as_deref(), Some("lambda"));
        assert_eq!((found("Microsoft"), found("Laws of Nature")), (None, None));
    }

    #[test]
    fn a_credit_is_known_by_its_name_alone() {
        assert_eq!(credit_name("AWS Activate Portfolio, credit from account: 123456789012"), "AWS Activate Portfolio");
        assert_eq!(credit_name("Plain"), "Plain");
    }
}
