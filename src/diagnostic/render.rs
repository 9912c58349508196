//! Mistakes as a person reads them.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::{BOM, Diagnostic, Diagnostics, Source, Span};

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
            Some(span) => group.element(snippet(one, source, span)),
            None => group.element(Origin::path(shown(&source.name))),
        };
    }
    if one.help.is_empty() { group } else { group.element(Level::HELP.message(shown(&one.help))) }
}

/// The lines around the span: only those are handed over, so that a long file costs nothing.
fn snippet<'a>(one: &'a Diagnostic, source: &'a Source, span: Span) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let text = source.text.as_ref();
    let start = span.start.min(text.len());
    let line_start = text.get(..start).and_then(|before| before.rfind('\n')).map_or(0, |at| at.saturating_add(1));
    let line = text.get(line_start..).unwrap_or_default().split('\n').next().unwrap_or_default();
    let line = line.strip_suffix('\r').unwrap_or(line);
    let (number, _) = source.line_and_column(start);
    let from = start.saturating_sub(line_start).min(line.len());
    let to = span.end.saturating_sub(line_start).min(line.len()).max(from);
    let part = |range: std::ops::Range<usize>| shown(line.get(range).unwrap_or_default().trim_start_matches(BOM));
    let (before, marked, after) = (part(0..from), part(from..to), part(to..line.len()));
    let (from, to) = (before.len(), before.len().saturating_add(marked.len()));
    let line = [before, marked, after].concat();
    let mut annotation = AnnotationKind::Primary.span(from..to);
    if !one.wanted.is_empty() {
        annotation = annotation.label(shown(&one.wanted));
    }
    Snippet::source(line).line_start(number).path(shown(&source.name)).fold(false).annotation(annotation)
}

/// Text from an input as it may reach a terminal: control and bidirectional characters are written out.
fn shown(text: &str) -> String {
    crate::text::escape_controls(text).into_owned()
}
