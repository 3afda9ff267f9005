//! What is counted, and what can never be taken for a pass.

use crate::project::{Project, passing};

#[test]
fn tests_are_run_at_both_ends_and_counted() {
    let project = Project::new(&passing(1), &passing(3));
    let answer = project.evidence(&[]);
    assert!(answer.stdout.contains("tests: 1 before, 3 after (2 added, 0 removed)"), "{}", answer.stdout);
    assert_eq!(answer.code, 0, "{}", answer.stderr);
    let base = project.git(&["rev-parse", "--short=7", "HEAD~1"]);
    assert!(answer.stderr.contains(&format!("makegood runs `sh test.sh` at {base}")), "{}", answer.stderr);
    assert!(answer.stderr.contains("makegood runs `sh test.sh` in the working tree"), "{}", answer.stderr);
}

#[test]
fn tests_that_did_not_grow_are_told() {
    let answer = Project::new(&passing(2), &passing(2)).evidence(&[]);
    assert!(answer.stdout.contains("no-test-growth"), "{}", answer.stdout);
    assert_eq!(answer.code, 1);
}

#[test]
fn a_head_that_is_named_is_run_instead_of_the_working_tree() {
    let project = Project::new(&passing(1), &passing(3));
    project.write("test.sh", &passing(7));
    let answer = project.evidence(&["--head", "HEAD"]);
    assert!(answer.stdout.contains("tests: 1 before, 3 after"), "{}", answer.stdout);
    assert!(project.evidence(&[]).stdout.contains("tests: 1 before, 7 after"));
}

#[test]
fn a_failing_test_is_evidence_and_no_error() {
    let failing = "echo 1..2; echo ok 1 - a; echo not ok 2 - b; exit 1\n";
    let answer = Project::new(&passing(1), failing).evidence(&[]);
    assert!(answer.stdout.contains("test-failed"), "{}", answer.stdout);
    assert_eq!(answer.code, 1, "{}", answer.stderr);
}

#[test]
fn a_command_that_names_no_test_proves_nothing() {
    let project = Project::new(&passing(1), "echo all is well; echo really >&2\n");
    let answer = project.evidence(&[]);
    assert_eq!(answer.code, 2, "{}", answer.stdout);
    assert!(answer.stderr.contains("ended with exit code 0, and no test is recognised"), "{}", answer.stderr);
    assert!(answer.stderr.contains("--results"), "{}", answer.stderr);
    assert_eq!(
        (project.kept("head/stdout.txt"), project.kept("head/stderr.txt")),
        ("all is well\n".into(), "really\n".into())
    );
}

#[test]
fn a_command_that_is_not_there_proves_nothing() {
    let project = Project::new(&passing(1), "no-such-test-runner\n");
    let answer = project.evidence(&[]);
    assert_eq!(answer.code, 2, "{}", answer.stdout);
    assert!(answer.stderr.contains("ended with exit code 127"), "{}", answer.stderr);
    assert!(project.kept("head/stderr.txt").contains("no-such-test-runner"));
}

#[test]
fn a_base_without_any_test_has_none() {
    let answer = Project::new("echo; echo running 0 tests; echo; echo 'test result: ok. 0 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s'\n", &passing(2)).evidence(&[]);
    assert!(answer.stdout.contains("tests: 0 before, 2 after"), "{}\n{}", answer.stdout, answer.stderr);
    assert!(answer.stderr.contains("counts as having no test"), "{}", answer.stderr);
}

#[test]
fn a_base_that_cannot_be_built_is_not_a_base_without_tests() {
    let answer = Project::new("echo no compiler >&2; exit 1\n", &passing(2)).evidence(&[]);
    assert_eq!(answer.code, 2, "{}", answer.stdout);
    assert!(answer.stderr.contains("ended with exit code 1, and named no test"), "{}", answer.stderr);
}

#[test]
fn a_command_that_fails_though_no_test_did_is_told() {
    let answer = Project::new(&passing(1), &format!("{}exit 3\n", passing(2))).evidence(&[]);
    assert!(
        answer.stderr.contains("ended with exit code 3 in the working tree although no test that it names failed"),
        "{}",
        answer.stderr
    );
}

#[test]
fn tests_that_are_named_on_standard_error_count() {
    let to_stderr = |count| format!("{{ {} }} >&2\n", passing(count).replace('\n', ";"));
    let answer = Project::new(&to_stderr(1), &to_stderr(2)).evidence(&[]);
    assert!(answer.stdout.contains("tests: 1 before, 2 after"), "{}\n{}", answer.stdout, answer.stderr);
}
