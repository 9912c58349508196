//! The parts of the saved object that a comparison reads; other keys are left alone.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::values::{Amount, SavedDate, SavedStatus, Share, action, eligible};
use crate::advice::compare::facts::{Answers, Facts, GrantFacts, MonthCash, Plan, ProviderFacts, Rules};
use crate::band::Band;
use crate::calendar::Day;
use crate::id::{GrantId, ProviderId, TierId};
use crate::position::{Amounts, Gap};
use crate::scoring::{Action, Answer};

#[derive(Deserialize)]
pub struct Saved {
    program: SavedRules,
    profile: SavedProfile,
    screening: SavedScreening,
    recommendation: SavedRecommendation,
    tier: SavedTier,
    grants: Vec<SavedGrant>,
    totals: SavedTotals,
    summary: SavedSummary,
    without_accelerator: SavedPlan,
}

#[derive(Deserialize)]
struct SavedRules {
    id: String,
    version: String,
    sha256: String,
}

#[derive(Deserialize)]
struct SavedProfile {
    path: String,
    company: String,
    start: SavedDate,
}

#[derive(Deserialize)]
struct SavedScreening {
    #[serde(deserialize_with = "eligible")]
    eligible: Answer,
}

#[derive(Deserialize)]
struct SavedRecommendation {
    #[serde(deserialize_with = "action")]
    action: Action,
}

#[derive(Deserialize)]
struct SavedTier {
    assigned: Option<String>,
    possible: Option<String>,
    award: Option<Amount>,
}

#[derive(Deserialize)]
struct SavedGrant {
    id: String,
    amount: SavedBand<Amount>,
    issued: SavedBand<Option<i32>>,
    expires_on: SavedBand<Option<SavedDate>>,
    status: SavedBand<SavedStatus>,
    left: SavedBand<Option<Amount>>,
    assumed: Vec<String>,
}

#[derive(Deserialize)]
struct SavedPlan {
    totals: SavedTotals,
    summary: SavedSummary,
}

type SavedSummary = BTreeMap<String, SavedBand<Option<SavedAnswers>>>;

#[derive(Deserialize)]
struct SavedTotals {
    granted: SavedBand<Amount>,
    consumed: SavedBand<Amount>,
    expired: SavedBand<Amount>,
    balance: SavedBand<Amount>,
    charges: SavedBand<Amount>,
    cash: SavedBand<Amount>,
}

#[derive(Deserialize)]
struct SavedAnswers {
    first_usable_day: Option<i32>,
    paid_before_credits: Option<Amount>,
    first_bill_day: Option<i32>,
    first_bill: Option<Amount>,
    gaps: Vec<SavedGap>,
    cash_by_month: Vec<SavedMonth>,
    credits_end_day: Option<i32>,
    lapsed: Amount,
    coverage: Option<Share>,
}

#[derive(Deserialize)]
struct SavedGap {
    from_day: i32,
    to_day: i32,
}

#[derive(Deserialize)]
struct SavedMonth {
    month: String,
    cash: Amount,
}

#[derive(Deserialize)]
struct SavedBand<T> {
    cautious: T,
    likely: T,
    best: T,
}

impl<T> SavedBand<T> {
    fn map<U>(self, change: impl FnMut(T) -> U) -> Band<U> {
        Band { cautious: self.cautious, likely: self.likely, best: self.best }.map(change)
    }
}

impl From<Saved> for Facts {
    fn from(saved: Saved) -> Self {
        let SavedRules { id, version, sha256 } = saved.program;
        let tier = |id: String| TierId::from(id);
        Self {
            rules: Rules { id, version, sha256 },
            path: saved.profile.path,
            company: saved.profile.company,
            start: saved.profile.start.0,
            eligible: saved.screening.eligible,
            action: saved.recommendation.action,
            assigned: saved.tier.assigned.map(tier),
            possible: saved.tier.possible.map(tier),
            award: saved.tier.award.map(|award| award.0),
            grants: saved.grants.into_iter().map(GrantFacts::from).collect(),
            accepted: plan(saved.totals, saved.summary),
            not_accepted: plan(saved.without_accelerator.totals, saved.without_accelerator.summary),
        }
    }
}

impl From<SavedGrant> for GrantFacts {
    fn from(saved: SavedGrant) -> Self {
        Self {
            id: GrantId::from(saved.id),
            amount: saved.amount.map(|amount| amount.0),
            issued: saved.issued.map(|day| day.map(Day)),
            expires_on: saved.expires_on.map(|date| date.map(|date| date.0)),
            status: saved.status.map(|status| status.0),
            left: saved.left.map(|amount| amount.map(|amount| amount.0)),
            assumed: saved.assumed,
        }
    }
}

fn plan(totals: SavedTotals, summary: SavedSummary) -> Plan {
    let amounts = |band: SavedBand<Amount>| band.map(|amount| amount.0);
    let SavedTotals { granted, consumed, expired, balance, charges, cash } = totals;
    let [granted, consumed, expired, balance, charges, cash] =
        [granted, consumed, expired, balance, charges, cash].map(amounts);
    let of_case = |case| Amounts {
        granted: *granted.get(case),
        consumed: *consumed.get(case),
        expired: *expired.get(case),
        balance: *balance.get(case),
        charges: *charges.get(case),
        cash: *cash.get(case),
    };
    let provider = |(provider, answers): (String, SavedBand<Option<SavedAnswers>>)| ProviderFacts {
        provider: ProviderId::from(provider),
        answers: answers.map(|answers| answers.map(Answers::from)),
    };
    Plan { totals: Band::from_fn(of_case), providers: summary.into_iter().map(provider).collect() }
}

impl From<SavedAnswers> for Answers {
    fn from(saved: SavedAnswers) -> Self {
        let month = |one: SavedMonth| MonthCash { month: one.month, cash: one.cash.0 };
        Self {
            first_usable_day: saved.first_usable_day.map(Day),
            paid_before_credits: saved.paid_before_credits.map(|amount| amount.0),
            first_bill_day: saved.first_bill_day.map(Day),
            first_bill: saved.first_bill.map(|amount| amount.0),
            gaps: saved.gaps.iter().map(|gap| Gap { from: Day(gap.from_day), to: Day(gap.to_day) }).collect(),
            cash_by_month: saved.cash_by_month.into_iter().map(month).collect(),
            credits_end_day: saved.credits_end_day.map(Day),
            lapsed: saved.lapsed.0,
            coverage: saved.coverage.map(|share| share.0),
        }
    }
}
