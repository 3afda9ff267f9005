//! Test points held against their plan, subtests against the point that they belong to.

use std::collections::BTreeSet;

use super::super::{EvidenceError, ReportText, named};
use super::dialect;
use super::line::{Line, Point};
use crate::Flaw;
use model::{ReportedTest, SourceLine};

/// Reads documents of TAP.
pub struct Reader<'a> {
    report: &'a ReportText<'a>,
    /// The documents that are open, the outermost first; each is indented further than the one before.
    open: Vec<Document>,
    tests: Vec<ReportedTest>,
}

/// A document, or a subtest, which is one that is indented.
struct Document {
    indent: usize,
    line: usize,
    plan: Option<(usize, usize)>,
    numbers: BTreeSet<usize>,
    last: usize,
    points: usize,
    tests: Vec<ReportedTest>,
}

impl<'a> Reader<'a> {
    /// Begins to read `report`.
    pub fn new(report: &'a ReportText<'a>) -> Self {
        Self { report, open: Vec::new(), tests: Vec::new() }
    }

    /// Takes `line`, which stands `indent` characters in.
    pub fn line(&mut self, number: usize, indent: usize, line: Line) -> Result<(), EvidenceError> {
        match line {
            Line::Other => Ok(()),
            Line::BailOut(reason) => Err(self.gave_up(number, &reason)),
            Line::Version => self.version(number, indent),
            Line::Plan { count } => self.plan(number, indent, count),
            Line::Point(point) => self.point(number, indent, point),
        }
    }

    /// Takes a line of the diagnostics of the last test: `file: a.c`, `line: 3`.
    pub fn diagnostic(&mut self, text: &str) {
        let Some(test) = self.open.last_mut().and_then(|document| document.tests.last_mut()) else { return };
        let value = |key| text.trim().strip_prefix(key).map(|value: &str| value.trim().trim_matches(['"', '\'']));
        if let Some(file) = value("file:") {
            test.place = Some(SourceLine { path: file.to_owned(), line: 0 });
        } else if let (Some(Ok(line)), Some(place)) = (value("line:").map(str::parse), &mut test.place) {
            place.line = line;
        }
    }

    /// The tests, after the last line.
    pub fn end(mut self) -> Result<Vec<ReportedTest>, EvidenceError> {
        if self.open.len() > 1 {
            let line = self.open[1].line;
            return Err(self.report.cut_off(line, "the test point that this subtest belongs to is missing"));
        }
        self.finish()?;
        self.tests.iter_mut().for_each(|test| test.place = test.place.take().filter(|place| place.line > 0));
        Ok(self.tests)
    }

    fn version(&mut self, number: usize, indent: usize) -> Result<(), EvidenceError> {
        if indent == 0 { self.finish() } else { self.document(number, indent).map(|_| ()) }
    }

    fn plan(&mut self, number: usize, indent: usize, count: usize) -> Result<(), EvidenceError> {
        if indent == 0 && self.open.first().is_some_and(Document::is_complete) {
            self.finish()?;
        }
        let report = self.report;
        let document = self.document(number, indent)?;
        if document.plan.is_some() {
            return Err(report.contradiction(number, "there is a second plan for the same tests"));
        }
        document.plan = Some((number, count));
        Ok(())
    }

    fn point(&mut self, number: usize, indent: usize, point: Point) -> Result<(), EvidenceError> {
        let first = point.number.is_none_or(|number| number == 1);
        if indent == 0 && self.open.len() == 1 && first && self.open[0].is_complete() {
            self.finish()?;
        }
        let subtests = self.subtests(indent)?;
        let report = self.report;
        self.document(number, indent)?.take(report, number, point, subtests)
    }

    /// The tests of the subtest that ends with a point `indent` characters in.
    fn subtests(&mut self, indent: usize) -> Result<Vec<ReportedTest>, EvidenceError> {
        let mut tests = Vec::new();
        while self.open.last().is_some_and(|document| document.indent > indent) {
            let document = self.open.pop().expect("one is open");
            document.check(self.report)?;
            tests.extend(document.tests);
        }
        Ok(tests)
    }

    /// The document `indent` characters in, begun at line `number` where there is none.
    fn document(&mut self, number: usize, indent: usize) -> Result<&mut Document, EvidenceError> {
        if self.open.last().is_some_and(|document| document.indent > indent) {
            let what = "the test point that the subtest before this belongs to is missing";
            return Err(self.report.contradiction(number, what));
        }
        if self.open.last().is_none_or(|document| document.indent < indent) {
            self.open.push(Document::new(number, indent));
        }
        Ok(self.open.last_mut().expect("one was opened"))
    }

    /// Ends the outermost document.
    fn finish(&mut self) -> Result<(), EvidenceError> {
        for document in self.open.drain(..) {
            document.check(self.report)?;
            self.tests.extend(document.tests);
        }
        Ok(())
    }

    fn gave_up(&self, number: usize, reason: &str) -> EvidenceError {
        let what = format!("the run was given up: {}", if reason.is_empty() { "no reason is told" } else { reason });
        self.report.error(Flaw::Inconsistent, what, "mend that, and run the tests again").at_line(number)
    }
}

impl Document {
    fn new(line: usize, indent: usize) -> Self {
        Self { indent, line, plan: None, numbers: BTreeSet::new(), last: 0, points: 0, tests: Vec::new() }
    }

    fn is_complete(&self) -> bool {
        self.plan.is_some_and(|(_, count)| count == self.points)
    }

    /// Adds a point; where it has subtests, they are counted in its place.
    fn take(
        &mut self,
        report: &ReportText,
        line: usize,
        point: Point,
        subtests: Vec<ReportedTest>,
    ) -> Result<(), EvidenceError> {
        self.last = point.number.unwrap_or(self.last.saturating_add(1));
        self.points += 1;
        if !self.numbers.insert(self.last) {
            return Err(report.contradiction(line, format!("there are two tests with the number {}", self.last)));
        }
        if subtests.is_empty() {
            self.tests.push(test(point, self.last));
            return Ok(());
        }
        let parent = if point.description.is_empty() { self.last.to_string() } else { point.description };
        self.tests.extend(subtests.into_iter().map(|test| below(&parent, test)));
        Ok(())
    }

    fn check(&self, report: &ReportText) -> Result<(), EvidenceError> {
        let Some((line, count)) = self.plan else {
            return Err(report.cut_off(self.line, "the plan of the tests that begin here (`1..N`) is missing"));
        };
        if count != self.points {
            let what = format!("{count} tests are planned, and {} are there", self.points);
            return Err(report.contradiction(line, what));
        }
        match self.numbers.last().filter(|last| **last > count) {
            Some(last) => {
                Err(report.contradiction(line, format!("{count} tests are planned, and one has number {last}")))
            }
            None => Ok(()),
        }
    }
}

fn below(parent: &str, mut test: ReportedTest) -> ReportedTest {
    let suite = if test.suite.is_empty() { parent.to_owned() } else { format!("{parent}/{}", test.suite) };
    test.suite = suite;
    test
}

fn test(point: Point, number: usize) -> ReportedTest {
    let test = ReportedTest { reason: point.reason, ..named("", &point.description, Some(point.outcome)) };
    dialect::read(test, number)
}
