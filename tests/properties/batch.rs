//! Many profiles in one process come to the bytes that each comes to alone.

use super::runner::{PROGRAM, Sample, for_each_file, with_evaluation};
use crate::support::{json::object, run_on};
use serde_json::Value;
use stackplan::document::Input;
use stackplan::report::json::{Layout, evaluation};
use stackplan::report::{Part, View};
use std::cell::RefCell;

/// The digest of the profile's text, as an answer holds it.
fn digest(answer: &str) -> String {
    let answer: Value = serde_json::from_str(answer).unwrap_or_else(|error| panic!("{error}: {answer}"));
    answer["profile"]["sha256"].as_str().unwrap_or_else(|| panic!("no digest: {answer}")).to_owned()
}

/// Each record of a batch is the single evaluation's text with the source in front, and the digest of its own line.
#[test]
fn a_batch_gives_the_bytes_of_single_evaluations() {
    let texts = RefCell::new(Vec::new());
    for_each_file("batch", Sample { cases: 300, longest: 400 }, |written| {
        texts.borrow_mut().push(written.text());
        Ok(())
    });
    let texts = texts.into_inner();
    let lines: String = texts.iter().map(|text| format!("{}\n", object(text))).collect();
    let output = run_on(lines, ["batch", "-", "--jobs", "2"]).stdout;
    assert_eq!(output.lines().count(), texts.len());
    let mut evaluated = 0;
    for (number, (text, record)) in (1..).zip(texts.iter().zip(output.lines())) {
        let source = format!("{{\"source\":{{\"path\":\"-\",\"line\":{number}}},");
        let rest = record.strip_prefix(&source).unwrap_or_else(|| panic!("{record}"));
        with_evaluation(&Input::new("-", text.clone()), |alone| match alone {
            Ok(alone) => {
                evaluated += 1;
                let view = View { part: Some(Part::Grants), ..View::all(alone) };
                let single = evaluation(alone, &view, Layout::Compact);
                let single = single.replace(&digest(&single), &digest(record));
                assert!(format!("{{{rest}\n") == single, "{text}\n{single}\n{record}");
            }
            Err(_) => assert!(rest.starts_with("\"error\":{\"diagnostics\":[{\"code\":"), "{text}\n{rest}"),
        });
    }
    assert!(evaluated * 10 >= texts.len() * 9, "{evaluated} of {} evaluate under {}", texts.len(), PROGRAM.version);
}
