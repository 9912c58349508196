//! `stackplan report DIR`: a page a company and their index, written whole or not at all.

use std::fs;

use super::markup::Page;
use crate::named;
use crate::support::{Scratch, names_in, run};

fn folder(profiles: &[(&str, String)]) -> Scratch {
    let scratch = Scratch::new();
    fs::create_dir(scratch.folder().join("in")).unwrap();
    for (name, text) in profiles {
        scratch.write(&format!("in/{name}"), text);
    }
    scratch
}

fn with_id(name: &str, id: &str) -> String {
    named(name).replace("stage =", &format!("id = \"{id}\"\nstage ="))
}

#[test]
fn a_folder_becomes_a_page_a_company_and_an_index_that_leads_to_each() {
    let profiles = [("a.toml", with_id("First", "one")), ("b.toml", named("Second"))];
    let scratch = folder(&profiles);
    let out = scratch.path("out");
    assert_eq!(run(["report", &scratch.path("in"), "-o", &out]).answer(), "");
    assert_eq!(names_in(&scratch.folder().join("out")), ["b.html", "index.html", "one.html"]);
    let index = Page::parse(&scratch.read("out/index.html"));
    let links: Vec<_> = index.all("tbody").flat_map(|body| body.inside(&index, "a")).collect();
    let links: Vec<_> = links.into_iter().map(|link| (link.attribute("href").unwrap(), index.text_of(link))).collect();
    assert_eq!(links, [("one.html", "First".to_owned()), ("b.html", "Second".to_owned())]);
    for (file, name) in links {
        let page = Page::parse(&scratch.read(&format!("out/{file}")));
        assert_eq!(page.text_of(page.one("h1")), name);
    }
    assert_eq!(scratch.read("out/b.html"), run(["report", &scratch.path("in/b.toml"), "--to", "html"]).answer());
    let heads: Vec<_> = index.all("th").filter(|th| th.attribute("aria-sort") == Some("none")).collect();
    assert_eq!(heads.len(), 7);
}

#[test]
fn the_index_says_of_each_sample_what_eval_says() {
    let scratch = Scratch::new();
    run(["report", "profiles", "-o", &scratch.path("out"), "--case", "cautious"]).answer();
    let index = Page::parse(&scratch.read("out/index.html"));
    let rows: Vec<_> = index.all("tbody").flat_map(|body| body.inside(&index, "tr")).collect();
    assert_eq!(rows.len(), crate::profiles().len());
    for (row, profile) in rows.iter().zip(crate::profiles()) {
        let json = crate::json(&profile);
        let cells: Vec<String> = row.inside(&index, "td").iter().map(|cell| index.text_of(cell)).collect();
        assert_eq!(index.text_of(row.inside(&index, "th")[0]), json["profile"]["company"].as_str().unwrap());
        let first_screen = run(["eval", &profile]).answer();
        let verdict =
            first_screen.lines().skip_while(|line| !line.starts_with("Verdict")).collect::<Vec<_>>().join(" ");
        let verdict = verdict.split_whitespace().skip(1).collect::<Vec<_>>().join(" ");
        let action = json["recommendation"]["action"].as_str().unwrap();
        assert!(verdict.starts_with(&format!("{} ({action})", cells[0])), "{profile}: {cells:?}");
        let amount = |value: &serde_json::Value| if value.is_null() { None } else { Some(crate::amount(value)) };
        let shown = |cell: &str| if cell == "none" { None } else { Some(crate::cents(cell)) };
        // The award stands there where the plan holds it: a tier alone promises nothing.
        let holds = json["grants"].as_array().unwrap().iter().any(|grant| grant["id"] == "accelerator-1");
        let award = if holds { amount(&json["tier"]["award"]) } else { None };
        assert_eq!(shown(&cells[2]), award, "{profile}");
        assert_eq!(shown(&cells[3]), amount(&json["totals"]["granted"]["cautious"]), "{profile}");
        assert_eq!(shown(&cells[5]), amount(&json["totals"]["expired"]["cautious"]), "{profile}");
        let first = |key: &str| {
            let all = json["summary"].as_object().unwrap().values();
            all.filter_map(|provider| provider["cautious"][key].as_i64()).min()
        };
        let date =
            first("first_bill_day").map(|day| &json["position"]["cautious"][usize::try_from(day).unwrap()]["date"]);
        assert!(cells[4].starts_with(date.map_or("none", |date| date.as_str().unwrap())), "{profile}: {}", cells[4]);
    }
}

#[test]
fn names_of_files_are_plain_and_unlike_each_other_whatever_the_profiles_are_called() {
    let profiles = [
        ("Index.toml", named("A")),
        ("a b.toml", named("B")),
        ("a_b.toml", named("C")),
        ("c.toml", with_id("D", "index")),
        ("-.toml", named("E")),
        ("ü.toml", named("F")),
    ];
    let scratch = folder(&profiles);
    run(["report", &scratch.path("in"), "-o", &scratch.path("out")]).answer();
    let names = names_in(&scratch.folder().join("out"));
    assert_eq!(names.len(), 7, "{names:?}");
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '.';
    assert!(names.iter().all(|name| name.chars().all(is_plain) && name.ends_with(".html")), "{names:?}");
    let index = Page::parse(&scratch.read("out/index.html"));
    assert_eq!(index.all("tbody").flat_map(|body| body.inside(&index, "a")).count(), 6);
}

#[test]
fn a_profile_with_mistakes_is_listed_with_them_and_the_exit_says_so() {
    let scratch = folder(&[("good.toml", named("Good")), ("bad.toml", "[company]\nnmae = \"<i>\"\n".to_owned())]);
    let told = run(["report", &scratch.path("in"), "-o", &scratch.path("out")]);
    assert_eq!((told.status, told.stdout.as_str()), (Some(1), ""));
    assert!(told.stderr.contains("did you mean `name`?"), "{}", told.stderr);
    assert!(told.stderr.ends_with("1 of 2 profiles has mistakes; index.html lists them\n"), "{}", told.stderr);
    let index = Page::parse(&scratch.read("out/index.html"));
    let said = index.text_of(index.one("main"));
    assert!(said.contains("bad.toml:2:1 unknown-key: `company.nmae` is not a key of the format"), "{said}");
    assert!(said.contains("missing-key: `company.stage` is missing"), "{said}");
    assert_eq!(names_in(&scratch.folder().join("out")), ["good.html", "index.html"]);
}

#[test]
fn a_report_of_before_is_replaced_whole_and_nothing_else_is() {
    let scratch = folder(&[("a.toml", named("A")), ("b.toml", named("B"))]);
    let (input, out) = (scratch.path("in"), scratch.path("out"));
    fs::create_dir(scratch.folder().join("out")).unwrap();
    run(["report", &input, "-o", &out]).answer();
    fs::remove_file(scratch.folder().join("in/b.toml")).unwrap();
    run(["report", &input, "-o", &out]).answer();
    assert_eq!(names_in(&scratch.folder().join("out")), ["a.html", "index.html"], "what is gone leaves no page");
    assert_eq!(names_in(scratch.folder()), ["in", "out"], "nothing is left beside it");
    for (name, text) in [("notes.txt", "mine"), ("mine.html", "<p>mine</p>")] {
        scratch.write(&format!("out/{name}"), text);
        let refused = run(["report", &input, "-o", &out]).refusal();
        assert!(refused.contains(&format!("holds `{name}`")), "{refused}");
        assert_eq!(scratch.read(&format!("out/{name}")), text);
        fs::remove_file(scratch.folder().join("out").join(name)).unwrap();
    }
    assert_eq!(names_in(scratch.folder()), ["in", "out"]);
}

#[test]
fn a_folder_needs_a_folder_of_its_own_and_profiles() {
    let scratch = folder(&[("a.toml", named("A"))]);
    let input = scratch.path("in");
    for args in [vec!["report", &input], vec!["report", &input, "--to", "html"], vec!["report", &input, "-o", "-"]] {
        assert!(run(args).refusal().contains("name it with -o"));
    }
    assert!(run(["report", &input, "-o", &scratch.path("out"), "--to", "svg"]).refusal().contains("leave out --to"));
    assert!(run(["report", &input, "-o", &input]).refusal().contains("holds `a.toml`"));
    assert!(run(["report", &input, "-o", &scratch.path("in/a.toml")]).refusal().contains("which is no folder"));
    assert!(run(["report", &input, "-o", &scratch.path("no/out")]).refusal().contains("cannot write"));
    fs::create_dir(scratch.folder().join("empty")).unwrap();
    assert!(run(["report", &scratch.path("empty"), "-o", &scratch.path("out")]).refusal().contains("holds no profile"));
    assert_eq!(names_in(scratch.folder()), ["empty", "in"]);
    assert_eq!(names_in(&scratch.folder().join("in")), ["a.toml"]);
}
