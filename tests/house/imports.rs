//! Imports run one way: main -> cli -> pipeline -> stages -> model.

use regex::Regex;

use crate::nothing_wrong;
use crate::tree::{File, sources};

/// Each room and the rooms that it may import.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("claims", &["model"]),
    ("evidence", &["model"]),
    ("judge", &["model"]),
    ("lang", &["model"]),
    ("prove", &["model"]),
    ("report", &["model"]),
    ("rules", &["model"]),
    ("source", &["model"]),
    ("spec", &["model"]),
    ("pipeline", &["claims", "evidence", "judge", "lang", "model", "rules", "source", "spec"]),
    (
        "cli",
        &["claims", "evidence", "judge", "lang", "model", "pipeline", "prove", "report", "rules", "source", "spec"],
    ),
    ("lib", &[]),
    ("main", &["cli"]),
];

#[test]
fn imports_run_one_way() {
    nothing_wrong(&wrong_imports(&sources()));
}

#[test]
fn a_wrong_import_is_told() {
    let told = |path: &str, text: &str| wrong_imports(&[File::made_up(path, text)]);
    assert_eq!(told("src/model/text.rs", "use crate::lang::Language;"), ["src/model/text.rs: model imports lang"]);
    assert_eq!(told("src/rules/a/b.rs", "use super::super::super::cli::run;"), ["src/rules/a/b.rs: rules imports cli"]);
    assert_eq!(
        told("src/judge/mod.rs", "fn f() { super::report::render() }"),
        ["src/judge/mod.rs: judge imports report"]
    );
    assert_eq!(told("src/lang/c.rs", "use crate::{model::Span, source};"), ["src/lang/c.rs: lang imports source"]);
    assert_eq!(told("src/main.rs", "makegood::report::render()"), ["src/main.rs: main imports report"]);
    assert_eq!(told("src/attic/mod.rs", ""), ["src/attic/mod.rs: the room attic is not known to this test"]);
}

#[test]
fn a_right_import_is_not_told() {
    let told = |path: &str, text: &str| wrong_imports(&[File::made_up(path, text)]);
    assert!(told("src/lang/c.rs", "// crate::cli is elsewhere\nuse crate::model::Span; use super::source;").is_empty());
    assert!(told("src/lang/mod.rs", "#[cfg(test)]\nmod tests { use crate::source::x; }").is_empty());
    assert!(told("src/cli/mod.rs", "use crate::{model::Span, source};").is_empty());
}

fn wrong_imports(files: &[File]) -> Vec<String> {
    files.iter().flat_map(wrong_imports_of).collect()
}

fn wrong_imports_of(file: &File) -> Vec<String> {
    let room = file.room();
    let Some((_, allowed)) = MAY_IMPORT.iter().find(|(name, _)| *name == room) else {
        return vec![format!("{}: the room {room} is not known to this test", file.path)];
    };
    let mut imported = imported_rooms(file);
    imported.retain(|name| name != room && !allowed.contains(&name.as_str()));
    imported.dedup();
    imported.iter().map(|name| format!("{}: {room} imports {name}", file.path)).collect()
}

/// The rooms that a file names, whether in a `use` or in the middle of the code.
fn imported_rooms(file: &File) -> Vec<String> {
    let code = file.code();
    let path = Regex::new(r"\b(?:crate|makegood|((?:super::)*super))::(?:(\w+)|\{([^;]*)\})").expect("a pattern");
    let inner = Regex::new(r"(?:^|,)\s*(\w+)").expect("a pattern");
    let known = |name: &str| MAY_IMPORT.iter().any(|(room, _)| *room == name);
    path.captures_iter(&code)
        .filter(|found| found.get(1).is_none_or(|supers| reaches_root(file, supers.as_str())))
        .flat_map(|found| match (found.get(2), found.get(3)) {
            (Some(name), _) => vec![name.as_str().to_owned()],
            (None, Some(group)) => inner.captures_iter(group.as_str()).map(|name| name[1].to_owned()).collect(),
            (None, None) => Vec::new(),
        })
        .filter(|name| known(name))
        .collect()
}

/// Whether that many `super` lead out of the room that the file stands in.
fn reaches_root(file: &File, supers: &str) -> bool {
    let below = file.path.trim_start_matches("src/").trim_end_matches(".rs").trim_end_matches("/mod");
    supers.matches("super").count() >= below.split('/').count()
}
