//! The credits that the plan goes on with: each grant with what the files say is left of it.

use super::Question;
use super::forecast::Start;
use super::found::{Found, is_listed};
use super::matching::{Matches, Reason};
use super::months::named_service;
use crate::band::{Band, Case};
use crate::calendar::{Date, Day, Horizon};
use crate::evaluation::Evaluation;
use crate::id::{GrantId, ServiceId};
use crate::import::Import;
use crate::money::Usd;
use crate::position::{Position, Use};
use crate::timeline::{Grant, GrantKind, Life, Status};

/// The name of held credits in `grants[].program`.
const HELD: &str = "held";
/// The longest id.
const LONGEST_ID: usize = 64;

/// A credit from here on.
#[derive(Debug, Clone)]
pub struct Entry<'a> {
    /// The grant with what is left of it as its amount.
    pub grant: Grant<'a>,
    /// What the plan has, where it is in the plan.
    pub planned: Option<Grant<'a>>,
    /// The credits that it is, with the reasons.
    pub credits: Vec<(Found, Reason)>,
    /// What it was issued with; the plan's amount where no list says.
    pub issued: Band<Usd>,
    /// What the plan has it come to by the last closed month, in the likely case.
    pub planned_use: Option<Use>,
    /// What it paid.
    pub used: Usd,
    /// What had lapsed by the last closed month.
    pub lapsed: Band<Usd>,
    /// What the files say of it.
    pub state: State,
}

/// What the files say of a grant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It was found.
    Found,
    /// It was found and is paused: the plan goes on without it.
    Paused,
    /// It ended before the plan began, and is no part of its totals.
    Ended,
    /// It was found on bills alone: what was issued is the plan's amount.
    Billed,
    /// It was to be there by now, and the list does not have it: the plan expects it from today on.
    Late,
    /// It is not on the files, and need not be.
    Planned,
    /// It was found on bills alone and is in no plan: nobody says what is left of it.
    Unknown,
}

impl State {
    /// The word in every output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Found => "found",
            Self::Paused => "paused",
            Self::Ended => "ended-before",
            Self::Billed => "on-bills-only",
            Self::Late => "late",
            Self::Planned => "planned",
            Self::Unknown => "balance-unknown",
        }
    }
}

impl Entry<'_> {
    /// What the files have left of it, lapsed by now or not.
    #[must_use]
    pub fn left(&self, case: Case) -> Usd {
        let listed = self.credits.iter().filter_map(|(found, _)| found.listed.as_ref());
        let listed: Vec<Usd> = listed.map(|credit| credit.remaining.rounded()).collect();
        if !listed.is_empty() && listed.len() == self.credits.len() {
            return listed.into_iter().sum();
        }
        *self.grant.amount.get(case) + *self.lapsed.get(case)
    }

    /// True where it is a credit in a case, used up or not.
    pub(super) fn was_credit(&self, case: Case) -> bool {
        self.grant.life.get(case).is_some() && !self.issued.get(case).is_zero()
    }

    /// The day from which it can be used.
    pub(super) fn usable(&self, case: Case) -> Option<Day> {
        self.grant.life.get(case).map(|life| life.usable)
    }
}

/// Puts the grants of the plan and the credits that match none of them together.
pub fn entries<'a>(
    evaluation: &Evaluation<'a>,
    import: &Import<'_>,
    found: &[Found],
    matches: &Matches,
    starts: &[Start<'a>],
    question: &Question,
) -> Vec<Entry<'a>> {
    let horizon = &evaluation.profile.plan.horizon;
    let today = horizon.day(question.today);
    let mut entries: Vec<Entry<'a>> = Vec::new();
    for (place, grant) in evaluation.timeline.grants.iter().enumerate() {
        let own = matches.pairs.iter().filter(|(taken, _, _)| *taken == place);
        let own: Vec<(Found, Reason)> =
            own.filter_map(|(_, at, why)| found.get(*at).map(|one| (one.clone(), *why))).collect();
        let start = starts.iter().find(|start| start.provider == grant.provider).map_or(Day::ZERO, Start::day);
        let end = start.min(horizon.last());
        let entry = if own.is_empty() {
            absent(grant, [start, end], is_listed(import, grant.provider).then_some(today))
        } else {
            matched(grant, own, end, horizon)
        };
        entries.push(Entry { planned_use: planned_use(evaluation, grant, start), ..entry });
    }
    for (at, one) in found.iter().enumerate() {
        if matches.pairs.iter().all(|(_, taken, _)| *taken != at) {
            let start = starts.iter().find(|start| *start.provider == one.provider);
            entries.extend(start.map(|start| held(evaluation, one, start, &entries)));
        }
    }
    entries
}

/// What the plan has a grant come to before `start`: the plan settled up to there.
fn planned_use(evaluation: &Evaluation<'_>, grant: &Grant<'_>, start: Day) -> Option<Use> {
    let own = &evaluation.profile.plan.horizon;
    let last = start.previous().min(own.last());
    let days = u32::try_from(last.0).ok()?;
    let horizon = Horizon::new(own.start(), days);
    let grants: Vec<&Grant<'_>> = evaluation.timeline.grants.iter().collect();
    let position = Position::settle(Case::Likely, &horizon, &evaluation.services, &grants);
    Some(position.grant_use(&grant.id))
}

/// A grant that no file speaks of.
fn absent<'a>(grant: &Grant<'a>, [start, end]: [Day; 2], listed_today: Option<Day>) -> Entry<'a> {
    let mut now = grant.clone();
    let due = |life: &Life| life.issued < start;
    let is_late = listed_today.is_some() && grant.life.iter().any(|(_, life)| life.as_ref().is_some_and(due));
    if let Some(today) = listed_today.filter(|_| is_late) {
        let expected = today.max(start);
        let late =
            |life: Life| Life::through(life.issued.max(expected), life.usable.max(expected), life.last().max(expected));
        now.life = grant.life.map(|life| life.map(late));
    }
    let mut entry = Entry {
        planned: Some(grant.clone()),
        credits: Vec::new(),
        issued: grant.amount,
        planned_use: None,
        used: Usd::ZERO,
        lapsed: Band::default(),
        state: if is_late { State::Late } else { State::Planned },
        grant: now,
    };
    lapse(&mut entry, end);
    entry
}

/// A grant with the credits that it is.
fn matched<'a>(grant: &Grant<'a>, credits: Vec<(Found, Reason)>, start: Day, horizon: &Horizon) -> Entry<'a> {
    let listed: Vec<_> = credits.iter().filter_map(|(one, _)| one.listed.as_ref()).collect();
    let billed: Usd = credits.iter().map(|(one, _)| one.used()).sum();
    let mut now = grant.clone();
    let (issued, used, state) = if listed.len() == credits.len() {
        let initial: Usd = listed.iter().map(|credit| credit.initial.rounded()).sum();
        let remaining: Usd = listed.iter().map(|credit| credit.remaining.rounded()).sum();
        let usable = listed.iter().filter(|credit| credit.is_enabled);
        let left: Usd = usable.map(|credit| credit.remaining.rounded()).sum();
        let starts = listed.iter().map(|credit| credit.starts).min();
        let ends = listed.iter().map(|credit| credit.ends).max();
        if let Some((starts, ends)) = starts.zip(ends) {
            let issued = horizon.day(starts);
            now.life = Band::same(Some(Life::through(issued, issued, horizon.day(ends))));
        }
        now.amount = Band::same(left);
        let state = if left < remaining { State::Paused } else { State::Found };
        (Band::same(initial), initial.less(remaining), state)
    } else {
        now.amount = grant.amount.map(|amount| amount.less(billed));
        now.life = grant.life.map(|life| life.or_else(|| any_life(grant)));
        (grant.amount, billed, State::Billed)
    };
    now.status = Band::same(Status::Actual);
    let mut entry = Entry {
        grant: now,
        planned: Some(grant.clone()),
        credits,
        issued,
        planned_use: None,
        used,
        lapsed: Band::default(),
        state,
    };
    lapse(&mut entry, start);
    entry
}

/// A life of the grant in any case: a credit that was found lives in all of them.
fn any_life(grant: &Grant<'_>) -> Option<Life> {
    Case::ALL.iter().find_map(|case| *grant.life.get(*case))
}

/// Moves what is left of a credit that ended before a day to what has lapsed.
fn lapse(entry: &mut Entry<'_>, start: Day) {
    for case in Case::ALL {
        let has_ended = entry.grant.life.get(case).is_some_and(|life| life.last() < start);
        if has_ended {
            let left = std::mem::take(entry.grant.amount.get_mut(case));
            *entry.lapsed.get_mut(case) += left;
        }
    }
}

/// A credit that is no grant of the plan.
fn held<'a>(evaluation: &Evaluation<'a>, one: &Found, start: &Start<'a>, before: &[Entry<'a>]) -> Entry<'a> {
    let horizon = &evaluation.profile.plan.horizon;
    let taken = |id: &str| {
        before.iter().any(|entry| entry.grant.id == *id)
            || evaluation.program.components().any(|component| component.id == *id)
            || evaluation.program.accelerator.tranche_number(id).is_some()
    };
    let listed = one.listed.as_ref();
    let covers = match listed {
        Some(credit) if !credit.products.is_empty() => {
            let mut covers: Vec<&'a ServiceId> =
                credit.products.iter().filter_map(|name| covered(evaluation, start, name)).collect();
            covers.sort_unstable();
            covers.dedup();
            covers
        }
        _ => evaluation
            .services
            .iter()
            .filter(|service| service.provider == start.provider)
            .map(|service| service.id)
            .collect(),
    };
    let life = listed.map(|credit| {
        let issued = horizon.day(credit.starts);
        Life::through(issued, issued, horizon.day(credit.ends))
    });
    let left = listed.filter(|credit| credit.is_enabled).map(|credit| credit.remaining.rounded()).unwrap_or_default();
    let initial = listed.map(|credit| credit.initial.rounded());
    let used = listed.map_or_else(|| one.used(), |credit| credit.initial.rounded().less(credit.remaining.rounded()));
    let state = match listed {
        Some(credit) if !credit.is_enabled => State::Paused,
        Some(_) => State::Found,
        None => State::Unknown,
    };
    let grant = Grant {
        id: GrantId::from(free_id(&one.name, &format!("{}-", evaluation.program.accelerator.grant), taken)),
        program: HELD,
        provider: start.provider,
        kind: GrantKind::Held,
        amount: Band::same(left),
        life: Band::same(life),
        status: Band::same(Status::Held),
        covers,
        assumed: Vec::new(),
    };
    let credits = vec![(one.clone(), Reason::SameId)];
    let issued = Band::same(initial.unwrap_or_default());
    let mut entry =
        Entry { grant, planned: None, credits, issued, planned_use: None, used, lapsed: Band::default(), state };
    // What ended before the plan lapsed before it, and is no part of its totals.
    if life.is_none_or(|life| life.last() >= Day::ZERO) {
        lapse(&mut entry, start.day().min(horizon.last()));
    } else {
        entry.grant.amount = Band::default();
        entry.state = State::Ended;
    }
    entry
}

fn covered<'a>(evaluation: &Evaluation<'a>, start: &Start<'a>, product: &str) -> Option<&'a ServiceId> {
    let id = named_service(&evaluation.services, evaluation, start.provider, product)?;
    evaluation.services.iter().map(|service| service.id).find(|service| **service == id)
}

/// An id made of a name, of its own.
fn free_id(name: &str, reserved: &str, taken: impl Fn(&str) -> bool) -> String {
    let mut id = String::new();
    if name.to_ascii_lowercase().replace(' ', "-").starts_with(reserved) {
        id.push_str("credit-");
    }
    for c in name.to_ascii_lowercase().chars() {
        match c {
            'a'..='z' | '0'..='9' => id.push(c),
            _ if !id.is_empty() && !id.ends_with('-') => id.push('-'),
            _ => {}
        }
    }
    id.truncate(LONGEST_ID.saturating_sub(4));
    let id = id.trim_end_matches('-');
    let id = if id.is_empty() { "credit" } else { id };
    let numbered = (2..).map(|number| format!("{id}-{number}"));
    let first = if taken(id) { None } else { Some(id.to_owned()) };
    first.or_else(|| numbered.take(10_000).find(|id| !taken(id))).unwrap_or_else(|| id.to_owned())
}

/// The date of the last usable day of a grant in a case.
pub fn expires(grant: &Grant<'_>, case: Case, horizon: &Horizon) -> Option<Date> {
    grant.life.get(case).map(|life| horizon.date(life.last()))
}
