//! Every figure once more, from what `eval --format json` prints of each company.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde_json::Value;
use stackplan::Program;
use stackplan::band::Case;
use stackplan::evaluation::Evaluation;
use stackplan::report::View;
use stackplan::report::json::{Layout, evaluation as object_of};

use super::corpus::{WORLDS, portfolio, value};
use crate::support::cents;

const CASES: [&str; 3] = ["cautious", "likely", "best"];
/// The plans, each with where `eval` has it.
const PLANS: [&str; 2] = ["", "without_accelerator"];

/// What `eval` prints of a company, all cases, every day; and whether the accelerator has decided.
fn eval(evaluation: &Evaluation<'_>) -> Value {
    let view = View { cases: Case::ALL.to_vec(), ..View::all(evaluation) };
    let mut object: Value = serde_json::from_str(&object_of(evaluation, &view, Layout::Compact)).unwrap();
    object["is_decided"] = evaluation.profile.actuals.decision.is_some().into();
    object
}

fn of_plan<'v>(object: &'v Value, plan: &str) -> &'v Value {
    if plan.is_empty() { object } else { &object[plan] }
}

fn amount(value: &Value) -> i128 {
    cents(&value.to_string())
}

/// Counts and cents by a name, whatever it is the name of.
type Sums = BTreeMap<String, (i128, i128)>;

fn add(sums: &mut Sums, name: impl Into<String>, cents: i128) {
    let sum = sums.entry(name.into()).or_default();
    *sum = (sum.0 + 1, sum.1 + cents);
}

fn count(sums: &mut Sums, name: impl Into<String>) {
    add(sums, name, 0);
}

/// Rows of the portfolio's object as sums: their name, counted by `counted` in one case.
fn rows(rows: &Value, name: &str, counted: &str, case: &str) -> Sums {
    let rows = rows.as_array().unwrap().iter();
    let sums = rows.map(|row| {
        let sum = (row[counted][case].as_i64().unwrap().into(), amount(&row["amount"][case]));
        (row[name].as_str().unwrap_or("null").to_owned(), sum)
    });
    sums.filter(|(_, (count, _))| *count > 0).collect()
}

/// Plain counts of the portfolio's object.
fn counts(object: &Value) -> BTreeMap<String, i64> {
    let counts = object.as_object().unwrap().iter().map(|(name, count)| (name.clone(), count.as_i64().unwrap()));
    counts.filter(|(_, count)| *count > 0).collect()
}

fn plain(sums: &Sums) -> BTreeMap<String, i64> {
    sums.iter().map(|(name, (count, _))| (name.clone(), i64::try_from(*count).unwrap())).collect()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().unwrap()
}

/// What `eval` prints of each company of a world, and the portfolio's object; made once for all tests.
static PRINTED: LazyLock<Vec<(&Program, Vec<Value>, Value)>> = LazyLock::new(|| {
    let printed = WORLDS.iter().map(|world| {
        let evaluations = world.evaluations();
        let whole = portfolio(&world.program, &evaluations.iter().collect::<Vec<_>>());
        (&world.program, evaluations.iter().map(eval).collect(), value(&whole))
    });
    printed.collect()
});

/// Runs a check under both programs.
fn with_both(check: impl Fn(&Program, &[Value], &Value)) {
    for (program, evals, found) in &*PRINTED {
        check(program, evals, found);
    }
}

#[test]
fn companies_are_counted_by_eligibility_action_and_tier() {
    with_both(|_, evals, found| {
        let (mut eligible, mut actions, mut assigned, mut possible) = <(Sums, Sums, Sums, Sums)>::default();
        for eval in evals {
            count(&mut eligible, eval["screening"]["eligible"].as_str().unwrap());
            count(&mut actions, eval["recommendation"]["action"].as_str().unwrap());
            count(&mut assigned, eval["tier"]["assigned"].as_str().unwrap_or("none"));
            count(&mut possible, eval["tier"]["possible"].as_str().unwrap_or("none"));
        }
        assert_eq!(found["companies"]["valid"], evals.len());
        assert_eq!(counts(&found["eligible"]), plain(&eligible));
        assert_eq!(counts(&found["actions"]), plain(&actions));
        assert!(eligible.len() == 3 && actions.len() > 3, "every kind is among them");
        for (key, expected) in [("assigned", assigned), ("possible", possible)] {
            let tiers = list(&found["tiers"]).iter();
            let tiers =
                tiers.map(|row| (row["tier"].as_str().unwrap_or("none").to_owned(), row[key].as_i64().unwrap()));
            assert_eq!(tiers.filter(|(_, count)| *count > 0).collect::<BTreeMap<_, _>>(), plain(&expected), "{key}");
        }
    });
}

#[test]
fn rules_and_missing_keys_are_those_of_the_findings() {
    with_both(|_, evals, found| {
        let (mut unmet, mut unknown, mut missing, mut only) = <(Sums, Sums, Sums, Sums)>::default();
        for eval in evals {
            let findings = || list(&eval["screening"]["findings"]).iter().chain(list(&eval["tier"]["findings"]));
            for finding in findings() {
                let rule = finding["rule"].as_str().unwrap();
                match finding["status"].as_str().unwrap() {
                    "unmet" => count(&mut unmet, rule),
                    "unknown" => count(&mut unknown, rule),
                    _ => {}
                }
            }
            let mut keys: Vec<&str> = list(&eval["tier"]["missing"]).iter().map(|key| key.as_str().unwrap()).collect();
            if eval["screening"]["eligible"] == "unknown" {
                for finding in list(&eval["screening"]["findings"]) {
                    keys.extend(list(&finding["missing"]).iter().map(|key| key.as_str().unwrap()));
                }
            }
            keys.sort_unstable();
            keys.dedup();
            keys.iter().for_each(|key| count(&mut missing, *key));
            if let [key] = keys.as_slice() {
                count(&mut only, *key);
            }
        }
        let read = |rows: &Value, name: &str, key: &str| {
            let rows =
                list(rows).iter().map(|row| (row[name].as_str().unwrap().to_owned(), row[key].as_i64().unwrap()));
            rows.filter(|(_, count)| *count > 0).collect::<BTreeMap<_, _>>()
        };
        assert_eq!(read(&found["rules_not_met"], "rule", "unmet"), plain(&unmet));
        assert_eq!(read(&found["rules_not_met"], "rule", "unknown"), plain(&unknown));
        assert_eq!(read(&found["missing_facts"], "key", "companies"), plain(&missing));
        assert_eq!(read(&found["missing_facts"], "key", "nothing_else_missing"), plain(&only));
        let often =
            |rows: &Value, key: &str| -> Vec<i64> { list(rows).iter().map(|row| row[key].as_i64().unwrap()).collect() };
        assert!(often(&found["rules_not_met"], "unmet").is_sorted_by(|one, next| one >= next));
        assert!(often(&found["missing_facts"], "companies").is_sorted_by(|one, next| one >= next));
    });
}

#[test]
fn awards_fall_into_the_month_of_the_decision() {
    with_both(|program, evals, found| {
        for case in CASES {
            let mut awards = Sums::new();
            for eval in evals {
                let own = program.accelerator.program.as_str();
                if list(&eval["grants"]).iter().any(|grant| grant["program"] == own) {
                    let decision = list(&eval["events"]).iter().find(|event| event["id"] == "decision").unwrap();
                    let date = decision["date"][case].as_str().unwrap();
                    add(&mut awards, &date[..7], amount(&eval["tier"]["award"]));
                }
            }
            assert!(awards.len() > 3);
            assert_eq!(rows(&found["awards"]["months"], "month", "companies", case), awards, "{case}");
            let total: i128 = awards.values().map(|(_, cents)| cents).sum();
            assert_eq!(amount(&found["awards"]["amount"][case]), total);
        }
    });
}

/// What a position's column gains from one day to the next, by the month of the earlier or the later day.
fn gains(eval: &Value, case: &str, column: &str, of_later: bool) -> BTreeMap<String, i128> {
    let mut gains = BTreeMap::new();
    let mut before: Option<(&str, i128)> = None;
    for row in list(&eval["position"][case]) {
        let (date, now) = (row["date"].as_str().unwrap(), amount(&row[column]));
        let (earlier, was) = before.unwrap_or((date, 0));
        if now != was {
            *gains.entry(if of_later { date } else { earlier }[..7].to_owned()).or_default() += now - was;
        }
        before = Some((date, now));
    }
    gains
}

fn amounts(rows: &Value, case: &str) -> BTreeMap<String, i128> {
    let rows = list(rows).iter().map(|row| (row["month"].as_str().unwrap().to_owned(), amount(&row["amount"][case])));
    rows.filter(|(_, amount)| *amount != 0).collect()
}

fn merge(into: &mut BTreeMap<String, i128>, from: BTreeMap<String, i128>) {
    from.into_iter().for_each(|(name, cents)| *into.entry(name).or_default() += cents);
}

#[test]
fn granted_and_lapsing_by_month_are_the_steps_of_the_positions() {
    with_both(|_, evals, found| {
        for case in CASES {
            let (mut granted, mut lapsing) = <(BTreeMap<_, _>, BTreeMap<_, _>)>::default();
            for eval in evals {
                merge(&mut granted, gains(eval, case, "granted", true));
                // A credit's last usable day is the one before it has expired.
                merge(&mut lapsing, gains(eval, case, "expired", false));
            }
            assert!(granted.len() > 5 && !lapsing.is_empty());
            assert_eq!(amounts(&found["granted"]["months"], case), granted, "{case}");
            assert_eq!(amounts(&found["lapsing"]["months"], case), lapsing, "{case}");
        }
    });
}

#[test]
fn both_plans_come_to_their_totals() {
    with_both(|_, evals, found| {
        for (plan, case) in PLANS.into_iter().flat_map(|plan| CASES.map(|case| (plan, case))) {
            let total = |key: &str| -> i128 {
                evals.iter().map(|eval| amount(&of_plan(eval, plan)["totals"][key][case])).sum()
            };
            let found = of_plan(found, plan);
            let sum = |rows: &Value| amounts(rows, case).values().sum::<i128>();
            assert_eq!(amount(&found["granted"]["amount"][case]), total("granted"), "{plan} {case}");
            assert_eq!(sum(&found["granted"]["months"]), total("granted"), "{plan} {case}");
            assert_eq!(amount(&found["lapsing"]["amount"][case]), total("expired"), "{plan} {case}");
            assert_eq!(sum(&found["lapsing"]["months"]), total("expired"), "{plan} {case}");
            let lapses = |eval: &&Value| amount(&of_plan(eval, plan)["totals"]["expired"][case]) > 0;
            assert_eq!(found["lapsing"]["companies"][case], evals.iter().filter(lapses).count(), "{plan} {case}");
        }
    });
}

#[test]
fn what_lapses_of_each_grant_is_what_the_grants_say() {
    with_both(|_, evals, found| {
        for case in CASES {
            let mut lapsing = Sums::new();
            for grant in evals.iter().flat_map(|eval| list(&eval["grants"])) {
                if !grant["expired"][case].is_null() && amount(&grant["expired"][case]) > 0 {
                    let name = if grant["program"] == "held" { "null" } else { grant["id"].as_str().unwrap() };
                    add(&mut lapsing, name, amount(&grant["expired"][case]));
                }
            }
            assert_eq!(rows(&found["lapsing"]["grants"], "grant", "credits", case), lapsing, "{case}");
            assert_eq!(
                found["lapsing"]["credits"][case],
                lapsing.values().map(|(count, _)| *count as i64).sum::<i64>()
            );
        }
    });
}

#[test]
fn first_bills_are_those_of_the_summaries() {
    with_both(|program, evals, found| {
        let known: Vec<&str> = program.services.iter().map(|service| service.provider.as_str()).collect();
        for (plan, case) in PLANS.into_iter().flat_map(|plan| CASES.map(|case| (plan, case))) {
            let mut bills: BTreeMap<String, Sums> = BTreeMap::new();
            for eval in evals {
                for (provider, cases) in of_plan(eval, plan)["summary"].as_object().unwrap() {
                    let summary = &cases[case];
                    let Some(day) = summary["first_bill_day"].as_u64() else { continue };
                    let date = eval["position"][case][usize::try_from(day).unwrap()]["date"].as_str().unwrap();
                    let provider = if known.contains(&provider.as_str()) { provider } else { "null" };
                    let sums = bills.entry(provider.to_owned()).or_default();
                    add(sums, &date[..7], amount(&summary["first_bill"]));
                }
            }
            let found = list(&of_plan(found, plan)["first_bills"]).iter();
            let found = found.map(|payer| {
                let provider = payer["provider"].as_str().unwrap_or("null").to_owned();
                (provider, rows(&payer["months"], "month", "bills", case))
            });
            let found: BTreeMap<_, _> = found.filter(|(_, sums)| !sums.is_empty()).collect();
            assert_eq!(found, bills, "{plan} {case}");
        }
    });
}

#[test]
fn the_stack_is_worth_its_components() {
    with_both(|program, evals, found| {
        for case in CASES {
            let mut stack = Sums::new();
            for grant in evals.iter().flat_map(|eval| list(&eval["grants"])) {
                let id = grant["id"].as_str().unwrap();
                if program.stack.iter().any(|component| component.id.as_str() == id) {
                    add(&mut stack, id, amount(&grant["amount"][case]));
                }
            }
            assert_eq!(rows(&found["stack"]["components"], "grant", "companies", case), stack, "{case}");
            let total: i128 = stack.values().map(|(_, cents)| cents).sum();
            assert_eq!(amount(&found["stack"]["amount"][case]), total, "{case}");
        }
    });
}

#[test]
fn open_filings_and_gates_fall_into_the_months_of_the_events() {
    with_both(|program, evals, found| {
        let (mut stack, mut accelerator) = <(Sums, Sums)>::default();
        let mut gates = [Sums::new(), Sums::new(), Sums::new()];
        for eval in evals {
            let is_decided = eval["is_decided"] == true;
            let is_planned = |grant: &&Value| {
                let id = grant["id"].as_str().unwrap();
                let is_stack = program.stack.iter().any(|component| component.id.as_str() == id);
                is_stack && grant["status"]["likely"] == "planned"
            };
            for event in list(&eval["events"]) {
                let month = |case: &str| event["date"][case].as_str().unwrap()[..7].to_owned();
                match event["id"].as_str().unwrap() {
                    "stack-filed" if list(&eval["grants"]).iter().any(|grant| is_planned(&grant)) => {
                        count(&mut stack, month("likely"));
                    }
                    "accelerator-filed" if !is_decided => count(&mut accelerator, month("likely")),
                    id if id.ends_with("-deadline") && !is_decided => {
                        for (sums, case) in gates.iter_mut().zip(CASES) {
                            count(sums, month(case));
                        }
                    }
                    _ => {}
                }
            }
        }
        let read = |key: &str| {
            let months = list(&found["due"]["months"]).iter();
            let months = months.map(|row| (row["month"].as_str().unwrap().to_owned(), row[key].as_i64().unwrap()));
            months.filter(|(_, count)| *count > 0).collect::<BTreeMap<_, _>>()
        };
        assert!(stack.len() > 2 && accelerator.len() > 2);
        assert_eq!(read("stack_filings"), plain(&stack));
        assert_eq!(read("accelerator_filings"), plain(&accelerator));
        // Gates of decided plans are held against their dates in `due.rs`; here they only add.
        for (sums, case) in gates.iter().zip(CASES) {
            for (month, count) in plain(sums) {
                let row = list(&found["due"]["months"]).iter().find(|row| row["month"] == month.as_str()).unwrap();
                assert!(row["evidence"][case].as_i64().unwrap() >= count, "{month} {case}");
            }
        }
    });
}
