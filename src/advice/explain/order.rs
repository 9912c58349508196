//! The order in which a provider's credits are used, and what puts each ahead of the next.

use crate::band::Case;
use crate::calendar::Day;
use crate::evaluation::{Evaluation, Outcome};
use crate::id::{GrantId, ProviderId, ServiceId};
use crate::money::Usd;
use crate::position::Credit;
use crate::timeline::{Grant, Life};

/// One provider's credits in one case, in the order of use.
#[derive(Debug)]
pub struct Order<'a> {
    /// The provider.
    pub provider: &'a ProviderId,
    /// The case.
    pub case: Case,
    /// The credits; never empty.
    pub credits: Vec<CreditStep<'a>>,
}

/// A credit at its place in the order.
#[derive(Debug)]
pub struct CreditStep<'a> {
    /// The grant.
    pub id: GrantId,
    /// Its amount.
    pub amount: Usd,
    /// Its days.
    pub life: Life,
    /// The profile's services that it pays for.
    pub covers: Vec<&'a ServiceId>,
    /// What puts it ahead of the next; `None` for the last.
    pub ahead: Option<Ahead>,
}

/// What puts one credit ahead of another: the first of these in which they differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ahead {
    /// Its last usable day comes earlier.
    LastDay,
    /// It pays for fewer of the profile's services.
    Coverage,
    /// It was issued earlier.
    Issued,
    /// Its id comes first.
    Id,
}

impl Ahead {
    /// The word in machine-readable output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::LastDay => "last-day",
            Self::Coverage => "coverage",
            Self::Issued => "issued",
            Self::Id => "id",
        }
    }

    /// The reason in words: `it ends earlier`.
    #[must_use]
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::LastDay => "it ends earlier",
            Self::Coverage => "it covers fewer services",
            Self::Issued => "it was issued earlier",
            Self::Id => "its id comes first",
        }
    }
}

/// The orders of each case and provider that has a credit.
pub fn walk<'a>(evaluation: &Evaluation<'a>, cases: &[Case]) -> Vec<Order<'a>> {
    let mut orders = Vec::new();
    for case in cases {
        for ledger in &evaluation.positions(Outcome::Accepted).get(*case).ledgers {
            let credits = steps(&evaluation.timeline.grants, ledger.credits());
            if !credits.is_empty() {
                orders.push(Order { provider: ledger.provider, case: *case, credits });
            }
        }
    }
    orders
}

fn steps<'a>(grants: &[Grant<'a>], credits: &[Credit]) -> Vec<CreditStep<'a>> {
    let covers = |id: &GrantId| {
        let grant = grants.iter().find(|grant| grant.id == *id);
        grant.map_or_else(Vec::new, |grant| grant.covers.clone())
    };
    let mut steps: Vec<CreditStep<'a>> = Vec::new();
    for Credit { id, amount, life, .. } in credits {
        let step = CreditStep { id: id.clone(), amount: *amount, life: *life, covers: covers(id), ahead: None };
        if let Some(before) = steps.last_mut() {
            before.ahead = Some(ahead(before, &step));
        }
        steps.push(step);
    }
    steps
}

fn ahead(one: &CreditStep<'_>, next: &CreditStep<'_>) -> Ahead {
    let key = |step: &CreditStep<'_>| -> (Day, usize, Day) { (step.life.last(), step.covers.len(), step.life.issued) };
    let ((last, covers, issued), (next_last, next_covers, next_issued)) = (key(one), key(next));
    if last != next_last {
        Ahead::LastDay
    } else if covers != next_covers {
        Ahead::Coverage
    } else if issued != next_issued {
        Ahead::Issued
    } else {
        Ahead::Id
    }
}
