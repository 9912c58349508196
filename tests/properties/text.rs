//! The same profile in other words.

use super::runner::{Sample, Verdict, for_each, for_each_file, with_evaluation};
use super::written::Written;
use crate::model::calendar::date_at;
use crate::model::profile::{Decision, Expected, Milestone, Profile};
use crate::model::{Form, Service};
use proptest::prelude::*;
use stackplan::band::Case;
use stackplan::diagnostic::Code;
use stackplan::document::Input;
use stackplan::evaluation::Evaluation;
use stackplan::report::json::{self, Layout};
use stackplan::report::{Every, View};

/// Everything that an evaluation says, but for the fingerprint of the file.
fn answer(evaluation: &Evaluation<'_>) -> String {
    let view = View { cases: Case::ALL.to_vec(), every: Some(Every::Month), ..View::all(evaluation) };
    json::evaluation(evaluation, &view, Layout::Lines).replace(&evaluation.profile.sha256(), "")
}

/// What a file answers, or the codes for which it is refused.
type Answer = Result<String, Vec<Code>>;

fn answer_of(input: &Input) -> Answer {
    with_evaluation(input, |found| match found {
        Ok(evaluation) => Ok(answer(evaluation)),
        Err(diagnostics) => Err(diagnostics.iter().map(|one| one.code).collect()),
    })
}

/// Fails with the first line that differs.
fn agree(found: &Answer, wanted: &Answer, what: &str) -> Verdict {
    if let (Ok(found), Ok(wanted)) = (found, wanted) {
        for (found, wanted) in found.lines().zip(wanted.lines()) {
            prop_assert_eq!(found, wanted, "{}", what);
        }
    }
    prop_assert!(found == wanted, "{what}: {:?}, expected {:?}", found.as_ref().err(), wanted.as_ref().err());
    Ok(())
}

/// Tables and keys in another order, dotted keys for headers, quotes and underscores: the answer is the same.
#[test]
fn the_order_of_keys_and_the_way_they_are_written_change_no_answer() {
    for_each("order of keys", Sample { cases: 300, longest: 600 }, |written, evaluation| {
        let plain = Written { hand: 0, ..written.clone() };
        let other = Written { hand: written.hand.rotate_left(17) | 1, ..written.clone() };
        prop_assert_ne!(plain.text(), other.text());
        let wanted = answer(evaluation);
        for text in [plain.text(), other.text()] {
            agree(&answer_of(&Input::new("generated", text)), &Ok(wanted.clone()), "in other words")?;
        }
        Ok(())
    });
}

/// The entries of `[[credits]]` are listed in file order, and that is all their order does.
#[test]
fn the_order_of_held_credits_changes_no_amount() {
    for_each("order of credits", Sample { cases: 300, longest: 600 }, |written, evaluation| {
        let mut turned = written.clone();
        turned.profile.held.reverse();
        with_evaluation(&Input::new("generated", turned.text()), |found| {
            let Ok(other) = found else { return Err(TestCaseError::fail("the turned profile is refused")) };
            for case in Case::ALL {
                let (here, there) = (evaluation.accepted.get(case), other.accepted.get(case));
                prop_assert!(here.rows().eq(there.rows()) && here.bills() == there.bills());
                for grant in &evaluation.timeline.grants {
                    prop_assert_eq!(here.grant_use(&grant.id), there.grant_use(&grant.id));
                }
            }
            Ok(())
        })
    });
}

/// `--set KEY=VALUE` answers what the file with that value in it answers, and refuses what it refuses.
#[test]
fn an_edit_by_argument_is_an_edit_of_the_file() {
    for_each_file("edits", Sample { cases: 250, longest: 600 }, |written| {
        let edits = edits(&written.profile);
        for turn in 0..5_usize {
            let place = (written.hand as usize).wrapping_add(turn * 7) % edits.len();
            let (argument, edited) = &edits[place];
            let by_argument = Input::new("generated", written.text()).with_set("--set", argument);
            let in_file = Input::new("generated", Written { profile: edited.clone(), hand: written.hand }.text());
            agree(&answer_of(&by_argument), &answer_of(&in_file), argument)?;
        }
        Ok(())
    });
}

/// `--unset KEY` answers what the file without that key answers.
#[test]
fn a_key_taken_out_by_argument_is_a_key_taken_out_of_the_file() {
    for_each_file("unset", Sample { cases: 150, longest: 400 }, |written| {
        let mut without = [written.profile.clone(), written.profile.clone(), written.profile.clone()];
        without[0].company.product = None;
        without[1].plan.horizon = None;
        without[2].milestones.clear();
        for (key, edited) in ["company.product", "plan.horizon_days", "milestones"].into_iter().zip(without) {
            let by_argument = Input::new("generated", written.text()).with_unset("--unset", key);
            let in_file = Input::new("generated", Written { profile: edited, hand: written.hand }.text());
            agree(&answer_of(&by_argument), &answer_of(&in_file), key)?;
        }
        Ok(())
    });
}

/// Arguments of `--set` that fit the profile, each with the profile that it makes.
fn edits(profile: &Profile) -> Vec<(String, Profile)> {
    let mut edits = Vec::new();
    let mut edit = |argument: &str, change: &dyn Fn(&mut Profile)| {
        let mut edited = profile.clone();
        change(&mut edited);
        edits.push((argument.to_owned(), edited));
    };
    edit("company.stage=seed", &|p| p.company.stage = "seed");
    edit("company.product=\"ai-first\"", &|p| p.company.product = Some("ai-first"));
    edit("company.ai_ml_credibility=true", &|p| p.company.credible_team = Some(true));
    edit("funding.backers=[\"NEA\", 'Ferry']", &|p| p.company.backers = Some(vec!["NEA", "Ferry"]));
    edit("funding.prior_activate_credits=1_000.50", &|p| p.company.prior_credits = Some(100_050));
    edit("traction.mrr=50000.01", &|p| p.traction.mrr = Some(vec![5_000_001]));
    edit("traction.monthly_active_users=\"10_000\"", &|p| p.traction.users = Some(10_000));
    edit("traction.other_validation=words", &|p| p.traction.other_validation = Some("words"));
    edit("bedrock.commitment=partial", &|p| p.bedrock.commitment = Some("partial"));
    edit("bedrock.poc = \"production\"", &|p| p.bedrock.poc = Some("production"));
    edit("plan.horizon_days=200", &|p| p.plan.horizon = Some(200));
    edit("plan.accelerator=false", &|p| p.plan.accelerator = Some(false));
    edit("plan.anthropic=true", &|p| p.plan.anthropic = Some(true));
    edit("plan.stack=[\"build\"]", &|p| p.plan.stack = Some(vec!["build"]));
    edit("offer.tranches=3", &|p| p.offer.tranches = Some(3));
    edit("offer.on_miss=tranche-only", &|p| p.offer.on_miss = Some("tranche-only"));
    edit("offer.bedrock_poc_award=\"30_000\"", &|p| p.offer.poc_award = Some(3_000_000));
    edit("milestones.poc.expected=61", &|p| expect(p, "poc", Expected::AfterAcceptance(61)));
    let (year, month, day) = date_at(profile.plan.start, 200);
    let date = format!("{year:04}-{month:02}-{day:02}");
    edit(&format!("milestones.case-study.expected={date}"), &|p| expect(p, "case-study", Expected::On(200)));
    edit(&format!("plan.stack_filed='{date}'"), &|p| p.plan.stack_filed = Some(200));
    edit("spend.storage={ provider = \"aws\", monthly = [1, 2.5] }", &|p| {
        let (name, provider) = ("storage".to_owned(), "aws".to_owned());
        p.services.push(Service { name, provider, form: Form::Monthly(vec![100, 250]) });
    });
    for (place, service) in profile.services.iter().enumerate() {
        if let Form::Constant(_) = service.form {
            let argument = format!("spend.{}.current=166.33", service.name);
            edit(&argument, &|p| p.services[place].form = Form::Constant(16_633));
        }
    }
    for place in 0..profile.held.len() {
        edit(&format!("credits.{place}.remaining=12.3"), &|p| p.held[place].remaining = 1_230);
    }
    if let Decision::Accepted { .. } = profile.decision {
        edit("actuals.tier=median", &|p| {
            if let Decision::Accepted { tier, .. } = &mut p.decision {
                *tier = Some("median");
            }
        });
    }
    edits
}

fn expect(profile: &mut Profile, gate: &'static str, expected: Expected) {
    match profile.milestones.iter_mut().find(|(id, _)| *id == gate) {
        Some((_, milestone)) => milestone.expected = Some(expected),
        None => profile.milestones.push((gate, Milestone { expected: Some(expected), probability: None })),
    }
}
