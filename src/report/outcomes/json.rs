//! One object. Probabilities and expectations are decimal strings with every digit.

use super::{unweighted, without_award};
use crate::advice::outcomes::{
    Award, Exact, FunnelRates, GateOutlook, Outcomes, PERCENTILES, PolicyOutcomes, Rate, Spread,
};
use crate::band::Case;
use crate::calendar::Day;
use crate::evaluation::Evaluation;
use crate::program::{OnMiss, Tier};
use crate::report::json::{Json, Layout};

/// The version of the object's shape.
const SCHEMA_VERSION: i64 = 1;

/// The object, with a line break at its end.
#[must_use]
pub fn json(evaluation: &Evaluation<'_>, outcomes: &Outcomes<'_>, layout: Layout) -> String {
    let mut json = Json::new(layout);
    json.block(|json| {
        write_identity(json, evaluation);
        let award = outcomes.award.as_ref();
        json.key("no_award").optional(award.err(), |json, reason| json.text(reason));
        json.key("award").optional(award.ok(), write_award);
        json.key("tier_below").optional(award.ok().and_then(|award| award.tier_below), write_tier);
        json.key("acceptance").optional(outcomes.acceptance.as_ref(), |json, acceptance| {
            json.object(|json| {
                exact(json.key("probability"), &acceptance.probability);
                json.key("basis").text(acceptance.basis.name());
            });
        });
        let gates = award.map(|award| award.gates.as_slice()).unwrap_or_default();
        json.key("gates").lines(gates, |json, gate| write_gate(json, evaluation, gate));
        write_policies(json, award.ok());
        json.key("missing").array(award.map(unweighted).unwrap_or_default(), |json, gate| {
            json.text(&format!("milestones.{gate}.probability"));
        });
        write_rejected(json, evaluation, outcomes);
        json.key("balance").optional(award.ok().and_then(|award| award.spread.as_ref()), |json, spread| {
            write_balance(json, evaluation, spread);
        });
        write_funnel(json, &outcomes.funnel);
    });
    json.into_text()
}

fn exact(json: &mut Json, number: &Exact) {
    json.text(&number.to_string());
}

/// The name of a policy.
fn policy_name(on_miss: OnMiss) -> &'static str {
    OnMiss::CHOICES.into_iter().find(|(_, policy)| *policy == on_miss).map_or("", |(name, _)| name)
}

fn write_identity(json: &mut Json, evaluation: &Evaluation<'_>) {
    let Evaluation { profile, program, .. } = evaluation;
    json.key("schema_version").integer(SCHEMA_VERSION);
    json.key("program").object(|json| {
        json.key("id").text(&program.id);
        json.key("version").text(&program.version);
    });
    json.key("profile").object(|json| {
        json.key("path").text(profile.path());
        json.key("company").text(&profile.company.name);
        json.key("start").text(&profile.plan.horizon.start().to_string());
    });
}

fn write_tier(json: &mut Json, tier: &Tier) {
    json.object(|json| {
        json.key("tier").text(tier.id.as_str());
        json.key("award").usd(tier.award.value);
    });
}

fn write_award(json: &mut Json, award: &Award<'_>) {
    json.object(|json| {
        json.key("tier").text(award.tier.id.as_str());
        json.key("award").usd(award.tier.award.value);
        json.key("tranches").size(award.tranches);
        json.key("on_miss").text(policy_name(award.on_miss));
    });
}

fn write_gate(json: &mut Json, evaluation: &Evaluation<'_>, gate: &GateOutlook<'_>) {
    let horizon = &evaluation.profile.plan.horizon;
    json.object(|json| {
        json.key("gate").text(gate.id().as_str());
        json.key("title").optional(gate.gate, |json, gate| json.text(&gate.title));
        json.key("tranche").text(gate.tranche.as_str());
        json.key("standing").text(gate.standing.name());
        json.key("probability").optional(gate.standing.chance().as_ref(), exact);
        json.key("deadline_day").band(gate.plan.deadline, Json::day);
        json.key("deadline").band(gate.plan.deadline, |json, day| json.date(horizon.date(day)));
        json.key("slack").band(gate.slack, |json, slack| json.optional(slack, Json::day));
        let evidence = gate.gate.map(|gate| gate.evidence.as_slice()).unwrap_or_default();
        json.key("evidence").array(evidence, |json, item| json.text(item));
        let losses = Some(&gate.losses).filter(|losses| !losses.is_empty());
        json.key("miss").optional(losses, |json, losses| {
            json.object(|json| {
                for loss in losses {
                    json.key(loss.policy).object(|json| {
                        json.key("cost").usd(loss.cost);
                        json.key("tranches").array(&loss.tranches, |json, tranche| json.text(tranche.as_str()));
                    });
                }
            });
        });
        let due = &gate.plan.due.due.citation;
        json.key("lines").array(&due.lines, |json, line| json.integer(i64::from(*line)));
        json.key("assumed").truth(due.assumed);
    });
}

fn write_policies(json: &mut Json, award: Option<&Award<'_>>) {
    json.key("policies").block(|json| {
        for (name, on_miss) in OnMiss::CHOICES {
            let policy = award.and_then(|award| award.policies.iter().find(|policy| policy.on_miss == on_miss));
            json.key(name).block(|json| write_policy(json, policy));
        }
    });
}

fn write_policy(json: &mut Json, policy: Option<&PolicyOutcomes<'_>>) {
    json.key("break_even").optional(policy.and_then(|policy| policy.break_even.as_ref()), exact);
    json.key("expected_award").optional(policy.and_then(|policy| policy.expected.as_ref()), exact);
    let weighed = policy.and_then(|policy| policy.expected_at_application.as_ref());
    json.key("expected_award_at_application").optional(weighed, exact);
    let paths = policy.map(|policy| policy.paths.as_slice()).unwrap_or_default();
    json.key("outcomes").lines(paths, |json, path| {
        json.object(|json| {
            json.key("missed").array(&path.missed, |json, gate| json.text(gate.as_str()));
            json.key("forfeited").array(&path.forfeited, |json, tranche| json.text(tranche.as_str()));
            json.key("award").usd(path.award);
            json.key("probability").optional(path.probability.as_ref(), exact);
        });
    });
}

fn write_rejected(json: &mut Json, evaluation: &Evaluation<'_>, outcomes: &Outcomes<'_>) {
    let chance = outcomes.acceptance.as_ref().map(|acceptance| acceptance.probability.complement());
    json.key("rejected").object(|json| {
        json.key("probability").optional(chance.as_ref(), exact);
        json.key("award").usd(crate::money::Usd::ZERO);
        json.key("granted").band(without_award(evaluation), Json::usd);
    });
}

fn write_balance(json: &mut Json, evaluation: &Evaluation<'_>, spread: &Spread<'_>) {
    let horizon = &evaluation.profile.plan.horizon;
    json.block(|json| {
        json.key("case").text(Case::Likely.name());
        json.key("on_miss").text(policy_name(evaluation.timeline.on_miss));
        json.key("days").lines(Day::ZERO.through(horizon.last()), |json, day| {
            json.object(|json| {
                json.key("day").day(day);
                json.key("date").date(horizon.date(day));
                for (percentile, balance) in PERCENTILES.into_iter().zip(spread.on(day)) {
                    json.named(&format!("p{percentile}")).usd(balance);
                }
            });
        });
    });
}

fn write_funnel(json: &mut Json, rates: &FunnelRates<'_>) {
    let funnel = rates.funnel;
    let count = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    json.key("funnel").block(|json| {
        json.key("applications").object(|json| {
            json.key("low").integer(count(funnel.applications_low.value));
            json.key("high").integer(count(funnel.applications_high.value));
            json.key("chain").integer(count(funnel.applications.value));
        });
        let rates_of = [&rates.accepted, &rates.accepted_of_screened].into_iter().chain(&rates.steps);
        json.key("rates").lines(rates_of, |json, rate: &Rate| {
            json.object(|json| {
                json.key("stage").text(rate.stage.name);
                json.key("count").integer(count(rate.stage.count));
                json.key("of").text(rate.of.name);
                json.key("of_count").integer(count(rate.of.count));
                json.key("share").optional(rate.share.as_ref(), exact);
            });
        });
        json.key("tiers").lines(&rates.tiers, |json, rate| {
            json.object(|json| {
                json.key("tier").text(rate.tier.id.as_str());
                json.key("award").usd(rate.tier.award.value);
                exact(json.key("of_accepted"), &rate.of_accepted);
                exact(json.key("of_applicants"), &rate.of_applicants);
                json.key("per_cohort").optional(rate.per_cohort, |json, (low, high)| {
                    json.object(|json| {
                        json.key("low").integer(count(low));
                        json.key("high").integer(count(high));
                    });
                });
                let lines = &rate.tier.share.citation.lines;
                json.key("lines").array(lines, |json, line| json.integer(i64::from(*line)));
            });
        });
        json.key("contradictions").lines(&rates.readings, |json, conflict| {
            json.object(|json| {
                json.key("id").text(conflict.id.as_str());
                json.key("title").text(&conflict.title);
                json.key("lines").array(&conflict.lines, |json, line| json.integer(i64::from(*line)));
                json.key("readings").array(&conflict.readings, |json, reading| json.text(reading));
                json.key("used").text(&conflict.used);
            });
        });
    });
}
