//! What is run from outside is there, can be run, and says what it runs.

use crate::tree::{root, text};

#[cfg(unix)]
#[test]
fn scripts_can_be_run() {
    use std::os::unix::fs::PermissionsExt;
    for script in [
        "test",
        "install",
        ".ci/run",
        "tests/pre-commit.sh",
        "tests/evidence.sh",
        "tests/agent.sh",
        "tests/editor.sh",
        "tests/html_report.sh",
        "tests/packages.sh",
        "tests/wheel.sh",
        "packaging/npm/build.mjs",
        "benches/scan.py",
    ] {
        let mode = std::fs::metadata(root().join(script)).expect(script).permissions().mode();
        assert_eq!(mode & 0o111, 0o111, "{script} is not executable");
        assert!(text(script).starts_with("#!"), "{script} does not say what runs it");
    }
}

#[test]
fn ci_runs_what_a_developer_runs() {
    assert!(text(".ci/run").contains("./test"));
}

#[test]
fn pre_commit_is_offered_all_hooks() {
    let hooks = text(".pre-commit-hooks.yaml");
    for line in [
        "- id: makegood\n",
        "- id: makegood-all\n",
        "- id: makegood-commit-msg\n",
        "- id: makegood-from-source\n",
        "language: python",
        "language: rust",
        "pass_filenames: false",
    ] {
        assert!(hooks.contains(line), "`{}` is missing", line.trim());
    }
}

#[test]
fn packages_have_the_version_of_the_program() {
    let hooks: toml::Table = toml::from_str(&text("pyproject.toml")).expect("TOML");
    let project = hooks["project"].as_table().expect("a table");
    let version = env!("CARGO_PKG_VERSION");
    assert_eq!(project["version"].as_str(), Some(version));
    assert_eq!(project["dependencies"][0].as_str(), Some(format!("makegood=={version}").as_str()));
    // The wheel and the npm packages read the version from Cargo.toml.
    assert!(text("packaging/wheel/pyproject.toml").contains("dynamic = [\"version\"]"));
    assert!(text("Cargo.toml").lines().any(|line| line == format!("version = \"{version}\"")));
}

#[test]
fn a_release_is_built_for_every_platform_of_the_npm_package() {
    let workflow = text(".github/workflows/release.yml");
    let platforms: serde_json::Value = serde_json::from_str(&text("packaging/npm/platforms.json")).expect("JSON");
    let platforms = platforms.as_object().expect("platforms by name");
    assert!(platforms.len() > 4, "{platforms:?}");
    for (name, platform) in platforms {
        let target = platform["target"].as_str().expect("a target");
        assert!(workflow.contains(&format!("target: {target}, npm: {name},")), "{name} is not built");
    }
}

#[test]
fn the_licences_are_there() {
    assert!(
        text("LICENSE-MIT").contains("MIT License") || text("LICENSE-MIT").contains("Permission is hereby granted")
    );
    assert!(text("LICENSE-APACHE").contains("Apache License"));
}
