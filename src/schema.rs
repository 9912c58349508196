//! What profiles, programs and answers look like, as JSON Schema 2020-12.
//!
//! A form is described once, as a tree of tables and keys: the schema is that tree printed, and a profile's first
//! draft is the same tree with examples. Words, bounds and ids come from where the readers take them; tests hold the
//! keys and the verdicts against the readers.

mod kind;
mod output;
mod profile;
mod program;
mod render;

use crate::program::Program;

pub(crate) use kind::{Key, Kind, Others, Rule, Table};

/// The vocabulary that the schemas are written in.
const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// A form with its name.
#[derive(Debug)]
pub struct Schema {
    /// What it describes, in a few words.
    title: &'static str,
    /// The same in sentences.
    meaning: String,
    /// The form.
    form: Table,
}

impl Schema {
    /// A profile whose gates, grants, tiers and services are the program's.
    #[must_use]
    pub fn profile(program: &Program) -> Self {
        let meaning = format!(
            "What one company knows about itself, with the names of program {} {}. Absent is unknown, never \"no\".",
            program.id, program.version
        );
        Self { title: "stackplan profile", meaning, form: profile::form(program) }
    }

    /// A program file.
    #[must_use]
    pub fn program() -> Self {
        let meaning =
            "The rules as data: every value with the lines that state it and why. With `extends = \"builtin\"` a \
                       file gives only what differs: tables merge, lists and values replace, `remove = true` takes an \
                       entry out."
                .to_owned();
        Self { title: "stackplan program", meaning, form: program::form() }
    }

    /// The object that `eval --format json` prints, and a record of a batch.
    #[must_use]
    pub fn output(program: &Program) -> Self {
        let meaning = "One evaluated profile, or the mistakes for which it could not be. Amounts are US dollars with at \
                       most two decimals, days count from the plan's start. Keys are append-only: a reader ignores those \
                       that it does not know."
            .to_owned();
        Self { title: "stackplan eval", meaning, form: output::form(program) }
    }

    /// The form itself.
    pub(crate) const fn form(&self) -> &Table {
        &self.form
    }

    /// The schema as JSON, with a line break at its end.
    #[must_use]
    pub fn json(&self) -> String {
        render::json(self)
    }
}
