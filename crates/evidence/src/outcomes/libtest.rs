//! What `cargo test` prints, of many test binaries one after the other, and what it prints for `-- --list`.

use std::sync::LazyLock;

use regex::Regex;

use super::{EvidenceError, OutcomeFormat, ReportText, named, seconds, some_text};
use crate::Flaw;
use model::{ReportedTest, SourceLine, TestOutcome, TestOutcomes};

/// The text format of libtest.
pub struct Libtest;

/// `test result: FAILED. 1 passed; 1 failed; 0 ignored; 0 measured; …`
static SUMMARY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^test result: \w+\. (\d+) passed; (\d+) failed; (\d+) ignored; (\d+) measured").expect("a pattern")
});
static BEGIN: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^running (\d+) tests?$").expect("a pattern"));
static LISTED: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^(\d+) tests?, (\d+) benchmarks?$").expect("a pattern"));
/// The name of a test of documentation: path, item, line, and what the runner adds.
static DOCTEST: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^((.+?) - .*\(line (\d+)\))(?: - .+)?$").expect("a pattern"));
static BINARY: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\(.*?([^/\\]+?)(?:-[0-9a-f]{16})?(?:\.exe)?\)$").expect("a pattern"));

impl OutcomeFormat for Libtest {
    fn id(&self) -> &'static str {
        "libtest"
    }

    fn recognises(&self, report: &ReportText) -> bool {
        report.lines().any(|(_, line)| BEGIN.is_match(line) || SUMMARY.is_match(line) || LISTED.is_match(line))
    }

    fn read(&self, report: &ReportText) -> Result<TestOutcomes, EvidenceError> {
        let mut reader = Reader { report, suite: String::new(), tests: Vec::new(), list: Vec::new(), block: None };
        for (number, line) in report.lines() {
            reader.line(number, line)?;
        }
        reader.end()?;
        Ok(TestOutcomes { format: self.id(), tests: reader.tests, warnings: Vec::new() })
    }
}

struct Reader<'a> {
    report: &'a ReportText<'a>,
    suite: String,
    tests: Vec<ReportedTest>,
    /// Names of a list whose count has not come yet.
    list: Vec<(usize, ReportedTest)>,
    block: Option<Block>,
}

/// The run of one test binary, from `running N tests` to `test result:`.
struct Block {
    suite: String,
    line: usize,
    promised: usize,
    tests: Vec<ReportedTest>,
    benchmarks: usize,
    /// A test whose own output came between its name and its outcome, and the last line of that.
    open: Option<(String, String)>,
    /// Whether all outcomes have been told, and what tests printed is shown.
    shows_output: bool,
    /// The line of a `test result:` that does not fit, and what it says.
    contradicted: Option<(usize, String)>,
}

impl Reader<'_> {
    fn line(&mut self, number: usize, line: &str) -> Result<(), EvidenceError> {
        if let Some(suite) = suite(line) {
            return self.header(suite);
        }
        match self.block.take() {
            Some(block) => self.inside(block, number, line),
            None => self.outside(number, line),
        }
    }

    fn header(&mut self, suite: String) -> Result<(), EvidenceError> {
        self.end()?;
        self.suite = suite;
        Ok(())
    }

    fn outside(&mut self, number: usize, line: &str) -> Result<(), EvidenceError> {
        if let Some(found) = BEGIN.captures(line) {
            self.block = Some(Block::new(self.suite.clone(), number, found[1].parse().unwrap_or(usize::MAX)));
        } else if let Some(found) = LISTED.captures(line) {
            let count = |group: usize| found[group].parse().unwrap_or(usize::MAX);
            return self.list_ends(number, count(1_usize).saturating_add(count(2)));
        } else if let Some(name) = line.strip_suffix(": test").or_else(|| line.strip_suffix(": benchmark")) {
            self.list.push((number, test(&self.suite, name, None)));
        } else if SUMMARY.is_match(line) {
            return Err(self.report.contradiction(number, "there is no `running … tests` before this result"));
        } else if !line.trim().is_empty() {
            self.list.clear();
        }
        Ok(())
    }

    fn list_ends(&mut self, number: usize, count: usize) -> Result<(), EvidenceError> {
        if self.list.len() != count {
            let what = format!("this counts {count} tests, and {} are listed", self.list.len());
            return Err(self.report.contradiction(number, what));
        }
        self.tests.extend(self.list.drain(..).map(|(_, test)| test));
        Ok(())
    }

    fn inside(&mut self, mut block: Block, number: usize, line: &str) -> Result<(), EvidenceError> {
        if let Some(found) = SUMMARY.captures(line) {
            block.close();
            let counts: Vec<usize> = (1..5).map(|group| found[group].parse().unwrap_or(usize::MAX)).collect();
            match block.contradiction(&counts) {
                None => {
                    self.tests.append(&mut block.tests);
                    return Ok(());
                }
                Some(what) if !block.shows_output => return Err(self.contradicted(number, what)),
                Some(what) => block.contradicted = Some((number, what)),
            }
        } else if !block.shows_output {
            block.outcome(line);
        }
        self.block = Some(block);
        Ok(())
    }

    fn contradicted(&self, number: usize, what: String) -> EvidenceError {
        let next = "run the tests without `--quiet` and with captured output, and keep all that they print";
        self.report.error(Flaw::Inconsistent, what, next).at_line(number)
    }

    fn end(&mut self) -> Result<(), EvidenceError> {
        if let Some(block) = self.block.take() {
            let cut = || self.report.cut_off(block.line, "the `test result:` of this run of tests is missing");
            return Err(block.contradicted.map_or_else(cut, |(number, what)| self.contradicted(number, what)));
        }
        match self.list.first() {
            Some((number, _)) => Err(self.report.cut_off(*number, "the count of this list of tests is missing")),
            None => Ok(()),
        }
    }
}

impl Block {
    fn new(suite: String, line: usize, promised: usize) -> Self {
        let (tests, open, contradicted) = (Vec::new(), None, None);
        Self { suite, line, promised, tests, benchmarks: 0, open, shows_output: false, contradicted }
    }

    fn outcome(&mut self, line: &str) {
        if let Some((name, rest)) = outcome_line(line) {
            self.close();
            match result(rest) {
                Some(told) => self.push(name, told),
                None => self.open = Some((name.to_owned(), rest.to_owned())),
            }
        } else if line == "failures:" || line == "successes:" {
            self.close();
            self.shows_output = true;
        } else if let Some((_, last)) = self.open.as_mut().filter(|_| !line.trim().is_empty()) {
            line.clone_into(last);
        }
    }

    fn push(&mut self, name: &str, told: Told) {
        self.benchmarks += usize::from(told.benchmark);
        let named = test(&self.suite, name, Some(told.outcome));
        self.tests.push(ReportedTest { reason: told.reason, seconds: told.seconds, ..named });
    }

    /// Takes the outcome of the open test from the end of the last line that came while it was open.
    fn close(&mut self) {
        let Some((name, last)) = self.open.take() else { return };
        let endings = [("ok", TestOutcome::Passed), ("FAILED", TestOutcome::Failed), ("ignored", TestOutcome::Ignored)];
        if let Some((_, outcome)) = endings.iter().find(|(ending, _)| last.trim_end().ends_with(ending)) {
            self.tests.push(test(&self.suite, &name, Some(*outcome)));
        }
    }

    /// What is wrong with the counts of `test result:`: passed, failed, ignored, measured.
    fn contradiction(&self, counts: &[usize]) -> Option<String> {
        let count = |outcome| self.tests.iter().filter(|test| test.outcome == Some(outcome)).count();
        let passed = count(TestOutcome::Passed).saturating_sub(self.benchmarks);
        let failed = count(TestOutcome::Failed) + count(TestOutcome::TimedOut);
        let told = [passed, failed, count(TestOutcome::Ignored), self.benchmarks];
        let total = counts.iter().fold(0_usize, |sum, count| sum.saturating_add(*count));
        if total != self.promised {
            return Some(format!("this counts {total} tests, and line {} announces {}", self.line, self.promised));
        }
        let names = ["passed", "failed", "ignored", "measured"];
        let (name, (count, told)) =
            names.iter().zip(counts.iter().zip(told)).find(|(_, (count, told))| *count != told)?;
        Some(format!("this counts {count} {name} tests, and {told} are named"))
    }
}

/// `test NAME ... REST`, also behind what another test printed without a line end.
fn outcome_line(line: &str) -> Option<(&str, &str)> {
    if let Some(found) = line.strip_prefix("test ").and_then(|rest| rest.split_once(" ...")) {
        return Some((found.0, found.1.trim_start()));
    }
    let (before, rest) = line.rsplit_once(" ... ")?;
    result(rest)?;
    Some((&before[before.rfind("test ")? + "test ".len()..], rest))
}

struct Told {
    outcome: TestOutcome,
    reason: Option<String>,
    seconds: Option<f64>,
    benchmark: bool,
}

/// `ok`, `ok <0.012s>`, `FAILED`, `FAILED (time limit exceeded)`, `ignored, REASON`, `bench: …`.
fn result(rest: &str) -> Option<Told> {
    let (rest, time) = match rest.strip_suffix("s>").and_then(|rest| rest.rsplit_once(" <")) {
        Some((rest, time)) => (rest, seconds(time)),
        None => (rest.trim_end(), None),
    };
    let told = |outcome, reason, benchmark| Some(Told { outcome, reason, seconds: time, benchmark });
    match rest {
        "ok" => told(TestOutcome::Passed, None, false),
        "FAILED" => told(TestOutcome::Failed, None, false),
        "FAILED (time limit exceeded)" => told(TestOutcome::TimedOut, some_text("time limit exceeded"), false),
        "ignored" => told(TestOutcome::Ignored, None, false),
        _ if rest.starts_with("ignored, ") => told(TestOutcome::Ignored, some_text(&rest["ignored, ".len()..]), false),
        _ if rest.starts_with("bench: ") => told(TestOutcome::Passed, None, true),
        _ => None,
    }
}

fn test(suite: &str, name: &str, outcome: Option<TestOutcome>) -> ReportedTest {
    let Some(found) = DOCTEST.captures(name) else {
        return named(suite, name.strip_suffix(" - should panic").unwrap_or(name), outcome);
    };
    let place = found[3].parse().ok().map(|line| SourceLine { path: found[2].replace('\\', "/"), line });
    ReportedTest { place, ..named(suite, &found[1], outcome) }
}

/// The test binary that a line of cargo says is run next: `stack`, `stack (doctests)`.
fn suite(line: &str) -> Option<String> {
    let line = line.trim_start();
    if let Some(package) = line.strip_prefix("Doc-tests ") {
        return Some(format!("{} (doctests)", package.trim()));
    }
    let binary = BINARY.captures(line.strip_prefix("Running ")?)?;
    Some(binary[1].to_owned())
}
