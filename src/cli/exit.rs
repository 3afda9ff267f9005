//! The exit codes, which scripts rely on.

use std::process::ExitCode;

use crate::model::{Report, Verdict};

/// What the program ends with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// 0: clean, delivered, ready, done.
    Clean,
    /// 1: not delivered, or findings at or above the threshold.
    Findings,
    /// 2: the command line, the configuration or the environment is wrong, or makegood failed.
    Wrong,
    /// 3: blocked by a dependency.
    Blocked,
    /// 4: nothing could be verified.
    NothingVerified,
}

impl Exit {
    /// The exit code that goes with a report.
    pub fn of(report: &Report) -> Self {
        match report.verdict {
            _ if report.ok => Self::Clean,
            Verdict::Blocked => Self::Blocked,
            Verdict::Unverifiable => Self::NothingVerified,
            Verdict::Clean | Verdict::Findings | Verdict::Delivered | Verdict::Incomplete | Verdict::Ready => {
                Self::Findings
            }
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Clean => 0,
            Exit::Findings => 1,
            Exit::Wrong => 2,
            Exit::Blocked => 3,
            Exit::NothingVerified => 4,
        })
    }
}
