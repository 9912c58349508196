//! Which inference path: what is spent on two services together, moved from the one that hedges to the committed one.

mod percent;
mod split;
mod threshold;

use super::edited::Worth;
use crate::band::Band;
use crate::calendar::Month;
use crate::diagnostic::Diagnostics;
use crate::evaluation::{Evaluation, Outcome};
use crate::id::{ProviderId, ServiceId};
use crate::money::Usd;
use crate::position::Amounts;
use crate::program::{Citation, Cited, Program};
use crate::signal::Signal;

pub use percent::Percent;
pub use threshold::{Below, Threshold};

use split::Splitter;

/// The percentage points between two shares.
const STEP: usize = 5;
/// All of it, in percent.
const ALL: u32 = 100;

/// The inference spend at every share, and what hedging comes to.
#[derive(Debug, Clone)]
pub struct Route<'a> {
    /// The service that the commitment is to.
    pub committed: &'a ServiceId,
    /// The service whose use reads as a hedge.
    pub hedging: &'a ServiceId,
    /// Where the share of a month above which the hedging service is a hedge comes from.
    pub hedge_share: &'a Citation,
    /// The plan as it stands.
    pub own: Own<'a>,
    /// From nothing to all on the committed service; empty where there is no inference spend.
    pub shares: Vec<Share<'a>>,
    /// The share from which nothing is a hedge; none where no plan month has inference spend.
    pub threshold: Option<Threshold<'a>>,
    /// The plan months in which running both is said to be worth the effort.
    pub dual_path: DualPath<'a>,
    /// The edits that ask the hedging service's provider for its credits, where the plan does not.
    pub direct: Vec<String>,
    /// What the reader should know.
    pub notes: Vec<Note>,
}

/// The plan as it stands.
#[derive(Debug, Clone)]
pub struct Own<'a> {
    /// The lowest and the highest share of the committed service in a plan month; none without inference spend.
    pub months: Option<(Percent, Percent)>,
    /// What it comes to.
    pub plan: Plan<'a>,
    /// The same with the direct credits asked for, where the plan does not.
    pub with_direct: Option<Plan<'a>>,
}

/// The same share on the committed service in every month.
#[derive(Debug, Clone)]
pub struct Share<'a> {
    /// The share.
    pub percent: Percent,
    /// The edits that make it of the profile, each `KEY=VALUE`.
    pub set: Vec<String>,
    /// What it comes to.
    pub plan: Plan<'a>,
    /// The same with the direct credits asked for, where the plan does not.
    pub with_direct: Option<Plan<'a>>,
}

/// What a split comes to by the plan's last day.
#[derive(Debug, Clone)]
pub struct Plan<'a> {
    /// Tier and amounts.
    pub worth: Worth<'a>,
    /// Why the commitment reads as hedged, where it does.
    pub hedge: Option<String>,
    /// The amounts of each of the two services' providers, if accepted: the committed one's first.
    pub pools: Vec<Pool>,
}

/// One provider's part of a plan.
#[derive(Debug, Clone)]
pub struct Pool {
    /// The provider.
    pub provider: ProviderId,
    /// The amounts at the horizon, if accepted.
    pub amounts: Band<Amounts>,
}

/// The months in which both paths are said to be worth the effort.
#[derive(Debug, Clone)]
pub struct DualPath<'a> {
    /// The spend a month on both from which they are.
    pub monthly: &'a Cited<Usd>,
    /// The plan months that reach it.
    pub months: Vec<Month>,
    /// How many months the plan has.
    pub of: usize,
}

/// What the reader should know of the shares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// Neither service has any spend.
    NoSpend,
    /// The committed service has no spend of its own in the profile, so nothing says how a projection was made.
    NoBasis,
    /// The accelerator has decided, under the split that it saw.
    Decided,
}

/// The spend on both services at each share.
///
/// # Errors
/// What the profile would be refused for at some share: a month of both services above the largest amount.
pub fn route<'a>(evaluation: &Evaluation<'a>) -> Result<Route<'a>, Diagnostics> {
    let Evaluation { profile, program, .. } = *evaluation;
    let rules = &program.signals.commitment;
    let splitter = Splitter::new(evaluation);
    let plan = Plan::of(evaluation, program);
    let with_direct = splitter.with_direct(&[])?;
    let own = Own { months: splitter.own_range(), plan, with_direct };
    let mut notes = Vec::new();
    let (mut shares, mut threshold) = (Vec::new(), None);
    if splitter.is_empty() {
        notes.push(Note::NoSpend);
    } else {
        let steps = (0..=ALL).step_by(STEP).map(Percent::whole);
        shares = steps.map(|percent| splitter.share(percent)).collect::<Result<_, _>>()?;
        threshold = threshold::threshold(&splitter)?;
        if profile.spend.iter().all(|spend| spend.id != rules.committed_service.value) {
            notes.push(Note::NoBasis);
        }
    }
    if profile.actuals.decision.is_some() {
        notes.push(Note::Decided);
    }
    Ok(Route {
        committed: &rules.committed_service.value,
        hedging: &rules.hedging_service.value,
        hedge_share: &rules.hedge_share.citation,
        own,
        shares,
        threshold,
        dual_path: splitter.dual_path(),
        direct: splitter.direct().to_vec(),
        notes,
    })
}

impl<'a> Plan<'a> {
    fn of(evaluation: &Evaluation<'_>, program: &'a Program) -> Self {
        let reading = evaluation.assessment.signals.of(Signal::Commitment);
        let rules = &program.signals.commitment;
        let services = [&rules.committed_service.value, &rules.hedging_service.value];
        let mut pools: Vec<Pool> = Vec::new();
        for provider in services.into_iter().filter_map(|service| provider(evaluation, service)) {
            if pools.iter().all(|pool| pool.provider != *provider) {
                pools.push(Pool { provider: provider.clone(), amounts: pool(evaluation, provider) });
            }
        }
        // The only remark on a commitment is that it is hedged.
        let hedge = reading.note.map(|note| note.to_string());
        Self { worth: Worth::of(evaluation, program), hedge, pools }
    }
}

/// Who bills a service, where the profile or the program says so.
fn provider<'e>(evaluation: &'e Evaluation<'_>, service: &ServiceId) -> Option<&'e ProviderId> {
    let own = evaluation.profile.spend.iter().find(|spend| spend.id == *service);
    own.map(|spend| &spend.provider).or_else(|| evaluation.program.provider_of(service.as_str()))
}

fn pool(evaluation: &Evaluation<'_>, provider: &ProviderId) -> Band<Amounts> {
    let last = evaluation.profile.plan.horizon.last();
    evaluation
        .positions(Outcome::Accepted)
        .as_ref()
        .map(|position| position.ledger(provider).map(|ledger| ledger.at(last)).unwrap_or_default())
}
