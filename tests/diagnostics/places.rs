//! What programs read of a mistake: its code, file, line, column, message and help; and where arguments are wrong.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::support::{Run, Scratch, root, run};

/// Five mistakes, each in a line of its own.
const FIVE: &str = r#"[company]
name = 7
stage = "sede"
funded = true

[plan]
start = 1969-12-31
horizon_days = 0
"#;
/// A profile without a mistake, to make one in.
const RIGHT: &str = "profiles/minimal.toml";

/// Code, file, line and column of a mistake.
type Place<'d> = (&'d str, &'d str, u64, u64);

/// The diagnostics that a refusal prints as JSON on stdout, with nothing on stderr.
fn diagnostics(run: Run) -> Vec<Value> {
    assert_eq!((run.status, run.stderr.as_str()), (Some(2), ""), "{}", run.stdout);
    let mut printed: Value = serde_json::from_str(&run.stdout).unwrap();
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<BTreeSet<String>>();
    assert_eq!(keys(&printed), BTreeSet::from(["error".to_owned()]));
    assert_eq!(keys(&printed["error"]), BTreeSet::from(["diagnostics".to_owned()]));
    let list = printed["error"]["diagnostics"].take().as_array().unwrap().clone();
    let wanted = ["code", "column", "file", "help", "line", "message"].map(str::to_owned).into();
    assert!(list.iter().all(|one| keys(one) == wanted), "{list:?}");
    list
}

/// Where every mistake is.
fn places(list: &[Value]) -> Vec<Place<'_>> {
    let place = |one| {
        let one: &Value = one;
        let number = |key: &str| one[key].as_u64().unwrap();
        (one["code"].as_str().unwrap(), one["file"].as_str().unwrap(), number("line"), number("column"))
    };
    list.iter().map(place).collect()
}

#[test]
fn five_mistakes_in_a_file_are_five_in_one_run() {
    let scratch = Scratch::new();
    let path = scratch.write("five.toml", FIVE);
    let said = run(["eval", &path]).refusal();
    assert_eq!(said.matches("error[").count(), 5, "{said}");
    assert!(said.ends_with("\n\n5 mistakes; nothing was written\n"), "{said}");
    let list = diagnostics(run(["eval", &path, "--format", "json"]));
    let found: Vec<_> = places(&list).into_iter().map(|(code, _, line, column)| (code, line, column)).collect();
    let wanted = [
        ("wrong-type", 2, 8),
        ("unknown-value", 3, 9),
        ("unknown-key", 4, 1),
        ("date-range", 7, 9),
        ("out-of-range", 8, 16),
    ];
    assert_eq!(found, wanted);
}

#[test]
fn the_message_says_what_was_found_and_wanted_and_the_help_how_to_go_on() {
    let list = diagnostics(run(["eval", RIGHT, "--set", "company.stage=sede", "--format", "json"]));
    let [one] = list.as_slice() else { panic!("{list:?}") };
    let message = one["message"].as_str().unwrap();
    for part in ["`company.stage`", "`sede`", "wanted one of", "`pre-seed`", "`series-b-plus`"] {
        assert!(message.contains(part), "{part} in {message}");
    }
    assert_eq!(one["help"], "did you mean `seed`?");
}

#[test]
fn columns_count_characters_and_lines_count_line_breaks() {
    let cases = [
        (
            "letters of two bytes",
            "[company]\nname = \"x\"\nstage = \"seed\"\n[plan]\nstart = 2026-01-01\n\"é\" = 1\n",
            6,
            1,
        ),
        ("behind such letters", "company = { name = \"Café\", stage = \"x\" }\nplan = { start = 2026-01-01 }\n", 1, 36),
        ("Windows line breaks", "[company]\r\nname = \"x\"\r\nstage = 1\r\n[plan]\r\nstart = 2026-01-01\r\n", 3, 9),
    ];
    let scratch = Scratch::new();
    for (name, text, line, column) in cases {
        let list = diagnostics(run(["eval", &scratch.write("profile.toml", text), "--format", "json"]));
        let found: Vec<_> = places(&list).into_iter().map(|(_, _, line, column)| (line, column)).collect();
        assert_eq!(found, [(line, column)], "{name}");
    }
}

#[test]
fn a_byte_order_mark_is_no_column() {
    let scratch = Scratch::new();
    let path = scratch.write("profile.toml", "\u{feff}colour = 1\n[company]\nname = \"x\"\nstage = \"seed\"\n");
    let list = diagnostics(run(["eval", &path, "--start", "2026-01-01", "--format", "json"]));
    assert_eq!(places(&list), [("unknown-key", path.as_str(), 1, 1)]);
}

#[test]
fn a_windows_line_break_is_not_shown() {
    let scratch = Scratch::new();
    let path = scratch.write("profile.toml", "[company]\r\nname = \"x\"\r\nstage = \"seed\"\r\ncolour = 1\r\n");
    let said = run(["eval", &path, "--start", "2026-01-01"]).refusal();
    assert!(said.contains("\n4 | colour = 1\n"), "{said:?}");
}

#[test]
fn a_mistake_in_an_argument_points_at_the_argument() {
    let cases: [(&[&str], Place<'_>); 11] = [
        (&["--set", "company.stage=sede"], ("unknown-value", "--set", 1, 15)),
        (&["--set", "traction.mrr = -1"], ("out-of-range", "--set", 1, 16)),
        (&["--set", "traction.mrr=[1, true]"], ("wrong-type", "--set", 1, 18)),
        (&["--set", "compagny.name=x"], ("unknown-key", "--set", 1, 1)),
        (&["--set", "company.nam=x"], ("unknown-key", "--set", 1, 9)),
        (&["--set", "traction.mrr"], ("bad-argument", "--set", 1, 1)),
        (&["--unset", "traction..mrr"], ("bad-argument", "--unset", 1, 10)),
        (&["--unset", "company.nam"], ("unknown-key", "--unset", 1, 9)),
        (&["--start", "2026-02-30"], ("date-form", "--start", 1, 1)),
        (&["--start", "1969-12-31"], ("date-range", "--start", 1, 1)),
        (&["--horizon", "3661"], ("out-of-range", "--horizon", 1, 1)),
    ];
    for (arguments, place) in cases {
        let list = diagnostics(run(["eval", RIGHT, "--format", "json"].iter().chain(arguments)));
        assert_eq!(places(&list), [place], "{arguments:?}");
        let said = run(["eval", RIGHT].iter().chain(arguments)).refusal();
        let (_, name, line, column) = place;
        assert!(said.contains(&format!(" --> {name}:{line}:{column}\n")), "{said}");
    }
}

#[test]
fn a_mistake_that_taking_a_key_out_makes_names_the_key() {
    let list = diagnostics(run(["eval", RIGHT, "--unset", "company.stage", "--format", "json"]));
    let [one] = list.as_slice() else { panic!("{list:?}") };
    assert_eq!(one["code"], "missing-key");
    assert!(one["message"].as_str().unwrap().starts_with("`company.stage` is missing"), "{one}");
}

#[test]
fn a_near_miss_has_a_suggestion() {
    let cases = [
        ("a table", "fundng.backers=[]", "funding"),
        ("a key", "company.produkt=ai-first", "product"),
        ("a key, swapped letters", "traction.mmr=1", "mrr"),
        ("a service's form", "spend.bedrock.month12=1", "month_12"),
        ("another form", "spend.bedrock.monthly_growt=0", "monthly_growth"),
        ("a word", "bedrock.commitment=primry", "primary"),
        ("a word in another case", "company.stage=Series-A", "series-a"),
        ("a gate", "milestones.pocc.expected=47", "poc"),
        ("a gate with a letter too few", "milestones.case-stdy.expected=200", "case-study"),
        ("a grant", "actuals.grants=[{id=\"portfolo\",declined=true}]", "portfolio"),
        ("a tranche", "actuals.grants=[{id=\"acelerator-2\",declined=true}]", "accelerator-2"),
        ("a filing", "plan.stack=[\"buid\"]", "build"),
    ];
    let mut wrong = Vec::new();
    for (name, set, suggestion) in cases {
        let list =
            diagnostics(run(["eval", RIGHT, "--set", "spend.bedrock.current=1", "--set", set, "--format", "json"]));
        let wanted = format!("did you mean `{suggestion}`?");
        if list.len() != 1 || list[0]["help"] != *wanted {
            wrong.push(format!("{name}: {set}: wanted {wanted}, found {list:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_stage_after_series_a_is_not_taken_for_series_a() {
    // One letter apart, and the other answer: nobody who writes `series-b` means `series-a`.
    let list = diagnostics(run(["eval", RIGHT, "--set", "company.stage=series-b", "--format", "json"]));
    let [one] = list.as_slice() else { panic!("{list:?}") };
    assert_eq!(one["help"], "did you mean `series-b-plus`?");
}

#[test]
fn a_word_far_from_all_others_has_the_choice_and_no_suggestion() {
    for set in ["colour=blue", "company.product=chatbot", "milestones.launch.expected=30", "bedrock.poc=live"] {
        let list = diagnostics(run(["eval", RIGHT, "--set", set, "--format", "json"]));
        let [one] = list.as_slice() else { panic!("{list:?}") };
        assert!(one["message"].as_str().unwrap().contains("wanted one of `"), "{one}");
        assert!(!one["help"].as_str().unwrap().contains("did you mean"), "{one}");
    }
}

#[test]
fn a_mistake_in_a_program_is_placed_in_its_own_file() {
    let scratch = Scratch::new();
    let path = scratch.write("program.toml", "extends = \"builtin\"\nversion = \"x\"\n[funnel]\nselectd = 1\n");
    let list = diagnostics(run(["eval", RIGHT, "--program", &path, "--format", "json"]));
    assert_eq!(places(&list), [("unknown-key", path.as_str(), 4, 1)]);
}

#[test]
fn hazards_in_a_mistaken_file_do_not_reach_the_terminal() {
    // C1 controls, marks of direction and of width, line separators, tags: a terminal acts on some, shows none.
    let hazards = "\u{80}\u{85}\u{9b}\u{61c}\u{200b}\u{200e}\u{2028}\u{202e}\u{2060}\u{2066}\u{feff}\u{fff9}\u{e0041}";
    let scratch = Scratch::new();
    let text = std::fs::read_to_string(root().join(RIGHT)).unwrap().replace("\"seed\"", &format!("\"se{hazards}ed\""));
    let said = run(["eval", &scratch.write("hazards.toml", text)]).refusal();
    let found: Vec<char> = said.chars().filter(|c| hazards.contains(*c)).collect();
    assert_eq!(found, Vec::<char>::new(), "{said:?}");
}
