//! What would have to be true, rendered as text, JSON and Markdown.

mod json;
mod markdown;
mod text;

use crate::advice::reach::{Change, ChangeSet, Kind, Reach, Target};
use crate::scoring::Answer;

pub use json::json;
pub use markdown::markdown;
pub use text::text;

/// The table of the profile that holds what services cost.
const SPEND: &str = "spend.";

/// Sets that differ in one change and in nothing else, which are shown as one.
pub(super) struct Row<'r, 'a> {
    /// Their numbers, from 1: `2-4`.
    numbers: String,
    /// The first of them.
    pub(super) set: &'r ChangeSet<'a>,
    /// The changes that they have in common.
    common: Vec<&'r Change>,
    /// The one change that each has of its own; none where there is one set.
    either: Vec<&'r Change>,
}

/// The sets of a target, those that differ in one change together.
pub(super) fn rows<'r, 'a>(target: &'r Target<'a>) -> Vec<Row<'r, 'a>> {
    let mut rows: Vec<(usize, Row<'r, 'a>)> = Vec::new();
    for (number, set) in (1_usize..).zip(&target.sets) {
        if let Some((first, row)) = rows.last_mut()
            && row.takes(set)
        {
            row.numbers = format!("{first}-{number}");
            continue;
        }
        let common = set.changes.iter().collect();
        rows.push((number, Row { numbers: number.to_string(), set, common, either: Vec::new() }));
    }
    rows.into_iter().map(|(_, row)| row).collect()
}

impl<'r, 'a> Row<'r, 'a> {
    /// Takes a set that differs in the one change only, where it is such a set.
    fn takes(&mut self, set: &'r ChangeSet<'a>) -> bool {
        let is_alike = set.assigns.id == self.set.assigns.id && set.worth == self.set.worth;
        let own: Vec<&Change> = set.changes.iter().filter(|change| !self.set.changes.contains(change)).collect();
        let first: Vec<&Change> = self.set.changes.iter().filter(|change| !set.changes.contains(change)).collect();
        let ([own], [first]) = (own.as_slice(), first.as_slice()) else { return false };
        let is_next = self.either.first().is_none_or(|either| either == first);
        if !is_alike || !is_next || own.signal != first.signal {
            return false;
        }
        if self.either.is_empty() {
            self.common.retain(|change| change != first);
            self.either.push(first);
        }
        self.either.push(own);
        true
    }

    /// The phrases of the common changes of a kind, and the others where they are all of that kind.
    pub(super) fn phrases(&self, kind: Kind) -> Vec<String> {
        let own = self.common.iter().filter(|change| change.kind == kind).map(|change| change.phrase.clone());
        let is_all = !self.either.is_empty() && self.either.iter().all(|change| change.kind == kind);
        own.chain(is_all.then(|| self.one_of(|change| change.phrase.clone()))).collect()
    }

    /// The others, each with its kind, where they are of several.
    pub(super) fn mixed(&self) -> Option<String> {
        let kind = self.either.first()?.kind;
        let is_mixed = self.either.iter().any(|change| change.kind != kind);
        is_mixed.then(|| self.one_of(|change| format!("{} ({})", change.phrase, change.kind.name())))
    }

    fn one_of(&self, say: impl Fn(&Change) -> String) -> String {
        format!("one of: {}", self.either.iter().map(|change| say(change)).collect::<Vec<_>>().join(" | "))
    }
}

/// Each change of any set, once.
fn distinct<'r>(reach: &'r Reach<'_>) -> Vec<&'r Change> {
    let sets = reach.targets.iter().flat_map(|target| &target.sets);
    let mut changes: Vec<&Change> = Vec::new();
    for change in sets.flat_map(|set| &set.changes) {
        if !changes.contains(&change) {
            changes.push(change);
        }
    }
    changes.sort_by(|one, other| (one.signal, &one.key).cmp(&(other.signal, &other.key)));
    changes
}

/// What stands in the place of sets where there is nothing to change, or nothing that helps.
pub(super) fn without_sets(target: &Target<'_>) -> Option<&'static str> {
    match target.sets.as_slice() {
        _ if target.is_reached => Some("assigned as the facts stand"),
        [] => Some("no value of the profile's keys assigns it"),
        _ => None,
    }
}

/// What there is to know before the sets: what has been decided, and what screening leaves open.
pub(super) fn remarks(reach: &Reach<'_>) -> Vec<String> {
    let decision = reach.profile.actuals.decision.as_ref();
    let decided = decision.map(|decision| {
        format!("decided on {}; the sets say what other facts would assign, not what was awarded", decision.decided())
    });
    let open = (reach.eligible == Answer::Unknown && !reach.screening_missing.is_empty()).then(|| {
        let keys = reach.screening_missing.join(", ");
        format!("screening is open for want of {keys}; a set leaves these open where its tier does not need them")
    });
    decided.into_iter().chain(open).collect()
}

/// The heading's last words: in which case, and for how many it comes true.
pub(super) fn worth_is(reach: &Reach<'_>) -> String {
    let horizon = &reach.profile.plan.horizon;
    let worths = reach.targets.iter().flat_map(|target| &target.sets).filter_map(|set| set.worth.as_ref().ok());
    let holds_award = worths.chain([&reach.now]).any(|worth| worth.without_award.is_none());
    let is_decided = reach.profile.actuals.decision.is_some();
    let funnel = &reach.program.funnel;
    let (selected, applications) = (funnel.selected.value, funnel.applications.value);
    let odds = if holds_award && !is_decided {
        format!("; {selected} of {applications} applicants are{}", funnel.acceptance.citation.places())
    } else {
        String::new()
    };
    let last = horizon.last();
    format!("Worth by day {last}, {}: the likely case, if accepted{odds}", horizon.date(last))
}

/// What has to be said behind the changes.
pub(super) fn footnotes(changes: &[&Change]) -> Vec<&'static str> {
    let has_name = changes.iter().flat_map(|change| &change.set).any(|set| set.contains("[\""));
    let has_spend = changes.iter().any(|change| change.key.starts_with(SPEND));
    let names = has_name.then_some("Names that are added in an argument are examples.");
    let spend = "A change to spend changes what is charged, so its cash does not compare with the plan as it stands.";
    names.into_iter().chain(has_spend.then_some(spend)).collect()
}

/// An argument as a shell takes it.
fn shell(argument: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "._-=/:,+".contains(c);
    if argument.chars().all(is_plain) { argument.to_owned() } else { format!("'{}'", argument.replace('\'', "'\\''")) }
}

/// Lines of the source: `L14, L15`.
fn cited(lines: &[u32]) -> String {
    lines.iter().map(|line| format!("L{line}")).collect::<Vec<_>>().join(", ")
}
