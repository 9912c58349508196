//! The walk, and what one id means, as one JSON object. Keys are append-only.

use crate::advice::explain::{Explanation, GrantStep, Origin, RuleStep, Side, SignalStep, Threshold, TierStep, Topic};
use crate::calendar::Horizon;
use crate::program::Citation;
use crate::report::citation::{write_citation, write_conflict, write_entry, write_value};
use crate::report::json::{Json, Layout, SCHEMA_VERSION, write_identity};
use crate::signal::Level;

/// The walk, with a line break at its end.
#[must_use]
pub fn explanation(explanation: &Explanation<'_, '_>, layout: Layout) -> String {
    let mut json = Json::new(layout);
    json.block(|json| {
        write_identity(json, explanation.evaluation);
        write_decision(json, explanation);
        write_steps(json, explanation);
        write_grants(json, explanation);
        write_orders(json, explanation);
        json.key("assumptions").lines(&explanation.assumptions, write_entry);
        json.key("conflicts").lines(&explanation.conflicts, |json, touched| {
            json.object(|json| {
                write_conflict(json, touched.conflict);
                json.key("through").array(&touched.through, |json, path| json.text(path));
            });
        });
        write_surroundings(json, explanation);
    });
    json.into_text()
}

/// What one id means, with a line break at its end.
#[must_use]
pub fn topic(topic: &Topic<'_>, layout: Layout) -> String {
    let mut json = Json::new(layout);
    json.block(|json| {
        json.key("schema_version").integer(SCHEMA_VERSION);
        json.key("id").text(&topic.id);
        json.key("kind").text(topic.kind.name());
        json.key("means").text(&topic.means);
        json.key("way_out").optional(topic.way_out, |json, way_out| json.text(way_out));
        json.key("values").lines(&topic.values, write_entry);
        json.key("conflicts").lines(&topic.conflicts, |json, conflict| {
            json.object(|json| write_conflict(json, conflict));
        });
        json.key("related").lines(&topic.related, write_entry);
    });
    json.into_text()
}

fn write_decision(json: &mut Json, explanation: &Explanation<'_, '_>) {
    let assessment = &explanation.evaluation.assessment;
    json.key("decision").object(|json| {
        json.key("action").text(assessment.recommendation.action.name());
        json.key("eligible").text(assessment.screening.eligible.name());
        let tiers = [
            ("assigned", assessment.tier.assigned),
            ("possible", assessment.tier.possible),
            ("followed", assessment.tier.followed),
        ];
        for (key, tier) in tiers {
            json.key(key).optional(tier, |json, tier| json.text(tier.id.as_str()));
        }
        json.key("award").optional(assessment.award(), Json::usd);
        json.key("missing").array(&assessment.tier.missing, |json, key| json.text(key));
    });
}

fn write_steps(json: &mut Json, explanation: &Explanation<'_, '_>) {
    let assessment = &explanation.evaluation.assessment;
    json.key("screening").block(|json| {
        json.key("eligible").text(assessment.screening.eligible.name());
        json.key("findings").lines(&explanation.screening, write_rule);
    });
    json.key("signals").block(|json| {
        for step in &explanation.signals {
            json.key(step.reading.signal().name()).block(|json| write_signal(json, explanation, step));
        }
    });
    json.key("tiers").lines(&explanation.tiers, |json, step| json.block(|json| write_tier(json, step)));
    json.key("recommendation").block(|json| {
        json.key("action").text(assessment.recommendation.action.name());
        json.key("reasons").array(assessment.reasons(), |json, reason| json.text(&reason));
        json.key("questions").lines(&explanation.recommendation, |json, question| {
            json.object(|json| {
                json.key("asks").text(&question.asks);
                json.key("found").text(&question.found);
                json.key("decides").truth(question.decides);
                json.key("action").text(question.action.name());
                json.key("value").optional(question.citation, |json, citation| {
                    write_path(json, explanation, citation);
                });
            });
        });
        let hours = explanation.evaluation.profile.plan.founder_hours;
        json.key("founder_hours").optional(hours, |json, hours| json.number(&hours.to_string()));
    });
}

fn write_rule(json: &mut Json, step: &RuleStep<'_, '_>) {
    let finding = step.finding;
    json.object(|json| {
        json.key("rule").text(&step.id);
        json.key("status").text(finding.status.name());
        json.key("signal").text(finding.requirement.signal.name());
        json.key("needed").text(&finding.needed());
        json.key("found").text(&finding.found());
        json.key("gap").optional(step.gap.as_ref(), |json, gap| {
            json.object(|json| {
                json.key("levels").integer(i64::from(gap.levels));
                json.key("lacking").array(&gap.lacking, |json, lacking| {
                    json.object(|json| {
                        json.key("what").text(&lacking.what);
                        write_value(json.key("by"), &lacking.by);
                    });
                });
            });
        });
        json.key("missing").array(&finding.missing, |json, key| json.text(key));
        json.key("note").optional(finding.note, |json, note| json.text(&note.to_string()));
        write_citation(json, &finding.requirement.citation);
    });
}

fn write_signal(json: &mut Json, explanation: &Explanation<'_, '_>, step: &SignalStep<'_, '_>) {
    let reading = step.reading;
    write_level(json.key("proved"), reading.proved);
    write_level(json.key("possible"), reading.possible);
    json.key("scale").array(reading.signal().choices(), |json, (_, level)| write_level(json, level));
    json.key("change").optional(step.rule, |json, rule| json.text(rule.change.name()));
    json.key("missing").array(reading.missing_keys(), |json, key| json.text(key));
    json.key("note").optional(reading.note, |json, note| json.text(&note.to_string()));
    json.key("facts").array(&step.facts, |json, fact| {
        json.object(|json| {
            json.key("key").text(&fact.key);
            json.key("value").optional(fact.value.as_ref(), write_value);
        });
    });
    json.key("ways").lines(&step.ways, |json, way| {
        json.object(|json| {
            write_level(json.key("level"), way.level);
            json.key("status").text(way.status().name());
            json.key("thresholds").array(&way.thresholds, |json, threshold| {
                json.object(|json| write_threshold(json, explanation, threshold));
            });
        });
    });
    if let Some(rule) = step.rule {
        write_citation(json, &rule.citation);
    }
}

/// A level by its word, or by its number where levels are a count.
fn write_level(json: &mut Json, level: Level) {
    if level.signal().is_count() { json.integer(i64::from(level.rank())) } else { json.text(level.name()) }
}

fn write_threshold(json: &mut Json, explanation: &Explanation<'_, '_>, threshold: &Threshold<'_>) {
    write_path(json.key("path"), explanation, threshold.citation);
    json.key("key").text(&threshold.key);
    json.key("what").text(&threshold.what);
    json.key("side").text(match threshold.side {
        Side::AtLeast => "at-least",
        Side::AtMost => "at-most",
        Side::OneOf => "one-of",
    });
    write_value(json.key("needed"), &threshold.needed);
    json.key("found").optional(threshold.found.as_ref(), write_value);
    json.key("gap").optional(threshold.gap.as_ref(), write_value);
    json.key("status").text(threshold.status.name());
    json.key("detail").optional(threshold.detail.as_deref(), |json, detail| json.text(detail));
    write_citation(json, threshold.citation);
}

/// The path of the value that a citation belongs to.
fn write_path(json: &mut Json, explanation: &Explanation<'_, '_>, citation: &Citation) {
    json.optional(explanation.entry(citation), |json, entry| json.text(&entry.path));
}

fn write_tier(json: &mut Json, step: &TierStep<'_, '_>) {
    json.key("tier").text(step.tier.id.as_str());
    json.key("award").usd(step.tier.award.value);
    json.key("share").number(&step.tier.share.value.normalize().to_string());
    json.key("met").text(step.answer.name());
    json.key("roles").array(&step.roles, |json, role| json.text(role.name()));
    json.key("findings").lines(&step.rules, write_rule);
    write_citation(json, &step.tier.citation);
}

fn write_grants(json: &mut Json, explanation: &Explanation<'_, '_>) {
    json.key("grants").lines(&explanation.grants, |json, step| {
        json.block(|json| write_grant(json, explanation, step));
    });
    json.key("left_out").lines(&explanation.left_out, |json, left| {
        json.object(|json| {
            json.key("id").text(left.id.as_str());
            json.key("reasons").array(&left.reasons, |json, reason| json.text(reason));
        });
    });
}

fn write_grant(json: &mut Json, explanation: &Explanation<'_, '_>, step: &GrantStep<'_, '_>) {
    let grant = step.grant;
    let horizon: &Horizon = &explanation.evaluation.profile.plan.horizon;
    json.key("id").text(grant.id.as_str());
    json.key("title").text(step.title);
    json.key("provider").text(grant.provider.as_str());
    json.key("amount").band(grant.amount, Json::usd);
    let date = |json: &mut Json, day| json.date(horizon.date(day));
    json.key("issued").band(grant.life, |json, life| json.optional(life.map(|life| life.issued), date));
    json.key("usable").band(grant.life, |json, life| json.optional(life.map(|life| life.usable), date));
    json.key("expires_on").band(grant.life, |json, life| json.optional(life.map(|life| life.last()), date));
    json.key("covers").array(&grant.covers, |json, service| json.text(service.as_str()));
    json.key("status").band(grant.status, |json, status| json.text(status.name()));
    json.key("assumed").array(&grant.assumed, |json, field| json.text(field.name()));
    json.key("gate").optional(step.gate.as_deref(), |json, gate| json.text(gate));
    json.key("basis").lines(&step.basis, |json, basis| {
        json.object(|json| {
            json.key("field").text(basis.field);
            let (key, citation) = match &basis.origin {
                Origin::Program(citation) => (None, Some(*citation)),
                Origin::Profile(key) => (Some(key), None),
            };
            json.key("key").optional(key, |json, key| json.text(key));
            json.key("path").optional(citation, |json, citation| write_path(json, explanation, citation));
            if let Some(citation) = citation {
                write_citation(json, citation);
            }
        });
    });
}

fn write_orders(json: &mut Json, explanation: &Explanation<'_, '_>) {
    let horizon = &explanation.evaluation.profile.plan.horizon;
    json.key("order").lines(&explanation.orders, |json, order| {
        json.block(|json| {
            json.key("provider").text(order.provider.as_str());
            json.key("case").text(order.case.name());
            json.key("credits").lines(&order.credits, |json, credit| {
                json.object(|json| {
                    json.key("id").text(credit.id.as_str());
                    json.key("amount").usd(credit.amount);
                    json.key("issued_on").date(horizon.date(credit.life.issued));
                    json.key("usable_on").date(horizon.date(credit.life.usable));
                    json.key("expires_on").date(horizon.date(credit.life.last()));
                    json.key("covers").array(&credit.covers, |json, service| json.text(service.as_str()));
                    json.key("before_next_by").optional(credit.ahead, |json, ahead| json.text(ahead.name()));
                });
            });
        });
    });
}

fn write_surroundings(json: &mut Json, explanation: &Explanation<'_, '_>) {
    let evaluation = explanation.evaluation;
    json.key("benefits").block(|json| {
        json.key("relevant").truth(explanation.has_award());
        json.key("list").lines(&evaluation.program.benefits, |json, benefit| {
            json.object(|json| {
                json.key("id").text(&benefit.id);
                json.key("title").text(&benefit.title);
                json.key("helps").text(&benefit.helps);
                write_citation(json, &benefit.citation);
            });
        });
    });
    let edp = &evaluation.program.edp;
    json.key("edp").object(|json| {
        json.key("relevant").truth(explanation.is_edp_relevant());
        json.key("known").array(&edp.known, |json, known| json.text(known));
        write_citation(json, &edp.citation);
    });
    json.key("warnings").lines(&evaluation.timeline.warnings, |json, warning| {
        json.object(|json| {
            json.key("code").text(warning.code.name());
            json.key("message").text(&warning.message);
        });
    });
}
