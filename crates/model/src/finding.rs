//! Findings: what makegood reports, and how much it weighs.

use serde::{Deserialize, Serialize};

use super::Region;

/// How much a finding weighs; ordered from light to heavy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Probably wrong.
    Warning,
    /// Not delivered.
    Error,
}

/// What a change did to a function.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum ChangeStatus {
    /// It is new.
    Added,
    /// Its tokens or its admissions changed.
    Modified,
    /// Unchanged itself, but newly put into a slot or newly called as the whole of another function.
    Wired,
    /// Not touched by the change.
    Unchanged,
}

/// The function that a finding is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FunctionRef {
    /// Its qualified name.
    pub name: String,
    /// The first line of its signature, from 1.
    pub line: usize,
    /// The line of its closing brace.
    pub end_line: usize,
}

/// Another place that belongs to a finding.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Related {
    /// The file, from the repository's root.
    pub path: String,
    /// The line, from 1.
    pub line: usize,
    /// What is there: `fills slot start_stream of openai_vtable`.
    pub message: String,
}

/// Why a finding does not count.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Suppression {
    /// What suppresses it.
    pub kind: SuppressionKind,
    /// The reason given.
    pub reason: String,
    /// The last day it holds (`YYYY-MM-DD`), if it says so.
    pub until: Option<String>,
    /// The task it names, if it does.
    pub task: Option<String>,
    /// Whether the change under judgement added it.
    pub new: bool,
}

/// What suppresses a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum SuppressionKind {
    /// A comment in the source.
    Comment,
    /// An entry in the baseline file.
    Baseline,
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Finding {
    /// The rule's id.
    pub rule: String,
    /// How much it weighs.
    pub severity: Severity,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// What to do.
    pub help: String,
    /// The file, from the repository's root.
    pub path: String,
    /// The extent that is shown: the sign itself, a line or few.
    pub span: Region,
    /// The function it is about, if it is about one.
    pub function: Option<FunctionRef>,
    /// What the change did to the function; `null` where no change is judged.
    pub change: Option<ChangeStatus>,
    /// Every slot, wrapper, twin and deferral that belongs to it.
    pub related: Vec<Related>,
    /// Stays the same when lines move: made of rule, qualified function and normalised body.
    pub fingerprint: String,
    /// Why it does not count, if it does not.
    pub suppressed: Option<Suppression>,
}

/// Something wrong that a stage found of its own accord. What it weighs and what to do about it are told by the file of its
/// rule and by policy.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Complaint {
    /// The rule's id; `rules/` must hold a file for it.
    pub rule: &'static str,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// The file, from the repository's root.
    pub path: String,
    /// The extent that is shown.
    pub span: Region,
    /// The function it is about, if it is about one.
    pub function: Option<FunctionRef>,
    /// What the change did to the function; `None` where no change is judged, or where it is about no function.
    pub change: Option<ChangeStatus>,
    /// Other places that belong to it.
    pub related: Vec<Related>,
    /// What it is about, in words that stay the same when lines move; with rule and path they name it.
    pub about: String,
}
