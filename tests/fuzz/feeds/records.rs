//! Lines and tables, as a batch reads them.

use super::{BUILTIN, answers};
use stackplan::Input;
use stackplan::batch::{Cutter, Mapping, Record, Shape};
use stackplan::document::Syntax;
use std::sync::Arc;

/// The first byte says which: `n`, lines of JSON; any other, a table with a header, whose unknown columns are left
/// unread where it is `i`.
pub fn records(bytes: &[u8]) {
    let Some((first, stream)) = bytes.split_first() else { return };
    let shape = if *first == b'n' { Shape::Lines } else { Shape::Rows };
    let found = cut(shape, stream, stream.len());
    for size in [1, 7] {
        assert!(found == cut(shape, stream, size), "other records where {size} bytes come at a time");
    }
    let mut records = found.into_iter();
    let syntax = match shape {
        Shape::Lines => Syntax::Json,
        Shape::Rows => {
            let Some((line, header)) = records.next() else { return };
            let mapping = Mapping {
                names: vec![("Firma".to_owned(), "company.name".to_owned())],
                ignores_unknown: *first == b'i',
            };
            match mapping.rows("fuzzed.csv", line, &header, &BUILTIN, &|input| input) {
                Ok(syntax) => syntax,
                Err(diagnostics) => return answers::refusal(&diagnostics),
            }
        }
    };
    let syntax = Arc::new(syntax);
    for (line, record) in records.take(20) {
        match Input::record("fuzzed", line, &record, Syntax::clone(&syntax)) {
            Ok(input) => answers::of_profile(&input, &BUILTIN),
            Err(diagnostics) => answers::refusal(&diagnostics),
        }
    }
}

/// The records of a stream that comes `size` bytes at a time, each with its line.
fn cut(shape: Shape, stream: &[u8], size: usize) -> Vec<(usize, Vec<u8>)> {
    let mut cutter = Cutter::new(shape);
    let mut found = Vec::new();
    let mut keep = |(bytes, records): (Vec<u8>, Vec<Record>)| {
        found.extend(records.into_iter().map(|record| (record.line, bytes[record.range].to_vec())));
    };
    stream.chunks(size.max(1)).for_each(|chunk| keep(cutter.feed(chunk)));
    keep(cutter.finish());
    found
}
