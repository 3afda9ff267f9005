//! Crates depend on one another in one direction only: each on those below it.

use crate::nothing_wrong;
use crate::tree::{crates, text};

/// The crates from the ground up, each with the crates that it may depend on. `cargo` refuses cycles; this also refuses an
/// edge that skips a layer it should not know of.
const MAY_DEPEND_ON: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("syntax", &["model"]),
    ("specs", &["model", "syntax"]),
    ("vcs", &["model"]),
    ("evidence", &["model"]),
    ("report", &["model"]),
    ("analysis", &["model", "syntax"]),
    ("rules", &["model", "syntax", "analysis"]),
    ("verdict", &["model", "syntax", "specs", "vcs", "evidence", "analysis", "rules"]),
    ("prove", &["model", "syntax", "analysis", "vcs"]),
];

#[test]
fn crates_depend_on_those_below_them() {
    let manifests: Vec<(String, String)> =
        crates().into_iter().map(|name| (name.clone(), text(&format!("crates/{name}/Cargo.toml")))).collect();
    assert!(manifests.len() > 8, "found too few crates: {manifests:?}");
    nothing_wrong(&wrong_dependencies(&manifests));
}

#[test]
fn a_wrong_dependency_is_reported() {
    let wrong = |name: &str, manifest: &str| wrong_dependencies(&[(name.to_owned(), manifest.to_owned())]);
    assert_eq!(wrong("model", "[dependencies]\nsyntax.workspace = true"), ["model depends on syntax"]);
    assert_eq!(wrong("attic", "[dependencies]"), ["the crate attic is not known to this test"]);
    assert!(wrong("rules", "[dependencies]\nmodel.workspace = true\nregex.workspace = true").is_empty());
}

fn wrong_dependencies(manifests: &[(String, String)]) -> Vec<String> {
    manifests.iter().flat_map(|(name, manifest)| wrong_dependencies_of(name, manifest)).collect()
}

fn wrong_dependencies_of(name: &str, manifest: &str) -> Vec<String> {
    let Some((_, allowed)) = MAY_DEPEND_ON.iter().find(|(known, _)| *known == name) else {
        return vec![format!("the crate {name} is not known to this test")];
    };
    let manifest: toml::Table = toml::from_str(manifest).expect("a manifest");
    let dependencies = manifest.get("dependencies").and_then(toml::Value::as_table);
    let ours = |other: &&String| MAY_DEPEND_ON.iter().any(|(known, _)| known == other);
    let named = dependencies.into_iter().flat_map(toml::Table::keys).filter(ours);
    named.filter(|other| !allowed.contains(&other.as_str())).map(|other| format!("{name} depends on {other}")).collect()
}
