//! What is wrong with a billing file, with its line.

use std::io::Error;
use std::io::ErrorKind;

use super::guard::EndlessRow;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};

/// The longest piece of a line that is shown.
const LONGEST_SHOWN: usize = 160;

/// Where a mistake is.
#[derive(Clone, Copy)]
pub struct Place<'f> {
    pub file: &'f str,
    pub line: usize,
}

impl Place<'_> {
    /// A mistake in a value of the line.
    pub fn fault(self, code: Code, value: &[u8], message: String, wanted: &str, help: &str) -> Diagnostics {
        let shown = shown(value);
        Diagnostics::of_line(self.file, self.line, shown, Diagnostic::whole(code, message, help).wanting(wanted))
    }

    /// A mistake in a named value of the line.
    pub fn value(self, name: &str, value: &[u8], what: &str, wanted: &str) -> Diagnostics {
        let message = format!("`{name}` is `{}`, which is no {what}", shown(value));
        self.fault(Code::ExportValue, value, message, wanted, "export the file anew, without opening it in between")
    }
}

/// A text of a file, as much of it as a message can hold.
pub fn shown(value: &[u8]) -> String {
    let text = String::from_utf8_lossy(value);
    match text.char_indices().nth(LONGEST_SHOWN) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.into_owned(),
    }
}

/// The stream ends or fails on a line.
pub fn unreadable(name: &str, line: usize, error: &Error) -> Diagnostics {
    if error.get_ref().is_some_and(|inner| inner.is::<EndlessRow>()) {
        let message = format!("line {line} begins a row that does not end within 1 MiB");
        let help = "a quote may be open, or the file is not a billing export";
        return Diagnostics::of_line(name, line, "", Diagnostic::whole(Code::ExportSize, message, help));
    }
    let (code, message, help) = match error.kind() {
        ErrorKind::UnexpectedEof => {
            (Code::CutShort, format!("the packed file ends in the middle, behind line {line}"), "fetch the file again")
        }
        ErrorKind::FileTooLarge => (
            Code::ExportSize,
            format!("the packed file holds more than it may, behind line {line}: {error}"),
            "unpack it and look at what it holds",
        ),
        _ => (
            Code::Unreadable,
            format!("the file cannot be read behind line {line}: {error}"),
            "fetch the file again, and check that it can be unpacked",
        ),
    };
    Diagnostics::of_line(name, line, "", Diagnostic::whole(code, message, help))
}
