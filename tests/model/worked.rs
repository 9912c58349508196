//! The model held against arithmetic done by hand: builders, and the one check that every world
//! passes.
//!
//! Amounts are cents, written as dollars and cents. Where nothing else is said day 0 is 1 January
//! 2026: January is days 0 to 30, February 31 to 58, March 59 to 89.
#![allow(clippy::inconsistent_digit_grouping, reason = "12_34 is 12 dollars and 34 cents")]

mod aws;
mod order;
mod periods;
mod spend;
mod summary;

use super::calendar::{dates, ends_month};
use super::{Bill, Credit, Form, Row, Service, World, index};

const FAR: i64 = 5000;

/// The identities of §7 on every row; totals that only rise from one month end, where every
/// provider has settled, to the next; bills and credits that add up to the last row. Returns the
/// rows.
fn checked(world: &World) -> Vec<Row> {
    let rows = world.rows();
    assert_eq!(rows.len(), index(world.horizon) + 1);
    for (day, row) in (0..).zip(&rows) {
        assert_eq!(row.day, day);
        assert_eq!(row.granted, row.consumed + row.expired + row.balance);
        assert_eq!(row.cash, row.charges - row.consumed);
        assert!(row.balance >= 0 && row.cash >= 0 && row.expired >= 0);
    }
    let days = dates(world.start, world.horizon);
    let month_ends: Vec<&Row> =
        rows.iter().filter(|row| ends_month(days[index(row.day)]) || row.day == world.horizon).collect();
    for pair in month_ends.windows(2) {
        assert!(pair[0].granted <= pair[1].granted && pair[0].charges <= pair[1].charges);
        assert!(pair[0].consumed <= pair[1].consumed && pair[0].cash <= pair[1].cash);
        assert!(pair[0].expired <= pair[1].expired);
    }
    let end = &rows[rows.len() - 1];
    let bills = world.bills();
    assert_eq!(end.charges, bills.iter().map(|b| b.charges).sum());
    assert_eq!(end.consumed, bills.iter().map(|b| b.credits).sum());
    assert_eq!(end.cash, bills.iter().map(|b| b.cash).sum());
    let credits = world.per_credit();
    assert_eq!(end.consumed, credits.iter().map(|c| c.1).sum());
    assert_eq!(end.expired, credits.iter().map(|c| c.2).sum());
    assert_eq!(end.balance, credits.iter().map(|c| c.3).sum());
    rows
}

/// 1 to 31 January 2026.
fn january(services: Vec<Service>, credits: Vec<Credit>) -> World {
    World { start: (2026, 1, 1), horizon: 30, services, credits }
}

fn constant(name: &str, amount: i128) -> Service {
    service(name, Form::Constant(amount))
}

fn monthly(name: &str, amounts: &[i128]) -> Service {
    service(name, Form::Monthly(amounts.to_vec()))
}

fn service(name: &str, form: Form) -> Service {
    Service { name: name.to_owned(), provider: "aws".to_owned(), form }
}

/// Planned, of day 0, for every service of aws, and far from its end.
fn credit(id: &str, amount: i128) -> Credit {
    Credit {
        id: id.to_owned(),
        provider: "aws".to_owned(),
        amount,
        issued: 0,
        usable: 0,
        last: FAR,
        covers: vec!["*".to_owned()],
        held: false,
    }
}

impl Credit {
    fn issued(mut self, day: i64) -> Self {
        (self.issued, self.usable) = (day, day);
        self
    }

    fn last(mut self, day: i64) -> Self {
        self.last = day;
        self
    }

    fn covers(mut self, services: &[&str]) -> Self {
        self.covers = services.iter().map(|s| (*s).to_owned()).collect();
        self
    }

    fn held(mut self) -> Self {
        self.held = true;
        self
    }
}

/// A bill of aws.
fn bill(from_day: i64, to_day: i64, service: &str, charges: i128, credits: i128) -> Bill {
    Bill {
        from_day,
        to_day,
        service: service.to_owned(),
        provider: "aws".to_owned(),
        charges,
        credits,
        cash: charges - credits,
    }
}
