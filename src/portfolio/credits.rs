//! What is granted, what lapses, and the first bills.

use std::collections::BTreeMap;

use super::calendar::Months;
use super::outcomes_and_cases;
use super::tally::{Plans, Tally, merge_band, merge_counts, more};
use crate::band::{Band, Case};
use crate::calendar::{Day, YearMonth};
use crate::evaluation::{Evaluation, Outcome};
use crate::id::{GrantId, ProviderId};
use crate::position::Ledger;
use crate::program::{Component, Program};

/// Awards, credits and bills of a portfolio.
#[derive(Debug, Clone)]
pub struct Credits<'a> {
    /// Each component of the stack, in the program's order, with the companies that hold it and what it is worth to them,
    /// whenever it is issued.
    pub stack: Vec<(&'a Component, Band<Tally>)>,
    /// Companies with a credit that lapses.
    pub lapsing_companies: Plans<u64>,
    /// What lapses, by where it comes from: the grants in the program's order, then what was held.
    pub lapsing: Vec<Lapse>,
    /// The first bills by provider and month: the program's providers by name, then the others together.
    pub first_bills: Vec<Payer<'a>>,
}

/// What lapses of one source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lapse {
    /// The source.
    pub source: Source,
    /// Credits that lapse and what is left of them.
    pub tally: Plans<Tally>,
}

/// Where a credit comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// A grant of the program.
    Grant(GrantId),
    /// A credit already held.
    Held,
}

/// The first bills of a provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payer<'a> {
    /// The provider; `None` for every one that the program does not name, together.
    pub provider: Option<&'a ProviderId>,
    /// By the month of the bill.
    pub months: BTreeMap<YearMonth, Plans<Tally>>,
}

impl<'a> Credits<'a> {
    pub(super) fn new(program: &'a Program) -> Self {
        let tranches = (1..=program.most_tranches()).map(|number| program.accelerator.tranche(number));
        let stack = program.stack.iter().map(|component| component.id.clone());
        let grants = stack.chain(tranches).chain(program.direct.iter().map(|component| component.id.clone()));
        let sources = grants.map(Source::Grant).chain([Source::Held]);
        let mut providers: Vec<&ProviderId> = program.components().map(|component| &component.provider).collect();
        providers.extend(program.services.iter().map(|service| &service.provider));
        providers.push(&program.accelerator.provider);
        providers.sort_unstable();
        providers.dedup();
        let payer = |provider| Payer { provider, months: BTreeMap::new() };
        Self {
            stack: program.stack.iter().map(|component| (component, Band::default())).collect(),
            lapsing_companies: Plans::default(),
            lapsing: sources.map(|source| Lapse { source, tally: Plans::default() }).collect(),
            first_bills: providers.into_iter().map(Some).chain([None]).map(payer).collect(),
        }
    }

    pub(super) fn add(&mut self, evaluation: &Evaluation<'_>, months: &mut Months) {
        self.add_grants(evaluation, months);
        for (outcome, case) in outcomes_and_cases() {
            let mut lapses = false;
            for ledger in &evaluation.positions(outcome).get(case).ledgers {
                self.add_first_bill(evaluation, ledger, outcome, case);
                lapses |= self.add_lapses(evaluation, ledger, outcome, case, months);
            }
            if lapses {
                more(self.lapsing_companies.get_mut(outcome, case));
            }
        }
    }

    fn add_grants(&mut self, evaluation: &Evaluation<'_>, months: &mut Months) {
        let horizon = &evaluation.profile.plan.horizon;
        let timeline = &evaluation.timeline;
        if let (Some(acceptance), Some(award)) = (timeline.acceptance, evaluation.assessment.award()) {
            for (case, day) in acceptance.iter() {
                months.at(YearMonth::of(horizon, *day)).awards.get_mut(case).add(award);
            }
        }
        for grant in &timeline.grants {
            let component = self.stack.iter_mut().find(|(component, _)| component.id == grant.id);
            if let Some((_, tally)) = component {
                for (case, amount) in grant.amount.iter().filter(|(case, _)| grant.life.get(*case).is_some()) {
                    tally.get_mut(case).add(*amount);
                }
            }
            for case in Case::ALL {
                let Some((life, amount)) = grant.credit(case).filter(|(life, _)| life.issued <= horizon.last()) else {
                    continue;
                };
                let month = YearMonth::of(horizon, life.issued.max(Day::ZERO));
                months.grant(month, Outcome::Accepted, case, amount);
                if !grant.is_tranche() {
                    months.grant(month, Outcome::NotAccepted, case, amount);
                }
            }
        }
    }

    fn add_first_bill(&mut self, evaluation: &Evaluation<'_>, ledger: &Ledger<'_>, outcome: Outcome, case: Case) {
        let Some((day, amount)) = ledger.first_bill() else { return };
        let month = YearMonth::of(&evaluation.profile.plan.horizon, day);
        let own = self.first_bills.iter().position(|payer| payer.provider == Some(ledger.provider));
        let place = own.unwrap_or(self.first_bills.len().saturating_sub(1));
        if let Some(payer) = self.first_bills.get_mut(place) {
            payer.months.entry(month).or_default().get_mut(outcome, case).add(amount);
        }
    }

    /// True where something lapses.
    fn add_lapses(
        &mut self,
        evaluation: &Evaluation<'_>,
        ledger: &Ledger<'_>,
        outcome: Outcome,
        case: Case,
        months: &mut Months,
    ) -> bool {
        let mut lapses = false;
        for (credit, left) in ledger.lapses() {
            lapses = true;
            let month = YearMonth::of(&evaluation.profile.plan.horizon, credit.life.last());
            months.at(month).lapsing.get_mut(outcome, case).add(left);
            let is_of = |lapse: &&mut Lapse| match &lapse.source {
                Source::Grant(id) => *id == credit.id,
                Source::Held => true,
            };
            if let Some(lapse) = self.lapsing.iter_mut().find(is_of) {
                lapse.tally.get_mut(outcome, case).add(left);
            }
        }
        lapses
    }

    pub(super) fn merge(&mut self, other: &Self) {
        for ((_, own), (_, other)) in self.stack.iter_mut().zip(&other.stack) {
            merge_band(own, other);
        }
        for outcome in Outcome::ALL {
            merge_counts(self.lapsing_companies.band_mut(outcome), other.lapsing_companies.of(outcome));
            for (own, other) in self.lapsing.iter_mut().zip(&other.lapsing) {
                merge_band(own.tally.band_mut(outcome), other.tally.of(outcome));
            }
            for (own, other) in self.first_bills.iter_mut().zip(&other.first_bills) {
                for (month, tally) in &other.months {
                    merge_band(own.months.entry(*month).or_default().band_mut(outcome), tally.of(outcome));
                }
            }
        }
    }
}
