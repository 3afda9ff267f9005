//! What Check prints, or writes where `CK_LOG_FILE_NAME` says; of one test program or of several one after the other.

use std::sync::LazyLock;

use regex::Regex;

use super::{EvidenceError, OutcomeFormat, ReportText, named, some_text};
use crate::Flaw;
use model::{ReportedTest, SourceLine, TestOutcome, TestOutcomes};

/// Check's text.
pub struct CheckText;

static SUMMARY: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^-?\d+%: Checks: (\d+), Failures: (\d+), Errors: (\d+)$").expect("a pattern"));
/// `tests/a.c:12:P:case:name:0: message`
static RESULT: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^(.+?):(\d+):([PFEI]):(.*?):(\w+):(\d+): (.*)$").expect("a pattern"));

impl OutcomeFormat for CheckText {
    fn id(&self) -> &'static str {
        "check"
    }

    fn recognises(&self, report: &ReportText) -> bool {
        report.lines().any(|(_, line)| line.starts_with("Running suite") || SUMMARY.is_match(line))
    }

    fn read(&self, report: &ReportText) -> Result<TestOutcomes, EvidenceError> {
        let mut reader = Reader { report, run: None, tests: Vec::new() };
        for (number, line) in report.lines() {
            reader.line(number, line)?;
        }
        reader.run_ends()?;
        Ok(TestOutcomes { format: self.id(), tests: reader.tests, warnings: Vec::new() })
    }
}

struct Reader<'a> {
    report: &'a ReportText<'a>,
    run: Option<Run>,
    tests: Vec<ReportedTest>,
}

/// The run of one program.
struct Run {
    line: usize,
    /// Whether it is printed, which names all suites first, and not a log, which names each before its tests.
    printed: bool,
    /// The suites named so far.
    suites: Vec<String>,
    tests: Vec<ReportedTest>,
    summary: Option<(usize, [usize; 3])>,
}

impl Reader<'_> {
    fn line(&mut self, number: usize, line: &str) -> Result<(), EvidenceError> {
        if let Some(suite) = line.strip_prefix("Running suite(s): ") {
            self.run_ends()?;
            self.run = Some(Run::new(number, true, suite));
        } else if let Some(suite) = line.strip_prefix("Running suite ") {
            self.logged_suite(number, suite)?;
        } else if let Some(run) = &mut self.run {
            run.line(number, line);
        } else if SUMMARY.is_match(line) {
            return Err(self.report.contradiction(number, "there is no `Running suite` before this result"));
        }
        Ok(())
    }

    fn logged_suite(&mut self, number: usize, suite: &str) -> Result<(), EvidenceError> {
        match &mut self.run {
            Some(run) if !run.printed && run.summary.is_none() => run.suites.push(suite.to_owned()),
            _ => {
                self.run_ends()?;
                self.run = Some(Run::new(number, false, suite));
            }
        }
        Ok(())
    }

    fn run_ends(&mut self) -> Result<(), EvidenceError> {
        let Some(mut run) = self.run.take() else { return Ok(()) };
        let Some((line, counts)) = run.summary else {
            return Err(self.report.cut_off(run.line, "the counts of this run of tests are missing"));
        };
        if let Some(what) = run.contradiction(counts) {
            let next = "let Check write every test down: CK_XML_LOG_FILE_NAME=FILE in the environment of the tests";
            return Err(self.report.error(Flaw::Inconsistent, what, next).at_line(line));
        }
        self.tests.append(&mut run.tests);
        Ok(())
    }
}

impl Run {
    fn new(line: usize, printed: bool, suite: &str) -> Self {
        Self { line, printed, suites: vec![suite.to_owned()], tests: Vec::new(), summary: None }
    }

    fn line(&mut self, number: usize, line: &str) {
        if let Some(found) = SUMMARY.captures(line) {
            let count = |group: usize| found[group].parse().unwrap_or(usize::MAX);
            self.summary = Some((number, [count(1), count(2), count(3)]));
        } else if let Some(found) = RESULT.captures(line) {
            self.tests.extend(self.test(&found));
        } else if self.printed && self.summary.is_none() {
            self.suites.extend(line.strip_prefix(' ').map(str::to_owned));
        }
    }

    fn test(&self, found: &regex::Captures) -> Option<ReportedTest> {
        let outcome = outcome(&found[3], &found[7])?;
        let reason = some_text(&found[7]).filter(|_| outcome != TestOutcome::Passed);
        let place = found[2].parse().ok().map(|line| SourceLine { path: found[1].to_owned(), line });
        let test = named(&suite(self.current(), &found[4]), &iteration(&found[5], &found[6]), Some(outcome));
        Some(ReportedTest { reason, place, ..test })
    }

    /// The suite that a test belongs to; what is printed leaves it open where there are several.
    fn current(&self) -> &str {
        let certain = !self.printed || self.suites.len() == 1;
        self.suites.last().filter(|_| certain).map_or("", String::as_str)
    }

    fn contradiction(&self, counts: [usize; 3]) -> Option<String> {
        let count = |of: &[TestOutcome]| self.tests.iter().filter(|test| of.contains(&test.outcome.unwrap())).count();
        let errors = count(&[TestOutcome::Errored, TestOutcome::TimedOut]);
        let told = [self.tests.len(), count(&[TestOutcome::Failed]), errors];
        let names = ["checks", "failures", "errors"];
        let (name, (count, told)) =
            names.iter().zip(counts.iter().zip(told)).find(|(_, (count, told))| *count != told)?;
        Some(format!("this counts {count} {name}, and {told} are named"))
    }
}

/// What Check calls a result, in text or in XML; one that ended by a time limit is told by its message alone.
pub(super) fn outcome(result: &str, message: &str) -> Option<TestOutcome> {
    match result {
        "P" | "success" => Some(TestOutcome::Passed),
        "F" | "failure" => Some(TestOutcome::Failed),
        "E" | "error" if message.ends_with("Test timeout expired") => Some(TestOutcome::TimedOut),
        "E" | "error" => Some(TestOutcome::Errored),
        _ => None,
    }
}

/// A suite and a case of it: `stack/core`.
pub(super) fn suite(suite: &str, case: &str) -> String {
    [suite, case].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("/")
}

/// A test of a loop is named with its number, from the second round on: `loops[2]`.
pub(super) fn iteration(name: &str, iteration: &str) -> String {
    if matches!(iteration, "" | "0") { name.to_owned() } else { format!("{name}[{iteration}]") }
}
