//! What would have to be true for an award: every minimal set of changes to the facts, and what each is worth.

mod bench;
mod facts;
mod hedge;
mod near;
mod projection;
mod question;
mod search;
mod traction;
mod words;

use crate::diagnostic::Diagnostics;
use crate::document::Input;
use crate::evaluation::{Evaluation, evaluate};
use crate::money::Usd;
use crate::position::Amounts;
use crate::profile::Profile;
use crate::program::{self, Program, Tier};
use crate::scoring::Answer;
use crate::signal::Signal;

use bench::{Base, Bench};
use facts::Fact;
use search::{Pick, Search, sets};

pub use near::{Step, steps};
pub use question::{MissingFact, Possibility};

/// What would have to be true of a company for the tiers asked for.
#[derive(Debug, Clone)]
pub struct Reach<'a> {
    /// The profile as it stands.
    pub profile: Profile,
    /// The rules.
    pub program: &'a Program,
    /// Whether screening passes.
    pub eligible: Answer,
    /// The missing keys that screening waits for.
    pub screening_missing: Vec<String>,
    /// The tier that the facts assign.
    pub assigned: Option<&'a Tier>,
    /// The highest tier that the facts do not rule out.
    pub possible: Option<&'a Tier>,
    /// What the plan is worth as it stands.
    pub now: Worth,
    /// The missing fact to ask for first; `None` where none changes which tiers are open.
    pub missing_fact: Option<MissingFact<'a>>,
    /// Each tier asked for, the smallest award first.
    pub targets: Vec<Target<'a>>,
}

/// A tier, and every way to it.
#[derive(Debug, Clone)]
pub struct Target<'a> {
    /// The tier.
    pub tier: &'a Tier,
    /// True where the facts assign it, or a higher one, as they stand; the one set is then empty.
    pub is_reached: bool,
    /// Every minimal set of changes that assigns it or a higher one. Those with a fixed fact come last, then those with
    /// more changes.
    pub sets: Vec<ChangeSet<'a>>,
}

/// Changes that together assign a tier, each of them needed.
#[derive(Debug, Clone)]
pub struct ChangeSet<'a> {
    /// The tier that they assign: the one asked for, or a higher one.
    pub assigns: &'a Tier,
    /// The changes, in the order of the format.
    pub changes: Vec<Change>,
    /// What the plan is then worth; `Err` says why it cannot be laid out.
    pub worth: Result<Worth, String>,
}

impl ChangeSet<'_> {
    /// True where a fact would have to be another that a company cannot change before it applies.
    #[must_use]
    pub fn has_fixed(&self) -> bool {
        self.changes.iter().any(|change| change.kind == Kind::Fixed)
    }
}

/// One fact as it would have to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The profile key.
    pub key: String,
    /// The signal that it bears on.
    pub signal: Signal,
    /// Whether it can be changed.
    pub kind: Kind,
    /// The change in few words.
    pub phrase: String,
    /// What the profile gives, in words; `unknown` where it gives nothing.
    pub found: String,
    /// The least value that passes, in words.
    pub needed: String,
    /// The way from the one to the other in the key's own unit, where both are known.
    pub gap: Option<String>,
    /// The arguments of `--set` that make the change.
    pub set: Vec<String>,
    /// The lines of the source on the signal.
    pub lines: Vec<u32>,
}

/// Whether a fact can be changed before an application.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The profile does not say; it may be so already.
    FillIn,
    /// It can be changed.
    Movable,
    /// It is what it is.
    Fixed,
}

impl Kind {
    /// The kind of a fact that bears on a signal: one that is missing may be so already, the others are as the program
    /// has the signal.
    fn of(program: &Program, signal: Signal, is_missing: bool) -> Self {
        match program.signals.rule(signal).map(|rule| rule.change) {
            _ if is_missing => Self::FillIn,
            Some(program::Change::Fixed) => Self::Fixed,
            Some(program::Change::Movable) | None => Self::Movable,
        }
    }

    /// The word in every output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::FillIn => "fill-in",
            Self::Movable => "movable",
            Self::Fixed => "fixed",
        }
    }
}

/// What a plan comes to by its last day: the likely case, if accepted wherever the plan applies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Worth {
    /// The award of the tier that the plan follows.
    pub award: Option<Usd>,
    /// Credits issued.
    pub granted: Usd,
    /// Credits used.
    pub consumed: Usd,
    /// What the services cost, which follows the changes to spend.
    pub charges: Usd,
    /// What credits do not pay.
    pub cash: Usd,
    /// Why the plan's grants hold no award; `None` where they do.
    pub without_award: Option<String>,
}

impl Worth {
    fn of(evaluation: &Evaluation<'_>) -> Self {
        let assessment = &evaluation.assessment;
        let award = assessment.award();
        let without_award = match award {
            _ if evaluation.timeline.acceptance.is_some() => None,
            Some(_) => Some(assessment.reasons().join("; ")),
            None => Some("no tier is assigned".to_owned()),
        };
        let Amounts { granted, consumed, charges, cash, .. } = evaluation.accepted.likely.totals();
        Self { award, granted, consumed, charges, cash, without_award }
    }
}

/// What would have to be true for one tier of the program, or for each above the assigned one.
///
/// Exact and complete over what the profile's keys can say of a signal: a level for a level, the least count, revenue,
/// list or projection for a threshold, each on its own; never other validation in words, which no one can measure.
///
/// # Errors
/// What is wrong with the profile as it stands.
pub fn reach<'a>(input: &Input, program: &'a Program, tier: Option<&Tier>) -> Result<Reach<'a>, Diagnostics> {
    let profile = Profile::parse(input, program)?;
    let evaluation = evaluate(&profile, program)?;
    let Evaluation { services, assessment, .. } = &evaluation;
    let bench = Bench { input, program };
    let base = Base { bench, profile: &profile, services, assessment };
    let facts = facts(&base);
    let own = |tier: &Tier| program.tiers.iter().position(|own| own.id == tier.id);
    let assigned = assessment.tier.assigned.and_then(own);
    let asked: Vec<usize> = match tier {
        Some(tier) => own(tier).into_iter().collect(),
        None => (0..assigned.unwrap_or(program.tiers.len())).rev().collect(),
    };
    let mut search = Search::new(&base, &facts);
    let target = |at: usize| {
        let mut picks = search.minimal(at);
        picks.sort_by_cached_key(|(pick, _)| rank(&facts, pick));
        let sets = picks.iter().filter_map(|(pick, assigns)| change_set(bench, program, &facts, pick, *assigns));
        let is_reached = assigned.is_some_and(|assigned| assigned <= at);
        Some(Target { tier: program.tiers.get(at)?, is_reached, sets: sets.collect() })
    };
    let targets = asked.into_iter().filter_map(target).collect();
    let missing_fact = question::first(&base, &program.tiers, &facts);
    let at = |place: Option<usize>| place.and_then(|place| program.tiers.get(place));
    let (eligible, now) = (assessment.screening.eligible, Worth::of(&evaluation));
    let waited_for = assessment.screening.findings.iter().flat_map(|finding| &finding.missing);
    let screening_missing = waited_for.map(ToString::to_string).collect();
    let (assigned, possible) = (at(assigned), at(assessment.tier.possible.and_then(own)));
    drop(evaluation);
    Ok(Reach { profile, program, eligible, screening_missing, assigned, possible, now, missing_fact, targets })
}

/// Every fact that decides, in the order of the format.
fn facts(base: &Base<'_>) -> Vec<Fact> {
    let [stage, product, team, backing, commitment, poc] = facts::scales(base);
    let mut facts = vec![stage, product, team, backing];
    facts.extend(traction::facts(base));
    facts.extend([commitment, poc]);
    let projection = projection::fact(base);
    let hedge = hedge::fact(base, &projection);
    facts.push(projection);
    facts.extend(hedge);
    facts
}

/// Where a pick stands among others: a fixed fact late, many changes late, ways to the same traction together.
fn rank(facts: &[Fact], pick: &Pick) -> (bool, usize, Pick, Pick) {
    let signal = |fact: &usize| facts.get(*fact).map(|fact| fact.signal);
    let has_fixed = pick.keys().any(|fact| facts.get(*fact).is_some_and(|fact| fact.kind == Kind::Fixed));
    let rest = pick.iter().filter(|(fact, _)| signal(fact) != Some(Signal::Traction));
    (has_fixed, pick.len(), rest.map(|(fact, answer)| (*fact, *answer)).collect(), pick.clone())
}

/// The changes of a pick and what they are worth.
fn change_set<'a>(
    bench: Bench<'_>,
    program: &'a Program,
    facts: &[Fact],
    pick: &Pick,
    assigns: usize,
) -> Option<ChangeSet<'a>> {
    let change = |(fact, answer): (&usize, &usize)| {
        let fact = facts.get(*fact)?;
        let lines = program.signals.rule(fact.signal).map(|rule| rule.citation.lines.as_slice());
        Some(fact.change(fact.answers.get(*answer)?, lines.unwrap_or_default()))
    };
    let worth = Profile::parse(&bench.input_with(sets(facts, pick)), program)
        .and_then(|profile| evaluate(&profile, program).map(|evaluation| Worth::of(&evaluation)))
        .map_err(|wrong| wrong.iter().map(|one| one.message.clone()).collect::<Vec<_>>().join("; "));
    Some(ChangeSet { assigns: program.tiers.get(assigns)?, changes: pick.iter().filter_map(change).collect(), worth })
}
