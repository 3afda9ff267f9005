//! A command of the project, run under a supervisor: when it is over, nothing of it runs any more, and that holds too
//! where makegood itself is killed.
//!
//! The supervisor is this program again ([`supervisor`]), connected by a socket. It closes where makegood dies, however it
//! dies, and then the supervisor ends the command and removes the scratch folder.

mod descendants;
mod interrupts;
mod link;
mod scratch;
pub mod supervisor;

use std::ffi::OsString;
use std::fmt;
use std::fs::File;
use std::io;
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process_group};

use vcs::LEADING;

pub use interrupts::Interrupts;
use link::{Event, Link};
pub use scratch::Scratch;

/// How long a command has to clean up once it was told to end.
const GRACE: Duration = Duration::from_secs(2);

/// How long the supervisor has to end what is left after that.
const CLEANING: Duration = Duration::from_secs(5);

/// How often it is asked whether makegood was told to end.
const TICK: Duration = Duration::from_millis(50);

/// A command to run.
#[derive(Debug)]
pub struct ChildCommand<'a> {
    /// The program and its arguments; at least the program.
    pub argv: &'a [OsString],
    /// The folder that it runs in.
    pub folder: &'a Path,
    /// What the supervisor removes where makegood is killed.
    pub scratch: &'a Scratch,
    /// How long it may take.
    pub limit: Duration,
    /// Where its standard output goes.
    pub stdout: File,
    /// Where its standard error goes.
    pub stderr: File,
}

/// How a command ended.
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
    /// As the rest of a sentence that begins with the command.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Code(code) => write!(out, "ended with exit code {code}"),
            Self::Signal(signal) => write!(out, "was ended by signal {signal}"),
            Self::TimedOut => write!(out, "took too long and was ended"),
            Self::Interrupted => write!(out, "was interrupted"),
        }
    }
}

impl From<ExitStatus> for Ended {
    fn from(status: ExitStatus) -> Self {
        match (status.code(), status.signal()) {
            (Some(code), _) => Self::Code(code),
            (None, signal) => Self::Signal(signal.unwrap_or_default()),
        }
    }
}

/// Runs `task`, with nothing to read, and waits for it. It gets the environment of makegood but for what leads git to a
/// repository. What it left running is killed: on Linux every descendant, elsewhere its process group.
///
/// # Errors
/// If the command cannot be started.
pub fn run(task: &ChildCommand, interrupts: &Interrupts) -> io::Result<Ended> {
    let deadline = Instant::now() + task.limit;
    descendants::adopt();
    let (ours, theirs) = UnixStream::pair()?;
    let mut supervisor = start(task, theirs)?;
    let mut link = Link::new(ours)?;
    let mut event = link.wait(deadline, Some(interrupts));
    let mut stopped = None;
    if let Event::Stop(why) = event {
        stopped = Some(why);
        link.ask_to_end();
        event = link.wait(Instant::now() + GRACE + CLEANING, None);
    }
    match event {
        Event::Over(ended) => reap(&mut supervisor).map(|_| stopped.unwrap_or(ended)),
        Event::Refused(error) => reap(&mut supervisor).and(Err(error)),
        Event::Lost | Event::Stop(_) => {
            let ended = abandon(&mut supervisor, link.group)?;
            Ok(stopped.unwrap_or(ended))
        }
    }
}

/// Starts the supervisor of `task`, connected to `theirs`.
fn start(task: &ChildCommand, theirs: UnixStream) -> io::Result<Child> {
    let mut command = Command::new(this_program()?);
    command.arg(supervisor::ARGUMENT).arg(task.scratch.path()).args(task.argv);
    command.current_dir(task.folder).process_group(0).stdin(OwnedFd::from(theirs));
    command.stdout(task.stdout.try_clone()?).stderr(task.stderr.try_clone()?);
    LEADING.iter().for_each(|name| {
        command.env_remove(name);
    });
    command.spawn()
}

/// The program that runs. On Linux the link leads there even where the file was replaced meanwhile.
fn this_program() -> io::Result<PathBuf> {
    if cfg!(target_os = "linux") { Ok("/proc/self/exe".into()) } else { std::env::current_exe() }
}

/// Kills a supervisor that the command has stopped or killed, and the command's process group. On Linux this process
/// inherits the command and has not reaped it, so that the number of the group cannot be another's.
fn abandon(supervisor: &mut Child, group: Option<Pid>) -> io::Result<Ended> {
    // It may be gone already.
    let _ = supervisor.kill();
    let status = reap(supervisor)?;
    if let Some(group) = group.filter(|group| !cfg!(target_os = "linux") || descendants::is_child(*group)) {
        let _ = kill_process_group(group, Signal::KILL);
    }
    Ok(status.into())
}

fn reap(child: &mut Child) -> io::Result<ExitStatus> {
    loop {
        match child.wait() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            ended => return ended,
        }
    }
}
