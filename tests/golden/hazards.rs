//! What no output holds, whatever a profile says: terminal controls, markup, formulas.

use serde_json::Value;

use crate::support::{run, run_on};

const LADDER: &str = "profiles/ladder.toml";

/// Everything that a terminal or a reader of text acts on without showing it.
const HAZARDS: &str = "\u{7}\u{8}\u{1b}[31m\u{1b}]8;;x\u{7}\u{7f}\u{80}\u{85}\u{9b}\u{61c}\u{200b}\u{200e}\u{200f}\u{2028}\
                       \u{2029}\u{202a}\u{202e}\u{2060}\u{2066}\u{2069}\u{feff}\u{fff9}\u{e0001}\u{e0041}";

fn hazards_in(text: &str) -> Vec<char> {
    text.chars().filter(|c| !matches!(c, '\n' | '[' | ']' | ';' | ' '..='~') && HAZARDS.contains(*c)).collect()
}

#[test]
fn hazards_in_a_name_reach_no_output() {
    let escaped: String = HAZARDS.chars().map(|c| format!("\\U{:08x}", u32::from(c))).collect();
    let text = format!(
        "[company]\nname = \"Evil{escaped}Corp\"\nstage = \"seed\"\n[plan]\nstart = 2026-01-12\n[partner]\nname = \
         \"{escaped}\"\n[funding]\nbackers = [\"{escaped}\"]\n[traction]\nother_validation = \"{escaped}\"\n"
    );
    for format in ["text", "json", "csv", "markdown"] {
        for view in [&[][..], &["--view", "grants"], &["--view", "bills"], &["--view", "position"]] {
            let shown = run_on(text.clone(), ["eval", "-", "--format", format].iter().chain(view)).answer();
            assert_eq!(hazards_in(&shown), Vec::<char>::new(), "{format} {view:?}");
            assert_eq!(format != "csv", shown.contains("Evil"), "the name itself is shown, but in CSV");
        }
    }
    let json = run_on(text, ["eval", "-", "--format", "json"]).answer();
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["profile"]["company"], *format!("Evil{HAZARDS}Corp"), "a program reads the name as it is");
}

#[test]
fn a_name_is_no_markup_in_markdown() {
    let name = "<img src=x onerror=alert(1)> | `code` **bold** [link](http://x) @team #1 &amp;";
    let shown = run(["eval", LADDER, "--format", "markdown", "--set", &format!("company.name={name}")]).answer();
    let heading = shown.lines().next().unwrap();
    let defused =
        r"&lt;img src=x onerror=alert(1)&gt; \| \`code\` \*\*bold\*\* \[link\](http://x) \@team \#1 &amp;amp;";
    assert!(heading.starts_with(&format!("## {defused}: ")), "{heading}");
}

#[test]
fn a_cell_that_a_spreadsheet_would_run_is_defused() {
    let credit =
        "credits=[{id=\"-cmd\",provider=\"-p\",remaining=5,issued=2026-01-12,expires=2026-12-31,covers=[\"*\"]}]";
    let service = "spend.-service={provider=\"-p\",current=10}";
    for (view, cells) in
        [("grants", ["'-cmd", "'-p"].as_slice()), ("bills", &["'-service", "'-p"]), ("position", &["'-cmd ends"])]
    {
        let shown =
            run(["eval", LADDER, "--format", "csv", "--view", view, "--set", credit, "--set", service]).answer();
        let mut reader = csv::Reader::from_reader(shown.as_bytes());
        let all: Vec<String> =
            reader.records().flat_map(|row| row.unwrap().iter().map(str::to_owned).collect::<Vec<_>>()).collect();
        for cell in cells {
            assert!(all.iter().any(|found| found == cell), "{cell} in {view}");
        }
        let is_number = |cell: &str| cell.parse::<f64>().is_ok();
        let runs = all.iter().find(|cell| cell.starts_with(['=', '+', '-', '@']) && !is_number(cell));
        assert_eq!(runs, None, "{view}");
    }
}
