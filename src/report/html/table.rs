//! A table that can be read aloud: a caption, heads with their scope, the first cell of a row as its head.

use maud::{Markup, html};

/// A table under way.
pub struct Table {
    caption: String,
    heads: Vec<(String, bool)>,
    rows: Vec<Vec<Markup>>,
    class: Option<&'static str>,
}

impl Table {
    /// A table with its columns: those that lean right are told by their heads' leading `>`.
    pub fn new(caption: impl Into<String>, heads: &[&str]) -> Self {
        let head = |head: &&str| (head.trim_start_matches('>').to_owned(), head.starts_with('>'));
        Self { caption: caption.into(), heads: heads.iter().map(head).collect(), rows: Vec::new(), class: None }
    }

    /// The same with a look of its own.
    pub fn looking(self, class: &'static str) -> Self {
        Self { class: Some(class), ..self }
    }

    /// Adds a row.
    pub fn row(&mut self, cells: Vec<Markup>) {
        self.rows.push(cells);
    }

    /// The table, in a frame that scrolls by itself where the page is narrow. `id` names the caption.
    pub fn markup(&self, id: &str) -> Markup {
        let is_number = |at: usize| self.heads.get(at).is_some_and(|(_, is_number)| *is_number);
        html! {
            div.scroll role="region" tabindex="0" aria-labelledby=(id) {
                table class=[self.class] {
                    caption id=(id) { (self.caption) }
                    thead { tr {
                        @for (head, is_number) in &self.heads {
                            @if head.is_empty() { td {} } @else { th scope="col" .n[*is_number] { (head) } }
                        }
                    } }
                    tbody {
                        @for row in &self.rows {
                            tr {
                                @for (at, cell) in row.iter().enumerate() {
                                    @if at == 0 { th scope="row" { (cell) } } @else { td .n[is_number(at)] { (cell) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Plain text as a cell.
pub fn text(text: impl AsRef<str>) -> Markup {
    html! { (text.as_ref()) }
}

/// An id or a key as a cell.
pub fn code(text: impl AsRef<str>) -> Markup {
    html! { code { (text.as_ref()) } }
}
