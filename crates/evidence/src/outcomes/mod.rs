//! Reports of test runners -> named tests and what became of them. One file or folder per format.

mod check_text;
mod check_xml;
mod cmocka;
mod ctest;
mod junit;
mod libtest;
mod libtest_json;
mod nextest_list;
mod tap;

use super::text::ReportText;
use super::{EvidenceError, Flaw};
use model::{ReportedTest, TestOutcome, TestOutcomes};

/// A format in which a test runner reports.
pub trait OutcomeFormat: Sync {
    /// Its name, as it stands before the colon in `junit:PATH`.
    fn id(&self) -> &'static str;

    /// Whether `report` is written in it, told from its text. Asked in the order of [`OUTCOME_FORMATS`].
    fn recognises(&self, report: &ReportText) -> bool;

    /// The tests of `report`, with a format of [`OutcomeFormat::id`].
    ///
    /// # Errors
    /// Where it breaks the format's rules, ends in the middle, or its counts contradict its tests.
    fn read(&self, report: &ReportText) -> Result<TestOutcomes, EvidenceError>;
}

/// All formats, one line each; the first that recognises a report reads it.
pub const OUTCOME_FORMATS: &[&dyn OutcomeFormat] = &[
    &check_xml::CheckXml,
    &junit::JUnit,
    &nextest_list::NextestList,
    &libtest_json::LibtestJson,
    &ctest::CTest,
    &cmocka::Cmocka,
    &check_text::CheckText,
    &libtest::Libtest,
    &tap::Tap,
];

/// The tests that the report `bytes` names. `forced` is the id of its format where it is not to be told from content.
///
/// # Errors
/// [`Flaw::UnknownFormat`] where no format fits; [`Flaw::Empty`] where the report names no test, which may be right at
/// the base of a change and never is at its head; as [`OutcomeFormat::read`] otherwise.
pub fn read_outcomes(name: &str, bytes: &[u8], forced: Option<&str>) -> Result<TestOutcomes, EvidenceError> {
    let report = ReportText::new(name, bytes);
    if report.as_str().trim().is_empty() {
        return Err(nothing(&report, "the report is empty"));
    }
    let outcomes = format_of(&report, forced)?.read(&report)?;
    if outcomes.tests.is_empty() {
        return Err(nothing(&report, "the report names no test"));
    }
    Ok(outcomes)
}

fn nothing(report: &ReportText, what: &str) -> EvidenceError {
    report.error(Flaw::Empty, what, "see whether the tests were built and run at all")
}

fn format_of(report: &ReportText, forced: Option<&str>) -> Result<&'static dyn OutcomeFormat, EvidenceError> {
    let found = OUTCOME_FORMATS.iter().find(|format| match forced {
        Some(id) => format.id() == id,
        None => format.recognises(report),
    });
    found.copied().ok_or_else(|| {
        let known = OUTCOME_FORMATS.iter().map(|format| format.id()).collect::<Vec<_>>().join(", ");
        super::unknown_format(report.name, forced, &known)
    })
}

/// A test of which only its name is known yet.
fn named(suite: &str, name: &str, outcome: Option<TestOutcome>) -> ReportedTest {
    let (suite, name) = (suite.to_owned(), name.to_owned());
    ReportedTest { suite, name, outcome, reason: None, seconds: None, place: None }
}

/// A text, unless it is empty but for white space.
fn some_text(text: &str) -> Option<String> {
    Some(text.trim()).filter(|text| !text.is_empty()).map(str::to_owned)
}

/// Seconds as reports write them: `0.25`, `1,234.5`; no number that is not finite or below zero.
fn seconds(text: &str) -> Option<f64> {
    text.replace(',', "").trim().parse().ok().filter(|seconds: &f64| seconds.is_finite() && *seconds >= 0.0)
}

/// Whether the words of a runner say that a test took too long.
fn speaks_of_time(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    ["timeout", "timed out", "time limit exceeded"].iter().any(|words| text.contains(words))
}
