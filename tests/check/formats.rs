//! The forms that machines read, read back: hostile text stays text.

use std::fs;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::support::{Scratch, profiles, run};
use crate::{FOLDER, FORMATS, LADDER, each, json};

/// True for a character that moves a cursor or reorders text.
fn is_harmful(c: char) -> bool {
    (c.is_control() && c != '\n') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A workflow command as the runner reads it: its properties and its message.
struct Annotation {
    properties: Vec<(String, String)>,
    message: String,
}

impl Annotation {
    /// Reads a line as the runner does, and fails for one that is no `error` with known properties.
    fn read(line: &str) -> Self {
        let rest = line.strip_prefix("::error ").unwrap_or_else(|| panic!("no error: {line}"));
        let (properties, message) = rest.split_once("::").unwrap();
        let data = |text: &str| text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%");
        let read = |property: &str| {
            let (name, value) = property.split_once('=').unwrap();
            assert!(["file", "line", "col", "title"].contains(&name), "{name} in {line}");
            (name.to_owned(), data(&value.replace("%3A", ":").replace("%2C", ",")))
        };
        Self { properties: properties.split(',').map(read).collect(), message: data(message) }
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.properties.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// The annotations of a run, and its closing line.
fn annotations(arguments: &[&str]) -> (Vec<Annotation>, String) {
    let found = run([&["check", "--format", "github"], arguments].concat());
    let mut lines: Vec<&str> = found.stdout.strip_suffix('\n').unwrap().split('\n').collect();
    let summary = lines.pop().unwrap().to_owned();
    assert!(summary.starts_with(|c: char| c.is_ascii_digit()), "{summary}");
    (lines.into_iter().map(Annotation::read).collect(), summary)
}

#[test]
fn an_annotation_stands_for_everything_that_is_wrong() {
    let object = json(&[FOLDER], 1);
    let (annotations, summary) = annotations(&[FOLDER]);
    assert_eq!(summary, "5 profiles checked under builtin 2026.1: 2 ok, 2 failed, 1 invalid; 1 without [expect]");
    for profile in object["profiles"].as_array().unwrap() {
        let path = profile["path"].as_str().unwrap();
        let own: Vec<&Annotation> = annotations.iter().filter(|one| one.get("file") == Some(path)).collect();
        let mut places: Vec<String> = ["differences", "diagnostics"]
            .iter()
            .flat_map(|list| profile[list].as_array().unwrap())
            .map(|one| format!("{}:{}", one["line"], one["column"]))
            .collect();
        // The amounts stand on one line and are told together.
        let line = |place: &str| place.split(':').next().unwrap().to_owned();
        places.dedup_by(|one, before| line(one) == line(before));
        let found = own.iter().map(|one| format!("{}:{}", one.get("line").unwrap(), one.get("col").unwrap()));
        assert_eq!(found.collect::<Vec<_>>(), places, "{path}");
        for difference in profile["differences"].as_array().unwrap() {
            let (key, why) = (difference["key"].as_str().unwrap(), difference["why"].as_str().unwrap());
            let of = own.iter().find(|one| one.get("title").unwrap().contains(key)).unwrap();
            assert!(of.message.contains(&format!("{key}: expected ")) && of.message.contains(why), "{}", of.message);
        }
    }
}

#[test]
fn what_stands_in_no_file_has_no_line() {
    let (found, _) = annotations(&[LADDER, "--set", "company.stage=x", "--fail-on", "bill"]);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].get("file"), found[0].get("line")), (Some(LADDER), None));
    assert_eq!(found[0].get("title"), Some("--set: unknown-value"));
    let (found, _) = annotations(&[LADDER, "--fail-on", "bill"]);
    assert_eq!((found[0].get("file"), found[0].get("line")), (Some(LADDER), None));
    let read = crate::run_on("[company]\nname = 1\n", ["check", "-", "--format", "github"]).stdout;
    assert!(read.starts_with("::error title=missing-key::"), "{read}");
}

/// An element with its attributes, and the text in it.
struct Element {
    name: String,
    attributes: Vec<(String, String)>,
    text: String,
}

impl Element {
    fn of(start: &BytesStart<'_>) -> Self {
        let attributes = start.attributes().map(|attribute| {
            let attribute = attribute.unwrap();
            let value = attribute.normalized_value(quick_xml::XmlVersion::Explicit1_0).unwrap().into_owned();
            (attribute.key.as_ref().to_owned(), value)
        });
        Self { name: start.name().as_ref().to_owned(), attributes: attributes.collect(), text: String::new() }
    }

    fn get(&self, name: &str) -> &str {
        &self.attributes.iter().find(|(known, _)| known == name).unwrap_or_else(|| panic!("no {name}")).1
    }
}

/// Every element of a document that is well-formed, in order of its start.
fn elements(xml: &str) -> Vec<Element> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    let (mut elements, mut open): (Vec<Element>, Vec<usize>) = (Vec::new(), Vec::new());
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{error}:\n{xml}")) {
            Event::Start(start) => {
                open.push(elements.len());
                elements.push(Element::of(&start));
            }
            Event::Empty(start) => elements.push(Element::of(&start)),
            Event::End(_) => assert!(open.pop().is_some()),
            Event::Text(text) => {
                let text = text.xml_content(quick_xml::XmlVersion::Explicit1_0);
                match open.last() {
                    Some(at) => elements[*at].text.push_str(&text),
                    None => assert_eq!(text.trim(), ""),
                }
            }
            Event::GeneralRef(name) => {
                let known = [("lt", '<'), ("gt", '>'), ("amp", '&'), ("quot", '"'), ("apos", '\'')];
                let (_, c) = known.iter().find(|(known, _)| *known == &*name).unwrap();
                elements[*open.last().unwrap()].text.push(*c);
            }
            Event::Decl(_) => assert!(elements.is_empty()),
            Event::Eof => break,
            other => panic!("{other:?}"),
        }
    }
    assert!(open.is_empty());
    elements
}

#[test]
fn junit_is_well_formed_and_counts_right() {
    let found = run(["check", FOLDER, "--format", "junit", "--fail-on", "unknown"]);
    let elements = elements(&found.stdout);
    let all = |name: &str| elements.iter().filter(|one| one.name == name).collect::<Vec<_>>();
    let [suites, suite] = [all("testsuites"), all("testsuite")];
    assert_eq!((suites.len(), suite.len()), (1, 1));
    for one in [suites[0], suite[0]] {
        let counts: [usize; 3] = ["tests", "failures", "errors"].map(|name| one.get(name).parse().unwrap());
        assert_eq!(counts, [all("testcase").len(), all("failure").len(), all("error").len()]);
    }
    let object = json(&[FOLDER, "--fail-on", "unknown"], 1);
    let names: Vec<&str> = all("testcase").iter().map(|one| one.get("name")).collect();
    assert_eq!(names, each(&object["profiles"], "path"));
    let text: String = all("failure").iter().map(|one| one.text.as_str()).collect();
    for profile in object["profiles"].as_array().unwrap() {
        for difference in profile["differences"].as_array().unwrap() {
            assert!(text.contains(difference["why"].as_str().unwrap()), "{difference}");
        }
    }
    assert!(text.contains("p ]]></failure>"), "markup in a profile is text:\n{text}");
    let kinds: Vec<&str> = all("failure").iter().map(|one| one.get("type")).collect();
    assert_eq!(kinds, ["condition", "profile", "condition", "rules"]);
}

#[test]
fn no_format_lets_a_harmful_character_out() {
    let scratch = Scratch::new();
    let hostile = fs::read_to_string(crate::root().join(FOLDER).join("hostile.toml")).unwrap();
    let mut paths = vec![format!("{FOLDER}/hostile.toml"), format!("{FOLDER}/broken.toml")];
    if cfg!(unix) {
        let names = ["a\n::error::b,line=1::c.toml", "x%0A::error::.toml", "]]> <i> & \" \u{1b}[1m\u{202e}.toml"];
        paths.extend(names.map(|name| scratch.write(name, &hostile)));
    }
    for (format, _) in FORMATS {
        let mut arguments = vec!["check", "--format", format, "--fail-on", "unknown,warning"];
        arguments.extend(paths.iter().map(String::as_str));
        arguments.push(LADDER);
        let found = run(&arguments);
        assert_eq!(found.status, Some(1));
        let harmful: Vec<char> = found.stdout.chars().filter(|c| is_harmful(*c)).collect();
        assert!(harmful.is_empty() && found.stderr.is_empty(), "{format}: {harmful:?}");
        let has_forbidden = found.stdout.contains(['\u{fffe}', '\u{ffff}']);
        assert!(format != "junit" || !has_forbidden, "XML has no such characters");
        match format {
            "github" => {
                let lines: Vec<&str> = found.stdout.lines().collect();
                let (summary, commands) = lines.split_last().unwrap();
                commands.iter().for_each(|line| assert!(Annotation::read(line).get("title").is_some()));
                assert!(!summary.contains("::"));
            }
            "junit" => assert!(elements(&found.stdout).len() > paths.len()),
            "json" => drop(serde_json::from_str::<serde_json::Value>(&found.stdout).unwrap()),
            _ => assert!(!found.stdout.lines().any(|line| line.starts_with("::"))),
        }
    }
}

#[test]
fn the_text_keeps_to_80_columns_whatever_differs() {
    let edits = [
        "expect={program=\"2025.1\",eligible=\"no\",tier=\"floor\",granted={cautious=0.01,likely=0.02,best=0.03}}",
        "expect={eligible=\"unknown\",tier=\"ceiling\",granted={cautious=0.01,likely=0.02,best=0.03}}",
    ];
    for edit in edits {
        let found = run(["check", "profiles", "--set", edit, "--fail-on", "unknown,warning,bill,lapse,gap"]);
        assert_eq!(found.status, Some(1));
        assert!(found.stdout.contains(&format!(": 0 ok, {} failed, 0 invalid", profiles().len())));
        let wide: Vec<&str> = found.stdout.lines().filter(|line| line.chars().count() > 80).collect();
        assert!(wide.is_empty(), "{wide:#?}");
    }
}
