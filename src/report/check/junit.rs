//! A check as JUnit's XML: a test case a profile.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::{Tally, mistake, problems};
use crate::advice::check::{Cause, Checked, Invalid, Verdict};
use crate::text::escape_controls;

/// The name of the suite.
const SUITE: &str = "stackplan check";

/// XML into memory, where writing does not fail.
type Xml = Writer<Vec<u8>>;

/// The document, with a line break at its end.
pub fn document(tally: Tally, profiles: &[Checked]) -> String {
    let mut xml: Xml = Writer::new_with_indent(Vec::new(), b' ', 2);
    let _ = xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
    let counts = [("tests", tally.checked()), ("failures", tally.failed), ("errors", tally.invalid)];
    let counts = counts.map(|(name, count)| (name, count.to_string()));
    let suite = || [("name", SUITE)].into_iter().chain(counts.iter().map(|(name, count)| (*name, count.as_str())));
    let _ = xml.create_element("testsuites").with_attributes(suite()).write_inner_content(|xml| {
        xml.create_element("testsuite").with_attributes(suite()).write_inner_content(|xml| {
            profiles.iter().for_each(|checked| case(xml, checked));
            Ok(())
        })?;
        Ok(())
    });
    String::from_utf8_lossy(&xml.into_inner()).into_owned() + "\n"
}

fn case(xml: &mut Xml, checked: &Checked) {
    let path = plain(&checked.path);
    let case = xml.create_element("testcase");
    let case = case.with_attributes([("classname", SUITE), ("name", path.as_str()), ("file", path.as_str())]);
    let told = match &checked.result {
        Ok(verdict) => failure(verdict),
        Err(invalid) => Some(error(invalid)),
    };
    let has_expect = checked.result.as_ref().map_or(true, |verdict| verdict.has_expect);
    let _ = match told {
        None if has_expect => case.write_empty(),
        None => case.write_inner_content(|xml| {
            let out = xml.create_element("system-out");
            out.write_text_content(BytesText::new("valid; it has no [expect] to compare"))?;
            Ok(())
        }),
        Some(Told { element, message, kind, body }) => case.write_inner_content(|xml| {
            let told = xml.create_element(element).with_attributes([("message", message.as_str()), ("type", kind)]);
            told.write_text_content(BytesText::new(&body))?;
            Ok(())
        }),
    };
}

/// A failure or an error, in text that XML may hold.
struct Told {
    element: &'static str,
    message: String,
    kind: &'static str,
    body: String,
}

fn failure(verdict: &Verdict) -> Option<Told> {
    let problems = problems(verdict);
    if problems.is_empty() {
        return None;
    }
    let subjects: Vec<&str> = problems.iter().map(|problem| problem.subject.as_str()).collect();
    let message = plain(&format!("{}: {}", verdict.company, subjects.join(", ")));
    let mut lines: Vec<String> = verdict.change.iter().map(|change| plain(change)).collect();
    for problem in &problems {
        lines.push(plain(&format!("{}: {}", problem.subject, problem.what)));
        if !problem.why.is_empty() {
            lines.push(format!("  {}", plain(&problem.why)));
        }
    }
    let is_of = |cause| verdict.differences.iter().any(|one| one.cause == Some(cause));
    let kind = if verdict.differences.is_empty() {
        "condition"
    } else if is_of(Cause::Profile) {
        Cause::Profile.name()
    } else if is_of(Cause::Rules) {
        Cause::Rules.name()
    } else {
        "expectation"
    };
    Some(Told { element: "failure", message, kind, body: lines.join("\n") })
}

fn error(Invalid { diagnostics, change }: &Invalid) -> Told {
    let mistakes = diagnostics.iter().map(|one| {
        let (name, line, column) = diagnostics.place(one);
        plain(&format!("{name}:{line}:{column}: {}: {}", one.code, mistake(one)))
    });
    let lines: Vec<String> = change.iter().map(|change| plain(change)).chain(mistakes).collect();
    let mistakes = if diagnostics.count() == 1 { "mistake" } else { "mistakes" };
    let kind = diagnostics.iter().next().map_or("", |one| one.code.name());
    let message = format!("{} {mistakes}", diagnostics.count());
    Told { element: "error", message, kind, body: lines.join("\n") }
}

/// Text without the characters that XML 1.0 forbids; markup is escaped by the writer.
fn plain(text: &str) -> String {
    let is_forbidden = |c: char| matches!(c, '\u{fffe}' | '\u{ffff}');
    let escape = |c: char| if is_forbidden(c) { c.escape_unicode().to_string() } else { c.to_string() };
    escape_controls(text).chars().map(escape).collect()
}
