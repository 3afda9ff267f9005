//! Where the command runs: on the files of its revision, in a repository of its own.

use crate::project::{Project, passing};

#[test]
fn the_repository_is_left_as_it_was() {
    let meddling = "touch littered; git add --all; git commit -qm meddling; git tag meddled; git stash list; rm f.c\n";
    let project = Project::new(&format!("{meddling}{}", passing(1)), &format!("{meddling}{}", passing(2)));
    project.write("new.c", "int h;\n");
    let before = project.state();
    assert_eq!(project.evidence(&[]).code, 0);
    assert_eq!(project.state(), before);
    assert!(project.left_over().is_empty(), "{:?}", project.left_over());
}

#[test]
fn each_end_has_its_files_and_its_history() {
    let telling = "git describe --tags >&2; git status --short >&2; ls >&2; git ls-files --error-unmatch f.c >&2\n";
    let project = Project::new(&format!("{telling}{}", passing(1)), &format!("{telling}{}", passing(2)));
    project.git(&["tag", "v1", "HEAD~1"]);
    project.write(".gitignore", "/ignored\n").write("ignored", "").write("new.c", "int h;\n").write("f.c", "int f;\n");
    assert_eq!(project.evidence(&[]).code, 0);
    assert_eq!(project.kept("base/stderr.txt"), "v1\nf.c\ntest.sh\nf.c\n");
    let described = project.git(&["describe", "--tags"]);
    let status = " M f.c\n?? .gitignore\n?? new.c\n";
    assert_eq!(project.kept("head/stderr.txt"), format!("{described}\n{status}f.c\ng.c\nnew.c\ntest.sh\nf.c\n"));
}

#[test]
fn git_is_not_led_to_the_repository_by_a_hook_that_calls() {
    let telling = format!("git rev-parse --git-dir; git rev-parse HEAD >&2\n{}", passing(1));
    let project = Project::new(&telling, &telling);
    let root = project.root();
    let mut command = project.evidence_command(&[]);
    command.env("GIT_DIR", root.join(".git")).env("GIT_INDEX_FILE", root.join(".git/index")).env("GIT_PREFIX", "");
    let before = project.state();
    command.output().expect("makegood runs");
    assert!(project.kept("base/stdout.txt").starts_with(".git\n"), "{}", project.kept("base/stdout.txt"));
    assert_eq!(project.kept("base/stderr.txt").trim(), project.git(&["rev-parse", "HEAD~1"]));
    assert_eq!(project.state(), before);
}

#[test]
fn no_hook_of_the_user_runs() {
    let project = Project::new(&passing(1), &passing(2));
    let hook = project.root().join("hooked");
    let script = format!("#!/bin/sh\ntouch '{}'\n", hook.display());
    for name in ["post-checkout", "reference-transaction", "post-index-change"] {
        project.write(&format!("../hooks/{name}"), &script);
        let path = project.root().join("../hooks").join(name);
        let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
        std::fs::set_permissions(path, mode).expect("a script");
    }
    project.write("../.gitconfig", &format!("[core]\n\thooksPath = {}\n", project.root().join("../hooks").display()));
    assert_eq!(project.evidence(&[]).code, 0);
    assert!(!hook.exists());
}
