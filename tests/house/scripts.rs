//! What is run from outside is there, can be run, and says what it runs.

use crate::tree::{root, text};

#[cfg(unix)]
#[test]
fn scripts_can_be_run() {
    use std::os::unix::fs::PermissionsExt;
    for script in ["test", ".ci/run", "tests/pre-commit.sh", "tests/evidence.sh", "benches/scan.py"] {
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
fn pre_commit_is_offered_both_hooks() {
    let hooks = text(".pre-commit-hooks.yaml");
    for line in [
        "- id: makegood\n",
        "- id: makegood-all\n",
        "- id: makegood-commit-msg\n",
        "language: rust",
        "pass_filenames: false",
    ] {
        assert!(hooks.contains(line), "`{}` is missing", line.trim());
    }
}

#[test]
fn the_licences_are_there() {
    assert!(
        text("LICENSE-MIT").contains("MIT License") || text("LICENSE-MIT").contains("Permission is hereby granted")
    );
    assert!(text("LICENSE-APACHE").contains("Apache License"));
}
