//! JUnit XML as it is met: no schema binds it, and every tool has its own additions. Read are Maven Surefire's names
//! (`flakyFailure`, `rerunFailure`), nextest's, pytest's, `GoogleTest`'s, CTest's, cmocka's, libtest's.

use super::{EvidenceError, OutcomeFormat, ReportText, named, seconds, some_text};
use crate::Flaw;
use crate::xml::{Element, Piece, each_piece};
use model::{ReportedTest, SourceLine, TestOutcome, TestOutcomes};

/// JUnit XML.
pub struct JUnit;

impl OutcomeFormat for JUnit {
    fn id(&self) -> &'static str {
        "junit"
    }

    fn recognises(&self, report: &ReportText) -> bool {
        let text = report.as_str().trim_start();
        text.starts_with('<') && (text.contains("<testsuite") || text.contains("<testcase"))
    }

    fn read(&self, report: &ReportText) -> Result<TestOutcomes, EvidenceError> {
        let mut reader =
            Reader { report, suites: Vec::new(), case: None, text: None, tests: Vec::new(), broken: Vec::new() };
        each_piece(report, &mut |piece| reader.take(piece))?;
        reader.tests.append(&mut reader.broken);
        Ok(TestOutcomes { format: self.id(), tests: reader.tests, warnings: Vec::new() })
    }
}

struct Reader<'a> {
    report: &'a ReportText<'a>,
    suites: Vec<Suite>,
    case: Option<ReportedTest>,
    /// Text of the `<failure>`, `<error>` or `<skipped>` that is open.
    text: Option<String>,
    tests: Vec<ReportedTest>,
    /// What went wrong in suites outside of any test: set-ups, imports. It must not be lost, and is no test that is counted.
    broken: Vec<ReportedTest>,
}

/// A suite that is open: what it claims, and what was found in it.
struct Suite {
    name: String,
    offset: usize,
    tests: Option<usize>,
    failed: usize,
    left_out: usize,
    /// How many tests there were before it.
    first: usize,
    direct: usize,
    /// `<failure>` and `<error>` elements in it, its own included.
    failures: usize,
}

impl Reader<'_> {
    fn take(&mut self, piece: Piece) -> Result<(), EvidenceError> {
        match piece {
            Piece::Open(element) => self.open(&element),
            Piece::Text(text) => {
                self.text.as_mut().into_iter().for_each(|all| all.push_str(&text));
                Ok(())
            }
            Piece::Close(name) => self.close(name),
        }
    }

    fn open(&mut self, element: &Element) -> Result<(), EvidenceError> {
        match element.name() {
            "testsuites" | "testsuite" => self.suites.push(Suite::open(element, self.tests.len())?),
            "testcase" => self.case = Some(case(element, self.suites.last())?),
            "failure" | "error" => self.fails(element)?,
            "skipped" | "disabled" if self.case.is_some() => self.left_out(element)?,
            _ => {}
        }
        Ok(())
    }

    fn fails(&mut self, element: &Element) -> Result<(), EvidenceError> {
        self.suites.iter_mut().for_each(|suite| suite.failures += 1);
        let words = [element.attribute("type")?, element.attribute("message")?];
        let late = words.iter().flatten().any(|words| super::speaks_of_time(words));
        let Some(case) = &mut self.case else {
            self.suite_fails(words);
            return Ok(());
        };
        case.outcome = Some(match element.name() {
            _ if late => TestOutcome::TimedOut,
            "error" => TestOutcome::Errored,
            // What nextest calls a test that a signal ended.
            _ if words[0].as_deref() == Some("test abort") => TestOutcome::Errored,
            _ => TestOutcome::Failed,
        });
        let [kind, message] = words;
        case.reason = message.or(kind);
        self.text = Some(String::new());
        Ok(())
    }

    fn suite_fails(&mut self, [kind, message]: [Option<String>; 2]) {
        let suite = self.suites.last().map_or("", |suite| suite.name.as_str());
        let reason = message.or(kind);
        let test = named(suite, "(the suite itself)", Some(TestOutcome::Errored));
        self.broken.push(ReportedTest { reason, ..test });
    }

    fn left_out(&mut self, element: &Element) -> Result<(), EvidenceError> {
        let message = element.attribute("message")?;
        let Some(case) = &mut self.case else { return Ok(()) };
        if case.outcome == Some(TestOutcome::Passed) {
            case.outcome = Some(TestOutcome::Ignored);
        }
        case.reason = message.or(case.reason.take());
        self.text = Some(String::new());
        Ok(())
    }

    fn close(&mut self, name: &str) -> Result<(), EvidenceError> {
        match name {
            "failure" | "error" | "skipped" | "disabled" => self.reason_ends(),
            "testcase" => self.case_ends(),
            "testsuites" | "testsuite" => return self.suite_ends(),
            _ => {}
        }
        Ok(())
    }

    /// The first line of an element's text is its reason where no attribute says more.
    fn reason_ends(&mut self) {
        let text = self.text.take().and_then(|text| some_text(text.trim().lines().next().unwrap_or_default()));
        if let Some(case) = &mut self.case {
            case.reason = case.reason.take().or(text);
        }
    }

    fn case_ends(&mut self) {
        let Some(mut case) = self.case.take() else { return };
        if case.outcome == Some(TestOutcome::Ignored) && case.reason.as_deref().is_some_and(could_not_run) {
            case.outcome = Some(TestOutcome::Errored);
        }
        self.tests.push(case);
        self.suites.last_mut().into_iter().for_each(|suite| suite.direct += 1);
    }

    fn suite_ends(&mut self) -> Result<(), EvidenceError> {
        let Some(suite) = self.suites.pop() else { return Ok(()) };
        let what = suite.contradiction(&self.tests[suite.first..]);
        what.map_or(Ok(()), |what| Err(self.report.contradiction(self.report.line_of(suite.offset), what)))
    }
}

impl Suite {
    fn open(element: &Element, first: usize) -> Result<Self, EvidenceError> {
        let number = |name| element.number::<usize>(name);
        Ok(Self {
            name: element.attribute("name")?.unwrap_or_default(),
            offset: element.offset(),
            tests: number("tests")?,
            failed: number("failures")?.unwrap_or(0).saturating_add(number("errors")?.unwrap_or(0)),
            left_out: [number("skipped")?, number("disabled")?, number("ignored")?].iter().flatten().sum(),
            first,
            direct: 0,
            failures: 0,
        })
    }

    /// What is wrong with the counts. Tools count nested suites or do not, a retry as a test or not, and skipped tests
    /// that they do not list: each of these fits.
    fn contradiction(&self, tests: &[ReportedTest]) -> Option<String> {
        let distinct = tests.iter().map(|test| (&test.suite, &test.name)).collect::<std::collections::BTreeSet<_>>();
        let left_out = tests.iter().filter(|test| test.outcome == Some(TestOutcome::Ignored)).count();
        let unlisted = self.left_out.saturating_sub(left_out);
        let fits = |claimed: usize| {
            [tests.len(), self.direct, distinct.len(), tests.len().saturating_add(unlisted)].contains(&claimed)
        };
        if let Some(claimed) = self.tests.filter(|claimed| !fits(*claimed)) {
            return Some(format!("the suite `{}` counts {claimed} tests, and {} are named", self.name, tests.len()));
        }
        let (failed, told) = (self.failed, self.failures);
        let missing = failed > told && !self.told_by_nobody(tests);
        missing.then(|| format!("the suite `{}` counts {failed} failures, and {told} are named", self.name))
    }

    /// cmocka counts a broken set-up as an error and writes it down as a failure, of which there is one for each.
    fn told_by_nobody(&self, tests: &[ReportedTest]) -> bool {
        let bad = tests.iter().filter(|test| !matches!(test.outcome, Some(TestOutcome::Passed | TestOutcome::Ignored)));
        bad.count() >= self.failed
    }
}

fn case(element: &Element, suite: Option<&Suite>) -> Result<ReportedTest, EvidenceError> {
    let class = element.attribute("classname")?;
    let Some(name) = element.attribute("name")?.or_else(|| class.clone()) else {
        let next = "give every `<testcase>` a `name`";
        let what = "a test has no name";
        return Err(EvidenceError::new(Flaw::Malformed, element.report(), what, next).at_line(element.line()));
    };
    let suite = class.filter(|class| *class != name).or_else(|| suite.map(|suite| suite.name.clone()));
    let status = element.attribute("status")?.or(element.attribute("result")?);
    let test = named(&suite.unwrap_or_default(), &name, Some(outcome(status.as_deref())));
    let seconds = element.attribute("time")?.and_then(|time| seconds(&time));
    Ok(ReportedTest { seconds, place: place(element)?, ..test })
}

/// What the attribute `status` or `result` says, before any element inside the test does.
fn outcome(status: Option<&str>) -> TestOutcome {
    match status.unwrap_or_default().to_ascii_lowercase().as_str() {
        "notrun" | "disabled" | "skipped" | "suppressed" | "ignored" => TestOutcome::Ignored,
        "fail" | "failed" | "failure" => TestOutcome::Failed,
        "error" | "errored" => TestOutcome::Errored,
        _ => TestOutcome::Passed,
    }
}

/// CTest says `skipped` of a test whose program is missing, too.
fn could_not_run(reason: &str) -> bool {
    reason.starts_with("Unable to find executable")
}

fn place(element: &Element) -> Result<Option<SourceLine>, EvidenceError> {
    let (file, line) = (element.attribute("file")?, element.number("line")?);
    Ok(file.zip(line).map(|(path, line)| SourceLine { path: path.replace('\\', "/"), line }))
}
