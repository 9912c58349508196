//! The money of a portfolio: totals, stack, awards, credits and first bills.

use super::shown;
use crate::band::{Band, Case};
use crate::evaluation::Outcome;
use crate::money::{Cents, Usd, dollars};
use crate::portfolio::{Lapse, Payer, Plans, Portfolio, Source, Tally};
use crate::report::compare::page::{Block, Table};

/// Every part, the totals first.
pub fn blocks(portfolio: &Portfolio<'_>) -> Vec<Block> {
    let mut blocks = totals(portfolio);
    blocks.extend(stack(portfolio));
    blocks.extend(awards(portfolio));
    blocks.extend(granted(portfolio));
    blocks.extend(lapsing(portfolio));
    blocks.extend(portfolio.credits.first_bills.iter().flat_map(first_bills));
    blocks
}

/// The two plans side by side, likely case.
fn totals(portfolio: &Portfolio<'_>) -> Vec<Block> {
    let (months, credits) = (&portfolio.months, &portfolio.credits);
    let awards = months.awards().likely;
    let granted = |outcome| months.granted(outcome).likely;
    let lapsing = |outcome| months.lapsing(outcome).likely;
    let bills = |outcome: Outcome| {
        let all = credits.first_bills.iter().flat_map(|payer| payer.months.values());
        all.map(|tally| tally.of(outcome).likely).fold(Tally::default(), Tally::plus)
    };
    let count =
        |name: &str, not_accepted: u64, accepted: u64| vec![name.to_owned(), shown(not_accepted), shown(accepted)];
    let amounts = |of: &dyn Fn(Outcome) -> Usd| [of(Outcome::NotAccepted), of(Outcome::Accepted)];
    let [granted, lapses, billed] =
        [amounts(&granted), amounts(&|outcome| lapsing(outcome).amount), amounts(&|outcome| bills(outcome).amount)];
    let cents = Cents::of([granted, lapses, billed].into_iter().flatten().chain([awards.amount]));
    let amount = |name: &str, [not_accepted, accepted]: [Usd; 2]| {
        vec![name.to_owned(), dollars(not_accepted, cents), dollars(accepted, cents)]
    };
    let mut table = Table::new(&["", ">not accepted", ">if accepted"]);
    table.rows.push(count("Companies with an award in the plan", 0, awards.count));
    table.rows.push(amount("Awards", [Usd::ZERO, awards.amount]));
    table.rows.push(amount("Granted by each plan's last day", granted));
    let companies = |outcome: Outcome| credits.lapsing_companies.of(outcome).likely;
    table.rows.push(count(
        "Companies with a lapsing credit",
        companies(Outcome::NotAccepted),
        companies(Outcome::Accepted),
    ));
    table.rows.push(amount("Lapsing unused", lapses));
    table.rows.push(count("First bills", bills(Outcome::NotAccepted).count, bills(Outcome::Accepted).count));
    table.rows.push(amount("First bills, in all", billed));
    vec![Block::Heading("The money, likely case".to_owned()), Block::Table(table)]
}

fn stack(portfolio: &Portfolio<'_>) -> Vec<Block> {
    let stack = &portfolio.credits.stack;
    let mut table = Amounts::new(&["component", ">companies", ">cautious", ">likely", ">best"], None);
    for (component, tally) in stack.iter().filter(|(_, tally)| tally.iter().any(|(_, tally)| tally.count > 0)) {
        table.row(vec![component.id.to_string(), shown(tally.likely.count)], in_cases(tally));
    }
    table.total(&["all", ""]);
    table.under("Stack value, whenever it is issued")
}

fn awards(portfolio: &Portfolio<'_>) -> Vec<Block> {
    let mut table = Amounts::new(&["month", ">companies", ">cautious", ">likely", ">best"], None);
    for (month, row) in portfolio.months.iter() {
        table.row(vec![month.to_string(), shown(row.awards.likely.count)], in_cases(&row.awards));
    }
    table.total(&["all", &shown(portfolio.months.awards().likely.count)]);
    table.under("Awards by month of acceptance, if accepted")
}

/// The heads of a table of both plans. The last column goes where it does not fit.
const BOTH: [&str; 5] = ["month", ">cautious", ">likely", ">best", ">not accepted, likely"];
const LAST: Option<usize> = Some(4);

fn granted(portfolio: &Portfolio<'_>) -> Vec<Block> {
    let mut table = Amounts::new(&BOTH, LAST);
    for (month, row) in portfolio.months.iter() {
        table.row(vec![month.to_string()], both(&row.granted, |amount| *amount));
    }
    table.total(&["all"]);
    table.under("Granted by month of issue, if accepted")
}

fn lapsing(portfolio: &Portfolio<'_>) -> Vec<Block> {
    let mut table = Amounts::new(&BOTH, LAST);
    for (month, row) in portfolio.months.iter() {
        table.row(vec![month.to_string()], both(&row.lapsing, |tally| tally.amount));
    }
    table.total(&["all"]);
    let mut blocks = table.under("Lapsing by month of the last usable day, if accepted");
    let mut heads = BOTH;
    heads[0] = "grant";
    let mut table = Amounts::new(&heads, LAST);
    for Lapse { source, tally } in &portfolio.credits.lapsing {
        let name = match source {
            Source::Grant(id) => id.to_string(),
            Source::Held => "held already".to_owned(),
        };
        table.row(vec![name], both(tally, |tally| tally.amount));
    }
    blocks.extend(table.under("Lapsing by grant, if accepted"));
    blocks
}

fn first_bills(payer: &Payer<'_>) -> Vec<Block> {
    let heads = ["month", ">bills", ">cautious", ">likely", ">best", ">not accepted, likely"];
    let mut table = Amounts::new(&heads, Some(5));
    for (month, tally) in &payer.months {
        table.row(vec![month.to_string(), shown(tally.accepted.likely.count)], both(tally, |tally| tally.amount));
    }
    table.total(&["all", ""]);
    let provider = payer.provider.map_or_else(|| "other providers".to_owned(), ToString::to_string);
    table.under(&format!("First bills of {provider} by month, if accepted; their number is the likely one"))
}

fn in_cases(tally: &Band<Tally>) -> Vec<Usd> {
    Case::ALL.map(|case| tally.get(case).amount).to_vec()
}

/// The amounts if accepted in each case, and the likely one if not.
fn both<T>(plans: &Plans<T>, amount: impl Fn(&T) -> Usd) -> Vec<Usd> {
    let [accepted, not_accepted] = Outcome::ALL.map(|outcome| plans.of(outcome));
    let cases = Case::ALL.map(|case| amount(accepted.get(case)));
    cases.into_iter().chain([amount(&not_accepted.likely)]).collect()
}

/// A table whose last columns are amounts, all written alike, and which leaves out rows of nothing.
struct Amounts {
    table: Table,
    rows: Vec<(Vec<String>, Vec<Usd>)>,
}

impl Amounts {
    fn new(heads: &[&str], spare: Option<usize>) -> Self {
        Self { table: Table { spare, ..Table::new(heads) }, rows: Vec::new() }
    }

    fn row(&mut self, names: Vec<String>, amounts: Vec<Usd>) {
        if amounts.iter().any(|amount| !amount.is_zero()) {
            self.rows.push((names, amounts));
        }
    }

    /// The sums, where there is more than one row.
    fn total(&mut self, names: &[&str]) {
        if self.rows.len() < 2 {
            return;
        }
        let count = self.rows.iter().map(|(_, amounts)| amounts.len()).max().unwrap_or(0);
        let sum = |place: usize| self.rows.iter().filter_map(|(_, amounts)| amounts.get(place)).copied().sum();
        let sums = (0..count).map(sum).collect();
        self.rows.push((names.iter().map(|name| (*name).to_owned()).collect(), sums));
    }

    /// The table with its heading; nothing where it has no rows.
    fn under(mut self, heading: &str) -> Vec<Block> {
        if self.rows.is_empty() {
            return Vec::new();
        }
        let cents = Cents::of(self.rows.iter().flat_map(|(_, amounts)| amounts.iter().copied()));
        self.table.rows = self
            .rows
            .into_iter()
            .map(|(names, amounts)| names.into_iter().chain(amounts.into_iter().map(|it| dollars(it, cents))).collect())
            .collect();
        vec![Block::Heading(heading.to_owned()), Block::Table(self.table)]
    }
}
