//! What is read out of Markdown, and what is not: one fixture for each kind of thing.

use std::fs;

use snapbox::{Data, assert_data_eq, file};

use crate::dump::dump;

#[track_caller]
fn reads(name: &str, expected: Data) {
    let path = format!("fixtures/specs/markdown/{name}.md");
    let text = fs::read(format!("{}/{path}", concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))).expect("a fixture");
    assert_data_eq!(dump(&path, text), expected);
}

#[test]
fn the_tasks_before_come_from_front_matter_labels_and_lists() {
    reads("head", file!["expected/head.txt"]);
}

#[test]
fn functions_slots_and_types_come_in_many_shapes() {
    reads("interface", file!["expected/interface.txt"]);
}

#[test]
fn declarations_in_code_are_promises_and_calls_are_not() {
    reads("code", file!["expected/code.txt"]);
}

#[test]
fn files_have_fates() {
    reads("files", file!["expected/files.txt"]);
}

#[test]
fn tests_are_counted_and_named() {
    reads("tests", file!["expected/tests.txt"]);
}

#[test]
fn only_some_conditions_can_be_looked_up() {
    reads("conditions", file!["expected/conditions.txt"]);
}

#[test]
fn what_is_no_promise_is_passed_over() {
    reads("never", file!["expected/never.txt"]);
}

#[test]
fn a_label_means_something_else_than_its_heading() {
    reads("labels", file!["expected/labels.txt"]);
}
