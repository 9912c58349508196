//! A first profile: the questions that decide the tier, and a file with every key of the format.

mod interview;
mod sheet;
mod worlds;

pub use interview::{Asked, Interview, Question, Reply};
pub use sheet::sheet;

use crate::document::{Input, quoted};

/// The keys that a profile cannot do without, each with the value that stands for one's own.
pub const REQUIRED: [(&str, &str); 3] =
    [("company.name", "\"My Company\""), ("company.stage", "\"seed\""), ("plan.start", "2026-01-01")];

/// The facts of a first profile: the required keys, with examples until they are edited.
#[must_use]
pub fn facts() -> Input {
    let lines: String = REQUIRED.iter().map(|(key, value)| format!("{key} = {value}\n")).collect();
    Input::new("init", lines)
}

/// Which of the required keys a profile's text and edits give.
#[must_use]
pub fn given(input: &Input) -> Vec<&'static str> {
    let root = input.parse(&mut Vec::new());
    let is_given = |key: &str| {
        let parts: Vec<&str> = key.split('.').collect();
        sheet::at(&root, &parts).is_some_and(|node| !node.is_absent())
    };
    REQUIRED.iter().map(|(key, _)| *key).filter(|key| is_given(key)).collect()
}

/// Names between commas as a list; `none` is the empty one.
#[must_use]
pub fn names(text: &str) -> String {
    let names = text.split(',').map(str::trim).filter(|name| !name.is_empty() && *name != "none");
    crate::document::list(names.map(quoted))
}
