//! Signals in the middle of a run.

use std::fs;
use std::io::Write;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use crate::support::{Scratch, names_in, root, run, run_on, stackplan};

const HANGUP: i32 = 1;
const INTERRUPT: i32 = 2;
const KILL: i32 = 9;
const TERMINATE: i32 = 15;

/// Puts back what a signal does by default: tests may themselves be run by what ignores interrupts or hangups.
const DEFAULT_SIGNALS: &str = "--default-signal=HUP,INT,TERM";

/// The binary on its way, its stdin held by the test.
fn begin(args: &[&str]) -> Child {
    let mut command = Command::new("env");
    command.arg(DEFAULT_SIGNALS).arg(stackplan().get_program()).current_dir(root()).args(args);
    command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

fn send(child: &Child, signal: i32) {
    // One that has ended already cannot be reached, which is as well.
    let sent = Command::new("kill").arg(format!("-{signal}")).arg(child.id().to_string()).output();
    drop(sent.unwrap());
}

/// Waits until something holds; fails where it never does.
fn wait_until(what: &str, mut holds: impl FnMut() -> bool) {
    for _ in 0..3_000 {
        if holds() {
            return;
        }
        sleep(Duration::from_millis(10));
    }
    panic!("never came: {what}");
}

/// The sum of the sizes of what a run has made beside its result.
fn beside(folder: &Path) -> u64 {
    let made = names_in(folder).into_iter().filter(|name| name.starts_with(".stackplan-"));
    made.filter_map(|name| fs::metadata(folder.join(name)).ok()).map(|file| file.len()).sum()
}

fn lines(count: usize) -> String {
    let line = |number| {
        format!(
            "{{\"company\":{{\"name\":\"C{number}\",\"stage\":\"seed\"}},\"plan\":{{\"start\":\"2026-01-12\",\"horizon_days\":9}}}}\n"
        )
    };
    (0..count).map(line).collect()
}

#[test]
fn a_signal_in_a_batch_leaves_the_file_of_before_and_nothing_beside_it() {
    for signal in [INTERRUPT, TERMINATE, HANGUP] {
        for before in [None, Some("what was there")] {
            let scratch = Scratch::new();
            let out = scratch.path("out.ndjson");
            if let Some(text) = before {
                scratch.write("out.ndjson", text);
            }
            let mut child = begin(&["batch", "-", "-o", &out]);
            child.stdin.as_mut().unwrap().write_all(lines(50).as_bytes()).unwrap();
            wait_until("records beside the result", || beside(scratch.folder()) > 0);
            send(&child, signal);
            assert_eq!(child.wait().unwrap().signal(), Some(signal), "it ends of the signal, as who waits can see");
            assert_eq!(names_in(scratch.folder()).len(), usize::from(before.is_some()));
            assert_eq!(fs::read_to_string(&out).ok().as_deref(), before);
        }
    }
}

/// Says the status of a batch (`$1`, of the pipe `$2`, into a file in `$3`) that signal `$4` has ended; `$5` as above.
///
/// Opened both ways, the pipe never ends. The signal is sent once the batch has made something beside its result, and
/// the one that cannot be waited for where it never does. A shell starts what is behind `&` deaf to interrupts, so it
/// is the sender who goes there.
const ENDED_BY_A_SIGNAL: &str = r#"
exec 3<>"$2"
(
    for try in $(seq 600); do
        ls "$3"/.stackplan-* >/dev/null 2>&1 && exec kill "-$4" "$(cat "$3/pid")"
        sleep 0.05
    done
    kill -KILL "$(cat "$3/pid")"
) &
sh -c 'echo $$ >"$2/pid"; exec env "$3" "$0" batch "$1" -o "$2/out.ndjson"' "$1" "$2" "$3" "$5"
echo $?
"#;

#[test]
fn a_shell_sees_130_and_143() {
    for (signal, status) in [(INTERRUPT, "130\n"), (TERMINATE, "143\n")] {
        let scratch = Scratch::new();
        let fifo = scratch.path("in.ndjson");
        assert!(Command::new("mkfifo").arg(&fifo).status().unwrap().success());
        let mut command = Command::new("sh");
        command.args(["-c", ENDED_BY_A_SIGNAL, "sh"]).arg(stackplan().get_program()).arg(&fifo).arg(scratch.folder());
        let output = command.arg(signal.to_string()).arg(DEFAULT_SIGNALS).output().unwrap();
        assert_eq!(String::from_utf8(output.stdout).unwrap(), status);
        assert_eq!(names_in(scratch.folder()), ["in.ndjson", "pid"]);
    }
}

#[test]
fn a_batch_that_was_ended_goes_on_to_the_same_bytes() {
    let input = lines(3_000);
    let whole = run_on(input.clone(), ["batch", "-"]).answer();
    for signal in [INTERRUPT, TERMINATE, KILL] {
        let scratch = Scratch::new();
        let part = scratch.path("part.ndjson");
        let mut child = begin(&["batch", "-", "--resume", &part]);
        let middle = input.len() / 2;
        child.stdin.as_mut().unwrap().write_all(&input.as_bytes()[..middle]).unwrap();
        wait_until("records", || fs::metadata(&part).is_ok_and(|file| file.len() > 0));
        send(&child, signal);
        assert_eq!(child.wait().unwrap().signal(), Some(signal));
        let kept = scratch.read("part.ndjson");
        assert!(kept.len() < whole.len() && whole.starts_with(&kept));
        assert_eq!(run_on(input.clone(), ["batch", "-", "--resume", &part]).answer(), "");
        assert!(scratch.read("part.ndjson") == whole);
    }
}

#[test]
fn whenever_a_signal_comes_a_file_is_the_old_one_or_the_new_one() {
    let args = ["eval", "profiles/ladder.toml", "--format", "json"];
    let whole = run(args).answer();
    let scratch = Scratch::new();
    let out = scratch.path("out.json");
    let (mut old, mut new) = (0, 0);
    for step in 0..120_u64 {
        let signal = [INTERRUPT, TERMINATE, KILL][(step % 3) as usize];
        scratch.write("out.json", "what was there");
        let child = &mut begin(&[&args[..], &["-o", &out]].concat());
        sleep(Duration::from_micros(step * 700));
        send(child, signal);
        child.wait().unwrap();
        let found = scratch.read("out.json");
        if found == whole {
            new += 1
        } else {
            old += 1
        }
        assert!(found == whole || found == "what was there", "{found}");
        let names = names_in(scratch.folder());
        if signal == KILL {
            // Nobody is asked then: what is half written may stay, under a name of its own.
            names
                .iter()
                .filter(|name| name.starts_with('.'))
                .for_each(|name| fs::remove_file(scratch.path(name)).unwrap());
        } else {
            assert_eq!(names, ["out.json"], "after {step}");
        }
    }
    assert!(old > 0, "{old} old and {new} new");
}

#[test]
fn whenever_a_signal_comes_the_pages_of_a_folder_are_all_old_or_all_new() {
    let scratch = Scratch::new();
    let pages = scratch.path("pages");
    let args = ["report", "tests/check/profiles", "-o", &pages];
    run(args);
    let all = names_in(&scratch.folder().join("pages"));
    assert!(all.len() > 2);
    for step in 0..40_u64 {
        let child = &mut begin(&args);
        sleep(Duration::from_millis(step * 15));
        send(child, [INTERRUPT, TERMINATE][(step % 2) as usize]);
        child.wait().unwrap();
        assert_eq!(names_in(scratch.folder()), ["pages"], "after {step}");
        assert_eq!(names_in(&scratch.folder().join("pages")), all, "after {step}");
        for page in &all {
            assert!(scratch.read(&format!("pages/{page}")).ends_with("</html>\n"), "{page} is torn");
        }
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_signal_that_the_caller_has_ignored_stays_ignored() {
    let scratch = Scratch::new();
    let out = scratch.path("out.ndjson");
    let mut command = Command::new("sh");
    command.args(["-c", "trap '' HUP; binary=$1; shift; exec \"$binary\" \"$@\"", "sh"]);
    command.arg(stackplan().get_program()).args(["batch", "-", "-o", &out]).current_dir(root());
    let mut child = command.stdin(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(lines(20).as_bytes()).unwrap();
    wait_until("records beside the result", || beside(scratch.folder()) > 0);
    send(&child, HANGUP);
    stdin.write_all(lines(20).as_bytes()).unwrap();
    drop(stdin);
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert_eq!(scratch.read("out.ndjson").lines().count(), 40);
}
