//! Evaluations written down, of one profile and of a thousand: `cargo bench --bench writing`.
#![allow(missing_docs, clippy::expect_used, reason = "a bench may panic")]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use stackplan::report::json::{self, Layout};
use stackplan::report::{Every, Part, View, csv};
use stackplan::{Evaluation, Input, Profile, Program, evaluate};

mod generator;

/// How many made-up profiles are taken at once.
const MANY: u64 = 1_000;

/// One evaluation as text.
type Write = fn(&Evaluation<'_>) -> String;

/// What is written: each day as CSV and JSON, and the object of a batch, which holds neither days nor bills.
const FORMS: [(&str, Write); 3] = [
    ("csv-days", |evaluation| csv::evaluation(evaluation, &View::all(evaluation))),
    ("json-days", |evaluation| json::evaluation(evaluation, &View::all(evaluation), Layout::Compact)),
    ("json-object", |evaluation| {
        let view = View { every: Some(Every::None), part: Some(Part::Grants), ..View::all(evaluation) };
        json::evaluation(evaluation, &view, Layout::Compact)
    }),
];

fn writing(criterion: &mut Criterion) {
    let program = Program::builtin().expect("the built-in program is sane");
    let input = |number| Input::new(format!("{number}.toml"), generator::company(2026, number).toml());
    let parse = |input: &Input| Profile::parse(input, &program).expect("the profile is valid");
    let full = parse(&Input::new("full.toml", include_str!("../../profiles/full.toml")));
    let full = evaluate(&full, &program).expect("the sample evaluates");
    let profiles: Vec<Profile> = (0..MANY).map(|number| parse(&input(number))).collect();
    let evaluations: Vec<Evaluation<'_>> =
        profiles.iter().map(|profile| evaluate(profile, &program).expect("made-up profiles evaluate")).collect();
    for (name, write) in FORMS {
        let mut group = criterion.benchmark_group(name);
        group.bench_function("one", |bencher| bencher.iter(|| write(&full)));
        group.throughput(Throughput::Elements(MANY)).sample_size(10);
        group.bench_function("thousand", |bencher| {
            bencher.iter(|| evaluations.iter().map(|one| write(one).len()).sum::<usize>());
        });
    }
}

criterion_group!(benches, writing);
criterion_main!(benches);
