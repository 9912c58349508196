//! §5: which grants there are, what each is worth, and when it comes and goes, with the specification's own numbers.
//!
//! Three numbers are cautious, likely, best.

use super::calendar::{month_end_after, months_in};
use super::profile::{Outcome, Profile};
use super::scoring::score;
use super::spend::month_amount;
use super::tranches::tranches;

/// Places of the cases in a list of three.
pub const CAUTIOUS: usize = 0;
pub const LIKELY: usize = 1;
pub const BEST: usize = 2;

/// What the evaluation refuses though the file can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    MonthTooLarge,
    NeedsTier,
    NoSuchTranche,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    pub id: String,
    pub program: &'static str,
    pub provider: String,
    pub gate: Option<&'static str>,
    /// The profile's services that it pays for, by name.
    pub covers: Vec<String>,
    pub cases: [Fate; 3],
}

/// A grant in one case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fate {
    pub amount: i128,
    pub status: &'static str,
    pub life: Option<Life>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Life {
    pub issued: i64,
    pub usable: i64,
    /// The last usable day.
    pub last: i64,
}

/// The grants in the order of §9.
pub fn grants(profile: &Profile) -> Result<Vec<Grant>, Refusal> {
    if has_too_large_month(profile) {
        return Err(Refusal::MonthTooLarge);
    }
    let scores = score(profile);
    let tranches = tranches(profile, &scores)?;
    let mut grants = stack(profile);
    grants.extend(tranches);
    grants.extend(anthropic(profile));
    grants.extend(held(profile));
    Ok(grants)
}

/// A month above 10^12 dollars, of the plan or of the 24 that the Bedrock projection looks at.
fn has_too_large_month(profile: &Profile) -> bool {
    let planned = months_in(profile.plan.start, profile.horizon());
    profile.services.iter().any(|service| {
        let last = if service.name == "bedrock" { planned.max(24) } else { planned };
        (1..=last).any(|k| month_amount(&service.form, k) > 1_000_000_000_000_00)
    })
}

fn stack(profile: &Profile) -> Vec<Grant> {
    let is_open = profile.company.stage != "series-b-plus";
    let is_filed = |id| profile.plan.stack.as_ref().is_none_or(|stack| stack.contains(&id));
    let filed = profile.plan.stack_filed.unwrap_or(0);
    let issued = [filed + 18, filed + 14, filed + 11];
    let prior = profile.company.prior_credits.unwrap_or(0);
    let poc = match profile.offer.poc_award {
        Some(award) => [award; 3],
        None => [25_000_00, 25_000_00, 50_000_00],
    };
    let is_committed = profile.bedrock.commitment != Some("none");
    let aws = Kind { program: "aws-activate", provider: "aws", covers: &["*"], months: [12, 24, 24] };
    let bedrock_only = Kind { covers: &["bedrock"], ..aws };
    let parts = [
        ("portfolio", aws, [(100_000_00 - prior).max(0); 3], true),
        ("build", aws, [25_000_00; 3], true),
        ("bedrock-poc", bedrock_only, poc, is_committed),
    ];
    let grant = |(id, kind, amount, exists): (&'static str, Kind, [i128; 3], bool)| {
        component(profile, id, kind, amount, issued, exists && is_open && is_filed(id))
    };
    parts.into_iter().filter_map(grant).collect()
}

fn anthropic(profile: &Profile) -> Option<Grant> {
    let planned = months_in(profile.plan.start, profile.horizon());
    let claude = profile.services.iter().find(|service| service.name == "claude-api");
    let is_used = claude.is_some_and(|service| (1..=planned).any(|k| month_amount(&service.form, k) > 0));
    let amount = match profile.offer.anthropic_award {
        Some(award) => [award; 3],
        None => [25_000_00, 25_000_00, 250_000_00],
    };
    let kind = Kind { program: "anthropic-startups", provider: "anthropic", covers: &["*"], months: [12; 3] };
    component(profile, "anthropic", kind, amount, [60, 30, 14], profile.plan.anthropic == Some(true) && is_used)
}

/// What the grants of one program have in common.
#[derive(Clone, Copy)]
pub struct Kind {
    pub program: &'static str,
    pub provider: &'static str,
    pub covers: &'static [&'static str],
    /// It lasts to the end of the month so many months after the month of issue.
    pub months: [i32; 3],
}

fn component(
    profile: &Profile,
    id: &'static str,
    kind: Kind,
    amount: [i128; 3],
    issued: [i64; 3],
    is_planned: bool,
) -> Option<Grant> {
    let fate = |case: usize| match profile.outcome_of(id) {
        Some(Outcome::Declined) => None,
        Some(Outcome::Issued { day, amount }) => Some(alive(profile, kind, case, "actual", amount, day, day)),
        None if is_planned => Some(alive(profile, kind, case, "planned", amount[case], issued[case], issued[case])),
        None => None,
    };
    let cases = [fate(CAUTIOUS)?, fate(LIKELY)?, fate(BEST)?];
    Some(listed(profile, id.to_owned(), kind, None, cases))
}

/// A grant that lives, in one case.
pub fn alive(
    profile: &Profile,
    kind: Kind,
    case: usize,
    status: &'static str,
    amount: i128,
    issued: i64,
    usable: i64,
) -> Fate {
    let last = month_end_after(profile.plan.start, issued, kind.months[case]);
    Fate { amount, status, life: Some(Life { issued, usable, last }) }
}

pub fn listed(profile: &Profile, id: String, kind: Kind, gate: Option<&'static str>, cases: [Fate; 3]) -> Grant {
    let covers = covered(profile, kind.provider, kind.covers);
    Grant { id, program: kind.program, provider: kind.provider.to_owned(), gate, covers, cases }
}

fn covered(profile: &Profile, provider: &str, covers: &[&str]) -> Vec<String> {
    let own = profile.services.iter().filter(|service| service.provider == provider);
    let mut names: Vec<String> = own.map(|service| service.name.clone()).collect();
    names.retain(|name| covers.contains(&"*") || covers.contains(&name.as_str()));
    names.sort();
    names
}

fn held(profile: &Profile) -> Vec<Grant> {
    let mut grants = Vec::new();
    for credit in profile.held.iter().filter(|credit| credit.expires >= 0) {
        let life = Life { issued: credit.issued, usable: credit.issued, last: credit.expires };
        grants.push(Grant {
            id: credit.id.to_owned(),
            program: "held",
            provider: credit.provider.to_owned(),
            gate: None,
            covers: covered(profile, credit.provider, &credit.covers),
            cases: [Fate { amount: credit.remaining, status: "held", life: Some(life) }; 3],
        });
    }
    grants
}
