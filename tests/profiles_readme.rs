//! `profiles/README.md` is the format's reference: its keys, fragments, worked figures and samples are what the program
//! reads and answers.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "the helpers of a test may panic"
)]

mod markdown;

use std::collections::BTreeSet;
use std::fs;

use markdown::{Block, Page, quoted, repository};
use stackplan::band::{Band, Case};
use stackplan::{Evaluation, Input, Profile, Program, evaluate};

const REFERENCE: &str = "profiles/README.md";
/// Months of the smallest profile that its horizon does not cut.
const WHOLE_MONTHS: usize = 24;
/// The tables of the reference that list keys, in its order, and where a key that no table has is put to be refused.
const TABLES: [(&str, &[&str]); 15] = [
    ("company", &["company"]),
    ("funding", &["funding"]),
    ("traction", &["traction"]),
    ("bedrock", &["bedrock"]),
    ("spend", &["spend.bedrock", "spend.gpu-cloud"]),
    ("plan", &["plan"]),
    ("partner", &["partner"]),
    ("offer", &["offer"]),
    ("assumptions", &["assumptions"]),
    ("milestones", &["milestones.poc"]),
    ("growth", &["growth"]),
    ("credits", &["credits.0"]),
    ("actuals", &["actuals"]),
    ("actuals.grants", &["actuals.grants.0"]),
    ("expect", &["expect"]),
];

fn sample(name: &str) -> Input {
    let path = repository().join("profiles").join(name);
    Input::new(name, fs::read_to_string(path).unwrap())
}

fn fragments(blocks: &[Block]) -> (&str, Vec<&str>) {
    let is_toml = |block: &&Block| block.language() == "toml";
    let whole = blocks.iter().filter(is_toml).find(|block| !block.is_tagged("fragment")).unwrap();
    let parts = blocks.iter().filter(is_toml).filter(|block| block.is_tagged("fragment"));
    (&whole.text, parts.map(|block| block.text.as_str()).collect())
}

fn with<T>(input: &Input, program: &Program, ask: impl FnOnce(&Evaluation<'_>) -> T) -> T {
    let profile = Profile::parse(input, program).unwrap_or_else(|found| panic!("{found}"));
    ask(&evaluate(&profile, program).unwrap_or_else(|found| panic!("{found}")))
}

/// `350 000 / 350 000 / 375 000` in each case, or one number for all.
fn band(cell: &str) -> Band<String> {
    let amounts: Vec<String> = cell.split('/').map(|amount| amount.replace(' ', "")).collect();
    match amounts.as_slice() {
        [all] => Band::same(all.clone()),
        [cautious, likely, best] => Band { cautious: cautious.clone(), likely: likely.clone(), best: best.clone() },
        _ => panic!("{cell}"),
    }
}

/// The first column of each table that lists keys: the keys, `GATE` and what follows it left out.
fn documented() -> Vec<BTreeSet<String>> {
    let page = Page::read(REFERENCE);
    let tables = page.tables().into_iter().filter(|table| table.first == "key");
    let key = |word: &str| word.split('.').next().unwrap().to_owned();
    tables.map(|table| table.rows.iter().flat_map(|row| quoted(&row[0])).map(key).collect()).collect()
}

#[test]
fn every_table_lists_exactly_the_keys_that_the_program_reads() {
    let program = Program::builtin().unwrap();
    let documented = documented();
    assert_eq!(documented.len(), TABLES.len());
    for ((table, places), listed) in TABLES.into_iter().zip(documented) {
        let mut read = BTreeSet::new();
        for place in places {
            let input = sample("full.toml").with_set("--set", &format!("{place}.no-such-key=1"));
            let found = Profile::parse(&input, &program).unwrap_err();
            let refusal = found.iter().find(|one| one.message.contains("no-such-key")).unwrap();
            assert!(!refusal.wanted.contains(" more"), "{table}: {}", refusal.wanted);
            read.extend(quoted(&refusal.wanted).into_iter().map(str::to_owned));
        }
        // The list of grants has a table of its own.
        read.retain(|key| table != "actuals" || key != "grants");
        assert_eq!(listed, read, "{table}");
    }
}

#[test]
fn the_full_sample_uses_every_key() {
    let text = fs::read_to_string(repository().join("profiles/full.toml")).unwrap();
    for key in documented().into_iter().flatten() {
        let is_use = |line: &str| line.starts_with(&format!("{key} =")) || line.ends_with(&format!(".{key}]"));
        assert!(text.lines().any(is_use), "{key}");
    }
}

#[test]
fn every_fragment_fits_the_smallest_profile() {
    let blocks = Page::read(REFERENCE).blocks();
    let (smallest, fragments) = fragments(&blocks);
    assert_eq!(fragments.len(), 3);
    for fragment in fragments {
        with(&Input::new(REFERENCE, format!("{smallest}\n{fragment}")), &Program::builtin().unwrap(), |_| ());
    }
}

#[test]
fn the_forms_of_spend_come_to_what_their_comments_say() {
    let blocks = Page::read(REFERENCE).blocks();
    let (smallest, fragments) = fragments(&blocks);
    let text = format!("{smallest}\n{}", fragments[0]);
    let mut checked = 0;
    with(&Input::new(REFERENCE, text), &Program::builtin().unwrap(), |evaluation| {
        let bills = evaluation.accepted.likely.bills();
        for line in fragments[0].lines().filter(|line| line.starts_with("[spend.")) {
            let (head, remark) = line.split_once('#').unwrap();
            let service = head.trim().trim_start_matches("[spend.").trim_end_matches(']');
            let own = bills.iter().filter(|bill| bill.service.as_str() == service);
            let months: Vec<String> = own.map(|bill| bill.charges.to_string()).take(WHOLE_MONTHS).collect();
            for part in remark.split(',') {
                let (shown, amount) = match part.trim().strip_prefix("month ").and_then(|part| part.split_once(':')) {
                    Some((number, amount)) => {
                        let first: usize = number.trim_end_matches(" on").parse().unwrap();
                        let last = if number.ends_with(" on") { months.len() } else { first };
                        (&months[first - 1..last], amount)
                    }
                    None => (&months[..], part.trim().trim_end_matches(" each month")),
                };
                let amount: rust_decimal::Decimal = amount.replace(' ', "").parse().unwrap();
                assert!(shown.iter().all(|month| *month == amount.normalize().to_string()), "{service}: {part}");
                checked += 1;
            }
        }
    });
    assert_eq!(checked, 7);
}

#[test]
fn the_worked_month_is_billed_as_it_is_worked() {
    let page = Page::read(REFERENCE);
    let blocks = page.blocks();
    let worked = blocks.iter().find(|block| block.text.contains("Worked Month")).unwrap();
    with(&Input::new(REFERENCE, worked.text.as_str()), &Program::builtin().unwrap(), |evaluation| {
        let position = &evaluation.accepted.likely;
        assert_eq!(position.at(stackplan::calendar::Day::ZERO).charges.to_string(), "354.84");
        let bills = position.bills();
        assert_eq!([&bills[0], &bills[1]].map(|bill| bill.charges.to_string()), ["7096.78", "12000"]);
    });
    let prose = page.prose().join(" ");
    for figure in ["390 322", "425 806", "354.84", "7 096.78", "12 000 whole"] {
        assert!(prose.contains(figure), "{figure}");
    }
    assert_eq!((1_100_000 * 11 / 31, 1_100_000 * 12 / 31), (390_322, 425_806));
}

#[test]
fn the_samples_are_listed_with_what_they_come_to() {
    let program = Program::builtin().unwrap();
    let table = Page::read(REFERENCE).tables().into_iter().find(|table| table.first == "file").unwrap();
    let listed: BTreeSet<String> = table.rows.iter().map(|row| quoted(&row[0])[0].to_owned()).collect();
    let files = fs::read_dir(repository().join("profiles")).unwrap();
    let mut files: BTreeSet<String> = files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    files.retain(|name| name.ends_with(".toml"));
    assert_eq!(listed, files);
    for row in &table.rows {
        let name = quoted(&row[0])[0];
        with(&sample(name), &program, |evaluation| {
            let assessment = &evaluation.assessment;
            let tier = assessment.tier.assigned.map_or("none", |tier| tier.id.as_str());
            assert_eq!(row[2], format!("{}, {tier}", assessment.screening.eligible.name()), "{name}");
            let granted = Band::from_fn(|case| evaluation.accepted.get(case).totals().granted.to_string());
            assert_eq!(band(&row[3]), granted, "{name}");
            let expected = evaluation.profile.expect.as_ref().unwrap();
            let expected = expected.granted.unwrap();
            assert!(Case::ALL.iter().all(|case| expected.get(*case).to_string() == *granted.get(*case)), "{name}");
        });
    }
}
