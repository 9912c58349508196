//! What deserves a second look, though it is no mistake.

use super::{Grant, Status, View};
use crate::calendar::Day;
use crate::id::GrantId;
use crate::money::{Usd, alone};
use crate::program::GateScale;
use crate::signal::Signal;
use crate::text::words;

words! {
    /// A kind of warning. The names are stable.
    WarningCode {
        NoEndorsement, "no-endorsement", "the highest award without any work with the Bedrock team";
        FewFounderHours, "few-founder-hours", "fewer founder hours than the application takes";
        TrancheCount, "tranche-count", "an offer with a number of tranches that the tier does not have";
        ScaleAtRisk, "scale-at-risk", "spend below what the last gate looks for, in the month of its tranche";
        CheckModelCoverage, "check-model-coverage", "credits that may not pay for third-party models on Bedrock";
        CreditAlreadyExpired, "credit-already-expired", "a held credit that ended before day 0 and is left out";
        OfferWithoutGrant, "offer-without-grant", "an offered amount for a grant that the plan does not hold";
    }
}

/// A warning with its message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// Its kind.
    pub code: WarningCode,
    /// What it says of this plan.
    pub message: String,
}

/// Every warning of a plan.
pub fn warnings(
    view: &View<'_, '_>,
    grants: &[Grant<'_>],
    expired: &[&GrantId],
    refused_tranches: Option<usize>,
) -> Vec<Warning> {
    let mut warnings = Vec::new();
    let mut warn = |code, message: String| warnings.push(Warning { code, message });
    if let Some(tier) = view.assessment.tier.assigned
        && let Some(needs) = tier.needs_engagement.as_ref().filter(|needs| needs.value)
        && view.assessment.signals.of(Signal::Engagement).possible.rank() == 0
    {
        let places = needs.citation.places();
        let message =
            format!("tier {} without any engagement with the Bedrock team, whose word weighs most{places}", tier.id);
        warn(WarningCode::NoEndorsement, message);
    }
    let rules = &view.program.recommendation;
    if let Some(hours) = view.profile.plan.founder_hours
        && hours < rules.founder_hours.value
    {
        let (least, most, observed) = (&rules.founder_hours, &rules.founder_hours_upper, &rules.founder_hours_observed);
        let message = format!(
            "{hours} founder hours; the application takes {} to {}{}, both paths took {}{}",
            least.value,
            most.value,
            least.citation.places(),
            observed.value,
            observed.citation.places(),
        );
        warn(WarningCode::FewFounderHours, message);
    }
    if let Some(count) = refused_tranches
        && let Some(tier) = view.assessment.tier.followed
    {
        let (id, usual) = (&tier.id, tier.default_tranches.value);
        warn(WarningCode::TrancheCount, format!("tier {id} is not paid in {count} tranches; planned with {usual}"));
    }
    for grant in grants {
        if let Some((spent, scale)) = below_scale(view, grant) {
            let message = format!(
                "{} in the likely month of {} is {}, below the {} that its gate looks for{}",
                scale.service.value,
                grant.id,
                alone(spent),
                alone(scale.monthly.value),
                scale.monthly.citation.places(),
            );
            warn(WarningCode::ScaleAtRisk, message);
        }
    }
    let unsure: Vec<&str> =
        grants.iter().filter(|grant| checks_models(view, grant)).map(|grant| grant.id.as_str()).collect();
    if let (Some(first), count) = (unsure.first(), unsure.len()) {
        let which =
            if count == 1 { format!("{first} ") } else { format!("{first} and {} more ", count.saturating_sub(1)) };
        let message =
            format!("{which}may not pay for third-party models on Bedrock, which bill as Marketplace: check the terms");
        warn(WarningCode::CheckModelCoverage, message);
    }
    for id in expired {
        warn(WarningCode::CreditAlreadyExpired, format!("credit {id} ended before day 0 and is left out"));
    }
    for (id, amount) in &view.profile.offer.awards {
        if !grants.iter().any(|grant| grant.id == *id) {
            warn(
                WarningCode::OfferWithoutGrant,
                format!("an award of {} is offered for {id}, which the plan does not hold", alone(*amount)),
            );
        }
    }
    warnings
}

/// The spend of the tranche's likely issue month, where it is below what its gate looks for.
fn below_scale<'p>(view: &View<'_, 'p>, grant: &Grant<'_>) -> Option<(Usd, &'p GateScale)> {
    let scale = view.program.gate(grant.gate()?.as_str())?.scale.as_ref()?;
    let issued: Day = grant.life.likely?.issued;
    let service = view.services.iter().find(|service| *service.id == scale.service.value)?;
    let number = u32::try_from(view.horizon().month_number(issued)).ok()?;
    let spent = service.month(number);
    (spent < scale.monthly.value).then_some((spent, scale))
}

/// True for a planned grant whose terms may leave third-party models out.
fn checks_models(view: &View<'_, '_>, grant: &Grant<'_>) -> bool {
    let is_planned = grant.status.iter().any(|(_, status)| *status == Status::Planned);
    let component = view.program.components().find(|component| component.id == grant.id);
    let checks = match component {
        Some(component) => component.checks_models.as_ref(),
        None => view.program.accelerator.checks_models.as_ref().filter(|_| grant.is_tranche()),
    };
    is_planned && checks.is_some_and(|checks| checks.value)
}
