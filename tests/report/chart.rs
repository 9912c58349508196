//! The chart against the figures: lines where the JSON has them, labels clear of each other.

use serde_json::Value;

use super::markup::{Element, Page};
use crate::support::{Scratch, cents, profiles, run};
use crate::{CASES, amount, json};

/// A coordinate in tenths of a pixel.
fn tenths(text: &str) -> i64 {
    let (whole, rest) = text.split_once('.').unwrap_or((text, "0"));
    let sign = if text.starts_with('-') { -1 } else { 1 };
    sign * (whole.trim_start_matches('-').parse::<i64>().unwrap() * 10 + rest.parse::<i64>().unwrap())
}

fn at(element: &Element, key: &str) -> i64 {
    tenths(element.attribute(key).unwrap_or_else(|| panic!("{key}")))
}

fn chart(profile: &str, case: &str) -> Page {
    Page::parse(&run(["report", profile, "--to", "svg", "--case", case]).answer())
}

/// The corners of a path of a start and relative steps.
fn corners(path: &str) -> Vec<(i64, i64)> {
    let mut steps = path.trim_start_matches('M').trim_end_matches('Z').split('l');
    let pair = |text: &str| {
        let (x, y) = text.split_once(' ').unwrap();
        (tenths(x), tenths(y))
    };
    let mut corners = vec![pair(steps.next().unwrap())];
    for step in steps {
        let ((x, y), (right, down)) = (*corners.last().unwrap(), pair(step));
        corners.push((x + right, y + down));
    }
    corners
}

fn with_class<'p>(page: &'p Page, name: &str, classes: &[&str]) -> Vec<&'p Element> {
    page.elements().filter(|one| one.name == name && classes.iter().all(|class| one.has_class(class))).collect()
}

/// The place of nothing, and the cents of a tenth of a pixel times a thousand, by the labels of the axis.
fn axis(page: &Page, texts: &[&Element]) -> (i64, i128) {
    let dollars: Vec<(i64, i128)> = texts
        .iter()
        .filter_map(|tick| {
            let text = page.text_of(tick).strip_prefix('$')?.to_owned();
            let (digits, unit) = match text.chars().last()? {
                'k' => (text.trim_end_matches('k').to_owned(), 1_000),
                'M' => (text.trim_end_matches('M').to_owned(), 1_000_000),
                _ => (text, 1),
            };
            Some((at(tick, "y") - 40, cents(&digits) * unit))
        })
        .collect();
    let (bottom, top) = (dollars.first().unwrap(), dollars.last().unwrap());
    assert_eq!(bottom.1, 0);
    (bottom.0, top.1 * 1_000 / i128::from(bottom.0 - top.0))
}

/// The least and the most that a line or the edge of an area reaches at a place, between its corners.
fn drawn(corners: &[(i64, i64)], x: i64) -> (i64, i64) {
    let near = corners.windows(2).flat_map(|pair| {
        let ((left, from), (right, to)) = (pair[0].min(pair[1]), pair[0].max(pair[1]));
        let inside = x.clamp(left, right);
        if (inside - x).abs() > 8 {
            return Vec::new();
        }
        let is_steep = right - left <= 20;
        if is_steep { vec![from, to] } else { vec![from + (to - from) * (inside - left) / (right - left)] }
    });
    let all: Vec<i64> = near.collect();
    (*all.iter().min().unwrap_or_else(|| panic!("nothing is drawn at {x}")), *all.iter().max().unwrap())
}

#[test]
fn the_lines_run_where_the_json_has_the_amounts_and_inside_of_the_band() {
    for profile in ["profiles/ladder.toml", "profiles/full.toml", "profiles/held.toml", "profiles/missed-gate.toml"] {
        let json = json(profile);
        for case in CASES {
            let page = chart(profile, case);
            let (bottom, scale) = axis(&page, &with_class(&page, "text", &["tick"]));
            for key in ["balance", "cash"] {
                let line = with_class(&page, "path", &["line", key]).pop().unwrap();
                let line = corners(line.attribute("d").unwrap());
                let band = with_class(&page, "path", &["band", key]).pop().unwrap();
                let band = corners(band.attribute("d").unwrap());
                let rows = json["position"][case].as_array().unwrap();
                let (left, right) = (line.first().unwrap().0, line.last().unwrap().0);
                let last = i64::try_from(rows.len()).unwrap() - 1;
                for (day, row) in rows.iter().enumerate() {
                    let x = left + (right - left) * i64::try_from(day).unwrap() / last;
                    let y = |value: &Value| bottom - i64::try_from(amount(value) * 1_000 / scale).unwrap();
                    let (least, most) = drawn(&line, x);
                    let wanted = y(&row[key]);
                    let is_near = wanted >= least - 12 && wanted <= most + 12;
                    assert!(is_near, "{profile}, {case}: {key} on day {day}: {least} to {most}, wanted {wanted}");
                    let (least, most) = drawn(&band, x);
                    for other in CASES {
                        let y = y(&json["position"][other][day][key]);
                        assert!(y >= least - 12 && y <= most + 12, "{profile}: {other} {key} leaves the band on {day}");
                    }
                }
            }
        }
    }
}

#[test]
fn the_line_without_the_award_ends_at_its_cash_and_is_drawn_only_while_that_is_open() {
    let json = json("profiles/ladder.toml");
    for case in CASES {
        let page = chart("profiles/ladder.toml", case);
        let (bottom, scale) = axis(&page, &with_class(&page, "text", &["tick"]));
        let line = with_class(&page, "path", &["line", "without"]).pop().unwrap();
        let (_, end) = *corners(line.attribute("d").unwrap()).last().unwrap();
        let wanted = bottom
            - i64::try_from(amount(&json["without_accelerator"]["totals"]["cash"][case]) * 1_000 / scale).unwrap();
        assert!((end - wanted).abs() <= 2, "{case}: {end}, wanted {wanted}");
    }
    for decided in ["profiles/in-progress.toml", "profiles/rejected.toml"] {
        assert!(with_class(&chart(decided, "likely"), "path", &["line", "without"]).is_empty(), "{decided}");
    }
}

/// Every label of the chart lies clear of the others and of the lines of the marks.
fn is_clear(page: &Page, name: &str) -> usize {
    let labels: Vec<(i64, i64, i64, String)> = with_class(page, "text", &["label"])
        .into_iter()
        .map(|label| {
            let text = page.text_of(label);
            let width = 66 * i64::try_from(text.chars().count()).unwrap();
            (at(label, "x"), at(label, "x") + width, at(label, "y"), text)
        })
        .collect();
    for (at, (left, right, y, text)) in labels.iter().enumerate() {
        for (other_left, other_right, other_y, other) in labels.iter().skip(at + 1) {
            let is_apart = (y - other_y).abs() >= 140 || right <= other_left || other_right <= left;
            assert!(is_apart, "{name}: `{text}` lies on `{other}`");
        }
    }
    for flag in with_class(page, "path", &["flag"]) {
        let (x, rest) = flag.attribute("d").unwrap().trim_start_matches('M').split_once(' ').unwrap();
        let (x, top) = (tenths(x), tenths(rest.split_once('V').unwrap().0));
        for (left, right, y, text) in &labels {
            let is_crossed = x > *left && x < *right && *y - 50 > top;
            assert!(!is_crossed, "{name}: a line runs through `{text}`");
        }
    }
    labels.len()
}

#[test]
fn labels_never_lie_on_each_other_or_on_a_line() {
    for profile in profiles() {
        for case in CASES {
            is_clear(&chart(&profile, case), &profile);
        }
    }
    let mut crowded = String::from("[company]\nname = \"Crowd\"\nstage = \"seed\"\n[plan]\nstart = 2026-01-01\n");
    for number in 0..60 {
        crowded.push_str(&format!(
            "[[credits]]\nid = \"held-{}-{number}\"\nprovider = \"aws\"\nremaining = 1{number}\nissued = 2026-0{}-0{}\n\
             expires = 2026-1{}-0{}\ncovers = [\"*\"]\n",
            "x".repeat(number % 50),
            number % 9 + 1,
            number % 8 + 1,
            number % 3,
            number % 7 + 1
        ));
    }
    let scratch = Scratch::new();
    let profile = scratch.write("crowd.toml", crowded);
    assert!(is_clear(&chart(&profile, "likely"), "crowd") > 20);
}

#[test]
fn every_mark_of_the_plan_is_labelled() {
    let json = json("profiles/in-progress.toml");
    for case in CASES {
        let page = chart("profiles/in-progress.toml", case);
        let labels: String = with_class(&page, "text", &["label"]).iter().map(|one| page.text_of(one) + "\n").collect();
        let last = json["position"][case].as_array().unwrap().last().unwrap()["date"].as_str().unwrap();
        for grant in json["grants"].as_array().unwrap().iter().filter(|grant| grant["issued_on"][case].is_string()) {
            let id = match grant["id"].as_str().unwrap() {
                "portfolio" => "Activate Portfolio",
                "build" => "Build for Startups",
                "bedrock-poc" => "Bedrock POC",
                "anthropic" => "Anthropic startup credits",
                id => &id.replace("accelerator-", "award tranche "),
            };
            assert!(labels.lines().any(|line| line.contains(id) && line.ends_with("issued")), "{case}: {id}\n{labels}");
            let is_inside = grant["expires_on"][case].as_str().unwrap() <= last;
            let is_marked = labels.lines().any(|line| line.contains(id) && line.ends_with("ends"));
            assert_eq!(is_inside, is_marked, "{case}: the end of {id}\n{labels}");
        }
        assert!(labels.contains("commercial outcome deadline"), "{labels}");
    }
}

#[test]
fn the_bills_by_month_are_those_of_the_json() {
    let (page, json) = (crate::page("profiles/hedged.toml"), json("profiles/hedged.toml"));
    for case in CASES {
        let bills = json["bills"][case].as_array().unwrap();
        let caption = format!("Bills by month, {case} case");
        let table = page.all("table").find(|table| page.text_of(table).starts_with(&caption)).unwrap();
        let rows = table.inside(&page, "tr");
        for row in rows.iter().skip(1) {
            let month = page.text_of(row.inside(&page, "th")[0]);
            let of_month = bills.iter().filter(|bill| bill["to"].as_str().unwrap().starts_with(&month));
            let sum = |key: &str| of_month.clone().map(|bill| amount(&bill[key])).sum::<i128>();
            let shown: Vec<i128> = row.inside(&page, "td").iter().map(|cell| cents(&page.text_of(cell))).collect();
            assert_eq!(shown, ["charges", "credits", "cash"].map(sum), "{case}, {month}");
        }
        assert_eq!(rows.len(), 26);
    }
}

#[test]
fn the_bars_are_as_high_as_what_credits_and_cash_pay() {
    for profile in ["profiles/hedged.toml", "profiles/full.toml"] {
        let (page, json) = (crate::page(profile), json(profile));
        let section = page.all("section").find(|section| section.attribute("id") == Some("bills")).unwrap();
        let charts: Vec<_> = section.inside(&page, "svg").into_iter().filter(|svg| svg.has_class("wide")).collect();
        assert_eq!(charts.len(), CASES.len(), "{profile}: a chart a case");
        for (case, svg) in CASES.iter().zip(charts) {
            let (bottom, scale) = axis(&page, &svg.inside(&page, "text"));
            let line = svg.inside(&page, "path").into_iter().find(|path| path.has_class("axis")).unwrap();
            let (left, rest) = line.attribute("d").unwrap().trim_start_matches('M').split_once(' ').unwrap();
            let (left, right) = (tenths(left), tenths(rest.split_once('H').unwrap().1));
            let mut months: Vec<[i64; 2]> = vec![[0, 0]; 25];
            for (which, class) in ["credits", "paid"].into_iter().enumerate() {
                for path in svg.inside(&page, "path").into_iter().filter(|path| path.has_class(class)) {
                    for bar in path.attribute("d").unwrap().split_terminator('z') {
                        let parts: Vec<i64> = bar.trim_start_matches('M').split([' ', 'V', 'H']).map(tenths).collect();
                        let [from, low, high, to, again] = parts[..] else { panic!("{bar}") };
                        assert!(low == again && high <= low && low <= bottom && from < to, "{bar}");
                        let month = ((from + to) / 2 - left) * 25 / (right - left);
                        months[usize::try_from(month).unwrap()][which] += low - high;
                    }
                }
            }
            let bills = json["bills"][*case].as_array().unwrap();
            let all: std::collections::BTreeSet<&str> = json["position"][*case]
                .as_array()
                .unwrap()
                .iter()
                .map(|row| &row["date"].as_str().unwrap()[..7])
                .collect();
            assert_eq!(all.len(), 25);
            for (month, heights) in all.iter().zip(months) {
                for (key, height) in ["credits", "cash"].into_iter().zip(heights) {
                    let of_month = bills.iter().filter(|bill| bill["to"].as_str().unwrap().starts_with(month));
                    let sum: i128 = of_month.map(|bill| amount(&bill[key])).sum();
                    let wanted = i64::try_from(sum * 1_000 / scale).unwrap();
                    assert!(
                        (height - wanted).abs() <= 5,
                        "{profile}, {case}, {month}: {key} {height}, wanted {wanted}"
                    );
                }
            }
        }
    }
}
