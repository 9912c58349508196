//! The bounds of files: their size, their text, and how deep they nest.

use std::fs;
use std::time::{Duration, Instant};

use crate::support::{Run, Scratch, run, stackplan};
use crate::{ACCEPTED, verdict, verdict_on, with};

#[test]
fn tables_and_lists_nest_32_deep() {
    for (deep, wanted) in [(31, false), (32, false), (33, true), (500, true), (100_000, true)] {
        let list = format!("traction.enterprise_lois = {}{}", "[".repeat(deep - 1), "]".repeat(deep - 1));
        let table = format!("[{}]", vec!["expect"; deep].join("."));
        let inline = format!("offer = {}1{}", "{a=".repeat(deep), "}".repeat(deep));
        for lines in [list, table, inline] {
            let began = Instant::now();
            let found = verdict_on(with(&lines));
            assert_eq!(found.contains("too-deep"), wanted, "{deep} deep: {found}");
            assert!(began.elapsed() < Duration::from_secs(20), "{deep} deep takes {:?}", began.elapsed());
        }
    }
}

#[test]
fn what_is_nested_too_deep_is_said_once() {
    let found = verdict_on(with(&format!("traction.enterprise_lois = {}{}", "[".repeat(500), "]".repeat(500))));
    assert_eq!(found.matches("too-deep").count(), 1, "{found}");
}

#[test]
fn a_file_is_utf8_text_of_toml() {
    let profile = with("traction.mrr = 1");
    let marked = format!("\u{feff}{profile}");
    let utf_16: Vec<u8> = marked.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let latin_1 = [profile.as_bytes(), b"# caf\xe9\n"].concat();
    let cut_short = [profile.as_bytes(), "# é".as_bytes().split_last().unwrap().1].concat();
    let cases: [(&str, Vec<u8>, &str); 11] = [
        ("a byte order mark", marked.into_bytes(), ACCEPTED),
        ("Windows line breaks", profile.replace('\n', "\r\n").into_bytes(), ACCEPTED),
        ("no line break at the end", profile.trim_end().into(), ACCEPTED),
        ("nothing", vec![], "missing-key missing-key"),
        ("a byte order mark and nothing", "\u{feff}".into(), "missing-key missing-key"),
        ("comments alone", b"# nothing\n\n# here\n".to_vec(), "missing-key missing-key"),
        ("UTF-16", utf_16, "not-utf8"),
        ("Latin-1", latin_1, "not-utf8"),
        ("a character cut short", cut_short, "not-utf8"),
        ("a program", fs::read(env!("CARGO_BIN_EXE_stackplan")).unwrap()[..4096].to_vec(), "not-utf8"),
        ("a NUL", profile.replace("Bound", "Bo\0und").into_bytes(), "syntax"),
    ];
    let mut wrong = Vec::new();
    for (name, bytes, wanted) in cases {
        let found = verdict_on(bytes);
        if found != wanted {
            wrong.push(format!("{name}: wanted {wanted}, found {found}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_file_is_at_most_a_mebibyte() {
    let scratch = Scratch::new();
    let text = with("");
    let padded = |size: usize| format!("{text}#{}", "x".repeat(size - text.len() - 1)).into_bytes();
    let program = "extends = \"builtin\"\nversion = \"x\"\n#".to_owned();
    let padded_program = |size: usize| format!("{program}{}", "x".repeat(size - program.len())).into_bytes();
    for (size, wanted) in [((1 << 20) - 1, ACCEPTED), (1 << 20, ACCEPTED), ((1 << 20) + 1, "too-large")] {
        let path = scratch.write("profile.toml", padded(size));
        assert_eq!(verdict(&run(["eval", &path, "--format", "json"])), wanted, "a file of {size}");
        assert_eq!(verdict_on(padded(size)), wanted, "{size} on stdin");
        let program = scratch.write("program.toml", padded_program(size));
        let found = verdict(&run(["eval", "profiles/minimal.toml", "--program", &program, "--format", "json"]));
        assert_eq!(found, wanted, "a program of {size}");
    }
}

#[test]
fn a_file_far_too_large_is_refused_at_once_and_in_little_memory() {
    let scratch = Scratch::new();
    let path = scratch.path("sparse.toml");
    fs::File::create(&path).unwrap().set_len(100_000_000).unwrap();
    let began = Instant::now();
    assert_eq!(verdict(&run(["eval", &path, "--format", "json"])), "too-large");
    assert!(began.elapsed() < Duration::from_secs(2), "takes {:?}", began.elapsed());
    if cfg!(target_os = "linux") {
        // 64 MB of address space, less than the file takes.
        let script = "ulimit -v 65536 && exec \"$0\" eval \"$1\" --format json";
        let limited =
            Run::of(assert_cmd::Command::new("sh").args(["-c", script, env!("CARGO_BIN_EXE_stackplan"), &path]));
        assert_eq!(verdict(&limited), "too-large");
    }
}

#[test]
fn what_is_no_file_is_unreadable() {
    let scratch = Scratch::new();
    for path in [scratch.path("missing.toml"), scratch.path(""), scratch.path("missing/profile.toml"), String::new()] {
        for arguments in [vec![path.as_str()], vec!["profiles/minimal.toml", "--program", &path]] {
            let run = Run::of(stackplan().args(["eval", "--format", "json"]).args(&arguments));
            assert_eq!(verdict(&run), "unreadable", "{arguments:?}");
        }
    }
}
