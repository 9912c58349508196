//! Mistakes as they are printed: one case or more for every code, its exact rendering beside its input.
//!
//! `tests/diagnostics` holds `CODE.toml`, a profile; `CODE.program.toml`, a program; or `CODE.args`, the arguments, one
//! a line, of `eval` or of the command that they begin with; and for each of them `CODE.stderr`. A name between the
//! code and the rest tells several cases of a code apart. Inputs that no file can hold are made here.
//! `STACKPLAN_BLESS=1` rewrites the renderings, see `support`.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may panic, in its helpers too"
)]

mod support;

#[path = "diagnostics/places.rs"]
mod places;

use std::collections::BTreeSet;
use std::fs;

use stackplan::diagnostic::Code;
use support::{Expected, Scratch, names_in, root, run};

const FOLDER: &str = "tests/diagnostics";
/// The head of a billing file, and a cell that is opened.
const ENDLESS_HEAD: &str = "BilledCost,BillingCurrency,BillingPeriodStart,ChargePeriodStart,ChargeCategory\n\"";

/// A case: the name that its files share, and the arguments that make the mistake.
struct Case {
    name: String,
    arguments: Vec<String>,
}

impl Case {
    fn new(name: &str, arguments: &[&str]) -> Self {
        Self { name: name.to_owned(), arguments: arguments.iter().map(|argument| (*argument).to_owned()).collect() }
    }

    /// The case of a file, unless the file is not an input.
    fn of_file(file: &str) -> Option<Self> {
        let path = format!("{FOLDER}/{file}");
        if let Some(name) = file.strip_suffix(".args") {
            let lines = fs::read_to_string(root().join(&path)).unwrap();
            Some(Self::new(name, &lines.lines().collect::<Vec<_>>()))
        } else {
            let name = file.strip_suffix(".toml")?;
            Some(match name.strip_suffix(".program") {
                Some(_) => Self::new(name, &["profiles/minimal.toml", "--program", &path]),
                None => Self::new(name, &[&path]),
            })
        }
    }

    /// The command line: `eval`, unless the arguments begin with a command of their own.
    fn command(&self) -> Vec<String> {
        let own = self.arguments.first().is_some_and(|first| first == "compare" || first == "track");
        let eval = (!own).then(|| "eval".to_owned());
        eval.into_iter().chain(self.arguments.iter().cloned()).collect()
    }

    /// The code that the case is named after.
    fn code(&self) -> &str {
        self.name.split('.').next().unwrap()
    }
}

/// The cases whose inputs are made: too many to write down, missing, a folder, too large, or not text.
fn made(scratch: &Scratch) -> Vec<Case> {
    let large = [b"# a comment\n".repeat((1 << 20) / 12), b"# and more".to_vec()].concat();
    let services: String = (1..=1_001).map(|at| format!("[spend.s{at}]\nprovider = \"x\"\ncurrent = 1\n")).collect();
    let services = format!("[company]\nname = \"x\"\nstage = \"seed\"\n[plan]\nstart = 2026-01-12\n{services}");
    vec![
        Case::new("list-length.services", &[&scratch.write("services.toml", services)]),
        Case::new("unreadable", &[&scratch.path("missing.toml")]),
        Case::new("unreadable.folder", &[&scratch.path("")]),
        Case::new("unreadable.program", &["profiles/minimal.toml", "--program", &scratch.path("missing.toml")]),
        Case::new("too-large", &[&scratch.write("large.toml", large)]),
        Case::new(
            "export-size",
            &[
                "track",
                "profiles/minimal.toml",
                &scratch.write("endless.csv", ENDLESS_HEAD.to_owned() + &"x,\n".repeat(1 << 19)),
                "--today",
                "2026-05-08",
            ],
        ),
        Case::new("not-utf8", &[&scratch.write("latin-1.toml", b"[company]\nname = \"Caf\xe9 AI\"\n")]),
        Case::new("not-utf8.binary", &[&scratch.write("image.toml", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")]),
    ]
}

/// Every case, made or in a file.
fn cases(scratch: &Scratch) -> Vec<Case> {
    let files = names_in(&root().join(FOLDER));
    made(scratch).into_iter().chain(files.iter().filter_map(|file| Case::of_file(file))).collect()
}

#[test]
fn every_mistake_is_rendered_as_expected() {
    let scratch = Scratch::new();
    let mut expected = Expected::new();
    for case in cases(&scratch) {
        let said = scratch.hide(&run(case.command()).refusal());
        if !said.contains(&format!("error[{}]: ", case.code())) {
            expected.note(format!("{}: does not say its code:\n{said}", case.name));
        }
        expected.compare(&format!("{FOLDER}/{}.stderr", case.name), &said);
    }
    expected.finish();
}

#[test]
fn every_code_has_a_case_and_every_case_a_code() {
    let scratch = Scratch::new();
    let cases = cases(&scratch);
    let codes: BTreeSet<&str> = Code::ALL.iter().map(|code| code.name()).collect();
    let tried: BTreeSet<&str> = cases.iter().map(Case::code).collect();
    assert!(codes.len() > 30, "the codes are listed");
    assert_eq!(codes.difference(&tried).collect::<Vec<_>>(), Vec::<&&str>::new(), "codes without a case");
    assert_eq!(tried.difference(&codes).collect::<Vec<_>>(), Vec::<&&str>::new(), "cases without a code");
}

#[test]
fn every_rendering_belongs_to_a_case() {
    let scratch = Scratch::new();
    let named: BTreeSet<String> = cases(&scratch).iter().map(|case| format!("{}.stderr", case.name)).collect();
    let files = names_in(&root().join(FOLDER));
    let found: BTreeSet<String> = files.into_iter().filter(|file| file.ends_with(".stderr")).collect();
    assert_eq!(found, named);
}

#[test]
fn every_rendering_names_place_find_want_and_way_out() {
    let scratch = Scratch::new();
    for case in cases(&scratch) {
        let path = format!("{FOLDER}/{}.stderr", case.name);
        let text = fs::read_to_string(root().join(&path)).unwrap_or_else(|error| panic!("{path}: {error}"));
        let (mistakes, count) = text.trim_end().rsplit_once("\n\n").unwrap();
        let mistakes: Vec<&str> = mistakes.split("\n\nerror[").collect();
        let noun = if mistakes.len() == 1 { "mistake" } else { "mistakes" };
        assert_eq!(count, format!("{} {noun}; nothing was written", mistakes.len()), "{path}");
        for mistake in mistakes {
            assert!(mistake.contains("--> "), "{path}: no place:\n{mistake}");
            assert!(mistake.contains("= help: "), "{path}: no way out:\n{mistake}");
            let is_underlined = mistake.contains(" ^") || !mistake.contains(" | ");
            assert!(is_underlined, "{path}: a line is shown, and nothing of it is underlined:\n{mistake}");
            let title = mistake.lines().next().unwrap().split_once("]: ").unwrap().1;
            let is_plain = title.starts_with(|c: char| c == '`' || c.is_ascii_lowercase() || c.is_ascii_digit());
            assert!(is_plain && !title.ends_with('.'), "{path}: lower case, no final period: {title}");
        }
    }
}
