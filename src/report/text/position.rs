//! The position by day, and the bills.

use super::Page;
use crate::band::Case;
use crate::calendar::Day;
use crate::evaluation::Outcome;
use crate::money::{Cents, Usd, dollars};
use crate::position::Position;
use crate::report::answers::premise;
use crate::report::grid::{Grid, Lean, wrapped_at};
use crate::report::rows::is_month_end;
use crate::report::{Every, ViewRow, view_rows};

/// The steps, in months, at which month ends are thinned out until the page holds them.
const STEPS: [u32; 4] = [1, 3, 6, 12];
/// The width of a bill, and of the cash.
const PAID: usize = 12;
/// The width of an event's text.
const EVENT: usize = 33;
/// Lines of the section that are no rows: the heading, the column heads, the remark.
const FRAME: usize = 4;

impl Page<'_, '_> {
    /// The position of each case shown; with `room`, thinned out to so many lines.
    pub(super) fn position(&self, room: Option<usize>) -> String {
        let each = self.view.cases.len().max(1);
        let room = room.map(|room| room.checked_div(each).unwrap_or(room));
        let tables = self.view.cases.iter().map(|case| self.position_of(*case, room));
        tables.collect::<Vec<_>>().join("\n")
    }

    fn position_of(&self, case: Case, room: Option<usize>) -> String {
        let horizon = &self.evaluation.profile.plan.horizon;
        let position = self.evaluation.positions(Outcome::Accepted).get(case);
        let (rows, remark) = match self.view.every {
            Some(every) => (view_rows(self.evaluation, case, every, self.view).collect(), None),
            None => self.default_rows(case, room),
        };
        let granted = Cents::of(rows.iter().map(|shown| shown.row.amounts.granted));
        let cents = Cents::of(rows.iter().flat_map(|shown| {
            let amounts = shown.row.amounts;
            [amounts.balance, amounts.cash]
        }));
        let has_low = self.view.every.is_some_and(|every| every != Every::Day);
        let paid = |bill: &str, cash: &str| format!("{bill:>PAID$}  {cash:>PAID$}");
        let heads = paid("bill", "cash") + " / event";
        let mut columns =
            vec![("date", Lean::Left), ("day", Lean::Right), ("granted", Lean::Right), ("balance", Lean::Right)];
        if has_low {
            columns.extend([("lowest", Lean::Right), ("on day", Lean::Right)]);
        }
        columns.push((&heads, Lean::Left));
        let mut grid = Grid::new(&columns, self.terminal.width).narrow();
        for shown in &rows {
            let (day, amounts) = (shown.row.day, shown.row.amounts);
            let mut cells = vec![
                horizon.date(day).to_string(),
                day.to_string(),
                dollars(amounts.granted, granted),
                dollars(amounts.balance, cents),
            ];
            if has_low {
                let (low, on) = shown.lowest.unwrap_or((amounts.balance, day));
                cells.extend([dollars(low, cents), on.to_string()]);
            }
            let mut last = Vec::new();
            if is_month_end(horizon, day) {
                last.push(paid(&dollars(month_bill(position, day), cents), &dollars(amounts.cash, cents)));
            }
            last.extend(folded(&shown.events, EVENT));
            cells.push(last.join("\n"));
            grid.row(cells);
        }
        let mut text = self.heading(&format!("Position, {case} case{}", premise(self.evaluation))) + &grid.into_text();
        text.extend(remark);
        text
    }

    /// Events and month ends, as many as there is room for.
    fn default_rows(&self, case: Case, room: Option<usize>) -> (Vec<ViewRow>, Option<String>) {
        let horizon = &self.evaluation.profile.plan.horizon;
        let days = view_rows(self.evaluation, case, Every::Day, self.view);
        let all: Vec<ViewRow> =
            days.filter(|shown| !shown.events.is_empty() || is_month_end(horizon, shown.row.day)).collect();
        let with_step = |step: u32| -> Vec<ViewRow> {
            let is_kept = |shown: &&ViewRow| {
                let day = shown.row.day;
                let number = u32::try_from(horizon.month_number(day)).unwrap_or(0);
                let is_step = number.checked_rem(step) == Some(0) || day == horizon.last();
                !shown.events.is_empty() || is_step
            };
            all.iter().filter(is_kept).cloned().collect()
        };
        let room = room.map_or(usize::MAX, |room| room.saturating_sub(FRAME));
        let mut rows = Vec::new();
        for step in STEPS {
            rows = with_step(step);
            if rows.iter().map(height).sum::<usize>() <= room {
                let remark = format!("  every {step} months; in full: --every month\n");
                return (rows, (step > 1).then_some(remark));
            }
        }
        let count = rows.len();
        let last = rows.pop();
        let mut taken = last.as_ref().map_or(0, height);
        rows.retain(|shown| {
            taken = taken.saturating_add(height(shown));
            taken <= room
        });
        rows.extend(last);
        let more = count.saturating_sub(rows.len());
        (rows, Some(format!("  … and {more} more before the last: --every event\n")))
    }

    pub(super) fn bills(&self) -> String {
        let horizon = &self.evaluation.profile.plan.horizon;
        let (from, to) = self.view.days;
        let table = |case: &Case| {
            let mut bills = self.evaluation.positions(Outcome::Accepted).get(*case).bills();
            bills.retain(|bill| bill.through >= from && bill.from <= to);
            let cents = Cents::of(bills.iter().flat_map(|bill| [bill.charges, bill.credits]));
            let columns = [
                ("from", Lean::Left),
                ("to", Lean::Left),
                ("service", Lean::Left),
                ("charges", Lean::Right),
                ("credits", Lean::Right),
                ("cash", Lean::Right),
            ];
            let mut grid = Grid::new(&columns, self.terminal.width);
            for bill in bills {
                let mut cells = [bill.from, bill.through].map(|day| horizon.date(day).to_string()).to_vec();
                cells.push(bill.service.to_string());
                cells.extend([bill.charges, bill.credits, bill.cash].map(|amount| dollars(amount, cents)));
                grid.row(cells);
            }
            self.heading(&format!("Bills, {case} case{}", premise(self.evaluation))) + &grid.into_text()
        };
        self.view.cases.iter().map(table).collect::<Vec<_>>().join("\n")
    }
}

/// The lines that a row takes.
fn height(shown: &ViewRow) -> usize {
    folded(&shown.events, EVENT).len().saturating_add(1)
}

/// Events in lines of at most `width`, those that end alike together: `portfolio, build issued`.
fn folded(events: &[String], width: usize) -> Vec<String> {
    let mut merged: Vec<(Vec<&str>, &str)> = Vec::new();
    for event in events {
        let (what, end) = event.split_once(' ').unwrap_or((event, ""));
        match merged.last_mut() {
            Some((all, last)) if *last == end && !end.is_empty() => all.push(what),
            _ => merged.push((vec![what], end)),
        }
    }
    let shown: Vec<String> =
        merged.iter().map(|(all, end)| format!("{} {end}", all.join(", ")).trim_end().to_owned()).collect();
    let lines = wrapped_at(&shown.join(", "), "", "", width);
    lines.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// What is left to pay of the calendar month that ends on `day`.
fn month_bill(position: &Position<'_>, day: Day) -> Usd {
    let months = position.ledgers.iter().flat_map(|ledger| {
        let ended = ledger.periods().iter().find(|period| period.last == day);
        let number = ended.map(|period| period.month.number);
        ledger.cash().filter(move |(period, _)| number == Some(period.month.number) && period.last <= day)
    });
    months.map(|(_, cash)| cash).sum()
}
