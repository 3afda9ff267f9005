//! Where makegood is run from: subdirectories, worktrees, hooks, and other people's configuration.

use std::fs;
use std::path::PathBuf;

use vcs::Scope;

use crate::repository::{Repository, between, selected, since, told};

#[test]
fn from_a_subdirectory_all_of_the_repository_is_judged() {
    let repository = Repository::with(&[("a.c", ""), ("sub/b.c", "")]);
    repository.write("a.c", "new");
    repository.write("sub/b.c", "new");
    repository.write("sub/c.c", "new");
    let sub = repository.at(repository.top().join("sub"));
    let told = sub.told(since("HEAD"));
    assert!(told.ends_with("included\n  modified a.c\n  modified sub/b.c\n  added sub/c.c\n"), "{told}");
    repository.git("add .");
    assert!(sub.told(Scope::Staged).ends_with("(HEAD)\n  modified a.c\n  modified sub/b.c\n  added sub/c.c\n"));
}

#[test]
fn paths_narrow_what_is_judged_and_the_rest_is_known() {
    let repository = Repository::with(&[("a.c", "old"), ("sub/b.c", "old"), ("sub2/c.c", "old")]);
    for path in ["a.c", "sub/b.c", "sub2/c.c", "new.c"] {
        repository.write(path, "new");
    }
    let mut request = repository.at(repository.top().join("sub")).request(since("HEAD"));
    request.paths = vec![PathBuf::from(".")];
    let expected = "included\n  modified sub/b.c\n  elsewhere a.c\n  elsewhere sub2/c.c\n";
    assert!(told(&selected(&request).expect("it is answered")).ends_with(expected));
    request.paths = vec![PathBuf::from("../a.c"), repository.top().join("sub2")];
    let expected = "included\n  modified a.c\n  modified sub2/c.c\n  elsewhere sub/b.c\n";
    assert!(told(&selected(&request).expect("it is answered")).ends_with(expected));
}

#[test]
fn through_a_symbolic_link_to_the_repository() {
    let repository = Repository::with(&[("a.c", "old")]);
    repository.write("a.c", "new");
    let link = repository.beside("link");
    std::os::unix::fs::symlink(repository.top(), &link).expect("linked");
    let mut request = repository.at(link.clone()).request(since("HEAD"));
    request.paths = vec![link.join("a.c")];
    assert!(told(&selected(&request).expect("it is answered")).ends_with("\n  modified a.c\n"));
}

#[test]
fn a_linked_worktree_has_its_own_head_and_index() {
    let repository = Repository::with(&[("a.c", "old")]);
    let linked = repository.beside("linked");
    repository.run(&["worktree", "add", "-q", "-b", "work", linked.to_str().expect("UTF-8")]);
    repository.write("a.c", "in the main one");
    let linked = repository.at(linked);
    linked.write("b.c", "new");
    linked.git("add b.c");
    assert_eq!(linked.told(since("HEAD")), "since BASE (HEAD), working tree included\n  added b.c\n");
    assert_eq!(linked.told(Scope::Staged), "staged since BASE (HEAD)\n  added b.c\n");
}

/// Makes git run `makegood`'s part inside a pre-commit hook: the hook saves its environment and a copy of its index, which is
/// gone when git is done.
fn hooked(repository: &Repository) -> PathBuf {
    let saved = repository.beside("environment");
    let hook = format!(
        "#!/bin/sh\ncp \"$GIT_INDEX_FILE\" '{0}.index'\nprintf '%s\\n' \"$GIT_INDEX_FILE\" \"$GIT_DIR\" > '{0}'\n",
        saved.display()
    );
    repository.write(".git/hooks/pre-commit", hook);
    let path = repository.top().join(".git/hooks/pre-commit");
    fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o755)).expect("it can be made executable");
    saved
}

#[test]
fn a_hooks_temporary_index_is_what_is_staged() {
    let repository = Repository::with(&[("a.c", "old"), ("b.c", "old")]);
    let saved = hooked(&repository);
    repository.write("a.c", "new");
    repository.write("b.c", "new");
    repository.git("add b.c");
    repository.git("commit -q -m second a.c");
    repository.git("reset -q --soft main~1");
    let mut hook = repository.at(repository.top().to_owned());
    hook.set("GIT_INDEX_FILE", saved.with_extension("index"));
    assert_eq!(hook.told(Scope::Staged), "staged since BASE (HEAD)\n  modified a.c\n");
    assert!(fs::read_to_string(saved).expect("the hook ran").contains("/.git/next-index-"));
}

#[test]
fn an_index_named_relative_to_the_top_is_found_from_there() {
    let repository = Repository::with(&[("sub/a.c", "old"), ("b.c", "old")]);
    repository.write("sub/a.c", "new");
    let mut other = repository.at(repository.top().to_owned());
    other.set("GIT_INDEX_FILE", ".git/other-index");
    other.git("read-tree HEAD");
    other.git("add sub/a.c");
    for directory in [repository.top().to_owned(), repository.top().join("sub")] {
        let told = other.at(directory).told(Scope::Staged);
        assert_eq!(told, "staged since BASE (HEAD)\n  modified sub/a.c\n");
    }
}

#[test]
fn a_hook_in_a_linked_worktree_may_change_directory() {
    let repository = Repository::with(&[("sub/a.c", "old")]);
    let linked = repository.beside("linked");
    repository.run(&["worktree", "add", "-q", "-b", "work", linked.to_str().expect("UTF-8")]);
    let mut linked = repository.at(linked);
    linked.write("sub/a.c", "new");
    linked.git("add .");
    linked.set("GIT_DIR", linked.git("rev-parse --absolute-git-dir"));
    let sub = linked.at(linked.top().join("sub"));
    assert_eq!(sub.told(Scope::Staged), "staged since BASE (HEAD)\n  modified sub/a.c\n");
    assert_eq!(sub.told(since("main")), "since BASE (main), working tree included\n  modified sub/a.c\n");
}

#[test]
fn a_working_tree_that_is_not_where_the_git_directory_is() {
    let repository = Repository::with(&[("a.c", "old")]);
    repository.git("config core.worktree ../sub");
    repository.write("sub/a.c", "new");
    let sub = repository.at(repository.top().join("sub"));
    let selection = sub.select(since("HEAD"));
    assert_eq!(selection.root, sub.top());
    assert!(told(&selection).ends_with("included\n  modified a.c\n"));
    assert!(repository.refused(since("HEAD")).contains("has no working tree"));
}

#[test]
fn what_only_looks_like_a_repository_is_passed_by() {
    let repository = Repository::with(&[("sub/a.c", "old")]);
    repository.write("sub/a.c", "new");
    repository.write("sub/.git/config", "");
    let sub = repository.at(repository.top().join("sub"));
    assert!(sub.told(since("HEAD")).ends_with("included\n  modified sub/a.c\n"));
}

#[test]
fn nobodys_configuration_changes_the_answer() {
    let mut repository = Repository::with(&[("süß a.c", "1\n2\n3\n4\n5\n6\n"), ("sub/b.c", "old")]);
    repository.git("mv -k sub/b.c sub/c.c");
    repository.write("süß a.c", "new");
    repository.write("sub/new/d.c", "new");
    let scopes = [since("HEAD"), Scope::Staged, between("main", "main"), Scope::All];
    let sub = |repository: &Repository| repository.at(repository.top().join("sub"));
    let before: Vec<_> = scopes.iter().map(|scope| sub(&repository).told(scope.clone())).collect();
    let hostile = "[diff]\nnoprefix = true\nrenames = false\nexternal = false\nrelative = true\norderFile = /nowhere\n\
                   mnemonicPrefix = true\nsubmodule = log\nrenameLimit = 1\nignoreSubmodules = all\nautoRefreshIndex = true\n\
                   [status]\nshowUntrackedFiles = no\nrenames = false\nrelativePaths = true\nbranch = true\nshort = true\n\
                   showStash = true\nsubmoduleSummary = true\n[color]\nui = always\n[core]\nquotePath = true\npager = false\n\
                   attributesFile = attributes\n[grep]\nfullName = false\nlineNumber = true\n[log]\nshowSignature = true\n\
                   [alias]\nstatus = false\ndiff = false\n[column]\nui = always\n[submodule]\nrecurse = true\n";
    repository.write("../hostile", hostile);
    repository.set("GIT_CONFIG_GLOBAL", repository.beside("hostile"));
    repository.set("GIT_EXTERNAL_DIFF", "false");
    repository.set("GIT_ICASE_PATHSPECS", "1");
    repository.set("GIT_TRACE", "1");
    let after: Vec<_> = scopes.iter().map(|scope| sub(&repository).told(scope.clone())).collect();
    assert_eq!(after, before);
    assert!(before[0].contains("  renamed from sub/b.c to sub/c.c\n  added sub/new/d.c\n"), "{}", before[0]);
}

#[test]
fn the_index_is_never_written() {
    let repository = Repository::with(&[("a.c", "old")]);
    let index = repository.top().join(".git/index");
    let before = fs::read(&index).expect("an index");
    // The same text in a new file: git would like to note its new time.
    repository.write("a.c.new", "old");
    fs::rename(repository.top().join("a.c.new"), repository.top().join("a.c")).expect("renamed");
    for scope in [since("HEAD"), Scope::Staged, Scope::All] {
        repository.told(scope);
    }
    assert!(fs::read(&index).expect("an index") == before);
}
