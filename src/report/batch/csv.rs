//! A flat row a company, or the rows of one view with the company in front.

use crate::band::Case;
use crate::diagnostic::Diagnostics;
use crate::evaluation::{Evaluation, Outcome};
use crate::position::Amounts;
use crate::report::csv::{Csv, header, rows as write_rows};
use crate::report::{Every, Part, Place, View};

/// What every row begins with.
const IDENTITY: [&str; 4] = ["path", "line", "company", "id"];
/// The columns of a flat row between those and the amounts.
const FACTS: [&str; 8] = ["partner", "stage", "start", "eligible", "action", "tier_assigned", "tier_possible", "award"];
/// The first bill of each case.
const FIRST_BILL: [&str; 3] = ["first_bill_day", "first_bill_date", "first_bill"];
/// What every row ends with.
const ERROR: &str = "error";
/// The two plans of equal rank, and what the columns of each begin with.
const OUTCOMES: [(Outcome, &str); 2] = [(Outcome::Accepted, ""), (Outcome::NotAccepted, "without_")];

/// The header.
pub fn opening(part: Option<Part>, every: Option<Every>) -> String {
    let mut names: Vec<String> = IDENTITY.map(str::to_owned).to_vec();
    match part {
        Some(part) => names.extend(header(part, every.unwrap_or(Every::Day)).into_iter().map(str::to_owned)),
        None => {
            names.extend(FACTS.map(str::to_owned));
            for (_, prefix) in OUTCOMES {
                names.extend(
                    Case::ALL.iter().flat_map(|case| Amounts::NAMES.map(|name| format!("{prefix}{name}_{case}"))),
                );
            }
            names.extend(Case::ALL.iter().flat_map(|case| FIRST_BILL.map(|name| format!("{name}_{case}"))));
            names.extend(["warnings", "missing"].map(str::to_owned));
        }
    }
    names.push(ERROR.to_owned());
    format!("{}\n", names.join(","))
}

/// The flat row of a company.
pub fn row(text: &mut String, place: &Place<'_>, evaluation: &Evaluation<'_>) {
    append(text, |csv| {
        identity(csv, place, evaluation);
        facts(csv, evaluation);
        for (outcome, _) in OUTCOMES {
            for (_, position) in evaluation.positions(outcome).iter() {
                position.totals().each().into_iter().for_each(|amount| csv.usd(amount));
            }
        }
        for case in Case::ALL {
            let bill = evaluation.first_bill(Outcome::Accepted, case);
            csv.optional(bill, |csv, (day, _)| csv.day(day));
            csv.optional(bill, |csv, (day, _)| csv.date(evaluation.profile.plan.horizon.date(day)));
            csv.optional(bill, |csv, (_, amount)| csv.usd(amount));
        }
        let warnings: Vec<&str> = evaluation.timeline.warnings.iter().map(|warning| warning.code.name()).collect();
        csv.text(&warnings.join(";"));
        csv.text(&evaluation.assessment.missing_keys().join(";"));
        csv.nothing();
        csv.end_row();
    });
}

/// The cells that every row begins with.
fn identity(csv: &mut Csv, place: &Place<'_>, evaluation: &Evaluation<'_>) {
    let company = &evaluation.profile.company;
    csv.text(place.path);
    csv.optional(place.line, Csv::size);
    csv.text(&company.name);
    csv.text(company.id.as_deref().unwrap_or_default());
}

fn facts(csv: &mut Csv, evaluation: &Evaluation<'_>) {
    let Evaluation { profile, assessment, .. } = evaluation;
    csv.text(profile.partner.as_ref().and_then(|partner| partner.name.as_deref()).unwrap_or_default());
    csv.word(profile.company.stage.name());
    csv.date(profile.plan.horizon.start());
    csv.word(assessment.screening.eligible.name());
    csv.word(assessment.recommendation.action.name());
    csv.optional(assessment.tier.assigned, |csv, tier| csv.text(tier.id.as_str()));
    csv.optional(assessment.tier.possible, |csv, tier| csv.text(tier.id.as_str()));
    csv.optional(assessment.award(), Csv::usd);
}

/// Writes rows behind `text`.
fn append(text: &mut String, write: impl FnOnce(&mut Csv)) {
    let mut csv = Csv::after(std::mem::take(text));
    write(&mut csv);
    *text = csv.into_text();
}

/// The rows of one view.
pub fn rows(text: &mut String, place: &Place<'_>, evaluation: &Evaluation<'_>, view: &View) {
    let mut front = String::new();
    append(&mut front, |csv| identity(csv, place, evaluation));
    let mut csv = Csv::framed(std::mem::take(text), front);
    write_rows(&mut csv, evaluation, view);
    *text = csv.into_text();
}

/// The row of a profile that is not valid.
pub fn failure(
    text: &mut String,
    place: &Place<'_>,
    diagnostics: &Diagnostics,
    part: Option<Part>,
    every: Option<Every>,
) {
    let columns = opening(part, every).matches(',').count();
    let said = diagnostics.iter().map(|one| {
        let (file, line, column) = diagnostics.place(one);
        let wanted = if one.wanted.is_empty() { String::new() } else { format!(": {}", one.wanted) };
        format!("{}: {}{wanted} ({file}:{line}:{column})", one.code, one.message)
    });
    let said: Vec<String> = said.collect();
    append(text, |csv| {
        csv.text(place.path);
        csv.optional(place.line, Csv::size);
        (2..columns).for_each(|_| csv.nothing());
        csv.text(&said.join("; "));
        csv.end_row();
    });
}
