//! What is wrong with an input: every mistake at once, each with its place and the way out.

mod code;
mod marks;
mod render;

use std::borrow::Cow;
use std::fmt;

pub use code::Code;
use marks::Marks;
pub use render::Style;

/// The mark that some editors put at the start of a file; it stands in no column.
pub(crate) const BOM: char = '\u{feff}';

/// A text that was read, and the name it is known by: a file's path, `-`, or an argument such as `--set`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// As printed before `:line:column`.
    pub name: String,
    /// The whole text, or of a large file the one line that is meant.
    pub text: Cow<'static, str>,
    /// The number of the text's first line, 1 where it is a whole file.
    pub first_line: usize,
    /// Where lines begin, once that is asked for.
    marks: Marks,
}

impl Source {
    /// A source of that name and text.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { name: name.into(), text: Cow::Owned(text.into()), first_line: 1, marks: Marks::default() }
    }

    /// A source whose text is part of the program, so that none of it is copied.
    pub fn embedded(name: impl Into<String>, text: &'static str) -> Self {
        Self { name: name.into(), text: Cow::Borrowed(text), first_line: 1, marks: Marks::default() }
    }

    /// The source as a part of a longer one, which begins on that line.
    #[must_use]
    pub fn at_line(self, first_line: usize) -> Self {
        Self { first_line, ..self }
    }

    /// Line and column, both from 1, of a byte offset; the column counts characters.
    #[must_use]
    pub fn line_and_column(&self, at: usize) -> (usize, usize) {
        let here = self.marks.at(&self.text, at);
        let start = self.marks.at(&self.text, here.line_start);
        let line = self.text.get(here.line_start..).unwrap_or_default();
        // The mark stands in no column.
        let unseen = line.chars().take_while(|one| *one == BOM).count();
        let column = here.characters.saturating_sub(start.characters).saturating_sub(unseen);
        (here.lines.saturating_add(self.first_line), column.saturating_add(1))
    }

    /// The byte with which the line of a byte offset begins.
    fn line_start(&self, at: usize) -> usize {
        self.marks.at(&self.text, at).line_start
    }
}

/// A stretch of one of the sources, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Span {
    /// Which source, by its index.
    pub source: usize,
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

/// One mistake.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Its kind.
    pub code: Code,
    /// Where; `None` when the whole of the first source is meant.
    pub span: Option<Span>,
    /// What is wrong, with what was found.
    pub message: String,
    /// What was wanted, written beside the underline.
    pub wanted: String,
    /// The way out.
    pub help: String,
}

impl Diagnostic {
    /// A mistake at `span`: what is wrong, what was wanted, and the way out.
    pub fn at(
        span: Span,
        code: Code,
        message: impl Into<String>,
        wanted: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self { code, span: Some(span), message: message.into(), wanted: wanted.into(), help: help.into() }
    }

    /// A mistake of the input as a whole.
    pub fn whole(code: Code, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { code, span: None, message: message.into(), wanted: String::new(), help: help.into() }
    }

    /// The same with what was wanted, written beside the underline.
    #[must_use]
    pub fn wanting(self, wanted: impl Into<String>) -> Self {
        Self { wanted: wanted.into(), ..self }
    }
}

/// One or more mistakes, with the sources that their spans point into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostics {
    sources: Vec<Source>,
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// The mistakes in order of place. `sources` are those that the spans index.
    #[must_use]
    pub fn new(sources: Vec<Source>, mut list: Vec<Diagnostic>) -> Self {
        list.sort_by_key(|one| one.span.map(|span| (span.source, span.start)));
        drop_echoes(&mut list);
        Self { sources, list }
    }

    /// A mistake of the input named `name` as a whole, such as a file that cannot be read.
    #[must_use]
    pub fn of_whole(name: &str, diagnostic: Diagnostic) -> Self {
        Self { sources: vec![Source::new(name, "")], list: vec![diagnostic] }
    }

    /// A mistake on one line of a file that is read as a stream: `text` is what of the line is shown.
    #[must_use]
    pub fn of_line(name: &str, line: usize, text: impl Into<String>, mut diagnostic: Diagnostic) -> Self {
        let source = Source { first_line: line, ..Source::new(name, text) };
        diagnostic.span = Some(Span { source: 0, start: 0, end: source.text.len() });
        Self { sources: vec![source], list: vec![diagnostic] }
    }

    /// The mistakes in order of place.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.list.iter()
    }

    /// How many there are, at least one.
    #[must_use]
    pub fn count(&self) -> usize {
        self.list.len()
    }

    /// The name of the source, the line and the column of one of these mistakes.
    #[must_use]
    pub fn place(&self, diagnostic: &Diagnostic) -> (&str, usize, usize) {
        let span = diagnostic.span.unwrap_or_default();
        self.sources.get(span.source).map_or(("", 1, 1), |source| {
            let (line, column) = source.line_and_column(span.start);
            (source.name.as_str(), line, column)
        })
    }
}

/// Drops what only follows from another mistake: keys that are missing or out of place once the text is no longer TOML,
/// and a second report of the same nesting.
fn drop_echoes(list: &mut Vec<Diagnostic>) {
    list.dedup();
    let place = |one: &Diagnostic| one.span.map(|span| (span.source, span.start));
    let broken = list.iter().find(|one| one.code == Code::Syntax).map(place);
    let deep = list.iter().find(|one| one.code == Code::TooDeep).map(place);
    list.retain(|one| match one.code {
        Code::MissingKey => broken.is_none(),
        Code::UnknownKey => broken.is_none_or(|broken| place(one) < broken),
        Code::TooDeep => deep == Some(place(one)),
        _ => true,
    });
}

impl fmt::Display for Diagnostics {
    /// The rendering without colour, as on a terminal.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.render(Style::Plain))
    }
}

impl std::error::Error for Diagnostics {}
