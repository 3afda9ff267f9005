//! What a report says of tests and coverage.

use serde::{Deserialize, Serialize};

/// Counts of tests at both ends of a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TestCounts {
    /// Before.
    pub base: usize,
    /// After.
    pub head: usize,
    /// Only after.
    pub added: usize,
    /// Only before.
    pub removed: usize,
}

/// What is known of tests and coverage.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EvidenceReport {
    /// How many tests there are, where they were counted.
    pub tests: Option<TestCounts>,
    /// Which of them came and went, where they were counted at both ends.
    pub sets: Option<TestSets>,
    /// Coverage, where a report was given.
    pub coverage: Option<CoverageShare>,
    /// The functions that evidence is asked for: those that the change touches, and those that a task promises.
    pub functions: Vec<FunctionEvidence>,
}

/// Which tests a change added, removed or moved; names as `path::name`, in order.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TestSets {
    /// Only at head.
    pub added: Vec<String>,
    /// Only at base.
    pub removed: Vec<String>,
    /// The same test under another name or in another place: from, to.
    pub renamed: Vec<(String, String)>,
    /// At both ends, and left out only at head.
    pub newly_ignored: Vec<String>,
    /// At head, and handed to no runner, or never compiled.
    pub never_run: Vec<String>,
    /// Added with the body of another test.
    pub duplicated: Vec<String>,
}

/// How much of the measured lines was run, in percent.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CoverageShare {
    /// Before, where a report was given.
    pub base: Option<f64>,
    /// After.
    pub head: f64,
}

/// What evidence says of one function.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FunctionEvidence {
    /// Its qualified name.
    pub name: String,
    /// Its file.
    pub path: String,
    /// Its line, from 1.
    pub line: usize,
    /// The line of its closing brace.
    pub end_line: usize,
    /// The promise that it keeps, by its id; `null` where none asks for it.
    pub promise: Option<String>,
    /// What the change did to it; `null` where it did not touch it.
    pub change: Option<super::ChangeStatus>,
    /// How many tests that run and can fail reach it, as far as the text tells.
    pub tests: usize,
    /// Some of them.
    pub tested_by: Vec<String>,
    /// What coverage says of it, where a report was given.
    pub reach: Option<super::Reach>,
    /// What the tests said once it was switched off; `null` where that was not tried.
    #[serde(default)]
    pub proof: Option<super::ProofStatus>,
}
