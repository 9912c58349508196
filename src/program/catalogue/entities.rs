//! The entities: tiers, gates, the award, grants.

use super::{Entry, Listing, days, text};
use crate::id::ServiceId;
use crate::money::alone;
use crate::program::{Accelerator, Component, Coverage, Gate, GateDue, GateScale, Program, Tier, TrancheChoice, Value};

/// Each tier with what it takes and when its gates are due.
pub fn tiers<'p>(program: &'p Program, entries: &mut Vec<Entry<'p>>) {
    for tier in &program.tiers {
        let Tier { id, award, share, requires, needs_engagement, default_tranches, choices, citation } = tier;
        let path = format!("tiers.{id}");
        let mut table = Listing::new(entries, path.as_str());
        table.itself("a size of award", Vec::new(), citation);
        table.value("award", "the award", award, |amount| Value::Amount(*amount));
        table.value("share", "its share of accepted companies", share, |share| Value::Share(*share));
        let means = "whether an award without any engagement deserves a warning";
        table.optional("needs_engagement", means, needs_engagement.as_ref(), |needs| Value::Truth(*needs));
        table.value("default_tranches", "the number of tranches without an offer", default_tranches, |count| {
            Value::Count(u64::try_from(*count).unwrap_or(u64::MAX))
        });
        let asker = format!("tier {id} ({})", alone(award.value));
        Listing::new(entries, format!("{path}.requires")).requirements(id.as_str(), &asker, requires);
        for TrancheChoice { count, gates } in choices {
            let mut table = Listing::new(entries, format!("{path}.tranches.{count}.gates"));
            for GateDue { gate, due } in gates {
                let means = format!("when the gate {gate} of {count} tranches is due, after acceptance");
                table.value(gate.as_str(), &means, due, |due| Value::band(*due, |day| days(day.0)));
            }
        }
    }
}

/// Each gate with its evidence.
pub fn gates<'p>(program: &'p Program, entries: &mut Vec<Entry<'p>>) {
    for Gate { id, title, evidence, scale, citation } in &program.gates {
        let fields = vec![("title", text(title)), ("evidence", Value::words(evidence.iter().map(String::as_str)))];
        let mut table = Listing::new(entries, format!("gates.{id}"));
        table.itself("a milestone that releases a tranche", fields, citation);
        if let Some(GateScale { service, monthly }) = scale {
            table.value("scale_service", "the service whose spend shows scale", service, |id| text(id.as_str()));
            let means = "the least spend in the month of its tranche";
            table.value("scale_monthly", means, monthly, |amount| Value::Amount(*amount));
        }
    }
}

/// The award's own clock and terms.
pub fn accelerator<'p>(program: &'p Program, entries: &mut Vec<Entry<'p>>) {
    let Accelerator {
        grant,
        program,
        provider,
        covers,
        checks_models,
        decision,
        usable_after,
        review_days,
        expires_months,
        on_miss,
        citation,
    } = &program.accelerator;
    let fields =
        vec![("grant", text(grant.as_str())), ("program", text(program)), ("provider", text(provider.as_str()))];
    let mut table = Listing::new(entries, "accelerator");
    table.itself("the award in tranches", fields, citation);
    table.value("covers", COVERS, covers, Value::coverage);
    table.optional("checks_models", CHECKS_MODELS, checks_models.as_ref(), |checks| Value::Truth(*checks));
    let means = "from the application to the decision";
    table.value("decision", means, decision, |band| Value::band(*band, |day| days(day.0)));
    let means = "from the issue of the first tranche until it can be used";
    table.value("usable_after", means, usable_after, |band| Value::band(*band, |day| days(day.0)));
    table.value("review_days", "from an early proof to its release", review_days, |count| days(*count));
    table.value("expires_months", EXPIRES, expires_months, |band| Value::band(*band, Value::Months));
    let means = "what a missed gate does to the tranches behind it";
    table.value("on_miss", means, on_miss, |policy| Value::on_miss(*policy));
}

/// What the grants say of coverage, models and lifetimes.
const COVERS: &str = "the services of its provider that it pays for";
const CHECKS_MODELS: &str = "whether third-party models may fall outside coverage";
const EXPIRES: &str = "calendar months after the issue month, at whose end it lapses";

/// The grants outside the award: the stack, then those asked for directly.
pub fn components<'p>(program: &'p Program, entries: &mut Vec<Entry<'p>>) {
    let stack = program.stack.iter().map(|component| ("stack", component));
    let direct = program.direct.iter().map(|component| ("direct", component));
    for (section, component) in stack.chain(direct) {
        list_component(section, component, entries);
    }
}

fn list_component<'p>(section: &str, component: &'p Component, entries: &mut Vec<Entry<'p>>) {
    let Component {
        id,
        title,
        program,
        provider,
        amount,
        less_prior_credits,
        offer,
        switch,
        service,
        issued,
        expires_months,
        covers,
        checks_models,
        requires,
        citation,
    } = component;
    let path = format!("{section}.{id}");
    let mut fields = vec![("title", text(title)), ("program", text(program)), ("provider", text(provider.as_str()))];
    fields.extend(offer.as_ref().map(|key| ("offer", text(key))));
    fields.extend(switch.as_ref().map(|key| ("switch", text(key))));
    let mut table = Listing::new(entries, path.as_str());
    table.itself("a grant", fields, citation);
    table.value("amount", "its size", amount, |band| Value::band(*band, Value::Amount));
    let means = "whether earlier credits of the same program are taken off";
    table.optional("less_prior_credits", means, less_prior_credits.as_ref(), |less| Value::Truth(*less));
    let means = "the service whose spend it needs";
    table.optional("service", means, service.as_ref(), |id: &ServiceId| text(id.as_str()));
    let means = if section == "direct" { "from day 0 to the issue" } else { "from the filing to the issue" };
    table.value("issued", means, issued, |band| Value::band(*band, |day| days(day.0)));
    table.value("expires_months", EXPIRES, expires_months, |band| Value::band(*band, Value::Months));
    table.value("covers", COVERS, covers, |covers: &Coverage| Value::coverage(covers));
    table.optional("checks_models", CHECKS_MODELS, checks_models.as_ref(), |checks| Value::Truth(*checks));
    Listing::new(entries, format!("{path}.requires")).requirements(id.as_str(), &format!("grant {id}"), requires);
}
