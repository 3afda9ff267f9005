//! The list of tests that `cargo nextest list --message-format json` prints.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{EvidenceError, OutcomeFormat, ReportText, named};
use crate::Flaw;
use model::{ReportWarning, TestOutcome, TestOutcomes};

/// Nextest's list.
pub struct NextestList;

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct List {
    test_count: usize,
    rust_suites: BTreeMap<String, Suite>,
}

#[derive(Deserialize)]
struct Suite {
    #[serde(default)]
    status: String,
    testcases: BTreeMap<String, Case>,
}

#[derive(Deserialize)]
struct Case {
    ignored: bool,
}

impl OutcomeFormat for NextestList {
    fn id(&self) -> &'static str {
        "nextest-list"
    }

    fn recognises(&self, report: &ReportText) -> bool {
        report.as_str().trim_start().starts_with('{') && report.as_str().contains("\"rust-suites\"")
    }

    fn read(&self, report: &ReportText) -> Result<TestOutcomes, EvidenceError> {
        let list: List = serde_json::from_str(report.as_str()).map_err(|error| unreadable(report, &error))?;
        let listed: usize = list.rust_suites.values().map(|suite| suite.testcases.len()).sum();
        if listed != list.test_count {
            let what = format!("`test-count` is {}, and {listed} tests are listed", list.test_count);
            return Err(report.contradiction(1, what));
        }
        let suites = list.rust_suites.iter();
        let tests = suites.flat_map(|(id, suite)| suite.testcases.iter().map(move |(name, case)| (id, name, case)));
        let ignored = |case: &Case| case.ignored.then_some(TestOutcome::Ignored);
        let tests = tests.map(|(id, name, case)| named(id, name, ignored(case))).collect();
        Ok(TestOutcomes { format: self.id(), tests, warnings: left_out(report, &list) })
    }
}

/// Test binaries that a filter left out, whose tests are therefore not listed.
fn left_out(report: &ReportText, list: &List) -> Vec<ReportWarning> {
    let skipped = list.rust_suites.iter().filter(|(_, suite)| suite.status.starts_with("skipped"));
    let message = |id: &String| format!("the tests of `{id}` are not listed: a filter leaves it out");
    skipped.map(|(id, _)| ReportWarning { report: report.name.to_owned(), line: None, message: message(id) }).collect()
}

fn unreadable(report: &ReportText, error: &serde_json::Error) -> EvidenceError {
    let flaw = if error.is_eof() { Flaw::Truncated } else { Flaw::Malformed };
    let next = "keep the standard output of `cargo nextest list --message-format json`, and all of it";
    report.error(flaw, format!("this is no list of nextest: {error}"), next).at_line(error.line())
}
