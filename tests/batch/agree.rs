//! A record is what `eval` says of that profile alone.

use super::sample::{anonymous, cells, evaluated, ndjson, object, records, table, text};
use crate::support::{Scratch, profiles, run, run_on};
use serde_json::json;

#[test]
fn a_folder_gives_the_object_of_eval_for_every_file() {
    let output = run(["batch", "profiles"]).answer();
    assert!(output.lines().all(|line| line.starts_with("{\"source\":{\"path\":\"")), "the source stands first");
    let records = records(&output);
    assert_eq!(records.len(), profiles().len());
    for (path, mut record) in profiles().iter().zip(records) {
        let source = record.as_object_mut().unwrap().remove("source").unwrap();
        assert_eq!(source, json!({ "path": path, "line": null }));
        assert_eq!(record, evaluated(path), "{path}");
    }
}

#[test]
fn a_line_of_json_gives_what_the_same_toml_gives() {
    let records = records(&run_on(ndjson(), ["batch", "-"]).answer());
    assert_eq!(records.len(), profiles().len());
    for (line, (path, record)) in (1..).zip(profiles().iter().zip(records)) {
        assert_eq!(record["source"], json!({ "path": "-", "line": line }));
        assert_eq!(anonymous(record), anonymous(evaluated(path)), "{path}");
    }
}

#[test]
fn a_row_of_a_table_gives_what_the_same_toml_gives() {
    let scratch = Scratch::new();
    let mut compared = 0;
    for path in profiles() {
        let Some(cells) = cells(&object(&text(&path))) else { continue };
        let file = scratch.write("one.csv", table(&cells));
        let records = records(&run(["batch", &file]).answer());
        let [record] = records.as_slice() else { panic!("{path}: {} records", records.len()) };
        assert_eq!(record["source"]["line"], 2);
        assert_eq!(anonymous(record.clone()), anonymous(evaluated(&path)), "{path}");
        compared += 1;
    }
    assert!(compared > 15, "{compared} samples fit into a table");
}
