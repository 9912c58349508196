//! The facts that decide, each with the values at which something changes: a level, a threshold, the value below it.

use super::bench::Base;
use super::words::{UNKNOWN, list_of_texts};
use super::{Change, Kind};
use crate::document::LONGEST_LIST;
use crate::signal::{Level, Signal};

/// One key of the profile.
#[derive(Debug)]
pub struct Fact {
    /// Its dotted name.
    pub key: String,
    pub signal: Signal,
    pub kind: Kind,
    /// What the profile gives, in words.
    pub found: Option<String>,
    /// True where the key is absent, wholly or in part.
    pub is_missing: bool,
    /// What it may turn out to be, in rising order.
    pub answers: Vec<Answer>,
}

/// A value that the key may have, where that is not the value found.
#[derive(Debug, Clone)]
pub struct Answer {
    pub place: Place,
    /// The value in few words.
    pub phrase: String,
    /// The value in words.
    pub needed: String,
    /// The way to it from what is found.
    pub gap: Option<String>,
    /// The arguments that give it.
    pub set: Vec<String>,
}

/// Where a value lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Above what is found; where nothing is, a value that shows something.
    Above,
    /// Below what is found; where nothing is, a value that misses a threshold.
    Below,
}

impl Fact {
    /// A fact without answers yet.
    pub fn new(base: &Base<'_>, signal: Signal, key: impl Into<String>, found: Option<String>) -> Self {
        let key = key.into();
        let is_missing = base.is_missing(signal, &key);
        let kind = Kind::of(base.bench.program, signal, is_missing);
        Self { key, signal, kind, found, is_missing, answers: Vec::new() }
    }

    /// The answers that asking less of takes: nearer to what is found than `answer`, on its side of it.
    pub fn weaker(&self, answer: usize) -> impl Iterator<Item = usize> {
        let place = |at: usize| self.answers.get(at).map(|answer| answer.place);
        (0..self.answers.len()).filter(move |other| match place(answer) {
            _ if self.found.is_none() => *other < answer,
            Some(Place::Above) => *other < answer && place(*other) == Some(Place::Above),
            Some(Place::Below) => *other > answer && place(*other) == Some(Place::Below),
            None => false,
        })
    }

    /// The change that the answer is.
    pub fn change(&self, answer: &Answer, lines: &[u32]) -> Change {
        Change {
            key: self.key.clone(),
            signal: self.signal,
            kind: self.kind,
            phrase: answer.phrase.clone(),
            found: self.found.clone().unwrap_or_else(|| UNKNOWN.to_owned()),
            needed: answer.needed.clone(),
            gap: answer.gap.clone(),
            set: answer.set.clone(),
            lines: lines.to_vec(),
        }
    }
}

/// Company, investors, commitment and proof of concept: a key a signal.
pub fn scales(base: &Base<'_>) -> [Fact; 6] {
    let (company, bedrock) = (&base.profile.company, &base.profile.bedrock);
    let word = |signal, key: &str, fact: Option<Level>| {
        let found = fact.map(|level| level.to_string());
        Scale { signal, key, fact, found }.with(base, |level| Some((level.to_string(), level.to_string())))
    };
    [
        word(Signal::Stage, "company.stage", Some(company.stage)),
        word(Signal::Product, "company.product", company.product),
        team(base),
        backing(base),
        word(Signal::Commitment, "bedrock.commitment", bedrock.commitment),
        word(Signal::Poc, "bedrock.poc", bedrock.poc),
    ]
}

/// A key whose values are the levels of its signal.
struct Scale<'k> {
    signal: Signal,
    key: &'k str,
    fact: Option<Level>,
    found: Option<String>,
}

impl Scale<'_> {
    /// The fact with an answer for each level but the one found; `written` gives the value and what it needs.
    fn with(self, base: &Base<'_>, written: impl Fn(Level) -> Option<(String, String)>) -> Fact {
        let Self { signal, key, fact, found } = self;
        let answer = |(word, level): (&str, Level)| {
            let is_above = fact.map_or(level > signal.lowest(), |fact| level > fact);
            let (value, needed) = written(level).filter(|_| fact != Some(level))?;
            Some(Answer {
                place: if is_above { Place::Above } else { Place::Below },
                phrase: format!("{signal} {word}"),
                needed,
                gap: fact.map(|fact| steps(fact, level)),
                set: vec![format!("{key}={value}")],
            })
        };
        let answers = signal.choices().into_iter().filter_map(answer).collect();
        Fact { answers, ..Fact::new(base, signal, key, found) }
    }
}

/// The way between two levels: `one level, from ai-component to ai-first`.
fn steps(from: Level, to: Level) -> String {
    match from.rank().abs_diff(to.rank()) {
        1 => format!("one level, from {from} to {to}"),
        count => format!("{count} levels, from {from} to {to}"),
    }
}

fn team(base: &Base<'_>) -> Fact {
    let signal = Signal::Team;
    let credible = base.profile.company.ai_ml_credibility;
    let fact = credible.map(|is| if is { signal.highest() } else { signal.lowest() });
    let found = credible.map(|is| is.to_string());
    let value = |level: Level| Some(((level > signal.lowest()).to_string(), (level > signal.lowest()).to_string()));
    Scale { signal, key: "company.ai_ml_credibility", fact, found }.with(base, value)
}

/// Investors: those written stay, and one is added in an example's name.
fn backing(base: &Base<'_>) -> Fact {
    let signal = Signal::Backing;
    let backers = base.profile.funding.backers.as_deref();
    let fact = backers.map(|_| base.reading(signal).proved);
    let found = backers.map(|names| if names.is_empty() { "no investor".to_owned() } else { names.join(", ") });
    let with = |name: &str| {
        let names: Vec<String> = backers.unwrap_or_default().iter().cloned().chain([name.to_owned()]).collect();
        (names.len() <= LONGEST_LIST).then(|| list_of_texts(&names))
    };
    let written = |level: Level| {
        let is_above = fact.is_none_or(|fact| level > fact);
        if level == signal.lowest() {
            Some(("[]".to_owned(), "no investor".to_owned()))
        } else if level == signal.highest() {
            let first = base.bench.program.signals.backing.tier_1.value.first()?;
            Some((with(first)?, format!("an investor on the {level} list")))
        } else if is_above {
            Some((with("A named investor")?, "a named institutional investor".to_owned()))
        } else {
            Some((
                list_of_texts(&["A named investor".to_owned()]),
                format!("no investor on the {} list", signal.highest()),
            ))
        }
    };
    Scale { signal, key: "funding.backers", fact, found }.with(base, written)
}
