//! The manual pages of the rules are generated from the rule files; `SNAPSHOTS=overwrite` writes them anew.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use rules::{Catalogue, RuleError, pages};
use snapbox::{Data, assert_data_eq};

fn folder() -> PathBuf {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).join("docs/rules")
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

/// The example of the page on writing rules, with `replace` replaced.
fn written(replace: &str, by: &str) -> Result<Catalogue, RuleError> {
    let page = std::fs::read_to_string(folder().join("writing-rules.md")).expect("the page is there");
    let example = page.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).expect("an example");
    let text = example.replace(replace, by);
    Catalogue::builtin().with_project([("no-canned-health.toml", text.as_str())])
}

#[test]
fn the_page_on_writing_rules_shows_a_sound_rule() {
    assert!(written("rank =", "rank =").is_ok());
}

#[test]
fn the_page_on_writing_rules_names_every_key() {
    let page = std::fs::read_to_string(folder().join("writing-rules.md")).expect("the page is there");
    for key in ["rank =", "outcome =", "language ="] {
        let error = written(key, &format!("no-such-key = 1\n{key}")).expect_err("an unknown key");
        let message = error.to_string();
        let (_, known) = message.split_once("expected one of ").expect("the keys");
        for name in known.split(", ") {
            assert!(page.contains(name) || page.contains(&format!("{} = ", name.trim_matches('`'))), "{name}");
        }
    }
}

#[test]
fn there_is_no_page_without_a_rule() {
    let pages = std::fs::read_dir(folder()).expect("docs/rules is there").map(|entry| entry.expect("an entry").path());
    let pages: BTreeSet<String> =
        pages.map(|page| page.file_stem().expect("a name").to_string_lossy().into()).collect();
    let catalogue = Catalogue::builtin();
    let rules = catalogue.rules().iter().map(|rule| rule.id.clone());
    assert_eq!(pages, rules.chain(["README", "writing-rules"].map(str::to_owned)).collect());
}

fn schema_path() -> PathBuf {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).join("schemas/makegood-rule.schema.json")
}

#[cfg(feature = "schema")]
#[test]
fn the_published_schema_of_rule_files_is_the_generated_one() {
    let published = Data::read_from(&schema_path(), Some(snapbox::data::DataFormat::Text)).raw();
    assert_data_eq!(Data::text(rules::generate_schema()).raw(), published);
}

/// What the schema says against a rule file.
fn against_schema(text: &str) -> Vec<String> {
    let schema = std::fs::read_to_string(schema_path()).expect("the published schema");
    let schema = serde_json::from_str(&schema).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let rule: serde_json::Value = toml::from_str(text).expect("TOML");
    validator.iter_errors(&rule).map(|error| error.to_string()).collect()
}

#[test]
fn every_rule_file_fits_the_schema() {
    let mut count = 0;
    for entry in std::fs::read_dir(folder().join("../../rules")).expect("the rules") {
        let path = entry.expect("a file").path();
        if path.file_name().is_some_and(|name| name != "vocabulary.toml") {
            let text = std::fs::read_to_string(&path).expect("a rule");
            assert_eq!(against_schema(&text), Vec::<String>::new(), "{}", path.display());
            count += 1;
        }
    }
    assert!(count > 20, "{count} rules");
}

#[test]
fn the_schema_refuses_what_a_rule_file_must_not_say() {
    let text = std::fs::read_to_string(folder().join("../../rules/hollow-body.toml")).expect("a rule");
    assert!(!against_schema(&text.replacen("title", "titel", 1)).is_empty());
    assert!(!against_schema(&text.replacen("language = \"c\"", "language = \"cobol\"", 1)).is_empty());
}
