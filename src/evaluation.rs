//! The whole walk: a profile and a program to everything that follows.

use crate::band::{Band, Case};
use crate::calendar::Day;
use crate::diagnostic::{Code, Diagnostics};
use crate::document::Input;
use crate::id::{GateId, ProviderId};
use crate::money::Usd;
use crate::position::{Accounts, Ledger, Position, Summary};
use crate::profile::{self, Profile};
use crate::program::{OnMiss, Program};
use crate::scoring::{self, Assessment};
use crate::spend::{self, Service};
use crate::timeline::{self, Grant, Timeline};

/// Everything that follows from a profile under a program.
#[derive(Debug, Clone)]
pub struct Evaluation<'a> {
    /// The profile.
    pub profile: &'a Profile,
    /// The program.
    pub program: &'a Program,
    /// What each service costs.
    pub services: Vec<Service<'a>>,
    /// What the facts support.
    pub assessment: Assessment<'a>,
    /// The grants on a calendar.
    pub timeline: Timeline<'a>,
    /// The position in each case, if the accelerator accepts wherever the plan applies to it.
    pub accepted: Band<Position<'a>>,
    /// The position in each case without the accelerator's grants, and nothing else changed.
    pub not_accepted: Band<Position<'a>>,
}

/// Evaluates a profile under the program that it was read against.
///
/// Pure: no clock, no file, no global state, and the same answer each time.
///
/// # Errors
/// What only the evaluation shows: a month's spend above the largest amount, an acceptance without a tier, an actual
/// tranche beyond the award's number.
pub fn evaluate<'a>(profile: &'a Profile, program: &'a Program) -> Result<Evaluation<'a>, Diagnostics> {
    let fail = |found| profile.input.diagnostics(found);
    let services = spend::services(profile, program).map_err(fail)?;
    let assessment = scoring::assess(profile, program, &services);
    let timeline = timeline::lay_out(profile, program, &services, &assessment).map_err(fail)?;
    let all: Vec<&Grant<'a>> = timeline.grants.iter().collect();
    let without: Vec<&Grant<'a>> = all.iter().copied().filter(|grant| !grant.is_tranche()).collect();
    let mut accounts = Accounts::open(&profile.plan.horizon, &services, &all);
    let mut settle = |grants: &[&Grant<'a>]| Band::from_fn(|case| accounts.settle(case, grants));
    let (accepted, not_accepted) = (settle(&all), settle(&without));
    Ok(Evaluation { profile, program, services, assessment, timeline, accepted, not_accepted })
}

impl Profile {
    /// Reads a profile against a program, whose gates, grants and tiers it names.
    ///
    /// # Errors
    /// Every mistake of the file at once; where there is one, months above the largest amount are among them, which
    /// [`evaluate`] would find.
    pub fn parse(input: &Input, program: &Program) -> Result<Self, Diagnostics> {
        let profile::Draft { profile, mut found } = profile::read(input, program);
        match profile {
            Some(profile) if found.is_empty() => Ok(profile),
            Some(profile) => {
                if let Err(more) = evaluate(&profile, program) {
                    // Another mistake may have changed the tier, but not what a month comes to.
                    found.extend(more.iter().filter(|one| one.code == Code::MonthTooLarge).cloned());
                }
                Err(input.diagnostics(found))
            }
            None => Err(input.diagnostics(found)),
        }
    }
}

/// Which of the two plans of equal rank.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The accelerator accepts.
    Accepted,
    /// It does not.
    NotAccepted,
}

impl Outcome {
    /// Both, in the order of every output.
    pub const ALL: [Self; 2] = [Self::Accepted, Self::NotAccepted];
}

impl<'a> Evaluation<'a> {
    /// The positions of one of the two plans.
    #[must_use]
    pub const fn positions(&self, outcome: Outcome) -> &Band<Position<'a>> {
        match outcome {
            Outcome::Accepted => &self.accepted,
            Outcome::NotAccepted => &self.not_accepted,
        }
    }

    /// The grants of one of the two plans.
    pub fn grants(&self, outcome: Outcome) -> impl Iterator<Item = &Grant<'a>> {
        self.timeline.grants.iter().filter(move |grant| outcome == Outcome::Accepted || !grant.is_tranche())
    }

    /// The award's tranches where exactly the gates in `missed` are missed, under the policy `on_miss`; none where the plan
    /// holds no award.
    #[must_use]
    pub fn tranches_if(&self, missed: &[&GateId], on_miss: OnMiss) -> Vec<Grant<'a>> {
        timeline::tranches_if(self.profile, self.program, &self.services, &self.assessment, missed, on_miss)
    }

    /// The providers that have a grant listed in one of the two plans, by name.
    #[must_use]
    pub fn granting_providers(&self, outcome: Outcome) -> Vec<&'a ProviderId> {
        let mut providers: Vec<&'a ProviderId> = self.grants(outcome).map(|grant| grant.provider).collect();
        providers.sort_unstable();
        providers.dedup();
        providers
    }

    /// The first bill of one plan and case: the earliest day on which a provider's credits leave something to pay, and
    /// what all providers' first bills of that day come to.
    #[must_use]
    pub fn first_bill(&self, outcome: Outcome, case: Case) -> Option<(Day, Usd)> {
        let ledgers = &self.positions(outcome).get(case).ledgers;
        let bills: Vec<(Day, Usd)> = ledgers.iter().filter_map(|ledger| ledger.first_bill()).collect();
        let first = bills.iter().map(|(day, _)| *day).min()?;
        Some((first, bills.iter().filter(|(day, _)| *day == first).map(|(_, amount)| *amount).sum()))
    }

    /// The summary of a provider in one plan and case; `None` where the provider has neither a credit nor a service.
    #[must_use]
    pub fn summary(&self, outcome: Outcome, case: Case, provider: &ProviderId) -> Option<Summary> {
        self.positions(outcome).get(case).ledger(provider).map(Ledger::summary)
    }
}
