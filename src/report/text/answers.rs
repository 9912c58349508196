//! The first screen: verdict, tier, the two outcomes side by side, the next dates.

use super::Page;
use crate::band::Case;
use crate::evaluation::Outcome;
use crate::money::alone;
use crate::program::Tier;
use crate::report::answers::{answers, columns, next_dates, next_tier, standing, tier, tier_above, verdict};
use crate::report::grid::{Grid, Lean, wrapped};

/// The label column of the verdict.
const LABEL: &str = "           ";

impl Page<'_, '_> {
    pub(super) fn answers(&self) -> String {
        let mut text = String::new();
        let mut line = |label: &str, what: &str| text.push_str(&wrapped(what, &format!("{label:<11}"), LABEL));
        line("Verdict", &verdict(self.evaluation));
        line("Tier", &tier(self.evaluation));
        line("Next tier", &next_tier(self.evaluation));
        text.push('\n');
        text.push_str(&self.outcomes());
        text.push('\n');
        text.push_str(&self.next_dates());
        text
    }

    /// The lowest tier above the assigned one.
    pub(super) fn tier_above(&self) -> Option<&Tier> {
        tier_above(self.evaluation)
    }

    /// The two outcomes in columns of equal rank; the cases in columns where more than one is shown.
    fn outcomes(&self) -> String {
        let columns = columns(self.evaluation);
        if let [case] = self.view.cases.as_slice() {
            let standing = standing(self.evaluation).map(|standing| format!("; {standing}")).unwrap_or_default();
            let head = self.heading(&format!("The {case} case{standing}"));
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
        let mut heads = vec![("", Lean::Left)];
        heads.extend(columns.iter().map(|(name, ..)| (*name, Lean::Left)));
        let mut grid = Grid::new(&heads, self.terminal.width).narrow();
        let mut rows: Vec<Vec<String>> = Vec::new();
        for (_, outcome, case) in columns {
            for (at, (label, answer)) in answers(self.evaluation, *outcome, *case, &alone).into_iter().enumerate() {
                match rows.get_mut(at) {
                    Some(cells) => cells.push(answer),
                    None => rows.push(vec![label, answer]),
                }
            }
        }
        rows.into_iter().for_each(|cells| grid.row(cells));
        grid.into_text()
    }

    /// The next dates: after the last thing that has happened, or from day 0 on.
    fn next_dates(&self) -> String {
        let horizon = &self.evaluation.profile.plan.horizon;
        let mut text = self.heading("Next dates");
        for (day, what) in next_dates(self.evaluation, self.lead_case()) {
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
