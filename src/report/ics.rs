//! Days of a plan as a calendar (RFC 5545): what any calendar program imports, and moves when it is imported again.

mod plan;

use crate::band::Case;
use crate::calendar::{Date, Day};
use crate::evaluation::Evaluation;
use crate::text::{begins_command, is_hazard};

pub use plan::events;
pub(super) use plan::{BEFORE_END, BEFORE_GATE, company_key};

/// The most octets of a line, its end aside.
const LONGEST_LINE: usize = 75;

/// Something on one or more whole days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// What it is known by in every later calendar; letters, digits, `.`, `-` and `@`.
    pub uid: String,
    /// The first day.
    pub first: Date,
    /// The last day, not before the first.
    pub last: Date,
    /// What it is, in a line.
    pub summary: String,
    /// What there is to know, a line each.
    pub description: Vec<String>,
    /// The day that the calendar says it was made on. It comes from the plan, as no clock is read.
    pub stamp: Date,
    /// The revision, from 0.
    pub sequence: usize,
    /// Alarms, in days before the first day.
    pub alarms: Vec<u32>,
}

/// The calendar of one plan and case.
#[must_use]
pub fn file(evaluation: &Evaluation<'_>, case: Case) -> String {
    let name = format!("{}: credits, {case} case", evaluation.profile.company.name);
    calendar(&name, &events(evaluation, case))
}

/// A calendar with a name. Lines end in CR LF and have at most 75 octets; no text can begin another line.
#[must_use]
pub fn calendar(name: &str, events: &[Event]) -> String {
    let mut lines = Lines::default();
    lines.add("BEGIN", "VCALENDAR");
    lines.add("VERSION", "2.0");
    lines.add("PRODID", concat!("-//stackplan//stackplan ", env!("CARGO_PKG_VERSION"), "//EN"));
    lines.add("CALSCALE", "GREGORIAN");
    lines.add("NAME", &escaped(name));
    lines.add("X-WR-CALNAME", &escaped(name));
    for event in events {
        lines.event(event);
    }
    lines.add("END", "VCALENDAR");
    lines.0
}

/// The lines so far.
#[derive(Default)]
struct Lines(String);

impl Lines {
    fn event(&mut self, event: &Event) {
        self.add("BEGIN", "VEVENT");
        self.add("UID", &escaped(&event.uid));
        self.add("DTSTAMP", &format!("{}T000000Z", basic(event.stamp)));
        self.add("SEQUENCE", &event.sequence.to_string());
        self.add("DTSTART;VALUE=DATE", &basic(event.first));
        // The end is the first day after.
        self.add("DTEND;VALUE=DATE", &basic(event.last.plus(Day(1))));
        self.add("SUMMARY", &escaped(&event.summary));
        if !event.description.is_empty() {
            let lines: Vec<String> = event.description.iter().map(|line| escaped(line)).collect();
            self.add("DESCRIPTION", &lines.join("\\n"));
        }
        self.add("TRANSP", "TRANSPARENT");
        for days in &event.alarms {
            self.add("BEGIN", "VALARM");
            self.add("ACTION", "DISPLAY");
            self.add("DESCRIPTION", &escaped(&format!("In {days} days: {}", event.summary)));
            self.add("TRIGGER", &format!("-P{days}D"));
            self.add("END", "VALARM");
        }
        self.add("END", "VEVENT");
    }

    /// A line, folded between characters; a folded part begins with a space.
    fn add(&mut self, name: &str, value: &str) {
        let mut octets = 0_usize;
        for c in name.chars().chain([':']).chain(value.chars()) {
            if octets.saturating_add(c.len_utf8()) > LONGEST_LINE {
                self.0.push_str("\r\n ");
                octets = 1;
            }
            self.0.push(c);
            octets = octets.saturating_add(c.len_utf8());
        }
        self.0.push_str("\r\n");
    }
}

/// A date as `20260112`.
fn basic(date: Date) -> String {
    date.to_string().replace('-', "")
}

/// A text value: a line break is written `\n`, and any other character that could end a line or reorder it is spelled out.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.replace("\r\n", "\n").chars() {
        match c {
            '\\' | ';' | ',' => escaped.extend(['\\', c]),
            '\n' | '\r' => escaped.push_str("\\n"),
            c if is_hazard(c) || begins_command(&escaped, c) => {
                escaped.push_str(&format!("\\\\{}", c.escape_unicode().to_string().replace('\\', "")))
            }
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_character_of_a_text_ends_its_line() {
        assert_eq!(escaped("a;b,c\\d"), "a\\;b\\,c\\\\d");
        assert_eq!(escaped("a\r\nEND:VEVENT\rb\nc"), "a\\nEND:VEVENT\\nb\\nc");
        assert_eq!(escaped("\u{85}\u{202e}"), "\\\\u{85}\\\\u{202e}");
    }

    #[test]
    fn a_line_is_folded_at_75_octets_between_characters() {
        let mut lines = Lines::default();
        lines.add("SUMMARY", &"é☕".repeat(40));
        let parts: Vec<&str> = lines.0.trim_end().split("\r\n").collect();
        assert!(
            parts.len() > 2
                && parts.iter().all(|part| (70..=75).contains(&part.len()) || part == parts.last().unwrap())
        );
        let whole: String =
            parts.iter().enumerate().map(|(at, part)| if at == 0 { part } else { &part[1..] }).collect();
        assert_eq!(whole, format!("SUMMARY:{}", "é☕".repeat(40)));
    }
}
