//! What changed: additions, deletions, renames, and how commits, the index and the working tree add up.

use vcs::Scope;

use crate::repository::{Repository, between, since};

const TEN: &str = "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n";

fn branched() -> Repository {
    let repository = Repository::with(&[("kept.c", "kept"), ("edited.c", "old"), ("gone.c", "gone"), ("moved.c", TEN)]);
    repository.git("checkout -q -b work");
    repository
}

#[test]
fn commits_the_index_the_working_tree_and_untracked_files_add_up() {
    let repository = branched();
    repository.write("edited.c", "new");
    repository.commit("edit");
    repository.write("staged.c", "staged");
    repository.git("add staged.c");
    repository.remove("gone.c");
    repository.write("deep/er/untracked.rs", "untracked");
    assert_eq!(
        repository.told(Scope::Default),
        "since BASE (merge base with main), working tree included\n\
         \u{20} added deep/er/untracked.rs\n  modified edited.c\n  deleted gone.c\n  added staged.c\n"
    );
}

#[test]
fn both_sides_have_their_texts() {
    let repository = branched();
    repository.write("edited.c", "committed");
    repository.commit("edit");
    repository.write("edited.c", "on disk");
    let vcs::Subject::Change { files, .. } = repository.select(Scope::Default).subject else { panic!() };
    let texts: Vec<_> =
        files.iter().map(|file| [&file.base, &file.head].map(|side| side.as_ref().map(|t| t.as_str()))).collect();
    assert_eq!(texts, [[Some("old"), Some("on disk")]]);
}

#[test]
fn a_rename_is_followed_through_commits_and_the_index() {
    let repository = branched();
    repository.git("mv moved.c second.c");
    repository.commit("rename");
    repository.git("mv second.c third.c");
    repository.write("third.c", format!("{TEN}11\n"));
    assert!(repository.told(Scope::Default).contains("  renamed from moved.c to third.c\n"));
    assert!(repository.told(Scope::Staged).contains("  renamed from second.c to third.c\n"));
    assert!(repository.told(between("main", "work")).contains("  renamed from moved.c to second.c\n"));
}

#[test]
fn a_copy_is_new() {
    let repository = branched();
    repository.write("copy.c", TEN);
    repository.write("moved.c", format!("{TEN}11\n"));
    repository.git("add .");
    assert!(repository.told(Scope::Staged).contains("  added copy.c\n  modified moved.c\n"));
}

#[test]
fn what_was_put_back_is_no_change() {
    let repository = branched();
    repository.write("edited.c", "new");
    repository.write("new.c", "new");
    repository.remove("gone.c");
    repository.commit("change");
    repository.write("edited.c", "old");
    repository.write("gone.c", "gone");
    repository.remove("new.c");
    assert_eq!(repository.told(Scope::Default), "since BASE (merge base with main), working tree included\n");
}

#[test]
fn a_file_that_only_the_index_forgot_is_modified() {
    let repository = branched();
    repository.git("rm -q --cached edited.c");
    repository.write("edited.c", "new");
    assert!(repository.told(Scope::Default).contains("\n  modified edited.c\n"));
    assert!(repository.told(Scope::Staged).contains("\n  deleted edited.c\n"));
}

#[test]
fn only_the_index_is_judged_when_staged() {
    let repository = branched();
    repository.write("edited.c", "staged");
    repository.git("add edited.c");
    repository.write("edited.c", "on disk");
    repository.write("kept.c", "on disk");
    repository.write("untracked.c", "untracked");
    let selection = repository.select(Scope::Staged);
    assert_eq!(crate::repository::told(&selection), "staged since BASE (HEAD)\n  modified edited.c\n");
    assert_eq!(crate::repository::read(&selection.head, "edited.c"), "staged");
}

#[test]
fn an_intended_addition_is_untracked_to_the_index() {
    let repository = branched();
    repository.write("intended.c", "intended");
    repository.git("add --intent-to-add intended.c");
    assert!(repository.told(Scope::Default).contains("\n  added intended.c\n"));
    assert_eq!(repository.told(Scope::Staged), "staged since BASE (HEAD)\n");
}

#[test]
fn an_intended_rename_is_followed() {
    let repository = branched();
    std::fs::rename(repository.top().join("moved.c"), repository.top().join("new.c")).expect("renamed");
    repository.git("add --intent-to-add new.c");
    assert!(repository.told(Scope::Default).contains("\n  renamed from moved.c to new.c\n"));
}

#[test]
fn two_revisions_are_compared_without_the_checkout() {
    let repository = branched();
    repository.write("edited.c", "new");
    repository.commit("edit");
    repository.git("checkout -q main");
    repository.write("edited.c", "something else");
    assert_eq!(repository.told(between("main", "work")), "since BASE (main), up to work\n  modified edited.c\n");
}

#[test]
fn what_others_added_to_the_base_is_not_charged() {
    let repository = branched();
    repository.write("mine.c", "mine");
    repository.commit("mine");
    repository.git("checkout -q main");
    repository.write("theirs.c", "theirs");
    repository.commit("theirs");
    repository.git("checkout -q work");
    let expected = "since BASE (merge base of main and HEAD), working tree included\n  added mine.c\n";
    assert_eq!(repository.told(since("main")), expected);
}

#[test]
fn a_changed_mode_is_no_changed_text() {
    let repository = branched();
    repository.git("update-index --chmod=+x kept.c");
    assert_eq!(repository.told(Scope::Staged), "staged since BASE (HEAD)\n  skipped mode only: 1\n");
    assert!(!repository.told(Scope::Default).contains("kept.c"));
}
