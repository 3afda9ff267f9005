//! Tests at two ends of a change are compared as sets.

use std::fmt::Write;

use evidence::{Growth, compare, read_outcomes};
use model::{BodyHash, TestIdentity};
use snapbox::{Assert, str};

/// A test as `home name body`; an `i` behind it is ignored, `-` for the body is one that is not known.
fn tests(lines: &[&str]) -> Vec<TestIdentity> {
    lines.iter().map(|line| test(line)).collect()
}

fn test(line: &str) -> TestIdentity {
    let words: Vec<&str> = line.split(' ').collect();
    let body = words[2].parse().ok().map(BodyHash);
    TestIdentity { home: words[0].into(), name: words[1].into(), body, ignored: words.len() > 3 }
}

fn shown(growth: &Growth) -> String {
    let mut text = format!("{} -> {}\n", growth.base, growth.head);
    let lists = [
        ("added", &growth.added),
        ("removed", &growth.removed),
        ("newly ignored", &growth.newly_ignored),
        ("duplicated", &growth.duplicated),
    ];
    for (name, list) in lists {
        text.extend(list.iter().map(|test| format!("{name}: {}/{}\n", test.home, test.name)));
    }
    for moved in &growth.renamed {
        let _ =
            writeln!(text, "renamed: {}/{} -> {}/{}", moved.from.home, moved.from.name, moved.to.home, moved.to.name);
    }
    text.extend(growth.gained().map(|test| format!("gained: {}/{}\n", test.home, test.name)));
    text
}

#[track_caller]
fn expect(growth: &Growth, expected: snapbox::data::Inline) {
    Assert::new().action_env("SNAPSHOTS").eq(shown(growth), expected);
}

#[test]
fn a_standstill_of_numbers_is_told_apart() {
    let base = tests(&["a.c same 1", "a.c changed 2", "a.c moves 3", "a.c goes 4", "a.c sleeps 5"]);
    let head = tests(&["a.c same 1", "a.c changed 22", "b.c moved 3", "a.c comes 6", "a.c sleeps 5 i"]);
    expect(
        &compare(&base, &head),
        str![[r#"
5 -> 5
added: a.c/comes
removed: a.c/goes
newly ignored: a.c/sleeps
renamed: a.c/moves -> b.c/moved
gained: a.c/comes

"#]],
    );
}

#[test]
fn copies_are_no_gain() {
    let base = tests(&["a.c one 1"]);
    let head = tests(&["a.c one 1", "a.c one_again 1", "a.c new 2", "a.c new_again 2", "a.c ignored 3 i"]);
    expect(
        &compare(&base, &head),
        str![[r#"
1 -> 5
added: a.c/ignored
added: a.c/new
added: a.c/new_again
added: a.c/one_again
duplicated: a.c/new_again
duplicated: a.c/one_again
gained: a.c/new

"#]],
    );
}

#[test]
fn reports_are_compared_by_name() {
    let read = |text: &str| -> Vec<TestIdentity> {
        let outcomes = read_outcomes("report", text.as_bytes(), None).expect("a report");
        outcomes.tests.iter().map(evidence::reported_identity).collect()
    };
    let base =
        read("<testsuite name='s'><testcase name='a'/><testcase name='b'/><testcase name='d (line 3)'/></testsuite>");
    let head = read(
        "<testsuite name='s'><testcase name='a'><skipped/></testcase><testcase name='c'/><testcase name='c'/><testcase name='d (line 9)'/></testsuite>",
    );
    expect(
        &compare(&base, &head),
        str![[r#"
3 -> 4
added: s/c
added: s/c
removed: s/b
newly ignored: s/a
gained: s/c
gained: s/c

"#]],
    );
    let moved = compare(&tests(&["old a -", "old b -"]), &tests(&["new a -", "new b -", "other b -"]));
    expect(
        &moved,
        str![[r#"
2 -> 3
added: new/b
added: other/b
removed: old/b
renamed: old/a -> new/a
gained: new/b
gained: other/b

"#]],
    );
}

#[test]
fn nothing_is_compared_with_nothing() {
    assert_eq!(compare(&[], &[]), Growth::default());
}
