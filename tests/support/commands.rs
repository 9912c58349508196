//! Every command in every form, for tests that hold all of them to the same promise.

use super::run;

/// The arguments of runs that answer, a run a line: every command, every form.
const ANSWERS: &str = "\
eval profiles/ladder.toml
eval profiles/ladder.toml --case all --format json
eval profiles/ladder.toml --format csv
eval profiles/ladder.toml --format csv --view bills
eval profiles/ladder.toml --format markdown
explain profiles/ladder.toml
explain profiles/ladder.toml --format json
explain profiles/ladder.toml --format markdown
explain ceiling.backing
reach profiles/half-filled.toml
reach profiles/half-filled.toml --format json
reach profiles/half-filled.toml --format markdown
outcomes profiles/median.toml
outcomes profiles/median.toml --format json
outcomes profiles/median.toml --format markdown
compare profiles/ladder.toml --set traction.mrr=0
compare profiles/ladder.toml --set traction.mrr=0 --format json
compare profiles/ladder.toml --set traction.mrr=0 --format markdown
compare profiles/ladder.toml --vary traction.monthly_active_users=0..20000:5000
when profiles/growing.toml --until 2026-04-01
when profiles/growing.toml --until 2026-04-01 --format json
when profiles/growing.toml --until 2026-04-01 --format markdown
route profiles/hedged.toml
route profiles/hedged.toml --format json
route profiles/hedged.toml --format markdown
batch profiles
batch profiles --format json
batch profiles --format csv
batch profiles --format text
batch profiles --format markdown
batch profiles --summary
batch profiles --summary --format json
batch profiles --summary --format markdown
track profiles/ladder.toml tests/track/credits.json tests/import/quirks.csv --today 2026-05-08
track profiles/ladder.toml tests/track/credits.json tests/import/quirks.csv --today 2026-05-08 --format json
track profiles/ladder.toml tests/track/credits.json tests/import/quirks.csv --today 2026-05-08 --format markdown
deadlines profiles --today 2026-05-08
deadlines profiles --today 2026-05-08 --format csv
deadlines profiles --today 2026-05-08 --format json
deadlines profiles --today 2026-05-08 --to ics
check profiles
check profiles --format json
check profiles --format github
check profiles --format junit
check profiles/ladder.toml --print-expect
report profiles/ladder.toml --to html
report profiles/ladder.toml --to md
report profiles/ladder.toml --to svg
report profiles/ladder.toml --to ics
report profiles/ladder.toml --to hledger
report profiles/ladder.toml --to beancount
init --no-input
init --name A --stage seed --start 2026-03-01
program show
program show --format json
program show --format markdown
program show --toml
program check tests/check/rules.program.toml
program check tests/check/rules.program.toml --format json
program check tests/check/rules.program.toml --format markdown
schema profile
schema program
schema output
completions bash
completions zsh
completions fish
completions elvish
completions powershell
man
man eval";

/// The arguments of runs that answer: every command, every form.
pub fn answers() -> Vec<Vec<&'static str>> {
    ANSWERS.lines().map(|line| line.split(' ').collect()).collect()
}

/// The commands that the help lists.
pub fn commands() -> Vec<String> {
    let help = run(["--help"]).answer();
    let rows = help.lines().take_while(|line| *line != "Options:").filter_map(|line| line.strip_prefix("  "));
    let names = rows.filter(|row| row.starts_with(|c: char| c.is_ascii_lowercase()));
    names.filter_map(|row| row.split_whitespace().next()).map(str::to_owned).collect()
}
