//! Everything under the paths, in and outside of git.

use std::path::PathBuf;

use vcs::Scope;

use crate::repository::{Repository, read, selected, since, told};

fn told_under(repository: &Repository, paths: &[&str]) -> String {
    let mut request = repository.request(Scope::All);
    request.paths = paths.iter().map(PathBuf::from).collect();
    told(&selected(&request).unwrap_or_else(|error| panic!("{error}")))
}

#[test]
fn all_files_of_known_languages_hidden_ones_too() {
    let repository = Repository::with(&[("b.rs", ""), ("deep/er/a.c", ""), (".hidden/x.h", ""), ("README.md", "")]);
    let expected = "all files\n  .hidden/x.h\n  b.rs\n  deep/er/a.c\n  skipped unknown language: 1\n";
    assert_eq!(repository.told(Scope::All), expected);
}

#[test]
fn ignored_files_are_left_out_but_for_tracked_ones() {
    let repository = Repository::with(&[("made/tracked.c", "")]);
    repository.write(".gitignore", "made/\n*.gen.c\n");
    repository.write("made/untracked.c", "");
    repository.write("x.gen.c", "");
    repository.write("deep/.ignore", "not-this.c\n");
    repository.write("deep/not-this.c", "");
    repository.write("deep/this.c", "");
    repository.git("add -f deep");
    let expected = "all files\n  deep/this.c\n  made/tracked.c\n  skipped unknown language: 2\n";
    assert_eq!(repository.told(Scope::All), expected);
}

#[test]
fn outside_of_git_the_same_is_left_out() {
    let directory = Repository::none();
    directory.write(".gitignore", "made/\n");
    directory.write("made/x.c", "");
    directory.write("a.c", "");
    assert_eq!(directory.told(Scope::All), "all files\n  a.c\n  skipped unknown language: 1\n");
}

#[test]
fn outside_of_git_repositories_underneath_are_entered() {
    let directory = Repository::none();
    directory.write("one/a.c", "");
    directory.run(&["init", "-q", "one"]);
    assert_eq!(directory.told(Scope::All), "all files\n  one/a.c\n");
}

#[test]
fn repositories_inside_a_repository_are_not_entered() {
    let repository = Repository::with(&[("a.c", "")]);
    repository.run(&["init", "-q", "nested"]);
    repository.write("nested/b.c", "");
    assert_eq!(repository.told(Scope::All), "all files\n  a.c\n  skipped submodule: 1\n");
}

#[test]
fn a_build_tools_output_is_not_entered() {
    let repository = Repository::with(&[("src/target/kept.c", "")]);
    repository.write("target/CACHEDIR.TAG", "Signature: 8a477f597d28d172789f06886806bc55\n");
    repository.write("target/debug/made.rs", "");
    assert_eq!(repository.told(Scope::All), "all files\n  src/target/kept.c\n  skipped build output: 1\n");
    assert!(repository.told(since("HEAD")).contains("  skipped build output: 1\n"));
}

#[test]
fn paths_are_relative_to_the_current_directory_and_told_from_the_root() {
    let repository = Repository::with(&[("a.c", ""), ("sub/b.c", ""), ("sub/deep/c.c", ""), ("other/d.c", "")]);
    let sub = repository.at(repository.top().join("sub"));
    assert_eq!(told_under(&sub, &["deep"]), "all files under deep\n  sub/deep/c.c\n");
    assert_eq!(told_under(&sub, &["../other", "b.c"]), "all files under ../other, b.c\n  other/d.c\n  sub/b.c\n");
    assert_eq!(told_under(&sub, &["."]), "all files under .\n  sub/b.c\n  sub/deep/c.c\n");
}

#[test]
fn another_repository_can_be_named() {
    let repository = Repository::with(&[("sub/a.c", "")]);
    let elsewhere = repository.at(repository.beside("elsewhere"));
    std::fs::create_dir(elsewhere.top()).expect("the directory can be made");
    let path = repository.top().join("sub");
    let expected = format!("all files under {}\n  sub/a.c\n", path.display());
    assert_eq!(told_under(&elsewhere, &[path.to_str().expect("UTF-8")]), expected);
}

#[test]
fn directories_outside_of_git_and_outside_of_the_current_one() {
    let directory = Repository::none();
    directory.write("one/a.c", "");
    directory.write("two/b.c", "");
    directory.write("three/c.c", "");
    let three = directory.at(directory.top().join("three"));
    assert_eq!(
        told_under(&three, &["../one", "../two/b.c"]),
        "all files under ../one, ../two/b.c\n  one/a.c\n  two/b.c\n"
    );
    assert_eq!(told_under(&three, &["../one"]), "all files under ../one\n  a.c\n");
}

#[test]
fn a_named_directory_inside_vendored_code_is_looked_at() {
    let repository = Repository::with(&[("vendor/lib/a.c", ""), ("vendor/lib/third_party/b.c", "")]);
    assert_eq!(told_under(&repository, &["vendor/lib/a.c"]), "all files under vendor/lib/a.c\n  skipped vendored: 1\n");
    let expected = "all files under vendor/lib\n  vendor/lib/a.c\n  skipped vendored: 1\n";
    assert_eq!(told_under(&repository, &["vendor/lib"]), expected);
}

#[test]
fn texts_are_read_one_by_one() {
    let repository = Repository::with(&[("a.c", "int a;"), ("b.c", "\0\0"), ("large.c", "0123456789")]);
    let mut request = repository.request(Scope::All);
    request.limits.max_bytes = 8;
    let tree = selected(&request).expect("it is answered").head;
    assert_eq!(read(&tree, "a.c"), "int a;");
    assert_eq!(read(&tree, "b.c"), "binary");
    assert_eq!(read(&tree, "large.c"), "10 bytes are over the limit of 8 bytes");
    assert_eq!(read(&tree, "none.c"), "absent");
    assert_eq!(read(&tree, "a.c/b.c"), "absent");
}

#[test]
fn unmerged_files_are_gaps() {
    let repository = Repository::conflicting();
    assert_eq!(repository.told(Scope::All), "all files\n  merged.c\n  gap a.c: unmerged (changed)\n");
}
