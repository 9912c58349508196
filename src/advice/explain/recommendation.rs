//! What the recommendation asks, question by question, up to the one that decides (L47, L48).

use crate::evaluation::Evaluation;
use crate::profile::Decision;
use crate::program::{Citation, Value};
use crate::scoring::{Action, Answer};

/// One question of the recommendation.
#[derive(Debug)]
pub struct Question<'a> {
    /// What is asked.
    pub asks: String,
    /// What is found.
    pub found: String,
    /// What to do where the answer is yes.
    pub action: Action,
    /// True where it is yes: the question that decides.
    pub decides: bool,
    /// The value of the program that it turns on.
    pub citation: Option<&'a Citation>,
}

/// The questions in order; the last one decides.
pub fn walk<'a>(evaluation: &Evaluation<'a>) -> Vec<Question<'a>> {
    let mut questions = Vec::new();
    for question in all(evaluation) {
        let decides = question.decides;
        questions.push(question);
        if decides {
            break;
        }
    }
    questions
}

/// Every question, as [`crate::scoring`] asks them; a test holds the two together.
fn all<'a>(evaluation: &Evaluation<'a>) -> Vec<Question<'a>> {
    let Evaluation { profile, program, assessment, .. } = evaluation;
    let rules = &program.recommendation;
    let question = |asks: &str, found: &str, action, decides| Question {
        asks: asks.to_owned(),
        found: found.to_owned(),
        action,
        decides,
        citation: None,
    };
    let decision = profile.actuals.decision.as_ref();
    let (is_accepted, is_rejected) =
        (matches!(decision, Some(Decision::Accepted { .. })), matches!(decision, Some(Decision::Rejected { .. })));
    let decided = decision.map_or_else(
        || "no decision yet".to_owned(),
        |decision| format!("{} on {}", if is_accepted { "accepted" } else { "rejected" }, decision.decided()),
    );
    let (stage, from) = (profile.company.stage, rules.edp_stage.value);
    let eligible = assessment.screening.eligible;
    let applies = if profile.plan.accelerator { "the plan applies" } else { "plan.accelerator is false" };
    vec![
        question("has the accelerator accepted?", &decided, Action::Execute, is_accepted),
        Question {
            citation: Some(&rules.edp_stage.citation),
            ..question(&format!("is the stage {from} or later?"), stage.name(), Action::Edp, stage >= from)
        },
        question(
            "does screening fail?",
            &format!("eligible: {}", eligible.name()),
            Action::StandardStack,
            eligible == Answer::No,
        ),
        question("has the accelerator rejected?", &decided, Action::StandardStack, is_rejected),
        question("does the plan leave it out?", applies, Action::StandardStack, !profile.plan.accelerator),
        question(
            "are facts missing for screening?",
            &format!("eligible: {}", eligible.name()),
            Action::CompleteProfile,
            eligible == Answer::Unknown,
        ),
        stays(evaluation),
        question("does nothing speak against it?", "every screening rule is met", Action::Pursue, true),
    ]
}

/// Whether the team would leave the committed service too early.
fn stays<'a>(evaluation: &Evaluation<'a>) -> Question<'a> {
    let rule = &evaluation.program.recommendation.primary_months;
    let service = &evaluation.program.signals.commitment.committed_service.value;
    let months = evaluation.profile.bedrock.primary_for_months;
    Question {
        asks: format!("would the team stay on {service} for fewer than {} months?", Value::Count(rule.value)),
        found: months.map_or_else(|| "not stated, taken as long enough".to_owned(), |months| months.to_string()),
        action: Action::StandardStack,
        decides: months.is_some_and(|months| months < rule.value),
        citation: Some(&rule.citation),
    }
}
