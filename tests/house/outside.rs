//! Who touches the outside world, and who sees the types of which library.

use regex::Regex;

use crate::nothing_wrong;
use crate::tree::{File, sources};

/// What may stand only below certain paths, and why.
struct Fence {
    what: &'static str,
    pattern: &'static str,
    inside: &'static [&'static str],
}

const FENCES: &[Fence] = &[
    Fence {
        what: "touches the outside world",
        pattern: r"\bstd::(?:fs|process|env|net)\b|\bstd::\{[^;]*\b(?:fs|process|env|net)\b|\b(?:std::)?io::(?:stdin|stdout|stderr)\b",
        inside: &["src/cli/", "crates/vcs/", "crates/prove/src/run", "src/main.rs"],
    },
    Fence { what: "prints", pattern: r"\b(?:e?println?|dbg)!", inside: &["src/cli/"] },
    Fence { what: "ends the program", pattern: r"\bprocess::(?:exit|abort)\b", inside: &[] },
    Fence {
        what: "names a parser's type",
        pattern: r"\b(?:syn|proc_macro2|quote|tree_sitter|tree_sitter_c)(?:::|;)",
        inside: &["crates/syntax/"],
    },
    Fence {
        what: "shows errors",
        pattern: r"\bmiette::",
        inside: &["src/cli/", "crates/report/", "crates/rules/src/error.rs"],
    },
];

#[test]
fn only_a_few_rooms_touch_the_outside() {
    nothing_wrong(&over_the_fence(&sources()));
}

#[test]
fn whoever_climbs_over_is_told() {
    let told = |path: &str, text: &str| over_the_fence(&[File::made_up(path, text)]);
    assert_eq!(
        told("crates/syntax/src/mod.rs", "\nuse std::fs;"),
        ["crates/syntax/src/mod.rs:2: touches the outside world"]
    );
    assert_eq!(
        told("crates/verdict/src/a.rs", "use std::{fmt, env};"),
        ["crates/verdict/src/a.rs:1: touches the outside world"]
    );
    assert_eq!(told("crates/report/src/a.rs", "println!()"), ["crates/report/src/a.rs:1: prints"]);
    assert_eq!(told("src/cli/a.rs", "std::process::exit(1)"), ["src/cli/a.rs:1: ends the program"]);
    assert_eq!(
        told("crates/model/src/a.rs", "fn f(e: &syn::Expr) {}"),
        ["crates/model/src/a.rs:1: names a parser's type"]
    );
    assert_eq!(told("crates/vcs/src/a.rs", "use miette::Result;"), ["crates/vcs/src/a.rs:1: shows errors"]);
}

#[test]
fn whoever_stays_inside_is_not_told() {
    let told = |path: &str, text: &str| over_the_fence(&[File::made_up(path, text)]);
    assert!(told("crates/syntax/src/rust/a.rs", "use syn::Expr;").is_empty());
    assert!(told("crates/vcs/src/a.rs", "use std::{fs, process};").is_empty());
    assert!(told("crates/verdict/src/a.rs", "env!(\"CARGO_PKG_VERSION\") // println!").is_empty());
}

fn over_the_fence(files: &[File]) -> Vec<String> {
    FENCES.iter().flat_map(|fence| files.iter().flat_map(|file| fence.climbed_by(file))).collect()
}

impl Fence {
    fn climbed_by(&self, file: &File) -> Vec<String> {
        if self.inside.iter().any(|inside| file.path.starts_with(inside)) {
            return Vec::new();
        }
        let code = file.code();
        let line = |offset: usize| code[..offset].matches('\n').count() + 1;
        let pattern = Regex::new(self.pattern).expect("a pattern");
        pattern.find_iter(&code).map(|found| format!("{}:{}: {}", file.path, line(found.start()), self.what)).collect()
    }
}
