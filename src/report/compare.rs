//! Plans side by side, rendered: columns, a varied key, a portfolio; each as text, JSON and Markdown.

mod columns;
mod json;
pub(in crate::report) mod page;
mod portfolio;
mod sweep;

use rust_decimal::Decimal;

use crate::advice::compare::{Comparison, Portfolio, Sweep, Value};
use crate::money::{Cents, Usd, alone, dollars};
use crate::report::json::{Json, Layout};
use crate::report::text::Terminal;

/// The form of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// For a person.
    Text(Terminal),
    /// One object.
    Json(Layout),
    /// For a pull-request comment.
    Markdown,
}

/// Plans side by side, then their differences.
#[must_use]
pub fn comparison(comparison: &Comparison, form: Form) -> String {
    render(form, |json| json::comparison(json, comparison), || columns::blocks(comparison))
}

/// A key over its range, or two.
#[must_use]
pub fn sweep(sweep: &Sweep, form: Form) -> String {
    render(form, |json| json::sweep(json, sweep), || sweep::blocks(sweep))
}

/// A portfolio under two programs.
#[must_use]
pub fn portfolio(portfolio: &Portfolio, form: Form) -> String {
    render(form, |json| json::portfolio(json, portfolio), || portfolio::blocks(portfolio))
}

fn render(form: Form, object: impl FnOnce(&mut Json), blocks: impl FnOnce() -> Vec<page::Block>) -> String {
    match form {
        Form::Text(terminal) => page::text(&blocks(), terminal),
        Form::Markdown => page::markdown(&blocks()),
        Form::Json(layout) => {
            let mut json = Json::new(layout);
            json.block(object);
            json.into_text()
        }
    }
}

/// The name of a column: A to Z, then AA, as spreadsheets have it.
fn letter(index: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = index.saturating_add(1);
    while rest > 0 {
        let place = u8::try_from(rest.saturating_sub(1) % 26).unwrap_or(0);
        letters.insert(0, char::from(b'A'.saturating_add(place)));
        rest = rest.saturating_sub(1) / 26;
    }
    letters.into_iter().collect()
}

/// A value in a table.
fn shown(value: &Value) -> String {
    match value {
        Value::Absent => "none".to_owned(),
        Value::Word(word) => word.clone(),
        Value::Amount(amount) => alone(*amount),
        Value::Day(_, date) | Value::Date(date) => date.to_string(),
        Value::Gaps(gaps) => match gaps.as_slice() {
            [] => "none".to_owned(),
            [only] => format!("{} to {}", only.from, only.to),
            [first, rest @ ..] => format!("{} to {} +{}", first.from, first.to, rest.len()),
        },
        Value::Months(months) if months.is_empty() => "none".to_owned(),
        Value::Months(months) => months.len().to_string(),
        Value::Share(ratio) => format!("{} %", Decimal::from_i128_with_scale(ratio.ten_thousandths(), 2).normalize()),
    }
}

/// What a value becomes less what it was, where that is a number.
fn change(from: &Value, to: &Value) -> String {
    match (from, to) {
        (Value::Amount(from), Value::Amount(to)) if from != to => signed(*to - *from),
        (Value::Day(from, _), Value::Day(to, _)) if from != to => match (*to - *from).0 {
            1 => "+1 day".to_owned(),
            -1 => "-1 day".to_owned(),
            days => format!("{days:+} days"),
        },
        (Value::Months(from), Value::Months(to)) => difference(from.len(), to.len()),
        _ => String::new(),
    }
}

/// How many more there are, with a sign; empty for as many.
fn difference(from: usize, to: usize) -> String {
    match to.cmp(&from) {
        std::cmp::Ordering::Greater => format!("+{}", to.saturating_sub(from)),
        std::cmp::Ordering::Less => format!("-{}", from.saturating_sub(to)),
        std::cmp::Ordering::Equal => String::new(),
    }
}

/// A change of an amount, with its sign.
fn signed(amount: Usd) -> String {
    let text = dollars(amount, Cents::of([amount]));
    if amount > Usd::ZERO { format!("+{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::letter;

    #[test]
    fn columns_are_named_as_in_a_spreadsheet() {
        assert_eq!([0, 1, 25, 26, 51, 52, 701, 702].map(letter), ["A", "B", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }
}
