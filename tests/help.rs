//! What the program says of itself: pages of help, the guide, what a shell completes, pages of the manual.
//!
//! `STACKPLAN_BLESS=1 cargo test --test help` rewrites `tests/help`.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may panic, in its helpers too"
)]

mod support;

use std::collections::BTreeSet;
use std::io::Write as _;
use std::process::{Command, Stdio};

use support::{Expected, Scratch, names_in, root, run, skipped};

/// The columns that a page keeps to.
const WIDTH: usize = 80;
/// The commands that have commands of their own.
const WITH_COMMANDS: [(&str, &[&str]); 1] = [("program", &["show", "check"])];
const SHELLS: [&str; 5] = ["bash", "elvish", "fish", "powershell", "zsh"];

/// The commands of the groups of `--help`, in their order.
fn commands() -> Vec<String> {
    let page = run(["--help"]).answer();
    let (_, groups) = page.split_once("\n\n").unwrap();
    let groups = groups.split("\nOptions:\n").next().unwrap();
    let name = |line: &str| Some(line.strip_prefix("  ")?.split(' ').next()?.to_owned());
    let names = groups.lines().filter_map(name).filter(|name| !name.is_empty());
    names.collect()
}

/// Every page of help: its file's name and the words behind `stackplan`.
fn pages() -> Vec<(String, Vec<String>)> {
    let mut pages = vec![("stackplan".to_owned(), Vec::new())];
    for command in commands() {
        let inner = WITH_COMMANDS.iter().find(|(name, _)| *name == command).map_or(&[][..], |(_, inner)| inner);
        let inner = inner.iter().map(|name| (format!("{command}-{name}"), vec![command.clone(), (*name).to_owned()]));
        let inner: Vec<_> = inner.collect();
        pages.push((command.clone(), vec![command]));
        pages.extend(inner);
    }
    pages
}

/// A page of help, its trailing spaces apart.
fn page(words: &[String]) -> String {
    let help = "--help".to_owned();
    let page = run(words.iter().chain([&help])).answer();
    page.lines().map(|line| format!("{}\n", line.trim_end())).collect()
}

#[test]
fn every_page_of_help_is_the_one_on_record() {
    let mut expected = Expected::new();
    for (name, words) in pages() {
        expected.compare(&format!("tests/help/{name}.txt"), &page(&words));
    }
    let guide = run([""; 0]);
    expected.compare("tests/help/guide.txt", &guide.stderr);
    expected.finish();
    let recorded: BTreeSet<String> = names_in(&root().join("tests/help")).into_iter().collect();
    let wanted: BTreeSet<String> = pages()
        .into_iter()
        .map(|(name, _)| name)
        .chain(["guide".to_owned()])
        .map(|name| format!("{name}.txt"))
        .collect();
    assert_eq!(recorded, wanted);
}

#[test]
fn every_page_keeps_to_80_columns_whatever_the_terminal() {
    for (name, words) in pages() {
        let mut wide = support::stackplan();
        wide.args(&words).arg("--help").env("COLUMNS", "200");
        for text in [page(&words), support::Run::of(&mut wide).answer()] {
            let lines = text.lines().filter(|line| line.chars().count() > WIDTH);
            assert_eq!(lines.collect::<Vec<_>>(), [""; 0], "{name}");
        }
    }
}

#[test]
fn every_command_opens_with_examples_of_itself() {
    for (name, words) in pages().into_iter().filter(|(_, words)| !words.is_empty()) {
        let page = page(&words);
        let mut lines = page.lines();
        assert_eq!(lines.next(), Some("Examples:"), "{name}");
        let examples = lines.take_while(|line| line.starts_with("  "));
        // A line that goes on with a further indent is a part of the one before it.
        let examples: Vec<&str> = examples.filter(|line| !line.starts_with("    ")).collect();
        assert!((2..=6).contains(&examples.len()), "{name}: {examples:?}");
        for example in examples {
            assert!(example.contains(&format!("stackplan {}", words.join(" "))), "{name}: {example}");
        }
        assert!(page.contains(&format!("Usage: stackplan {}", words.join(" "))), "{name}");
    }
}

#[test]
fn the_groups_stand_in_their_order_and_none_is_empty() {
    let page = run(["--help"]).answer();
    let known = ["Plan:", "Understand:", "Share:", "After the award:", "Automate:", "Set up:", "Options:"];
    let shown: Vec<&str> = page.lines().filter(|line| known.contains(line)).collect();
    let wanted: Vec<&str> = known.into_iter().filter(|group| shown.contains(group)).collect();
    assert_eq!(shown, wanted);
    for group in &shown {
        let (_, rest) = page.split_once(&format!("\n{group}\n")).unwrap();
        assert!(rest.starts_with("  "), "{group}");
    }
    let commands = commands();
    assert_eq!(commands[..2], ["eval", "compare"]);
    assert_eq!(commands[commands.len() - 5..], ["init", "program", "schema", "completions", "man"]);
    assert!(run(["-h"]).answer().contains("\nPlan:\n"));
}

#[test]
fn the_guide_names_commands_that_there_are() {
    let guide = run([""; 0]);
    assert_eq!((guide.status, guide.stdout.as_str()), (Some(2), ""));
    let commands = commands();
    let named = guide.stderr.lines().filter_map(|line| line.strip_prefix("  stackplan ")?.split(' ').next());
    let named: Vec<&str> = named.filter(|word| !word.starts_with('-')).collect();
    assert!(named.len() >= 3, "{named:?}");
    for word in named {
        assert!(commands.iter().any(|command| command == word), "{word}");
    }
    assert!(guide.stderr.lines().count() < 15 && guide.stderr.lines().all(|line| line.len() <= WIDTH));
}

/// What a program says to a text on stdin, where the program is there.
fn judged(program: &str, arguments: &[&str], text: &str) -> Option<(bool, String)> {
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let Ok(mut child) = command.spawn() else {
        skipped(&format!("skipped: there is no `{program}`"));
        return None;
    };
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let said = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
    Some((output.status.success(), said))
}

#[test]
fn a_shell_completes_every_command() {
    for shell in SHELLS {
        let script = run(["completions", shell]).answer();
        for command in commands() {
            assert!(script.contains(&command), "{shell}: {command}");
        }
        assert!(script.contains("--horizon") || shell == "fish", "{shell} completes flags");
    }
    let refusal = run(["completions", "cmd"]).refusal();
    assert!(refusal.contains("possible values: bash"), "{refusal}");
}

#[test]
fn shells_that_are_here_read_their_scripts() {
    for (shell, arguments) in [("bash", &["-n"][..]), ("zsh", &["-n"]), ("fish", &["--no-execute"])] {
        let script = run(["completions", shell]).answer();
        if let Some((is_read, said)) = judged(shell, arguments, &script) {
            assert!(is_read, "{shell}: {said}");
        }
    }
    let script = run(["completions", "bash"]).answer();
    let asked = format!(
        "{script}\nCOMP_WORDS=(stackplan ou)\nCOMP_CWORD=1\n_stackplan stackplan ou stackplan\necho \"${{COMPREPLY[@]}}\""
    );
    if let Some((_, said)) = judged("bash", &["-s"], &asked) {
        assert_eq!(said.trim(), "outcomes");
    }
}

#[test]
fn every_command_has_a_page_of_the_manual() {
    for (name, words) in pages() {
        let page = run(["man".to_owned()].into_iter().chain(words.clone())).answer();
        let title = if words.is_empty() { "stackplan".to_owned() } else { format!("stackplan-{name}") };
        assert!(page.contains(&format!(".TH {title} 1")), "{name}: {}", page.lines().take(4).collect::<String>());
        let sections: Vec<&str> = page.lines().filter_map(|line| line.strip_prefix(".SH ")).collect();
        for section in ["NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS"] {
            assert!(sections.contains(&section), "{name}: {sections:?}");
        }
        assert_eq!(sections.contains(&"EXAMPLES"), !words.is_empty(), "{name}");
        // A line of a manual begins with a point only where it is a request.
        for line in page.lines().filter(|line| line.starts_with('.')) {
            let request = line[1..].split(' ').next().unwrap();
            let known = ["TH", "SH", "SS", "TP", "IP", "RS", "RE", "PP", "br", "nf", "fi", "ie", "el", "ds", "if"];
            assert!(known.contains(&request), "{name}: {line}");
        }
        if let Some((is_read, said)) = judged("groff", &["-Kutf8", "-man", "-Tutf8", "-ww", "-z"], &page) {
            assert!(is_read && said.is_empty(), "{name}: {said}");
        }
    }
}

#[test]
fn a_page_of_a_command_that_there_is_not_is_refused() {
    let refusal = run(["man", "frobnicate"]).refusal();
    assert!(refusal.contains("has no command `frobnicate`") && refusal.contains("eval, compare"), "{refusal}");
    let refusal = run(["man", "eval", "show"]).refusal();
    assert!(refusal.contains("it has none"), "{refusal}");
}

#[test]
fn scripts_and_pages_are_written_to_files() {
    let scratch = Scratch::new();
    let (script, page) = (scratch.path("_stackplan"), scratch.path("stackplan.1"));
    assert_eq!(run(["completions", "zsh", "-o", &script]).answer(), "");
    assert_eq!(run(["man", "-o", &page]).answer(), "");
    assert_eq!(scratch.read("_stackplan"), run(["completions", "zsh"]).answer());
    assert_eq!(scratch.read("stackplan.1"), run(["man"]).answer());
}
