//! What is marked on the position's chart: decisions, grants, deadlines, expiries.

use crate::band::Case;
use crate::calendar::Day;
use crate::evaluation::Evaluation;
use crate::report::names;

/// The most marks of a chart.
const MOST: usize = 28;
/// The most characters of a label.
const LONGEST: usize = 36;

/// What happens on a marked day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The decision on the application.
    Decision,
    /// Grants are issued.
    Issued,
    /// The last day in time for a gate.
    Deadline,
    /// The last usable day of grants.
    Ends,
}

impl Kind {
    /// The word behind what it happens to.
    const fn word(self) -> &'static str {
        match self {
            Self::Decision => "",
            Self::Issued => " issued",
            Self::Deadline => " deadline",
            Self::Ends => " ends",
        }
    }

    /// The class of its shape.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Decision => "m decision",
            Self::Issued => "m issued",
            Self::Deadline => "m due",
            Self::Ends => "m ends",
        }
    }
}

/// A day with something of one kind on it.
#[derive(Debug, Clone)]
pub struct Mark {
    /// The day.
    pub day: Day,
    /// The kind.
    pub kind: Kind,
    /// What it is, shortened to fit.
    pub label: String,
    /// What it is, in full.
    pub text: String,
}

/// The marks of one case inside the plan, by day, and how many more there are than fit.
pub fn marks(evaluation: &Evaluation<'_>, case: Case) -> (Vec<Mark>, usize) {
    let last = evaluation.profile.plan.horizon.last();
    let mut found: Vec<(Day, Kind, String)> = Vec::new();
    let timeline = &evaluation.timeline;
    if let Some(acceptance) = timeline.acceptance {
        found.push((*acceptance.get(case), Kind::Decision, "acceptance".to_owned()));
    }
    found.extend(
        timeline
            .gates
            .iter()
            .map(|gate| (*gate.deadline.get(case), Kind::Deadline, names::gate(evaluation, gate.id()))),
    );
    for grant in &timeline.grants {
        let Some((life, _)) = grant.credit(case) else { continue };
        let name = names::grant(evaluation, grant);
        found.push((life.issued, Kind::Issued, name.clone()));
        found.push((life.last(), Kind::Ends, name));
    }
    found.retain(|(day, ..)| *day >= Day::ZERO && *day <= last);
    found.sort_by_key(|(day, kind, _)| (*day, *kind));
    let mut days: Vec<(Day, Kind, Vec<String>)> = Vec::new();
    for (day, kind, what) in found {
        match days.last_mut() {
            Some((last, same, all)) if (*last, *same) == (day, kind) => all.push(what),
            _ => days.push((day, kind, vec![what])),
        }
    }
    let more = days.len().saturating_sub(MOST);
    if more > 0 {
        // The ends of many small credits would bury what the plan waits for.
        days.sort_by_key(|(_, kind, _)| *kind == Kind::Ends);
        days.truncate(MOST);
        days.sort_by_key(|(day, kind, _)| (*day, *kind));
    }
    (days.into_iter().map(|(day, kind, what)| mark(day, kind, &what)).collect(), more)
}

fn mark(day: Day, kind: Kind, what: &[String]) -> Mark {
    let word = kind.word();
    let text = format!("{}{word}", what.join(", "));
    let room = LONGEST.saturating_sub(word.len());
    let (mut label, mut named) = (String::new(), 0_usize);
    for name in what {
        let longer = if named == 0 { name.clone() } else { format!("{label}, {name}") };
        if named > 0 && longer.chars().count() > room {
            break;
        }
        (label, named) = (longer, named.saturating_add(1));
    }
    if label.chars().count() > room {
        label = label.chars().take(room.saturating_sub(1)).chain(['…']).collect();
    }
    let more = what.len().saturating_sub(named);
    if more > 0 {
        label.push_str(&format!(" +{more}"));
    }
    Mark { day, kind, label: label + word, text }
}
