//! What the answers rest on: findings and grants.

use super::Page;
use crate::band::{Band, Case};
use crate::evaluation::Outcome;
use crate::money::{Cents, Usd, dollars};
use crate::program::Bound;
use crate::report::Part;
use crate::report::grid::{Grid, Lean};
use crate::scoring::{Finding, Key, Note, Status};
use crate::timeline::{Assumed, Grant};

/// The most grants in the default text.
const MOST_GRANTS: usize = 12;

impl Page<'_, '_> {
    /// Screening, the tier that is assigned and the one above.
    pub(super) fn findings(&self) -> String {
        let assessment = &self.evaluation.assessment;
        let columns = ["status", "rule", "needed", "found, or the missing key"].map(|name| (name, Lean::Left));
        let mut grid = Grid::new(&columns, self.terminal.width);
        let mut add = |group: &str, finding: &Finding<'_>| {
            let signal = finding.requirement.signal;
            let star = if finding.is_assumed() { "*" } else { "" };
            let found = match finding.status {
                Status::Unknown => first_of(&finding.missing),
                Status::Met | Status::Unmet => format!("{}{star}", finding.found()),
            };
            let needed = match finding.requirement.bound {
                Bound::AtLeast(level) => format!("≥ {level}"),
                Bound::AtMost(level) => format!("≤ {level}"),
            };
            grid.row(vec![finding.status.name().to_owned(), format!("{group}.{signal}"), needed, found]);
        };
        assessment.screening.findings.iter().for_each(|finding| add("screening", finding));
        let shown = [self.tier_above(), assessment.tier.assigned];
        for found in &assessment.tier.findings {
            if shown.iter().flatten().any(|tier| tier.id == found.tier.id) {
                add(found.tier.id.as_str(), &found.finding);
            }
        }
        let text = self.heading("Findings") + &grid.into_text();
        let findings = assessment.tier.findings.iter().map(|found| &found.finding);
        let mut notes: Vec<Note<'_>> = Vec::new();
        for note in assessment.screening.findings.iter().chain(findings).filter_map(|finding| finding.note) {
            if !notes.contains(&note) {
                notes.push(note);
            }
        }
        notes.into_iter().fold(text, |text, note| text + &crate::report::grid::wrapped(&note.to_string(), "  ", "  "))
    }

    pub(super) fn grants(&self) -> String {
        let grants = &self.evaluation.timeline.grants;
        if grants.is_empty() {
            return self.heading("Grants") + "  none\n";
        }
        let case = self.lead_case();
        let is_all = self.view.cases.len() > 1;
        let used = |grant: &Grant<'_>| self.evaluation.positions(Outcome::Accepted).get(case).grant_use(&grant.id);
        let cents = Cents::of(grants.iter().flat_map(|grant| Case::ALL.map(|case| *grant.amount.get(case))));
        let left_cents = Cents::of(grants.iter().map(|grant| used(grant).left));
        let columns = [
            ("grant", Lean::Left),
            ("amount $", Lean::Right),
            ("issued", Lean::Left),
            ("day", Lean::Right),
            ("range", Lean::Left),
            ("gate", Lean::Left),
            ("left $", Lean::Right),
        ];
        let mut grid = Grid::new(&columns, self.terminal.width).narrow();
        let last = self.evaluation.profile.plan.horizon.last();
        let most = if self.view.part == Some(Part::Grants) { grants.len() } else { MOST_GRANTS };
        for grant in grants.iter().take(most) {
            let star = |field| if grant.assumes(field) { "*" } else { "" };
            let amount = if is_all {
                band(grant.amount, |amount| bare(amount, cents))
            } else {
                bare(*grant.amount.get(case), cents)
            };
            let (issued, day, left) = match grant.life.get(case) {
                Some(life) => {
                    let date = self.evaluation.profile.plan.horizon.date(life.issued);
                    (
                        format!("{date}{}", star(Assumed::Issued)),
                        life.issued.to_string(),
                        bare(used(grant).left, left_cents),
                    )
                }
                None => ("forfeited".to_owned(), String::new(), String::new()),
            };
            let gate = grant.gate().map(ToString::to_string).unwrap_or_default();
            let amount = format!("{amount}{}", star(Assumed::Amount));
            grid.row(vec![grant.id.to_string(), amount, issued, day, days(grant), gate, left]);
        }
        let is_assumed = grants.iter().any(|grant| grant.assumes(Assumed::ExpiresOn));
        let assumed = if is_assumed { "; their last days are assumed*" } else { "" };
        let mut text = self.heading(&format!("Grants, {case} case; left on day {last}{assumed}")) + &grid.into_text();
        let more = grants.len().saturating_sub(most);
        if more > 0 {
            text.push_str(&format!("  … and {more} more: --view grants\n"));
        }
        text
    }
}

/// An amount without its sign, for columns that carry it in their head.
fn bare(amount: Usd, cents: Cents) -> String {
    dollars(amount, cents).replace('$', "")
}

/// The first missing key, and how many more there are.
fn first_of(missing: &[Key]) -> String {
    match missing {
        [] => String::new(),
        [only] => only.to_string(),
        [first, rest @ ..] => format!("{first} +{}", rest.len()),
    }
}

/// The days of issue in the best and the cautious case, where they differ.
fn days(grant: &Grant<'_>) -> String {
    let day = |case: Case| grant.life.get(case).map_or_else(|| "never".to_owned(), |life| life.issued.to_string());
    let (best, cautious) = (day(Case::Best), day(Case::Cautious));
    if best == cautious { String::new() } else { format!("{best}-{cautious}") }
}

/// The three values with slashes between, or one where they agree.
fn band<T: Copy + PartialEq>(band: Band<T>, show: impl Fn(T) -> String) -> String {
    if band.is_same() { show(band.likely) } else { [band.cautious, band.likely, band.best].map(show).join(" / ") }
}
