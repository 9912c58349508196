//! The walk from text to rows, part by part: `cargo bench --bench walk`.
#![allow(missing_docs, clippy::expect_used, reason = "a bench may panic")]

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use stackplan::{Evaluation, Input, Profile, Program, evaluate, scoring, spend};

mod generator;

/// How many made-up profiles are taken at once.
const MANY: u64 = 1_000;

fn input(number: u64) -> Input {
    Input::new(format!("{number}.toml"), generator::company(2026, number).toml())
}

fn program() -> Program {
    Program::builtin().expect("the built-in program is sane")
}

fn profiles(program: &Program) -> Vec<Profile> {
    (0..MANY).map(|number| Profile::parse(&input(number), program).expect("made-up profiles are valid")).collect()
}

fn parse(criterion: &mut Criterion) {
    let program = program();
    criterion.bench_function("program/parse", |bencher| bencher.iter(Program::builtin));
    let full = Input::new("full.toml", include_str!("../../profiles/full.toml"));
    criterion.bench_function("parse/one", |bencher| bencher.iter(|| Profile::parse(black_box(&full), &program)));
    let inputs: Vec<Input> = (0..MANY).map(input).collect();
    let mut group = criterion.benchmark_group("parse");
    group.throughput(Throughput::Elements(MANY));
    group.bench_function("thousand", |bencher| {
        bencher.iter(|| inputs.iter().filter(|input| Profile::parse(input, &program).is_ok()).count());
    });
}

fn walk(criterion: &mut Criterion) {
    let program = program();
    let profiles = profiles(&program);
    let mut group = criterion.benchmark_group("thousand");
    group.throughput(Throughput::Elements(MANY));
    group.bench_function("evaluate", |bencher| {
        bencher.iter(|| profiles.iter().filter(|profile| evaluate(profile, &program).is_ok()).count());
    });
    let services: Vec<_> =
        profiles.iter().map(|profile| spend::services(profile, &program).expect("spend is in bounds")).collect();
    group.bench_function("assess", |bencher| {
        bencher.iter(|| {
            for (profile, services) in profiles.iter().zip(&services) {
                black_box(scoring::assess(profile, &program, services));
            }
        });
    });
    let evaluations: Vec<Evaluation<'_>> =
        profiles.iter().map(|profile| evaluate(profile, &program).expect("made-up profiles evaluate")).collect();
    group.bench_function("rows", |bencher| {
        bencher.iter(|| evaluations.iter().map(|one| one.accepted.likely.rows().map(black_box).count()).sum::<usize>());
    });
}

criterion_group!(benches, parse, walk);
criterion_main!(benches);
