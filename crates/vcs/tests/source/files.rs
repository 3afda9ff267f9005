//! Files of every kind: odd names, odd bytes, and things that are no files.

use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use vcs::{Scope, Subject};

use crate::repository::{Repository, between, read, selected, told};

fn files(repository: &Repository, scope: Scope) -> String {
    let told = repository.told(scope);
    told.split_once('\n').expect("a description").1.to_owned()
}

#[test]
fn paths_of_every_kind() {
    let names = [
        "a b.c",
        "quo\"te.c",
        "ta\tb.c",
        "line\nbreak.c",
        "süß.c",
        "'.c",
        "-x.c",
        "*.c",
        "[a].c",
        ":(top)x.c",
        "back\\slash.c",
    ];
    let repository = Repository::with(&[("kept.c", "")]);
    names.iter().for_each(|name| repository.write(name, format!("old {name}")));
    repository.commit("second");
    names.iter().for_each(|name| repository.write(name, format!("new {name}")));
    for scope in [Scope::Default, Scope::Staged, between("main~1", "main")] {
        repository.git("add .");
        let selection = repository.select(scope.clone());
        let Subject::Change { files, .. } = &selection.subject else { panic!("{scope:?}") };
        let mut paths: Vec<_> = files.iter().map(|file| file.path.as_str()).collect();
        let mut expected = names.to_vec();
        paths.sort_unstable();
        expected.sort_unstable();
        assert_eq!(paths, expected, "{scope:?}");
        for file in files {
            let head = file.head.as_ref().expect("a text").as_str();
            assert!(head.ends_with(&file.path), "{scope:?} {head}");
            assert_eq!(read(&selection.head, &file.path), head, "{scope:?}");
        }
    }
}

#[test]
fn a_path_that_is_a_pattern_is_a_path() {
    let repository = Repository::with(&[("*.c", ""), ("a.c", "")]);
    repository.write("*.c", "new");
    repository.write("a.c", "new");
    let mut request = repository.request(Scope::Default);
    request.paths = vec![PathBuf::from("*.c")];
    assert!(told(&selected(&request).expect("it is answered")).ends_with("\n  modified *.c\n  elsewhere a.c\n"));
}

#[test]
fn a_name_that_is_not_utf_8_is_a_gap() {
    let repository = Repository::with(&[("a.c", "")]);
    let name = std::ffi::OsStr::from_bytes(b"b\xff.c");
    std::fs::write(repository.top().join(name), "new").expect("the file can be written");
    assert_eq!(files(&repository, Scope::Default), "  gap b\u{fffd}.c: its name is not UTF-8 (changed)\n");
    assert_eq!(files(&repository, Scope::All), "  a.c\n  gap b\u{fffd}.c: its name is not UTF-8\n");
}

#[test]
fn symbolic_links_are_not_followed() {
    let repository = Repository::with(&[("a.c", "int a;"), ("was-file.c", "int b;")]);
    symlink("a.c", repository.top().join("link.c")).expect("linked");
    symlink(".", repository.top().join("loop.c")).expect("linked");
    repository.remove("was-file.c");
    symlink("a.c", repository.top().join("was-file.c")).expect("linked");
    let selection = repository.select(Scope::Default);
    assert!(told(&selection).ends_with("included\n  skipped symlink: 3\n"), "{}", told(&selection));
    assert_eq!(read(&selection.head, "link.c"), "symlink");
    assert_eq!(files(&repository, Scope::All), "  a.c\n  skipped symlink: 3\n");
    repository.commit("links");
    assert_eq!(files(&repository, between("main~1", "main")), "  skipped symlink: 3\n");
}

#[test]
fn a_link_that_became_a_file_is_new() {
    let repository = Repository::with(&[("a.c", "int a;")]);
    symlink("a.c", repository.top().join("b.c")).expect("linked");
    repository.commit("link");
    repository.remove("b.c");
    repository.write("b.c", "int b;");
    assert_eq!(files(&repository, Scope::Default), "  added b.c\n");
}

#[test]
fn text_that_turns_binary_is_a_gap_and_binary_that_stays_so_is_skipped() {
    let repository = Repository::with(&[("text.c", "int a;"), ("binary.c", "\0old"), ("gone.c", "\0gone")]);
    repository.write("text.c", "int a;\0");
    repository.write("binary.c", "\0new");
    repository.write("new.c", "\0");
    repository.remove("gone.c");
    let expected = "  skipped binary: 2\n  gap new.c: binary (changed)\n  gap text.c: binary (changed)\n";
    assert_eq!(files(&repository, Scope::Default), expected);
}

#[test]
fn files_over_the_limit_are_gaps() {
    let repository = Repository::with(&[("grown.c", "small"), ("shrunk.c", "larger than ten bytes")]);
    repository.write("grown.c", "larger than ten bytes");
    repository.write("shrunk.c", "small");
    repository.write("new.c", "small");
    for scope in [Scope::Default, Scope::Staged] {
        repository.git("add .");
        let mut request = repository.request(scope);
        request.limits.max_bytes = 10;
        let told = told(&selected(&request).expect("it is answered"));
        let expected = "\n  added new.c\n  gap grown.c: 21 bytes are over the limit of 10 bytes (changed)\n  \
                        gap shrunk.c: 21 bytes are over the limit of 10 bytes (changed)\n";
        assert!(told.ends_with(expected), "{told}");
    }
}

#[test]
fn line_ends_marks_and_invalid_bytes_are_kept() {
    let repository = Repository::with(&[("crlf.c", "a\r\nb\r\n"), ("bom.c", "\u{feff}a"), ("latin.c", "a")]);
    repository.write("crlf.c", "a\r\nc\r\n");
    repository.write("bom.c", "\u{feff}b");
    repository.write("latin.c", b"\xe4");
    let Subject::Change { files, .. } = repository.select(Scope::Default).subject else { panic!() };
    let heads: Vec<_> =
        files.iter().filter_map(|file| file.head.as_ref()).map(|text| (text.as_str(), text.is_lossy())).collect();
    assert_eq!(heads, [("\u{feff}b", false), ("a\r\nc\r\n", false), ("\u{fffd}", true)]);
}

#[test]
fn converted_line_ends_are_no_change() {
    let repository = Repository::with(&[("a.c", "a\nb\n")]);
    repository.git("config core.autocrlf true");
    repository.write("a.c", "a\r\nb\r\n");
    assert_eq!(files(&repository, Scope::Default), "");
    repository.git("config core.autocrlf false");
    assert_eq!(files(&repository, Scope::Default), "");
}

#[test]
fn utf_16_with_a_mark_is_text() {
    let utf_16 = |text: &str| -> Vec<u8> {
        "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
    };
    let repository = Repository::with(&[("a.c", "")]);
    repository.write("a.c", utf_16("int süß;"));
    assert_eq!(read(&repository.select(Scope::Default).head, "a.c"), "int süß;");
    assert_eq!(files(&repository, Scope::Default), "  modified a.c\n");
}

#[test]
fn other_languages_are_counted() {
    let repository = Repository::with(&[("a.c", "")]);
    repository.write("README.md", "");
    repository.write("x.py", "");
    assert_eq!(files(&repository, Scope::Default), "  skipped unknown language: 2\n");
}

#[test]
fn vendored_and_generated_files_are_counted() {
    let repository = Repository::with(&[("kept.c", "")]);
    let attributes = "gen/*.c linguist-generated\nlib/** linguist-vendored=true\nvendor/ours.c -linguist-vendored\n\
                      gen/hand.c linguist-generated=false\n";
    repository.write(".gitattributes", attributes);
    for path in
        ["gen/a.c", "gen/hand.c", "lib/deep/b.c", "vendor/c.c", "vendor/ours.c", "sub/third_party/d.c", "vendor.c"]
    {
        repository.write(path, "new");
    }
    let expected = "  added gen/hand.c\n  added vendor.c\n  added vendor/ours.c\n  skipped generated: 1\n  \
                    skipped unknown language: 1\n  skipped vendored: 3\n";
    assert_eq!(files(&repository, Scope::Default), expected);
    let whole = "  gen/hand.c\n  kept.c\n  vendor.c\n  vendor/ours.c\n  skipped generated: 1\n  \
                 skipped unknown language: 1\n  skipped vendored: 3\n";
    assert_eq!(files(&repository, Scope::All), whole);
    repository.commit("second");
    repository.write(".gitattributes", "");
    assert_eq!(files(&repository, between("main~1", "main")), expected);
    let mut request = repository.request(between("main~1", "main"));
    request.include_vendored = true;
    assert!(told(&selected(&request).expect("it is answered")).contains("\n  added lib/deep/b.c\n"));
}

#[test]
fn a_git_that_cannot_read_a_commits_attributes_reads_them_from_an_index() {
    let repository = Repository::with(&[(".gitattributes", "a.c linguist-generated\n")]);
    repository.write("a.c", "new");
    repository.commit("second");
    repository.write(".gitattributes", "");
    repository.write("../old-git", "#!/bin/sh\ncase \"$*\" in *--source=*) exit 129;; esac\nexec git \"$@\"\n");
    let program = repository.beside("old-git");
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    std::fs::set_permissions(&program, mode).expect("it can be made executable");
    let mut request = repository.request(between("main~1", "main"));
    request.git.program = program.into();
    assert!(told(&selected(&request).expect("it is answered")).ends_with("\n  skipped generated: 1\n"));
}

#[test]
fn the_index_has_its_own_attributes() {
    let repository = Repository::with(&[("kept.c", "")]);
    repository.write(".gitattributes", "a.c linguist-generated\n");
    repository.write("a.c", "new");
    repository.git("add .");
    repository.write(".gitattributes", "");
    assert_eq!(files(&repository, Scope::Staged), "  skipped generated: 1\n  skipped unknown language: 1\n");
}

#[test]
fn the_repositorys_own_attributes_and_macros_count() {
    let repository = Repository::with(&[("kept.c", "")]);
    repository.write(".git/info/attributes", "[attr]machine linguist-generated\na.c machine\n");
    repository.write("a.c", "new");
    assert_eq!(files(&repository, Scope::Default), "  skipped generated: 1\n");
}

#[test]
fn excluded_and_ignored_files_are_counted() {
    let repository = Repository::with(&[(".ignore", "old/\n!old/kept.c\n"), ("sub/.ignore", "/here.c\n")]);
    for path in ["old/a.c", "sub/here.c", "sub/deep/here.c", "x.test.c", "tests/deep/b.c"] {
        repository.write(path, "new");
    }
    let mut request = repository.request(Scope::Default);
    request.excludes = vec!["*.test.c".to_owned(), "/tests/".to_owned()];
    let told = told(&selected(&request).expect("it is answered"));
    assert!(told.ends_with("\n  added sub/deep/here.c\n  skipped excluded: 2\n  skipped ignored: 2\n"), "{told}");
}

#[test]
fn git_ignored_files_are_not_looked_at_but_tracked_ones_are() {
    let repository = Repository::with(&[("made/tracked.c", "old")]);
    repository.write(".gitignore", "made/\n");
    repository.write("made/untracked.c", "new");
    repository.write("made/tracked.c", "new");
    assert_eq!(files(&repository, Scope::Default), "  modified made/tracked.c\n  skipped unknown language: 1\n");
}

#[test]
fn submodules_are_counted_and_not_entered() {
    let library = Repository::with(&[("library.c", "old")]);
    let repository = Repository::with(&[("a.c", "")]);
    repository.run(&["submodule", "--quiet", "add", library.top().to_str().expect("UTF-8"), "lib"]);
    repository.commit("second");
    assert_eq!(
        files(&repository, between("main~1", "main")),
        "  skipped submodule: 1\n  skipped unknown language: 1\n"
    );
    repository.write("lib/library.c", "new");
    assert_eq!(files(&repository, Scope::Default), "");
    repository.at(repository.top().join("lib")).commit("inside");
    assert_eq!(files(&repository, Scope::Default), "  skipped submodule: 1\n");
    assert_eq!(files(&repository, Scope::All), "  a.c\n  skipped submodule: 1\n  skipped unknown language: 1\n");
}

#[test]
fn an_untracked_repository_is_counted() {
    let repository = Repository::with(&[("a.c", "")]);
    repository.run(&["init", "-q", "nested"]);
    repository.write("nested/b.c", "new");
    repository.at(repository.top().join("nested")).commit("inside");
    assert_eq!(files(&repository, Scope::Default), "  skipped submodule: 1\n");
}

#[test]
fn a_merge_in_progress_is_compared_with_head_and_conflicts_are_gaps() {
    let repository = Repository::conflicting();
    assert_eq!(files(&repository, Scope::Staged), "  added merged.c\n  gap a.c: unmerged (changed)\n");
    assert_eq!(files(&repository, Scope::Default), "  added merged.c\n  gap a.c: unmerged (changed)\n");
}

#[test]
fn what_a_sparse_checkout_leaves_out_is_not_deleted() {
    let repository = Repository::with(&[("in/a.c", "old"), ("out/b.c", "old"), ("out/c.c", "old")]);
    repository.git("checkout -q -b work");
    repository.write("out/b.c", "new");
    repository.commit("second");
    repository.git("sparse-checkout set in");
    assert!(!Path::new(&repository.top().join("out")).exists());
    let selection = repository.select(Scope::Default);
    assert!(told(&selection).ends_with("included\n  modified out/b.c\n"));
    assert_eq!(read(&selection.head, "out/b.c"), "new");
    assert_eq!(read(&selection.head, "out/c.c"), "old");
    assert_eq!(read(&selection.head, "out/d.c"), "absent");
}
