//! Which lines compilers complain of: gcc, clang and rustc.

use std::sync::LazyLock;

use regex::Regex;

/// An error and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The file as the compiler names it.
    pub path: String,
    /// The line, from 1.
    pub line: usize,
    /// What it says.
    pub message: String,
}

static C_ERROR: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^(\S[^:]*):(\d+)(?::\d+)?: (?:fatal )?error: (.*)$").expect("a pattern"));
static RUST_HEAD: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^(error|warning)(?:\[\w+\])?: (.*)$").expect("a pattern"));
static RUST_PLACE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^\s*--> (.+?):(\d+):\d+$").expect("a pattern"));

/// The errors in what a build printed.
pub fn errors(printed: &str) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut head: Option<String> = None;
    for line in printed.lines() {
        let line = line.trim_end();
        if let Some(error) = C_ERROR.captures(line) {
            found.push(Diagnostic {
                path: error[1].to_owned(),
                line: error[2].parse().unwrap_or(0),
                message: error[3].to_owned(),
            });
        } else if let Some(next) = RUST_HEAD.captures(line) {
            head = (&next[1] == "error").then(|| next[2].to_owned());
        } else if let Some(place) = RUST_PLACE.captures(line)
            && let Some(message) = head.take()
        {
            found.push(Diagnostic { path: place[1].to_owned(), line: place[2].parse().unwrap_or(0), message });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_are_told_from_warnings() {
        let printed = "src/a.c:3:7: warning: unused\nsrc/a.c:12:1: error: void value\n\
                       warning: unused\n  --> src/b.rs:1:2\nerror[E0308]: mismatched types\n   --> src/b.rs:40:9\n";
        let places: Vec<(String, usize)> = errors(printed).into_iter().map(|error| (error.path, error.line)).collect();
        assert_eq!(places, [("src/a.c".to_owned(), 12), ("src/b.rs".to_owned(), 40)]);
    }
}
