//! A saved `eval --format json`, read back to the cent.

mod object;
mod values;

use serde::de::IgnoredAny;

use super::facts::Facts;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Source, Span};

/// The largest saved evaluation that is read, in bytes: ten years of days in three cases take an eighth of it.
pub const LARGEST_SAVED: usize = 16 << 20;
/// The shape that is read.
const SCHEMA_VERSION: u64 = 1;

impl Facts {
    /// True where a text begins as a saved evaluation does and no profile can.
    #[must_use]
    pub fn is_saved(text: &[u8]) -> bool {
        let text = text.strip_prefix("\u{feff}".as_bytes()).unwrap_or(text);
        text.trim_ascii_start().first() == Some(&b'{')
    }

    /// Reads what `eval --format json` printed. Amounts are read from their own digits, never through binary floats.
    ///
    /// # Errors
    /// A diagnostic where the text is not JSON, or not that object.
    pub fn from_saved(name: &str, text: &str) -> Result<Self, Diagnostics> {
        let text = text.trim_start_matches('\u{feff}');
        let object: Object = serde_json::from_str(text).map_err(|error| wrong(name, text, &error))?;
        if object.schema_version.is_some_and(|version| version != SCHEMA_VERSION) {
            let message = format!("`{name}` has another schema_version than {SCHEMA_VERSION}");
            return Err(whole(name, message, "evaluate the profile again with this release"));
        }
        if object.error.is_some() {
            let message = format!("`{name}` holds the mistakes of a profile, not its evaluation");
            return Err(whole(name, message, "correct the profile and evaluate it again"));
        }
        let saved: object::Saved = serde_json::from_str(text).map_err(|error| wrong(name, text, &error))?;
        Ok(saved.into())
    }
}

fn whole(name: &str, message: String, help: &str) -> Diagnostics {
    Diagnostics::of_whole(name, Diagnostic::whole(Code::NotAnEvaluation, message, help))
}

/// A mistake at the place where the JSON stops to be what is wanted.
fn wrong(name: &str, text: &str, error: &serde_json::Error) -> Diagnostics {
    let lines = text.split_inclusive('\n').take(error.line().saturating_sub(1));
    let at = lines.map(str::len).sum::<usize>().saturating_add(error.column().saturating_sub(1));
    // The place is counted in bytes and may lie inside of a character.
    let start = (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let length = text.get(start..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    let span = Span { source: 0, start, end: start.saturating_add(length) };
    let told = error.to_string();
    let what = told.rsplit_once(" at line ").map_or(told.as_str(), |(what, _)| what);
    let message = format!("`{name}` is not a saved evaluation: {what}");
    let help = "save one with `stackplan eval PROFILE --format json -o FILE`";
    let one = Diagnostic::at(span, Code::NotAnEvaluation, message, "the reading stops here", help);
    Diagnostics::new(vec![Source::new(name, text)], vec![one])
}

/// What tells an evaluation from other objects.
#[derive(serde::Deserialize)]
struct Object {
    schema_version: Option<u64>,
    error: Option<IgnoredAny>,
}
