//! A portfolio's size does not follow the number of companies.

use std::collections::BTreeSet;

use stackplan::evaluation::{Evaluation, evaluate};
use stackplan::portfolio::{MOST_NEAREST, MOST_PARTNERS, Portfolio};
use stackplan::profile::Partner;
use stackplan::{Profile, Program};

use super::corpus::{WORLDS, World, builtin, object, portfolio, profile, value};

const SMALL: &str = "company = { name = \"A\", stage = \"seed\" }\nplan = { start = 2026-01-01, horizon_days = 40 }";

fn filed_by(base: &Profile, partner: &str) -> Profile {
    let mut profile = base.clone();
    profile.partner = Some(Partner { name: Some(partner.to_owned()), ace_opportunity: None });
    profile
}

fn add(portfolio: &mut Portfolio<'_>, program: &Program, profile: &Profile) {
    portfolio.add(&evaluate(profile, program).unwrap());
}

#[test]
fn the_first_thousand_partners_by_name_have_rows_and_the_rest_one_together() {
    let program = builtin();
    let base = profile(&program, SMALL);
    let count = MOST_PARTNERS + 7;
    let name = |number: usize| format!("partner {number:05}");
    let mut rising = Portfolio::new(&program);
    let mut falling = Portfolio::new(&program);
    let mut parts = [Portfolio::new(&program), Portfolio::new(&program)];
    for number in 0..count {
        // The last by name has three companies, the others one.
        for _ in 0..if number + 1 == count { 3 } else { 1 } {
            add(&mut rising, &program, &filed_by(&base, &name(number)));
            add(&mut parts[number % 2], &program, &filed_by(&base, &name(number)));
        }
    }
    for number in (0..count).rev() {
        for _ in 0..if number + 1 == count { 3 } else { 1 } {
            add(&mut falling, &program, &filed_by(&base, &name(number)));
        }
    }
    let [mut merged, rest] = parts;
    merged.merge(rest);
    let rows: Vec<String> = rising.partners.rows().map(|(name, _)| name.to_owned()).collect();
    assert_eq!(rows, (0..MOST_PARTNERS).map(name).collect::<Vec<_>>());
    assert_eq!(rising.partners.others.companies, 6 + 3);
    assert_eq!(rising.partners.others.filings(), 2 * (6 + 3), "both filings of each are due");
    assert_eq!(object(&falling), object(&rising));
    assert_eq!(object(&merged), object(&rising));
}

#[test]
fn companies_beyond_the_named_ones_add_only_digits() {
    let [World { program, companies }, _] = &*WORLDS;
    let evaluations = WORLDS[0].evaluations();
    let count = evaluations.len();
    let named = |number: usize| {
        let mut profile = companies[number % count].1.clone();
        profile.company.name = format!("Company {number}");
        profile.company.id = Some(format!("company-{number}"));
        profile
    };
    let profiles: Vec<Profile> = (0..10 * count).map(named).collect();
    let all: Vec<Evaluation<'_>> = (0..)
        .zip(&profiles)
        .map(|(number, profile): (usize, _)| Evaluation { profile, ..evaluations[number % count].clone() })
        .collect();
    let of_first = |count: usize| portfolio(program, &all[..count].iter().collect::<Vec<_>>());
    let (few, many) = (of_first(count), of_first(10 * count));
    assert_eq!((few.valid, many.valid), (count as u64, 10 * count as u64));
    let [few, many] = [few, many].map(|portfolio| object(&portfolio));
    let lists = |text: &str| (text.matches('{').count(), text.matches('[').count());
    assert_eq!(lists(&many), lists(&few));
    let (short, long) = (few.len(), many.len());
    assert!(long < short + short / 4, "{short} bytes of {count} companies, {long} of ten times as many");
}

#[test]
fn the_companies_that_gain_most_are_named_and_no_more_than_twenty() {
    let [World { program, .. }, _] = &*WORLDS;
    let evaluations = WORLDS[0].evaluations();
    let whole = portfolio(program, &evaluations.iter().collect::<Vec<_>>());
    let found = value(&whole);
    let named = found["one_movable_change"]["gain_most"].as_array().unwrap();
    assert!(whole.near.companies > 20);
    assert_eq!(named.len(), MOST_NEAREST);
    // Alone, each company gains what it gains; the largest of all those are the ones named.
    let mut gains: Vec<i128> = Vec::new();
    for evaluation in &evaluations {
        let alone = portfolio(program, &[evaluation]);
        gains.extend(alone.near.first().iter().map(|one| one.gain().cents()));
    }
    gains.sort_unstable_by_key(|gain| -gain);
    gains.truncate(MOST_NEAREST);
    assert_eq!(whole.near.first().iter().map(|one| one.gain().cents()).collect::<Vec<_>>(), gains);
}

#[test]
fn providers_and_credits_of_a_companys_own_share_a_row() {
    let program = builtin();
    let mut whole = Portfolio::new(&program);
    for number in 0..40 {
        let text = format!(
            "company = {{ name = \"A\", stage = \"seed\" }}\n[plan]\nstart = 2026-01-01\nhorizon_days = 200\n\
             [spend.cloud-{number}]\nprovider = \"cloud-{number}\"\ncurrent = 100\n\
             [[credits]]\nid = \"own-{number}\"\nprovider = \"cloud-{number}\"\nremaining = 50\nissued = 2025-01-01\n\
             expires = 2026-02-10\ncovers = [\"*\"]\n\
             [[credits]]\nid = \"lost-{number}\"\nprovider = \"nobody-{number}\"\nremaining = 5\nissued = 2025-01-01\n\
             expires = 2026-02-10\ncovers = [\"*\"]\n"
        );
        add(&mut whole, &program, &profile(&program, &text));
    }
    let found = value(&whole);
    let bills = found["first_bills"].as_array().unwrap();
    let providers: BTreeSet<String> = bills.iter().map(|payer| payer["provider"].to_string()).collect();
    assert_eq!(providers, BTreeSet::from(["null".to_owned()]));
    // January costs 100 and the credit holds 50, so each January leaves 50.
    assert_eq!(bills[0]["months"][0]["month"], "2026-01");
    assert_eq!(bills[0]["months"][0]["bills"]["likely"], 40);
    assert_eq!(bills[0]["months"][0]["amount"]["likely"], 2000);
    let held: Vec<_> =
        found["lapsing"]["grants"].as_array().unwrap().iter().filter(|lapse| lapse["held"] == true).collect();
    assert_eq!(held.len(), 1);
    assert_eq!((&held[0]["credits"]["likely"], &held[0]["amount"]["likely"]), (&40.into(), &200.into()));
    assert_eq!(found["lapsing"]["months"][0]["month"], "2026-02", "the last usable day lies in February");
}
