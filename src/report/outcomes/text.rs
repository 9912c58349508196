//! For a person: break-evens and gates first, since probabilities are guesses.

use super::{
    balance_days, basis, certain_misses, chance, deadline, dollars, funnel, loss, meaning, missed, rejected,
    shown_paths, slack, standing, title, to_weigh,
};
use crate::advice::outcomes::{Award, Basis, Outcomes, PERCENTILES, PolicyOutcomes, Spread, Standing};
use crate::band::Case;
use crate::evaluation::Evaluation;
use crate::money::{Cents, alone, dollars as amount};
use crate::report::grid::{Grid, Lean, wrapped};
use crate::report::text::Terminal;
use crate::text::escape_controls;

/// The footnote that every star points to.
const FOOTNOTE: &str = "* no line of the source states it: assumed\n";

/// The text, with a line break at its end.
#[must_use]
pub fn text(evaluation: &Evaluation<'_>, outcomes: &Outcomes<'_>, terminal: Terminal) -> String {
    let page = Page { evaluation, outcomes, terminal };
    let mut sections = match &outcomes.award {
        Ok(award) => page.award(award),
        Err(reason) => vec![page.no_award(reason)],
    };
    sections.push(page.funnel());
    let mut text = sections.join("\n");
    if text.contains('*') {
        text.push('\n');
        text.push_str(FOOTNOTE);
    }
    text
}

/// One rendering under way.
struct Page<'p, 'a> {
    evaluation: &'p Evaluation<'a>,
    outcomes: &'p Outcomes<'a>,
    terminal: Terminal,
}

impl<'a> Page<'_, 'a> {
    /// A heading, broken where it is long.
    fn heading(&self, text: &str) -> String {
        self.terminal.heading(wrapped(text, "", "  ").trim_end())
    }

    fn name(&self) -> String {
        escape_controls(&self.evaluation.profile.company.name).into_owned()
    }

    fn no_award(&self, reason: &str) -> String {
        let text = format!("The plan holds no award: {}.", escape_controls(reason));
        self.heading(&format!("{} · no award", self.name())) + &wrapped(&text, "  ", "  ")
    }

    fn award(&self, award: &Award<'a>) -> Vec<String> {
        let title = format!("{} · {}", self.name(), title(self.outcomes, award));
        let mut sections = vec![
            self.heading(&title),
            self.break_even(award),
            self.gates(award),
            self.paths(award),
            self.expected(award),
        ];
        sections.extend(award.spread.as_ref().map(|spread| self.balance(award, spread)));
        sections.retain(|section| !section.is_empty());
        sections
    }

    fn break_even(&self, award: &Award<'a>) -> String {
        let Some(below) = award.tier_below else {
            return self.heading("Break-even") + "  none: it is the smallest award\n";
        };
        if award.gates.is_empty() {
            return String::new();
        }
        let (id, whole) = (&below.id, alone(below.award.value));
        let mut text = self.heading(&format!("Break-even with all of {id}, {whole}: the chance needed at each gate"));
        for policy in &award.policies {
            let at = policy.break_even.as_ref().map_or_else(|| "never".to_owned(), ToString::to_string);
            let (name, meaning) = (policy.name, meaning(policy.on_miss));
            text.push_str(&format!("  {name:<13} {at:<7} {meaning}{}\n", own(award, policy)));
        }
        if award.gates.iter().any(|gate| !matches!(gate.standing, Standing::Open(_))) {
            text.push_str("  for the award as a whole: what has become of its gates is left aside\n");
        }
        text
    }

    fn gates(&self, award: &Award<'a>) -> String {
        if award.gates.is_empty() {
            return String::new();
        }
        self.deadlines(award) + &self.costs(award) + &self.evidence(award)
    }

    fn deadlines(&self, award: &Award<'a>) -> String {
        let horizon = &self.evaluation.profile.plan.horizon;
        let heads = ["gate", "cautious", "likely", "best", "slack, days", "chance"];
        let mut grid = Grid::new(&heads.map(|head| (head, Lean::Left)), self.terminal.width);
        for gate in &award.gates {
            let mut cells = vec![gate.id().to_string()];
            cells.extend(Case::ALL.map(|case| deadline(gate, case, horizon)));
            cells.extend([slack(gate), standing(gate)]);
            grid.row(cells);
        }
        let text = self.heading("Gates, with their deadlines in each case") + &grid.narrow().into_text();
        certain_misses(award).fold(text, |text, line| text + &wrapped(&line, "  ", "    "))
    }

    fn costs(&self, award: &Award<'a>) -> String {
        let heads: Vec<String> = award.policies.iter().map(|policy| format!("if {}", policy.name)).collect();
        let mut columns = vec![("gate", Lean::Left)];
        columns.extend(heads.iter().map(|head| (head.as_str(), Lean::Left)));
        let mut grid = Grid::new(&columns, self.terminal.width);
        let at_stake = award.gates.iter().filter(|gate| !gate.losses.is_empty());
        for gate in at_stake.clone() {
            let losses = gate.losses.iter().map(|found| loss(self.evaluation, found));
            grid.row([gate.id().to_string()].into_iter().chain(losses).collect());
        }
        if at_stake.count() == 0 { String::new() } else { self.heading("What a miss costs") + &grid.into_text() }
    }

    fn evidence(&self, award: &Award<'a>) -> String {
        let open = award.gates.iter().filter(|gate| matches!(gate.standing, Standing::Open(_)));
        let known = open.filter_map(|gate| gate.gate);
        let lines: String = known
            .map(|gate| {
                let needed = escape_controls(&gate.evidence.join("; ")).into_owned();
                wrapped(&format!("{}: {needed}", gate.id), "  ", "    ")
            })
            .collect();
        if lines.is_empty() { lines } else { self.heading("Evidence needed") + &lines }
    }

    fn paths(&self, award: &Award<'a>) -> String {
        let tables = award.policies.iter().map(|policy| self.paths_of(award, policy));
        tables.collect()
    }

    fn paths_of(&self, award: &Award<'a>, policy: &PolicyOutcomes<'a>) -> String {
        let (paths, remark) = shown_paths(policy);
        let cents = Cents::of(paths.iter().map(|path| path.award));
        let mut columns = vec![("missed", Lean::Left), ("award", Lean::Right)];
        if policy.expected.is_some() {
            columns.push(("probability", Lean::Left));
        }
        let mut grid = Grid::new(&columns, self.terminal.width);
        for path in paths {
            let mut cells = vec![missed(path), amount(path.award, cents)];
            cells.extend(path.probability.as_ref().map(chance));
            grid.row(cells);
        }
        let head = self.heading(&format!("Paths if {}{}", policy.name, own(award, policy)));
        head + &grid.into_text() + &remark.map(|remark| format!("  {remark}\n")).unwrap_or_default()
    }

    fn expected(&self, award: &Award<'a>) -> String {
        let undecided = self.outcomes.acceptance.as_ref().filter(|acceptance| acceptance.basis != Basis::Decision);
        let weighed = undecided.map(|acceptance| {
            format!("times {} ({})", acceptance.probability, basis(acceptance, self.outcomes.funnel.funnel))
        });
        let mut columns = vec![("", Lean::Left), ("if accepted", Lean::Right)];
        columns.extend(weighed.iter().map(|head| (head.as_str(), Lean::Right)));
        let mut grid = Grid::new(&columns, self.terminal.width);
        let mut text = self.heading("Expected award; chances are guesses, a break-even needs none");
        for policy in &award.policies {
            let Some(expected) = &policy.expected else { continue };
            let at_application = policy.expected_at_application.as_ref().filter(|_| undecided.is_some());
            let amounts = [Some(expected), at_application].into_iter().flatten().map(dollars);
            grid.row([policy.name.to_owned()].into_iter().chain(amounts).collect());
        }
        if award.policies.iter().any(|policy| policy.expected.is_some()) {
            text.push_str(&grid.into_text());
        }
        let rest = undecided.map(|acceptance| rejected(self.evaluation, acceptance));
        let lines = to_weigh(award).into_iter().chain(rest);
        lines.fold(text, |text, line| text + &wrapped(&line, "  ", "    "))
    }

    fn balance(&self, award: &Award<'a>, spread: &Spread<'a>) -> String {
        let horizon = &self.evaluation.profile.plan.horizon;
        let heads = PERCENTILES.map(|percentile| format!("p{percentile}"));
        let mut columns = vec![("date", Lean::Left), ("day", Lean::Right)];
        columns.extend(heads.iter().map(|head| (head.as_str(), Lean::Right)));
        let rows: Vec<_> = balance_days(horizon).into_iter().map(|day| (day, spread.on(day))).collect();
        let cents = Cents::of(rows.iter().flat_map(|(_, balances)| *balances));
        let mut grid = Grid::new(&columns, self.terminal.width);
        for (day, balances) in rows {
            let mut cells = vec![horizon.date(day).to_string(), day.to_string()];
            cells.extend(balances.map(|balance| amount(balance, cents)));
            grid.row(cells);
        }
        let own = award.policies.iter().find(|policy| policy.on_miss == award.on_miss);
        let name = own.map_or("", |policy| policy.name);
        self.heading(&format!("Balance if accepted, likely case, {name}: percentiles over the paths"))
            + &grid.into_text()
    }

    fn funnel(&self) -> String {
        let followed = self.outcomes.award.as_ref().ok().map(|award| award.tier);
        let sentences = funnel::sentences(&self.outcomes.funnel, followed);
        let lines = sentences.iter().map(|line| wrapped(&escape_controls(line), "  ", "    "));
        self.heading("Funnel") + &lines.collect::<String>()
    }
}

/// Marks the policy of the plan.
fn own(award: &Award<'_>, policy: &PolicyOutcomes<'_>) -> &'static str {
    if policy.on_miss == award.on_miss { " (this plan)" } else { "" }
}
