//! Users, letters of intent, design partners and revenue: each a way of its own to the same signal.

use super::bench::Base;
use super::facts::{Answer, Fact, Place};
use super::words::{Noun, UNKNOWN, difference, list_of_amounts, list_of_texts};
use crate::document::LONGEST_LIST;
use crate::money::{Usd, alone, grouped};
use crate::signal::Signal;

const SIGNAL: Signal = Signal::Traction;
/// The least amount.
const CENT: Usd = Usd::from_cents(1);

/// The four keys of traction that can be counted.
pub fn facts(base: &Base<'_>) -> [Fact; 4] {
    let (facts, rules) = (&base.profile.traction, &base.bench.program.signals.traction);
    let plain = |count: u64| Some(count.to_string());
    let letters = facts.enterprise_lois.as_deref();
    [
        revenue(base),
        Count {
            key: "traction.monthly_active_users",
            found: facts.monthly_active_users,
            least: &[rules.users_early.value, rules.users_at_scale.value],
            noun: Noun("user", "users"),
        }
        .with(base, plain),
        Count {
            key: "traction.enterprise_lois",
            found: letters.map(|names| u64::try_from(names.len()).unwrap_or(u64::MAX)),
            least: &[rules.lois_at_scale.value],
            noun: Noun("named letter of intent", "named letters of intent"),
        }
        .with(base, |count| named_letters(letters.unwrap_or_default(), count)),
        Count {
            key: "traction.design_partners",
            found: facts.design_partners,
            least: &[rules.partners_commercial.value],
            noun: Noun("design partner", "design partners"),
        }
        .with(base, plain),
    ]
}

/// So many letters: the first of those written, and examples behind them. `None` above what a list holds.
fn named_letters(written: &[String], count: u64) -> Option<String> {
    let count = usize::try_from(count).ok().filter(|count| *count <= LONGEST_LIST)?;
    let example = |number: usize| match number {
        1 => "A named enterprise".to_owned(),
        _ => format!("A named enterprise {number}"),
    };
    let names: Vec<String> = written.iter().cloned().chain((1..).map(example)).take(count).collect();
    Some(list_of_texts(&names))
}

/// A key that holds a count.
struct Count<'k> {
    key: &'k str,
    found: Option<u64>,
    least: &'k [u64],
    noun: Noun,
}

impl Count<'_> {
    /// The fact with an answer at each threshold and just below it.
    fn with(self, base: &Base<'_>, written: impl Fn(u64) -> Option<String>) -> Fact {
        let Self { key, found, least, noun } = self;
        let mut values: Vec<(u64, Place)> = least.iter().map(|least| (*least, Place::Above)).collect();
        let below = least.iter().filter_map(|least| least.checked_sub(1)).filter(|below| !least.contains(below));
        values.extend(below.map(|below| (below, Place::Below)));
        values.sort_by_key(|(value, _)| *value);
        values.dedup();
        let answer = |(value, place): (u64, Place)| {
            let is_apart = found.is_none_or(|found| if place == Place::Above { value > found } else { value < found });
            let value = Some(value).filter(|_| is_apart)?;
            let gap = |found: u64| {
                let sign = if value < found { '-' } else { '+' };
                format!("{sign}{}", noun.counted(value.abs_diff(found)))
            };
            Some(Answer {
                place,
                phrase: noun.counted(value),
                needed: noun.counted(value),
                gap: found.map(gap),
                set: vec![format!("{key}={}", written(value)?)],
            })
        };
        let shown = found.map(|found| noun.counted(found));
        Fact { answers: values.into_iter().filter_map(answer).collect(), ..Fact::new(base, SIGNAL, key, shown) }
    }
}

/// Monthly revenue, oldest first, and how far growth looks back.
struct Revenue<'r> {
    values: &'r [Usd],
    /// The last value and those ahead of it.
    now: Option<(Usd, &'r [Usd])>,
    months: usize,
}

fn revenue(base: &Base<'_>) -> Fact {
    let rules = &base.bench.program.signals.traction;
    let values = base.profile.traction.mrr.as_deref().unwrap_or_default();
    let now = values.split_last().map(|(now, older)| (*now, older));
    let months = usize::try_from(rules.growth_months.value).unwrap_or(usize::MAX);
    let revenue = Revenue { values, now, months };
    let (commercial, scale) = (rules.mrr_commercial.value, rules.mrr_at_scale.value);
    let mut answers: Vec<(Usd, Answer)> = [commercial.less(CENT), scale.less(CENT), commercial]
        .into_iter()
        .filter_map(|amount| revenue.at(amount, if amount == commercial { Place::Above } else { Place::Below }))
        .collect();
    answers.extend(revenue.flat(scale));
    answers.extend(revenue.growing(scale));
    answers.sort_by_key(|(amount, answer)| (*amount, answer.place == Place::Above));
    answers.dedup_by(|one, other| one.1.set == other.1.set);
    let answers = answers.into_iter().map(|(_, answer)| answer).collect();
    Fact { answers, ..Fact::new(base, SIGNAL, "traction.mrr", revenue.found()) }
}

impl Revenue<'_> {
    /// The value so many months ago that growth is measured against.
    fn before(&self) -> Option<Usd> {
        self.values.get(self.values.len().checked_sub(self.months)?).copied()
    }

    /// How long ago that is.
    fn back(&self) -> String {
        grouped(u128::try_from(self.months.saturating_sub(1)).unwrap_or(u128::MAX))
    }

    fn found(&self) -> Option<String> {
        let (now, _) = self.now?;
        let before = self.before().map_or_else(|| UNKNOWN.to_owned(), alone);
        Some(format!("{} a month, {} months before {before}", alone(now), self.back()))
    }

    fn gap(&self, amount: Usd) -> Option<String> {
        self.now.filter(|(now, _)| *now != amount).map(|(now, _)| format!("{} a month", difference(now, amount)))
    }

    /// Another amount now, whatever came before.
    fn at(&self, amount: Usd, place: Place) -> Option<(Usd, Answer)> {
        let is_apart = self.now.is_none_or(|(now, _)| if place == Place::Above { amount > now } else { amount < now });
        let older = self.now.map(|(_, older)| older).unwrap_or_default();
        let values: Vec<Usd> = older.iter().copied().chain([amount]).collect();
        let value = match values.as_slice() {
            [only] => only.to_string(),
            all => list_of_amounts(all),
        };
        is_apart.then(|| {
            let answer = Answer {
                place,
                phrase: format!("MRR {}", alone(amount)),
                needed: format!("{} a month", alone(amount)),
                gap: self.gap(amount),
                set: vec![format!("traction.mrr={value}")],
            };
            (amount, answer)
        })
    }

    /// The scale, or what is there above it, with growth over the months. What is written stays but for the last value;
    /// where too little is, the months ahead of it are the oldest value, or a cent below the last.
    fn growing(&self, scale: Usd) -> Option<(Usd, Answer)> {
        let before = self.before();
        if self.months < 2
            || self.months > LONGEST_LIST
            || self.now.zip(before).is_some_and(|((now, _), before)| now >= scale && now > before)
        {
            return None;
        }
        let now = self.now.map_or(Usd::ZERO, |(now, _)| now);
        let last = scale.max(now).max(before.map_or(CENT, |before| before + CENT));
        let older = self.now.map(|(_, older)| older).unwrap_or_default();
        let first = self.values.first().copied().filter(|first| *first < last).unwrap_or(last - CENT);
        let values = self.led_by(first, older, last);
        let needed = match before {
            Some(before) => {
                format!("{} a month, more than the {} of {} months before", alone(last), alone(before), self.back())
            }
            None => format!("{} a month, more than {} months before", alone(last), self.back()),
        };
        let gap = match (self.gap(last), before) {
            (Some(gap), Some(_)) => Some(gap),
            (Some(gap), None) => Some(format!("{gap}, and growth over {} months", self.back())),
            (None, _) => self.now.map(|_| format!("growth over {} months", self.back())),
        };
        let answer = Answer {
            place: Place::Above,
            phrase: format!("MRR {} with growth", alone(last)),
            needed,
            gap,
            set: vec![format!("traction.mrr={}", list_of_amounts(&values))],
        };
        Some((last, answer))
    }

    /// As [`Revenue::growing`], where the months turn out to show none. Only asked where they are not known.
    fn flat(&self, scale: Usd) -> Option<(Usd, Answer)> {
        let last = self.now.map_or(scale, |(now, _)| now);
        if self.before().is_some() || last < scale || !(2..=LONGEST_LIST).contains(&self.months) {
            return None;
        }
        let older = self.now.map(|(_, older)| older).unwrap_or_default();
        let answer = Answer {
            place: Place::Below,
            phrase: format!("MRR {} without growth", alone(last)),
            needed: format!("{} a month, not more than {} months before", alone(last), self.back()),
            gap: None,
            set: vec![format!("traction.mrr={}", list_of_amounts(&self.led_by(last, older, last)))],
        };
        Some((last, answer))
    }

    /// The values with `first` ahead of them, as often as growth looks back.
    fn led_by(&self, first: Usd, older: &[Usd], last: Usd) -> Vec<Usd> {
        let known = older.len().saturating_add(1);
        let led = std::iter::repeat_n(first, self.months.saturating_sub(known));
        led.chain(older.iter().copied()).chain([last]).collect()
    }
}
