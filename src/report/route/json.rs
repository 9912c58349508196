//! The answer as one JSON object.

use super::words::{code, message};
use crate::advice::edited::difference;
use crate::advice::route::{Own, Percent, Plan, Route, Share, Threshold};
use crate::band::Band;
use crate::evaluation::Evaluation;
use crate::position::{Amounts, Ask};
use crate::report::json::{Json, Layout, write_identity};

/// The amounts of a plan, by key.
const AMOUNTS: [(&str, Ask); 4] = [
    ("granted", |amounts| amounts.granted),
    ("consumed", |amounts| amounts.consumed),
    ("lapsed", |amounts| amounts.expired),
    ("cash", |amounts| amounts.cash),
];

/// The whole object, with a line break at its end.
#[must_use]
pub fn json(evaluation: &Evaluation<'_>, route: &Route<'_>) -> String {
    let mut json = Json::new(Layout::Lines);
    json.block(|json| {
        write_identity(json, evaluation);
        json.key("services").object(|json| {
            json.key("committed").text(route.committed.as_str());
            json.key("hedging").text(route.hedging.as_str());
        });
        json.key("own").object(|json| write_own(json, &route.own));
        json.key("direct").array(&route.direct, |json, edit| json.text(edit));
        json.key("shares").lines(&route.shares, |json, share| json.object(|json| write_share(json, share)));
        json.key("threshold").optional(route.threshold.as_ref(), |json, threshold| {
            json.block(|json| write_threshold(json, evaluation, threshold));
        });
        write_dual_path(json, route);
        json.key("net_effect").optional(route.shares.last(), |json, all| {
            json.object(|json| write_net_effect(json, route, all));
        });
        json.key("notes").lines(&route.notes, |json, note| {
            json.object(|json| {
                json.key("code").text(code(note));
                json.key("message").text(&message(note, route));
            });
        });
    });
    json.into_text()
}

fn percent(json: &mut Json, percent: Percent) {
    json.number(&percent.plain());
}

fn write_own(json: &mut Json, own: &Own<'_>) {
    json.key("bedrock_percent_lowest").optional(own.months, |json, (low, _)| json.number(&low.about()));
    json.key("bedrock_percent_highest").optional(own.months, |json, (_, high)| json.number(&high.about()));
    write_plan(json, &own.plan);
    write_direct(json, own.with_direct.as_ref());
}

fn write_share(json: &mut Json, share: &Share<'_>) {
    percent(json.key("bedrock_percent"), share.percent);
    write_plan(json, &share.plan);
    write_direct(json, share.with_direct.as_ref());
    json.key("set").array(&share.set, |json, edit| json.text(edit));
}

fn write_direct(json: &mut Json, plan: Option<&Plan<'_>>) {
    json.key("with_direct").optional(plan, |json, plan| json.object(|json| write_plan(json, plan)));
}

fn write_plan(json: &mut Json, plan: &Plan<'_>) {
    json.key("tier").optional(plan.worth.tier_id(), Json::text);
    json.key("award").optional(plan.worth.award, Json::usd);
    json.key("action").text(plan.worth.action.name());
    json.key("hedged").truth(plan.hedge.is_some());
    write_amounts(json, &plan.worth.accepted);
    json.key("pools").array(&plan.pools, |json, pool| {
        json.object(|json| {
            json.key("provider").text(pool.provider.as_str());
            write_amounts(json, &pool.amounts);
        });
    });
}

fn write_amounts(json: &mut Json, totals: &Band<Amounts>) {
    for (key, amount) in AMOUNTS {
        json.key(key).band(totals.as_ref().map(amount), Json::usd);
    }
}

fn write_threshold(json: &mut Json, evaluation: &Evaluation<'_>, threshold: &Threshold<'_>) {
    let rule = &evaluation.program.signals.commitment.hedge_share;
    percent(json.key("bedrock_percent"), threshold.at.percent);
    json.key("hedge_share").number(&rule.value.normalize().to_string());
    json.key("assumed").truth(rule.citation.assumed);
    json.key("lines").array(&rule.citation.lines, |json, line| json.integer(i64::from(*line)));
    json.key("caps_tier").truth(threshold.caps_tier());
    json.key("at").object(|json| write_share(json, &threshold.at));
    json.key("below").optional(threshold.below.as_ref(), |json, below| {
        json.object(|json| {
            write_share(json, &below.share);
            json.key("month").text(&below.month.to_string());
            json.key("combined").usd(below.both);
            json.key("most_hedging").usd(below.most);
        });
    });
}

fn write_dual_path(json: &mut Json, route: &Route<'_>) {
    let dual = &route.dual_path;
    json.key("dual_path").object(|json| {
        json.key("monthly").usd(dual.monthly.value);
        json.key("assumed").truth(dual.monthly.citation.assumed);
        json.key("lines").array(&dual.monthly.citation.lines, |json, line| json.integer(i64::from(*line)));
        json.key("plan_months").size(dual.of);
        json.key("months").array(&dual.months, |json, month| json.text(&month.to_string()));
    });
}

/// The plan as it stands less the plan with everything on the committed service.
fn write_net_effect(json: &mut Json, route: &Route<'_>, all: &Share<'_>) {
    let differences = |json: &mut Json, plan: &Plan<'_>| {
        for (key, amount) in AMOUNTS {
            let of = |plan: &Plan<'_>| plan.worth.accepted.as_ref().map(amount);
            json.key(key).band(difference(&of(plan), &of(&all.plan)), Json::usd);
        }
    };
    json.key("tier").optional(route.own.plan.worth.tier_id(), Json::text);
    json.key("tier_all_bedrock").optional(all.plan.worth.tier_id(), Json::text);
    differences(json, &route.own.plan);
    json.key("with_direct").optional(route.own.with_direct.as_ref(), |json, plan| {
        json.object(|json| differences(json, plan));
    });
}
