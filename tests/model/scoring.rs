//! §3 and §4: signals, screening, recommendation and tier, with the specification's own numbers.

use super::calendar::months_in;
use super::profile::{Decision, Profile, Traction};
use super::spend::month_amount;

pub const STAGE: &[&str] = &["pre-seed", "seed", "series-a", "series-b-plus"];
pub const PRODUCT: &[&str] = &["ai-augmented", "ai-component", "ai-first", "model-native"];
pub const TEAM: &[&str] = &["none", "credible"];
pub const BACKING: &[&str] = &["none", "named", "tier-1"];
pub const COMMITMENT: &[&str] = &["none", "partial", "primary"];
pub const POC: &[&str] = &["none", "planned", "demonstrated", "production"];
pub const TRACTION: &[&str] = &["none", "early", "commercial", "scale"];
pub const PROJECTION: &[&str] = &["none", "vague", "documented", "platform"];

const TIER_ONE: [&str; 13] = [
    "andreessenhorowitz",
    "a16z",
    "sequoia",
    "sequoiacapital",
    "foundersfund",
    "lightspeed",
    "lightspeedventurepartners",
    "index",
    "indexventures",
    "accel",
    "benchmark",
    "greylock",
    "nea",
];

/// Tier and what it requires at least, the highest tier first.
const TIERS: [(&str, &[(&str, &str)]); 5] = [
    (
        "ceiling",
        &[
            ("stage", "series-a"),
            ("backing", "tier-1"),
            ("product", "model-native"),
            ("traction", "scale"),
            ("projection", "platform"),
            ("commitment", "primary"),
        ],
    ),
    (
        "upper-median",
        &[
            ("stage", "series-a"),
            ("product", "ai-first"),
            ("traction", "scale"),
            ("projection", "documented"),
            ("commitment", "primary"),
        ],
    ),
    ("median", &[("stage", "seed"), ("poc", "demonstrated"), ("traction", "commercial")]),
    ("lower-median", &[("stage", "seed"), ("backing", "named"), ("traction", "early")]),
    ("floor", &[("stage", "pre-seed")]),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    Yes,
    No,
    Unknown,
}

use Answer::{No, Unknown, Yes};

/// The lowest and the highest rank that a signal may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    pub proved: usize,
    pub possible: usize,
}

#[derive(Debug, Clone)]
pub struct Scores {
    /// The eight signals that decide, and the count of engagement, by name.
    pub signals: Vec<(&'static str, Range)>,
    /// By signal.
    pub screening: Vec<(&'static str, Answer)>,
    pub eligible: Answer,
    pub action: &'static str,
    pub assigned: Option<&'static str>,
    pub possible: Option<&'static str>,
}

pub fn score(profile: &Profile) -> Scores {
    let signals = signals(profile);
    let screening = vec![
        ("product", at_least(&signals, "product", "ai-component")),
        ("stage", if rank(STAGE, profile.company.stage) <= rank(STAGE, "series-a") { Yes } else { No }),
        ("commitment", at_least(&signals, "commitment", "partial")),
        ("team", at_least(&signals, "team", "credible")),
    ];
    let eligible = all(screening.iter().map(|(_, answer)| *answer));
    let results =
        TIERS.map(|(tier, needs)| (tier, all(needs.iter().map(|(name, word)| at_least(&signals, name, word)))));
    let (mut assigned, mut possible) = (None, None);
    if eligible != No {
        assigned = results.iter().find(|(_, answer)| *answer == Yes).map(|(tier, _)| *tier);
        possible = results.iter().find(|(_, answer)| *answer != No).map(|(tier, _)| *tier);
    }
    Scores { action: action(profile, eligible), signals, screening, eligible, assigned, possible }
}

fn action(profile: &Profile, eligible: Answer) -> &'static str {
    let is_accepted = matches!(profile.decision, Decision::Accepted { .. });
    let is_rejected = matches!(profile.decision, Decision::Rejected { .. });
    if is_accepted {
        "execute"
    } else if profile.company.stage == "series-b-plus" {
        "edp"
    } else if eligible == No || is_rejected || profile.plan.accelerator == Some(false) {
        "standard-stack"
    } else if eligible == Unknown {
        "complete-profile"
    } else if profile.bedrock.primary_for_months.is_some_and(|months| months < 18) {
        "standard-stack"
    } else {
        "pursue"
    }
}

fn signals(profile: &Profile) -> Vec<(&'static str, Range)> {
    let company = &profile.company;
    let team = company.credible_team.map(|credible| if credible { "credible" } else { "none" });
    let mut kinds = profile.bedrock.engagement.clone().unwrap_or_default();
    kinds.sort_unstable();
    kinds.dedup();
    vec![
        ("stage", fact(STAGE, Some(company.stage))),
        ("product", fact(PRODUCT, company.product)),
        ("team", fact(TEAM, team)),
        ("backing", fact(BACKING, company.backers.as_deref().map(backing))),
        ("commitment", commitment(profile)),
        ("poc", fact(POC, profile.bedrock.poc)),
        ("traction", traction(&profile.traction)),
        ("projection", fact(PROJECTION, projection(profile))),
        ("engagement", Range { proved: kinds.len(), possible: kinds.len() }),
    ]
}

fn backing(backers: &[&str]) -> &'static str {
    let plain = |name: &str| -> String {
        name.to_lowercase().chars().filter(|c| c.is_ascii_lowercase() || c.is_ascii_digit()).collect()
    };
    match backers {
        [] => "none",
        names if names.iter().any(|name| TIER_ONE.contains(&plain(name).as_str())) => "tier-1",
        _ => "named",
    }
}

fn commitment(profile: &Profile) -> Range {
    let mut range = fact(COMMITMENT, profile.bedrock.commitment);
    let cents = |service: &str, k| spend(profile, service, k).unwrap_or(0);
    let is_hedge = |k| {
        let claude = cents("claude-api", k);
        // claude / (claude + bedrock) > 1 / 10
        10 * claude > claude + cents("bedrock", k)
    };
    if (1..=months_in(profile.plan.start, profile.horizon())).any(is_hedge) {
        range.proved = range.proved.min(rank(COMMITMENT, "partial"));
        range.possible = range.possible.min(rank(COMMITMENT, "partial"));
    }
    range
}

fn traction(facts: &Traction) -> Range {
    let reaches = |count: Option<i128>, least: i128| match count {
        Some(count) if count >= least => Yes,
        Some(_) => No,
        None => Unknown,
    };
    let count = |list: &Option<Vec<&str>>| list.as_ref().map(|list| list.len() as i128);
    let users = facts.users.map(i128::from);
    let now = facts.mrr.as_ref().map(|values| values[values.len() - 1]);
    let has_grown = match &facts.mrr {
        Some(values) if values.len() >= 6 && values[values.len() - 1] > values[values.len() - 6] => Yes,
        Some(values) if values.len() >= 6 => No,
        _ => Unknown,
    };
    let is_validated = if facts.other_validation.is_some_and(|words| !words.trim().is_empty()) { Yes } else { No };
    let scale = any([
        reaches(users, 10_000),
        reaches(count(&facts.lois), 1),
        is_validated,
        all([reaches(now, 50_000_00), has_grown]),
    ]);
    let commercial = any([scale, reaches(now, 1), reaches(facts.partners.map(i128::from), 1)]);
    let early = any([commercial, reaches(users, 1)]);
    let levels = [scale, commercial, early];
    let highest = |holds: fn(Answer) -> bool| levels.iter().position(|level| holds(*level)).map_or(0, |at| 3 - at);
    Range { proved: highest(|level| level == Yes), possible: highest(|level| level != No) }
}

fn projection(profile: &Profile) -> Option<&'static str> {
    let months: Option<Vec<i128>> = (1..=24).map(|k| spend(profile, "bedrock", k)).collect();
    let months = months?;
    let is_platform =
        months.iter().sum::<i128>() >= 1_000_000_00 && months[11] >= 40_000_00 && months[23] >= months[11];
    Some(match profile.bedrock.basis {
        _ if months.iter().all(|amount| *amount == 0) => "none",
        None | Some("estimate") => "vague",
        Some(_) if is_platform => "platform",
        Some(_) => "documented",
    })
}

/// The cents of a service's month; nothing known of an absent service.
fn spend(profile: &Profile, service: &str, k: u32) -> Option<i128> {
    profile.services.iter().find(|found| found.name == service).map(|found| month_amount(&found.form, k))
}

fn fact(scale: &[&str], word: Option<&str>) -> Range {
    match word {
        Some(word) => Range { proved: rank(scale, word), possible: rank(scale, word) },
        None => Range { proved: 0, possible: scale.len() - 1 },
    }
}

fn rank(scale: &[&str], word: &str) -> usize {
    scale.iter().position(|level| *level == word).expect("a word of the scale")
}

fn at_least(signals: &[(&str, Range)], name: &str, word: &str) -> Answer {
    let scales = [
        ("stage", STAGE),
        ("product", PRODUCT),
        ("team", TEAM),
        ("backing", BACKING),
        ("commitment", COMMITMENT),
        ("poc", POC),
        ("traction", TRACTION),
        ("projection", PROJECTION),
    ];
    let scale = scales.iter().find(|(signal, _)| *signal == name).expect("a signal with a scale").1;
    let range = signals.iter().find(|(signal, _)| *signal == name).expect("every signal is derived").1;
    match rank(scale, word) {
        needed if range.proved >= needed => Yes,
        needed if range.possible < needed => No,
        _ => Unknown,
    }
}

fn all(answers: impl IntoIterator<Item = Answer>) -> Answer {
    answers.into_iter().fold(Yes, |so_far, next| match (so_far, next) {
        (No, _) | (_, No) => No,
        (Unknown, _) | (_, Unknown) => Unknown,
        (Yes, Yes) => Yes,
    })
}

fn any(answers: impl IntoIterator<Item = Answer>) -> Answer {
    answers.into_iter().fold(No, |so_far, next| match (so_far, next) {
        (Yes, _) | (_, Yes) => Yes,
        (Unknown, _) | (_, Unknown) => Unknown,
        (No, No) => No,
    })
}
