//! The same question has the same answer: run again, elsewhere, with other words for it, in wider steps.

use serde_json::Value;

use crate::support::{Run, Scratch, cents, profiles, root, run, run_on, stackplan};

const FORMATS: [&str; 4] = ["text", "json", "csv", "markdown"];
/// The profile that the edits are made to.
const EDITED: &str = "profiles/full.toml";

/// Edits as arguments, and as the text of the file that goes, with what comes in its place.
type Edit = (&'static [&'static str], &'static [(&'static str, &'static str)]);

const EDITS: [Edit; 16] = [
    (&["--set", "company.stage=seed"], &[("stage = \"series-a\"", "stage = \"seed\"")]),
    (&["--set", "company.stage=\"seed\""], &[("stage = \"series-a\"", "stage = \"seed\"")]),
    (&["--set", " company . stage =seed"], &[("stage = \"series-a\"", "stage = \"seed\"")]),
    (&["--set", "company.name=A = B"], &[("\"Meridian Trials\"", "\"A = B\"")]),
    (&["--set", "spend.bedrock.month_24=\"50_000.50\""], &[("\"96_000.00\"", "50_000.50")]),
    (&["--set", "spend.gpu-cloud.monthly=[1, 2.5]"], &[("[500, 800, \"650.75\"]", "[1, 2.5]")]),
    (&["--set", "spend.gpu-cloud.monthly.1=7"], &[("500, 800", "500, 7")]),
    (&["--set", "spend.gpu-cloud.monthly.3=7"], &[("\"650.75\"]", "\"650.75\", 7]")]),
    (&["--set", "funding.backers.0=Nobody"], &[("\"Sequoia Capital\"", "\"Nobody\"")]),
    (&["--set", "credits.1.remaining=7"], &[("remaining = 1_000\n", "remaining = 7\n")]),
    (
        &["--set", "spend.edge={provider=\"aws\",current=9}"],
        &[("[plan]", "[spend.edge]\nprovider = \"aws\"\ncurrent = 9\n[plan]")],
    ),
    (&["--unset", "bedrock.commitment"], &[("commitment = \"primary\"\n", "")]),
    (&["--unset", "spend.claude-api"], &[("[spend.claude-api]", "#"), ("current = 2_000\n", "")]),
    (&["--start", "2025-06-03"], &[("start = 2025-06-02", "start = 2025-06-03")]),
    (&["--horizon", "365"], &[("horizon_days = 730", "horizon_days = 365")]),
    (
        &["--horizon", "400", "--set", "company.stage=x", "--set", "company.stage=seed"],
        &[("horizon_days = 730", "horizon_days = 400"), ("stage = \"series-a\"", "stage = \"seed\"")],
    ),
];

/// Every case and every month of a profile on stdin, in one format.
fn shown<'a>(profile: &str, format: &'a str, arguments: &[&'a str]) -> Run {
    run_on(profile, ["eval", "-", "--case", "all", "--every", "month", "--format", format].iter().chain(arguments))
}

fn text_of(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap()
}

/// What JSON says apart from the digest of the text, which an edit on the command line does not touch.
fn undigested(json: &str) -> Value {
    let mut json: Value = serde_json::from_str(json).unwrap();
    json["profile"]["sha256"].take();
    json
}

#[test]
fn an_edit_on_the_command_line_is_an_edit_of_the_file() {
    let original = text_of(EDITED);
    for (arguments, changes) in EDITS {
        let mut edited = original.clone();
        for (from, to) in changes {
            assert_eq!(edited.matches(from).count(), 1, "{from:?} stands once in {EDITED}");
            edited = edited.replace(from, to);
        }
        for format in FORMATS {
            let by_argument = shown(&original, format, arguments).answer();
            let by_hand = shown(&edited, format, &[]).answer();
            if format == "json" {
                assert_eq!(undigested(&by_argument), undigested(&by_hand), "{arguments:?}");
                let unedited = shown(&original, format, &[]).answer();
                assert_ne!(undigested(&by_argument), undigested(&unedited), "{arguments:?} changes something");
            } else {
                assert_eq!(by_argument, by_hand, "{arguments:?} as {format}");
            }
        }
    }
}

#[test]
fn a_required_key_may_come_from_the_command_line_alone() {
    let text = text_of("profiles/minimal.toml");
    let edited = text.replace("start = 2026-01-01", "").replace("stage = \"seed\"", "");
    let arguments = ["--start", "2026-01-01", "--set", "company.stage=seed"];
    assert_eq!(shown(&edited, "text", &arguments).answer(), shown(&text, "text", &[]).answer());
}

#[test]
fn the_same_bytes_come_everywhere() {
    let elsewhere = Scratch::new();
    let environments = [
        ("TZ", "Pacific/Kiritimati"),
        ("TZ", "America/Los_Angeles"),
        ("LC_ALL", "de_DE.UTF-8"),
        ("LANG", "ar_EG.UTF-8"),
        ("HOME", "/nowhere"),
        ("COLUMNS", "40"),
        ("NO_COLOR", "1"),
        ("TERM", "dumb"),
        ("STACKPLAN_TODAY", "2031-01-01"),
        ("RUST_BACKTRACE", "full"),
    ];
    for profile in ["profiles/full.toml", "profiles/missed-gate.toml", "profiles/ceiling.toml"] {
        let text = text_of(profile);
        for format in FORMATS {
            let arguments = ["eval", "-", "--case", "all", "--every", "month", "--format", format];
            let once = run_on(text.clone(), arguments).answer();
            assert_eq!(run_on(text.clone(), arguments).answer(), once, "{profile} again");
            let moved = Run::of(stackplan().current_dir(elsewhere.folder()).args(arguments).write_stdin(text.clone()));
            assert_eq!(moved.answer(), once, "{profile} in another folder");
            for (name, value) in environments {
                let other = Run::of(stackplan().env(name, value).args(arguments).write_stdin(text.clone()));
                assert_eq!(other.answer(), once, "{profile} as {format} with {name}={value}");
            }
        }
    }
    assert!(
        std::fs::read_dir(elsewhere.folder()).unwrap().next().is_none(),
        "nothing is written that -o does not name"
    );
}

#[test]
fn a_profile_on_stdin_is_that_profile() {
    for profile in profiles() {
        let from_stdin = run_on(text_of(&profile), ["eval", "-", "--format", "json"]).answer();
        let mut from_file: Value = serde_json::from_str(&run(["eval", &profile, "--format", "json"]).answer()).unwrap();
        assert_eq!(from_file["profile"]["path"], *profile);
        from_file["profile"]["path"] = "-".into();
        assert_eq!(serde_json::from_str::<Value>(&from_stdin).unwrap(), from_file, "{profile}");
    }
}

/// Case, day, balance in cents, and the cells behind the events, of each row of a CSV.
fn balances(profile: &str, every: &str) -> Vec<(String, u32, i128, Vec<String>)> {
    let csv = run(["eval", profile, "--format", "csv", "--case", "all", "--every", every]).answer();
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let row = |record: csv::StringRecord| {
        let rest = record.iter().skip(10).map(str::to_owned).collect();
        (record[0].to_owned(), record[1].parse().unwrap(), cents(&record[6]), rest)
    };
    reader.records().map(|record| row(record.unwrap())).collect()
}

#[test]
fn a_wider_step_carries_the_lowest_balance_of_its_days_and_when() {
    for profile in ["profiles/held.toml", "profiles/missed-gate.toml", "profiles/orchestration.toml"] {
        let days = balances(profile, "day");
        assert!(days.iter().all(|(_, _, _, rest)| rest.is_empty()), "a day is its own lowest");
        for every in ["week", "month", "event"] {
            let mut from = 0;
            let rows = balances(profile, every);
            assert!(rows.len() > 3 * 5, "{profile} has rows every {every}");
            for (case, day, balance, rest) in rows {
                let window = days.iter().filter(|(other, at, ..)| *other == case && (from..=day).contains(at));
                let lowest = window.clone().map(|(_, at, balance, _)| (*balance, *at)).min().unwrap();
                assert_eq!((cents(&rest[0]), rest[1].parse().unwrap()), lowest, "{profile}, {case}, {every} to {day}");
                assert_eq!(window.max_by_key(|(_, at, ..)| *at).unwrap().2, balance, "{profile}, {case}, day {day}");
                let last = days.last().unwrap().1;
                assert!(every != "week" || day % 7 == 6 || day == last, "a week ends on day {day}");
                from = if day == last { 0 } else { day + 1 };
            }
        }
    }
}
