//! Files of one concept each, with names that say which; nothing switched off without a reason; no trace of a machine.

use regex::Regex;

use crate::nothing_wrong;
use crate::tree::{File, files, folders, root, sources};

/// A longer file is probably about two things.
const MOST_LINES: usize = 400;

#[test]
fn no_file_is_too_long() {
    nothing_wrong(&too_long(&sources()));
}

#[test]
fn a_long_file_is_told() {
    let long = File::made_up("src/cli/a.rs", &"\n".repeat(401));
    assert_eq!(too_long(&[long]), ["src/cli/a.rs: 401 lines, more than 400"]);
    assert!(too_long(&[File::made_up("src/cli/a.rs", &"\n".repeat(400))]).is_empty());
}

#[test]
fn every_module_has_a_name_that_says_something() {
    nothing_wrong(&names_that_say_nothing(&sources()));
}

#[test]
fn a_name_that_says_nothing_is_told() {
    let made_up =
        ["src/utils.rs", "src/cli/helpers/mod.rs", "crates/syntax/src/common.rs", "crates/report/src/misc.rs"];
    for path in made_up {
        assert_eq!(names_that_say_nothing(&[File::made_up(path, "")]), [format!("{path}: a name that says nothing")]);
    }
    assert!(names_that_say_nothing(&[File::made_up("crates/syntax/src/misconception.rs", "")]).is_empty());
}

#[test]
fn every_module_says_what_it_is_for() {
    nothing_wrong(&silent(&sources()));
}

#[test]
fn a_silent_module_is_told() {
    assert_eq!(silent(&[File::made_up("src/a.rs", "use b;\n//! late\n")]), ["src/a.rs: does not say what it is for"]);
}

#[test]
fn nothing_is_allowed_without_a_reason() {
    let rust = files(".").into_iter().filter(|file| file.path.ends_with(".rs") && !file.path.starts_with("fixtures/"));
    nothing_wrong(&allowed_without_reason(&rust.collect::<Vec<_>>()));
}

#[test]
fn an_allowance_without_a_reason_is_told() {
    // Put together here so that this file does not complain about itself.
    let attribute = |inner: &str| format!("fn f() {{}}\n#[{}({inner})]\nfn g() {{}}", "allow");
    let told = |text: &str| allowed_without_reason(&[File::made_up("src/a.rs", text)]);
    assert_eq!(told(&attribute("dead_code")), ["src/a.rs:2: allowed without a reason"]);
    assert!(told(&attribute("dead_code, reason = \"used on Windows\"")).is_empty());
}

#[test]
fn no_machine_is_named() {
    nothing_wrong(&machine_paths(&files(".")));
}

#[test]
fn a_machine_that_is_named_is_told() {
    for path in ["work/x", "root/x", "home/jane/x", "Users/jane/x"] {
        let file = File::made_up("docs/a.md", &format!("\nsee /{path}"));
        assert_eq!(machine_paths(&[file]), [format!("docs/a.md:2: names a machine's path `/{}/`", machine(path))]);
    }
    assert!(machine_paths(&[File::made_up("docs/a.md", "src/work/a.c, framework/root/x, /usr/bin")]).is_empty());
}

#[test]
fn every_fixture_says_why_it_exists() {
    let all = folders("fixtures");
    let fixtures = all.iter().filter(|folder| folder.matches('/').count() == 1);
    nothing_wrong(&unexplained(fixtures, &all, &|folder| {
        root().join("fixtures").join(folder).join("README.md").is_file()
    }));
}

#[test]
fn a_fixture_that_does_not_say_is_told() {
    let all: Vec<String> = ["a/", "b/", "b/c/", "b/d/"].map(str::to_owned).into();
    let told = |explained: &[&str]| unexplained(all.iter().take(2), &all, &|folder| explained.contains(&folder));
    assert_eq!(told(&["b/"]), ["fixtures/a/ has no README.md"]);
    assert_eq!(told(&["a/", "b/c/"]), ["fixtures/b/d/ has no README.md"]);
    assert!(told(&["a/", "b/c/", "b/d/"]).is_empty());
}

/// A folder explains itself, or else holds situations that each do.
fn unexplained<'a>(
    fixtures: impl Iterator<Item = &'a String>,
    all: &[String],
    explains: &dyn Fn(&str) -> bool,
) -> Vec<String> {
    let missing = fixtures.filter(|folder| !explains(folder)).flat_map(|folder| {
        let inside = |other: &&String| other.starts_with(folder.as_str()) && other.matches('/').count() == 2;
        let situations: Vec<&String> = all.iter().filter(inside).collect();
        if situations.is_empty() { vec![folder] } else { situations }
    });
    missing.filter(|folder| !explains(folder)).map(|folder| format!("fixtures/{folder} has no README.md")).collect()
}

/// The first two parts of a home, the first part of anything else.
fn machine(path: &str) -> String {
    let parts = if path.starts_with("home") || path.starts_with("Users") { 2 } else { 1 };
    path.split('/').take(parts).collect::<Vec<_>>().join("/")
}

fn too_long(files: &[File]) -> Vec<String> {
    let lines = files.iter().map(|file| (file, file.text.lines().count())).filter(|(_, lines)| *lines > MOST_LINES);
    lines.map(|(file, lines)| format!("{}: {lines} lines, more than {MOST_LINES}", file.path)).collect()
}

fn names_that_say_nothing(files: &[File]) -> Vec<String> {
    let empty = ["utils", "util", "helpers", "helper", "common", "misc", "imp", "stuff"];
    let named = |file: &&File| file.path.trim_end_matches(".rs").split('/').any(|part| empty.contains(&part));
    files.iter().filter(named).map(|file| format!("{}: a name that says nothing", file.path)).collect()
}

fn silent(files: &[File]) -> Vec<String> {
    let silent = files.iter().filter(|file| !file.text.starts_with("//! "));
    silent.map(|file| format!("{}: does not say what it is for", file.path)).collect()
}

fn allowed_without_reason(files: &[File]) -> Vec<String> {
    let attribute = Regex::new(r"#!?\[allow\(([^\]]*)\)\]").expect("a pattern");
    let complaints = |file: &File| -> Vec<String> {
        let bare = attribute.captures_iter(&file.text).filter(|found| !found[1].contains("reason = \""));
        let line = |offset: usize| file.text[..offset].matches('\n').count() + 1;
        bare.map(|found| format!("{}:{}: allowed without a reason", file.path, line(found.get(0).unwrap().start())))
            .collect()
    };
    files.iter().flat_map(complaints).collect()
}

fn machine_paths(files: &[File]) -> Vec<String> {
    let path = Regex::new(r"(?:^|[^\w./~-])/((?:work|root|(?:home|Users)/\w+)/)").expect("a pattern");
    let complaints = |file: &File| -> Vec<String> {
        let lines = file.text.lines().enumerate();
        let named = lines.filter_map(|(number, line)| Some((number + 1, path.captures(line)?[1].to_owned())));
        named.map(|(line, path)| format!("{}:{line}: names a machine's path `/{path}`", file.path)).collect()
    };
    files.iter().flat_map(complaints).collect()
}
