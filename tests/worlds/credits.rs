//! Two credits, two services, one provider and a month and a half: who pays what, in which order, from when to when.

use crate::model::profile::{Held, Profile};
use crate::model::{Form, Service};
use crate::{choices, hold, plain, service};

/// Everything but the id: little or plenty; held before day 0 or landing inside the first month; gone in the middle of a
/// month, with it, or after the plan; for one of the services or both.
fn credits() -> Vec<Option<Held>> {
    let mut all = vec![None];
    for remaining in [7_00, 5_000_00] {
        for (issued, expires) in [(-5, 9), (-5, 30), (-5, 400), (16, 30), (16, 400)] {
            for covers in ["*", "infrastructure", "ec2"] {
                let covers = vec![covers];
                all.push(Some(Held { id: "", provider: "aws", remaining, issued, expires, covers }));
            }
        }
    }
    all
}

fn spends() -> Vec<Vec<Service>> {
    let amounts = [None, Some(30_00), Some(31_01)];
    choices(&amounts, 2)
        .into_iter()
        .map(|amounts| {
            let services = ["infrastructure", "ec2"].into_iter().zip(amounts);
            services.filter_map(|(name, amount)| Some(service(name, "aws", Form::Constant(amount?)))).collect()
        })
        .collect()
}

#[test]
fn every_pair_of_credits_pays_for_every_pair_of_services_as_the_model_has_it() {
    let credits = credits();
    let pairs = || credits.iter().flat_map(|first| credits.iter().map(move |second| [first, second]));
    let world = |services: &[Service], pair: [&Option<Held>; 2]| {
        // As bytes the first id is the smaller one, as numbers the second.
        let named = ["h-10", "h-2"].into_iter().zip(pair);
        let held = named.filter_map(|(id, credit)| Some(Held { id, ..credit.clone()? })).collect();
        Profile { services: services.to_vec(), held, ..plain((2027, 1, 1), 45) }
    };
    let spends = spends();
    let worlds = spends.iter().flat_map(|services| pairs().map(move |pair| world(services, pair)));
    assert_eq!(hold(worlds), 9 * 31 * 31);
}
