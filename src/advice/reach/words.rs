//! Values as a TOML argument and as a phrase.

use std::fmt::Write as _;

use crate::money::{Usd, alone, grouped};
use crate::text::{begins_command, is_hazard};

/// What is said of a fact that the profile does not give.
pub const UNKNOWN: &str = "unknown";

/// A text in TOML's quotes. What could move a cursor or reorder text is written as its code, so that the argument can
/// be shown and copied as it is.
pub fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if is_hazard(c) || begins_command(&quoted, c) => {
                let _ = write!(quoted, "\\U{:08X}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// A list of texts.
pub fn list_of_texts(texts: &[String]) -> String {
    let texts: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
    format!("[{}]", texts.join(", "))
}

/// A list of amounts.
pub fn list_of_amounts(amounts: &[Usd]) -> String {
    let amounts: Vec<String> = amounts.iter().map(ToString::to_string).collect();
    format!("[{}]", amounts.join(", "))
}

/// The noun for one and for several of a thing.
#[derive(Clone, Copy)]
pub struct Noun(pub &'static str, pub &'static str);

impl Noun {
    /// `1 design partner`, `10,000 users`.
    pub fn counted(self, count: u64) -> String {
        let noun = if count == 1 { self.0 } else { self.1 };
        format!("{} {noun}", grouped(u128::from(count)))
    }
}

/// The way from one amount to another: `+$12,000`, `-$500`.
pub fn difference(from: Usd, to: Usd) -> String {
    if to < from { format!("-{}", alone(from - to)) } else { format!("+{}", alone(to - from)) }
}

/// Several phrases as a list: `a`, `a or b`, `a, b or c`.
pub fn either(phrases: &[String]) -> String {
    match phrases {
        [] => String::new(),
        [only] => only.clone(),
        [rest @ .., last] => format!("{} or {last}", rest.join(", ")),
    }
}
