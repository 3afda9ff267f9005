//! Every folder of `fixtures/rust` is read and compared with its `expected.txt`.

use std::fs;
use std::path::{Path, PathBuf};

use model::SourceText;
use snapbox::{Assert, Data};
use syntax::language_of;

use crate::dump::dump;

/// The folders of the fixtures, in order.
pub fn folders() -> Vec<PathBuf> {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).join("fixtures/rust");
    let entries = fs::read_dir(&root).expect("fixtures/rust is there");
    let paths = entries.map(|entry| entry.expect("it can be listed").path());
    let mut folders: Vec<PathBuf> = paths.filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

/// The text of a fixture.
pub fn input(folder: &Path) -> SourceText {
    let path = folder.join("input.rs");
    SourceText::new("input.rs", fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display())))
}

#[test]
fn every_fixture_reads_as_expected() {
    let assert = Assert::new().action_env("SNAPSHOTS");
    for folder in folders() {
        let text = input(&folder);
        let rust = language_of("input.rs").expect("Rust is read");
        let answer = dump(&text, &rust.read(&text, &|_, _| true), &rust.slots(&text, &|_| true));
        assert.eq(answer, Data::read_from(&folder.join("expected.txt"), None).raw());
    }
}

#[test]
fn every_fixture_says_why_it_exists() {
    assert!(folders().len() > 10, "the fixtures are missing");
    for folder in folders() {
        let readme = fs::read_to_string(folder.join("README.md")).unwrap_or_default();
        assert!(readme.len() > 40, "{} has no README.md that says why it exists", folder.display());
    }
}
