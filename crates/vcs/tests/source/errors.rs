//! What cannot be answered, and what the message says to do.

use std::path::PathBuf;

use vcs::Scope;

use crate::repository::{Repository, between, refused, selected, since, told};

#[test]
fn an_unknown_revision() {
    let repository = Repository::with(&[("a.c", "")]);
    let expected = "`nowhere` names no commit of this repository\n\
                    check the spelling, or fetch it first; `git branch --all` and `git tag` list what there is";
    assert_eq!(repository.refused(since("nowhere")), expected);
    assert_eq!(repository.refused(between("nowhere", "main")), expected);
    assert_eq!(repository.refused(between("main", "nowhere")), expected);
}

#[test]
fn revisions_that_would_be_read_as_something_else() {
    let repository = Repository::with(&[("a.c", "")]);
    for revision in ["--all", "main..main", "main...main", "", "a b", "main\nmain", "HEAD:a.c", "^main"] {
        let message = repository.refused(since(revision));
        assert!(message.starts_with(&format!("`{revision}` names no commit")), "{revision:?}: {message}");
    }
}

#[test]
fn a_directory_that_is_in_no_repository() {
    let message = Repository::none().refused(since("HEAD"));
    assert!(message.contains("is not in a git repository, so there is no telling what changed"), "{message}");
    assert!(message.contains("`--all`"), "{message}");
}

#[test]
fn a_path_outside_of_the_repository() {
    let repository = Repository::with(&[("a.c", "")]);
    for scope in [since("HEAD"), Scope::Staged, between("main", "main")] {
        let mut request = repository.request(scope);
        request.paths = vec![PathBuf::from("../elsewhere")];
        let message = refused(&request);
        assert!(message.starts_with("../elsewhere is outside of "), "{message}");
    }
}

#[test]
fn a_path_that_does_not_exist() {
    let repository = Repository::with(&[("a.c", "")]);
    for scope in [since("HEAD"), Scope::Staged, Scope::All, between("main", "main")] {
        let mut request = repository.request(scope);
        request.paths = vec![PathBuf::from("mistyped.c")];
        assert!(refused(&request).starts_with("mistyped.c does not exist"), "{request:?}");
    }
}

#[test]
fn a_deleted_path_is_known() {
    let repository = Repository::with(&[("a.c", "a"), ("b.c", "b")]);
    repository.remove("a.c");
    let mut request = repository.request(since("HEAD"));
    request.paths = vec![PathBuf::from("a.c")];
    let selection = selected(&request).expect("it is answered");
    assert!(told(&selection).ends_with("\n  deleted a.c\n"));
}

#[test]
fn a_bare_repository_has_only_revisions() {
    let repository = Repository::with(&[("a.c", "old")]);
    repository.write("a.c", "new");
    repository.commit("second");
    let bare = repository.beside("bare.git");
    repository.run(&["clone", "-q", "--bare", ".", bare.to_str().expect("UTF-8")]);
    let bare = repository.at(bare);
    assert_eq!(bare.told(between("main~1", "main")), "since BASE (main~1), up to main\n  modified a.c\n");
    for scope in [since("HEAD"), Scope::Staged, since("main~1")] {
        assert!(bare.refused(scope).contains("with `--base REV --head REV`"));
    }
}

#[test]
fn a_git_directory_is_no_working_tree() {
    let repository = Repository::with(&[("a.c", "old")]);
    let inside = repository.at(repository.top().join(".git"));
    assert!(inside.refused(since("HEAD")).contains("has no working tree"));
}

#[test]
fn someone_elses_repository() {
    let mut repository = Repository::with(&[("a.c", "old")]);
    repository.set("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1");
    for scope in [since("HEAD"), Scope::Staged, between("main", "main")] {
        let message = repository.refused(scope);
        assert!(message.contains("detected dubious ownership"), "{message}");
        assert!(message.contains("git config --global --add safe.directory"), "{message}");
    }
}

#[test]
fn without_git_only_everything_can_be_judged() {
    let repository = Repository::with(&[("a.c", "old")]);
    let mut request = repository.request(since("HEAD"));
    request.git.program = "no-such-git".into();
    let message = refused(&request);
    assert!(message.starts_with("cannot run `no-such-git`: "), "{message}");
    assert!(message.contains("install git, or judge every file with `--all`"), "{message}");
    request.scope = Scope::All;
    assert_eq!(told(&selected(&request).expect("it is answered")), "all files\n  a.c\n");
}

#[test]
fn a_directory_that_does_not_exist() {
    let repository = Repository::none();
    let gone = repository.at(repository.top().join("gone"));
    for scope in [since("HEAD"), Scope::All] {
        let message = gone.refused(scope);
        assert!(message.starts_with("cannot read ") && message.contains("check that it exists"), "{message}");
    }
}

#[test]
fn a_pattern_that_is_none() {
    let repository = Repository::with(&[("a.c", "old")]);
    let mut request = repository.request(since("HEAD"));
    request.excludes = vec!["a{b".to_owned()];
    assert!(refused(&request).starts_with("the pattern `a{b` cannot be used"));
}

#[test]
fn a_partial_clone_is_not_completed_over_the_network() {
    let origin = Repository::with(&[("a.c", "old")]);
    origin.git("config uploadpack.allowFilter true");
    origin.write("a.c", "new");
    origin.commit("second");
    let clone = origin.beside("clone");
    let url = format!("file://{}", origin.top().display());
    origin.run(&["clone", "-q", "--filter=blob:none", &url, clone.to_str().expect("UTF-8")]);
    let clone = origin.at(clone);
    let message = clone.refused(between("HEAD~1", "HEAD"));
    assert!(message.contains("a partial clone leaves objects out"), "{message}");
}
