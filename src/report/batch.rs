//! Many evaluations as one text, each record written as it comes.

mod csv;
mod markdown;
mod text;

use super::{Every, Part, Place, View, json};
use crate::band::Case;
use crate::calendar::Day;
use crate::diagnostic::Diagnostics;
use crate::evaluation::Evaluation;
use crate::text::words;

words! {
    /// The form of a batch's result.
    Form {
        Ndjson, "ndjson", "An object a line";
        Csv, "csv", "A row a company, or the rows of --view";
        Json, "json", "One list of objects";
        Text, "text", "A line a company, for a person";
        Markdown, "markdown", "A table row a company, for a page";
    }
}

/// What of each evaluation is written, and how.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// The form.
    pub form: Form,
    /// The cases of position and bills; not empty.
    pub cases: Vec<Case>,
    /// The rows of the position.
    pub every: Option<Every>,
    /// The one view that is asked for.
    pub part: Option<Part>,
}

impl Sheet {
    /// What stands before the first record.
    #[must_use]
    pub fn opening(&self) -> String {
        match self.form {
            Form::Ndjson => String::new(),
            Form::Csv => csv::opening(self.part, self.every),
            Form::Json => "[".to_owned(),
            Form::Text => text::opening(self.case()),
            Form::Markdown => markdown::opening(self.case()),
        }
    }

    /// What stands behind the last record.
    #[must_use]
    pub const fn closing(&self) -> &'static str {
        match self.form {
            Form::Json => "\n]\n",
            _ => "",
        }
    }

    /// Writes an evaluation behind `text`, as the first record or a later one.
    pub fn write(&self, text: &mut String, place: &Place<'_>, is_first: bool, evaluation: &Evaluation<'_>) {
        match self.form {
            Form::Ndjson => json::record(text, place, evaluation, &self.view(evaluation)),
            Form::Json => in_list(text, is_first, |text| json::record(text, place, evaluation, &self.view(evaluation))),
            Form::Csv => match self.part {
                Some(part) => csv::rows(text, place, evaluation, &View { part: Some(part), ..self.view(evaluation) }),
                None => csv::row(text, place, evaluation),
            },
            Form::Text => text::line(text, evaluation, self.case()),
            Form::Markdown => markdown::row(text, place, evaluation, self.case()),
        }
    }

    /// Writes what is wrong with a profile behind `text`, in its place among the records.
    pub fn write_failure(&self, text: &mut String, place: &Place<'_>, is_first: bool, diagnostics: &Diagnostics) {
        match self.form {
            Form::Ndjson => json::failed_record(text, place, diagnostics),
            Form::Json => in_list(text, is_first, |text| json::failed_record(text, place, diagnostics)),
            Form::Csv => csv::failure(text, place, diagnostics, self.part, self.every),
            Form::Text => text::failure(text, place, diagnostics),
            Form::Markdown => markdown::failure(text, place, diagnostics),
        }
    }

    /// The one case of a form that shows one.
    fn case(&self) -> Case {
        if self.cases.contains(&Case::Likely) { Case::Likely } else { *self.cases.first().unwrap_or(&Case::Likely) }
    }

    /// Without position and bills, unless rows or a view are asked for.
    fn view(&self, evaluation: &Evaluation<'_>) -> View {
        let part = self.part.or(if self.every.is_none() { Some(Part::Grants) } else { None });
        let days = (Day::ZERO, evaluation.profile.plan.horizon.last());
        View { cases: self.cases.clone(), every: self.every, days, part }
    }
}

/// An entry of a list, on a line of its own.
fn in_list(text: &mut String, is_first: bool, write: impl FnOnce(&mut String)) {
    text.push_str(if is_first { "\n" } else { ",\n" });
    write(text);
    // The comma or the list's end stands on the same line.
    text.truncate(text.trim_end_matches('\n').len());
}

/// The first mistake in a line, and how many more there are.
fn summed_up(diagnostics: &Diagnostics) -> String {
    let first = diagnostics.iter().next().map_or_else(String::new, |one| format!("{}: {}", one.code, one.message));
    match diagnostics.count().saturating_sub(1) {
        0 => first,
        more => format!("{first} (and {more} more)"),
    }
}

/// The tier that the plan follows, or a dash.
fn tier<'e>(evaluation: &'e Evaluation<'_>) -> &'e str {
    evaluation.assessment.tier.followed.map_or("-", |tier| tier.id.as_str())
}
