//! What `ctest` prints while it runs tests, and what `ctest -N` lists. Its JUnit is JUnit's.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;

use super::{EvidenceError, OutcomeFormat, ReportText, named, seconds, some_text};
use model::{ReportedTest, TestOutcome, TestOutcomes};

/// CTest's text.
pub struct CTest;

/// `3/8 Test #3: hangs ......***Timeout   1.00 sec`
static RESULT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^ *\d+/(\d+) Test +#(\d+): (.+?) \.{3,} *(\*{3})?(.+?)(?: +(\d+\.\d+) sec *)?$").expect("a pattern")
});
/// `43% tests passed, 4 tests failed out of 7`; the disabled are not counted.
static SUMMARY: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^\d+% tests passed(?:, (\d+) tests? failed)? out of (\d+)$").expect("a pattern"));
static LISTED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^ *Test +#(\d+): (.+?)( \(Disabled\))?$").expect("a pattern"));
static LIST_COUNT: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^Total Tests: (\d+)$").expect("a pattern"));

impl OutcomeFormat for CTest {
    fn id(&self) -> &'static str {
        "ctest"
    }

    fn recognises(&self, report: &ReportText) -> bool {
        let begins = report.lines().any(|(_, line)| line.starts_with("Test project "));
        begins && report.lines().any(|(_, line)| RESULT.is_match(line) || LISTED.is_match(line))
    }

    fn read(&self, report: &ReportText) -> Result<TestOutcomes, EvidenceError> {
        let mut reader = Reader { report, tests: BTreeMap::new(), total: 0, done: Vec::new() };
        for (number, line) in report.lines() {
            reader.line(number, line)?;
        }
        reader.nothing_open()?;
        Ok(TestOutcomes { format: self.id(), tests: reader.done, warnings: Vec::new() })
    }
}

struct Reader<'a> {
    report: &'a ReportText<'a>,
    /// By number, with the line: a test that is run again replaces what it was before.
    tests: BTreeMap<usize, (usize, ReportedTest)>,
    total: usize,
    done: Vec<ReportedTest>,
}

impl Reader<'_> {
    fn line(&mut self, number: usize, line: &str) -> Result<(), EvidenceError> {
        if let Some(found) = RESULT.captures(line) {
            self.total = found[1].parse().unwrap_or(usize::MAX);
            self.tests.insert(found[2].parse().unwrap_or(usize::MAX), (number, ran(&found)));
        } else if let Some(found) = SUMMARY.captures(line) {
            let failed = found.get(1).map_or(0, |failed| failed.as_str().parse().unwrap_or(usize::MAX));
            return self.run_ends(number, failed, found[2].parse().unwrap_or(usize::MAX));
        } else if let Some(found) = LIST_COUNT.captures(line) {
            return self.list_ends(number, found[1].parse().unwrap_or(usize::MAX));
        } else if let Some(found) = LISTED.captures(line).filter(|_| !line.contains(" ...")) {
            let outcome = found.get(3).map(|_| TestOutcome::Ignored);
            self.tests.insert(found[1].parse().unwrap_or(usize::MAX), (number, named("", &found[2], outcome)));
        }
        Ok(())
    }

    fn run_ends(&mut self, number: usize, failed: usize, total: usize) -> Result<(), EvidenceError> {
        let disabled = |test: &ReportedTest| test.reason.as_deref() == Some("Disabled");
        let told = self.tests.len();
        let counted = self.tests.values().filter(|(_, test)| !disabled(test)).count();
        if told != self.total || counted != total {
            let what = format!("this counts {total} tests of {}, and {counted} of {told} are named", self.total);
            return Err(self.report.contradiction(number, what));
        }
        let bad = |test: &ReportedTest| !matches!(test.outcome, Some(TestOutcome::Passed | TestOutcome::Ignored));
        let bad = self.tests.values().filter(|(_, test)| bad(test)).count();
        if bad != failed {
            return Err(self
                .report
                .contradiction(number, format!("this counts {failed} failures, and {bad} are named")));
        }
        self.flush();
        Ok(())
    }

    fn list_ends(&mut self, number: usize, total: usize) -> Result<(), EvidenceError> {
        if self.tests.len() != total {
            let what = format!("this counts {total} tests, and {} are listed", self.tests.len());
            return Err(self.report.contradiction(number, what));
        }
        self.flush();
        Ok(())
    }

    fn flush(&mut self) {
        self.done.extend(std::mem::take(&mut self.tests).into_values().map(|(_, test)| test));
    }

    fn nothing_open(&self) -> Result<(), EvidenceError> {
        let cut = |line| self.report.cut_off(line, "the count of the tests that begin here is missing");
        self.tests.values().next().map_or(Ok(()), |(line, _)| Err(cut(*line)))
    }
}

fn ran(found: &regex::Captures) -> ReportedTest {
    let (outcome, reason) = outcome(found.get(4).is_some(), found[5].trim());
    let seconds = found.get(6).and_then(|time| seconds(time.as_str()));
    ReportedTest { reason, seconds, ..named("", found[3].trim(), Some(outcome)) }
}

/// `starred`: whether `***` stands before the status, which it does unless the test passed.
fn outcome(starred: bool, status: &str) -> (TestOutcome, Option<String>) {
    match status {
        "Passed" if !starred => (TestOutcome::Passed, None),
        "Skipped" => (TestOutcome::Ignored, None),
        "Not Run (Disabled)" => (TestOutcome::Ignored, some_text("Disabled")),
        "Timeout" => (TestOutcome::TimedOut, None),
        _ if status.starts_with("Not Run") => (TestOutcome::Errored, some_text(status)),
        _ => match status.strip_prefix("Exception:") {
            Some(signal) => (TestOutcome::Errored, some_text(signal)),
            None => (TestOutcome::Failed, some_text(status.trim_start_matches("Failed"))),
        },
    }
}
