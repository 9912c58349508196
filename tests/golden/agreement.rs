//! Text, CSV and JSON say the same to the cent, read from what each of them prints.

use serde_json::Value;

use crate::support::{cents, profiles, run};

/// Every month and every case, as all three formats show them.
const EVERYTHING: [&str; 4] = ["--every", "month", "--case", "all"];
const CASES: [&str; 3] = ["cautious", "likely", "best"];

/// A month's row as one of the formats shows it, in cents.
#[derive(Debug, PartialEq, Eq)]
struct Row {
    case: String,
    day: u32,
    date: String,
    granted: i128,
    balance: i128,
    lowest: i128,
    lowest_day: u32,
    cash: i128,
}

/// Takes one amount of a row.
type Pick = fn(&Row) -> i128;

/// A date's month, counted.
fn month(date: &str) -> u32 {
    date[..4].parse::<u32>().unwrap() * 12 + date[5..7].parse::<u32>().unwrap()
}

fn shown(profile: &str, format: &str) -> String {
    run(["eval", profile, "--format", format].iter().chain(&EVERYTHING)).answer()
}

fn rows_of_csv(csv: &str) -> Vec<Row> {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let heads = reader.headers().unwrap().clone();
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.unwrap();
        let cell = |name: &str| &record[heads.iter().position(|head| head == name).unwrap()];
        rows.push(Row {
            case: cell("case").to_owned(),
            day: cell("day").parse().unwrap(),
            date: cell("date").to_owned(),
            granted: cents(cell("granted")),
            balance: cents(cell("balance")),
            lowest: cents(cell("lowest_balance")),
            lowest_day: cell("lowest_day").parse().unwrap(),
            cash: cents(cell("cash")),
        });
    }
    rows
}

fn rows_of_json(json: &Value) -> Vec<Row> {
    let row = |case: &str, row: &Value| Row {
        case: case.to_owned(),
        day: row["day"].as_u64().unwrap().try_into().unwrap(),
        date: row["date"].as_str().unwrap().to_owned(),
        granted: cents(&row["granted"].to_string()),
        balance: cents(&row["balance"].to_string()),
        lowest: cents(&row["lowest_balance"].to_string()),
        lowest_day: row["lowest_day"].as_u64().unwrap().try_into().unwrap(),
        cash: cents(&row["cash"].to_string()),
    };
    CASES.iter().flat_map(|case| json["position"][case].as_array().unwrap().iter().map(|one| row(case, one))).collect()
}

/// The rows below `Position, CASE case`: date, day, granted, balance, lowest, its day, bill, cash.
fn rows_of_text(text: &str) -> Vec<Row> {
    let mut case = None;
    let mut rows = Vec::new();
    for line in text.lines() {
        if !line.starts_with(' ') {
            case = CASES.into_iter().find(|case| line.starts_with(&format!("Position, {case} case")));
        }
        let cells: Vec<&str> = line.split_whitespace().collect();
        if let (Some(case), [date, day, granted, balance, lowest, lowest_day, _, cash]) = (case, cells.as_slice())
            && date.starts_with("20")
        {
            rows.push(Row {
                case: case.to_owned(),
                day: day.parse().unwrap(),
                date: (*date).to_owned(),
                granted: cents(granted),
                balance: cents(balance),
                lowest: cents(lowest),
                lowest_day: lowest_day.parse().unwrap(),
                cash: cents(cash),
            });
        }
    }
    rows
}

/// The cells of the row that begins so, below the heading of one of the two outcomes.
fn answers_of_text(text: &str, outcome: &str, label: &str) -> Option<Vec<i128>> {
    let below = text.lines().skip_while(|line| *line != outcome);
    let row = below.skip(1).take_while(|line| line.starts_with(' ')).find(|line| line.trim().starts_with(label))?;
    Some(row.split_whitespace().filter(|cell| cell.starts_with('$')).map(cents).collect())
}

#[test]
fn text_csv_and_json_agree_on_every_month() {
    for profile in profiles() {
        let [text, csv, json] = ["text", "csv", "json"].map(|format| shown(&profile, format));
        let json: Value = serde_json::from_str(&json).unwrap();
        let start = json["profile"]["start"].as_str().unwrap().to_owned();
        let json = rows_of_json(&json);
        for case in CASES {
            let months: Vec<u32> = json.iter().filter(|row| row.case == case).map(|row| month(&row.date)).collect();
            let run: Vec<u32> = (month(&start)..).take(months.len()).collect();
            assert!(months.len() > 6 && months == run, "{profile}, {case}: a row a month, the first for day 0's");
        }
        assert_eq!(rows_of_csv(&csv), json, "{profile}: CSV beside JSON");
        assert_eq!(rows_of_text(&text), json, "{profile}: text beside JSON");
    }
}

#[test]
fn text_csv_and_json_agree_on_the_totals() {
    for profile in profiles() {
        let [text, csv, json] = ["text", "csv", "json"].map(|format| shown(&profile, format));
        let json: Value = serde_json::from_str(&json).unwrap();
        let total = |of: &Value, key: &str| CASES.map(|case| cents(&of["totals"][key][case].to_string())).to_vec();
        let last = |rows: Vec<Row>, pick: Pick| -> Vec<i128> {
            CASES.iter().map(|case| pick(rows.iter().rfind(|row| row.case == *case).unwrap())).collect()
        };
        let picks: [(&str, Pick); 3] =
            [("granted", |row| row.granted), ("balance", |row| row.balance), ("cash", |row| row.cash)];
        for (key, pick) in picks {
            let wanted = total(&json, key);
            assert_eq!(last(rows_of_csv(&csv), pick), wanted, "{profile}: {key} in CSV");
            assert_eq!(last(rows_of_text(&text), pick), wanted, "{profile}: {key} in text");
        }
        // A plan that applies has the two outcomes side by side, any other one stands alone.
        let alone = answers_of_text(&text, "This plan", "Released by");
        let columns = if text.contains("\nWith the award\n") {
            ["Without it", "With the award"]
        } else {
            ["Not accepted", "If accepted"]
        };
        for (outcome, of) in columns.into_iter().zip([&json["without_accelerator"], &json]) {
            let released = alone.clone().or_else(|| answers_of_text(&text, outcome, "Released by"));
            assert_eq!(released, Some(total(of, "granted")), "{profile}: {outcome}");
        }
    }
}
