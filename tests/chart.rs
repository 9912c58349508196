//! The chart in a terminal, and the comment on a pull request: what is shown is what the rows hold, and harmless.
//!
//! `STACKPLAN_BLESS=1 cargo test --test chart` rewrites `tests/chart`; read the pictures before you commit them.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may panic, in its helpers too"
)]

mod support;

use serde_json::Value;
use stackplan::band::Case;
use stackplan::report::View;
use stackplan::report::chart::{self, Strokes};
use stackplan::report::text::Terminal;
use stackplan::{Input, Profile, Program, evaluate};
use support::{Expected, Run, Scratch, cents, profiles, root, run, stackplan};

/// What stands left of a plot.
const GUTTER: usize = 10;

/// The rows of a plot in ASCII from the top, without what stands left, and the amount at its top.
struct Plot {
    rows: Vec<Vec<char>>,
    top: i128,
}

/// The dollars of an axis label: `$250k`, `$1.25M`.
fn label(text: &str) -> i128 {
    let text = text.trim().trim_start_matches('$');
    let (number, unit) = match text.chars().last().unwrap() {
        'k' => (&text[..text.len() - 1], 1_000),
        'M' => (&text[..text.len() - 1], 1_000_000),
        'B' => (&text[..text.len() - 1], 1_000_000_000),
        'T' => (&text[..text.len() - 1], 1_000_000_000_000),
        _ => (text, 1),
    };
    cents(number) * unit
}

/// The two plots of a chart in ASCII.
fn plots(chart: &str) -> [Plot; 2] {
    let mut plots: Vec<Plot> = Vec::new();
    let mut rows: Vec<&str> = Vec::new();
    for line in chart.lines() {
        let axis = line.chars().nth(GUTTER - 1);
        let is_axis = line.len() > GUTTER && matches!(line.as_bytes()[GUTTER - 1], b'|' | b'+');
        if is_axis && line.trim_start().starts_with("$0 ") {
            let marks: Vec<(usize, i128)> = rows
                .iter()
                .enumerate()
                .filter(|(_, row)| row.chars().nth(GUTTER - 1) == Some('+'))
                .map(|(at, row)| (rows.len() - at, label(&row[..GUTTER - 1])))
                .collect();
            let top = marks.first().map_or(0, |(_, amount)| *amount);
            let all = i128::try_from(rows.len()).unwrap();
            for (height, amount) in &marks {
                assert_eq!(top * i128::try_from(*height).unwrap(), amount * all, "the axis is even\n{chart}");
            }
            let rows = rows.drain(..).map(|row| row.chars().skip(GUTTER).collect()).collect();
            plots.push(Plot { rows, top });
        } else if matches!(axis, Some('|' | '+'))
            && line.chars().take(GUTTER - 1).all(|c| " $.kMBT0123456789".contains(c))
        {
            rows.push(line);
        }
    }
    plots.try_into().unwrap_or_else(|_| panic!("two plots\n{chart}"))
}

impl Plot {
    /// Twice the rows that the highest of some marks reaches in a column; a `.` is half a row.
    fn halves(&self, column: usize, marks: &str) -> i128 {
        let height = self.rows.len();
        let top = self.rows.iter().position(|row| row.get(column).is_some_and(|c| marks.contains(*c)));
        let Some(top) = top else { return 0 };
        let full = i128::try_from(2 * (height - top)).unwrap();
        if self.rows[top][column] == '.' { full - 1 } else { full }
    }

    /// True where so many half rows are as near to an amount as dots can be: within `slack` quarters of a row.
    fn is_near(&self, halves: i128, amount: i128, slack: i128) -> bool {
        let all = i128::try_from(self.rows.len()).unwrap();
        // Any amount has a dot; a letter of a line is either half of its row.
        let is_trace = (1..=slack.min(2)).contains(&halves) && amount > 0 && amount * 2 * all < self.top;
        is_trace || (halves * self.top - amount * 2 * all).abs() * 2 <= self.top * slack
    }

    /// The tallest column of some marks.
    fn tallest(&self, marks: &str) -> (usize, i128) {
        let width = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let columns = (0..width).map(|column| (column, self.halves(column, marks)));
        columns.max_by_key(|(column, halves)| (*halves, usize::MAX - column)).unwrap_or((0, 0))
    }
}

fn drawn(profile: &str, width: u16, strokes: Strokes) -> String {
    let program = Program::builtin().unwrap();
    let text = std::fs::read_to_string(root().join(profile)).unwrap();
    let profile = Profile::parse(&Input::new(profile, text), &program).unwrap();
    let evaluation = evaluate(&profile, &program).unwrap();
    let view = View { cases: Case::ALL.to_vec(), ..View::all(&evaluation) };
    chart::evaluation(&evaluation, &view, strokes, Terminal { width: Some(width), is_colored: false })
}

fn longest(text: &str) -> usize {
    text.lines().map(|line| line.chars().count()).max().unwrap()
}

#[test]
fn the_pictures_are_as_somebody_saw_them() {
    let mut expected = Expected::new();
    for name in ["ladder", "missed-gate", "full"] {
        let profile = format!("profiles/{name}.toml");
        let shown = run(["eval", &profile, "--view", "chart"]).answer();
        expected.compare(&format!("tests/chart/{name}.txt"), &shown);
        let shown = run(["eval", &profile, "--view", "chart", "--ascii"]).answer();
        expected.compare(&format!("tests/chart/{name}.ascii.txt"), &shown);
    }
    expected.compare("tests/chart/narrow.txt", &drawn("profiles/ladder.toml", 40, Strokes::Braille));
    let shown = run(["eval", "profiles/minimal.toml", "--view", "chart", "--format", "markdown"]).answer();
    expected.compare("tests/chart/minimal.md", &shown);
    expected.finish();
}

#[test]
fn what_is_drawn_is_what_the_rows_hold() {
    for profile in profiles() {
        let shown = run(["eval", &profile, "--view", "chart", "--ascii"]).answer();
        assert!(shown.is_ascii() && longest(&shown) <= 80, "{profile}\n{shown}");
        let json: Value = serde_json::from_str(&run(["eval", &profile, "--format", "json"]).answer()).unwrap();
        let rows = json["position"]["likely"].as_array().unwrap();
        let of = |key: &str| -> Vec<i128> { rows.iter().map(|row| cents(&row[key].to_string())).collect() };
        let (balance, cash) = (of("balance"), of("cash"));
        let most = *balance.iter().max().unwrap();
        let [credits, paid] = plots(&shown);
        // The highest day is as high as it should be, and where it should be.
        let (column, halves) = credits.tallest(".:");
        assert!(credits.is_near(halves, most, 1), "{profile}: the top is {most}\n{shown}");
        let near: Vec<usize> = (0..rows.len()).filter(|day| credits.is_near(halves, balance[*day], 1)).collect();
        let first = near.first().unwrap() * 70 / rows.len();
        assert!(most == 0 || column.abs_diff(first) <= 1, "{profile}: the top is at column {first}\n{shown}");
        let last = *cash.last().unwrap();
        assert!(last == 0 || paid.is_near(paid.halves(69, "*"), last, 3), "{profile}: in the end {last}\n{shown}");
        // The heads say the same in numbers.
        let head = |what: &str| shown.lines().find(|line| line.contains(what)).unwrap_or_default().to_owned();
        let amounts = |line: &str| -> Vec<i128> {
            line.split_whitespace().filter(|word| word.starts_with('$')).map(cents).collect()
        };
        let said = amounts(&head("Credit balance"));
        assert!(if most == 0 { said.is_empty() } else { said == [most, *balance.last().unwrap()] }, "{profile}");
        assert_eq!(amounts(&head("Cash paid so far")), [last], "{profile}");
        let at = balance.iter().position(|amount| *amount == most).unwrap();
        assert!(most == 0 || head("Credit balance").contains(rows[at]["date"].as_str().unwrap()), "{profile}");
    }
}

#[test]
fn the_plan_without_the_award_is_drawn_only_where_it_is_open_and_differs() {
    let open = run(["eval", "profiles/ladder.toml", "--view", "chart"]).answer();
    assert!(open.contains("⠒ ⠒ Cash paid so far if not accepted: at the end $1,040,965.26"), "{open}");
    for args in [["profiles/in-progress.toml", "--case=likely"], ["profiles/ladder.toml", "--to=60"]] {
        let shown = run(["eval", args[0], args[1], "--view", "chart"]).answer();
        assert!(shown.contains("⠒⠒⠒ Cash paid so far: at the end") && !shown.contains("not accepted"), "{shown}");
    }
}

#[test]
fn every_width_from_40_to_160_is_filled_and_none_is_left() {
    for profile in ["profiles/full.toml", "profiles/ladder.toml", "profiles/minimal.toml"] {
        for (width, kept) in [(1, 40), (40, 40), (41, 41), (59, 59), (80, 80), (101, 101), (160, 160), (999, 160)] {
            for strokes in [Strokes::Braille, Strokes::Ascii] {
                assert_eq!(longest(&drawn(profile, width, strokes)), kept, "{profile} at {width}");
            }
        }
    }
}

#[test]
fn a_plan_of_a_day_of_ten_years_of_nothing_and_of_the_largest_amounts_is_drawn() {
    let chart = |edits: &[&str]| {
        let mut args = vec!["eval", "profiles/minimal.toml", "--view", "chart", "--ascii", "--case", "all"];
        args.extend(edits);
        run(args).answer()
    };
    let day = chart(&["--horizon", "1"]);
    assert!(
        day.contains("2026-01-01 to 2026-01-02") && day.contains("Credit balance: none on any of these days"),
        "{day}"
    );
    assert!(chart(&["--from", "5", "--to", "5"]).contains("2026-01-06 to 2026-01-06"));
    let long = chart(&["--horizon", "3660", "--set", "spend.infrastructure.current=1000000000000"]);
    assert!(long.contains("2036") && long.contains("$125T +"), "{long}");
    let none = chart(&["--set", "spend.infrastructure.current=0"]);
    assert!(none.contains("Cash paid so far: at the end $0"), "{none}");
    for shown in [day, long, none] {
        assert!(longest(&shown) <= 80, "{shown}");
    }
}

#[test]
fn a_hostile_name_stays_text_on_a_terminal_and_in_a_comment() {
    let scratch = Scratch::new();
    let profile = "[company]\nname = \"</details>```\\n| x | @all \\u001b[31m\\u202e\"\n\
                   stage = \"seed\"\n[plan]\nstart = 2026-01-01\n";
    let path = scratch.write("hostile.toml", profile);
    for form in ["text", "markdown"] {
        let shown = run(["eval", &path, "--view", "chart", "--format", form]).answer();
        assert!(!shown.contains(['\u{1b}', '\u{202e}']), "{shown}");
    }
    let comment = run(["eval", &path, "--view", "chart", "--format", "markdown"]).answer();
    let fences: Vec<&str> = comment.lines().filter(|line| line.starts_with("```")).collect();
    assert_eq!(fences, ["```text", "```"], "{comment}");
    assert!(!comment.contains("</details>") && comment.contains("\\@all"), "{comment}");
}

#[test]
fn colour_adds_nothing_but_itself() {
    let plain = run(["eval", "profiles/full.toml", "--view", "chart", "--color", "never"]).answer();
    let colored = run(["eval", "profiles/full.toml", "--view", "chart", "--color", "always"]).answer();
    let mut stripped = String::new();
    for (at, part) in colored.split('\u{1b}').enumerate() {
        stripped.push_str(if at == 0 { part } else { part.split_once('m').unwrap().1 });
    }
    assert_eq!(stripped, plain);
    assert_ne!(colored, plain);
    let quiet = Run::of(stackplan().env("COLUMNS", "50").args(["eval", "profiles/full.toml", "--view", "chart"]));
    assert_eq!(quiet.answer(), plain, "no terminal, no width of one");
}

#[test]
fn what_does_not_go_with_a_chart_is_refused() {
    let chart = ["eval", "profiles/ladder.toml", "--view", "chart"];
    for (args, why) in [
        (["--format", "json"], "--view chart is drawn in text and Markdown; for its figures: --view position"),
        (["--format", "csv"], "--view chart is drawn in text and Markdown; for its figures: --view position"),
        (["-o", "chart.json"], "--view chart is drawn in text and Markdown; for its figures: --view position"),
        (["--every", "month"], "--every is for rows, and --view chart draws every day; for rows: --view position"),
    ] {
        assert_eq!(run(chart.iter().chain(&args)).refusal(), format!("error: {why}\n"));
    }
    let refusal = run(["eval", "profiles/ladder.toml", "--ascii"]).refusal();
    assert_eq!(refusal, "error: --ascii draws a chart; it goes with --view chart\n");
}

#[test]
fn a_comment_says_the_answers_first_and_folds_what_is_long() {
    for profile in profiles() {
        let comment = run(["eval", &profile, "--format", "markdown", "--case", "all"]).answer();
        let lines: Vec<&str> = comment.lines().collect();
        assert!(lines[0].starts_with("## ") && lines[2].starts_with("- **Verdict:** "), "{profile}\n{comment}");
        let folded = comment.find("<details>").unwrap();
        for what in ["**Next tier:**", "First bill", "Lapsing unused", "| cautious |"] {
            assert!(comment.find(what).is_some_and(|at| at < folded), "{profile}: {what} is seen at once\n{comment}");
        }
        // Every row of a table has the cells of its head, counting bars that no backslash escapes.
        let cells = |line: &str| line.replace("\\\\", "").replace("\\|", "").matches('|').count();
        for pair in lines.windows(2).filter(|pair| pair.iter().all(|line| line.starts_with('|'))) {
            assert_eq!(cells(pair[0]), cells(pair[1]), "{profile}\n{}\n{}", pair[0], pair[1]);
        }
        // Markdown inside of HTML begins and ends at an empty line, and tables follow one.
        for (at, line) in lines.iter().enumerate() {
            let is_start = line.starts_with("| ") && !lines[at - 1].starts_with('|');
            assert!(!is_start || lines[at - 1].is_empty(), "{profile}: {line}");
            assert!(!line.starts_with("<summary>") || lines[at + 1].is_empty(), "{profile}: {line}");
            assert!(*line != "</details>" || lines[at - 1].is_empty(), "{profile}: {line}");
        }
        assert_eq!(comment.matches("<details>").count(), comment.matches("</details>").count(), "{profile}");
        let seen: usize = comment
            .split("<details>")
            .map(|part| part.rsplit("</details>").next().unwrap())
            .map(|part| part.lines().count())
            .sum();
        assert!(seen < 120, "{profile}: {seen} lines are seen at once");
    }
}
