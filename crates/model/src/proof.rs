//! Proofs: what test runs said of functions that were switched off.

use serde::{Deserialize, Serialize};

/// What is known of a function after the tests ran with it switched off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ProofStatus {
    /// Tests that pass failed once it was switched off.
    Proven,
    /// Tests reach it, and all of them pass whether it does its work or not.
    PseudoTested,
    /// It is built, and no test reaches it.
    Unreached,
    /// There is nothing to switch off: it is a stub as it stands.
    AlreadyStub,
    /// The command does not build it.
    NotBuilt,
    /// No way to switch it off compiles.
    Unviable,
    /// Switched off, it lets the tests run longer than they may.
    Timeout,
    /// A test that failed without it fails with it, too, every now and then.
    Flaky,
    /// The tests ended differently, and it cannot be told which of them noticed.
    Unattributed,
    /// Functions of its kind cannot be switched off.
    Unsupported,
    /// Its turn did not come: another part of a shared run has it, or this run ended before.
    Pending,
}

impl ProofStatus {
    /// Whether it says that a function could be hollow without a test noticing.
    pub fn is_refuted(self) -> bool {
        matches!(self, Self::PseudoTested | Self::Unreached | Self::AlreadyStub)
    }

    /// Whether it leaves open what the tests would say, whoever tries.
    pub fn is_open(self) -> bool {
        !self.is_refuted() && !matches!(self, Self::Proven | Self::Pending)
    }

    /// In words for people.
    pub fn words(self) -> &'static str {
        match self {
            Self::Proven => "proven",
            Self::PseudoTested => "pseudo-tested",
            Self::Unreached => "unreached",
            Self::AlreadyStub => "already a stub",
            Self::NotBuilt => "not built",
            Self::Unviable => "unviable",
            Self::Timeout => "timeout",
            Self::Flaky => "flaky",
            Self::Unattributed => "unattributed",
            Self::Unsupported => "unsupported",
            Self::Pending => "pending",
        }
    }
}

/// What became of one function.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ProofReport {
    /// Its qualified name.
    pub function: String,
    /// Its file, from the repository's root.
    pub path: String,
    /// The first line of its signature, from 1.
    pub line: usize,
    /// What is known of it.
    pub status: ProofStatus,
    /// The tests that noticed, as their runner names them.
    pub killed_by: Vec<String>,
    /// More about it, in one sentence without a full stop; may be empty.
    pub detail: String,
    /// Whether a task promises it, in its contract or by a declaration: then the task is not proven without it.
    #[serde(default)]
    pub promised: bool,
}
