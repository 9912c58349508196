//! A table's header checked before any row is read: every column is a key of the format, or known by another name.

use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::document::{Columns, Input, Syntax, nearest};
use crate::profile;
use crate::program::Program;

/// How the columns of a table are understood.
#[derive(Debug, Clone, Default)]
pub struct Mapping {
    /// Names of columns, each with the key that it stands for.
    pub names: Vec<(String, String)>,
    /// Whether columns that are no keys are left unread.
    pub ignores_unknown: bool,
}

impl Mapping {
    /// How the rows below a header are written. `edit` makes the edits that every row gets.
    ///
    /// # Errors
    /// Every column that is no key of the format or gives the same key as another, every required key that no column
    /// gives, every name of the mapping that is no column.
    pub fn rows(
        &self,
        path: &str,
        line: usize,
        header: &[u8],
        program: &Program,
        edit: &dyn Fn(Input) -> Input,
    ) -> Result<Syntax, Diagnostics> {
        let input = Input::record(path, line, header, Syntax::default())?;
        if input.text().contains(';') && !input.text().contains(',') {
            let help = "save the table with commas; in a spreadsheet, as CSV (comma delimited)";
            let message = "the columns are separated by `;`; wanted commas";
            return Err(input.diagnostics(vec![Diagnostic::whole(Code::Syntax, message, help)]));
        }
        let mut columns = Columns::new(input.text(), |name| self.key(name).map(str::to_owned));
        let mut found = self.unused(&columns.names(input.text()));
        loop {
            let syntax = Syntax::Header(Arc::new(columns.clone()));
            let probe = edit(Input::record(path, line, header, syntax)?);
            let mistakes = profile::read(&probe, program).found;
            let (unknown, missing): (Vec<Diagnostic>, Vec<Diagnostic>) =
                mistakes.into_iter().filter(|one| is_of_header(one.code)).partition(|one| one.code != Code::MissingKey);
            let places = unknown.iter().filter_map(|one| one.span).filter(|span| span.source == 0);
            // What a name of the mapping stands for is meant to be read.
            let places: Vec<Span> = places.filter(|span| self.key(column(&input, *span)).is_none()).collect();
            if places.is_empty() || !self.ignores_unknown {
                found.extend(unknown.into_iter().map(|one| self.with_way_out(one, &input, program)));
                found.extend(missing);
                break;
            }
            columns = columns.without(&places);
        }
        found.extend(columns.clashes());
        if found.is_empty() { Ok(Syntax::Cells(Arc::new(columns))) } else { Err(input.diagnostics(found)) }
    }

    /// The key that a column stands for by its name.
    fn key(&self, name: &str) -> Option<&str> {
        self.names.iter().find(|(from, _)| from == name).map(|(_, key)| key.as_str())
    }

    /// A mistake for each name of the mapping that is no column.
    fn unused(&self, columns: &[String]) -> Vec<Diagnostic> {
        let known: Vec<&str> = columns.iter().map(String::as_str).collect();
        let unused = self.names.iter().filter(|(name, _)| !columns.contains(name));
        let mistake = |(name, key): &(String, String)| {
            let help = match nearest(name, &known) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "write --map \"NAME=KEY\" with a name as it stands in the first line".to_owned(),
            };
            Diagnostic::whole(Code::BadArgument, format!("--map `{name}={key}` names no column of the file"), help)
        };
        unused.map(mistake).collect()
    }

    /// The mistake with the key that is meant, and what to do where the column's name is another system's.
    fn with_way_out(&self, one: Diagnostic, header: &Input, program: &Program) -> Diagnostic {
        let Some(span) = one.span.filter(|_| one.code == Code::UnknownKey) else { return one };
        let name = column(header, span);
        let keys = profile::keys(program);
        let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
        let help = match (self.key(name), meant(self.key(name).unwrap_or(name), &keys)) {
            (Some(_), Some(key)) => format!("did you mean --map \"{name}={key}\"?"),
            (Some(wrong), None) => format!("--map gives `{wrong}`; `stackplan schema profile` has every key"),
            (None, Some(key)) => {
                format!("did you mean `{key}`? --map \"{name}={key}\" says so, --ignore-unknown leaves it unread")
            }
            (None, None) => format!("--map \"{name}=KEY\" says which key it is, --ignore-unknown leaves it unread"),
        };
        Diagnostic { help, wanted: "wanted a dotted key of the format".to_owned(), ..one }
    }
}

/// The name of the column at a place of the header.
fn column(header: &Input, place: Span) -> &str {
    header.text().get(place.start..place.end).unwrap_or_default().trim_matches('"')
}

/// The key that a column is named after: whole, or by its last part.
fn meant<'k>(name: &str, keys: &[&'k str]) -> Option<&'k str> {
    let name = name.trim().to_lowercase().replace(' ', "_");
    let last = |key: &'k str| key.rsplit('.').next().unwrap_or(key);
    let lasts: Vec<&str> = keys.iter().map(|key| last(key)).collect();
    let same = keys.iter().copied().find(|key| last(key) == name);
    same.or_else(|| nearest(&name, keys)).or_else(|| {
        let near = nearest(name.rsplit('.').next().unwrap_or(&name), &lasts)?;
        keys.iter().copied().find(|key| last(key) == near)
    })
}

/// True for a mistake that lies in the keys, whatever the cells hold.
const fn is_of_header(code: Code) -> bool {
    matches!(code, Code::UnknownKey | Code::UnknownId | Code::WrongType | Code::MissingKey)
}
