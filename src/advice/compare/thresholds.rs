//! The numbers of a program at which an outcome may turn, each with the profile key that it bounds.

use rust_decimal::Decimal;

use crate::id::{GateId, TierId};
use crate::money::Usd;
use crate::program::{Citation, Cited, Program};

/// A number of the program that a profile's number is held against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Threshold {
    /// Where it stands in the program.
    pub name: String,
    /// The profile key that it bounds, or a table above that key; none where it bounds a sum, a share or a list, or
    /// only warns.
    pub key: Option<String>,
    /// The number: dollars, a count, months, days or a share.
    pub value: Decimal,
    /// True for a gate's deadline, which holds in one award of so many tranches only.
    pub is_deadline: bool,
    /// Where it comes from.
    pub citation: Citation,
}

impl Threshold {
    /// True where a profile key is the one that this bounds.
    #[must_use]
    pub fn bounds(&self, key: &str) -> bool {
        let rest = self.key.as_ref().and_then(|own| key.strip_prefix(own.as_str()));
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    }
}

/// Every threshold of a program, in the order of the file.
pub fn of(program: &Program) -> Vec<Threshold> {
    let mut all = signals(program);
    all.extend(recommendation(program));
    all.extend(gates(program));
    all
}

fn one<T>(name: &str, key: Option<String>, value: Decimal, cited: &Cited<T>) -> Threshold {
    Threshold { name: name.to_owned(), key, value, is_deadline: false, citation: cited.citation.clone() }
}

fn count(name: &str, key: Option<&str>, cited: &Cited<u64>) -> Threshold {
    one(name, key.map(str::to_owned), Decimal::from(cited.value), cited)
}

fn amount(name: &str, key: Option<&str>, cited: &Cited<Usd>) -> Threshold {
    let dollars = Decimal::try_from_i128_with_scale(cited.value.cents(), 2).unwrap_or(Decimal::MAX);
    one(name, key.map(str::to_owned), dollars.normalize(), cited)
}

fn signals(program: &Program) -> Vec<Threshold> {
    let traction = &program.signals.traction;
    let projection = &program.signals.projection;
    let hedge_share = &program.signals.commitment.hedge_share;
    let (users, mrr) = (Some("traction.monthly_active_users"), Some("traction.mrr"));
    let projected = format!("spend.{}", projection.service.value);
    vec![
        one("signals.commitment.hedge_share", None, hedge_share.value.normalize(), hedge_share),
        count("signals.traction.users_at_scale", users, &traction.users_at_scale),
        count("signals.traction.lois_at_scale", None, &traction.lois_at_scale),
        amount("signals.traction.mrr_at_scale", mrr, &traction.mrr_at_scale),
        amount("signals.traction.mrr_commercial", mrr, &traction.mrr_commercial),
        count("signals.traction.partners_commercial", Some("traction.design_partners"), &traction.partners_commercial),
        count("signals.traction.users_early", users, &traction.users_early),
        amount("signals.projection.total", None, &projection.total),
        amount("signals.projection.monthly", Some(&projected), &projection.monthly),
    ]
}

fn recommendation(program: &Program) -> Vec<Threshold> {
    let rules = &program.recommendation;
    vec![
        count("recommendation.primary_months", Some("bedrock.primary_for_months"), &rules.primary_months),
        count("recommendation.founder_hours", None, &rules.founder_hours),
    ]
}

/// The name of a gate's deadline in an award of so many tranches.
pub fn deadline_name(tier: &TierId, tranches: usize, gate: &GateId) -> String {
    format!("tiers.{tier}.tranches.{tranches}.gates.{gate}")
}

/// The deadlines, and the spend that continued scale is measured by.
fn gates(program: &Program) -> Vec<Threshold> {
    let mut all = Vec::new();
    for tier in &program.tiers {
        for choice in &tier.choices {
            for due in &choice.gates {
                let name = deadline_name(&tier.id, choice.count, &due.gate);
                let days = Decimal::from(due.due.value.cautious.0);
                let key = Some(format!("milestones.{}.expected", due.gate));
                all.push(Threshold { is_deadline: true, ..one(&name, key, days, &due.due) });
            }
        }
    }
    for gate in &program.gates {
        if let Some(scale) = &gate.scale {
            all.push(amount(&format!("gates.{}.scale.monthly", gate.id), None, &scale.monthly));
        }
    }
    all
}
