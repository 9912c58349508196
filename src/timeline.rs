//! Grants on a calendar: what is filed, what it is worth, when it is issued, when it ends.

mod events;
mod gate;
mod stack;
mod tranches;
mod warnings;

use crate::band::{Band, Case};
use crate::calendar::{Day, Horizon};
use crate::diagnostic::Diagnostic;
use crate::id::{GateId, GrantId, ProviderId, ServiceId};
use crate::money::Usd;
use crate::profile::{Decision, Profile};
use crate::program::{Cited, Coverage, OnMiss, Program};
use crate::scoring::{Action, Assessment};
use crate::spend::Service;

pub use events::Event;
pub use gate::{Done, GatePlan};
use tranches::Course;
pub use warnings::{Warning, WarningCode};

/// The plan's grants, gates, events and warnings.
#[derive(Debug, Clone)]
pub struct Timeline<'a> {
    /// The day of acceptance; `None` where the plan holds no award.
    pub acceptance: Option<Band<Day>>,
    /// The stack, the tranches, what is asked for directly, then what is held.
    pub grants: Vec<Grant<'a>>,
    /// The gates of the award, in order of tranche.
    pub gates: Vec<GatePlan<'a>>,
    /// What a missed gate does.
    pub on_miss: OnMiss,
    /// Filings, results and deadlines.
    pub events: Vec<Event>,
    /// What deserves a second look.
    pub warnings: Vec<Warning>,
}

/// One credit.
#[derive(Debug, Clone)]
pub struct Grant<'a> {
    /// The grant.
    pub id: GrantId,
    /// The program that it belongs to.
    pub program: &'a str,
    /// Whose credit it is.
    pub provider: &'a ProviderId,
    /// What kind it is.
    pub kind: GrantKind<'a>,
    /// What it is worth; a tranche's part of the award even where it is forfeited.
    pub amount: Band<Usd>,
    /// When it lives; a forfeited one never does.
    pub life: Band<Option<Life>>,
    /// Where the life comes from.
    pub status: Band<Status>,
    /// The profile's services of its provider that it pays for, by name.
    pub covers: Vec<&'a ServiceId>,
    /// The fields that no line of the source states.
    pub assumed: Vec<Assumed>,
}

/// What kind of grant it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GrantKind<'a> {
    /// Filed or asked for as a whole.
    Component,
    /// A part of the accelerator's award, released by a gate unless it is the first.
    Tranche(Option<&'a GateId>),
    /// Held already.
    Held,
}

/// A field of a grant that may be assumed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Assumed {
    /// What it is worth.
    Amount,
    /// The day of issue.
    Issued,
    /// The day from which it can be used.
    Usable,
    /// The last usable day.
    ExpiresOn,
    /// What it pays for.
    Covers,
}

impl Assumed {
    /// Every field that may be assumed.
    pub const ALL: [Self; 5] = [Self::Amount, Self::Issued, Self::Usable, Self::ExpiresOn, Self::Covers];

    /// The field's name in every output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Amount => "amount",
            Self::Issued => "issued",
            Self::Usable => "usable",
            Self::ExpiresOn => "expires_on",
            Self::Covers => "covers",
        }
    }
}

/// Where a grant's life comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// From the program's days.
    Planned,
    /// From what has happened.
    Actual,
    /// From the profile's own credits.
    Held,
    /// Its gate, or one ahead of it, is missed.
    Forfeited,
}

impl Status {
    /// Every status.
    pub const ALL: [Self; 4] = [Self::Planned, Self::Actual, Self::Held, Self::Forfeited];

    /// The word in every output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Actual => "actual",
            Self::Held => "held",
            Self::Forfeited => "forfeited",
        }
    }
}

/// The days of a credit. The one place where the last usable day and the day after meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Life {
    /// The day of issue: it counts as granted from here on.
    pub issued: Day,
    /// The day from which it can be used, not before the issue.
    pub usable: Day,
    end: Day,
}

impl Life {
    /// A life through `last`, the last usable day.
    #[must_use]
    pub fn through(issued: Day, usable: Day, last: Day) -> Self {
        Self { issued, usable, end: last.next() }
    }

    /// The last usable day.
    #[must_use]
    pub fn last(&self) -> Day {
        self.end.previous()
    }

    /// The first day on which what is left has expired.
    #[must_use]
    pub const fn end(&self) -> Day {
        self.end
    }
}

/// What every step of the timeline looks at.
#[derive(Clone, Copy)]
struct View<'v, 'a> {
    profile: &'a Profile,
    program: &'a Program,
    services: &'v [Service<'a>],
    assessment: &'v Assessment<'a>,
}

impl<'a> View<'_, 'a> {
    fn horizon(&self) -> &'a Horizon {
        &self.profile.plan.horizon
    }

    /// True where the plan applies to the accelerator, or has been answered.
    fn applies(&self) -> bool {
        let action = self.assessment.recommendation.action;
        self.profile.actuals.decision.is_some() || matches!(action, Action::Pursue | Action::CompleteProfile)
    }

    /// The day of the decision: the actual one, else the program's days after filing.
    fn decision_day(&self) -> Band<Day> {
        match &self.profile.actuals.decision {
            Some(decision) => Band::same(self.horizon().day(decision.decided())),
            None => {
                let filed = self.horizon().day(self.profile.plan.accelerator_filed);
                self.program.accelerator.decision.value.map(|days| filed + days)
            }
        }
    }

    /// What a missed gate does in this plan.
    fn on_miss(&self) -> OnMiss {
        self.profile.offer.on_miss.unwrap_or(self.program.accelerator.on_miss.value)
    }

    fn is_accepted(&self) -> bool {
        matches!(self.profile.actuals.decision, Some(Decision::Accepted { .. }))
    }

    /// The life of a program's grant issued on a day: it ends with the calendar month so many months after.
    fn life(&self, issued: Day, usable: Day, months: u32) -> Life {
        let last = self.horizon().date(issued).end_of_month_after(months);
        Life::through(issued, usable, self.horizon().day(last))
    }

    /// The profile's services of a provider that a coverage pays for.
    fn covered(&self, provider: &ProviderId, covers: &Coverage) -> Vec<&'a ServiceId> {
        let own = self.services.iter().filter(|service| service.provider == provider);
        own.map(|service| service.id).filter(|id| covers.covers(id)).collect()
    }
}

/// Lays out a profile's grants.
///
/// # Errors
/// A diagnostic for an acceptance without a tier, and for an actual tranche beyond the award's number.
pub fn lay_out<'a>(
    profile: &'a Profile,
    program: &'a Program,
    services: &[Service<'a>],
    assessment: &Assessment<'a>,
) -> Result<Timeline<'a>, Vec<Diagnostic>> {
    let view = View { profile, program, services, assessment };
    let award = tranches::lay_out(&view, Course::Planned)?;
    let mut grants = stack::stack(&view);
    let files_stack = !grants.is_empty();
    grants.extend(award.grants);
    grants.extend(stack::direct(&view));
    let (held, expired) = stack::held(&view);
    grants.extend(held);
    let events = events::events(&view, files_stack, &award.gates);
    let warnings = warnings::warnings(&view, &grants, &expired, award.refused_tranches);
    let on_miss = view.on_miss();
    Ok(Timeline { acceptance: award.acceptance, grants, gates: award.gates, on_miss, events, warnings })
}

/// The award's tranches where exactly the gates in `missed` are missed, under the policy `on_miss`, whatever the days of
/// the plan say; what has happened stands. None where the plan holds no award.
pub fn tranches_if<'a>(
    profile: &'a Profile,
    program: &'a Program,
    services: &[Service<'a>],
    assessment: &Assessment<'a>,
    missed: &[&GateId],
    on_miss: OnMiss,
) -> Vec<Grant<'a>> {
    let view = View { profile, program, services, assessment };
    // What can be wrong with an award was found when the plan was laid out.
    tranches::lay_out(&view, Course::Given(missed, on_miss)).map(|award| award.grants).unwrap_or_default()
}

impl Grant<'_> {
    /// True where the field is assumed.
    #[must_use]
    pub fn assumes(&self, field: Assumed) -> bool {
        self.assumed.contains(&field)
    }

    /// The gate that releases it.
    #[must_use]
    pub const fn gate(&self) -> Option<&GateId> {
        match self.kind {
            GrantKind::Tranche(gate) => gate,
            GrantKind::Component | GrantKind::Held => None,
        }
    }

    /// True for a part of the accelerator's award.
    #[must_use]
    pub const fn is_tranche(&self) -> bool {
        matches!(self.kind, GrantKind::Tranche(_))
    }

    /// The credit that reaches the ledger in a case: a life and an amount above nothing.
    #[must_use]
    pub fn credit(&self, case: Case) -> Option<(Life, Usd)> {
        let amount = *self.amount.get(case);
        self.life.get(case).map(|life| (life, amount)).filter(|(_, amount)| !amount.is_zero())
    }
}

/// The field, where its value is assumed.
fn assumed_if<T>(value: &Cited<T>, field: Assumed) -> Option<Assumed> {
    value.citation.assumed.then_some(field)
}
