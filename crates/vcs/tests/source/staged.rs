//! What is staged: read from the index where that is plain, and told by git where it is not. Both must tell the same.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};

use vcs::{Scope, Selection, Subject};

use crate::repository::{Repository, read, selected, told};

/// A repository with folders, a program, a link and files whose paths sort before, at and behind a `/`.
fn grown() -> Repository {
    let paths =
        ["a.c", "a/b.c", "a/b/c.c", "a/b/d.c", "a0.c", "deep/er/still/x.c", "deep/er/y.rs", "z.h", "z/notes.md"];
    let files = paths.map(|path| (path, path));
    let repository = Repository::with(&files);
    symlink("a.c", repository.top().join("link.c")).expect("a link");
    repository.commit("link");
    repository
}

/// Everything that can be seen of a selection: also both texts of each file, and what the head side holds.
fn all_of(selection: &Selection) -> String {
    let Subject::Change { files, .. } = &selection.subject else { panic!("a change was asked for") };
    let paths = selection.head.paths().expect("the paths are there");
    let texts = files.iter().map(|file| {
        let text = |side: &Option<model::SourceText>| side.as_ref().map(|text| text.as_str().to_owned());
        format!("{} {:?} {:?} {:?}\n", file.path, file.base_path, text(&file.base), text(&file.head))
    });
    let held = paths.iter().map(|path| format!("{path}: {}\n", read(&selection.head, path)));
    let touched = selection.touched().join(" ");
    [told(selection), touched].into_iter().chain(texts).chain(held).collect()
}

/// Where the repository says that it may be kept in another form, git is asked.
fn told_by_git(repository: &Repository) -> String {
    repository.git("config extensions.noop true");
    let told = all_of(&repository.select(Scope::Staged));
    repository.git("config --unset extensions.noop");
    told
}

fn assert_the_same(repository: &Repository, when: &str) {
    assert_eq!(all_of(&repository.select(Scope::Staged)), told_by_git(repository), "{when}");
}

#[test]
fn the_index_and_git_tell_the_same() {
    let repository = grown();
    let steps: [(&str, &dyn Fn()); 24] = [
        ("nothing is staged", &|| {}),
        ("a file in a folder differs", &|| repository.write("deep/er/y.rs", "new")),
        ("a file at the top differs", &|| repository.write("z.h", "new")),
        ("a file is new beside folders", &|| repository.write("a-.c", "new")),
        ("a folder is new", &|| repository.write("fresh/er/f.c", "new")),
        ("all of that is committed", &|| repository.commit("second")),
        ("a file is gone", &|| repository.remove("a/b/c.c")),
        ("a folder is gone", &|| drop(repository.git("rm -q -r deep"))),
        ("that is committed", &|| repository.commit("third")),
        ("a file is moved", &|| drop(repository.git("mv a0.c z/moved.c"))),
        ("a file is moved and another one gone", &|| repository.remove("z.h")),
        ("that is committed", &|| repository.commit("fourth")),
        ("a file takes the place of a folder", &|| {
            repository.git("rm -q -r a");
            repository.write("a", "no folder");
        }),
        ("a folder takes the place of a file", &|| {
            repository.git("rm -q -f a.c");
            repository.write("a.c/inside.c", "new");
        }),
        ("that is committed", &|| repository.commit("fifth")),
        ("the commit is taken back, its trees are still in the index", &|| {
            repository.write("z/deeper/x.c", "new");
            repository.commit("sixth");
            repository.git("reset -q --soft HEAD~1");
        }),
        ("several are taken back", &|| drop(repository.git("reset -q --soft HEAD~3"))),
        ("a program is a file", &|| {
            let program = repository.top().join("a-.c");
            fs::set_permissions(program, fs::Permissions::from_mode(0o755)).expect("a program");
        }),
        ("a link is a file", &|| {
            repository.remove("link.c");
            repository.write("link.c", "text");
        }),
        ("the trees of the index are forgotten", &|| drop(repository.git("read-tree HEAD"))),
        ("a file is only announced", &|| {
            repository.write("later.c", "later");
            repository.git("reset -q");
            repository.git("add --intent-to-add later.c");
        }),
        ("names are shortened in the index", &|| drop(repository.git("update-index --index-version 4"))),
        ("names are written out again", &|| drop(repository.git("update-index --index-version 2"))),
        ("a file is skipped in the working tree", &|| drop(repository.git("update-index --skip-worktree a-.c"))),
    ];
    for (when, step) in steps {
        step();
        if !when.starts_with("a file is only") {
            repository.git("add --all");
        }
        assert_the_same(&repository, when);
        // From now on the index knows its trees.
        repository.git("write-tree");
        assert_the_same(&repository, &format!("{when}, and the trees were written"));
    }
}

#[test]
fn before_the_first_commit_all_is_new() {
    let repository = Repository::empty();
    repository.write("sub/a.c", "a");
    repository.git("add --all");
    assert_the_same(&repository, "nothing was committed");
    assert!(repository.told(Scope::Staged).contains("  added sub/a.c\n"));
}

#[test]
fn another_index_that_is_named_counts() {
    let mut repository = grown();
    fs::copy(repository.top().join(".git/index"), repository.beside("index")).expect("a copy");
    repository.set("GIT_INDEX_FILE", repository.beside("index"));
    repository.write("other.c", "other");
    repository.git("add --all");
    assert!(repository.told(Scope::Staged).contains("  added other.c\n"));
    assert_the_same(&repository, "the index lies elsewhere");
    repository.set("GIT_INDEX_FILE", ".git/index");
    assert!(!repository.told(Scope::Staged).contains("other.c"));
    assert_the_same(&repository, "the index is named as hooks name it");
}

#[test]
fn commits_of_other_repositories_are_left_to_git() {
    let repository = grown();
    repository.git("init -q -b main inner");
    let inner = repository.at(repository.top().join("inner"));
    inner.write("i.c", "i");
    inner.commit("inner");
    repository.git("add --all");
    assert_the_same(&repository, "a repository is added");
    repository.commit("with inner");
    inner.commit("more");
    repository.write("a.c", "new");
    repository.git("add --all");
    assert_the_same(&repository, "a repository moved on");
}

/// A git that does not tell what differs.
fn without_diff(repository: &Repository) -> vcs::Request {
    let program = repository.beside("git-without-diff");
    let script = "#!/bin/sh\nfor word; do case $word in diff) exit 3;; esac; done\nexec git \"$@\"\n";
    fs::write(&program, script).expect("a script");
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).expect("a program");
    let mut request = repository.request(Scope::Staged);
    request.git.program = program.into();
    request
}

#[test]
fn git_is_not_asked_what_a_plain_index_tells() {
    let repository = grown();
    repository.write("a/b/d.c", "new");
    repository.write("new/f.c", "new");
    repository.git("add --all");
    let request = without_diff(&repository);
    assert!(told(&selected(&request).expect("an answer")).ends_with("  modified a/b/d.c\n  added new/f.c\n"));
    repository.git("rm -q -f a.c");
    let error = selected(&request).expect_err("what may be a rename is git's to tell").to_string();
    assert!(error.contains("diff --cached"), "{error}");
}

#[test]
fn a_damaged_index_is_left_to_git() {
    let repository = grown();
    let index = repository.top().join(".git/index");
    let whole = fs::read(&index).expect("the index");
    let answer = || selected(&repository.request(Scope::Staged)).map_or_else(|error| error.to_string(), |s| told(&s));
    for length in (0..whole.len()).step_by(97) {
        fs::write(&index, &whole[..length]).expect("a damaged index");
        let read = answer();
        repository.git("config extensions.noop true");
        assert_eq!(read, answer(), "{length} bytes of {}", whole.len());
        repository.git("config --unset extensions.noop");
    }
}
