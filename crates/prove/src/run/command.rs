//! A command of the project, as the runner asks for it. Who runs it sees to it that nothing of it is left when it is over.

use std::ffi::OsString;
use std::fmt;
use std::fs::File;
use std::path::Path;
use std::time::Duration;

/// A command to be run.
#[derive(Debug)]
pub struct Order<'a> {
    /// The program and its arguments.
    pub argv: &'a [OsString],
    /// The folder that it runs in.
    pub folder: &'a Path,
    /// How long it may take.
    pub limit: Duration,
    /// Where its standard output goes.
    pub stdout: File,
    /// Where its standard error goes.
    pub stderr: File,
}

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// By itself, with this exit code.
    Code(i32),
    /// By this signal.
    Signal(i32),
    /// It was ended because its time was over.
    TimedOut,
}

impl fmt::Display for Ending {
    /// As the rest of a sentence that begins with the command.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Code(code) => write!(out, "ended with exit code {code}"),
            Self::Signal(signal) => write!(out, "was ended by signal {signal}"),
            Self::TimedOut => write!(out, "took too long and was ended"),
        }
    }
}
