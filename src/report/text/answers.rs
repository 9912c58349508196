//! The first screen: verdict, tier, the two outcomes side by side, the next dates.

use super::Page;
use crate::band::Case;
use crate::calendar::Day;
use crate::evaluation::Outcome;
use crate::money::{Usd, alone};
use crate::position::{Position, Summary};
use crate::program::Tier;
use crate::report::grid::{Grid, Lean, wrapped};
use crate::scoring::{Action, Answer, Finding, Status};
use crate::text::escape_controls;

/// How many dates are shown.
const DATES: usize = 3;
/// The label column of the verdict.
const LABEL: &str = "           ";

impl Page<'_, '_> {
    pub(super) fn answers(&self) -> String {
        let mut text = String::new();
        let mut line = |label: &str, what: &str| text.push_str(&wrapped(what, &format!("{label:<11}"), LABEL));
        line("Verdict", &self.verdict());
        line("Tier", &self.tier());
        line("Next tier", &self.next_tier());
        text.push('\n');
        text.push_str(&self.outcomes());
        text.push('\n');
        text.push_str(&self.next_dates());
        text
    }

    fn verdict(&self) -> String {
        let assessment = &self.evaluation.assessment;
        let recommendation = &assessment.recommendation;
        let eligible = match assessment.screening.eligible {
            Answer::Yes => "eligible",
            Answer::No => "not eligible",
            Answer::Unknown => "eligibility unknown",
        };
        let action = recommendation.action;
        let answer = format!("{eligible}: {} ({})", action.sentence(), action.name());
        match action {
            Action::Pursue => answer,
            _ => format!("{answer}; {}", escape_controls(&recommendation.reasons.join("; "))),
        }
    }

    fn tier(&self) -> String {
        let tier = &self.evaluation.assessment.tier;
        let named = |tier: &Tier| format!("{}, {}", tier.id, alone(tier.award.value));
        match (tier.assigned, tier.followed) {
            (None, Some(letter)) => format!("{} by the offer letter; the facts assign none", named(letter)),
            (Some(assigned), Some(letter)) if assigned.id != letter.id => {
                format!("{} by the offer letter; the facts assign {}", named(letter), assigned.id)
            }
            (Some(assigned), _) => {
                let met = match assigned.requires.as_slice() {
                    [only] => format!("its one requirement, on {}, is met", only.signal),
                    all => format!("all {} requirements met", all.len()),
                };
                format!("{}: {met}", named(assigned))
            }
            (None, None) if self.evaluation.assessment.screening.eligible == Answer::No => {
                "none: screening fails".to_owned()
            }
            (None, None) => "none: no tier's requirements are all met".to_owned(),
        }
    }

    /// What separates the company from the tier above.
    fn next_tier(&self) -> String {
        let tier = &self.evaluation.assessment.tier;
        if self.evaluation.assessment.screening.eligible == Answer::No {
            return "none: a tier takes an application that passes screening".to_owned();
        }
        if tier.assigned.map(|tier| &tier.id) != tier.followed.map(|tier| &tier.id) {
            return "the offer letter has settled it".to_owned();
        }
        let Some(next) = self.tier_above() else {
            return "none above".to_owned();
        };
        let findings = tier.findings.iter().filter(|found| found.tier.id == next.id).map(|found| &found.finding);
        let open: Vec<String> = findings.filter(|finding| finding.status != Status::Met).map(gap).collect();
        let mut text = format!("{}, {}, needs {}", next.id, alone(next.award.value), open.join("; "));
        if let Some(possible) =
            tier.possible.filter(|possible| Some(&possible.id) != tier.assigned.map(|tier| &tier.id))
        {
            text.push_str(&format!(". Up to {} is possible: fill in {}", possible.id, tier.missing.join(", ")));
        }
        text
    }

    /// The lowest tier above the assigned one.
    pub(super) fn tier_above(&self) -> Option<&Tier> {
        let tiers = &self.evaluation.program.tiers;
        let assigned = self.evaluation.assessment.tier.assigned;
        let above = tiers.iter().take_while(|tier| assigned.is_none_or(|assigned| tier.id != assigned.id));
        above.last()
    }

    /// The two outcomes in columns of equal rank; the cases in columns where more than one is shown.
    fn outcomes(&self) -> String {
        let funnel = &self.evaluation.program.funnel;
        let (selected, applications) = (funnel.selected.value, funnel.applications.value);
        let both = [("not accepted", Outcome::NotAccepted), ("if accepted", Outcome::Accepted)];
        let plain = [("this plan", Outcome::NotAccepted)];
        let has_award = self.evaluation.timeline.acceptance.is_some();
        let is_open = self.evaluation.profile.actuals.decision.is_none();
        let columns = if has_award { both.as_slice() } else { plain.as_slice() };
        if let [case] = self.view.cases.as_slice() {
            let odds = format!(
                "; most are not accepted: {selected} of {applications} applicants are{}",
                funnel.acceptance.citation.places()
            );
            let head =
                self.heading(&format!("The {case} case{}", if has_award && is_open { odds.as_str() } else { "" }));
            let columns: Vec<_> = columns.iter().map(|(name, outcome)| (*name, *outcome, *case)).collect();
            return head + &self.answer_table(&columns);
        }
        let table = |(name, outcome): &(&str, Outcome)| {
            let head = self.heading(&format!(
                "{}{}",
                name.chars().next().map_or(' ', |c| c.to_ascii_uppercase()),
                name.get(1..).unwrap_or("")
            ));
            let columns: Vec<_> = self.view.cases.iter().map(|case| (case.name(), *outcome, *case)).collect();
            head + &self.answer_table(&columns)
        };
        columns.iter().map(table).collect::<Vec<_>>().join("\n")
    }

    fn answer_table(&self, columns: &[(&str, Outcome, Case)]) -> String {
        let answers: Vec<Answers> =
            columns.iter().map(|(_, outcome, case)| Answers::of(self, *outcome, *case)).collect();
        let mut heads = vec![("", Lean::Left)];
        heads.extend(columns.iter().map(|(name, ..)| (*name, Lean::Left)));
        let mut grid = Grid::new(&heads, self.terminal.width).narrow();
        let last = self.evaluation.profile.plan.horizon.last();
        let released = format!("Released by day {last}");
        let rows: [(&str, Ask); 9] = [
            ("Awarded", |answers| &answers.awarded),
            (&released, |answers| &answers.released),
            ("First bill", |answers| &answers.first_bill),
            ("Months paid in cash", |answers| &answers.cash_months),
            ("Gaps", |answers| &answers.gaps),
            ("Credits end", |answers| &answers.credits_end),
            ("Lapsing unused", |answers| &answers.lapsing),
            ("Cash at 12 months", |answers| &answers.cash_12),
            ("Cash at 24 months", |answers| &answers.cash_24),
        ];
        for (label, answer) in rows {
            let mut cells = vec![label.to_owned()];
            cells.extend(answers.iter().map(|answers| answer(answers).clone()));
            grid.row(cells);
        }
        grid.into_text()
    }

    /// The next dates: after the last thing that has happened, or from day 0 on.
    fn next_dates(&self) -> String {
        let horizon = &self.evaluation.profile.plan.horizon;
        let case = self.lead_case();
        let happenings = self.evaluation.timeline.happenings(case);
        let since = self.evaluation.profile.actuals.last().map(|date| horizon.day(date));
        let mut days: Vec<(Day, Vec<String>)> = Vec::new();
        for (day, what) in
            happenings.into_iter().filter(|(day, _)| *day >= Day::ZERO && since.is_none_or(|since| *day > since))
        {
            match days.last_mut() {
                Some((last, all)) if *last == day => all.push(what),
                _ => days.push((day, vec![what])),
            }
        }
        let mut text = self.heading("Next dates");
        for (day, what) in days.into_iter().take(DATES) {
            let lead = format!("  {}  day {day:<4} ", horizon.date(day));
            let rest = " ".repeat(lead.chars().count());
            text.push_str(&wrapped(&what.join(", "), &lead, &rest));
        }
        text
    }

    /// The case that single-case sections show.
    pub(super) fn lead_case(&self) -> Case {
        match self.view.cases.as_slice() {
            [case] => *case,
            _ => Case::Likely,
        }
    }
}

/// A requirement that does not hold, as a gap: `backing tier-1 (found named)`.
fn gap(finding: &Finding<'_>) -> String {
    let signal = finding.requirement.signal;
    let needed = finding.needed();
    let level = needed.trim_start_matches("at least ");
    match finding.status {
        Status::Unknown => format!("{signal} {level} (unknown: {})", finding.missing.join(", ")),
        Status::Met | Status::Unmet => format!("{signal} {level} (found {})", finding.found()),
    }
}

/// Takes one answer of a column.
type Ask = fn(&Answers) -> &String;

/// The cells of one column.
struct Answers {
    awarded: String,
    released: String,
    first_bill: String,
    cash_months: String,
    gaps: String,
    credits_end: String,
    lapsing: String,
    cash_12: String,
    cash_24: String,
}

/// How many calendar months leave something to pay to any provider, and how much in all.
fn cash_months(position: &Position<'_>) -> String {
    let months = position.ledgers.iter().flat_map(|ledger| ledger.summary().cash_by_month);
    let mut paid: Vec<(u32, Usd)> = months.map(|month| (month.month.number, month.cash)).collect();
    let total: Usd = paid.iter().map(|(_, cash)| *cash).sum();
    paid.sort_unstable();
    paid.dedup_by_key(|(number, _)| *number);
    if paid.is_empty() { "none".to_owned() } else { format!("{}, {}", paid.len(), alone(total)) }
}

impl Answers {
    fn of(page: &Page<'_, '_>, outcome: Outcome, case: Case) -> Self {
        let evaluation = page.evaluation;
        let horizon = &evaluation.profile.plan.horizon;
        let position = evaluation.positions(outcome).get(case);
        let providers = evaluation.granting_providers(outcome);
        let each: Vec<(&str, Summary)> = providers
            .iter()
            .filter_map(|provider| Some((provider.as_str(), evaluation.summary(outcome, case, provider)?)))
            .collect();
        let when = |day: Day| format!("{} day {day}", horizon.date(day));
        let joined = |answer: &dyn Fn(&Summary) -> Option<String>| {
            let answers: Vec<String> = each
                .iter()
                .filter_map(|(provider, summary)| {
                    let answer = answer(summary)?;
                    Some(if each.len() > 1 { format!("{provider} {answer}") } else { answer })
                })
                .collect();
            if answers.is_empty() { "none".to_owned() } else { answers.join("\n") }
        };
        let awarded: Usd = evaluation
            .grants(outcome)
            .filter(|grant| grant.life.get(case).is_some())
            .map(|grant| *grant.amount.get(case))
            .sum();
        let cash_at = |months: u32| {
            let end = horizon.start().end_of_month_after(months.saturating_sub(1));
            let day = horizon.day(end);
            if day > horizon.last() {
                return format!("beyond day {}", horizon.last());
            }
            alone(position.at(day).cash)
        };
        Self {
            awarded: alone(awarded),
            released: alone(position.totals().granted),
            first_bill: joined(&|summary| {
                let (day, amount) = (summary.first_bill_day?, summary.first_bill?);
                Some(format!("{}, {}", horizon.date(day), alone(amount)))
            }),
            cash_months: cash_months(position),
            gaps: joined(&|summary| {
                let (first, count) = (summary.gaps.first()?, summary.gaps.len());
                let more = if count > 1 { format!(" and {} more", count.saturating_sub(1)) } else { String::new() };
                Some(format!("days {} to {}{more}", first.from, first.to))
            }),
            credits_end: joined(&|summary| summary.credits_end_day.map(when)),
            lapsing: joined(&|summary| (!summary.lapsed.is_zero()).then(|| alone(summary.lapsed))),
            cash_12: cash_at(12),
            cash_24: cash_at(24),
        }
    }
}
