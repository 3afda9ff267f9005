//! Files of every kind: odd names, odd bytes, and things that are no files.

use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use vcs::{Scope, Subject};

use crate::repository::{Repository, between, read, selected, since, told};

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
    for scope in [since("HEAD"), Scope::Staged, between("main~1", "main")] {
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
    let mut request = repository.request(since("HEAD"));
    request.paths = vec![PathBuf::from("*.c")];
    assert!(told(&selected(&request).expect("it is answered")).ends_with("\n  modified *.c\n  elsewhere a.c\n"));
}

#[test]
fn a_name_that_is_not_utf_8_is_a_gap() {
    let repository = Repository::with(&[("a.c", "")]);
    let name = std::ffi::OsStr::from_bytes(b"b\xff.c");
    std::fs::write(repository.top().join(name), "new").expect("the file can be written");
    assert_eq!(files(&repository, since("HEAD")), "  gap b\u{fffd}.c: its name is not UTF-8 (changed)\n");
    assert_eq!(files(&repository, Scope::All), "  a.c\n  gap b\u{fffd}.c: its name is not UTF-8 (changed)\n");
}

#[test]
fn symbolic_links_are_not_followed() {
    let repository = Repository::with(&[("a.c", "int a;"), ("was-file.c", "int b;")]);
    symlink("a.c", repository.top().join("link.c")).expect("linked");
    symlink(".", repository.top().join("loop.c")).expect("linked");
    repository.remove("was-file.c");
    symlink("a.c", repository.top().join("was-file.c")).expect("linked");
    let selection = repository.select(since("HEAD"));
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
    assert_eq!(files(&repository, since("HEAD")), "  added b.c\n");
}

#[test]
fn what_is_binary_at_head_is_a_gap_and_what_is_gone_is_skipped() {
    let repository = Repository::with(&[("text.c", "int a;"), ("binary.c", "\0old"), ("gone.c", "\0gone")]);
    repository.write("text.c", "int a;\0");
    repository.write("binary.c", "\0new");
    repository.write("new.c", "\0");
    repository.remove("gone.c");
    let gap = |path: &str| format!("  gap {path}: {} (changed)\n", vcs::NO_TEXT);
    let expected = format!("  skipped binary: 1\n{}", ["binary.c", "new.c", "text.c"].map(gap).concat());
    assert_eq!(files(&repository, since("HEAD")), expected);
}

#[test]
fn files_over_the_limit_are_gaps() {
    let repository = Repository::with(&[("grown.c", "small"), ("shrunk.c", "larger than ten bytes")]);
    repository.write("grown.c", "larger than ten bytes");
    repository.write("shrunk.c", "small");
    repository.write("new.c", "small");
    for scope in [since("HEAD"), Scope::Staged] {
        repository.git("add .");
        let mut request = repository.request(scope);
        request.limits.max_bytes = 10;
        let told = told(&selected(&request).expect("it is answered"));
        let expected = "\n  added new.c\n  gap grown.c: 21 bytes are over the limit of 10 bytes (changed)\n  \
                        gap shrunk.c: as it was at base, there is no reading it: 21 bytes are over the limit of 10 bytes (changed)\n";
        assert!(told.ends_with(expected), "{told}");
    }
}

#[test]
fn line_ends_marks_and_invalid_bytes_are_kept() {
    let repository = Repository::with(&[("crlf.c", "a\r\nb\r\n"), ("bom.c", "\u{feff}a"), ("latin.c", "a")]);
    repository.write("crlf.c", "a\r\nc\r\n");
    repository.write("bom.c", "\u{feff}b");
    repository.write("latin.c", b"\xe4");
    let Subject::Change { files, .. } = repository.select(since("HEAD")).subject else { panic!() };
    let heads: Vec<_> =
        files.iter().filter_map(|file| file.head.as_ref()).map(|text| (text.as_str(), text.is_lossy())).collect();
    assert_eq!(heads, [("\u{feff}b", false), ("a\r\nc\r\n", false), ("\u{fffd}", true)]);
}

#[test]
fn converted_line_ends_are_no_change() {
    let repository = Repository::with(&[("a.c", "a\nb\n")]);
    repository.git("config core.autocrlf true");
    repository.write("a.c", "a\r\nb\r\n");
    assert_eq!(files(&repository, since("HEAD")), "");
    repository.git("config core.autocrlf false");
    assert_eq!(files(&repository, since("HEAD")), "");
}

#[test]
fn utf_16_with_a_mark_is_text() {
    let utf_16 = |text: &str| -> Vec<u8> {
        "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
    };
    let repository = Repository::with(&[("a.c", "")]);
    repository.write("a.c", utf_16("int süß;"));
    assert_eq!(read(&repository.select(since("HEAD")).head, "a.c"), "int süß;");
    assert_eq!(files(&repository, since("HEAD")), "  modified a.c\n");
}

#[test]
fn other_languages_are_counted() {
    let repository = Repository::with(&[("a.c", "")]);
    repository.write("README.md", "");
    repository.write("x.py", "");
    assert_eq!(files(&repository, since("HEAD")), "  skipped unknown language: 2\n");
}

#[test]
fn vendored_and_generated_files_are_counted() {
    let attributes = "gen/*.c linguist-generated\nlib/** linguist-vendored=true\nvendor/ours.c -linguist-vendored\n\
                      gen/hand.c linguist-generated=false\n";
    let repository = Repository::with(&[("kept.c", ""), (".gitattributes", attributes)]);
    for path in
        ["gen/a.c", "gen/hand.c", "lib/deep/b.c", "vendor/c.c", "vendor/ours.c", "sub/third_party/d.c", "vendor.c"]
    {
        repository.write(path, "new");
    }
    let expected = "  added gen/hand.c\n  added vendor.c\n  added vendor/ours.c\n  skipped generated: 1\n  \
                    skipped vendored: 3\n";
    assert_eq!(files(&repository, since("HEAD")), expected);
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
    assert_eq!(files(&repository, Scope::Staged), "  added a.c\n  skipped unknown language: 1\n");
    let mut request = repository.request(Scope::Staged);
    request.accept_policy_change = true;
    let told = told(&selected(&request).expect("it is answered"));
    assert!(told.ends_with("\n  skipped generated: 1\n  skipped unknown language: 1\n"), "{told}");
}

#[test]
fn what_the_change_itself_leaves_out_is_judged() {
    let repository = Repository::with(&[("a.c", "a\nb\nc\nd\n"), ("b.c", "1\n2\n3\n4\n"), ("c.c", "e\nf\ng\nh\n")]);
    repository.write(".ignore", "a.c\n");
    repository.write(".gitattributes", "b.c linguist-vendored\n");
    repository.write("a.c", "a\nb\nc\nnew\n");
    repository.write("b.c", "1\n2\n3\nnew\n");
    repository.write("vendor/.keep", "");
    repository.git("mv c.c vendor/c.c");
    let expected = "  modified a.c\n  modified b.c\n  renamed from c.c to vendor/c.c\n  skipped unknown language: 3\n";
    assert_eq!(files(&repository, since("HEAD")), expected);
    repository.write(".git/info/exclude", ".ignore\n");
    let hidden = "  modified a.c\n  modified b.c\n  renamed from c.c to vendor/c.c\n  skipped unknown language: 2\n";
    assert_eq!(files(&repository, since("HEAD")), hidden);
}

#[test]
fn a_file_that_is_given_a_name_which_is_not_read_is_a_gap() {
    let repository = Repository::with(&[("a.c", "a\nb\nc\nd\n"), ("b.c", "1\n2\n3\n4\n")]);
    repository.git("mv a.c a.c.disabled");
    repository.git("mv b.c b.cc");
    repository.write("new.cpp", "new");
    let expected = "  skipped unknown language: 3\n  \
                    gap a.c.disabled: unknown language; at base it was read as a.c (changed)\n  \
                    gap b.cc: unknown language; at base it was read as b.c (changed)\n  \
                    gap new.cpp: unknown language: C++ is not read\n";
    assert_eq!(files(&repository, since("HEAD")), expected);
}

#[test]
fn what_a_source_file_includes_is_read_whatever_it_is_called() {
    let repository =
        Repository::with(&[("ops.c", "#include \"gen/ops.inc\"\n"), ("gen/ops.inc", "old"), ("b.inc", "old")]);
    repository.write("gen/ops.inc", "new");
    repository.write("b.inc", "new");
    let fragments = |scope| {
        let mut request = repository.request(scope);
        request.is_fragment = |path| path.ends_with(".inc");
        let told = told(&selected(&request).expect("it is answered"));
        told.split_once('\n').map(|(_, files)| files.to_owned()).expect("a description")
    };
    assert_eq!(fragments(since("HEAD")), "  modified gen/ops.inc\n  skipped unknown language: 1\n");
    assert_eq!(fragments(Scope::All), "  gen/ops.inc\n  ops.c\n  skipped unknown language: 1\n");
}

#[test]
fn macros_count_and_what_this_copy_alone_says_does_not() {
    let repository = Repository::with(&[(".gitattributes", "[attr]machine linguist-generated\na.c machine\n")]);
    repository.write("a.c", "new");
    repository.write("b.c", "new");
    assert_eq!(files(&repository, since("HEAD")), "  added b.c\n  skipped generated: 1\n");
    repository.write(".git/info/attributes", "b.c linguist-generated\n");
    let expected = "  added a.c\n  added b.c\n  gap .git/info/attributes: it says in this copy alone which files are \
                    generated or vendored, so no attributes are taken\n";
    assert_eq!(files(&repository, since("HEAD")), expected);
}

#[test]
fn excluded_and_ignored_files_are_counted() {
    let repository = Repository::with(&[(".ignore", "old/\n!old/kept.c\n"), ("sub/.ignore", "/here.c\n")]);
    for path in ["old/a.c", "sub/here.c", "sub/deep/here.c", "x.test.c", "tests/deep/b.c"] {
        repository.write(path, "new");
    }
    let mut request = repository.request(since("HEAD"));
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
    assert_eq!(files(&repository, since("HEAD")), "  modified made/tracked.c\n  skipped unknown language: 1\n");
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
    assert_eq!(files(&repository, since("HEAD")), "");
    repository.at(repository.top().join("lib")).commit("inside");
    assert_eq!(files(&repository, since("HEAD")), "  skipped submodule: 1\n");
    assert_eq!(files(&repository, Scope::All), "  a.c\n  skipped submodule: 1\n  skipped unknown language: 1\n");
}

#[test]
fn an_untracked_repository_is_counted() {
    let repository = Repository::with(&[("a.c", "")]);
    repository.run(&["init", "-q", "nested"]);
    repository.write("nested/b.c", "new");
    repository.at(repository.top().join("nested")).commit("inside");
    assert_eq!(files(&repository, since("HEAD")), "  skipped submodule: 1\n");
}

#[test]
fn a_merge_in_progress_is_compared_with_head_and_conflicts_are_gaps() {
    let repository = Repository::conflicting();
    assert_eq!(files(&repository, Scope::Staged), "  added merged.c\n  gap a.c: unmerged (changed)\n");
    assert_eq!(files(&repository, since("HEAD")), "  added merged.c\n  gap a.c: unmerged (changed)\n");
}

#[test]
fn what_a_sparse_checkout_leaves_out_is_not_deleted() {
    let repository = Repository::with(&[("in/a.c", "old"), ("out/b.c", "old"), ("out/c.c", "old")]);
    repository.git("checkout -q -b work");
    repository.write("out/b.c", "new");
    repository.commit("second");
    repository.git("sparse-checkout set in");
    assert!(!Path::new(&repository.top().join("out")).exists());
    let selection = repository.select(since("main"));
    assert!(told(&selection).ends_with("included\n  modified out/b.c\n"));
    assert_eq!(read(&selection.head, "out/b.c"), "new");
    assert_eq!(read(&selection.head, "out/c.c"), "old");
    assert_eq!(read(&selection.head, "out/d.c"), "absent");
}
