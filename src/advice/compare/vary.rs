//! One or two keys of a profile over a range of numbers, each value really evaluated.

use rust_decimal::Decimal;

use super::cliffs::{self, Cliff, Given};
use super::facts::Facts;
use super::outcome::Outcome;
use crate::band::Case;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Source, Span};
use crate::document::{Input, Node, Reading, Value};
use crate::evaluation::evaluate;
use crate::money::LARGEST_DOLLARS;
use crate::profile::Profile;
use crate::program::Program;

/// The flag, as messages name it.
const FLAG: &str = "--vary";
/// The most values of one key.
pub const MOST_VALUES: usize = 1_000;
/// The most values of two keys together.
pub const MOST_CELLS: usize = 2_500;
/// The most decimals that a key of the format takes: those of a probability.
const MOST_DECIMALS: u32 = 9;

/// A key and the range of its values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vary {
    /// The key, as `--set` takes it.
    pub key: String,
    /// The first value.
    pub from: Decimal,
    /// The last value that may be reached, not below the first.
    pub to: Decimal,
    /// From one value to the next, above 0.
    pub step: Decimal,
    values: Vec<Decimal>,
}

/// A varied key, and the least step that its format takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Axis {
    /// The key and its range.
    pub vary: Vary,
    /// 1 for counts, months and days, 0.01 for amounts.
    pub unit: Decimal,
}

/// A value of each varied key, and what the profile then comes to.
#[derive(Debug, Clone)]
pub struct Point {
    /// A value a key.
    pub values: Vec<Decimal>,
    /// What it comes to.
    pub facts: Facts,
    /// What a cliff would be a change of.
    pub outcome: Outcome,
}

/// One or two keys over their ranges.
#[derive(Debug, Clone)]
pub struct Sweep {
    /// The keys; with two, the points run through the second's values for each of the first.
    pub axes: Vec<Axis>,
    /// A point a value, or a pair of values.
    pub points: Vec<Point>,
    /// Where outcomes change, by key and value.
    pub cliffs: Vec<Cliff>,
    /// The case that is looked at.
    pub case: Case,
}

impl Vary {
    /// Reads `KEY=FROM..TO:STEP`.
    ///
    /// # Errors
    /// A diagnostic whose place is in the argument.
    pub fn parse(argument: &str) -> Result<Self, Diagnostics> {
        let reading = Reading::default();
        let vary = read(argument, &reading);
        let found = reading.into_found();
        match vary {
            Some(vary) if found.is_empty() => Ok(vary),
            _ => Err(Diagnostics::new(vec![Source::new(FLAG, argument)], found)),
        }
    }

    /// Each value, from the first in steps, at most [`MOST_VALUES`] of them.
    #[must_use]
    pub fn values(&self) -> &[Decimal] {
        &self.values
    }

    /// The profile's text with the key at a value.
    #[must_use]
    pub fn at(&self, input: &Input, value: Decimal) -> Input {
        input.clone().with_set(FLAG, &format!("{}={value}", self.key))
    }
}

fn read(argument: &str, reading: &Reading) -> Option<Vary> {
    let whole = Span { source: 0, start: 0, end: argument.len() };
    let bad = |message: String, wanted: &str, help: &str| {
        reading.note(Diagnostic::at(whole, Code::BadArgument, message, wanted, help));
    };
    let parts = argument.split_once('=').and_then(|(key, range)| {
        let (from, rest) = range.split_once("..")?;
        let (to, step) = rest.split_once(':')?;
        Some((key, from, to, step))
    });
    let Some((key, from, to, step)) = parts else {
        let help = "write it as --vary traction.monthly_active_users=0..20000:1000";
        bad(format!("`{argument}` is not a key and a range"), "wanted KEY=FROM..TO:STEP", help);
        return None;
    };
    // Each number stands behind the one before and the sign between them.
    let from_at = key.len().saturating_add(1);
    let to_at = from_at.saturating_add(from.len()).saturating_add(2);
    let step_at = to_at.saturating_add(to.len()).saturating_add(1);
    let from = number(reading, from_at, from, "FROM")?;
    let to = number(reading, to_at, to, "TO")?;
    let step = number(reading, step_at, step, "STEP")?;
    if to < from {
        bad(format!("`{argument}` ends before it begins"), "wanted the smaller number first", "turn FROM and TO round");
        return None;
    }
    if step <= Decimal::ZERO {
        bad(format!("`{argument}` has a step of {step}"), "wanted a step above 0", "the rows go from FROM up to TO");
        return None;
    }
    let values = (0..).map_while(|number: u32| {
        let value = Decimal::from(number).checked_mul(step)?.checked_add(from)?;
        (value <= to).then(|| value.normalize())
    });
    let values: Vec<Decimal> = values.take(MOST_VALUES.saturating_add(1)).collect();
    if values.len() > MOST_VALUES {
        let wanted = format!("wanted at most {MOST_VALUES}");
        bad(format!("`{argument}` has more than {MOST_VALUES} values"), &wanted, "take wider steps");
        return None;
    }
    Some(Vary { key: key.trim().to_owned(), from, to, step, values })
}

/// A plain decimal, negative or not, that begins at `start` of the argument.
fn number(reading: &Reading, start: usize, text: &str, name: &str) -> Option<Decimal> {
    let span = Span { source: 0, start, end: start.saturating_add(text.len()) };
    let node = Node { value: Value::Text(text.trim().into()), span };
    let bounds = Decimal::from(LARGEST_DOLLARS.saturating_neg())..=Decimal::from(LARGEST_DOLLARS);
    reading.decimal(&node, name, bounds, MOST_DECIMALS).map(|number| number.normalize())
}

/// Evaluates a profile at each value of one key, or at each pair of values of two, and finds the cliffs.
///
/// # Errors
/// The mistakes of the first value at which the profile is not valid; a diagnostic for more than [`MOST_CELLS`] pairs.
pub fn sweep(input: &Input, program: &Program, varies: &[Vary], case: Case) -> Result<Sweep, Diagnostics> {
    // The profile itself is read first: its own mistakes are not those of a varied value.
    Profile::parse(input, program)?;
    let cells = varies.iter().map(|vary| vary.values.len()).fold(1_usize, usize::saturating_mul);
    if varies.len() > 1 && cells > MOST_CELLS {
        let message = format!("the two keys have {cells} pairs of values");
        let help = format!("take wider steps: at most {MOST_CELLS} pairs are evaluated");
        return Err(Diagnostics::of_whole(FLAG, Diagnostic::whole(Code::BadArgument, message, help)));
    }
    let mut points = Vec::with_capacity(cells);
    for values in tuples(varies) {
        let edited = varies.iter().zip(&values).fold(input.clone(), |input, (vary, value)| vary.at(&input, *value));
        let profile = Profile::parse(&edited, program)?;
        let evaluation = evaluate(&profile, program)?;
        let (facts, outcome) = (Facts::of(&evaluation), Outcome::of(&evaluation, case));
        points.push(Point { values, facts, outcome });
    }
    let axes = varies.iter().map(|vary| Axis { vary: vary.clone(), unit: unit(input, program, vary) });
    let mut sweep = Sweep { axes: axes.collect(), points, cliffs: Vec::new(), case };
    sweep.cliffs = sweep.find_cliffs(input, program);
    Ok(sweep)
}

/// Every combination of the keys' values, the last key's values running fastest.
fn tuples(varies: &[Vary]) -> Vec<Vec<Decimal>> {
    varies.iter().fold(vec![Vec::new()], |tuples, vary| {
        let extend = |tuple: &Vec<Decimal>| {
            let longer = |value: &Decimal| tuple.iter().chain([value]).copied().collect();
            vary.values.iter().map(longer).collect::<Vec<_>>()
        };
        tuples.iter().flat_map(extend).collect()
    })
}

/// The least step that the key's format takes above the first value, found by trying; the range's own step where none
/// is taken.
fn unit(input: &Input, program: &Program, vary: &Vary) -> Decimal {
    let units = (0..=MOST_DECIMALS).rev().map(|decimals| Decimal::new(1, decimals));
    let is_taken = |unit: &Decimal| {
        let value = vary.from.checked_add(*unit).filter(|value| *value <= vary.to);
        value.is_some_and(|value| Profile::parse(&vary.at(input, value), program).is_ok())
    };
    units.into_iter().find(is_taken).unwrap_or(vary.step)
}

impl Sweep {
    /// The cliffs along each key, for each value of the other where there are two.
    fn find_cliffs(&self, input: &Input, program: &Program) -> Vec<Cliff> {
        let mut all = Vec::new();
        for (index, axis) in self.axes.iter().enumerate() {
            let others: Vec<(usize, &Axis)> = self.axes.iter().enumerate().filter(|(at, _)| *at != index).collect();
            let Some((other_index, other)) = others.first() else {
                let known = self.points.iter().filter_map(|point| point.known(index));
                all.extend(cliffs::along(axis, known, input, program, self.case, None));
                continue;
            };
            for value in other.vary.values() {
                let edited = other.vary.at(input, *value);
                let on_line = |point: &&Point| point.values.get(*other_index) == Some(value);
                let known = self.points.iter().filter(on_line).filter_map(|point| point.known(index));
                let given = Given { key: other.vary.key.clone(), value: *value };
                all.extend(cliffs::along(axis, known, &edited, program, self.case, Some(given)));
            }
        }
        all
    }
}

impl Point {
    fn known(&self, index: usize) -> Option<(Decimal, Outcome)> {
        self.values.get(index).map(|value| (*value, self.outcome.clone()))
    }
}
