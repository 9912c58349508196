//! The projected spend: its basis, and the least amounts that carry it.

use super::bench::Base;
use super::facts::{Answer, Fact, Place};
use super::words::{difference, either, quoted};
use crate::id::ProviderId;
use crate::money::{Usd, alone};
use crate::profile::{ServiceSpend, SpendForm};
use crate::program::Projection;
use crate::signal::{Level, Signal};
use crate::spend::Service;

const SIGNAL: Signal = Signal::Projection;
/// The least spend that there is.
const CENT: Usd = Usd::from_cents(1);

/// The key of a service's spend.
pub fn key(service: &str) -> String {
    format!("spend.{service}")
}

/// The fact of the projected service's spend.
pub fn fact(base: &Base<'_>) -> Fact {
    let rules = &base.bench.program.signals.projection;
    let service = &rules.service.value;
    let spend = base.profile.spend.iter().find(|spend| spend.id == *service);
    let amounts = base.services.iter().find(|found| found.id == service);
    let written =
        Written { base, rules, spend, totals: amounts.map(|amounts| Totals::of(rules, |month| amounts.month(month))) };
    let level = spend.map(|_| base.reading(SIGNAL).proved);
    let answers = SIGNAL.choices().into_iter().filter_map(|(_, answer)| written.answer(level, answer)).collect();
    Fact { answers, ..Fact::new(base, SIGNAL, key(service.as_str()), written.found()) }
}

/// The table of a service's spend, as a value that replaces the whole of what is written.
pub fn table(provider: Option<&ProviderId>, basis: Option<&str>, amounts: &[(&str, String)]) -> String {
    let texts = [("provider", provider.map(ProviderId::as_str)), ("basis", basis)];
    let texts = texts.into_iter().filter_map(|(key, text)| Some(format!("{key} = {}", quoted(text?))));
    let amounts = amounts.iter().map(|(key, amount)| format!("{key} = {amount}"));
    format!("{{ {} }}", texts.chain(amounts).collect::<Vec<_>>().join(", "))
}

/// What the rules look at in a projection.
#[derive(Clone, Copy)]
struct Totals {
    total: Usd,
    reached: Usd,
    last: Usd,
}

impl Totals {
    fn of(rules: &Projection, month: impl Fn(u32) -> Usd) -> Self {
        let last = rules.months.value;
        Self { total: (1..=last).map(&month).sum(), reached: month(rules.reached_by.value), last: month(last) }
    }

    fn of_form(rules: &Projection, form: &SpendForm) -> Self {
        Self::of(rules, |number| form.month(number).unwrap_or(Usd::LARGEST))
    }

    fn pass(&self, rules: &Projection) -> bool {
        self.total >= rules.total.value && self.reached >= rules.monthly.value && self.last >= self.reached
    }
}

/// The projection as it is written.
struct Written<'w> {
    base: &'w Base<'w>,
    rules: &'w Projection,
    spend: Option<&'w ServiceSpend>,
    totals: Option<Totals>,
}

impl Written<'_> {
    fn found(&self) -> Option<String> {
        let (spend, totals) = (self.spend?, self.totals?);
        let basis = spend.basis.as_deref().unwrap_or("no basis");
        Some(format!("{basis}, {}", self.said(&totals)))
    }

    /// `$1,000,000 over 24 months, $40,000 in month 12, $80,000 in month 24`.
    fn said(&self, totals: &Totals) -> String {
        let (reached_by, months) = (self.rules.reached_by.value, self.rules.months.value);
        let [total, reached, last] = [totals.total, totals.reached, totals.last].map(alone);
        format!("{total} over {months} months, {reached} in month {reached_by}, {last} in month {months}")
    }

    fn has_spend(&self) -> bool {
        self.totals.is_some_and(|totals| !totals.total.is_zero())
    }

    /// The basis that is written, where it documents a projection.
    fn own_basis(&self) -> Option<&str> {
        let own = self.spend?.basis.as_deref()?;
        self.rules.documented.value.iter().any(|basis| basis == own).then_some(own)
    }

    /// The basis that documents it: its own, else the first that a profile may name.
    fn basis(&self) -> Option<&str> {
        let key = key(self.rules.service.value.as_str());
        let is_taken = |basis: &&String| {
            let set = format!("{key}={}", table(self.provider(), Some(basis), &[("current", CENT.to_string())]));
            self.base.bench.profile([set.as_str()]).is_some()
        };
        self.own_basis().or_else(|| self.rules.documented.value.iter().find(is_taken).map(String::as_str))
    }

    /// The provider, where the table has to name it.
    fn provider(&self) -> Option<&ProviderId> {
        let program = self.base.bench.program;
        match program.provider_of(self.rules.service.value.as_str()) {
            Some(_) => None,
            None => Some(self.spend.map_or(&program.accelerator.provider, |spend| &spend.provider)),
        }
    }

    /// What makes the projection one of `level`; nothing where it is one.
    fn answer(&self, found: Option<Level>, level: Level) -> Option<Answer> {
        let needs_basis_alone = self.totals.is_some_and(|totals| totals.pass(self.rules)) && self.own_basis().is_none();
        let is_between = level > SIGNAL.lowest() && level < SIGNAL.highest();
        // Amounts that pass become the highest level as soon as they have a basis: there is none in between.
        if found == Some(level) || (needs_basis_alone && is_between) {
            return None;
        }
        let is_above = found.map_or(level > SIGNAL.lowest(), |found| level > found);
        let key = key(self.rules.service.value.as_str());
        let whole = |basis, amounts: &[(&str, String)]| format!("{key}={}", table(self.provider(), basis, amounts));
        let current = |amount: Usd| [("current", amount.to_string())];
        let (set, needed, gap) = if level == SIGNAL.lowest() {
            (whole(None, &current(Usd::ZERO)), "no spend".to_owned(), None)
        } else if level == SIGNAL.highest() {
            self.platform(&key)?
        } else if level.rank() == SIGNAL.lowest().rank().saturating_add(1) {
            (whole(None, &current(CENT)), "any spend".to_owned(), None)
        } else if is_above && self.has_spend() {
            (format!("{key}.basis={}", self.basis()?), self.bases(), self.basis_gap())
        } else {
            let needed = format!("any spend, on the basis {}", self.bases());
            (whole(Some(self.basis()?), &current(CENT)), needed, None)
        };
        let place = if is_above { Place::Above } else { Place::Below };
        let gap = gap.filter(|_| found.is_some());
        Some(Answer { place, phrase: format!("{SIGNAL} {level}"), needed, gap, set: vec![set] })
    }

    /// The bases that document a projection, in words.
    fn bases(&self) -> String {
        either(&self.rules.documented.value)
    }

    /// The least that makes a platform-defining projection: the basis alone where the amounts are there.
    fn platform(&self, key: &str) -> Option<(String, String, Option<String>)> {
        let basis = self.basis()?;
        if self.totals.is_some_and(|totals| totals.pass(self.rules)) {
            return Some((format!("{key}.basis={basis}"), self.bases(), self.basis_gap()));
        }
        let form = self.least_lines()?;
        let totals = Totals::of_form(self.rules, &form);
        let SpendForm::Lines { current, month_12, month_24 } = &form else { return None };
        let amounts = [("current", Some(*current)), ("month_12", Some(*month_12)), ("month_24", *month_24)];
        let amounts: Vec<_> =
            amounts.into_iter().filter_map(|(key, amount)| Some((key, amount?.to_string()))).collect();
        let set = format!("{key}={}", table(self.provider(), Some(basis), &amounts));
        Some((set, format!("{}, {}", self.bases(), self.said(&totals)), self.gap(&totals)))
    }

    /// What lacks to amounts that pass, and the basis where it lacks.
    fn gap(&self, least: &Totals) -> Option<String> {
        let found = self.totals?;
        let (reached_by, months) = (self.rules.reached_by.value, self.rules.months.value);
        let amounts = [
            (found.total, least.total, format!("over {months} months")),
            (found.reached, least.reached, format!("in month {reached_by}")),
            (found.last, least.last, format!("in month {months}")),
        ];
        let lacking = amounts.into_iter().filter(|(found, least, _)| found != least);
        let mut gaps: Vec<String> =
            lacking.map(|(found, least, when)| format!("{} {when}", difference(found, least))).collect();
        gaps.extend(self.basis_gap());
        Some(gaps.join(", "))
    }

    /// The way to a basis that documents the projection: `basis from estimate to growth-model`.
    fn basis_gap(&self) -> Option<String> {
        let found = self.spend?.basis.as_deref().unwrap_or("none");
        let needed = self.basis().filter(|_| self.own_basis().is_none())?;
        Some(format!("basis from {found} to {needed}"))
    }

    /// Straight lines from what is written now: the least month 12 that reaches the monthly figure, then the least
    /// month 24 that reaches the total, neither below what is written. Exact to the cent.
    fn least_lines(&self) -> Option<SpendForm> {
        let form = self.spend.map(|spend| &spend.form);
        let current = match form {
            None => Usd::ZERO,
            Some(SpendForm::Monthly(values)) => values.first().copied().unwrap_or_default(),
            Some(
                SpendForm::Constant(current) | SpendForm::Lines { current, .. } | SpendForm::Growth { current, .. },
            ) => *current,
        };
        let written = |month: u32| form.map_or(Usd::ZERO, |form| form.month(month).unwrap_or(Usd::LARGEST));
        let (found_12, found_24) = (written(12), written(24));
        let lines = |month_12: Usd, month_24: Usd| {
            let month_24 = Some(month_24).filter(|month_24| *month_24 != month_12);
            SpendForm::Lines { current, month_12, month_24 }
        };
        let of = |month_12: Usd, month_24: Usd| Totals::of_form(self.rules, &lines(month_12, month_24));
        let flat_or_found = |month_12: Usd| month_12.max(found_24);
        let reaches = |month_12| of(month_12, flat_or_found(month_12)).reached >= self.rules.monthly.value;
        let month_12 = least(found_12, reaches)?;
        let passes = |month_24| of(month_12, month_24).pass(self.rules);
        if let Some(month_24) = least(flat_or_found(month_12), passes) {
            return Some(lines(month_12, month_24));
        }
        // A projection that ends by month 12, or a total beyond any month 24: month 12 has to carry it.
        let month_12 = least(month_12, |month_12| of(month_12, flat_or_found(month_12)).pass(self.rules))?;
        Some(lines(month_12, flat_or_found(month_12)))
    }
}

/// The least amount from `from` on that passes, to the cent; what passes at one amount does at each above it.
fn least(from: Usd, passes: impl Fn(Usd) -> bool) -> Option<Usd> {
    let (mut low, mut high) = (from.cents(), Usd::LARGEST.cents());
    if low > high || !passes(Usd::from_cents(high)) {
        return None;
    }
    while low < high {
        let middle = low.midpoint(high);
        if passes(Usd::from_cents(middle)) {
            high = middle;
        } else {
            low = middle.saturating_add(1);
        }
    }
    Some(Usd::from_cents(low))
}

/// The amounts of a service in some months.
pub fn months(service: Option<&Service<'_>>, numbers: &[u32]) -> Vec<Usd> {
    numbers.iter().map(|number| service.map_or(Usd::ZERO, |service| service.month(*number))).collect()
}
