//! What the crate is built from: known sources, exact versions, a toolchain as old as is said, nothing unsafe, a reason for
//! each exception.
#![allow(clippy::panic, clippy::unwrap_used, reason = "a test may panic")]

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

fn table(path: &str) -> toml::Table {
    read(path).parse().unwrap()
}

#[test]
fn every_package_comes_from_the_registry_with_its_hash() {
    let lock = table("Cargo.lock");
    let packages = lock["package"].as_array().unwrap();
    assert!(packages.len() > 50);
    for package in packages {
        let name = package["name"].as_str().unwrap();
        let is_own = name == env!("CARGO_PKG_NAME");
        let source = package.get("source").and_then(toml::Value::as_str);
        assert_eq!(source == Some("registry+https://github.com/rust-lang/crates.io-index"), !is_own, "{name}");
        assert_eq!(package.get("checksum").is_some(), !is_own, "{name}");
    }
}

#[test]
fn no_dependency_asks_for_a_newer_toolchain_than_the_crate_does() {
    let version = |text: &str| -> Vec<u32> { text.split('.').take(2).map(|part| part.parse().unwrap()).collect() };
    let rustc = String::from_utf8(Command::new("rustc").arg("-vV").output().unwrap().stdout).unwrap();
    let host = rustc.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["metadata", "--locked", "--format-version", "1", "--filter-platform", host]);
    let output = cargo.current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let nodes = metadata["resolve"]["nodes"].as_array().unwrap();
    let is_used = |package: &Value| nodes.iter().any(|node| node["id"] == package["id"]);
    let mut declared = 0;
    for package in metadata["packages"].as_array().unwrap().iter().filter(|package| is_used(package)) {
        if let Some(asked) = package["rust_version"].as_str() {
            declared += 1;
            assert!(version(asked) <= version(env!("CARGO_PKG_RUST_VERSION")), "{} asks for {asked}", package["name"]);
        }
    }
    assert!(declared > 50, "{declared} say what they ask for");
}

#[test]
fn nothing_unsafe_is_allowed_and_nothing_newer_than_the_toolchain_that_is_said() {
    let lints = &table("Cargo.toml")["lints"];
    assert_eq!(lints["rust"]["unsafe_code"].as_str(), Some("forbid"));
    assert_eq!(lints["clippy"]["incompatible_msrv"].as_str(), Some("deny"));
}

#[test]
fn every_exception_has_its_reason() {
    let deny = table(".deny.toml");
    for list in ["skip", "deny"] {
        for entry in deny["bans"][list].as_array().unwrap() {
            assert!(entry["reason"].as_str().is_some_and(|reason| !reason.is_empty()), "{entry:?}");
        }
    }
}

#[test]
fn what_ci_runs_takes_the_versions_of_the_lock_file() {
    let mut commands = 0;
    for line in read("tests/run").lines().filter(|line| !line.trim_start().starts_with("say ")) {
        for command in ["clippy", "test", "run", "doc", "install", "deny"].map(|name| format!("cargo {name} ")) {
            if let Some(at) = line.find(&command) {
                commands += 1;
                assert!(line.split_at(at).1.contains(" --locked"), "{line}");
            }
        }
    }
    assert!(commands > 5, "{commands}");
}
