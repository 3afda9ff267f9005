//! Evidence as text, and the fixtures that it is read from.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use evidence::EvidenceError;
use model::{Coverage, FunctionReach, MeasuredFile, ReportWarning, ReportedTest, TestOutcome, TestOutcomes};

/// The folder of the reports.
pub fn reports() -> PathBuf {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).join("fixtures/reports")
}

/// The reports of one folder with their bytes, in order of name.
pub fn reports_in(folder: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let entries = std::fs::read_dir(reports().join(folder)).expect(folder);
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.retain(|path| !["md", "expected"].iter().any(|end| path.extension().is_some_and(|found| found == *end)));
    paths.sort();
    paths.into_iter().map(|path| (path.clone(), std::fs::read(path).expect("a report"))).collect()
}

/// The name of a file without its folder.
pub fn name(path: &Path) -> &str {
    path.file_name().and_then(|name| name.to_str()).expect("a name")
}

pub fn outcomes(read: &Result<TestOutcomes, EvidenceError>) -> String {
    let outcomes = match read {
        Ok(outcomes) => outcomes,
        Err(error) => return failure(error),
    };
    let mut text: String = outcomes.tests.iter().map(test).collect();
    text.push_str(&warnings(&outcomes.warnings));
    text
}

fn test(test: &ReportedTest) -> String {
    let outcome = match test.outcome {
        Some(TestOutcome::Passed) => "passed",
        Some(TestOutcome::Failed) => "failed",
        Some(TestOutcome::Ignored) => "ignored",
        Some(TestOutcome::Errored) => "errored",
        Some(TestOutcome::TimedOut) => "timed out",
        None => "listed",
    };
    let mut line = format!("{outcome:9} {} | {}", test.suite, test.name);
    let place = test.place.as_ref().map(|place| format!("at {}:{}", place.path, place.line));
    let timed = test.seconds.map(|_| "timed".to_owned());
    for more in [place, timed, test.reason.as_ref().map(|reason| format!("because {reason}"))].into_iter().flatten() {
        let _ = write!(line, " | {more}");
    }
    line + "\n"
}

/// An error as a person would see it.
pub fn failure(error: &EvidenceError) -> String {
    format!("{:?}: {error}\n  {}\n", error.flaw, error.next)
}

pub fn warnings(warnings: &[ReportWarning]) -> String {
    let line = |warning: &ReportWarning| warning.line.map(|line| format!(":{line}")).unwrap_or_default();
    warnings
        .iter()
        .map(|warning| format!("warning: {}{}: {}\n", warning.report, line(warning), warning.message))
        .collect()
}

pub fn coverage(coverage: &Coverage) -> String {
    let mut text: String = coverage.files.iter().map(file).collect();
    text.push_str(&warnings(&coverage.warnings));
    text
}

fn file(file: &MeasuredFile) -> String {
    let ran = file.lines.iter().filter(|(_, count)| *count > 0).count();
    let mut text = format!("{}: {ran} of {} lines\n", file.path, file.lines.len());
    for function in &file.functions {
        let end = function.end_line.map(|end| format!("-{end}")).unwrap_or_default();
        let _ = writeln!(text, "  {}{end} {}: {}", function.line, function.name, function.count);
    }
    text
}

pub fn reach(reach: &FunctionReach) -> String {
    let count = reach.count.map(|count| format!(", {count} times")).unwrap_or_default();
    format!("{}:{} {}: {:?}{count}\n", reach.path, reach.line, reach.name, reach.reach)
}
