//! What the binary says and writes.

use std::fs;
use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;

use super::support::{Expected, Run, Scratch, run, stackplan};

const PLAN: &str = "profiles/ladder.toml";
const CREDITS: &str = "tests/track/credits.json";
const BILLS: &str = "tests/import/quirks.csv";
const TODAY: [&str; 2] = ["--today", "2026-05-08"];

fn track(arguments: &[&str]) -> Run {
    run([&["track"], arguments].concat())
}

fn json(arguments: &[&str]) -> Value {
    let all = [arguments, &["--format", "json"]].concat();
    serde_json::from_str(&track(&all).answer()).unwrap()
}

fn entry<'v>(answer: &'v Value, id: &str) -> &'v Value {
    answer["grants"].as_array().unwrap().iter().find(|entry| entry["id"] == id).unwrap_or_else(|| panic!("no {id}"))
}

fn alerts(answer: &Value) -> Vec<(&str, &str)> {
    let alerts = answer["alerts"].as_array().unwrap();
    alerts.iter().map(|alert| (alert["code"].as_str().unwrap(), alert["subject"].as_str().unwrap())).collect()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// A list of one credit for each of the given names, ids, amounts, what is left, first and last days.
fn list(credits: &[(&str, &str, &str, &str, &str, &str)]) -> String {
    let one = |(id, name, initial, left, starts, ends): &(&str, &str, &str, &str, &str, &str)| {
        format!(
            r#"{{"creditId":"{id}","accountId":"222222222222","creditType":"Promotion","initialAmount":{{"currencyCode":"USD","currencyAmount":"{initial}"}},"remainingAmount":{{"currencyCode":"USD","currencyAmount":"{left}"}},"description":"{name}","startDate":"{starts}T00:00:00Z","endDate":"{ends}T23:59:59Z"}}"#
        )
    };
    format!("{{\"credits\":[{}]}}", credits.iter().map(one).collect::<Vec<_>>().join(",\n"))
}

const HEAD: &str = "BilledCost,BillingCurrency,BillingPeriodStart,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,ChargeDescription,ServiceName,ProviderName,SubAccountId\n";

/// A FOCUS file of one row for each of the given months, categories, descriptions, services and amounts.
fn bills(rows: &[(&str, &str, &str, &str, &str)]) -> String {
    let line = |(month, category, description, service, amount): &(&str, &str, &str, &str, &str)| {
        let next = format!("2026-{:02}", month[5..].parse::<u8>().unwrap() + 1);
        format!(
            "{amount},USD,{month}-01T00:00:00Z,{month}-20T00:00:00Z,{next}-01T00:00:00Z,{category},{description},{service},AWS,1\n"
        )
    };
    HEAD.to_owned() + &rows.iter().map(line).collect::<String>()
}

#[test]
fn an_answer_is_printed_as_expected_in_each_form() {
    let mut expected = Expected::new();
    for (form, name) in [("text", "ladder.txt"), ("json", "ladder.json"), ("markdown", "ladder.md")] {
        let arguments = [&[PLAN, CREDITS, BILLS], &TODAY[..], &["--format", form]].concat();
        let said = track(&arguments).answer();
        if form == "text" {
            assert!(said.lines().all(|line| line.chars().count() <= 80), "{said}");
        }
        expected.compare(&format!("tests/track/{name}"), &said);
    }
    expected.finish();
}

#[test]
fn packed_files_say_what_plain_ones_say() {
    let scratch = Scratch::new();
    let plain = json(&[&[PLAN, CREDITS, BILLS], &TODAY[..]].concat());
    let credits = scratch.write("credits", gzip(&fs::read(CREDITS).unwrap()));
    // Two members one behind the other are one file.
    let bytes = fs::read(BILLS).unwrap();
    let bills = scratch.write("bills", [gzip(&bytes[..4_000]), gzip(&bytes[4_000..])].concat());
    let packed = json(&[&[PLAN, credits.as_str(), bills.as_str()], &TODAY[..]].concat());
    for key in ["grants", "months", "accounts", "forecast", "alerts"] {
        assert_eq!(plain[key], packed[key], "{key}");
    }
}

#[test]
fn a_packed_file_that_is_cut_or_a_bomb_is_refused() {
    let scratch = Scratch::new();
    let packed = gzip(&fs::read(BILLS).unwrap());
    let cut = scratch.write("cut.csv.gz", &packed[..packed.len() - 30]);
    let said = track(&[&[PLAN, cut.as_str()], &TODAY[..]].concat()).refusal();
    assert!(said.contains("error[cut-short]"), "{said}");
    // 300 MB of one row in half a megabyte: more than 400 times its size.
    let filler = "x".repeat(3_000);
    let row = format!(
        "1,USD,2026-03-01T00:00:00Z,2026-03-20T00:00:00Z,2026-04-01T00:00:00Z,Usage,{filler},Amazon EC2,AWS,1\n"
    );
    // As many members one behind the other, which are one file.
    let block = row.repeat(2_400).into_bytes();
    let bomb = [gzip(HEAD.as_bytes()), gzip(&block).repeat(42)].concat();
    assert!(block.len() * 42 > bomb.len() * 400, "{} bytes hold too little", bomb.len());
    let bomb = scratch.write("bomb.csv.gz", bomb);
    let said = track(&[&[PLAN, bomb.as_str()], &TODAY[..]].concat()).refusal();
    assert!(said.contains("error[export-size]") && said.contains("400 times"), "{said}");
    let zeros = scratch.write("zeros.gz", gzip(&vec![b'0'; 1 << 26]));
    let said = track(&[&[PLAN, zeros.as_str()], &TODAY[..]].concat()).refusal();
    assert!(said.contains("error[export-size]"), "{said}");
}

#[test]
fn a_credit_is_matched_by_name_amount_and_date_and_a_doubt_is_left_to_the_caller() {
    let scratch = Scratch::new();
    // Build and the proof of concept are both planned with 25 000 on 26 January: amount and date do not tell them apart.
    let credits = scratch.write(
        "credits.json",
        list(&[
            ("1", "Promo A", "100000", "90000", "2026-01-01", "2027-01-31"),
            ("2", "Promo B", "25000", "25000", "2026-01-01", "2028-01-31"),
            ("3", "Something else", "777", "700", "2026-01-01", "2027-01-31"),
        ]),
    );
    let answer = json(&[&[PLAN, credits.as_str()], &TODAY[..]].concat());
    let portfolio = &entry(&answer, "portfolio")["actual"];
    assert_eq!(portfolio["credits"][0]["matched"], "by amount and date");
    assert_eq!((&portfolio["used"], &portfolio["left"]["likely"]), (&10_000.into(), &90_000.into()));
    assert_eq!(answer["doubts"], serde_json::json!([{"credits": ["2"], "grants": ["build", "bedrock-poc"]}]));
    let held = entry(&answer, "something-else");
    assert_eq!((&held["state"], &held["planned"]), (&"found".into(), &Value::Null));
    let settled = json(&[&[PLAN, credits.as_str(), "--match", "build=Promo B"], &TODAY[..]].concat());
    assert_eq!(entry(&settled, "build")["actual"]["credits"][0]["matched"], "as --match says");
    assert_eq!(settled["doubts"], serde_json::json!([]));
    for (told, wanted) in [
        ("nope=1", "`nope` is no grant of the plan; wanted one of `portfolio`"),
        ("build=9", "`9` is no credit of the files; wanted one of `1`, `2`, `3`"),
        ("build", "wanted GRANT=CREDIT"),
    ] {
        let said = track(&[&[PLAN, credits.as_str(), "--match", told], &TODAY[..]].concat()).refusal();
        assert!(said.contains(wanted), "{said}");
    }
}

/// A plan without the accelerator: the stack is issued on 26 January, 5 000 a month of each service.
const SMALL: [&str; 10] = [
    "--set",
    "plan.accelerator=false",
    "--set",
    "spend.bedrock={current=5000}",
    "--set",
    "spend.infrastructure={current=5000}",
    "--horizon",
    "400",
    "--today",
    "2026-05-08",
];

fn small(files: &[&str], rest: &[&str]) -> Value {
    json(&[&[PLAN], files, &SMALL[..], rest].concat())
}

#[test]
fn each_alert_is_raised_on_its_day_and_not_before() {
    let scratch = Scratch::new();
    let at = |left: &str, ends: &str, today: &str| {
        let text = list(&[("1", "Activate Portfolio", "100000", left, "2026-01-01", ends)]);
        let path = scratch.write("credits.json", text);
        let arguments = ["track", PLAN, &path, "--horizon", "400", "--set", "plan.accelerator=false", "--today", today];
        let all = [&arguments[..], &["--set", "spend.bedrock={current=5000}", "--format", "json"]].concat();
        let answer: Value = serde_json::from_str(&run(all).answer()).unwrap();
        alerts(&answer).into_iter().map(|(code, _)| code.to_owned()).collect::<Vec<_>>()
    };
    let used = |left: &str| at(left, "2027-12-31", "2026-05-08");
    assert_eq!(used("25000.01"), [] as [&str; 0]);
    assert_eq!(used("25000"), ["used-75"]);
    assert_eq!(used("0.01"), ["used-75"]);
    assert!(used("0").contains(&"used-100".to_owned()));
    let ending = |today: &str| at("90000", "2026-07-31", today);
    assert_eq!(ending("2026-05-31"), [] as [&str; 0]);
    assert_eq!(ending("2026-06-01"), ["expires-60"]);
    assert_eq!(ending("2026-06-30"), ["expires-60"]);
    assert_eq!(ending("2026-07-01"), ["expires-30"]);
    assert_eq!(ending("2026-07-31"), ["expires-30"]);
    assert_eq!(ending("2026-08-01"), [] as [&str; 0]);
}

#[test]
fn a_gate_is_told_fourteen_days_ahead_with_its_evidence() {
    let scratch = Scratch::new();
    let credits = scratch.write("credits.json", list(&[]));
    // Accepted on 28 March in the likely case; the proof of concept is due 60 days after, on 27 May.
    let on = |today: &str| {
        let answer = json(&[PLAN, &credits, "--today", today]);
        let own = answer["alerts"].as_array().unwrap().iter().filter(|alert| alert["code"] == "gate-due");
        own.map(|alert| (alert["on"].clone(), alert["message"].to_string())).collect::<Vec<_>>()
    };
    assert_eq!(on("2026-05-12"), []);
    assert_eq!(on("2026-05-28"), []);
    for today in ["2026-05-13", "2026-05-27"] {
        let told = on(today);
        assert_eq!(told[0].0, "2026-05-27");
        assert!(told[0].1.contains("accelerator-2 ($250,000); evidence: "), "{told:?}");
    }
}

#[test]
fn what_credits_do_not_pay_is_told() {
    let scratch = Scratch::new();
    let text = list(&[("1", "Activate Portfolio", "100000", "95000", "2026-01-01", "2027-12-31")]);
    let credits = scratch.write("credits.json", text);
    let file = scratch.write(
        "bills.csv",
        bills(&[
            ("2026-02", "Usage", "ec2", "Amazon EC2", "5000"),
            ("2026-02", "Credit", "Activate Portfolio", "Amazon EC2", "-4000.005"),
            ("2026-02", "Usage", "tokens", "Claude Opus (Amazon Bedrock Edition)", "70.10"),
            ("2026-02", "Credit", "Activate Portfolio", "Claude Opus (Amazon Bedrock Edition)", "-70.10"),
            ("2026-03", "Usage", "tokens", "Claude Opus (Amazon Bedrock Edition)", "80.25"),
        ]),
    );
    let answer = small(&[&credits, &file], &[]);
    let found = alerts(&answer);
    assert!(found.contains(&("not-covered", "2026-02 infrastructure")), "{found:?}");
    assert!(found.contains(&("model-not-covered", "2026-03")), "{found:?}");
    assert!(!found.contains(&("model-not-covered", "2026-02")), "{found:?}");
    let open = |code: &str, subject: &str| {
        let all = answer["alerts"].as_array().unwrap();
        all.iter().find(|alert| alert["code"] == code && alert["subject"] == subject).unwrap()["amount"].to_string()
    };
    // 5 000 - 4 000.005 is 999.995, half to even: 1 000.00.
    assert_eq!(open("not-covered", "2026-02 infrastructure"), "1000");
    assert_eq!(open("model-not-covered", "2026-03"), "80.25");
}

#[test]
fn a_credit_that_covers_nothing_being_spent_and_a_first_bill_are_told() {
    let scratch = Scratch::new();
    let bedrock_only = list(&[("1", "Promo", "40000", "40000", "2026-01-01", "2027-12-31")])
        .replace("\"description\"", "\"applicableProductNames\":[\"Amazon Bedrock\"],\"description\"");
    let credits = scratch.write("credits.json", bedrock_only);
    let file = scratch.write("bills.csv", bills(&[("2026-04", "Usage", "ec2", "Amazon EC2", "5000")]));
    let stack = ["--set", "plan.stack=[]"];
    let answer = small(&[&credits, &file], &stack);
    assert_eq!(alerts(&answer), [("covers-nothing", "promo")]);
    // Bedrock is charged for in April: the credit has an effect, and the plan's Bedrock spend is paid by it.
    let spent = scratch.write("bills.csv", bills(&[("2026-04", "Usage", "tokens", "Amazon Bedrock", "5000")]));
    assert_eq!(alerts(&small(&[&credits, &spent], &stack)), []);
    // With 3 000 left, the 5 000 of May leave a bill of 2 000 on 31 May, 23 days ahead.
    let nearly = list(&[("1", "Promo", "40000", "3000", "2026-01-01", "2027-12-31")])
        .replace("\"description\"", "\"applicableProductNames\":[\"Amazon Bedrock\"],\"description\"");
    let credits = scratch.write("credits.json", nearly);
    let answer = small(&[&credits, &spent], &stack);
    let bill = answer["alerts"].as_array().unwrap().iter().find(|alert| alert["code"] == "first-bill").unwrap();
    assert_eq!((&bill["on"], &bill["amount"]), (&"2026-05-31".into(), &2_000.into()));
}

#[test]
fn fail_on_tells_by_exit_status_and_only_then() {
    let arguments = [&[PLAN, CREDITS, BILLS], &TODAY[..]].concat();
    let told = track(&[&arguments[..], &["--fail-on", "expires-30,gate-due"]].concat());
    assert_eq!(told.status, Some(1));
    assert!(told.stderr.starts_with("fail-on expires-30: bedrock-poc: ends on 2026-05-31"), "{}", told.stderr);
    assert_eq!(told.stdout, track(&arguments).answer());
    track(&[&arguments[..], &["--fail-on", "used-100"]].concat()).answer();
}

#[test]
fn regrow_plans_in_the_proportion_of_the_last_three_closed_months() {
    let scratch = Scratch::new();
    // 5 000 a month planned; 6 000, 7 000 and 8 000 billed, and 1 000 in an earlier month: 21 000 for 15 000, 7 000 a month.
    let rows = [("2026-02", "1000"), ("2026-03", "6000"), ("2026-04", "7000"), ("2026-05", "8000")]
        .map(|(month, amount)| (month, "Usage", "ec2", "Amazon EC2", amount));
    let file = scratch.write("bills.csv", bills(&rows));
    let june = |rest: &[&str]| {
        let today = ["--today", "2026-06-08"];
        let plan = [&[PLAN, file.as_str()], &SMALL[..8], &today[..], rest].concat();
        let answer = json(&plan);
        let row = answer["months"].as_array().unwrap().iter().find(|row| row["month"] == "2026-06").unwrap().clone();
        row["forecast"]["charges"]["likely"].to_string()
    };
    // Bedrock is planned with 5 000 a month too, and nothing of it was billed.
    assert_eq!(june(&[]), "10000");
    assert_eq!(june(&["--regrow"]), "7000");
}

#[test]
fn a_month_is_closed_when_its_charges_reach_its_end() {
    let scratch = Scratch::new();
    let closed = |text: String, today: &str| {
        let file = scratch.write("bills.csv", text);
        json(&[PLAN, &file, "--today", today])["closed"]["aws"].clone()
    };
    let (april, may) = (("2026-04", "Usage", "ec2", "Amazon EC2", "1"), ("2026-05", "Usage", "ec2", "Amazon EC2", "2"));
    assert_eq!(closed(bills(&[april]), "2026-04-30"), Value::Null);
    assert_eq!(closed(bills(&[april]), "2026-05-01"), "2026-04");
    // The export was made on the 20th, and is looked at a month later.
    let early = |rows: &[_]| bills(rows).replace("2026-05-01T00:00:00Z,Usage", "2026-04-20T12:00:00Z,Usage");
    assert_eq!(closed(early(&[april]), "2026-05-20"), Value::Null);
    assert_eq!(closed(early(&[april, may]), "2026-05-20"), "2026-04");
}

#[test]
fn the_tables_written_are_what_eval_reads() {
    let scratch = Scratch::new();
    let target = scratch.path("actuals.toml");
    let arguments = [&[PLAN, CREDITS, BILLS, "-o", target.as_str()], &TODAY[..]].concat();
    let said = track(&arguments).answer();
    assert_eq!(said, track(&[&[PLAN, CREDITS, BILLS], &TODAY[..]].concat()).answer());
    let tables = scratch.read("actuals.toml");
    let profile = fs::read_to_string(PLAN).unwrap();
    let merged = scratch.write("merged.toml", format!("{}\n{tables}", profile.split("[expect]").next().unwrap()));
    let answer: Value = serde_json::from_str(&run(["eval", &merged, "--format", "json"]).answer()).unwrap();
    let grants = answer["grants"].as_array().unwrap();
    let status = |id: &str| {
        let grant = grants.iter().find(|grant| grant["id"] == id).unwrap();
        (grant["status"]["likely"].clone(), grant["amount"]["likely"].clone(), grant["issued_on"]["likely"].clone())
    };
    // The credits start on 1 January, with their month; the plan on the 12th.
    assert_eq!(status("portfolio"), ("actual".into(), 100_000.into(), "2026-01-12".into()));
    assert_eq!(status("bedrock-poc"), ("actual".into(), 25_000.into(), "2026-01-12".into()));
    // What ended before the plan is in neither table; a tracked plan can be tracked again.
    assert!(!tables.contains("re-invent"), "{tables}");
    let again = json(&[&[merged.as_str(), CREDITS, BILLS], &TODAY[..]].concat());
    assert_eq!(entry(&again, "portfolio")["actual"]["left"]["likely"].to_string(), "98662.94");
}

#[test]
fn a_held_credit_and_a_decision_survive_in_the_tables() {
    let scratch = Scratch::new();
    let text = list(&[
        ("1", "Event credit", "500", "400", "2025-11-01", "2026-10-31"),
        ("2", "GenAI accelerator tranche 1", "250000", "250000", "2026-04-01", "2028-04-30"),
    ]);
    let credits = scratch.write("credits.json", text);
    let target = scratch.path("actuals.toml");
    track(&[PLAN, &credits, "-o", &target, "--today", "2026-05-08"]).answer();
    let profile = fs::read_to_string(PLAN).unwrap();
    let body = profile.split("[expect]").next().unwrap();
    let merged = scratch.write("merged.toml", format!("{body}\n{}", scratch.read("actuals.toml")));
    let answer: Value = serde_json::from_str(&run(["eval", &merged, "--format", "json"]).answer()).unwrap();
    assert_eq!(answer["recommendation"]["action"], "execute");
    let held = answer["grants"].as_array().unwrap().iter().find(|grant| grant["id"] == "event-credit").unwrap();
    assert_eq!((&held["status"]["likely"], &held["amount"]["likely"]), (&"held".into(), &400.into()));
}

#[test]
fn the_log_grows_by_a_line_a_run_and_says_what_moved() {
    let scratch = Scratch::new();
    let log = scratch.path("track.jsonl");
    let at = |today: &str, files: &[&str]| json(&[&[PLAN], files, &["--today", today, "--log", log.as_str()]].concat());
    assert_eq!(at("2026-05-08", &[CREDITS])["drift"], Value::Null);
    let first = scratch.read("track.jsonl");
    assert_eq!(first.lines().count(), 1);
    let drift = at("2026-05-09", &[CREDITS])["drift"].clone();
    assert_eq!((&drift["since"], &drift["cash"]), (&"2026-05-08".into(), &0.into()));
    let moved = at("2026-05-10", &[CREDITS, BILLS])["drift"].clone();
    assert_eq!(moved["since"], "2026-05-09");
    let log_text = scratch.read("track.jsonl");
    assert!(log_text.starts_with(&first) && log_text.lines().count() == 3, "{log_text}");
    let cash = |line: usize| -> Value {
        serde_json::from_str::<Value>(log_text.lines().nth(line).unwrap()).unwrap()["cash"].clone()
    };
    let change = |value: &Value| super::support::cents(&value.to_string().replace('-', ""));
    assert_eq!(change(&moved["cash"]), (change(&cash(2)) - change(&cash(1))).abs());
    assert_ne!(change(&moved["cash"]), 0);
}

#[test]
fn a_run_that_fails_leaves_log_and_tables_as_they_were() {
    let scratch = Scratch::new();
    let (log, target) = (scratch.path("track.jsonl"), scratch.path("actuals.toml"));
    let both = ["--today", "2026-05-08", "--log", log.as_str(), "-o", target.as_str()];
    track(&[&[PLAN, CREDITS], &both[..]].concat()).answer();
    let before = (scratch.read("track.jsonl"), scratch.read("actuals.toml"));
    let text = fs::read_to_string(BILLS).unwrap();
    let cut = scratch.write("cut.csv", &text[..text.len() - 60]);
    let foreign = scratch.write("foreign.csv", text.replace(",USD,", ",EUR,"));
    for wrong in [vec![CREDITS, cut.as_str()], vec![foreign.as_str()], vec![CREDITS, "missing.json"]] {
        track(&[&[PLAN], &wrong[..], &both[..]].concat()).refusal();
        assert_eq!((scratch.read("track.jsonl"), scratch.read("actuals.toml")), before);
    }
    // A place that cannot be written fails before the log grows.
    let unwritable = ["--today", "2026-05-08", "--log", log.as_str(), "-o", "no/such/folder/actuals.toml"];
    track(&[&[PLAN, CREDITS], &unwritable[..]].concat()).refusal();
    assert_eq!(scratch.read("track.jsonl"), before.0);
    // A log of something else is neither read past nor written to.
    let other = scratch.write("other.jsonl", "{\"today\":\"soon\"}\n");
    let said = track(&[PLAN, CREDITS, "--today", "2026-05-08", "--log", &other]).refusal();
    assert!(said.contains("other.jsonl:1:1"), "{said}");
    assert_eq!(scratch.read("other.jsonl"), "{\"today\":\"soon\"}\n");
}

#[test]
fn today_is_said_by_the_caller_then_by_the_environment_and_printed() {
    let mut command = stackplan();
    command.args(["track", PLAN, CREDITS]).env("STACKPLAN_TODAY", "2026-04-01");
    assert!(Run::of(&mut command).answer().contains("Today is 2026-04-01;"));
    command.args(["--today", "2026-04-02"]);
    assert!(Run::of(&mut command).answer().contains("Today is 2026-04-02;"));
    let mut command = stackplan();
    command.args(["track", PLAN, CREDITS]).env("STACKPLAN_TODAY", "tomorrow");
    assert!(Run::of(&mut command).refusal().contains("STACKPLAN_TODAY is `tomorrow`"));
    assert!(track(&[PLAN, CREDITS, "--today", "1.5.2026"]).refusal().contains("--today is `1.5.2026`"));
}

#[test]
fn hostile_text_of_a_file_stays_text() {
    let scratch = Scratch::new();
    let name = r#"\u001b[31m</td><script>|a`\u202e"#;
    let credits = scratch.write("credits.json", list(&[("1", name, "500", "400", "2026-01-01", "2026-05-31")]));
    for form in ["text", "json", "markdown"] {
        let said = track(&[PLAN, &credits, "--today", "2026-05-08", "--format", form]).answer();
        assert!(!said.contains('\u{1b}') && !said.contains('\u{202e}'), "{form}: {said}");
        assert!(form != "markdown" || (!said.contains("<script") && !said.contains("</td>")), "{said}");
    }
}

#[test]
fn several_accounts_are_kept_apart_and_sharing_is_named() {
    let answer = json(&[&[PLAN, BILLS], &TODAY[..]].concat());
    let ids: Vec<&str> = answer["accounts"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["", "111111111111", "222222222222"]);
    let notes = answer["notes"].to_string();
    assert!(["sharing-not-modelled", "(R3)", "(R9)", "(R10)"].iter().all(|word| notes.contains(word)), "{notes}");
}
