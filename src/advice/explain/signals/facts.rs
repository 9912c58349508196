//! What the profile says about a signal, key by key.

use super::Fact;
use crate::evaluation::Evaluation;
use crate::program::Value;
use crate::scoring::Key;
use crate::signal::{Level, Signal};

/// The facts of a signal, in the order of the profile's format.
pub fn of<'a>(evaluation: &Evaluation<'a>, signal: Signal) -> Vec<Fact<'a>> {
    let profile = evaluation.profile;
    let level = |level: Option<Level>| level.map(|level| Value::Word(level.name()));
    let one = |key, value| vec![fact(key, value)];
    match signal {
        Signal::Stage => one("company.stage", level(Some(profile.company.stage))),
        Signal::Product => one("company.product", level(profile.company.product)),
        Signal::Team => one("company.ai_ml_credibility", profile.company.ai_ml_credibility.map(Value::Truth)),
        Signal::Backing => one("funding.backers", profile.funding.backers.as_deref().map(names)),
        Signal::Commitment => {
            let mut facts = one("bedrock.commitment", level(profile.bedrock.commitment));
            let rules = &evaluation.program.signals.commitment;
            let hedging = &rules.hedging_service.value;
            let is_spent_on = evaluation.profile.spend.iter().any(|spend| spend.id == *hedging);
            let value = is_spent_on.then_some(Value::Word("given"));
            facts.push(Fact { key: Key::Owned(format!("spend.{hedging}")), value });
            facts
        }
        Signal::Poc => one("bedrock.poc", level(profile.bedrock.poc)),
        Signal::Traction => traction(evaluation),
        Signal::Projection => vec![basis(evaluation, evaluation.program.signals.projection.service.value.as_str())],
        Signal::Engagement => one("bedrock.engagement", Some(Value::Count(u64::from(profile.bedrock.engagement)))),
    }
}

fn traction<'a>(evaluation: &Evaluation<'a>) -> Vec<Fact<'a>> {
    let facts = &evaluation.profile.traction;
    let mrr = facts.mrr.as_ref().map(|values| Value::List(values.iter().copied().map(Value::Amount).collect()));
    vec![
        fact("traction.mrr", mrr),
        fact("traction.monthly_active_users", facts.monthly_active_users.map(Value::Count)),
        fact("traction.enterprise_lois", facts.enterprise_lois.as_deref().map(names)),
        fact("traction.design_partners", facts.design_partners.map(Value::Count)),
        fact("traction.other_validation", facts.other_validation.as_deref().map(Value::Word)),
    ]
}

/// How a service's projection was made, or that the service is not there at all.
fn basis<'a>(evaluation: &Evaluation<'a>, service: &str) -> Fact<'a> {
    match evaluation.profile.spend.iter().find(|spend| spend.id == *service) {
        Some(spend) => {
            let value = spend.basis.as_deref().map(Value::Word);
            Fact { key: Key::Owned(format!("spend.{service}.basis")), value }
        }
        None => Fact { key: Key::Owned(format!("spend.{service}")), value: None },
    }
}

fn names(names: &[String]) -> Value<'_> {
    Value::words(names.iter().map(String::as_str))
}

fn fact<'a>(key: &'static str, value: Option<Value<'a>>) -> Fact<'a> {
    Fact { key: Key::Borrowed(key), value }
}
