//! Where an outcome changes, to the unit: the program's thresholds are tried, one unit either side of each, and what
//! they do not explain is searched for between two values whose outcomes differ. Nothing is assumed to rise or fall.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::outcome::Outcome;
use super::thresholds::{self, Threshold};
use super::vary::Axis;
use crate::band::Case;
use crate::document::Input;
use crate::program::Program;

/// A change of outcome along a varied key.
#[derive(Debug, Clone)]
pub struct Cliff {
    /// The key.
    pub key: String,
    /// The first value with the new outcome, where the value one unit below really has the old one.
    pub at: Option<Decimal>,
    /// A value with the old outcome and one with the new; one unit apart where the cliff is exact.
    pub between: (Decimal, Decimal),
    /// The outcome below.
    pub from: Outcome,
    /// The outcome from there on.
    pub to: Outcome,
    /// The thresholds of the program that the profile's key meets here; none where it takes other facts with it.
    pub thresholds: Vec<Threshold>,
    /// The value of the other key, where two are varied.
    pub given: Option<Given>,
}

/// The other key's value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// The key.
    pub key: String,
    /// Its value.
    pub value: Decimal,
}

/// Outcomes by value in units; `None` where the profile is not valid.
type Known = BTreeMap<i128, Option<Outcome>>;

/// One key of one profile, in whole units.
struct Line<'l> {
    axis: &'l Axis,
    input: &'l Input,
    program: &'l Program,
    case: Case,
}

/// The cliffs along a key, between the first and the last value of its range.
pub fn along(
    axis: &Axis,
    known: impl Iterator<Item = (Decimal, Outcome)>,
    input: &Input,
    program: &Program,
    case: Case,
    given: Option<Given>,
) -> Vec<Cliff> {
    let line = Line { axis, input, program, case };
    let thresholds = thresholds::of(program);
    let mut points: Known = known.filter_map(|(value, outcome)| Some((line.units(value)?, Some(outcome)))).collect();
    for at in line.candidates(&thresholds) {
        points.entry(at).or_insert_with(|| line.probe(at));
    }
    let valid: Vec<(i128, Outcome)> = points.into_iter().filter_map(|(at, outcome)| Some((at, outcome?))).collect();
    let mut cliffs = Vec::new();
    for pair in valid.windows(2) {
        if let [low, high] = pair {
            line.resolve(low.clone(), high.clone(), &mut cliffs);
        }
    }
    for cliff in &mut cliffs {
        cliff.given.clone_from(&given);
        cliff.thresholds = line.met(cliff, &thresholds);
    }
    cliffs
}

impl Line<'_> {
    /// A value in units, rounded down; `None` far outside of all formats.
    fn units(&self, value: Decimal) -> Option<i128> {
        let count = value.checked_div(self.axis.unit)?.floor().normalize();
        (count.scale() == 0).then(|| count.mantissa())
    }

    fn value(&self, units: i128) -> Option<Decimal> {
        Decimal::try_from_i128_with_scale(units, 0).ok()?.checked_mul(self.axis.unit).map(|value| value.normalize())
    }

    fn probe(&self, at: i128) -> Option<Outcome> {
        let value = self.value(at)?;
        Outcome::probe(&self.axis.vary.at(self.input, value), self.program, self.case)
    }

    /// Each threshold within the range, and one unit either side of it.
    fn candidates(&self, thresholds: &[Threshold]) -> Vec<i128> {
        let ends = (self.units(self.axis.vary.from), self.units(self.axis.vary.to));
        let (Some(first), Some(last)) = ends else { return Vec::new() };
        let around = |at: i128| [at.saturating_sub(1), at, at.saturating_add(1)];
        let all = thresholds.iter().filter_map(|threshold| self.units(threshold.value)).flat_map(around);
        all.filter(|at| (first..=last).contains(at)).collect()
    }

    /// The cliffs from one value to another whose outcome differs, each found by halving: what lies between two
    /// different outcomes changes somewhere, whichever way it goes.
    fn resolve(&self, low: (i128, Outcome), high: (i128, Outcome), cliffs: &mut Vec<Cliff>) {
        let (mut low, end) = (low, high);
        while !low.1.is_same(&end.1) {
            let mut high = end.clone();
            while high.0.saturating_sub(low.0) > 1 {
                let middle = low.0.midpoint(high.0);
                match self.probe(middle) {
                    Some(outcome) if outcome.is_same(&low.1) => low = (middle, outcome),
                    Some(outcome) => high = (middle, outcome),
                    None => break,
                }
            }
            let Some(between) = self.value(low.0).zip(self.value(high.0)) else { return };
            let is_exact = high.0.saturating_sub(low.0) <= 1;
            cliffs.push(Cliff {
                key: self.axis.vary.key.clone(),
                at: is_exact.then_some(between.1),
                between,
                from: low.1,
                to: high.1.clone(),
                thresholds: Vec::new(),
                given: None,
            });
            low = high;
        }
    }

    /// The thresholds that the varied key itself meets at a cliff: "at least" turns at the number, "at most" after it.
    fn met(&self, cliff: &Cliff, thresholds: &[Threshold]) -> Vec<Threshold> {
        let Some(at) = cliff.at else { return Vec::new() };
        let is_met = |threshold: &&Threshold| {
            let applies = |outcome: &Outcome| outcome.deadlines.contains(&threshold.name);
            threshold.bounds(&cliff.key)
                && (threshold.value == at || threshold.value == cliff.between.0)
                && (!threshold.is_deadline || applies(&cliff.from) || applies(&cliff.to))
        };
        thresholds.iter().filter(is_met).cloned().collect()
    }
}
