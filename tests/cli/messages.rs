//! Messages that are accused and messages that are spared, each with its commit: `fixtures/messages`.

use std::path::Path;

use serde_json::Value;
use snapbox::data::DataFormat;
use snapbox::{Data, assert_data_eq};

use crate::scratch::Scratch;

#[test]
fn what_is_certain_is_said() {
    judge("accused.txt");
}

#[test]
fn what_is_not_certain_is_left_alone() {
    judge("spared.txt");
    let said = text("spared.txt");
    let weighs = |line: &&str| line.starts_with("error ") || line.starts_with("warning ");
    assert_eq!(said.lines().filter(weighs).collect::<Vec<_>>(), Vec::<&str>::new());
}

fn path(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/messages").join(name)
}

fn text(name: &str) -> String {
    std::fs::read_to_string(path(name)).expect("the fixture is there")
}

/// Compares the fixture with itself, with what is said written anew.
fn judge(name: &str) {
    let written: String = text(name).split("=== ").skip(1).map(|case| format!("=== {}", judged(case))).collect();
    let expected = Data::read_from(&path(name), Some(DataFormat::Text)).raw();
    assert_data_eq!(Data::text(format!("{}\n", written.trim_end())).raw(), expected);
}

/// The case with what makegood says of it.
fn judged(case: &str) -> String {
    let given = case.split("--- says\n").next().expect("something is given");
    let scratch = Scratch::repository();
    scratch.write(".gitattributes", "").git(&["add", "--all"]);
    lay_down(&scratch, given, "before ");
    scratch.git(&["commit", "--quiet", "-m", "before"]);
    for (name, _) in sections(given).filter(|(name, _)| name.starts_with("before ")) {
        scratch.git(&["rm", "--quiet", "--cached", name.trim_start_matches("before ")]);
    }
    lay_down(&scratch, given, "after ");
    let message = sections(given).find(|(name, _)| *name == "message").expect("a message").1;
    scratch.write(".git/said", message);
    scratch.git(&["commit", "--quiet", "--cleanup=verbatim", "-F", ".git/said"]);
    format!("{given}--- says\n{}\n\n", said(&scratch))
}

/// Name and text of each section.
fn sections(given: &str) -> impl Iterator<Item = (&str, &str)> {
    given.split("--- ").skip(1).filter_map(|section| section.split_once('\n'))
}

/// Writes and stages the files of the sections whose names begin with `side`.
fn lay_down(scratch: &Scratch, given: &str, side: &str) {
    for (name, text) in sections(given) {
        if let Some(path) = name.strip_prefix(side) {
            scratch.write(path, text).git(&["add", "--force", path]);
        }
    }
}

/// A line for each finding.
fn said(scratch: &Scratch) -> String {
    let output = scratch.makegood(&["commit-msg", "--rev", "HEAD", "--format", "json"]).output().expect("runs");
    let report: Value = serde_json::from_slice(&output.stdout).expect("one JSON document");
    let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let line = |finding: &Value| {
        let place = &finding["span"]["start"]["line"];
        format!("{} in line {place}: {}", word(&finding["severity"]), word(&finding["message"]))
    };
    let lines: Vec<String> = report["findings"].as_array().expect("findings").iter().map(line).collect();
    let skipped = report["totals"]["skipped"].as_object().expect("totals").keys().cloned().collect::<Vec<_>>();
    match (lines.is_empty(), skipped.is_empty()) {
        (false, _) => lines.join("\n"),
        (true, false) => format!("nothing: {}", skipped.join(", ")),
        (true, true) => "nothing".to_owned(),
    }
}
