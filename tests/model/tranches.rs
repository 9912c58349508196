//! §5: the accelerator's award, its gates, and what a missed one takes along.

use super::profile::{Decision, Expected, Outcome, Profile};
use super::scoring::Scores;
use super::timeline::{BEST, CAUTIOUS, Fate, Grant, Kind, LIKELY, Refusal, alive, listed};

const AWARD: Kind =
    Kind { program: "generative-ai-accelerator", provider: "aws", covers: &["*"], months: [12, 24, 24] };

/// The tier that the award follows, where there is an award.
pub fn followed_tier(profile: &Profile, scores: &Scores) -> Result<Option<&'static str>, Refusal> {
    match &profile.decision {
        Decision::Accepted { tier, .. } => tier.or(scores.assigned).map(Some).ok_or(Refusal::NeedsTier),
        Decision::Rejected { .. } => Ok(None),
        Decision::None if ["pursue", "complete-profile"].contains(&scores.action) => Ok(scores.assigned),
        Decision::None => Ok(None),
    }
}

/// In cents.
pub fn award(tier: &str) -> i128 {
    match tier {
        "ceiling" => 1_000_000_00,
        "upper-median" => 500_000_00,
        "median" => 300_000_00,
        "lower-median" => 250_000_00,
        _ => 200_000_00,
    }
}

/// The gates behind the first tranche with the days, after acceptance, on which they are due.
pub fn gates(tier: &str, tranches: Option<i64>) -> Vec<(&'static str, [i64; 3])> {
    let poc = ("poc", [60, 60, 60]);
    match (tier, tranches) {
        ("floor", _) => vec![("poc", [180, 60, 60])],
        ("upper-median", Some(4)) => {
            vec![poc, ("commercial-outcome", [120, 120, 120]), ("case-study", [270, 240, 240])]
        }
        ("ceiling", Some(3)) => vec![poc, ("commercial-outcome", [180, 120, 120])],
        ("ceiling", _) => vec![poc, ("commercial-outcome", [120, 120, 120]), ("case-study", [240, 240, 240])],
        _ => vec![poc, ("commercial-outcome", [180, 120, 120])],
    }
}

pub fn acceptance(profile: &Profile) -> [i64; 3] {
    match profile.decision {
        Decision::Accepted { decided, .. } | Decision::Rejected { decided } => [decided; 3],
        Decision::None => [profile.filed() + 90, profile.filed() + 75, profile.filed() + 60],
    }
}

/// The tranches that are listed, in order.
pub fn tranches(profile: &Profile, scores: &Scores) -> Result<Vec<Grant>, Refusal> {
    let Some(tier) = followed_tier(profile, scores)? else { return Ok(Vec::new()) };
    let gates = gates(tier, profile.offer.tranches);
    let ids: Vec<String> = (1..=gates.len() + 1).map(|number| format!("accelerator-{number}")).collect();
    let is_beyond = |id: &str| id.starts_with("accelerator-") && !ids.iter().any(|known| known == id);
    if profile.actual_grants.iter().any(|actual| is_beyond(actual.id)) {
        return Err(Refusal::NoSuchTranche);
    }
    let cases = [CAUTIOUS, LIKELY, BEST].map(|case| fates(profile, case, award(tier), &gates));
    let mut grants = Vec::new();
    for (place, id) in ids.into_iter().enumerate() {
        let gate = if place == 0 { None } else { Some(gates[place - 1].0) };
        // Declined in one case, declined in all.
        if let (Some(cautious), Some(likely), Some(best)) = (cases[0][place], cases[1][place], cases[2][place]) {
            grants.push(listed(profile, id, AWARD, gate, [cautious, likely, best]));
        }
    }
    Ok(grants)
}

/// What becomes of each tranche in one case; `None` for a declined one.
fn fates(profile: &Profile, case: usize, award: i128, gates: &[(&'static str, [i64; 3])]) -> Vec<Option<Fate>> {
    let accepted = acceptance(profile)[case];
    let count = gates.len() as i128 + 1;
    let mut ahead: Option<i64> = None;
    let mut is_removed = false;
    let mut fates = Vec::new();
    for place in 0..=gates.len() {
        let is_last = place == gates.len();
        let part = if is_last { award - (count - 1) * (award / count) } else { award / count };
        let gate = if place == 0 { None } else { Some(gates[place - 1]) };
        let fate = match profile.outcome_of(&format!("accelerator-{}", place + 1)) {
            Some(Outcome::Declined) => None,
            Some(Outcome::Issued { day, amount }) => Some(alive(profile, AWARD, case, "actual", amount, day, day)),
            None => {
                let is_missed = gate.is_some_and(|(gate, due)| is_missed(profile, gate, due, accepted));
                is_removed |= is_missed && profile.offer.on_miss != Some("tranche-only");
                if is_missed || is_removed {
                    Some(Fate { amount: part, status: "forfeited", life: None })
                } else {
                    let allowed = accepted + gate.map_or(0, |(gate, due)| released(profile, gate, due, accepted, case));
                    let issued = ahead.map_or(allowed, |ahead| allowed.max(ahead));
                    let wait = if place == 0 { [14, 7, 0][case] } else { 0 };
                    Some(alive(profile, AWARD, case, "planned", part, issued, issued + wait))
                }
            }
        };
        if let Some(Fate { life: Some(life), .. }) = fate {
            ahead = Some(life.issued);
        }
        fates.push(fate);
    }
    fates
}

/// When a gate was or will be met, in days after acceptance, and whether it was.
fn done(profile: &Profile, gate: &str, accepted: i64) -> Option<(i64, bool)> {
    if let Decision::Accepted { met, .. } = &profile.decision
        && let Some((_, day)) = met.iter().find(|(id, _)| *id == gate)
    {
        return Some((day - accepted, true));
    }
    let (_, milestone) = profile.milestones.iter().find(|(id, _)| *id == gate)?;
    Some(match milestone.expected? {
        Expected::AfterAcceptance(days) => (days, false),
        Expected::On(day) => ((day - accepted).max(0), false),
    })
}

/// The deadline is the cautious due day in every case.
pub fn is_missed(profile: &Profile, gate: &str, due: [i64; 3], accepted: i64) -> bool {
    done(profile, gate, accepted).is_some_and(|(day, _)| day > due[CAUTIOUS])
}

/// The day, after acceptance, on which a gate that is not missed lets its tranche go.
fn released(profile: &Profile, gate: &str, due: [i64; 3], accepted: i64, case: usize) -> i64 {
    let reviewed = |day: i64| day.max(due[LIKELY].min(day + 22));
    match (done(profile, gate, accepted), case) {
        (None, _) => due[case],
        (Some((day, true)), _) | (Some((day, false)), LIKELY) => reviewed(day),
        (Some((_, false)), CAUTIOUS) => due[CAUTIOUS],
        (Some((day, false)), _) => day,
    }
}
