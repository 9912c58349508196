//! A shell around the binary, for limits and mounts that only a parent can set.

use std::process::Command;

use assert_cmd::Command as Tested;

use crate::support::{Run, stackplan};

/// What a script comes to, run in the repository's root with the binary as `$1` and the rest behind it.
pub fn shell(script: &str, args: &[&str]) -> Run {
    Run::of(&mut around(Command::new("sh"), script, args))
}

/// The same in a mount namespace of its own; `None`, said on stderr, where this machine grants none.
pub fn in_own_mounts(test: &str, script: &str, args: &[&str]) -> Option<Run> {
    let granted = ["unshare", "-rm", "mount", "-t", "tmpfs", "none", "/mnt"];
    if !Command::new(granted[0]).args(&granted[1..]).output().is_ok_and(|output| output.status.success()) {
        eprintln!("skipped: {test}: no mount namespace is granted here");
        return None;
    }
    let mut command = Command::new("unshare");
    command.args(["-rm", "sh"]);
    Some(Run::of(&mut around(command, script, args)))
}

fn around(mut shell: Command, script: &str, args: &[&str]) -> Tested {
    // The environment and the folder of the other tests, and their binary.
    let usual = stackplan();
    shell.arg("-c").arg(script).arg("sh").arg(usual.get_program()).args(args);
    shell.current_dir(crate::support::root());
    Tested::from_std(shell)
}
