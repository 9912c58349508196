//! The rules that are not entities: signals, recommendation, process, funnel and what surrounds them.

use rust_decimal::Decimal;

use super::check_id;
use super::cited::{self, amount, cited, count, days, names};
use super::{needed, section};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Fields, Node, Reading};
use crate::id::{ConflictId, ProviderId, ServiceId};
use crate::program::bounds::{MOST_VALUES, SHARE_DECIMALS};
use crate::program::{
    BASES, Backing, Benefit, Change, Commitment, Conflict, Edp, Funnel, KnownService, Process, Projection,
    RecommendationRules, SignalRule, SignalRules, Traction, bare_name,
};
use crate::signal::{Level, Signal};

/// A service id.
pub fn service(reading: &Reading, node: &Node<'_>, path: &str) -> Option<ServiceId> {
    reading.id(node, path).map(ServiceId::from)
}

/// A number of months over which something can grow.
fn at_least_two(reading: &Reading, node: &Node<'_>, path: &str) -> Option<u64> {
    reading.whole(node, path, 2..=MOST_VALUES).and_then(|count| u64::try_from(count).ok())
}

/// A share of 0 to 1.
pub fn share(reading: &Reading, node: &Node<'_>, path: &str) -> Option<Decimal> {
    reading.decimal(node, path, Decimal::ZERO..=Decimal::ONE, SHARE_DECIMALS)
}

fn stage(reading: &Reading, node: &Node<'_>, path: &str) -> Option<Level> {
    reading.choice(node, path, &Signal::Stage.choices())
}

fn commitment_level(reading: &Reading, node: &Node<'_>, path: &str) -> Option<Level> {
    reading.choice(node, path, &Signal::Commitment.choices())
}

/// An entry of `[services]`.
pub fn known_service((id, mut fields): (&str, Fields<'_>)) -> Option<KnownService> {
    check_id(id, &fields);
    gather!(fields => KnownService {
        id: Some(ServiceId::from(id)),
        provider: needed(&mut fields, "provider", Fields::id).map(ProviderId::from),
        citation: cited::citation(&mut fields),
    })
}

/// `[signals]`: each signal's place in the document, and the thresholds of those that have any.
pub fn signals(mut fields: Fields<'_>) -> Option<SignalRules> {
    let mut each = Vec::new();
    let mut begun = |signal: Signal| {
        let mut table = section(&mut fields, signal.name())?;
        each.extend(signal_rule(&mut table, signal));
        Some(table)
    };
    for signal in [Signal::Stage, Signal::Product, Signal::Team, Signal::Poc, Signal::Engagement] {
        if let Some(table) = begun(signal) {
            table.finish();
        }
    }
    let backing = begun(Signal::Backing).and_then(backing);
    let commitment = begun(Signal::Commitment).and_then(commitment);
    let traction = begun(Signal::Traction).and_then(traction);
    let projection = begun(Signal::Projection).and_then(projection);
    fields.finish();
    each.sort_by_key(|rule| rule.signal);
    Some(SignalRules { each, backing: backing?, commitment: commitment?, traction: traction?, projection: projection? })
}

fn signal_rule(fields: &mut Fields<'_>, signal: Signal) -> Option<SignalRule> {
    let choices = [("movable", Change::Movable), ("fixed", Change::Fixed)];
    let change = needed(fields, "change", |fields, key| fields.choice(key, &choices));
    let citation = cited::citation(fields);
    Some(SignalRule { signal, change: change?, citation: citation? })
}

fn backing(mut fields: Fields<'_>) -> Option<Backing> {
    gather!(fields => Backing { tier_1: cited(&mut fields, "tier_1", firms) })
}

/// Names of firms as they are compared.
fn firms(reading: &Reading, node: &Node<'_>, path: &str) -> Option<Vec<String>> {
    names(reading, node, path).map(|names| names.iter().map(|name| bare_name(name)).collect())
}

/// The ways to make a projection that a program may call documented.
fn bases(reading: &Reading, node: &Node<'_>, path: &str) -> Option<Vec<String>> {
    let choices = BASES.map(|word| (word, word.to_owned()));
    reading.each(node, path, 1, |reading, item, path| reading.choice(item, path, &choices))
}

fn commitment(mut fields: Fields<'_>) -> Option<Commitment> {
    gather!(fields => Commitment {
        committed_service: cited(&mut fields, "committed_service", service),
        hedging_service: cited(&mut fields, "hedging_service", service),
        hedge_share: cited(&mut fields, "hedge_share", share),
        hedged_at_most: cited(&mut fields, "hedged_at_most", commitment_level),
        dual_path_monthly: cited(&mut fields, "dual_path_monthly", amount),
    })
}

fn traction(mut fields: Fields<'_>) -> Option<Traction> {
    gather!(fields => Traction {
        users_at_scale: cited(&mut fields, "users_at_scale", count),
        lois_at_scale: cited(&mut fields, "lois_at_scale", count),
        mrr_at_scale: cited(&mut fields, "mrr_at_scale", amount),
        growth_months: cited(&mut fields, "growth_months", at_least_two),
        mrr_commercial: cited(&mut fields, "mrr_commercial", amount),
        partners_commercial: cited(&mut fields, "partners_commercial", count),
        users_early: cited(&mut fields, "users_early", count),
    })
}

fn projection(mut fields: Fields<'_>) -> Option<Projection> {
    gather!(fields => Projection {
        service: cited(&mut fields, "service", service),
        documented: cited(&mut fields, "documented", bases),
        months: cited(&mut fields, "months", cited::months),
        total: cited(&mut fields, "total", amount),
        reached_by: cited(&mut fields, "reached_by", cited::months),
        monthly: cited(&mut fields, "monthly", amount),
    })
}

/// `[recommendation]`.
pub fn recommendation(mut fields: Fields<'_>) -> Option<RecommendationRules> {
    gather!(fields => RecommendationRules {
        primary_months: cited(&mut fields, "primary_months", count),
        edp_stage: cited(&mut fields, "edp_stage", stage),
        founder_hours: cited(&mut fields, "founder_hours", count),
        founder_hours_upper: cited(&mut fields, "founder_hours_upper", count),
        founder_hours_observed: cited(&mut fields, "founder_hours_observed", count),
    })
}

/// `[process]`.
pub fn process(mut fields: Fields<'_>) -> Option<Process> {
    gather!(fields => Process {
        screening_result: cited(&mut fields, "screening_result", days),
        interview: cited(&mut fields, "interview", days),
        interview_minutes: cited(&mut fields, "interview_minutes", count),
        interview_topics: cited(&mut fields, "interview_topics", names),
    })
}

/// `[funnel]`.
pub fn funnel(mut fields: Fields<'_>) -> Option<Funnel> {
    let (reading, span) = (fields.reading(), fields.span);
    let funnel = gather!(fields => Funnel {
        applications_low: cited(&mut fields, "applications_low", count),
        applications_high: cited(&mut fields, "applications_high", count),
        applications: cited(&mut fields, "applications", count),
        screened: cited(&mut fields, "screened", count),
        interviewed: cited(&mut fields, "interviewed", count),
        selected: cited(&mut fields, "selected", count),
        ceiling_low: cited(&mut fields, "ceiling_low", count),
        ceiling_high: cited(&mut fields, "ceiling_high", count),
        acceptance: cited(&mut fields, "acceptance", share),
    })?;
    let chain =
        [&funnel.applications, &funnel.screened, &funnel.interviewed, &funnel.selected].map(|count| count.value);
    let (low, high) = (funnel.applications_low.value, funnel.applications_high.value);
    let is_range = low <= high && funnel.ceiling_low.value <= funnel.ceiling_high.value;
    if !chain.is_sorted_by(|one, next| one >= next) || chain.contains(&0) || !is_range {
        let message = "the funnel's counts do not narrow from stage to stage";
        let wanted = "wanted applications ≥ screened ≥ interviewed ≥ selected > 0, and low ≤ high";
        reading.note(Diagnostic::at(span, Code::ProgramOrder, message, wanted, "put the counts in order"));
    }
    Some(funnel)
}

/// An entry of `[benefits]`.
pub fn benefit((id, mut fields): (&str, Fields<'_>)) -> Option<Benefit> {
    check_id(id, &fields);
    gather!(fields => Benefit {
        id: Some(id.to_owned()),
        title: needed(&mut fields, "title", Fields::name),
        helps: needed(&mut fields, "helps", Fields::name),
        citation: cited::citation(&mut fields),
    })
}

/// `[edp]`.
pub fn edp(mut fields: Fields<'_>) -> Option<Edp> {
    gather!(fields => Edp {
        known: needed(&mut fields, "known", Fields::names),
        citation: cited::citation(&mut fields),
    })
}

/// An entry of `[conflicts]`.
pub fn conflict((id, mut fields): (&str, Fields<'_>)) -> Option<Conflict> {
    check_id(id, &fields);
    gather!(fields => Conflict {
        id: Some(ConflictId::from(id)),
        title: needed(&mut fields, "title", Fields::name),
        lines: needed(&mut fields, "lines", cited::lines),
        readings: needed(&mut fields, "readings", readings),
        used: needed(&mut fields, "used", Fields::remark),
        why: needed(&mut fields, "why", Fields::remark),
    })
}

fn readings<'t>(fields: &mut Fields<'t>, key: &'t str) -> Option<Vec<String>> {
    let (reading, path) = (fields.reading(), fields.path(key));
    reading.each(fields.node(key)?, &path, 2, Reading::remark)
}
