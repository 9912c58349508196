//! A page for each profile of a folder, and their index: the whole folder is written, or nothing.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::{Form, ReportArgs, page, with_evaluation};
use crate::cli::{Answered, Failure, folder, input, interrupt, output};
use crate::diagnostic::{Diagnostics, Style};
use crate::document::Input;
use crate::program::Program;
use crate::report::html::{self, Entry};
use crate::text::escape_controls;

/// The file that lists the others.
const INDEX: &str = "index.html";
/// The most characters of a file's name before its extension.
const LONGEST: usize = 64;

/// Evaluates every profile of the folder and writes their pages.
pub fn run(args: &ReportArgs) -> Result<Answered, Failure> {
    if args.to.is_some_and(|form| form != Form::Html) {
        return Err(Failure::Usage("of a folder the report is pages: leave out --to, or give --to html".to_owned()));
    }
    let Some(target) = args.output.as_deref().filter(|path| *path != input::STDIO) else {
        return Err(Failure::Usage("the pages of a folder need a folder of their own: name it with -o".to_owned()));
    };
    input::check_arguments(&args.common)?;
    let program = input::program(&args.common)?;
    let paths = folder::profiles(&args.profile)?;
    check(target)?;
    let case = args.case;
    let mut files: Vec<(String, String)> = Vec::new();
    let (mut entries, mut failed) = (Vec::new(), Vec::new());
    for path in paths {
        let made =
            input::profile(&path, &args.common).and_then(|input| made(&input, &program, args, &path, &mut files));
        match made {
            Ok(entry) => entries.push(entry),
            Err(diagnostics) => failed.push((path, diagnostics)),
        }
    }
    files.push((INDEX.to_owned(), html::index(&folder_name(&args.profile), case, &entries, &failed)));
    // Where a link leads, so that the link stays.
    let place = fs::canonicalize(target).unwrap_or_else(|_| PathBuf::from(target));
    write(&files, &place).map_err(|source| Failure::unwritten(target, source))?;
    Ok(told(&failed, entries.len()))
}

/// The name of a folder itself, whatever the path to it.
fn folder_name(path: &str) -> String {
    let real = fs::canonicalize(path).unwrap_or_else(|_| PathBuf::from(path));
    real.file_name().map_or_else(|| path.to_owned(), |name| name.to_string_lossy().into_owned())
}

/// The entry of one profile, whose page joins the files.
fn made(
    input: &Input,
    program: &Program,
    args: &ReportArgs,
    path: &str,
    files: &mut Vec<(String, String)>,
) -> Result<Entry, Diagnostics> {
    let case = args.case;
    with_evaluation(input, program, |evaluation| {
        let stem = Path::new(path).file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let name = evaluation.profile.company.id.clone().unwrap_or(stem);
        let file = unique(&name, files);
        let text = page(input, evaluation, case)?;
        let entry = Entry::of(evaluation, case, &file);
        files.push((file, text));
        Ok(entry)
    })?
}

/// A file's name from a company's id or a profile's: letters, digits and hyphens, unlike every other and the index.
fn unique(name: &str, files: &[(String, String)]) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    let name: String = name.chars().map(plain).take(LONGEST).collect();
    let name = name.trim_matches('-');
    let name = if name.is_empty() { "company" } else { name };
    let is_free = |file: &String| file != INDEX && files.iter().all(|(other, _)| other != file);
    let numbered = (2_usize..).map(|number| format!("{name}-{number}.html"));
    std::iter::once(format!("{name}.html")).chain(numbered).find(is_free).unwrap_or_default()
}

/// Refuses a place that holds anything else than such a report.
fn check(target: &str) -> Result<(), Failure> {
    let shown = escape_controls(target);
    let refuse = |what: String| Err(Failure::Usage(format!("-o names `{shown}`, {what}; name a new folder")));
    let path = Path::new(target);
    if !path.exists() {
        return Ok(());
    }
    if !path.is_dir() {
        return refuse("which is no folder, and the pages of a folder need one".to_owned());
    }
    let entries = fs::read_dir(path).map_err(|source| Failure::unwritten(target, source))?;
    let names: Vec<PathBuf> = entries.filter_map(Result::ok).map(|entry| entry.path()).collect();
    let is_page = |path: &PathBuf| {
        path.extension().is_some_and(|extension| extension == "html")
            && fs::read_to_string(path).is_ok_and(|text| html::is_report(&text))
    };
    match names.iter().find(|path| !is_page(path)) {
        Some(other) => {
            let name = other.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            refuse(format!("which holds `{}` and would be replaced as a whole", escape_controls(&name)))
        }
        None => Ok(()),
    }
}

/// Writes all files beside the target first, then puts the folder in its place.
fn write(files: &[(String, String)], target: &Path) -> io::Result<()> {
    let parent = target.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let unmade = |error: io::Error| {
        let shown = parent.display().to_string();
        let message = format!("no folder can be made in `{}`: {}", escape_controls(&shown), error.kind());
        io::Error::new(error.kind(), message)
    };
    let beside = || tempfile::Builder::new().prefix(".stackplan-").tempdir_in(parent);
    let made = interrupt::make(beside, TempDir::path).map_err(unmade)?;
    let pages = made.path().join("pages");
    fs::create_dir(&pages)?;
    for (name, text) in files {
        interrupt::undisturbed(|| fs::write(pages.join(name), text))?;
    }
    let before = made.path().join("before");
    interrupt::undisturbed(|| put(&pages, target, &before))?;
    // What is left of the report before goes with the folder that holds it.
    made.close()
}

/// Puts a folder in its place, and what is there elsewhere.
fn put(pages: &Path, target: &Path, before: &Path) -> io::Result<()> {
    let is_there = target.exists();
    if is_there {
        fs::rename(target, before)?;
    }
    if let Err(error) = fs::rename(pages, target) {
        if is_there {
            fs::rename(before, target)?;
        }
        return Err(error);
    }
    Ok(())
}

/// Says on stderr which profiles have mistakes.
fn told(failed: &[(String, Diagnostics)], count: usize) -> Answered {
    if failed.is_empty() {
        return Answered::Yes;
    }
    for (_, diagnostics) in failed {
        output::to_stderr(&format!("{}\n\n", diagnostics.render(Style::Plain)));
    }
    let all = failed.len().saturating_add(count);
    let have = if failed.len() == 1 { "has" } else { "have" };
    output::to_stderr(&format!("{} of {all} profiles {have} mistakes; {INDEX} lists them\n", failed.len()));
    Answered::ToldNo
}
