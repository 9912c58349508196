//! `stackplan report`: the page, the chart and the comment of a plan, and the pages of a folder.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "the helpers of a test may panic"
)]

mod report {
    pub mod chart;
    pub mod folder;
    pub mod markup;
}
mod support;

use std::collections::BTreeSet;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::Value;
use sha2::{Digest, Sha256};

use report::markup::{Element, Page};
use support::{Expected, Run, Scratch, cents, profiles, run, run_on, stackplan};

const CASES: [&str; 3] = ["cautious", "likely", "best"];
/// A page of a plan of 730 days is to stay below this.
const MOST_BYTES: usize = 600_000;
/// What a name may try.
const HOSTILE: &str = "<script>alert(1)</script>\"'&\u{202e}<b>";

fn page(profile: &str) -> Page {
    Page::parse(&run(["report", profile, "--to", "html"]).answer())
}

fn json(profile: &str) -> Value {
    serde_json::from_str(&run(["eval", profile, "--case", "all", "--format", "json"]).answer()).unwrap()
}

/// A number of the JSON in cents, as its digits say.
fn amount(value: &Value) -> i128 {
    cents(&value.as_number().unwrap_or_else(|| panic!("{value} is a number")).to_string())
}

/// A profile with a company of this name.
fn named(name: &str) -> String {
    let text = serde_json::to_string(name).unwrap();
    format!("[company]\nname = {text}\nstage = \"seed\"\n[plan]\nstart = 2026-01-01\n")
}

#[test]
fn every_sample_is_one_well_formed_page_of_moderate_size() {
    for profile in profiles() {
        let text = run(["report", &profile, "--to", "html"]).answer();
        assert!(text.len() < MOST_BYTES, "{profile}: {} bytes", text.len());
        let page = Page::parse(&text);
        assert_eq!(page.one("html").attribute("lang"), Some("en"), "{profile}");
        for landmark in ["header", "main", "footer", "h1", "title"] {
            page.one(landmark);
        }
        let levels: Vec<u32> = page.headings();
        assert_eq!(levels[0], 1, "{profile}");
        assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{profile}: {levels:?}");
        for table in page.all("table") {
            assert_eq!(table.inside(&page, "caption").len(), 1, "{profile}: a caption a table");
            assert!(table.inside(&page, "th").iter().all(|th| th.attribute("scope").is_some()), "{profile}: scopes");
        }
    }
}

#[test]
fn every_id_is_unique_and_every_reference_leads_to_one() {
    for profile in profiles() {
        let page = page(&profile);
        let mut ids = BTreeSet::new();
        for id in page.elements().filter_map(|element| element.attribute("id")) {
            assert!(ids.insert(id.to_owned()), "{profile}: two of `{id}`");
        }
        for element in page.elements() {
            for key in ["aria-labelledby", "for"] {
                let named = element.attribute(key).into_iter().flat_map(str::split_whitespace);
                named.for_each(|id| assert!(ids.contains(id), "{profile}: {key} names `{id}`"));
            }
            for value in element.attributes.values() {
                let target = value.strip_prefix("url(#").and_then(|rest| rest.strip_suffix(')'));
                let target = target.or_else(|| value.strip_prefix('#').filter(|_| element.name == "a"));
                assert!(target.is_none_or(|id| ids.contains(id)), "{profile}: `{value}` leads nowhere");
            }
        }
    }
}

#[test]
fn a_page_fetches_nothing_and_its_policy_admits_its_own_style_and_script_alone() {
    for profile in profiles() {
        let page = page(&profile);
        for element in page.elements() {
            let is_link = element.name == "a";
            for (key, value) in &element.attributes {
                assert!(!["src", "srcset", "style", "action", "data"].contains(&key.as_str()), "{profile}: {key}");
                assert!(!key.starts_with("on"), "{profile}: {key}={value}");
                let is_address = value.contains("//") && key != "xmlns";
                assert!(!is_address || is_link, "{profile}: {} {key}={value}", element.name);
            }
        }
        assert_eq!(page.one("link").attribute("href"), Some("data:,"));
        let hash = |text: &str| format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(text)));
        let style = page.text_of(page.one("style"));
        assert!(!style.contains("@import") && !style.contains("url("), "{profile}");
        let policy = page.all("meta").find(|meta| meta.attribute("http-equiv").is_some()).unwrap();
        let policy = policy.attribute("content").unwrap();
        assert!(policy.starts_with("default-src 'none';"), "{policy}");
        assert!(policy.contains(&format!("style-src {};", hash(&style))), "{policy}");
        let run = page.all("script").filter(|script| script.attribute("type").is_none());
        let scripts: Vec<String> = run.map(|script| hash(&page.text_of(script))).collect();
        assert_eq!(scripts.len(), 1);
        assert!(policy.contains(&format!("script-src {};", scripts[0])), "{policy}");
    }
}

#[test]
fn the_totals_of_the_first_page_are_those_of_the_json_in_every_case() {
    for profile in profiles() {
        let (page, json) = (page(&profile), json(&profile));
        let mut seen = BTreeSet::new();
        for cell in page.elements().filter(|element| element.attribute("data-figure").is_some()) {
            let key = cell.attribute("data-figure").unwrap();
            let value = json.pointer(&format!("/{}", key.replace('.', "/"))).unwrap_or_else(|| panic!("{key}"));
            assert_eq!(cents(&page.text_of(cell)), amount(value), "{profile}: {key}");
            seen.insert(key.to_owned());
        }
        let has_award = json["grants"].as_array().unwrap().iter().any(|grant| grant["id"] == "accelerator-1");
        assert_eq!(seen.len(), if has_award { 36 } else { 18 }, "{profile}");
    }
}

#[test]
fn the_first_page_answers_as_the_first_screen_of_eval() {
    let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    for profile in profiles() {
        let page = page(&profile);
        for case in CASES {
            let text = run(["eval", &profile, "--case", case]).answer();
            let shown = page.shown_in(case);
            let first = text.split("\n\nFindings").next().unwrap().split("\n\nNext dates").next().unwrap();
            let (_, table) = first.split_once("\n  Awarded").unwrap();
            for line in format!("  Awarded{table}").lines() {
                for word in squeezed(line).split(' ') {
                    assert!(shown.contains(word), "{profile}, {case}: `{word}` of `{line}`");
                }
            }
            let dates = text.split("Next dates\n").nth(1).unwrap().split("\n\n").next().unwrap();
            for word in dates.split_whitespace() {
                assert!(shown.contains(word), "{profile}, {case}: `{word}` of the next dates");
            }
        }
    }
}

#[test]
fn the_award_leads_once_it_is_accepted_and_a_rejection_leaves_one_plan() {
    let heads = |profile: &str| -> Vec<String> {
        let page = page(profile);
        let table = page.all("table").find(|table| table.has_class("outcomes")).unwrap();
        let heads = table.inside(&page, "thead")[0].inside(&page, "th");
        heads.into_iter().map(|head| page.text_of(head)).collect()
    };
    assert_eq!(heads("profiles/full.toml"), ["With the award", "Without it"]);
    assert_eq!(heads("profiles/ladder.toml"), ["Not accepted", "If accepted"]);
    assert_eq!(heads("profiles/rejected.toml"), ["This plan"]);
    assert!(page("profiles/full.toml").shown_in("likely").contains("Accepted on 2025-08-14."));
    let rejected = page("profiles/rejected.toml").shown_in("likely");
    assert!(rejected.contains("Rejected on 2025-10-22: one plan is left"), "{rejected}");
}

#[test]
fn the_amounts_of_the_first_table_have_one_precision() {
    for profile in profiles() {
        let page = page(&profile);
        for table in page.all("table").filter(|table| table.has_class("outcomes")) {
            let text = page.text_of(table);
            let amounts = text.split('$').skip(1).map(|rest| {
                let end = rest.find(|c: char| !c.is_ascii_digit() && c != ',' && c != '.').unwrap_or(rest.len());
                rest[..end].trim_end_matches(',').contains('.')
            });
            assert_eq!(amounts.collect::<BTreeSet<_>>().len(), 1, "{profile}: {text}");
        }
    }
}

#[test]
fn the_rows_that_the_script_reads_are_every_day_of_the_json() {
    for profile in profiles() {
        let (page, json) = (page(&profile), json(&profile));
        let data = page.all("script").find(|script| script.attribute("id") == Some("days")).unwrap();
        let data: Value = serde_json::from_str(&page.text_of(data)).unwrap();
        assert_eq!(data["start"], json["profile"]["start"]);
        for case in CASES {
            let rows = json["position"][case].as_array().unwrap();
            for key in ["granted", "consumed", "expired", "charges"] {
                let changes: Vec<&str> = data[case][key].as_str().unwrap().split(' ').collect();
                assert_eq!(changes.len(), rows.len(), "{profile}");
                let mut sum = 0;
                for (change, row) in changes.iter().zip(rows) {
                    sum += if change.is_empty() { 0 } else { change.parse::<i128>().unwrap() };
                    assert_eq!(sum, amount(&row[key]), "{profile}, {case}: {key} on {}", row["date"]);
                }
            }
            let happening = |row: &Value| {
                let day = row["day"].clone();
                let events = row["events"].as_array().unwrap().clone();
                events.into_iter().map(move |event| Value::Array(vec![day.clone(), event])).collect::<Vec<_>>()
            };
            let events: Vec<Value> = rows.iter().flat_map(happening).collect();
            assert_eq!(data[case]["events"], Value::Array(events), "{profile}, {case}");
        }
    }
}

#[test]
fn a_hostile_name_is_text_in_the_page_the_chart_and_the_index() {
    let scratch = Scratch::new();
    let profile = scratch.write("hostile.toml", named(HOSTILE));
    let shown = HOSTILE.replace('\u{202e}', "\\u{202e}");
    let page = page(&profile);
    assert_eq!(page.text_of(page.one("h1")), shown);
    assert_eq!(page.text_of(page.one("title")), format!("{shown}: credit plan"));
    assert_eq!(page.all("script").count(), 2);
    assert_eq!(page.all("b").count(), 0);
    let chart = run(["report", &profile, "--to", "svg"]).answer();
    assert!(!chart.contains("<script") && chart.contains("&lt;script&gt;alert(1)"), "{chart}");
    let out = scratch.path("out");
    run(["report", scratch.folder().to_str().unwrap(), "-o", &out]).answer();
    let index = Page::parse(&scratch.read("out/index.html"));
    let link = index.all("a").find(|link| link.attribute("href") == Some("hostile.html")).unwrap();
    assert_eq!(index.text_of(link), shown);
    assert_eq!(index.all("script").count(), 1);
}

#[test]
fn the_case_asked_for_is_the_one_chosen() {
    for case in CASES {
        let text = run(["report", "profiles/ladder.toml", "--to", "html", "--case", case]).answer();
        let page = Page::parse(&text);
        let chosen: Vec<&Element> = page.all("input").filter(|input| input.attribute("checked").is_some()).collect();
        assert_eq!(chosen.len(), 1);
        assert_eq!(chosen[0].attribute("value"), Some(case));
        let first = page.elements().filter(|element| element.has_class("first"));
        assert!(first.clone().count() > 3);
        assert!(first.clone().all(|element| element.has_class(&format!("in-{case}"))));
    }
}

#[test]
fn markdown_is_what_eval_says_in_that_case() {
    for case in CASES {
        let comment = run(["report", "profiles/full.toml", "--to", "md", "--case", case]).answer();
        assert_eq!(comment, run(["eval", "profiles/full.toml", "--format", "markdown", "--case", case]).answer());
    }
}

#[test]
fn the_extension_tells_the_form_and_to_overrules_it() {
    let scratch = Scratch::new();
    let write = |name: &str, to: &[&str]| {
        let path = scratch.path(name);
        let args = [&["report", "profiles/minimal.toml", "-o", &path], to].concat();
        assert_eq!(run(args).answer(), "", "a file that is written leaves stdout alone");
        scratch.read(name)
    };
    assert!(write("plan.html", &[]).starts_with("<!DOCTYPE html>"));
    assert!(write("plan.HTM", &[]).starts_with("<!DOCTYPE html>"));
    assert!(write("plan.svg", &[]).starts_with("<?xml "));
    assert!(write("plan.md", &[]).starts_with("## "));
    assert!(write("plan.txt", &["--to", "svg"]).starts_with("<?xml "));
    let stdout = run(["report", "profiles/minimal.toml", "--to", "html", "-o", "-"]).answer();
    assert_eq!(stdout, scratch.read("plan.html"));
    let stdin = run_on(std::fs::read("profiles/minimal.toml").unwrap(), ["report", "-", "--to", "md"]).answer();
    assert_eq!(stdin, scratch.read("plan.md"));
}

#[test]
fn a_report_without_a_form_or_over_its_own_profile_is_refused() {
    let scratch = Scratch::new();
    let profile = scratch.write("plan.toml", named("Saltmarsh"));
    let unsaid = run(["report", &profile]).refusal();
    assert!(unsaid.contains("plan.html") && unsaid.contains("`html`, `md`, `svg`"), "{unsaid}");
    let unknown = run(["report", &profile, "-o", &scratch.path("plan.pdf")]).refusal();
    assert!(unknown.contains("names no form"), "{unknown}");
    let folder = run(["report", &profile, "-o", scratch.folder().to_str().unwrap()]).refusal();
    assert!(folder.contains("is a folder") && folder.contains("plan.html"), "{folder}");
    let own = run(["report", &profile, "--to", "html", "-o", &profile]).refusal();
    assert!(own.contains("which is read"), "{own}");
    assert_eq!(scratch.read("plan.toml"), named("Saltmarsh"));
    assert_eq!(support::names_in(scratch.folder()), ["plan.toml"]);
}

#[test]
fn a_closed_pipe_ends_quietly() {
    use std::io::Read;
    use std::process::Stdio;
    let mut command = std::process::Command::new(stackplan().get_program());
    let args = ["report", "profiles/ladder.toml", "--to", "html"];
    let mut child =
        command.args(args).current_dir(support::root()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut first = [0_u8; 15];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    assert_eq!(&first, b"<!DOCTYPE html>");
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr), (Some(0), Vec::new()));
}

#[test]
fn the_chart_of_a_sample_is_what_its_golden_holds() {
    let mut expected = Expected::new();
    let chart = Run::of(stackplan().args(["report", "profiles/held.toml", "--to", "svg"])).answer();
    expected.compare("tests/report/held.svg", &chart);
    expected.finish();
}
