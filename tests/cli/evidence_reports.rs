//! Reports that are handed to `makegood evidence` and `verify`: what they prove, and which are refused.

use snapbox::str;

use crate::evidence::{evidence, findings, json, project_with_pop};
use crate::scratch::Scratch;

const BASE_INFO: &str = "SF:src/lib.rs\nFN:1,push\nFNDA:1,push\nDA:1,1\nDA:2,1\nend_of_record\n";
const HEAD_INFO: &str =
    "SF:src/lib.rs\nFN:1,push\nFNDA:1,push\nFN:4,pop\nFNDA:1,pop\nDA:1,1\nDA:2,1\nDA:4,1\nDA:5,1\nend_of_record\n";

/// `FILE` written with `text`, and what `evidence --KIND FILE` complains about; wants exit code 2.
fn refused(kind: &str, text: &str) -> String {
    let scratch = project_with_pop();
    scratch.write("report", text);
    let output = evidence(&scratch, &[kind, "report"]).code(2).stdout_eq("");
    String::from_utf8(output.get_output().stderr.clone()).expect("UTF-8")
}

#[test]
fn coverage_grew_only_where_both_ends_are_known() {
    let scratch = project_with_pop();
    scratch.write("base.info", BASE_INFO).write("head.info", HEAD_INFO);
    evidence(&scratch, &["--require", "coverage", "--coverage", "head.info"]).code(1);
    snapbox::assert_data_eq!(
        findings(&json(&scratch, &["--require", "coverage", "--coverage", "head.info"])),
        str![[r#"
error no-test-growth: `pop` is new or changed, and no report of the base shows that coverage grew (--coverage-base)

"#]]
    );
    let both = ["--require", "coverage", "--coverage-base", "base.info", "--coverage", "head.info"];
    evidence(&scratch, &both).code(0).stdout_eq(str![[r#"
clean: coverage grew · tests: 1 before, 1 after (0 added, 0 removed)
coverage: 100.0 % of the lines before, 100.0 % after
looked at 1 function in 1 file (2 skipped: 2 in other languages)
since [..] (HEAD), working tree included

"#]]);
    let either = ["--coverage-base", "base.info", "--coverage", "head.info"];
    evidence(&scratch, &either).code(0);
    let tests = ["--require", "both", "--coverage-base", "base.info", "--coverage", "head.info"];
    evidence(&scratch, &tests).code(1);
}

#[test]
fn what_is_not_reached_any_more_is_told_of() {
    let scratch = project_with_pop();
    scratch
        .write("base.info", BASE_INFO)
        .write("head.info", &HEAD_INFO.replace(",1\n", ",0\n").replace("FNDA:1,", "FNDA:0,"));
    let report = json(&scratch, &["--coverage-base", "base.info", "--coverage", "head.info"]);
    snapbox::assert_data_eq!(
        findings(&report),
        str![[r#"
warning coverage-fell: coverage fell from 100.0 % to 0.0 % of the lines
warning coverage-fell: `push` ran before the change and does not any more
error no-test-growth: `pop` is new or changed, and no test was added (1 before, 1 after), coverage did not grow

"#]]
    );
}

#[test]
fn a_report_of_before_alone_is_refused() {
    let scratch = project_with_pop();
    scratch.write("base.info", BASE_INFO);
    evidence(&scratch, &["--coverage-base", "base.info"]).code(2).stdout_eq("");
    evidence(&scratch, &["--results-base", "base.info"]).code(2).stdout_eq("");
}

#[test]
fn a_test_that_failed_fails_the_run() {
    let scratch = project_with_pop();
    scratch.write("results.tap", "1..2\nok 1 - pushes\nnot ok 2 - pops\n");
    let report = json(&scratch, &["--results", "results.tap", "--require", "tests"]);
    assert_eq!(report["evidence"]["tests"], serde_json::json!({"base": 1, "head": 1, "added": 0, "removed": 0}));
    snapbox::assert_data_eq!(
        findings(&report),
        str![[r#"
error test-failed: pops did not pass
error no-test-growth: `pop` is new or changed, and no test was added (1 before, 1 after)

"#]]
    );
}

#[test]
fn what_a_report_holds_beyond_what_is_known_is_a_gap() {
    let scratch = project_with_pop();
    scratch.write("head.info", &HEAD_INFO.replace("end_of", "WHAT:1\nend_of"));
    let report = json(&scratch, &["--coverage", "head.info"]);
    snapbox::assert_data_eq!(
        report["gaps"].to_string(),
        str![[
            r#"[{"changed":false,"path":"head.info","reason":"the record `WHAT` is not known, and left out","span":{"end":{"column":1,"line":10},"start":{"column":1,"line":10}}}]"#
        ]]
    );
    snapbox::assert_data_eq!(
        report["evidence"]["functions"].to_string(),
        str![[
            r#"[{"change":"added","end_line":6,"line":4,"name":"pop","path":"src/lib.rs","promise":null,"proof":null,"reach":"reached","tested_by":[],"tests":0}]"#
        ]]
    );
}

#[test]
fn damaged_reports_are_refused() {
    let damaged = [
        refused("--coverage", ""),
        refused("--coverage", "SF:src/lib.rs\nDA:1,1\n"),
        refused("--coverage", "SF:/elsewhere/other.rs\nDA:1,1\nend_of_record\n"),
        refused("--coverage", "SF:src/lib.rs\nDA:one,1\nend_of_record\n"),
        refused("--coverage", "TN:\n"),
        refused("--results", ""),
        refused("--results", "<testsuite name=\"a\" tests=\"2\"><testcase name=\"b\"/>"),
        refused("--results", "1..0\n"),
        refused("--results", "1..3\nok 1 - pushes\n"),
        refused("--results", "hello\n"),
    ];
    snapbox::assert_data_eq!(
        damaged.concat(),
        str![[r#"
  × report: the report is empty
  help: see whether the tests were built for coverage, and run
  × report:1: the `end_of_record` of this file is missing
  help: make the report again, and keep all of it
  × report: none of its 1 paths is a file of the repository: `/elsewhere/other.rs`
  help: say how its paths begin: --path-map FROM=TO
  × report:2: `one` is no line of a file
  help: make the report again, and keep all of it
  × report: the report measures no line and no function
  help: see whether the tests were built for coverage, and run
  × report: the report is empty
  help: see whether the tests were built and run at all
  × report:1: the report ends inside the `<testsuite>` that begins here
  help: make the report again, and keep all of it
  × report: the report names no test
  help: see whether the tests were built and run at all
  × report:1: 3 tests are planned, and 1 are there
  help: make the report again from one complete run
  × report: the format is not recognised
  help: say which it is, as in FORMAT:PATH: check-xml, junit, nextest-list, libtest-json, ctest, cmocka, check, libtest, tap

"#]]
    );
}

#[test]
fn a_report_that_is_not_there_is_told_of() {
    let output = evidence(&project_with_pop(), &["--coverage", "nowhere.info"]).code(2).stdout_eq("");
    let told = String::from_utf8_lossy(&output.get_output().stderr).into_owned();
    assert!(told.contains("cannot read the report") && told.contains("nowhere.info"), "{told}");
}

#[test]
fn a_report_older_than_what_was_edited_is_refused() {
    let scratch = project_with_pop();
    scratch.write("head.info", HEAD_INFO);
    age(&scratch, "head.info", 60);
    let output = evidence(&scratch, &["--coverage", "head.info"]).code(2).stdout_eq("");
    let told = String::from_utf8_lossy(&output.get_output().stderr).into_owned();
    assert!(told.contains("older than the last change to the tree"), "{told}");
}

#[test]
fn a_report_made_before_the_commit_of_what_it_measured_is_fresh() {
    let scratch = project_with_pop();
    age(&scratch, "src/lib.rs", 600);
    scratch.write("head.info", HEAD_INFO);
    age(&scratch, "head.info", 300);
    scratch.git(&["add", "src"]);
    scratch.git(&["commit", "--quiet", "-m", "Pop"]);
    let of_commit = ["evidence", "--base", "HEAD~", "--require", "coverage", "--coverage", "head.info"];
    scratch.makegood(&of_commit).assert().code(1).stderr_eq("");
}

/// Makes the file at `path` look as if it was written `seconds` ago.
fn age(scratch: &Scratch, path: &str, seconds: u64) {
    let file = std::fs::File::options().write(true).open(scratch.root().join(path)).expect("a file");
    let then = std::time::SystemTime::now() - std::time::Duration::from_secs(seconds);
    file.set_modified(then).expect("a time");
}

#[test]
fn verify_takes_evidence_from_where_it_is_told() {
    let scratch = project_with_pop();
    scratch.write("tasks/pop.md", "# Pop\n\n```makegood\nprovides:\n  functions:\n    - name: pop\n```\n");
    scratch.write("head.info", HEAD_INFO);
    let verify =
        |args: &[&str]| scratch.makegood(&[&["verify", "tasks/pop.md", "--base", "HEAD"], args].concat()).assert();
    verify(&["--evidence", "reports"]).code(2).stderr_eq(str![[r#"
  × with --evidence reports at least one report is needed
  help: hand in what a test runner or coverage tool wrote, with --results or --coverage

"#]]);
    verify(&["--evidence", "static", "--coverage", "head.info"]).code(2).stderr_eq(str![[r#"
  × with --evidence static no report is taken
  help: leave the reports out, or judge by them with --evidence reports

"#]]);
    verify(&["--evidence", "reports", "--coverage", "head.info"]).code(1).stdout_eq(str![[r#"
error[no-test-growth]

  × `pop` is new or changed, and no test was added (1 before, 1 after)
   ╭─[src/lib.rs:4:1]
 1 │ pub fn push(stack: &mut Vec<u8>, value: u8) {
 2 │     stack.push(value);
 3 │ }
 4 │ pub fn pop(stack: &mut Vec<u8>) -> Option<u8> {
   · ▲
 5 │     stack.pop()
 6 │ }
   ╰────
  help: Add a test that fails without the change and passes with it.
  more: makegood explain no-test-growth

Tested by:
  pop (src/lib.rs:4): reached, 0 tests

incomplete: `pop` is new or changed, and no test was added (1 before, 1 after)
1 error · promises: 1 kept, 0 broken, 0 unproven
tests: 1 before, 1 after (0 added, 0 removed) · coverage: 100.0 % of the lines
looked at 1 function in 1 file (2 skipped: 2 in other languages)
since [..] (HEAD), working tree included

"#]]);
    verify(&["--evidence", "static"]).code(1).stdout_eq(str![[r#"
error[no-test-growth]

  × `pop` is new or changed, and no test was added (1 before, 1 after)
   ╭─[src/lib.rs:4:1]
 1 │ pub fn push(stack: &mut Vec<u8>, value: u8) {
 2 │     stack.push(value);
 3 │ }
 4 │ pub fn pop(stack: &mut Vec<u8>) -> Option<u8> {
   · ▲
 5 │     stack.pop()
 6 │ }
   ╰────
  help: Add a test that fails without the change and passes with it.
  more: makegood explain no-test-growth

error[promised-function-untested]

  × `pop` is promised, and is reached by no test that runs and asserts
   ╭─[src/lib.rs:4:1]
 4 │ pub fn pop(stack: &mut Vec<u8>) -> Option<u8> {
   · ▲
   · ╰── added by this change
 5 │     stack.pop()
 6 │ }
   ╰────
  help: Write a test that calls it, through the slot or function that its users
        will call, and checks the result.
  more: makegood explain promised-function-untested

Tested by:
  pop (src/lib.rs:4): 0 tests

incomplete: `pop` is new or changed, and no test was added (1 before, 1 after)
2 errors in 1 function · promises: 1 kept, 0 broken, 0 unproven
tests: 1 before, 1 after (0 added, 0 removed)
looked at 1 function in 1 file (2 skipped: 2 in other languages)
since [..] (HEAD), working tree included

"#]]);
}
