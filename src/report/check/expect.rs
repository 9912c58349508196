//! An evaluation as the `[expect]` that it fulfils.

use crate::advice::check::granted;
use crate::band::Case;
use crate::document::quoted;
use crate::evaluation::Evaluation;

/// The table in TOML. Without a tier it has no `tier`: there is no word for none.
#[must_use]
pub fn expect(evaluation: &Evaluation<'_>) -> String {
    let assessment = &evaluation.assessment;
    let granted = granted(evaluation);
    let amounts = Case::ALL.map(|case| format!("{case} = {}", granted.get(case)));
    let mut lines = vec![
        "[expect]".to_owned(),
        format!("program = {}", quoted(&evaluation.program.version)),
        format!("eligible = {}", quoted(assessment.screening.eligible.name())),
    ];
    lines.extend(assessment.tier.assigned.map(|tier| format!("tier = {}", quoted(tier.id.as_str()))));
    lines.push(format!("granted = {{ {} }}", amounts.join(", ")));
    lines.join("\n") + "\n"
}
