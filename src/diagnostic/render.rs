//! Mistakes as a person reads them.

use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::{BOM, Diagnostic, Diagnostics, Source, Span};

/// How much of a long line is looked at on each side of a mistake, in bytes; a terminal shows far less.
const AROUND: usize = 4_000;

/// Whether the rendering may use colour. Colour carries no meaning of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Text alone.
    Plain,
    /// With terminal colours.
    Colored,
}

impl Diagnostics {
    /// Every mistake with its code, place, underlined text, what was wanted and the way out, an empty line between.
    #[must_use]
    pub fn render(&self, style: Style) -> String {
        let renderer = match style {
            Style::Plain => Renderer::plain(),
            Style::Colored => Renderer::styled(),
        };
        let renderer = renderer.decor_style(DecorStyle::Ascii).term_width(100);
        let rendered: Vec<String> = self
            .iter()
            .map(|one| {
                let source = self.sources.get(one.span.unwrap_or_default().source);
                renderer.render(&[group(one, source)])
            })
            .collect();
        rendered.join("\n\n")
    }
}

fn group<'a>(one: &'a Diagnostic, source: Option<&'a Source>) -> Group<'a> {
    let mut group = Group::with_title(Level::ERROR.primary_title(shown(&one.message)).id(one.code.name()));
    if let Some(source) = source {
        group = match one.span {
            Some(span) if near(source, span).start > source.line_start(span.start) => {
                let (line, column) = source.line_and_column(span.start);
                let place = Origin::path(shown(&source.name)).line(line).char_column(column);
                group.element(place).element(snippet(one, source, span))
            }
            Some(span) => group.element(snippet(one, source, span)),
            None => group.element(Origin::path(shown(&source.name))),
        };
    }
    if one.help.is_empty() { group } else { group.element(Level::HELP.message(shown(&one.help))) }
}

/// The line around the span, or what is near the span on a long one: only that is handed over, so that a long file and
/// a long line cost nothing.
fn snippet<'a>(one: &'a Diagnostic, source: &'a Source, span: Span) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let text = source.text.as_ref();
    let start = span.start.min(text.len());
    let near = near(source, span);
    let line = text.get(near.clone()).unwrap_or_default();
    let (number, _) = source.line_and_column(start);
    let from = start.saturating_sub(near.start).min(line.len());
    let to = span.end.saturating_sub(near.start).min(line.len()).max(from);
    let part = |range: Range<usize>| shown(line.get(range).unwrap_or_default().trim_start_matches(BOM));
    let (before, marked, after) = (part(0..from), part(from..to), part(to..line.len()));
    let (from, to) = (before.len(), before.len().saturating_add(marked.len()));
    let line = [before, marked, after].concat();
    let mut annotation = AnnotationKind::Primary.span(from..to);
    if !one.wanted.is_empty() {
        annotation = annotation.label(shown(&one.wanted));
    }
    let snippet = Snippet::source(line).line_start(number).fold(false).annotation(annotation);
    // Where the line's beginning is left out, the place stands above the snippet.
    if near.start > source.line_start(start) { snippet } else { snippet.path(shown(&source.name)) }
}

/// The line of the span, at most [`AROUND`] bytes of it before the span and behind it.
fn near(source: &Source, span: Span) -> Range<usize> {
    let text = source.text.as_ref();
    let start = span.start.min(text.len());
    let boundary = |at: usize| (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let first = source.line_start(start).max(boundary(start.saturating_sub(AROUND)));
    let last = boundary(span.end.max(start).saturating_add(AROUND));
    let rest = text.get(start..last).unwrap_or_default();
    let line = rest.split('\n').next().unwrap_or_default();
    let line = line.strip_suffix('\r').unwrap_or(line);
    first..start.saturating_add(line.len())
}

/// Text from an input as it may reach a terminal: control and bidirectional characters are written out.
fn shown(text: &str) -> String {
    crate::text::escape_controls(text).into_owned()
}
