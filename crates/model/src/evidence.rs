//! Evidence: what the reports of other tools say of tests and of the lines that they reached.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{BodyHash, SourceLine, Tool};

/// The name of the schema of [`SavedEvidence`], which changes only when the document's shape does.
pub const EVIDENCE_SCHEMA: &str = "makegood-evidence/1";

/// What became of a test that a runner was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum TestOutcome {
    /// It ran and nothing was wrong.
    Passed,
    /// It ran and something that it checks was wrong.
    Failed,
    /// It was left out: ignored, skipped, disabled, or marked as not expected to pass yet.
    Ignored,
    /// It could not be run to its end: a crash, a set-up that failed, a program that is missing.
    Errored,
    /// It was ended because it took too long.
    TimedOut,
}

/// A test that a report names.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReportedTest {
    /// What the report counts it under: the test binary, suite, class or group; empty where the format has none.
    pub suite: String,
    /// Its name, without what a runner adds to it (`- should panic`, the number of a retry).
    pub name: String,
    /// What became of it; `null` where the report only lists it.
    pub outcome: Option<TestOutcome>,
    /// Why it did not pass, in the report's own words.
    pub reason: Option<String>,
    /// How long it took, in seconds.
    pub seconds: Option<f64>,
    /// Where it stands, or where it failed, as the report says; the path is not matched with the repository's.
    pub place: Option<SourceLine>,
}

/// Something in a report that was left out of the count, and is said.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReportWarning {
    /// The report.
    pub report: String,
    /// The line, from 1, where the format has lines.
    pub line: Option<usize>,
    /// What it is.
    pub message: String,
}

/// The tests of one report.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TestOutcomes {
    /// In which format it was read: `junit`, `libtest`, ….
    pub format: &'static str,
    /// The tests in the report's order; one that ran several times with other values is there as often.
    pub tests: Vec<ReportedTest>,
    /// What was left out.
    pub warnings: Vec<ReportWarning>,
}

impl TestOutcomes {
    /// How many tests had `outcome`.
    pub fn count(&self, outcome: TestOutcome) -> usize {
        self.tests.iter().filter(|test| test.outcome == Some(outcome)).count()
    }
}

/// How often the lines of a file were run: lines ascending and without repetition, as compact as can be.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LineCounts {
    lines: Box<[u32]>,
    counts: Box<[u64]>,
}

impl LineCounts {
    /// From pairs of line (from 1) and count in any order; counts of the same line add up.
    pub fn new(pairs: &mut Vec<(u32, u64)>) -> Self {
        if !pairs.is_sorted_by_key(|pair| pair.0) {
            pairs.sort_by_key(|pair| pair.0);
        }
        pairs.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            if same {
                kept.1 = kept.1.saturating_add(next.1);
            }
            same
        });
        Self { lines: pairs.iter().map(|pair| pair.0).collect(), counts: pairs.iter().map(|pair| pair.1).collect() }
    }

    /// The pairs of line and count, in order of lines.
    pub fn iter(&self) -> impl Iterator<Item = (u32, u64)> + '_ {
        self.lines.iter().copied().zip(self.counts.iter().copied())
    }

    /// The pairs whose line is between `first` and `last`, both included.
    pub fn between(&self, first: u32, last: u32) -> impl Iterator<Item = (u32, u64)> + '_ {
        let from = self.lines.partition_point(|line| *line < first);
        let to = self.lines.partition_point(|line| *line <= last).max(from);
        self.lines[from..to].iter().copied().zip(self.counts[from..to].iter().copied())
    }

    /// How many lines were measured.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether no line was measured.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }
}

/// A function as a coverage report knows it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct MeasuredFunction {
    /// Its name, demangled where it is one of Rust's.
    pub name: String,
    /// The line that it begins on, from 1.
    pub line: u32,
    /// The line that it ends on, where the report says so.
    pub end_line: Option<u32>,
    /// How often it was entered; the highest count over its instantiations.
    pub count: u64,
}

/// A file as a coverage report knows it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MeasuredFile {
    /// Its path as the report has it, or, once it is placed, from the repository's root.
    pub path: String,
    /// Its lines.
    pub lines: LineCounts,
    /// Its functions, in order of line, end and name.
    pub functions: Vec<MeasuredFunction>,
}

/// What one or several coverage reports say.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Coverage {
    /// The report's name, for messages.
    pub report: String,
    /// In which format it was read: `lcov`, `cobertura`, ….
    pub format: &'static str,
    /// The files, in order of path.
    pub files: Vec<MeasuredFile>,
    /// What was left out.
    pub warnings: Vec<ReportWarning>,
}

/// A function of the project that coverage is asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FunctionPlace {
    /// Its name, for the answer.
    pub name: String,
    /// Its file, from the repository's root.
    pub path: String,
    /// The first line of its text, from 1; attributes and comments may be counted in.
    pub line: u32,
    /// The line of its closing brace.
    pub end_line: u32,
    /// Whether markers in the source hide it from coverage.
    pub excluded: bool,
}

/// Whether a function was run by tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Reach {
    /// It ran. Nothing else counts.
    Reached,
    /// It was measured and never ran.
    Unreached,
    /// No report knows its file.
    Unmeasured,
    /// Markers in the source hide it.
    Excluded,
    /// A report knows its file and nothing of its lines: it was left out of the build, or nothing used it.
    NotCompiled,
}

/// What coverage says of one function of the project.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FunctionReach {
    /// Its file, from the repository's root.
    pub path: String,
    /// Its name.
    pub name: String,
    /// The first line of its text, from 1.
    pub line: u32,
    /// The line of its closing brace.
    pub end_line: u32,
    /// Whether it was run.
    pub reach: Reach,
    /// How often it was entered, where it was measured.
    pub count: Option<u64>,
}

/// A function that tests ran before a change and do not run any more.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct FallenFunction {
    /// Its file, from the repository's root.
    pub path: String,
    /// The line that it begins on after the change, from 1.
    pub line: u32,
    /// Its name as the reports have it.
    pub name: String,
}

/// What makes a test the same one at two ends of a change.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TestIdentity {
    /// The file that defines it, or the suite that a report counts it under.
    pub home: String,
    /// Its name.
    pub name: String,
    /// The hash of its body, where its text was read: stays the same when the test is renamed or moved.
    pub body: Option<BodyHash>,
    /// Whether a runner leaves it out.
    pub ignored: bool,
}

/// The evidence of one commit, as it is kept in git notes or in a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SavedEvidence {
    /// Always `makegood-evidence/1`.
    pub schema: String,
    /// Who wrote it.
    pub tool: Tool,
    /// The full id of the commit that it is about.
    pub commit: String,
    /// The command that ran the tests; `null` where reports were handed in, or only text was read.
    pub command: Option<String>,
    /// The tools that made the reports and their versions.
    pub tools: BTreeMap<String, String>,
    /// The tests that the text defines; `null` where it was not read.
    pub inventory: Option<Vec<TestIdentity>>,
    /// The tests that reports name; `null` where there was none.
    pub outcomes: Option<Vec<ReportedTest>>,
    /// What coverage says of each function; `null` where there was no report.
    pub coverage: Option<Vec<FunctionReach>>,
    /// How much of the measured lines was run, in percent; `null` where there was no report.
    #[serde(default)]
    pub line_coverage: Option<f64>,
}
