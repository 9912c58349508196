//! A check as workflow commands of GitHub Actions: `::error file=…,line=…,col=…,title=…::message`.

use super::{Problem, mistake, problems};
use crate::advice::check::{Checked, Invalid, Verdict};
use crate::text::escape_controls;

/// The name of stdin, which is no file to annotate.
const STDIN: &str = "-";

/// A command for everything that is wrong with a profile, each on a line of its own.
pub fn commands(checked: &Checked) -> String {
    match &checked.result {
        Ok(verdict) => {
            let problems = problems(verdict);
            // Amounts on one line make one annotation: GitHub shows ten a step.
            let line = |problem: &Problem| problem.place.map(|(line, _)| line);
            let groups = problems.chunk_by(|one, next| line(one).is_some() && line(one) == line(next));
            groups.map(|group| annotation(checked, verdict, group)).collect()
        }
        Err(found) => invalid(&checked.path, found),
    }
}

fn annotation(checked: &Checked, verdict: &Verdict, group: &[Problem]) -> String {
    let subjects: Vec<&str> = group.iter().map(|problem| problem.subject.as_str()).collect();
    let title = format!("{}: {}", verdict.company, subjects.join(", "));
    let mut lines = Vec::new();
    for problem in group {
        lines.push(format!("{}: {}", problem.subject, problem.what));
        lines.push(problem.why.clone());
    }
    // A condition has no reason of its own, and holds whatever was expected.
    let is_compared = group.iter().any(|problem| !problem.why.is_empty());
    lines.extend(verdict.change.clone().filter(|_| is_compared));
    error(&checked.path, group.first().and_then(|first| first.place), &title, &lines)
}

fn invalid(path: &str, Invalid { diagnostics, change }: &Invalid) -> String {
    let command = diagnostics.iter().map(|one| {
        let (name, line, column) = diagnostics.place(one);
        let place = one.span.map(|_| (line, column)).filter(|_| name == path);
        // What stands in an argument is told by the argument's name.
        let title = if name == path { one.code.to_string() } else { format!("{name}: {}", one.code) };
        error(path, place, &title, &[mistake(one), change.clone().unwrap_or_default()])
    });
    command.collect()
}

/// One command. Whatever the texts hold, it stays one line and one command.
fn error(path: &str, place: Option<(usize, usize)>, title: &str, message: &[String]) -> String {
    let mut properties = Vec::new();
    if path != STDIN {
        properties.push(format!("file={}", property(path)));
        properties.extend(place.map(|(line, column)| format!("line={line},col={column}")));
    }
    properties.push(format!("title={}", property(title)));
    let lines: Vec<String> = message.iter().filter(|line| !line.is_empty()).map(|line| data(line)).collect();
    format!("::error {}::{}\n", properties.join(","), lines.join("%0A"))
}

/// Text as the message of a command.
fn data(text: &str) -> String {
    escape_controls(text).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Text as a property of a command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
