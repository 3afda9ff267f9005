//! In place of `process` where there are no process groups and Unix sockets: commands of the project are not run, because
//! what they start could not be ended for certain, and everything that would run one says so.

use std::ffi::OsString;
use std::fmt;
use std::fs::File;
use std::io;
use std::path::Path;
use std::time::Duration;

/// A command to run.
#[derive(Debug)]
pub struct ChildCommand<'a> {
    /// The program and its arguments; at least the program.
    pub argv: &'a [OsString],
    /// The folder that it runs in.
    pub folder: &'a Path,
    /// The folder that is removed afterwards.
    pub scratch: &'a Scratch,
    /// How long it may take.
    pub limit: Duration,
    /// Where its standard output goes.
    pub stdout: File,
    /// Where its standard error goes.
    pub stderr: File,
}

/// How a command ended: here, none begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// By itself, with this exit code.
    Code(i32),
    /// By this signal.
    Signal(i32),
    /// It was ended because its time was over.
    TimedOut,
    /// It was ended because makegood was told to end.
    Interrupted,
}

impl fmt::Display for Ended {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "did not run")
    }
}

/// Always an error.
///
/// # Errors
/// Always: see [`unavailable`].
pub fn run(_: &ChildCommand, _: &Interrupts) -> io::Result<Ended> {
    Err(unavailable())
}

/// Why nothing is run.
fn unavailable() -> io::Error {
    let what = "commands of the project cannot be run on this platform: `prove` and `--test-cmd` are not available; \
                hand in reports with --results and --coverage";
    io::Error::new(io::ErrorKind::Unsupported, what)
}

/// Whether makegood was told to end.
#[derive(Debug)]
pub struct Interrupts;

impl Interrupts {
    /// Always an error.
    ///
    /// # Errors
    /// Always: see [`unavailable`].
    pub fn watch() -> io::Result<Self> {
        Err(unavailable())
    }

    /// Never.
    pub fn asked(&self) -> bool {
        false
    }
}

/// A temporary folder.
#[derive(Debug)]
pub struct Scratch(tempfile::TempDir);

impl Scratch {
    /// Always an error.
    ///
    /// # Errors
    /// Always: see [`unavailable`].
    pub fn new() -> io::Result<Self> {
        Err(unavailable())
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// Removes it.
    ///
    /// # Errors
    /// If it cannot be removed.
    pub fn remove(self) -> io::Result<()> {
        self.0.close()
    }
}
