//! What is spent on, in the four forms.

use super::amount::{chance, monthly};
use crate::model::{Form, Service};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

/// Every service that a profile may spend on, with its provider. The ids are chosen so that their order as bytes is not
/// that of their numbers.
pub const SERVICES: [(&str, &str); 9] = [
    ("bedrock", "aws"),
    ("claude-api", "anthropic"),
    ("infrastructure", "aws"),
    ("ec2", "aws"),
    ("s3", "aws"),
    ("a-10", "aws"),
    ("a-2", "aws"),
    ("fine-tuning", "anthropic"),
    ("gpu-cloud", "lambda"),
];

/// The services whose provider a profile does not name.
pub const KNOWN: [&str; 3] = ["bedrock", "claude-api", "infrastructure"];

pub fn services() -> impl Strategy<Value = Vec<Service>> {
    let others = prop_oneof![
        3 => subsequence(SERVICES[2..].to_vec(), 0..=1),
        2 => subsequence(SERVICES[2..].to_vec(), 2..=3),
    ];
    let names = (chance(85), chance(35), others).prop_map(|(has_bedrock, has_claude, others)| {
        let mut names = others;
        names.extend(has_bedrock.then_some(SERVICES[0]));
        names.extend(has_claude.then_some(SERVICES[1]));
        names
    });
    let spent = names.prop_flat_map(|names| {
        let forms: Vec<_> = names.iter().map(|_| form()).collect();
        (Just(names), forms)
    });
    let services = spent.prop_map(|(names, forms)| {
        let service = |((name, provider), form): ((&str, &str), Form)| Service {
            name: name.to_owned(),
            provider: provider.to_owned(),
            form,
        };
        names.into_iter().zip(forms).map(service).collect::<Vec<Service>>()
    });
    let edge = prop_oneof![
        8 => Just(Edge::None),
        2 => (1..=40_000_00_i128).prop_map(Edge::Hedge),
        1 => Just(Edge::Twins),
    ];
    (services, edge).prop_map(|(services, edge)| on_edge(services, edge))
}

/// What random amounts hardly ever meet.
#[derive(Debug, Clone)]
enum Edge {
    None,
    /// Claude API spend of exactly a tenth of all model spend, one cent more, or one less.
    Hedge(i128),
    /// Every service costs the same.
    Twins,
}

fn on_edge(mut services: Vec<Service>, edge: Edge) -> Vec<Service> {
    let first = services.first().map(|service| service.form.clone());
    for service in &mut services {
        match (&edge, service.name.as_str()) {
            (Edge::Hedge(claude), "claude-api") => service.form = Form::Constant(*claude),
            (Edge::Hedge(claude), "bedrock") => service.form = Form::Constant(9 * claude - claude % 3 + 1),
            (Edge::Twins, _) => service.form = first.clone().expect("a list with a service has a first"),
            _ => {}
        }
    }
    services
}

fn form() -> impl Strategy<Value = Form> {
    // Months 1 to 24 of [80 000, 40 000] sum to 1 000 000: a platform to the dollar (§3).
    let platform = select(vec![
        vec![80_000_00, 40_000_00],
        vec![79_999_99, 40_000_00],
        vec![80_000_23, 39_999_99],
        [vec![45_000_00; 23], vec![44_999_99]].concat(),
    ]);
    let lines = (monthly(), monthly(), proptest::option::of(monthly()));
    let rate = prop_oneof![
        6 => -60_000..=80_000_i64,
        1 => select(vec![-990_000, -1, 0, 1, 500_000]),
        1 => -990_000..=300_000_i64,
    ];
    prop_oneof![
        2 => prop::collection::vec(monthly(), 1..=30).prop_map(Form::Monthly),
        1 => platform.prop_map(Form::Monthly),
        3 => monthly().prop_map(Form::Constant),
        4 => lines.prop_map(|(current, month_12, month_24)| Form::Lines { current, month_12, month_24 }),
        3 => (monthly(), rate).prop_map(|(current, numerator)| Form::Growth {
            current,
            numerator,
            denominator: 1_000_000,
        }),
    ]
}
