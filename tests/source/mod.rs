//! Rust source as the house rules read it: code without comments and literals, literals with their lines.
//!
//! Items under `#[cfg(test)]` are left out of both.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "the helpers of a test may panic"
)]

use std::fs;
use std::path::{Path, PathBuf};

/// One file.
pub struct Source {
    /// Its path from the top of the repository, with `/`.
    pub path: String,
    pub text: String,
    /// The code, with comments and the insides of literals as spaces, line for line.
    pub code: String,
    /// String literals with their lines, as written between the quotes.
    pub literals: Vec<(usize, String)>,
}

/// Every Rust file under a folder of the repository, by path.
pub fn files(folder: &str) -> Vec<Source> {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found: Vec<PathBuf> = Vec::new();
    let mut open = vec![top.join(folder)];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(&next).unwrap_or_else(|error| panic!("{}: {error}", next.display())) {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }
    found.sort();
    let source = |path: PathBuf| {
        let name = path.strip_prefix(top).unwrap().to_str().unwrap().replace('\\', "/");
        Source::new(name, fs::read_to_string(&path).unwrap())
    };
    found.into_iter().map(source).collect()
}

impl Source {
    pub fn new(path: String, text: String) -> Self {
        let (mut code, mut literals) = strip(&text);
        while let Some(from) = code.find("#[cfg(test)]") {
            let to = end_of_item(&code, from);
            let blank: String = code[from..to].chars().map(|c| if c == '\n' { '\n' } else { ' ' }).collect();
            code.replace_range(from..to, &blank);
            literals.retain(|(at, _)| !(from..to).contains(at));
        }
        let line = |at: usize| code[..at].matches('\n').count() + 1;
        let literals = literals.iter().map(|(at, literal)| (line(*at), literal.clone())).collect();
        Self { path, text, code, literals }
    }

    /// The room: the first part of the path below `src/`.
    pub fn room(&self) -> &str {
        let inside = self.path.strip_prefix("src/").unwrap();
        inside.split(['/', '.']).next().unwrap()
    }

    /// How many rooms and passages lie above: 1 for `src/foo.rs`, 2 for `src/foo/bar.rs`.
    pub fn depth(&self) -> usize {
        self.path.matches('/').count()
    }

    /// The words of the code with their lines: identifiers, keywords, numbers.
    pub fn words(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines = self.code.lines().enumerate();
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        lines.flat_map(move |(at, line)| {
            line.split(move |c: char| !is_word(c)).filter(|word| !word.is_empty()).map(move |word| (at + 1, word))
        })
    }

    /// Every path that begins with `start`, such as `crate::`, grouped imports taken apart: the words behind it.
    pub fn paths(&self, start: &str) -> Vec<String> {
        let code: String = self.code.split_whitespace().collect::<Vec<_>>().join(" ").replace(":: ", "::");
        let mut found = Vec::new();
        for (at, _) in code.match_indices(start) {
            if code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':') {
                continue;
            }
            let rest = &code[at + start.len()..];
            match rest.strip_prefix('{') {
                Some(group) => found.extend(members(group)),
                None => found.push(
                    rest.split(|c: char| !(c.is_alphanumeric() || "_:".contains(c))).collect::<Vec<_>>()[0].to_owned(),
                ),
            }
        }
        found
    }
}

/// The members of a group of imports, up to its closing brace.
fn members(group: &str) -> Vec<String> {
    let (mut depth, mut members) = (0, vec![String::new()]);
    for c in group.chars().filter(|c| !c.is_whitespace()) {
        match c {
            '}' if depth == 0 => break,
            ',' if depth == 0 => members.push(String::new()),
            _ => {
                depth += i32::from(c == '{') - i32::from(c == '}');
                members.last_mut().unwrap().push(c);
            }
        }
    }
    members.retain(|member| !member.is_empty());
    members
}

/// The end of the item behind an attribute: its closing brace, or its semicolon.
fn end_of_item(code: &str, from: usize) -> usize {
    let mut depth = 0;
    for (at, byte) in code.bytes().enumerate().skip(from) {
        match byte {
            b'{' => depth += 1,
            b'}' if depth == 1 => return at + 1,
            b'}' => depth -= 1,
            b';' if depth == 0 => return at + 1,
            _ => {}
        }
    }
    code.len()
}

/// The code with everything else as spaces, line for line, and the string literals with their places in it.
fn strip(text: &str) -> (String, Vec<(usize, String)>) {
    let mut code = String::with_capacity(text.len());
    let mut literals = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (length, literal) = not_code(rest, &code);
        if let Some(literal) = literal {
            literals.push((code.len(), literal.to_owned()));
        }
        if length == 0 {
            code.push(first);
        } else {
            code.extend(rest[..length].chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
        }
        rest = &rest[if length == 0 { first.len_utf8() } else { length }..];
    }
    (code, literals)
}

/// The length of the comment or literal that `rest` begins with, 0 for code, and the inside of a string literal.
fn not_code<'t>(rest: &'t str, before: &str) -> (usize, Option<&'t str>) {
    let upto = |end: Option<usize>| end.unwrap_or(rest.len());
    if rest.starts_with("//") {
        return (upto(rest.find('\n')), None);
    }
    if rest.starts_with("/*") {
        return (upto(rest.find("*/").map(|end| end + 2)), None);
    }
    if let Some(inside) = rest.strip_prefix('\'') {
        let mut chars = inside.char_indices();
        let length = match (chars.next(), chars.next()) {
            (Some((_, '\\')), Some(_)) => inside[2..].find('\'').map_or(0, |end| end + 4),
            (Some(_), Some((end, '\''))) => end + 2,
            _ => 0,
        };
        return (length, None);
    }
    let is_word_before = before.ends_with(|c: char| c.is_alphanumeric() || c == '_');
    let prefix = rest.len() - rest.trim_start_matches(['b', 'c']).len();
    let bare = if is_word_before || prefix > 1 { rest } else { &rest[prefix..] };
    let raw = bare.strip_prefix('r').filter(|_| !is_word_before);
    let hashes = raw.map(|raw| raw.len() - raw.trim_start_matches('#').len());
    let Some(inside) = raw.map_or(bare, |raw| &raw[hashes.unwrap_or(0)..]).strip_prefix('"') else { return (0, None) };
    let close = format!("\"{}", "#".repeat(hashes.unwrap_or(0)));
    let end = match hashes {
        Some(_) => upto(inside.find(&close)),
        None => end_of_text(inside),
    };
    let open = rest.len() - inside.len();
    ((open + end + close.len()).min(rest.len()), Some(&inside[..end]))
}

/// Where a literal with escapes ends.
fn end_of_text(inside: &str) -> usize {
    let mut is_escaped = false;
    for (at, c) in inside.char_indices() {
        match c {
            '"' if !is_escaped => return at,
            _ => is_escaped = c == '\\' && !is_escaped,
        }
    }
    inside.len()
}
