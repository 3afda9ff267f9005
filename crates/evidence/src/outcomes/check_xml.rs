//! The XML that Check writes where `CK_XML_LOG_FILE_NAME` says.

use super::{EvidenceError, OutcomeFormat, ReportText, named, seconds, some_text};
use crate::Flaw;
use crate::xml::{Element, Piece, each_piece};
use model::{ReportedTest, SourceLine, TestOutcome, TestOutcomes};

/// Check's XML.
pub struct CheckXml;

impl OutcomeFormat for CheckXml {
    fn id(&self) -> &'static str {
        "check-xml"
    }

    fn recognises(&self, report: &ReportText) -> bool {
        report.as_str().contains("\"http://check.sourceforge.net/ns\"")
    }

    fn read(&self, report: &ReportText) -> Result<TestOutcomes, EvidenceError> {
        let mut reader = Reader { report, suite: String::new(), test: None, text: String::new(), tests: Vec::new() };
        each_piece(report, &mut |piece| reader.take(piece))?;
        Ok(TestOutcomes { format: self.id(), tests: reader.tests, warnings: Vec::new() })
    }
}

struct Reader<'a> {
    report: &'a ReportText<'a>,
    suite: String,
    test: Option<Test>,
    text: String,
    tests: Vec<ReportedTest>,
}

/// What was read of the `<test>` that is open.
#[derive(Default)]
struct Test {
    offset: usize,
    result: String,
    path: String,
    place: String,
    id: String,
    iteration: String,
    duration: String,
    case: String,
    message: String,
}

impl Reader<'_> {
    fn take(&mut self, piece: Piece) -> Result<(), EvidenceError> {
        match piece {
            Piece::Open(element) => return self.open(&element),
            Piece::Text(text) => self.text.push_str(&text),
            Piece::Close(name) => return self.close(name),
        }
        Ok(())
    }

    fn open(&mut self, element: &Element) -> Result<(), EvidenceError> {
        self.text.clear();
        if element.name() == "test" {
            let result = element.attribute("result")?.unwrap_or_default();
            self.test = Some(Test { offset: element.offset(), result, ..Test::default() });
        }
        Ok(())
    }

    fn close(&mut self, name: &str) -> Result<(), EvidenceError> {
        let text = std::mem::take(&mut self.text).trim().to_owned();
        match (name, &mut self.test) {
            ("title", _) => self.suite = text,
            ("test", test) => {
                let test = test.take().unwrap_or_default().read(self.report, &self.suite)?;
                self.tests.push(test);
            }
            (part, Some(test)) => test.part(part, text),
            _ => {}
        }
        Ok(())
    }
}

impl Test {
    fn part(&mut self, name: &str, text: String) {
        match name {
            "path" => self.path = text,
            "fn" => self.place = text,
            "id" => self.id = text,
            "iteration" => self.iteration = text,
            "duration" => self.duration = text,
            "description" => self.case = text,
            "message" => self.message = text,
            _ => {}
        }
    }

    fn read(self, report: &ReportText, suite: &str) -> Result<ReportedTest, EvidenceError> {
        let outcome = super::check_text::outcome(&self.result, &self.message);
        let (Some(outcome), false) = (outcome, self.id.is_empty()) else {
            let what = "a test has no `<id>`, or a result that is neither success, failure nor error";
            let line = report.line_of(self.offset);
            return Err(report.error(Flaw::Malformed, what, "make the report again with Check").at_line(line));
        };
        let name = super::check_text::iteration(&self.id, &self.iteration);
        let test = named(&super::check_text::suite(suite, &self.case), &name, Some(outcome));
        let reason = some_text(&self.message).filter(|_| outcome != TestOutcome::Passed);
        Ok(ReportedTest { reason, seconds: seconds(&self.duration), place: self.place(), ..test })
    }

    fn place(&self) -> Option<SourceLine> {
        let (file, line) = self.place.rsplit_once(':')?;
        let folder = Some(self.path.as_str()).filter(|path| !matches!(*path, "" | "."));
        let path = folder.map_or_else(|| file.to_owned(), |folder| format!("{folder}/{file}"));
        Some(SourceLine { path, line: line.parse().ok()? })
    }
}
