//! TAP, the Test Anything Protocol, versions 12 to 14, with subtests, and several documents one after the other.

mod dialect;
mod document;
mod line;

use super::{EvidenceError, OutcomeFormat, ReportText};
use document::Reader;
use line::Line;
use model::TestOutcomes;

/// TAP.
pub struct Tap;

impl OutcomeFormat for Tap {
    fn id(&self) -> &'static str {
        "tap"
    }

    fn recognises(&self, report: &ReportText) -> bool {
        let telling = |line: &str| matches!(Line::read(line), Line::Version | Line::Plan { .. } | Line::Point(_));
        report.lines().any(|(_, line)| telling(line))
    }

    fn read(&self, report: &ReportText) -> Result<TestOutcomes, EvidenceError> {
        let mut reader = Reader::new(report);
        let mut diagnostics: Option<String> = None;
        for (number, text) in report.lines() {
            match &diagnostics {
                Some(indent) if text.strip_prefix(indent.as_str()).is_some_and(|rest| rest.trim_end() == "...") => {
                    diagnostics = None;
                }
                Some(_) => reader.diagnostic(text),
                None if line::begins_diagnostics(text) => diagnostics = Some(line::indent(text).to_owned()),
                None => reader.line(number, line::indent(text).len(), Line::read(text.trim()))?,
            }
        }
        Ok(TestOutcomes { format: self.id(), tests: reader.end()?, warnings: Vec::new() })
    }
}
