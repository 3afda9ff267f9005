//! What only one copy of a repository says hides nothing, and what it names is never run.

use std::path::PathBuf;

use vcs::Scope;

use crate::repository::{Repository, since};

fn files(repository: &Repository, scope: Scope) -> String {
    repository.told(scope).split_once('\n').map(|(_, files)| files.to_owned()).expect("a description")
}

#[test]
fn what_the_index_is_told_not_to_watch_is_compared() {
    let repository =
        Repository::with(&[("assumed.c", "old"), ("skipped.c", "old"), ("same.c", "old"), ("gone.c", "old")]);
    repository.git("update-index --assume-unchanged assumed.c same.c gone.c");
    repository.git("update-index --skip-worktree skipped.c");
    repository.write("assumed.c", "new");
    repository.write("skipped.c", "new");
    repository.remove("gone.c");
    let expected = "  modified assumed.c\n  deleted gone.c\n  modified skipped.c\n";
    assert_eq!(files(&repository, since("HEAD")), expected);
    repository.git("update-index --index-version 4");
    assert_eq!(files(&repository, since("HEAD")), expected, "where git has to be asked");
}

#[test]
fn what_this_copy_alone_ignores_is_told() {
    let repository = Repository::with(&[(".gitignore", "/build/\n")]);
    repository.write(".git/info/exclude", "/hidden.c\n/notes.txt\n");
    repository.write("personal", "/own.c\n");
    repository.run(&["config", "core.excludesFile", repository.top().join("personal").to_str().expect("UTF-8")]);
    for path in ["hidden.c", "notes.txt", "own.c", "build/made.c", "seen.c"] {
        repository.write(path, "new");
    }
    let reason = "ignored in this copy alone, by .git/info/exclude or core.excludesFile";
    let expected =
        format!("  added seen.c\n  skipped unknown language: 1\n  gap hidden.c: {reason}\n  gap own.c: {reason}\n");
    assert_eq!(files(&repository, since("HEAD")), expected);
    let whole = format!("  own.c\n  seen.c\n  skipped unknown language: 2\n  gap hidden.c: {reason}\n");
    assert_eq!(files(&repository, Scope::All), whole);
}

#[test]
fn an_object_that_was_replaced_is_read_as_it_was_committed() {
    let repository = Repository::with(&[("a.c", "old")]);
    repository.write("a.c", "new");
    repository.commit("second");
    let blob = |revision: &str| repository.run(&["rev-parse", &format!("{revision}:a.c")]);
    repository.git(&format!("replace {} {}", blob("HEAD"), blob("HEAD~1")));
    assert_eq!(files(&repository, since("HEAD~1")), "  modified a.c\n");
    assert_eq!(crate::repository::read(&repository.select(since("HEAD~1")).base, "a.c"), "old");
}

/// A program that leaves a file behind when it is run, and passes its input on.
#[cfg(unix)]
fn tell_tale(repository: &Repository) -> (String, PathBuf) {
    use std::os::unix::fs::PermissionsExt;
    let (program, sign) = (repository.beside("program"), repository.beside("was-run"));
    std::fs::write(&program, format!("#!/bin/sh\ntouch '{}'\nexec cat\n", sign.display())).expect("it can be written");
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).expect("it is there");
    (program.display().to_string(), sign)
}

#[cfg(unix)]
#[test]
fn nothing_that_the_configuration_names_is_run() {
    let repository =
        Repository::with(&[(".gitattributes", "*.c filter=own diff=own\n"), ("a.c", "old\n"), ("b.c", "b\n")]);
    let (program, sign) = tell_tale(&repository);
    for key in [
        "core.fsmonitor",
        "filter.own.clean",
        "filter.own.smudge",
        "filter.own.process",
        "diff.own.textconv",
        "diff.own.command",
        "diff.external",
        "core.pager",
        "core.sshCommand",
        "credential.helper",
        "gpg.program",
    ] {
        repository.git(&format!("config {key} {program}"));
    }
    repository.git("config log.showSignature true");
    repository.git("config filter.own.required true");
    repository.write(".git/hooks/post-index-change", format!("#!/bin/sh\ntouch '{}'\n", sign.display()));
    let hook = repository.top().join(".git/hooks/post-index-change");
    std::fs::set_permissions(hook, std::os::unix::fs::PermissionsExt::from_mode(0o755)).expect("it is there");
    std::fs::remove_file(&sign).ok();
    repository.write("a.c", "new\n");
    repository.write("b.c", "b\n");
    assert_eq!(files(&repository, since("HEAD")), "  modified a.c\n");
    for scope in [Scope::Default, Scope::Staged, Scope::All, Scope::Amended, Scope::Commit("HEAD".to_owned())] {
        repository.select(scope);
    }
    let messages = vcs::commits(&repository.request(Scope::All).git, repository.top(), "HEAD").expect("it is answered");
    assert_eq!(messages.len(), 1);
    let marks = vcs::Marks {
        names: vec!["first".to_owned()],
        file_name: "first.md".to_owned(),
        spec: "first.md".to_owned(),
        id: None,
        feature: None,
    };
    let begun = vcs::beginning(&repository.request(Scope::All).git, repository.top(), "HEAD", &marks);
    assert!(begun.expect("it is answered").is_some());
    assert!(!sign.exists(), "something was run");
}

#[test]
fn a_file_whose_times_were_put_back_is_compared() {
    let repository = Repository::with(&[("a.c", "old")]);
    let path = repository.top().join("a.c");
    let modified = path.metadata().and_then(|metadata| metadata.modified()).expect("it is there");
    repository.git("config core.trustctime false");
    repository.git("config core.checkStat minimal");
    repository.git("status --short");
    repository.write("a.c", "new");
    let times = std::fs::FileTimes::new().set_modified(modified);
    std::fs::File::options().write(true).open(&path).and_then(|file| file.set_times(times)).expect("it can be set");
    assert_eq!(files(&repository, since("HEAD")), "  modified a.c\n");
}
