//! Odd reports of test runners that are right all the same.

use evidence::read_outcomes;
use snapbox::{Assert, str};

use crate::shown;

#[track_caller]
fn expect(report: &str, expected: snapbox::data::Inline) {
    let read = read_outcomes("report", report.as_bytes(), None);
    Assert::new().action_env("SNAPSHOTS").eq(shown::outcomes(&read), expected);
}

#[test]
fn output_of_tests_does_not_hide_their_outcome() {
    let report = "running 4 tests\ntest a ... prints\nall is ok\nFAILED\nno line end hertest b ... ok\ntest c ... bench:       1,234 ns/iter (+/- 5)\n\
        test d ... FAILED <0.250s>\n\nfailures:\n\n---- a stdout ----\ntest x ... ok\ntest result: ok. 9 passed; 0 failed; 0 ignored; 0 measured\n\n\
        failures:\n    a\n\ntest result: FAILED. 1 passed; 2 failed; 0 ignored; 1 measured; 0 filtered out\n";
    expect(
        report,
        str![[r#"
failed     | a
passed     | b
passed     | c
failed     | d | timed

"#]],
    );
}

#[test]
fn a_suite_may_count_in_its_own_way() {
    let report = "<testsuites tests='2'><testsuite name='o' tests='1'><testcase name='a'/>\
        <testsuite name='i' tests='1' skipped='1'><testcase name='b' status='notrun'/></testsuite></testsuite></testsuites>";
    expect(
        report,
        str![[r#"
passed    o | a
ignored   i | b

"#]],
    );
    let errors = "<testsuite name='s' tests='1' errors='1'><error message='set-up'/><testcase name='a' file='x.py' line='3'/></testsuite>";
    expect(
        errors,
        str![[r#"
passed    s | a | at x.py:3
errored   s | (the suite itself) | because set-up

"#]],
    );
}

#[test]
fn several_runs_may_stand_in_one_file() {
    let check = "noise\nRunning suite(s): a\n100%: Checks: 1, Failures: 0, Errors: 0\nt.c:1:P:core:one:0: Passed\n\
        Running suite(s): b\n0%: Checks: 1, Failures: 1, Errors: 0\nt.c:2:F:core:two:0: no: at all\n";
    expect(
        check,
        str![[r#"
passed    a/core | one | at t.c:1
failed    b/core | two | at t.c:2 | because no: at all

"#]],
    );
    let ctest = "Test project /p\n    Start 1: a\n    Test #1: a ....***Failed    0.00 sec\n    Start 1: a\n\
        1/1 Test #1: a ....   Passed    0.00 sec\n\n100% tests passed, 0 tests failed out of 1\n";
    expect(
        ctest,
        str![[r#"
passed     | a | timed

"#]],
    );
}
