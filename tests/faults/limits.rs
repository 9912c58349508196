//! Memory, threads and files that are not to be had.

use std::fs;
use std::os::unix::fs::symlink;

use serde_json::Value;

use super::shell::shell;
use crate::support::{Run, Scratch, names_in, root, run, run_on, stackplan};

/// A company a line, of one day.
fn lines(count: usize) -> String {
    let line = |number| {
        format!(
            "{{\"company\":{{\"name\":\"C{number}\",\"stage\":\"seed\"}},\"plan\":{{\"start\":\"2026-01-12\",\"horizon_days\":1}}}}\n"
        )
    };
    (0..count).map(line).collect()
}

#[test]
#[cfg(target_os = "linux")]
fn a_long_batch_needs_no_more_memory_than_a_short_one() {
    let scratch = Scratch::new();
    // One line in ten is a plan and nine are mistakes, which take the least time for what they write.
    let some = format!("{}{}", lines(1), "{\"company\":1}\n".repeat(9));
    let stream = scratch.write("companies.ndjson", some.repeat(10_000));
    // In KiB, the program itself, threads and their stacks among it.
    let script = "ulimit -v 60000; binary=$1; shift; exec \"$binary\" \"$@\"";
    let out = scratch.path("out.ndjson");
    let limited = shell(script, &["batch", &stream, "--jobs", "2", "-o", &out]);
    assert_eq!((limited.status, limited.stderr.as_str()), (Some(1), "90000 of 100000 profiles are not valid\n"));
    let written = scratch.read("out.ndjson");
    assert_eq!(written.lines().count(), 100_000);
    assert!(written.len() > 2 * 60_000 * 1024, "{} bytes are too few to tell", written.len());
}

/// Runs a batch with so large a stack for each thread that no more than `spare` stacks fit.
#[cfg(target_os = "linux")]
fn with_threads(spare: u64, args: &[&str], stdin: &str) -> Run {
    const STACK: u64 = 1 << 36;
    let limit = (STACK * spare + STACK / 2) / 1024;
    let script = format!("ulimit -v {limit}; binary=$1; shift; exec \"$binary\" \"$@\"");
    let mut command = assert_cmd::Command::new("sh");
    command.args(["-c", &script, "sh"]).arg(stackplan().get_program()).args(args);
    Run::of(command.current_dir(root()).env("RUST_MIN_STACK", STACK.to_string()).write_stdin(stdin))
}

#[test]
#[cfg(target_os = "linux")]
fn without_a_thread_to_be_had_the_work_is_done_all_the_same() {
    let scratch = Scratch::new();
    let input = lines(500);
    let whole = run_on(input.clone(), ["batch", "-"]).answer();
    let out = scratch.path("out.ndjson");
    for spare in 0..4 {
        let with = |args: &[&str]| with_threads(spare, args, &input).answer();
        assert!(with(&["batch", "-", "--jobs", "4"]) == whole, "{spare} threads");
        assert_eq!(with(&["batch", "-", "--jobs", "4", "-o", &out]), "");
        assert!(scratch.read("out.ndjson") == whole, "{spare} threads, to a file");
    }
    assert_eq!(names_in(scratch.folder()), ["out.ndjson"]);
}

#[test]
fn an_unreadable_file_in_the_middle_costs_its_own_record() {
    let scratch = Scratch::new();
    let profile = fs::read(root().join("profiles/minimal.toml")).unwrap();
    for name in ["a.toml", "c.toml", "f.toml"] {
        scratch.write(name, &profile);
    }
    symlink("nowhere", scratch.path("b.toml")).unwrap();
    symlink("d.toml", scratch.path("d.toml")).unwrap();
    let folder = scratch.folder().to_str().unwrap();
    let run = run(["batch", folder]);
    assert_eq!((run.status, run.stderr.as_str()), (Some(1), "2 of 5 profiles are not valid\n"), "{}", run.stdout);
    let records: Vec<Value> = run.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let codes: Vec<&str> =
        records.iter().map(|one| one["error"]["diagnostics"][0]["code"].as_str().unwrap_or("")).collect();
    assert_eq!(codes, ["", "unreadable", "", "unreadable", ""]);
}

#[test]
#[cfg(target_os = "linux")]
fn a_stream_that_fails_in_the_middle_is_said_and_no_file_is_written() {
    let scratch = Scratch::new();
    let good = scratch.write("good.ndjson", lines(3));
    let old = scratch.write("old.ndjson", "what was there");
    // It opens, and every read of it fails.
    for args in [vec![], vec!["--jobs", "1"]] {
        let sources = ["batch", &good, "/proc/self/mem", &good, "--from", "ndjson"];
        let streamed = run(sources.iter().chain(&args));
        assert_eq!((streamed.status, streamed.stdout.lines().count()), (Some(2), 3), "{}", streamed.stderr);
        assert!(streamed.stderr.contains("`/proc/self/mem` cannot be read"), "{}", streamed.stderr);
        run(sources.iter().chain(&args).chain(&["-o", &old])).refusal();
        assert_eq!(scratch.read("old.ndjson"), "what was there");
        assert_eq!(names_in(scratch.folder()), ["good.ndjson", "old.ndjson"]);
    }
}
