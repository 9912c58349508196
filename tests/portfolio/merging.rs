//! Parts merge to the whole.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed, TestRunner};
use stackplan::portfolio::Portfolio;
use stackplan::report::portfolio::{markdown, text};
use stackplan::report::text::Terminal;

use super::corpus::{WORLDS, object};

const PLAIN: Terminal = Terminal { width: None, is_colored: false };

#[test]
fn any_parts_merged_in_any_order_are_the_whole() {
    for world in &*WORLDS {
        let program = &world.program;
        let evaluations = world.evaluations();
        let count = evaluations.len();
        // For each company: whether it is there, its part, and its place in the order of adding.
        let company = (prop::bool::weighted(0.8), 0..4_usize, any::<u32>());
        let strategy = (vec(company, count), Just(vec![0, 1, 2, 3]).prop_shuffle(), vec(0..4_usize, 0..5));
        let config = Config { cases: 24, failure_persistence: None, rng_seed: RngSeed::Fixed(4), ..Config::default() };
        let run = TestRunner::new(config).run(&strategy, |(companies, order, invalid)| {
            let mut whole = Portfolio::new(program);
            let mut parts = vec![Portfolio::new(program); 4];
            let mut picked: Vec<_> = (0..count).filter(|at| companies[*at].0).collect();
            picked.iter().for_each(|at| whole.add(&evaluations[*at]));
            picked.sort_by_key(|at| companies[*at].2);
            picked.iter().for_each(|at| parts[companies[*at].1].add(&evaluations[*at]));
            for part in invalid {
                whole.add_invalid();
                parts[part].add_invalid();
            }
            // ((a + b) + (c + d)), the parts in any order.
            let [a, b, c, d] = [0, 1, 2, 3].map(|at: usize| parts[order[at]].clone());
            let (mut left, mut right) = (a, c);
            left.merge(b);
            right.merge(d);
            left.merge(right);
            prop_assert_eq!(object(&left), object(&whole));
            prop_assert_eq!(text(&left, PLAIN), text(&whole, PLAIN));
            prop_assert_eq!(markdown(&left), markdown(&whole));
            Ok(())
        });
        run.unwrap();
    }
}
