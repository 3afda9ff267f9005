//! The report: computed once, rendered by every output format.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use super::{EvidenceReport, Finding, Position, Region, Severity, SourceText};

/// The schema's name, which changes only when the document's shape does.
pub const SCHEMA: &str = "makegood/1";

/// The rule of promises that were not kept; in text for people they stand among the promises.
pub const PROMISE_BROKEN: &str = "promise-broken";

/// The rule of promises that were delivered elsewhere; in text for people they stand among the promises.
pub const PROMISE_DRIFTED: &str = "promise-drifted";

/// The rule of what a task waits for; in text for people it stands among the blockers.
pub const DEPENDENCY_UNDELIVERED: &str = "dependency-undelivered";

/// What a command answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// `check`: no finding that counts.
    Clean,
    /// `check`: at least one finding at or above the threshold.
    Findings,
    /// `check`: there was no Rust or C to look at.
    NothingChecked,
    /// `verify`: everything that was promised is there.
    Delivered,
    /// `verify`: something that was promised is not.
    Incomplete,
    /// `verify`, `ready`: something else must be done first.
    Blocked,
    /// `ready`: everything that the task depends on was delivered.
    Ready,
    /// Nothing could be verified.
    Unverifiable,
    /// `prove`: tests notice whenever one of the functions is switched off.
    Proven,
    /// `prove`: at least one function could be hollow without a test noticing.
    Unproven,
    /// `prove`: of some functions it could not be told.
    Inconclusive,
}

/// What to do next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Next {
    /// Take it.
    Accept,
    /// Do the rest of the work.
    Rework,
    /// Mend what this depends on; trying again cannot help.
    FixDependency,
    /// Say in the spec what can be checked.
    ClarifySpec,
}

/// The program that made the report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Tool {
    /// Always `makegood`.
    pub name: String,
    /// Its version.
    pub version: String,
}

/// A function of another task that must be mended first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Blocker {
    /// The task that promised it.
    pub task: String,
    /// The function.
    pub function: String,
    /// Its file.
    pub path: String,
    /// Its line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub reason: String,
}

/// What became of a promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum PromiseStatus {
    /// It is there.
    Kept,
    /// It is not.
    Broken,
    /// It could not be told; never counted as kept.
    Unproven,
    /// It is there, in another file or under a near name: a warning.
    Drifted,
}

/// How sure it is that the spec promises something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Tier {
    /// In prose only.
    Mentioned,
    /// In a table or list whose heading says so.
    Declared,
    /// In an explicit block.
    Contract,
}

/// A line of a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SourceLine {
    /// The file.
    pub path: String,
    /// The line, from 1.
    pub line: usize,
}

/// One checkable thing that a spec says will be delivered, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PromiseReport {
    /// Stable within its spec.
    pub id: String,
    /// The task that promises it, where the report is about several; else `null`.
    pub task: Option<String>,
    /// `function`, `slot`, `type`, `file`, `tests`, ….
    pub kind: String,
    /// What is promised.
    pub text: String,
    /// How surely.
    pub tier: Tier,
    /// Where the spec says so.
    pub source: SourceLine,
    /// What became of it.
    pub status: PromiseStatus,
    /// The places that show it.
    pub evidence: Vec<super::Related>,
}

/// Text that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Gap {
    /// The file.
    pub path: String,
    /// The extent that was not read; `null` for the whole file.
    pub span: Option<Region>,
    /// Why.
    pub reason: String,
    /// Whether it is under judgement: touched by the change, or a whole file of those that were asked for. Then the run is not
    /// clean.
    pub changed: bool,
}

/// What a change is compared with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BaseReport {
    /// The commit; `null` before the first one, when everything is new.
    pub commit: Option<String>,
    /// Which one it is and why, for people: `since 1a2b3c4 (merge base with main), working tree included`.
    pub description: String,
}

/// Configuration, baseline or suppression that the change under judgement itself moved.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MovedBar {
    /// The file.
    pub path: String,
    /// The line, from 1; `null` for the whole file.
    pub line: Option<usize>,
    /// What was moved.
    pub message: String,
}

/// A task of a set, in the order in which they can be worked on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TaskReport {
    /// What it is called.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The file of its spec.
    pub path: String,
    /// The line it begins at, from 1.
    pub line: usize,
    /// Whether it is said to be done.
    pub state: super::TaskState,
    /// The ids of the tasks that must come before.
    pub depends_on: Vec<String>,
    /// How many of its promises can be checked.
    pub promises: usize,
    /// What was found out of it; `null` where it was not judged.
    pub verdict: Option<Verdict>,
    /// Why, in one sentence; `null` where it was not judged.
    pub reason: Option<String>,
    /// What to do next; `null` where it was not judged.
    pub next: Option<Next>,
}

/// A line of a spec that looks like a promise and was not taken for one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NotTaken {
    /// The line.
    pub source: SourceLine,
    /// Its words, shortened.
    pub text: String,
    /// Why it is no promise.
    pub reason: String,
}

/// Something that the text of a spec takes for granted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TakenForGranted {
    /// `slot`, `symbol` or `file`.
    pub kind: String,
    /// Its name or path.
    pub name: String,
    /// The line that says so.
    pub source: SourceLine,
}

/// How many promises became what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PromiseTotals {
    /// Kept.
    pub kept: usize,
    /// Broken.
    pub broken: usize,
    /// Not to be told.
    pub unproven: usize,
    /// Delivered in another file, or under a near name.
    pub drifted: usize,
}

/// How many functions `prove` was asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ProofTotals {
    /// All that were asked for; constants, tests and `main` are none of them.
    pub selected: usize,
    /// Those of which something is known now.
    pub judged: usize,
    /// The others.
    pub pending: usize,
    /// Functions that answer with a constant, and were not asked about.
    pub constant: usize,
    /// Whether the run came to its end.
    pub complete: bool,
}

/// What was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Totals {
    /// Files that were read.
    pub files: usize,
    /// Functions that were judged.
    pub functions: usize,
    /// Files that were left out, by reason (`generated`, `vendored`, `binary`, …).
    pub skipped: BTreeMap<String, usize>,
    /// Promises.
    pub promises: PromiseTotals,
    /// Functions that `prove` was asked about; `null` for other commands.
    #[serde(default)]
    pub proofs: Option<ProofTotals>,
}

/// The report of one run: one JSON document, and the source of every other format.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Report {
    /// Always `makegood/1`.
    pub schema: String,
    /// Who says so.
    pub tool: Tool,
    /// Which command.
    pub command: String,
    /// The answer.
    pub verdict: Verdict,
    /// Whether the exit code is 0.
    pub ok: bool,
    /// The answer in one sentence.
    pub reason: String,
    /// What to do next.
    pub next: Next,
    /// Whether a stronger worker could help.
    pub escalate: bool,
    /// What must be mended first.
    pub blocked_by: Vec<Blocker>,
    /// What is wrong, in order of path and place.
    pub findings: Vec<Finding>,
    /// What was promised.
    pub promises: Vec<PromiseReport>,
    /// What is known of tests and coverage.
    pub evidence: EvidenceReport,
    /// The tasks of a set or a list, each after those that it depends on.
    pub tasks: Vec<TaskReport>,
    /// What test runs said of functions that were switched off; `prove`, and `verify --prove`.
    #[serde(default)]
    pub proofs: Vec<super::ProofReport>,
    /// What of the specs was not taken for a promise; `promises` only.
    pub not_taken: Vec<NotTaken>,
    /// What the specs take for granted; `promises` only.
    pub takes_for_granted: Vec<TakenForGranted>,
    /// What could not be read.
    pub gaps: Vec<Gap>,
    /// What the change under judgement moved of its own bar.
    pub moved_bars: Vec<MovedBar>,
    /// What was looked at.
    pub totals: Totals,
    /// What the change is compared with; `null` where no change is judged.
    pub base: Option<BaseReport>,
}

/// What a format needs to know of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleInfo {
    /// Its id.
    pub id: String,
    /// A few words.
    pub title: String,
    /// The severity before policy.
    pub severity: Severity,
    /// Why it matters.
    pub why: String,
    /// What to do about it.
    pub help: String,
}

/// A report and what is needed to show it: the texts that its findings point into, and the rules.
#[derive(Debug, Clone)]
pub struct Rendering<'a> {
    /// The report.
    pub report: &'a Report,
    /// The texts by path; a format that shows source goes without where one is missing.
    pub sources: &'a BTreeMap<String, SourceText>,
    /// All rules that ran, by id; a format that does not list them goes without.
    pub rules: &'a [RuleInfo],
    /// From which severity on the run fails.
    pub fail_on: Severity,
}

impl Position {
    /// The place at `line` and `column`, both from 1.
    pub const fn at(line: usize, column: usize) -> Self {
        Self { line, column }
    }
}
