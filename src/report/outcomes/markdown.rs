//! For a pull-request comment.

use super::{
    balance_days, basis, certain_misses, chance, deadline, dollars, funnel, loss, meaning, missed, rejected,
    shown_paths, slack, standing, title, to_weigh,
};
use crate::advice::outcomes::{Award, Basis, Outcomes, PERCENTILES, PolicyOutcomes, Spread};
use crate::band::Case;
use crate::evaluation::Evaluation;
use crate::money::alone;
use crate::report::markdown::{cell, table};

/// The text, with a line break at its end.
#[must_use]
pub fn markdown(evaluation: &Evaluation<'_>, outcomes: &Outcomes<'_>) -> String {
    let name = cell(&evaluation.profile.company.name);
    let mut sections = match &outcomes.award {
        Err(reason) => vec![format!("## {name}: no award\n\nThe plan holds no award: {}.\n", cell(reason))],
        Ok(award) => {
            let title = format!("## {name}: {}\n", title(outcomes, award));
            let mut sections = vec![title, break_even(award), gates(evaluation, award)];
            sections.extend(award.policies.iter().map(paths));
            sections.push(expected(evaluation, outcomes, award));
            sections.extend(award.spread.as_ref().map(|spread| balance(evaluation, spread)));
            sections
        }
    };
    let followed = outcomes.award.as_ref().ok().map(|award| award.tier);
    let lines = funnel::sentences(&outcomes.funnel, followed);
    let lines: Vec<String> = lines.iter().map(|line| format!("- {}\n", cell(line))).collect();
    sections.push(format!("### Funnel\n\n{}", lines.concat()));
    sections.retain(|section| !section.is_empty());
    sections.join("\n")
}

fn break_even(award: &Award<'_>) -> String {
    let Some(below) = award.tier_below else {
        return "### Break-even\n\nNone: it is the smallest award.\n".to_owned();
    };
    let row = |policy: &PolicyOutcomes<'_>| {
        let at = policy.break_even.as_ref().map_or_else(|| "never".to_owned(), ToString::to_string);
        let is_own = if policy.on_miss == award.on_miss { " (this plan)" } else { "" };
        vec![format!("`{}`{is_own}", policy.name), at, meaning(policy.on_miss).to_owned()]
    };
    let rows: Vec<Vec<String>> = award.policies.iter().map(row).collect();
    format!(
        "### Break-even\n\nThe chance needed at each gate for the award to be worth all of {}, {}.\n\n{}",
        below.id,
        alone(below.award.value),
        table(&["policy", ">chance", "meaning"], &rows)
    )
}

fn gates(evaluation: &Evaluation<'_>, award: &Award<'_>) -> String {
    if award.gates.is_empty() {
        return String::new();
    }
    let horizon = &evaluation.profile.plan.horizon;
    let rows: Vec<Vec<String>> = award
        .gates
        .iter()
        .map(|gate| {
            let evidence = gate.gate.map(|gate| gate.evidence.join("; ")).unwrap_or_default();
            let mut cells = vec![format!("`{}`", gate.id())];
            cells.extend(Case::ALL.map(|case| cell(&deadline(gate, case, horizon))));
            cells.extend([slack(gate), standing(gate)]);
            let miss = |name: &str| gate.losses.iter().find(|loss| loss.policy == name);
            cells.extend(
                award
                    .policies
                    .iter()
                    .map(|policy| miss(policy.name).map_or_else(String::new, |found| loss(evaluation, found))),
            );
            cells.push(cell(&evidence));
            cells
        })
        .collect();
    let costs: Vec<String> = award.policies.iter().map(|policy| format!("a miss costs, {}", policy.name)).collect();
    let mut heads = vec!["gate", "deadline, cautious", "likely", "best", ">slack, days", ">chance"];
    heads.extend(costs.iter().map(String::as_str));
    heads.push("evidence");
    let remarks: String = certain_misses(award).map(|line| format!("- {line}\n")).collect();
    format!("### Gates\n\n{}\n- \\* no line of the source states it: assumed\n{remarks}", table(&heads, &rows))
}

fn paths(policy: &PolicyOutcomes<'_>) -> String {
    let (paths, remark) = shown_paths(policy);
    let rows: Vec<Vec<String>> = paths
        .iter()
        .map(|path| {
            let probability = path.probability.as_ref().map_or_else(|| "not stated".to_owned(), chance);
            vec![missed(path), alone(path.award), probability]
        })
        .collect();
    let remark = remark.map(|remark| format!("\n{remark}\n")).unwrap_or_default();
    format!("### Paths, {}\n\n{}{remark}", policy.name, table(&["missed", ">award", ">probability"], &rows))
}

fn expected(evaluation: &Evaluation<'_>, outcomes: &Outcomes<'_>, award: &Award<'_>) -> String {
    let mut lines = Vec::new();
    for policy in &award.policies {
        let Some(expected) = &policy.expected else { continue };
        let mut line = format!("- `{}`: {} if accepted", policy.name, dollars(expected));
        if let (Some(weighed), Some(acceptance)) = (&policy.expected_at_application, &outcomes.acceptance) {
            let why = basis(acceptance, outcomes.funnel.funnel);
            line.push_str(&format!(", times {} ({why}) = {}", acceptance.probability, dollars(weighed)));
        }
        lines.push(line);
    }
    lines.extend(to_weigh(award).map(|what| format!("- {}", cell(&what))));
    let acceptance = outcomes.acceptance.as_ref().filter(|acceptance| acceptance.basis != Basis::Decision);
    lines.extend(acceptance.map(|acceptance| format!("- {}", rejected(evaluation, acceptance))));
    let head = "### Expected award\n\nChances are guesses; a break-even needs none.\n";
    format!("{head}\n{}\n", lines.join("\n"))
}

fn balance(evaluation: &Evaluation<'_>, spread: &Spread<'_>) -> String {
    let horizon = &evaluation.profile.plan.horizon;
    let row = |day| {
        let mut cells = vec![horizon.date(day).to_string(), day.to_string()];
        cells.extend(spread.on(day).map(alone));
        cells
    };
    let rows: Vec<Vec<String>> = balance_days(horizon).into_iter().map(row).collect();
    let heads = PERCENTILES.map(|percentile| format!(">p{percentile}"));
    let heads: Vec<&str> = ["date", ">day"].into_iter().chain(heads.iter().map(String::as_str)).collect();
    format!("### Balance if accepted, likely case\n\n{}", table(&heads, &rows))
}
