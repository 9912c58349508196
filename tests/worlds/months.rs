//! Every day of a winter before a leap day as day 0: months that begin in their middle, end on 28, 29, 30 or 31, and
//! spend in each of its forms.

use crate::model::Form;
use crate::model::calendar::date_at;
use crate::model::profile::{Held, Plan, Profile};
use crate::properties::judge::judge;
use crate::properties::written::Written;
use crate::{hold, plain, service};

#[test]
fn every_day_of_a_leap_winter_begins_a_plan_as_the_model_has_it() {
    let forms = [
        Form::Monthly(vec![100_00, 0, 99_99]),
        Form::Constant(1_00),
        Form::Lines { current: 0, month_12: 100_00, month_24: None },
        Form::Lines { current: 10_01, month_12: 0, month_24: Some(5) },
        Form::Growth { current: 33_33, numerator: 50_000, denominator: 1_000_000 },
        Form::Growth { current: 1_00, numerator: -990_000, denominator: 1_000_000 },
    ];
    // From 28 December to 5 March.
    let starts = (0..69).map(|day| date_at((2027, 12, 28), day));
    let worlds = starts.flat_map(|start| {
        forms.iter().flat_map(move |form| {
            [0, 20].map(|expires| {
                let silent = plain(start, 65);
                let covers = vec!["*"];
                let held = Held { id: "h", provider: "aws", remaining: 40_00, issued: -1, expires, covers };
                Profile {
                    services: vec![service("infrastructure", "aws", form.clone())],
                    held: vec![held],
                    plan: Plan { stack: Some(vec!["build"]), ..silent.plan },
                    ..plain(start, 65)
                }
            })
        })
    });
    assert_eq!(hold(worlds), 69 * 6 * 2);
}

/// The projection looks at 24 months of Bedrock, whatever the plan's length; of other services only the plan's count.
#[test]
fn a_month_behind_the_plan_is_too_large_for_bedrock_only() {
    let form = Form::Growth { current: 1_000_000_00, numerator: 1_000_000, denominator: 1_000_000 };
    for (name, evaluates) in [("bedrock", false), ("infrastructure", true)] {
        let profile = Profile { services: vec![service(name, "aws", form.clone())], ..plain((2026, 1, 1), 65) };
        let text = Written { profile: profile.clone(), hand: 0 }.text();
        assert_eq!(judge(&profile, text).expect("the model agrees"), evaluates, "{name}");
    }
}
