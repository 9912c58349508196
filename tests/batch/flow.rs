//! Order, workers, shares, interrupted runs and pipes.

use super::sample::{many, ndjson, records};
use crate::support::{Run, Scratch, profiles, root, run, run_on, stackplan};
use serde_json::json;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Command, Stdio};

#[test]
fn the_bytes_are_the_same_for_any_number_of_workers() {
    let mut lines = many(400);
    lines.push_str("{\n");
    lines.push_str(&many(30));
    for form in ["ndjson", "csv", "json", "text"] {
        let alone = run_on(lines.clone(), ["batch", "-", "--format", form, "--jobs", "1", "--fail-on", "no-tier"]);
        assert_eq!(alone.status, Some(1));
        for jobs in ["2", "3", "8"] {
            let args = ["batch", "-", "--format", form, "--jobs", jobs, "--fail-on", "no-tier"];
            assert!(run_on(lines.clone(), args) == alone, "{form} with {jobs} workers");
        }
    }
}

#[test]
fn a_broken_line_among_thousands_costs_one_record() {
    let mut lines: Vec<String> = many(2_000).lines().map(str::to_owned).collect();
    lines[1_000] = "{\"company\":{\"name\":\"torn".to_owned();
    let run = run_on(lines.join("\n"), ["batch", "-", "--format", "csv"]);
    assert_eq!((run.status, run.stderr.as_str()), (Some(1), "1 of 2000 profiles is not valid\n"));
    let failed: Vec<usize> =
        (1..).zip(run.stdout.lines().skip(1)).filter(|(_, row)| !row.ends_with(',')).map(|(line, _)| line).collect();
    assert_eq!(failed, [1_001]);
}

#[test]
fn shares_together_are_the_whole() {
    let scratch = Scratch::new();
    let stream = scratch.write("companies.ndjson", ndjson());
    let sources = ["batch", &stream, "profiles", &stream];
    let whole = run(sources).answer();
    let mut lines: Vec<(usize, String)> = Vec::new();
    for share in 1..=3 {
        let part = run(sources.iter().copied().chain(["--shard", &format!("{share}/3")])).answer();
        lines.extend(part.lines().enumerate().map(|(index, line)| (index * 3 + share - 1, line.to_owned())));
    }
    lines.sort();
    let together: String = lines.iter().map(|(_, line)| format!("{line}\n")).collect();
    assert!(together == whole, "the shares are not the whole");
    for bad in ["0/3", "4/3", "x", "1"] {
        let refused = run(["batch", "profiles", "--shard", bad]).refusal();
        assert!(refused.contains("wanted K/N"), "{refused}");
    }
}

#[test]
fn an_interrupted_run_goes_on_where_it_stopped() {
    let scratch = Scratch::new();
    let stream = scratch.write("companies.ndjson", many(60).replacen("\"stage\":\"", "\"stage\":\"x", 3));
    for shard in ["1/1", "2/3"] {
        let whole = run(["batch", &stream, "profiles", "--shard", shard]);
        assert_eq!(whole.status, Some(1));
        let length = whole.stdout.len();
        for cut in [0, 1, length / 7, length / 3, length / 2, length - 1, length] {
            let part = scratch.write("part.ndjson", &whole.stdout.as_bytes()[..cut]);
            let resumed = run(["batch", &stream, "profiles", "--shard", shard, "--resume", &part, "--jobs", "2"]);
            assert_eq!((resumed.status, resumed.stdout.as_str()), (Some(1), ""), "{}", resumed.stderr);
            assert_eq!(resumed.stderr, whole.stderr, "cut at {cut}");
            assert!(scratch.read("part.ndjson") == whole.stdout, "cut at {cut} of {length}");
        }
    }
    let fresh = scratch.path("fresh.ndjson");
    assert_eq!(run(["batch", "profiles", "--resume", &fresh]).answer(), "");
    assert_eq!(records(&scratch.read("fresh.ndjson")).len(), profiles().len());
}

#[test]
fn a_run_does_not_go_on_behind_another_input() {
    let scratch = Scratch::new();
    let kept = run(["batch", "profiles"]).answer();
    let other = scratch.write("other.ndjson", ndjson());
    for (what, args) in [
        ("other input", vec![other.as_str()]),
        ("fewer items", vec!["profiles/ladder.toml"]),
        ("another share", vec!["profiles", "--shard", "2/2"]),
    ] {
        let part = scratch.write("part.ndjson", &kept);
        let refused = run([vec!["batch"], args, vec!["--resume", &part]].concat()).refusal();
        assert!(refused.contains("is not what a run on this input left"), "{what}: {refused}");
        assert_eq!(scratch.read("part.ndjson"), kept, "{what}");
    }
    for text in ["not json\n", "{\"a\":1}\n"] {
        let part = scratch.write("part.ndjson", text);
        let refused = run(["batch", "profiles", "--resume", &part]).refusal();
        assert!(refused.contains("line 1 is no record"), "{refused}");
        assert_eq!(scratch.read("part.ndjson"), text, "a file that is something else is left alone");
    }
    let refused = run(["batch", "profiles", "--resume", "x.csv", "--format", "csv"]).refusal();
    assert!(refused.contains("NDJSON only"), "{refused}");
}

#[test]
fn a_record_comes_before_the_next_line_is_sent() {
    for jobs in ["1", "2"] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_stackplan"))
            .args(["batch", "-", "--jobs", jobs])
            .current_dir(root())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        for (number, line) in (1..).zip(many(5).lines()) {
            writeln!(stdin, "{line}").unwrap();
            stdin.flush().unwrap();
            // Waits for ever where the record is held back until more comes.
            let mut record = String::new();
            stdout.read_line(&mut record).unwrap();
            assert_eq!(records(&record)[0]["source"]["line"], json!(number), "{jobs} workers");
        }
        drop(stdin);
        let mut rest = String::new();
        stdout.read_to_string(&mut rest).unwrap();
        assert_eq!((rest.as_str(), child.wait().unwrap().code()), ("", Some(0)));
    }
}

#[test]
fn a_reader_that_goes_ends_the_run_quietly() {
    for jobs in ["1", "3"] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_stackplan"))
            .args(["batch", "-", "--jobs", jobs])
            .current_dir(root())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let sent = many(600);
        let writer = std::thread::spawn(move || {
            // The run may end before it has read everything.
            let _ = stdin.write_all(sent.as_bytes());
            stdin
        });
        stdout.read_line(&mut String::new()).unwrap();
        drop(stdout);
        // Stdin stays open: the run ends all the same.
        let output = child.wait_with_output().unwrap();
        assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]), "{jobs} workers");
        drop(writer.join());
    }
}

#[test]
fn sources_of_every_kind_keep_their_order() {
    let scratch = Scratch::new();
    let stream = scratch.write("a.jsonl", many(2));
    let table = scratch.write("b.csv", "company.name,company.stage,plan.start\nX,seed,2026-01-01\nY,seed,2026-01-01\n");
    let odd = scratch.write("c.data", many(1));
    let args =
        ["batch", "profiles/minimal.toml", &table, "-", &stream, "profiles/ladder.toml", &odd, "--from", "ndjson"];
    let records = records(&run_on(many(1), args).answer());
    let sources: Vec<String> = records
        .iter()
        .map(|one| format!("{}:{}", one["source"]["path"].as_str().unwrap(), one["source"]["line"]))
        .collect();
    let expected = [
        "profiles/minimal.toml:null".to_owned(),
        format!("{table}:2"),
        format!("{table}:3"),
        "-:1".to_owned(),
        format!("{stream}:1"),
        format!("{stream}:2"),
        "profiles/ladder.toml:null".to_owned(),
        format!("{odd}:1"),
    ];
    assert_eq!(sources, expected);
}

#[test]
fn stdin_is_lines_of_json_unless_it_is_said_to_be_something_else() {
    let toml = super::sample::text("profiles/minimal.toml");
    let record = records(&run_on(toml, ["batch", "-", "--from", "toml"]).answer()).remove(0);
    assert_eq!(record["source"], json!({ "path": "-", "line": null }));
    let table = "company.name,company.stage,plan.start\nX,seed,2026-01-01\n";
    assert_eq!(records(&run_on(table, ["batch", "-", "--from", "csv"]).answer())[0]["source"]["line"], 2);
    let refused = run(["batch", "README.md"]).refusal();
    assert!(refused.contains("--from toml, ndjson or csv"), "{refused}");
    run(["batch", "-", "-"]).refusal();
    run(["batch", "no-such.ndjson"]).refusal();
    run(["batch", "tests/markdown"]).refusal();
}

#[test]
fn no_progress_is_shown_where_stderr_is_no_terminal() {
    let run = Run::of(stackplan().args(["batch", "-"]).write_stdin(many(3)));
    assert_eq!(run.stderr, "");
}

#[test]
fn a_file_that_no_run_left_is_not_gone_on_with() {
    let scratch = Scratch::new();
    let one = scratch.write("one.ndjson", many(1));
    for text in ["notes", "{", "{\"source\"", "{\"source\":{\"path\":\"x"] {
        let file = scratch.write("part.ndjson", text);
        let found = run(["batch", &one, "--resume", &file]);
        if "{\"source\":{\"path\":".starts_with(text) || text.starts_with("{\"source\":{\"path\":") {
            assert_eq!((found.status, records(&scratch.read("part.ndjson")).len()), (Some(0), 1), "{text}");
        } else {
            assert!(found.refusal().contains("line 1 is no record"), "{text}");
            assert_eq!(scratch.read("part.ndjson"), text);
        }
    }
    let refused = run(["batch", &one, "--resume", scratch.folder().to_str().unwrap()]).refusal();
    assert!(refused.contains("is no file"), "{refused}");
}

#[test]
fn a_refused_run_changes_nothing_of_what_it_would_go_on_with() {
    let scratch = Scratch::new();
    let table = scratch.write("a.csv", "company.name,company.stage,plan.start,nonsense\nX,seed,2026-01-01,1\n");
    let torn = "{\"source\":{\"path\":\"a.csv\",";
    let file = scratch.write("part.ndjson", torn);
    run(["batch", &table, "--resume", &file]).refusal();
    run(["batch", &table, "--map", "Other=company.id", "--resume", &file]).refusal();
    assert_eq!(scratch.read("part.ndjson"), torn);
    let fresh = scratch.path("fresh.ndjson");
    run(["batch", &table, "--resume", &fresh]).refusal();
    assert!(!std::path::Path::new(&fresh).exists(), "nothing is begun");
}

#[test]
fn a_run_goes_on_only_with_the_arguments_and_the_input_that_it_had() {
    let scratch = Scratch::new();
    let stream = scratch.write("companies.ndjson", many(9));
    let whole = run(["batch", &stream]).answer();
    let kept: String = whole.lines().take(4).map(|line| format!("{line}\n")).collect();
    for edits in [&["--set", "plan.horizon_days=90"][..], &["--view", "bills"], &["--every", "month"]] {
        let part = scratch.write("part.ndjson", &kept);
        let args = [&["batch", &stream, "--resume", &part], edits].concat();
        let refused = run(args).refusal();
        assert!(refused.contains(":4`, is not what the profile and the arguments come to now"), "{refused}");
        assert_eq!(scratch.read("part.ndjson"), kept, "{edits:?}");
    }
    let part = scratch.write("part.ndjson", &kept);
    scratch.write("companies.ndjson", many(9).replace("Company 3", "Company three"));
    let refused = run(["batch", &stream, "--resume", &part]).refusal();
    assert!(refused.contains("is not what a run on this input left"), "{refused}");
    assert_eq!(scratch.read("part.ndjson"), kept);
    scratch.write("companies.ndjson", many(9));
    assert_eq!(run(["batch", &stream, "--resume", &part]).answer(), "");
    assert_eq!(scratch.read("part.ndjson"), whole);
}

#[test]
fn a_run_that_goes_on_tells_what_the_whole_run_tells() {
    let scratch = Scratch::new();
    let stream = scratch.write("companies.ndjson", many(40));
    let args = ["batch", &stream, "--fail-on", "no-tier,bill,gap", "--shard", "1/2"];
    let whole = run(args);
    assert_eq!(whole.status, Some(1));
    let told = whole.stderr.lines().count();
    assert!(told > 3, "{}", whole.stderr);
    for kept in [0, 1, 11, 20] {
        let lines: String = whole.stdout.lines().take(kept).map(|line| format!("{line}\n")).collect();
        let part = scratch.write("part.ndjson", lines);
        let resumed = run(args.iter().copied().chain(["--resume", &part]));
        assert_eq!((resumed.status, resumed.stderr.as_str()), (Some(1), whole.stderr.as_str()), "after {kept}");
        assert_eq!(scratch.read("part.ndjson"), whole.stdout, "after {kept}");
    }
}

#[test]
fn a_profile_of_a_folder_is_not_written_over() {
    let scratch = Scratch::new();
    let text = super::sample::text("profiles/minimal.toml");
    let profile = scratch.write("x.toml", &text);
    let folder = scratch.folder().to_str().unwrap();
    for flag in ["-o", "--resume"] {
        let refused = run(["batch", folder, "--format", "ndjson", flag, &profile]).refusal();
        assert!(refused.contains(&format!("{flag} would write over")), "{refused}");
        assert_eq!(scratch.read("x.toml"), text);
    }
}

#[test]
fn an_argument_that_is_a_mistake_is_one_mistake_and_not_one_a_profile() {
    for args in [["--set", "foo"], ["--unset", "a..b"], ["--set", "=1"]] {
        let refused = run(["batch", "profiles"].into_iter().chain(args)).refusal();
        assert!(refused.ends_with("\n1 mistake; nothing was written\n"), "{refused}");
    }
}

#[test]
fn a_mistake_behind_records_that_are_written_says_how_many_there_are() {
    let scratch = Scratch::new();
    let stream = scratch.write("companies.ndjson", many(2));
    for jobs in ["1", "3"] {
        let args = ["batch", &stream, "-", "--from", "csv", "--jobs", jobs];
        let stopped = run_on("nonsense\n1\n", args);
        assert_eq!((stopped.status, stopped.stdout.lines().count()), (Some(2), 2), "{}", stopped.stderr);
        assert!(stopped.stderr.ends_with(" mistakes; stopped after 2 records\n"), "{}", stopped.stderr);
        let file = scratch.path("whole.ndjson");
        let refused = run_on("nonsense\n1\n", args.into_iter().chain(["-o", &file])).refusal();
        assert!(refused.ends_with(" mistakes; nothing was written\n"), "{refused}");
        assert!(!std::path::Path::new(&file).exists());
    }
}

#[cfg(unix)]
#[test]
fn a_folder_is_its_files_without_hidden_ones_and_pipes() {
    let scratch = Scratch::new();
    let text = super::sample::text("profiles/minimal.toml");
    for name in ["a.toml", ".hidden.toml", "._b.toml", "b.txt"] {
        scratch.write(name, &text);
    }
    assert!(Command::new("mkfifo").arg(scratch.path("pipe.toml")).status().unwrap().success());
    std::os::unix::fs::symlink(scratch.path("a.toml"), scratch.path("link.toml")).unwrap();
    let folder = scratch.folder().to_str().unwrap();
    assert_eq!(records(&run(["batch", folder]).answer()).len(), 2);
    assert!(run(["check", folder]).answer().contains("\n2 profiles checked"));
    let refused = run(["batch", folder, "--resume", &scratch.path("pipe.toml")]).refusal();
    assert!(refused.contains("is no file"), "{refused}");
}
