//! The rules that are not entities, before and after these in the file.

use super::{Entry, Listing, days, text};
use crate::program::{
    Backing, Benefit, Commitment, Edp, Funnel, KnownService, Process, Program, Projection, RecommendationRules,
    SignalRule, SignalRules, Traction, Value,
};
use crate::signal::Signal;

/// Services, signals, screening, recommendation and committed-spend discounts.
pub fn list<'p>(program: &'p Program, entries: &mut Vec<Entry<'p>>) {
    for KnownService { id, provider, citation } in &program.services {
        let fields = vec![("provider", text(provider.as_str()))];
        Listing::new(entries, format!("services.{id}")).itself("a service whose provider is known", fields, citation);
    }
    signals(&program.signals, entries);
    Listing::new(entries, "screening").requirements("screening", "screening", &program.screening);
    recommendation(&program.recommendation, entries);
    let Edp { known, citation } = &program.edp;
    let fields = vec![("known", Value::words(known.iter().map(String::as_str)))];
    Listing::new(entries, "edp").itself("what is known of committed-spend discounts", fields, citation);
}

/// The calendar of an application, the funnel and what is on no ledger.
pub fn list_rest<'p>(program: &'p Program, entries: &mut Vec<Entry<'p>>) {
    process(&program.process, entries);
    funnel(&program.funnel, entries);
    for Benefit { id, title, helps, citation } in &program.benefits {
        let fields = vec![("title", text(title)), ("helps", text(helps))];
        Listing::new(entries, format!("benefits.{id}")).itself("a benefit that is on no ledger", fields, citation);
    }
}

fn signals<'p>(rules: &'p SignalRules, entries: &mut Vec<Entry<'p>>) {
    let SignalRules { each, backing, commitment, traction, projection } = rules;
    for SignalRule { signal, change, citation } in each {
        let fields = vec![("change", Value::change(*change))];
        let mut table = Listing::new(entries, format!("signals.{signal}"));
        let scale = signal.scale().join(" < ");
        let means = format!("the signal {signal} on its scale {scale}, and whether it can be changed before applying");
        table.itself(&means, fields, citation);
        match signal {
            Signal::Backing => list_backing(backing, &mut table),
            Signal::Commitment => list_commitment(commitment, &mut table),
            Signal::Traction => list_traction(traction, &mut table),
            Signal::Projection => list_projection(projection, &mut table),
            Signal::Stage | Signal::Product | Signal::Team | Signal::Poc | Signal::Engagement => {}
        }
    }
}

fn list_backing<'p>(backing: &'p Backing, table: &mut Listing<'_, 'p>) {
    let Backing { tier_1 } = backing;
    table.value("tier_1", "the investors that count as tier-1", tier_1, |names| {
        Value::words(names.iter().map(String::as_str))
    });
}

fn list_commitment<'p>(commitment: &'p Commitment, table: &mut Listing<'_, 'p>) {
    let Commitment { committed_service, hedging_service, hedge_share, hedged_at_most, dual_path_monthly } = commitment;
    let service = |id: &'p crate::id::ServiceId| text(id.as_str());
    table.value("committed_service", "the service that the commitment is to", committed_service, service);
    table.value("hedging_service", "the service whose use reads as a hedge", hedging_service, service);
    let means = "the share of a month's spend on both above which the commitment is hedged";
    table.value("hedge_share", means, hedge_share, |share| Value::Share(*share));
    let means = "the most that a hedged commitment counts for";
    table.value("hedged_at_most", means, hedged_at_most, |level| text(level.name()));
    let means = "the inference spend a month from which running both is said to be worth the effort";
    table.value("dual_path_monthly", means, dual_path_monthly, |amount| Value::Amount(*amount));
}

fn list_traction<'p>(traction: &'p Traction, table: &mut Listing<'_, 'p>) {
    let Traction {
        users_at_scale,
        lois_at_scale,
        mrr_at_scale,
        growth_months,
        mrr_commercial,
        partners_commercial,
        users_early,
    } = traction;
    let count = |count: &u64| Value::Count(*count);
    table.value("users_at_scale", "monthly active users at scale", users_at_scale, count);
    table.value("lois_at_scale", "named letters of intent at scale", lois_at_scale, count);
    table.value("mrr_at_scale", "monthly revenue at scale, where it has grown", mrr_at_scale, |amount| {
        Value::Amount(*amount)
    });
    table.value("growth_months", "monthly values over which growth has to show", growth_months, count);
    table.value("mrr_commercial", "the least monthly revenue that is commercial", mrr_commercial, |amount| {
        Value::Amount(*amount)
    });
    table.value("partners_commercial", "the fewest design partners that are commercial", partners_commercial, count);
    table.value("users_early", "the fewest users that are early traction", users_early, count);
}

fn list_projection<'p>(projection: &'p Projection, table: &mut Listing<'_, 'p>) {
    let Projection { service, documented, months, total, reached_by, monthly } = projection;
    table.value("service", "the service whose spend is projected", service, |id| text(id.as_str()));
    table.value("documented", "the bases that document a projection", documented, |bases| {
        Value::words(bases.iter().map(String::as_str))
    });
    table.value("months", "the length of the projection", months, |months| Value::Months(*months));
    table.value("total", "the least total of a platform-defining projection", total, |amount| Value::Amount(*amount));
    let means = "the month by which the monthly figure has to be reached";
    table.value("reached_by", means, reached_by, |month| Value::Count(u64::from(*month)));
    table.value("monthly", "that monthly figure", monthly, |amount| Value::Amount(*amount));
}

fn recommendation<'p>(rules: &'p RecommendationRules, entries: &mut Vec<Entry<'p>>) {
    let RecommendationRules { primary_months, edp_stage, founder_hours, founder_hours_upper, founder_hours_observed } =
        rules;
    let mut table = Listing::new(entries, "recommendation");
    let count = |count: &u64| Value::Count(*count);
    let means = "months that a team has to be willing to stay on the committed service";
    table.value("primary_months", means, primary_months, count);
    let means = "the stage from which committed-spend discounts fit better";
    table.value("edp_stage", means, edp_stage, |level| text(level.name()));
    table.value("founder_hours", "the least founder hours for an application", founder_hours, count);
    table.value("founder_hours_upper", "the most that it is said to take", founder_hours_upper, count);
    table.value("founder_hours_observed", "what the worked example took", founder_hours_observed, count);
}

fn process<'p>(process: &'p Process, entries: &mut Vec<Entry<'p>>) {
    let Process { screening_result, interview, interview_minutes, interview_topics } = process;
    let mut table = Listing::new(entries, "process");
    table
        .value("screening_result", "from the application to the screening result", screening_result, |day| days(day.0));
    table.value("interview", "from the application to the interview", interview, |day| days(day.0));
    let count = |count: &u64| Value::Count(*count);
    table.value("interview_minutes", "minutes of the interview", interview_minutes, count);
    table.value("interview_topics", "what the interview asks about", interview_topics, |topics| {
        Value::words(topics.iter().map(String::as_str))
    });
}

fn funnel<'p>(funnel: &'p Funnel, entries: &mut Vec<Entry<'p>>) {
    let Funnel {
        applications_low,
        applications_high,
        applications,
        screened,
        interviewed,
        selected,
        ceiling_low,
        ceiling_high,
        acceptance,
    } = funnel;
    let mut table = Listing::new(entries, "funnel");
    let counts = [
        ("applications_low", "the fewest applications of a cohort", applications_low),
        ("applications_high", "the most", applications_high),
        ("applications", "the number that the chain starts from", applications),
        ("screened", "those that pass screening", screened),
        ("interviewed", "those that are interviewed", interviewed),
        ("selected", "those that are selected", selected),
        ("ceiling_low", "the fewest awards of the highest tier in a cohort", ceiling_low),
        ("ceiling_high", "the most", ceiling_high),
    ];
    for (key, means, cited) in counts {
        table.value(key, means, cited, |count| Value::Count(*count));
    }
    table.value("acceptance", "selected over applicants", acceptance, |share| Value::Share(*share));
}
