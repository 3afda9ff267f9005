//! A file in each form, and what is read out of it.

use std::path::{Path, PathBuf};

use model::SourceText;
use snapbox::{Data, assert_data_eq};

use crate::show;

#[test]
fn spec_kit() {
    compare("spec-kit", &["specs/001-ring-buffer/tasks.md"]);
}

#[test]
fn openspec() {
    let archived = "openspec/changes/archive/2026-03-02-split-reader/tasks.md";
    compare("openspec", &["openspec/changes/add-replay/tasks.md", archived]);
}

#[test]
fn backlog() {
    compare("backlog", &["backlog/tasks/task-7 - Read-gzip.md", "backlog/tasks/task-8 - Old.md"]);
}

#[test]
fn taskmaster() {
    compare("taskmaster", &[".taskmaster/tasks/tasks.json"]);
}

#[test]
fn beads() {
    compare("beads", &[".beads/issues.jsonl"]);
}

#[test]
fn kiro() {
    compare("kiro", &[".kiro/specs/lexer/tasks.md"]);
}

#[test]
fn plan() {
    compare("plan", &["docs/plans/2026-04-01-ring.md"]);
}

#[test]
fn gsd() {
    compare("gsd", &[".planning/phases/02-index/02-01-PLAN.md"]);
}

#[test]
fn ralph() {
    compare("ralph", &["prd.json"]);
}

/// What is read out of `paths` of a fixture, against its `expected.txt`.
fn compare(name: &str, paths: &[&str]) {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).join("fixtures/specs").join(name);
    let text: String = paths.iter().map(|path| format!("# {path}\n\n{}", dump(&folder, path))).collect();
    let expected = Data::read_from(&folder.join("expected.txt"), Some(snapbox::data::DataFormat::Text)).raw();
    assert_data_eq!(Data::text(text).raw(), expected);
}

fn dump(folder: &Path, path: &str) -> String {
    let beside = |path: &str| source(folder.join(path), path);
    let spec = beside(path).expect("a file of the fixture");
    let tasks = specs::read(&spec, &beside).expect("a format that is known").expect("readable");
    tasks.iter().map(|task| show::task(task) + "\n").collect()
}

fn source(file: PathBuf, path: &str) -> Option<SourceText> {
    Some(SourceText::new(path, std::fs::read(file).ok()?))
}
