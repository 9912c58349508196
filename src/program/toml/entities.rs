//! The entities of a program: tiers, gates, grants.

use super::cited::{self, Order, amount, band, cited, days, months, optional, truth};
use super::rules::{service, share};
use super::{check_id, needed};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::document::{Fields, Node, Reading};
use crate::id::{GateId, GrantId, ProviderId, TierId};
use crate::program::bounds::MOST_TRANCHES;
use crate::program::{Accelerator, Component, Coverage, Gate, GateDue, GateScale, OnMiss, Tier, TrancheChoice};

fn tranches(reading: &Reading, node: &Node<'_>, path: &str) -> Option<usize> {
    reading.whole(node, path, 1..=MOST_TRANCHES).and_then(|count| usize::try_from(count).ok())
}

fn on_miss(reading: &Reading, node: &Node<'_>, path: &str) -> Option<OnMiss> {
    reading.choice(node, path, &OnMiss::CHOICES)
}

fn whole_days(reading: &Reading, node: &Node<'_>, path: &str) -> Option<u32> {
    days(reading, node, path).and_then(|days| u32::try_from(days.0).ok())
}

/// An entry of `[tiers]`, with its place.
pub fn tier((id, mut fields): (&str, Fields<'_>)) -> Option<(Tier, Span)> {
    check_id(id, &fields);
    let span = fields.span;
    let tier = gather!(fields => Tier {
        id: Some(TierId::from(id)),
        award: cited(&mut fields, "award", amount),
        share: cited(&mut fields, "share", share),
        requires: Some(fields.table("requires").map(cited::requirements).unwrap_or_default()),
        needs_engagement: Some(optional(&mut fields, "needs_engagement", truth)),
        default_tranches: cited(&mut fields, "default_tranches", tranches),
        choices: Some(fields.tables("tranches").into_iter().filter_map(tranche_choice).collect()),
        citation: cited::citation(&mut fields),
    });
    Some((tier?, span))
}

fn tranche_choice((key, mut fields): (&str, Fields<'_>)) -> Option<TrancheChoice> {
    let number: Option<usize> = key.parse().ok().filter(|count: &usize| *count > 0 && count.to_string() == key);
    if number.is_none() {
        let message = format!("`{key}` is not a number of tranches");
        let help = "write the number in the table's name, as in `tranches.4`";
        fields.reading().note(Diagnostic::at(fields.span, Code::OutOfRange, message, "wanted a number from 1", help));
    }
    let due = |(gate, table)| {
        let due = cited::band_of(table, days, Order::Falling)?;
        Some(GateDue { gate: GateId::from(gate), due })
    };
    gather!(fields => TrancheChoice {
        count: number,
        gates: Some(fields.tables("gates").into_iter().filter_map(due).collect()),
    })
}

/// An entry of `[gates]`.
pub fn gate((id, mut fields): (&str, Fields<'_>)) -> Option<Gate> {
    check_id(id, &fields);
    gather!(fields => Gate {
        id: Some(GateId::from(id)),
        title: needed(&mut fields, "title", Fields::name),
        evidence: needed(&mut fields, "evidence", Fields::names),
        scale: Some(scale(&mut fields)),
        citation: cited::citation(&mut fields),
    })
}

fn scale(fields: &mut Fields<'_>) -> Option<GateScale> {
    let service = optional(fields, "scale_service", service);
    let monthly = optional(fields, "scale_monthly", amount);
    if service.is_some() != monthly.is_some() {
        let message = "a gate's scale needs both its service and its monthly spend";
        let help = "give `scale_service` and `scale_monthly`, or neither";
        fields.reading().note(Diagnostic::at(fields.span, Code::ProgramGap, message, "wanted both or neither", help));
    }
    service.zip(monthly).map(|(service, monthly)| GateScale { service, monthly })
}

/// `[accelerator]`.
pub fn accelerator(mut fields: Fields<'_>) -> Option<Accelerator> {
    gather!(fields => Accelerator {
        grant: needed(&mut fields, "grant", Fields::id).map(GrantId::from),
        program: needed(&mut fields, "program", Fields::id),
        provider: needed(&mut fields, "provider", Fields::id).map(ProviderId::from),
        covers: cited(&mut fields, "covers", Coverage::read),
        checks_models: Some(optional(&mut fields, "checks_models", truth)),
        decision: band(&mut fields, "decision", days, Order::Falling),
        usable_after: band(&mut fields, "usable_after", days, Order::Falling),
        review_days: cited(&mut fields, "review_days", whole_days),
        expires_months: band(&mut fields, "expires_months", months, Order::Rising),
        on_miss: cited(&mut fields, "on_miss", on_miss),
        citation: cited::citation(&mut fields),
    })
}

/// An entry of `[stack]` or `[direct]`, with its place.
pub fn component((id, mut fields): (&str, Fields<'_>)) -> Option<(Component, Span)> {
    check_id(id, &fields);
    let span = fields.span;
    let component = gather!(fields => Component {
        id: Some(GrantId::from(id)),
        title: needed(&mut fields, "title", Fields::name),
        program: needed(&mut fields, "program", Fields::id),
        provider: needed(&mut fields, "provider", Fields::id).map(ProviderId::from),
        amount: band(&mut fields, "amount", amount, Order::Rising),
        less_prior_credits: Some(optional(&mut fields, "less_prior_credits", truth)),
        offer: Some(fields.name("offer")),
        switch: Some(fields.name("switch")),
        service: Some(optional(&mut fields, "service", service)),
        issued: band(&mut fields, "issued", days, Order::Falling),
        expires_months: band(&mut fields, "expires_months", months, Order::Rising),
        covers: cited(&mut fields, "covers", Coverage::read),
        checks_models: Some(optional(&mut fields, "checks_models", truth)),
        requires: Some(fields.table("requires").map(cited::requirements).unwrap_or_default()),
        citation: cited::citation(&mut fields),
    });
    Some((component?, span))
}
