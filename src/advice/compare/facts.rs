//! What is compared of one plan, whether it was just evaluated or saved long ago.

use crate::band::Band;
use crate::calendar::{Date, Day};
use crate::evaluation::{Evaluation, Outcome};
use crate::id::{GrantId, ProviderId, TierId};
use crate::money::{Ratio, Usd};
use crate::position::{Amounts, Gap, Summary};
use crate::scoring::{Action, Answer};
use crate::timeline::{Grant, Status};

/// The program under which a plan was evaluated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// SHA-256 of its file, in hexadecimal.
    pub sha256: String,
}

/// What is compared of one plan: a part of what `eval --format json` prints, under the same names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// The program.
    pub rules: Rules,
    /// The path or name of the profile.
    pub path: String,
    /// The company's name.
    pub company: String,
    /// Day 0.
    pub start: Date,
    /// Whether screening passes.
    pub eligible: Answer,
    /// What to do.
    pub action: Action,
    /// The highest tier that the facts prove.
    pub assigned: Option<TierId>,
    /// The highest tier that they do not rule out.
    pub possible: Option<TierId>,
    /// The award that the plan follows.
    pub award: Option<Usd>,
    /// The grants, in the order of the plan.
    pub grants: Vec<GrantFacts>,
    /// If the accelerator accepts.
    pub accepted: Plan,
    /// Without the accelerator's grants.
    pub not_accepted: Plan,
}

/// One grant of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GrantFacts {
    /// The grant.
    pub id: GrantId,
    /// What it is worth.
    pub amount: Band<Usd>,
    /// Its day of issue; none where it is forfeited.
    pub issued: Band<Option<Day>>,
    /// Its last usable day.
    pub expires_on: Band<Option<Date>>,
    /// Where its days come from.
    pub status: Band<Status>,
    /// What is left of it at the horizon.
    pub left: Band<Option<Usd>>,
    /// The names of the fields that no line of the source states.
    pub assumed: Vec<String>,
}

/// One of the two outcomes: totals at the horizon, and each provider's answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The sums over all providers at the horizon.
    pub totals: Band<Amounts>,
    /// The providers that have a grant listed, by name.
    pub providers: Vec<ProviderFacts>,
}

/// The answers of one provider's credits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProviderFacts {
    /// The provider.
    pub provider: ProviderId,
    /// The answers in each case; none where the provider has neither a credit nor a service.
    pub answers: Band<Option<Answers>>,
}

/// When the first bill comes, and what the credits leave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answers {
    /// The first day on which a credit can be used.
    pub first_usable_day: Option<Day>,
    /// What is paid before that day.
    pub paid_before_credits: Option<Usd>,
    /// The day of the first bill on a service that a credit covers.
    pub first_bill_day: Option<Day>,
    /// The amount of that bill.
    pub first_bill: Option<Usd>,
    /// Days without credits between credits.
    pub gaps: Vec<Gap>,
    /// The months that leave something to pay.
    pub cash_by_month: Vec<MonthCash>,
    /// The first day of the run without credits that lasts to the horizon.
    pub credits_end_day: Option<Day>,
    /// What expired by the horizon.
    pub lapsed: Usd,
    /// Consumed over charges at the horizon.
    pub coverage: Option<Ratio>,
}

/// What one calendar month leaves to pay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonthCash {
    /// The month, as `2026-03`.
    pub month: String,
    /// The amount, above nothing.
    pub cash: Usd,
}

impl Facts {
    /// What is compared of an evaluation.
    #[must_use]
    pub fn of(evaluation: &Evaluation<'_>) -> Self {
        let Evaluation { profile, program, assessment, .. } = evaluation;
        Self {
            rules: Rules {
                id: program.id.clone(),
                version: program.version.clone(),
                sha256: program.sha256.to_string(),
            },
            path: profile.path().to_owned(),
            company: profile.company.name.clone(),
            start: profile.plan.horizon.start(),
            eligible: assessment.screening.eligible,
            action: assessment.recommendation.action,
            assigned: assessment.tier.assigned.map(|tier| tier.id.clone()),
            possible: assessment.tier.possible.map(|tier| tier.id.clone()),
            award: assessment.award(),
            grants: evaluation.timeline.grants.iter().map(|grant| GrantFacts::of(evaluation, grant)).collect(),
            accepted: Plan::of(evaluation, Outcome::Accepted),
            not_accepted: Plan::of(evaluation, Outcome::NotAccepted),
        }
    }

    /// The grant of an id.
    #[must_use]
    pub fn grant(&self, id: &GrantId) -> Option<&GrantFacts> {
        self.grants.iter().find(|grant| grant.id == *id)
    }

    /// The date of a day of this plan.
    #[must_use]
    pub fn date(&self, day: Day) -> Date {
        self.start.plus(day)
    }
}

impl GrantFacts {
    fn of(evaluation: &Evaluation<'_>, grant: &Grant<'_>) -> Self {
        let horizon = &evaluation.profile.plan.horizon;
        let left = Band::from_fn(|case| {
            let used = || evaluation.accepted.get(case).grant_use(&grant.id).left;
            grant.life.get(case).map(|_| used())
        });
        Self {
            id: grant.id.clone(),
            amount: grant.amount,
            issued: grant.life.map(|life| life.map(|life| life.issued)),
            expires_on: grant.life.map(|life| life.map(|life| horizon.date(life.last()))),
            status: grant.status,
            left,
            assumed: grant.assumed.iter().map(|field| field.name().to_owned()).collect(),
        }
    }
}

impl Plan {
    fn of(evaluation: &Evaluation<'_>, outcome: Outcome) -> Self {
        let provider = |provider: &ProviderId| ProviderFacts {
            provider: provider.clone(),
            answers: Band::from_fn(|case| evaluation.summary(outcome, case, provider).map(Answers::from)),
        };
        Self {
            totals: evaluation.positions(outcome).as_ref().map(|position| position.totals()),
            providers: evaluation.granting_providers(outcome).into_iter().map(provider).collect(),
        }
    }

    /// The answers of a provider in each case, where it is listed.
    #[must_use]
    pub fn answers(&self, provider: &ProviderId) -> Option<&Band<Option<Answers>>> {
        self.providers.iter().find(|facts| facts.provider == *provider).map(|facts| &facts.answers)
    }
}

impl From<Summary> for Answers {
    fn from(summary: Summary) -> Self {
        let months = summary.cash_by_month.iter();
        Self {
            first_usable_day: summary.first_usable_day,
            paid_before_credits: summary.paid_before_credits,
            first_bill_day: summary.first_bill_day,
            first_bill: summary.first_bill,
            cash_by_month: months.map(|one| MonthCash { month: one.month.to_string(), cash: one.cash }).collect(),
            gaps: summary.gaps,
            credits_end_day: summary.credits_end_day,
            lapsed: summary.lapsed,
            coverage: summary.coverage,
        }
    }
}
