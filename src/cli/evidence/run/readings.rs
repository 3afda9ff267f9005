//! What a command that was run says of its tests: read from its report files, or from what it printed.

use std::fs;
use std::path::{Path, PathBuf};

use super::TestRun;
use super::output::Output;
use super::reports::{Before, Found, Wanted};
use crate::cli::failure::because;
use crate::cli::process::Ended;
use evidence::{EvidenceError, Flaw, read_coverage, read_outcomes};
use model::{Coverage, TestOutcome, TestOutcomes};

/// More is no output of tests, and would fill the memory; in bytes.
const MOST_OUTPUT: u64 = 1 << 30;

/// What was read.
pub struct Readings {
    /// The tests, by report.
    pub outcomes: Result<Vec<TestOutcomes>, EvidenceError>,
    /// The coverage reports.
    pub coverage: Result<Vec<Coverage>, EvidenceError>,
    /// What does not fit.
    pub warnings: Vec<String>,
}

impl TestRun {
    /// What the command said that ended as `ended`, at the revision `at`, in `folder`.
    pub(super) fn read(
        &self,
        at: &str,
        ended: Ended,
        folder: &Path,
        before: &Before,
        output: &Output,
    ) -> miette::Result<Readings> {
        if ended == Ended::TimedOut {
            let late = self.late(at, output);
            return Ok(Readings { outcomes: Err(late.clone()), coverage: Err(late), warnings: Vec::new() });
        }
        let next = format!("see {} and {}", output.stderr().display(), output.stdout().display());
        let found = |wanted: &[Wanted]| kept(before.written_since(folder, wanted, &next)?, output);
        let outcomes = match self.results.is_empty() {
            true => self.printed(at, ended, output)?,
            false => found(&self.results)?.and_then(|reports| each(&reports, at, read_outcomes)),
        };
        let coverage = found(&self.coverage)?.and_then(|reports| each(&reports, at, read_coverage));
        let warnings = outcomes.iter().filter_map(|outcomes| self.odd_end(at, ended, outcomes)).collect();
        Ok(Readings { outcomes, coverage, warnings })
    }

    /// The tests that standard output names, else those that standard error does.
    fn printed(
        &self,
        at: &str,
        ended: Ended,
        output: &Output,
    ) -> miette::Result<Result<Vec<TestOutcomes>, EvidenceError>> {
        let stdout = one_of(at, "stdout", &output.stdout())?;
        let told = match stdout {
            Err(error) if matches!(error.flaw, Flaw::Empty | Flaw::UnknownFormat) => {
                one_of(at, "stderr", &output.stderr())?.map_err(|_| error)
            }
            told => told,
        };
        Ok(told.map(|outcomes| vec![outcomes]).map_err(|error| self.unread(ended, output, error)))
    }

    fn late(&self, at: &str, output: &Output) -> EvidenceError {
        let what = format!(
            "`{}` was ended after {} seconds; what it had said by then does not count",
            self.command,
            self.limit.as_secs_f64()
        );
        let next = format!("find out in {output} what it waits for, or give it more time with --test-timeout");
        EvidenceError::new(Flaw::Truncated, &format!("tests {at}"), what, next)
    }

    /// The error of standard output, in words that fit a command rather than a file.
    fn unread(&self, ended: Ended, output: &Output, error: EvidenceError) -> EvidenceError {
        let command = &self.command;
        let what = match error.flaw {
            Flaw::UnknownFormat => format!("`{command}` {ended}, and no test is recognised in what it printed"),
            Flaw::Empty => format!("`{command}` {ended}, and named no test: {}", error.what),
            _ => format!("`{command}` {ended}, and its tests cannot be counted: {}", error.what),
        };
        let next = format!(
            "see {} and {}; makegood reads libtest, TAP, Check, cmocka and CTest from what is printed, and report files \
             that --results names",
            output.stdout().display(),
            output.stderr().display()
        );
        EvidenceError { what, next, ..error }
    }

    /// A command that fails although each test that it names passed may not have run all of them.
    fn odd_end(&self, at: &str, ended: Ended, outcomes: &[TestOutcomes]) -> Option<String> {
        let passed = |outcome| matches!(outcome, None | Some(TestOutcome::Passed | TestOutcome::Ignored));
        let all_passed = outcomes.iter().flat_map(|report| &report.tests).all(|test| passed(test.outcome));
        (ended != Ended::Code(0) && all_passed).then(|| {
            format!("`{}` {ended} {at} although no test that it names failed: some may not have run", self.command)
        })
    }
}

/// The tests that one of the two streams names.
fn one_of(at: &str, stream: &str, path: &PathBuf) -> miette::Result<Result<TestOutcomes, EvidenceError>> {
    let cannot = |error| because(error, format!("cannot read {}", path.display()));
    let name = format!("{stream} {at}");
    let length = fs::metadata(path).map_err(cannot)?.len();
    if length > MOST_OUTPUT {
        let what = format!("{length} bytes are more than the output of tests has");
        return Ok(Err(EvidenceError::new(Flaw::TooLarge, &name, what, "name the report files with --results")));
    }
    let bytes = fs::read(path).map_err(cannot)?;
    Ok(read_outcomes(&name, &bytes, None))
}

fn kept(
    found: Result<Vec<Found>, EvidenceError>,
    output: &Output,
) -> miette::Result<Result<Vec<Found>, EvidenceError>> {
    for report in found.iter().flatten() {
        output.keep_report(&report.path, &report.bytes)?;
    }
    Ok(found)
}

/// Each of `reports`, read by `read`; the first error where there is one.
fn each<T>(
    reports: &[Found],
    at: &str,
    read: impl Fn(&str, &[u8], Option<&str>) -> Result<T, EvidenceError>,
) -> Result<Vec<T>, EvidenceError> {
    let read = |report: &Found| read(&format!("{} {at}", report.path), &report.bytes, report.format.as_deref());
    reports.iter().map(read).collect()
}
