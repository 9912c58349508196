//! The two ladders of the source document, which agree under one rule (§5).

use super::read::{evaluated, granted, issued};
use stackplan::band::Case;

const LADDER: &str = include_str!("../../profiles/ladder.toml");
const ORCHESTRATION: &str = include_str!("../../profiles/orchestration.toml");

/// L30 to L34, in thousands: 150 to 175, 400 to 425, 650 to 675, 900 to 925, 1 150 to 1 175.
#[test]
fn the_ladder_of_the_document_is_climbed_step_by_step() {
    evaluated(LADDER, |evaluation| {
        let days = [18, 90, 150, 210, 330];
        let cautious = granted(evaluation, Case::Cautious, days);
        assert_eq!(cautious, [150_000, 400_000, 650_000, 900_000, 1_150_000]);
        assert_eq!(granted(evaluation, Case::Best, days), [175_000, 425_000, 675_000, 925_000, 1_175_000]);
        // Those are the days of the cautious case themselves: the day before each, the step is still to come. Filed on
        // day 0; stack 18 days later; accepted 90 days later; gates 60, 120 and 240 after that: 150, 210, 330.
        let before = granted(evaluation, Case::Cautious, [17, 89, 149, 209, 329]);
        assert_eq!(before, [0, 150_000, 400_000, 650_000, 900_000]);
        // The best case: 11, 60, 60 + 60, 60 + 120, 60 + 240.
        let (before, on) = ([10, 59, 119, 179, 299], [11, 60, 120, 180, 300]);
        assert_eq!(granted(evaluation, Case::Best, before), [0, 175_000, 425_000, 675_000, 925_000]);
        assert_eq!(granted(evaluation, Case::Best, on), [175_000, 425_000, 675_000, 925_000, 1_175_000]);
        // The likely case: 14, 75, 75 + 60, 75 + 120, 75 + 240, with the smaller POC credit.
        let (before, on) = ([13, 74, 134, 194, 314], [14, 75, 135, 195, 315]);
        assert_eq!(granted(evaluation, Case::Likely, before), [0, 150_000, 400_000, 650_000, 900_000]);
        assert_eq!(granted(evaluation, Case::Likely, on), [150_000, 400_000, 650_000, 900_000, 1_150_000]);
    });
}

/// L64, L65: filed in week 1, the stack of 175 000 on day 14, accepted on day 71, gates met 47, 108 and 161 days later.
#[test]
fn the_example_of_the_document_comes_on_its_days() {
    evaluated(ORCHESTRATION, |evaluation| {
        // Tranche 2: max(47, min(60, 47 + 22)) = 60, day 131. Tranche 3: max(108, min(120, 130)) = 120, day 191.
        // Tranche 4: max(161, min(240, 183)) = 183, day 254.
        let (before, on) = ([13, 70, 130, 190, 253], [14, 71, 131, 191, 254]);
        assert_eq!(granted(evaluation, Case::Likely, before), [0, 175_000, 425_000, 675_000, 925_000]);
        assert_eq!(granted(evaluation, Case::Likely, on), [175_000, 425_000, 675_000, 925_000, 1_175_000]);
        // What has happened is the same in all three cases, but the stack's 18 / 14 / 11 days are still a plan.
        assert_eq!(issued(evaluation, "portfolio"), [Some(18), Some(14), Some(11)]);
        for (id, day) in [("accelerator-1", 71), ("accelerator-2", 131), ("accelerator-3", 191), ("accelerator-4", 254)]
        {
            assert_eq!(issued(evaluation, id), [Some(day); 3], "{id}");
        }
        for case in Case::ALL {
            assert_eq!(granted(evaluation, case, [730]), [1_175_000]);
        }
    });
}
