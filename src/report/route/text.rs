//! The answer for a person, at 80 columns: the likely case.

use super::words::{ASSUMED, findings, message, switches, tier};
use crate::advice::route::{Plan, Route, Share};
use crate::evaluation::Evaluation;
use crate::id::ProviderId;
use crate::money::{Cents, Usd, dollars};
use crate::report::grid::{Grid, Lean, wrapped};
use crate::report::preface::{change, preface};
use crate::report::text::Terminal;
use crate::text::escape_controls;

/// The label column of the findings.
const LABEL: &str = "            ";

/// The text, with a line break at its end.
#[must_use]
pub fn text(evaluation: &Evaluation<'_>, route: &Route<'_>, terminal: Terminal) -> String {
    let question = format!("{} or {}", route.committed, route.hedging);
    let mut sections = vec![preface(evaluation, &question, terminal)];
    if !route.shares.is_empty() {
        let page = Page { evaluation, route, terminal };
        let line = |(label, what): (&str, String)| wrapped(&escape_controls(&what), &format!("{label:<12}"), LABEL);
        sections.push(findings(route).into_iter().map(line).collect());
        sections.push(page.shares());
        if !route.direct.is_empty() {
            sections.push(page.with_direct());
        }
    }
    if !route.notes.is_empty() {
        let lines = route.notes.iter().map(|note| wrapped(&message(note, route), "  ", "    "));
        sections.push(terminal.heading("Notes") + &lines.collect::<String>());
    }
    let mut text = sections.join("\n");
    if text.contains('*') {
        text.push_str(&format!("\n{ASSUMED}\n"));
    }
    text
}

struct Page<'p, 'a> {
    evaluation: &'p Evaluation<'a>,
    route: &'p Route<'a>,
    terminal: Terminal,
}

impl Page<'_, '_> {
    fn end(&self) -> String {
        let horizon = &self.evaluation.profile.plan.horizon;
        horizon.date(horizon.last()).to_string()
    }

    /// The shares as the plan asks for credits.
    fn shares(&self) -> String {
        let rows: Vec<(&Share<'_>, &Plan<'_>)> = self.route.shares.iter().map(|share| (share, &share.plan)).collect();
        let off = if self.route.direct.is_empty() {
            String::new()
        } else {
            let note = format!("as the plan has it, without {}", switches(self.route));
            wrapped(&note, "  ", "  ")
        };
        let head = format!("The same share every month: likely case, if accepted, by {}", self.end());
        self.terminal.heading(&head) + &self.table(&rows, false) + &off + &self.cents()
    }

    /// The shares with the direct credits asked for.
    fn with_direct(&self) -> String {
        let both = self.route.shares.iter().filter_map(|share| Some((share, share.with_direct.as_ref()?)));
        let rows: Vec<(&Share<'_>, &Plan<'_>)> = both.collect();
        self.terminal.heading(&format!("The same with {}; tier and hedge as above", switches(self.route)))
            + &self.table(&rows, true)
    }

    /// A row a share. The second table leaves out what the first one says, and compares the cash with it.
    fn table(&self, rows: &[(&Share<'_>, &Plan<'_>)], is_second: bool) -> String {
        let end = |plan: &Plan<'_>| plan.worth.accepted.likely;
        let granted = Cents::of(rows.iter().map(|(_, plan)| end(plan).granted));
        let cents = Cents::of(rows.iter().flat_map(|(_, plan)| [end(plan).consumed, end(plan).cash]));
        let pool = hedging_pool(rows);
        let share = format!("{} %", self.route.committed);
        let of_it = pool.as_ref().map(|provider| format!("of it {provider}")).unwrap_or_default();
        let mut columns = vec![(share.as_str(), Lean::Right)];
        if !is_second {
            columns.extend([("tier", Lean::Left), ("hedge", Lean::Left)]);
        }
        columns.push(("granted", Lean::Right));
        columns.extend(pool.as_ref().map(|_| (of_it.as_str(), Lean::Right)));
        columns.extend([("consumed", Lean::Right), ("cash", Lean::Right)]);
        columns.extend(is_second.then_some(("more cash", Lean::Right)));
        let grid = Grid::new(&columns, self.terminal.width);
        let mut grid = if pool.is_some() { grid.narrow() } else { grid };
        for (share, plan) in rows {
            let mut cells = vec![share.percent.plain()];
            if !is_second {
                cells.extend([tier(plan), if plan.hedge.is_some() { "yes" } else { "no" }].map(str::to_owned));
            }
            cells.push(dollars(end(plan).granted, granted));
            cells.extend(pool.as_ref().map(|provider| dollars(granted_by(plan, provider), granted)));
            cells.extend([end(plan).consumed, end(plan).cash].map(|amount| dollars(amount, cents)));
            cells.extend(is_second.then(|| change(end(plan).cash - end(&share.plan).cash, cents)));
            grid.row(cells);
        }
        grid.into_text()
    }

    /// Says why cash may differ by cents where charges do.
    fn cents(&self) -> String {
        let charges = |plan: &Plan<'_>| plan.worth.accepted.likely.charges;
        let own = charges(&self.route.own.plan);
        if self.route.shares.iter().all(|share| charges(&share.plan) == own) {
            return String::new();
        }
        let why = "charges differ by cents from share to share: the days of each service are rounded by themselves";
        wrapped(why, "  ", "  ")
    }
}

/// The second provider, where any of the plans is granted credits from it.
fn hedging_pool(rows: &[(&Share<'_>, &Plan<'_>)]) -> Option<ProviderId> {
    let second = rows.iter().find_map(|(_, plan)| plan.pools.get(1))?.provider.clone();
    rows.iter().any(|(_, plan)| !granted_by(plan, &second).is_zero()).then_some(second)
}

fn granted_by(plan: &Plan<'_>, provider: &ProviderId) -> Usd {
    let pool = plan.pools.iter().find(|pool| pool.provider == *provider);
    pool.map(|pool| pool.amounts.likely.granted).unwrap_or_default()
}
