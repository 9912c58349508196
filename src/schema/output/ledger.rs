//! Grants, totals, bills and the position.

use super::{band, cases, dollars as amounts, list};
use crate::schema::{Key, Kind, Table};
use crate::timeline::{Assumed, Status};

/// What every answer holds of the timeline and the ledger.
pub fn keys() -> Vec<Key> {
    let without = Table::open([totals(), summary()]);
    vec![
        Key::new("events", "Filings, results, the decision and each gate's deadline", list(event().kind())),
        Key::new("grants", "Every credit of the plan", list(grant().kind())),
        totals(),
        summary(),
        Key::new("without_accelerator", "The same plan without the accelerator's grants", without.kind()),
    ]
}

/// What `--view` can leave out.
pub fn large_keys() -> [Key; 2] {
    [
        Key::new(
            "bills",
            "A row a settlement period and service, by case",
            cases(&list(bill().kind()).shared("bills")),
        ),
        Key::new("position", "A row a day, or as `--every` says, by case", cases(&list(row().kind()).shared("rows"))),
    ]
}

fn event() -> Table {
    Table::open([
        Key::new("id", "What happens", Kind::Remark),
        Key::new("day", "The day, counted from the plan's start", band(&Kind::Integer)),
        Key::new("date", "The date", band(&Kind::Day)),
        Key::new("assumed", "No line of the source states the day", Kind::Truth),
    ])
}

fn grant() -> Table {
    let day = || band(&Kind::Integer.or_null()).shared("day_or_null");
    let date = || band(&Kind::Day.or_null()).shared("date_or_null");
    let dollars = || band(&Kind::Dollars.or_null()).shared("dollars_or_null");
    let statuses = Kind::word(Status::ALL.map(Status::name));
    let fields = Kind::word(Assumed::ALL.map(Assumed::name));
    Table::open([
        Key::new("id", "Its id", Kind::Remark),
        Key::new("program", "The program that it is of; held for a credit already held", Kind::Remark),
        Key::new("provider", "Whose charges it pays", Kind::Remark),
        Key::new("gate", "The gate that releases it", Kind::Remark.or_null()),
        Key::new("amount", "Its amount, also where it is forfeited", amounts()),
        Key::new("issued", "The day of issue; null where it is forfeited", day()),
        Key::new("usable", "The first day on which it pays", day()),
        Key::new("issued_on", "The date of issue", date()),
        Key::new("expires_on", "The last date on which it pays", date()),
        Key::new("covers", "The profile's services that it pays for", list(Kind::Remark)),
        Key::new("status", "What it is", band(&statuses)),
        Key::new("consumed", "What is used of it by the horizon", dollars()),
        Key::new("expired", "What of it lapses by the horizon", dollars()),
        Key::new("left", "What is left of it at the horizon", dollars()),
        Key::new("assumed", "The keys of this grant that no line of the source states", list(fields)),
    ])
}

/// The amounts of a day.
const AMOUNTS: [(&str, &str); 6] = [
    ("granted", "Credits issued"),
    ("consumed", "Credits used"),
    ("expired", "Credits lapsed"),
    ("balance", "Credits left"),
    ("charges", "Charges of all services"),
    ("cash", "Charges that no credit pays"),
];

fn totals() -> Key {
    let amount = |(name, meaning): (&str, &str)| Key::new(name, meaning, amounts());
    Key::new("totals", "The amounts at the horizon", Table::open(AMOUNTS.map(amount)).kind())
}

fn summary() -> Key {
    let run = Table::open([
        Key::new("from_day", "Its first day", Kind::Integer),
        Key::new("to_day", "Its last day", Kind::Integer),
    ]);
    let month = Table::open([
        Key::new("month", "The calendar month", Kind::Month),
        Key::new("cash", "What is paid in cash", Kind::Dollars),
    ]);
    let case = Table::open([
        Key::new("first_usable_day", "The first day on which a credit pays", Kind::Integer.or_null()),
        Key::new("paid_before_credits", "Cash of the periods that closed before it", Kind::Dollars.or_null()),
        Key::new("first_bill_day", "The last day of the first period that leaves a bill", Kind::Integer.or_null()),
        Key::new("first_bill", "That bill, on services that a credit covers", Kind::Dollars.or_null()),
        Key::new("gaps", "Runs of days without a balance that end before the horizon", list(run.kind())),
        Key::new("cash_by_month", "The months with a bill", list(month.kind())),
        Key::new("credits_end_day", "The first day of the last run without a balance", Kind::Integer.or_null()),
        Key::new("lapsed", "Credits lapsed by the horizon", Kind::Dollars),
        Key::new("coverage", "Credits used over charges", Kind::Ratio.or_null()),
    ]);
    let providers = Table::names(Kind::Id, band(&case.kind().or_null().shared("summary")));
    Key::new("summary", "By provider with a grant, and by case", providers.kind())
}

fn bill() -> Table {
    Table::open([
        Key::new("from", "The period's first date", Kind::Day),
        Key::new("to", "The period's last date", Kind::Day),
        Key::new("from_day", "The period's first day", Kind::Integer),
        Key::new("to_day", "The period's last day", Kind::Integer),
        Key::new("service", "The service", Kind::Remark),
        Key::new("provider", "Who bills it", Kind::Remark),
        Key::new("charges", "What it costs", Kind::Dollars),
        Key::new("credits", "What credits pay", Kind::Dollars),
        Key::new("cash", "What is left to pay", Kind::Dollars),
    ])
}

fn row() -> Table {
    let day = Key::new("day", "The day, from 0", Kind::Integer);
    let date = Key::new("date", "Its date", Kind::Day);
    let amounts = AMOUNTS.map(|(name, meaning)| Key::new(name, format!("{meaning} since day 0"), Kind::Dollars));
    let events = Key::new("events", "What happens since the row before", list(Kind::Remark));
    let mut row = Table::open([day, date].into_iter().chain(amounts).chain([events]));
    row.keys.extend([
        Key::new("lowest_balance", "In a roll-up, the lowest balance since the row before", Kind::Dollars),
        Key::new("lowest_day", "Its first day", Kind::Integer),
    ]);
    row
}
