//! Texts of a profile that are commands elsewhere: to a terminal, a browser, a spreadsheet, a calendar, a ledger, a CI log.

use crate::support::{Run, run};

/// Texts with a plain one of the same length in characters, which shapes the same lines.
const TEXTS: [&str; 9] = [
    "\u{1b}]0;owned\u{7}\u{1b}[2J\u{9b}31m\u{8}\u{7f}",
    "\u{202e}gnp.exe\u{2066}\u{2069}\u{200f}\u{61c}\u{feff}",
    "=cmd|'/c calc'!A1",
    "::error file=a.toml::b",
    "x ##[add-mask]x ::add-mask::x",
    "\"><script>alert(1)</script><svg onload=alert(1)>",
    "a\r\nEND:VEVENT\nBEGIN:VEVENT",
    "a\n2026-01-12 open Assets:Stolen\n  b  $5",
    "\u{2028}a\u{2029}b\u{85}c\u{c}\u{b}\u{0}",
];

/// Every command that shows a text of the profile, in every form.
const SHOWS: [&str; 27] = [
    "eval FILE",
    "eval FILE --format json",
    "eval FILE --format csv --view grants",
    "eval FILE --format markdown",
    "explain FILE",
    "explain FILE --format json",
    "explain FILE --format markdown",
    "reach FILE",
    "reach FILE --format json",
    "reach FILE --format markdown",
    "outcomes FILE",
    "outcomes FILE --format markdown",
    "compare FILE --set traction.mrr=0",
    "compare FILE --set traction.mrr=0 --format markdown",
    "when FILE --until 2026-03-01",
    "route FILE",
    "batch FILE",
    "batch FILE --format csv",
    "batch FILE --format text",
    "batch FILE --format markdown",
    "batch FILE --summary",
    "report FILE --to html",
    "report FILE --to md",
    "report FILE --to svg",
    "report FILE --to ics",
    "report FILE --to hledger",
    "report FILE --to beancount",
];

/// What a show of the sample comes to with a text under every key that takes one.
fn shown(show: &str, text: &str) -> Run {
    let text = serde_json::to_string(text).unwrap().replace('\u{7f}', "\\u007f");
    let mut args: Vec<String> = show.split(' ').map(|word| word.replace("FILE", "profiles/ladder.toml")).collect();
    for key in ["company.name", "partner.name", "partner.ace_opportunity", "traction.other_validation"] {
        args.extend(["--set".to_owned(), format!("{key}={text}")]);
    }
    for key in ["funding.backers", "traction.enterprise_lois"] {
        args.extend(["--set".to_owned(), format!("{key}=[{text}]")]);
    }
    // Two edits of `compare` are two columns; there the name of the company is the one that is told.
    if args[0] == "compare" {
        args.truncate(8);
    }
    run(args)
}

/// True for a character that moves a cursor, reorders text or ends a line.
fn is_harmful(c: char) -> bool {
    let reorders = matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    c.is_control() || reorders || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}')
}

#[test]
fn no_text_of_a_profile_becomes_a_command_in_any_form() {
    for show in SHOWS {
        for text in TEXTS {
            let answer = shown(show, text);
            assert_eq!((answer.status, answer.stderr.as_str()), (Some(0), ""), "{show} {text:?}");
            // Lines of a calendar end in both characters.
            let lines = answer.stdout.replace("\r\n", "\n");
            for line in lines.split('\n') {
                assert!(!line.chars().any(is_harmful), "{show} {text:?}: {line:?}");
                assert!(!line.trim_start().starts_with("::"), "{show}: {line:?}");
                assert!(!line.contains("##["), "{show}: {line:?}");
                let is_page = ["html", "svg", "md", "markdown"].iter().any(|form| show.ends_with(form));
                assert!(!is_page || !line.contains("<script>alert"), "{show}: {line:?}");
                assert!(!line.starts_with("END:VEVENT") || show.ends_with("ics"), "{show}: {line:?}");
                assert!(!line.starts_with("2026-01-12 open Assets:Stolen"), "{show}: {line:?}");
            }
        }
    }
}

#[test]
fn no_text_adds_or_takes_a_line_of_a_form_that_is_read_by_lines() {
    let by_lines =
        |show: &&&str| ["ics", "hledger", "beancount", "csv", "batch FILE"].iter().any(|end| show.ends_with(end));
    for show in SHOWS.iter().filter(by_lines) {
        let unfolded = |run: Run| run.answer().replace("\r\n ", "").lines().count();
        let plain = unfolded(shown(show, "Plain"));
        for text in TEXTS {
            assert_eq!(unfolded(shown(show, text)), plain, "{show} {text:?}");
        }
    }
}

#[test]
fn a_mistake_quotes_no_command_either() {
    for text in TEXTS {
        let quoted = serde_json::to_string(text).unwrap().replace('\u{7f}', "\\u007f");
        for edit in [format!("company.stage={quoted}"), format!("company.{quoted}=1"), format!("offer.on_miss={text}")]
        {
            for format in ["text", "json"] {
                let run = run(["eval", "profiles/ladder.toml", "--format", format, "--set", &edit.replace('\0', "")]);
                assert_eq!(run.status, Some(2), "{edit:?}");
                for line in format!("{}\n{}", run.stdout, run.stderr).split('\n') {
                    assert!(!line.chars().any(is_harmful), "{edit:?}: {line:?}");
                    assert!(!line.trim_start().starts_with("::") && !line.contains("##["), "{edit:?}: {line:?}");
                }
            }
        }
    }
}
