//! The one missing fact whose worst answer leaves the fewest tiers open.

use super::bench::{Base, Verdict};
use super::facts::Fact;
use crate::money::Usd;
use crate::program::Tier;

/// A missing fact, and what each of its answers leaves open.
#[derive(Debug, Clone)]
pub struct MissingFact<'a> {
    /// The profile key.
    pub key: String,
    /// The most tiers that an answer leaves open, no tier at all among them.
    pub most: usize,
    /// Between the largest awards that the best and the worst answer leave possible.
    pub award_spread: Usd,
    /// Each possible answer, in rising order.
    pub answers: Vec<Possibility<'a>>,
}

/// What one answer leaves open.
#[derive(Debug, Clone)]
pub struct Possibility<'a> {
    /// The answer in few words.
    pub answer: String,
    /// The arguments that give it.
    pub set: Vec<String>,
    /// The tiers that may turn out to be the assigned one, the largest award first.
    pub tiers: Vec<&'a Tier>,
    /// True where it may turn out that no tier is assigned.
    pub or_none: bool,
}

impl Possibility<'_> {
    /// The number of outcomes left open.
    fn count(&self) -> usize {
        self.tiers.len().saturating_add(usize::from(self.or_none))
    }

    /// The largest award left possible.
    fn best(&self) -> Usd {
        self.tiers.first().map_or(Usd::ZERO, |tier| tier.award.value)
    }
}

/// The fact to ask for first; `None` where no missing fact changes which tiers are open.
pub fn first<'a>(base: &Base<'_>, tiers: &'a [Tier], facts: &[Fact]) -> Option<MissingFact<'a>> {
    let now = Verdict::of(base.bench.program, base.assessment).open;
    let asked = facts.iter().filter(|fact| fact.is_missing).filter_map(|fact| {
        let answers: Vec<(&super::facts::Answer, Verdict)> = fact
            .answers
            .iter()
            .filter_map(|answer| Some((answer, base.bench.verdict(answer.set.iter().map(String::as_str))?)))
            .collect();
        if answers.iter().all(|(_, verdict)| verdict.open == now) {
            return None;
        }
        let possibility = |(answer, verdict): (&super::facts::Answer, Verdict)| Possibility {
            answer: answer.phrase.clone(),
            set: answer.set.clone(),
            tiers: verdict.open.iter().filter_map(|tier| tiers.get(*tier)).collect(),
            or_none: verdict.assigned.is_none(),
        };
        let answers: Vec<Possibility<'a>> = answers.into_iter().map(possibility).collect();
        let most = answers.iter().map(Possibility::count).max()?;
        let best = answers.iter().map(Possibility::best);
        let award_spread = best.clone().max()? - best.min()?;
        Some(MissingFact { key: fact.key.clone(), most, award_spread, answers })
    });
    // Where two are alike the first one stays: the facts stand in the order of the format.
    asked.min_by_key(|fact| (fact.most, std::cmp::Reverse(fact.award_spread)))
}
