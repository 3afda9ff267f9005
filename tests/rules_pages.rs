//! The manual pages of the rules are generated from the rule files; `SNAPSHOTS=overwrite` writes them anew.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use makegood::rules::{Catalogue, pages};
use snapbox::{Data, assert_data_eq};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules")
}

fn assert_current(name: &str, text: String) {
    assert_data_eq!(text, Data::read_from(&folder().join(name), None).raw());
}

#[test]
fn every_page_is_current() {
    let catalogue = Catalogue::builtin();
    for rule in catalogue.rules() {
        assert_current(&format!("{}.md", rule.id), pages::page(rule));
    }
    assert_current("README.md", pages::index(catalogue.rules()));
}

#[test]
fn there_is_no_page_without_a_rule() {
    let pages = std::fs::read_dir(folder()).expect("docs/rules is there").map(|entry| entry.expect("an entry").path());
    let pages: BTreeSet<String> =
        pages.map(|page| page.file_stem().expect("a name").to_string_lossy().into()).collect();
    let catalogue = Catalogue::builtin();
    let rules = catalogue.rules().iter().map(|rule| rule.id.clone());
    assert_eq!(pages, rules.chain(["README".to_owned()]).collect());
}
