//! `makegood evidence` as it is typed: what is counted, and what is asked for.

use serde_json::Value;
use snapbox::str;

use crate::scratch::Scratch;

const PUSH: &str = "pub fn push(stack: &mut Vec<u8>, value: u8) {\n    stack.push(value);\n}\n";
const POP: &str = "pub fn pop(stack: &mut Vec<u8>) -> Option<u8> {\n    stack.pop()\n}\n";
const MANIFEST: &str = "[package]\nname = \"stack\"\nversion = \"0.1.0\"\nedition = \"2024\"\n";

/// A test of `push` with the name `name` that pushes `value`.
fn test_of_push(name: &str, value: u8) -> String {
    format!(
        "#[test]\nfn {name}() {{\n    let mut stack = vec![];\n    push(&mut stack, {value});\n    assert_eq!(stack, [{value}]);\n}}\n"
    )
}

/// A repository of a crate with `push` and a test of it.
fn project() -> Scratch {
    let scratch = Scratch::repository();
    scratch.write("Cargo.toml", MANIFEST).write("src/lib.rs", PUSH);
    scratch.write("tests/stack.rs", &format!("use stack::push;\n\n{}", test_of_push("pushes", 1)));
    commit(&scratch);
    scratch
}

/// The same, and `pop` is new.
pub fn project_with_pop() -> Scratch {
    let scratch = project();
    scratch.write("src/lib.rs", &format!("{PUSH}{POP}"));
    scratch
}

fn commit(scratch: &Scratch) {
    scratch.git(&["add", "--all"]);
    scratch.git(&["commit", "--quiet", "-m", "As it is"]);
}

pub fn evidence(scratch: &Scratch, args: &[&str]) -> snapbox::cmd::OutputAssert {
    scratch.makegood(&[&["evidence", "--base", "HEAD"], args].concat()).assert()
}

pub fn json(scratch: &Scratch, args: &[&str]) -> Value {
    let output = evidence(scratch, &[args, &["--format", "json"]].concat());
    serde_json::from_slice(&output.get_output().stdout).expect("one JSON document on standard output")
}

/// `severity rule: message` of each finding.
pub fn findings(report: &Value) -> String {
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let line = |f: &Value| format!("{} {}: {}\n", text(&f["severity"]), text(&f["rule"]), text(&f["message"]));
    report["findings"].as_array().expect("a list").iter().map(line).collect()
}

#[test]
fn what_nothing_tests_is_told_of() {
    evidence(&project_with_pop(), &[]).code(1).stdout_eq(str![[r#"
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

Changed functions that no test is seen to reach:
  pop (src/lib.rs:4): 0 tests

1 error · tests: 1 before, 1 after (0 added, 0 removed)
looked at 1 function in 1 file · since [..] (HEAD), working tree included

"#]]);
}

#[test]
fn a_test_of_it_is_growth() {
    let scratch = project_with_pop();
    let test = "#[test]\nfn pops() {\n    assert_eq!(pop(&mut vec![1]), Some(1));\n}\n";
    scratch.write("tests/pop.rs", &format!("use stack::pop;\n\n{test}"));
    evidence(&scratch, &[]).code(0).stdout_eq(str![[r#"
clean: 1 of 2 tests are new · tests: 1 before, 2 after (1 added, 0 removed)
looked at 2 functions in 2 files · since [..] (HEAD), working tree included

"#]]);
}

#[test]
fn each_requirement_says_what_it_misses() {
    let scratch = project_with_pop();
    let told = |require: &str| findings(&json(&scratch, &["--require", require]));
    snapbox::assert_data_eq!(
        ["tests", "coverage", "either", "both"].map(told).concat(),
        str![[r#"
error no-test-growth: `pop` is new or changed, and no test was added (1 before, 1 after)
error no-test-growth: `pop` is new or changed, and no report shows that coverage grew (--coverage and --coverage-base)
error no-test-growth: `pop` is new or changed, and no test was added (1 before, 1 after)
error no-test-growth: `pop` is new or changed, and no test was added (1 before, 1 after), no report shows that coverage grew (--coverage and --coverage-base)

"#]]
    );
}

#[test]
fn a_change_without_functions_needs_nothing_and_says_so() {
    let scratch = project();
    scratch.write("src/lib.rs", &format!("// A stack.\n{PUSH}")).write("README.md", "A stack.\n");
    evidence(&scratch, &["--require", "both"]).code(0).stdout_eq(str![[r#"
clean: no function was added or modified, so nothing has to grow
tests: 1 before, 1 after (0 added, 0 removed)
looked at 0 functions in 1 file (1 skipped: 1 in other languages)
since [..] (HEAD), working tree included

"#]]);
}

#[test]
fn a_project_without_a_test_has_none() {
    let scratch = Scratch::repository();
    scratch.write("Cargo.toml", MANIFEST).write("src/lib.rs", PUSH);
    commit(&scratch);
    scratch.write("src/lib.rs", &format!("{PUSH}{POP}"));
    let report = json(&scratch, &[]);
    assert_eq!(report["evidence"]["tests"], serde_json::json!({"base": 0, "head": 0, "added": 0, "removed": 0}));
    snapbox::assert_data_eq!(
        findings(&report),
        str![[r#"
error no-test-growth: `pop` is new or changed, and no test was added (0 before, 0 after)

"#]]
    );
}

#[test]
fn tests_in_another_language_make_it_a_warning() {
    let scratch = project_with_pop();
    scratch.write("tests/test_pop.py", "def test_pop():\n    assert run('pop') == 1\n");
    let report = json(&scratch, &[]);
    assert_eq!(report["ok"], true);
    snapbox::assert_data_eq!(
        findings(&report),
        str![[r#"
warning no-test-growth: `pop` is new or changed, and no test was added (1 before, 1 after)

"#]]
    );
}

#[test]
fn tests_that_moved_or_were_renamed_are_no_growth() {
    let scratch = project_with_pop();
    scratch.git(&["mv", "tests/stack.rs", "tests/pushing.rs"]);
    scratch.write("tests/pushing.rs", &format!("use stack::push;\n\n{}", test_of_push("it_pushes", 1)));
    let report = json(&scratch, &[]);
    assert_eq!(report["evidence"]["tests"], serde_json::json!({"base": 1, "head": 1, "added": 0, "removed": 0}));
    snapbox::assert_data_eq!(
        report["evidence"]["sets"].to_string(),
        str![[
            r#"{"added":[],"duplicated":[],"never_run":[],"newly_ignored":[],"removed":[],"renamed":[["tests/stack.rs::pushes","tests/pushing.rs::it_pushes"]]}"#
        ]]
    );
    snapbox::assert_data_eq!(
        findings(&report),
        str![[r#"
error no-test-growth: `pop` is new or changed, and no test was added (1 before, 1 after)

"#]]
    );
}

#[test]
fn ten_tests_for_ten_others_are_growth_and_those_that_went_are_told() {
    let scratch = project();
    let tests = |name: &str, from: u8| -> String {
        let ten = (0..10).map(|number| test_of_push(&format!("{name}_{number}"), from + number));
        format!("use stack::push;\n\n{}", ten.collect::<String>())
    };
    scratch.write("tests/stack.rs", &tests("old", 0));
    commit(&scratch);
    scratch.write("src/lib.rs", &format!("{PUSH}{POP}")).write("tests/stack.rs", &tests("new", 100));
    let report = json(&scratch, &[]);
    assert_eq!(report["evidence"]["tests"], serde_json::json!({"base": 10, "head": 10, "added": 10, "removed": 10}));
    assert_eq!(findings(&report).matches("warning test-removed").count(), 10);
    assert!(!findings(&report).contains("no-test-growth"), "{}", findings(&report));
}

#[test]
fn what_is_kept_of_a_commit_is_found_again_as_its_base() {
    let scratch = project();
    let keep = "printf '1..1\\nok 1 - doubles\\n'";
    let base = ["evidence", "--base", "HEAD", "--test-cmd", keep, "--save"];
    scratch.makegood(&base).assert().code(0);
    scratch.git(&["notes", "--ref=makegood", "show", "HEAD"]);
    scratch.write("src/more.c", "int thrice(int x) { return x * 3; }\n").git(&["add", "--all"]);
    scratch.git(&["commit", "--quiet", "-m", "more"]);
    // The base is not run again: the command counts its own runs in a file outside of what is laid out.
    let runs = scratch.root().join("runs");
    let two = format!("echo run >> '{}'; printf '1..2\\nok 1 - doubles\\nok 2 - triples\\n'", runs.display());
    let args = ["evidence", "--base", "HEAD~1", "--head", "HEAD", "--test-cmd", &two, "--format", "json"];
    let output = scratch.makegood(&args).assert().code(0);
    let report: serde_json::Value = serde_json::from_slice(&output.get_output().stdout).expect("JSON");
    assert_eq!(report["evidence"]["tests"], serde_json::json!({"base": 1, "head": 2, "added": 1, "removed": 0}));
    assert_eq!(scratch.read("runs"), "run\n");
}

#[test]
fn evidence_is_judged_by_the_policy_of_its_base() {
    let scratch = project_with_pop();
    scratch.write("makegood.toml", "[severity]\nno-test-growth = \"off\"\n");
    evidence(&scratch, &[]).code(1);
    evidence(&scratch, &["--accept-policy-change"]).code(0);
}
