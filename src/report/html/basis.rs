//! What the plan rests on: assumptions, conflicts between lines, the source.

use maud::{Markup, html};

use super::table::{Table, code, text};
use crate::advice::explain::Explanation;
use crate::evaluation::Evaluation;
use crate::report::citation::{lines, place};
use crate::report::explain::grouped;
use crate::text::escape_controls;

/// The section.
pub fn section(explanation: &Explanation<'_, '_>) -> Markup {
    html! {
        section #basis aria-labelledby="basis-head" {
            h2 id="basis-head" { "What it rests on" }
            (assumptions(explanation))
            (conflicts(explanation))
        }
    }
}

fn assumptions(explanation: &Explanation<'_, '_>) -> Markup {
    let groups = grouped(&explanation.assumptions);
    if groups.is_empty() {
        return html! { p { "Nothing is assumed: every value of the program that this plan used is stated by a line." } };
    }
    let mut table = Table::new(
        "Assumptions that this plan used: * no line of the source states them",
        &["Value of the program", "Is", "Why", "From"],
    );
    for group in groups {
        let Some(first) = group.first() else { continue };
        table.row(vec![
            html! { @for (at, entry) in group.iter().enumerate() { @if at > 0 { ", " } code { (escape_controls(&entry.path)) } } },
            text(escape_controls(&first.starred())),
            text(escape_controls(&first.citation.why)),
            text(place(first.citation)),
        ]);
    }
    html! { h3 { "Assumptions" } (table.markup("assumptions")) }
}

fn conflicts(explanation: &Explanation<'_, '_>) -> Markup {
    if explanation.conflicts.is_empty() {
        return html! {};
    }
    let mut table = Table::new(
        "Where lines of the source contradict each other and this plan is touched",
        &["Conflict", "About", "Lines", "Used"],
    )
    .looking("conflicts");
    for touched in &explanation.conflicts {
        let conflict = touched.conflict;
        table.row(vec![
            code(conflict.id.as_str()),
            text(escape_controls(&conflict.title)),
            text(lines(&conflict.lines)),
            text(escape_controls(&conflict.used)),
        ]);
    }
    html! { h3 { "Conflicts" } (table.markup("conflicts")) }
}

/// Whose rules these are, and which files went in.
pub fn footer(evaluation: &Evaluation<'_>) -> Markup {
    let (profile, program) = (evaluation.profile, evaluation.program);
    let source = &program.source;
    // The name alone: the page is sent to others, whom the sender's folders do not concern.
    let file = super::index::file_name(profile.path());
    html! {
        footer {
            h2 { "Source" }
            p {
                cite { (escape_controls(&source.title)) } ", " (escape_controls(&source.publisher)) ", "
                @if source.url.starts_with("https://") { a href=(source.url) rel="noreferrer" { (escape_controls(&source.url)) } }
                @else { (escape_controls(&source.url)) }
                ": " (escape_controls(&source.standing)) "."
            }
            dl.hashes {
                div { dt { "Profile" } dd { (escape_controls(file)) " " code { (profile.sha256()) } } }
                div { dt { "Rules" } dd { (escape_controls(&program.id)) " " (escape_controls(&program.version)) " " code { (program.sha256) } } }
                div { dt { "Made by" } dd { (super::frame::GENERATOR) } }
            }
        }
    }
}
