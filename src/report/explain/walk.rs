//! The steps of the walk as text: rules, signals, tiers, recommendation, grants, order of use.

use super::text::Page;
use super::{fields, lacks, measure, range, scale, shortened};
use crate::advice::explain::{Ahead, GrantStep, Order, Origin, Role, RuleStep, SignalStep, TierStep};
use crate::evaluation::Evaluation;
use crate::money::{Cents, alone, dollars};
use crate::program::{Citation, Value};
use crate::report::citation::{lines, place, stated, why};
use crate::report::grid::{Grid, Lean, wrapped};
use crate::scoring::{Answer, Status};
use crate::text::escape_controls;

/// What to do, and why.
pub fn verdict(evaluation: &Evaluation<'_>) -> String {
    let action = evaluation.assessment.recommendation.action;
    format!("{} ({}): {}", action.sentence(), action.name(), evaluation.assessment.reasons().join("; "))
}

/// The tier that is assigned, what is possible, and what the offer letter says.
pub fn tier(evaluation: &Evaluation<'_>) -> String {
    let result = &evaluation.assessment.tier;
    if evaluation.assessment.screening.eligible == Answer::No && result.followed.is_none() {
        return "none: screening fails".to_owned();
    }
    let named = |tier: Option<&crate::program::Tier>| {
        tier.map_or_else(|| "none".to_owned(), |tier| format!("{}, {}", tier.id, alone(tier.award.value)))
    };
    let is = |tier: Option<&crate::program::Tier>| tier.map(|tier| tier.id.clone());
    let mut text = format!("{} assigned by the facts", named(result.assigned));
    if is(result.possible) != is(result.assigned) {
        text.push_str(&format!(
            "; up to {} is possible: fill in {}",
            named(result.possible),
            result.missing.join(", ")
        ));
    }
    if is(result.followed) != is(result.assigned) {
        text.push_str(&format!("; the plan follows the offer letter: {}", named(result.followed)));
    }
    text
}

/// What a rule needed, found and lacks.
pub fn rule(step: &RuleStep<'_, '_>) -> String {
    let finding = step.finding;
    let mut text = format!("{}: {}, found {}", step.id, finding.needed(), finding.found());
    if let Some(gap) = &step.gap {
        let levels = if gap.levels == 1 { "level" } else { "levels" };
        text.push_str(&format!("; {} {levels} off", gap.levels));
        let lacking: Vec<String> =
            gap.lacking.iter().map(|one| format!("{} {} {}", one.what, one.by, lacks(one.side))).collect();
        if !lacking.is_empty() {
            text.push_str(&format!(" ({})", lacking.join("; ")));
        }
    }
    if finding.status == Status::Unknown {
        text.push_str(&format!("; fill in {}", finding.missing.join(", ")));
    }
    text
}

impl<'a> Page<'_, '_, 'a> {
    pub(super) fn screening(&self) -> String {
        let eligible = self.explanation.evaluation.assessment.screening.eligible;
        let rules: String = self.explanation.screening.iter().map(|step| rule_lines(step, "  ")).collect();
        self.heading(&format!("Screening: eligible {}", eligible.name())) + &rules
    }

    pub(super) fn signals(&self) -> String {
        let signals: Vec<String> = self.explanation.signals.iter().map(signal).collect();
        self.heading("Signals: what the facts prove on each scale") + &signals.join("")
    }

    pub(super) fn tiers(&self) -> String {
        let tiers: Vec<String> = self.explanation.tiers.iter().map(tier_lines).collect();
        let is_out = self.explanation.evaluation.assessment.screening.eligible == Answer::No;
        let remark =
            if is_out { "screening fails, so none is assigned" } else { "all requirements of one have to be met" };
        self.heading(&format!("Tiers, from the highest down: {remark}")) + &tiers.join("")
    }

    pub(super) fn recommendation(&self) -> String {
        let Evaluation { profile, program, assessment, .. } = self.explanation.evaluation;
        let action = assessment.recommendation.action;
        let mut text = self.heading(&format!("Recommendation: {}, the first that applies", action.name()));
        for question in &self.explanation.recommendation {
            let answer = if question.decides { "yes" } else { "no" };
            let line = format!("{} {}", question.asks, question.found);
            let line = if question.decides { format!("{line}: {}", question.action.name()) } else { line };
            text.push_str(&wrapped(&escape_controls(&line), &format!("  {answer:<4} "), "       "));
            if let Some(citation) = question.citation {
                text.push_str(&why(citation, "       "));
            }
        }
        if let Some(hours) = profile.plan.founder_hours {
            let rules = &program.recommendation;
            let cited =
                |value: &crate::program::Cited<u64>| format!("{} ({})", value.value, lines(&value.citation.lines));
            let line = format!(
                "founder hours: {hours} in the plan; the application takes {} to {}, the worked example took {}",
                cited(&rules.founder_hours),
                cited(&rules.founder_hours_upper),
                cited(&rules.founder_hours_observed)
            );
            text.push_str(&wrapped(&line, "  ", "       "));
        }
        text
    }

    pub(super) fn grants(&self) -> String {
        let mut text = self.heading("Grants: cautious / likely / best where the cases differ");
        if self.explanation.grants.is_empty() {
            return text + "  none\n";
        }
        let mut told: Vec<&'a Citation> = Vec::new();
        for step in &self.explanation.grants {
            text.push_str(&self.grant(step, &mut told));
        }
        text
    }

    /// A grant field by field, each with what it rests on; what was told before is only named.
    fn grant(&self, step: &GrantStep<'_, 'a>, told: &mut Vec<&'a Citation>) -> String {
        let horizon = &self.explanation.evaluation.profile.plan.horizon;
        let mut text = wrapped(&escape_controls(&format!("{}: {}", step.grant.id, step.title)), "  ", "    ");
        for (field, value) in fields(step, horizon) {
            let is_assumed = step.grant.assumed.iter().any(|assumed| assumed.name() == field);
            let star = if is_assumed { "*" } else { "" };
            let value = escape_controls(&value).into_owned();
            text.push_str(&wrapped(&format!("{value}{star}"), &format!("    {field:<11}"), "               "));
            for basis in step.basis.iter().filter(|basis| basis.field == field) {
                text.push_str(&self.origin(&basis.origin, told));
            }
        }
        if let Some(gate) = &step.gate {
            text.push_str(&wrapped(&escape_controls(gate), "               ", "                 "));
        }
        text
    }

    fn origin(&self, origin: &Origin<'a>, told: &mut Vec<&'a Citation>) -> String {
        const INDENT: &str = "               ";
        match origin {
            Origin::Profile(key) => wrapped(&format!("stated in the profile: {key}"), INDENT, INDENT),
            Origin::Program(citation) => {
                let Some(entry) = self.explanation.entry(citation) else { return String::new() };
                let states = match entry.value {
                    Value::Record(_) => entry.path.clone(),
                    _ => stated(entry),
                };
                let line = if told.contains(citation) {
                    format!("{states} (as above)")
                } else {
                    told.push(citation);
                    format!("{states}: {} ({})", citation.why, place(citation))
                };
                wrapped(&escape_controls(&line), INDENT, "                 ")
            }
        }
    }

    pub(super) fn left_out(&self) -> String {
        if self.explanation.left_out.is_empty() {
            return String::new();
        }
        let line = |left: &crate::advice::explain::LeftOut| {
            wrapped(&escape_controls(&format!("{}: {}", left.id, left.reasons.join("; "))), "  ", "    ")
        };
        let lines: String = self.explanation.left_out.iter().map(line).collect();
        self.heading("Not in this plan") + &lines
    }

    pub(super) fn orders(&self) -> String {
        let orders: Vec<String> = self.explanation.orders.iter().map(|order| self.order(order)).collect();
        if orders.is_empty() {
            return String::new();
        }
        let head = self.heading("Order of use");
        let mut text = "Of each provider, the credit that ends first pays first; of those that end together the one \
                        that covers the fewest services, then the one issued first, then by id. In a month each pays \
                        its largest charge first."
            .to_owned();
        if self.explanation.has_award() {
            text.push_str(" The award is counted in; without it the others keep their order.");
        }
        head + &wrapped(&text, "  ", "  ") + &orders.join("")
    }

    fn order(&self, order: &Order<'_>) -> String {
        let horizon = &self.explanation.evaluation.profile.plan.horizon;
        let cents = Cents::of(order.credits.iter().map(|credit| credit.amount));
        let columns = [
            ("", Lean::Right),
            ("credit", Lean::Left),
            ("amount", Lean::Right),
            ("usable from", Lean::Left),
            ("last day", Lean::Left),
            ("covers", Lean::Right),
            ("before the next", Lean::Left),
        ];
        let mut grid = Grid::new(&columns, self.terminal.width).narrow();
        for (place, credit) in (1..).zip(&order.credits) {
            let ahead = credit.ahead.map_or("", |ahead| match ahead {
                Ahead::LastDay => "ends earlier",
                Ahead::Coverage => "covers fewer",
                Ahead::Issued => "issued earlier",
                Ahead::Id => "by id",
            });
            grid.row(vec![
                i32::to_string(&place),
                credit.id.to_string(),
                dollars(credit.amount, cents),
                horizon.date(credit.life.usable).to_string(),
                horizon.date(credit.life.last()).to_string(),
                credit.covers.len().to_string(),
                ahead.to_owned(),
            ]);
        }
        format!("  {}, {} case\n{}", escape_controls(order.provider.as_str()), order.case, grid.into_text())
    }
}

fn rule_lines(step: &RuleStep<'_, '_>, indent: &str) -> String {
    let first = format!("{indent}{:<8} ", step.finding.status.name());
    let below = " ".repeat(first.chars().count());
    let note = step.finding.note.map(|note| wrapped(&escape_controls(&note.to_string()), &below, &below));
    wrapped(&escape_controls(&rule(step)), &first, &below)
        + &note.unwrap_or_default()
        + &why(&step.finding.requirement.citation, &below)
}

/// What a tier is to the result; one that the facts assign is possible and, without another offer, followed too.
pub fn roles(step: &TierStep<'_, '_>) -> Vec<&'static str> {
    let is_assigned = step.roles.contains(&Role::Assigned);
    let is_shown = |role: &&Role| !is_assigned || matches!(role, Role::Assigned | Role::Next);
    step.roles.iter().filter(is_shown).map(|role| role.name()).collect()
}

fn tier_lines(step: &TierStep<'_, '_>) -> String {
    let roles = roles(step);
    let roles = if roles.is_empty() { String::new() } else { format!(" · {}", roles.join(", ")) };
    let answer = match step.answer {
        Answer::Yes => "met",
        Answer::No => "not met",
        Answer::Unknown => "open",
    };
    let title = format!("{}, {}: {answer}{roles}", step.tier.id, alone(step.tier.award.value));
    let rules: String = step.rules.iter().map(|rule| rule_lines(rule, "    ")).collect();
    wrapped(&escape_controls(&title), "  ", "    ") + &why(&step.tier.citation, "    ") + &rules
}

fn signal(step: &SignalStep<'_, '_>) -> String {
    let change = step.rule.map_or("", |rule| rule.change.name());
    let title = format!("{}: {} · {} · {change}", step.reading.signal(), range(step), scale(step));
    let mut text = wrapped(&title, "  ", "    ");
    if let Some(rule) = step.rule {
        text.push_str(&why(&rule.citation, "      "));
    }
    for fact in step.facts.iter() {
        let value =
            fact.value.as_ref().map_or_else(|| "not stated".to_owned(), |value| format!("= {}", shortened(value)));
        text.push_str(&wrapped(&escape_controls(&format!("{} {value}", fact.key)), "      ", "        "));
    }
    if let Some(note) = step.reading.note {
        text.push_str(&wrapped(&escape_controls(&note.to_string()), "      ", "        "));
    }
    let mut level = None;
    let mut told: Vec<&Citation> = step.rule.iter().map(|rule| &rule.citation).collect();
    for way in &step.ways {
        let lead = if level == Some(way.level) { "or" } else { way.level.name() };
        level = Some(way.level);
        for (at, threshold) in way.thresholds.iter().enumerate() {
            let lead = if at == 0 { lead } else { "and" };
            let first = format!("      {lead:<11} {:<8} ", threshold.status.name());
            let below = " ".repeat(first.chars().count());
            text.push_str(&wrapped(&escape_controls(&measure(threshold)), &first, &below));
            if !told.contains(&threshold.citation) {
                told.push(threshold.citation);
                text.push_str(&why(threshold.citation, &below));
            }
        }
    }
    text
}
