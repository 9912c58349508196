//! Records that nobody means well with: each is one record's mistake, at its place, and nothing else.

use super::sample::{object, records, text};
use crate::support::run_on;
use proptest::test_runner::{Config, RngSeed, TestRunner};
use serde_json::Value;

/// A line that is good.
const GOOD: &str = r#"{"company":{"name":"A","stage":"seed"},"plan":{"start":"2026-01-01"}}"#;

/// The code, column and message of the one mistake of a line that stands between two good ones.
fn mistake(line: &[u8]) -> (String, u64, String) {
    let input = [GOOD.as_bytes(), b"\n", line, b"\n", GOOD.as_bytes(), b"\n"].concat();
    let run = run_on(input, ["batch", "-"]);
    let shown = String::from_utf8_lossy(&line[..line.len().min(200)]).into_owned();
    assert_eq!(run.status, Some(1), "{shown}");
    let records = records(&run.stdout);
    assert_eq!(records.len(), 3, "{shown}");
    assert!(records[0]["error"].is_null() && records[2]["error"].is_null(), "{shown}");
    assert_eq!((&records[1]["source"]["line"], &records[2]["source"]["line"]), (&2.into(), &3.into()));
    let found = records[1]["error"]["diagnostics"].as_array().unwrap();
    assert_eq!(found.len(), 1, "{shown}: {found:?}");
    assert_eq!(found[0]["line"], 2, "{shown}");
    let text = |key: &str| found[0][key].as_str().unwrap().to_owned();
    (text("code"), found[0]["column"].as_u64().unwrap(), text("message"))
}

fn with(field: &str) -> Vec<u8> {
    format!(r#"{{"company":{{"name":"A","stage":"seed"}},"plan":{{"start":"2026-01-01"}},{field}}}"#).into_bytes()
}

#[test]
fn each_mistake_of_a_line_has_its_code() {
    let cases: Vec<(Vec<u8>, &str)> = vec![
        (b"[1]".to_vec(), "syntax"),
        (b"7".to_vec(), "syntax"),
        (b"{\"company\":".to_vec(), "syntax"),
        (b"{} {}".to_vec(), "syntax"),
        (b"{'a':1}".to_vec(), "syntax"),
        (b"{\"a\":01}".to_vec(), "syntax"),
        (b"{\"a\":1,}".to_vec(), "syntax"),
        (b"{\"a\":\"\\x\"}".to_vec(), "syntax"),
        (b"{\"a\":\"\\ud800\"}".to_vec(), "syntax"),
        (b"{\"a\":\"\x00\"}".to_vec(), "syntax"),
        (b"\x00".to_vec(), "syntax"),
        (b"\xff\xfe".to_vec(), "not-utf8"),
        (with("\"traction\":{\"mrr\":1e3}"), "number-form"),
        (with("\"traction\":{\"mrr\":-1}"), "out-of-range"),
        (with("\"traction\":{\"mrr\":1.001}"), "too-many-decimals"),
        (with("\"traction\":{\"mrr\":true}"), "wrong-type"),
        (with("\"traction\":{\"mrr\":[null]}"), "wrong-type"),
        (with("\"traction\":{\"mrr\":1,\"mrr\":2}"), "duplicate-key"),
        (with("\"tractoin\":{}"), "unknown-key"),
        (with("\"funding\":{\"backers\":\"a\"}"), "wrong-type"),
        (with(&format!("\"note\":\"{}\"", "x".repeat(1 << 20))), "too-large"),
        (b"{\"a\":[1}".to_vec(), "syntax"),
    ];
    for (line, code) in cases {
        let shown = String::from_utf8_lossy(&line[..line.len().min(120)]).into_owned();
        assert_eq!(mistake(&line).0, code, "{shown}");
    }
}

#[test]
fn brackets_without_end_do_not_overflow() {
    for bracket in [&b"["[..], b"{\"a\":", b"[{\"a\":["] {
        let line = [b"{\"company\":", bracket.repeat(900_000 / bracket.len()).as_slice()].concat();
        let run = run_on([&line, b"\n".as_slice(), GOOD.as_bytes()].concat(), ["batch", "-"]);
        let records = records(&run.stdout);
        let found = records[0]["error"]["diagnostics"].as_array().unwrap();
        assert!(found.len() == 1 && found[0]["code"] == "syntax", "{found:?}");
        assert!(records[1]["error"].is_null());
    }
}

#[test]
fn what_is_too_deep_is_left_out_and_the_rest_is_read() {
    for depth in [31, 32, 200_000] {
        let deep = format!("\"traction\":{{\"mrr\":{}1{}}}", "[".repeat(depth), "]".repeat(depth));
        let records = records(&run_on(with(&deep), ["batch", "-"]).stdout);
        let codes: Vec<&Value> =
            records[0]["error"]["diagnostics"].as_array().unwrap().iter().map(|one| &one["code"]).collect();
        // `traction` and `mrr` are a level each.
        let expected = if depth > 31 { vec!["wrong-type", "too-deep"] } else { vec!["wrong-type"] };
        assert_eq!(codes, expected, "{depth}");
    }
}

#[test]
fn the_place_counts_characters_of_the_line() {
    let line = with("\"traction\":{\"mrr\":1e3}");
    let column = line.windows(3).position(|part| part == b"1e3").unwrap() + 1;
    assert_eq!(mistake(&line).1, column as u64);
    let line = r#"{"company":{"name":"株式会社","stage":"sead"},"plan":{"start":"2026-01-01"}}"#;
    assert_eq!(mistake(line.as_bytes()).1, 35);
}

#[test]
fn null_is_not_known_and_not_no() {
    let sparse = GOOD.replace("\"stage\":\"seed\"", "\"stage\":\"seed\",\"product\":null,\"ai_ml_credibility\":null");
    let sparse = sparse.replace("\"plan\"", "\"funding\":null,\"traction\":{\"mrr\":null},\"plan\"");
    let output = run_on(format!("{GOOD}\n{sparse}\n"), ["batch", "-"]).answer();
    let found: Vec<Value> = records(&output).into_iter().map(super::sample::anonymous).collect();
    assert_eq!(found[0], found[1]);
}

#[test]
fn exact_numbers_and_escapes_are_read_as_written() {
    let line = GOOD.replace("\"A\"", r#""\u00c1\ud83d\ude00\t\"=x""#);
    let line = line.replace("\"plan\"", r#""spend":{"bedrock":{"current":999999999999.99}},"plan""#);
    let record = records(&run_on(line, ["batch", "-"]).answer()).remove(0);
    assert_eq!(record["profile"]["company"], "Á😀\t\"=x");
    assert!(record["totals"]["charges"]["likely"].to_string().len() > 10);
}

#[test]
fn a_mark_at_the_start_carriage_returns_and_blank_lines_do_no_harm() {
    let input = format!("\u{feff}{GOOD}\r\n\r\n   \n\n{GOOD}\r\n{GOOD}");
    let records = records(&run_on(input, ["batch", "-"]).answer());
    let lines: Vec<u64> = records.iter().map(|one| one["source"]["line"].as_u64().unwrap()).collect();
    assert_eq!(lines, [1, 5, 6]);
}

#[test]
fn a_line_without_end_is_one_mistake_in_bounded_time() {
    let mut input = GOOD.as_bytes().to_vec();
    input.push(b'\n');
    input.extend(std::iter::repeat_n(b' ', 5 << 20));
    input.extend(b"{\"a\":1}\n");
    input.extend(GOOD.as_bytes());
    let records = records(&run_on(input, ["batch", "-"]).stdout);
    let codes: Vec<&str> =
        records.iter().map(|one| one["error"]["diagnostics"][0]["code"].as_str().unwrap_or("")).collect();
    assert_eq!(codes, ["", "too-large", ""]);
    assert_eq!(records[2]["source"]["line"], 3);
}

#[test]
fn many_keys_of_one_object_take_no_time_squared() {
    let keys: Vec<String> = (0..60_000).map(|index| format!("\"k{index}\":1")).collect();
    let line = with(&format!("\"spend\":{{{}}}", keys.join(",")));
    assert!(line.len() < 1 << 20);
    assert_eq!(mistake(&line).0, "list-length");
}

#[test]
fn what_is_accepted_is_json_and_what_is_refused_is_not() {
    // Lines with a byte put in, taken out or changed: our reader and serde's agree on which are JSON at all.
    let base = object(&text("profiles/minimal.toml")).to_string().into_bytes();
    let config = Config { rng_seed: RngSeed::Fixed(9), cases: 1, ..Config::default() };
    let mut runner = TestRunner::new(config);
    let bytes = b"{}[]\",:0-+.eE19 \\untfals\t/u\x01";
    let mut lines: Vec<Vec<u8>> = Vec::new();
    for _ in 0..1_500 {
        let rng = runner.rng();
        let mut line = base.clone();
        for _ in 0..1 + rand(rng, 2) {
            let (at, byte) = (rand(rng, line.len()), bytes[rand(rng, bytes.len())]);
            match rand(rng, 3) {
                0 => line.insert(at, byte),
                1 => drop(line.remove(at)),
                _ => line[at] = byte,
            }
        }
        lines.push(line);
    }
    let records = records(&run_on(lines.join(&b'\n'), ["batch", "-"]).stdout);
    assert_eq!(records.len(), lines.len());
    let (mut good, mut bad) = (0, 0);
    for (line, record) in lines.iter().zip(records) {
        let is_json = match serde_json::from_slice::<Value>(line) {
            Ok(value) => value.is_object(),
            // A bound of theirs, not of JSON.
            Err(error) if error.to_string().contains("out of range") => continue,
            Err(_) => false,
        };
        let codes = record["error"]["diagnostics"].as_array().into_iter().flatten();
        let is_syntax = codes.map(|one| one["code"].as_str().unwrap()).any(|code| code == "syntax");
        assert_eq!(is_json, !is_syntax, "{}", String::from_utf8_lossy(line));
        if is_json { good += 1 } else { bad += 1 }
    }
    assert!(good > 100 && bad > 100, "{good} are JSON, {bad} are not");
}

/// A number below `among`.
fn rand(rng: &mut proptest::test_runner::TestRng, among: usize) -> usize {
    use proptest::prelude::Rng as _;
    usize::try_from(rng.next_u32()).unwrap() % among
}
