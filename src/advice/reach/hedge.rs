//! The hedge: how much of the other path's spend a commitment leaves room for.

use super::bench::Base;
use super::facts::{Answer, Fact, Place};
use super::projection::{key, months, table};
use super::words::list_of_amounts;
use crate::id::ServiceId;
use crate::money::{Usd, alone};
use crate::signal::Signal;
use crate::spend::{self, Service};

/// The fact of the hedging service's spend, where it has any.
pub fn fact(base: &Base<'_>, projection: &Fact) -> Option<Fact> {
    let rules = &base.bench.program.signals.commitment;
    let service = &rules.hedging_service.value;
    let spend = base.profile.spend.iter().find(|spend| spend.id == *service)?;
    let key = key(service.as_str());
    if key == projection.key {
        return None;
    }
    let numbers: Vec<u32> = base.profile.plan.horizon.months().iter().map(|month| month.number).collect();
    let found = months(find(base.services, service), &numbers);
    let provider = base.bench.program.provider_of(service.as_str()).is_none().then_some(&spend.provider);
    let share = rules.hedge_share.value.normalize();
    let both = format!("{share} of the spend on {} and {service}", rules.committed_service.value);
    let answer = |room: Vec<Usd>| {
        let amounts = match shortest(&room) {
            [only] => ("current", only.to_string()),
            list => ("monthly", list_of_amounts(list)),
        };
        let amounts = table(provider, None, &[amounts]);
        Answer {
            place: Place::Above,
            phrase: format!("no hedge with {service}, {} in all", total(&room)),
            needed: format!("at most {both} in each plan month, {} in all", total(&room)),
            gap: Some(gap(&found, &room)),
            set: vec![format!("{key}={amounts}")],
        }
    };
    let said = format!("{} over {} months", total(&found), numbers.len());
    let answers = rooms(base, projection, &numbers, &found).into_iter().map(answer).collect();
    Some(Fact { answers, ..Fact::new(base, Signal::Commitment, &key, Some(said)) })
}

/// What the months have room for, the largest total first: under the committed service's spend as it is written, and
/// under each change to it, since room follows that spend. Only where that is less than what is found.
fn rooms(base: &Base<'_>, projection: &Fact, numbers: &[u32], found: &[Usd]) -> Vec<Vec<Usd>> {
    let committed = &base.bench.program.signals.commitment.committed_service.value;
    let room_under = |sets: &[String]| {
        let profile = base.bench.profile(sets.iter().map(String::as_str))?;
        let services = spend::services(&profile, base.bench.program).ok()?;
        let committed = months(find(&services, committed), numbers);
        Some(found.iter().zip(committed).map(|(hedge, committed)| (*hedge).min(base.room(committed))).collect())
    };
    let unchanged: &[String] = &[];
    let changes = projection.answers.iter().map(|answer| answer.set.as_slice());
    let mut rooms: Vec<Vec<Usd>> = std::iter::once(unchanged).chain(changes).filter_map(room_under).collect();
    rooms.retain(|room| room != found);
    rooms.sort_by_key(|room| std::cmp::Reverse(room.iter().copied().sum::<Usd>()));
    rooms.dedup();
    rooms
}

impl Base<'_> {
    /// The most spend beside `committed` that is no hedge: within the share of the two together, down to the cent.
    fn room(&self, committed: Usd) -> Usd {
        let share = self.bench.program.signals.commitment.hedge_share.value.normalize();
        let scale = 10_i128.checked_pow(share.scale()).unwrap_or(i128::MAX);
        let rest = scale.saturating_sub(share.mantissa());
        let most = committed.cents().saturating_mul(share.mantissa()).checked_div(rest);
        most.map_or(Usd::LARGEST, Usd::from_cents)
    }
}

fn find<'s, 'a>(services: &'s [Service<'a>], id: &ServiceId) -> Option<&'s Service<'a>> {
    services.iter().find(|service| service.id == id)
}

/// The months without the last ones that only repeat: a list holds its last value.
fn shortest(months: &[Usd]) -> &[Usd] {
    let last = months.last();
    let repeated = months.iter().rev().take_while(|month| Some(*month) == last).count();
    let kept = months.len().saturating_sub(repeated.saturating_sub(1));
    months.get(..kept).unwrap_or(months)
}

/// How much less: `-$32,666.70 over 9 months, at most -$6,592.60 in one`.
fn gap(found: &[Usd], room: &[Usd]) -> String {
    let less: Vec<Usd> = found.iter().zip(room).map(|(found, room)| *found - *room).collect();
    match less.iter().filter(|less| !less.is_zero()).count() {
        1 => format!("-{} in one month", total(&less)),
        count => {
            let most = less.iter().copied().max().unwrap_or_default();
            format!("-{} over {count} months, at most -{} in one", total(&less), alone(most))
        }
    }
}

fn total(amounts: &[Usd]) -> String {
    alone(amounts.iter().copied().sum())
}
