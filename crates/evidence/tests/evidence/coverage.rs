//! What coverage says of a function, over one report or several.

use evidence::{function_reach, merge, read_coverage, split_format};
use model::{Coverage, FunctionPlace};

use crate::shown;

fn lcov(text: &str) -> Coverage {
    read_coverage("report", format!("SF:a.c\n{text}end_of_record\n").as_bytes(), None).expect("a report")
}

fn reach(reports: &[&str], name: &str, lines: (u32, u32), excluded: bool) -> String {
    let reports: Vec<Coverage> = reports.iter().map(|report| lcov(report)).collect();
    let place = FunctionPlace { name: name.into(), path: "a.c".into(), line: lines.0, end_line: lines.1, excluded };
    let told = shown::reach(&function_reach(&reports, &place));
    told.split_once(": ").expect("a state").1.trim_end().to_owned()
}

#[test]
fn the_highest_count_over_instantiations_counts() {
    let report = "FN:1,f<int>\nFN:1,f<char>\nFNDA:0,f<int>\nFNDA:2,f<char>\nDA:1,2\nDA:2,2\n";
    assert_eq!(reach(&[report], "f", (1, 3), false), "Reached, 2 times");
}

#[test]
fn another_function_on_the_same_line_proves_nothing() {
    let report = "FN:1,f\nFN:1,g\nFNDA:0,f\nFNDA:2,g\nDA:1,2\n";
    assert_eq!(reach(&[report], "f", (1, 1), false), "Unreached, 0 times");
    assert_eq!(reach(&[report], "g", (1, 1), false), "Reached, 2 times");
}

#[test]
fn one_report_that_reached_it_is_enough() {
    let (lines, functions) = ("DA:1,4\nDA:2,4\n", "FN:1,f\nFNDA:0,f\nDA:1,0\nDA:2,0\n");
    assert_eq!(reach(&[functions, lines], "f", (1, 3), false), "Reached, 4 times");
    assert_eq!(reach(&[functions, functions], "f", (1, 3), false), "Unreached, 0 times");
}

#[test]
fn a_function_that_is_entered_and_does_nothing_is_not_reached() {
    assert_eq!(reach(&["FN:1,f\nFNDA:1,f\nDA:1,1\nDA:2,0\nDA:3,0\n"], "f", (1, 4), false), "Unreached, 0 times");
}

#[test]
fn exclusion_never_counts_as_reached() {
    assert_eq!(reach(&["DA:9,1\n"], "f", (1, 3), true), "Excluded");
    assert_eq!(reach(&["DA:2,0\n"], "f", (1, 3), true), "Excluded, 0 times");
    assert_eq!(reach(&["DA:2,1\n"], "f", (1, 3), true), "Reached, 1 times");
    assert_eq!(reach(&[], "f", (1, 3), true), "Excluded");
    assert_eq!(reach(&[], "f", (1, 3), false), "Unmeasured");
    assert_eq!(reach(&["DA:9,1\n"], "f", (1, 3), false), "NotCompiled");
}

#[test]
fn reports_add_up() {
    let report = || lcov("FN:1,f\nFNDA:2,f\nDA:1,2\nDA:3,0\n");
    let merged = merge(vec![report(), lcov("DA:2,1\nDA:3,5\n"), report()]);
    assert_eq!(shown::coverage(&merged), "a.c: 3 of 3 lines\n  1 f: 4\n");
    let lines: Vec<_> = merged.files[0].lines.iter().collect();
    assert_eq!(lines, [(1, 4), (2, 1), (3, 5)]);
}

#[test]
fn a_format_is_told_from_a_path() {
    let known = ["junit", "tap"];
    assert_eq!(split_format("junit:out/r.xml", &known), (Some("junit"), "out/r.xml"));
    assert_eq!(split_format(r"C:\r.xml", &known), (None, r"C:\r.xml"));
    assert_eq!(split_format("r.xml", &known), (None, "r.xml"));
}
