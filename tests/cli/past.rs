//! What a staged change did to functions, where their tokens alone do not tell it: by comments, by place, by what names them.

use serde_json::Value;

use crate::scratch::Scratch;

const STUB: &str = "int later(int a)\n{\n    return -ENOSYS;\n}\n";
const REAL: &str = "int now(int a)\n{\n    if (a > 1)\n        return a * 2;\n    work(a);\n    return a;\n}\n";

/// What is told of a staged change from the files `before` to the files `after`: a line for each finding that counts, each
/// suppressed one, and each bar that was moved.
fn told(before: &[(&str, &str)], after: &[(&str, &str)]) -> String {
    let scratch = Scratch::repository();
    before.iter().for_each(|(path, text)| {
        scratch.write(path, text);
    });
    scratch.git(&["add", "--all"]);
    scratch.git(&["commit", "--quiet", "-m", "first"]);
    before.iter().for_each(|(path, _)| std::fs::remove_file(scratch.root().join(path)).expect("a file"));
    after.iter().for_each(|(path, text)| {
        scratch.write(path, text);
    });
    scratch.git(&["add", "--all"]);
    let output = scratch.makegood(&["check", "--staged", "--format", "json"]).output().expect("runs");
    let report: Value = serde_json::from_slice(&output.stdout).expect("a report");
    let word = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let findings = report["findings"].as_array().expect("findings").iter().map(|finding| {
        let suppressed = if finding["suppressed"].is_null() { "" } else { " (suppressed)" };
        format!("{} {} {}{suppressed}\n", word(&finding["path"]), word(&finding["rule"]), word(&finding["change"]))
    });
    let bars = report["moved_bars"].as_array().expect("bars").iter().map(|bar| format!("{}\n", word(&bar["message"])));
    findings.chain(bars).collect()
}

/// The same for one file.
fn told_of(before: &str, after: &str) -> String {
    told(&[("a.c", before)], &[("a.c", after)])
}

#[test]
fn an_old_stub_is_none_of_the_changes() {
    assert_eq!(told_of(STUB, &format!("{STUB}\n{REAL}")), "");
    assert_eq!(told_of(STUB, &format!("#include <x.h>\n\n/* As before. */\n{STUB}")), "");
}

#[test]
fn a_comment_that_newly_admits_makes_a_function_a_changed_one() {
    let admitting = REAL.replace("    work(a);\n", "    /* TODO: handle errors */\n    work(a);\n");
    assert_eq!(told_of(REAL, &admitting), "a.c admitted-gap modified\n");
    assert_eq!(told_of(&admitting, &admitting.replace("a.c", "b.c")), "");
    assert_eq!(told_of(&admitting, &format!("{admitting}\n{STUB}")), "a.c not-implemented added\n");
    let other = admitting.replace("handle errors", "support files");
    assert_eq!(told_of(&admitting, &other), "a.c admitted-gap modified\n");
    assert_eq!(told_of(&admitting, REAL), "");
}

#[test]
fn a_suppression_that_was_there_moves_no_bar() {
    let reason = "/* makegood: allow(not-implemented) reason=\"waits for the driver\" */\n";
    let allowed = format!("{reason}{STUB}");
    let newly = "not-implemented newly suppressed on later\n";
    assert_eq!(told_of(STUB, &allowed), format!("a.c not-implemented modified (suppressed)\n{newly}"));
    assert_eq!(told_of(&allowed, &format!("{allowed}\n{REAL}")), "");
    assert_eq!(told_of(&allowed, STUB), "");
    let changed = allowed.replace("-ENOSYS", "-ENOTSUP - ENOSYS");
    assert!(!told_of(&allowed, &changed).contains("newly"), "{}", told_of(&allowed, &changed));
    let renewed = allowed.replace("waits", "still waits");
    assert!(told_of(&allowed, &renewed).ends_with(newly), "{}", told_of(&allowed, &renewed));
}

#[test]
fn what_moves_with_its_tokens_is_not_new() {
    let gap = "int half(int a)\n{\n    /* TODO: handle errors */\n    work(a);\n    return a;\n}\n";
    for stub in [STUB, gap] {
        let before = format!("{REAL}\n{stub}");
        assert_eq!(told(&[("a.c", &before)], &[("b.c", &before)]), "", "a renamed file");
        assert_eq!(told(&[("a.c", &before)], &[("a.c", REAL), ("sub/b.c", stub)]), "", "a moved function");
        assert_eq!(told(&[("a.c", &before)], &[("a.c", &format!("{stub}\n{REAL}"))]), "", "another order");
    }
    let admits_more = gap.replace("work(a);", "work(a); /* FIXME: not implemented */");
    assert!(told(&[("a.c", gap)], &[("b.c", &admits_more)]).starts_with("b.c admitted-"), "it admits more than before");
}

#[test]
fn an_old_stub_that_a_table_newly_names_is_wired() {
    let table = "const struct ops ops = {\n    .read = later,\n};\n";
    assert_eq!(told_of(STUB, &format!("{STUB}\n{table}")), "a.c wired-stub wired\n");
    assert_eq!(told_of(&format!("{STUB}\n{table}"), &format!("{STUB}\n{REAL}\n{table}")), "");
}

#[test]
fn a_marker_that_newly_hides_an_old_stub_is_answered_for() {
    let hidden = STUB.replace("    return", "    /* LCOV_EXCL_START */\n    return");
    let hidden = hidden.replace(";\n", ";\n    /* LCOV_EXCL_STOP */\n");
    assert_eq!(told_of(STUB, &hidden), "a.c not-implemented modified\n");
    assert_eq!(told_of(&hidden, &format!("{REAL}\n{hidden}")), "");
    assert_eq!(told_of(&hidden, STUB), "");
    let around = format!("/* LCOV_EXCL_START */\n{STUB}/* LCOV_EXCL_STOP */\n");
    assert_eq!(told_of(&hidden, &around), "", "it was hidden before");
    assert_eq!(told_of(STUB, &around), "a.c not-implemented modified\n");
}
