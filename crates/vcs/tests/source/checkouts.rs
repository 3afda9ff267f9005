//! Revisions laid out in a folder apart.

use std::fs;
use std::path::PathBuf;

use vcs::{Revision, check_out};

use crate::repository::{Repository, since};

/// Lays out `revision` beside `repository`; the folder, and what is missing.
fn laid_out(repository: &Repository, revision: &Revision) -> (PathBuf, Vec<String>) {
    let folder = repository.beside("laid-out");
    let program = repository.request(since("HEAD")).git;
    let missing = check_out(&program, repository.top(), revision, &folder).unwrap_or_else(|error| panic!("{error}"));
    (folder, missing)
}

fn commit(name: &str) -> Revision {
    Revision::Commit(name.to_owned())
}

fn with_submodule() -> Repository {
    let repository = Repository::with(&[("a.c", "int a;\n")]);
    let library = repository.at(repository.beside("library"));
    fs::create_dir(library.top()).expect("a folder");
    library.git("init -q -b main");
    library.write("lib.c", "int lib;\n");
    library.commit("library");
    repository.git("submodule --quiet add ../library vendor/library");
    repository.commit("with a submodule");
    repository
}

#[test]
fn a_commit_has_its_submodules_as_far_as_they_are_there() {
    let repository = with_submodule();
    let (folder, missing) = laid_out(&repository, &commit("HEAD"));
    assert_eq!(fs::read_to_string(folder.join("vendor/library/lib.c")).expect("a file"), "int lib;\n");
    assert!(missing.is_empty(), "{missing:?}");
    fs::remove_dir_all(folder).expect("removed");
    repository.git("submodule --quiet deinit --force vendor/library");
    let (folder, missing) = laid_out(&repository, &commit("HEAD"));
    assert!(folder.join("vendor/library").is_dir());
    assert!(
        matches!(&missing[..], [told] if told.starts_with("the submodule vendor/library is left out: ")),
        "{missing:?}"
    );
}

#[test]
fn a_working_tree_has_its_submodules_as_they_are_on_disk() {
    let repository = with_submodule();
    repository.write("vendor/library/lib.c", "int changed;\n");
    let (folder, missing) = laid_out(&repository, &Revision::WorkingTree);
    assert_eq!(fs::read_to_string(folder.join("vendor/library/lib.c")).expect("a file"), "int changed;\n");
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn pointers_of_git_lfs_stay_pointers_and_are_told() {
    let mut repository = Repository::with(&[("a.c", "int a;\n")]);
    repository.write(".gitattributes", "*.bin filter=lfs\n");
    repository.write("big.bin", "version https://git-lfs.github.com/spec/v1\n");
    repository.commit("a pointer");
    repository.write("../config", "[filter \"lfs\"]\n\tsmudge = false\n\tprocess = false\n\trequired = true\n");
    repository.set("GIT_CONFIG_GLOBAL", repository.beside("config"));
    let (folder, missing) = laid_out(&repository, &commit("HEAD"));
    let text = fs::read_to_string(folder.join("big.bin")).expect("a file");
    assert_eq!(text, "version https://git-lfs.github.com/spec/v1\n");
    assert_eq!(missing, ["1 files are kept in Git LFS and are there as pointers only"]);
}

#[test]
fn nothing_is_written_through_a_symbolic_link() {
    let repository = Repository::with(&[("a.c", "int a;\n"), ("dir/b.c", "int b;\n")]);
    let outside = repository.beside("outside");
    fs::create_dir(&outside).expect("a folder");
    fs::write(outside.join("b.c"), "outside\n").expect("a file");
    fs::remove_dir_all(repository.top().join("dir")).expect("removed");
    std::os::unix::fs::symlink(&outside, repository.top().join("dir")).expect("a link");
    let (folder, _) = laid_out(&repository, &Revision::WorkingTree);
    assert_eq!(fs::read_link(folder.join("dir")).expect("a link"), outside);
    assert_eq!(fs::read_to_string(outside.join("b.c")).expect("a file"), "outside\n");
}

#[test]
fn a_working_tree_before_the_first_commit_is_laid_out() {
    let repository = Repository::empty();
    repository.write("a.c", "int a;\n");
    repository.write(".gitignore", "*.o\n");
    repository.write("a.o", "object");
    let (folder, _) = laid_out(&repository, &Revision::WorkingTree);
    assert!(folder.join("a.c").is_file() && !folder.join("a.o").exists());
}

#[test]
fn a_shallow_clone_is_enough_for_what_it_holds() {
    let repository = Repository::with(&[("a.c", "int a;\n")]);
    repository.write("a.c", "int b;\n");
    repository.commit("second");
    let clone = repository.beside("clone");
    let source = format!("file://{}", repository.top().display());
    repository.run(&["clone", "-q", "--depth=1", &source, clone.to_str().expect("UTF-8")]);
    let shallow = repository.at(clone);
    let (folder, _) = laid_out(&shallow, &commit("HEAD"));
    assert_eq!(shallow.at(folder).git("log --oneline --format=%s"), "second");
}

#[test]
fn a_revision_that_is_not_there_is_refused() {
    let repository = Repository::with(&[("a.c", "int a;\n")]);
    let program = repository.request(since("HEAD")).git;
    let error = check_out(&program, repository.top(), &commit("gone"), &repository.beside("laid-out"));
    let error = error.expect_err("no such commit").to_string();
    assert!(error.starts_with("`gone` names no commit of this repository\n"), "{error}");
}
