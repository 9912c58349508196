//! A program as one JSON object. Keys are append-only.

use crate::program::Program;
use crate::report::citation::{write_conflict, write_entry};
use crate::report::json::{Json, Layout, SCHEMA_VERSION};

/// The object, with a line break at its end.
#[must_use]
pub fn program(program: &Program, layout: Layout) -> String {
    let mut json = Json::new(layout);
    json.block(|json| {
        json.key("schema_version").integer(SCHEMA_VERSION);
        write_program(json, program);
        json.key("values").lines(program.catalogue(), |json, entry| write_entry(json, &entry));
        let catalogue = program.catalogue();
        json.key("conflicts").lines(&program.conflicts, |json, conflict| {
            json.object(|json| {
                write_conflict(json, conflict);
                let through = catalogue.iter().filter(|entry| entry.names(&conflict.id));
                json.key("through").array(through, |json, entry| json.text(&entry.path));
            });
        });
        json.key("notes").array(program.notes(), |json, note| json.text(note));
    });
    json.into_text()
}

/// The key `program`: what `eval` says of it, with the standing of its source.
pub(super) fn write_program(json: &mut Json, program: &Program) {
    let source = &program.source;
    json.key("program").object(|json| {
        json.key("id").text(&program.id);
        json.key("version").text(&program.version);
        json.key("sha256").text(&program.sha256);
        json.key("source").object(|json| {
            json.key("title").text(&source.title);
            json.key("publisher").text(&source.publisher);
            json.key("url").text(&source.url);
            json.key("sha256").text(&source.sha256);
            json.key("standing").text(&source.standing);
        });
    });
}
