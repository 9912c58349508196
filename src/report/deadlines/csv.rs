//! What is due as a table, a row each.

use crate::advice::deadlines::{Agenda, Due};
use crate::report::csv::Csv;

/// The columns.
const COLUMNS: [&str; 16] = [
    "as_of",
    "date",
    "days_left",
    "kind",
    "id",
    "what",
    "at_risk",
    "if_accepted",
    "assumed",
    "why",
    "evidence",
    "company",
    "company_id",
    "partner",
    "ace_opportunity",
    "path",
];

/// The table, a header first.
#[must_use]
pub fn table(agenda: &Agenda<'_>) -> String {
    let mut csv = Csv::new(&COLUMNS);
    agenda.worst_first().into_iter().for_each(|due| row(&mut csv, agenda, due));
    csv.into_text()
}

fn row(csv: &mut Csv, agenda: &Agenda<'_>, Due { company, deadline }: &Due) {
    let truth = |truth| if truth { "true" } else { "false" };
    csv.date(agenda.today);
    csv.date(deadline.date);
    csv.day(deadline.days_left);
    csv.word(deadline.kind.name());
    csv.text(&deadline.id);
    csv.text(&deadline.what);
    csv.optional(deadline.at_risk, Csv::usd);
    csv.word(truth(deadline.is_conditional));
    csv.word(truth(deadline.is_assumed));
    csv.text(&deadline.why);
    csv.text(&agenda.evidence(deadline).join("; "));
    csv.text(&company.name);
    for text in [&company.id, &company.partner, &company.ace_opportunity] {
        csv.optional(text.as_deref(), Csv::text);
    }
    csv.text(&company.path);
    csv.end_row();
}
