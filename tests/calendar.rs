//! `stackplan report --to ics`: a calendar that any program reads, whose events keep their UIDs when the plan moves.
//!
//! `STACKPLAN_BLESS=1 cargo test --test calendar` rewrites the goldens in `tests/calendar`, and fails.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "the helpers of a test may panic"
)]

mod support;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use stackplan::calendar::{Date, Day};
use support::{Expected, profiles, run, run_on};

const CASES: [&str; 3] = ["cautious", "likely", "best"];
/// What a name may try: to end its line, its event, its escape or its fold.
const HOSTILE: &str = "A\r\nEND:VEVENT\nBEGIN:VALARM\r\\n;x=\"1\",b\u{85}\u{2028}\u{202e} ☕☕☕☕☕☕☕☕☕☕☕☕☕☕☕☕☕☕☕☕☕☕☕☕☕☕";

/// An event as read: its properties by name, with parameters, and the triggers of its alarms.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Read {
    properties: BTreeMap<String, String>,
    alarms: Vec<String>,
}

impl Read {
    /// The value of a property, unescaped.
    fn text(&self, name: &str) -> String {
        let (mut text, mut is_escaped) = (String::new(), false);
        for c in self.properties[name].chars() {
            match (is_escaped, c) {
                (false, '\\') => is_escaped = true,
                (true, 'n') => (text, is_escaped) = (text + "\n", false),
                (_, c) => {
                    assert_eq!(is_escaped, matches!(c, '\\' | ';' | ','), "{c:?} in {self:?}");
                    text.push(c);
                    is_escaped = false;
                }
            }
        }
        text
    }

    /// What happens: the UID without the company.
    fn id(&self) -> &str {
        self.properties["UID"].strip_suffix("@stackplan").unwrap().rsplit('.').next().unwrap()
    }

    fn first(&self) -> Date {
        date(&self.properties["DTSTART;VALUE=DATE"])
    }

    fn last(&self) -> Date {
        date(&self.properties["DTEND;VALUE=DATE"]).plus(Day(-1))
    }
}

fn date(basic: &str) -> Date {
    Date::parse(&format!("{}-{}-{}", &basic[..4], &basic[4..6], &basic[6..])).unwrap()
}

/// The lines as they were before folding. Each ends in CR LF, takes at most 75 octets and holds no other control.
fn unfolded(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in text.strip_suffix("\r\n").unwrap().split("\r\n") {
        assert!(line.len() <= 75 && !line.is_empty(), "{} octets: {line}", line.len());
        assert!(!line.chars().any(|c| c.is_control() || matches!(c, '\u{2028}' | '\u{202e}')), "{line:?}");
        match line.strip_prefix(' ') {
            Some(rest) => lines.last_mut().unwrap().push_str(rest),
            None => lines.push(line.to_owned()),
        }
    }
    lines
}

/// The events in order; components have to nest, and every line to be a property of one.
fn read(text: &str) -> Vec<Read> {
    let mut open: Vec<String> = Vec::new();
    let mut events: Vec<Read> = Vec::new();
    for line in unfolded(text) {
        let (name, value) = line.split_once(':').unwrap();
        match (name, open.last().map(String::as_str)) {
            ("BEGIN", within) => {
                let wanted = [(None, "VCALENDAR"), (Some("VCALENDAR"), "VEVENT"), (Some("VEVENT"), "VALARM")];
                assert!(wanted.contains(&(within, value)), "{value} in {within:?}");
                if value == "VEVENT" {
                    events.push(Read::default());
                }
                open.push(value.to_owned());
            }
            ("END", _) => assert_eq!(open.pop().as_deref(), Some(value)),
            (_, Some("VEVENT")) => {
                let before = events.last_mut().unwrap().properties.insert(name.to_owned(), value.to_owned());
                assert_eq!(before, None, "{name} twice");
            }
            ("TRIGGER", Some("VALARM")) => events.last_mut().unwrap().alarms.push(value.to_owned()),
            (name, within) => {
                let known = ["VERSION", "PRODID", "CALSCALE", "NAME", "X-WR-CALNAME", "ACTION", "DESCRIPTION"];
                assert!(known.contains(&name) && within.is_some(), "{name} in {within:?}");
            }
        }
    }
    assert_eq!(open, Vec::<String>::new());
    events
}

fn calendar(profile: &str, case: &str, more: &[&str]) -> Vec<Read> {
    let args = ["report", profile, "--to", "ics", "--case", case];
    read(&run(args.iter().chain(more)).answer())
}

fn uids(events: &[Read]) -> BTreeSet<&str> {
    events.iter().map(|event| event.properties["UID"].as_str()).collect()
}

fn event<'e>(events: &'e [Read], id: &str) -> &'e Read {
    events.iter().find(|event| event.id() == id).unwrap_or_else(|| panic!("no {id}"))
}

/// What `eval` says of each event of a case: its first and last day.
fn wanted(json: &Value, case: &str) -> BTreeMap<String, (Date, Date)> {
    let day = |value: &Value| Date::parse(value.as_str().unwrap()).unwrap();
    let mut wanted = BTreeMap::new();
    for event in json["events"].as_array().unwrap() {
        let id = event["id"].as_str().unwrap().to_owned();
        let mut days: Vec<Date> = CASES.iter().map(|case| day(&event["date"][*case])).collect();
        if id.ends_with("-deadline") {
            days = vec![day(&event["date"][case])];
        }
        wanted.insert(id, (*days.iter().min().unwrap(), *days.iter().max().unwrap()));
    }
    for grant in json["grants"].as_array().unwrap() {
        if grant["issued_on"][case].is_null() || grant["amount"][case].as_number().unwrap().to_string() == "0" {
            continue;
        }
        for (key, suffix) in [("issued_on", "issued"), ("expires_on", "ends")] {
            let day = day(&grant[key][case]);
            wanted.insert(format!("{}-{suffix}", grant["id"].as_str().unwrap()), (day, day));
        }
    }
    wanted
}

#[test]
fn two_samples_print_what_their_goldens_hold() {
    let mut expected = Expected::new();
    for sample in ["in-progress", "component"] {
        let shown = run(["report", &format!("profiles/{sample}.toml"), "--to", "ics"]).answer();
        expected.compare(&format!("tests/calendar/{sample}.ics"), &shown);
    }
    expected.finish();
}

#[test]
fn every_event_and_grant_of_every_sample_stands_on_the_days_that_eval_has() {
    for profile in profiles() {
        let json = run(["eval", &profile, "--case", "all", "--every", "none", "--format", "json"]).answer();
        let json: Value = serde_json::from_str(&json).unwrap();
        for case in CASES {
            let events = calendar(&profile, case, &[]);
            assert_eq!(uids(&events).len(), events.len(), "{profile}, {case}: two events of one UID");
            let found: BTreeMap<String, (Date, Date)> =
                events.iter().map(|event| (event.id().to_owned(), (event.first(), event.last()))).collect();
            assert_eq!(found, wanted(&json, case), "{profile}, {case}");
            assert!(events.is_sorted_by_key(Read::first), "{profile}, {case}: by day");
        }
    }
}

#[test]
fn a_moved_plan_keeps_its_uids_and_so_does_a_company_of_another_name_with_the_same_id() {
    let profile = "profiles/ladder.toml";
    let plain = calendar(profile, "likely", &[]);
    let moved = calendar(profile, "likely", &["--start", "2025-11-03", "--set", "company.name=\"Another\""]);
    assert_eq!(uids(&plain), uids(&moved));
    assert!(
        plain.iter().all(|event| !moved.iter().any(|other| other.properties["SUMMARY"] == event.properties["SUMMARY"]))
    );
    let decided = |events: &[Read]| event(events, "decision").first();
    assert!(decided(&moved) < decided(&plain));
    assert_eq!(uids(&plain), uids(&calendar(profile, "cautious", &[])));
}

#[test]
fn companies_without_an_id_are_told_apart_by_their_names() {
    let of = |name: &str| {
        let set = format!("company.name=\"{name}\"");
        calendar("profiles/ladder.toml", "likely", &["--unset", "company.id", "--set", &set])
    };
    let (one, other) = (of("One"), of("Other"));
    assert_eq!(uids(&one), uids(&of("One")));
    assert!(uids(&one).is_disjoint(&uids(&other)));
    let named = calendar("profiles/ladder.toml", "likely", &["--set", "company.id=\"one\""]);
    assert!(uids(&one).is_disjoint(&uids(&named)));
}

#[test]
fn alarms_go_14_days_before_gates_and_60_and_30_before_last_days() {
    let mut seen = BTreeMap::new();
    for profile in profiles() {
        for event in calendar(&profile, "likely", &[]) {
            let kind = event.id().rsplit('-').next().unwrap().to_owned();
            let is_met = event.properties["DESCRIPTION"].contains("Met on ");
            let wanted: &[&str] = match kind.as_str() {
                "deadline" if !is_met => &["-P14D"],
                "ends" => &["-P60D", "-P30D"],
                _ => &[],
            };
            assert_eq!(event.alarms, wanted, "{profile}: {}", event.id());
            *seen.entry((kind, is_met)).or_insert(0) += 1;
        }
    }
    for kind in [("deadline", false), ("deadline", true), ("ends", false)] {
        assert!(seen.contains_key(&(kind.0.to_owned(), kind.1)), "{kind:?} in {seen:?}");
    }
}

#[test]
fn the_decision_spans_the_best_to_the_cautious_day_until_it_is_made() {
    let planned = calendar("profiles/ladder.toml", "best", &[]);
    let decision = event(&planned, "decision");
    let filed = event(&planned, "accelerator-filed").first();
    assert_eq!((decision.first(), decision.last()), (filed.plus(Day(60)), filed.plus(Day(90))));
    let made = calendar("profiles/in-progress.toml", "best", &[]);
    let decision = event(&made, "decision");
    assert_eq!((decision.first().to_string(), decision.last()), ("2025-09-18".to_owned(), decision.first()));
}

#[test]
fn a_deadline_says_what_evidence_the_gate_asks_for_and_what_it_releases() {
    let program: toml::Table = include_str!("../src/program/builtin.toml").parse().unwrap();
    let events = calendar("profiles/ladder.toml", "likely", &[]);
    let mut gates = 0;
    for (id, gate) in program["gates"].as_table().unwrap() {
        let text = event(&events, &format!("{id}-deadline")).text("DESCRIPTION");
        let evidence = match &gate["evidence"] {
            toml::Value::Table(cited) => cited["value"].as_array().unwrap(),
            plain => plain.as_array().unwrap(),
        };
        for line in evidence {
            assert!(text.lines().any(|found| found == format!("- {}", line.as_str().unwrap())), "{id}: {text}");
        }
        assert!(text.contains("Releases accelerator-") && text.contains("$250,000."), "{id}: {text}");
        gates += 1;
    }
    assert_eq!(gates, 3);
}

#[test]
fn a_hostile_name_stays_a_text() {
    let set = |key: &str| format!("{key}={}", serde_json::to_string(HOSTILE).unwrap());
    let (name, partner) = (set("company.name"), set("partner.name"));
    let plain = calendar("profiles/ladder.toml", "likely", &["--set", "partner.name=\"P\""]);
    let hostile = calendar("profiles/ladder.toml", "likely", &["--set", &name, "--set", &partner]);
    let shown = HOSTILE.replace("\r\n", "\n").replace('\r', "\n");
    let shown = shown.replace('\u{85}', "\\u{85}").replace('\u{2028}', "\\u{2028}").replace('\u{202e}', "\\u{202e}");
    assert_eq!(uids(&plain), uids(&hostile));
    for (plain, hostile) in plain.iter().zip(&hostile) {
        assert!(hostile.text("SUMMARY").starts_with(&format!("{shown}: ")), "{hostile:?}");
        assert!(hostile.text("DESCRIPTION").contains(&format!("Partner: {shown}")), "{hostile:?}");
        assert_eq!(plain.alarms, hostile.alarms);
        assert_eq!(plain.properties.keys().collect::<Vec<_>>(), hostile.properties.keys().collect::<Vec<_>>());
    }
}

#[test]
fn no_clock_is_read_and_the_revision_counts_what_has_happened() {
    let events = calendar("profiles/ladder.toml", "likely", &["--start", "2026-01-12"]);
    assert!(events.iter().all(|event| event.properties["DTSTAMP"] == "20260112T000000Z"));
    assert!(events.iter().all(|event| event.properties["SEQUENCE"] == "0"));
    // A decision, a milestone and five grants.
    let events = calendar("profiles/in-progress.toml", "likely", &[]);
    assert!(events.iter().all(|event| event.properties["SEQUENCE"] == "7"));
}

#[test]
fn an_assumed_day_has_a_star_and_says_so() {
    let json = run(["eval", "profiles/median.toml", "--every", "none", "--format", "json"]).answer();
    let json: Value = serde_json::from_str(&json).unwrap();
    let events = calendar("profiles/median.toml", "likely", &[]);
    for known in json["events"].as_array().unwrap() {
        let event = event(&events, known["id"].as_str().unwrap());
        let is_assumed = known["assumed"] == true;
        assert_eq!(event.text("SUMMARY").ends_with('*'), is_assumed, "{event:?}");
        assert_eq!(event.text("DESCRIPTION").contains("it is assumed"), is_assumed, "{event:?}");
    }
}

#[test]
fn a_plan_in_which_nothing_happens_is_a_calendar_without_events() {
    let profile = "company = { name = \"x\", stage = \"series-b-plus\" }\nplan = { start = 2026-01-01 }\n";
    assert_eq!(read(&run_on(profile, ["report", "-", "--to", "ics"]).answer()), []);
}
