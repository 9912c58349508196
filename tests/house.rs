//! The house keeps its own rules: rooms in order, one room with input and output, exact numbers, rules as data.
#![allow(clippy::panic, clippy::unwrap_used, reason = "the helpers of a test may panic")]

mod source;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use source::{Source, files};

/// The rooms. Each imports only rooms before it.
#[rustfmt::skip]
const ROOMS: [&str; 25] = [
    "money", "calendar", "band", "text", "diagnostic", "document", "id", "signal", "program", "profile", "spend",
    "scoring", "timeline", "position", "evaluation", "condition", "advice", "import", "tracking", "portfolio",
    "report", "batch", "schema", "init", "cli",
];
/// Above all rooms: what puts them together.
const ASIDE: [&str; 2] = ["lib", "main"];
/// The only room with input and output.
const OUTSIDE: &str = "cli";
/// The room that reads streams which `cli` opens, and opens none.
const STREAMED: &str = "import";
/// Ids of the program that are words of the profile or of scoring as well, each with that other meaning.
const WORDS_OF_THEIR_OWN: [(&str, &str); 2] = [
    ("poc", "the signal, and the profile key `bedrock.poc`"),
    ("accelerator", "the profile key `plan.accelerator`, and the program's own table"),
];
/// Longer files are to be split.
const MOST_LINES: usize = 600;

/// The tables of Cargo.toml that name other crates.
#[derive(serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Manifest {
    dependencies: toml::Table,
    dev_dependencies: toml::Table,
    target: BTreeMap<String, Dependencies>,
}

/// The dependencies of one kind of machine.
#[derive(serde::Deserialize)]
struct Dependencies {
    dependencies: toml::Table,
}

/// The files of the rooms.
fn rooms() -> Vec<Source> {
    let mut rooms = files("src");
    rooms.retain(|source| !ASIDE.contains(&source.room()));
    assert!(rooms.len() > ROOMS.len());
    rooms
}

fn place(room: &str, source: &Source) -> usize {
    ROOMS.iter().position(|known| *known == room).unwrap_or_else(|| panic!("{}: `{room}` is no room", source.path))
}

/// The rooms that a file names: by `crate::`, and by as many `super::` as lead out of its own room.
fn imports(source: &Source) -> BTreeSet<String> {
    let mut paths = source.paths("crate::");
    paths.extend(source.paths(&"super::".repeat(source.depth())));
    paths.iter().filter_map(|path| path.split(':').next()).filter(|room| *room != "super").map(str::to_owned).collect()
}

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

fn none(broken: &[String]) {
    assert!(broken.is_empty(), "\n{}\n", broken.join("\n"));
}

#[test]
fn a_room_imports_only_rooms_above_it() {
    let mut broken = Vec::new();
    let mut seen = BTreeSet::new();
    for source in rooms() {
        let own = place(source.room(), &source);
        seen.insert(own);
        for room in imports(&source) {
            if place(&room, &source) > own {
                broken.push(format!("{} imports `{room}`, which is below it", source.path));
            }
        }
    }
    none(&broken);
    assert_eq!(seen.len(), ROOMS.len(), "a room of the list is gone");
}

#[test]
fn the_crate_docs_list_the_rooms_in_their_order() {
    let listed = |line: &str| {
        let name = line.strip_prefix("//! - [`").or_else(|| line.strip_prefix("//! - `"))?;
        Some(name.split('`').next()?.to_owned())
    };
    let docs: Vec<String> = read("src/lib.rs").lines().filter_map(listed).collect();
    assert_eq!(docs, ROOMS);
}

#[test]
fn only_the_outermost_room_knows_a_clock_a_file_the_environment_or_a_stream() {
    let modules = ["time", "fs", "env", "net", "process", "io", "thread"];
    // To read a stream that `cli` has opened and handed in is not to open one.
    let streams = ["io::BufRead", "io::Read", "io::Error", "io::ErrorKind", "io::Result"];
    let words = ["SystemTime", "Instant", "stdin", "stdout", "stderr", "File", "TcpStream", "Command"];
    let macros = ["print", "println", "eprint", "eprintln", "dbg"];
    let mut broken = Vec::new();
    for source in rooms().iter().filter(|source| source.room() != OUTSIDE) {
        for path in source.paths("std::") {
            if source.room() == STREAMED && streams.contains(&path.as_str()) {
                continue;
            }
            if path.split(':').next().is_some_and(|module| modules.contains(&module)) {
                broken.push(format!("{}: std::{path}", source.path));
            }
        }
        for (line, word) in source.words() {
            let is_called = |name: &str| source.code.lines().nth(line - 1).unwrap().contains(&format!("{name}!"));
            if words.contains(&word) || (macros.contains(&word) && is_called(word)) {
                broken.push(format!("{}:{line}: {word}", source.path));
            }
        }
        let from_build = source.text.matches("env!(\"CARGO_PKG_").count();
        if source.code.matches("env!(").count() != from_build {
            broken.push(format!("{}: env! of something else than the package", source.path));
        }
    }
    none(&broken);
}

#[test]
fn no_binary_float_no_unsafe_code_and_nothing_left_undone() {
    let banned = ["f32", "f64", "unsafe", "todo", "unimplemented", "unreachable"];
    let mut broken = Vec::new();
    for source in files("src") {
        for (line, word) in source.words().filter(|(_, word)| banned.contains(word)) {
            broken.push(format!("{}:{line}: {word}", source.path));
        }
        for (line, text) in (1..).zip(source.code.lines()) {
            let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
            for (dot, _) in text.match_indices('.') {
                let whole = text[..dot].trim_end_matches(|c: char| c.is_ascii_digit() || c == '_');
                let is_number = is_digit(text[..dot].chars().last()) && is_digit(text[dot + 1..].chars().next());
                if is_number && !whole.ends_with(|c: char| c.is_alphanumeric() || c == '.') {
                    broken.push(format!("{}:{line}: a float literal", source.path));
                }
            }
        }
    }
    none(&broken);
}

#[test]
fn no_tier_gate_or_grant_of_the_program_stands_in_the_code() {
    let program: toml::Table = read("src/program/builtin.toml").parse().unwrap();
    let mut ids: BTreeSet<&str> = BTreeSet::new();
    for table in ["tiers", "gates", "stack", "direct"] {
        ids.extend(program[table].as_table().unwrap().keys().map(String::as_str));
    }
    ids.insert(program["accelerator"]["grant"].as_str().unwrap());
    assert!(ids.len() > 10, "{ids:?}");
    for (word, meaning) in WORDS_OF_THEIR_OWN {
        assert!(ids.remove(word), "`{word}` needs no exception ({meaning})");
    }
    // An id of one word may be part of a sentence; one with a hyphen is an id wherever it stands.
    let is_named = |literal: &str, id: &str| {
        let mut words = literal.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_'));
        literal == id || (id.contains('-') && words.any(|word| word == id))
    };
    let mut broken = Vec::new();
    for source in files("src") {
        for (line, literal) in &source.literals {
            if let Some(id) = ids.iter().find(|id| is_named(literal, id)) {
                broken.push(format!("{}:{line}: `{id}` in {literal:?}", source.path));
            }
        }
    }
    none(&broken);
}

#[test]
fn no_file_is_too_long() {
    let all = ["src", "examples"].into_iter().flat_map(files);
    let long = all.map(|source| (source.text.lines().count(), source.path)).filter(|(lines, _)| *lines > MOST_LINES);
    none(&long.map(|(lines, path)| format!("{path}: {lines} lines")).collect::<Vec<_>>());
}

#[test]
fn the_top_of_the_repository_holds_only_the_agreed_names() {
    let agreed = ["Cargo.lock", "Cargo.toml", "LICENSE", "README.md", "examples", "profiles", "src", "tests"];
    let entries = fs::read_dir(env!("CARGO_MANIFEST_DIR")).unwrap();
    let names: BTreeSet<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    let shown: Vec<&str> =
        names.iter().map(String::as_str).filter(|name| !name.starts_with('.') && *name != "target").collect();
    assert_eq!(shown, agreed);
}

#[test]
fn every_dependency_is_used_and_has_its_line_in_the_readme() {
    let manifest: Manifest = toml::from_str(&read("Cargo.toml")).unwrap();
    let readme = read("README.md");
    let line = |name: &str| readme.lines().filter(|line| line.starts_with(&format!("| `{name}` |"))).count();
    let code: String = ["src", "tests", "examples"].into_iter().flat_map(files).map(|source| source.code).collect();
    let of_targets = manifest.target.values().flat_map(|target| target.dependencies.keys());
    let mut broken = Vec::new();
    for name in manifest.dependencies.keys().chain(manifest.dev_dependencies.keys()).chain(of_targets) {
        if line(name) != 1 {
            broken.push(format!("README.md has {} lines on `{name}`", line(name)));
        }
        let word = name.replace('-', "_");
        if ![format!("{word}::"), format!("use {word};")].iter().any(|used| code.contains(used)) {
            broken.push(format!("`{name}` is not used"));
        }
    }
    none(&broken);
}

#[test]
fn the_reader_of_source_tells_code_from_text() {
    let text = "use crate::{a::B, c};\nlet x = 'q'; // f32 \"no\"\nlet y = \"f64 \\\" {\"; fn z<'a>() { r#\"p\"q\"# }\n#[cfg(test)]\nmod tests { const T: &str = \"t\"; }\nuse super::d;\n";
    let source = Source::new("src/e.rs".to_owned(), text.to_owned());
    assert_eq!(imports(&source).into_iter().collect::<Vec<_>>(), ["a", "c", "d"]);
    assert_eq!(source.literals, [(3, "f64 \\\" {".to_owned()), (3, "p\"q".to_owned())]);
    assert!(source.words().all(|(_, word)| !["f32", "f64", "tests", "q"].contains(&word)));
}
