//! Reports of test runners and coverage tools, each input read in every format.

use evidence::{COVERAGE_FORMATS, EvidenceError, OUTCOME_FORMATS, place, read_coverage, read_outcomes, read_saved};

use super::Target;
use crate::corpus::files;
use crate::mutate::Dialect;

/// Reports of test runners.
#[derive(Debug)]
pub struct Outcomes;

/// Reports of coverage tools.
#[derive(Debug)]
pub struct CoverageReports;

const REPORT: Dialect = Dialect {
    tokens: &[
        "<",
        ">",
        "/>",
        "</",
        "<testcase name=\"a\"/>",
        "<![CDATA[",
        "]]>",
        "&#0;",
        "&amp;",
        "&x;",
        "<!--",
        "-->",
        "<?xml",
        "\"",
        "'",
        "tests=\"",
        "4294967296",
        "18446744073709551616",
        "-1",
        "0",
        "ok",
        "not ok",
        "1..",
        "#",
        "SKIP",
        "TODO",
        "Bail out!",
        "{",
        "}",
        "[",
        "]",
        ":",
        ",",
        "null",
        "true",
        "1e400",
        "SF:",
        "DA:",
        "FN:",
        "FNDA:",
        "end_of_record",
        "\r",
        "\0",
        "\u{1b}[2J",
    ],
    lines: &[
        "1..3",
        "ok 1 - a",
        "not ok 2 - b",
        "    ok 1 - sub",
        "    1..1",
        "TAP version 14",
        "test a ... ok",
        "running 1 test",
        "test result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s",
        "SF:/b/a.c",
        "DA:1,1",
        "FN:1,a",
        "FNDA:1,a",
        "end_of_record",
        "<testsuite name=\"s\" tests=\"1\">",
        "</testsuite>",
        "{\"type\":\"test\",\"event\":\"ok\",\"name\":\"a\"}",
        "[ RUN      ] a",
        "[       OK ] a",
        "100%: Checks: 1, Failures: 0, Errors: 0",
        "1/2 Test #1: a ....   Passed    0.00 sec",
        "FNL:0,1,2",
        "FNA:0,1,a",
        "LF:1",
        "---",
        "...",
    ],
};

fn spoken(error: &EvidenceError) -> Result<(), String> {
    if error.what.is_empty() || error.next.is_empty() { Err("an error without a reason".to_owned()) } else { Ok(()) }
}

/// What must hold of an answer of any of the two.
fn answered<T>(answer: Result<T, EvidenceError>, empty: impl Fn(&T) -> bool) -> Result<(), String> {
    match answer {
        Err(error) => spoken(&error),
        Ok(read) if empty(&read) => Err("a report of nothing is no error".to_owned()),
        Ok(_) => Ok(()),
    }
}

impl Target for Outcomes {
    fn name(&self) -> &'static str {
        "outcomes"
    }

    fn corpus(&self) -> Vec<Vec<u8>> {
        files("fixtures/reports", &|path| !path.ends_with(".md") && !path.ends_with("expected.txt"))
    }

    fn dialect(&self) -> Dialect {
        REPORT
    }

    fn check(&self, input: &[u8]) -> Result<(), String> {
        answered(read_outcomes("report", input, None), |outcomes| outcomes.tests.is_empty())?;
        for format in OUTCOME_FORMATS {
            answered(read_outcomes("report", input, Some(format.id())), |outcomes| outcomes.tests.is_empty())?;
        }
        if let Err(error) = read_saved("saved", &String::from_utf8_lossy(input)) {
            spoken(&error)?;
        }
        Ok(())
    }
}

impl Target for CoverageReports {
    fn name(&self) -> &'static str {
        "coverage"
    }

    fn corpus(&self) -> Vec<Vec<u8>> {
        Outcomes.corpus()
    }

    fn dialect(&self) -> Dialect {
        REPORT
    }

    fn check(&self, input: &[u8]) -> Result<(), String> {
        for forced in COVERAGE_FORMATS.iter().map(|format| Some(format.id())).chain([None]) {
            match read_coverage("report", input, forced) {
                Err(error) => spoken(&error)?,
                Ok(coverage) if coverage.files.is_empty() => return Err("a report of nothing is no error".to_owned()),
                Ok(coverage) => answered(place(coverage, &["src/a.c", "a.c", "src/lib.rs"], &[]), |_| false)?,
            }
        }
        Ok(())
    }
}
