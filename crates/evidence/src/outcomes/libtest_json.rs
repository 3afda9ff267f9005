//! The events of libtest as JSON, one on each line: libtest's own (`--format json`) and those of `cargo nextest run
//! --message-format libtest-json` or `libtest-json-plus`.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{EvidenceError, OutcomeFormat, ReportText, named, some_text};
use crate::Flaw;
use model::{ReportedTest, TestOutcome, TestOutcomes};

/// The JSON format of libtest.
pub struct LibtestJson;

#[derive(Deserialize)]
struct Line {
    r#type: String,
    event: String,
    #[serde(default)]
    name: String,
    message: Option<String>,
    reason: Option<String>,
    exec_time: Option<f64>,
    #[serde(default)]
    passed: usize,
    #[serde(default)]
    failed: usize,
}

#[derive(Default)]
struct Tally {
    suites_open: usize,
    /// Tests that began and have not ended, with the line of their beginning.
    open: BTreeMap<String, usize>,
    claimed: usize,
    tests: Vec<ReportedTest>,
}

impl OutcomeFormat for LibtestJson {
    fn id(&self) -> &'static str {
        "libtest-json"
    }

    fn recognises(&self, report: &ReportText) -> bool {
        let first = report.lines().find(|(_, line)| line.starts_with('{'));
        first.is_some_and(|(_, line)| serde_json::from_str::<Line>(line).is_ok())
    }

    fn read(&self, report: &ReportText) -> Result<TestOutcomes, EvidenceError> {
        let mut tally = Tally::default();
        for (number, text) in report.lines().filter(|(_, line)| line.starts_with('{')) {
            let line: Line = serde_json::from_str(text).map_err(|error| unreadable(report, number, &error))?;
            tally.take(number, &line);
        }
        tally.check(report)?;
        Ok(TestOutcomes { format: self.id(), tests: tally.tests, warnings: Vec::new() })
    }
}

impl Tally {
    fn take(&mut self, number: usize, line: &Line) {
        match (line.r#type.as_str(), line.event.as_str()) {
            ("suite", "started") => self.suites_open += 1,
            ("suite", _) => {
                self.suites_open = self.suites_open.saturating_sub(1);
                self.claimed = self.claimed.saturating_add(line.passed).saturating_add(line.failed);
            }
            ("test", "started") => drop(self.open.insert(split(&line.name), number)),
            ("test", "timeout") => {}
            ("test" | "bench", event) => self.push(outcome(&line.r#type, event, line.reason.as_deref()), line),
            _ => {}
        }
    }

    fn push(&mut self, outcome: Option<TestOutcome>, line: &Line) {
        let full = split(&line.name);
        self.open.remove(&full);
        let (suite, name) = full.split_once('$').unwrap_or(("", &full));
        let reason = line.message.as_deref().or(line.reason.as_deref()).and_then(some_text);
        let seconds = line.exec_time.filter(|seconds| seconds.is_finite() && *seconds >= 0.0);
        self.tests.push(ReportedTest { reason, seconds, ..named(&suite_id(suite), name, outcome) });
    }

    fn check(&self, report: &ReportText) -> Result<(), EvidenceError> {
        if let Some((name, line)) = self.open.iter().next() {
            return Err(report.cut_off(*line, format!("the test `{name}` began here and never ended")));
        }
        let last = report.last_line();
        if self.suites_open > 0 {
            return Err(report.cut_off(last, "the result of the last suite is missing"));
        }
        let ran = |test: &&ReportedTest| test.outcome.is_none_or(|outcome| outcome != TestOutcome::Ignored);
        let ran = self.tests.iter().filter(ran).count();
        if ran != self.claimed {
            let what = format!("the suites count {} tests that ran, and {ran} are named", self.claimed);
            return Err(report.contradiction(last, what));
        }
        Ok(())
    }
}

fn outcome(kind: &str, event: &str, reason: Option<&str>) -> Option<TestOutcome> {
    match event {
        "ok" => Some(TestOutcome::Passed),
        "ignored" => Some(TestOutcome::Ignored),
        "failed" if reason.is_some_and(super::speaks_of_time) => Some(TestOutcome::TimedOut),
        "failed" => Some(TestOutcome::Failed),
        _ if kind == "bench" => Some(TestOutcome::Passed),
        _ => Some(TestOutcome::Errored),
    }
}

/// A name without the number of a retry, which nextest puts behind it: `whole$fails#2`.
fn split(name: &str) -> String {
    let number = |retry: &str| !retry.is_empty() && retry.bytes().all(|byte| byte.is_ascii_digit());
    match name.rsplit_once('#') {
        Some((name, retry)) if number(retry) => name.to_owned(),
        _ => name.to_owned(),
    }
}

/// Nextest calls a library's suite by its package alone everywhere but here.
fn suite_id(suite: &str) -> String {
    match suite.split_once("::") {
        Some((package, binary)) if package == binary => package.to_owned(),
        _ => suite.to_owned(),
    }
}

fn unreadable(report: &ReportText, number: usize, error: &serde_json::Error) -> EvidenceError {
    let what = format!("this is no event of libtest: {error}");
    let flaw = if error.is_eof() { Flaw::Truncated } else { Flaw::Malformed };
    report.error(flaw, what, "keep standard output alone, and all of it").at_line(number)
}
