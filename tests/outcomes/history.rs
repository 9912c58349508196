//! What has happened: gates made and missed, tranches issued and declined, the decision.

use stackplan::Program;
use stackplan::advice::outcomes::Standing;
use stackplan::program::OnMiss;

use super::{GATES, LADDER, MISSED_GATE, answered, expected, paths, policy, rows, with_award, with_chances};

/// Accepted on day 79, in four tranches of 250 000.
pub fn accepted(rest: &str) -> String {
    format!("{LADDER}\n[actuals]\ndecision = \"accepted\"\ndecided = 2026-04-01\n{rest}")
}

#[test]
fn a_gate_made_in_time_needs_no_chance_and_no_path_goes_against_it() {
    // 60 days after acceptance is the last day in time.
    let text = accepted("[actuals.milestones]\npoc = 2026-05-31\n");
    let text = with_chances(&text, &[("commercial-outcome", "0.5"), ("case-study", "0.5")]);
    with_award(&text, |_, award| {
        assert_eq!(award.gates[0].standing, Standing::Made);
        assert!(award.gates[0].losses.is_empty());
        let removed =
            [("", "1000000", "0.25"), ("case-study", "750000", "0.25"), ("commercial-outcome", "500000", "0.5")];
        assert_eq!(paths(award, OnMiss::Removed), rows(&removed));
        assert_eq!(policy(award, OnMiss::TrancheOnly).paths.len(), 4);
    });
}

#[test]
fn a_gate_made_a_day_late_is_missed_for_certain() {
    let text = accepted("[actuals.milestones]\npoc = 2026-06-01\n");
    with_award(&text, |_, award| {
        assert_eq!(award.gates[0].standing, Standing::Missed);
        // Nothing behind the miss counts any more, so that the outcome is known without any chance.
        assert_eq!(paths(award, OnMiss::Removed), rows(&[("poc", "250000", "1")]));
        assert_eq!(expected(award, OnMiss::Removed).as_deref(), Some("250000"));
        assert_eq!(expected(award, OnMiss::TrancheOnly), None);
        assert_eq!(policy(award, OnMiss::TrancheOnly).paths.len(), 4);
        let later = &award.gates[1].losses;
        assert_eq!([later[0].cost, later[1].cost].map(|cost| cost.to_string()), ["0", "250000"]);
    });
}

#[test]
fn a_day_that_is_late_in_some_cases_only_leaves_the_gate_open() {
    with_award(MISSED_GATE, |_, award| {
        assert!(matches!(award.gates[1].standing, Standing::Open(Some(_))));
        let slack = award.gates[1].slack.map(|slack| slack.unwrap().0);
        assert_eq!([slack.cautious, slack.likely, slack.best], [10, -5, -20]);
    });
    let late = MISSED_GATE.replace("expected = 2026-07-03", "expected = 2026-07-14");
    with_award(&late, |_, award| {
        assert_eq!(award.gates[1].standing, Standing::Missed);
        assert_eq!(
            paths(award, OnMiss::Removed),
            rows(&[("commercial-outcome", "250000", "0.9"), ("poc", "125000", "0.1")])
        );
    });
}

#[test]
fn an_issued_tranche_stays_whatever_its_gate_and_the_misses_ahead_say() {
    let text = accepted(
        "[actuals.milestones]\npoc = 2026-06-20\n[[actuals.grants]]\nid = \"accelerator-3\"\nissued = 2026-07-01\namount = 200000\n",
    );
    let text = with_chances(&text, &[("case-study", "0.5")]);
    with_award(&text, |_, award| {
        assert_eq!(award.gates[1].standing, Standing::Made);
        // The first tranche and the third, with its actual amount; the fourth went with the poc.
        assert_eq!(paths(award, OnMiss::Removed), rows(&[("poc", "450000", "1")]));
        let tranche_only = [("poc", "700000", "0.5"), ("poc case-study", "450000", "0.5")];
        assert_eq!(paths(award, OnMiss::TrancheOnly), rows(&tranche_only));
    });
}

#[test]
fn a_declined_tranche_does_not_count_and_its_gate_removes_nothing() {
    let text = accepted(
        "[actuals.milestones]\npoc = 2026-06-20\n[[actuals.grants]]\nid = \"accelerator-2\"\ndeclined = true\n",
    );
    let text = with_chances(&text, &[("commercial-outcome", "0.5"), ("case-study", "0.5")]);
    with_award(&text, |_, award| {
        assert_eq!(award.gates[0].standing, Standing::Declined);
        let removed =
            [("", "750000", "0.25"), ("case-study", "500000", "0.25"), ("commercial-outcome", "250000", "0.5")];
        assert_eq!(paths(award, OnMiss::Removed), rows(&removed));
        assert_eq!(expected(award, OnMiss::TrancheOnly).as_deref(), Some("500000"));
        // The break-even is that of the award as offered.
        assert_eq!(policy(award, OnMiss::TrancheOnly).break_even.as_ref().unwrap().to_string(), "0.3334");
    });
}

#[test]
fn a_decision_takes_the_place_of_the_chance_of_acceptance() {
    let chance = |text: &str| {
        answered(text, &Program::builtin().unwrap(), |_, found| {
            found.acceptance.as_ref().map(|chance| format!("{} {}", chance.probability, chance.basis.name()))
        })
    };
    let stated = format!("{LADDER}\n[assumptions]\nacceptance_probability = 0.08\n");
    assert_eq!(chance(LADDER).as_deref(), Some("0.05 funnel"));
    assert_eq!(chance(&stated).as_deref(), Some("0.08 profile"));
    assert_eq!(
        chance(&format!("{stated}{}", accepted("").strip_prefix(LADDER).unwrap())).as_deref(),
        Some("1 decision")
    );
    let rejected = format!("{stated}\n[actuals]\ndecision = \"rejected\"\ndecided = 2026-04-01\n");
    assert_eq!(chance(&rejected).as_deref(), Some("0 decision"));
    assert_eq!(chance(&LADDER.replace("[plan]", "[plan]\naccelerator = false")), None);
}

#[test]
fn an_application_is_worth_its_chance_times_the_expected_award() {
    let text = with_chances(LADDER, &GATES.map(|gate| (gate, "0.5")));
    with_award(&text, |_, award| {
        let at = |on_miss| policy(award, on_miss).expected_at_application.as_ref().unwrap().to_string();
        assert_eq!([at(OnMiss::Removed), at(OnMiss::TrancheOnly)], ["23437.5", "31250"]);
    });
}
