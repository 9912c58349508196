//! Plans side by side: each profile, each edit, each program.

use super::{CompareArgs, Rules, saved_cannot_change, usage};
use crate::advice::compare::{self, Column, Facts, LARGEST_SAVED, Percent};
use crate::cli::{Failure, input, output};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::Input;

/// What is compared, before any program.
enum Source {
    /// A profile with the edits that hold for every plan.
    Profile(Input),
    /// A saved evaluation.
    Saved(Box<Facts>),
}

/// What makes a plan of a profile.
enum Variant<'a> {
    Unchanged,
    Set(&'a str),
    Unset(&'a str),
    Spend(Percent),
}

impl Variant<'_> {
    /// What tells the plan from the unchanged one.
    fn name(&self) -> Option<String> {
        match self {
            Self::Unchanged => None,
            Self::Set(edit) => Some((*edit).to_owned()),
            Self::Unset(key) => Some(format!("without {key}")),
            Self::Spend(percent) => Some(format!("spend at {percent} %")),
        }
    }
}

/// A column for each profile, variant and program, in that order.
pub fn columns(args: &CompareArgs) -> Result<Vec<Column>, Failure> {
    let programs = programs(args)?;
    let paths: Vec<&String> = [&args.first].into_iter().chain(&args.second).collect();
    let sources: Result<Vec<(&String, Source)>, Failure> =
        paths.iter().map(|path| Ok((*path, source(args, path)?))).collect();
    let variants = variants(args)?;
    let is_changed = variants.len() > 1 || programs.len() > 1;
    let mut columns = Vec::new();
    for (path, source) in sources? {
        let input = match source {
            Source::Saved(_) if is_changed || args.start.is_some() || args.horizon.is_some() => {
                return Err(saved_cannot_change(path));
            }
            Source::Saved(facts) => {
                columns.push(Column { label: path.clone(), facts: *facts });
                continue;
            }
            Source::Profile(input) => input,
        };
        for variant in &variants {
            for rules in &programs {
                let facts = facts(args, &input, variant, rules, programs.len() > 1)?;
                let label = label(path, paths.len() > 1, variant, (programs.len() > 1).then_some(rules));
                columns.push(Column { label, facts });
            }
        }
    }
    if columns.len() < 2 {
        return Err(usage(
            "nothing to compare with: name a second profile, or use --set, --unset, --scale-spend, --vary or --program",
        ));
    }
    Ok(columns)
}

/// The programs under which each plan is evaluated: one with variants, two where nothing else differs.
fn programs(args: &CompareArgs) -> Result<Vec<Rules>, Failure> {
    let given: Result<Vec<Rules>, Failure> = args.program.iter().map(|path| args.rules(Some(path))).collect();
    let mut programs = given?;
    if programs.is_empty() || (programs.len() == 1 && !args.has_variants()) {
        programs.insert(0, args.rules(None)?);
    }
    Ok(programs)
}

fn source(args: &CompareArgs, path: &str) -> Result<Source, Failure> {
    let fail = |found: Diagnostics| args.fail(found);
    let bytes = input::read_bytes(path, LARGEST_SAVED).map_err(fail)?;
    if !Facts::is_saved(&bytes) {
        let input = Input::from_bytes(path, bytes).map_err(fail)?;
        return Ok(Source::Profile(input::edited(input, &args.edits(false))));
    }
    let whole = |code, message: String, help: &str| {
        args.fail(Diagnostics::of_whole(path, Diagnostic::whole(code, message, help)))
    };
    if bytes.len() > LARGEST_SAVED {
        let message = format!("`{path}` is larger than {} MiB", LARGEST_SAVED >> 20);
        return Err(whole(Code::TooLarge, message, "save it with --view grants, which leaves the days out"));
    }
    let text = String::from_utf8(bytes)
        .map_err(|_| whole(Code::NotUtf8, format!("`{path}` is not UTF-8 text"), "save the file as UTF-8"))?;
    Facts::from_saved(path, &text).map(|facts| Source::Saved(Box::new(facts))).map_err(fail)
}

/// The unchanged plan, unless the spend at 100 % is it, then each edit and each percentage.
fn variants(args: &CompareArgs) -> Result<Vec<Variant<'_>>, Failure> {
    let percents: Result<Vec<Percent>, Diagnostics> =
        args.scale_spend.iter().map(|text| Percent::parse(text)).collect();
    let percents = percents.map_err(|found| args.fail(found))?;
    let mut variants = Vec::new();
    if !percents.iter().any(|percent| percent.is_whole()) {
        variants.push(Variant::Unchanged);
    }
    variants.extend(args.set.iter().map(|edit| Variant::Set(edit)));
    variants.extend(args.unset.iter().map(|key| Variant::Unset(key)));
    variants.extend(percents.into_iter().map(Variant::Spend));
    Ok(variants)
}

fn facts(
    args: &CompareArgs,
    input: &Input,
    variant: &Variant<'_>,
    rules: &Rules,
    many: bool,
) -> Result<Facts, Failure> {
    let input = input.clone();
    let edited = match variant {
        Variant::Unchanged => Ok(input),
        Variant::Set(edit) => Ok(input.with_set("--set", edit)),
        Variant::Unset(key) => Ok(input.with_unset("--unset", key)),
        Variant::Spend(percent) => compare::scaled(&input, &rules.program, *percent),
    };
    edited.and_then(|input| compare::facts(&input, &rules.program)).map_err(|found| {
        if many {
            // A profile may be valid under one program and not under another: the mistakes do not say which.
            output::to_stderr(&format!("under the {}:\n", crate::text::escape_controls(&rules.name)));
        }
        args.fail(found)
    })
}

/// What tells a plan from the others.
fn label(path: &str, has_two: bool, variant: &Variant<'_>, rules: Option<&Rules>) -> String {
    let file = has_two.then(|| path.to_owned());
    let parts = [file, variant.name(), rules.map(|rules| rules.name.clone())];
    let label = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
    if label.is_empty() { "unchanged".to_owned() } else { label }
}
