//! §3 to §5, §11: what deserves a second look.

use super::calendar::months_in;
use super::profile::Profile;
use super::scoring::score;
use super::spend::month_amount;
use super::timeline::{Grant, LIKELY};
use super::tranches::{followed_tier, gates};

/// The codes, sorted, of a profile with these grants; one a tranche, a credit or an award that it is about.
pub fn warnings(profile: &Profile, grants: &[Grant]) -> Vec<&'static str> {
    let scores = score(profile);
    let is_listed = |id: &str| grants.iter().any(|grant| grant.id == id);
    let mut codes = Vec::new();
    let mut warn = |code, times: usize| codes.extend(std::iter::repeat_n(code, times));
    let is_unendorsed = profile.bedrock.engagement.as_ref().is_none_or(Vec::is_empty);
    warn("no-endorsement", usize::from(scores.assigned == Some("ceiling") && is_unendorsed));
    warn("few-founder-hours", usize::from(profile.plan.founder_hours.is_some_and(|hours| hours < 8)));
    if let (Ok(Some(tier)), Some(offered)) = (followed_tier(profile, &scores), profile.offer.tranches) {
        let count = gates(tier, Some(offered)).len() as i64 + 1;
        warn("tranche-count", usize::from(count != offered));
    }
    warn("scale-at-risk", grants.iter().filter(|grant| is_below_scale(profile, grant)).count());
    let checks = |grant: &Grant| grant.id == "bedrock-poc" || grant.id.starts_with("accelerator-");
    let is_planned = |grant: &Grant| grant.cases.iter().any(|fate| fate.status == "planned");
    warn("check-model-coverage", usize::from(grants.iter().any(|grant| checks(grant) && is_planned(grant))));
    warn("credit-already-expired", profile.held.iter().filter(|credit| credit.expires < 0).count());
    warn("offer-without-grant", usize::from(profile.offer.poc_award.is_some() && !is_listed("bedrock-poc")));
    warn("offer-without-grant", usize::from(profile.offer.anthropic_award.is_some() && !is_listed("anthropic")));
    codes.sort_unstable();
    codes
}

/// A case-study tranche whose likely month of issue has known Bedrock spend below 40 000 (L25).
fn is_below_scale(profile: &Profile, grant: &Grant) -> bool {
    let life = grant.cases[LIKELY].life.filter(|_| grant.gate == Some("case-study"));
    let bedrock = profile.services.iter().find(|service| service.name == "bedrock");
    let (Some(life), Some(bedrock)) = (life, bedrock) else { return false };
    let month = months_in(profile.plan.start, life.issued);
    month_amount(&bedrock.form, month) < 40_000_00
}
