//! The exit codes, which scripts rely on.

use std::process::ExitCode;

/// What the program ends with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// 0: clean, delivered, ready, done.
    Clean,
    /// 1: not delivered, or findings at or above the threshold.
    Findings,
    /// 2: the command line, the configuration or the environment is wrong, or makegood failed.
    Wrong,
    /// 1, to an agent: nothing was judged, and 2 would be taken for a refusal.
    Unheeded,
    /// 3: blocked by a dependency; trying again cannot help.
    Blocked,
    /// 4: nothing could be verified.
    NothingVerified,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Clean => 0,
            Exit::Findings | Exit::Unheeded => 1,
            Exit::Wrong => 2,
            Exit::Blocked => 3,
            Exit::NothingVerified => 4,
        })
    }
}
