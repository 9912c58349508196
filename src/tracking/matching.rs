//! Which planned grant a credit is: by name, amount and date, and by the caller's word where that leaves a doubt.

use std::collections::BTreeSet;

use super::found::Found;
use crate::band::Case;
use crate::calendar::Horizon;
use crate::id::GrantId;
use crate::timeline::Grant;

/// Why a credit is taken for a grant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// Two of name, amount and date agree, or the name alone.
    Agrees {
        /// The name holds every word of the grant's id.
        name: bool,
        /// The amount is the planned one.
        amount: bool,
        /// It starts in the months in which the grant is planned.
        date: bool,
    },
    /// It is called as the grant is.
    SameId,
    /// The caller says so.
    Told,
}

impl Reason {
    /// In words.
    #[must_use]
    pub fn words(self) -> String {
        match self {
            Self::Told => "as --match says".to_owned(),
            Self::SameId => "by its id".to_owned(),
            Self::Agrees { name, amount, date } => {
                let parts = [(name, "name"), (amount, "amount"), (date, "date")];
                let parts: Vec<&str> = parts.into_iter().filter(|(holds, _)| *holds).map(|(_, word)| word).collect();
                match parts.as_slice() {
                    [head @ .., last] if !head.is_empty() => format!("by {} and {last}", head.join(", ")),
                    _ => format!("by {}", parts.join(", ")),
                }
            }
        }
    }

    fn rank(self) -> u8 {
        match self {
            Self::Told => 5,
            Self::SameId => 4,
            Self::Agrees { name, amount, date } => {
                u8::from(name).saturating_add(u8::from(amount)).saturating_add(u8::from(date))
            }
        }
    }
}

/// A credit that could be more than one grant, or a grant that could be more than one credit.
#[derive(Debug, Clone)]
pub struct Doubt {
    /// The credits, by key.
    pub credits: Vec<String>,
    /// The grants.
    pub grants: Vec<GrantId>,
}

/// Which credit is which grant.
#[derive(Debug, Default)]
pub struct Matches {
    /// The place of each grant and of its credit, with the reason.
    pub pairs: Vec<(usize, usize, Reason)>,
    /// What is left open.
    pub doubts: Vec<Doubt>,
}

/// Matches credits to grants. `told` are pairs of places that the caller gives.
pub fn matches(grants: &[Grant<'_>], found: &[Found], told: &[(usize, usize)], horizon: &Horizon) -> Matches {
    let mut matches = Matches::default();
    matches.pairs.extend(told.iter().map(|(grant, credit)| (*grant, *credit, Reason::Told)));
    let mut doubtful: BTreeSet<usize> = BTreeSet::new();
    for rank in (1..=4).rev() {
        let open = candidates(grants, found, &matches, &doubtful, horizon, rank);
        let (sure, doubts): (Vec<_>, Vec<_>) = open.iter().copied().partition(|(grant, credit, _)| {
            open.iter().filter(|(other, _, _)| other == grant).count() == 1
                && open.iter().filter(|(_, other, _)| other == credit).count() == 1
        });
        matches.pairs.extend(sure);
        for group in groups(&doubts) {
            doubtful.extend(group.1.iter().copied());
            matches.doubts.push(Doubt {
                grants: group.0.iter().filter_map(|place| grants.get(*place)).map(|grant| grant.id.clone()).collect(),
                credits: group.1.iter().filter_map(|place| found.get(*place)).map(|one| one.key.clone()).collect(),
            });
        }
    }
    matches
}

type Pair = (usize, usize, Reason);

fn candidates(
    grants: &[Grant<'_>],
    found: &[Found],
    matches: &Matches,
    doubtful: &BTreeSet<usize>,
    horizon: &Horizon,
    rank: u8,
) -> Vec<Pair> {
    let mut open = Vec::new();
    for (place, grant) in grants.iter().enumerate() {
        let is_taken = matches.pairs.iter().any(|(taken, _, _)| *taken == place);
        for (at, credit) in found.iter().enumerate() {
            let is_used = doubtful.contains(&at) || matches.pairs.iter().any(|(_, used, _)| *used == at);
            if is_taken || is_used || credit.provider != *grant.provider {
                continue;
            }
            open.extend(reason(grant, credit, horizon).filter(|why| why.rank() == rank).map(|why| (place, at, why)));
        }
    }
    open
}

/// The pairs that share a grant or a credit, together.
fn groups(pairs: &[Pair]) -> Vec<(BTreeSet<usize>, BTreeSet<usize>)> {
    let mut groups: Vec<(BTreeSet<usize>, BTreeSet<usize>)> = Vec::new();
    for (grant, credit, _) in pairs {
        let (mut joined, apart): (Vec<_>, Vec<_>) =
            groups.into_iter().partition(|(grants, credits)| grants.contains(grant) || credits.contains(credit));
        let mut group = (BTreeSet::from([*grant]), BTreeSet::from([*credit]));
        for (grants, credits) in &mut joined {
            group.0.append(grants);
            group.1.append(credits);
        }
        groups = apart;
        groups.push(group);
    }
    groups
}

fn reason(grant: &Grant<'_>, credit: &Found, horizon: &Horizon) -> Option<Reason> {
    if credit.is_called(grant.id.as_str()) {
        return Some(Reason::SameId);
    }
    let name = holds_words(&credit.name, grant.id.as_str());
    let listed = credit.listed.as_ref();
    let initial = listed.map(|listed| listed.initial.rounded());
    let amount = initial.is_some_and(|initial| Case::ALL.iter().any(|case| *grant.amount.get(*case) == initial));
    let date = listed.is_some_and(|listed| {
        let issued = Case::ALL.iter().filter_map(|case| *grant.life.get(*case)).map(|life| horizon.date(life.issued));
        let months: Vec<_> = issued.collect();
        let earliest = months.iter().min().map(|date| date.first_of_month());
        let latest = months.iter().max().map(|date| date.end_of_month_after(0));
        earliest.zip(latest).is_some_and(|(from, to)| listed.starts >= from && listed.starts <= to)
    });
    (name || (amount && date)).then_some(Reason::Agrees { name, amount, date })
}

/// True where the name holds every word of an id.
fn holds_words(name: &str, id: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let words: BTreeSet<&str> = name.split(|c: char| !c.is_ascii_alphanumeric()).collect();
    id.split('-').all(|word| words.contains(word))
}
