//! The questions that decide the tier, the most telling first, until nothing that is asked could change it.

use super::names;
use super::worlds::{Range, Worlds};
use crate::diagnostic::Diagnostics;
use crate::document::{Input, list, quoted};
use crate::id::TierId;
use crate::profile::Profile;
use crate::program::Program;
use crate::scoring::{self, Assessment, Reading, Readings};
use crate::signal::{Level, Signal};
use crate::spend;

/// How a question is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// Yes or no.
    YesNo,
    /// Names with commas between them, or `none`.
    Names,
    /// A number.
    Number,
    /// Numbers with commas between them.
    Numbers,
    /// Amounts now, in a year and in two, and how they were projected.
    Projection,
}

/// A question to a founder.
#[derive(Debug, Clone)]
pub struct Question {
    /// The profile key that the answer goes to.
    pub key: String,
    /// The question, with its question mark.
    pub text: String,
    /// How it is answered.
    pub asked: Asked,
    /// The level of a signal that it asks about: whether it is at least that.
    pub level: Level,
}

/// An answer to a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// Yes.
    Yes,
    /// No.
    No,
    /// Not known, or not to be said.
    Skip,
    /// Names or numbers, as typed.
    Words(String),
}

/// An interview under way.
#[derive(Debug)]
pub struct Interview<'p> {
    program: &'p Program,
    facts: Input,
    /// What answers of yes and no have narrowed a signal to.
    narrowed: Vec<Range>,
    /// Keys that were skipped.
    skipped: Vec<String>,
}

impl<'p> Interview<'p> {
    /// Begins with what is known already.
    #[must_use]
    pub const fn new(program: &'p Program, facts: Input) -> Self {
        Self { program, facts, narrowed: Vec::new(), skipped: Vec::new() }
    }

    /// What is known by now.
    #[must_use]
    pub const fn facts(&self) -> &Input {
        &self.facts
    }

    /// The tier that the facts prove by now, and the highest that they do not rule out.
    ///
    /// # Errors
    /// The facts are not those of a profile.
    pub fn tiers(&self) -> Result<[Option<TierId>; 2], Diagnostics> {
        let tier = self.assessment()?.tier;
        Ok([tier.assigned, tier.possible].map(|tier| tier.map(|tier| tier.id.clone())))
    }

    /// The next question; none where the tier is settled, or nothing that could still be asked would settle more.
    ///
    /// # Errors
    /// The facts are not those of a profile.
    pub fn next_question(&self) -> Result<Option<Question>, Diagnostics> {
        let readings = self.assessment()?.signals;
        let ranges: Vec<Range> =
            readings.iter().filter(|one| !one.signal().is_count()).map(|one| self.range(one)).collect();
        let worlds = Worlds::of(self.program, &ranges);
        let before = worlds.pairs();
        let open = |range: &&Range| !range.is_known();
        let levels = ranges.iter().filter(open).flat_map(|range| {
            (range.least.rank()..range.most.rank()).map(|rank| range.signal().level(rank.saturating_add(1)))
        });
        let mut best: Option<(usize, Question)> = None;
        for level in levels {
            let left = worlds.left_together(level);
            let tells_more = best.as_ref().is_none_or(|(fewest, _)| left < *fewest);
            if left < before && tells_more {
                best = self.question(&readings, level).map(|question| (left, question)).or(best);
            }
        }
        if best.is_none() {
            // A signal that was asked about is asked to its end: the file needs one level.
            let begun = self.narrowed.iter().find(|range| !range.is_known() && !self.is_skipped(range.signal()));
            let level = begun.map(|range| range.signal().level(range.least.rank().saturating_add(1)));
            return Ok(level.and_then(|level| self.question(&readings, level)));
        }
        Ok(best.map(|(_, question)| question))
    }

    /// Takes an answer. One of words changes nothing where it cannot be read.
    ///
    /// # Errors
    /// The mistakes of the words.
    pub fn answer(&mut self, question: &Question, reply: Reply) -> Result<(), Diagnostics> {
        match reply {
            Reply::Skip => self.skipped.push(question.key.clone()),
            Reply::Yes | Reply::No => self.narrow(question, reply == Reply::Yes)?,
            Reply::Words(words) => {
                let value = value(question.asked, &words);
                let facts = self.facts.clone().with_value("answer", &question.key, &value);
                Profile::parse(&facts, self.program)?;
                self.facts = facts;
                // What an answer leaves open of its own fact is not asked again.
                self.skipped.push(question.key.clone());
            }
        }
        Ok(())
    }

    fn assessment(&self) -> Result<Assessment<'p>, Diagnostics> {
        let profile = Profile::parse(&self.facts, self.program)?;
        let services = spend::services(&profile, self.program).map_err(|found| self.facts.diagnostics(found))?;
        Ok(scoring::assess(&profile, self.program, &services))
    }

    /// What the facts and the answers leave of a signal.
    fn range(&self, reading: &Reading<'_>) -> Range {
        let narrowed = self.narrowed.iter().find(|range| range.signal() == reading.signal());
        let known = Range { least: reading.proved, most: reading.possible };
        narrowed.copied().filter(|_| !known.is_known()).unwrap_or(known)
    }

    fn is_skipped(&self, signal: Signal) -> bool {
        yes_no_key(signal).is_some_and(|key| self.skipped.iter().any(|skipped| skipped == key))
    }

    /// The question on the first absent fact that could prove the level.
    fn question(&self, readings: &Readings<'_>, level: Level) -> Option<Question> {
        let could =
            |(key, top): &&(crate::scoring::Key, Level)| *top >= level && !self.skipped.iter().any(|one| one == key);
        let (key, _) = readings.of(level.signal()).missing.iter().find(could)?;
        let (asked, text) = wording(key, level, self.program)?;
        Some(Question { key: key.to_string(), text, asked, level })
    }

    /// Narrows a signal down, and writes its fact once one level is left.
    fn narrow(&mut self, question: &Question, is_yes: bool) -> Result<(), Diagnostics> {
        let level = question.level;
        let signal = level.signal();
        let before = self.narrowed.iter().position(|range| range.signal() == signal);
        let mut range = match before {
            Some(at) => self.narrowed.swap_remove(at),
            None => Range { least: signal.lowest(), most: signal.highest() },
        };
        if is_yes {
            range.least = range.least.max(level);
        } else {
            range.most = range.most.min(signal.level(level.rank().saturating_sub(1)));
        }
        self.narrowed.push(range);
        if range.is_known() {
            let value = match signal {
                Signal::Team => (range.least > signal.lowest()).to_string(),
                _ => quoted(range.least.name()),
            };
            let facts = self.facts.clone().with_value("answer", &question.key, &value);
            Profile::parse(&facts, self.program)?;
            self.facts = facts;
        }
        Ok(())
    }
}

/// The key that holds a signal's level itself, which yes and no narrow down.
const fn yes_no_key(signal: Signal) -> Option<&'static str> {
    match signal {
        Signal::Product => Some("company.product"),
        Signal::Team => Some("company.ai_ml_credibility"),
        Signal::Commitment => Some("bedrock.commitment"),
        Signal::Poc => Some("bedrock.poc"),
        _ => None,
    }
}

/// The value that an answer of words stands for, written as TOML; where it is none, the words as they are.
fn value(asked: Asked, words: &str) -> String {
    let parts = || words.split(',').map(str::trim).filter(|part| !part.is_empty());
    let is_no = ["n", "no", "none"].contains(&words.trim().to_lowercase().as_str());
    match asked {
        Asked::Names if is_no => list([]),
        Asked::Number | Asked::Numbers if is_no => "0".to_owned(),
        Asked::Projection if is_no => "{ current = 0 }".to_owned(),
        Asked::Names => names(words),
        Asked::Numbers if parts().count() > 1 => list(parts().map(str::to_owned)),
        Asked::Projection => {
            let is_number = |part: &&str| part.starts_with(|c: char| c.is_ascii_digit());
            let amounts = ["current", "month_12", "month_24"].into_iter().zip(parts().filter(is_number));
            let basis = parts().filter(|part| !is_number(part)).map(|word| format!("basis = {}", quoted(word)));
            let amounts = amounts.map(|(key, amount)| format!("{key} = {amount}"));
            format!("{{ {} }}", amounts.chain(basis).collect::<Vec<_>>().join(", "))
        }
        Asked::Numbers | Asked::Number | Asked::YesNo => words.trim().to_owned(),
    }
}

/// How a question is put, and how it is answered; none for a fact that is not asked for.
fn wording(key: &str, level: Level, program: &Program) -> Option<(Asked, String)> {
    let rules = &program.signals;
    let projected = format!("spend.{}", rules.projection.service.value);
    let put = |asked: Asked, text: &str| Some((asked, text.to_owned()));
    match key {
        "company.product" => put(Asked::YesNo, product(level)),
        "company.ai_ml_credibility" => put(Asked::YesNo, "Does the founding team have a relevant AI/ML background?"),
        "bedrock.commitment" => put(Asked::YesNo, commitment(level)),
        "bedrock.poc" => put(Asked::YesNo, poc(level)),
        "funding.backers" => put(Asked::Names, "Which institutional investors back you?"),
        "traction.enterprise_lois" => put(Asked::Names, "Which companies have signed a letter of intent?"),
        "traction.monthly_active_users" => put(Asked::Number, "How many monthly active users are there?"),
        "traction.design_partners" => put(Asked::Number, "How many design partners are there?"),
        "traction.mrr" => {
            let months = rules.traction.growth_months.value;
            let text = format!(
                "What is the monthly recurring revenue in USD? Growth shows in the last {months} months, oldest first."
            );
            Some((Asked::Numbers, text))
        }
        key if key == projected => {
            let (id, bases) = (&rules.projection.service.value, crate::program::BASES.join(", "));
            let text = format!(
                "What will {id} cost in USD a month: now, in 12 and in 24 months? And how was that projected ({bases})?"
            );
            Some((Asked::Projection, text))
        }
        _ => None,
    }
}

const fn product(level: Level) -> &'static str {
    match level.rank() {
        1 => "Is AI at least one component of the product, rather than added to what stands without it?",
        2 => "Is AI the product itself, rather than one component of a larger one?",
        _ => "Could the product not exist at all without foundation models?",
    }
}

const fn commitment(level: Level) -> &'static str {
    match level.rank() {
        1 => "Will at least a part of your inference run on Bedrock?",
        _ => "Will Bedrock be your primary inference path?",
    }
}

const fn poc(level: Level) -> &'static str {
    match level.rank() {
        1 => "Is a proof of concept on Bedrock at least planned?",
        2 => "Has a proof of concept on Bedrock been demonstrated?",
        _ => "Does a Bedrock workload serve users in production?",
    }
}
