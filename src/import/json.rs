//! What the Billing API says of credits: `get-credits` and `get-credit-allocation-history`.

use std::io::BufRead;
use std::io::Read;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::exact::Exact;
use super::fault::{Place, unreadable};
use super::stamp::{Stamp, month, read_or_epoch};
use super::{Applied, Credit, FileRead, Import, Kind, Remark, Skip, kind};
use crate::calendar::Date;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::id::ProviderId;

/// The largest answer, in bytes, unpacked.
const LARGEST: usize = 1 << 26;
/// Whose credits the Billing API lists.
const AWS: &str = "aws";

/// What tells an entry of a history: credit, month, account, service.
pub type EntryKey = (String, Date, String, String);

/// An entry of a history that was read.
#[derive(Debug, Clone, Copy)]
pub struct EntrySeen {
    amount: Exact,
    is_estimated: bool,
}

/// An answer, or a page of one.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Document<'a> {
    #[serde(borrow)]
    credits: Option<Vec<&'a RawValue>>,
    #[serde(borrow)]
    credit_allocation_history_list: Option<Vec<&'a RawValue>>,
    partial_results: Option<bool>,
    failed_months: Option<Vec<String>>,
    #[serde(alias = "NextToken")]
    next_token: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Money<'a> {
    currency_code: Option<String>,
    #[serde(borrow)]
    currency_amount: &'a RawValue,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct CreditEntry<'a> {
    credit_id: String,
    account_id: Option<String>,
    credit_type: Option<String>,
    #[serde(borrow)]
    initial_amount: Money<'a>,
    #[serde(borrow)]
    remaining_amount: Money<'a>,
    #[serde(borrow)]
    estimated_amount: Option<Money<'a>>,
    applicable_product_names: Option<Vec<String>>,
    description: Option<String>,
    #[serde(borrow)]
    start_date: &'a RawValue,
    #[serde(borrow)]
    end_date: &'a RawValue,
    #[serde(borrow)]
    exhaust_date: Option<&'a RawValue>,
    credit_status: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct HistoryEntry<'a> {
    credit_id: String,
    #[serde(borrow)]
    credit_amount: &'a RawValue,
    account_id: Option<String>,
    applied_service_name: Option<String>,
    billing_month: String,
    is_estimated_bill: Option<bool>,
}

/// Reads an answer, or its pages one behind the other.
pub fn read(import: &mut Import<'_>, name: &str, stream: impl BufRead) -> Result<FileRead, Diagnostics> {
    let bytes = all(name, stream)?;
    let text = std::str::from_utf8(&bytes).map_err(|_| kind::unknown(name, "it is not UTF-8 text"))?;
    let text = text.trim_start_matches('\u{feff}');
    let mut answer = Answer { import, name, text, file: FileRead::new(name, Kind::Credits) };
    let mut entries = Vec::new();
    for page in answer.pages()? {
        answer.page(page, &mut entries)?;
    }
    answer.apply(entries)?;
    Ok(answer.file)
}

fn all(name: &str, stream: impl BufRead) -> Result<Vec<u8>, Diagnostics> {
    let mut bytes = Vec::new();
    let bound = u64::try_from(LARGEST).unwrap_or(u64::MAX).saturating_add(1);
    stream.take(bound).read_to_end(&mut bytes).map_err(|error| unreadable(name, 1, &error))?;
    if bytes.len() > LARGEST {
        let diagnostic = Diagnostic::whole(
            Code::ExportSize,
            "the JSON file is larger than 64 MiB",
            "ask for fewer months; is this the right file?",
        );
        return Err(Diagnostics::of_whole(name, diagnostic));
    }
    Ok(bytes)
}

/// One file under way.
struct Answer<'i, 's, 't> {
    import: &'i mut Import<'s>,
    name: &'t str,
    text: &'t str,
    file: FileRead,
}

/// An entry of a history with its line, its sign as written.
struct Entry {
    key: EntryKey,
    amount: Exact,
    is_estimated: bool,
    line: usize,
}

impl<'t> Answer<'_, '_, 't> {
    fn pages(&self) -> Result<Vec<&'t RawValue>, Diagnostics> {
        let listed = serde_json::from_str::<Vec<&RawValue>>(self.text).ok();
        if let Some(pages) = listed.filter(|pages| !pages.is_empty()) {
            return Ok(pages);
        }
        let pages = serde_json::Deserializer::from_str(self.text).into_iter::<&RawValue>();
        pages.map(|page| page.map_err(|error| self.malformed(self.text, &error))).collect()
    }

    fn page(&mut self, page: &'t RawValue, entries: &mut Vec<Entry>) -> Result<(), Diagnostics> {
        let document: Document<'t> =
            serde_json::from_str(page.get()).map_err(|error| self.malformed(page.get(), &error))?;
        if document.credits.is_none() && document.credit_allocation_history_list.is_none() {
            return Err(self.other(page));
        }
        for entry in document.credits.iter().flatten() {
            self.credit(entry)?;
        }
        if let Some(list) = &document.credit_allocation_history_list {
            self.file.kind = Kind::History;
            for entry in list {
                entries.push(self.entry(entry)?);
            }
        }
        let failed: Vec<Date> = document.failed_months.iter().flatten().filter_map(|text| month(text)).collect();
        for failed in &failed {
            self.import.month(&ProviderId::from(AWS), *failed).is_estimated = true;
        }
        let is_cut = document.next_token.is_some_and(|token| !token.is_empty());
        if document.partial_results == Some(true) || !failed.is_empty() || is_cut {
            self.file.remark(Remark::Partial, self.line_number(page.get()), Exact::ZERO);
        }
        Ok(())
    }

    /// A document of another kind.
    fn other(&self, page: &RawValue) -> Diagnostics {
        let found = kind::DOCUMENTS.iter().find(|(key, _)| page.get().contains(&format!("\"{key}\"")));
        match found {
            Some((_, what)) => kind::other(
                self.name,
                what,
                "for credits export `aws billing get-credits`; for charges, FOCUS or CUR 2.0 as CSV",
            ),
            None => kind::unknown(self.name, "it has neither `credits` nor `creditAllocationHistoryList`"),
        }
    }

    /// The line of a piece of the text, from 1.
    fn line(&self, piece: &str) -> usize {
        let at = piece.as_ptr().addr().saturating_sub(self.text.as_ptr().addr());
        let before = self.text.get(..at).unwrap_or_default();
        before.bytes().filter(|byte| *byte == b'\n').count().saturating_add(1)
    }

    fn line_number(&self, piece: &str) -> u64 {
        u64::try_from(self.line(piece)).unwrap_or(u64::MAX)
    }

    fn place(&self, piece: &str) -> Place<'t> {
        Place { file: self.name, line: self.line(piece) }
    }

    fn malformed(&self, piece: &str, error: &serde_json::Error) -> Diagnostics {
        let line = self.line(piece).saturating_add(error.line()).saturating_sub(1);
        let place = Place { file: self.name, line };
        let text = self.text.lines().nth(line.saturating_sub(1)).unwrap_or_default();
        let (code, what) = if error.is_eof() {
            (Code::CutShort, "the file ends in the middle".to_owned())
        } else {
            let said = error.to_string();
            (Code::ExportValue, said.split(" at line ").next().unwrap_or_default().to_owned())
        };
        let help = "fetch the answer again, as JSON (`--output json`)";
        place.fault(code, text.as_bytes(), format!("line {line}: {what}"), "", help)
    }

    fn money(&self, key: &str, money: &Money<'_>) -> Result<Exact, Diagnostics> {
        let written = money.currency_amount.get();
        if let Some(currency) = money.currency_code.as_deref().filter(|code| *code != "USD") {
            let message = format!("`{key}` is in `{currency}`; a plan is in US dollars");
            let help = "amounts of two currencies are never added";
            let place = self.place(written);
            return Err(place.fault(Code::ForeignCurrency, currency.as_bytes(), message, "wanted `USD`", help));
        }
        self.amount(key, written)
    }

    fn amount(&self, key: &str, written: &str) -> Result<Exact, Diagnostics> {
        let digits = written.trim_matches('"');
        Exact::parse(digits.as_bytes()).ok_or_else(|| {
            self.place(written).value(key, digits.as_bytes(), "amount", "wanted an exact decimal, as \"12.34\"")
        })
    }

    fn time(&self, key: &str, written: &RawValue) -> Result<Stamp, Diagnostics> {
        let text = written.get().trim_matches('"');
        read_or_epoch(text.as_bytes()).ok_or_else(|| {
            let wanted = "wanted seconds since 1970, or a time as 2026-03-01T00:00:00Z";
            self.place(written.get()).value(key, text.as_bytes(), "time", wanted)
        })
    }

    fn credit(&mut self, raw: &'t RawValue) -> Result<(), Diagnostics> {
        self.file.rows = self.file.rows.saturating_add(1);
        let entry: CreditEntry<'t> =
            serde_json::from_str(raw.get()).map_err(|error| self.malformed(raw.get(), &error))?;
        let line = self.line(raw.get());
        let starts = self.time("startDate", entry.start_date)?;
        let ends = self.time("endDate", entry.end_date)?;
        let exhausted = entry.exhaust_date.filter(|date| date.get() != "null");
        let exhausted = exhausted.map(|date| self.time("exhaustDate", date)).transpose()?;
        let estimated =
            entry.estimated_amount.as_ref().map(|money| self.money("estimatedAmount", money)).transpose()?;
        let status = entry.credit_status.unwrap_or_default();
        let name = entry.description.filter(|text| !text.trim().is_empty()).unwrap_or_else(|| entry.credit_id.clone());
        let credit = Credit {
            name,
            id: entry.credit_id,
            account: entry.account_id.unwrap_or_default(),
            initial: self.money("initialAmount", &entry.initial_amount)?,
            remaining: self.money("remainingAmount", &entry.remaining_amount)?,
            estimated,
            starts: starts.date,
            ends: ends.last_day(),
            exhausted: exhausted.map(|stamp| stamp.date),
            is_enabled: !status.eq_ignore_ascii_case("DISABLED") && !status.eq_ignore_ascii_case("PAUSED"),
            products: entry.applicable_product_names.unwrap_or_default(),
            place: (self.name.to_owned(), line),
        };
        if credit.ends < credit.starts || credit.initial.is_negative() || credit.remaining.is_negative() {
            let message = format!("the credit `{}` ends before it starts, or has an amount below zero", credit.id);
            let help = "fetch the answer again, without editing it";
            return Err(self.place(raw.get()).fault(Code::ExportValue, credit.id.as_bytes(), message, "", help));
        }
        let is_promotion = entry.credit_type.is_none_or(|name| name.eq_ignore_ascii_case("promotion"));
        self.take(credit, is_promotion)
    }

    /// Takes a credit in, unless another page lists it already.
    fn take(&mut self, credit: Credit, is_promotion: bool) -> Result<(), Diagnostics> {
        let line = u64::try_from(credit.place.1).unwrap_or(u64::MAX);
        let known = self.import.credits.iter().find(|known| known.id == credit.id);
        if let Some(known) = known {
            let facts = |credit: &Credit| (credit.initial, credit.remaining, credit.starts, credit.ends);
            if facts(known) != facts(&credit) {
                let (file, at) = &known.place;
                let message = format!("the credit `{}` is stated otherwise in `{file}`, line {at}", credit.id);
                let help = "give the newer answer alone";
                let place = Place { file: self.name, line: credit.place.1 };
                return Err(place.fault(
                    Code::IssuedAgain,
                    credit.id.as_bytes(),
                    message,
                    "stated otherwise before",
                    help,
                ));
            }
            self.file.skip(Skip::Duplicate, line, credit.remaining);
            return Ok(());
        }
        if !is_promotion {
            self.file.remark(Remark::OtherType, line, credit.remaining);
        }
        self.file.used = self.file.used.saturating_add(1);
        self.import.credits.push(credit);
        Ok(())
    }

    fn entry(&mut self, raw: &'t RawValue) -> Result<Entry, Diagnostics> {
        self.file.rows = self.file.rows.saturating_add(1);
        let entry: HistoryEntry<'t> =
            serde_json::from_str(raw.get()).map_err(|error| self.malformed(raw.get(), &error))?;
        let line = self.line(raw.get());
        let written = entry.credit_amount.get();
        let amount = match serde_json::from_str::<Money<'_>>(written) {
            Ok(money) => self.money("creditAmount", &money)?,
            Err(_) => self.amount("creditAmount", written)?,
        };
        let Some(month) = month(&entry.billing_month) else {
            let value = entry.billing_month.as_bytes();
            return Err(self.place(raw.get()).value("billingMonth", value, "month", "wanted a month, as 2026-03"));
        };
        let key = (
            entry.credit_id,
            month,
            entry.account_id.unwrap_or_default(),
            entry.applied_service_name.unwrap_or_default(),
        );
        Ok(Entry { key, amount, is_estimated: entry.is_estimated_bill == Some(true), line })
    }

    /// Adds a history up. Its sign differs between documents: whichever the whole file has means that a credit paid. A
    /// final bill's entry counts before an estimate of the same.
    fn apply(&mut self, mut entries: Vec<Entry>) -> Result<(), Diagnostics> {
        let is_negative = entries.iter().map(|entry| entry.amount).sum::<Exact>().is_negative();
        entries.sort_by_key(|entry| entry.is_estimated);
        for mut entry in entries {
            if is_negative {
                entry.amount = -entry.amount;
            }
            self.add(entry)?;
        }
        Ok(())
    }

    fn add(&mut self, entry: Entry) -> Result<(), Diagnostics> {
        let Entry { key, amount, is_estimated, line } = entry;
        let number = u64::try_from(line).unwrap_or(u64::MAX);
        let (credit, month, account, service) = key.clone();
        if let Some(known) = self.import.history.get(&key) {
            let reason = match (known.is_estimated, is_estimated) {
                (false, true) => Skip::Superseded,
                _ if known.amount == amount && known.is_estimated == is_estimated => Skip::Duplicate,
                _ => {
                    let message = format!("line {line} states otherwise what credit `{credit}` paid in a month");
                    let help = "give the newer answer alone";
                    let place = Place { file: self.name, line };
                    let wanted = "stated otherwise before";
                    return Err(place.fault(Code::IssuedAgain, credit.as_bytes(), message, wanted, help));
                }
            };
            self.file.skip(reason, number, amount);
            return Ok(());
        }
        let scope = self.import.scope;
        let reason = match month {
            _ if month < scope.first.first_of_month() => Some(Skip::BeforePlan),
            _ if month > scope.last => Some(Skip::AfterPlan),
            _ if !scope.providers.iter().any(|provider| provider.as_str() == AWS) => Some(Skip::OtherProvider),
            _ => None,
        };
        self.import.history.insert(key, EntrySeen { amount, is_estimated });
        if let Some(reason) = reason {
            self.file.skip(reason, number, amount);
            return Ok(());
        }
        let provider = ProviderId::from(AWS);
        let seen = self.import.month(&provider, month);
        seen.has_history = true;
        seen.is_estimated |= is_estimated;
        if is_estimated {
            self.file.remark(Remark::Estimated, number, amount);
        }
        let text = format!("history\u{0}{credit}\u{0}{month}\u{0}{account}\u{0}{service}");
        let applied = || Applied { month, provider, account, service, credit, is_history: true, amount: Exact::ZERO };
        match self.import.applied.entry(text.as_bytes(), applied) {
            Some(sum) => sum.amount += amount,
            None => {
                return Err(kind::unknown(self.name, "it lists more credits, months and services than are summed up"));
            }
        }
        self.file.used = self.file.used.saturating_add(1);
        Ok(())
    }
}
