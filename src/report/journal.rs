//! The position of one case as bookkeeping: every grant, use, payment and lapse as a balanced entry.

mod beancount;
mod entries;
mod hledger;

use crate::band::Case;
use crate::evaluation::{Evaluation, Outcome};
use crate::position::Ledger;
use crate::text::escape_controls;
use crate::timeline::{Assumed, Status};

/// The journal of one case in the form that hledger and Ledger read.
#[must_use]
pub fn hledger(evaluation: &Evaluation<'_>, case: Case) -> String {
    hledger::file(evaluation, case)
}

/// The journal of one case in the form that Beancount reads.
#[must_use]
pub fn beancount(evaluation: &Evaluation<'_>, case: Case) -> String {
    beancount::file(evaluation, case)
}

/// What both forms open with, a line each, harmless in a comment of one line.
fn header(evaluation: &Evaluation<'_>, case: Case) -> Vec<String> {
    let Evaluation { profile, program, timeline, .. } = evaluation;
    let horizon = &profile.plan.horizon;
    let is_open = timeline.grants.iter().any(|grant| grant.is_tranche() && *grant.status.get(case) == Status::Planned);
    let award = match (is_open, &profile.actuals.decision) {
        (true, None) => ", if the accelerator accepts and its gates go as planned",
        (true, Some(_)) => ", if its gates go as planned",
        (false, _) => "",
    };
    let mut lines = vec![
        format!("Credits of {}, {case} case{award}", profile.company.name),
        format!("Day 0 is {}, day {} is {}", horizon.start(), horizon.last(), horizon.date(horizon.last())),
        format!("Made by stackplan {}, rules {} {}", env!("CARGO_PKG_VERSION"), program.id, program.version),
        format!("The rules are those of {}: {}", program.source.publisher, program.source.standing),
    ];
    let providers: Vec<&str> = ledgers(evaluation, case).map(|ledger| ledger.provider.as_str()).collect();
    if !providers.is_empty() {
        lines.push(format!("Credits pay the bills of their own provider only: {}", providers.join(", ")));
    }
    let fields = [Assumed::Amount, Assumed::Issued, Assumed::Usable, Assumed::ExpiresOn, Assumed::Covers];
    for field in fields {
        let shown = timeline.grants.iter().filter(|grant| grant.assumes(field) && grant.credit(case).is_some());
        let grants: Vec<&str> = shown.map(|grant| grant.id.as_str()).collect();
        if !grants.is_empty() {
            lines.push(format!("Assumed, no line of the source states it: {} of {}", field.name(), grants.join(", ")));
        }
    }
    lines.iter().map(|line| escape_controls(line).into_owned()).collect()
}

/// The ledgers of the plan, a provider each.
fn ledgers<'e, 'a>(evaluation: &'e Evaluation<'a>, case: Case) -> impl Iterator<Item = &'e Ledger<'a>> {
    evaluation.positions(Outcome::Accepted).get(case).ledgers.iter().map(AsRef::as_ref)
}
