//! The paths of a report are those of the repository, or it is told that they are not.

use evidence::{EvidenceError, PathMap, place, read_coverage};
use snapbox::{Assert, str};

use crate::shown;

/// The files of a report, placed in a repository.
fn placed(paths: &[&str], tree: &[&str], maps: &[&str]) -> String {
    let section = |path: &&str| format!("SF:{path}\nDA:1,1\nend_of_record\n");
    let report: String = paths.iter().map(section).collect();
    let maps: Vec<PathMap> = maps.iter().map(|map| PathMap::parse(map).expect("a map")).collect();
    let read = read_coverage("report", report.as_bytes(), None).and_then(|coverage| place(coverage, tree, &maps));
    match read {
        Ok(coverage) => shown::coverage(&coverage).replace(": 1 of 1 lines", ""),
        Err(error) => shown::failure(&error),
    }
}

#[test]
fn paths_of_the_repository_are_kept() {
    assert_eq!(
        placed(&["src/a.c", "./src/b.c", "src/x/../c.c"], &["src/a.c", "src/b.c", "src/c.c"], &[]),
        "src/a.c\nsrc/b.c\nsrc/c.c\n"
    );
}

#[test]
fn the_folder_of_the_build_is_told_from_all_paths() {
    let tree = ["src/lib.rs", "src/stack.rs", "lib.rs"];
    let report = ["/ci/p/src/lib.rs", "/ci/p/src/stack.rs", "/registry/dep/src/lib.rs", "/usr/include/stdio.h"];
    assert_eq!(placed(&report, &tree, &[]), "src/lib.rs\nsrc/stack.rs\n");
    assert_eq!(placed(&[r"C:\p\src\stack.rs"], &tree, &[]), "src/stack.rs\n");
    assert_eq!(placed(&["/ci/p/src/lib.rs"], &tree, &[]), "src/lib.rs\n");
}

#[test]
fn a_report_may_begin_below_the_root() {
    assert_eq!(
        placed(&["a.c", "b.c"], &["core/src/a.c", "core/src/b.c", "src/b.c"], &[]),
        "core/src/a.c\ncore/src/b.c\n"
    );
    assert_eq!(placed(&["../src/b.c", "../src/c.c"], &["src/b.c", "src/c.c"], &[]), "src/b.c\nsrc/c.c\n");
}

#[test]
fn what_could_be_two_files_is_neither() {
    let torn = placed(&["/one/src/lib.rs", "/two/src/lib.rs"], &["src/lib.rs"], &[]);
    Assert::new().action_env("SNAPSHOTS").eq(
        torn,
        str![[r#"
Foreign: report: it cannot be told which files of the repository its 2 paths mean: `/one/src/lib.rs`, `/two/src/lib.rs`
  say how its paths begin: --path-map FROM=TO

"#]],
    );
    let torn = placed(&["lib.rs"], &["a/lib.rs", "b/lib.rs"], &[]);
    Assert::new().action_env("SNAPSHOTS").eq(
        torn,
        str![[r#"
Foreign: report: it cannot be told which files of the repository its 1 paths mean: `lib.rs`
  say how its paths begin: --path-map FROM=TO

"#]],
    );
}

#[test]
fn a_map_decides() {
    assert_eq!(placed(&["/one/src/lib.rs", "/two/src/lib.rs"], &["src/lib.rs"], &["/two=."]), "src/lib.rs\n");
    assert_eq!(placed(&["out/gen/a.c"], &["src/a.c"], &["out/gen=src"]), "src/a.c\n");
    assert_eq!(
        placed(&["out/generated/a.c"], &["out/generated/a.c", "src/erated/a.c"], &["out/gen=src"]),
        "out/generated/a.c\n"
    );
    assert_eq!(placed(&["C:/ci/src/a.c"], &["src/a.c"], &[r"C:\ci="]), "src/a.c\n");
}

#[test]
fn foreign_paths_are_an_error() {
    let foreign = placed(&["/usr/include/stdio.h", "other.c"], &["src/a.c"], &[]);
    Assert::new().action_env("SNAPSHOTS").eq(
        foreign,
        str![[r#"
Foreign: report: none of its 2 paths is a file of the repository: `/usr/include/stdio.h`, `other.c`
  say how its paths begin: --path-map FROM=TO

"#]],
    );
    let wrong: Result<PathMap, EvidenceError> = PathMap::parse("src");
    Assert::new().action_env("SNAPSHOTS").eq(
        shown::failure(&wrong.expect_err("no map")),
        str![[r#"
Malformed: --path-map: `src` is no path map
  write it as FROM=TO: /build/project=.

"#]],
    );
}
