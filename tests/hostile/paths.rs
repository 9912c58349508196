//! Paths that lead elsewhere: in ids, in `-o`, through links.

use std::fs;

use crate::support::{Scratch, names_in, root, run, run_on};

const MINIMAL: &str = "profiles/minimal.toml";

#[test]
fn an_id_is_no_path() {
    for id in ["../evil", "/etc/passwd", "..", ".", "a/b", "a\\\\b", "con.html", "a b", "~", "%2e%2e", "", "é"] {
        let refused = run(["eval", MINIMAL, "--set", &format!("company.id=\"{id}\"")]).refusal();
        assert!(refused.starts_with("error[id-form]"), "{id}: {refused}");
    }
}

#[test]
fn the_pages_of_a_folder_stay_in_their_folder_whatever_the_profiles_are_called() {
    let scratch = Scratch::new();
    fs::create_dir(scratch.path("in")).unwrap();
    let profile = fs::read(root().join(MINIMAL)).unwrap();
    for name in ["..toml", "...toml", "..%2f..%2fevil.toml", "-o.toml", "index.toml", "<b>.toml", "a\nb.toml"] {
        fs::write(scratch.folder().join("in").join(name), &profile).unwrap();
    }
    run(["report", &scratch.path("in"), "-o", &scratch.path("out")]).answer();
    assert_eq!(names_in(scratch.folder()), ["in", "out"]);
    for name in names_in(&scratch.folder().join("out")) {
        let stem = name.strip_suffix(".html").unwrap();
        assert!(stem.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'), "{name}");
    }
}

#[test]
fn a_result_goes_nowhere_else_than_to_the_place_named() {
    let scratch = Scratch::new();
    let folder = scratch.folder().to_str().unwrap().to_owned();
    scratch.write("file", "what was there");
    for place in ["", "file/x", "no/such/folder/x", ".", "..", "x/", "file/"] {
        let path = if place.is_empty() { String::new() } else { format!("{folder}/{place}") };
        let refused = run(["eval", MINIMAL, "-o", &path]).refusal();
        assert!(refused.starts_with("error: "), "{place}: {refused}");
        assert_eq!(
            (names_in(scratch.folder()), scratch.read("file")),
            (vec!["file".to_owned()], "what was there".to_owned())
        );
    }
    fs::create_dir(scratch.path("a")).unwrap();
    run(["eval", MINIMAL, "-o", &format!("{folder}/a/../b")]).answer();
    assert_eq!(names_in(scratch.folder()), ["a", "b", "file"]);
}

#[test]
#[cfg(unix)]
fn a_link_is_followed_once_and_never_in_a_circle() {
    use std::os::unix::fs::symlink;
    let scratch = Scratch::new();
    fs::create_dir(scratch.path("kept")).unwrap();
    scratch.write("kept/real.txt", "old");
    symlink("kept/real.txt", scratch.path("link")).unwrap();
    run(["eval", MINIMAL, "-o", &scratch.path("link")]).answer();
    assert_eq!(names_in(scratch.folder()), ["kept", "link"]);
    assert_eq!(names_in(&scratch.folder().join("kept")), ["real.txt"], "made beside the file, and moved");
    assert!(scratch.read("kept/real.txt") == run(["eval", MINIMAL]).answer());
    symlink("circle", scratch.path("circle")).unwrap();
    run(["eval", &scratch.path("circle")]).refusal();
    let _ = run(["eval", MINIMAL, "-o", &scratch.path("circle")]);
    assert_eq!(names_in(scratch.folder()), ["circle", "kept", "link"]);
}

#[test]
#[cfg(unix)]
fn the_pages_of_a_folder_go_where_a_link_leads_and_the_link_stays() {
    use std::os::unix::fs::symlink;
    let scratch = Scratch::new();
    fs::create_dir(scratch.path("real")).unwrap();
    symlink("real", scratch.path("link")).unwrap();
    for _ in 0..2 {
        run(["report", "profiles", "-o", &scratch.path("link")]).answer();
        assert_eq!(names_in(scratch.folder()), ["link", "real"]);
        assert!(fs::symlink_metadata(scratch.path("link")).unwrap().is_symlink());
        assert!(names_in(&scratch.folder().join("real")).contains(&"index.html".to_owned()));
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_file_whose_name_is_no_utf_8_is_read_or_refused_like_any_other() {
    use std::os::unix::ffi::OsStrExt;
    let scratch = Scratch::new();
    let name = std::ffi::OsStr::from_bytes(b"a\xff\x1b[31m.toml");
    fs::write(scratch.folder().join(name), fs::read(root().join(MINIMAL)).unwrap()).unwrap();
    let whole = scratch.folder().to_str().unwrap();
    for args in [&["batch", whole][..], &["check", whole], &["compare", whole, "--format", "text"]] {
        let run = run(args);
        assert!(run.status.is_some_and(|status| status <= 2), "{args:?}");
        assert!(!format!("{}{}", run.stdout, run.stderr).contains('\u{1b}'), "{args:?}");
    }
    let argument = scratch.folder().join(name);
    let run = crate::support::Run::of(crate::support::stackplan().arg("eval").arg(&argument));
    assert!(!run.stderr.contains('\u{1b}') && run.status == Some(2), "{}", run.stderr);
}

#[test]
fn nothing_is_read_twice_from_stdin() {
    for args in [&["eval", "-", "--program", "-"][..], &["batch", "-", "-"], &["check", "-", "-"]] {
        assert_eq!(run_on("", args).status, Some(2), "{args:?}");
    }
}
