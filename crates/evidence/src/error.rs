//! What is wrong with a report, where, and what to do about it.

use std::fmt;

use thiserror::Error;

/// Why a report proves nothing. None of these is ever a pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Flaw {
    /// No format is known by that name, or no format recognises the report.
    UnknownFormat,
    /// There is nothing in it: no text, no test, no measured line.
    Empty,
    /// It breaks its format's rules.
    Malformed,
    /// It ends in the middle.
    Truncated,
    /// Its parts contradict one another: counts that differ, a run that was given up.
    Inconsistent,
    /// None of its paths is one of the repository's.
    Foreign,
    /// It is older than the tree that it is to speak for.
    Stale,
    /// It holds more than any honest report does.
    TooLarge,
}

/// A place in a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReportPlace {
    /// A line, from 1.
    Line(usize),
    /// A byte, from 0, in formats without lines.
    Byte(usize),
}

impl fmt::Display for ReportPlace {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line(line) => write!(out, ":{line}"),
            Self::Byte(byte) => write!(out, ": byte {byte}"),
        }
    }
}

/// A report that cannot be taken as evidence.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{report}{}: {what}", .place.map(|place| place.to_string()).unwrap_or_default())]
pub struct EvidenceError {
    /// The kind of flaw.
    pub flaw: Flaw,
    /// The report's name as it was given.
    pub report: String,
    /// Where in it.
    pub place: Option<ReportPlace>,
    /// What is wrong, without a full stop.
    pub what: String,
    /// What to do about it, as a sentence without a full stop.
    pub next: String,
}

impl EvidenceError {
    /// An error of the report `report` as a whole.
    pub fn new(flaw: Flaw, report: &str, what: impl Into<String>, next: impl Into<String>) -> Self {
        Self { flaw, report: report.to_owned(), place: None, what: what.into(), next: next.into() }
    }

    /// The same error at `line` (from 1).
    pub fn at_line(self, line: usize) -> Self {
        Self { place: Some(ReportPlace::Line(line)), ..self }
    }

    /// The same error at `byte` (from 0).
    pub fn at_byte(self, byte: usize) -> Self {
        Self { place: Some(ReportPlace::Byte(byte)), ..self }
    }
}
