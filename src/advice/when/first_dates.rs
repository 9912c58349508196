//! The first date at which the facts of each tier hold.

use super::{facts, firsts};
use crate::advice::edited::with_edits;
use crate::calendar::Date;
use crate::diagnostic::Diagnostics;
use crate::evaluation::Evaluation;
use crate::profile::Profile;
use crate::program::{Program, Tier};
use crate::scoring::{Assessment, Finding, Status};
use crate::signal::Signal;

/// A tier, and when its facts hold for the first time: each of its requirements is met, and screening does not fail.
#[derive(Debug, Clone)]
pub struct FirstDate<'a> {
    /// The tier.
    pub tier: &'a Tier,
    /// That date, not before the plan's start; `None` where there is none up to the last date looked at.
    pub date: Option<Date>,
    /// The signals that changed for it on that date; none on the plan's start.
    pub decided_by: Vec<Signal>,
    /// What does not hold on the last date looked at, where there is no first date.
    pub open: Vec<Gap>,
}

/// A requirement that does not hold, or is not known to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// Its signal.
    pub signal: Signal,
    /// Whether it is ruled out or open.
    pub status: Status,
    /// What was needed, in words.
    pub needed: String,
    /// What was found, in words.
    pub found: String,
}

/// Every tier, in the program's order. Facts move on the first of a month and on the dates under `[growth]`, so these
/// are all the dates that there are to look at.
pub fn first_dates<'a>(evaluation: &Evaluation<'a>, until: Date) -> Result<Vec<FirstDate<'a>>, Diagnostics> {
    let Evaluation { profile, program, .. } = evaluation;
    let blank = |tier: &'a Tier| FirstDate { tier, date: None, decided_by: Vec::new(), open: Vec::new() };
    let mut tiers: Vec<FirstDate<'a>> = program.tiers.iter().map(blank).collect();
    for date in dates(profile, until) {
        let gaps = gaps(profile, program, date)?;
        for (tier, gaps) in tiers.iter_mut().zip(gaps).filter(|(tier, _)| tier.date.is_none()) {
            if gaps.is_empty() {
                tier.date = Some(date);
                tier.decided_by = tier.open.iter().map(|gap| gap.signal).collect();
            }
            tier.open = gaps;
        }
        if tiers.iter().all(|tier| tier.date.is_some()) {
            break;
        }
    }
    Ok(tiers)
}

/// The plan's start, then each date on which a fact may move.
fn dates(profile: &Profile, until: Date) -> Vec<Date> {
    let start = profile.plan.horizon.start();
    let moves = firsts(profile).chain(profile.growth.dates()).filter(|date| *date > start && *date <= until);
    let mut dates: Vec<Date> = std::iter::once(start).chain(moves).collect();
    dates.sort_unstable();
    dates.dedup();
    dates
}

/// For each tier what stands in its way on a date.
fn gaps(profile: &Profile, program: &Program, date: Date) -> Result<Vec<Vec<Gap>>, Diagnostics> {
    let set = facts::edits(profile, date)?;
    let name = format!("[growth] on {date}");
    let of_each = |assessment: &Assessment<'_>| program.tiers.iter().map(|tier| gaps_of(tier, assessment)).collect();
    with_edits(profile, program, &name, &set, |edited| of_each(&edited.assessment))
}

/// The tier's requirements that are not met, then the screening rules that fail, each signal once.
fn gaps_of(tier: &Tier, assessment: &Assessment<'_>) -> Vec<Gap> {
    let own = assessment.tier.findings.iter().filter(|found| found.tier.id == tier.id).map(|found| &found.finding);
    let mut gaps: Vec<Gap> = own.filter(|finding| finding.status != Status::Met).map(Gap::of).collect();
    for finding in assessment.screening.findings.iter().filter(|finding| finding.status == Status::Unmet) {
        if gaps.iter().all(|gap| gap.signal != finding.requirement.signal) {
            gaps.push(Gap::of(finding));
        }
    }
    gaps
}

impl Gap {
    fn of(finding: &Finding<'_>) -> Self {
        let (needed, found) = (finding.needed(), finding.found());
        Self { signal: finding.requirement.signal, status: finding.status, needed, found: found.into_owned() }
    }
}
