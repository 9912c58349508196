//! The grants: the accelerator's award, the partner-filed stack, what is asked for directly.

use crate::band::Band;
use crate::calendar::Day;
use crate::document::{Node, Reading};
use crate::id::{GrantId, ProviderId, ServiceId};
use crate::money::Usd;
use crate::program::{Citation, Cited, Requirement};

/// Which services a grant pays for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Coverage {
    /// Every service of the grant's provider.
    Everything,
    /// These, where they are the provider's.
    Services(Vec<ServiceId>),
}

impl Coverage {
    /// The word for every service of a provider.
    pub const EVERYTHING: &str = "*";

    /// Reads a list of services, or `"*"` among them.
    pub(crate) fn read(reading: &Reading, node: &Node<'_>, path: &str) -> Option<Self> {
        let everything = ServiceId::from(Self::EVERYTHING);
        let services = reading.each(node, path, 0, |reading, item, path| match item.value.text() {
            Some(text) if text == Self::EVERYTHING => Some(everything.clone()),
            _ => reading.id(item, path).map(ServiceId::from),
        })?;
        Some(if services.contains(&everything) { Self::Everything } else { Self::Services(services) })
    }

    /// True where `service`, of the grant's own provider, is paid for.
    #[must_use]
    pub fn covers(&self, service: &ServiceId) -> bool {
        match self {
            Self::Everything => true,
            Self::Services(services) => services.contains(service),
        }
    }
}

/// The accelerator's award and its clock.
#[derive(Debug, Clone)]
pub struct Accelerator {
    /// Tranche N is the grant of this name with `-N` behind it.
    pub grant: GrantId,
    /// The program's name in `grants[].program`.
    pub program: String,
    /// Whose credits these are.
    pub provider: ProviderId,
    /// What they pay for.
    pub covers: Cited<Coverage>,
    /// True where third-party models may fall outside coverage.
    pub checks_models: Option<Cited<bool>>,
    /// Days from application to decision.
    pub decision: Cited<Band<Day>>,
    /// Days from the issue of the first tranche until it can be used.
    pub usable_after: Cited<Band<Day>>,
    /// Days from an early proof to its release.
    pub review_days: Cited<u32>,
    /// Months after the issue month in which a tranche ends.
    pub expires_months: Cited<Band<u32>>,
    /// What a missed gate does to the later tranches.
    pub on_miss: Cited<OnMiss>,
    /// Where it comes from.
    pub citation: Citation,
}

impl Accelerator {
    /// The id of tranche `number`, from 1.
    #[must_use]
    pub fn tranche(&self, number: usize) -> GrantId {
        GrantId::from(format!("{}-{number}", self.grant))
    }

    /// The number of the tranche that an id names, from 1.
    #[must_use]
    pub fn tranche_number(&self, id: &str) -> Option<usize> {
        let digits = id.strip_prefix(self.grant.as_str())?.strip_prefix('-')?;
        let number: usize = digits.parse().ok().filter(|number| *number > 0)?;
        (number.to_string() == digits).then_some(number)
    }
}

/// What a missed gate does to the tranches behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum OnMiss {
    /// They are forfeited too.
    #[default]
    Removed,
    /// They stay.
    TrancheOnly,
}

impl OnMiss {
    /// Each policy's name.
    pub const CHOICES: [(&'static str, Self); 2] = [("removed", Self::Removed), ("tranche-only", Self::TrancheOnly)];
}

/// A grant that is filed or asked for as a whole.
#[derive(Debug, Clone)]
pub struct Component {
    /// The grant.
    pub id: GrantId,
    /// What it is called.
    pub title: String,
    /// The program's name in `grants[].program`.
    pub program: String,
    /// Whose credits these are.
    pub provider: ProviderId,
    /// Its size.
    pub amount: Cited<Band<Usd>>,
    /// True where earlier credits of the same program are taken off.
    pub less_prior_credits: Option<Cited<bool>>,
    /// The key under `[offer]` that states its size, if there is one.
    pub offer: Option<String>,
    /// The key under `[plan]` that asks for it, for grants outside the stack.
    pub switch: Option<String>,
    /// The service whose spend it needs, if it needs any.
    pub service: Option<Cited<ServiceId>>,
    /// Days from filing to issue.
    pub issued: Cited<Band<Day>>,
    /// Months after the issue month in which it ends.
    pub expires_months: Cited<Band<u32>>,
    /// What it pays for.
    pub covers: Cited<Coverage>,
    /// True where third-party models may fall outside coverage.
    pub checks_models: Option<Cited<bool>>,
    /// What it takes; an unknown fact does not stand in the way.
    pub requires: Vec<Requirement>,
    /// Where it comes from.
    pub citation: Citation,
}
