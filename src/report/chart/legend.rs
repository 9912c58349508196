//! What happens below a plot: a row of letters for each kind, and what each letter stands for.

use super::{Chart, LABEL};
use crate::calendar::Day;
use crate::report::grid::wrapped_at;
use crate::report::svg::{Kind, marks};
use crate::text::escape_controls;

/// The kinds with the names of their rows.
const ROWS: [(Kind, &str); 4] =
    [(Kind::Decision, "decision"), (Kind::Issued, "issued"), (Kind::Deadline, "deadline"), (Kind::Ends, "ends")];

/// The width from which on days are shown beside dates.
const ROOMY: usize = 60;
/// Where a line goes on below that.
const NARROW_REST: usize = 5;

/// A letter at a column: all that happens there.
struct Entry {
    column: usize,
    letter: char,
}

/// The rows and the lines behind them; nothing where nothing happens on the days drawn.
pub(super) fn text(chart: &Chart<'_, '_>) -> String {
    let (first, last) = chart.across.days;
    let (mut marks, more) = marks(chart.evaluation, chart.case);
    marks.retain(|mark| mark.day >= first && mark.day <= last);
    let mut entries: Vec<Entry> = Vec::new();
    let mut letters = ('a'..='z').chain('A'..='Z');
    for mark in &marks {
        let column = chart.across.column(mark.day);
        if entries.last().is_none_or(|entry| entry.column != column) {
            entries.extend(letters.next().map(|letter| Entry { column, letter }));
        }
    }
    let letter_at = |column: usize| entries.iter().find(|entry| entry.column == column).map(|entry| entry.letter);
    let mut text = String::new();
    for (kind, name) in ROWS {
        let columns: Vec<usize> =
            marks.iter().filter(|mark| mark.kind == kind).map(|mark| chart.across.column(mark.day)).collect();
        let Some(end) = columns.iter().max() else { continue };
        let at = |column: usize| columns.contains(&column).then(|| letter_at(column)).flatten().unwrap_or(' ');
        let row: String = (0..=*end).map(at).collect();
        text.push_str(&format!("{name:>LABEL$}  {row}\n"));
    }
    if !marks.is_empty() {
        text.push('\n');
    }
    let mut days: Vec<(Day, Vec<&str>)> = Vec::new();
    for mark in &marks {
        match days.last_mut() {
            Some((day, all)) if *day == mark.day => all.push(&mark.text),
            _ => days.push((mark.day, vec![&mark.text])),
        }
    }
    let mut before = None;
    for (day, what) in days {
        let letter = letter_at(chart.across.column(day));
        let shown = letter.filter(|_| letter != before).unwrap_or(' ');
        before = letter;
        text.push_str(&line(chart, day, shown, &what.join("; ")));
    }
    if more > 0 {
        text.push_str(&format!("  and {more} more: --view grants\n"));
    }
    text
}

/// What a letter stands for; the days are left out where there is little room.
fn line(chart: &Chart<'_, '_>, day: Day, letter: char, what: &str) -> String {
    let date = chart.horizon().date(day);
    let (lead, rest) = if chart.width < ROOMY {
        (format!("  {letter}  {date}  "), NARROW_REST)
    } else {
        let lead = format!("  {letter}  {date}  day {:<4}  ", day.to_string());
        let rest = lead.len();
        (lead, rest)
    };
    wrapped_at(&escape_controls(what), &lead, &" ".repeat(rest), chart.width)
}
