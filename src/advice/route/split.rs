//! The spend on both services, split anew in every month and written as edits of the profile.

use super::{DualPath, Percent, Plan, Share, provider};
use crate::advice::edited::with_edits;
use crate::calendar::Month;
use crate::diagnostic::Diagnostics;
use crate::document::{list, quoted};
use crate::evaluation::Evaluation;
use crate::id::ServiceId;
use crate::money::Usd;
use crate::program::Commitment;

/// The monthly sums of both services, ready to be split.
pub struct Splitter<'e, 'a> {
    evaluation: &'e Evaluation<'a>,
    /// For each month from 1: what is spent on the committed service, and on both.
    months: Vec<(Usd, Usd)>,
    /// The edits that ask for the credits of the hedging service's provider.
    direct: Vec<String>,
}

impl<'e, 'a> Splitter<'e, 'a> {
    /// Sums the plan's months, and those of the projection beyond them.
    pub fn new(evaluation: &'e Evaluation<'a>) -> Self {
        let rules = &evaluation.program.signals;
        let amount = |id: &ServiceId, number| {
            let service = evaluation.services.iter().find(|service| service.id == id);
            service.map_or(Usd::ZERO, |service| service.month(number))
        };
        let planned = u32::try_from(evaluation.profile.plan.horizon.months().len()).unwrap_or(u32::MAX);
        let last = planned.max(rules.projection.months.value);
        let sums = |number| {
            let committed = amount(&rules.commitment.committed_service.value, number);
            (committed, committed + amount(&rules.commitment.hedging_service.value, number))
        };
        Self { evaluation, months: (1..=last).map(sums).collect(), direct: direct(evaluation) }
    }

    /// True where nothing is spent on either service.
    pub fn is_empty(&self) -> bool {
        self.months.iter().all(|(_, both)| both.is_zero())
    }

    /// The plan's own months: its calendar month, and what is spent in it on the committed service and on both.
    pub fn planned(&self) -> impl Iterator<Item = (Month, Usd, Usd)> {
        let months = self.evaluation.profile.plan.horizon.months().iter().copied();
        months.zip(&self.months).map(|(month, (committed, both))| (month, *committed, *both))
    }

    /// How the program reads a split.
    pub fn rules(&self) -> &'a Commitment {
        &self.evaluation.program.signals.commitment
    }

    /// The edits that ask for the credits of the hedging service's provider.
    pub fn direct(&self) -> &[String] {
        &self.direct
    }

    /// The lowest and the highest share in a plan month as the plan stands.
    pub fn own_range(&self) -> Option<(Percent, Percent)> {
        let shares = || self.planned().filter_map(|(_, committed, both)| Percent::of_parts(committed, both));
        shares().min().zip(shares().max())
    }

    /// The plan months in which both services together reach what makes two paths worth the effort.
    pub fn dual_path(&self) -> DualPath<'a> {
        let monthly = &self.rules().dual_path_monthly;
        let reached = self.planned().filter(|(.., both)| *both >= monthly.value);
        DualPath { monthly, months: reached.map(|(month, ..)| month).collect(), of: self.planned().count() }
    }

    /// The same share in every month.
    pub fn share(&self, percent: Percent) -> Result<Share<'a>, Diagnostics> {
        let (committed, hedging) = self.months.iter().map(|(_, both)| percent.split(*both)).unzip();
        let rules = self.rules();
        let services = [(&rules.committed_service.value, committed), (&rules.hedging_service.value, hedging)];
        let set = services.map(|(service, amounts)| self.written(service, amounts)).to_vec();
        let plan = self.plan(&set)?;
        let with_direct = self.with_direct(&set)?;
        Ok(Share { percent, set, plan, with_direct })
    }

    /// The plan with edits and the direct credits asked for, where the plan does not do so.
    pub fn with_direct(&self, set: &[String]) -> Result<Option<Plan<'a>>, Diagnostics> {
        if self.direct.is_empty() {
            return Ok(None);
        }
        self.plan(&[set, &self.direct].concat()).map(Some)
    }

    fn plan(&self, set: &[String]) -> Result<Plan<'a>, Diagnostics> {
        let Evaluation { profile, program, .. } = *self.evaluation;
        with_edits(profile, program, "the split", set, |edited| Plan::of(edited, program))
    }

    /// A service's monthly amounts as one edit, in place of whatever form it had. Its provider and the basis of its
    /// projection stay.
    fn written(&self, service: &ServiceId, mut amounts: Vec<Usd>) -> String {
        // The last value of a list is held: what repeats it need not be written.
        while let [.., before, last] = amounts.as_slice()
            && before == last
        {
            amounts.pop();
        }
        let Evaluation { profile, program, .. } = *self.evaluation;
        let own = profile.spend.iter().find(|spend| spend.id == *service);
        let provider = own.map(|own| &own.provider).filter(|_| program.provider_of(service.as_str()).is_none());
        let provider = provider.map(|provider| format!("provider={}", quoted(provider.as_str())));
        let basis = own.and_then(|own| own.basis.as_deref()).map(|basis| format!("basis={}", quoted(basis)));
        let monthly = format!("monthly={}", list(amounts.iter().map(ToString::to_string)));
        let keys: Vec<String> = [provider, basis, Some(monthly)].into_iter().flatten().collect();
        format!("spend.{service}={{{}}}", keys.join(","))
    }
}

/// The edits that ask for every direct credit of the hedging service's provider that the plan leaves out and that has
/// not been decided on.
fn direct(evaluation: &Evaluation<'_>) -> Vec<String> {
    let Evaluation { profile, program, .. } = *evaluation;
    let provider = provider(evaluation, &program.signals.commitment.hedging_service.value);
    let is_open = |id| !profile.plan.direct.contains(id) && profile.actuals.grant(id).is_none();
    let components = program.direct.iter().filter(|component| Some(&component.provider) == provider);
    let switches =
        components.filter(|component| is_open(&component.id)).filter_map(|component| component.switch.as_ref());
    switches.map(|switch| format!("plan.{switch}=true")).collect()
}
