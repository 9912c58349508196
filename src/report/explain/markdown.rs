//! The walk, and what one id means, as Markdown.

use super::text::grouped;
use super::topic::related;
use super::walk::{roles, rule, tier, verdict};
use super::{fields, measure, range, scale, shortened};
use crate::advice::explain::{Explanation, Origin, RuleStep, Topic};
use crate::money::alone;
use crate::report::citation::{code, conflict_markdown, entry_cells, lines, place};
use crate::report::markdown::{cell, table};

/// What every star points to.
const FOOTNOTE: &str = "\\* no line of the source states it: assumed\n";
/// The columns of values of the program.
const VALUE_HEADS: [&str; 4] = ["value of the program", "is", "why", "from"];

/// The walk, with a line break at its end.
#[must_use]
pub fn explanation(explanation: &Explanation<'_, '_>) -> String {
    let mut sections = vec![
        header(explanation),
        screening(explanation),
        signals(explanation),
        tiers(explanation),
        recommendation(explanation),
        grants(explanation),
        left_out(explanation),
        orders(explanation),
        assumptions(explanation),
        conflicts(explanation),
        benefits(explanation),
        edp(explanation),
        warnings(explanation),
        FOOTNOTE.to_owned(),
    ];
    sections.retain(|section| !section.is_empty());
    sections.join("\n")
}

/// What one id means, with a line break at its end.
#[must_use]
pub fn topic(topic: &Topic<'_>) -> String {
    let mut sections = vec![format!("## {} ({})\n\n{}\n", cell(&topic.id), topic.kind.name(), cell(&topic.means))];
    sections.extend(topic.way_out.map(|way_out| format!("**The way out**: {}\n", cell(way_out))));
    for (head, entries) in [("In the program", &topic.values), (related(topic.kind), &topic.related)] {
        if !entries.is_empty() {
            let rows: Vec<Vec<String>> = entries.iter().map(entry_cells).collect();
            sections.push(format!("### {head}\n\n{}", table(&VALUE_HEADS, &rows)));
        }
    }
    if !topic.conflicts.is_empty() {
        let conflicts: Vec<String> = topic.conflicts.iter().map(|one| conflict_markdown(one)).collect();
        sections.push(format!("### Conflicts between lines\n\n{}", conflicts.join("\n")));
    }
    sections.join("\n")
}

fn header(explanation: &Explanation<'_, '_>) -> String {
    let evaluation = explanation.evaluation;
    let program = evaluation.program;
    format!(
        "## {}: the decision in order\n\n{}\n\nTier: {}.\n\nRules {} {}: {}.\n",
        cell(&evaluation.profile.company.name),
        cell(&verdict(evaluation)),
        cell(&tier(evaluation)),
        cell(&program.id),
        cell(&program.version),
        cell(&program.source.standing)
    )
}

fn rule_cells(step: &RuleStep<'_, '_>) -> Vec<String> {
    let citation = &step.finding.requirement.citation;
    vec![step.finding.status.name().to_owned(), cell(&rule(step)), cell(&step.finding.why()), cell(&place(citation))]
}

const RULE_HEADS: [&str; 4] = ["status", "rule, found, gap", "why", "from"];

fn screening(explanation: &Explanation<'_, '_>) -> String {
    let eligible = explanation.evaluation.assessment.screening.eligible;
    let rows: Vec<Vec<String>> = explanation.screening.iter().map(rule_cells).collect();
    format!("### Screening: eligible {}\n\n{}", eligible.name(), table(&RULE_HEADS, &rows))
}

fn signals(explanation: &Explanation<'_, '_>) -> String {
    let mut rows = Vec::new();
    let mut thresholds = Vec::new();
    for step in &explanation.signals {
        let facts = step.facts.iter().map(|fact| {
            let value = fact.value.as_ref().map_or_else(|| "not stated".to_owned(), shortened);
            format!("{} {}", code(&fact.key), cell(&value))
        });
        let change = step.rule.map_or("", |rule| rule.change.name());
        let (why, from) =
            step.rule.map_or_else(Default::default, |rule| (cell(&rule.citation.why), cell(&place(&rule.citation))));
        let signal = step.reading.signal();
        let name = format!("`{signal}`: {}", range(step));
        rows.push(vec![name, cell(&scale(step)), change.to_owned(), facts.collect::<Vec<_>>().join("; "), why, from]);
        for way in &step.ways {
            for (at, threshold) in way.thresholds.iter().enumerate() {
                let level = format!("`{signal}` {}{}", way.level, if at == 0 { "" } else { ", and" });
                let citation = threshold.citation;
                thresholds.push(vec![
                    level,
                    threshold.status.name().to_owned(),
                    cell(&measure(threshold)),
                    cell(&citation.why),
                    cell(&place(citation)),
                ]);
            }
        }
    }
    let heads = ["signal", "scale", "change", "the profile says", "why", "from"];
    let ways = ["level", "status", "threshold, found, gap", "why", "from"];
    format!(
        "### Signals\n\n{}\nWays to a level; rows with \"and\" belong to the one above:\n\n{}",
        table(&heads, &rows),
        table(&ways, &thresholds)
    )
}

fn tiers(explanation: &Explanation<'_, '_>) -> String {
    let tiers: Vec<String> = explanation
        .tiers
        .iter()
        .map(|step| {
            let roles = roles(step);
            let roles = if roles.is_empty() { String::new() } else { format!(", {}", roles.join(", ")) };
            let rows: Vec<Vec<String>> = step.rules.iter().map(rule_cells).collect();
            let (tier, citation) = (step.tier, &step.tier.citation);
            format!(
                "#### {}, {}: met {}{roles}\n\n{} ({})\n\n{}",
                cell(tier.id.as_str()),
                alone(tier.award.value),
                step.answer.name(),
                cell(&citation.why),
                cell(&place(citation)),
                table(&RULE_HEADS, &rows)
            )
        })
        .collect();
    format!("### Tiers, from the highest down\n\n{}", tiers.join("\n"))
}

fn recommendation(explanation: &Explanation<'_, '_>) -> String {
    let action = explanation.evaluation.assessment.recommendation.action;
    let rows: Vec<Vec<String>> = explanation
        .recommendation
        .iter()
        .map(|question| {
            let (why, from) = question
                .citation
                .map_or_else(Default::default, |citation| (cell(&citation.why), cell(&place(citation))));
            let answer = if question.decides { format!("yes: `{}`", question.action.name()) } else { "no".to_owned() };
            vec![cell(&question.asks), cell(&question.found), answer, why, from]
        })
        .collect();
    let heads = ["question", "found", "answer", "why", "from"];
    format!("### Recommendation: {}\n\n{}", action.name(), table(&heads, &rows))
}

fn grants(explanation: &Explanation<'_, '_>) -> String {
    let horizon = &explanation.evaluation.profile.plan.horizon;
    let mut rows = Vec::new();
    for step in &explanation.grants {
        for (field, value) in fields(step, horizon) {
            let is_assumed = step.grant.assumed.iter().any(|assumed| assumed.name() == field);
            let origins = step.basis.iter().filter(|basis| basis.field == field);
            let mut origins: Vec<String> = origins
                .filter_map(|basis| match &basis.origin {
                    Origin::Profile(key) => Some(format!("{} of the profile", code(key))),
                    Origin::Program(citation) => explanation.entry(citation).map(|entry| {
                        format!("{}: {} ({})", code(&entry.path), cell(&citation.why), cell(&place(citation)))
                    }),
                })
                .collect();
            origins.extend(step.gate.as_ref().filter(|_| field == "status").map(|gate| cell(gate)));
            let star = if is_assumed { "\\*" } else { "" };
            let grant = code(step.grant.id.as_str());
            rows.push(vec![grant, field.to_owned(), format!("{}{star}", cell(&value)), origins.join("; ")]);
        }
    }
    let heads = ["grant", "field", "cautious / likely / best", "rests on"];
    format!("### Grants\n\n{}", table(&heads, &rows))
}

fn left_out(explanation: &Explanation<'_, '_>) -> String {
    if explanation.left_out.is_empty() {
        return String::new();
    }
    let line = |left: &crate::advice::explain::LeftOut| {
        format!("- {}: {}\n", code(left.id.as_str()), cell(&left.reasons.join("; ")))
    };
    format!("### Not in this plan\n\n{}", explanation.left_out.iter().map(line).collect::<String>())
}

fn orders(explanation: &Explanation<'_, '_>) -> String {
    let horizon = &explanation.evaluation.profile.plan.horizon;
    let mut rows = Vec::new();
    for order in &explanation.orders {
        for (place, credit) in (1..).zip(&order.credits) {
            rows.push(vec![
                code(order.provider.as_str()),
                order.case.name().to_owned(),
                i32::to_string(&place),
                code(credit.id.as_str()),
                alone(credit.amount),
                horizon.date(credit.life.usable).to_string(),
                horizon.date(credit.life.last()).to_string(),
                credit.covers.len().to_string(),
                credit.ahead.map_or("", |ahead| ahead.sentence()).to_owned(),
            ]);
        }
    }
    if rows.is_empty() {
        return String::new();
    }
    let heads = [
        "provider",
        "case",
        ">place",
        "credit",
        ">amount",
        "usable from",
        "last day",
        ">covers",
        "before the next, since",
    ];
    format!("### Order of use, if accepted\n\n{}", table(&heads, &rows))
}

fn assumptions(explanation: &Explanation<'_, '_>) -> String {
    let rows: Vec<Vec<String>> = grouped(&explanation.assumptions)
        .into_iter()
        .filter_map(|group| {
            let mut cells = entry_cells(group.first()?);
            let paths: Vec<String> = group.iter().map(|entry| code(&entry.path)).collect();
            if let Some(first) = cells.first_mut() {
                *first = paths.join(", ");
            }
            Some(cells)
        })
        .collect();
    format!("### Assumptions that this plan used\n\n{}", table(&VALUE_HEADS, &rows))
}

fn conflicts(explanation: &Explanation<'_, '_>) -> String {
    let rows: Vec<Vec<String>> = explanation
        .conflicts
        .iter()
        .map(|touched| {
            let conflict = touched.conflict;
            let through: Vec<String> = touched.through.iter().map(|path| code(path)).collect();
            vec![
                code(conflict.id.as_str()),
                cell(&conflict.title),
                lines(&conflict.lines),
                cell(&conflict.used),
                through.join(", "),
            ]
        })
        .collect();
    let heads = ["conflict", "about", "lines", "used", "in"];
    format!("### Conflicts between lines that touched this result\n\n{}", table(&heads, &rows))
}

fn benefits(explanation: &Explanation<'_, '_>) -> String {
    let benefits = &explanation.evaluation.program.benefits;
    if benefits.is_empty() {
        return String::new();
    }
    let remark =
        if explanation.has_award() { "" } else { "They come with the award, which this plan does not hold.\n\n" };
    let rows: Vec<Vec<String>> = benefits
        .iter()
        .map(|benefit| {
            let citation = &benefit.citation;
            vec![cell(&benefit.title), cell(&benefit.helps), cell(&citation.why), cell(&place(citation))]
        })
        .collect();
    format!("### Benefits that are on no ledger\n\n{remark}{}", table(&["benefit", "helps", "why", "from"], &rows))
}

fn edp(explanation: &Explanation<'_, '_>) -> String {
    if !explanation.is_edp_relevant() {
        return String::new();
    }
    let edp = &explanation.evaluation.program.edp;
    let known: String = edp.known.iter().map(|known| format!("- {}\n", cell(known))).collect();
    let why = format!("{} ({})", cell(&edp.citation.why), cell(&place(&edp.citation)));
    format!("### What is known of committed-spend discounts (EDP)\n\n{known}\n{why}\n")
}

fn warnings(explanation: &Explanation<'_, '_>) -> String {
    let warnings = &explanation.evaluation.timeline.warnings;
    if warnings.is_empty() {
        return String::new();
    }
    let line =
        |warning: &crate::timeline::Warning| format!("- `{}`: {}\n", warning.code.name(), cell(&warning.message));
    format!("### Warnings\n\n{}", warnings.iter().map(line).collect::<String>())
}
