//! A folder of profiles under two programs.

use super::{CompareArgs, Rules, usage};
use crate::advice::compare::Portfolio;
use crate::cli::{Failure, folder, input, output};

/// Evaluates every `*.toml` of the folder, sorted by name, under both programs.
pub fn answer(args: &CompareArgs) -> Result<Portfolio, Failure> {
    if args.has_variants() || !args.vary.is_empty() {
        return Err(usage(
            "a folder is compared under two programs: leave out B, --set, --unset, --scale-spend, --vary",
        ));
    }
    let case = args.one_case()?;
    let [before, after] = programs(args)?;
    let paths = folder::profiles(&args.first).map_err(|diagnostics| args.fail(diagnostics))?;
    paths.iter().try_for_each(|path| args.form.check_target(path))?;
    let count = paths.len();
    let edits = args.edits(false);
    let inputs = paths.into_iter().map(|path| {
        let input = input::read(&path).map(|input| input::edited(input, &edits));
        (path, input)
    });
    let mut portfolio = Portfolio::of(inputs, [&before.program, &after.program], case);
    if portfolio.companies.is_empty() && count > 0 {
        output::to_stderr(&format!("none of the {count} profiles could be evaluated; this is the first:\n"));
        let first = portfolio.failed.swap_remove(0);
        return Err(args.fail(first.diagnostics));
    }
    Ok(portfolio)
}

/// The two programs: those given, or the built-in one and the one given.
fn programs(args: &CompareArgs) -> Result<[Rules; 2], Failure> {
    match args.program.as_slice() {
        [after] => Ok([args.rules(None)?, args.rules(Some(after))?]),
        [before, after] => Ok([args.rules(Some(before))?, args.rules(Some(after))?]),
        _ => Err(usage("a folder is compared under two programs: --program FILE for one against the built-in, or two")),
    }
}
