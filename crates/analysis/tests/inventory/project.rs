//! The tests of whole projects: their state, what they reach, what is wrong with them.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use analysis::test_inventory::{Files, Inventory, Smells, Test, inventory, smells};
use model::SourceText;

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

/// The paths below `folder`, from it, in order.
fn paths(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut ahead: Vec<PathBuf> = vec![folder.to_owned()];
    while let Some(next) = ahead.pop() {
        for entry in std::fs::read_dir(&next).expect("a readable folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() && path.file_name().is_some_and(|name| name != ".git") {
                ahead.push(path);
            } else if path.is_file() {
                found.push(path.strip_prefix(folder).expect("below the folder").to_string_lossy().replace('\\', "/"));
            }
        }
    }
    found.sort();
    found
}

fn inventory_of(folder: &Path) -> Inventory {
    let paths = paths(folder);
    let read = |path: &str| Some(SourceText::new(path, std::fs::read(folder.join(path)).ok()?));
    let is_test = |path: &str| path.starts_with("tests/");
    inventory(&Files { paths: &paths, read: &read, is_test: &is_test })
}

fn told(inventory: &Inventory) -> String {
    let mut out = String::new();
    for test in &inventory.tests {
        let _ =
            writeln!(out, "{}:{} {} {:?}{}", test.path, test.line, test.name, test.state, duplicate(test, inventory));
    }
    for gap in &inventory.gaps {
        let _ = writeln!(out, "{} {}", gap.path, gap.reason);
    }
    out
}

fn duplicate(test: &Test, inventory: &Inventory) -> String {
    test.duplicate_of.map_or(String::new(), |number| format!(", the same as {}", inventory.tests[number].name))
}

#[test]
fn a_packages_tests_have_their_state() {
    let folder = root().join("fixtures/inventory/cargo-package");
    let found = inventory_of(&folder);
    let mut out = told(&found);
    for function in ["answer", "drain", "untested", "File::read", "net::open", "handle"] {
        let tests: Vec<&str> = found.tested_by(function, None).into_iter().map(|test| test.name.as_str()).collect();
        let _ = writeln!(
            out,
            "{function} is tested by {}",
            if tests.is_empty() { "nothing".into() } else { tests.join(", ") }
        );
    }
    for complaint in smells(&Smells { head: &found, base: None, stubs: &[] }) {
        let _ = writeln!(out, "{}: {}: {}", complaint.path, complaint.rule, complaint.message);
    }
    let expected = snapbox::Data::read_from(&folder.join("expected.txt"), None).raw();
    snapbox::Assert::new().action_env("SNAPSHOTS").eq(out, expected);
}

/// The inventories of the states of a history.
fn states(project: &str, wanted: &[&str]) -> BTreeMap<String, Inventory> {
    let replay = root().join("fixtures/streaming-provider/history/replay.sh");
    let scratch = tempfile::tempdir().expect("a folder");
    let run = |command: &mut Command| assert!(command.output().expect("it starts").status.success());
    run(Command::new("sh").arg(replay).arg(scratch.path()).arg(root().join("fixtures").join(project)));
    let mut found = BTreeMap::new();
    for state in wanted {
        run(Command::new("git").current_dir(scratch.path()).args(["checkout", "--quiet", state]));
        found.insert((*state).to_owned(), inventory_of(scratch.path()));
    }
    found
}

#[test]
fn the_streaming_provider_is_tested_at_its_last_state_only() {
    let states = states("streaming-provider", &["before", "delivered", "hidden", "announced", "complete"]);
    let running: Vec<usize> = ["before", "delivered", "hidden", "announced", "complete"]
        .iter()
        .map(|state| states[*state].running())
        .collect();
    assert_eq!(running, [70, 88, 81, 80, 159]);
    let tested = |state: &str| states[state].tested_by("openai_start_stream", None).len();
    assert_eq!((tested("delivered"), tested("announced")), (0, 0));
    assert!(tested("complete") > 50, "{} tests reach it", tested("complete"));
    let names: Vec<&str> =
        states["hidden"].tested_by("openai_start_stream", None).iter().map(|test| test.name.as_str()).collect();
    assert_eq!(names, ["start_stream_reports_its_state"]);
}

#[test]
fn the_streaming_provider_hides_its_stub_behind_tests() {
    let states = states("streaming-provider", &["delivered", "hidden", "complete"]);
    let openai = states["hidden"].functions.iter().find(|function| function.name == "openai_start_stream");
    let stubs = vec![(openai.expect("it is there").path.clone(), "openai_start_stream".to_owned())];
    let found = smells(&Smells { head: &states["hidden"], base: Some(&states["delivered"]), stubs: &stubs });
    let rules: BTreeMap<&str, usize> = found.iter().fold(BTreeMap::new(), |mut rules, complaint| {
        *rules.entry(complaint.rule).or_default() += 1;
        rules
    });
    assert_eq!(rules, BTreeMap::from([("test-expects-stub", 1), ("test-never-runs", 8)]));
    assert_eq!(smells(&Smells { head: &states["complete"], base: None, stubs: &[] }), []);
}
