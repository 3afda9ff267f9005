//! What a change is compared with.

use vcs::Scope;

use crate::repository::{Repository, between, since};

fn clone_of(origin: &Repository, options: &[&str]) -> Repository {
    let copy = origin.beside("clone");
    let url = format!("file://{}", origin.top().display());
    let mut args = vec!["clone", "-q"];
    args.extend(options);
    args.extend([url.as_str(), copy.to_str().expect("UTF-8")]);
    origin.run(&args);
    origin.at(copy)
}

#[test]
fn before_the_first_commit_everything_is_new() {
    let repository = Repository::empty();
    repository.write("staged.c", "");
    repository.git("add staged.c");
    repository.write("untracked.c", "");
    assert_eq!(
        repository.told(Scope::Default),
        "since the beginning, as there is no commit yet, working tree included\n  added staged.c\n  added untracked.c\n"
    );
    assert_eq!(
        repository.told(Scope::Staged),
        "staged since the beginning, as there is no commit yet\n  added staged.c\n"
    );
}

#[test]
fn an_empty_repository_has_nothing_to_judge() {
    let repository = Repository::empty();
    assert_eq!(
        repository.told(Scope::Default),
        "since the beginning, as there is no commit yet, working tree included\n"
    );
    assert_eq!(repository.told(Scope::All), "all files\n");
}

#[test]
fn on_the_default_branch_without_an_upstream_the_last_commit_is_judged() {
    let repository = Repository::with(&[("a.c", "old")]);
    repository.write("b.c", "new");
    let beginning = "since the beginning, as the last commit is the first one, working tree included\n";
    assert_eq!(repository.told(Scope::Default), format!("{beginning}  added a.c\n  added b.c\n"));
    repository.commit("second");
    repository.write("a.c", "new");
    let expected = "since BASE (first parent of the last commit), working tree included\n  modified a.c\n  added b.c\n";
    assert_eq!(repository.told(Scope::Default), expected);
    repository.git("checkout -q --detach");
    assert_eq!(repository.told(Scope::Default), expected);
    repository.git("checkout -q -b work");
    let branched = "since BASE (merge base with main), working tree included\n  modified a.c\n";
    assert_eq!(repository.told(Scope::Default), branched);
}

#[test]
fn on_the_default_branch_the_upstream_is_the_base() {
    let origin = Repository::with(&[("a.c", "old")]);
    let clone = clone_of(&origin, &[]);
    clone.git("remote set-head origin -d");
    ["b.c", "c.c"].iter().for_each(|path| {
        clone.write(path, "new");
        clone.commit(path);
    });
    let expected = "since BASE (merge base with origin/main), working tree included\n  added b.c\n  added c.c\n";
    assert_eq!(clone.told(Scope::Default), expected);
    clone.git("branch --unset-upstream");
    assert_eq!(clone.told(Scope::Default), expected);
}

#[test]
fn master_stands_in_for_main() {
    let repository = Repository::with(&[("a.c", "old")]);
    repository.git("branch -q -m main master");
    repository.git("checkout -q -b work");
    repository.write("a.c", "new");
    repository.commit("second");
    let expected = "since BASE (merge base with master), working tree included\n  modified a.c\n";
    assert_eq!(repository.told(Scope::Default), expected);
}

#[test]
fn without_a_default_branch_the_last_commit_is_judged() {
    let repository = Repository::with(&[("a.c", "old")]);
    repository.git("branch -q -m main trunk");
    repository.write("a.c", "new");
    repository.commit("second");
    let expected = "since BASE (first parent of the last commit), working tree included\n  modified a.c\n";
    assert_eq!(repository.told(Scope::Default), expected);
}

#[test]
fn a_detached_head_is_compared_with_the_default_branch() {
    let repository = Repository::with(&[("a.c", "old")]);
    repository.git("checkout -q --detach");
    repository.write("a.c", "new");
    repository.commit("second");
    let expected = "since BASE (merge base with main), working tree included\n  modified a.c\n";
    assert_eq!(repository.told(Scope::Default), expected);
}

#[test]
fn a_long_branch_and_one_with_merges_find_their_way_back() {
    let repository = Repository::with(&[("a.c", "old")]);
    repository.git("checkout -q -b work");
    (0..40).for_each(|number| {
        repository.run(&["commit", "-q", "--allow-empty", "-m", &number.to_string()]);
    });
    repository.write("b.c", "new");
    repository.commit("last");
    let expected = "since BASE (merge base with main), working tree included\n  added b.c\n";
    assert_eq!(repository.told(Scope::Default), expected);
    repository.git("checkout -q main");
    repository.write("theirs.c", "theirs");
    repository.commit("theirs");
    repository.git("checkout -q work");
    assert_eq!(repository.told(Scope::Default), expected);
    repository.git("merge -q --no-edit main");
    assert_eq!(repository.told(Scope::Default), expected);
}

#[test]
fn the_default_branch_is_the_one_that_the_clone_was_told() {
    let origin = Repository::with(&[("a.c", "old")]);
    origin.git("branch -q -m main trunk");
    let clone = clone_of(&origin, &[]);
    clone.git("branch -q main");
    clone.write("b.c", "new");
    clone.commit("second");
    let expected = "since BASE (merge base with origin/HEAD), working tree included\n  added b.c\n";
    assert_eq!(clone.told(Scope::Default), expected);
}

#[test]
fn a_shallow_clone_without_the_merge_base_is_an_error_that_says_how_to_mend_it() {
    let origin = Repository::with(&[("a.c", "old")]);
    origin.git("checkout -q -b work");
    origin.write("a.c", "new");
    origin.commit("second");
    origin.git("checkout -q main");
    origin.write("b.c", "new");
    origin.commit("third");
    let clone = clone_of(&origin, &["--depth=1", "--no-single-branch"]);
    clone.git("checkout -q work");
    let expected = "`origin/HEAD` and `HEAD` have no merge base here, so there is no telling what changed\n\
                    this clone is shallow; fetch the whole history: `git fetch --unshallow`, or `fetch-depth: 0` for \
                    actions/checkout";
    assert_eq!(clone.refused(Scope::Default), expected);
    assert!(clone.refused(since("origin/main")).contains("fetch-depth: 0"));
    assert!(clone.refused(since("HEAD~1")).contains("fetch-depth: 0"));
    clone.git("fetch -q --unshallow");
    assert!(clone.told(Scope::Default).contains("\n  modified a.c\n"));
}

#[test]
fn a_shallow_clone_without_a_default_branch_is_not_called_clean() {
    let origin = Repository::with(&[("a.c", "old")]);
    let clone = clone_of(&origin, &["--depth=1"]);
    clone.git("checkout -q --detach");
    clone.git("branch -q -D main");
    clone.git("remote remove origin");
    assert!(clone.refused(Scope::Default).contains("fetch-depth: 0"));
}

#[test]
fn unrelated_histories_are_compared_as_they_are_when_the_base_is_named() {
    let repository = Repository::with(&[("a.c", "old")]);
    repository.git("checkout -q --orphan other");
    repository.write("b.c", "new");
    repository.commit("second");
    assert_eq!(repository.told(between("main", "other")), "since BASE (main), up to other\n  added b.c\n");
    assert!(repository.refused(Scope::Default).contains("name a base that they share"));
}

#[test]
fn a_tag_names_its_commit() {
    let repository = Repository::with(&[("a.c", "old")]);
    repository.run(&["tag", "-a", "-m", "first", "v1"]);
    repository.write("a.c", "new");
    repository.commit("second");
    repository.git("tag v2");
    assert_eq!(repository.told(between("v1", "v2")), "since BASE (v1), up to v2\n  modified a.c\n");
}
