//! What a signal leaves behind: nothing that a run has made beside its result, and the result as it was before.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What is made beside results and goes when the process is told to end; who holds it is not disturbed.
static MADE: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// Makes a file or folder that goes when a signal ends the process before it is put in its place.
pub fn make<T>(make: impl FnOnce() -> io::Result<T>, path: impl FnOnce(&T) -> &Path) -> io::Result<T> {
    #[cfg(unix)]
    unix::watch();
    let mut kept = made();
    let thing = make()?;
    let path = path(&thing);
    kept.push(std::path::absolute(path).unwrap_or_else(|_| path.to_owned()));
    Ok(thing)
}

/// Takes a step that no signal that can be waited for interrupts.
pub fn undisturbed<T>(step: impl FnOnce() -> T) -> T {
    let _kept = made();
    step()
}

fn made() -> MutexGuard<'static, Vec<PathBuf>> {
    MADE.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(unix)]
mod unix {
    use std::fs;
    use std::os::raw::c_int;
    use std::sync::Once;
    use std::sync::mpsc::sync_channel;
    use std::thread;

    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGXFSZ};
    use signal_hook::iterator::Signals;
    use signal_hook::low_level::emulate_default_handler;

    /// The signals that ask a process to end.
    const ENDS: [c_int; 3] = [SIGHUP, SIGINT, SIGTERM];
    /// The signal of a file that grows beyond its limit; the write that made it fails, and that is said.
    const TOO_LARGE: c_int = SIGXFSZ;
    /// The process's own record of the signals that it was started to ignore, where the system keeps one.
    const STATUS: &str = "/proc/self/status";

    /// Waits for signals from now on, on a thread of its own. Where none can be had they end the process as ever.
    pub fn watch() {
        static WATCH: Once = Once::new();
        WATCH.call_once(|| {
            let (ready, waiting) = sync_channel(1);
            let hired = thread::Builder::new().name("signals".to_owned()).spawn(move || {
                let signals = Signals::new(wanted());
                let _ = ready.send(());
                if let Ok(mut signals) = signals {
                    signals.forever().filter(|signal| *signal != TOO_LARGE).for_each(end);
                }
            });
            if hired.is_ok() {
                let _ = waiting.recv();
            }
        });
    }

    /// Takes away what was made, then ends the process of the signal, so that who waits for it sees which.
    fn end(signal: c_int) {
        // Held to the end: nothing is made or put in its place any more.
        let made = super::made();
        for path in made.iter() {
            let _ = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
        }
        let _ = emulate_default_handler(signal);
        std::process::exit(signal.saturating_add(128));
    }

    /// The signals to wait for: one that the process was started to ignore, as under `nohup`, stays ignored.
    fn wanted() -> Vec<c_int> {
        let status = fs::read_to_string(STATUS).unwrap_or_default();
        let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
        let ignored = mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or(0);
        let is_ignored = |signal: &c_int| {
            let place = u32::try_from(signal.saturating_sub(1)).unwrap_or(u32::MAX);
            ignored.checked_shr(place).is_some_and(|rest| rest & 1 == 1)
        };
        ENDS.into_iter().chain([TOO_LARGE]).filter(|signal| !is_ignored(signal)).collect()
    }
}
