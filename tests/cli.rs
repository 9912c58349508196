//! The command line from outside: exit statuses, streams, files, colour, and what never gets out.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may panic, in its helpers too"
)]

mod support;

#[path = "golden/hazards.rs"]
mod hazards;
#[path = "golden/sameness.rs"]
mod sameness;

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use clap::ValueEnum;
use stackplan::condition::Condition;
use support::{Scratch, root, run};

const LADDER: &str = "profiles/ladder.toml";

#[test]
fn help_and_version_are_answers() {
    for arguments in [vec!["--help"], vec!["-h"], vec!["eval", "--help"], vec!["--version"]] {
        let said = run(&arguments).answer();
        assert!(said.contains("stackplan"), "{said}");
    }
}

#[test]
fn usage_mistakes_could_not_be_answered() {
    let cases: [&[&str]; 16] = [
        &[],
        &["frobnicate"],
        &["eval"],
        &["eval", LADDER, "profiles/minimal.toml"],
        &["eval", LADDER, "--frobnicate"],
        &["eval", LADDER, "--case", "usual"],
        &["eval", LADDER, "--every", "year"],
        &["eval", LADDER, "--view", "events"],
        &["eval", LADDER, "--format", "pdf"],
        &["eval", LADDER, "--fail-on", "loss"],
        &["eval", LADDER, "--color", "blue"],
        &["eval", LADDER, "--set"],
        &["eval", LADDER, "--from", "soon"],
        &["eval", LADDER, "--to", "2026-02-30"],
        &["eval", LADDER, "--from", "10", "--to", "9"],
        &["eval", LADDER, "-o", LADDER],
    ];
    for arguments in cases {
        run(arguments).refusal();
    }
}

#[test]
fn an_ineligible_company_is_an_answer() {
    let said = run(["eval", "profiles/screened-out.toml"]).answer();
    assert!(said.contains("not eligible"), "{said}");
}

/// Arguments on which a condition holds, and on which it does not.
fn tried(condition: Condition) -> [&'static [&'static str]; 2] {
    match condition {
        Condition::Ineligible | Condition::NoTier => [&["profiles/screened-out.toml"], &[LADDER]],
        Condition::Unknown => [&["profiles/half-filled.toml"], &[LADDER]],
        Condition::Lapse => [&[LADDER, "--case", "cautious"], &[LADDER]],
        Condition::Gap => [&["profiles/missed-gate.toml", "--case", "all"], &["profiles/missed-gate.toml"]],
        Condition::Forfeit => [&["profiles/missed-gate.toml"], &["profiles/missed-gate.toml", "--case", "cautious"]],
        Condition::Bill => [&[LADDER], &["profiles/median.toml"]],
        Condition::Warning => [&[LADDER], &["profiles/series-b.toml"]],
    }
}

#[test]
fn fail_on_tells_by_the_exit_status_after_the_result() {
    for condition in Condition::value_variants() {
        let name = condition.name();
        for (arguments, holds) in tried(*condition).into_iter().zip([true, false]) {
            for format in ["text", "json", "csv", "markdown"] {
                let asked = [&["eval", "--format", format], arguments].concat();
                let told = run([asked.as_slice(), &["--fail-on", name]].concat());
                assert_eq!(told.stdout, run(&asked).answer(), "{name}: the result is the same");
                assert_eq!(told.status, Some(i32::from(holds)), "{name} on {arguments:?}");
                let lines: Vec<&str> = told.stderr.lines().collect();
                let is_said = matches!(lines.as_slice(), [line] if line.starts_with(&format!("fail-on {name}: ")));
                assert_eq!(is_said, holds, "{name}: {}", told.stderr);
            }
        }
    }
}

#[test]
fn fail_on_takes_several_conditions_and_names_those_that_hold() {
    for list in
        [vec!["--fail-on", "gap,bill,warning"], vec!["--fail-on", "gap", "--fail-on", "bill", "--fail-on", "warning"]]
    {
        let told = run(["eval", LADDER].iter().chain(&list));
        assert_eq!(told.status, Some(1));
        let named: Vec<&str> = told.stderr.lines().map(|line| line.split(':').next().unwrap()).collect();
        assert_eq!(named, ["fail-on bill", "fail-on warning"]);
    }
}

#[test]
fn fail_on_does_not_hide_that_a_profile_is_wrong() {
    run(["eval", LADDER, "--set", "company.stage=x", "--fail-on", "bill"]).refusal();
}

#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_stackplan"))
        .current_dir(root())
        .args(["eval", LADDER, "--format", "json", "--case", "all", "--horizon", "3660"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::with_capacity(1, child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    assert_eq!(line, "{\n");
    // The reader is gone, and a pipe holds far less than what is still to come.
    let rest = child.wait_with_output().unwrap();
    assert_eq!((rest.status.code(), rest.stderr), (Some(0), vec![]));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said() {
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output =
        Command::new(env!("CARGO_BIN_EXE_stackplan")).current_dir(root()).args(["eval", LADDER]).stdout(full).output();
    let output = output.unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.starts_with("error: cannot write `-`: "), "{said}");
}

#[test]
fn colour_is_for_terminals_and_for_those_who_ask() {
    let has_escape = |text: &str| text.contains('\u{1b}');
    for arguments in [vec![], vec!["--color", "auto"], vec!["--color", "never"]] {
        assert!(!has_escape(&run(["eval", LADDER].iter().chain(&arguments)).answer()), "{arguments:?}");
        let refused = run(["eval", LADDER, "--set", "company.stage=x"].iter().chain(&arguments)).refusal();
        assert!(!has_escape(&refused), "{arguments:?}");
    }
    let plain = run(["eval", LADDER]).answer();
    let bold = run(["eval", LADDER, "--color", "always"]).answer();
    assert!(has_escape(&bold));
    assert_eq!(bold.replace("\u{1b}[1m", "").replace("\u{1b}[0m", ""), plain, "colour adds nothing but itself");
    assert!(has_escape(&run(["eval", LADDER, "--set", "company.stage=x", "--color", "always"]).refusal()));
    for format in ["json", "csv", "markdown"] {
        assert!(!has_escape(&run(["eval", LADDER, "--color", "always", "--format", format]).answer()), "{format}");
    }
}

/// The second column of a CSV: the days of the position.
fn days(arguments: &[&str]) -> Vec<i32> {
    let shown = run(["eval", LADDER, "--format", "csv"].iter().chain(arguments)).answer();
    shown.lines().skip(1).map(|line| line.split(',').nth(1).unwrap().parse().unwrap()).collect()
}

#[test]
fn rows_are_shown_from_a_day_or_date_to_another() {
    let cases: [(&[&str], std::ops::RangeInclusive<i32>); 8] = [
        (&["--from", "30", "--to", "90"], 30..=90),
        (&["--from", "2026-02-11", "--to", "2026-04-12"], 30..=90),
        (&["--from", "2026-02-11", "--to", "90"], 30..=90),
        (&["--from", "730"], 730..=730),
        (&["--to", "0"], 0..=0),
        (&["--to", "2026-01-12"], 0..=0),
        (&["--from", "-10", "--to", "2"], 0..=2),
        (&["--from", "2025-12-31", "--to", "2200-01-01"], 0..=730),
    ];
    for (arguments, range) in cases {
        assert_eq!(days(arguments), range.collect::<Vec<_>>(), "{arguments:?}");
    }
}

#[test]
fn a_view_has_its_own_columns() {
    let heads = [
        ("position", "case,day,date,granted,consumed,expired,balance,charges,cash,events"),
        ("bills", "case,from,to,from_day,to_day,service,provider,charges,credits,cash"),
        (
            "grants",
            "case,id,program,provider,gate,status,amount,issued,usable,issued_on,expires_on,covers,consumed,expired,left,assumed",
        ),
    ];
    for (view, head) in heads {
        let shown = run(["eval", LADDER, "--format", "csv", "--view", view]).answer();
        assert_eq!(shown.lines().next(), Some(head));
        assert!(shown.lines().count() > 5, "{view} has rows");
    }
    assert!(run(["eval", LADDER, "--format", "csv"]).answer().starts_with(heads[0].1), "the position is the default");
}

#[test]
fn a_result_goes_to_the_file_that_is_named() {
    let scratch = Scratch::new();
    let extensions = [
        ("out.json", "json"),
        ("out.JSON", "json"),
        ("out.csv", "csv"),
        ("out.md", "markdown"),
        ("out.markdown", "markdown"),
        ("out.txt", "text"),
        ("out", "text"),
    ];
    for (name, format) in extensions {
        assert_eq!(run(["eval", LADDER, "-o", &scratch.path(name)]).answer(), "", "nothing on stdout");
        assert_eq!(scratch.read(name), run(["eval", LADDER, "--format", format]).answer(), "{name}");
        let told = run(["eval", LADDER, "--format", "csv", "--output", &scratch.path(name), "--fail-on", "bill"]);
        assert_eq!((told.status, told.stdout.as_str()), (Some(1), ""), "{}", told.stderr);
        assert!(scratch.read(name).starts_with("case,day,"), "--format comes before the extension");
    }
    assert_eq!(support::names_in(scratch.folder()).len(), extensions.len(), "and no other file is left");
    assert_eq!(run(["eval", LADDER, "-o", "-"]).answer(), run(["eval", LADDER]).answer(), "`-` is stdout");
    let bold = run(["eval", LADDER, "--color", "always", "-o", &scratch.path("out.txt")]);
    assert_eq!(bold.answer() + &scratch.read("out.txt"), run(["eval", LADDER, "--color", "always"]).answer());
}

#[test]
fn a_file_is_written_whole_or_not_at_all() {
    let scratch = Scratch::new();
    let file = scratch.write("out.txt", "what was there");
    run(["eval", LADDER, "--set", "company.stage=x", "-o", &file]).refusal();
    run(["eval", "profiles/missing.toml", "-o", &file]).refusal();
    run(["eval", LADDER, "--from", "soon", "-o", &file]).refusal();
    let json = run(["eval", LADDER, "--set", "company.stage=x", "--format", "json", "-o", &file]);
    assert_eq!((json.status, json.stderr.as_str()), (Some(2), ""));
    assert!(json.stdout.contains("\"error\""), "{}", json.stdout);
    assert_eq!(scratch.read("out.txt"), "what was there");
    run(["eval", LADDER, "--set", "company.stage=x", "-o", &scratch.path("new.txt")]).refusal();
    assert_eq!(support::names_in(scratch.folder()), ["out.txt"], "nothing is begun, nothing is left");
}

#[test]
fn a_place_that_cannot_be_written_to_is_named() {
    let scratch = Scratch::new();
    for path in [scratch.path("missing/out.json"), scratch.path(""), scratch.write("file", "") + "/out.json"] {
        let said = run(["eval", LADDER, "-o", &path]).refusal();
        assert!(said.starts_with(&format!("error: cannot write `{path}`: ")), "{said}");
        assert_eq!(run(["eval", LADDER, "-o", &path]).refusal(), said, "the same words each time");
    }
    assert_eq!(support::names_in(scratch.folder()), ["file"]);
}

#[test]
fn a_profile_is_not_written_over() {
    let scratch = Scratch::new();
    let text = std::fs::read_to_string(root().join(LADDER)).unwrap();
    let profile = scratch.write("profile.toml", &text);
    let roundabout = scratch.path("./profile.toml");
    for target in [&profile, &roundabout] {
        let said = run(["eval", &profile, "-o", target]).refusal();
        assert!(said.contains("would write over"), "{said}");
    }
    assert_eq!(scratch.read("profile.toml"), text);
}

#[test]
fn a_program_is_not_written_over() {
    let scratch = Scratch::new();
    let rules = "extends = \"builtin\"\nversion = \"x\"\n";
    let program = scratch.write("program.toml", rules);
    run(["eval", LADDER, "--program", &program, "-o", &program]).refusal();
    assert_eq!(scratch.read("program.toml"), rules);
}

#[cfg(unix)]
mod unix {
    use std::fs::{Permissions, set_permissions};
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
    use std::os::unix::process::CommandExt;

    use super::*;

    #[test]
    fn a_link_is_followed_and_stays_a_link() {
        let scratch = Scratch::new();
        let real = scratch.write("real.txt", "old");
        symlink(&real, scratch.path("link.txt")).unwrap();
        run(["eval", LADDER, "-o", &scratch.path("link.txt")]).answer();
        assert_eq!(scratch.read("real.txt"), run(["eval", LADDER]).answer());
        assert!(std::fs::symlink_metadata(scratch.path("link.txt")).unwrap().is_symlink());
        let profile = scratch.write("profile.toml", std::fs::read(root().join(LADDER)).unwrap());
        symlink(&profile, scratch.path("other.txt")).unwrap();
        run(["eval", &profile, "-o", &scratch.path("other.txt")]).refusal();
    }

    #[test]
    fn a_file_keeps_its_permissions() {
        let scratch = Scratch::new();
        let file = scratch.write("out.txt", "old");
        set_permissions(&file, Permissions::from_mode(0o640)).unwrap();
        run(["eval", LADDER, "-o", &file]).answer();
        assert_eq!(std::fs::metadata(&file).unwrap().mode() & 0o777, 0o640);
    }

    #[test]
    fn a_folder_that_is_closed_keeps_its_files() {
        // The superuser may write anywhere, so that it is someone else who tries, with a copy that everyone may run.
        let scratch = Scratch::new();
        let copy = scratch.path("stackplan");
        std::fs::copy(env!("CARGO_BIN_EXE_stackplan"), &copy).unwrap();
        let profile = scratch.write("profile.toml", std::fs::read(root().join(LADDER)).unwrap());
        std::fs::create_dir(scratch.path("closed")).unwrap();
        let file = scratch.write("closed/out.txt", "what was there");
        let everyone = |path: &str, mode| set_permissions(path, Permissions::from_mode(mode)).unwrap();
        for (path, mode) in [("", 0o755), ("stackplan", 0o755), ("profile.toml", 0o644), ("closed/out.txt", 0o666)] {
            everyone(&scratch.path(path), mode);
        }
        everyone(&scratch.path("closed"), 0o555);
        let mut command = Command::new(&copy);
        command.args(["eval", &profile, "-o", &file]);
        if std::fs::metadata(&profile).unwrap().uid() == 0 {
            command.uid(65_534).gid(65_534);
        }
        let output = command.output().unwrap();
        everyone(&scratch.path("closed"), 0o755);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.starts_with(&format!("error: cannot write `{file}`: ")), "{said}");
        assert_eq!(scratch.read("closed/out.txt"), "what was there");
        assert_eq!(support::names_in(&scratch.folder().join("closed")), ["out.txt"]);
    }
}
