//! Reports that a command writes to files.

use crate::project::{Project, passing};

fn junit(count: usize) -> String {
    let cases: String = (1..=count).map(|number| format!("<testcase classname=\"s\" name=\"t{number}\"/>")).collect();
    format!("<testsuite name=\"s\" tests=\"{count}\">{cases}</testsuite>")
}

fn writing(count: usize) -> String {
    format!("mkdir -p out/deep\necho '{}' > out/deep/junit.xml\n", junit(count))
}

#[test]
fn reports_are_found_by_patterns_and_kept() {
    let project = Project::new(&writing(1), &writing(3));
    let answer = project.evidence(&["--results", "junit:out/**/junit.xml"]);
    assert!(answer.stdout.contains("tests: 1 before, 3 after"), "{}\n{}", answer.stdout, answer.stderr);
    assert_eq!(project.kept("head/reports/out/deep/junit.xml").trim(), junit(3));
}

#[test]
fn a_report_that_the_command_did_not_write_does_not_count() {
    let project = Project::new(&writing(1), &passing(9));
    project.write("out/deep/junit.xml", &junit(9));
    let answer = project.evidence(&["--results", "junit:out/**/junit.xml"]);
    assert_eq!(answer.code, 2, "{}", answer.stdout);
    assert!(answer.stderr.contains("one was there before and was not touched"), "{}", answer.stderr);
}

#[test]
fn a_report_that_is_written_again_as_it_was_counts() {
    let project = Project::new(&writing(1), &writing(2));
    project.write("out/deep/junit.xml", &format!("{}\n", junit(2)));
    let answer = project.evidence(&["--results", "out/deep/junit.xml"]);
    assert!(answer.stdout.contains("tests: 1 before, 2 after"), "{}\n{}", answer.stdout, answer.stderr);
}

#[test]
fn coverage_is_placed_by_the_folder_that_the_command_ran_in() {
    let covering = |count: usize, line: &str| {
        format!("{}printf \"SF:$PWD/f.c\\nDA:1,1\\nDA:3,{line}\\nend_of_record\\n\" > cov.info\n", passing(count))
    };
    let project = Project::new(&covering(1, "0"), &covering(1, "1"));
    let answer = project.evidence(&["--coverage", "lcov:cov.info", "--require", "coverage", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&answer.stdout).expect(&answer.stderr);
    assert_eq!(report["evidence"]["coverage"], serde_json::json!({"base": 50.0, "head": 100.0}), "{}", answer.stdout);
    assert_eq!(answer.code, 0, "{}", answer.stdout);
}

#[test]
fn a_damaged_report_is_no_report() {
    let project = Project::new(&writing(1), "echo '<testsuite name=\"s\" tests=\"2\"><testcase' > junit.xml\n");
    let answer = project.evidence(&["--results", "junit.xml"]);
    assert_eq!(answer.code, 2, "{}", answer.stdout);
}
