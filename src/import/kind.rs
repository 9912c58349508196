//! Which export a file is, by its content.

use super::columns::Columns;
use super::fault::shown;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::text::words;

words! {
    /// An export that is read.
    Kind {
        Credits, "get-credits", "the answer of `aws billing get-credits`";
        History, "get-credit-allocation-history", "the answer of `aws billing get-credit-allocation-history`";
        Focus, "focus", "FOCUS 1.0 to 1.4 as CSV";
        Cur, "cur-2", "AWS CUR 2.0 as CSV";
    }
}

/// What is read, as a message says it.
const READ: &str = "give `aws billing get-credits` or `get-credit-allocation-history` JSON, FOCUS 1.0 to 1.4 CSV or CUR \
                    2.0 CSV, plain or gzip";
/// The way out where charges are wanted.
const EXPORT: &str = "create a FOCUS (or CUR 2.0) export as CSV, gzip allowed, in AWS Data Exports";

/// Files that are known by how they begin.
const STARTS: [(&[u8], &str); 4] = [
    (b"PAR1", "a Parquet file"),
    (b"PK\x03\x04", "a zip archive or an Excel sheet"),
    (b"%PDF", "a PDF, such as an invoice"),
    (b"\x1f\x8b", "a gzip file inside a gzip file"),
];

/// Exports of tables that are not read, each by a column that no other has.
const TABLES: [(&str, &str); 11] = [
    ("lineItem/LineItemType", "a legacy Cost and Usage Report (CUR 1)"),
    ("lineItem/UnblendedCost", "a legacy Cost and Usage Report (CUR 1)"),
    ("line_item_line_item_type", "a CUR 2.0 export without its cost columns"),
    ("ChargeType", "a FOCUS file from before version 1.0"),
    ("BilledCost", "a FOCUS file without its required columns"),
    ("MeterCategory", "an Azure cost export"),
    ("CostInBillingCurrency", "an Azure cost export"),
    ("Cost type", "a Google Cloud cost table"),
    ("service.description", "a Google Cloud billing export"),
    ("RecordType", "a detailed billing report of AWS"),
    ("Total costs($)", "a Cost Explorer CSV"),
];

/// Keys of JSON documents that are not read.
pub const DOCUMENTS: [(&str, &str); 4] = [
    ("ResultsByTime", "an answer of Cost Explorer (`get-cost-and-usage`), which rounds and does not name credits"),
    ("ForecastResultsByTime", "a forecast of Cost Explorer"),
    ("properties", "an answer of Azure's cost management"),
    ("Budgets", "an answer of AWS Budgets"),
];

/// True for JSON, false for a table.
pub fn is_json(name: &str, start: &[u8]) -> Result<bool, Diagnostics> {
    if let Some((_, what)) = STARTS.iter().find(|(magic, _)| start.starts_with(magic)) {
        return Err(other(name, what, EXPORT));
    }
    let text = start.strip_prefix("\u{feff}".as_bytes()).unwrap_or(start);
    let first = text.iter().find(|byte| !byte.is_ascii_whitespace());
    match first {
        None => Err(Diagnostics::of_whole(name, Diagnostic::whole(Code::NotAnExport, "the file is empty", READ))),
        Some(b'{' | b'[') => Ok(true),
        Some(_) if text.starts_with(&[0xff, 0xfe]) || text.contains(&0) => Err(unknown(name, "it is not UTF-8 text")),
        Some(_) => Ok(false),
    }
}

/// The layout of a table, by its head.
pub fn of_head(name: &str, head: &csv::ByteRecord) -> Result<Columns, Diagnostics> {
    if let Some(columns) = Columns::of(head) {
        return Ok(columns);
    }
    let has = |column: &str| head.iter().any(|cell| cell == column.as_bytes());
    match TABLES.iter().find(|(column, _)| has(column)) {
        Some((_, what)) => Err(other(name, what, EXPORT)),
        None if head.iter().next().is_some_and(|first| matches!(first, b"Service" | b"Linked account")) => {
            Err(other(name, "a Cost Explorer CSV", EXPORT))
        }
        None => {
            let first: Vec<String> = head.iter().take(3).map(shown).collect();
            Err(unknown(name, &format!("its first line begins with `{}`", first.join(","))))
        }
    }
}

/// An export that is known and not read.
pub fn other(name: &str, what: &str, help: &str) -> Diagnostics {
    let message = format!("the file is {what}, which is not read");
    Diagnostics::of_whole(name, Diagnostic::whole(Code::OtherExport, message, help))
}

/// A file that is no export.
pub fn unknown(name: &str, why: &str) -> Diagnostics {
    let message = format!("the file is no billing export: {why}");
    Diagnostics::of_whole(name, Diagnostic::whole(Code::NotAnExport, message, READ))
}
