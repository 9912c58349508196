//! Disks that are full, files that may not grow, folders that may not be written to.

use std::fs;

use super::shell::{in_own_mounts, shell};
use crate::support::commands::answers;
use crate::support::{Run, Scratch, names_in, stackplan};

/// Runs that write a file, without the `-o` at their end.
const WRITERS: [&str; 11] = [
    "eval profiles/ladder.toml --format json",
    "explain profiles/ladder.toml",
    "reach profiles/half-filled.toml",
    "outcomes profiles/median.toml",
    "compare profiles/ladder.toml --set traction.mrr=0",
    "when profiles/growing.toml --until 2026-04-01",
    "route profiles/hedged.toml",
    "batch profiles",
    "check profiles --format json",
    "report profiles/ladder.toml --to html",
    "program show",
];

/// Writes over a file and a report of before; says each exit status, then what there is.
const WRITE_OVER: &str = "
    for line in \"$@\"; do \"$binary\" $line -o \"$place/old\"; echo \"$?\"; done
    \"$binary\" init --no-input -o \"$place/new\"; echo \"$?\"
    \"$binary\" report profiles -o \"$place/pages\"; echo \"$?\"
    cat \"$place/old\"; ls -A \"$place\" \"$place/pages\"";

/// Fails where a run of [`WRITE_OVER`] did anything but refuse.
fn is_refused_and_as_before(run: &Run, entries: &str) {
    let wanted = format!("{}what was there\n{entries}", "2\n".repeat(WRITERS.len() + 2));
    assert_eq!(run.stdout, wanted, "{}", run.stderr);
    let said: Vec<&str> = run.stderr.lines().collect();
    assert_eq!(said.len(), WRITERS.len() + 2, "{}", run.stderr);
    assert!(said.iter().all(|line| line.starts_with("error: cannot write `/mnt/")), "{}", run.stderr);
}

#[test]
fn a_full_disk_leaves_the_file_of_before_and_nothing_beside_it() {
    let script = format!(
        "binary=$1; place=/mnt; shift; mount -t tmpfs -o size=64k none /mnt && mkdir /mnt/pages &&
         echo what was there > /mnt/old && cat /dev/zero > /mnt/ballast 2> /dev/null; {WRITE_OVER}"
    );
    let Some(run) = in_own_mounts("a full disk", &script, &WRITERS) else { return };
    is_refused_and_as_before(&run, "/mnt:\nballast\nold\npages\n\n/mnt/pages:\n");
    assert!(run.stderr.lines().all(|line| line.contains("No space left on device")), "{}", run.stderr);
}

#[test]
fn a_read_only_folder_keeps_its_files() {
    let script = format!(
        "binary=$1; place=/mnt; shift; mount -t tmpfs none /mnt && mkdir /mnt/pages &&
         echo what was there > /mnt/old && mount -o remount,ro /mnt; {WRITE_OVER}"
    );
    let Some(run) = in_own_mounts("a read-only folder", &script, &WRITERS) else { return };
    is_refused_and_as_before(&run, "/mnt:\nold\npages\n\n/mnt/pages:\n");
    assert!(run.stderr.lines().all(|line| line.contains("made in `/mnt`")), "{}", run.stderr);
}

#[test]
fn a_file_that_may_not_grow_is_not_written_at_all() {
    // The shell's unit is 512 bytes; a result is larger than four. The signal is the system's way to say so.
    for trap in ["", "trap '' XFSZ;"] {
        let scratch = Scratch::new();
        let old = scratch.write("old", "what was there\n");
        let script = format!("{trap} ulimit -f 4; binary=$1; shift; exec \"$binary\" \"$@\"");
        for args in [&["eval", "profiles/ladder.toml"][..], &["batch", "profiles"], &["report", "profiles/ladder.toml"]]
        {
            let form: &[&str] = if args[0] == "report" { &["--to", "html"] } else { &[] };
            let refused = shell(&script, &[args, form, &["-o", &old]].concat()).refusal();
            assert!(refused.contains(&format!("cannot write `{old}`")), "{trap}: {refused}");
            assert_eq!(
                (scratch.read("old"), names_in(scratch.folder())),
                ("what was there\n".to_owned(), vec!["old".to_owned()])
            );
        }
    }
}

#[test]
#[cfg(target_os = "linux")]
fn every_command_says_that_stdout_is_full() {
    for args in answers() {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let mut command = std::process::Command::new(stackplan().get_program());
        let output = command.current_dir(crate::support::root()).args(&args).stdout(full).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{args:?}: {said}");
        assert_eq!(said, "error: cannot write `-`: No space left on device (os error 28)\n", "{args:?}");
    }
}

#[test]
fn no_command_minds_that_nobody_reads() {
    for args in answers() {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let mut command = std::process::Command::new(stackplan().get_program());
        let output = command.current_dir(crate::support::root()).args(&args).stdout(writer).output().unwrap();
        assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]), "{args:?}");
    }
}
