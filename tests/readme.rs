//! The pages are true: commands run and print what is shown, examples are valid, links lead somewhere, lists are whole.
//!
//! `STACKPLAN_BLESS=1 cargo test --test readme` writes what the commands print into the pages, and fails.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::panic,
    clippy::unwrap_used,
    reason = "the helpers of a test may panic"
)]

mod markdown;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use markdown::{Block, Page, quoted, repository};
use stackplan::{Input, Profile, Program, evaluate};

/// The pages whose commands are run.
const PAGES: [&str; 3] = ["README.md", "profiles/README.md", "examples/README.md"];
/// The command of the pages that runs this suite itself.
const SUITE: &str = "tests/run\n";
/// The line of an output block that stands for the rest.
const REST: &str = "…";

/// A folder that looks like the repository to a command, with the files that the page has its reader write.
fn folder(page: &Page) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for file in ["tests/track/credits.json", "tests/import/quirks.csv"] {
        let copy = folder.path().join(file);
        fs::create_dir_all(copy.parent().unwrap()).unwrap();
        fs::copy(repository().join(file), copy).unwrap();
    }
    fs::create_dir(folder.path().join("profiles")).unwrap();
    for entry in fs::read_dir(repository().join("profiles")).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), folder.path().join("profiles").join(entry.file_name())).unwrap();
    }
    for block in page.blocks() {
        if let Some(file) = block.file() {
            fs::write(folder.path().join(file), &block.text).unwrap();
        }
    }
    folder
}

/// What a terminal shows when a command is run in the folder. The command has to end with status 0.
fn run(command: &str, folder: &Path, place: &str) -> String {
    let line = command.replace("cargo run --release -- ", "stackplan ");
    let (line, programs) = match line.strip_prefix("cargo run -q --example ") {
        Some(example) => (example.replacen(" -- ", " ", 1), examples()),
        None => (line, own()),
    };
    let mut path = vec![programs];
    path.extend(std::env::split_paths(&std::env::var_os("PATH").unwrap()));
    let mut shell = Command::new("sh");
    shell.args(["-c", &format!("exec 2>&1\n{line}")]).current_dir(folder);
    shell.env("PATH", std::env::join_paths(path).unwrap());
    let output = shell.output().unwrap();
    let shown = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{place}: `{command}` ends with {}:\n{shown}", output.status);
    shown
}

/// The folder of the binary under test.
fn own() -> PathBuf {
    Path::new(env!("CARGO_BIN_EXE_stackplan")).parent().unwrap().to_owned()
}

/// The folder of the examples, built: a test of its own does not build them.
fn examples() -> PathBuf {
    let target = own().parent().unwrap().to_owned();
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["build", "--quiet", "--locked", "--examples", "--target-dir"]).arg(&target);
    let output = cargo.current_dir(repository()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    target.join("debug").join("examples")
}

/// The output block of a command: the next block, with nothing but empty lines between.
fn output_of<'b>(page: &Page, command: &Block, blocks: &'b [Block]) -> Option<&'b Block> {
    let next = blocks.iter().find(|block| block.at > command.end)?;
    let is_next = page.lines.get(command.end + 1..next.at)?.iter().all(String::is_empty);
    (is_next && ["text", "csv", "json", "markdown"].contains(&next.language())).then_some(next)
}

/// As many of the printed lines as the block shows.
fn cut(printed: &str, block: &Block) -> String {
    let shown: Vec<&str> = block.text.lines().collect();
    match shown.split_last() {
        Some((&REST, kept)) => {
            let first: String = printed.lines().take(kept.len()).map(|line| format!("{line}\n")).collect();
            first + REST + "\n"
        }
        _ => printed.to_owned(),
    }
}

#[test]
fn every_command_runs_and_prints_what_its_page_shows() {
    let is_blessed = std::env::var_os("STACKPLAN_BLESS").is_some_and(|value| value == "1");
    let (mut commands, mut wrong) = (0, Vec::new());
    for mut page in PAGES.map(Page::read) {
        let folder = folder(&page);
        let blocks = page.blocks();
        let mut changes = Vec::new();
        for command in blocks.iter().filter(|block| block.language() == "sh" && block.text != SUITE) {
            let place = format!("{}:{}", page.path, command.at + 2);
            let printed = run(&command.text, folder.path(), &place);
            commands += 1;
            let Some(shown) = output_of(&page, command, &blocks) else { continue };
            let printed = cut(&printed, shown);
            if printed != shown.text {
                wrong.push(format!("{place}: `{}` prints\n{printed}", command.text.trim_end()));
                changes.push((shown.at + 1..shown.end, printed));
            }
        }
        if is_blessed {
            for (lines, printed) in changes.into_iter().rev() {
                page.lines.splice(lines, printed.lines().map(str::to_owned));
            }
            page.write();
        }
    }
    assert!(commands > 0 && wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(!is_blessed, "blessed: look at the difference, then run without STACKPLAN_BLESS");
}

#[test]
fn every_toml_block_is_a_profile_a_program_or_a_marked_fragment() {
    let builtin = Program::builtin().unwrap();
    for page in PAGES.map(Page::read) {
        for block in page.blocks().iter().filter(|block| block.language() == "toml") {
            let input = Input::new(format!("{}:{}", page.path, block.at + 1), block.text.as_str());
            if block.is_tagged("fragment") {
                block.text.parse::<toml::Table>().unwrap();
            } else if block.is_tagged("program") {
                Program::parse(&input).unwrap_or_else(|found| panic!("{found}"));
            } else {
                let profile = Profile::parse(&input, &builtin).unwrap_or_else(|found| panic!("{found}"));
                evaluate(&profile, &builtin).unwrap_or_else(|found| panic!("{found}"));
            }
        }
    }
}

#[test]
fn every_link_into_the_repository_leads_somewhere() {
    for page in PAGES.into_iter().chain(["tests/README.md"]).map(Page::read) {
        let folder = repository().join(page.path).parent().unwrap().to_owned();
        for link in page.links().iter().filter(|link| !link.contains("://")) {
            let (path, anchor) = link.split_once('#').unwrap_or((link, ""));
            assert!(folder.join(path).exists(), "{}: {link}", page.path);
            let is_here = path.is_empty() && !anchor.is_empty();
            assert!(!is_here || page.anchors().iter().any(|known| known == anchor), "{}: {link}", page.path);
        }
    }
}

#[test]
fn every_path_that_a_page_names_exists() {
    let is_path = |word: &&str| {
        let known = ["src/", "tests/", "profiles/", "examples/"];
        known.iter().any(|top| word.starts_with(top)) && !word.contains(['*', ' ', '…'])
    };
    for page in PAGES.into_iter().chain(["tests/README.md"]).map(Page::read) {
        let prose = page.prose().join("\n");
        for path in quoted(&prose).into_iter().filter(is_path) {
            assert!(repository().join(path).exists(), "{}: `{path}`", page.path);
        }
    }
}

#[test]
fn the_readme_counts_conflicts_and_samples_and_lists_every_condition() {
    let readme = Page::read("README.md");
    let prose = readme.prose().join(" ");
    let conflicts = Program::builtin().unwrap().conflicts.len();
    assert!(prose.contains(&format!("{conflicts} conflict notes")), "there are {conflicts}");
    let files = fs::read_dir(repository().join("profiles")).unwrap();
    let samples = files.filter(|file| file.as_ref().unwrap().path().extension().unwrap() == "toml").count();
    assert!(prose.contains(&format!("{samples} samples")), "there are {samples}");

    let command = "stackplan eval profiles/minimal.toml --fail-on no-such-condition || true";
    let refusal = run(command, folder(&readme).path(), "the list of conditions");
    let known = refusal.split_once("[possible values: ").and_then(|(_, rest)| rest.split_once(']')).unwrap().0;
    let table = readme.tables().into_iter().find(|table| table.first == "condition").unwrap();
    let listed: Vec<&str> = table.rows.iter().filter_map(|row| row.first()).flat_map(|cell| quoted(cell)).collect();
    assert_eq!(listed, known.split(", ").collect::<Vec<_>>());
}

#[test]
fn the_readme_lists_the_keys_of_the_json_object_in_order() {
    let readme = Page::read("README.md");
    let text = run("stackplan eval profiles/full.toml --format json", folder(&readme).path(), "the keys");
    let keys: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("  \"")?.split('"').next()).collect();
    let table = readme.tables().into_iter().find(|table| table.first == "JSON key").unwrap();
    let listed: Vec<&str> = table.rows.iter().filter_map(|row| row.first()).flat_map(|cell| quoted(cell)).collect();
    assert_eq!(listed, keys);
}

#[test]
fn the_page_on_tests_has_a_row_for_every_test_file() {
    let table = Page::read("tests/README.md").tables().into_iter().find(|table| table.first == "file").unwrap();
    let listed: BTreeSet<String> =
        table.rows.iter().filter_map(|row| Some((*quoted(row.first()?).first()?).to_owned())).collect();
    let entries = fs::read_dir(repository().join("tests")).unwrap();
    let mut files: BTreeSet<String> = entries.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    files.retain(|name| name.ends_with(".rs"));
    assert_eq!(listed, files);
}
