//! Grants, gates and warnings of one plan, as the naive timeline has them.

use super::Verdict;
use crate::model::profile::Profile;
use crate::model::scoring::score;
use crate::model::timeline::{self, Fate, Life};
use crate::model::{tranches, warnings as naive};
use crate::properties::generate::GATES;
use proptest::prelude::*;
use stackplan::band::Case;
use stackplan::evaluation::Evaluation;
use stackplan::timeline::Grant;

/// The grants.
pub fn grants(profile: &Profile, evaluation: &Evaluation<'_>) -> Verdict {
    let found: Vec<timeline::Grant> = evaluation.timeline.grants.iter().map(plain).collect();
    let wanted = timeline::grants(profile).expect("what evaluates is not refused");
    let ids = |grants: &[timeline::Grant]| grants.iter().map(|grant| grant.id.clone()).collect::<Vec<_>>();
    prop_assert_eq!(ids(&found), ids(&wanted));
    for (found, wanted) in found.iter().zip(&wanted) {
        prop_assert_eq!(found, wanted);
    }
    Ok(())
}

fn plain(grant: &Grant<'_>) -> timeline::Grant {
    let fate = |case: Case| Fate {
        amount: grant.amount.get(case).cents(),
        status: grant.status.get(case).name(),
        life: grant.life.get(case).map(|life| Life {
            issued: i64::from(life.issued.0),
            usable: i64::from(life.usable.0),
            last: i64::from(life.last().0),
        }),
    };
    timeline::Grant {
        id: grant.id.to_string(),
        program: match grant.program {
            "aws-activate" => "aws-activate",
            "generative-ai-accelerator" => "generative-ai-accelerator",
            "anthropic-startups" => "anthropic-startups",
            "held" => "held",
            other => panic!("a program of its own: {other}"),
        },
        provider: grant.provider.to_string(),
        gate: grant.gate().and_then(|gate| GATES.into_iter().find(|known| *gate == **known)),
        covers: grant.covers.iter().map(ToString::to_string).collect(),
        cases: Case::ALL.map(fate),
    }
}

/// Acceptance and the gates.
pub fn gates(profile: &Profile, evaluation: &Evaluation<'_>) -> Verdict {
    let followed = tranches::followed_tier(profile, &score(profile)).expect("what evaluates is not refused");
    let due = followed.map_or_else(Vec::new, |tier| tranches::gates(tier, profile.offer.tranches));
    let accepted = tranches::acceptance(profile);
    let found = evaluation.timeline.acceptance.map(|days| Case::ALL.map(|case| i64::from(days.get(case).0)));
    prop_assert_eq!(found, followed.map(|_| accepted));
    prop_assert_eq!(evaluation.timeline.gates.len(), due.len());
    for ((gate, due), found) in due.into_iter().zip(&evaluation.timeline.gates) {
        prop_assert!(*found.id() == *gate, "{} for {gate}", found.id());
        for (case, accepted) in Case::ALL.into_iter().zip(accepted) {
            prop_assert_eq!(i64::from(found.deadline.get(case).0), accepted + due[0]);
            prop_assert_eq!(found.is_missed(case), tranches::is_missed(profile, gate, due, accepted), "{}", gate);
        }
    }
    Ok(())
}

/// The warnings that the specification names.
pub fn warnings(profile: &Profile, evaluation: &Evaluation<'_>) -> Verdict {
    let known = [
        "check-model-coverage",
        "credit-already-expired",
        "few-founder-hours",
        "no-endorsement",
        "offer-without-grant",
        "scale-at-risk",
        "tranche-count",
    ];
    let all = evaluation.timeline.warnings.iter().map(|warning| warning.code.name());
    let mut found: Vec<&str> = all.filter(|code| known.contains(code)).collect();
    found.sort_unstable();
    let grants = timeline::grants(profile).expect("what evaluates is not refused");
    prop_assert_eq!(found, naive::warnings(profile, &grants));
    Ok(())
}
