//! The same bytes for the same input, for every command in every form: whoever runs it, where, how often and on how many
//! threads.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may panic"
)]

mod support;

use std::fs;
use std::path::Path;

use support::commands::{answers, commands};
use support::{Run, Scratch, names_in, root, run, run_on, stackplan};

/// What a run on another machine has around it, none of which is part of the input.
const SURROUNDINGS: [&[(&str, &str)]; 4] = [
    &[("LC_ALL", "tr_TR.UTF-8"), ("LANG", "tr_TR.UTF-8"), ("LANGUAGE", "tr"), ("TZ", "Pacific/Kiritimati")],
    &[("LC_ALL", "C"), ("TZ", "America/Los_Angeles"), ("TERM", "dumb"), ("COLUMNS", "40"), ("LINES", "5")],
    &[("TERM", "xterm-256color"), ("COLUMNS", "200"), ("COLORTERM", "truecolor"), ("CLICOLOR_FORCE", "1")],
    &[("LC_NUMERIC", "de_DE.UTF-8"), ("STACKPLAN_TODAY", "2031-07-04"), ("SOURCE_DATE_EPOCH", "0"), ("USER", "x")],
];

/// Copies the files of a folder, and those of its folders.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for name in names_in(from) {
        let (from, to) = (from.join(&name), to.join(&name));
        if from.is_dir() {
            copy(&from, &to);
        } else {
            fs::copy(from, to).unwrap();
        }
    }
}

/// Fails for a run that does not answer with the same bytes as another.
fn same(args: &[&str], one: &Run, other: &Run, how: &str) {
    assert!(one == other, "`{}` differs {how}:\n{}\n{}", args.join(" "), one.stdout, other.stdout);
}

#[test]
fn every_command_of_the_help_is_held_to_it() {
    let run: Vec<&str> = answers().iter().map(|args| args[0]).collect();
    let commands = commands();
    assert!(commands.len() > 10, "{commands:?}");
    for command in &commands {
        assert!(run.contains(&command.as_str()), "`{command}` is run by no line");
    }
}

#[test]
fn a_second_run_prints_the_same_bytes() {
    for args in answers() {
        let first = run(&args);
        assert_eq!((first.status, first.stderr.as_str()), (Some(0), ""), "{args:?}");
        assert!(!first.stdout.is_empty(), "{args:?}");
        same(&args, &first, &run(&args), "the second time");
    }
}

#[test]
fn locale_zone_terminal_and_date_change_nothing_in_a_pipe() {
    for args in answers() {
        let plain = run(&args);
        for around in SURROUNDINGS {
            same(&args, &plain, &Run::of(stackplan().args(&args).envs(around.iter().copied())), &format!("{around:?}"));
        }
    }
}

#[test]
fn a_machine_without_home_or_environment_prints_the_same_bytes() {
    for args in answers() {
        let bare = Run::of(stackplan().args(&args).env_clear());
        same(&args, &run(&args), &bare, "without an environment");
    }
}

#[test]
fn another_working_folder_with_the_same_files_prints_the_same_bytes() {
    let scratch = Scratch::new();
    for folder in ["profiles", "tests/check", "tests/import", "tests/track"] {
        copy(&root().join(folder), &scratch.folder().join(folder));
    }
    for args in answers() {
        let elsewhere = Run::of(stackplan().args(&args).current_dir(scratch.folder()));
        same(&args, &run(&args), &elsewhere, "in another folder");
    }
}

#[test]
fn the_order_in_which_a_folder_was_filled_changes_nothing() {
    let scratch = Scratch::new();
    fs::create_dir(scratch.path("profiles")).unwrap();
    for name in names_in(&root().join("profiles")).iter().rev() {
        fs::copy(root().join("profiles").join(name), scratch.folder().join("profiles").join(name)).unwrap();
    }
    for command in [&["batch", "profiles"][..], &["check", "profiles"], &["compare", "profiles", "--format", "json"]] {
        let reversed = Run::of(stackplan().args(command).current_dir(scratch.folder()));
        same(command, &run(command), &reversed, "in a folder filled backwards");
    }
    run(["report", "profiles", "-o", &scratch.path("one")]).answer();
    run(["report", &scratch.path("profiles"), "-o", &scratch.path("two")]).answer();
    let pages = names_in(&scratch.folder().join("one"));
    assert!(pages.len() > 10 && pages == names_in(&scratch.folder().join("two")));
    for page in pages {
        assert!(scratch.read(&format!("one/{page}")) == scratch.read(&format!("two/{page}")), "{page}");
    }
}

#[test]
fn one_thread_and_many_write_the_same_bytes() {
    let lines: String = (0..600)
        .map(|number| {
            let stage = ["pre-seed", "seed", "series-a", "sead"][number % 4];
            let company = format!("{{\"name\":\"C{number}\",\"stage\":\"{stage}\",\"product\":\"ai-first\"}}");
            let plan = "{\"start\":\"2026-01-12\",\"horizon_days\":40}";
            format!("{{\"company\":{company},\"plan\":{plan},\"traction\":{{\"mrr\":{number}}}}}\n")
        })
        .collect();
    let forms = ["ndjson", "json", "csv", "text", "markdown"].map(|form| vec!["batch", "-", "--format", form]);
    let sums = ["text", "json", "markdown"].map(|form| vec!["batch", "-", "--summary", "--format", form]);
    for args in forms.into_iter().chain(sums) {
        let with = |jobs: &str| run_on(lines.clone(), args.iter().copied().chain(["--jobs", jobs]));
        let alone = with("1");
        assert_eq!(alone.status, Some(1), "{args:?}: {}", alone.stderr);
        for jobs in ["2", "7", "64"] {
            same(&args, &alone, &with(jobs), &format!("with {jobs} threads"));
        }
    }
}

#[test]
fn a_file_holds_the_bytes_that_a_pipe_gets() {
    let scratch = Scratch::new();
    for args in answers() {
        let path = scratch.path("result.out");
        let forms = ["--format", "--to", "--summary", "--print-expect", "--toml"];
        if args[0] == "report" || args[0] == "init" || args.iter().any(|arg| forms.contains(arg)) {
            let _ = fs::remove_file(&path);
            assert_eq!(run(args.iter().copied().chain(["-o", &path])).answer(), "", "{args:?}");
            assert!(scratch.read("result.out") == run(&args).stdout, "{args:?}");
        }
    }
}
